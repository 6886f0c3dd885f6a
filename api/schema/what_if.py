"""What each finding would need: the smallest changes that would close it."""

from typing import Annotated

import strawberry

from api.errors import UsageError
from api.schema.context import AreaOnDay
from api.schema.fields import field, record_field
from api.schema.proposed import ProposedChange, proposed
from api.schema.vocabulary import OutcomeEnum
from api.service.proposals import suggested
from graph.compare import FindingMoved
from graph.facts.view_ids import rule_named
from graph.rules.finding import OUTCOME_WORDS
from graph.suggestions.search import ClosingSteps, Suggestion

RuleId = Annotated[str, strawberry.argument(description="The check's id.")]
SubjectId = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="The id of the subject; without it the first that is open."),
]
MostSuggestions = Annotated[
    int | None, strawberry.argument(description="How many at most: 1 to 20, else 5.")
]


@strawberry.type(name="FindingMoved", description="Another check that would answer otherwise.")
class FindingMovedType:
    record: strawberry.Private[FindingMoved]

    rule = record_field("The id of the check.")
    title = record_field("What is expected, in a few words.")
    before = record_field("What was found before.", OutcomeEnum, of="outcome_before")
    after = record_field("What is found after.", OutcomeEnum, of="outcome_after")

    @field("What was found before, in plain words.")
    def before_words(self) -> str:
        return OUTCOME_WORDS[self.record.before]

    @field("What is found after, in plain words.")
    def after_words(self) -> str:
        return OUTCOME_WORDS[self.record.after]

    sentence_before = record_field("The answer before, in one sentence.")
    sentence = record_field("The answer after, in one sentence.")


def _steps(at: AreaOnDay, rule: RuleId, subject: SubjectId, most: MostSuggestions) -> ClosingSteps:
    number = 5 if most is None else most
    if not 1 <= number <= 20:
        raise UsageError(f"{number} suggestions were asked for: ask for 1 to 20.")
    named = at.own_id(subject) if subject else None
    return suggested(at.context.reader, at.view, rule_named(rule) or rule, named, number)


@strawberry.type(description="What to say where there is no suggestion.")
class NoSuggestion:
    subject_id: strawberry.ID | None = strawberry.field(
        description="The id of the subject that no small step closes; null: nothing is open."
    )
    sentence: str = strawberry.field(
        description="That nothing is open; or that no small step closes it, and what to ask for."
    )

    @classmethod
    def each(
        cls, at: AreaOnDay, rule: RuleId, subject: SubjectId, most: MostSuggestions
    ) -> "list[NoSuggestion]":
        """Return the subjects without a suggestion, or the one that says that nothing is open."""
        found = _steps(at, rule, subject, most)
        without = [
            cls(subject_id=strawberry.ID(one.subject), sentence=one.none)
            for one in found.subjects
            if one.none
        ]
        open_none = (
            [cls(subject_id=None, sentence=found.nothing_open)] if found.nothing_open else []
        )
        return without + open_none


@strawberry.type(name="Suggestion", description="Changes that would close a finding.")
class SuggestionType:
    record: strawberry.Private[Suggestion]
    at: strawberry.Private[AreaOnDay]

    @classmethod
    def each(
        cls, at: AreaOnDay, rule: RuleId, subject: SubjectId, most: MostSuggestions
    ) -> "list[SuggestionType]":
        """Suggest what would close a finding."""
        return [cls(record=step, at=at) for step in _steps(at, rule, subject, most).steps]

    subject_id = record_field("The id of the subject it would close.", strawberry.ID, of="subject")
    word = record_field(
        "ask (a question), decide (a decision to take), carry out (an intention) or record (what "
        "every council has by law)."
    )
    why = record_field("The same in a sentence.")

    @field("Its changes, in words and as whatIf takes them.")
    def changes(self) -> list[ProposedChange]:
        return proposed(self.record.changes, self.record.sentences, self.at.snapshot)

    invented = record_field("How many things it speaks of that are not on the map yet.")
    closed = record_field("The other findings that would close with it.", list[FindingMovedType])
    opened = record_field("The other findings that would open with it.", list[FindingMovedType])
