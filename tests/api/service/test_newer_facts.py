"""Facts of later days than the one an area opens on: told by every door, and let in by one choice.

Tests: api/pages/follow_today.py
"""

import html
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from starlette.testclient import TestClient

from api.app import create_app
from api.cli import run
from api.schema.execute import answer
from api.service.newer_facts import FOLLOWING, follow_today, newer_in
from api.service.reader import Reader
from api.service.scenarios import keep
from graph.facts.changes import Added
from graph.facts.dates import PartialDate
from graph.facts.model import Area, Node, Status
from graph.stores.memory import MemoryStore
from loaders.examples import example
from tests.api.commands.test_loading import folder
from tests.api.pages.addresses import AREA_PAGES
from tests.graph.stores.small import batch, body

TOLD = "1 fact on record is dated after 31 March 2024, the day shown: it is of 14 May 2025."
OWN = {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"}
NEW = body("coventry/new", "New Board", since=PartialDate("2025-05-14"))


@pytest.fixture
def store() -> MemoryStore:
    """Coventry as published, with a board that began a year after the day it describes."""
    opened, found = MemoryStore(), example("coventry")
    opened.put(found.snapshot, found.history)
    opened.apply(batch("b1", Added(NEW)))
    return opened


@pytest.fixture
def client(store: MemoryStore) -> TestClient:
    return TestClient(create_app(store), base_url="http://127.0.0.1", headers=OWN)


def words(text: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)))


def node(since: str = "", until: str = "", status: str = "operating") -> Node:
    days = {k: PartialDate(v) for k, v in (("since", since), ("until", until)) if v}
    return Node(id="york/a", kind="body", name="A", status=Status(status), **days)  # type: ignore[arg-type]


AREA = Area(slug="york", name="York", recorded_as_of=date(2024, 3, 31))


@pytest.mark.parametrize(
    ("fact", "count", "coming"),
    [
        (node(), 0, 0),
        (node("2024-03-31"), 0, 0),
        (node("2024"), 0, 0),  # it may have begun by the day, and counts there as a maybe
        (node("2024-04"), 1, 0),
        (node("2020", until="2025-01-01"), 1, 0),
        (node("2025-01", status="planned"), 1, 0),
        (node("2026-11-30"), 1, 0),
        (node("2027-04-01", status="planned"), 0, 1),
        (node("2020", until="2030"), 0, 0),  # a term that is known to run out is no news
    ],
)
def test_which_facts_lie_after_the_day_described(fact: Node, count: int, coming: int) -> None:
    found = newer_in(AREA, [fact], date(2026, 11, 30))
    assert (found.count, found.coming) == (count, coming)
    assert len(found.sentences) == count + coming


def test_an_area_that_follows_today_hides_nothing_but_what_is_to_come() -> None:
    following = Area(slug="york", name="York")
    found = newer_in(following, [node("2025-01"), node("2027-04-01")], date(2026, 11, 30))
    assert found.sentences == (
        "1 fact begins after today, on 1 April 2027: it is shown from then on.",
    )


@pytest.mark.parametrize("page", AREA_PAGES)
def test_every_page_says_so_and_leads_to_the_newest_day(client: TestClient, page: str) -> None:
    said = client.get(page).text
    assert TOLD in words(said)
    assert "Let the record follow today" in said
    (newest,) = set(re.findall(r'href="([^"]*)">Show 14 May 2025', said))
    there = client.get(html.unescape(newest))
    assert there.status_code == 200
    assert "dated after" not in words(there.text)


def test_the_list_of_areas_says_so(client: TestClient) -> None:
    assert TOLD in words(client.get("/").text)


def test_the_button_lets_the_record_follow_today(client: TestClient, store: MemoryStore) -> None:
    found = client.post("/areas/coventry/follow-today", follow_redirects=False)
    assert (found.status_code, found.headers["location"]) == (303, "/areas/coventry")
    assert store.read("coventry").area.recorded_as_of is None
    overview = client.get("/areas/coventry").text
    assert "dated after" not in words(overview)
    assert "New Board" in overview
    last = store.history("coventry")[-1]
    assert (last.fact_id, last.action, last.source) == ("coventry", "changed", FOLLOWING)
    history = words(client.get("/areas/coventry/history").text)
    assert f"from {FOLLOWING}" in history
    assert "Day it describes: not recorded (before: 31 March 2024)" in history
    # Pressed twice, it is chosen once.
    assert "follows today already" in follow_today(store, "coventry")
    assert store.revision("coventry") == 3


