"""The things and links of a record by when they hold: on a day, before it, after it, or ever."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from graph.fact_index import Facts
from graph.facts.dates import Truth
from graph.facts.model import Link, Node, Status
from graph.view import View

F = TypeVar("F", Node, Link)


class Holding(StrEnum):
    """When a thing or a link holds, seen from a day."""

    NOW = "now"
    ENDED = "ended"
    COMING = "coming"
    EVER = "ever"


def of_record(view: View) -> Facts:
    """Return everything on record, of whatever day, to look up what links join."""
    return view.derived(_of_record)


def _of_record(view: View) -> Facts:
    return Facts(view.snapshot.nodes, view.snapshot.links)


def nodes_held(view: View, holding: Holding) -> Mapping[str, Node]:
    """Return the things that hold on the day of a view, or have ended by it, or begin after it."""
    if holding is Holding.NOW:
        return view.shown.nodes
    return _held(view.snapshot.nodes, view, holding)


def links_held(view: View, holding: Holding) -> Mapping[str, Link]:
    """Return the links that hold on the day of a view, or have ended by it, or begin after it.

    A link ends with a thing that it joins, and begins with it.
    """
    if holding is Holding.NOW:
        return view.shown.links
    return _held(view.snapshot.links, view, holding)


def _held(facts: Mapping[str, F], view: View, holding: Holding) -> Mapping[str, F]:
    if holding is Holding.EVER:
        return facts
    return {
        i: fact
        for i, fact in facts.items()
        if view.truth_by_id[i] is Truth.NO and _over(fact, view) is (holding is Holding.ENDED)
    }


def _over(fact: Node | Link, view: View) -> bool:
    """Say of what does not hold on the day whether it is over; else it is to come."""
    if fact.status is Status.ENDED or (fact.until and fact.until.last < view.day):
        return True
    if fact.since and fact.since.first > view.day:
        return False
    nodes = view.snapshot.nodes
    ends = (fact.from_id, fact.to_id) if isinstance(fact, Link) else ()
    return any(view.truth_by_id[i] is Truth.NO and _over(nodes[i], view) for i in ends)
