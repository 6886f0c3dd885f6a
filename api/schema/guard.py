"""Refuses before it runs what is too long, too large, or more than its caller may ask for.

Whoever answers without graphql-core asks refusal() first, which looks at the document, reckons the
size (once for each text and variables) and takes the cost off the caller's budget. An answer that
is only given again costs 1: context.asking.charge(1).
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from math import ceil
from typing import Any, cast

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode
from strawberry.extensions import SchemaExtension

from api.errors import RateLimited
from api.schema.change_limits import changes_refusal
from api.schema.codes import ErrorCode, Refusal
from api.schema.context import Context
from api.schema.cost import Estimate
from api.schema.document_limits import MAX_TOKENS, document_refusal
from api.schema.one_of import one_of_refusal
from api.schema.question_size import Size
from api.schema.stopping import in_words
from api.service.callers import DEADLINE
from api.service.store_size import StoreSize

# An estimate may be three times too high: what is refused would take longer than the deadline even
# then. What passes and takes longer all the same is stopped there.
MAX_MS = 3 * DEADLINE * 1000
# Values in one answer: some 50 MB, which is all that the service may take for what it keeps.
MAX_VALUES = 500_000
# Conditions of all "where" of one question: the saved ones have three, and a person who writes a
# list of things by hand seldom more than fifty. Reading them takes time too, which is not reckoned.
MAX_CONDITIONS = 500
# Estimates that are kept, for the same question over a store of the same size.
_MOST_KEPT = 256
# Characters of variables up to which an estimate is kept: long lists are seldom given twice.
_LONGEST_KEPT = 4000


class _Estimates:
    """The size of the questions that were asked lately."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # With the sizes that it was reckoned from; None where it is the same over any store.
        self._kept: OrderedDict[tuple[Any, ...], tuple[Size, StoreSize | None]] = OrderedDict()

    def of(
        self,
        schema: GraphQLSchema,
        text: str,
        document: DocumentNode,
        variables: Mapping[str, Any] | None,
        operation: str | None,
        store: Callable[[], StoreSize],
    ) -> Size:
        """Return the size of a question, worked out once."""
        given = json.dumps(variables, default=repr) if variables else ""
        if len(given) > _LONGEST_KEPT:
            return Estimate(schema, document, variables, store, operation).size
        key = (id(schema), text, given, operation)
        with self._lock:
            size, of = self._kept.get(key, (None, None))
        if size is None or (of is not None and of is not store()):
            made = Estimate(schema, document, variables, store, operation)
            size = made.size
            with self._lock:
                self._kept[key] = (size, made.store)
                while len(self._kept) > _MOST_KEPT:
                    self._kept.popitem(last=False)
        return size


_estimates = _Estimates()


class Guard(SchemaExtension):
    """Limits the tokens of a question when it is read, and its size before it is validated."""

    def on_operation(self) -> Iterator[None]:
        """Limit the tokens."""
        # Strawberry names but one of the parser's limits, which counts comments as well.
        options = cast(dict[str, Any], self.execution_context.parse_options)
        options["max_lexical_tokens"] = options["max_comments"] = MAX_TOKENS
        yield

    def on_validate(self) -> Iterator[None]:
        """Refuse what is too large or not named; validation is then skipped."""
        context = self.execution_context
        document = context.graphql_document
        if document is not None:
            schema = context.schema._schema  # Strawberry offers no other way to graphql-core's
            error = refusal(
                schema,
                context.query or "",
                document,
                context.variables,
                context._provided_operation_name,
                context.context,
            )
            if error:
                context.pre_execution_errors = [error]
        yield


def refusal(
    schema: GraphQLSchema,
    text: str,
    document: DocumentNode,
    variables: Mapping[str, Any] | None,
    operation: str | None,
    context: Context,
) -> GraphQLError | None:
    """Return why a question does not run; None where it may, and its cost is taken then."""
    return (
        document_refusal(document)
        or _unnamed(document, operation)
        or cost_refusal(
            reckoned(schema, text, document, variables, operation, context),
            lambda: given_refusal(schema, text, document, variables, operation),
            context,
        )
    )


def given_refusal(
    schema: GraphQLSchema,
    text: str,
    document: DocumentNode,
    variables: Mapping[str, Any] | None,
    operation: str | None,
) -> GraphQLError | None:
    """Return what is wrong with what is given, before GraphQL reads it: too much, or of no sort."""
    return changes_refusal(text, document, variables) or one_of_refusal(
        schema, document, variables, operation
    )


def cost_refusal(
    size: Size, given: Callable[[], GraphQLError | None], context: Context
) -> GraphQLError | None:
    """Return the same for a document that has passed, and of which one query is meant.

    given says what is wrong with what is given.
    """
    error = size_refusal(size) or given()
    if error is not None:
        return error
    try:
        context.asking.charge(cost_of(size))
    except RateLimited as limited:
        return Refusal(str(limited), ErrorCode.RATE_LIMITED, limited.retry_after)
    return None


def reckoned(
    schema: GraphQLSchema,
    text: str,
    document: DocumentNode,
    variables: Mapping[str, Any] | None,
    operation: str | None,
    context: Context,
) -> Size:
    """Return the size of a question over the areas as they are, which is worked out once."""
    return _estimates.of(schema, text, document, variables, operation, context.sizes)


def cost_of(size: Size) -> int:
    """Return what a question takes off its caller's budget."""
    return max(ceil(size.ms), 1)


def size_refusal(size: Size) -> Refusal | None:
    """Return why a question is too large for one answer; None where it is not."""
    if size.ms <= MAX_MS and size.values <= MAX_VALUES and size.conditions <= MAX_CONDITIONS:
        return None
    if size.conditions > MAX_CONDITIONS:
        return Refusal(
            f'The question has {size.conditions:,} conditions in its "where"; up to '
            f"{MAX_CONDITIONS} are taken. Ask for fewer at a time.",
            ErrorCode.TOO_LARGE,
        )
    most = f", most of it for {in_words(size.path)}" if size.path else ""
    if size.ms > MAX_MS:
        said = (
            f"The question would take the service about {_seconds(size.ms)}{most}; a question may "
            f"take {DEADLINE:.0f}"
        )
    else:
        said = (
            f"The answer could hold {_number(size.values)} values{most}; up to {MAX_VALUES:,} are "
            "given at once"
        )
    return Refusal(
        f"{said}. Ask for fewer areas, days or things at a time, or leave that out.",
        ErrorCode.TOO_LARGE,
    )


def _seconds(ms: float) -> str:
    return f"{_number(ms / 1000)} seconds"


def _number(number: float) -> str:
    return f"{number:,.0f}" if number < 10**9 else "over a thousand million"


def _unnamed(document: DocumentNode, name: str | None) -> GraphQLError | None:
    """Return the error of several queries with none chosen; Strawberry would take the first."""
    queries = [part for part in document.definitions if isinstance(part, OperationDefinitionNode)]
    if len(queries) < 2 or name:
        return None
    return Refusal(
        f"There are {len(queries)} queries: name it that should run, in operationName.",
        ErrorCode.BAD_USER_INPUT,
    )
