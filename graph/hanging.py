"""What hangs on a thing, and what is left hanging where it ends.

A link is no firmer than its ends: what hangs on a thing that has ended stays on record, and holds
on no day after it, unless somebody says what becomes of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from graph.body_kinds import is_formal
from graph.facts.dates import PartialDate
from graph.facts.integrity import SUCCESSION
from graph.facts.model import (
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    Recorded,
    Snapshot,
    Status,
)
from graph.kinds import LINK_KIND
from graph.sentences import fact_name, some
from graph.succession import on_day


class HangingKinds(NamedTuple):
    """A group of what hangs on a thing: what the links of these kinds are called together.

    outward are the kinds that begin at the thing, inward those that arrive there.
    """

    key: str
    title: str
    outward: tuple[str, ...] = ()
    inward: tuple[str, ...] = ()


_CHAIRS = ("chairs", "co_chairs", "vice_chairs")
_POWERS = ("delegates_to", "has_right_over", "appoints", "scrutinises", "oversees", "governs")
_WORK = ("leads", "accountable_for", "sponsors", "serves", "supports", "hosts", "delivers")
_MONEY = ("funds", "commissions", "subcontracts_to", "party_to")
# In the order in which somebody who ends a board thinks of them.
GROUPS = (
    HangingKinds("sub-groups", "Sub groups", inward=("subgroup_of",)),
    HangingKinds(
        "lines-down", "Who answers to it", inward=("accountable_to", "reports_to", "acts_for")
    ),
    HangingKinds(
        "lines-up",
        "What it answers to",
        outward=("accountable_to", "reports_to", "subgroup_of", "acts_for"),
        inward=("convenes",),
    ),
    HangingKinds("chairs", "Chairs and vice-chairs", inward=_CHAIRS),
    HangingKinds("seats", "Seats on it", inward=("member_of",)),
    HangingKinds("holds", "Chairs and seats that it holds", outward=(*_CHAIRS, "member_of")),
    HangingKinds("holders", "Who holds the post", inward=("holds",)),
    HangingKinds(
        "plans",
        "Plans it owns or works by",
        outward=("owns", "has_plan", "contributes_to", "follows", "works_to"),
        inward=("owns", "has_plan", "contributes_to", "follows", "works_to"),
    ),
    HangingKinds("powers", "Powers, rights, oversight and escalation", (*_POWERS, "escalates_to"),
              (*_POWERS, "escalates_to")),
    HangingKinds("work", "Leads, support and services", _WORK, _WORK),
    HangingKinds("money", "Money and agreements", _MONEY, _MONEY),
    HangingKinds("people", "Who works there, and what belongs to it",
              ("employed_by", "part_of", "line_manages"),
              ("employed_by", "part_of", "line_manages")),
)  # fmt: skip
OTHERS = HangingKinds("others", "Other links")
MEETINGS = HangingKinds("meetings", "Meetings to come")
ACTIONS = HangingKinds("actions", "Actions that it has still to do")
LISTS = HangingKinds("lists", "Lists declared complete")
ALL_GROUPS = (*GROUPS, OTHERS, MEETINGS, ACTIONS, LISTS)


def hanging_words(fact: Fact, snapshot: Snapshot) -> str:
    """Say one fact that hangs on a thing in a few words; a meeting is one to come."""
    if isinstance(fact, Meeting):
        body = snapshot.nodes.get(fact.body)
        return f"{body.name if body else fact.body} meets{on_day(fact.day)}"
    return fact_name(fact, snapshot)


@dataclass(frozen=True, slots=True)
class Hanging:
    """Facts of one group that hang on a thing and go on after its end, in the record's order."""

    key: str
    title: str
    facts: tuple[Fact, ...]

    def sentence(self, snapshot: Snapshot, most: int = 3) -> str:
        """Count and name them: "Seats on it: 2 (A sits on B; C sits on B)."."""
        said = some([hanging_words(fact, snapshot) for fact in self.facts], most)
        return f"{self.title}: {len(self.facts)} ({said})."


def hanging(snapshot: Snapshot, thing: str, until: PartialDate) -> tuple[Hanging, ...]:
    """Return what hangs on a thing and goes on after its end, by group; meetings only to come.

    Successions are left out: they tell of the end.
    """
    return hanging_of(snapshot.facts().values(), thing, until)


