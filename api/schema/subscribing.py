"""The door of the schema for what goes on: a subscription, begun once and answered event by event.

Strawberry's own would answer events in the loop that all requests share: here each is answered in a
thread, within the deadline and at the cost of a question. What is no subscription is a question
like any other.
"""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    DocumentNode,
    ExecutionResult,
    Executor,
    GraphQLError,
    OperationType,
    create_source_event_stream,
    execute,
    get_operation_ast,
    parse,
    validate,
)

from api.errors import RateLimited
from api.schema.codes import ErrorCode, Refusal
from api.schema.document_limits import MAX_TOKENS, text_refusal
from api.schema.documents import KnownDocument, documents
from api.schema.errors import formatted
from api.schema.execute import QueryAnswer, answer, as_json, refused
from api.schema.guard import refusal
from api.schema.makers import MAKERS
from api.schema.plan import never
from api.schema.query import schema
from api.schema.stopping import stopped_refusal
from api.schema.subscription import AreaChange, FollowingContext
from api.service.area_changes import AreaStep, seen_edition
from api.service.callers import Asking
from api.service.reader import Reader
from api.service.reads import Reads, taken_down
from graph.cancellation import Cancelled, cancelled_by

_core = schema._schema  # Strawberry offers no other way to graphql-core's
Follow = Callable[[str, int | None], AsyncGenerator[AreaStep, None]]

__all__ = [
    "AskedOperation",
    "ErrorCode",
    "Followed",
    "QueryAnswer",
    "answer_asked",
    "as_json",
    "begin",
    "error_answer",
    "may_be_subscription",
    "refused",
    "subscription_in",
]


@dataclass(frozen=True, slots=True)
class AskedOperation:
    """What somebody asks; changing says that it may be a mutation.

    told is the id of the event that they were told last, where they come again.
    """

    query: str
    variables: dict[str, Any] | None = None
    operation: str | None = None
    changing: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """A subscription that has begun: its steps, and how each is answered."""

    reader: Reader
    document: DocumentNode
    asked: AskedOperation
    steps: AsyncGenerator[AreaStep, None]

    def answer(self, step: AreaStep, asking: Asking) -> QueryAnswer:
        """Answer one step; it blocks, so give it a thread.

        Raises UnknownThing where the area is not (any more) whoever is at work's to see.
        """
        context = FollowingContext(self.reader, MAKERS, asking)
        with cancelled_by(asking.token), taken_down(Reads()):
            seen_edition(self.reader, step.edition.area)
            try:
                result = execute(
                    _core,
                    self.document,
                    root_value=AreaChange(context=context, step=step),
                    variable_values=self.asked.variables,
                    context_value=context,
                    operation_name=self.asked.operation,
                    executor_class=schema.execution_context_class,
                    is_awaitable=never,
                )
            except Cancelled as stopped:
                why = stopped_refusal(stopped, asking.seconds)
                return refused(why.message, why.code)
        assert isinstance(result, ExecutionResult)
        content: dict[str, Any] = {"data": result.data}
        if result.errors:
            schema.process_errors(list(result.errors))
            content["errors"] = formatted(result.errors)
        return QueryAnswer(content, ran=True)


def answer_asked(reader: Reader, asked: AskedOperation, asking: Asking) -> QueryAnswer:
    """Answer what is no subscription, as POST does; it blocks, so give it a thread."""
    return answer(
        reader,
        asked.query,
        asked.variables,
        asked.operation,
        changing=asked.changing,
        asking=asking,
    )


def begin(
    reader: Reader, asked: AskedOperation, document: DocumentNode, asking: Asking, follow: Follow
) -> Followed | QueryAnswer:
    """Begin a subscription, or say why it cannot be; it blocks, so give it a thread.

    document is what subscription_in() read; follow gives the steps of an area from a revision on.
    """
    context = FollowingContext(reader, MAKERS, asking, follow=follow)
    why = refusal(_core, asked.query, document, asked.variables, asked.operation, context)
    if why is not None:
        wait = why.retry_after if isinstance(why, Refusal) else None
        return QueryAnswer({"errors": formatted([why])}, ran=False, retry_after=wait)
    if documents.get(asked.query) is None:
        wrong = validate(_core, document)
        if wrong:
            return QueryAnswer({"errors": formatted(wrong)}, ran=False)
        documents.keep(KnownDocument(asked.query, document))
    built = Executor.build(
        _core,
        document,
        context_value=context,
        raw_variable_values=asked.variables,
        operation_name=asked.operation,
    )
    if isinstance(built, list):
        return QueryAnswer({"errors": formatted(built)}, ran=False)
    stream = create_source_event_stream(built)
    if isinstance(stream, ExecutionResult):
        return QueryAnswer({"errors": formatted(stream.errors or ())}, ran=False)
    return Followed(reader, document, asked, cast(AsyncGenerator[AreaStep, None], stream))


def error_answer(error: Exception) -> QueryAnswer:
    """Return how something that was expected to go wrong is told: a sentence and its code."""
    if isinstance(error, RateLimited):
        return refused(str(error), ErrorCode.RATE_LIMITED, error.retry_after)
    located = GraphQLError(str(error), original_error=error)
    schema.process_errors([located])
    return QueryAnswer({"errors": formatted([located])}, ran=False)


def may_be_subscription(asked: AskedOperation) -> bool:
    """Say whether it is worth a thread to look."""
    return "subscription" in asked.query and text_refusal(asked.query) is None


def subscription_in(asked: AskedOperation) -> DocumentNode | None:
    """Return the document where the operation that is asked is a subscription; else None.

    What is wrong with a document is told where every question is answered.
    """
    if not may_be_subscription(asked):
        return None
    known = documents.get(asked.query)
    try:
        document = known.document if known else _read(asked.query)
    except (GraphQLError, RecursionError):
        return None
    chosen = get_operation_ast(document, asked.operation)
    is_one = chosen is not None and chosen.operation is OperationType.SUBSCRIPTION
    return document if is_one else None


def _read(query: str) -> DocumentNode:
    return parse(query, max_lexical_tokens=MAX_TOKENS, max_comments=MAX_TOKENS)
