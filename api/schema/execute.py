"""The door of the schema: answers a question from beginning to end, and says what can be asked.

The pages that ask the schema know nothing of it but this module; pyproject.toml holds them to it.
"""

from dataclasses import dataclass
from typing import Any

from strawberry.exceptions import MissingQueryError, StrawberryGraphQLError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from api.schema.answer_tables import AnswerTable, tables
from api.schema.context import Context
from api.schema.errors import BAD_INPUT, BAD_QUERY, TOO_LARGE, formatted
from api.schema.makers import MAKERS
from api.schema.query import schema
from api.schema.schema_reference import printed, reference
from api.service.reader import Reader

__all__ = [
    "BAD_INPUT",
    "BAD_QUERY",
    "TOO_LARGE",
    "QueryAnswer",
    "answer",
    "printed",
    "reference",
    "refused",
]


@dataclass(frozen=True)
class QueryAnswer:
    """What came of a question: content as GraphQL gives it, and whether it ran at all."""

    content: dict[str, Any]
    ran: bool

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
        return tables(self.data)


def answer(
    reader: Reader,
    query: str,
    variables: dict[str, Any] | None = None,
    operation: str | None = None,
    *,
    changing: bool = False,
) -> QueryAnswer:
    """Answer a question over what the reader reads; it blocks, so give it a thread.

    changing says that the caller may run mutations too.
    """
    allowed = {OperationType.QUERY, *([OperationType.MUTATION] if changing else [])}
    try:
        context = Context(reader, MAKERS)
        result = _run(query, variables, operation, context, allowed)
        if context.moved:
            context = Context(reader, MAKERS, with_cards=False)
            result = _run(query, variables, operation, context, allowed)
    except (MissingQueryError, StrawberryGraphQLError):
        return refused("The question is empty: write a query, such as { areas { name } }.")
    except (CannotGetOperationTypeError, InvalidOperationTypeError):
        return refused(
            "Only a query can be asked here; name it if there are several. A mutation is taken "
            "by POST from a page of this service."
        )
    except RecursionError:
        return refused("The question is nested too deeply to be read.", TOO_LARGE)
    errors = list(result.errors or ())
    content: dict[str, Any] = {}
    if errors:
        content["errors"] = formatted(errors)
    ran = result.data is not None or any(error.path for error in errors)
    if ran:
        content["data"] = result.data
    return QueryAnswer(content, ran)


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


def refused(sentence: str, code: str = BAD_QUERY) -> QueryAnswer:
    """Return the answer to a request that never became a question."""
    error = {"message": sentence, "extensions": {"code": code}}
    return QueryAnswer({"errors": [error]}, ran=False)
