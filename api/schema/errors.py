"""Failures as GraphQL errors: one sentence and a code each; the inside of the program stays in."""

import logging
from collections.abc import Iterable
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError

from api.errors import EXPECTED
from api.service.proposals import BadChange
from graph.errors import StoreError, UnknownThing

log = logging.getLogger("goldenthread.graphql")
MOST_ERRORS = 5
BAD_QUERY, BAD_INPUT, NOT_FOUND = "BAD_QUERY", "BAD_INPUT", "NOT_FOUND"
TOO_LARGE, STORE_AWAY, INTERNAL = "TOO_LARGE", "STORE_AWAY", "INTERNAL"
_INTERNAL = "Something went wrong inside Golden Thread, and it was written down; ask again later."


class QueryTooLarge(GraphQLError):
    """A query asks for more than one answer may hold."""


def is_expected(error: GraphQLError) -> bool:
    """Say whether an error is the caller's to mend, or the store's."""
    cause = error.original_error
    return cause is None or isinstance(cause, (*EXPECTED, GraphQLError))


def code_of(error: GraphQLError) -> str:
    """Return the code of an error."""
    cause = error.original_error
    if isinstance(error, QueryTooLarge) or isinstance(cause, QueryTooLarge):
        return TOO_LARGE
    if isinstance(error, GraphQLSyntaxError):
        return BAD_QUERY
    if not is_expected(error):
        return INTERNAL
    if isinstance(cause, UnknownThing):
        return NOT_FOUND
    if isinstance(cause, StoreError):
        return STORE_AWAY
    return BAD_INPUT if error.path or cause is not None else BAD_QUERY


def formatted(errors: Iterable[GraphQLError]) -> list[dict[str, Any]]:
    """Return the first errors as an answer shows them."""
    return [_formatted(error) for error in list(errors)[:MOST_ERRORS]]


def _formatted(error: GraphQLError) -> dict[str, Any]:
    code = code_of(error)
    shown: dict[str, Any] = {"message": _INTERNAL if code == INTERNAL else error.message}
    if error.locations:
        shown["locations"] = [place.formatted for place in error.locations]
    if error.path:
        shown["path"] = list(error.path)
    shown["extensions"] = {"code": code} | _near(error.original_error)
    return shown


def _near(error: BaseException | None) -> dict[str, Any]:
    """Return what a change names that is not on the map, with the ids of what is near by name."""
    cause = error.__cause__ if isinstance(error, BadChange) else None
    if not isinstance(cause, UnknownThing) or cause.near_ids is None:
        return {}
    return {"given": cause.given, "near": list(cause.near_ids)}
