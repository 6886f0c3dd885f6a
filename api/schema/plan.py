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
from operator import attrgetter
from time import monotonic
from typing import Any, TypeGuard

from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    get_argument_values,
    is_enum_type,
    is_leaf_type,
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
from graphql.pyutils import Path
from graphql.type import get_nullable_type as nullable_type
from strawberry import Info, Schema
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from api.schema.documents import KnownDocument
from api.schema.fields import RECORD, RecordRead
from api.schema.plan_values import Complete, Fields, Unplanned, as_it_is, completer, leaf, not_null
from graph.cancellation import Cancelled

_MADE = "strawberry-definition"
_numbers = count()


@dataclass(slots=True)
class _Run:
    """One run of a plan: whose context it has, which variables, and what arguments came of them."""

    context: Any
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
        selected = collect_fields(self._core, self._fragments, variables, root, operation)
        self._fields = self._made_ready(root, selected.grouped_field_set, at_root=True)

    def run(self, context: Any, variables: VariableValues) -> dict[str, Any]:
        """Answer with data that is whole; raises Unplanned, and whatever a resolver raises."""
        run = _Run(context, variables)
        answered = {}
        for key, read in self._fields:
            began = monotonic()
            try:
                self._check()
                answered[key] = read(None, run)
            except Cancelled as stopped:
                if not stopped.part and (monotonic() - began) * 2 >= stopped.elapsed:
                    stopped.part = (key,)
                raise
        return answered

    def _made_ready(
        self, parent: GraphQLObjectType, selected: GroupedFieldSet, at_root: bool = False
    ) -> Fields:
        return tuple(self._ready(parent, selected, at_root))

    def _ready(
        self, parent: GraphQLObjectType, selected: GroupedFieldSet, at_root: bool
    ) -> Iterator[tuple[str, Complete]]:
        for key, asked in selected.items():
            name = asked[0].node.name.value
            if name == "__typename":
                yield key, _always(parent.name)
                continue
            known = parent.fields.get(name)
            if known is None:
                # Introspection, which is asked seldom.
                raise Unplanned
            place = Path(None, key, parent.name) if at_root else None
            yield key, self._read(parent, known, asked, place)

    def _read(
        self,
        parent: GraphQLObjectType,
        known: GraphQLField,
        asked: FieldDetailsList,
        place: Path | None,
    ) -> Complete:
        """Return what reads a field of an object and completes it."""
        definition = known.extensions.get(_MADE)
        if not isinstance(definition, StrawberryField):
            raise Unplanned
        if definition.extensions or definition.is_async:
            raise Unplanned
        record: RecordRead | None = definition.metadata.get(RECORD)
        quick = _of_record(record, known.type) if record else None
        if quick is not None:
            return quick

        def fields_of(kind: GraphQLObjectType) -> Fields:
            inside = collect_subfields(
                self._core, self._fragments, self._variables, self._operation, kind, asked
            )
            return self._made_ready(kind, inside.grouped_field_set)

        complete = completer(self._core, known.type, fields_of, self._check)
        if definition.base_resolver is None:
            if self._schema.config.default_resolver is not getattr or asked[0].node.arguments:
                raise Unplanned
            get = attrgetter(definition.python_name)
            return lambda source, run: complete(get(source), run)
        return self._call(definition, parent, known, asked, place, complete)

    def _call(
        self,
        made: StrawberryField,
        parent: GraphQLObjectType,
        known: GraphQLField,
        asked: FieldDetailsList,
        place: Path | None,
        complete: Complete,
    ) -> Complete:
        """Return what calls a resolver, with what it asks for, and completes what it gives."""
        resolver = made.base_resolver
        assert resolver is not None
        if resolver.parent_parameter or resolver.root_parameter:
            raise Unplanned
        call, node, number = resolver.wrapped_func, asked[0].node, next(_numbers)
        if not isfunction(call):
            raise Unplanned
        wants_self, wants_info = bool(resolver.self_parameter), resolver.info_parameter
        if wants_info is None and wants_self and not known.args:
            return lambda source, run: complete(call(source), run)
        if wants_info is not None and place is None:
            # Only where a question begins is it known beforehand where a field stands.
            raise Unplanned

        def arguments(run: _Run) -> dict[str, Any]:
            """Return the arguments of the field, the same for each object of a run."""
            given = run.arguments.get(number)
            if given is None:
                core = get_argument_values(known, node, run.variables)
                given = convert_arguments(
                    core,
                    made.arguments,
                    scalar_registry=self._schema.schema_converter.scalar_registry,
                    config=self._schema.config,
                )
                if wants_info is not None:
                    given[wants_info.name] = info(run)
                run.arguments[number] = given
            return given

        def info(run: _Run) -> Info[Any, Any]:
            assert place is not None
            return self._info(made, parent, known, [one.node for one in asked], place, run)

        if wants_self:
            return lambda source, run: complete(call(source, **arguments(run)), run)
        return lambda _, run: complete(call(**arguments(run)), run)

    def _info(
        self,
        made: StrawberryField,
        parent: GraphQLObjectType,
        known: GraphQLField,
        nodes: list[FieldNode],
        place: Path,
        run: _Run,
    ) -> Info[Any, Any]:
        raw = GraphQLResolveInfo(
            nodes[0].name.value,
            nodes,
            known.type,
            parent,
            place,
            self._core,
            self._definitions,
            None,
            self._operation,
            run.variables,
            run.context,
            never,
            None,
            None,  # type: ignore[arg-type]  # helpers for what is waited for, of which there is none
        )
        return self._schema.config.info_class(_raw_info=raw, _field=made)


def _always(value: str) -> Complete:
    return lambda _, __: value


def never(_: object) -> TypeGuard[Awaitable[Any]]:
    """Say that nothing is waited for: no field of this schema is asynchronous."""
    return False


def _of_record(read: RecordRead, kind: GraphQLOutputType) -> Complete | None:
    """Return what reads a text or word straight from a record; None where more is to be done."""
    inner, get, show = nullable_type(kind), attrgetter(f"record.{read.path}"), read.show
    if not is_leaf_type(inner) or not read.by_itself:
        return None
    complete = leaf(inner) if inner is kind else not_null(leaf(inner))
    if is_enum_type(inner):
        # There are few words in a list, and each is always sent as the same one.
        return _memorised(get, lambda held: complete(show(held, None), None))
    as_is = as_it_is(inner)

    def given(source: Any, run: Any) -> Any:
        held = get(source)
        if held.__class__ is as_is and read.unchanged:
            return held
        return complete(show(held, source), run)

    return given


def _memorised(get: Callable[[Any], Any], make: Callable[[Any], Any]) -> Complete:
    known: dict[Any, Any] = {}

    def given(source: Any, _: Any) -> Any:
        held = get(source)
        try:
            return known[held]
        except KeyError:
            made = known[held] = make(held)
            return made

    return given
