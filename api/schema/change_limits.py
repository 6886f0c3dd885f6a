"""Lists of changes looked at before GraphQL reads them: how many, and whether each says one thing.

What GraphQL says of a change that gives no field or several does not tell which one it is; and to
read ten thousand of them takes seconds, only to say then that it is too many.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    ListValueNode,
    Node,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    OperationDefinitionNode,
)

from api.schema.codes import ErrorCode, Refusal
from api.service.proposals import MOST_CHANGES

CHANGES = "changes"
# Changes up to which a problem of the answer says that there are too many.
_MOST_READ = 5 * MOST_CHANGES
# Objects in all of the variables: a hundred sources in each of 150 changes are 15,000, which take
# four seconds to be read.
_MOST_OBJECTS = 20_000
# How deep in a value a list of changes is looked for: input, changes.
_DEPTH = 2
_RIGHT = "give exactly one, such as addLink, and another change for each further one"


def changes_refusal(
    text: str, document: DocumentNode, variables: Mapping[str, Any] | None
) -> Refusal | None:
    """Return why the changes of a question are not even read; None where they are."""
    if "hange" not in text:
        return None
    for given in _lists(document, variables or {}):
        if len(given) > _MOST_READ:
            said = f"There are {len(given):,} changes: give at most {MOST_CHANGES} at a time."
            return Refusal(said, ErrorCode.TOO_LARGE)
        for number, fields in enumerate(given, start=1):
            if fields is not None and len(fields) != 1:
                named = f"{len(fields)} fields ({', '.join(fields[:3])})" if fields else "no field"
                return _wrong(f"Change {number} of the list gives {named}: {_RIGHT}.")
            if fields is not None and fields[0].endswith(_NULL):
                name = fields[0].removesuffix(_NULL)
                return _wrong(f"Change {number} of the list gives null for {name}: {_RIGHT}.")
    if _is_longer(variables, _MOST_OBJECTS):
        said = f"The changes hold more than {_MOST_OBJECTS:,} objects: send them in several parts."
        return Refusal(said, ErrorCode.TOO_LARGE)
    return None


def _is_longer(value: Any, most: int) -> bool:
    """Say whether a value holds more objects than so many, however deep."""
    left, count = [value], 0
    while left and count <= most:
        one = left.pop()
        if isinstance(one, Mapping):
            count += 1
            left.extend(one.values())
        elif isinstance(one, list):
            left.extend(one)
    return count > most


# What marks a field that is given and null; no name of GraphQL has it.
_NULL = " (null)"


def _wrong(sentence: str) -> Refusal:
    return Refusal(sentence, ErrorCode.BAD_USER_INPUT)


def _lists(
    document: DocumentNode, variables: Mapping[str, Any]
) -> Iterator[list[list[str] | None]]:
    """Yield each list of changes that is given: of each change the fields, None where unknown."""
    for part in document.definitions:
        if not isinstance(part, OperationDefinitionNode):
            continue
        for one in part.variable_definitions or ():
            typed = str(one.type.loc.source.body[one.type.loc.start : one.type.loc.end]
                        if one.type.loc else "")  # fmt: skip
            value = variables.get(one.variable.name.value)
            if "ChangeInput" in typed.replace("ApplyChangesInput", "") and isinstance(value, list):
                yield [_fields(each) for each in value]
            elif isinstance(value, Mapping):
                yield from _within(value)
    yield from _written(document)


def _within(value: Mapping[str, Any], depth: int = _DEPTH) -> Iterator[list[list[str] | None]]:
    for name, held in value.items():
        if name == CHANGES and isinstance(held, list):
            yield [_fields(each) for each in held]
        elif depth > 1 and isinstance(held, Mapping):
            yield from _within(held, depth - 1)


def _fields(change: Any) -> list[str] | None:
    if not isinstance(change, Mapping):
        return None  # what is no object GraphQL refuses by its place
    return [f"{name}{_NULL if value is None else ''}" for name, value in change.items()]


def _written(document: DocumentNode) -> Iterator[list[list[str] | None]]:
    """Yield the lists of changes that stand in the document itself."""
    left: list[Node] = [document]
    while left:
        node = left.pop()
        named = isinstance(node, ArgumentNode | ObjectFieldNode) and node.name.value == CHANGES
        if named and isinstance(node.value, ListValueNode):  # type: ignore[attr-defined]
            yield [_fields_written(each) for each in node.value.values]  # type: ignore[attr-defined]
            continue
        for key in node.keys:
            held = getattr(node, key, None)
            inside: Iterable[Any] = held if isinstance(held, list | tuple) else (held,)
            left.extend(each for each in inside if isinstance(each, Node))


def _fields_written(change: Node) -> list[str] | None:
    if not isinstance(change, ObjectValueNode):
        return None
    return [
        f"{one.name.value}{_NULL if isinstance(one.value, NullValueNode) else ''}"
        for one in change.fields
    ]
