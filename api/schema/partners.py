"""Partners and money in GraphQL: who sits where, whom to invite, who pays whom, which risks."""

from collections.abc import Iterable
from typing import Any

import strawberry

from api.reports.wording import capital
from api.schema.arguments import Fact
from api.schema.context import AreaOnDay, LazyNode
from api.schema.fields import field
from api.schema.links import LinkType
from api.schema.rules import CitationType
from api.schema.vocabulary import enum_of
from graph.facts.model import Link
from graph.kinds import link_attributes, node_attributes
from graph.partner_lists import Guest, Invited, Seated, SectorRow
from graph.rules.citations import cite

_SectorEnum: Any = enum_of(node_attributes("organisation")["sector"])
_LevelEnum: Any = enum_of(link_attributes("member_of")["level"])
_NO_ANSWER = "no answer on record: ask"


def _places(facts: Iterable[Fact]) -> list[str]:
    """Return where some facts were read, each place once."""
    return list(dict.fromkeys(fact.source for fact in facts))


@strawberry.type(name="PartnerListed", description="A thing in a list, with the facts that say so.")
class PartnerListedType:
    """A thing in a list."""

    thing: strawberry.Private[str]
    read: strawberry.Private[tuple[str, ...]]
    at: strawberry.Private[AreaOnDay]

    @classmethod
    def each(cls, ids: Iterable[str], at: AreaOnDay) -> "list[PartnerListedType]":
        """List things whose own record says all."""
        return [cls(thing=one, read=(one,), at=at) for one in ids]

    @field("The thing's id.")
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(self.thing)

    @field("The thing's name.")
    def name(self) -> str:
        """Its name."""
        return self.at.view.name(self.thing)

    @field("The thing itself.", graphql_type=LazyNode)
    def node(self) -> Any:
        """The thing itself."""
        return self.at.node(self.thing)

    @field("The facts that say so, with their sources.")
    def facts(self) -> list[Fact]:
        """The facts that say so."""
        return [Fact.of(read) for read in self.at.evidence(self.read)]

    @field("Where those facts were read, each place once.")
    def read_in(self) -> list[str]:
        """Where they were read."""
        return _places(self.facts())


@strawberry.type(name="PartnerSeat", description="Who sits on which body, and at which level.")
class PartnerSeatType(PartnerListedType):
    """Who sits where; the thing listed is the holder."""

    record: strawberry.Private[Seated]

    @field("The body that the seat is on.", graphql_type=LazyNode)
    def body(self) -> Any:
        """The body."""
        return self.at.node(self.record.body)

    @field(
        "Its level, by the seat or the body; null: not recorded.", graphql_type=_LevelEnum | None
    )
    def level(self) -> Any:
        """Its level; a locality counts as operational."""
        return _LevelEnum(self.record.level) if self.record.level else None


@strawberry.type(name="SectorPartners", description="A sector: its seats, and who has none.")
class SectorPartnersType:
    """A sector with its seats."""

    record: strawberry.Private[SectorRow]
    at: strawberry.Private[AreaOnDay]

    @field(
        "The sector; null: of those whose sector is not recorded.", graphql_type=_SectorEnum | None
    )
    def sector(self) -> Any:
        """The sector."""
        return _SectorEnum(self.record.sector) if self.record.sector else None

    @field("The sector in words.")
    def words(self) -> str:
        """The sector in words."""
        return capital(self.record.label)

    def _seats(self, seats: Iterable[Seated]) -> list[PartnerSeatType]:
        return [
            PartnerSeatType(record=one, thing=one.holder, read=one.facts, at=self.at)
            for one in seats
        ]

    @field("The seats on boards that steer.")
    def strategic(self) -> list[PartnerSeatType]:
        """The strategic seats."""
        return self._seats(self.record.at("strategic"))

    @field("The seats on operational and local bodies.")
    def operational(self) -> list[PartnerSeatType]:
        """The operational and local seats."""
        return self._seats(self.record.at("operational"))

    @field("The seats whose level is not recorded.")
    def level_not_recorded(self) -> list[PartnerSeatType]:
        """The seats without a level."""
        return self._seats(self.record.at(""))

    @field("Its organisations on the map that have no seat on record: ask.")
    def without_seat(self) -> list[PartnerListedType]:
        """Its organisations without a seat."""
        return PartnerListedType.each(self.record.unseated, self.at)


