"""How often an organisation came: by registers, entry by entry, and by totals as given."""

import strawberry

from api.schema.citations import CitedFact
from api.schema.context import AreaOnDay, LazyThing
from api.schema.fields import field, record_field
from api.schema.vocabulary import AttendanceEnum
from graph.engagement.attendance_totals import AttendanceTotal
from graph.engagement.register import AttendanceEntry, Turnout


@strawberry.type(
    name="AttendanceEntry",
    description="The best entry that an organisation has in the register of one meeting.",
)
class AttendanceEntryType:
    record: strawberry.Private[AttendanceEntry]
    at: strawberry.Private[AreaOnDay]

    day = record_field("The day of the meeting, or the first that it may have been.")
    body = record_field("The body that met.", LazyThing)
    value = record_field("What the register says.", AttendanceEnum)
    part = record_field("Whether it was there for part of the meeting only.")
    words = record_field("The day and what the register says, in words.")
    among = record_field("How many entries of the organisation the register has.")

    @field("The meeting, with the source of its register.")
    def fact(self) -> CitedFact:
        return CitedFact.each((self.record.meeting,), self.at)[0]


@strawberry.type(
    description="How often an organisation came: of each meeting its best entry over all its seats "
    "counts, and recent meetings count more."
)
class OrganisationAttendance:
    record: strawberry.Private[Turnout]
    at: strawberry.Private[AreaOnDay]

    value = record_field("From 0 to 1; null: no register speaks of it.")
    margin = record_field("How far the value may be off, each way, in four cases of five.")
    registers = record_field("How many registers speak of it.")
    entries = record_field(
        "The entries that count, oldest first.", list[AttendanceEntryType], of="entries"
    )


@strawberry.type(
    description="A total of attendance, given without registers, as it is told: in no number."
)
class ToldAttendanceTotal:
    record: strawberry.Private[AttendanceTotal]
    at: strawberry.Private[AreaOnDay]

    subject_id = record_field("The id of the fact that holds it.", strawberry.ID, of="fact")
    sentence = record_field("It in words; a person is named by the organisation only.")

    @field("Where it was read.")
    def source(self) -> str:
        return CitedFact.each((self.record.fact,), self.at)[0].record.source
