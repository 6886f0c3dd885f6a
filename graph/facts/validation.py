"""Is a fact well formed: kinds, ends, attributes and ids as the vocabulary says."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from graph.errors import InvalidFact, InvalidLink
from graph.facts.dates import is_date
from graph.facts.identifiers import area_of, full_id, is_area_slug, is_node_id
from graph.facts.model import (
    Area,
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    QuestionState,
    Recorded,
    Reference,
    Source,
    Value,
)
from graph.kinds import (
    DECLARABLE_LIST,
    LINK_KIND,
    Attribute,
    Choice,
    LinkKind,
    ValueType,
    link_attributes,
    node_attributes,
    words,
)
from graph.kinds.nearest_words import allowed_words
from graph.kinds.question_words import ASKED, NOT_OURS
from graph.name_keys import name_key

T = TypeVar("T")
_MOST_COUNTED = 10**6  # of days, months, people: more is a slip
LONGEST_QUOTE = 600  # characters: the sentence a fact was read in, not the passage around it
MOST_PAGES = 99_999  # more is a slip, or a number of something else
_PAGES = range(1, MOST_PAGES + 1)
_MOST_POUNDS = 10**12  # a pound below it fits every engine's numbers, and any budget
_DECIMAL = re.compile(r"\d{1,6}(\.\d{1,4})?", re.ASCII)
_COUNT = re.compile(r"(.*\S)\s*:\s*([1-9]\d{0,3})", re.ASCII)
_NONE = "none"  # the word of a list that says so: never beside another
_RULE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ATTRIBUTE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_ATTENDANCE = tuple(choice.word for choice in words.ATTENDANCE)


@cache
def _members(words_of: type[StrEnum]) -> dict[str, StrEnum]:
    return {member.value: member for member in words_of}


def read_choice(allowed: Mapping[str, T] | type[StrEnum], word: str, key: str, what: str) -> Any:
    """Return what a word stands for, or refuse it with the nearest of the allowed words."""
    known: Mapping[str, Any] = _members(allowed) if isinstance(allowed, type) else allowed
    if word in known:
        return known[word]
    choices = [_as_choice(name, one) for name, one in known.items()]
    right = allowed_words(word, choices)
    raise InvalidFact(what, f'"{key}" is "{word}"', right, key, word)


def _as_choice(name: str, record: object) -> Choice:
    """Return what may be chosen, with its meaning and other names where it has some."""
    meaning = getattr(record, "definition", "")
    return Choice(name, name, meaning=meaning, other_names=getattr(record, "other_names", ()))


def attributes_of_kind(fact_type: type[Fact], kind: str) -> Mapping[str, Attribute]:
    """Return the attributes a fact may carry, by name; none where its sort has no kinds."""
    if fact_type is Node:
        return node_attributes(kind)
    return link_attributes(kind) if fact_type is Link else {}


def read_attributes(
    rest: dict[str, Any], allowed: Mapping[str, Attribute], what: str, area: str
) -> dict[str, Value]:
    """Take the allowed attributes out of rest, each checked and in its plain form."""
    names = [name for name in rest if name in allowed]
    # Few facts have several; those keep the order of their kind.
    if len(names) > 1:
        names = [name for name in allowed if name in rest]
    return {name: read_value(allowed[name], rest.pop(name), what, area) for name in names}


def read_value(attribute: Attribute, value: Any, what: str, area: str) -> Value:
    """Return a value in its plain form, or refuse it with what would be right."""
    plain, right = _plain_value(attribute, value, area)
    if right:
        wrong = f'"{attribute.name}" is {_as_written(value)}'
        raise InvalidFact(what, wrong, right, attribute.name, str(value))
    return plain


def _as_written(value: Any) -> str:
    """Return a value as a person would write it: texts in quotation marks, several with "; "."""
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return f'"{"; ".join(value)}"'
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _plain_value(attribute: Attribute, value: Any, area: str) -> tuple[Value, str]:
    """Return a value in its plain form, and what would be right ("" where it is)."""
    match attribute.type:
        case ValueType.YES_NO:
            return value, "" if isinstance(value, bool) else "write true or false"
        case ValueType.NUMBER:
            is_number = isinstance(value, int) and not isinstance(value, bool)
            fits = is_number and 0 <= value < _MOST_COUNTED
            return value, "" if fits else "write a whole number from 0 to 999999"
        case ValueType.POUNDS:
            is_number = isinstance(value, int) and not isinstance(value, bool)
            fits = is_number and 0 <= value < _MOST_POUNDS
            return value, "" if fits else "write whole pounds, from 0 to 999999999999"
        case ValueType.PER_CENT:
            return _per_cent(value)
        case ValueType.CHOICES:
            return _chosen(attribute, value)
        case ValueType.COUNTS:
            return plain_counts(value, attribute.choices, area)
        case ValueType.TEXT if attribute.several and isinstance(value, list):
            if all(isinstance(one, str) and one.strip() for one in value):
                return "; ".join(one.strip() for one in value), ""
            return "", "write a text, or a list of texts"
    if not isinstance(value, str):
        return "", "write a text"
    right = ""
    if attribute.type is ValueType.CHOICE and value not in attribute.words:
        right = allowed_words(value, attribute.choices)
    elif attribute.type is ValueType.DECIMAL and not _DECIMAL.fullmatch(value):
        right = "write a number such as 3.4"
    elif attribute.type is ValueType.REFERENCE:
        value = full_id(value, area)
    elif attribute.type is ValueType.DATE and not is_date(value):
        right = "write 2024, 2024-03 or 2024-03-14"
    return value, right


def _chosen(attribute: Attribute, value: Any) -> tuple[Value, str]:
    """Return any of a list; one word may stand alone, and "none" beside no other."""
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list | tuple) or not all(isinstance(v, str) for v in given):
        return (), f"use any of {', '.join(attribute.words)}"
    wrong = next((v for v in given if v not in attribute.words), None)
    if wrong is not None:
        return (), allowed_words(wrong, attribute.choices, several=True)
    if _NONE in given and len(given) > 1:
        return (), f'write "{_NONE}" alone, or leave it out'
    if not given and _NONE in attribute.words:
        given = [_NONE]
    return tuple(given), ""


def _per_cent(value: Any) -> tuple[Value, str]:
    right = "write a share from 0 to 100, with at most two decimal places"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0, right
    return (float(value), "") if 0 <= value <= 100 and round(value, 2) == value else (0.0, right)


def plain_counts(value: Any, classes: Sequence[Choice], area: str) -> tuple[Value, str]:
    """Return ("council: 1", ...) with each class as the list or the map names it.

    What no word of the list names is an id, or the name of something on the map: whether it is
    there, only the map can say (graph.facts.integrity).
    """
    right = 'write each class with its least number, as "council: 1"'
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list | tuple) or not all(isinstance(v, str) for v in given):
        return (), right
    known = {name_key(name): one.word for one in classes for name in (one.word, one.label)}
    counts: dict[str, str] = {}
    for one in given:
        matched = _COUNT.fullmatch(one.strip())
        if not matched:
            return (), right
        name = " ".join(matched[1].split())
        name = known.get(name_key(name), name)
        if name in counts:
            return (), f'give the class "{name}" once'
        counts[name] = str(int(matched[2]))
    return tuple(f"{name}: {least}" for name, least in counts.items()), ""


def class_of(count: str) -> tuple[str, int]:
    """Return the class and the least number of one of the texts that plain_counts makes."""
    name, _, least = count.rpartition(": ")
    return name, int(least)


def ends_sentence(kind: LinkKind) -> str:
    """Say in words which ends a kind of link may join."""
    starts: dict[str, list[str]] = {}
    for start, stop in sorted(kind.pairs):
        starts.setdefault(stop, []).append(start)
    by_starts: dict[tuple[str, ...], list[str]] = {}
    for stop, from_kinds in starts.items():
        by_starts.setdefault(tuple(from_kinds), []).append(stop)
    parts = [f"{' or '.join(a)} to {' or '.join(b)}" for a, b in by_starts.items()]
    return "; ".join(parts)


def check_ends(link: Link, start: Node, stop: Node) -> None:
    """Refuse a link whose kind does not join these ends, or that joins a thing to itself."""
    kind = LINK_KIND[link.kind]
    if link.from_id == link.to_id:
        wrong = f'"{start.name}" {kind.verb} itself'
        raise InvalidLink(link.id, wrong, "a link joins two different things", "to", link.to_id)
    if (start.kind, stop.kind) not in kind.pairs:
        wrong = (
            f'a "{link.kind}" link cannot run from the {start.kind} "{start.name}" '
            f'to the {stop.kind} "{stop.name}"'
        )
        raise InvalidLink(link.id, wrong, f"allowed is {ends_sentence(kind)}", "kind", link.kind)


def check_fact(fact: Fact) -> None:
    """Refuse a fact whose fields, each in its plain form, do not fit each other or the kinds."""
    if isinstance(fact, Recorded | Area):
        _check_dates(fact, fact.id)
        for reference in fact.sources:
            if reference.quote or reference.page is not None:
                _check_reference(reference, fact.id)
    if isinstance(fact, Source | Declaration | QuestionState) and not is_area_slug(fact.area):
        right = "use the slug of an area"
        raise InvalidFact(fact.id, f'"area" is "{fact.area}"', right, "area", fact.area)
    match fact:
        case Area() if not is_area_slug(fact.slug):
            right = "use small letters, digits and dashes"
            raise InvalidFact("the area", f'"slug" is "{fact.slug}"', right, "slug", fact.slug)
        case Node():
            _check_node_id(fact.id)
        case Link():
            if "~" not in fact.id or not is_area_slug(area_of(fact.id)):
                right = 'a link\'s id is its area and a local part with "~"'
                raise InvalidFact(fact.id, f'"id" is "{fact.id}"', right, "id", fact.id)
        case Meeting():
            _check_node_id(fact.id)
            for entry in fact.register:
                if entry.value not in _ATTENDANCE:
                    right = f"use one of {', '.join(_ATTENDANCE)}"
                    raise InvalidFact(fact.id, f'"value" is "{entry.value}"', right, "value")
        case Declaration():
            if DECLARABLE_LIST[fact.list_name].of_area and fact.subject != fact.area:
                right = f'its subject is the area "{fact.area}"'
                raise InvalidFact(fact.id, f'"subject" is "{fact.subject}"', right, "subject")
        case QuestionState():
            _check_question(fact)
        case Source() if fact.address and not fact.address.startswith(("http://", "https://")):
            right = "give an address that begins with https:// or leave it out"
            raise InvalidFact(fact.id, f'"address" is "{fact.address}"', right, "address")
        case _:
            pass


def _check_question(question: QuestionState) -> None:
    """Refuse what became of a question where its parts do not fit each other."""

    def refuse(key: str, wrong: str, right: str) -> None:
        raise InvalidFact(question.id, wrong, right, key, str(getattr(question, key) or ""))

    rule, attribute, state = question.rule, question.attribute, question.state
    if bool(rule) == bool(attribute):
        wrong = "it names a check and an attribute" if rule else "it names no check, no attribute"
        refuse("rule", wrong, 'give one of "rule" and "attribute"')
    if rule and not _RULE.fullmatch(rule):
        refuse("rule", f'"rule" is "{rule}"', "use the id of a check, such as body-has-chair")
    if attribute and not _ATTRIBUTE.fullmatch(attribute):
        refuse("attribute", f'"attribute" is "{attribute}"', "use its name, such as quorum")
    if state not in (choice.word for choice in words.QUESTION_STATES):
        refuse("state", f'"state" is "{state}"', allowed_words(state, words.QUESTION_STATES))
    if state == NOT_OURS and not question.reason.strip():
        refuse("reason", '"reason" is missing', "say why it does not apply here")
    if state == ASKED and not question.to:
        refuse("to", '"to" is missing', "name the post or organisation that was asked")
    if question.due and question.due < question.on:
        wrong = f'"due" ({question.due}) is before "on" ({question.on})'
        refuse("due", wrong, "give the day of asking or a later one")


def _check_dates(fact: Recorded | Area, what: str) -> None:
    if fact.since and fact.until and fact.since.first > fact.until.last:
        wrong = f'"until" ({fact.until}) is before "since" ({fact.since})'
        raise InvalidFact(what, wrong, "end it after it began", "until", fact.until.text)


def _check_reference(reference: Reference, what: str) -> None:
    if wrong := page_problem(reference.page):
        raise InvalidFact(what, f'"page" is {reference.page!r}', wrong, "page", str(reference.page))
    if wrong := quote_problem(reference.quote):
        found = f'"quote" has {len(reference.quote)} characters'
        raise InvalidFact(what, found, wrong, "quote", reference.quote)


def page_problem(page: object) -> str:
    """Say what would be right for the page of a source; "" where it is, or is not given."""
    is_number = isinstance(page, int) and not isinstance(page, bool)
    if page is None or (is_number and page in _PAGES):
        return ""
    return f"write the number of the page, from 1 to {MOST_PAGES}, or leave it out"


def quote_problem(quote: str) -> str:
    """Say what would be right for the quote of a source; "" where it is."""
    if len(quote) <= LONGEST_QUOTE:
        return ""
    return f"give the one sentence that says it, in at most {LONGEST_QUOTE} characters"


def _check_node_id(fact_id: str) -> None:
    if not is_node_id(fact_id):
        right = "use area/local with letters, digits, dots, dashes and underscores"
        raise InvalidFact(fact_id, f'"id" is "{fact_id}"', right, "id", fact_id)
