"""How a plan turns what a field gives into what is sent: by the type of the field, as it was made.

Each completer takes a value and the run that it is of. What it does not know, or what is an error,
is Unplanned: then graphql-core runs the question from its beginning, and says what is wrong.
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from graphql import (
    GraphQLAbstractType,
    GraphQLLeafType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    Undefined,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
    specified_scalar_types,
)
from graphql.pyutils import is_iterable
from strawberry.types.cast import get_strawberry_type_cast

from api.schema.plan_code import Complete

# Of a scalar of GraphQL itself, what is sent as it is: only values of exactly these types.
_AS_THEY_ARE: dict[str, type] = {
    name: kind
    for name, kind in {"String": str, "ID": str, "Boolean": bool}.items()
    if name in specified_scalar_types
}


class Unplanned(Exception):
    """What a plan does not do, or what goes wrong in it: graphql-core answers instead."""


def completer(
    schema: GraphQLSchema,
    kind: GraphQLOutputType,
    fields_of: Callable[[GraphQLObjectType], Complete],
    check: Callable[[], None],
) -> Complete:
    """Return what completes values of a type.

    fields_of says what is asked of an object of some type; check is called before each list, and
    raises where the work is to stop.
    """
    inner = kind.of_type if is_non_null_type(kind) else kind
    if is_leaf_type(inner):
        complete = leaf(inner)
    elif is_list_type(inner):
        complete = _list(schema, inner.of_type, fields_of, check)
    else:
        known = _objects(schema, kind, fields_of)
        if known is None:
            raise Unplanned
        return known.complete
    return not_null(complete) if inner is not kind else complete


def as_it_is(kind: GraphQLOutputType) -> type | None:
    """Return of which type a value is sent as it is; None where each has to be looked at."""
    inner = kind.of_type if is_non_null_type(kind) else kind
    return next(
        (held for name, held in _AS_THEY_ARE.items() if inner is specified_scalar_types[name]), None
    )


def not_null(complete: Complete) -> Complete:
    """Return a completer that refuses null, which is an error."""

    def given(value: Any, run: Any) -> Any:
        completed = complete(value, run)
        if completed is None:
            raise Unplanned
        return completed

    return given


def _objects(
    schema: GraphQLSchema,
    kind: GraphQLOutputType,
    fields_of: Callable[[GraphQLObjectType], Complete],
) -> "OfOneType | None":
    """Return what reads objects of a type; None where it is none of objects."""
    may_be_null = not is_non_null_type(kind)
    inner = kind.of_type if is_non_null_type(kind) else kind
    if is_object_type(inner):
        return OfOneType(inner, fields_of, may_be_null)
    if is_abstract_type(inner):
        return _OfSomeType(schema, inner, fields_of, may_be_null)
    return None


def _list(
    schema: GraphQLSchema,
    kind: GraphQLOutputType,
    fields_of: Callable[[GraphQLObjectType], Complete],
    check: Callable[[], None],
) -> Complete:
    known = _objects(schema, kind, fields_of)
    if known is None:
        item = completer(schema, kind, fields_of, check)

        def each(value: Any, run: Any) -> Any:
            items = _items(value, check)
            return items and [item(one, run) for one in items]

        return each
    get, learn = known.get, known.learn

    def given(value: Any, run: Any) -> Any:
        items = _items(value, check)
        return items and [(get(one.__class__) or learn(one))(one, run) for one in items]

    return given


def _items(value: Any, check: Callable[[], None]) -> Any:
    """Return the items of a list, none of which may be no list at all; null is sent as null."""
    if value.__class__ is not list:
        if value is None or value is Undefined:
            return None
        if not is_iterable(value):
            raise Unplanned
        value = list(value)
    check()
    return value


def leaf(kind: GraphQLLeafType) -> Complete:
    """Return what completes a scalar or the word of a list; null is sent as null."""
    as_is, coerce = as_it_is(kind), kind.coerce_output_value

    def given(value: Any, _: Any) -> Any:
        if value.__class__ is as_is or value is None:
            return value
        if value is Undefined:
            return None
        if isinstance(value, Exception):
            raise Unplanned
        coerced = coerce(value)
        if coerced is None or coerced is Undefined:
            raise Unplanned
        return coerced

    return given


class OfOneType(dict[type, Complete]):
    """What reads objects of one type of the schema, by their class in the program."""

    def __init__(
        self,
        kind: GraphQLObjectType,
        fields_of: Callable[[GraphQLObjectType], Complete],
        may_be_null: bool,
    ) -> None:
        self._kind, self._fields_of, self._may_be_null = kind, fields_of, may_be_null

    def complete(self, value: Any, run: Any) -> Any:
        """Return what is asked of an object."""
        return (self.get(value.__class__) or self.learn(value))(value, run)

    def learn(self, value: Any) -> Complete:
        """Find out what is asked of objects of a class that was not met before."""
        if value is None or value is Undefined:
            if not self._may_be_null:
                raise Unplanned
            return _null
        if isinstance(value, Exception) or get_strawberry_type_cast(value) is not None:
            raise Unplanned
        kind = self.type_of(value)
        if kind.is_type_of and kind.is_type_of(value, _nowhere(None)) is not True:
            raise Unplanned
        made = self[value.__class__] = self._fields_of(kind)
        return made

    def type_of(self, value: Any) -> GraphQLObjectType:
        """Return the type that an object is shown as."""
        return self._kind


class _OfSomeType(OfOneType):
    """The same for an interface or a union: the class says which of its types an object is."""

    def __init__(
        self,
        schema: GraphQLSchema,
        kind: GraphQLAbstractType,
        fields_of: Callable[[GraphQLObjectType], Complete],
        may_be_null: bool,
    ) -> None:
        self._schema, self._abstract = schema, kind
        self._fields_of, self._may_be_null = fields_of, may_be_null

    def type_of(self, value: Any) -> GraphQLObjectType:
        """Return the type that an object is shown as."""
        resolve = self._abstract.resolve_type
        if resolve is None:
            raise Unplanned
        name = resolve(value, _nowhere(self._schema), self._abstract)
        found = self._schema.get_type(name) if isinstance(name, str) else None
        if not is_object_type(found) or not self._schema.is_sub_type(self._abstract, found):
            raise Unplanned
        return found


def _null(_: Any, __: Any) -> None:
    """Send null for what is not there."""


def _nowhere(schema: GraphQLSchema | None) -> Any:
    """Return all that the types of Strawberry ask of where in a question an object stands."""
    return SimpleNamespace(schema=schema, field_name="")
