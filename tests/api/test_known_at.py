"""What was so on a day, and what the map said on a day: kept apart at every door.

Tests: api/pages/timeline.py.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from api.app import create_app
from api.cli import run
from api.errors import UsageError
from api.pages.timeline import stops
from api.schema.execute import answer
from api.service.reader import Reader
from graph.facts.changes import Added, Batch, Change, Changed, Ended
from graph.facts.dates import PartialDate
from graph.facts.model import Reference
from graph.rules.finding import Outcome
from graph.rules.run import RULES
from graph.store import Store
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore
from tests.towns import Town

RULE = "link-safeguarding-partnership"


def write(store: Store, batch: str, day: int, *changes: Change) -> None:
    when = datetime(2024, 5, day, 12, 0, tzinfo=UTC)
    store.apply(
        Batch(
            id=batch, area="testham", who="pat", when=when, source="minutes.xlsx", changes=changes
        )
    )


def fill(store: Store) -> Store:
    """Record a board and a partnership on 1 May, the line between them on 10 May; end it on 20."""
    town = Town().main("board").body("scp", "safeguarding_partnership", name="Safeguarding Board")
    write(store, "first", 1, *(Added(fact) for fact in town.snapshot().facts().values()))
    lined = town.link("board", "reports_to", "scp", since="2023-06-01").snapshot()
    (line,) = lined.links.values()
    write(store, "line", 10, Added(line))
    write(store, "end", 20, Ended(line.id, PartialDate("2024-02-29")))
    return store


@pytest.fixture
def reader() -> Reader:
    return Reader(fill(MemoryStore()))


@pytest.fixture
def opened(reader: Reader) -> Iterator[TestClient]:
    with TestClient(create_app(reader.store), base_url="http://127.0.0.1") as client:
        yield client


def outcome(reader: Reader, day: date, known: date | None) -> Outcome:
    found = reader.findings(reader.view("testham", day, known=known))
    return next(finding.outcome for finding in found if finding.rule == RULE)


@pytest.mark.parametrize(
    ("day", "known", "expected"),
    [
        (date(2024, 3, 31), date(2024, 5, 9), Outcome.SILENT),  # not written down yet
        (date(2024, 3, 31), date(2024, 5, 10), Outcome.MET),
        (date(2023, 5, 31), date(2024, 5, 10), Outcome.SILENT),  # written, and not so yet
        (date(2024, 3, 31), date(2024, 5, 20), Outcome.SILENT),  # over by then
        (date(2024, 2, 29), date(2024, 5, 20), Outcome.MET),
        (date(2024, 3, 31), None, Outcome.SILENT),
    ],
)
def test_the_two_clocks(reader: Reader, day: date, known: date | None, expected: Outcome) -> None:
    assert outcome(reader, day, known) is expected


def test_before_the_first_change_nothing_was_known(reader: Reader) -> None:
    with pytest.raises(UsageError, match="its first change is of 1 May 2024"):
        reader.view("testham", known=date(2024, 4, 30))


def test_every_page_keeps_what_was_known(opened: TestClient) -> None:
    html = opened.get("/areas/testham?known=2024-05-10").text
    assert "what the map said at the end of 10 May 2024" in html
    for page in ("map", "table", "findings", "line-of-sight", "history"):
        assert f'href="/areas/testham/{page}?known=2024-05-10"' in html
        assert opened.get(f"/areas/testham/{page}?known=2024-05-10").status_code == 200
    assert 'href="/areas/testham">Show what it says now' in html


def test_a_day_before_the_record_is_a_plain_sentence(opened: TestClient) -> None:
    answered = opened.get("/areas/testham?known=2024-04-30")
    assert answered.status_code == 400
    assert "Nothing was recorded of Testham on 30 April 2024" in answered.text


def test_the_history_page_says_who_wrote_what(opened: TestClient) -> None:
    html = opened.get("/areas/testham/history").text
    assert html.index("20 May 2024, 12:00") < html.index("10 May 2024, 12:00")
    assert "By pat, from minutes.xlsx" in html
    assert "?known=2024-05-10" in html
    about = opened.get("/areas/testham/history?about=board").text
    assert "Ended: " in about
    assert opened.get("/areas/testham/history?page=x").status_code == 400


def test_a_thing_tells_what_happened_when(opened: TestClient) -> None:
    html = opened.get("/areas/testham/nodes/board").text
    assert "<strong>1 June 2023</strong> began" in html
    assert "<strong>29 February 2024</strong> the last day" in html


def test_graphql_asks_for_what_was_known(reader: Reader) -> None:
    query = """{ area(slug: "testham") { view(knownAt: "2024-05-10", asOf: "2024-03-31") {
      revision changeDays
      findings(where: {rules: ["link-safeguarding-partnership"]}) { nodes { outcome } } }
      changes(since: "2024-05-10T00:00:00", about: "board") {
        totalCount nodes { action who source before after } }
    } }"""
    found = answer(reader, query)
    assert found.errors == []
    assert found.data is not None
    area = found.data["area"] | found.data["area"]["view"]
    assert area["revision"] == 2
    assert area["changeDays"] == ["2023-06-01"]
    assert area["findings"]["nodes"] == [{"outcome": "MET"}]
    first, last = area["changes"]["nodes"]
    assert (first["action"], first["before"], last["action"]) == ("added", None, "ended")
    assert (last["who"], last["source"]) == ("pat", "minutes.xlsx")


def test_the_command_line_asks_for_what_was_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = LadybugStore(tmp_path / "store.lbug")
    fill(store).close()
    command = ["check", "testham", "--rule", RULE, "--format", "json"]
    where = ["--store", f"ladybug://{tmp_path / 'store.lbug'}", "--as-of", "2024-03-31"]
    totals = {}
    for known in ("2024-05-10", "2024-05-20"):
        assert run([*command, *where, "--known-at", known]) == 0
        totals[known] = json.loads(capsys.readouterr().out)["findings"][0]["outcome"]
    assert totals == {"2024-05-10": "met", "2024-05-20": "silent"}


def test_the_timeline_stops_where_something_changes(reader: Reader) -> None:
    view = reader.view("testham", date(2024, 1, 1))
    found = {stop.day: stop.why for stop in stops(view, date(2024, 3, 31), RULES, date(2026, 4, 2))}
    assert found[date(2023, 6, 1)] == "begins: BOARD reports to Safeguarding Board"
    assert found[date(2024, 3, 1)] == "over: BOARD reports to Safeguarding Board"
    assert found[date(2024, 3, 31)] == "the day the record describes"
    assert "check" in found[date(2022, 8, 8)]
    assert found[date(2024, 1, 1)] == "the day shown"
    assert found[date(2026, 4, 2)] == "today"


def test_a_stop_names_three_things_and_counts_the_others() -> None:
    town = Town().main("board", name="Board", since="2024", until="2025-06-30")
    town.organisation("b", name="B", since="2024-01-01", status="planned")
    town.organisation("c", name="C", since="2024-01-01", until="2025-06")
    town.organisation("d", name="D", until="2023-12-31")
    town.link("c", "member_of", "board", since="2024-01-01")
    day = date(2024, 3, 31)
    found = {stop.day: stop.why for stop in stops(town.view(day), day, (), day)}
    assert found[date(2024, 1, 1)] == (
        "begins: B (planned), Board (some time in 2024); over: D; and 2 more"
    )
    assert found[date(2025, 7, 1)] == "over: Board, C (some time in June 2025)"


def test_the_page_says_without_scripts_what_is_new_on_the_day(opened: TestClient) -> None:
    html = opened.get("/areas/testham/map?asOf=2023-06-01").text
    said = "egins: BOARD reports to Safeguarding Board"
    assert f">1 June 2023: b{said}</option>" in html
    assert f'id="timeline-why">B{said}.</p>' in html


def test_the_slider_turns_the_map_by_the_keyboard(page: Page) -> None:
    page.goto("/areas/essex/map")
    page.wait_for_selector("#map-app[data-drawn]")
    page.focus("#timeline-slider")
    page.keyboard.press("Home")
    page.wait_for_url("**asOf=2017-01-01*")
    assert "As on 1 January 2017" in (page.text_content(".map-head") or "")
    assert page.evaluate("document.activeElement.id") == "timeline-slider"
    chosen = page.evaluate("document.querySelector('#timeline-day').selectedOptions[0].dataset.why")
    heard = page.get_attribute("#timeline-slider", "aria-valuetext")
    assert heard == f"1 January 2017: {chosen}"
    assert (page.text_content("#timeline-why") or "").casefold() == f"{chosen}.".casefold()
    page.wait_for_selector("#map-app canvas")
    page.keyboard.press("End")
    page.wait_for_url(lambda url: "asOf=2017-01-01" not in url)
    assert "2017" not in (page.text_content(".map-head") or "")


def test_a_day_outside_those_of_the_council_is_said() -> None:
    store = fill(MemoryStore())
    area = store.read("testham").area
    ends = replace(area, until=PartialDate("2028-03"), sources=(Reference("minutes"),))
    write(store, "reorganised", 21, Changed(ends))
    with TestClient(create_app(store), base_url="http://127.0.0.1") as client:
        after = client.get("/areas/testham?asOf=2028-04-01").text
        assert "On 1 April 2028 this council is not there: it is recorded to March 2028." in after
        assert "this council is not there" not in client.get("/areas/testham").text
    query = '{ area(slug: "testham") { view { since until changeDays } } }'
    found = answer(Reader(store), query).data
    assert found is not None
    assert found["area"]["view"]["until"] == "2028-03"
    assert found["area"]["view"]["changeDays"][-1] == "2028-04-01"


def test_a_partial_date_that_leaves_it_open_shows_as_maybe() -> None:
    town = Town().main("board", name="Board", tier="strategic", since="2024")
    town.organisation("charity").link("charity", "member_of", "board", since="2024-03")
    town.link("charity", "commissions", "board", since="2024-03")
    store = MemoryStore()
    store.put(town.snapshot(), ())
    with TestClient(create_app(store), base_url="http://127.0.0.1") as client:
        page = client.get("/areas/testham/partnership?asOf=2024-03-15").text
        overview = client.get("/areas/testham?asOf=2024-03-15").text
        sure = client.get("/areas/testham/partnership?asOf=2025-01-01").text
    said = "(maybe: a partial date leaves it open)"
    assert "A partial date leaves it open whether this was so on 15 March 2024." in page
    assert page.split('id="sectors"')[1].split("</table>")[0].count(said) == 1
    assert said in page.split('id="chains"')[1].split("</ol>")[0]
    assert said in overview
    assert said not in sure
    assert "leaves it open" not in sure


def test_a_line_that_may_not_be_so_says_so_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = LadybugStore(tmp_path / "store.lbug")
    fill(store).close()
    where = ["--store", f"ladybug://{tmp_path / 'store.lbug'}", "--known-at", "2024-05-10"]
    assert run(["path", "testham", "board", "scp", *where, "--as-of", "2023-06-01"]) == 0
    assert "leaves it open" not in capsys.readouterr().out
    store = LadybugStore(tmp_path / "store.lbug")
    (line,) = store.read("testham").links.values()
    write(store, "part", 21, Changed(replace(line, since=PartialDate("2023"))))
    store.close()
    assert run(["path", "testham", "board", "scp", *where[:2], "--as-of", "2023-06-01"]) == 0
    assert "leaves it open whether this was so on 1 June 2023" in capsys.readouterr().out
