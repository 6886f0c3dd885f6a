"""goldenthread engagement: the partners in a reader's order, with parts and facts.

Tests: api/reports/engagement.py.
"""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.cli import run
from api.settings import store_address
from api.wiring import open_store
from graph.facts.changes import Added, Batch
from tests.graph.engagement.towns import icb, police, vcs
from tests.towns import Town

DAY = ("--as-of", "2026-10-01")


def kept(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"ladybug://{tmp_path / 'store.lbug'}"
    monkeypatch.setenv("GOLDENTHREAD_STORE", address)
    changes = tuple(Added(fact) for fact in town.snapshot().facts().values())
    when = datetime(2026, 10, 1, tzinfo=UTC)
    with open_store(store_address(address, {})) as store:
        store.apply(
            Batch(id="b1", area="testham", who="Ada", when=when, source="minutes", changes=changes)
        )


@pytest.fixture
def quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    town = icb().organisation("forum", "families", name="Parent forum")
    town.node("s", "partner_score", name="Survey", about="icb", reliability="2.5")
    town.node("w", "wilder_result", name="W", factor="Mutual respect", average="4.1")
    town.node("t", "attendance_total", name="Year 2025", about="icb", expected=6, attended=2)
    kept(town, tmp_path, monkeypatch)


def said(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert run(["engagement", "testham", *DAY, *more]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


@pytest.mark.usefixtures("quiet")
def test_text_has_every_part_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys)
    assert text.startswith("Testham as of 1 October 2026\n")
    order = [
        "Key, and seen less (1)",
        "We do not know",
        "Other partners, by name (2)",
        "Not scored (1)",
    ]
    order += ["Totals of attendance without registers, in no score (1)", "Wilder"]
    places = [text.index(heading) for heading in order]
    assert places == sorted(places)
    one_line = " ".join(text.split())
    assert (
        "Testham ICB: has been seen less; it would stay so whatever is not known Seen 0.36, "
        "between 0.29 and 0.49, with 80% of"
    ) in one_line
    assert "Attendance: 0.36, give or take 0.26, by 5 registers." in one_line
    assert "Year 2025, Testham ICB: expected 6, present 2." in one_line
    assert "- attendance 0.36: 5 registers speak of it, the latest: 15 September 2026," in one_line
    assert "- resources not known: Whether it gives staff, money or premises was not" in one_line
    assert "What to do: Name a deputy for its seat." in text
    assert "Beside this, in no score: Survey: reliability 2.5. [PARTNER survey" in one_line
    assert "Mutual respect: average 4.1; a strength." in text
    assert "Parent forum: families and young people are never scored." in text


@pytest.mark.usefixtures("quiet")
def test_json_has_parts_with_facts_that_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    content = json.loads(said(capsys, "--format", "json"))
    first = content["partners"][0]
    assert (first["id"], first["quietButKey"]) == ("testham/icb", True)
    assert round(first["quietScore"], 4) == 0.4711
    assert (first["labelWords"], first["soFar"]) == ("has been seen less", False)
    attendance = first["attendance"]
    assert (round(attendance["value"], 4), attendance["margin"]) == (0.3575, 0.2588)
    assert attendance["entries"][-1] == {
        "meeting": "testham/m1",
        "day": "2026-09-15",
        "value": "apologies",
        "part": False,
    }
    (total,) = content["attendanceTotals"]
    assert (total["fact"], total["partner"]) == ("testham/t", "testham/icb")
    assert first["influence"]["parts"][0]["name"] == "legitimacy"
    assert sum(part["weight"] for part in first["engagement"]["parts"]) == pytest.approx(1)
    told = {fact["id"]: fact for fact in content["facts"]}
    for partner in content["partners"]:
        for part in (*partner["engagement"]["parts"], *partner["influence"]["parts"]):
            assert set(part["facts"]) <= set(told)
    assert "met on 15 September 2026" in told["testham/m1"]["sentence"]
    assert "Minutes" in told["testham/m1"]["source"]


@pytest.mark.usefixtures("quiet")
def test_csv_has_a_row_for_each_partner(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["engagement", "testham", *DAY, "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    assert err.startswith("Note: 40 of 40 things and links carry no date")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows[0]["partner"] == "Testham ICB"
    assert rows[0]["engagement"] == "0.3591"
    assert (rows[0]["attendance"], rows[0]["attendance_margin"]) == ("0.3575", "0.2588")
    assert (rows[0]["so_far"], rows[0]["confirmed"]) == ("", "yes")
    assert rows[0]["not_known"] == "roles; resources"
    assert len(rows) == 4


def test_a_partner_of_which_little_is_known_is_not_called_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(police(), tmp_path, monkeypatch)
    text = said(capsys)
    assert "Key, and seen less" not in text
    assert "Testham Police: not enough recorded to say" in text
    assert "Seen between 0.00 and 0.90, with 10% of the evidence on record." in text
    assert "quiet" not in text


def test_an_engaged_partner_is_told_what_was_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(vcs(), tmp_path, monkeypatch)
    text = said(capsys)
    assert "Testham Together: has been seen often" in text
    assert "Testham Together has been seen in attendance (" in " ".join(text.split())


def test_bundled_areas_call_nobody_anything_without_registers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{tmp_path / 'store.lbug'}")
    assert run(["examples"]) == 0
    capsys.readouterr()
    for slug in ("coventry", "essex", "westminster"):
        assert run(["engagement", slug, "--format", "json"]) == 0
        labels = {p["label"] for p in json.loads(capsys.readouterr().out)["partners"]}
        assert labels <= {"not enough recorded to say"}
