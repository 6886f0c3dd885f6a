"""What an answer rests on: recorded facts and published guidance, each as it is cited."""

from collections.abc import Iterable
from typing import Any

import strawberry

from api.schema.context import AreaOnDay, LazyArea, LazyReference, LazyView
from api.schema.fields import field, record_field
from api.schema.node_interface import NodeType
from graph.facts.dates import PartialDate
from graph.facts.model import Fact, Link, Node
from graph.rules.finding import Citation, FactRead


@strawberry.type(
    name="Fact", description="A recorded fact as it is cited: what it says and where it was read."
)
class CitedFact:
    record: strawberry.Private[FactRead]
    at: strawberry.Private[AreaOnDay]

    subject_id = record_field("The fact's id, to cite it by.", strawberry.ID, of="id")

    @field(
        "What is recorded: the thing, link or meeting itself; null where it is only tried.",
        graphql_type=NodeType | None,
    )
    def subject(self) -> Any:
        return self.at.object(self.record.id)

    @field("The area on whose map it was read.", graphql_type=LazyArea)
    def area(self) -> Any:
        return self.at.area_object()

    @field("The view it is read in; null where it is only tried.", graphql_type=LazyView | None)
    def view(self) -> Any:
        return self.at.view_object()

    sentence = record_field("What it says, in one sentence.")
    source = record_field(
        "Where it was read, for people: title, publisher, heading, place, day read, address. Free "
        "text; sources has each of them by itself."
    )

    @field(
        "The same place by place: document, heading, page and sentence, with what is held of each; "
        "the sentence of a register, which names who came, is left out. Empty: no source is "
        "recorded.",
        graphql_type=list[LazyReference],
    )
    def sources(self) -> Any:
        return self.at.references(self.record.fact)

    since = record_field("Since when it holds; null: not recorded.", of="began")
    until = record_field("Until when it holds; null: not recorded.", of="ended")

    @field(
        "Of a seat or chair, the day or month that its term ends; null: not recorded, or no seat."
    )
    def term_until(self) -> PartialDate | None:
        fact = self.record.fact
        return fact.day("term_until") if isinstance(fact, Node | Link) else None

    maybe = record_field("Whether a partial date leaves it open that it holds on the day.")

    @classmethod
    def of(cls, fact: Fact, at: AreaOnDay) -> "CitedFact":
        """Cite a fact."""
        return cls(record=at.fact(fact), at=at)

    @classmethod
    def each(cls, ids: Iterable[str], at: AreaOnDay) -> "list[CitedFact]":
        """Return the facts of these ids."""
        return [cls(record=read, at=at) for read in at.evidence(ids)]


@strawberry.type(name="Citation", description="Published guidance that a check rests on.")
class CitationType:
    record: strawberry.Private[Citation]

    source = record_field("The document: title, publisher, perhaps whose site to look on.")
    section = record_field("The heading or section to look up, or in words that there is none.")
    url = record_field("Its address; null: not held.")
    place = record_field(
        "The paragraph under that heading: paragraph 2, point 1; empty: not noted."
    )
    enacted = record_field("The day an Act was enacted; null: no Act.")
    since = record_field(
        "The day it came into force or was published; null: not known, or not yet."
    )
    until = record_field("The last day it holds; null: none known.")
    secondary = record_field("Whether it tells of another document, which was not read.")

    looked_up = record_field(
        "When it was last read whether the Act is in force; null: its day is known, or no Act."
    )
