"""The questions a caller may begin with, and the schema they make."""

from datetime import date
from typing import Annotated, Any

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from api.errors import UsageError
from api.schema.areas import AreaType
from api.schema.arguments import AsOf, FirstDay, KnownAt, LastDay
from api.schema.connections import MOST
from api.schema.context import Context
from api.schema.documents import Remember
from api.schema.errors import is_expected, log
from api.schema.fields import field
from api.schema.guard import Guard
from api.schema.nodes import NODE_TYPES, NodeType
from api.schema.policy import PolicyChangeType, RuleChangeType
from api.schema.rules import RuleType
from api.schema.scalars import SCALARS
from api.schema.scenarios import Mutation
from graph.rules.policy import rules_between
from graph.rules.policy_changes import POLICY
from graph.rules.run import RULES

Info = strawberry.Info[Context, None]
_Slug = Annotated[str, strawberry.argument(description="The area's short name: coventry.")]
_Id = Annotated[strawberry.ID, strawberry.argument(description="The thing's id: area/local.")]
_Ids = Annotated[
    list[strawberry.ID], strawberry.argument(description=f"At most {MOST} ids: area/local.")
]
_Invented = Annotated[
    bool | None,
    strawberry.argument(
        description="No: those that tell of real councils; yes: those made up to try things on; "
        "left out: all."
    ),
]
_RuleId = Annotated[str, strawberry.argument(description="The check's id.")]


@strawberry.type(description="Where every question begins.")
class Query:
    @field("Every area, by its short name.")
    def areas(self, info: Info, invented: _Invented = None) -> list[AreaType]:
        context = info.context
        wanted = [
            summary
            for summary in context.areas()
            if invented is None or bool(summary.area.invented) == invented
        ]
        return [AreaType.of(at) for at in map(context.listed, wanted) if at]

    @field("One area; null where there is none of that name.")
    def area(
        self, info: Info, slug: _Slug, as_of: AsOf = None, known_at: KnownAt = None
    ) -> AreaType | None:
        view = info.context.area(slug, known_at)
        return AreaType.of(info.context.on(view, as_of)) if view else None

    @field("One thing; null where there is none with that id.")
    def node(
        self,
        info: Info,
        id: _Id,  # noqa: A002 - Relay's name
        as_of: AsOf = None,
        known_at: KnownAt = None,
    ) -> NodeType | None:
        return _find(info.context, id, as_of, known_at)

    @field("Several things, in the order asked for; null for each unknown.")
    def nodes(self, info: Info, ids: _Ids) -> list[NodeType | None]:
        if len(ids) > MOST:
            raise UsageError(f"{len(ids)} ids were given: ask for at most {MOST} at a time.")
        return [_find(info.context, node_id) for node_id in ids]

    @field("Every check, in catalogue order.")
    def rules(self) -> list[RuleType]:
        return [RuleType(record=rule) for rule in RULES]

    @field("Every change in law, guidance and programmes that bears on the checks.")
    def policy_changes(self) -> list[PolicyChangeType]:
        return [PolicyChangeType(record=change) for change in POLICY]

    @field("The checks that stand otherwise on a later day than on an earlier one, and why.")
    def rule_changes(self, first: FirstDay, last: LastDay) -> list[RuleChangeType]:
        found = rules_between(first, last, RULES, POLICY)
        return [RuleChangeType(record=change) for change in found]

    @field("One check; null where there is none with that id.")
    def rule(self, id: _RuleId) -> RuleType | None:  # noqa: A002 - Relay's name
        return next((RuleType(record=rule) for rule in RULES if rule.id == id), None)


def _find(
    context: Context, node_id: str, day: date | None = None, known: date | None = None
) -> NodeType | None:
    view = context.home(node_id, known)
    found: NodeType | None = context.on(view, day).node(node_id) if view else None
    return found


class Schema(strawberry.Schema):
    """The schema; expected failures are answers, so only the others are logged."""

    def process_errors(
        self, errors: list[Any], execution_context: ExecutionContext | None = None
    ) -> None:
        """Log what nobody expected."""
        for error in errors:
            if not is_expected(error):
                log.error("a question failed: %s", error, exc_info=error.original_error)


schema = Schema(
    query=Query,
    mutation=Mutation,
    types=list(NODE_TYPES.values()),
    extensions=[Guard, Remember],
    config=StrawberryConfig(scalar_map=SCALARS),
)
