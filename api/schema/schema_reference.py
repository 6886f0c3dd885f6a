"""What can be asked for, read off the schema: as text for programs, as a list for people."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
)

from api.schema.query import schema

_FIRST = (
    "Query",
    "Area",
    "AreaView",
    "Thing",
    "Body",
    "Link",
    "Finding",
    "LineOfSight",
    "Rule",
    "Source",
)
_HIDDEN = ("Edge", "PageInfo")


@dataclass(frozen=True)
class SchemaEntry:
    """A field or word, what it gives, and what it means."""

    name: str
    gives: str
    means: str


@dataclass(frozen=True)
class SchemaType:
    """A type of the schema.

    words says that its entries are the words of a closed list, asked that it is what a list may be
    asked by, or a change may hold.
    """

    name: str
    means: str
    entries: tuple[SchemaEntry, ...]
    words: bool = False
    asked: bool = False


def printed() -> str:
    """Return the schema as text, with the descriptions."""
    return schema.as_str().strip() + "\n"


@cache
def reference() -> tuple[SchemaType, ...]:
    """Return the types a person may meet, the usual ones first; pages of lists are left out."""
    types = schema._schema.type_map  # Strawberry offers no other way to its types
    shown = [_shown_type(kind) for name, kind in types.items() if not name.startswith("__")]
    kinds = [kind for kind in shown if kind and not kind.name.endswith((*_HIDDEN, "Connection"))]
    return tuple(sorted(kinds, key=_place))


def _place(kind: SchemaType) -> tuple[int, bool, bool, str]:
    place = _FIRST.index(kind.name) if kind.name in _FIRST else len(_FIRST)
    return place, kind.asked, kind.words, kind.name


def _shown_type(kind: Any) -> SchemaType | None:
    if isinstance(kind, GraphQLEnumType):
        words = tuple(SchemaEntry(n, "", v.description or "") for n, v in kind.values.items())
        return SchemaType(kind.name, kind.description or "", words, words=True)
    if isinstance(kind, GraphQLInputObjectType):
        asked = tuple(
            SchemaEntry(name, _gives(found.type), found.description or "")
            for name, found in kind.fields.items()
        )
        return SchemaType(kind.name, kind.description or "", asked, asked=True)
    if not isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
        return None
    fields = tuple(
        SchemaEntry(_asked(name, found.args), _gives(found.type), found.description or "")
        for name, found in kind.fields.items()
    )
    return SchemaType(kind.name, kind.description or "", fields)


def _asked(name: str, arguments: Any) -> str:
    return f"{name}({', '.join(arguments)})" if arguments else name


def _gives(kind: Any) -> str:
    text = str(kind).replace("!", "")
    if text.endswith("Connection"):
        return f"pages of {text.removesuffix('Connection')}"
    return f"list of {text[1:-1]}" if text.startswith("[") else text
