"""Problems: why something was not done, or not shown, as a part of the answer."""

from typing import Any

import strawberry

from api.errors import Forbidden
from api.schema.codes import CODE_MEANINGS, OF_PROBLEMS, ErrorCode
from api.schema.vocabulary import make_enum
from api.service.change_values import BadField
from api.service.proposals import BadChange
from graph.errors import Conflict, InvalidFact, KeyUsed, NotTakenBack, UnknownThing
from graph.facts.identifiers import is_node_id

ProblemCodeEnum: Any = make_enum(
    "ProblemCode",
    "What sort of problem it is: extensions.code of an error says the same.",
    [(code.value, CODE_MEANINGS[code], code.value) for code in OF_PROBLEMS],
)


@strawberry.type(name="Problem", description="Why something was not done, in one sentence.")
class ProblemType:
    code: ProblemCodeEnum = strawberry.field(description="What sort of problem it is.")
    path: list[str] = strawberry.field(
        description="Which argument it is about, and what in it: changes, 0, addLink, from."
    )
    message: str = strawberry.field(
        description="What is wrong, and what would be right, in one sentence."
    )
    change: int | None = strawberry.field(
        default=None,
        description="Which change of the list it is about, counted from 0 as in the path; null: no "
        "one of them.",
    )
    right: str | None = strawberry.field(
        default=None,
        description="What would be right, by itself; null: the message alone says so.",
    )
    fact: strawberry.ID | None = strawberry.field(
        default=None,
        description="The id of the fact that it is about; null: no fact.",
    )
    given: str | None = strawberry.field(
        default=None, description="The name that names nothing there; null: every name does."
    )
    near: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="The ids of the things whose names are near to it; empty: none is.",
    )


def problem_of(error: Exception, *path: str) -> ProblemType:
    """Return an expected failure as a problem with an argument.

    A BadChange says itself where in the argument it stands, a BadField where in all of them.
    """
    cause: BaseException = error
    number = None
    if isinstance(error, BadChange):
        number = error.number
        path = (*path, str(error.number), *error.path)
        cause = error.__cause__ or error
    elif isinstance(error, BadField):
        path = error.path
        cause = error.__cause__ or error
    named = cause if isinstance(cause, UnknownThing) else None
    fact = _fact_of(cause)
    return ProblemType(
        code=ProblemCodeEnum(_code_of(cause)),
        path=list(path),
        message=str(error),
        change=number,
        right=_right(cause),
        fact=strawberry.ID(fact) if fact else None,
        given=named.given if named and named.near_ids is not None else None,
        near=[strawberry.ID(one) for one in (named.near_ids if named else None) or ()],
    )


def _right(error: BaseException) -> str | None:
    if isinstance(error, InvalidFact):
        return error.right
    if isinstance(error, UnknownThing) and error.nearest:
        return f"one of {', '.join(error.nearest)}"
    return None


def _code_of(error: BaseException) -> str:
    if isinstance(error, UnknownThing):
        return ErrorCode.NOT_FOUND.value
    if isinstance(error, Forbidden):
        return ErrorCode.FORBIDDEN.value
    conflict = isinstance(error, Conflict)
    return (ErrorCode.CONFLICT if conflict else ErrorCode.BAD_USER_INPUT).value


def _fact_of(error: BaseException) -> str:
    """Return the id of the fact that a failure is about; "" where it is about none."""
    found = ""
    if isinstance(error, KeyUsed) or (isinstance(error, NotTakenBack) and error.already):
        return ""
    if isinstance(error, InvalidFact):
        found = error.fact
    elif isinstance(error, Conflict) and error.changed:
        found = error.changed[0][0]
    return found if is_node_id(found) or "~" in found else ""
