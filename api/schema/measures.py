"""Who holds the network together: measures with their papers, and what one holder joins."""

from typing import Any

import strawberry

from api.schema.context import AreaOnDay, LazyNode
from api.schema.fields import field
from api.schema.links import LinkType
from graph.measures.failure import OneHolder
from graph.measures.measure import Paper, Reading, Score
from graph.two_mode import Overlap


@strawberry.type(name="Paper", description="Where a measure was published.")
class PaperType:
    """Where a method was published."""

    title: str = strawberry.field(description="The title.")
    authors: str = strawberry.field(description="The authors.")
    year: int = strawberry.field(description="The year.")

    @classmethod
    def of(cls, paper: Paper) -> "PaperType":
        """Make it of a paper."""
        return cls(title=paper.title, authors=paper.authors, year=paper.year)


@strawberry.type(name="MeasuredThing", description="The value of one body, post or organisation.")
class MeasuredThingType:
    """The value of one thing."""

    record: strawberry.Private[Score]
    at: strawberry.Private[AreaOnDay]

    @field("The thing.", graphql_type=LazyNode)
    def node(self) -> Any:
        """The thing."""
        return self.at.node(self.record.node_id)

    @field("Its name.")
    def name(self) -> str:
        """Its name."""
        return self.record.name

    @field("The value, in the measure's unit.")
    def value(self) -> float:
        """The value."""
        return self.record.value

    @field("What the value comes to, in one sentence.")
    def sentence(self) -> str:
        """The sentence."""
        return self.record.sentence


@strawberry.type(
    name="Measure",
    description="A measure of an area: never of people, families, or voluntary and faith groups.",
)
class MeasureType:
    """A measure of an area."""

    record: strawberry.Private[Reading]
    at: strawberry.Private[AreaOnDay]

    @field("The id of the measure, such as single-points.")
    def id(self) -> str:
        """Its id."""
        return self.record.measure.id

    @field("What it is called.")
    def title(self) -> str:
        """Its title."""
        return self.record.measure.title

    @field("What its values count.")
    def unit(self) -> str:
        """Its unit."""
        return self.record.measure.unit

    @field("What it means for a partnership.")
    def means(self) -> str:
        """What it means."""
        return self.record.measure.means

    @field("When it must not be read, and whether that is now.")
    def caution(self) -> str:
        """When not to read it."""
        return self.record.caution

    @field("How much of what it reads is recorded, in words.")
    def coverage(self) -> str:
        """How much is recorded."""
        return self.record.coverage.sentence

    @field("Whether enough is recorded to read it as a ranking.")
    def enough(self) -> bool:
        """Whether enough is recorded."""
        return self.record.coverage.enough

    @field("Where it was published.")
    def papers(self) -> list[PaperType]:
        """Where it was published."""
        return [PaperType.of(paper) for paper in self.record.measure.papers]

    @field("The values, what stands out first.")
    def scores(self) -> list[MeasuredThingType]:
        """The values."""
        return [MeasuredThingType(record=score, at=self.at) for score in self.record.scores]


@strawberry.type(name="OneHolder", description="Two bodies that only one seat-holder joins.")
class OneHolderType:
    """Two bodies that only one seat-holder joins."""

    record: strawberry.Private[OneHolder]
    at: strawberry.Private[AreaOnDay]

    @field("The two bodies.", graphql_type=list[LazyNode])
    def bodies(self) -> Any:
        """The two bodies."""
        return self.at.nodes((self.record.one, self.record.other))

    @field("The post or organisation; null: a person.", graphql_type=LazyNode | None)
    def holder(self) -> Any:
        """Who joins them."""
        return self.at.node(self.record.holder)

    @field("It in one sentence.")
    def sentence(self) -> str:
        """The sentence."""
        return self.record.sentence

    @field("The two seats, each with its source.")
    def links(self) -> list[LinkType]:
        """The two seats."""
        held = self.at.snapshot.links
        return [LinkType(record=held[link], at=self.at) for link in self.record.links]


@strawberry.type(name="SharedMembers", description="Two bodies, and the members they share.")
class SharedMembersType:
    """Two bodies, and the members they share."""

    record: strawberry.Private[Overlap]
    at: strawberry.Private[AreaOnDay]

    @field("The two bodies.", graphql_type=list[LazyNode])
    def bodies(self) -> Any:
        """The two bodies."""
        return self.at.nodes((self.record.one, self.record.other))

    @field("The posts and organisations with a seat on both.", graphql_type=list[LazyNode])
    def members(self) -> Any:
        """The members they share."""
        return self.at.nodes(self.record.shared)


@strawberry.type(name="JoinedGroup", description="Things joined more among themselves.")
class JoinedGroupType:
    """Things that are joined more among themselves than to others."""

    ids: strawberry.Private[tuple[str, ...]]
    at: strawberry.Private[AreaOnDay]

    @field("How many there are.")
    def size(self) -> int:
        """How many there are."""
        return len(self.ids)

    @field("The bodies, posts and organisations in it.", graphql_type=list[LazyNode])
    def members(self) -> Any:
        """What is in it."""
        return self.at.nodes(self.ids)
