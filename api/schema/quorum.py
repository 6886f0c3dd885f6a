"""Quorum under stress: what a body's quorum asks, and the fewest absences that stop it."""

from typing import Annotated, Any

import strawberry

from api.reports.quorum import QuorumWords, RegisterWords, pattern_words
from api.schema.citations import CitedFact
from api.schema.context import AreaOnDay, LazyThing
from api.schema.fields import field, list_of, record_field
from api.schema.meetings import MeetingType
from graph.quorum import Reach
from graph.quorum_stress import AnyOf, Requirement, SeatGroup, StoppingSets, requirements

QuorumOf = Annotated[
    str | None, strawberry.argument(description="Only of this body: an id or a name.")
]
_REACHED = {Reach.YES: True, Reach.NO: False, Reach.MAYBE: None}


@strawberry.type(
    name="SeatGroup", description="Members who are absent together: all of one organisation."
)
class SeatGroupType:
    record: strawberry.Private[SeatGroup]
    at: strawberry.Private[AreaOnDay]

    name = record_field("The organisation, or the seat of one who has none on record.")

    @field("How many members of the body they are.")
    def members(self) -> int:
        return len(self.record.holders)

    @field("The thing itself; null where only a person is recorded.", graphql_type=LazyThing | None)
    def subject(self) -> Any:
        return self.at.node(self.record.id)


@strawberry.type(name="AnyOf", description="So many of some, each of which can stand in.")
class AnyOfType:
    record: strawberry.Private[AnyOf]
    at: strawberry.Private[AreaOnDay]

    many = record_field("How many of them are absent.")

    @field("Of which.")
    def among(self) -> list[SeatGroupType]:
        return list_of(SeatGroupType, self.record.among, self.at)


@strawberry.type(description="Some of the smallest sets, by who can stand in for whom.")
class StoppingPattern:
    record: strawberry.Private[tuple[AnyOf, ...]]
    at: strawberry.Private[AreaOnDay]

    @field('In words: "Council and any 2 of A, B and C".')
    def words(self) -> str:
        return pattern_words(self.record) if self.record else ""

    @field("All of these are absent together.")
    def parts(self) -> list[AnyOfType]:
        return list_of(AnyOfType, self.record, self.at)


@strawberry.type(description="A number that a quorum asks for: of all members, or of a class.")
class QuorumNumber:
    record: strawberry.Private[Requirement]

    least = record_field("The least number.")

    @field(
        "Of which class, as quorumClasses has it; null: of all members.",
    )
    def of_class(self) -> str | None:
        return self.record.of.word if self.record.of else None

    words = record_field('Both in words: "1 of police".')


@strawberry.type(
    name="StoppingSets", description="The smallest sets of absent organisations that stop a body."
)
class StoppingSetsType:
    record: strawberry.Private[StoppingSets]
    at: strawberry.Private[AreaOnDay]

    size = record_field("How many are absent in each; 0: it stops without any.")
    number = record_field("How many such sets there are; null: more than are listed.")

    @field("The sets.")
    def patterns(self) -> list[StoppingPattern]:
        return list_of(StoppingPattern, self.record.patterns, self.at)

    @field("Who is in each of them.")
    def in_all(self) -> list[SeatGroupType]:
        return list_of(SeatGroupType, self.record.in_all, self.at)

    @field("The numbers that one of them misses.")
    def missed(self) -> list[QuorumNumber]:
        return [QuorumNumber(record=one) for one in self.record.missed]


@strawberry.type(description="How many more came than a number of the quorum asks.")
class QuorumSpare:
    record: strawberry.Private[tuple[Requirement, int]]

    @field("The number that is asked for.")
    def asked(self) -> QuorumNumber:
        return QuorumNumber(record=self.record[0])

    @field("How many more came; below 0: too few.")
    def spare(self) -> int:
        return self.record[1]


@strawberry.type(name="RegisterQuorum", description="How near a meeting came to missing it.")
class RegisterQuorumType:
    record: strawberry.Private[RegisterWords]
    at: strawberry.Private[AreaOnDay]

    meeting = record_field("The meeting.", MeetingType, of="found.meeting")
    sentence = record_field("The same in one sentence.")
    members = record_field("How many members there were that day.", of="found.members")
    came = record_field("How many of them came, or sent a deputy who counts.", of="found.came")
    deputies = record_field("How many of those were deputies.", of="found.deputies")
    unlisted = record_field("How many members its register says nothing of.", of="found.unlisted")

    @field("Whether it was quorate; null: not known.")
    def quorate(self) -> bool | None:
        return _REACHED[self.record.found.reach]

    @field("How many more of each number came than are asked.")
    def spare(self) -> list[QuorumSpare]:
        return [QuorumSpare(record=each) for each in self.record.found.spare]

    @field("How many more organisations could not have been absent.")
    def more_absences(self) -> int:
        return self.record.found.further.size


@strawberry.type(description="How much absence the quorum of a body bears.")
class QuorumUnderStress:
    record: strawberry.Private[QuorumWords]
    at: strawberry.Private[AreaOnDay]

    body = record_field("The body.", LazyThing, of="found.body.id")
    sentence = record_field("What it takes to stop it, in one sentence.")
    not_known = record_field("What is open about who counts, a sentence each: ask.")
    nearest = record_field("How near past meetings came, in words.")

    @field("The numbers that it asks for.")
    def asks(self) -> list[QuorumNumber]:
        return [QuorumNumber(record=one) for one in requirements(self.record.found.quorum)]

    @field("How many members are on record.")
    def members(self) -> int:
        return len(self.record.found.quorum.holders)

    @field("Whether it is reached when all members on record are there; null: not known.")
    def reached(self) -> bool | None:
        return _REACHED[self.record.found.reach]

    @field("The smallest sets that stop it, whatever is not known.")
    def stops(self) -> StoppingSetsType:
        return StoppingSetsType(record=self.record.found.surely, at=self.at)

    @field("The smallest sets that may stop it, as long as something is not recorded.")
    def may_stop(self) -> StoppingSetsType:
        return StoppingSetsType(record=self.record.found.perhaps, at=self.at)

    @field(
        "Its latest meetings with a register, newest first.", needs="QuorumUnderStress.registers"
    )
    def registers(self) -> list[RegisterQuorumType]:
        return list_of(RegisterQuorumType, self.record.registers, self.at)

    @field("The facts that say so: the body and its seats.")
    def facts(self) -> list[CitedFact]:
        return CitedFact.each(self.record.fact_ids, self.at)
