"""What if: changes tried on an area and never written, and what each finding would need."""

from collections.abc import Sequence
from typing import Annotated

import strawberry

from api.errors import UsageError
from api.schema.context import AreaOnDay
from api.schema.fields import field, record_field
from api.schema.proposed import ProposedChange, proposed
from api.schema.vocabulary import LinkKindEnum, OutcomeEnum, word_of
from api.service.proposals import BadChange, Proposal, suggested
from graph.compare import FindingMoved
from graph.errors import GraphError
from graph.facts.changes import Change
from graph.facts.dates import PartialDate
from graph.facts.model import Snapshot
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


@strawberry.input(description="A link to propose between two things.")
class LinkInput:
    start: strawberry.ID = strawberry.field(name="from", description="Where from: id or name.")
    kind: LinkKindEnum = strawberry.field(description="The kind of link.")
    stop: strawberry.ID = strawberry.field(name="to", description="Where to: id or name.")


@strawberry.input(description="What becomes of something that hangs on a thing that ends.")
class HangingInput:
    what: strawberry.ID = strawberry.field(
        description="The id of a link, a group of them (seats, sub-groups ...) or all."
    )
    fate: str = strawberry.field(
        description="ends (with it), moves (to the successor), stays, or a successor's id or name."
    )


@strawberry.input(description="A fact that was so until a day.")
class EndInput:
    fact: strawberry.ID = strawberry.field(description="The fact's id; of a thing also its name.")
    until: PartialDate = strawberry.field(description="The last day it was so.")
    successors: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="Of a thing: what takes over from it, by id or name; several for a split.",
    )
    since: PartialDate | None = strawberry.field(
        default=None, description="The day it takes over; without it, right after the end."
    )
    links: list[HangingInput] = strawberry.field(
        default_factory=list,
        description="What becomes of what hangs on it; the rest stays as it is, and holds on no "
        "day after the end.",
    )


@strawberry.input(description="One change to try: exactly one of its fields.")
class ChangeInput:
    link: LinkInput | None = strawberry.field(default=None, description="A link to add.")
    end: EndInput | None = strawberry.field(default=None, description="A fact to end.")
    withdraw: strawberry.ID | None = strawberry.field(
        default=None, description="The id of a fact that was recorded in error."
    )
    record: str | None = strawberry.field(
        default=None,
        description="A change as JSON in the words of the archive format; a thing that is not on "
        'the map yet is {"node": {"kind", "name", "status": "planned"}}, and later links name it.',
    )


Changes = Annotated[
    list[ChangeInput], strawberry.argument(description="At most 200 changes, in their order.")
]


def read_changes(snapshot: Snapshot, given: Sequence[ChangeInput]) -> tuple[Change, ...]:
    """Read changes; raises BadChange that says which is wrong."""
    proposal = Proposal(snapshot)
    for number, one in enumerate(given):
        filled = [f for f in (one.link, one.end, one.withdraw, one.record) if f is not None]
        if len(filled) != 1:
            raise BadChange(number, "give exactly one of link, end, withdraw and record.")
        try:
            if one.link:
                kind = word_of(one.link.kind)
                proposal.link(str(one.link.start), kind, str(one.link.stop))
            elif one.end:
                _end(proposal, one.end)
            elif one.withdraw:
                proposal.withdraw(str(one.withdraw))
            else:
                proposal.text(one.record or "")
        except BadChange:
            raise
        except (GraphError, UsageError) as error:
            raise BadChange(number, str(error)) from error
    return tuple(proposal.changes)


def _end(proposal: Proposal, end: EndInput) -> None:
    fates = {str(one.what): one.fate for one in end.links}
    successors, since = list(map(str, end.successors)), str(end.since or "")
    proposal.end(str(end.fact), str(end.until), successors, since, fates)


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

    @classmethod
    def each(
        cls, at: AreaOnDay, rule: RuleId, subject: SubjectId, most: MostSuggestions
    ) -> "list[SuggestionType]":
        """Suggest what would close a finding."""
        return [cls(record=step) for step in _steps(at, rule, subject, most).steps]

    subject_id = record_field("The id of the subject it would close.", strawberry.ID, of="subject")
    word = record_field(
        "ask (a question), decide (a decision to take), carry out (an intention) or record (what "
        "every council has by law)."
    )
    why = record_field("The same in a sentence.")

    @field("Its changes, in words and as whatIf takes them.")
    def changes(self) -> list[ProposedChange]:
        return proposed(self.record.changes, self.record.sentences)

    invented = record_field("How many things it speaks of that are not on the map yet.")
    closed = record_field("The other findings that would close with it.", list[FindingMovedType])
    opened = record_field("The other findings that would open with it.", list[FindingMovedType])