@strawberry.type(description="A way to involve partners, and who is to be involved so.")
class InvolvementGroup:
    """A way to involve partners."""

    label: strawberry.Private[str]
    ids: strawberry.Private[tuple[str, ...]]
    at: strawberry.Private[AreaOnDay]

    @field("How they are to be involved; says so where there is no answer.")
    def words(self) -> str:
        """How they are to be involved."""
        return capital(self.label or _NO_ANSWER)

    @field("Whether there is an answer; false: not recorded, ask.")
    def recorded(self) -> bool:
        """Whether there is an answer."""
        return bool(self.label)

    @field("The organisations.")
    def partners(self) -> list[PartnerListedType]:
        """The organisations."""
        return PartnerListedType.each(self.ids, self.at)


@strawberry.type(
    name="WorkshopGuest", description="A post, body or organisation to invite; nobody by name."
)
class WorkshopGuestType(PartnerListedType):
    """Somebody to invite, as a post, body or organisation."""

    record: strawberry.Private[Guest]

    @field("Why it fits this part of the mix.")
    def why(self) -> str:
        """Why it fits."""
        return self.record.why


@strawberry.type(
    name="WorkshopPart", description="One part of the mix that a mapping workshop needs."
)
class WorkshopPartType:
    """One part of the mix."""

    record: strawberry.Private[Invited]
    at: strawberry.Private[AreaOnDay]

    @field("Who belongs in it.")
    def title(self) -> str:
        """Who belongs in it."""
        return self.record.title

    @field("Whom to look for, on the map and off it.")
    def hint(self) -> str:
        """Whom to look for."""
        return capital(self.record.hint)

    @field("Who on the map fits it; empty: nobody on record, ask.")
    def guests(self) -> list[WorkshopGuestType]:
        """Who on the map fits it."""
        return [
            WorkshopGuestType(record=one, thing=one.thing, read=one.facts, at=self.at)
            for one in self.record.things
        ]

    @field("Where the mix stands.")
    def citation(self) -> CitationType:
        """Where the mix stands."""
        return CitationType.of(cite("002", 132))


@strawberry.type(description="Who commissions whom, who delivers it, and who is sub-contracted.")
class CommissioningChain:
    """A chain of money and delivery."""

    record: strawberry.Private[tuple[str, ...]]
    at: strawberry.Private[AreaOnDay]

    def _links(self) -> list[Link]:
        return [self.at.snapshot.links[link] for link in self.record]

    @field("The chain in words, step by step.")
    def sentence(self) -> str:
        """The chain in words."""
        return " ".join(fact.sentence for fact in self.facts())

    @field("Its links in order.")
    def links(self) -> list[LinkType]:
        """Its links."""
        return [LinkType(record=link, at=self.at) for link in self._links()]

    @field("The same links as facts, with their sources.")
    def facts(self) -> list[Fact]:
        """Its links as facts."""
        return [Fact.of(self.at.fact(link)) for link in self._links()]

    @field("Where those facts were read, each place once.")
    def read_in(self) -> list[str]:
        """Where they were read."""
        return _places(self.facts())


@strawberry.type(description="A risk, and what is done about it.")
class Risk:
    """A risk."""

    risk: str = strawberry.field(description="The risk.")
    mitigation: str | None = strawberry.field(
        description="What is done about it; null: not recorded, ask."
    )


@strawberry.type(name="RiskRegister", description="A risk register with its risks.")
class RiskRegisterType(PartnerListedType):
    """A risk register."""

    record: strawberry.Private[tuple[tuple[str, str], ...]]

    @field("Its risks; empty: not recorded, ask.")
    def risks(self) -> list[Risk]:
        """Its risks."""
        return [Risk(risk=risk, mitigation=how or None) for risk, how in self.record]
