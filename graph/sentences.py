"""Facts as plain sentences, in the words of their kinds, and where each was read."""

from collections.abc import Mapping, Sequence
from datetime import date

from graph.facts.dates import Truth, day_words
from graph.facts.fields import FIELDS
from graph.facts.identifiers import subject_base
from graph.facts.model import (
    Area,
    Attributed,
    Confidence,
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    QuestionState,
    Recorded,
    Reference,
    Snapshot,
    Source,
    Status,
)
from graph.facts.validation import class_of
from graph.kinds import (
    COMMON_NODE_ATTRIBUTES,
    DECLARABLE_LIST,
    LINK_KINDS,
    NODE_KIND,
    Attribute,
    ValueType,
    link_attributes,
    node_attributes,
)
from graph.kinds.body_words import MEMBER_SEAT_KINDS
from graph.question_sentences import NO_LONGER_THERE, state_words
from graph.view import View

NOT_HELD = "not held"
NO_SOURCE = "no source recorded"
_STATUS_WORDS = {Status.PLANNED: "planned", Status.ASPIRED: "wished for", Status.ENDED: "ended"}
# What is said of seats that make no member, forwards and backwards.
_ATTENDING = {
    "observer": ("observes", "is observed by"),
    "in_attendance": ("attends", "is attended by"),
    "adviser": ("sits as an adviser on", "has as an adviser"),
    "by_invitation": ("comes by invitation to", "invites"),
}
_VERBS = {kind.name: (kind.verb, kind.reverse) for kind in LINK_KINDS}
_COMMON = {attribute.name for attribute in COMMON_NODE_ATTRIBUTES}
_KIND_ATTRIBUTES = ("body_kind", "plan_kind", "post_kind", "site_kind", "agreement_kind")


def capital(words: str) -> str:
    """Begin a sentence."""
    return words[:1].upper() + words[1:]


def undated_words(view: View) -> str:
    """Say how far the record speaks of another day than the one it describes; "" for that day."""
    described = view.snapshot.area.recorded_as_of
    undated, all_of_them = view.undated
    if view.day == described or not undated:
        return ""
    said = f"{undated} of {all_of_them} things and links carry no date and count on every day"
    return f"{said}; the record describes {day_words(described)}." if described else f"{said}."


def kind_words(node: Node) -> str:
    """Return what sort of thing a node is: "main board", "family hub", "organisation"."""
    known = node_attributes(node.kind)
    for name in (*_KIND_ATTRIBUTES, "programme_kind"):
        word = node.text(name)
        if word and word != "other" and name in known:
            return known[name].label_of(word)
    return NODE_KIND[node.kind].label


def kind_meaning(node: Node) -> str:
    """Return what it means to be of a node's sort, in the line that explains its word or kind."""
    known = node_attributes(node.kind)
    for name in (*_KIND_ATTRIBUTES, "programme_kind"):
        word = node.text(name)
        if word and word != "other" and name in known:
            return next(one.meaning for one in known[name].choices if one.word == word)
    return NODE_KIND[node.kind].definition


def link_verbs(link: Link) -> tuple[str, str]:
    """Return what a link says from its beginning to its end, and backwards.

    Who has a seat as an observer, an adviser or an officer attends, and is no member.
    """
    seat = link.text("seat_kind")
    return _VERBS[link.kind] if seat is None or seat in MEMBER_SEAT_KINDS else _ATTENDING[seat]


def fact_sentence(fact: Fact, snapshot: Snapshot) -> str:
    """Say a fact in one plain sentence."""

    def name(fact_id: str) -> str:
        found = snapshot.nodes.get(fact_id)
        return found.name if found else fact_id

    match fact:
        case Link():
            matter = f" ({fact.text('matter')})" if fact.text("matter") else ""
            verb, _ = link_verbs(fact)
            clause = f"{name(fact.from_id)} {verb} {name(fact.to_id)}{matter}"
        case Node():
            clause = f"{fact.name} is recorded as {article(kind_words(fact))}{_more(fact)}"
        case Meeting():
            met = "did not meet" if fact.cancelled else "met"
            exact = fact.day.first == fact.day.last
            clause = f"{name(fact.body)} {met} {'on' if exact else 'in'} {day_words(fact.day)}"
        case Declaration():
            says = DECLARABLE_LIST[fact.list_name].says
            whose = "" if fact.subject == fact.area else f" of {name(fact.subject)}"
            clause = f"{fact.by} declared on {day_words(fact.on)} that {says}{whose} are recorded"
        case QuestionState():
            about = asked_about(fact, snapshot)
            clause = (
                f"What became of the question {about}: {state_words(fact, name)}, "
                f"recorded by {fact.by}"
            )
        case Source():
            by = f", {fact.publisher}," if fact.publisher else ""
            clause = f"{fact.title}{by} is recorded as a source"
        case Area():
            clause = f"{fact.name} is a partnership on record{_funding(fact)}"
    return f"{clause}{_qualified(fact)}."


