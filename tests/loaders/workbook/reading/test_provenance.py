"""Where a fact was read: the sources of its row, those on record, or the row itself."""

from dataclasses import replace

import pytest

from graph.facts.model import Node, Reference, Source
from tests.loaders.workbook.loading import BODIES, TODAY, Sheets, load, problems, snapshot_after
from tests.towns import Town


def test_a_row_becomes_a_fact_with_its_file_sheet_and_row_as_source() -> None:
    loaded = load({"Bodies": BODIES})
    facts = {fact.id: fact for fact in loaded.added}
    node = facts["testham/ehb"]
    assert isinstance(node, Node)
    assert (node.name, node.attributes) == ("Early Help Board", {"body_kind": "main_board"})
    assert node.sources == (Reference("facts.xlsx", "Bodies, row 2"),)
    source = facts["testham/source~facts.xlsx"]
    assert isinstance(source, Source)
    assert source.read_on == TODAY
    assert (loaded.report.rows, loaded.report.refused) == (1, 0)


def test_the_funding_of_an_area_has_its_source_or_its_row() -> None:
    heads = ("Area", "Start for Life funded", "Source", "Place in source")
    said = load({"Area": [heads, ("Testham", "yes", "minutes", "item 3")]}).area
    assert said.sources == (Reference("minutes", "item 3"),)
    rows = load({"Area": [heads, ("Testham", "no", "", "")]}).area
    assert rows.sources == (Reference("facts.xlsx", "Area, row 2"),)
    assert load({"Area": [heads, ("Testham", "", "", "")]}).area.sources == ()


def test_a_source_that_is_not_on_the_sheet_is_hinted_at_once() -> None:
    sheets: Sheets = {
        "Sources": [("Source", "Title"), ("minutes", "Minutes")],
        "Bodies": [("Name", "Source"), ("A", "minuts"), ("B", "minuts"), ("C", "minutes")],
    }
    (hint,) = load(sheets).report.hints
    assert 'row 2: the source "minuts" is not on the sheet Sources; did you mean "minutes"?' in hint


def test_a_change_without_a_source_adds_the_row_once() -> None:
    sheets = {"Bodies": [("Id", "Name"), ("main", "New name")]}
    snapshot = snapshot_after(sheets, Town().main().snapshot())
    assert snapshot.nodes["testham/main"].sources[1:] == (Reference("facts.xlsx", "Bodies, row 2"),)
    assert load(sheets, snapshot).changes == ()


def test_places_without_the_column_of_sources_go_over_the_known_ones() -> None:
    rows = [("Id", "Name", "Place in source"), ("main", "MAIN", "p9")]
    (changed,) = load({"Bodies": rows}, Town().main().snapshot()).changed
    assert isinstance(changed, Node)
    assert changed.sources == (Reference("minutes", "p9", "Terms"),)


def test_a_known_fact_without_a_source_gets_none_from_a_row_that_says_the_same() -> None:
    town = Town().main()
    town.facts["testham/main"] = replace(town.facts["testham/main"], sources=())  # type: ignore[arg-type]
    assert load({"Bodies": [("Id", "Name"), ("main", "MAIN")]}, town.snapshot()).changes == ()


def test_a_place_needs_a_source_where_none_is_known() -> None:
    rows = [("Id", "Name", "Place in source"), ("main", "MAIN", "p9")]
    town = Town().main()
    assert problems({"Bodies": rows}, town.snapshot()) == []
    town.facts["testham/main"] = replace(town.facts["testham/main"], sources=())  # type: ignore[arg-type]
    assert problems({"Bodies": rows}, town.snapshot()) == [(2, "Source", "empty-cell")]


def test_a_row_that_is_a_source_already_is_not_one_twice() -> None:
    heads = ("Id", "Name")
    snapshot = snapshot_after({"Bodies": [heads, ("main", "First")]})
    for name in ("Second", "Third"):
        snapshot = snapshot_after({"Bodies": [heads, ("main", name)]}, snapshot)
    main = snapshot.nodes["testham/main"]
    assert (main.name, main.sources) == ("Third", (Reference("facts.xlsx", "Bodies, row 2"),))


