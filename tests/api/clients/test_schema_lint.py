"""graphql-eslint: what schemas are recommended to keep, and what Relay asks of them."""

from pathlib import Path
from typing import Any

from graphql import GraphQLObjectType, build_schema

from api.schema.execute import printed
from tests.api.clients.judges import SCHEMA, judge


def lint(schema: Path) -> dict[str, Any]:
    return dict(judge("schema_lint", {"schema": str(schema)}))


def test_the_printed_schema_keeps_the_rules() -> None:
    """Exceptions stand in lint_exceptions.js, each with its reason."""
    said = lint(SCHEMA)
    found = [
        f"line {at['line']}: {at['on']}: {at['message']} ({at['rule']})" for at in said["found"]
    ]
    assert not found, "\n".join(found)
    assert said["unused"] == [], "take these out of lint_exceptions.js"


def test_an_id_stands_only_on_what_node_returns() -> None:
    schema = build_schema(printed())
    types = [kind for kind in schema.type_map.values() if isinstance(kind, GraphQLObjectType)]
    with_id = {kind.name for kind in types if "id" in kind.fields}
    nodes = {kind.name for kind in types if "Node" in {each.name for each in kind.interfaces}}
    assert with_id == nodes
    assert len(nodes) > 30
