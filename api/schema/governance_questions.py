"""The governance module's questions and barriers, answered from the record."""

import strawberry

from api.schema.citations import CitationType, CitedFact
from api.schema.context import AreaOnDay
from api.schema.fields import CHECKS, field, list_of, record_field
from api.schema.findings import FindingType
from graph.governance.question import AnsweredQuestion
from graph.rules.citations import cite


@strawberry.type(
    name="ModuleAnswer", description="A question of the governance module, and what is on record."
)
class ModuleAnswerType:
    record: strawberry.Private[AnsweredQuestion]
    at: strawberry.Private[AreaOnDay]

    number = record_field("Its number among its like.", of="asked.number")
    title = record_field("What it is about.", of="asked.title")
    question = record_field("The question.", of="asked.question")

    @field("Whether anything is recorded; false: not recorded, ask.")
    def recorded(self) -> bool:
        return bool(self.record.said)

    @field("The facts that answer it and are so.")
    def facts(self) -> list[CitedFact]:
        return self._facts(intended=False)

    @field("The facts that would answer it and are planned or wished for.")
    def intended(self) -> list[CitedFact]:
        return self._facts(intended=True)

    def _facts(self, *, intended: bool) -> list[CitedFact]:
        said = (one.fact for one in self.record.said if one.intended is intended)
        return CitedFact.each(said, self.at)

    @field("Where the question stands.")
    def citation(self) -> CitationType:
        return CitationType(record=cite("000", self.record.asked.line))

    @field("What the checks that bear on it found.", work=CHECKS)
    def findings(self) -> list[FindingType]:
        found = {finding.rule: finding for finding in self.at.findings()}
        return list_of(FindingType, (found[rule] for rule in self.record.asked.rules), self.at)
