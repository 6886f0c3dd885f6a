"""Which partners have been seen less and have a key role, and of which too little is known.

Only organisations are scored: never people, and never families, young people or communities.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from graph.cancellation import check_cancelled
from graph.engagement.affiliation import FAMILIES, Affiliations, is_new
from graph.engagement.attendance_totals import AttendanceTotal, attendance_totals
from graph.engagement.contribution import Contribution
from graph.engagement.explaining import explanation, remedies
from graph.engagement.imported_ratings import ImportedResult, imported_results
from graph.engagement.influence import Influence
from graph.engagement.register import AttendanceRegisters, Turnout
from graph.engagement.scoring import (
    SEEN,
    TOLD,
    EngagementLabel,
    WeightedScore,
    confirmed,
    is_key,
    label,
    quiet_but_key,
    so_far,
)
from graph.fact_index import grouped
from graph.facts.identifiers import natural_key
from graph.facts.model import Link, Node
from graph.view import View


@dataclass(frozen=True)
class PartnerEngagement:
    """One partner: how much it was seen, how key its part is, and the sentences about both.

    tower is a workshop's rating that somebody decided to use in place of the influence; beside
    holds what was imported about it, totals those of attendance given for it; places are its
    seats that may be judged. facts are the ids of all that was read.
    """

    id: str
    name: str
    turnout: Turnout
    influence: WeightedScore
    tower: float | None
    # Asked for when somebody reads it: a check needs it of few partners, and the words of fewer.
    scored: Callable[[], WeightedScore] = field(repr=False, compare=False)
    places: tuple[Link, ...] = ()
    beside: tuple[ImportedResult, ...] = ()
    totals: tuple[AttendanceTotal, ...] = ()

    @cached_property
    def engagement(self) -> WeightedScore:
        """How much it was seen."""
        return self.scored()

    @cached_property
    def label(self) -> EngagementLabel:
        """What its engagement is called."""
        return label(self.engagement, self.turnout.registers)

    @property
    def told(self) -> bool:
        """Say whether there is enough on record to call its engagement something."""
        return self.label in TOLD

    @property
    def so_far(self) -> bool:
        """Say whether so little is on record that the label holds only so far."""
        return so_far(self.engagement, self.label)

    @property
    def label_words(self) -> str:
        """What it is called, in words that it may read of itself: "has been seen less so far"."""
        return f"{SEEN[self.label]}{' so far' if self.so_far else ''}"

    @property
    def confirmed(self) -> bool:
        """Say whether it stays quiet whatever the missing parts come to."""
        return confirmed(self.engagement, self.label)

    @cached_property
    def quiet(self) -> float | None:
        """Q = I x (1 - E); None where too little is known of either."""
        return quiet_but_key(self.engagement, self.key)

    @cached_property
    def sentence(self) -> str:
        """The sentences a partner could read about itself."""
        key = self.influence if self.has_key_role else None
        return explanation(self.name, self.engagement, key, self.label, self.so_far)

    @cached_property
    def remedies(self) -> tuple[str, ...]:
        """What to propose."""
        return remedies(self.engagement, self.turnout, self.places, self.told)

    @property
    def key(self) -> float | None:
        """The influence that counts: as rated by decision, else as worked out."""
        return self.influence.value if self.tower is None else self.tower

    @property
    def has_key_role(self) -> bool:
        """Say whether its part is key."""
        return is_key(self.key)

    @property
    def quiet_but_key(self) -> bool:
        """Say whether it has a key role and has been seen less."""
        return self.has_key_role and self.label is EngagementLabel.QUIET

    @property
    def key_but_unrecorded(self) -> bool:
        """Say whether it has a key role, and too little is recorded to say how much it is seen."""
        return self.has_key_role and not self.told

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts that were read, each once."""
        parts = (*self.engagement.parts, *self.influence.parts)
        return tuple(dict.fromkeys(fact for part in parts for fact in part.facts))


@dataclass(frozen=True, slots=True)
class Unscored:
    """An organisation that is not scored, and why."""

    id: str
    name: str
    why: str


