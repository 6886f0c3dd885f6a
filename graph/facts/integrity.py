"""Do facts hold together: each well formed, with all that it needs, on a map that shows it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from graph.errors import InvalidFact
from graph.facts.fields import FIELDS
from graph.facts.identifiers import SHARED, area_of, full_id, subject_base
from graph.facts.model import (
    Area,
    Attributed,
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    QuestionState,
)
from graph.facts.plain_form import check_form
from graph.facts.unsafe_text import check_texts
from graph.facts.validation import attributes_of_kind, check_ends, class_of
from graph.kinds import NODE_KIND, Choice, words
from graph.kinds.nearest_words import allowed_words, explained, nearest_words
from graph.name_keys import name_key

# What a decision names and cannot stand without: the meeting that took it, and the body.
DECISION_NEEDS = ("from_meeting", "by")
# The kinds of thing that may be a class of a quorum besides the words of the list.
_CLASS_KINDS = ("organisation", "post")
# Who may be asked a question: never a person, who is no part of the record's questions.
MAY_BE_ASKED = ("post", "organisation", "department")
_CLASSES = {choice.word for choice in words.QUORUM_CLASSES}
# The kind of link that says who took over.
SUCCESSION = "succeeded_by"
Known = Mapping[str, tuple[Fact, int]]


def referenced_ids(fact: Fact) -> tuple[str, ...]:
    """Return the ids of the facts that this one cannot stand without."""
    match fact:
        case Link():
            return (fact.from_id, fact.to_id)
        case Node(kind="decision"):
            return tuple(filter(None, map(fact.text, DECISION_NEEDS)))
        case Meeting():
            return (fact.body, *(entry.holder for entry in fact.register))
        case Declaration():
            return (fact.subject,)
        case _:
            return ()


def pointed_ids(fact: Fact) -> tuple[str, ...]:
    """Return the ids of the facts that this one points at and can stand without.

    What became of a question stays on record when what it is about, or who was asked, is gone.
    """
    if not isinstance(fact, QuestionState):
        return ()
    named = "/" in fact.subject or fact.subject == fact.area
    # A link's id may have any sign in it, so the whole is looked for too.
    subject = dict.fromkeys((fact.subject, subject_base(fact.subject))) if named else ()
    return (*subject, fact.to) if fact.to else (*subject,)


def maps_of(fact: Fact) -> tuple[str, ...]:
    """Return the areas on whose maps a fact itself appears."""
    return (area_of(fact.id), *(fact.maps if isinstance(fact, Node) else ()))


def on_map(fact: Fact, area: str, find: Callable[[str], Fact | None]) -> bool:
    """Say whether a fact is on the map of an area: a link is where both of its ends are."""
    if isinstance(fact, Node):
        return fact.on_map(area)
    if isinstance(fact, Link):
        ends = (find(fact.from_id), find(fact.to_id))
        return all(isinstance(end, Node) and end.on_map(area) for end in ends)
    return area_of(fact.id) == area


def check_whole(
    before: Mapping[str, Fact | None],
    moved: Mapping[str, Fact | None],
    find: Callable[[Iterable[str]], Known],
    referring: Callable[[Iterable[str]], Iterable[str]],
    things: Callable[[str], Iterable[Node]],
    *,
    again: bool = False,
) -> None:
    """Refuse facts (moved, by id; None: withdrawn) that would not hold together with the rest.

    before has the facts as they were; what they hold already may stay. things gives what is kept
    on the map of an area, asked only where a quorum counts somebody by name. again says that they
    stood so on record before: then what they point at need not be there any more.
    """
    gone = [fact_id for fact_id, fact in moved.items() if fact is None]
    left = sorted(_needing(set(gone), moved, referring)) if gone else []
    if left:
        wrong = f"{gone[0]} cannot be withdrawn while {left[0]} needs it"
        raise InvalidFact("", wrong, "withdraw or change that first", "id", gone[0])
    written = [fact for fact in moved.values() if fact is not None]
    needed = (end for fact in written for end in (*referenced_ids(fact), *pointed_ids(fact)))
    outside = set(needed) - set(moved)
    known = find(outside) if outside else {}

    def there(fact_id: str) -> Fact | None:
        return moved[fact_id] if fact_id in moved else known.get(fact_id, (None, 0))[0]

    def standing(fact_id: str, fact: Fact) -> Fact:
        found = there(fact_id)
        if found is None:
            right = "record it first, or correct the id"
            raise InvalidFact(fact.id, f'"{fact_id}" is not recorded', right, "id", fact_id)
        return found

    def named(area: str, name: str) -> bool:
        key = name_key(name)
        new = (fact for fact in written if isinstance(fact, Node))
        return any(
            node.kind in _CLASS_KINDS
            and node.on_map(area)
            and node.id not in gone
            and (key in map(name_key, node.names) or node.id == full_id(name, area))
            for node in chain(new, things(area))
        )

    for fact in written:
        check_form(fact)
        check_texts(fact, fact if again else before.get(fact.id))
        ends = [standing(fact_id, fact) for fact_id in referenced_ids(fact)]
        _check_on_map(fact, ends)
        if isinstance(fact, Link):
            _check_link(fact, ends[0], ends[1])
            if fact.kind == SUCCESSION and before.get(fact.id) is None:
                _check_takeover(fact, moved, find, referring)
        elif isinstance(fact, Meeting | Declaration) and ends[0].id != area_of(fact.id):
            _check_body(fact.id, ends[0])
        elif isinstance(fact, Node):
            if fact.kind == "decision":
                _check_decision(fact, ends)
            if not again:
                _check_classes(fact, named)
            _check_stays(fact, before.get(fact.id), set(gone), referring)
        elif isinstance(fact, QuestionState):
            # An area that comes in whole may have questions about what is gone from it since.
            whole = fact.id not in before or (fact.area in before and before[fact.area] is None)
            if whole or again:
                _check_asks_nobody_by_name(fact, there(fact.to) if fact.to else None)
            else:
                _check_question(fact, before[fact.id], there)


def _needing(
    gone: set[str],
    moved: Mapping[str, Fact | None],
    referring: Callable[[Iterable[str]], Iterable[str]],
) -> Iterator[str]:
    """Give the facts that need what goes: as they are, or as the same batch changes them."""
    for fact_id in set(referring(gone)) - gone:
        fact = moved.get(fact_id)
        if fact is None or gone.intersection(referenced_ids(fact)):
            yield fact_id


def _check_question(
    question: QuestionState, before: Fact | None, find: Callable[[str], Fact | None]
) -> None:
    """Refuse a new question about nothing on the map, or put to nobody who may be asked.

    What is on record already may stay, whatever has become of what it points at.
    """
    home, old = question.area, before if isinstance(before, QuestionState) else None
    if old is None and question.subject in pointed_ids(question):
        about = find(question.subject) or find(subject_base(question.subject))
        _check_asked_about(question, about)
    to = question.to
    if not to or (old and old.to == to):
        return
    asked = find(to)
    if not isinstance(asked, Node) or not asked.on_map(home):
        right = "name a post or organisation on the map"
        raise InvalidFact(question.id, f'"{to}" is not on the map of {home}', right, "to", to)
    if asked.kind not in MAY_BE_ASKED:
        _refuse_asked(question, asked)


def _check_asks_nobody_by_name(question: QuestionState, asked: Fact | None) -> None:
    """Refuse a question that was put to a person, however it comes in."""
    if isinstance(asked, Node) and asked.kind == "person":
        _refuse_asked(question, asked)


def _refuse_asked(question: QuestionState, asked: Node) -> None:
    wrong = f'"{asked.name}" is of the kind {NODE_KIND[asked.kind].label}'
    right = "name the post or organisation that was asked, never a person"
    raise InvalidFact(question.id, wrong, right, "to", asked.id)


def _check_asked_about(question: QuestionState, subject: Fact | None) -> None:
    """Refuse a subject that is not on the map, or has no such attribute."""
    if subject is None or (isinstance(subject, Node) and not subject.on_map(question.area)):
        wrong = f'"{question.subject}" is not on the map of {question.area}'
        right = "name what the question is about by the id that the finding gives"
        raise InvalidFact(question.id, wrong, right, "subject", question.subject)
    if question.attribute:
        check_attribute(question.id, question.attribute, subject)


def check_attribute(question: str, attribute: str, subject: Fact) -> None:
    """Refuse a question about an attribute that what it is about cannot have.

    Raises InvalidFact about the id of the question.
    """
    kind, allowed = "area", [Choice(f.name, f.label) for f in FIELDS[Area] if f.sourced]
    if isinstance(subject, Attributed):
        attributes = attributes_of_kind(type(subject), subject.kind).values()
        kind, allowed = subject.kind, [Choice(a.name, a.label) for a in attributes]
    if attribute not in (choice.word for choice in allowed):
        wrong = f'a fact of the kind {kind} has no attribute "{attribute}"'
        right = allowed_words(attribute, allowed)
        raise InvalidFact(question, wrong, right, "attribute", attribute)


def _check_decision(decision: Node, needed: Iterable[Fact]) -> None:
    """Refuse a decision that was taken at no meeting, or by no body."""
    by_id = {fact.id: fact for fact in needed}
    meeting, body = (by_id.get(decision.text(key) or "") for key in DECISION_NEEDS)
    if meeting and not isinstance(meeting, Meeting):
        right = "name a meeting that is on record"
        raise InvalidFact(
            decision.id, f"{meeting.id} is no meeting", right, "from_meeting", meeting.id
        )
    if body:
        _check_body(decision.id, body, "by")


def _check_classes(node: Node, named: Callable[[str, str], bool]) -> None:
    """Refuse a class of a quorum that is neither a word of the list nor somebody on the map."""
    for count in node.words("quorum_classes"):
        name, _ = class_of(count)
        if name in _CLASSES or named(area_of(node.id), name):
            continue
        near = nearest_words(name, words.QUORUM_CLASSES)
        right = " or ".join(explained(one, one.word) for one in near)
        right = (
            f"did you mean {right}"
            if right
            else ("use a word of the list, or the name or id of an organisation or post on the map")
        )
        wrong = f'the class "{name}" of its quorum names nothing known'
        raise InvalidFact(node.id, wrong, right, "quorum_classes", name)


def _check_on_map(fact: Fact, ends: Iterable[Fact]) -> None:
    home = area_of(fact.id)
    for end in ends:
        if isinstance(end, Node) and home != SHARED and not end.on_map(home):
            right = f'add "{home}" to the maps of {end.id} first'
            raise InvalidFact(fact.id, f"{end.id} is not on the map of {home}", right, "id", end.id)


def _check_stays(
    node: Node,
    before: Fact | None,
    gone: set[str],
    referring: Callable[[Iterable[str]], Iterable[str]],
) -> None:
    """Refuse to take a node from a map where something needs it: that would vanish with it."""
    left = set(maps_of(before) if before else ()) - set(maps_of(node))
    held = [i for i in referring([node.id]) if area_of(i) in left] if left else []
    for fact_id in sorted(set(held) - gone):
        wrong = f"{node.id} cannot leave the map of {area_of(fact_id)} while {fact_id} needs it"
        raise InvalidFact(node.id, wrong, "withdraw or change that first", "maps", node.id)


def _check_link(link: Link, start: Fact, stop: Fact) -> None:
    for end in (start, stop):
        if not isinstance(end, Node):
            right = "a link joins two things on the map"
            raise InvalidFact(link.id, f'"{end.id}" is no thing on the map', right, "id", end.id)
    assert isinstance(start, Node)
    assert isinstance(stop, Node)
    check_ends(link, start, stop)


def _check_takeover(
    link: Link,
    moved: Mapping[str, Fact | None],
    find: Callable[[Iterable[str]], Known],
    referring: Callable[[Iterable[str]], Iterable[str]],
) -> None:
    """Refuse a succession by which something would take over from itself, in however many steps."""
    after, left = {link.to_id}, {link.to_id}
    while left:
        known = find(set(referring(left)) - set(moved))
        facts = chain((fact for fact, _ in known.values()), moved.values())
        left = {
            fact.to_id
            for fact in facts
            if isinstance(fact, Link) and fact.kind == SUCCESSION and fact.from_id in left
        } - after
        after |= left
    if link.from_id in after:
        wrong = f"{link.from_id} would take over from itself, in a circle of successions"
        right = "withdraw the one that is wrong, or record what began anew as a thing of its own"
        raise InvalidFact(link.id, wrong, right, "to", link.to_id)


def _check_body(fact_id: str, body: Fact, key: str = "body") -> None:
    if not isinstance(body, Node) or body.kind != "body":
        raise InvalidFact(fact_id, f"{body.id} is no body", "name a body", key, body.id)


def link_maps(
    facts: Iterable[Fact | None],
    moved: Mapping[str, Fact | None],
    find: Callable[[Iterable[str]], Known],
) -> dict[str, set[str]]:
    """Return the areas on whose maps each link appears: those that both of its ends are on."""
    links = {fact.id: fact for fact in facts if isinstance(fact, Link)}
    known = find({end for link in links.values() for end in referenced_ids(link)}) if links else {}

    def maps(end: str) -> set[str]:
        readings = (known.get(end, (None, 0))[0], moved.get(end))
        return {slug for reading in readings if reading is not None for slug in maps_of(reading)}

    return {link.id: maps(link.from_id) & maps(link.to_id) for link in links.values()}
