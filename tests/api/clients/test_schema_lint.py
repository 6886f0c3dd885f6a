"""graphql-eslint: what schemas are recommended to keep, and what Relay asks of them."""

from tests.api.clients.judges import SCHEMA, judge


def test_the_printed_schema_keeps_the_rules() -> None:
    """Exceptions stand in eslint.config.js, each with its reason."""
    found = judge("schema_lint", {"schema": str(SCHEMA)})
    assert [f"line {each['line']}: {each['message']} ({each['rule']})" for each in found] == []
