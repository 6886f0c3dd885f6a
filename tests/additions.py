"""Facts added by chance: any kind of thing, link, meeting or seat that the vocabulary allows."""

import random

from graph.body_kinds import kinds_of
from graph.facts.dates import PartialDate
from graph.facts.identifiers import link_id
from graph.facts.model import Confidence, Fact, Link, Meeting, Node, Status, Value
from graph.kinds import LINK_KINDS, NODE_KINDS, Attribute, ValueType, link_attributes, words
from tests.towns import MINUTES

_DAYS = ("2021", "2022-11", "2023-06-01", "2024-03", "2024-03-31", "2024-11-02", "2027")
_PAIRS = {kind.name: kind.pairs for kind in LINK_KINDS}
Facts = dict[str, Fact]


def added(facts: Facts, slug: str, chance: random.Random) -> list[Fact]:
    """Return one fact to add to an area, with a source, in no way held back by good sense.

    A thing often comes with a link to something that is there, so that rules look at it.
    """
    roll = chance.random()
    bodies = [n.id for n in _nodes(facts) if n.kind == "body"]
    if roll < 0.05 and bodies:
        return [_meeting(slug, chance, bodies)]
    if roll < 0.75:
        link = _link(facts, slug, chance)
        return [link] if link else []
    return [_node(facts, slug, chance)]


def sorts_of(fact: Fact) -> set[str]:
    """Name the sorts of a fact as the tables of the tests do: its kind, or a body's own kinds."""
    if isinstance(fact, Node):
        return set(kinds_of(fact)) or {fact.kind}
    return {fact.kind if isinstance(fact, Link) else "meeting"}


def _nodes(facts: Facts) -> list[Node]:
    return [fact for fact in facts.values() if isinstance(fact, Node)]


def _link(facts: Facts, slug: str, chance: random.Random) -> Link | None:
    nodes = _nodes(facts)
    for _ in range(20):
        kind = chance.choice(LINK_KINDS).name
        start, stop = chance.choice(nodes), chance.choice(nodes)
        ends = [n for n in nodes if (start.kind, n.kind) in _PAIRS[kind] and n.id != start.id]
        if not ends:
            continue
        stop = chance.choice(ends)
        made = link_id(slug, start.id, kind, stop.id)
        while made in facts:
            made += "~again"
        return Link(
            id=made,
            kind=kind,
            from_id=start.id,
            to_id=stop.id,
            sources=MINUTES,
            attributes=_attributes(tuple(link_attributes(kind).values()), chance, 0.3),
            **_recorded(chance),  # type: ignore[arg-type]
        )
    return None


def _node(facts: Facts, slug: str, chance: random.Random) -> Node:
    kind = chance.choice([*NODE_KINDS, *[k for k in NODE_KINDS if k.name == "body"] * 6])
    number = next(i for i in range(1000) if f"{slug}/added-{i}" not in facts)
    attributes = _attributes(kind.attributes, chance, 0.5)
    if kind.name == "body":
        attributes["body_kind"] = chance.choice(words.BODY_KINDS).word
    if kind.name == "seat":
        bodies = [node.id for node in _nodes(facts) if node.kind == "body"]
        attributes |= {"body": chance.choice(bodies)} if bodies else {}
    return Node(
        id=f"{slug}/added-{number}",
        kind=kind.name,
        name=f"Added {number}",
        sources=MINUTES,
        attributes=attributes,
        **_recorded(chance),  # type: ignore[arg-type]
    )


def _meeting(slug: str, chance: random.Random, bodies: list[str]) -> Meeting:
    return Meeting(
        id=f"{slug}/met-{chance.randint(10_000, 99_999)}",
        body=chance.choice(bodies),
        day=PartialDate(chance.choice(_DAYS)),
        cancelled=chance.random() < 0.2,
        sources=MINUTES,
    )


def _recorded(chance: random.Random) -> dict[str, object]:
    return {
        "status": Status(chance.choice(("operating", "operating", "planned", "aspired"))),
        "confidence": Confidence(chance.choice(("stated", "stated", "inferred", "disputed"))),
        "since": PartialDate(chance.choice(_DAYS)) if chance.random() < 0.2 else None,
        "until": PartialDate(chance.choice(_DAYS)) if chance.random() < 0.1 else None,
    }


def _attributes(
    known: tuple[Attribute, ...], chance: random.Random, share: float
) -> dict[str, Value]:
    given = [a for a in known if chance.random() < share and a.type is not ValueType.REFERENCE]
    return {attribute.name: _value(attribute, chance) for attribute in given}


def _value(attribute: Attribute, chance: random.Random) -> Value:
    match attribute.type:
        case ValueType.YES_NO:
            return chance.random() < 0.5
        case ValueType.NUMBER:
            return chance.choice((1, 30, 400))
        case ValueType.DATE:
            return chance.choice(_DAYS)
        case ValueType.CHOICE:
            return chance.choice(attribute.words)
        case ValueType.CHOICES:
            return tuple(w for w in attribute.words if chance.random() < 0.4)
    return "Something"


def thinned(facts: Facts, chance: random.Random) -> Facts:
    """Leave out some facts of a town by chance, and the links of the things left out."""
    share = chance.random() * 0.5
    left: Facts = {}
    for fact_id, fact in facts.items():
        ends = (fact.from_id, fact.to_id) if isinstance(fact, Link) else ()
        body = (fact.body,) if isinstance(fact, Meeting) else ()
        may_go = isinstance(fact, Node | Link | Meeting)
        if all(end in left for end in (*ends, *body)) and (not may_go or chance.random() > share):
            left[fact_id] = fact
    return left
