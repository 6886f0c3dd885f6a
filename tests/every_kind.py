"""A town made from the vocabulary alone: each kind of thing and link, attribute, word and end.

What is added to graph/kinds stands here by itself, so that whatever has no place somewhere fails.
"""

from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import Any

from graph.facts.fact_json import from_record
from graph.facts.identifiers import link_id
from graph.facts.model import Fact, Snapshot, snapshot_of
from graph.kinds import (
    DECLARABLE_LISTS,
    LINK_KINDS,
    NODE_KINDS,
    Attribute,
    LinkKind,
    ValueType,
    link_attributes,
    node_attributes,
)
from graph.kinds.words import QUESTION_STATES

SLUG = "everyham"
# What other facts stand on is given by hand: a meeting of a body, and sums that add up.
_BODY, _MEETING = f"{SLUG}/body-0", f"{SLUG}/meeting"
_GIVEN: dict[str, Any] = {
    "body": _BODY,
    "by": _BODY,
    "from_meeting": _MEETING,
    "expected": 3,
    "attended": 2,
    "absent": 1,
    "apologies": 1,
}
_SOURCE: dict[str, Any] = {
    "document": "Terms",
    "place": "3.2",
    "heading": "Quorum",
    "page": 4,
    "quote": "Three members form a quorum.",
}


def value(attribute: Attribute, turn: int) -> Any:
    """Return a value of an attribute as an archive has it: each word in its turn."""
    if attribute.name in _GIVEN:
        return _GIVEN[attribute.name]
    match attribute.type:
        case ValueType.YES_NO:
            return turn % 2 == 0
        case ValueType.NUMBER:
            return 2 + turn
        case ValueType.DECIMAL:
            return "2.5"
        case ValueType.POUNDS:
            return 250_000
        case ValueType.PER_CENT:
            return 33.33
        case ValueType.DATE:
            return "2025-09"
        case ValueType.CHOICE:
            return attribute.words[turn % len(attribute.words)]
        case ValueType.CHOICES:
            return [attribute.words[turn % len(attribute.words)]]
        case ValueType.COUNTS:
            return [f"{attribute.words[turn % len(attribute.words)]}: {1 + turn}", "Everyham: 1"]
        case ValueType.REFERENCE:
            return f"{SLUG}/organisation-0"
        case ValueType.TEXT:
            return f"what {attribute.name} says"


def turns(attributes: Iterator[Attribute]) -> int:
    """Return how many facts it takes until each word of each list has stood once."""
    return max((len(attribute.words) for attribute in attributes), default=2) or 2


@cache
def node_records() -> tuple[dict[str, Any], ...]:
    """Return things of every kind with every attribute, as many as their longest list has words."""
    records = []
    for kind in NODE_KINDS:
        attributes = node_attributes(kind.name).values()
        for turn in range(max(2, turns(iter(attributes)))):
            record = {
                "id": f"{kind.name}-{turn}",
                "kind": kind.name,
                "name": "Everyham" if (kind.name, turn) == ("organisation", 0) else
                f"{kind.label.capitalize()} number {turn}",
                "source": [_SOURCE],
            }  # fmt: skip
            records.append(record | {a.name: value(a, turn) for a in attributes})
    return tuple(records)


def _ends(kind: LinkKind) -> Iterator[tuple[str, str]]:
    """Give the ends a kind may join, each pair first once, then again between other things."""
    for turn in count():
        for start, stop in sorted(kind.pairs):
            yield f"{start}-0", f"{stop}-1" if turn == 0 or start == stop else f"{stop}-0"


@cache
def link_records() -> tuple[dict[str, Any], ...]:
    """Return links of every kind between all its ends with every attribute and word."""
    records = []
    for kind in LINK_KINDS:
        attributes = link_attributes(kind.name).values()
        needed = max(len(kind.pairs), turns(iter(attributes)))
        for turn, (start, stop) in zip(range(needed), _ends(kind), strict=False):
            ident = f"{link_id(SLUG, f'{SLUG}/{start}', kind.name, f'{SLUG}/{stop}')}~{turn}"
            record = {"id": ident, "from": start, "kind": kind.name, "to": stop}
            records.append(
                record | {"source": [_SOURCE]} | {a.name: value(a, turn) for a in attributes}
            )
    return tuple(records)


def other_records() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give a meeting, each list as declared complete, and each state a question may be in."""
    yield "meeting", {"id": "meeting", "body": "body-0", "day": "2026-03-01"}
    for one in DECLARABLE_LISTS:
        subject = SLUG if one.of_area else _BODY
        yield "declaration", {
            "list": one.name, "subject": subject, "on": "2026-03-02", "by": "Clerk",
        }  # fmt: skip
    for turn, state in enumerate(QUESTION_STATES):
        yield (
            "question",
            {
                "rule": None,
                "attribute": "quorum_words",
                "subject": f"body-{turn}",
                "state": state.word,
                "to": "organisation-0",
                "on": "2026-03-03",
                "due": "2026-04-01",
                "by": "Clerk",
                "reason": "The council keeps it.",
            },
        )


@cache
def every_town() -> Snapshot:
    """Return the town as a snapshot."""
    records = [("area", {"slug": SLUG, "name": "Everyham"})]
    records += [("node", record) for record in node_records()]
    records += [("link", record) for record in link_records()]
    facts: dict[str, Fact] = {}
    for fact_type, record in (*records, *other_records()):
        fact = from_record(fact_type, dict(record), SLUG)
        facts[fact.id] = fact
    return snapshot_of(facts, SLUG, 1, {})
