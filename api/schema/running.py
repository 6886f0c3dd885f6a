"""Runs a question: one that was asked before is not read and not held against the schema again.

Whatever is new, or is no query, goes the whole way through Strawberry, which says what is wrong.
What was asked before runs by its plan; where that cannot do it, graphql-core does.
"""

from collections.abc import Callable
from contextlib import nullcontext, suppress
from functools import partial
from threading import Lock
from time import perf_counter, thread_time
from typing import Any, TypeVar, cast

from graphql import GraphQLError, OperationDefinitionNode, execute, get_variable_values
from graphql.execution import ExecutionResult as CoreResult
from graphql.execution.values import VariableValues
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from api.schema.context import Context
from api.schema.documents import KnownDocument, documents
from api.schema.guard import cost_of, cost_refusal, given_refusal, reckoned, size_refusal
from api.schema.plan import Plan, conditions, never
from api.schema.plan_values import Unplanned
from api.schema.query import schema
from api.schema.question_size import Size
from graph.cancellation import check_cancelled

T = TypeVar("T")
_core = schema._schema  # Strawberry offers no other way to graphql-core's
# Milliseconds that a question may take while all others wait, by what it took the last time; and of
# these for what is worked out anew each time. A thread of its own costs a small question ten times
# what it takes itself, and one of two milliseconds as much again.
AT_ONCE_MS, WORK_MS = 5.0, 1.0
# Threads that work at the same time take the processor from each other, and what lies near it: four
# take twice as long for each answer as one after the other. So who is done soon waits for a turn.
_SOON_MS = 200.0
_turn = Lock()


def run(
    query: str,
    variables: dict[str, Any] | None,
    operation: str | None,
    context: Context,
    allowed: set[OperationType],
) -> ExecutionResult:
    """Run an operation of a document; raises what Strawberry raises of documents without one."""
    known = documents.get(query)
    chosen = known.queries.get(operation or None) if known else None
    if known is None or chosen is None:
        return schema.execute_sync(
            query,
            variable_values=variables,
            context_value=context,
            operation_name=operation or None,
            allowed_operation_types=allowed,
        )
    size = reckoned(_core, query, known.document, variables, operation, context)
    refused = cost_refusal(
        size,
        lambda: given_refusal(_core, query, known.document, variables, operation),
        context,
    )
    if refused:
        return _with(None, [refused])
    soon = size.values * known.pace.ms_a_value + size.work < _SOON_MS
    with _turn if soon else nullcontext():
        work = partial(by_plan, known, chosen, variables, context)
        data = _paced(known, size, work, thread_time)
    if data is not None:
        return _with(data, None)
    try:
        result = by_graphql_core(known, chosen, variables, context)
    except Exception as error:
        # Of a field it is the field's; this is a fault in what runs the question.
        return _with(None, [GraphQLError(str(error), original_error=error)])
    return _with(result.data, result.errors)


def at_once(
    query: str, variables: dict[str, Any] | None, operation: str | None, context: Context
) -> tuple[dict[str, Any], int] | None:
    """Answer a small question that was asked before, and say what it costs; None: run() is to.

    It waits for nothing, and takes nothing off what its caller may ask for.
    """
    known = documents.get(query)
    chosen = known.queries.get(operation or None) if known else None
    if known is None or chosen is None:
        return None
    size = reckoned(_core, query, known.document, variables, operation, context)
    expected = size.values * known.pace.ms_a_value
    if expected > AT_ONCE_MS or size.work > WORK_MS or size_refusal(size):
        return None
    values, plan = _planned(known, chosen, variables, make=False)
    if plan is None or values is None:
        return None
    # Nobody else runs meanwhile, and the time of the processor takes longer to ask for than this.
    data = _paced(known, size, lambda: plan.run(context, values), perf_counter)
    return data, cost_of(size)


def _paced(
    known: KnownDocument, size: Size, work: Callable[[], T], clock: Callable[[], float]
) -> T:
    """Do the work of a plan, and take down how many seconds of a clock it took."""
    began = clock()
    made = work()
    known.pace.ms_a_value = (clock() - began) * 1000 / max(size.values, 1)
    return made


def by_plan(
    known: KnownDocument,
    chosen: OperationDefinitionNode,
    variables: dict[str, Any] | None,
    context: Context,
) -> dict[str, Any] | None:
    """Answer a query by its plan: whole, or not at all where anything is wrong or has no plan."""
    values, plan = _planned(known, chosen, variables)
    if plan and values:
        # What is wrong, and where, is graphql-core's to say: it begins anew.
        with suppress(Exception):
            return plan.run(context, values)
    return None


def _planned(
    known: KnownDocument,
    chosen: OperationDefinitionNode,
    variables: dict[str, Any] | None,
    make: bool = True,
) -> tuple[VariableValues | None, Plan | None]:
    """Return the values of a query's variables, and its plan; None each where there is none.

    Without make a plan that is not there is not made.
    """
    if not chosen.variable_definitions and (ready := known.made.get(id(chosen))):
        return cast(tuple[VariableValues, Plan | None], ready)
    values = get_variable_values(_core, chosen.variable_definitions or (), variables or {})
    if not isinstance(values, VariableValues):
        return None, None
    deciding = known.once("conditions", lambda: conditions(known))
    decided = tuple(values.coerced.get(name) for name in deciding)
    key = (id(chosen), decided)
    if not make and key not in known.made:
        return values, None
    planned = values, known.once(key, lambda: _plan(known, chosen, values))
    return planned if chosen.variable_definitions else known.once(id(chosen), lambda: planned)


def _plan(
    known: KnownDocument, chosen: OperationDefinitionNode, values: VariableValues
) -> Plan | None:
    try:
        return Plan(schema, known, chosen, values, check_cancelled)
    except (Unplanned, GraphQLError):
        return None


def by_graphql_core(
    known: KnownDocument,
    chosen: OperationDefinitionNode,
    variables: dict[str, Any] | None,
    context: Context,
) -> CoreResult:
    """Answer a query as graphql-core does: with all that is wrong, and the rest."""
    result = execute(
        _core,
        known.document,
        variable_values=variables,
        context_value=context,
        operation_name=chosen.name.value if chosen.name else None,
        executor_class=schema.execution_context_class,
        is_awaitable=never,
    )
    assert isinstance(result, CoreResult)
    return result


def _with(data: dict[str, Any] | None, errors: list[GraphQLError] | None) -> ExecutionResult:
    if errors:
        schema.process_errors(errors)
    return ExecutionResult(data=data, errors=errors)
