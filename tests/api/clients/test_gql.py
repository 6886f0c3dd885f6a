"""gql, the Python client: questions, variables, errors, and the schema that it reads by itself."""

from collections.abc import Iterator
from typing import Any

import pytest
from gql import Client, GraphQLRequest
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
def client(service: str) -> Iterator[Client]:
    """A client that reads the schema from the service when it begins."""
    client = Client(transport=HTTPXTransport(url=service), fetch_schema_from_transport=True)
    with client:
        yield client


def ask(client: Client, query: str, **variables: object) -> dict[str, Any]:
    return dict(client.session.execute(GraphQLRequest(query, variable_values=variables)))


def text(schema: GraphQLSchema) -> str:
    return print_schema(lexicographic_sort_schema(schema))


def test_a_question_with_variables_is_answered(client: Client) -> None:
    query = "query Area($slug: String!) { area(slug: $slug) { slug name } }"
    for slug, name in (("coventry", "Coventry"), ("nearham", "Nearham")):
        assert ask(client, query, slug=slug) == {"area": {"slug": slug, "name": name}}


def test_the_schema_it_reads_is_the_one_that_is_printed(client: Client) -> None:
    assert client.schema
    assert text(client.schema) == text(build_schema(printed()))


def test_it_finds_what_is_wrong_before_it_asks(client: Client) -> None:
    with pytest.raises(GraphQLError, match="Cannot query field 'nam' on type 'Area'"):
        ask(client, '{ area(slug: "coventry") { nam } }')


def test_an_error_comes_with_its_code_and_the_rest_of_the_answer(client: Client) -> None:
    query = """{
        good: area(slug: "coventry") { name }
        bad: area(slug: "coventry") { view { links(first: -1) { totalCount } } }
    }"""
    with pytest.raises(TransportQueryError) as caught:
        ask(client, query)
    assert caught.value.data["good"] == {"name": "Coventry"}
    (error,) = caught.value.errors or ()
    assert error["path"][0] == "bad"
    assert error["extensions"]["code"]
    assert "\n" not in error["message"]
