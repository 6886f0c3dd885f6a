"""Is a fact well formed: kinds, ends, attributes and ids as the vocabulary says."""

import re
from collections.abc import Mapping
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
    Recorded,
    Source,
    Value,
)
from graph.kinds import (
    DECLARABLE_LIST,
    LINK_KIND,
    Attribute,
    LinkKind,
    ValueType,
    link_attributes,
    node_attributes,
    words,
)
from graph.near_names import near_names

T = TypeVar("T")
_DECIMAL = re.compile(r"\d{1,6}(\.\d{1,4})?", re.ASCII)
_ATTENDANCE = tuple(choice.word for choice in words.ATTENDANCE)


@cache
def _members(words_of: type[StrEnum]) -> dict[str, StrEnum]:
    return {member.value: member for member in words_of}


def read_choice(allowed: Mapping[str, T] | type[StrEnum], word: str, key: str, what: str) -> Any:
    """Return what a word stands for, or refuse it with the nearest of the allowed words."""
    known: Mapping[str, Any] = _members(allowed) if isinstance(allowed, type) else allowed
    if word in known:
        return known[word]
    near = near_names(word, known, 1)
    right = f'did you mean "{near[0]}"' if near else f"use one of {', '.join(known)}"
    raise InvalidFact(what, f'"{key}" is "{word}"', right, key, word)


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
        wrong = f'"{attribute.name}" is {value!r}'
        raise InvalidFact(what, wrong, right, attribute.name, str(value))
    return plain


def _plain_value(attribute: Attribute, value: Any, area: str) -> tuple[Value, str]:
    """Return a value in its plain form, and what would be right ("" where it is)."""
    match attribute.type:
        case ValueType.YES_NO:
            return value, "" if isinstance(value, bool) else "write true or false"
        case ValueType.NUMBER:
            is_number = isinstance(value, int) and not isinstance(value, bool)
            fits = is_number and 0 <= value < 10**6
            return value, "" if fits else "write a whole number from 0 to 999999"
        case ValueType.CHOICES:
            given = [value] if isinstance(value, str) else value
            if isinstance(given, list | tuple) and all(v in attribute.words for v in given):
                return tuple(str(v) for v in given), ""
            return (), f"use any of {', '.join(attribute.words)}"
    if not isinstance(value, str):
        return "", "write a text"
    right = ""
    if attribute.type is ValueType.CHOICE and value not in attribute.words:
        right = f"use one of {', '.join(attribute.words)}"
    elif attribute.type is ValueType.DECIMAL and not _DECIMAL.fullmatch(value):
        right = "write a number such as 3.4"
    elif attribute.type is ValueType.REFERENCE:
        value = full_id(value, area)
    elif attribute.type is ValueType.DATE and not is_date(value):
        right = "write 2024, 2024-03 or 2024-03-14"
    return value, right


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
    if isinstance(fact, Source | Declaration) and not is_area_slug(fact.area):
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
        case Source() if fact.address and not fact.address.startswith(("http://", "https://")):
            right = "give an address that begins with https:// or leave it out"
            raise InvalidFact(fact.id, f'"address" is "{fact.address}"', right, "address")
        case _:
            pass


def _check_dates(fact: Recorded | Area, what: str) -> None:
    if fact.since and fact.until and fact.since.first > fact.until.last:
        wrong = f'"until" ({fact.until}) is before "since" ({fact.since})'
        raise InvalidFact(what, wrong, "end it after it began", "until", fact.until.text)


def _check_node_id(fact_id: str) -> None:
    if not is_node_id(fact_id):
        right = "use area/local with letters, digits, dots, dashes and underscores"
        raise InvalidFact(fact_id, f'"id" is "{fact_id}"', right, "id", fact_id)
