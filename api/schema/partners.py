"""Partners and money in GraphQL: who sits where, whom to invite, who pays whom, which risks."""

from collections.abc import Iterable
from typing import Any

import strawberry

from api.reports.wording import capital
from api.schema.citations import CitationType, CitedFact
from api.schema.closed_lists import WorkshopPartEnum
from api.schema.context import AreaOnDay, LazyThing
from api.schema.fields import field, record_field, words_field
from api.schema.links import LinkType
from api.schema.vocabulary import enum_of
from graph.kinds import link_attributes, node_attributes
from graph.partner_lists import Guest, Invited, Seated, SectorRow
from graph.rules.citations import cite
from graph.rules.finding import FactRead

_SectorEnum: Any = enum_of(node_attributes("organisation")["sector"])
_LevelEnum: Any = enum_of(link_attributes("member_of")["level"])
_INVOLVEMENT = node_attributes("organisation")["involvement"]
_HowEnum: Any = enum_of(_INVOLVEMENT)
_HOW = {choice.label: choice.word for choice in _INVOLVEMENT.choices}
_NO_ANSWER = "no answer on record: ask"


def _places(facts: Iterable[FactRead]) -> list[str]:
    """Return where some facts were read, each place once."""
    return list(dict.fromkeys(fact.source for fact in facts))


@strawberry.type(name="PartnerListed", description="A thing in a list, with the facts that say so.")
class PartnerListedType:
    thing: strawberry.Private[str]
    read: strawberry.Private[tuple[str, ...]]
    at: strawberry.Private[AreaOnDay]

    @classmethod
    def each(cls, ids: Iterable[str], at: AreaOnDay) -> "list[PartnerListedType]":
        """List things whose own record says all."""
        return [cls(thing=one, read=(one,), at=at) for one in ids]

    @field("The thing's id.")
    def subject_id(self) -> strawberry.ID:
        return strawberry.ID(self.thing)

    @field("The thing's name.")
    def name(self) -> str:
        return self.at.view.name(self.thing)

    @field("The thing itself.", graphql_type=LazyThing)
    def subject(self) -> Any:
        return self.at.node(self.thing)

    @field("The facts that say so, with their sources.")
    def facts(self) -> list[CitedFact]:
        return CitedFact.each(self.read, self.at)

    @field("Where those facts were read, each place once.")
    def read_in(self) -> list[str]:
        return _places(self.at.evidence(self.read))


@strawberry.type(name="PartnerSeat", description="Who sits on which body, and at which level.")
class PartnerSeatType(PartnerListedType):
    """Who sits where; the thing listed is the holder."""

    record: strawberry.Private[Seated]

    body = record_field("The body that the seat is on.", LazyThing)
    # A locality counts as operational.
    level = record_field(
        "Its level, by the seat or the body; null: not recorded.", _LevelEnum | None
    )
    level_words = words_field(_LevelEnum | None, "Its level in words; null: not recorded.")


@strawberry.type(name="SectorPartners", description="A sector: its seats, and who has none.")
class SectorPartnersType:
    record: strawberry.Private[SectorRow]
    at: strawberry.Private[AreaOnDay]

    sector = record_field(
        "The sector; null: of those whose sector is not recorded.", _SectorEnum | None
    )

    @field("The sector in words.")
    def sector_words(self) -> str:
        return capital(self.record.label)

    def _seats(self, level: str) -> list[PartnerSeatType]:
        return [
            PartnerSeatType(record=one, thing=one.holder, read=one.facts, at=self.at)
            for one in self.record.at(level)
        ]

    @field("The seats on boards that steer.")
    def strategic(self) -> list[PartnerSeatType]:
        return self._seats("strategic")

    @field("The seats on operational and local bodies.")
    def operational(self) -> list[PartnerSeatType]:
        return self._seats("operational")

    @field("The seats whose level is not recorded.")
    def level_not_recorded(self) -> list[PartnerSeatType]:
        return self._seats("")

    @field("Its organisations on the map that have no seat on record: ask.")
    def without_seat(self) -> list[PartnerListedType]:
        return PartnerListedType.each(self.record.unseated, self.at)


@strawberry.type(description="A way to involve partners, and who is to be involved so.")
class InvolvementGroup:
    label: strawberry.Private[str]
    ids: strawberry.Private[tuple[str, ...]]
    at: strawberry.Private[AreaOnDay]

    @field("How they are to be involved; null: not recorded, ask.", graphql_type=_HowEnum | None)
    def involvement(self) -> Any:
        return _HowEnum(_HOW[self.label]) if self.label else None

    @field("How they are to be involved, in words; says so where there is no answer.")
    def involvement_words(self) -> str:
        return capital(self.label or _NO_ANSWER)

    @field("Whether there is an answer; false: not recorded, ask.")
    def recorded(self) -> bool:
        return bool(self.label)

    @field("The organisations.")
    def partners(self) -> list[PartnerListedType]:
        return PartnerListedType.each(self.ids, self.at)


@strawberry.type(
    name="WorkshopGuest", description="A post, body or organisation to invite; nobody by name."
)
class WorkshopGuestType(PartnerListedType):
    record: strawberry.Private[Guest]

    why = record_field("Why it fits this part of the mix.")


@strawberry.type(
    name="WorkshopPart", description="One part of the mix that a mapping workshop needs."
)
class WorkshopPartType:
    record: strawberry.Private[Invited]
    at: strawberry.Private[AreaOnDay]

    part = record_field("Which part it is.", WorkshopPartEnum)
    part_words = words_field(WorkshopPartEnum, "Who belongs in it, in words.")
    title = record_field("The same: who belongs in it.")

    @field("Whom to look for, on the map and off it.")
    def hint(self) -> str:
        return capital(self.record.hint)

    @field("Who on the map fits it; empty: nobody on record, ask.")
    def guests(self) -> list[WorkshopGuestType]:
        return [
            WorkshopGuestType(record=one, thing=one.thing, read=one.facts, at=self.at)
            for one in self.record.things
        ]

    @field("Where the mix stands.")
    def citation(self) -> CitationType:
        return CitationType(record=cite("002", 132))


@strawberry.type(description="Who commissions whom, who delivers it, and who is sub-contracted.")
class CommissioningChain:
    record: strawberry.Private[tuple[str, ...]]
    at: strawberry.Private[AreaOnDay]

    @field("The chain in words, step by step.")
    def sentence(self) -> str:
        return " ".join(fact.sentence for fact in self.at.evidence(self.record))

    @field("Its links in order.")
    def links(self) -> list[LinkType]:
        return LinkType.each(self.record, self.at)

    @field("The same links as facts, with their sources.")
    def facts(self) -> list[CitedFact]:
        return CitedFact.each(self.record, self.at)

    @field("Where those facts were read, each place once.")
    def read_in(self) -> list[str]:
        return _places(self.at.evidence(self.record))


@strawberry.type(description="A risk, and what is done about it.")
class Risk:
    risk: str = strawberry.field(description="The risk.")
    mitigation: str | None = strawberry.field(
        description="What is done about it; null: not recorded, ask."
    )


@strawberry.type(name="RiskRegister", description="A risk register with its risks.")
class RiskRegisterType(PartnerListedType):
    record: strawberry.Private[tuple[tuple[str, str], ...]]

    @field("Its risks; empty: not recorded, ask.")
    def risks(self) -> list[Risk]:
        return [Risk(risk=risk, mitigation=how or None) for risk, how in self.record]
