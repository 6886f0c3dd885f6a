"""The questions a caller may begin with, and the schema they make."""

from typing import Annotated, Any, cast

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, get_object_definition
from strawberry.types.fields.resolver import StrawberryResolver
from strawberry.utils.str_converters import to_camel_case

from api.access.field_needs import ROOT_NEEDS
from api.errors import Forbidden, UsageError
from api.schema.areas import AreaType
from api.schema.arguments import FirstDay, LastDay
from api.schema.change_input import CHANGE_SCALARS
from api.schema.connections import MOST
from api.schema.context import Context
from api.schema.documents import Remember
from api.schema.errors import is_expected, log
from api.schema.fields import field
from api.schema.guard import Guard
from api.schema.list_bounds import state_bounds
from api.schema.lists import OVER_AREAS
from api.schema.lookup import identified
from api.schema.makers import TYPES
from api.schema.mutation import Mutation
from api.schema.node_interface import NodeType
from api.schema.policy import PolicyChangeType, RuleChangeType
from api.schema.rate_limit import RateLimit
from api.schema.roots import ROOTS
from api.schema.rules import RuleType
from api.schema.scalars import SCALARS
from api.schema.stopping import StoppingExecutor
from api.schema.subscription import Subscription
from graph.facts.view_ids import rule_named
from graph.rules.policy import rules_between
from graph.rules.policy_changes import POLICY
from graph.rules.run import RULES

Info = strawberry.Info[Context, None]
_Slug = Annotated[str, strawberry.argument(description="The area's short name: coventry.")]
_Id = Annotated[strawberry.ID, strawberry.argument(description="An id, with its view or without.")]
_Ids = Annotated[
    list[strawberry.ID],
    strawberry.argument(description=f"At most {MOST} ids, each with its view or without."),
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
    @field("Every area, by its short name.", never_refused=True)
    def areas(self, info: Info, invented: _Invented = None) -> list[AreaType]:
        return [
            AreaType(context=info.context, summary=summary, record=summary.area)
            for summary in info.context.areas()
            if invented is None or bool(summary.area.invented) == invented
        ]

    @field("One area; null where there is none of that name.")
    def area(self, info: Info, slug: _Slug) -> AreaType | None:
        at = info.context.on(slug)
        return AreaType(context=info.context, summary=None, record=at.area) if at else None

    @field("Whatever an id identifies, as its view or as its area opens; null: nothing has it.")
    def node(self, info: Info, id: _Id) -> NodeType | None:  # noqa: A002 - Relay's name
        return cast(NodeType | None, identified(info.context, id))

    @field("What several ids identify, in the order asked for; null for each unknown.")
    def nodes(self, info: Info, ids: _Ids) -> list[NodeType | None]:
        if len(ids) > MOST:
            raise UsageError(f"{len(ids)} ids were given: ask for at most {MOST} at a time.")
        return [cast(NodeType | None, identified(info.context, one)) for one in ids]

    # What several areas hold, and what begins from no one area: in the order of the lists.
    locals().update(OVER_AREAS)
    locals().update(ROOTS)

    @field("What this question costs, and what is left to you.")
    def rate_limit(self, info: Info) -> RateLimit:
        return RateLimit.of(info.context)

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
        wanted = rule_named(id) or id
        return next((RuleType(record=rule) for rule in RULES if rule.id == wanted), None)


class Schema(strawberry.Schema):
    """The schema; expected failures are answers, so only the others are logged."""

    def process_errors(
        self, errors: list[Any], execution_context: ExecutionContext | None = None
    ) -> None:
        """Log what nobody expected."""
        for error in errors:
            if not is_expected(error):
                log.error("a question failed: %s", error, exc_info=error.original_error)


def _deny_unlisted(*begins: type) -> None:
    """Deny every field that begins something and has no need on record."""
    for owner in begins:
        definition = get_object_definition(owner, strict=True)
        listed = ROOT_NEEDS.get(definition.name, {})
        for one in definition.fields:
            if (one.graphql_name or to_camel_case(one.python_name)) not in listed:
                one.base_resolver = StrawberryResolver(_denied)


def _denied() -> None:
    raise Forbidden("Nobody may ask for this: it stands in no table of what may be done.")


_deny_unlisted(Query, Mutation, Subscription)
schema = Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=TYPES,
    extensions=[Guard, Remember],
    execution_context_class=StoppingExecutor,
    config=StrawberryConfig(scalar_map={**SCALARS, **CHANGE_SCALARS}),
)
state_bounds(schema._schema)  # Strawberry offers no other way to its types
