"""The schema itself: the committed text, a description on everything, one type for each kind.

Tests: api/schema/scalars.py, api/schema/vocabulary.py, api/schema/write.py
"""

from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

from api.schema.query import schema
from api.schema.schema_reference import printed
from api.schema.vocabulary import type_name
from api.schema.write import PATH
from api.service.change_shapes import CHANGE_SHAPES
from graph.kinds import LINK_KINDS, NODE_KINDS, Attribute, ValueType, node_attributes

TYPES = {n: kind for n, kind in schema._schema.type_map.items() if not n.startswith("__")}


def fields_of(name: str) -> dict[str, Any]:
    found = TYPES[name]
    assert isinstance(found, (GraphQLObjectType, GraphQLInterfaceType))
    return dict(found.fields)


def camel(name: str) -> str:
    whole = type_name(name)
    return whole[0].lower() + whole[1:]


def test_committed_schema_is_the_printed_one() -> None:
    assert PATH.read_text(encoding="utf-8") == printed(), "run: python -m api.schema.write"


def test_every_type_field_argument_and_value_is_described() -> None:
    bare = []
    for name, kind in TYPES.items():
        if name not in ("String", "Int", "Boolean", "ID", "Float") and not kind.description:
            bare.append(name)
        if isinstance(kind, GraphQLEnumType):
            bare += [
                f"{name}.{word}" for word, value in kind.values.items() if not value.description
            ]
        if isinstance(kind, GraphQLInputObjectType):
            bare += [f"{name}.{part}" for part, one in kind.fields.items() if not one.description]
        if isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
            for field, found in kind.fields.items():
                parts = {field: found.description}
                parts |= {f"{field}({a})": given.description for a, given in found.args.items()}
                bare += [f"{name}.{part}" for part, words in parts.items() if not words]
    assert bare == []


def test_only_the_record_and_scenarios_can_be_changed() -> None:
    mutations = schema._schema.mutation_type
    assert mutations is not None
    scenarios = {"keepScenario", "acceptScenario", "dropScenario"}
    assert set(mutations.fields) == {"applyChanges", "previewChanges", "undo", *scenarios}
    inputs = {name for name, kind in TYPES.items() if isinstance(kind, GraphQLInputObjectType)}
    nested = {"SourceInput", "AttendanceInput", "ClassCountInput", "DependantInput", "PlaceInput"}
    nested |= {"ReachInput", "LineOfSightTarget"}
    shapes = {shape.shape.name for shape in CHANGE_SHAPES.values()}
    asking = {name for name in inputs if name.endswith(("Where", "Filter", "Order"))}
    whole = {"ApplyChangesInput", "VersionInput", "ChangeInput"}
    assert inputs - asking == {*whole, *shapes, *nested}


@pytest.mark.parametrize("kind", [kind.name for kind in NODE_KINDS])
def test_a_thing_is_given_by_the_types_that_it_is_shown_by(kind: str) -> None:
    shown, named = fields_of(type_name(kind)), type_name(kind)
    for name in (f"Add{named}Input", f"Change{named}Input"):
        given = TYPES[name]
        assert isinstance(given, GraphQLInputObjectType)
        for attribute in node_attributes(kind).values():
            known = camel(attribute.name)
            was, now = (str(one[known].type).strip("!") for one in (shown, given.fields))
            if attribute.type is ValueType.REFERENCE:
                assert now == "ID"
            else:
                assert now == was.replace("ClassCount", "ClassCountInput")


@pytest.mark.parametrize("kind", [kind.name for kind in NODE_KINDS])
def test_each_kind_of_thing_has_a_type_with_its_attributes(kind: str) -> None:
    fields = fields_of(type_name(kind))
    assert set(fields_of("Thing")) <= set(fields)
    for attribute in node_attributes(kind).values():
        assert str(fields[camel(attribute.name)].type) == expected_type(attribute)


