"""Says of an input that takes exactly one field which of those sent does not give one, and why.

GraphQL itself says only that one of them does not; a list of changes may have two hundred.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    ObjectValueNode,
    OperationDefinitionNode,
    VariableNode,
    get_named_type,
    type_from_ast,
)

from api.schema.codes import ErrorCode, Refusal

# Names of fields that a sentence repeats, and characters of each.
_MOST_NAMED, _LONGEST = 3, 60
_CHANGE = "ChangeInput"
# How Strawberry begins to say that an input says several things, or none.
_OF_TYPE = re.compile(r"OneOf Input Object '(\w+)'")


def one_of_refusal(
    schema: GraphQLSchema,
    document: DocumentNode,
    variables: Mapping[str, Any] | None,
    operation: str | None,
) -> GraphQLError | None:
    """Return what is wrong with the first such input in the variables; None where none is."""
    for query in document.definitions:
        if not isinstance(query, OperationDefinitionNode):
            continue
        if operation and (query.name is None or query.name.value != operation):
            continue
        for one in query.variable_definitions or ():
            name, kind = one.variable.name.value, type_from_ast(schema, one.type)
            value = (variables or {}).get(name)
            if value is None or not _has_one_of(get_named_type(kind)):
                continue
            for path, type_name, given in _wrong(kind, value):
                return Refusal(_sentence(name, path, type_name, given), ErrorCode.BAD_USER_INPUT)
    return None


def literal_sentence(error: GraphQLError) -> str:
    """Say what is wrong with such an input that stands in the text of a question."""
    place = error.locations[0] if error.locations else None
    where = f"What stands at line {place.line}, column {place.column}" if place else "An input"
    named = _OF_TYPE.search(error.message)
    right = _right(named[1] if named else "")
    node = error.nodes[0] if error.nodes else None
    fields = list(node.fields) if isinstance(node, ObjectValueNode) else []
    if len(fields) == 1 and isinstance(fields[0].value, VariableNode):
        variable = fields[0].value.name.value
        return f'{where} takes ${variable}, which may be null: declare its type with "!". {right}'
    return f"{where} gives {_named([one.name.value for one in fields])}. {right}"


def _wrong(kind: Any, value: Any) -> Iterator[tuple[tuple[str | int, ...], str, Mapping[str, Any]]]:
    """Yield each input that gives none or several of its fields, or null: where it stands."""
    left: list[tuple[Any, Any, tuple[str | int, ...]]] = [(kind, value, ())]
    # Not by calling itself: what is sent may be nested a thousand deep.
    while left:
        kind, value, path = left.pop()
        if isinstance(kind, GraphQLNonNull):
            kind = kind.of_type
        if isinstance(kind, GraphQLList):
            several = value if isinstance(value, list) else [value]
            items = [(kind.of_type, one, (*path, at)) for at, one in enumerate(several)]
            left += reversed(items)
        elif isinstance(kind, GraphQLInputObjectType) and isinstance(value, Mapping):
            if is_one_of(kind) and (len(value) != 1 or None in value.values()):
                yield path, kind.name, value
                continue
            known = [(name, one) for name, one in value.items() if name in kind.fields]
            left += [(kind.fields[name].type, one, (*path, name)) for name, one in known][::-1]


def is_one_of(kind: Any) -> bool:
    """Say whether an input takes exactly one of its fields."""
    made = kind.extensions.get("strawberry-definition")
    return bool(made and made.is_one_of)


@cache
def _has_one_of(kind: Any) -> bool:
    """Say whether an input is such a one, or can have one inside."""
    seen: set[Any] = set()
    left = [kind]
    while left:
        one = left.pop()
        if not isinstance(one, GraphQLInputObjectType) or one in seen:
            continue
        if is_one_of(one):
            return True
        seen.add(one)
        left += [get_named_type(field.type) for field in one.fields.values()]
    return False


def _sentence(
    name: str, path: tuple[str | int, ...], type_name: str, given: Mapping[str, Any]
) -> str:
    steps = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in path)
    place = f"${name}{steps}"
    if type_name == _CHANGE and path and isinstance(path[-1], int):
        place = f"Change {path[-1] + 1} ({place})"
    return f"{place} gives {_named(list(given))}. {_right(type_name)}"


def _named(names: list[str]) -> str:
    """Name the fields that are given; one alone is wrong for being null."""
    if not names:
        return "no field"
    shown = [f'"{name[:_LONGEST]}"' for name in names[:_MOST_NAMED]]
    if len(names) == 1:
        return f"{shown[0]} as null"
    more = len(names) - len(shown)
    shown += [f"{more} more"] if more else []
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def _right(type_name: str) -> str:
    whose = f" of a {type_name}" if type_name else ""
    return f"Give exactly one field{whose}, and let it not be null: write another for each."
