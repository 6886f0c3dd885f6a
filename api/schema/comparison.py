"""Two views side by side: facts that were added, ended or changed, and findings that moved."""

from datetime import date
from typing import Any

import strawberry

from api.schema.arguments import Fact
from api.schema.context import AreaOnDay, Context
from api.schema.fields import field
from api.schema.findings import OutcomeTotal
from api.schema.proposed import ProposedChange, SightType, proposed
from api.schema.rules import CitationType
from api.schema.vocabulary import OutcomeEnum, SeverityEnum
from api.schema.what_if import FindingMovedType
from api.service.proposals import sentences, sights
from graph.compare import Comparison, FindingMoved, KindCount, LineMoved, SubjectMoved, line_words
from graph.facts.changes import Change
from graph.facts.model import Fact as FactRecord
from graph.rules.finding import OUTCOME_WORDS, Finding, Outcome


def _word(outcome: Outcome | None) -> Any:
    return OutcomeEnum(outcome.value) if outcome else None


@strawberry.type(name="SubjectChange", description="A thing that a check answers otherwise.")
class SubjectChangeType:
    """A subject that a check answers otherwise."""

    record: strawberry.Private[SubjectMoved]

    @field("The id of the thing, or the slug of the area.")
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(self.record.id)

    @field("The name of the thing, or of the area.")
    def name(self) -> str:
        """Its name."""
        return self.record.name

    @field(
        "What was found before; null: the check was not about it.", graphql_type=OutcomeEnum | None
    )
    def before(self) -> Any:
        """The outcome before."""
        return _word(self.record.before)

    @field("What is found after; null: the check is not about it.", graphql_type=OutcomeEnum | None)
    def after(self) -> Any:
        """The outcome after."""
        return _word(self.record.after)

    @field("The answer before, in one sentence; empty: the check was not about it.")
    def sentence_before(self) -> str:
        """The sentence before."""
        return self.record.sentence_before

    @field("The answer after, in one sentence; empty: the check is not about it.")
    def sentence(self) -> str:
        """The sentence after."""
        return self.record.sentence


@strawberry.type(name="FindingChange", description="A check that answers otherwise.")
class FindingChangeType(FindingMovedType):
    """A check that answers otherwise, with all it takes to cite it."""

    was: strawberry.Private[Finding]
    now: strawberry.Private[Finding]

    @field("Where the expectation comes from.", graphql_type=SeverityEnum)
    def severity(self) -> Any:
        """Where the expectation comes from."""
        return SeverityEnum(self.record.severity.value)

    @field("What was found before, in plain words.")
    def before_words(self) -> str:
        """The outcome before, in words."""
        return OUTCOME_WORDS[self.record.before]

    @field("What is found after, in plain words.")
    def after_words(self) -> str:
        """The outcome after, in words."""
        return OUTCOME_WORDS[self.record.after]

    @field("The things that it answers otherwise.")
    def subjects(self) -> list[SubjectChangeType]:
        """The things that it answers otherwise."""
        return [SubjectChangeType(record=subject) for subject in self.record.subjects]

    @field("The guidance the check rests on, as it answers after.")
    def citations(self) -> list[CitationType]:
        """Its citations."""
        return [CitationType.of(citation) for citation in self.now.citations]

    @field("Every fact that was read before, with its source.")
    def facts_before(self) -> list[Fact]:
        """Every fact that was read before."""
        return [Fact.of(read) for read in self.was.facts]

    @field("Every fact that is read after, with its source.")
    def facts(self) -> list[Fact]:
        """Every fact that is read after."""
        return [Fact.of(read) for read in self.now.facts]


@strawberry.type(name="FactChange", description="A fact that reads otherwise.")
class FactChangeType:
    """A fact that reads otherwise."""

    before: Fact = strawberry.field(description="The fact before.")
    after: Fact = strawberry.field(description="The fact after.")


@strawberry.type(name="LineChange", description="A body that answers to others than before.")
class LineChangeType:
    """A body whose line upward differs."""

    record: strawberry.Private[LineMoved]
    comparison: strawberry.Private[Comparison]

    @field("The id of the body.")
    def id(self) -> strawberry.ID:
        """The id of the body."""
        return strawberry.ID(self.record.body)

    @field("The name of the body.")
    def name(self) -> str:
        """The name of the body."""
        return self.record.name

    @field("The names of the bodies above it before, nearest first.")
    def before(self) -> list[str]:
        """The bodies above it before."""
        return [self.comparison.before.name(body) for body in self.record.before]

    @field("The names of the bodies above it after, nearest first.")
    def after(self) -> list[str]:
        """The bodies above it after."""
        return [self.comparison.after.name(body) for body in self.record.after]

    @field("Both in one sentence.")
    def sentence(self) -> str:
        """Both in one sentence."""
        return line_words(self.record, self.comparison)


