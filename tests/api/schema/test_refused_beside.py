"""One wrong word loses the field that it was given to, and nothing beside it.

Tests: api/schema/fields.py
"""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)

from api.schema.codes import ErrorCode
from api.schema.execute import answer
from api.schema.query import schema
from api.service.reader import Reader
from graph.stores.memory import MemoryStore

TYPES = schema._schema.type_map
NOBODY = "nobody at all"
WRONG = {"ID": f'"{NOBODY}"', "String": f'"{NOBODY}"', "Int": "-1", "Date": '"1900-01-01"'}
RIGHT = {"from": '"sehp"', "slug": '"york"', "rule": '"body-has-chair"', "id": '"sehp"'}
# What answers with problems of its own, or takes nothing that can be wrong while it runs.
NEVER_REFUSED = {
    *("AreaView.whatIf", "Mutation.keepScenario", "Mutation.acceptScenario"),
    *("Mutation.applyChanges", "Mutation.previewChanges", "Mutation.undo"),
    *("Mutation.dropScenario", "Query.areas", "Rule.severity", "Rule.severityWords"),
    *("PolicyChange.state", "PolicyChange.stateWords", "Subscription.areaChanged"),
}
IN_VIEW = '{{ area(slug: "coventry") {{ view {{ {} }} }} }}'
OF_ID = '{{{{ node(id: "{}") {{{{ ... on {} {{{{ {{}} }}}} }}}} }}}}'
# Where an object of each type that takes arguments is found, and a right field of it.
PLACES = {
    "Query": ("{{ {} }}", 'area(slug: "york") { name view { totals { count } } }'),
    "Area": ('{{ area(slug: "coventry") {{ {} }} }}', "name revision"),
    "AreaView": (IN_VIEW, "revision totals { outcome count }"),
}


def taking_arguments() -> Iterator[tuple[str, str, Any]]:
    for name, kind in TYPES.items():
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__"):
            yield from ((name, field, one) for field, one in kind.fields.items() if one.args)


CASES = [
    (owner, field, argument)
    for owner, field, one in taking_arguments()
    if f"{owner}.{field}" not in NEVER_REFUSED
    for argument in one.args
]


def wrong_value(kind: Any) -> str | None:
    """Return a value that fits its type and names nothing; None for a word of a closed list."""
    named = get_named_type(kind)
    if isinstance(named, GraphQLInputObjectType):
        inner = ((name, wrong_value(one.type)) for name, one in named.fields.items())
        found = next(((name, value) for name, value in inner if value), None)
        made = f"{{{found[0]}: {found[1]}}}" if found else None
    else:
        made = WRONG.get(str(named))
    if made and is_list_type(get_nullable_type(kind)):
        return f"[{made}]"
    return made


def right_value(name: str, argument: GraphQLArgument) -> str:
    named = get_named_type(argument.type)
    if isinstance(named, GraphQLInputObjectType):
        return "{kind: HWB}" if named.name == "LineOfSightTarget" else "{}"
    if isinstance(named, GraphQLEnumType):
        return str(next(iter(named.values)))
    if str(named) == "Date":
        return '"2024-01-01"'
    made = RIGHT.get(name, '"york"')
    return f"[{made}]" if is_list_type(get_nullable_type(argument.type)) else made


def asked(field: str, known: Any, wrong: str, value: str) -> str:
    given = {
        name: right_value(name, one)
        for name, one in known.args.items()
        if isinstance(one.type, GraphQLNonNull)
    } | {wrong: value}
    said = ", ".join(f"{name}: {one}" for name, one in given.items())
    inner = "" if is_leaf_type(get_named_type(known.type)) else " { __typename }"
    return f"wrong: {field}({said}){inner}"


@pytest.fixture(scope="module")
def reader(store: MemoryStore) -> Reader:
    return Reader(store)


