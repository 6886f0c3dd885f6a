"""Runs a question: one that was asked before is not read and not held against the schema again.

Whatever is new, or is no query, goes the whole way through Strawberry, which says what is wrong.
"""

from collections.abc import Awaitable
from typing import Any, TypeGuard

from graphql import GraphQLError, OperationDefinitionNode, execute
from graphql.execution import ExecutionResult as CoreResult
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from api.schema.context import Context
from api.schema.documents import KnownDocument, documents
from api.schema.guard import refusal_of
from api.schema.query import schema

_core = schema._schema  # Strawberry offers no other way to graphql-core's


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
    refused = refusal_of(_core, query, known.document, variables, operation, context)
    if refused:
        return _with(None, [refused])
    try:
        result = _run(known, chosen, variables, context)
    except Exception as error:
        # Of a field it is the field's; this is a fault in what runs the question.
        return _with(None, [GraphQLError(str(error), original_error=error)])
    return _with(result.data, result.errors)


def _run(
    known: KnownDocument,
    chosen: OperationDefinitionNode,
    variables: dict[str, Any] | None,
    context: Context,
) -> CoreResult:
    result = execute(
        _core,
        known.document,
        variable_values=variables,
        context_value=context,
        operation_name=chosen.name.value if chosen.name else None,
        executor_class=schema.execution_context_class,
        is_awaitable=_never,
    )
    assert isinstance(result, CoreResult)
    return result


def _never(_: object) -> TypeGuard[Awaitable[Any]]:
    """Say that nothing is waited for: no field of this schema is asynchronous."""
    return False


def _with(data: dict[str, Any] | None, errors: list[GraphQLError] | None) -> ExecutionResult:
    if errors:
        schema.process_errors(errors)
    return ExecutionResult(data=data, errors=errors)
