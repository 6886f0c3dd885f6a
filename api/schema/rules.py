"""Checks as the catalogue has them."""

from datetime import date
from typing import Any

import strawberry

from api.schema.arguments import AsOf
from api.schema.citations import CitationType
from api.schema.closed_lists import AbsenceEnum, RuleGroupEnum, word_in
from api.schema.context import Context
from api.schema.fields import field, record_field, words_field
from api.schema.node_interface import NodeType
from api.schema.vocabulary import SeverityEnum
from graph.facts.view_ids import rule_node_id
from graph.rules.finding import SEVERITY_WORDS, Severity
from graph.rules.registry import Rule, rule_by_id

Info = strawberry.Info[Context, None]


@strawberry.type(name="Rule", description="One check: what it asks, and by which guidance.")
class RuleType(NodeType):
    record: strawberry.Private[Rule]

    def identity(self) -> str:
        """Return the id, which no area or thing can have."""
        return rule_node_id(self.record.id)

    local_id = record_field("The check's own id, such as body-has-chair.", strawberry.ID, of="id")

    @classmethod
    def by_id(cls, rule_id: str) -> "RuleType":
        """Return the check with an id; raises UnknownThing."""
        return cls(record=rule_by_id(rule_id))

    group = record_field("The group of checks it belongs to.", RuleGroupEnum)
    group_words = words_field(RuleGroupEnum, "The group of checks it belongs to, in words.")
    title = record_field("What is expected, in a few words.")
    question = record_field("The question it asks of the record.")

    @field(
        "Where the expectation comes from on a day (today, unless one is given): "
        "an Act counts while it is in force.",
        graphql_type=SeverityEnum,
        never_refused=True,
    )
    def severity(self, info: Info, as_of: AsOf = None) -> Any:
        return SeverityEnum(self._severity(info, as_of))

    @field("The same in words.", never_refused=True)
    def severity_words(self, info: Info, as_of: AsOf = None) -> str:
        return SEVERITY_WORDS[self._severity(info, as_of)]

    def _severity(self, info: Info, as_of: date | None) -> Severity:
        return self.record.severity_on(as_of or info.context.reader.today())

    @field("What absence from the record can come to.", graphql_type=AbsenceEnum)
    def absence(self) -> Any:
        return AbsenceEnum(word_in(self.record.absence))

    absence_words = record_field(
        "What absence from the record can come to, in words.", str, of="absence"
    )
    subjects = record_field("What the check is asked of, such as main boards.")

    @field("The first of its citations.")
    def citation(self) -> CitationType:
        return CitationType(record=self.record.citations[0])

    citations = record_field("The guidance it rests on.", list[CitationType])
    remedy = record_field("What to do where it is not met.")
    would_change = record_field("What would change the answer.")
    valid_from = record_field("The first day it is asked; null: it always was.")
    valid_to = record_field("The last day it is asked; null: it still is.")
