"""The page /ask without a browser: forms, answers, refusals, and every saved question.

Tests: api/service/questions.py.
"""

import json
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.schema.execute import answer, printed
from api.service.questions import GROUPS, QUESTIONS, Question, first_thing, things
from api.service.reader import Reader
from graph.stores.memory import MemoryStore

SLUGS = (
    "cornwall",
    "coventry",
    "essex",
    "lincolnshire",
    "salford",
    "stockton-on-tees",
    "westminster",
    "york",
)
# Where the record holds nothing of the sort, the honest answer has no rows.
MAY_BE_EMPTY = {
    "joined-by-one",
    "gaps",
    "meetings",
    "engagement-parts",
    "in-place",
    "planned",
    "who-sits",
    "answers-to",
    "all-lines",
    "commissioning",
    "quorum",
    "risks",
    "who-decides",
    "chairs-of-several",
    "findings-moved",
    "key-and-seen-less",
    "no-line",
    "not-met",
    "one-document-alone",
    "plans-without-owner",
    "statutory",
    "term-over",
    "vacant-seats",
}


@pytest.fixture(scope="module")
def reader(store: MemoryStore) -> Reader:
    return Reader(store)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_saved_question_runs_on_every_area(
    reader: Reader, question: Question, slug: str
) -> None:
    view = reader.view(slug)
    given = question.variables(slug, first_thing(view), areas=[slug], since="2023-03-31")
    found = answer(reader, question.query, given)
    assert found.errors == []
    assert found.data is not None
    assert None not in found.data.values()
    rows = [row for table in found.tables for row in table.rows]
    kinds = {node.kind for node in view.shown.nodes.values()}
    nothing = question.id == "boards-and-groups" and "body" not in kinds
    if question.id not in MAY_BE_EMPTY and not nothing:
        assert rows


@pytest.mark.parametrize(
    ("question", "slug", "rows"),
    [
        ("who-sits", "westminster", 4),
        ("answers-to", "coventry", 1),
        ("all-lines", "coventry", 2),
        ("planned", "york", 6),
        ("family-hubs", "coventry", 8),
        ("documents", "salford", 44),
        ("compare-areas", "york", 8),
    ],
)
def test_what_is_on_record_is_in_the_answer(
    reader: Reader, question: str, slug: str, rows: int
) -> None:
    asked = next(q for q in QUESTIONS if q.id == question)
    thing = first_thing(reader.view(slug))
    found = answer(reader, asked.query, asked.variables(slug, thing)).tables
    assert sum(len(table.rows) for table in found) == rows


def test_saved_questions_are_grouped_named_once_and_plain() -> None:
    assert len(QUESTIONS) >= 8
    assert {question.group for question in QUESTIONS} == set(GROUPS)
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)
    for question in QUESTIONS:
        assert question.words.endswith("?")
        assert all(f"${name}:" in question.query for name in question.needs)


def test_things_begin_with_boards_and_a_main_board_is_chosen(reader: Reader) -> None:
    view = reader.view("coventry")
    (label, bodies), _ = things(view)
    assert label == "Boards, groups and panels"
    assert {node.kind for node in bodies} == {"body"}
    assert first_thing(view) == "coventry/sehp"


def test_the_page_opens_with_a_query_and_no_answer(client: TestClient) -> None:
    page = client.get("/ask")
    assert page.status_code == 200
    assert "Nothing has been asked yet" in page.text
    assert "query OnTheMap" in page.text
    assert "<script>" not in page.text
    assert " style=" not in page.text
    assert "http://" not in page.text.replace("http://127.0.0.1", "")


def test_a_saved_question_is_answered_by_its_address_and_cited(client: TestClient) -> None:
    asked = {"area": "westminster", "question": "who-sits"}
    text = unescape(client.get("/ask", params=asked).text)
    assert "<caption" in text
    assert "is co-chaired by" in text
    assert '<a href="/areas/westminster/nodes/r.ce">Chief executive' in text
    assert "Westminster, record as of 31 March 2024, revision 1" in text
    address = "http://127.0.0.1/ask?area=westminster&question=who-sits&thing=westminster%2Fehpb"
    assert f'<a href="{address}">{address}</a>' in text
    assert client.get(address).status_code == 200