def test_a_file_that_is_a_source_already_keeps_what_is_known_of_it() -> None:
    sources = [("Source", "Title", "Read on"), ("facts.xlsx", "The register", "2024-01-01")]
    snapshot = snapshot_after({"Sources": sources, "Bodies": BODIES})
    assert snapshot.sources["testham/source~facts.xlsx"].title == "The register"
    loaded = load({"Bodies": [*BODIES, ("new", "New", "sub group")]}, snapshot)
    assert [fact.id for fact in (*loaded.added, *loaded.changed)] == ["testham/new"]
    sources[1] = ("facts.xlsx", "The register of boards", "2024-01-01")
    (changed,) = load({"Sources": sources}, snapshot).changed
    assert isinstance(changed, Source)
    assert changed.title == "The register of boards"


def test_of_two_sources_that_are_as_near_the_first_is_asked_about() -> None:
    sources = [("Source", "Title"), ("minutes b", "B"), ("minutes a", "A")]
    (hint,) = load(
        {"Sources": sources, "Bodies": [("Name", "Source"), ("X", "minutes")]}
    ).report.hints
    assert 'did you mean "minutes b"?' in hint


HEADS = ("Id", "Name", "Source", "Page", "Sentence")
SAID = "The board reports to the partnership; it meets monthly."


def sources_of_row(*cells: object) -> tuple[Reference, ...]:
    (node,) = (
        f for f in load({"Bodies": [HEADS, ("a", "A", *cells)]}).added if f.id == "testham/a"
    )
    assert isinstance(node, Node)
    return node.sources


def test_the_page_and_the_sentence_stand_beside_the_source() -> None:
    assert sources_of_row("minutes", "4", SAID) == (Reference("minutes", page=4, quote=SAID),)
    assert sources_of_row("minutes", 4.0, "") == (Reference("minutes", page=4),)
    # One a source, in the same order; a semicolon inside a sentence is then doubled.
    both = sources_of_row("minutes; terms", "; 2", SAID.replace(";", ";;") + "; It meets.")
    assert both == (
        Reference("minutes", quote=SAID),
        Reference("terms", page=2, quote="It meets."),
    )


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        (("minutes", "0", ""), "Page", "not-a-number"),
        (("minutes", "four", ""), "Page", "not-a-number"),
        (("minutes", "4.5", ""), "Page", "not-a-number"),
        (("minutes", "9" * 5000, ""), "Page", "not-a-number"),
        (("minutes", "1; 2", ""), "Page", "too-many-places"),
        (("minutes", "", "x" * 601), "Sentence", "too-long"),
        (("minutes", "", "two\nlines"), "Sentence", "bad-text"),
        (("none", "", SAID), "Sentence", "too-many-places"),
    ],
)
def test_a_page_or_a_sentence_that_cannot_be_is_told_at_its_cell(
    cells: tuple[str, ...], column: str, code: str
) -> None:
    assert problems({"Bodies": [HEADS, ("a", "A", *cells)]}) == [(2, column, code)]


def test_a_sentence_needs_its_source() -> None:
    rows = [HEADS, ("a", "A", "", "", SAID)]
    assert problems({"Bodies": rows}) == [(2, "Source", "empty-cell")]
    (problem,) = load({"Bodies": rows}).report.problems
    assert problem.right == 'name the source too, or empty "Sentence"'


def test_a_sentence_goes_over_the_known_source_and_none_takes_it_away() -> None:
    heads = ("Id", "Name", "Sentence")
    quoted = snapshot_after({"Bodies": [heads, ("main", "MAIN", SAID)]}, Town().main().snapshot())
    (reference,) = quoted.nodes["testham/main"].sources
    assert (reference.document, reference.heading, reference.quote) == ("minutes", "Terms", SAID)
    (again,) = load({"Bodies": [heads, ("main", "MAIN", "none")]}, quoted).changed
    assert isinstance(again, Node)
    assert again.sources[0] == replace(reference, quote="")
