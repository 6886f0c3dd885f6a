"""How much partners have been seen and how key their part is, with every part and its facts."""

from datetime import date
from typing import Any

import strawberry

from api.schema.attendance import OrganisationAttendance, ToldAttendanceTotal
from api.schema.citations import CitedFact
from api.schema.closed_lists import ScorePartEnum
from api.schema.connections import connection_of
from api.schema.context import AreaOnDay, LazyArea, LazyThing, LazyView
from api.schema.fields import field, record_field
from api.schema.node_interface import NodeType
from api.schema.vocabulary import make_enum
from graph.engagement.arrangements import Arrangement
from graph.engagement.imported_ratings import ImportedResult
from graph.engagement.method import HOW
from graph.engagement.ranking import PartnerEngagement, Unscored
from graph.engagement.scoring import SEEN, ScorePart, WeightedScore

EngagementLabelEnum: Any = make_enum(
    "EngagementLabel",
    "What is said of how much a partner has been seen.",
    [(label.name.lower(), f"{words.capitalize()}.", words) for label, words in SEEN.items()],
)


@strawberry.type(name="ScorePart", description="One part of a score.")
class ScorePartType:
    record: strawberry.Private[ScorePart]
    score: strawberry.Private[WeightedScore]
    at: strawberry.Private[AreaOnDay]

    part = record_field("Which part it is.", ScorePartEnum, of="name")
    part_words = record_field("What it is called.", of="label")

    @field("What it weighs: the weights of a score add up to 1.")
    def weight(self) -> float:
        return self.score.weights[self.record.name]

    value = record_field("From 0 to 1; null: not known, and counted neither for nor against.")
    sentence = record_field("What the record shows, or why it is not known.")

    @field("How it is worked out, in plain words.")
    def how(self) -> str:
        return HOW[self.record.name]

    method = record_field("Whose published method it follows.")

    @field("The facts that were read, with their sources.")
    def facts(self) -> list[CitedFact]:
        return CitedFact.each(self.record.facts, self.at)


@strawberry.type(name="Score", description="A number from 0 to 1 with its parts and bounds.")
class ScoreType:
    record: strawberry.Private[WeightedScore]
    at: strawberry.Private[AreaOnDay]

    value = record_field("The mean of the known parts by their weights; null: no part is known.")
    low = record_field("What it would be with all that is not known at nothing.")
    high = record_field("What it would be with all that is not known in full.")
    coverage = record_field("The weights of the known parts, added: how much is on record.")

    @field("Every part, known or not.")
    def parts(self) -> list[ScorePartType]:
        score = self.record
        return [ScorePartType(record=part, score=score, at=self.at) for part in score.parts]

    @field("The parts that are not known.", graphql_type=list[ScorePartEnum])
    def not_known_parts(self) -> Any:
        return [ScorePartEnum(part.name) for part in self.record.missing]

    @field("The same in words.")
    def not_known_parts_words(self) -> list[str]:
        return self.not_known()

    @field("The same in words, as before there was notKnownParts.")
    def not_known(self) -> list[str]:
        return [part.label for part in self.record.missing]


@strawberry.type(description="An imported result about a partner: beside its numbers, in none.")
class ImportedScore:
    record: strawberry.Private[ImportedResult]
    at: strawberry.Private[AreaOnDay]

    instrument = record_field("The survey, workshop or summary it comes from.")
    sentence = record_field("The result in one sentence.")

    @field("The fact that holds it, with its source.")
    def facts(self) -> list[CitedFact]:
        return CitedFact.each((self.record.fact,), self.at)


