"""gql, the Python client: questions, variables, errors, and the schema that it reads by itself."""

from collections.abc import Iterator
from typing import Any

import pytest
from gql import Client, GraphQLRequest
from gql.client import SyncClientSession
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXTransport
from graphql import (
    GraphQLError,
    GraphQLSchema,
    build_schema,
    lexicographic_sort_schema,
    print_schema,
)

from api.schema.execute import printed


@pytest.fixture(scope="module")
def session(service: str) -> Iterator[SyncClientSession]:
    """A client that reads the schema from the service when it begins."""
    transport = HTTPXTransport(url=service)
    # By itself it asks what a server of ten years ago knows.
    whole = {"input_object_one_of": True, "specified_by_url": True, "input_value_deprecation": True}
    with Client(
        transport=transport, fetch_schema_from_transport=True, introspection_args=whole
    ) as opened:
        yield opened


def ask(session: SyncClientSession, query: str, **variables: object) -> dict[str, Any]:
    return session.execute(GraphQLRequest(query, variable_values=variables))


def text(schema: GraphQLSchema) -> str:
    return print_schema(lexicographic_sort_schema(schema))


def test_a_question_with_variables_is_answered(session: SyncClientSession) -> None:
    query = "query Area($slug: String!) { area(slug: $slug) { slug name } }"
    for slug, name in (("coventry", "Coventry"), ("nearham", "Nearham")):
        assert ask(session, query, slug=slug) == {"area": {"slug": slug, "name": name}}


def test_the_schema_it_reads_is_the_one_that_is_printed(session: SyncClientSession) -> None:
    assert session.client.schema
    assert text(session.client.schema) == text(build_schema(printed()))


def test_it_finds_what_is_wrong_before_it_asks(session: SyncClientSession) -> None:
    with pytest.raises(GraphQLError, match="Cannot query field 'nam' on type 'Area'"):
        ask(session, '{ area(slug: "coventry") { nam } }')


def test_an_error_comes_with_its_code_and_the_rest_of_the_answer(
    session: SyncClientSession,
) -> None:
    query = """{
        good: area(slug: "coventry") { name }
        bad: area(slug: "coventry") { view { links(first: -1) { totalCount } } }
    }"""
    with pytest.raises(TransportQueryError) as caught:
        ask(session, query)
    data, errors = caught.value.data, caught.value.errors
    assert data
    assert data["good"] == {"name": "Coventry"}
    assert errors
    (error,) = errors
    assert error["path"][0] == "bad"
    assert error["extensions"]["code"]
    assert "\n" not in error["message"]
