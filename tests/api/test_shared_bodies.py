"""An area with bodies that other areas share goes alone into an empty store, in every format."""

from datetime import date
from pathlib import Path

import pytest

from api.cli import run
from api.settings import store_address
from api.wiring import open_store
from graph.facts.changes import Added
from graph.facts.model import Snapshot
from graph.rules.run import run as check
from graph.view import View
from tests.graph.stores.small import (
    BOARD,
    CHAIR,
    CHAIRS,
    COVENTRY,
    ESSEX,
    add,
    batch,
    body,
    link,
)

ICB = body(
    "shared/icb",
    "Integrated Care Board",
    maps=("coventry", "essex"),
    attributes={"body_kind": "icb_board"},
)
PANEL = body("essex/panel", "Panel", maps=("coventry",))
LINKS = (
    link(BOARD.id, "reports_to", ICB.id),
    link(PANEL.id, "informs", ICB.id, area="essex"),
    link(ICB.id, "informs", PANEL.id, area="shared"),
)


@pytest.fixture
def old(tmp_path: Path) -> str:
    url = f"ladybug://{tmp_path}/old.lbug"
    with open_store(store_address(url, {})) as store:
        add(store, COVENTRY, BOARD, CHAIR, CHAIRS)
        add(store, ESSEX, body("essex/board"), area="essex")
        add(store, ICB, PANEL, area="shared")
        store.apply(batch("links", *map(Added, LINKS)))
    return url


def read(url: str, slug: str) -> Snapshot:
    with open_store(store_address(url, {})) as store:
        return store.read(slug)


def move(slug: str, form: str, old: str, new: str, folder: Path) -> None:
    """Take an area out of one store and bring it into another."""
    path = folder / {"jsonl": f"{slug}.jsonl", "workbook": f"{slug}.xlsx", "csv": slug}[form]
    assert run(["export", slug, "--format", form, "-o", str(path), "--store", old]) == 0
    command = ["import", str(path)] if form == "jsonl" else ["load", str(path), "--area", slug]
    assert run([*command, "--store", new]) == 0


@pytest.mark.parametrize("form", ["jsonl", "workbook", "csv"])
def test_one_area_goes_into_an_empty_store(
    form: str, old: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = f"ladybug://{tmp_path}/new.lbug"
    move("coventry", form, old, new, tmp_path)
    waits = 'Integrated Care Board is on the map of "essex" too, which is not there yet'
    assert (waits in capsys.readouterr().out) == (form != "jsonl")
    before, after = read(old, "coventry"), read(new, "coventry")
    assert after.facts() == before.facts()
    day = date(2026, 11, 24)
    assert check(View(after, day)) == check(View(before, day))
    move("essex", form, old, new, tmp_path)
    assert read(new, "essex").facts() == read(old, "essex").facts()
    assert read(new, "coventry").facts() == before.facts()


def test_an_area_that_reads_a_shared_body_otherwise_is_refused(
    old: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = f"ladybug://{tmp_path}/new.lbug"
    move("coventry", "csv", old, new, tmp_path)
    bodies = tmp_path / "coventry" / "Bodies.csv"
    text = bodies.read_text("utf-8-sig").replace("Integrated Care Board", "Care Board")
    (tmp_path / "essex").mkdir()
    (tmp_path / "essex" / "Bodies.csv").write_text(text.replace("coventry/", ""), "utf-8")
    area = "Slug,Area\nessex,Essex\n"
    (tmp_path / "essex" / "Area.csv").write_text(area, "utf-8")
    capsys.readouterr()
    assert run(["load", str(tmp_path / "essex"), "--area", "essex", "--store", new]) == 2
    assert "shared/icb is already recorded, and reads otherwise" in capsys.readouterr().err
