"""Checks and what they found, with everything needed to cite an answer."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import strawberry

from api.schema.arguments import Fact
from api.schema.connections import connection_of
from api.schema.context import AreaOnDay, LazyNode
from api.schema.fields import field
from api.schema.rules import CitationType
from api.schema.vocabulary import OutcomeEnum, SeverityEnum
from graph.kinds import DECLARABLE_LIST
from graph.rules.finding import OUTCOME_WORDS, READING_ORDER, Finding, SubjectFinding
from graph.rules.finding import Severity as SeverityWord
from graph.rules.registry import GROUPS
from graph.rules.run import totals

_SEVERITIES = list(SeverityWord)


@strawberry.type(name="SubjectFinding", description="What a check says about one thing.")
class SubjectFindingType:
    """What a check says about one thing."""

    record: strawberry.Private[SubjectFinding]
    finding: strawberry.Private[Finding]
    at: strawberry.Private[AreaOnDay]

    @field("The id of the thing, or the slug of the area.")
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(self.record.id)

    @field("The name of the thing, or of the area.")
    def name(self) -> str:
        """Its name."""
        return self.record.name

    @field("The thing itself; null for the area as a whole.", graphql_type=LazyNode | None)
    def node(self) -> Any:
        """The thing itself."""
        return self.at.node(self.record.id)

    @field("What was found.", graphql_type=OutcomeEnum)
    def outcome(self) -> Any:
        """What was found."""
        return OutcomeEnum(self.record.outcome.value)

    @field("What was found, in plain words.")
    def outcome_words(self) -> str:
        """What was found, in words."""
        return OUTCOME_WORDS[self.record.outcome]

    @field("The answer in one sentence.")
    def sentence(self) -> str:
        """The sentence."""
        return self.record.sentence

    @field(
        "The line that was looked along, thing by thing.",
        graphql_type=list[LazyNode],
    )
    def path(self) -> Any:
        """The line looked along."""
        return [node for node_id in self.record.path if (node := self.at.node(node_id))]

    @field("What it should reach: the id of a thing, or a kind of body; null: nothing.")
    def target(self) -> str | None:
        """What it should reach."""
        return self.record.target or None

    @field("The facts that decided it.")
    def facts(self) -> list[Fact]:
        """The facts that decided it."""
        return [Fact.of(read) for read in self.finding.facts if read.id in self.record.facts]

    @field("The lists that, once declared complete, would turn the silence into a gap.")
    def lists(self) -> list[str]:
        """The lists that would turn silence into a gap."""
        view = self.at.view
        return [
            f"{DECLARABLE_LIST[name].label} of {view.name(subject)}"
            for name, subject in self.record.lists
        ]


@strawberry.type(name="Finding", description="A check's answer for an area on a day.")
class FindingType:
    """A check's answer."""

    record: strawberry.Private[Finding]
    at: strawberry.Private[AreaOnDay]

    @field("The finding's id; never the id of a thing.")
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(self.record.id)

    @field("The id of the check.")
    def rule(self) -> str:
        """The check's id."""
        return self.record.rule

    @field("The group of checks it belongs to.")
    def group(self) -> str:
        """Its group in words."""
        return GROUPS.get(self.record.group, self.record.group)

    @field("What was found: the worst of its subjects.", graphql_type=OutcomeEnum)
    def outcome(self) -> Any:
        """What was found."""
        return OutcomeEnum(self.record.outcome.value)

    @field('What was found, in plain words: "not recorded".')
    def outcome_words(self) -> str:
        """What was found, in words."""
        return OUTCOME_WORDS[self.record.outcome]

    @field("Where the expectation comes from.", graphql_type=SeverityEnum)
    def severity(self) -> Any:
        """Where the expectation comes from."""
        return SeverityEnum(self.record.severity.value)

    @field("What is expected, in a few words.")
    def title(self) -> str:
        """The check's title."""
        return self.record.title

    @field("The question that was asked of the record.")
    def question(self) -> str:
        """The check's question."""
        return self.record.question

    @field("The answer in one sentence.")
    def sentence(self) -> str:
        """The sentence."""
        return self.record.sentence

    @field("The first of its citations.")
    def citation(self) -> CitationType:
        """Its first citation."""
        return CitationType.of(self.record.citation)

    @field("The guidance the check rests on.")
    def citations(self) -> list[CitationType]:
        """Its citations."""
        return [CitationType.of(citation) for citation in self.record.citations]

    @field("The answer thing by thing.")
    def subjects(self) -> list[SubjectFindingType]:
        """The answer thing by thing."""
        return [
            SubjectFindingType(record=subject, finding=self.record, at=self.at)
            for subject in self.record.subjects
        ]

    @field("Every fact that was read, with its source.")
    def facts(self) -> list[Fact]:
        """Every fact that was read."""
        return [Fact.of(read) for read in self.record.facts]

    @field("What to do about it.")
    def remedy(self) -> str:
        """What to do about it."""
        return self.record.remedy

    @field("What would change the answer.")
    def would_change(self) -> str:
        """What would change the answer."""
        return self.record.would_change

    @field("The day the answer is for.")
    def as_of(self) -> date:
        """The day."""
        return self.record.day

    @field("Whether the map was treated as complete.")
    def complete(self) -> bool:
        """The workshop switch."""
        return self.at.view.complete


@strawberry.type(description="How many checks came to one outcome.")
class OutcomeTotal:
    """How many checks came to one outcome."""

    outcome: OutcomeEnum = strawberry.field(description="The outcome.")
    words: str = strawberry.field(description="The outcome in plain words.")
    count: int = strawberry.field(description="How many checks came to it.")

    @classmethod
    def each(cls, findings: Iterable[Finding]) -> "list[OutcomeTotal]":
        """Count findings by outcome, every outcome named, in reading order."""
        counted = totals(findings)
        return [
            cls(outcome=OutcomeEnum(o.value), words=OUTCOME_WORDS[o], count=counted[o])
            for o in READING_ORDER
        ]


FindingConnection: Any = connection_of("Finding", FindingType)


def about(finding: Finding, thing: str) -> bool:
    """Say whether a thing is one of a finding's subjects, or what one should reach."""
    return any(thing in (subject.id, subject.target) for subject in finding.subjects)


def reading_order(finding: Finding) -> tuple[int, int]:
    """Sort findings as a person should ask them: worst first, and law before guidance."""
    return READING_ORDER.index(finding.outcome), _SEVERITIES.index(finding.severity)
