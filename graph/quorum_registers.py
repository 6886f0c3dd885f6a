"""How near past meetings of a body came to missing its quorum, by their registers.

A meeting is judged by who had a seat on its day. Being there for part of it is being there; a
deputy counts for the member unless the terms say that deputies do not decide. Earlier terms are not
kept, so a meeting before today's were agreed is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.fact_index import is_firm
from graph.facts.model import Meeting, Node, Snapshot
from graph.facts.validation import class_of
from graph.governance_view import SEAT_LINKS, partnership_of
from graph.quorum import Quorum, Reach, quorum_of, things_called, turnup
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
    it would have been missed. deputies are how many came as such and count, unlisted the members
    of whom the register says nothing.
    """

    meeting: Meeting
    members: int
    came: int
    deputies: int
    reach: Reach
    spare: tuple[tuple[Requirement, int], ...]
    further: StoppingSets
    unlisted: int


def register_quorums(view: View, body: Node) -> tuple[RegisterQuorum, ...]:
    """Return the latest meetings of a body that have a register, newest first.

    Those that took place, and by the terms of today: none before these were agreed.
    """
    agreed = body.day("terms_agreed_on")
    held = (m for m in view.meetings_of(body.id) if is_firm(m) and not m.cancelled)
    meetings = [m for m in held if m.register and not (agreed and agreed.last > m.day.first)]
    if not meetings:
        return ()
    named = _named_classes(view, body)
    around = _around(view.snapshot, body, named)
    return tuple(_judged(around, body, m) for m in reversed(meetings[-MOST_MEETINGS:]))


def _judged(around: Snapshot, body: Node, meeting: Meeting) -> RegisterQuorum:
    partnership = partnership_of(View(around, meeting.day.first).firm)
    quorum = quorum_of(partnership, body)
    came = turnup(partnership, quorum, meeting)
    deputies = () if body.flag("deputies_decide") is False else came.deputies
    there = (*came.present, *deputies)
    present = [quorum.by_id[one] for one in there]
    return RegisterQuorum(
        meeting=meeting,
        members=len(quorum.holders),
        came=len(there),
        deputies=len(deputies),
        reach=_reach(quorum, there, came.without_entry),
        spare=tuple(
            (asked, sum(map(asked.surely, present)) - asked.least) for asked in requirements(quorum)
        ),
        further=smallest(quorum, groups_of(partnership, present), surely=True, there=there),
        unlisted=len(came.without_entry),
    )


def _reach(quorum: Quorum, there: Sequence[str], unheard: Sequence[str]) -> Reach:
    """Say whether a meeting was quorate; open where a member whom no line names could decide it."""
    by_those = quorum.reach(there)
    if by_those is Reach.NO and unheard and quorum.reach((*there, *unheard)) is not Reach.NO:
        return Reach.MAYBE
    return by_those


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
