"""Review questions at /ask: one, several or all areas, cited, and as CSV that Excel reads.

Tests: api/pages/ask_form.py, api/schema/answer_csv.py
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.schema.answer_csv import MARK, answer_csv
from api.schema.answer_tables import tables
from graph.facts.model import Area
from graph.stores.memory import MemoryStore
from tests.review_towns import review_store
from tests.towns import Town


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(review_store()), base_url="http://127.0.0.1") as opened:
        yield opened


def answer_of(client: TestClient, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return unescape(page.text.split('id="answer"')[1].split('id="query-heading"')[0])


def test_of_all_areas_where_none_is_chosen(client: TestClient) -> None:
    text = answer_of(client, "/ask?question=plans-without-owner")
    assert "East Offer" in text
    assert "West Plan" in text
    assert "all areas, each as of its own day;" in text
    address = "http://127.0.0.1/ask?question=plans-without-owner"
    assert f'<a href="{address}">{address}</a>' in text


def test_a_citation_of_all_says_that_what_is_made_up_is_left_out() -> None:
    store = review_store()
    made = Town("madeup").main("board").node("plan", "plan", name="Made-up Plan")
    area = made.facts["madeup"]
    assert isinstance(area, Area)
    made.facts["madeup"] = replace(area, invented=True)
    store.put(made.snapshot(), ())
    with TestClient(create_app(store), base_url="http://127.0.0.1") as opened:
        text = answer_of(opened, "/ask?question=plans-without-owner")
    assert "Made-up Plan" not in text
    assert "all areas that tell of real councils, each as of its own day;" in text


@pytest.mark.parametrize("areas", ["areas=westham", "areas=westham%2C", "areas=&areas=westham"])
def test_of_those_that_are_chosen(client: TestClient, areas: str) -> None:
    text = answer_of(client, f"/ask?question=plans-without-owner&{areas}&asOf=2024-02-01")
    assert "East Offer" not in text
    assert "West Plan" in text
    assert "Westham, as of 1 February 2024;" in text


def test_an_unknown_area_and_a_day_that_is_none_are_one_sentence(client: TestClient) -> None:
    text = answer_of(client, "/ask?question=plans-without-owner&areas=westam")
    assert 'There is no area "westam". Did you mean westham?' in text
    for day in ("asOf", "known", "since"):
        text = answer_of(client, f"/ask?question=findings-moved&{day}=2024-02-31")
        assert '"2024-02-31" is not a day' in text


def test_what_changed_begins_a_year_before_where_no_day_is_given(client: TestClient) -> None:
    text = answer_of(client, "/ask?question=findings-moved&areas=westham")
    assert "since 1 July 2023" in text
    assert "since 2 January 2024" in answer_of(
        client, "/ask?question=findings-moved&since=2024-01-02"
    )


def test_the_chosen_areas_stay_chosen(client: TestClient) -> None:
    page = client.get("/ask?question=no-line&areas=eastham,westham").text
    assert page.count('name="areas" value="eastham" checked') == 1
    assert page.count('name="areas" value="westham" checked') == 1
    assert '<input type="hidden" name="areas" value="eastham,westham">' in page


def rows_of(text: str) -> list[list[str]]:
    assert text.startswith(MARK)
    return list(csv.reader(text.removeprefix(MARK).splitlines()))


def test_a_saved_answer_as_csv_begins_with_its_headings_and_ends_with_its_citation(
    client: TestClient,
) -> None:
    answered = client.get("/ask/answer.csv?question=plans-without-owner&areas=eastham")
    assert answered.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="plans-without-owner.csv"' in answered.headers["content-disposition"]
    rows = rows_of(answered.text)
    assert rows[0][:3] == ["Area", "As of", "Revision"]
    assert rows[1][0] == "Eastham"
    assert "East Offer" in " ".join(rows[1])
    assert rows[-3] == ["To cite this answer"]
    assert rows[-2][0].startswith(
        "Golden Thread, “For which plans is no owner in place on record?”"
    )
    assert rows[-1][0].startswith("http://127.0.0.1/ask?question=plans-without-owner")


def test_the_page_links_to_its_csv(client: TestClient) -> None:
    page = client.get("/ask?question=plans-without-owner&areas=eastham").text
    address = "/ask/answer.csv?question=plans-without-owner&amp;areas=eastham"
    assert f'href="{address}"' in page


def test_several_tables_have_their_titles(client: TestClient) -> None:
    rows = rows_of(client.get("/ask/answer.csv?question=not-met").text)
    firsts = [row[0] for row in rows if row]
    assert "Last meeting on record a quarter old or more" in firsts
    assert "No meeting on record: ask" in firsts


def test_a_query_of_ones_own_is_sent_for_its_csv(client: TestClient) -> None:
    query = '{ plans(areas: ["westham"]) { nodes { name } } }'
    answered = client.post("/ask/answer.csv", data={"query": query})
    assert rows_of(answered.text) == [["Name"], ["West Plan"]]
    refused = client.post("/ask/answer.csv", data={"query": "{ nope }"})
    assert refused.status_code == 400
    assert refused.text.startswith("Cannot query field 'nope'")
    assert client.get("/ask/answer.csv").status_code == 400
    assert client.post("/ask/answer.csv", content=b"\xff").status_code == 400


def test_no_cell_is_taken_for_a_formula_and_what_is_left_out_is_said() -> None:
    listed = {"plans": {"totalCount": 7, "nodes": [{"name": "=1+1"}, {"name": "a\nb"}]}}
    text = answer_csv(tables(listed))
    assert text.startswith(MARK + "Name\n'=1+1\n")
    assert "2 of 7 are listed" in text


def many() -> MemoryStore:
    """A hundred and thirty plans without an owner, in two areas."""
    store = MemoryStore()
    for slug, count in (("aton", 70), ("bton", 60)):
        made = Town(slug)
        for number in range(count):
            made.node(f"p{number:03}", "plan", name=f"Plan {number} of {slug}")
        store.put(made.snapshot(), ())
    return store


def test_a_long_answer_goes_on_and_its_file_has_all_of_it() -> None:
    with TestClient(create_app(many()), base_url="http://127.0.0.1") as client:
        first = client.get("/ask?question=plans-without-owner").text
        assert "(100 of 130)" in first
        (address,) = re.findall(r'<a href="([^"]+)">The next rows</a>', first)
        rest = client.get(unescape(address)).text
        assert "(30 of 130)" in rest
        assert "The next rows" not in rest
        rows = rows_of(client.get("/ask/answer.csv?question=plans-without-owner").text)
        names = [row[3] for row in rows[1:] if len(row) > 3]
        assert len(set(names)) == 130
        assert not any("are listed" in cell for row in rows for cell in row)
