"""What changed in law and guidance, and which checks stand otherwise because of it."""

from datetime import date
from typing import Annotated

import strawberry

from api.schema.citations import CitationType
from api.schema.fields import field, record_field
from api.schema.node_interface import NodeType
from api.schema.rules import RuleType
from graph.facts.view_ids import policy_node_id
from graph.rules.policy import PolicyChange, RuleChange, days_in_words

_Day = Annotated[date, strawberry.argument(description="The day.")]


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

    @field("Its days in words: announced, enacted, in force, ended.")
    def days(self) -> str:
        return days_in_words(self.record)

    @field("When it was last looked up: of a later day, state says that this is to ask.")
    def looked_up(self) -> str:
        return str(self.record.looked_up)

    @field("How it stands on a day: announced, enacted, in force or over.")
    def state(self, as_of: _Day) -> str:
        return self.record.state(as_of)

    sureness = record_field("How sure this is.", str)
    citations = record_field("The documents it was read in.", list[CitationType])
    rules = record_field("The ids of the checks it bears on.")


@strawberry.type(name="RuleChange", description="A check that stands otherwise on a later day.")
class RuleChangeType:
    record: strawberry.Private[RuleChange]

    rule = record_field("The check.", RuleType)
    before = record_field("How it stood on the first day.")
    after = record_field("How it stands on the last day.")
    why = record_field(
        "The changes in law and guidance behind it; empty: its own dates.", list[PolicyChangeType]
    )