@pytest.fixture(scope="module")
def some_ids(reader: Reader) -> dict[str, str]:
    """Return an id for each type of thing that Coventry has, and of one source."""
    lists = "links(first: 100) { nodes { from { __typename id } to { __typename id } } }"
    sourced = "sources(first: 1) { nodes { id } }" if _pages_of_sources() else "sources { id }"
    data = answer(reader, IN_VIEW.format(f"{lists} {sourced}")).data
    assert data is not None
    view = data["area"]["view"]
    sources = view["sources"]["nodes"] if isinstance(view["sources"], dict) else view["sources"]
    ends = (link[end] for link in view["links"]["nodes"] for end in ("from", "to"))
    return {"Source": sources[0]["id"]} | {end["__typename"]: end["id"] for end in ends}


def _pages_of_sources() -> bool:
    view = TYPES["AreaView"]
    assert isinstance(view, GraphQLObjectType)
    return not is_list_type(get_nullable_type(view.fields["sources"].type))


def test_what_takes_arguments_may_be_null() -> None:
    named = {f"{owner}.{field}" for owner, field, _ in taking_arguments()}
    never_null = {
        f"{owner}.{field}"
        for owner, field, one in taking_arguments()
        if isinstance(one.type, GraphQLNonNull)
    }
    assert never_null == NEVER_REFUSED & named
    for kind in TYPES.values():
        if isinstance(kind, GraphQLInterfaceType):
            args = [one for one in kind.fields.values() if one.args]
            assert not any(isinstance(one.type, GraphQLNonNull) for one in args)


def test_a_wrong_value_loses_nothing_beside_its_field(
    reader: Reader, some_ids: dict[str, str]
) -> None:
    refused = set()
    for owner, field, argument in CASES:
        known: Any = TYPES[owner]
        value = wrong_value(known.fields[field].args[argument].type)
        place, right = PLACES.get(owner, ("", "title" if owner == "Source" else "name sentence"))
        if owner in some_ids:
            place = OF_ID.format(some_ids[owner], owner)
        if value is None or not place:
            continue
        wrong = asked(field, known.fields[field], argument, value)
        found = answer(reader, place.format(f"{wrong} {right}"))
        alone = answer(reader, place.format(right))
        assert found.data is not None, wrong
        assert alone.data is not None, right
        assert not alone.errors, right
        for error in found.errors:
            assert error["path"][-1] == "wrong", (wrong, error)
            assert error["extensions"]["code"] in _OF_CALLERS, (wrong, error)
            refused.add(f"{owner}.{field}({argument})")
        assert without_wrong(found.data) == alone.data, wrong
    assert refused >= EXPECTED, EXPECTED - refused


_OF_CALLERS = {ErrorCode.BAD_USER_INPUT, ErrorCode.NOT_FOUND}
EXPECTED = {
    *("Area.changes(about)", "Area.changes(first)", "Area.changes(after)"),
    *("AreaView.thing(id)", "AreaView.bodies(first)", "AreaView.bodies(after)"),
    *("AreaView.compareWith(slug)", "AreaView.compareScenario(name)"),
    *("AreaView.suggestions(rule)", "AreaView.suggestions(most)", "AreaView.noSuggestion(rule)"),
    *("AreaView.decisions(matter)", "AreaView.quorum(body)", "AreaView.askedQuestions(about)"),
    *("AreaView.askedQuestions(rules)", "AreaView.lineOfSight(from)", "Body.links(first)"),
    "Source.facts(first)",
    *("Query.bodies(areas)", "Query.findings(areas)", "Query.findings(after)"),
    *("AreaView.findings(first)", "Body.lineOfSight(to)"),
}


def without_wrong(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: without_wrong(one) for name, one in data.items() if name != "wrong"}
    return data


def test_the_tables_of_ask_do_not_call_what_was_refused_not_recorded(reader: Reader) -> None:
    both = 'quorum(body: "nobody") { sentence } revision'
    found = answer(reader, IN_VIEW.format(both))
    said = [label for table in found.tables for label, _ in table.facts]
    assert said == ["Revision"]
    (error,) = found.errors
    assert error["path"] == ["area", "view", "quorum"]
    assert not any("quorum" in table.title for table in found.tables)