def hanging_of(facts: Iterable[Fact], thing: str, until: PartialDate) -> tuple[Hanging, ...]:
    """Return what hangs on a thing among some facts, as hanging() does."""
    found: dict[str, list[Fact]] = {group.key: [] for group in ALL_GROUPS}
    for fact in facts:
        key = _group_of(fact, thing, until)
        if key and isinstance(fact, Recorded) and goes_on(fact, until):
            found[key].append(fact)
    return tuple(
        Hanging(group.key, group.title, tuple(found[group.key]))
        for group in ALL_GROUPS
        if found[group.key]
    )


def facts_by_thing(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """Return the facts that may hang on each thing, for whoever asks about many things."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        for thing in _named_by(fact):
            found.setdefault(thing, []).append(fact)
    return found


def _named_by(fact: Fact) -> tuple[str, ...]:
    match fact:
        case Link():
            return (fact.from_id, fact.to_id)
        case Meeting():
            return (fact.body,)
        case Declaration():
            return (fact.subject,)
        case Node(kind="seat"):
            return (fact.text("body") or "",)
        case Node(kind="action"):
            return (fact.text("owner") or "",)
        case _:
            return ()


def _group_of(fact: Fact, thing: str, until: PartialDate) -> str:
    """Return the key of the group in which a fact hangs on a thing; "" where it does not."""
    match fact:
        case Link() if thing in (fact.from_id, fact.to_id) and fact.kind != SUCCESSION:
            outward = fact.from_id == thing
            kinds = ((g.key, g.outward if outward else g.inward) for g in GROUPS)
            return next((key for key, of in kinds if fact.kind in of), OTHERS.key)
        case Meeting() if fact.body == thing and not fact.cancelled:
            return MEETINGS.key if fact.day.first > until.last else ""
        case Node(kind="seat") if fact.text("body") == thing:
            return "seats"
        case Node(kind="action") if fact.text("owner") == thing and not fact.text("closed"):
            return ACTIONS.key
        case Declaration() if fact.subject == thing:
            return LISTS.key
        case _:
            return ""


def goes_on(fact: Recorded, until: PartialDate) -> bool:
    """Say whether a fact has no end on record, or one after a day."""
    if fact.until is None:
        return fact.status is not Status.ENDED
    return fact.until.last > until.last


@dataclass(frozen=True, slots=True)
class LeftHanging:
    """A thing that changes would end, and what goes on hanging on it after they are made."""

    thing: Node
    groups: tuple[Hanging, ...]
    asks_who: bool

    def sentences(self, snapshot: Snapshot) -> tuple[str, ...]:
        """Say what hangs on it, group by group, and what that means; empty where nothing does."""
        who = f"Who took over from {self.thing.name} is not on record: ask."
        asked = (who,) if self.asks_who else ()
        if not self.groups:
            return asked
        count = sum(len(group.facts) for group in self.groups)
        facts = "1 fact goes" if count == 1 else f"{count} facts go"
        return (
            f"{self.thing.name} ends{on_day(self.thing.until) if self.thing.until else ''}, and "
            f"{facts} on hanging on it: on record without an end, and so on no day after it.",
            *(group.sentence(snapshot) for group in self.groups),
            *asked,
        )


def left_hanging(before: Snapshot | None, after: Snapshot) -> tuple[LeftHanging, ...]:
    """Return the things that end between two states of a record, with what hangs on them still.

    Only what goes on in the state before: what is recorded as ended at once is a story already.
    """
    ended = ended_between(before, after)
    if not ended:
        return ()
    by_thing, found = facts_by_thing(after.facts().values()), []
    for node in ended:
        assert node.until
        groups = hanging_of(by_thing.get(node.id, ()), node.id, node.until)
        asks = asks_who_took_over(after, node)
        if groups or asks:
            found.append(LeftHanging(node, groups, asks))
    return tuple(found)


def ended_between(before: Snapshot | None, after: Snapshot) -> list[Node]:
    """Return the things that have an end in the later state, and another or none in the earlier."""
    was = before.nodes if before else {}
    return [
        node
        for node in after.nodes.values()
        if node.until and node.id in was and was[node.id].until != node.until
    ]


def asks_who_took_over(snapshot: Snapshot, node: Node) -> bool:
    """Say whether to ask who took over: a formal body that ended, with members or lines on record.

    Of any other thing, that no successor is recorded says nothing.
    """
    over = node.until is not None or node.status is Status.ENDED
    if not over or node.kind != "body" or not is_formal(node):
        return False
    links = [f for f in snapshot.links.values() if node.id in (f.from_id, f.to_id)]
    if any(f.kind == SUCCESSION and f.from_id == node.id for f in links):
        return False
    return any(LINK_KIND[f.kind].upward or f.kind in (*_CHAIRS, "member_of") for f in links)
