"""Meetings and their registers: by seat, post and organisation, never by person."""

from typing import Any

import strawberry

from api.schema.connections import connection_of
from api.schema.context import AreaOnDay, LazyThing
from api.schema.facts import FactFields
from api.schema.fields import field, record_field
from api.schema.links import LinkType
from api.schema.vocabulary import AttendanceEnum
from graph.engagement.ranking import engagement_of
from graph.facts.model import Attendance, Meeting
from graph.kinds import words
from graph.sentences import fact_sentence

_SAID = {choice.word: choice.label for choice in words.ATTENDANCE}


@strawberry.type(description="One entry of a register.")
class RegisterEntry:
    record: strawberry.Private[Attendance]
    meeting: strawberry.Private[Meeting]
    at: strawberry.Private[AreaOnDay]

    def _person(self) -> bool:
        holder = self.at.snapshot.nodes.get(self.record.holder)
        return holder is None or holder.kind == "person"

    @field("The post or organisation; null where a person is named.", graphql_type=LazyThing | None)
    def holder(self) -> Any:
        return None if self._person() else self.at.node(self.record.holder)

    @field("The seat, where it is recorded which; null where a person holds it.")
    def seat(self) -> LinkType | None:
        link = self.at.snapshot.links.get(self.record.seat)
        return LinkType(record=link, at=self.at) if link and not self._person() else None

    @field(
        "The organisation that it counts for on the day; null: not recorded.",
        graphql_type=LazyThing | None,
    )
    def organisation(self) -> Any:
        affiliations = engagement_of(self.at.view).affiliations
        if self.record.holder not in affiliations.nodes:
            return None
        return self.at.node(affiliations.organisation(self.record.holder, self.meeting.day.first))

    value = record_field("What the register says.", AttendanceEnum)
    part = record_field("Whether it was there for part of the meeting only.")

    @field("What the register says, in words.")
    def value_words(self) -> str:
        return f"{_SAID[self.record.value]}{' for part of it' if self.record.part else ''}"


@strawberry.type(name="Meeting", description="One meeting of a body, with its register.")
class MeetingType(FactFields):
    record: strawberry.Private[Meeting]

    body = record_field(kind=LazyThing)
    day = record_field()
    cancelled = record_field()

    @field("Who was there; empty: no register is recorded.", needs="Meeting.register")
    def register(self) -> list[RegisterEntry]:
        return [
            RegisterEntry(record=entry, meeting=self.record, at=self.at)
            for entry in self.record.register
        ]

    @field("The meeting in one sentence.")
    def sentence(self) -> str:
        return fact_sentence(self.record, self.at.snapshot)


MeetingConnection: Any = connection_of("Meeting", MeetingType)
