"""How an answer stands on the page: what a row is about first, long words behind a fold."""

import re

from starlette.testclient import TestClient

from api.app import create_app
from api.pages.answer_shown import columns_in_order, is_wide, shown_line, shown_lines
from graph.stores.memory import MemoryStore
from tests.towns import Town

SOURCE = (
    "The implementation of family hubs: emerging strategies for success, Local Government "
    'Association and Coram, under "Cornwall Council: Background", paragraph 1, read 21 November '
    "2026; address https://www.local.gov.uk/publications/implementation-family-hubs"
)


class ATable:
    def __init__(self, *columns: str) -> None:
        self.columns = list(columns)
        self.rows: list[list[object]] = []


def test_a_source_is_shown_by_its_name_and_place_and_whole_behind_the_fold() -> None:
    line = shown_line(SOURCE)
    assert line.words == (
        "The implementation of family hubs: emerging …, under "
        '"Cornwall Council: Background", paragraph 1'
    )
    assert line.rest == SOURCE


def test_short_lines_stand_as_they_are_and_long_ones_begin_with_their_sentence() -> None:
    assert shown_line("Minutes, page 2").rest == ""
    sentence = "The Early Help Board reports to the safeguarding partnership of the county."
    long = f"{sentence} {'Where it was read, and more of it. ' * 5}"
    assert shown_line(long).words == sentence
    assert len(shown_line("word " * 200).words) < 100
    before, behind = shown_lines([long] * 5)
    assert (len(before), len(behind)) == (2, 3)
    # One more takes no more room than to say so.
    assert shown_lines(["a", "b", "c"])[1] == []
    assert is_wide([sentence])
    assert not is_wide(["31 March 2024"])


def test_what_a_row_is_about_comes_first_and_its_day_last() -> None:
    table = ATable("Area", "As of", "Revision", "Name", "What it is")
    order = [table.columns[n] for n in columns_in_order(table)]  # type: ignore[arg-type]  # no rows
    assert order == ["Name", "Area", "What it is", "As of", "Revision"]
    assert columns_in_order(ATable("Name", "Seat")) == [0, 1]  # type: ignore[arg-type]


def test_the_question_is_folded_where_it_is_answered_and_each_value_has_its_words() -> None:
    store = MemoryStore()
    store.put(Town().main().body("far", "working_group").snapshot(), ())
    client = TestClient(create_app(store), base_url="http://127.0.0.1")
    page = client.get("/ask?question=no-line&area=testham").text
    folded = page[page.index('<details class="ask-chosen">') :]
    assert folded.index("</details>") > folded.index('<form id="choose"')
    assert page.index('id="answer"') < page.index('id="query-heading"')
    assert re.search(r'<td role="cell"[^>]* data-label="Name">', page)
    assert 'class="ask-chosen"' not in client.get("/ask").text
