"""Checks and what they found, with everything needed to cite an answer."""

from collections.abc import Mapping
from typing import Any

import strawberry

from api.schema.citations import CitationType, CitedFact
from api.schema.closed_lists import DeclarableListEnum, RuleGroupEnum
from api.schema.connections import connection_of
from api.schema.context import AreaOnDay, LazyThing
from api.schema.fields import field, record_field, words_field
from api.schema.node_interface import InView, NodeType
from api.schema.question_states import QuestionStateType
from api.schema.rules import RuleType
from api.schema.vocabulary import (
    NotApplicableBecauseEnum,
    OutcomeEnum,
    SeverityEnum,
    enum_of,
    label_of,
)
from graph.kinds import node_attributes
from graph.rules.finding import (
    OUTCOME_WORDS,
    READING_ORDER,
    Answer,
    Finding,
    Outcome,
    SubjectFinding,
    answer_of,
)

_BODY_KIND = node_attributes("body")["body_kind"]
BODY_KINDS = frozenset(_BODY_KIND.words)
BodyKindEnum: Any = enum_of(_BODY_KIND)


@strawberry.type(description="A list that somebody could declare complete.")
class ListToDeclare:
    record: strawberry.Private[tuple[str, str]]
    at: strawberry.Private[AreaOnDay]

    @field("The list.", graphql_type=DeclarableListEnum)
    def list_name(self) -> Any:
        return DeclarableListEnum(self.record[0])

    @field('The list in words: "members".')
    def list_name_words(self) -> str:
        return label_of(DeclarableListEnum, self.record[0])

    @field("The thing, or the area, whose list it is.", graphql_type=NodeType | None)
    def subject(self) -> Any:
        return self.at.object(self.record[1])

    @field('The list and whose it is: "members of the Hub Board".')
    def words(self) -> str:
        name, subject = self.record
        return f"{label_of(DeclarableListEnum, name)} of {self.at.view.name(subject)}"


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

    outcome_words = words_field(OUTCOME_WORDS, "What was found, in plain words.", of="answer")

    not_applicable_because = record_field(
        "Why it does not apply; null where it does.", NotApplicableBecauseEnum | None, of="because"
    )
    not_applicable_because_words = words_field(
        NotApplicableBecauseEnum | None, "The same in words; null where it applies.", of="because"
    )

    sentence = record_field("The answer in one sentence.")

    @field("The line that was looked along, thing by thing.", graphql_type=list[LazyThing])
    def path(self) -> Any:
        return [node for node in self.at.nodes(self.record.path) if node]

    target = record_field(
        "The thing that it should reach; null: nothing, or a kind of body that is not on the map.",
        LazyThing | None,
    )

    @field(
        "The kind of body that it should reach, where none such is on the map.",
        graphql_type=BodyKindEnum | None,
    )
    def target_kind(self) -> Any:
        kind = self._target_kind
        return BodyKindEnum(kind) if kind else None

    @field("The kind of body that it should reach, in words.")
    def target_kind_words(self) -> str | None:
        kind = self._target_kind
        return label_of(BodyKindEnum, kind) if kind else None

    @property
    def _target_kind(self) -> str:
        return self.record.target if self.record.target in BODY_KINDS else ""

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
    def lists(self) -> list[ListToDeclare]:
        return [ListToDeclare(record=one, at=self.at) for one in self.record.lists]


@strawberry.type(name="Finding", description="A check's answer for an area on a day.")
class FindingType(InView):
    record: strawberry.Private[Finding]

    @field("The check.")
    def rule(self) -> RuleType:
        return RuleType.by_id(self.record.rule)

    group = record_field("The group of checks it belongs to.", RuleGroupEnum)
    group_words = words_field(RuleGroupEnum, "The group of checks it belongs to, in words.")
    outcome = record_field("What was found: the worst of its subjects.", OutcomeEnum)

    outcome_words = words_field(
        OUTCOME_WORDS, 'What was found, in plain words: "not recorded".', of="answer"
    )

    not_applicable_because = record_field(
        "Why it does not apply; null where it does.", NotApplicableBecauseEnum | None, of="because"
    )
    not_applicable_because_words = words_field(
        NotApplicableBecauseEnum | None, "The same in words; null where it applies.", of="because"
    )

    severity = record_field("Where the expectation comes from.", SeverityEnum)
    severity_words = words_field(SeverityEnum, "Where the expectation comes from, in words.")
    expected_by = record_field("The same in words, and whether an Act may have started since.")
    title = record_field("What is expected, in a few words.")
    question = record_field("The question that was asked of the record.")
    sentence = record_field("The answer in one sentence.")
    citation = record_field("The first of its citations.", CitationType)
    citations = record_field("The guidance the check rests on.", list[CitationType])

    @field(
        "The answer thing by thing. Whole, in no pages: the finding is the worst of them, and "
        "nothing of it is left out.",
        length=0.05,
    )
    def subjects(self) -> list[SubjectFindingType]:
        return [
            SubjectFindingType(record=subject, finding=self.record, at=self.at)
            for subject in self.record.subjects
        ]

    facts = record_field(
        "Every fact that was read, with its source. Whole, in no pages: a finding shows all that "
        "it rests on.",
        list[CitedFact],
        length=0.07,
    )

    @field("The other checks that an answer opens; empty but where it is to be asked.")
    def opens(self) -> list[RuleType]:
        asked = self.at.context.reader.questions(self.at.view)
        found = (one.opens for one in asked if one.finding.rule == self.record.rule)
        return [RuleType.by_id(rule) for rule in next(found, ())]

    remedy = record_field("What to do about it.")
    would_change = record_field("What would change the answer.")
    as_of = record_field("The day the answer is for.", of="day")

    @field("Whether the map was treated as complete.")
    def complete(self) -> bool:
        return self.at.view.complete


@strawberry.type(description="How many checks came to one outcome.")
class OutcomeTotal:
    outcome: OutcomeEnum = strawberry.field(description="The outcome.")
    outcome_words: str = strawberry.field(description="The outcome in plain words.")
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
                outcome_words=OUTCOME_WORDS[answer_of(o, None)],
                count=count,
                waiting=counted[Answer.WAITS] if o is Outcome.NOT_APPLICABLE else 0,
            )
            for o, count in found.items()
        ]


FindingConnection: Any = connection_of("Finding", FindingType)
