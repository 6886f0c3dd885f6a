"""Saved questions for any day, and for what the map said on a day: on the page and in GraphQL."""

from collections.abc import Iterator
from html import unescape

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.schema.execute import answer
from api.service.questions import QUESTIONS, Question, first_thing
from api.service.reader import Reader
from graph.stores.memory import MemoryStore
from tests.api.test_known_at import fill

LINE = "BOARD reports to Safeguarding Board"


@pytest.fixture
def opened() -> Iterator[TestClient]:
    with TestClient(create_app(fill(MemoryStore())), base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_saved_question_can_be_asked_for_other_days(
    store: MemoryStore, question: Question
) -> None:
    reader = Reader(store)
    days = {"asOf": "2024-02-01", "knownAt": "2026-11-24"} if question.needs else {}
    thing = first_thing(reader.view("coventry"))
    query = question.query_on(days)
    variables = question.variables("coventry", thing, days, areas=["coventry"], since="2023-03-31")
    assert all(query.count(f"${name}") >= 2 for name in days)
    assert question.query_on({}) == question.query
    found = answer(reader, query, variables)
    assert found.errors == []


def asked(client: TestClient, question: str, **days: str) -> str:
    about = {"area": "testham", "question": question, "thing": "testham/board"}
    return unescape(client.get("/ask", params={**about, **days}).text)


@pytest.mark.parametrize(
    ("days", "there"),
    [
        ({"asOf": "2024-01-31"}, True),
        ({"asOf": "2024-03-31"}, False),
        ({"asOf": "2024-03-31", "known": "2024-05-10"}, True),
        ({"asOf": "2024-01-31", "known": "2024-05-09"}, False),
    ],
)
def test_the_page_answers_for_the_days_that_are_chosen(
    opened: TestClient, days: dict[str, str], there: bool
) -> None:
    assert (LINE in asked(opened, "all-lines", **days).split('id="query-heading"')[0]) is there


def test_the_answer_is_cited_with_its_days_and_its_links_keep_them(opened: TestClient) -> None:
    text = asked(opened, "who-sits", asOf="2024-01-31", known="2024-05-10")
    assert "record as of 31 January 2024, revision 2, as known on 10 May 2024" in text
    assert "&asOf=2024-01-31&known=2024-05-10" in text.split("To cite this answer")[1]
    assert 'name="asOf" value="2024-01-31"' in text
    named = asked(opened, "everything", asOf="2024-01-31", known="2024-05-10")
    assert 'href="/areas/testham/nodes/board?asOf=2024-01-31&known=2024-05-10"' in named


def test_a_day_that_nobody_can_answer_for_is_a_plain_sentence(opened: TestClient) -> None:
    assert "Nothing was recorded of Testham on 30 April 2024" in asked(
        opened, "everything", known="2024-04-30"
    )
    assert '"soon" is not a day' in asked(opened, "everything", asOf="soon")


def test_undated_facts_are_told_of_beside_the_answer(client: TestClient) -> None:
    about = {"area": "coventry", "question": "everything", "asOf": "1990-01-01"}
    assert "may not have been so on 1 January 1990" in client.get("/ask", params=about).text


def test_an_area_asks_on_its_own_day(opened: TestClient) -> None:
    html = opened.get("/areas/testham?asOf=2024-01-31&known=2024-05-10&complete=1").text
    assert 'href="/ask?area=testham&amp;asOf=2024-01-31&amp;known=2024-05-10"' in html


def test_a_thing_can_be_asked_for_as_it_was_known() -> None:
    query = """query($known: Date) {
      area(slug: "testham") { view(asOf: "2024-01-31", knownAt: $known) {
        thing(id: "testham/board") { links { totalCount } } } }
    }"""
    counted = {}
    for known in ("2024-05-09", "2024-05-10"):
        found = answer(Reader(fill(MemoryStore())), query, {"known": known})
        assert found.data is not None
        counted[known] = found.data["area"]["view"]["thing"]["links"]["totalCount"]
    assert counted == {"2024-05-09": 0, "2024-05-10": 1}
