"""Meetings and their registers: by seat, post and organisation, never by person."""

from typing import Annotated, Any

import strawberry

from api.schema.connections import connection_of
from api.schema.context import At
from api.schema.facts import FactFields
from api.schema.fields import field
from api.schema.links import LinkType
from api.schema.nodes import NodeType, make_node
from api.schema.vocabulary import make_enum
from graph.engagement.ranking import engagement_of
from graph.facts.dates import PartialDate
from graph.facts.model import Attendance, Meeting
from graph.kinds import words
from graph.sentences import fact_sentence

_LazyNode = Annotated["NodeType", strawberry.lazy("api.schema.nodes")]
_SAID = {choice.word: choice.label for choice in words.ATTENDANCE}
AttendanceEnum: Any = make_enum(
    "Attendance",
    "What a register says of one that should have come.",
    [(choice.word, f"{choice.label.capitalize()}.", choice.label) for choice in words.ATTENDANCE],
)


@strawberry.type(description="One entry of a register.")
class RegisterEntry:
    """One entry of a register."""

    record: strawberry.Private[Attendance]
    meeting: strawberry.Private[Meeting]
    at: strawberry.Private[At]

    def _person(self) -> bool:
        holder = self.at.node(self.record.holder)
        return holder is None or holder.kind == "person"

    @field("The post or organisation; null where a person is named.", graphql_type=_LazyNode | None)
    def holder(self) -> Any:
        """The post or organisation."""
        if self._person():
            return None
        return make_node(self.at.snapshot.nodes[self.record.holder], self.at)

    @field("The seat, where it is recorded which; null where a person holds it.")
    def seat(self) -> LinkType | None:
        """The seat."""
        link = self.at.snapshot.links.get(self.record.seat)
        return LinkType(record=link, at=self.at) if link and not self._person() else None

    @field(
        "The organisation that it counts for on the day; null: not recorded.",
        graphql_type=_LazyNode | None,
    )
    def organisation(self) -> Any:
        """The organisation it counts for."""
        affiliations = engagement_of(self.at.view).affiliations
        if self.record.holder not in affiliations.nodes:
            return None
        owner = affiliations.organisation(self.record.holder, self.meeting.day.first)
        return make_node(self.at.snapshot.nodes[owner], self.at) if owner else None

    @field("What the register says.", graphql_type=AttendanceEnum)
    def value(self) -> Any:
        """What it says."""
        return AttendanceEnum(self.record.value)

    @field("Whether it was there for part of the meeting only.")
    def part(self) -> bool:
        """Whether it was there for part."""
        return self.record.part

    @field("What the register says, in words.")
    def value_words(self) -> str:
        """What it says, in words."""
        return f"{_SAID[self.record.value]}{' for part of it' if self.record.part else ''}"


@strawberry.type(name="Meeting", description="One meeting of a body, with its register.")
class MeetingType(FactFields):
    """One meeting of a body."""

    record: strawberry.Private[Meeting]

    @field("The meeting's id.")
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(self.record.id)

    @field("The body that met.", graphql_type=_LazyNode)
    def body(self) -> Any:
        """The body that met."""
        return make_node(self.at.snapshot.nodes[self.record.body], self.at)

    @field("The day it met.")
    def day(self) -> PartialDate:
        """The day."""
        return self.record.day

    @field("Whether it was cancelled.")
    def cancelled(self) -> bool:
        """Whether it was cancelled."""
        return self.record.cancelled

    @field("Who was there; empty: no register is recorded.")
    def register(self) -> list[RegisterEntry]:
        """Its register."""
        return [
            RegisterEntry(record=entry, meeting=self.record, at=self.at)
            for entry in self.record.register
        ]

    @field("The meeting in one sentence.")
    def sentence(self) -> str:
        """The sentence."""
        return fact_sentence(self.record, self.at.snapshot)


MeetingConnection: Any = connection_of("Meeting", MeetingType)
