"""What changed in law and guidance, and which checks stand otherwise because of it."""

from datetime import date
from typing import Annotated, Any

import strawberry

from api.schema.citations import CitationType
from api.schema.closed_lists import (
    PolicyEventEnum,
    PolicyStateEnum,
    RuleStandingEnum,
    SurenessEnum,
    word_in,
)
from api.schema.fields import field, record_field
from api.schema.node_interface import NodeType
from api.schema.rules import RuleType
from api.schema.vocabulary import SeverityEnum
from graph.facts.dates import PartialDate
from graph.facts.view_ids import policy_node_id
from graph.rules.finding import SEVERITY_WORDS
from graph.rules.policy import (
    PolicyChange,
    RuleChange,
    days_in_words,
    standing_of,
    standing_words,
)
from graph.rules.registry import Rule

_Day = Annotated[date, strawberry.argument(description="The day.")]


@strawberry.type(description="A day of a change in law, guidance or programmes.")
class PolicyDay:
    record: strawberry.Private[tuple[str, PartialDate]]

    @field("What happened.", graphql_type=PolicyEventEnum)
    def event(self) -> Any:
        return PolicyEventEnum(self.record[0].replace(" ", "_"))

    @field("What happened, in words.")
    def event_words(self) -> str:
        return self.record[0]

    @field("When.")
    def day(self) -> PartialDate:
        return self.record[1]


@strawberry.type(
    name="PolicyChange", description="A change in law, guidance or programmes, done or coming."
)
class PolicyChangeType(NodeType):
    record: strawberry.Private[PolicyChange]

    def identity(self) -> str:
        """Return the id, which no area or thing can have."""
        return policy_node_id(self.record.id)

    local_id = record_field("The change's own id.", strawberry.ID, of="id")
    title = record_field("What it is called.")
    what = record_field("What changed.")
    effect = record_field("What it does to the checks.")

    @field("Its days on record: announced, enacted, in force, ended.")
    def days(self) -> list[PolicyDay]:
        return [PolicyDay(record=one) for one in self.record.days]

    @field("Its days in words, and that no day in force is known where none is.")
    def days_words(self) -> str:
        return days_in_words(self.record)

    looked_up = record_field(
        "When it was last looked up: of a later day, stateWords says that this is to ask."
    )

    @field(
        "How it stands on a day, as far as it was read.",
        graphql_type=PolicyStateEnum,
        never_refused=True,
    )
    def state(self, as_of: _Day) -> Any:
        return PolicyStateEnum(word_in(self.record.state_as_read(as_of)))

    @field(
        "The same in words; after the day it was looked up, that this is to ask.",
        never_refused=True,
    )
    def state_words(self, as_of: _Day) -> str:
        return self.record.state(as_of)

    @field("How sure this is.", graphql_type=SurenessEnum)
    def sureness(self) -> Any:
        return SurenessEnum(word_in(self.record.sureness))

    sureness_words = record_field("How sure this is, in words.", str, of="sureness")
    citations = record_field("The documents it was read in.", list[CitationType])

    @field("The checks it bears on.")
    def rules(self) -> list[RuleType]:
        return [RuleType.by_id(rule) for rule in self.record.rules]


@strawberry.type(name="RuleStanding", description="How a check stands on a day.")
class RuleStandingType:
    rule: strawberry.Private[Rule]
    day: strawberry.Private[date]

    @field("Whether it is asked.", graphql_type=RuleStandingEnum)
    def standing(self) -> Any:
        return RuleStandingEnum(word_in(standing_of(self.rule, self.day)))

    @field("Whether it is asked, on what ground and by which documents, in words.")
    def standing_words(self) -> str:
        return standing_words(self.rule, self.day)

    @field("Where the expectation comes from on the day.", graphql_type=SeverityEnum)
    def severity(self) -> Any:
        return SeverityEnum(self.rule.severity_on(self.day))

    @field("Where the expectation comes from on the day, in words.")
    def severity_words(self) -> str:
        return SEVERITY_WORDS[self.rule.severity_on(self.day)]

    @field("What is cited on the day.")
    def citations(self) -> list[CitationType]:
        return [CitationType(record=one) for one in self.rule.citations_on(self.day)]


@strawberry.type(name="RuleChange", description="A check that stands otherwise on a later day.")
class RuleChangeType:
    record: strawberry.Private[RuleChange]

    rule = record_field("The check.", RuleType)

    @field("How it stood on the first day.")
    def before(self) -> RuleStandingType:
        return RuleStandingType(rule=self.record.rule, day=self.record.first)

    @field("How it stands on the last day.")
    def after(self) -> RuleStandingType:
        return RuleStandingType(rule=self.record.rule, day=self.record.last)

    why = record_field(
        "The changes in law and guidance behind it; empty: its own dates.", list[PolicyChangeType]
    )
