"""Where an escalation goes, step by step, and whether somebody at its end can settle it."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from graph.fact_index import Facts
from graph.facts.model import Link, Node
from graph.matters import matters_of, texts
from graph.name_keys import name_key

_ENDS = ("organisation", "department", "post")


class Settled(StrEnum):
    """Whether a way of escalation ends with somebody who can settle it."""

    YES = "yes"
    UNKNOWN = "unknown"
    CIRCLE = "circle"


class EscalationWay(NamedTuple):
    """One way from where an escalation begins: who it comes to, in order, along which links."""

    stops: tuple[str, ...]
    links: tuple[str, ...]
    circle: bool = False

    def settled(self, facts: Facts) -> Settled:
        """Say whether the last on the way can settle what nobody before could."""
        if self.circle:
            return Settled.CIRCLE
        return Settled.YES if can_settle(facts, self.stops[-1]) else Settled.UNKNOWN


def can_settle(facts: Facts, end_id: str) -> bool:
    """Say whether an escalation may end here: an organisation, a post, or a body that decides."""
    end = facts.nodes[end_id]
    if end.kind in _ENDS or "decides" in end.words("decision_making"):
        return True
    rights = facts.out_links(end_id, "has_right_over")
    return any(link.text("right") == "decides" for link in rights)


def ways_of(facts: Facts, start: Node) -> Mapping[str, list[EscalationWay]]:
    """Return the ways of escalation from somewhere, by matter; "" where none is named.

    There are several of one matter only where it is not recorded which step is the last.
    """
    links = facts.out_links(start.id, "escalates_to")
    about = dict.fromkeys(key for link in links for key in _keys(facts, link))
    return {key: [*_follow(facts, EscalationWay((start.id,), ()), key)] for key in about or ("",)}


def settled_at(facts: Facts, ways: Sequence[EscalationWay]) -> Settled:
    """Say where the ways of one matter end: all of them, or it is not known."""
    ends = {way.settled(facts) for way in ways}
    return ends.pop() if len(ends) == 1 else Settled.UNKNOWN


def _keys(facts: Facts, link: Link) -> tuple[str, ...]:
    """Return what a step is about: matters on the map by id, other words by their key."""
    area_matters = matters_of(facts)
    named = area_matters.named(link)
    return named or tuple(name_key(text) for text in texts(link))


def _follow(facts: Facts, so_far: EscalationWay, key: str) -> Iterator[EscalationWay]:
    links = facts.out_links(so_far.stops[-1], "escalates_to")
    steps = [link for link in links if not (about := _keys(facts, link)) or key in about]
    if not steps:
        yield so_far
        return
    ordered = sorted(steps, key=lambda link: (link.number("order") or 0, link.id))
    last = ordered[-1].number("order")
    final = [link for link in ordered if link.number("order") in (None, last)]
    before = [link for link in ordered if link not in final]
    between = EscalationWay(
        (*so_far.stops, *(link.to_id for link in before)),
        (*so_far.links, *(link.id for link in before)),
    )
    for link in final:
        circle = link.to_id in between.stops
        way = EscalationWay((*between.stops, link.to_id), (*between.links, link.id), circle)
        yield from (way,) if circle else _follow(facts, way, key)
