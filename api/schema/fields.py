"""A field with its description and its work; typed, where Strawberry's own decorator is not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import strawberry

_Resolver = TypeVar("_Resolver", bound=Callable[..., Any])
WORK = "work"


@dataclass(frozen=True, slots=True)
class Work:
    """What a field costs to work out, in runs of all checks of one area on one day.

    each names a list argument of whose items each costs that much. once says that the things
    of a list share it: the checks of an area and day are run once a request.
    """

    runs: int
    each: str | None = None
    once: bool = False


CHECKS = Work(1, once=True)


def field(
    description: str,
    *,
    name: str | None = None,
    graphql_type: Any = None,
    work: Work | None = None,
) -> Callable[[_Resolver], _Resolver]:
    """Make a method a field; graphql_type stands in for a type known only while running.

    work is what the guard counts before a question runs.
    """

    def decorate(resolver: _Resolver) -> _Resolver:
        made = strawberry.field(
            resolver,
            name=name,
            description=description,
            graphql_type=graphql_type,
            metadata={WORK: work},
        )
        return cast(_Resolver, made)

    return decorate
