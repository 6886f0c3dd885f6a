"""A field with its description; typed, where Strawberry's own decorator is not."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import strawberry

_Resolver = TypeVar("_Resolver", bound=Callable[..., Any])


def field(
    description: str, *, name: str | None = None, graphql_type: Any = None
) -> Callable[[_Resolver], _Resolver]:
    """Make a method a field; graphql_type stands in for a type known only while running."""

    def decorate(resolver: _Resolver) -> _Resolver:
        made = strawberry.field(
            resolver, name=name, description=description, graphql_type=graphql_type
        )
        return cast(_Resolver, made)

    return decorate
