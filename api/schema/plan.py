"""A question made ready: what it selects, turned once into functions that call the resolvers.

graphql-core looks up each field of each object, makes an account of where it is, and asks whether
what comes back is to be waited for; of a list of two thousand findings that is nearly all the time.
A plan does none of that, and knows nothing of errors: whatever it does not do, and whatever goes
wrong in it, is Unplanned, and graphql-core answers from the beginning. So what is sent is the
same, and tests/api/schema/test_plan.py says so of generated questions.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from inspect import isfunction
from itertools import count
from time import monotonic
from typing import Any, TypeGuard

from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    get_argument_values,
    is_leaf_type,
    is_object_type,
    visit,
)
from graphql.execution.collect_fields import (
    FieldDetailsList,
    FragmentDetails,
    GroupedFieldSet,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues
from graphql.language import Visitor
from graphql.type import get_nullable_type as nullable_type
from strawberry import Schema
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from api.schema.documents import KnownDocument
from api.schema.fields import READ, RECORD, RecordRead
from api.schema.plan_code import Complete, FieldCode, hold, written
from api.schema.plan_values import Unplanned, as_it_is, completer, leaf, not_null
from graph.cancellation import Cancelled

_MADE = "strawberry-definition"
_numbers = count()


@dataclass(slots=True)
class _Run:
    """One run of a plan: whose context it has, which variables, and what arguments came of them."""

    request: "_Request"
    variables: VariableValues
    arguments: dict[int, dict[str, Any]] = field(default_factory=dict)


def conditions(known: KnownDocument) -> tuple[str, ...]:
    """Return the variables that decide what of a document is asked for: @skip and @include."""
    found: set[str] = set()

    class Directives(Visitor):
        def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
            for argument in node.arguments or ():
                if isinstance(argument.value, VariableNode):
                    found.add(argument.value.name.value)

    visit(known.document, Directives())
    return tuple(sorted(found))


def _has_variables(node: FieldNode) -> bool:
    """Say whether what a field is given depends on variables."""
    found = False

    class Variables(Visitor):
        def enter_variable(self, *_: Any) -> None:
            nonlocal found
            found = True

    for argument in node.arguments or ():
        visit(argument, Variables())
    return found


class Plan:
    """The plan of one query of a document, for one choice of what @skip and @include leave.

    It may be run by any number of threads at once. check is called before each list, and raises
    where the work is to stop.
    """

    def __init__(
        self,
        schema: Schema,
        known: KnownDocument,
        operation: OperationDefinitionNode,
        variables: VariableValues,
        check: Callable[[], None],
    ) -> None:
        if operation.operation is not OperationType.QUERY:
            raise Unplanned
        self._schema, self._core, self._check = schema, schema._schema, check
        self._operation, self._variables = operation, variables
        self._definitions = {
            part.name.value: part
            for part in known.document.definitions
            if isinstance(part, FragmentDefinitionNode)
        }
        if any(part.variable_definitions for part in self._definitions.values()):
            raise Unplanned
        self._fragments = {name: FragmentDetails(p) for name, p in self._definitions.items()}
        root = self._core.query_type
        if root is None:
            raise Unplanned
        self._names: dict[str, Any] = {}
        selected = collect_fields(self._core, self._fragments, variables, root, operation)
        self._fields = tuple(self._at_root(root, selected.grouped_field_set))

    def run(self, context: Any, variables: VariableValues) -> dict[str, Any]:
        """Answer with data that is whole; raises Unplanned, and whatever a resolver raises."""
        run = _Run(_Request(context), variables)
        answered: dict[str, Any] = {}
        for key, read in self._fields:
            began = monotonic()
            try:
                self._check()
                answered |= read(None, run)
            except Cancelled as stopped:
                if not stopped.part and (monotonic() - began) * 2 >= stopped.elapsed:
                    stopped.part = (key,)
                raise
        return answered

    def _at_root(
        self, root: GraphQLObjectType, selected: GroupedFieldSet
    ) -> Iterator[tuple[str, Complete]]:
        for key, asked in selected.items():
            code = self._field(root, key, asked)
            yield key, written([code], self._names, by_record=False)

    def _whole(self, kind: GraphQLObjectType, asked: FieldDetailsList) -> Complete:
        """Return what gives all that is asked of objects of a type."""
        inside = self._inside(kind, asked)
        found = [self._field(kind, key, each) for key, each in inside.items()]
        return written(found, self._names, by_record=False)

    def _inside(self, kind: GraphQLObjectType, asked: FieldDetailsList) -> GroupedFieldSet:
        return collect_subfields(
            self._core, self._fragments, self._variables, self._operation, kind, asked
        ).grouped_field_set

    def _field(self, parent: GraphQLObjectType, key: str, asked: FieldDetailsList) -> FieldCode:
        """Return how a field of an object is read."""
        name = asked[0].node.name.value
        if name == "__typename":
            return FieldCode(key, repr(parent.name))
        known = parent.fields.get(name)
        made = known.extensions.get(_MADE) if known else None
        if known is None or not isinstance(made, StrawberryField):
            # Introspection, which is asked seldom.
            raise Unplanned
        if made.extensions or made.is_async:
            raise Unplanned
        record: RecordRead | None = made.metadata.get(RECORD)
        quick = self._of_record(key, record, known.type, asked) if record else None
        if quick is not None:
            return quick
        complete = completer(
            self._core, known.type, lambda kind: self._whole(kind, asked), self._check
        )
        expression = made.metadata.get(READ) or self._expression(made, known, asked)
        reads_record = bool(made.metadata.get(READ))
        return FieldCode(key, expression, as_it_is(known.type), complete, reads_record)

    def _of_record(
        self, key: str, read: RecordRead, kind: GraphQLOutputType, asked: FieldDetailsList
    ) -> FieldCode | None:
        """Return what reads a field straight from a record; None where more is to be done."""
        inner, expression, show = nullable_type(kind), f"r.{read.path}", read.show
        if is_object_type(inner) and read.wraps:
            whole = self._by_record(inner, asked)
            return whole and FieldCode(key, expression, None, whole, of_record=True, alone=True)
        if not is_leaf_type(inner) or not read.by_itself:
            return None
        complete = leaf(inner) if inner is kind else not_null(leaf(inner))
        if read.of_list:
            # There are few words in a list, and each is always sent as the same one.
            words = hold(self._names, _Words(lambda held: complete(show(held, None), None)))
            return FieldCode(key, f"{words}[{expression}]", of_record=True, alone=True)
        as_is = as_it_is(inner) if read.unchanged else None
        return FieldCode(
            key,
            expression,
            as_is,
            lambda held, run: complete(show(held, None), run),
            of_record=True,
            alone=True,
        )

    def _by_record(self, kind: GraphQLObjectType, asked: FieldDetailsList) -> Complete | None:
        """Return what gives all that is asked of objects of a type by their records alone.

        Then no object is made to hold the record. None where something else is asked of them, or
        nothing of the record, which may not be there: to read of it is then an error.
        """
        found = []
        for key, each in self._inside(kind, asked).items():
            code = self._field(kind, key, each)
            if not code.alone and each[0].node.name.value != "__typename":
                return None
            found.append(code)
        if not any(code.alone for code in found):
            return None
        return written(found, self._names, by_record=True)

    def _expression(
        self,
        made: StrawberryField,
        known: GraphQLField,
        asked: FieldDetailsList,
    ) -> str:
        """Return the expression that reads an attribute of an object or calls its resolver."""
        resolver = made.base_resolver
        if resolver is None:
            if self._schema.config.default_resolver is not getattr or asked[0].node.arguments:
                raise Unplanned
            return f"s.{made.python_name}"
        if resolver.parent_parameter or resolver.root_parameter:
            raise Unplanned
        call = resolver.wrapped_func
        if not isfunction(call):
            raise Unplanned
        wants_self, wants_info = bool(resolver.self_parameter), resolver.info_parameter
        named = hold(self._names, call)
        if wants_info is None and not known.args:
            return f"{named}(s)" if wants_self else f"{named}()"
        arguments = hold(self._names, self._arguments(made, known, asked))
        return f"{named}({'s, ' if wants_self else ''}**{arguments}(run))"

    def _arguments(
        self,
        made: StrawberryField,
        known: GraphQLField,
        asked: FieldDetailsList,
    ) -> Callable[[_Run], dict[str, Any]]:
        """Return what gives the arguments of a field: the same for each object of a run."""
        node, number = asked[0].node, next(_numbers)
        assert made.base_resolver is not None
        wants_info = made.base_resolver.info_parameter

        always: dict[str, Any] | None = None
        written_out = not _has_variables(node)

        def arguments(run: _Run) -> dict[str, Any]:
            if wants_info is None:
                return converted(run)
            return {**converted(run), wants_info.name: run.request}

        def converted(run: _Run) -> dict[str, Any]:
            nonlocal always
            given = always if always is not None else run.arguments.get(number)
            if given is None:
                core = get_argument_values(known, node, run.variables)
                given = convert_arguments(
                    core,
                    made.arguments,
                    scalar_registry=self._schema.schema_converter.scalar_registry,
                    config=self._schema.config,
                )
                run.arguments[number] = given
                always = given if written_out else None
            return given

        return arguments


class _Request:
    """What a resolver is told of the request; who asks for more is answered by graphql-core."""

    __slots__ = ("context",)

    def __init__(self, context: Any) -> None:
        self.context = context

    def __getattr__(self, name: str) -> Any:
        raise Unplanned(name)


def never(_: object) -> TypeGuard[Awaitable[Any]]:
    """Say that nothing is waited for: no field of this schema is asynchronous."""
    return False


class _Words(dict[Any, Any]):
    """What is sent for each word of a closed list, made when it is first met."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self._make = make

    def __missing__(self, held: Any) -> Any:
        made = self[held] = self._make(held)
        return made
