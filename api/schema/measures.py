"""Who holds the network together: measures with their papers, and what one holder joins."""

from typing import Annotated, Any

import strawberry

from api.schema.context import AreaOnDay, LazyThing
from api.schema.fields import field, record_field
from api.schema.links import LinkType
from graph.measures.catalogue import MEASURES, measured
from graph.measures.failure import OneHolder
from graph.measures.measure import Paper, Reading, Score
from graph.two_mode import Overlap

MeasureNames = Annotated[
    list[str] | None,
    strawberry.argument(description="The ids of measures, such as degree; none: all."),
]


@strawberry.type(name="Paper", description="Where a measure was published.")
class PaperType:
    record: strawberry.Private[Paper]

    title = record_field("The title.")
    authors = record_field("The authors.")
    year = record_field("The year.")


@strawberry.type(name="MeasuredThing", description="The value of one body, post or organisation.")
class MeasuredThingType:
    record: strawberry.Private[Score]
    at: strawberry.Private[AreaOnDay]

    subject = record_field("The thing.", LazyThing, of="node_id")
    name = record_field("Its name.")
    value = record_field("The value, in the measure's unit.")
    sentence = record_field("What the value comes to, in one sentence.")


@strawberry.type(
    name="Measure",
    description="A measure of an area: never of people, families, or voluntary and faith groups.",
)
class MeasureType:
    record: strawberry.Private[Reading]
    at: strawberry.Private[AreaOnDay]

    @classmethod
    def each(cls, names: MeasureNames, at: AreaOnDay) -> "list[MeasureType]":
        """Take the measures of these names, or all.

        Each is taken once, so that a list with a default in the question costs no more than all.
        """
        chosen = [m.id for m in MEASURES] if names is None else dict.fromkeys(names)
        return [cls(record=measured(at.view, name), at=at) for name in chosen]

    measure = record_field("The word for it, such as single-points.", of="measure.id")
    title = record_field("What it is called.", of="measure.title")
    unit = record_field("What its values count.", of="measure.unit")
    means = record_field("What it means for a partnership.", of="measure.means")
    caution = record_field("When it must not be read, and whether that is now.")
    coverage = record_field(
        "How much of what it reads is recorded, in words.", of="coverage.sentence"
    )
    enough = record_field(
        "Whether enough is recorded to read it as a ranking.", of="coverage.enough"
    )
    papers = record_field("Where it was published.", list[PaperType], of="measure.papers")
    scores = record_field("The values, what stands out first.", list[MeasuredThingType], length=0.5)


@strawberry.type(name="OneHolder", description="Two bodies that only one seat-holder joins.")
class OneHolderType:
    record: strawberry.Private[OneHolder]
    at: strawberry.Private[AreaOnDay]

    @field("The two bodies.", graphql_type=list[LazyThing])
    def bodies(self) -> Any:
        return self.at.nodes((self.record.one, self.record.other))

    holder = record_field("The post or organisation; null: a person.", LazyThing | None)
    sentence = record_field("It in one sentence.")

    @field("The two seats, each with its source.")
    def links(self) -> list[LinkType]:
        return LinkType.each(self.record.links, self.at)


@strawberry.type(name="SharedMembers", description="Two bodies, and the members they share.")
class SharedMembersType:
    record: strawberry.Private[Overlap]
    at: strawberry.Private[AreaOnDay]

    @field("The two bodies.", graphql_type=list[LazyThing])
    def bodies(self) -> Any:
        return self.at.nodes((self.record.one, self.record.other))

    members = record_field(
        "The posts and organisations with a seat on both.", list[LazyThing], of="shared"
    )


@strawberry.type(name="JoinedGroup", description="Things joined more among themselves.")
class JoinedGroupType:
    record: strawberry.Private[tuple[str, ...]]
    at: strawberry.Private[AreaOnDay]

    @field("How many there are.")
    def size(self) -> int:
        return len(self.record)

    @field("The bodies, posts and organisations in it.", graphql_type=list[LazyThing])
    def members(self) -> Any:
        return self.at.nodes(self.record)
