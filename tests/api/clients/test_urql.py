"""urql shows answers, errors and partial answers as they were sent, with both of its caches."""

from typing import Any

import pytest

from tests.api.clients.judges import SCHEMA, check_shown, judge

AREA = "query Area($slug: String!) { area(slug: $slug) { slug name } }"
ASKED = (
    {"name": "variables", "query": AREA, "variables": {"slug": "coventry"}},
    {"name": "other variables", "query": AREA, "variables": {"slug": "nearham"}},
    {"name": "error", "query": '{ area(slug: "coventry") { nam } }', "variables": {}},
    {
        "name": "part",
        "query": '{ good: area(slug: "coventry") { name } '
        'bad: area(slug: "coventry") { view { links(first: -1) { totalCount } } } }',
        "variables": {},
    },
)


@pytest.fixture(scope="module")
def said(service: str, asked: list[dict[str, Any]]) -> dict[str, Any]:
    given = {"url": service, "documents": asked, "asked": ASKED, "schema": str(SCHEMA)}
    return dict(judge("urql", given))


@pytest.fixture(scope="module")
def told(said: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in said["told"]}


def test_its_cache_of_things_shows_what_was_sent(said: dict[str, Any]) -> None:
    check_shown(said["shown"], least=20_000)


@pytest.mark.parametrize(
    ("name", "area"), [("variables", "Coventry"), ("other variables", "Nearham")]
)
def test_a_question_with_variables_is_asked_once(
    told: dict[str, dict[str, Any]], name: str, area: str
) -> None:
    answer = told[name]
    assert answer["data"]["area"]["name"] == area
    assert answer["errors"] == []
    assert answer["fromCache"]
    assert answer["same"]


def test_an_error_is_a_sentence_with_a_code(told: dict[str, dict[str, Any]]) -> None:
    (error,) = told["error"]["errors"]
    assert error["message"].startswith("Cannot query field 'nam' on type 'Area'")
    assert error["extensions"]["code"]
    assert told["error"]["network"] == ""


def test_what_cannot_be_answered_leaves_the_rest(told: dict[str, dict[str, Any]]) -> None:
    answer = told["part"]
    assert answer["data"]["good"]["name"] == "Coventry"
    (error,) = answer["errors"]
    assert error["path"][0] == "bad"
    assert error["extensions"]["code"]