def test_the_button_is_pressed_on_the_service_s_own_pages_only(
    client: TestClient, store: MemoryStore
) -> None:
    away = {"Origin": "http://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    assert client.post("/areas/coventry/follow-today", headers=away).status_code == 403
    assert client.post("/areas/nowhere/follow-today").status_code == 404
    assert store.read("coventry").area.recorded_as_of == date(2024, 3, 31)


def test_a_day_that_was_asked_for_says_so_too_and_what_was_known_then_has_no_button(
    client: TestClient, store: MemoryStore
) -> None:
    follow_today(store, "coventry")
    then = client.get("/areas/coventry?asOf=2025-01-01").text
    assert "1 fact on record is dated after 1 January 2025" in words(then)
    assert "Let the record follow today" not in then


def test_graphql_and_comparisons_say_so(store: MemoryStore, client: TestClient) -> None:
    found = answer(Reader(store), '{ area(slug: "coventry") { view { cautions } } }')
    assert found.data == {"area": {"view": {"cautions": [TOLD]}}}
    # Of two days the later one says so: what came between is what they are compared for.
    days = "/areas/coventry/compare.svg?from=2023-03-31&to="
    assert "dated after 31 March 2023" not in client.get(f"{days}2026-01-01").text
    assert "dated after 1 January 2024" in client.get(f"{days}2024-01-01").text


BODIES = "Id,Name,Kind of body,Since\nnew,New Board,main board,2025-05-14\n"


def test_commands_that_write_say_so_and_can_let_the_record_follow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{tmp_path / 'store.lbug'}")

    def said(*arguments: str) -> str:
        assert run(arguments) == 0
        return " ".join(capsys.readouterr().out.split())

    assert "Note" not in said("examples", "coventry")
    facts = str(folder(tmp_path / "facts", Bodies=BODIES))
    load = ("load", facts, "--area", "coventry")
    told = "Note: 1 fact is dated after 31 March 2024, the day the record describes"
    again = "run this again with --follow-today."
    assert told in said(*load, "--dry-run")
    assert f"{told} and opens on (the newest is of 14 May 2025)" in said(*load)
    for command in ("check coventry", "engagement coventry", "path coventry adv1 sehp"):
        run(command.split())
        assert TOLD in " ".join(capsys.readouterr().out.split())
    said("what-if", "coventry", "--add", "new reports_to sehp", "--keep", "line")
    assert told in said("accept", "coventry", "line")
    archive = str(tmp_path / "c.jsonl")
    said("export", "coventry", "-o", archive)
    assert again in said("import", archive)
    for output in ("map.svg", "map.html"):
        said("map", "coventry", "-o", str(tmp_path / output))
        assert "dated after 31 March 2024" in (tmp_path / output).read_text(encoding="utf-8")
    said("report", "coventry", "-o", str(tmp_path / "paper.docx"))
    paper = Document(str(tmp_path / "paper.docx"))
    assert any("dated after 31 March 2024" in one.text for one in paper.paragraphs)
    # What the file says is on record by now: the day alone is still to be chosen.
    follows = said(*load, "--follow-today")
    assert "nothing changed. Coventry: the record follows today from now on" in follows
    assert "Note" not in follows
    assert "day its record describes" not in said("check", "coventry", "--rule", "single-master")
    assert "dated after" not in said("check", "coventry")
    # Another picture brought in over it says again what it hides.
    assert again in said("import", archive)


def test_an_area_of_a_workbook_without_a_day_opens_on_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{tmp_path / 'store.lbug'}")
    facts = folder(tmp_path / "facts", Area="Slug,Area\ntestham,Testham\n", Bodies=BODIES)
    assert run(["load", str(facts), "--area", "testham"]) == 0
    assert "Note" not in capsys.readouterr().out
    assert run(["check", "testham", "--rule", "single-master", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["asOf"] == date.today().isoformat()


def test_the_page_that_loads_says_so_first_and_offers_the_choice(
    client: TestClient, store: MemoryStore
) -> None:
    files = {"file": ("Bodies.csv", BODIES.replace("new,New", "other,Other"))}
    sent = client.post("/areas/coventry/import", files=files, follow_redirects=False)
    seen = sent.headers["location"]
    shown = client.get(seen).text
    assert "2 facts are dated after 31 March 2024, the day the record describes" in words(shown)
    assert 'name="follow"' in shown
    written = client.post(seen, data={"revision": "2", "follow": "1"}).text
    assert "Coventry: the record follows today from now on" in words(written)
    assert "Let the record follow today" not in written
    assert store.read("coventry").area.recorded_as_of is None


def test_an_accepted_scenario_says_so_over_graphql(client: TestClient, store: MemoryStore) -> None:
    keep(Reader(store), "coventry", "other", [Added(replace(NEW, id="coventry/other"))])
    accept = 'mutation { acceptScenario(area: "coventry", name: "other") { revision notices } }'
    done = client.post("/graphql", json={"query": accept}).json()["data"]["acceptScenario"]
    assert done["revision"] == 3
    assert done["notices"][0].startswith("2 facts are dated after 31 March 2024")
