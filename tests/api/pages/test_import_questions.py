"""What only a person can say of a file, asked and answered on the page.

Tests: api/pages/import_page.py
"""

import html
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.facts.changes import Ended
from graph.facts.dates import PartialDate
from graph.stores.memory import MemoryStore
from tests.api.pages.test_import_page import OWN, send
from tests.graph.stores.small import batch, town

HEAD = "Name,Kind of body\n"
BOARD, HUBS = "Early Help Board,main board\n", "Hub Forum,working group\n"
PANEL = "Panel,sub group\n"


@pytest.fixture
def own() -> MemoryStore:
    store = MemoryStore()
    town(store)
    return store


@pytest.fixture
def door(own: MemoryStore) -> Iterator[TestClient]:
    app = create_app(own)
    with TestClient(app, raise_server_exceptions=False, base_url="http://127.0.0.1") as opened:
        opened.headers.update(OWN)
        yield opened


def write(door: TestClient, own: MemoryStore, text: str) -> None:
    revision = own.revision("coventry")
    answer = door.post(send(door, text), data={"revision": str(revision)})
    assert f"(revision {revision + 1})" in answer.text


def page(door: TestClient, address: str) -> str:
    return html.unescape(door.get(address).text)


def answers_on(text: str) -> list[str]:
    """Return the answers that the form of a page offers, in its order."""
    return re.findall(r'type="radio"[^>]* value="([^"]+)"', text)


def reply(door: TestClient, address: str, *answers: str, **days: str) -> str:
    """Choose answers in the form, and fill in days, as a browser sends them."""
    fields = {f"answer-{number}": answer for number, answer in enumerate(answers)}
    fields |= {f"day-{answer}": day for answer, day in days.items()}
    return html.unescape(door.post(address, data={"answering": "1", **fields}).text)


def test_a_renamed_body_is_one_answer_and_no_ghost(door: TestClient, own: MemoryStore) -> None:
    write(door, own, HEAD + BOARD + HUBS + PANEL)
    seen = send(door, HEAD + "Families Partnership,main board\n" + HUBS + PANEL)
    text = page(door, seen)
    assert 'Is "Families Partnership" a new name of "Early Help Board"' in text
    assert "1 question to answer; nothing was written." in text
    assert answers_on(text) == [
        "renamed board=families-partnership",
        "another families-partnership",
        "ended board",
        "mistake board",
    ]
    text = reply(door, seen, "renamed board=families-partnership")
    assert "Added: nothing." in text
    assert 'name was "Early Help Board", would be "Families Partnership"' in text
    door.post(seen, data={"revision": "2"})
    bodies = {n.id: n.name for n in own.read("coventry").nodes.values() if n.kind == "body"}
    assert bodies == {
        "coventry/board": "Families Partnership",
        "coventry/hub-forum": "Hub Forum",
        "coventry/panel": "Panel",
    }


def test_a_day_is_filled_in_beside_its_answer(door: TestClient, own: MemoryStore) -> None:
    write(door, own, HEAD + BOARD + HUBS + PANEL)
    seen = send(door, HEAD + "Families Partnership,main board\n" + HUBS + PANEL)
    assert 'name="day-ended board"' in page(door, seen)
    assert "Fill in the day beside that answer" in reply(door, seen, "ended board")
    wrong = reply(door, seen, "ended board", **{"ended board": "last spring"})
    assert '"last spring" is no day: write 2024-03-31' in wrong
    text = reply(door, seen, "ended board", **{"ended board": "2024-03"})
    assert "Early Help Board is recorded as a main board" in text
    assert "until 2024-03" in text
    # The post and its chair end with it: what hangs on it is seen before it is written.
    assert "Ended: 2" in text


def test_what_is_gone_can_be_written_without_an_answer(door: TestClient, own: MemoryStore) -> None:
    write(door, own, HEAD + BOARD + HUBS + PANEL)
    seen = send(door, HEAD + BOARD + PANEL + "Hub Forum Panel,sub group\n")
    reply(door, seen, "another hub-forum-panel")
    text = page(door, seen)
    assert '"Hub Forum" is not in the file any more. Is it still so?' in text
    assert "1 question to answer" not in text
    assert 'name="revision"' in text
    door.post(seen, data={"revision": "2"})
    nodes = own.read("coventry").nodes
    assert nodes["coventry/hub-forum"].until is None
    assert "coventry/hub-forum-panel" in nodes


def test_what_ended_elsewhere_is_asked(door: TestClient, own: MemoryStore) -> None:
    write(door, own, HEAD + BOARD + HUBS + PANEL)
    own.apply(batch("end", Ended("coventry/hub-forum", PartialDate("2024"))))
    seen = send(door, HEAD.replace("\n", ",Until\n") + HUBS.replace("\n", ",\n"))
    assert '"Hub Forum" ended in 2024' in page(door, seen)
    text = reply(door, seen, "stays hub-forum")
    assert "It changes nothing" in text


def test_all_changes_are_on_the_page_folded_by_sheet(door: TestClient) -> None:
    rows = "".join(f"Group {number},working group\n" for number in range(2000))
    text = page(door, send(door, HEAD + rows))
    assert "<h3>Added: 2,001</h3>" in text
    assert "<details><summary>Bodies: 2,000</summary>" in text
    assert "<details><summary>Sources: 1</summary>" in text
    assert len(re.findall(r"<li>Group \d+ is recorded as a working group", text)) == 2000
    few = page(door, send(door, HEAD + PANEL))
    assert "<details open><summary>Bodies: 1</summary>" in few


def test_many_questions_of_every_sort_fit_in_a_form(door: TestClient, own: MemoryStore) -> None:
    old = "".join(f"Old group {number} of the county,working group\n" for number in range(30))
    write(door, own, HEAD + BOARD + old)
    new = "".join(f"Group {number} of the county,working group\n" for number in range(15))
    kept = old.splitlines(keepends=True)[0]
    seen = send(door, HEAD + BOARD + kept + new)
    text = page(door, seen)
    assert text.count("<legend>Is ") == 10
    assert "And 5 more like these." in text
    text = reply(door, seen, "another all")
    assert text.count("is not in the file any more") == 10
    many = {f"answer-{n}": answer for n, answer in enumerate(answers_on(text)) if "stays" in answer}
    blank = {f"day-ended {n}": "" for n in range(60)}
    text = door.post(seen, data={"answering": "1", **many, **blank}).text
    assert "is not in the file any more" not in html.unescape(text)
    wide = door.post(seen, data={f"answer-{n}": "x" for n in range(300)})
    assert wide.status_code == 400
    assert "too many fields" in wide.text
