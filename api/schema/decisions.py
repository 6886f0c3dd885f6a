"""Who may decide: each matter with its rights, its route of delegation, and who is not recorded."""

from collections.abc import Iterable
from typing import Annotated, Any

import strawberry

from api.reports.decisions import MatterWords, PartInDecision, PassedOn
from api.schema.citations import CitedFact
from api.schema.context import AreaOnDay, LazyThing
from api.schema.fields import field, list_of, record_field
from api.schema.links import LinkType
from graph.facts.model import Link

MatterNamed = Annotated[
    str | None,
    strawberry.argument(
        description="Only this matter: an id or a name, or words that a delegation uses."
    ),
]


def _pounds(link: object) -> float | None:
    """Return the limit of a link; pounds outgrow the Int of GraphQL, which has 32 bits."""
    limit = link.number("limit") if isinstance(link, Link) else None
    return None if limit is None else float(limit)


@strawberry.type(name="DecisionRightHeld", description="Who has a right over a matter.")
class DecisionRightHeldType:
    record: strawberry.Private[PartInDecision]
    at: strawberry.Private[AreaOnDay]

    holder = record_field("Who has it: a body, a post or an organisation.", LazyThing, of="node_id")
    notes = record_field("How far it goes, and what makes it less than firm, in words.")

    @field("Up to how many pounds; null: no such limit is recorded.")
    def limit(self) -> float | None:
        return _pounds(self.record.fact)

    @field("Whether it cannot be delegated; null: not recorded.")
    def reserved(self) -> bool | None:
        fact = self.record.fact
        return fact.flag("reserved") if isinstance(fact, Link) else None

    @field("Whether it is planned, wished for or disputed, and so counts for nothing yet.")
    def not_yet(self) -> bool:
        return self.record.fact.id not in self.at.view.firm.links

    @field("The link that says so.")
    def link(self) -> LinkType:
        return LinkType(record=self.at.snapshot.links[self.record.fact.id], at=self.at)

    @field("Where that was read.")
    def read_in(self) -> str:
        return self.record.source


@strawberry.type(name="DelegationStep", description="A power passed on, as a step of its route.")
class DelegationStepType:
    record: strawberry.Private[PassedOn]
    at: strawberry.Private[AreaOnDay]

    depth = record_field("How many steps stand before it.")
    giver = record_field("Who passes the power on.", LazyThing, of="giver.node_id", name="from")
    taker = record_field("Who receives it.", LazyThing, of="taker.node_id", name="to")
    notes = record_field(
        "How far it goes, whether it names the matter, and what makes it less than firm, in words.",
        of="taker.notes",
    )

    @field("Up to how many pounds; null: no such limit is recorded.")
    def limit(self) -> float | None:
        return _pounds(self.record.taker.fact)

    @field("The link that says so.")
    def link(self) -> LinkType:
        return LinkType(record=self.at.snapshot.links[self.record.taker.fact.id], at=self.at)

    @field("Where that was read.")
    def read_in(self) -> str:
        return self.record.taker.source


@strawberry.type(name="WhoDecides", description="A matter for decision, and who may decide on it.")
class WhoDecidesType:
    record: strawberry.Private[MatterWords]
    at: strawberry.Private[AreaOnDay]

    name = record_field("What it is called.")
    sentence = record_field("Who decides, in one sentence, or that nobody is recorded.")

    @field("The matter; null where it is only named in words.", graphql_type=LazyThing | None)
    def matter(self) -> Any:
        return self.at.node(self.record.found.node.id) if self.record.found.node else None

    @field("Whether nobody is recorded as deciding, alone or jointly: ask.")
    def nobody_recorded(self) -> bool:
        return self.record.found.nobody

    def _right(self, right: str) -> list[DecisionRightHeldType]:
        return list_of(DecisionRightHeldType, self.record.rights[right], self.at)

    @field("Whose it is to decide.")
    def decides(self) -> list[DecisionRightHeldType]:
        return self._right("decides")

    @field("Without whose agreement nothing is decided.")
    def must_agree(self) -> list[DecisionRightHeldType]:
        return self._right("must_agree")

    @field("Who proposes.")
    def recommends(self) -> list[DecisionRightHeldType]:
        return self._right("recommends")

    @field("Who is asked first.")
    def is_consulted(self) -> list[DecisionRightHeldType]:
        return self._right("is_consulted")

    @field("Who is told.")
    def is_informed(self) -> list[DecisionRightHeldType]:
        return self._right("is_informed")

    @field("Who has a right of which it is not recorded which.")
    def right_not_recorded(self) -> list[DecisionRightHeldType]:
        return self._right("")

    @field("How powers were passed on, each delegation once, from who has the power.")
    def route(self) -> list[DelegationStepType]:
        return list_of(DelegationStepType, self.record.route, self.at)

    def _links(self, parts: Iterable[PartInDecision]) -> list[LinkType]:
        return LinkType.each((part.fact.id for part in parts), self.at)

    @field("Where a question about it goes, step by step.")
    def escalations(self) -> list[LinkType]:
        return self._links(self.record.escalations)

    @field("Who is named as lead or as accountable for it.")
    def named_for_it(self) -> list[LinkType]:
        return self._links(self.record.named_for_it)

    @field("What meetings decided on it, the newest first.", graphql_type=list[LazyThing])
    def decisions_taken(self) -> Any:
        return self.at.nodes(part.node_id for part in self.record.decisions)

    @field("The facts that say so, with their sources.")
    def facts(self) -> list[CitedFact]:
        return CitedFact.each(self.record.found.fact_ids, self.at)