class Engagement:
    """Everything that follows from the registers and roles of one view; made once for it."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.affiliations = Affiliations(view.ever_firm)
        self.registers = AttendanceRegisters(view, self.affiliations)
        self.contribution = Contribution(view, self.affiliations)

    @cached_property
    def influence(self) -> Influence:
        """The influence of the same day."""
        return Influence(self.contribution)

    @cached_property
    def _why_not(self) -> dict[str, str]:
        found = {}
        for node in self.view.firm.of_kind("organisation"):
            why = self._unscored(node)
            if why:
                found[node.id] = why
        return found

    def _unscored(self, node: Node) -> str:
        if node.text("sector") in FAMILIES:
            return "families and young people are never scored"
        if node.flag("named") is False or node.flag("stands_for_several"):
            return "it stands for several, and no one partner can answer for it"
        seats = self.contribution.seats_of(node.id)
        own = self.contribution.places(node.id)
        if seats and not own:
            return "its seats speak for families or a community"
        if own and all(is_new(seat, self.view.day) for seat in own):
            return "its seat is younger than 90 days"
        return ""

    @cached_property
    def partners(self) -> Mapping[str, PartnerEngagement]:
        """Every scored partner by id, by name."""
        nodes = [n for n in self.view.firm.of_kind("organisation") if n.id not in self._why_not]
        ordered = sorted(nodes, key=lambda n: (natural_key(n.name.casefold()), n.id))
        return {node.id: self._partner(node) for node in ordered}

    @cached_property
    def unscored(self) -> tuple[Unscored, ...]:
        """The organisations that are not scored, by name."""
        found = [Unscored(i, self.view.name(i), why) for i, why in self._why_not.items()]
        return tuple(sorted(found, key=lambda one: (natural_key(one.name.casefold()), one.id)))

    @cached_property
    def _beside(self) -> Mapping[str, tuple[ImportedResult, ...]]:
        return imported_results(self.view)

    @cached_property
    def totals(self) -> tuple[AttendanceTotal, ...]:
        """The totals of attendance that were given without registers: shown, and in no score."""
        return attendance_totals(self.view, self.affiliations)

    @cached_property
    def _totals_of(self) -> Mapping[str, list[AttendanceTotal]]:
        return grouped(self.totals, attrgetter("partner"))

    def _partner(self, node: Node) -> PartnerEngagement:
        check_cancelled()
        turnout = self.registers.of_partner(node.id)
        beside = self._beside.get(node.id, ())
        return PartnerEngagement(
            id=node.id,
            name=node.name,
            turnout=turnout,
            influence=self.influence.of(node),
            tower=next((one.tower for one in beside if one.tower is not None), None),
            scored=lambda: self.contribution.of(node, turnout),
            places=tuple(self.contribution.places(node.id)),
            beside=beside,
            totals=tuple(self._totals_of.get(node.id, ())),
        )


def engagement_of(view: View) -> Engagement:
    """Return what follows from a view, made once."""
    return view.derived(Engagement)


def partners(view: View) -> Mapping[str, PartnerEngagement]:
    """Return every scored partner by id."""
    return engagement_of(view).partners


def seat_attendance(view: View, link_id: str) -> Turnout | None:
    """Return the attendance of a seat; None where no register speaks of it.

    One that is not scored (of families or a community, or too new) says so in why_not.
    """
    seat = view.firm.links.get(link_id)
    return engagement_of(view).registers.of_seat(seat) if seat else None


def quiet_partners(found: Mapping[str, PartnerEngagement]) -> tuple[PartnerEngagement, ...]:
    """Return those with a key role that have been seen less, by Q; then by influence and name."""
    return tuple(sorted((p for p in found.values() if p.quiet_but_key), key=_order))


def _order(partner: PartnerEngagement) -> tuple[float, float, str, str]:
    return -(partner.quiet or 0.0), -(partner.key or 0.0), partner.name.casefold(), partner.id


def unrecorded_partners(found: Mapping[str, PartnerEngagement]) -> tuple[PartnerEngagement, ...]:
    """Return "we do not know", by name: a key role, and too little recorded to say more."""
    return tuple(partner for partner in found.values() if partner.key_but_unrecorded)


def in_reading_order(view: View) -> tuple[PartnerEngagement, ...]:
    """Return the scored partners: whom to talk with, key ones we do not know, all others by name.

    The others are in no order of score: nobody is to read a ranking into it.
    """
    found = engagement_of(view).partners
    first = (*quiet_partners(found), *unrecorded_partners(found))
    ids = dict.fromkeys(partner.id for partner in (*first, *found.values()))
    return tuple(found[partner_id] for partner_id in ids)