def test_a_thing_of_another_area_is_replaced(client: TestClient) -> None:
    asked = {"area": "coventry", "question": "who-sits", "thing": "westminster/ehpb"}
    text = client.get("/ask", params=asked).text
    assert "about Strategic Early Help Partnership" in text


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"area": "nowhere"}, 'There is no area "nowhere".'),
        ({"question": "who-sit"}, "Did you mean who-sits"),
    ],
)
def test_what_is_not_there_is_said(client: TestClient, asked: dict[str, str], says: str) -> None:
    page = client.get("/ask", params=asked)
    assert page.status_code == 200
    assert says in unescape(page.text)


def send(client: TestClient, query: str, variables: str = "", **others: str) -> Any:
    return client.post("/ask", data={"query": query, "variables": variables, **others})


def test_a_query_of_ones_own_is_run(client: TestClient) -> None:
    query = """query Q($s: String!) {
      area(slug: $s) { name view { bodies(first: 2) { nodes { name } } } } }"""
    page = send(client, query, '{"s": "coventry"}')
    assert page.status_code == 200
    text = unescape(page.text)
    assert "<h3>About the area</h3>" in text
    assert text.count("<td ") == 2
    assert '"name": "Coventry"' in text
    assert query in text
    assert "To cite this answer" not in text


@pytest.mark.parametrize(
    ("query", "variables", "says"),
    [
        ("", "", "The question is empty"),
        ("{ nope }", "", "Cannot query field 'nope'"),
        ("{ areas { slug } }", "{", "The variables box is not JSON"),
        ("{ areas { slug } }", "[]", "must be a JSON object"),
        ("{ areas { slug } }", "[" * 50_000, "nested too deeply"),
        ("{ areas { slug } ", "", "line 1 of the query"),
        ("{ areas { slug } " + "areas { slug } " * 300 + "}", "", "or ask it in two parts"),
    ],
)
def test_a_query_that_cannot_run_is_explained(
    client: TestClient, query: str, variables: str, says: str
) -> None:
    page = send(client, query, variables)
    assert page.status_code == 200
    assert "could not be answered" in page.text
    assert says in unescape(page.text)


def test_what_is_written_is_shown_as_text(client: TestClient) -> None:
    nasty = '</textarea><script>alert(1)</script>"'
    for page in (
        send(client, nasty, nasty, area=nasty),
        client.get("/ask", params={"area": nasty}),
    ):
        assert page.status_code == 200
        assert "<script>alert" not in page.text


def test_an_answer_with_nothing_in_it_says_so(client: TestClient) -> None:
    page = send(client, '{ area(slug: "york") { view { bodies { nodes { name } } } } }')
    assert "None on record" in page.text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"query=%7B+areas+%7B+slug+%7D+%7D", 200),
        (b"", 200),
        (b"\xff\xfe", 400),
        (b"query=%ff%fe", 200),
        (b"query=%ED%A0%80", 200),
        (b"a=1&" * 1000, 400),
        (b"x" * (1024 * 1024 + 1), 413),
    ],
)
def test_bodies_of_a_form(client: TestClient, body: bytes, status: int) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    page = client.post("/ask", content=body, headers=headers)
    assert page.status_code == status
    assert "<h1>Ask the record</h1>" in page.text


def test_the_schema_can_be_read_as_text(client: TestClient) -> None:
    answered = client.get("/ask/schema.graphql")
    assert answered.headers["content-type"] == "text/plain; charset=utf-8"
    assert answered.text == printed()


def test_the_json_on_the_page_is_what_graphql_answers(client: TestClient) -> None:
    query = "{ areas { slug name } }"
    text = unescape(send(client, query).text)
    begin = text.index("<code>{\n") + len("<code>")
    shown = json.loads(text[begin : text.index("</code>", begin)])
    assert shown == client.post("/graphql", json={"query": query}).json()
