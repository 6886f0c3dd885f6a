"""The door of the schema: answers a question from beginning to end, and says what can be asked.

The pages that ask the schema know nothing of it but this module; pyproject.toml holds them to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from strawberry.exceptions import MissingQueryError, StrawberryGraphQLError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from api.schema.answer_csv import answer_csv, joined_pages
from api.schema.answer_tables import AnswerTable, tables
from api.schema.codes import ErrorCode, Refusal
from api.schema.context import Context
from api.schema.document_limits import text_refusal
from api.schema.errors import formatted
from api.schema.makers import MAKERS
from api.schema.query import schema
from api.schema.schema_reference import printed, reference
from api.schema.stopping import stopped_refusal
from api.service.callers import Asking
from api.service.reader import Reader
from graph.cancellation import Cancelled, cancelled_by

__all__ = [
    "ErrorCode",
    "QueryAnswer",
    "answer",
    "csv_of",
    "printed",
    "reference",
    "refused",
]


@dataclass(frozen=True)
class QueryAnswer:
    """What came of a question: content as GraphQL gives it, and whether it ran at all.

    retry_after are the seconds to wait where the caller asked too much; None where it did not.
    """

    content: dict[str, Any]
    ran: bool
    retry_after: int | None = None

    @property
    def data(self) -> dict[str, Any] | None:
        """The data, if there is any."""
        return self.content.get("data")

    @property
    def errors(self) -> list[dict[str, Any]]:
        """The errors, each with message and extensions."""
        return list(self.content.get("errors", ()))

    @property
    def tables(self) -> list[AnswerTable]:
        """The data as tables, for people."""
        return tables(_without_refused(self.data, self.errors))


def _without_refused(data: Any, errors: list[dict[str, Any]]) -> Any:
    """Leave out what is null because it was refused: it is not "not recorded"."""
    refused = {tuple(error["path"]) for error in errors if "path" in error}

    def left(value: Any, path: tuple[Any, ...]) -> Any:
        if isinstance(value, dict):
            return {
                name: left(one, (*path, name))
                for name, one in value.items()
                if one is not None or (*path, name) not in refused
            }
        if isinstance(value, list):
            return [left(one, (*path, number)) for number, one in enumerate(value)]
        return value

    return left(data, ()) if refused else data


def csv_of(pages: Sequence[QueryAnswer], cited: Sequence[str] = ()) -> str:
    """Return the pages of an answer as CSV, with lines that say how to cite it."""
    return answer_csv(joined_pages([page.data for page in pages]), cited)


def answer(
    reader: Reader,
    query: str,
    variables: dict[str, Any] | None = None,
    operation: str | None = None,
    *,
    changing: bool = False,
    asking: Asking | None = None,
) -> QueryAnswer:
    """Answer a question over what the reader reads; it blocks, so give it a thread.

    changing says that the caller may run mutations too. asking says who asks, and when to stop.
    """
    asking = asking or Asking.of_nobody()
    too_long = text_refusal(query)
    if too_long:
        return _refused(too_long)
    with cancelled_by(asking.token):
        try:
            return _answer(reader, query, variables, operation, changing, asking)
        except Cancelled as stopped:
            return _refused(stopped_refusal(stopped, asking.seconds))


def _answer(
    reader: Reader,
    query: str,
    variables: dict[str, Any] | None,
    operation: str | None,
    changing: bool,
    asking: Asking,
) -> QueryAnswer:
    allowed = {OperationType.QUERY, *([OperationType.MUTATION] if changing else [])}
    try:
        context = Context(reader, MAKERS, asking)
        result = _run(query, variables, operation, context, allowed)
        if context.moved:
            context = Context(reader, MAKERS, asking, with_cards=False)
            result = _run(query, variables, operation, context, allowed)
    except (MissingQueryError, StrawberryGraphQLError):
        return refused("The question is empty: write a query, such as { areas { name } }.")
    except (CannotGetOperationTypeError, InvalidOperationTypeError):
        return refused(
            "Only a query can be asked here; name it if there are several. A mutation is taken "
            "by POST from a page of this service."
        )
    except RecursionError:
        return refused("The question is nested too deeply to be read.", ErrorCode.TOO_LARGE)
    errors = list(result.errors or ())
    content: dict[str, Any] = {}
    if errors:
        content["errors"] = formatted(errors)
    ran = result.data is not None or any(error.path for error in errors)
    if ran:
        content["data"] = result.data
    waits = (e.retry_after for e in errors if isinstance(e, Refusal) and e.retry_after)
    return QueryAnswer(content, ran, next(waits, None))


def _run(
    query: str,
    variables: dict[str, Any] | None,
    operation: str | None,
    context: Context,
    allowed: set[OperationType],
) -> ExecutionResult:
    return schema.execute_sync(
        query,
        variable_values=variables,
        context_value=context,
        operation_name=operation or None,
        allowed_operation_types=allowed,
    )


def refused(
    sentence: str,
    code: ErrorCode = ErrorCode.BAD_USER_INPUT,
    retry_after: int | None = None,
) -> QueryAnswer:
    """Return the answer to a request that never became a question."""
    error = {"message": sentence, "extensions": {"code": code.value}}
    return QueryAnswer({"errors": [error]}, ran=False, retry_after=retry_after)


def _refused(why: Refusal) -> QueryAnswer:
    return refused(why.message, why.code, why.retry_after)
