"""What changed in law and guidance, and which checks stand otherwise because of it."""

from datetime import date
from typing import Annotated

import strawberry

from api.schema.fields import field
from api.schema.rules import CitationType, RuleType
from graph.rules.policy import PolicyChange, RuleChange, days_in_words

_Day = Annotated[date, strawberry.argument(description="The day.")]


@strawberry.type(
    name="PolicyChange", description="A change in law, guidance or programmes, done or coming."
)
class PolicyChangeType:
    """One change in law, guidance or programmes."""

    record: strawberry.Private[PolicyChange]

    @field("The change's id.")
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(self.record.id)

    @field("What it is called.")
    def title(self) -> str:
        """Its title."""
        return self.record.title

    @field("What changed.")
    def what(self) -> str:
        """What changed."""
        return self.record.what

    @field("What it does to the checks.")
    def effect(self) -> str:
        """What it does to the checks."""
        return self.record.effect

    @field("Its days in words: announced, enacted, in force, ended.")
    def days(self) -> str:
        """Its days in words."""
        return days_in_words(self.record)

    @field("How it stands on a day: announced, enacted, in force or over.")
    def state(self, as_of: _Day) -> str:
        """How it stands on a day."""
        return self.record.state(as_of)

    @field("How sure this is.")
    def sureness(self) -> str:
        """How sure this is."""
        return self.record.sureness.value

    @field("The documents it was read in.")
    def citations(self) -> list[CitationType]:
        """The documents it was read in."""
        return [CitationType.of(citation) for citation in self.record.citations]

    @field("The ids of the checks it bears on.")
    def rules(self) -> list[str]:
        """The checks it bears on."""
        return list(self.record.rules)


@strawberry.type(name="RuleChange", description="A check that stands otherwise on a later day.")
class RuleChangeType:
    """A check that stands otherwise on a later day."""

    record: strawberry.Private[RuleChange]

    @field("The check.")
    def rule(self) -> RuleType:
        """The check."""
        return RuleType(record=self.record.rule)

    @field("How it stood on the first day.")
    def before(self) -> str:
        """How it stood."""
        return self.record.before

    @field("How it stands on the last day.")
    def after(self) -> str:
        """How it stands."""
        return self.record.after

    @field("The changes in law and guidance behind it; empty: its own dates.")
    def why(self) -> list[PolicyChangeType]:
        """The changes behind it."""
        return [PolicyChangeType(record=change) for change in self.record.why]
