"""Refuses huge queries before they run: each fragment is measured once, whoever spreads it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)
from graphql.type import GraphQLList, GraphQLNonNull
from strawberry.extensions import SchemaExtension

from api.schema.connections import DEFAULT, MOST
from api.schema.errors import QueryTooLarge
from api.schema.fields import WORK, Work

MAX_TOKENS, MAX_DEPTH, MAX_FIELDS, MAX_COST = 1500, 20, 500, 100_000
# All checks of 300 things take up to 50 ms; a suggestion tries so many changes that it weighs 20.
MAX_RUNS = 40
# A list that is no page of a connection has no known length; these are short in practice.
_LIST = 8
_LESS = "a smaller first, fewer fields, or one area"
_LESS_WORK = "fewer days, areas, measures, comparisons or suggestions"


@dataclass(frozen=True)
class QuerySize:
    """How deep a selection goes, how many fields it names, and how many it may answer with.

    runs is the work behind those values, in runs of all checks; shared is the part of it that the
    things of a list share, so that a longer list costs no more.
    """

    depth: int = 0
    fields: int = 0
    cost: int = 0
    runs: int = 0
    shared: int = 0

    @property
    def work(self) -> int:
        """All the work, in runs of all checks."""
        return self.runs + self.shared

    def beside(self, other: "QuerySize") -> "QuerySize":
        """Put two selections side by side."""
        return QuerySize(
            max(self.depth, other.depth),
            self.fields + other.fields,
            self.cost + other.cost,
            self.runs + other.runs,
            self.shared + other.shared,
        )

    def at_least(self, other: "QuerySize") -> "QuerySize":
        """Take the larger of each."""
        return QuerySize(
            *(max(getattr(self, one.name), getattr(other, one.name)) for one in fields(QuerySize))
        )


@dataclass
class _Sizing:
    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    variables: dict[str, Any]
    sizes: dict[str, QuerySize] = field(default_factory=dict)

    def selection(self, chosen: SelectionSetNode | None, parent: Any) -> QuerySize:
        total = QuerySize()
        for part in chosen.selections if chosen else ():
            match part:
                case FieldNode():
                    total = total.beside(self.field(part, parent))
                case InlineFragmentNode():
                    total = total.beside(self.selection(part.selection_set, self.on(part, parent)))
                case FragmentSpreadNode():
                    total = total.beside(self.fragment(part.name.value))
        return total

    def on(self, part: InlineFragmentNode | FragmentDefinitionNode, parent: Any) -> Any:
        condition = part.type_condition
        return self.schema.get_type(condition.name.value) if condition else parent

    def fragment(self, name: str) -> QuerySize:
        if name not in self.sizes:
            # A fragment that spreads itself finds this and stops; validation names the cycle.
            self.sizes[name] = QuerySize()
            fragment = self.fragments.get(name)
            if fragment:
                inside = self.selection(fragment.selection_set, self.on(fragment, None))
                self.sizes[name] = inside
        return self.sizes[name]

    def field(self, node: FieldNode, parent: Any) -> QuerySize:
        name = node.name.value
        definition = getattr(parent, "fields", {}).get(name)
        kind = definition.type if definition else None
        inside = self.selection(node.selection_set, get_named_type(kind) if kind else None)
        times = self.times(node, kind, parent)
        # Things of one area share its checks, but a list that begins a question spans areas.
        areas = _LIST if parent is self.schema.query_type and times > 1 else 1
        runs, shared = self.work(node, definition)
        return QuerySize(
            inside.depth + 1,
            inside.fields + 1,
            times * inside.cost + 1,
            times * inside.runs + runs,
            areas * inside.shared + shared,
        )

    def work(self, node: FieldNode, definition: Any) -> tuple[int, int]:
        """Return the work of a field by itself: its own, and what the things of a list share."""
        made = definition.extensions.get("strawberry-definition") if definition else None
        work: Work | None = made.metadata.get(WORK) if made else None
        if work is None:
            return 0, 0
        if work.once:
            return 0, work.runs
        return work.runs * (self.items(node, work.each) if work.each else 1), 0

    def items(self, node: FieldNode, name: str) -> int:
        """Return how many items a list argument gives."""
        for argument in node.arguments or ():
            if argument.name.value == name:
                value: Any = argument.value
                if isinstance(value, VariableNode):
                    value = self.variables.get(value.name.value)
                elif isinstance(value, ListValueNode):
                    value = value.values
                if value is not None and not isinstance(value, NullValueNode):
                    # GraphQL takes one item for a list of it.
                    return len(value) if isinstance(value, list | tuple) else 1
        return _LIST

    def times(self, node: FieldNode, kind: Any, parent: Any) -> int:
        if str(get_named_type(kind) if kind else "").endswith("Connection"):
            return self.first(node)
        if isinstance(kind, GraphQLNonNull):
            kind = kind.of_type
        if any(argument.name.value == "ids" for argument in node.arguments or ()):
            return MOST
        # The items of a page are counted where the connection stands.
        paged = str(parent).endswith("Connection")
        return _LIST if isinstance(kind, GraphQLList) and not paged else 1

    def first(self, node: FieldNode) -> int:
        for argument in node.arguments or ():
            if argument.name.value != "first":
                continue
            value: Any = argument.value
            if isinstance(value, VariableNode):
                given = self.variables.get(value.name.value)
                if given is None:
                    return DEFAULT
                return given if isinstance(given, int) and 0 <= given <= MOST else MOST
            if isinstance(value, IntValueNode):
                return min(int(value.value), MOST) if len(value.value) < 9 else MOST
        return DEFAULT


def size_of(
    schema: GraphQLSchema, document: DocumentNode, variables: dict[str, Any] | None = None
) -> QuerySize:
    """Measure everything in a document, in time that grows with its length only."""
    fragments = {
        part.name.value: part
        for part in document.definitions
        if isinstance(part, FragmentDefinitionNode)
    }
    sizing = _Sizing(schema, fragments, variables or {})
    total = QuerySize()
    for part in document.definitions:
        if isinstance(part, OperationDefinitionNode):
            root = schema.get_root_type(part.operation)
            total = total.beside(sizing.selection(part.selection_set, root))
    # Validation walks fragments that nothing spreads too, so they must not be huge either.
    for name in fragments:
        total = total.at_least(sizing.fragment(name))
    return total


def refusal(size: QuerySize) -> GraphQLError | None:
    """Return the error of a query that asks for too much."""
    for found, most, words, less in (
        (size.depth, MAX_DEPTH, "is {} levels deep", _LESS),
        (
            size.fields,
            MAX_FIELDS,
            "is {} fields long, fragments counted where they stand",
            _LESS,
        ),
        (size.cost, MAX_COST, "is {} values large at most", _LESS),
        (size.work, MAX_RUNS, "takes the work of running all checks {} times", _LESS_WORK),
    ):
        if found > most:
            shown = f"{found:,}" if found < 10**9 else "over a thousand million"
            return QueryTooLarge(
                f"The question {words.format(shown)}; up to {most:,} is allowed. "
                f"Ask for less at a time: {less}."
            )
    return None


class Guard(SchemaExtension):
    """Limits the tokens of a query when it is parsed, and its measure before it is validated."""

    def on_operation(self) -> Iterator[None]:
        """Limit the tokens."""
        self.execution_context.parse_options["max_tokens"] = MAX_TOKENS
        yield

    def on_validate(self) -> Iterator[None]:
        """Refuse what is too large or not named; validation is then skipped."""
        context = self.execution_context
        document = context.graphql_document
        if document is not None:
            error = refusal_of(
                context.schema._schema,  # Strawberry offers no other way to graphql-core's
                context.query or "",
                document,
                context.variables,
                context._provided_operation_name,
                context.context,
            )
            if error:
                context.pre_execution_errors = [error]
        yield


def refusal_of(
    schema: GraphQLSchema,
    text: str,
    document: DocumentNode,
    variables: dict[str, Any] | None,
    operation: str | None,
    context: object,
) -> GraphQLError | None:
    """Return why a question does not run; None where it may."""
    size = size_of(schema, document, variables)
    return refusal(size) or _unnamed(document, operation)


def _unnamed(document: DocumentNode, name: str | None) -> GraphQLError | None:
    """Return the error of several queries with none chosen; Strawberry would take the first."""
    queries = [part for part in document.definitions if isinstance(part, OperationDefinitionNode)]
    if len(queries) < 2 or name:
        return None
    return GraphQLError(f"There are {len(queries)} queries: name it that should run.")
