"""Lists of changes counted before GraphQL reads them.

To read ten thousand of them takes seconds, only to say then that it is too many.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    ListValueNode,
    Node,
    ObjectFieldNode,
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


def changes_refusal(
    text: str, document: DocumentNode, variables: Mapping[str, Any] | None
) -> Refusal | None:
    """Return why the changes of a question are not even read; None where they are."""
    if "hange" not in text:
        return None
    for given in _lists(document, variables or {}):
        if given > _MOST_READ:
            said = f"There are {given:,} changes: give at most {MOST_CHANGES} at a time."
            return Refusal(said, ErrorCode.TOO_LARGE)
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


def _lists(document: DocumentNode, variables: Mapping[str, Any]) -> Iterator[int]:
    """Yield how long each list of changes is that is given."""
    for part in document.definitions:
        if not isinstance(part, OperationDefinitionNode):
            continue
        for one in part.variable_definitions or ():
            place = one.type.loc
            typed = place.source.body[place.start : place.end] if place else ""
            value = variables.get(one.variable.name.value)
            if "ChangeInput" in typed.replace("ApplyChangesInput", "") and isinstance(value, list):
                yield len(value)
            elif isinstance(value, Mapping):
                yield from _within(value)
    yield from _written(document)


def _within(value: Mapping[str, Any], depth: int = _DEPTH) -> Iterator[int]:
    for name, held in value.items():
        if name == CHANGES and isinstance(held, list):
            yield len(held)
        elif depth > 1 and isinstance(held, Mapping):
            yield from _within(held, depth - 1)


def _written(document: DocumentNode) -> Iterator[int]:
    """Yield the lengths of the lists of changes that stand in the document itself."""
    left: list[Node] = [document]
    while left:
        node = left.pop()
        named = isinstance(node, ArgumentNode | ObjectFieldNode) and node.name.value == CHANGES
        if named and isinstance(node.value, ListValueNode):  # type: ignore[attr-defined]
            yield len(node.value.values)  # type: ignore[attr-defined]
            continue
        for key in node.keys:
            held = getattr(node, key, None)
            inside: Iterable[Any] = held if isinstance(held, list | tuple) else (held,)
            left.extend(each for each in inside if isinstance(each, Node))
