"""Questions drawn by chance from the schema itself: whatever it allows, and some that go wrong."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLNamedOutputType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
)

from api.schema.fields import WORK

# Of texts and ids: some that are there, some that are not, and some that are nothing of the sort.
_NUMBERS, _FLAGS = (0, 1, 2, 3, 5, 101, -1), (True, False)
_DAYS = ("2024-03-31", "2021-01-01", "2026-06-30")
# A step that tries hundreds of changes, and so takes too long here.
_MOST_RUNS = 10


@dataclass
class Drawn:
    """A question: its text, and the values of its variables."""

    text: str
    variables: dict[str, Any]


@dataclass
class Drawing:
    """Draws one question; words are the texts and ids to ask about, deep says how far it goes."""

    schema: GraphQLSchema
    chance: Random
    words: tuple[str, ...]
    fields_left: int = 40
    declared: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    names: int = 0

    def question(self) -> Drawn:
        """Draw a query."""
        root = self.schema.query_type
        assert root is not None
        selected = self.selection(root, 7)
        head = f"query Q({', '.join(self.declared)}) " if self.declared else ""
        return Drawn("\n".join([f"{head}{selected}", *self.fragments]), self.values)

    def selection(self, kind: GraphQLNamedOutputType, deep: int) -> str:
        """Draw what is asked of an object of a type."""
        parts = [self.part(kind, deep) for _ in range(self.chance.choice((1, 1, 2, 2, 3, 5)))]
        # One at least that is always there, so that nothing is empty.
        return f"{{ {' '.join(['__typename', *filter(None, parts)])} }}"

    def part(self, kind: GraphQLNamedOutputType, deep: int) -> str:
        """Draw a field, or a fragment with some."""
        if deep > 1 and self.chance.random() < (0.6 if is_abstract_type(kind) else 0.12):
            return self.fragment(kind, deep)
        known = getattr(kind, "fields", {})
        fits = [n for n, f in known.items() if deep > 1 or not _is_composite(f)]
        fits = [n for n in fits if _runs(known[n]) <= _MOST_RUNS]
        if not fits or self.fields_left <= 0:
            return ""
        name = self.chance.choice(fits)
        self.fields_left -= 1
        inner: Any = get_named_type(known[name].type)
        inside = f" {self.selection(inner, deep - 1)}" if _is_composite(known[name]) else ""
        # The same field twice is one field, with all that is asked inside of either.
        alias = f"{self.new('a')}: " if known[name].args or self.chance.random() < 0.2 else ""
        return f"{alias}{name}{self.arguments(known[name])}{self.directive()}{inside}"

    def fragment(self, kind: GraphQLNamedOutputType, deep: int) -> str:
        """Draw a fragment, in its place or by name, on the type or on one that it may be."""
        on = [kind.name]
        if is_abstract_type(kind):
            on += [one.name for one in self.schema.get_possible_types(kind)]
        else:
            on += [one.name for one in getattr(kind, "interfaces", ())]
        name = self.chance.choice(on)
        wanted: Any = self.schema.get_type(name)
        inside = self.selection(wanted, deep - 1)
        if self.chance.random() < 0.5:
            return f"... on {name}{self.directive()} {inside}"
        made = self.new("F")
        self.fragments.append(f"fragment {made} on {name} {inside}")
        # Spread twice it counts once.
        return " ".join([f"...{made}{self.directive()}"] * self.chance.choice((1, 1, 2)))

    def directive(self) -> str:
        """Draw whether something is left out."""
        if self.chance.random() < 0.85:
            return ""
        name, value = self.chance.choice(("skip", "include")), self.chance.choice(_FLAGS)
        given = "true" if value else "false"
        return f" @{name}(if: {self.variable('Boolean!', value) if self.half() else given})"

    def arguments(self, known: GraphQLField) -> str:
        """Draw the arguments of a field: those that it needs, and some others."""
        given = [
            f"{name}: {self.value(argument.type)}"
            for name, argument in known.args.items()
            if is_required_argument(argument) or self.chance.random() < 0.3
        ]
        return f"({', '.join(given)})" if given else ""

    def value(self, kind: GraphQLInputType) -> str:
        """Draw a value, as it is or in a variable."""
        if not is_non_null_type(kind) and self.chance.random() < 0.1:
            return "null"
        made = self.plain(kind)
        if self.chance.random() < 0.3:
            return self.variable(str(kind), made)
        return _written(made, kind)

    def plain(self, kind: GraphQLInputType) -> Any:
        """Draw a value as JSON has it."""
        inner = kind.of_type if is_non_null_type(kind) else kind
        if is_list_type(inner):
            return [self.plain(inner.of_type) for _ in range(self.chance.choice((0, 1, 2)))]
        if isinstance(inner, GraphQLEnumType):
            return self.chance.choice(sorted(inner.values))
        if isinstance(inner, GraphQLInputObjectType):
            return {
                name: self.plain(one.type)
                for name, one in inner.fields.items()
                if is_non_null_type(one.type)
            }
        pool: tuple[Any, ...] = {
            "Int": _NUMBERS,
            "Boolean": _FLAGS,
            "Date": _DAYS,
            "PartialDate": _DAYS,
            "DateTime": ("2024-03-31T09:00:00Z",),
            "Float": (0.5, 2.0),
        }.get(str(inner), self.words)
        return self.chance.choice(pool)

    def variable(self, kind: str, value: Any) -> str:
        """Declare a variable; now and then one with a default that is not given."""
        name = self.new("v")
        if not kind.endswith("!") and self.chance.random() < 0.2:
            self.declared.append(f"${name}: {kind}")
        else:
            self.declared.append(f"${name}: {kind}")
            self.values[name] = value
        return f"${name}"

    def new(self, letter: str) -> str:
        """Return a name that was not used before."""
        self.names += 1
        return f"{letter}{self.names}"

    def half(self) -> bool:
        """Toss a coin."""
        return self.chance.random() < 0.5


def _is_composite(known: GraphQLField) -> bool:
    return is_composite_type(get_named_type(known.type))


def _runs(known: GraphQLField) -> float:
    made = known.extensions.get("strawberry-definition")
    work = made.metadata.get(WORK) if made else None
    return work.runs if work else 0


def _written(value: Any, kind: GraphQLInputType) -> str:
    """Write a value as a document has it."""
    inner = kind.of_type if is_non_null_type(kind) else kind
    if is_list_type(inner):
        return f"[{', '.join(_written(one, inner.of_type) for one in value)}]"
    if isinstance(inner, GraphQLEnumType):
        return str(value)
    if isinstance(inner, GraphQLInputObjectType):
        given = [f"{n}: {_written(one, inner.fields[n].type)}" for n, one in value.items()]
        return f"{{{', '.join(given)}}}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else f'"{value}"'