@strawberry.type(name="KindCount", description="How many things or links of a kind each shows.")
class KindCountType:
    """How many things or links of one kind each view shows."""

    kind: str = strawberry.field(description="The kind, as the record names it.")
    label: str = strawberry.field(description="The kind in plain words.")
    before: int = strawberry.field(description="How many before.")
    after: int = strawberry.field(description="How many after.")

    @classmethod
    def of(cls, count: KindCount) -> "KindCountType":
        """Make it of a count."""
        return cls(kind=count.kind, label=count.label, before=count.before, after=count.after)


@strawberry.type(
    name="Comparison",
    description="Two days, scenarios or areas side by side. Two areas share no facts, so that "
    "only their findings and totals are compared.",
)
class ComparisonType:
    """Two views side by side."""

    record: strawberry.Private[Comparison]
    context: strawberry.Private[Context]
    made: strawberry.Private[tuple[Change, ...]] = ()

    @field("The changes that were tried; empty: two views as they are.")
    def changes(self) -> list[ProposedChange]:
        """The changes that were tried."""
        return proposed(self.made, sentences(self.record, self.made))

    @field("The main boards' lines to the safeguarding partnership and health and wellbeing board.")
    def sights(self) -> list[SightType]:
        """The main boards' lines of sight."""
        return [SightType.of(sight) for sight in sights(self.record)]

    def _findings(self, moved: tuple[FindingMoved, ...]) -> list[FindingChangeType]:
        was = {finding.rule: finding for finding in self.record.findings_before}
        now = {finding.rule: finding for finding in self.record.findings_after}
        return [FindingChangeType(record=m, was=was[m.rule], now=now[m.rule]) for m in moved]

    def _before(self, fact: FactRecord) -> Fact:
        return Fact.of(AreaOnDay(self.context, self.record.before).fact(fact))

    def _after(self, fact: FactRecord) -> Fact:
        return Fact.of(AreaOnDay(self.context, self.record.after).fact(fact))

    @field("The name of the area before.")
    def area_before(self) -> str:
        """The area before."""
        return self.record.before.snapshot.area.name

    @field("The name of the area after.")
    def area_after(self) -> str:
        """The area after."""
        return self.record.after.snapshot.area.name

    @field("The day before.")
    def day_before(self) -> date:
        """The day before."""
        return self.record.before.day

    @field("The day after.")
    def day_after(self) -> date:
        """The day after."""
        return self.record.after.day

    @field("Findings that opened: something to act on or ask after, and not before.")
    def opened(self) -> list[FindingChangeType]:
        """The findings that opened."""
        return self._findings(self.record.opened)

    @field("Findings that closed: something to act on or ask before, and not after.")
    def closed(self) -> list[FindingChangeType]:
        """The findings that closed."""
        return self._findings(self.record.closed)

    @field("Findings that differ without opening or closing.")
    def moved(self) -> list[FindingChangeType]:
        """The findings that differ otherwise."""
        return self._findings(self.record.moved)

    @field("Things and links that hold after, and not before.")
    def added(self) -> list[Fact]:
        """What was added."""
        return [self._after(fact) for fact in self.record.added]

    @field("Things and links that hold before, and not after.")
    def ended(self) -> list[Fact]:
        """What ended."""
        return [self._before(fact) for fact in self.record.ended]

    @field("Things and links that read otherwise.")
    def changed(self) -> list[FactChangeType]:
        """What changed."""
        return [
            FactChangeType(before=self._before(old), after=self._after(new))
            for old, new in self.record.changed
        ]

    @field("How many checks came to each outcome before.")
    def totals_before(self) -> list[OutcomeTotal]:
        """The totals before."""
        return OutcomeTotal.each(self.record.findings_before)

    @field("How many checks come to each outcome after.")
    def totals_after(self) -> list[OutcomeTotal]:
        """The totals after."""
        return OutcomeTotal.each(self.record.findings_after)

    @field("The bodies whose line upward differs.")
    def lines(self) -> list[LineChangeType]:
        """The lines that differ."""
        return [LineChangeType(record=m, comparison=self.record) for m in self.record.lines]

    @field("How many things and links of each kind each of the two shows.")
    def counts(self) -> list[KindCountType]:
        """How many of each kind."""
        return [KindCountType.of(count) for count in self.record.counts]