def asked_about(question: QuestionState, snapshot: Snapshot) -> str:
    """Say which question it is: "body-has-chair about the Board", "Quorum" of the Board."""
    subject = question.subject
    if question.attribute:
        return attribute_title(snapshot, subject, question.attribute)
    return f"{question.rule} about {fact_title(snapshot, subject)}"


def attribute_title(snapshot: Snapshot, subject: str, attribute: str) -> str:
    """Say which attribute of what is asked for: "Quorum" of the Board."""
    fact = snapshot.nodes.get(subject) or snapshot.links.get(subject)
    known = attributes_of(fact).get(attribute) if fact else None
    label = known.label if known else capital(attribute.replace("_", " "))
    return f'"{label}" of {fact_title(snapshot, subject)}'


def fact_title(snapshot: Snapshot, subject: str) -> str:
    """Name what a question is about; what has gone from the map since is said to be so."""
    if subject == snapshot.area.slug:
        return snapshot.area.name
    if "/" not in subject:
        return subject.replace("_", " ")
    fact = _asked_about(subject, snapshot)
    return fact_name(fact, snapshot) if fact else f"{NO_LONGER_THERE} ({subject})"


def is_about_what_is_gone(question: QuestionState, snapshot: Snapshot) -> bool:
    """Say whether what a question is about is no longer on the map."""
    return "/" in question.subject and _asked_about(question.subject, snapshot) is None


def _asked_about(subject: str, snapshot: Snapshot) -> Node | Link | None:
    """Return the thing or link that a question is about, or of which it is about a part."""
    for fact_id in (subject, subject_base(subject)):
        if fact := snapshot.nodes.get(fact_id) or snapshot.links.get(fact_id):
            return fact
    return None


def fact_name(fact: Fact, snapshot: Snapshot) -> str:
    """Name a fact in a few words, without its dates: a thing, or what a link says of two."""
    if isinstance(fact, Area | Node):
        return fact.name
    if isinstance(fact, Link):
        ends = (fact.from_id, fact.to_id)
        one, other = (snapshot.nodes[i].name if i in snapshot.nodes else i for i in ends)
        return f"{one} {link_verbs(fact)[0]} {other}"
    return fact_sentence(fact, snapshot).rstrip(".")


def article(noun: str) -> str:
    """Put a or an before a noun."""
    return f"{'an' if noun[0].lower() in 'aeio' else 'a'} {noun}"


def some(names: Sequence[str], most: int = 3) -> str:
    """Name the first few: "A; B; C and 4 more"."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return "; ".join(names[:most]) + more


def attributes_of(fact: Attributed) -> Mapping[str, Attribute]:
    """Return the attributes a fact of this kind may carry, by name."""
    return link_attributes(fact.kind) if isinstance(fact, Link) else node_attributes(fact.kind)


def attribute_words(fact: Attributed, name: str) -> str:
    """Say the value of an attribute in plain words; "" where it is not recorded."""
    known = attributes_of(fact)[name]
    value = fact.attributes.get(name)
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() if known.type is ValueType.POUNDS:
            return f"£{value:,}"
        case int():
            return str(value)
        case float():
            return f"{value:.2f}".rstrip("0").rstrip(".") + "%"
        case tuple() if known.type is ValueType.COUNTS:
            return ", ".join(_count_words(known, count) for count in value)
        case tuple():
            return ", ".join(known.label_of(word) for word in value)
    if known.choices:
        return known.label_of(value)
    return day_words(value) if known.type is ValueType.DATE else value


def _count_words(known: Attribute, count: str) -> str:
    name, least = class_of(count)
    return f"{known.label_of(name)} {least}"


def _more(node: Node) -> str:
    """Say what else is recorded of a thing: "; scope: early help; multi-agency: yes"."""
    kind = kind_words(node)
    said = [
        f"{attribute.label[0].lower()}{attribute.label[1:]}: {words}"
        for name, attribute in attributes_of(node).items()
        if name in node.attributes and name not in _COMMON
        if attribute.type is not ValueType.REFERENCE
        if (words := attribute_words(node, name)) != kind
    ]
    return f" ({'; '.join(said)})" if said else ""


def outside_words(view: View) -> str:
    """Say that a day lies before or after the days of the council; "" where it does not."""
    area = view.snapshot.area
    if area.holds(view.day) is not Truth.NO:
        return ""
    since = f" from {day_words(area.since)}" if area.since else ""
    until = f" to {day_words(area.until)}" if area.until else ""
    return f"On {day_words(view.day)} this council is not there: it is recorded{since}{until}."


def invented_words(area: Area) -> str:
    """Say that an area is made up; "" for one that tells of a real council."""
    return "This area is made up, to try things on: nothing in it is real." if area.invented else ""


def undated_caution(view: View) -> str:
    """Say how many facts carry no date, and what that means for the day; "" where it is nothing."""
    said = undated_words(view)
    if not said:
        return ""
    return (
        f"{said} So this may look surer than it is: what rests on them may not have been so on "
        f"{day_words(view.day)}."
    )


def newer_words(view: View, today: date) -> str:
    """Say that facts on record are dated after the day shown, and how new they are; "" for none."""
    found = view.newer(today)
    if not found:
        return ""
    shown, newest = day_words(view.day), day_words(max(found.values()))
    if len(found) == 1:
        return f"1 fact on record is dated after {shown}, the day shown: it is of {newest}."
    return (
        f"{len(found)} facts on record are dated after {shown}, the day shown: the newest is of "
        f"{newest}."
    )


def cautions(view: View, today: date | None = None) -> tuple[str, ...]:
    """Return what to keep in mind: that an area is made up, its own days, facts without one.

    Where today is given, also that the record has facts of days between the two.
    """
    newer = newer_words(view, today) if today else ""
    said = (invented_words(view.snapshot.area), outside_words(view), newer, undated_caution(view))
    return tuple(filter(None, said))


def funding_words(area: Area) -> dict[str, str]:
    """Return what is recorded of an area's funding, by label; "" where it is not recorded."""
    said = {field.label: getattr(area, field.name) for field in FIELDS[Area] if field.funding}
    return {label: "" if v is None else "yes" if v else "no" for label, v in said.items()}