@strawberry.type(
    name="PartnerEngagement",
    description="How much an organisation has been seen, and how key its part is.",
)
class PartnerEngagementType:
    record: strawberry.Private[PartnerEngagement]
    at: strawberry.Private[AreaOnDay]

    subject_id = record_field("The id of the organisation.", strawberry.ID, of="id")
    name = record_field("The name of the organisation.")
    subject = record_field("The organisation itself.", LazyThing, of="id")

    @field("The area on whose map it is.", graphql_type=LazyArea)
    def area(self) -> Any:
        return self.at.area_object()

    @field("The view it is seen in.", graphql_type=LazyView | None)
    def view(self) -> Any:
        return self.at.view_object()

    @field("What is said of it.", graphql_type=EngagementLabelEnum)
    def label(self) -> Any:
        return EngagementLabelEnum(self.record.label.name.lower())

    label_words = record_field('What is said of it, in words: "has been seen less so far".')
    so_far = record_field("Whether so little is on record that this holds only so far.")
    confirmed = record_field("Whether it has been seen less whatever is not known comes to.")
    engagement = record_field(
        "How much it has been seen; where nothing is said of it, read the bounds only.", ScoreType
    )
    influence = record_field("How key its part is, by the record.", ScoreType)
    key_role = record_field(
        "How key its part is: by the record, or by a workshop where somebody decided so.", of="key"
    )

    @field("Whether a workshop's rating stands for its key role, by a recorded decision.")
    def rated_by_workshop(self) -> bool:
        return self.record.tower is not None

    is_key = record_field(
        "Whether that makes its role a key one; no also where too little is known to say.",
        name="key",
        of="has_key_role",
    )
    key_and_seen_less = record_field(
        "Whether its role is key and it has been seen less.", of="quiet_but_key"
    )
    key_but_unrecorded = record_field(
        "Whether its role is key and too little is on record to say how much it has been seen."
    )
    ask_first = record_field(
        "Its key role times what it lacks to being seen in full; null: too little is known.",
        of="quiet",
    )
    registers = record_field("How many registers speak of it.", of="turnout.registers")
    attendance = record_field(
        "How often it came by the registers, entry by entry.",
        OrganisationAttendance,
        of="turnout",
        needs="PartnerEngagement.attendance",
    )
    attendance_totals = record_field(
        "Totals of attendance given for it without registers: in none of the numbers.",
        list[ToldAttendanceTotal],
        of="totals",
    )

    @field("The day somebody of it was last there; null: no register says so.")
    def last_seen(self) -> date | None:
        seen = self.record.turnout.last_seen
        return seen.day if seen else None

    sentence = record_field("Why, what is not known, and what would change it.")
    remedies = record_field("What to do.")
    imported = record_field(
        "What surveys and workshops said of it: in none of the numbers.",
        list[ImportedScore],
        of="beside",
    )

    @field("Every fact that was read, with its source.")
    def facts(self) -> list[CitedFact]:
        return CitedFact.each(self.record.facts, self.at)


PartnerEngagementConnection: Any = connection_of("PartnerEngagement", PartnerEngagementType)


@strawberry.type(name="NotScored", description="An organisation that is not scored, and why.")
class NotScoredType:
    record: strawberry.Private[Unscored]
    at: strawberry.Private[AreaOnDay]

    subject_id = record_field("The id of the organisation.", strawberry.ID, of="id")
    name = record_field("The name of the organisation.")
    subject = record_field("The organisation itself.", LazyThing, of="id")
    why = record_field("Why it is not scored.")


@strawberry.type(
    name="Arrangement",
    description="What attendance says of how a body meets or a seat is set up: of nobody in it.",
)
class ArrangementType:
    record: strawberry.Private[Arrangement]
    at: strawberry.Private[AreaOnDay]

    subject_id = record_field(
        "The id of the body, or of the link that is the seat.", strawberry.ID, of="id"
    )

    @field("The body, or the link that is the seat.", graphql_type=NodeType)
    def subject(self) -> Any:
        return self.at.object(self.record.id)

    sentence = record_field("The remark in one sentence.")
    remedy = record_field("What to do.")

    @field("The facts that were read, with their sources.")
    def facts(self) -> list[CitedFact]:
        return CitedFact.each(self.record.facts, self.at)
