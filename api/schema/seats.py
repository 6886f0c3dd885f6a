"""Seats as a list: who holds each, on which body, whether it is vacant, and until when."""

from datetime import date
from typing import Any

import strawberry

from api.schema.citations import CitedFact
from api.schema.connections import connection_of
from api.schema.context import AreaOnDay, LazyArea, LazyThing, LazyView
from api.schema.fields import field, record_field
from api.schema.node_interface import NodeType
from api.schema.vocabulary import LinkKindEnum, StatusEnum, enum_of, label_of
from graph.facts.dates import PartialDate, Truth, day_words
from graph.facts.model import Link
from graph.kinds import link_attributes, node_attributes
from graph.selection.seat_list import ListedSeat
from graph.sentences import fact_sentence, link_verbs

_LevelEnum: Any = enum_of(link_attributes("member_of")["level"])
_SectorEnum: Any = enum_of(node_attributes("organisation")["sector"])


@strawberry.type(
    name="ListedSeat",
    description="A chair or a member's place on a body, on record as a link or as a thing of its "
    "own; who observes or attends has none.",
)
class ListedSeatType:
    record: strawberry.Private[ListedSeat]
    at: strawberry.Private[AreaOnDay]

    subject_id = record_field(
        "The id of the link, or of the thing, that is the seat.", strawberry.ID, of="id"
    )

    @field("The link, or the thing, that is the seat.", graphql_type=NodeType | None)
    def subject(self) -> Any:
        return self.at.object(self.record.id)

    @field("The area on whose map it was read.", graphql_type=LazyArea)
    def area(self) -> Any:
        return self.at.area_object()

    @field("The view it is seen in.", graphql_type=LazyView | None)
    def view(self) -> Any:
        return self.at.view_object()

    @field(
        "The kind of link that it is; null: a place that stands by itself.",
        graphql_type=LinkKindEnum | None,
    )
    def kind(self) -> Any:
        fact = self.record.fact
        return LinkKindEnum(fact.kind) if isinstance(fact, Link) else None

    @field("The kind of link in words; null: a place that stands by itself.")
    def kind_words(self) -> str | None:
        fact = self.record.fact
        return label_of(LinkKindEnum, fact.kind) if isinstance(fact, Link) else None

    @field(
        'What the holder does by it, as a verb for people: "sits on", "chairs", "observes". It '
        "tells more than kind: the kind of seat as well."
    )
    def words(self) -> str:
        fact = self.record.fact
        return link_verbs(fact)[0] if isinstance(fact, Link) else "has a place on"

    @field("The seat in one sentence.")
    def sentence(self) -> str:
        return fact_sentence(self.record.fact, self.at.snapshot)

    @field(
        "Who holds it, or should; null: a place that stands by itself.",
        graphql_type=LazyThing | None,
    )
    def holder(self) -> Any:
        return self.at.node(self.record.holder.id) if self.record.holder else None

    @field("The body that it is on.", graphql_type=LazyThing)
    def body(self) -> Any:
        return self.at.node(self.record.body.id)

    vacant = record_field(
        "Whether it is on record as vacant, or its post is; null: it stands by itself, and whether "
        "anybody holds it is not recorded: ask."
    )

    @field("Whether it operates, is planned, wished for or over.", graphql_type=StatusEnum)
    def status(self) -> Any:
        return StatusEnum(self.record.fact.status)

    @field("The same in words.")
    def status_words(self) -> str:
        return label_of(StatusEnum, self.record.fact.status)

    @field("Since when; null: not recorded.")
    def since(self) -> PartialDate | None:
        return self.record.fact.since

    @field("Its level; null: not recorded.", graphql_type=_LevelEnum | None)
    def level(self) -> Any:
        said = self.record.fact.text("level")
        return _LevelEnum(said) if said else None

    @field("Its level in words; null: not recorded.")
    def level_words(self) -> str | None:
        said = self.record.fact.text("level")
        return label_of(_LevelEnum, said) if said else None

    @field(
        "The sector it speaks for by its own record; null: not recorded.",
        graphql_type=_SectorEnum | None,
    )
    def represents(self) -> Any:
        said = self.record.fact.text("represents")
        return _SectorEnum(said) if said else None

    @field("The sector it speaks for, in words; null: not recorded.")
    def represents_words(self) -> str | None:
        said = self.record.fact.text("represents")
        return label_of(_SectorEnum, said) if said else None

    @field("The end of its term, as it is recorded of the seat itself; null: not recorded.")
    def term_until(self) -> PartialDate | None:
        return self.record.fact.day("term_until")

    @field(
        "The last day on which its term can end: by its own end, or by the day it began and the "
        "months that the body's terms give; null: not recorded."
    )
    def term_ends(self) -> date | None:
        return self.record.term[1] if self.record.term else None

    @field("Whether its term is over; null: not recorded, or a month or year leaves it open.")
    def term_over(self) -> bool | None:
        over = self.record.over(self.at.view.day)
        return None if over in (None, Truth.MAYBE) else over is Truth.YES

    @field("When its term ends, in words; says so where it is not recorded.")
    def term_words(self) -> str:
        if self.record.term is None:
            return "not recorded: ask"
        first, last = self.record.term
        if first == last:
            return day_words(last)
        return f"between {day_words(first)} and {day_words(last)}"

    @field("The facts that say all this, with their sources: the seat, a vacant post, the terms.")
    def facts(self) -> list[CitedFact]:
        return CitedFact.each(self.record.facts, self.at)


ListedSeatConnection: Any = connection_of("ListedSeat", ListedSeatType)
