"""The governance module's questions and barriers, answered from the record."""

from typing import Any

import strawberry

from api.schema.arguments import Fact
from api.schema.context import At
from api.schema.fields import CHECKS, field
from api.schema.findings import FindingType
from api.schema.rules import CitationType
from graph.governance.question import AnsweredQuestion
from graph.rules.citations import cite


@strawberry.type(
    name="ModuleAnswer", description="A question of the governance module, and what is on record."
)
class ModuleAnswerType:
    """A question of the governance module, and what is on record."""

    record: strawberry.Private[AnsweredQuestion]
    at: strawberry.Private[At]

    @field("Its number among its like.")
    def number(self) -> int:
        """Its number."""
        return self.record.asked.number

    @field("What it is about.")
    def title(self) -> str:
        """What it is about."""
        return self.record.asked.title

    @field("The question.")
    def question(self) -> str:
        """The question."""
        return self.record.asked.question

    @field("Whether anything is recorded; false: not recorded, ask.")
    def recorded(self) -> bool:
        """Whether anything is recorded."""
        return bool(self.record.said)

    @field("The facts that answer it and are so.")
    def facts(self) -> list[Fact]:
        """The facts that answer it."""
        return self._facts(intended=False)

    @field("The facts that would answer it and are planned or wished for.")
    def intended(self) -> list[Fact]:
        """The facts that are planned or wished for."""
        return self._facts(intended=True)

    def _facts(self, *, intended: bool) -> list[Fact]:
        known = self.at.snapshot.facts()
        said = [one.fact for one in self.record.said if one.intended is intended]
        return [Fact.of(self.at.fact(known[fact])) for fact in said]

    @field("Where the question stands.")
    def citation(self) -> CitationType:
        """Where the question stands."""
        return CitationType.of(cite("000", self.record.asked.line))

    @field("What the checks that bear on it found.", work=CHECKS)
    def findings(self) -> list[FindingType]:
        """What the checks that bear on it found."""
        found: dict[str, Any] = {finding.rule: finding for finding in self.at.findings()}
        return [FindingType(record=found[rule], at=self.at) for rule in self.record.asked.rules]
