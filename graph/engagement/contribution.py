"""The parts of engagement that are not attendance: actions, roles, seats, agreements, links."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache, cached_property

from graph.body_kinds import is_of
from graph.engagement.affiliation import Affiliations, is_new
from graph.engagement.register import Turnout
from graph.engagement.scoring import ENGAGEMENT_WEIGHTS, ScorePart, WeightedScore, score
from graph.facts.dates import day_words
from graph.facts.model import Link, Node, Status
from graph.governance_view import CHAIR_LINKS, SEAT_LINKS, seat_links
from graph.view import View

# What a role is worth, from 0 to 1; a vice-chair, or the lead of a part, is the lesser one.
_CHAIR, _LESSER_ROLE = 1.0, 0.6
# Whoever leads one of these leads a part of the work.
_PART_OF_THE_WORK = frozenset({"sub_group", "working_group", "committee", "operational_group"})
# Meetings or actions that a sentence names, so that it stays one to read.
_SHOWN = 3
# The kinds of link that parts of a score ask for, beside seats and chairs.
_BESIDE_SEATS = ("leads", "party_to", "funds", "commissions", "manages", "delivers")


class Contribution:
    """What the record of a day says of each partner, beside the registers."""

    def __init__(self, view: View, affiliations: Affiliations) -> None:
        self.view = view
        self.affiliations = affiliations

    def of(self, partner: Node, turnout: Turnout) -> WeightedScore:
        """Return a partner's engagement: all its parts, known or not."""
        parts = (
            _attendance(turnout),
            self.actions(partner),
            self.roles(partner),
            self.seats(partner),
            self.data_sharing(partner),
            self.two_way_links(partner),
            self.resources(partner),
        )
        return score(parts, ENGAGEMENT_WEIGHTS)

    def owner(self, node_id: str) -> str | None:
        """Return the organisation of a holder on the day."""
        return self.affiliations.organisation(node_id, self.view.day)

    def own(self, partner: str, kinds: Iterable[str]) -> list[Link]:
        """Return the links of these kinds that leave a partner, its departments or its people."""
        mine = self._by_owner.get(partner)
        return [link for kind in kinds for link in mine.get(kind, ())] if mine else []

    @cached_property
    def _by_owner(self) -> dict[str, dict[str, list[Link]]]:
        """The links of each partner, by their kind."""
        facts, owner_of = self.view.intended, cache(self.owner)
        seats = (f for f in seat_links(facts) if facts.nodes[f.from_id].kind != "body")
        found: dict[str, dict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
        for link in (*seats, *facts.links_of(*_BESIDE_SEATS)):
            if owner := owner_of(link.from_id):
                found[owner][link.kind].append(link)
        return dict(found)

    def firm(self, link: Link) -> bool:
        """Say whether a link is so on the day, not only intended."""
        return link.id in self.view.firm.links

    @cached_property
    def _actions(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for node in self.affiliations.nodes.values():
            if (
                node.kind == "action"
                and self._given(node)
                and node.text("owner") in self.affiliations.nodes
            ):
                owner = self.owner(str(node.text("owner")))
                found.setdefault(owner or "", []).append(node)
        return found

    def _given(self, action: Node) -> bool:
        """Say whether an action was given by the day: from its own date, or its meeting's."""
        meeting = self.view.snapshot.meetings.get(action.text("from_meeting") or "")
        begun = action.since or (meeting.day if meeting else None)
        return begun is None or begun.first <= self.view.day

    def actions(self, partner: Node) -> ScorePart:
        """Say how many of the actions that fell due were closed on time."""
        assigned = self._actions.get(partner.id, [])
        if not assigned:
            return ScorePart("actions", None, "No action is recorded as given to it.")
        day = self.view.day
        due = [a for a in assigned if (at := a.day("due")) and (at.last <= day or _closed(a, day))]
        on_time = [a for a in due if _closed(a, day) and _in_time(a)]
        # One in two before any fell due (the rule of succession): a first action says little.
        value = (1 + len(on_time)) / (2 + len(due))
        late = [a for a in due if a not in on_time]
        fell = "One of its actions" if len(due) == 1 else f"{len(due)} of its actions"
        said = f"{fell} fell due, {len(on_time) or 'none'} closed on time"
        if not due:
            said = "No action of it has fallen due yet, which speaks neither way"
        elif late:
            named = ", ".join(f"{a.name} (due {day_words(a.day('due'))})" for a in late[:_SHOWN])
            said += f"; not on time: {named}{' and others' if len(late) > _SHOWN else ''}"
        return ScorePart("actions", value, f"{said}.", _ids(assigned))

    def roles(self, partner: Node) -> ScorePart:
        """Say what the highest role is that somebody of the partner holds.

        None held is not known: only one can chair, so that others do says nothing of a partner.
        """
        best, held = 0.0, []
        for link in self.own(partner.id, (*CHAIR_LINKS, "vice_chairs", "leads")):
            worth = self._role(link) if self.firm(link) else 0.0
            if worth:
                held.append(link)
                best = max(best, worth)
        if not held:
            said = "It holds no role on record, which never counts against it."
            return ScorePart("roles", None, said)
        names = ", ".join(dict.fromkeys(self.view.name(link.to_id) for link in held))
        said = "chair or co-chair" if best == _CHAIR else "vice-chair, or lead of a part"
        return ScorePart("roles", best, f"Its highest role is {said}: {names}.", _ids(held))

    def _role(self, link: Link) -> float:
        body = self.view.firm.nodes[link.to_id]
        if not self.affiliations.filled(link):
            return 0.0
        lesser = body.kind != "body" or is_of(body, _PART_OF_THE_WORK)
        return _LESSER_ROLE if lesser or link.kind not in CHAIR_LINKS else _CHAIR

    def seats_of(self, partner: str) -> list[Link]:
        """Return a partner's seats and chairs on the day, filled or not; one a holder and body."""
        return self._seats.get(partner, [])

    @cached_property
    def _seats(self) -> dict[str, list[Link]]:
        firm, found = self.view.firm.links, {}
        for partner, own in self._by_owner.items():
            held: dict[tuple[str, str], Link] = {}
            # Chairs come first among the kinds, so who chairs a body holds its chair here.
            for kind in SEAT_LINKS:
                for link in own.get(kind, ()):
                    if link.id in firm:
                        held.setdefault((link.from_id, link.to_id), link)
            found[partner] = list(held.values())
        return found

    def places(self, partner: str) -> list[Link]:
        """Return a partner's seats, those of families and communities left out."""
        return self._places.get(partner, [])

    @cached_property
    def _places(self) -> dict[str, list[Link]]:
        speaks, day = self.affiliations.speaks_for_people, self.view.day
        return {
            partner: [seat for seat in seats if not speaks(seat, day)]
            for partner, seats in self._seats.items()
        }

    def seats(self, partner: Node) -> ScorePart:
        """Say how many of its seats are filled, on bodies whose seats are listed."""
        seats = [
            link
            for link in self.places(partner.id)
            if not is_new(link, self.view.day) and link.to_id in self._listed
        ]
        if not seats:
            return ScorePart("seats", None, "No list of seats is recorded for a body it sits on.")
        filled = [link for link in seats if self.affiliations.filled(link)]
        said = f"{len(filled)} of its {len(seats)} seats are filled."
        if len(seats) == 1:
            said = f"Its one seat is {'filled' if filled else 'vacant'}."
        return ScorePart("seats", len(filled) / len(seats), said, _ids(seats))

    @cached_property
    def _listed(self) -> set[str]:
        """The bodies whose seats are listed, by their terms, a declaration or marks of vacancy."""
        firm = self.view.firm
        found = {b.id for b in firm.of_kind("body") if b.flag("seat_list_exists")}
        found |= {b.id for b in firm.of_kind("body") if self.view.declared("members", b.id)}
        seats = seat_links(firm)
        return found | {link.to_id for link in seats if link.flag("vacant") is not None}

    def data_sharing(self, partner: Node) -> ScorePart:
        """Say how many of the sharing agreements it needs are signed; one planned is needed."""
        needed = self.agreements(partner.id)
        if not needed:
            said = "Which sharing agreements it needs is not decided on the record."
            return ScorePart("data_sharing", None, said)
        signed = [link for link in needed if self.firm(link)]
        said = f"{len(signed)} of the {len(needed)} sharing agreements it needs are signed."
        if len(needed) == 1:
            said = f"The one sharing agreement it needs is {'' if signed else 'not yet '}signed."
        return ScorePart("data_sharing", len(signed) / len(needed), said, _ids(needed))

    def agreements(self, partner: str) -> list[Link]:
        """Return its links to sharing agreements, signed or decided and not yet signed."""
        nodes = self.view.intended.nodes
        return [
            link
            for link in self.own(partner, ("party_to",))
            if nodes[link.to_id].text("agreement_kind") == "information_sharing"
            and link.status is not Status.ASPIRED
        ]

    def two_way_links(self, partner: Node) -> ScorePart:
        """Say how many working links both sides are recorded as confirming."""
        firm, me = self.view.firm, partner.id
        mine, theirs = firm.out_links(me, "coordinates_with"), firm.in_links(me, "coordinates_with")
        links = [*mine, *theirs]
        others = {f.to_id for f in mine} | {f.from_id for f in theirs}
        both = {f.to_id for f in mine} & {f.from_id for f in theirs}
        told_by = {reference.document for link in links for reference in link.sources}
        if not links:
            return ScorePart("two_way_links", None, "No working link of it is recorded.")
        if not both and len(told_by) < 2:
            said = "Its working links come from one source, and the other side was not asked."
            return ScorePart("two_way_links", None, said, _ids(links))
        one_sided = ", ".join(sorted(self.view.name(i) for i in others - both))
        said = f"{len(both)} of its {len(others)} working links are confirmed by both sides"
        if len(others) == 1:
            said = f"Its one working link is {'' if both else 'not '}confirmed by both sides"
        said += f"; told by one side only: {one_sided}" if one_sided else ""
        return ScorePart("two_way_links", len(both) / len(others), f"{said}.", _ids(links))

    def resources(self, partner: Node) -> ScorePart:
        """Say whether it gives staff, money or premises to the partnership itself."""
        given = [
            link
            for link in self.own(partner.id, ("funds", "commissions", "manages"))
            if self.firm(link) and self.view.firm.nodes[link.to_id].kind in ("body", "site")
        ]
        said = partner.words("resources")
        if said or given:
            names = [*said, *(self.view.name(link.to_id) for link in given)]
            words = f"It gives to the work: {', '.join(dict.fromkeys(names))}."
            return ScorePart("resources", 1.0, words, (partner.id, *_ids(given)))
        if "resources" in partner.attributes:
            words = "It was asked, and gives neither staff, money nor premises."
            return ScorePart("resources", 0.0, words, (partner.id,))
        return ScorePart(
            "resources", None, "Whether it gives staff, money or premises was not asked."
        )


def _attendance(turnout: Turnout) -> ScorePart:
    if turnout.value is None:
        sentence = "No register is recorded for a meeting it should have come to."
        if turnout.new:
            sentence = "Its seat is younger than 90 days, so its attendance does not count yet."
        return ScorePart("attendance", None, sentence)
    latest = "; ".join(entry.words for entry in reversed(turnout.entries[-_SHOWN:]))
    sentence = f"{turnout.registers} registers speak of it, the latest: {latest}."
    if turnout.registers == 1:
        sentence = f"One register speaks of it: {latest}."
    if turnout.unlisted:
        count = len(turnout.unlisted)
        sentence += f" {count} {'register leaves' if count == 1 else 'registers leave'} it out."
    return ScorePart(
        "attendance", turnout.value, sentence, tuple(e.meeting for e in turnout.entries)
    )


def _closed(action: Node, day: date) -> bool:
    closed = action.day("closed")
    return closed is not None and closed.first <= day


def _in_time(action: Node) -> bool:
    due, closed = action.day("due"), action.day("closed")
    return due is not None and closed is not None and closed.first <= due.last


def _ids(facts: Iterable[Node | Link]) -> tuple[str, ...]:
    return tuple(fact.id for fact in facts)
