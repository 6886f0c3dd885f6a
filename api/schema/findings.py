"""Checks and what they found, with everything needed to cite an answer."""

from collections.abc import Mapping
from typing import Any

import strawberry

from api.schema.citations import CitationType, CitedFact
from api.schema.connections import connection_of
from api.schema.context import AreaOnDay, LazyThing
from api.schema.fields import field, record_field
from api.schema.node_interface import InView, NodeType
from api.schema.question_states import QuestionStateType
from api.schema.vocabulary import (
    NotApplicableBecauseEnum,
    OutcomeEnum,
    SeverityEnum,
)
from graph.kinds import DECLARABLE_LIST
from graph.rules.finding import (
    OUTCOME_WORDS,
    READING_ORDER,
    Answer,
    Finding,
    Outcome,
    SubjectFinding,
    answer_of,
)
from graph.rules.registry import GROUPS


@strawberry.type(name="SubjectFinding", description="What a check says about one thing.")
class SubjectFindingType:
    record: strawberry.Private[SubjectFinding]
    finding: strawberry.Private[Finding]
    at: strawberry.Private[AreaOnDay]

    subject_id = record_field(
        "The id of the thing, the slug of the area, or a word of the check such as a sector.",
        strawberry.ID,
        of="id",
    )
    name = record_field("The name of the thing, or of the area.")

    @field(
        "The thing itself, or the area; null: a word of the check.",
        graphql_type=NodeType | None,
    )
    def subject(self) -> Any:
        return self.at.object(self.record.id)

    outcome = record_field("What was found.", OutcomeEnum)

    @field("What was found, in plain words.")
    def outcome_words(self) -> str:
        return OUTCOME_WORDS[self.record.answer]

    not_applicable_because = record_field(
        "Why it does not apply; null where it does.", NotApplicableBecauseEnum | None, of="because"
    )

    sentence = record_field("The answer in one sentence.")

    @field("The line that was looked along, thing by thing.", graphql_type=list[LazyThing])
    def path(self) -> Any:
        return [node for node in self.at.nodes(self.record.path) if node]

    target = record_field(
        "What it should reach: the id of a thing, or a kind of body; null: nothing.", str | None
    )

    @field("The facts that decided it.")
    def facts(self) -> list[CitedFact]:
        decided = self.record.facts
        return [
            CitedFact(record=read, at=self.at) for read in self.finding.facts if read.id in decided
        ]

    @field("What became of the question about it; null: nothing is on record.")
    def question_state(self) -> QuestionStateType | None:
        said = self.at.view.question(self.record.key, rule=self.finding.rule)
        return QuestionStateType(record=said, at=self.at) if said else None

    @field("The lists that, once declared complete, would turn the silence into a gap.")
    def lists(self) -> list[str]:
        return [
            f"{DECLARABLE_LIST[name].label} of {self.at.view.name(subject)}"
            for name, subject in self.record.lists
        ]


@strawberry.type(name="Finding", description="A check's answer for an area on a day.")
class FindingType(InView):
    record: strawberry.Private[Finding]

    rule = record_field("The id of the check.")

    @field("The group of checks it belongs to.")
    def group(self) -> str:
        return GROUPS.get(self.record.group, self.record.group)

    outcome = record_field("What was found: the worst of its subjects.", OutcomeEnum)

    @field('What was found, in plain words: "not recorded".')
    def outcome_words(self) -> str:
        return OUTCOME_WORDS[self.record.answer]

    not_applicable_because = record_field(
        "Why it does not apply; null where it does.", NotApplicableBecauseEnum | None, of="because"
    )

    severity = record_field("Where the expectation comes from.", SeverityEnum)
    expected_by = record_field("The same in words, and whether an Act may have started since.")
    title = record_field("What is expected, in a few words.")
    question = record_field("The question that was asked of the record.")
    sentence = record_field("The answer in one sentence.")
    citation = record_field("The first of its citations.", CitationType)
    citations = record_field("The guidance the check rests on.", list[CitationType])

    @field("The answer thing by thing.", length=0.05)
    def subjects(self) -> list[SubjectFindingType]:
        return [
            SubjectFindingType(record=subject, finding=self.record, at=self.at)
            for subject in self.record.subjects
        ]

    facts = record_field("Every fact that was read, with its source.", list[CitedFact], length=0.07)

    @field("The other checks, by id, that an answer opens; empty but where it is to be asked.")
    def opens(self) -> list[str]:
        asked = self.at.context.reader.questions(self.at.view)
        found = (one.opens for one in asked if one.finding.rule == self.record.rule)
        return list(next(found, ()))

    remedy = record_field("What to do about it.")
    would_change = record_field("What would change the answer.")
    as_of = record_field("The day the answer is for.", of="day")

    @field("Whether the map was treated as complete.")
    def complete(self) -> bool:
        return self.at.view.complete


@strawberry.type(description="How many checks came to one outcome.")
class OutcomeTotal:
    outcome: OutcomeEnum = strawberry.field(description="The outcome.")
    words: str = strawberry.field(description="The outcome in plain words.")
    count: int = strawberry.field(description="How many checks came to it.")
    waiting: int = strawberry.field(
        description="Of these, how many wait until something is recorded that they are about."
    )

    @classmethod
    def each(cls, counted: Mapping[Answer, int]) -> "list[OutcomeTotal]":
        """Count answers by outcome, every outcome named, in reading order."""
        found: dict[Outcome, int] = {}
        for answer in READING_ORDER:
            found[answer.outcome] = found.get(answer.outcome, 0) + counted[answer]
        return [
            cls(
                outcome=OutcomeEnum(o),
                words=OUTCOME_WORDS[answer_of(o, None)],
                count=count,
                waiting=counted[Answer.WAITS] if o is Outcome.NOT_APPLICABLE else 0,
            )
            for o, count in found.items()
        ]


FindingConnection: Any = connection_of("Finding", FindingType)