def expected_type(attribute: Attribute) -> str:
    plain = {
        ValueType.TEXT: "String",
        ValueType.YES_NO: "Boolean",
        ValueType.NUMBER: "Int",
        ValueType.DECIMAL: "Float",
        ValueType.POUNDS: "Float",
        ValueType.PER_CENT: "Float",
        ValueType.COUNTS: "[ClassCount!]!",
        ValueType.DATE: "PartialDate",
        ValueType.REFERENCE: "Thing",
    }
    if attribute.type in plain:
        return plain[attribute.type]
    fits = [
        name
        for name, kind in TYPES.items()
        if isinstance(kind, GraphQLEnumType)
        and tuple(kind.values) == tuple(word.upper() for word in attribute.words)
    ]
    assert len(fits) == 1, (attribute.name, fits)
    return f"[{fits[0]}!]!" if attribute.type is ValueType.CHOICES else fits[0]


def test_no_attribute_hides_a_field_of_every_thing() -> None:
    common = set(fields_of("Thing"))
    for kind in NODE_KINDS:
        assert not common & {camel(name) for name in node_attributes(kind.name)}


def test_enums_hold_the_words_of_the_vocabulary() -> None:
    kinds = TYPES["NodeKind"], TYPES["LinkKind"], TYPES["BodyKind"]
    node_kinds, link_kinds, body_kinds = (list(k.values) for k in kinds if hasattr(k, "values"))
    assert node_kinds == [kind.name.upper() for kind in NODE_KINDS]
    assert link_kinds == [kind.name.upper() for kind in LINK_KINDS]
    assert "MAIN_BOARD" in body_kinds


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("Query.areas", "[Area!]!"),
        ("Query.area", "Area"),
        ("Query.node", "Node"),
        ("Area.view", "AreaView"),
        ("AreaView.thing", "Thing"),
        ("Query.nodes", "[Node]"),
        ("Query.rules", "[Rule!]!"),
        ("Query.rule", "Rule"),
        ("AreaView.bodies", "BodyConnection"),
        ("AreaView.organisations", "OrganisationConnection"),
        ("AreaView.posts", "PostConnection"),
        ("AreaView.sites", "SiteConnection"),
        ("AreaView.things", "ThingConnection"),
        ("AreaView.links", "LinkConnection"),
        ("AreaView.findings", "FindingConnection"),
        ("AreaView.lineOfSight", "LineOfSight"),
    ],
)
def test_the_promised_fields_are_there(place: str, kind: str) -> None:
    owner, field = place.split(".")
    assert str(fields_of(owner)[field].type) == kind


def test_the_promised_arguments_are_there() -> None:
    assert {"asOf", "knownAt", "complete"} == set(fields_of("Area")["view"].args)
    view = fields_of("AreaView")
    pages = {"first", "last", "after", "before"}
    for name in ("bodies", "things", "findings", "links", "seats", "facts", "sources", "meetings"):
        assert {"where", "orderBy"} | pages <= set(view[name].args)
        over = {"areas", "asOf", "knownAt"}
        assert set(fields_of("Query")[name].args) >= set(view[name].args) | over
    assert {"from", "to", "via"} <= set(view["lineOfSight"].args)


def _implementing(name: str) -> list[GraphQLObjectType]:
    interface = TYPES[name]
    assert isinstance(interface, GraphQLInterfaceType)
    return list(schema._schema.get_possible_types(interface))


def test_an_id_stands_only_where_node_answers_to_it() -> None:
    """Everything else has the id of what it is about, as subjectId."""
    with_id = {
        name for name, kind in TYPES.items() if "id" in (getattr(kind, "fields", None) or ())
    }
    nodes = {kind.name for kind in _implementing("Node")}
    inputs = {name for name in with_id if isinstance(TYPES[name], GraphQLInputObjectType)}
    assert with_id - inputs == nodes | {"Node", "Thing"}
    assert set(fields_of("Node")) == {"id"}


def test_what_is_seen_in_a_view_asks_for_no_day_of_its_own() -> None:
    """A day is said once, where the view begins: nothing below it can be of another."""
    days = {"asOf", "knownAt", "complete"}
    asked = {
        f"{name}.{field}"
        for name, kind in TYPES.items()
        if isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)) and name != "Query"
        for field, found in kind.fields.items()
        if days & set(found.args)
    }
    other_sides = {"Area.view", "AreaView.compareWith"}
    of_law = {
        "Rule.severity",
        "Rule.severityWords",
        "PolicyChange.state",
        "PolicyChange.stateWords",
    }
    assert asked == other_sides | of_law