def _funding(area: Area) -> str:
    said = [f"{label}: {words}" for label, words in funding_words(area).items() if words]
    return f" ({'; '.join(said)})" if said else ""


def _qualified(fact: Fact) -> str:
    if not isinstance(fact, Recorded):
        return ""
    words = [_STATUS_WORDS[fact.status]] if fact.status in _STATUS_WORDS else []
    if fact.since:
        words.append(f"since {fact.since}")
    if fact.until:
        words.append(f"until {fact.until}")
    if fact.confidence is not Confidence.STATED:
        words.append(fact.confidence.value)
    return f" ({', '.join(words)})" if words else ""


def place_words(reference: Reference) -> str:
    """Say where in its document a fact was read: "page 4, item 3"; "" where it is not recorded."""
    page = f"page {reference.page}" if reference.page is not None else ""
    return ", ".join(part for part in (page, reference.place) if part)


def passage_words(reference: Reference) -> str:
    """Say the heading and the place of a passage; "" where neither is recorded."""
    heading = f'under "{reference.heading}"' if reference.heading else ""
    return ", ".join(part for part in (heading, place_words(reference)) if part)


def passage_parts(reference: Reference, source: Source | None) -> list[str]:
    """Return the words for where a fact was read: title, publisher, heading, place, day read.

    What is not recorded is left out; of a document that is not held there is its tag and the place.
    """
    if source is None:
        return [part for part in (reference.document, place_words(reference)) if part]
    read = f"read {day_words(source.read_on)}" if source.read_on else ""
    parts = (source.title, source.publisher, passage_words(reference), read)
    return [part for part in parts if part]


def reference_words(reference: Reference, snapshot: Snapshot) -> str:
    """Say where a fact was read, with the document's address; never the sentence it was read in."""
    source = source_of(reference, snapshot)
    said = ", ".join(passage_parts(reference, source))
    return f"{said}; address {(source and source.address) or NOT_HELD}"


def source_words(fact: Fact, snapshot: Snapshot) -> str:
    """Say where a fact was read, every place of it; "no source recorded" where there is none."""
    if not isinstance(fact, Recorded | Area):
        return ""
    said = "; ".join(reference_words(reference, snapshot) for reference in fact.sources)
    if not said and isinstance(fact, QuestionState):
        # Nobody publishes whom a partnership has asked: who says so is where it was read.
        return f"said by {fact.by} on {day_words(fact.on)}"
    return said or NO_SOURCE


def read_in(fact: Recorded, snapshot: Snapshot) -> str:
    """Say in short where a fact was read: the titles and the places, without the rest."""
    said = []
    for reference in fact.sources:
        source = source_of(reference, snapshot)
        said.append(_short(source.title if source else reference.document, reference))
    return "; ".join(said) or NO_SOURCE


def source_of(reference: Reference, snapshot: Snapshot) -> Source | None:
    """Return the document that a reference names; None where only its tag is recorded."""
    held = snapshot.sources.values()
    return next((source for source in held if source.document == reference.document), None)


def _short(document: str, reference: Reference) -> str:
    return ", ".join(part for part in (document, place_words(reference)) if part)
