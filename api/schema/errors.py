"""Failures as GraphQL errors: one sentence and a code each; the inside of the program stays in."""

import logging
from collections.abc import Iterable
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError
from graphql.language import ValueNode, VariableNode
from strawberry.exceptions import StrawberryInputCoercionError

from api.errors import EXPECTED, Forbidden, RateLimited
from api.schema.codes import ErrorCode, Refusal
from api.schema.document_limits import unread_refusal
from api.schema.one_of import literal_sentence
from graph.errors import Conflict, StoreError, UnknownThing

log = logging.getLogger("goldenthread.graphql")
MOST_ERRORS = 5
_INTERNAL = "Something went wrong inside Golden Thread, and it was written down; ask again later."
_PARSER_SAYS, _PARSER_GAVE_UP = "Syntax Error: ", "Parsing aborted."
_BY_CAUSE: tuple[tuple[type[BaseException], ErrorCode], ...] = (
    (UnknownThing, ErrorCode.NOT_FOUND),
    (Conflict, ErrorCode.CONFLICT),
    (StoreError, ErrorCode.STORE_AWAY),
    (RateLimited, ErrorCode.RATE_LIMITED),
    (Forbidden, ErrorCode.FORBIDDEN),
)


def is_expected(error: GraphQLError) -> bool:
    """Say whether an error is the caller's to mend, or the store's."""
    cause = error.original_error
    return cause is None or isinstance(cause, (*EXPECTED, GraphQLError))


def code_of(error: GraphQLError) -> ErrorCode:
    """Return the code of an error."""
    cause = error.original_error
    for said in (error, cause):
        if isinstance(said, Refusal):
            return said.code
    if isinstance(error, StrawberryInputCoercionError):
        return ErrorCode.BAD_USER_INPUT
    if isinstance(error, GraphQLSyntaxError):
        counted = _PARSER_GAVE_UP in error.message
        return ErrorCode.TOO_LARGE if counted else ErrorCode.GRAPHQL_PARSE_FAILED
    if not is_expected(error):
        return ErrorCode.INTERNAL_SERVER_ERROR
    of_cause = (code for kind, code in _BY_CAUSE if isinstance(cause, kind))
    given = error.path or cause is not None or _is_about_a_value(error)
    rest = ErrorCode.BAD_USER_INPUT if given else ErrorCode.GRAPHQL_VALIDATION_FAILED
    return next(of_cause, rest)


def _is_about_a_value(error: GraphQLError) -> bool:
    """Say whether an error of a document is about a value in it, and not about what it asks for."""
    about = error.nodes[0] if error.nodes else None
    return isinstance(about, ValueNode) and not isinstance(about, VariableNode)


def formatted(errors: Iterable[GraphQLError]) -> list[dict[str, Any]]:
    """Return the first errors as an answer shows them."""
    return [_formatted(error) for error in list(errors)[:MOST_ERRORS]]


def _formatted(error: GraphQLError) -> dict[str, Any]:
    code = code_of(error)
    shown: dict[str, Any] = {"message": _sentence(error, code)}
    if error.locations:
        shown["locations"] = [place.formatted for place in error.locations]
    if error.path:
        shown["path"] = list(error.path)
    shown["extensions"] = {"code": code.value}
    return shown


def _sentence(error: GraphQLError, code: ErrorCode) -> str:
    if isinstance(error, StrawberryInputCoercionError):
        return literal_sentence(error)
    if code is ErrorCode.INTERNAL_SERVER_ERROR:
        return _INTERNAL
    if code is ErrorCode.TOO_LARGE and isinstance(error, GraphQLSyntaxError):
        return unread_refusal(error.message).message
    if code is ErrorCode.GRAPHQL_PARSE_FAILED and error.message.startswith(_PARSER_SAYS):
        said = error.message.removeprefix(_PARSER_SAYS)
        place = error.locations[0] if error.locations else None
        where = f" at line {place.line}, column {place.column}" if place else ""
        return f"The question cannot be read{where}: {said[0].lower()}{said[1:]}"
    return error.message
