"""How near past meetings of a body came to missing its quorum, by their registers.

A meeting is judged by who had a seat on its day. Being there for part of it is being there; a
deputy counts for the member unless the terms say that deputies do not decide. What the terms ask is
read as it stands on the day of the view: earlier terms are not kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.facts.model import Meeting, Node, Snapshot
from graph.facts.validation import class_of
from graph.governance_view import SEAT_LINKS, Partnership, partnership_of
from graph.quorum import Quorum, Reach, SeatedHolder, quorum_of, things_called
from graph.quorum_stress import Requirement, StoppingSets, groups_of, requirements, smallest
from graph.view import View

# How far back: about four years of a body that meets each quarter.
MOST_MEETINGS = 16
_BELONGS = ("employed_by", "part_of", "holds")


@dataclass(frozen=True, slots=True)
class RegisterQuorum:
    """A meeting by its register: who of the members came, and how much more absence it bore.

    reach says whether it was quorate; spare how many more of each number came
    than are asked (below 0: too few). further are the smallest sets of those who came without whom
    it would have been missed. deputies are how many came as such, unlisted the members of whom the
    register says nothing, strangers how many of its lines name nobody with a seat that day.
    """

    meeting: Meeting
    members: int
    came: int
    deputies: int
    reach: Reach
    spare: tuple[tuple[Requirement, int], ...]
    further: StoppingSets
    unlisted: int
    strangers: int


def register_quorums(view: View, body: Node) -> tuple[RegisterQuorum, ...]:
    """Return the latest meetings of a body that have a register, newest first."""
    meetings = [m for m in view.meetings_of(body.id) if m.register and not m.cancelled]
    if not meetings:
        return ()
    named = _named_classes(view, body)
    around = _around(view.snapshot, body, named)
    return tuple(_judged(around, body, m) for m in reversed(meetings[-MOST_MEETINGS:]))


def _judged(around: Snapshot, body: Node, meeting: Meeting) -> RegisterQuorum:
    facts = View(around, meeting.day.first).firm
    # A body whose own beginning is recorded later met all the same.
    partnership = partnership_of(facts)
    quorum = quorum_of(partnership, body) if body.id in facts.nodes else Quorum(body, None, (), ())
    came: dict[str, str] = {}
    heard: set[str] = set()
    strangers = 0
    for entry in meeting.register:
        holder = _holder(partnership, quorum, entry.holder, entry.seat)
        if holder is None:
            strangers += 1
            continue
        heard.add(holder.id)
        counts = entry.value == "present" or (
            entry.value == "deputy" and body.flag("deputies_decide") is not False
        )
        if counts and came.get(holder.id) != "present":
            came[holder.id] = entry.value
    there = [holder for holder in quorum.holders if holder.id in came]
    return RegisterQuorum(
        meeting=meeting,
        members=len(quorum.holders),
        came=len(there),
        deputies=sum(value == "deputy" for value in came.values()),
        reach=_reach(quorum, came, heard),
        spare=tuple(
            (asked, sum(map(asked.surely, there)) - asked.least) for asked in requirements(quorum)
        ),
        further=smallest(quorum, groups_of(partnership, there), surely=True, there=came),
        unlisted=len(quorum.holders) - len(heard),
        strangers=strangers,
    )


def _reach(quorum: Quorum, came: Iterable[str], heard: set[str]) -> Reach:
    """Say whether a meeting was quorate; open where a member whom no line names could decide it."""
    by_those = quorum.reach(came)
    unheard = quorum.by_id.keys() - heard
    if by_those is Reach.NO and unheard and quorum.reach((*came, *unheard)) is not Reach.NO:
        return Reach.MAYBE
    return by_those


def _holder(partnership: Partnership, quorum: Quorum, entry: str, seat: str) -> SeatedHolder | None:
    """Return whose line of a register it is: by the seat, the holder, or the organisation."""
    for holder in quorum.holders:
        if (seat and seat in holder.links) or entry in (holder.id, *(n.id for n in holder.nodes)):
            return holder
    node = partnership.facts.nodes.get(entry)
    own = partnership.organisation_of(node) if node and node.kind != "body" else None
    # Somebody of the one member's organisation came; of several it is not known for whom.
    fits = [holder for holder in quorum.holders if own and holder.organisation == own]
    return fits[0] if len(fits) == 1 else None


def _named_classes(view: View, body: Node) -> set[str]:
    """Return the organisations and posts that a quorum counts by name."""
    partnership = partnership_of(view.firm)
    named = (class_of(count)[0] for count in body.words("quorum_classes"))
    return {one for word in named for one in things_called(partnership, body, word)}


def _around(snapshot: Snapshot, body: Node, named: set[str]) -> Snapshot:
    """Return the part of a record that says who had a seat on a body, on whatever day.

    A view of it for each meeting costs little, and sees the same seats as one of everything.
    """
    links = {
        f.id: f for f in snapshot.links.values() if f.to_id == body.id and f.kind in SEAT_LINKS
    }
    alone = {
        n.id for n in snapshot.nodes.values() if n.kind == "seat" and n.text("body") == body.id
    }
    belonging: dict[str, list[str]] = {}
    for link in snapshot.links.values():
        if link.kind in _BELONGS:
            belonging.setdefault(link.from_id, []).append(link.id)
            if link.kind == "holds":
                belonging.setdefault(link.to_id, []).append(link.id)
    met = (m for m in snapshot.meetings.values() if m.body == body.id)
    listed = {entry.holder for meeting in met for entry in meeting.register}
    waiting = [*(link.from_id for link in links.values()), *alone, *listed, *named, body.id]
    nodes: set[str] = set()
    while waiting:
        one = waiting.pop()
        if one in nodes:
            continue
        nodes.add(one)
        for link_id in belonging.get(one, ()):
            link = snapshot.links[link_id]
            links[link_id] = link
            waiting += [link.from_id, link.to_id]
    return Snapshot(
        area=snapshot.area,
        revision=snapshot.revision,
        nodes={i: node for i, node in snapshot.nodes.items() if i in nodes},
        links={i: snapshot.links[i] for i in snapshot.links if i in links},
    )
