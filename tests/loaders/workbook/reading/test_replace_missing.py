"""What --replace ends, and what it leaves alone."""

from dataclasses import replace
from typing import Any

from graph.facts.model import Snapshot
from tests.loaders.workbook.loading import load
from tests.towns import Town

TOWN = Town().main(name="Board").body("sub", "sub_group").post("head")
TOWN.link("sub", "subgroup_of", "main").link("head", "chairs", "main")


def ended_ids(sheets: Any, snapshot: Snapshot | None = None) -> list[str]:
    loaded = load(sheets, snapshot or TOWN.snapshot(), replace=True)
    return [fact.id for fact in loaded.ended]


def test_a_row_that_is_gone_stays_unless_replaced() -> None:
    sheets = {"Bodies": [("Id", "Name"), ("main", "Board")]}
    assert load(sheets, TOWN.snapshot()).ended == ()
    assert ended_ids(sheets) == ["testham/sub", "testham/sub~subgroup_of~main"]


def test_any_problem_means_that_nothing_changes() -> None:
    rows = [("Id", "Name", "Since"), ("main", "New name", ""), ("new", "New", "x")]
    loaded = load({"Bodies": rows}, TOWN.snapshot(), replace=True)
    assert (loaded.changes, loaded.ended) == ((), ())


def test_only_kinds_of_the_sheets_and_links_to_what_is_ended() -> None:
    ended = ended_ids({"Bodies": [("Id", "Name"), ("sub", "SUB")]})
    assert set(ended) == {
        "testham/main",
        "testham/sub~subgroup_of~main",
        "testham/head~chairs~main",
    }
    link = [("From", "Link", "To"), ("sub", "works with", "main")]
    assert ended_ids({"Links": link}) == ["testham/sub~subgroup_of~main"]
    seat = [("Holder", "Body"), ("head", "main")]
    assert ended_ids({"Seats": seat}) == ["testham/head~chairs~main"]


def test_what_is_shared_or_begins_later_stays() -> None:
    town = Town().main().body("shared/all", "sub_group").body("new", "sub_group", since="2030")
    town.facts["shared/all"] = replace(town.facts["shared/all"], maps=("testham",))  # type: ignore[arg-type]
    sheets = {"Bodies": [("Id", "Name"), ("main", "MAIN")]}
    assert ended_ids(sheets, town.snapshot()) == []
    (hint,) = load(sheets, town.snapshot(), replace=True).report.hints
    assert "begins later: NEW" in hint
