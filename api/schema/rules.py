"""Checks as the catalogue has them."""

from datetime import date
from typing import Any

import strawberry

from api.schema.arguments import AsOf
from api.schema.citations import CitationType
from api.schema.fields import field, record_field
from api.schema.node_interface import NodeType
from api.schema.vocabulary import SeverityEnum
from graph.facts.view_ids import rule_node_id
from graph.rules.registry import GROUPS, Rule


@strawberry.type(name="Rule", description="One check: what it asks, and by which guidance.")
class RuleType(NodeType):
    record: strawberry.Private[Rule]

    def identity(self) -> str:
        """Return the id, which no area or thing can have."""
        return rule_node_id(self.record.id)

    local_id = record_field("The check's own id, such as body-has-chair.", strawberry.ID, of="id")

    @field("The group of checks it belongs to.")
    def group(self) -> str:
        return GROUPS.get(self.record.group, self.record.group)

    title = record_field("What is expected, in a few words.")
    question = record_field("The question it asks of the record.")

    @field(
        "Where the expectation comes from on a day (today, unless one is given): "
        "an Act counts while it is in force.",
        graphql_type=SeverityEnum,
    )
    def severity(self, as_of: AsOf = None) -> Any:
        return SeverityEnum(self.record.severity_on(as_of or date.today()))

    absence = record_field("What absence from the record can come to.", str)
    subjects = record_field("What the check is asked of, such as main boards.")

    @field("The first of its citations.")
    def citation(self) -> CitationType:
        return CitationType(record=self.record.citations[0])

    citations = record_field("The guidance it rests on.", list[CitationType])
    remedy = record_field("What to do where it is not met.")
    would_change = record_field("What would change the answer.")
    valid_from = record_field("The first day it is asked; null: it always was.")
    valid_to = record_field("The last day it is asked; null: it still is.")
