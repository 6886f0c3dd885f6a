"""What the store has already: matched, changed, left alone or ended."""

from dataclasses import replace
from typing import Any

import pytest

from graph.facts.model import Node, Reference, Snapshot
from tests.loaders.workbook.loading import load, problems, snapshot_after
from tests.loaders.workbook.test_load import TWO
from tests.towns import Town


class TestAgainstTheStore:
    """What the store has already: matched, changed, left alone or ended."""

    town = Town().main(name="Early Help Board", tier="strategic").body("sub", "sub_group")
    town.link("sub", "subgroup_of", "main")

    def snapshot(self) -> Snapshot:
        return self.town.snapshot()

    def test_a_row_matches_by_id_or_else_by_kind_and_name(self) -> None:
        for row in (("main", "Early Help Board"), ("", "early help board")):
            loaded = load({"Bodies": [("Id", "Name"), row]}, self.snapshot())
            assert [fact for fact in loaded.added if isinstance(fact, Node)] == []

    def test_what_has_no_column_stays_and_an_empty_cell_says_not_recorded(self) -> None:
        loaded = load({"Bodies": [("Id", "Name"), ("main", "New name")]}, self.snapshot())
        (changed,) = loaded.changed
        assert isinstance(changed, Node)
        assert (changed.name, changed.text("tier")) == ("New name", "strategic")
        row = Reference("facts.xlsx", "Bodies, row 2")
        assert changed.sources == (*self.snapshot().nodes["testham/main"].sources, row)
        rows = [("Id", "Name", "Tier"), ("main", "Early Help Board", "")]
        (changed,) = load({"Bodies": rows}, self.snapshot()).changed
        assert isinstance(changed, Node)
        assert changed.text("tier") is None

    def test_links_may_name_what_only_the_store_has(self) -> None:
        rows = [("From", "Link", "To"), ("SUB", "reports to", "Early Help Board")]
        loaded = load({"Links": rows}, self.snapshot())
        assert "testham/sub~reports_to~main" in {fact.id for fact in loaded.added}

    def test_a_name_from_before_a_change_still_finds_the_thing(self) -> None:
        rows = [("From", "Link", "To"), ("SUB", "reports to", "Old Board")]
        former = {"Old Board": "testham/main"}
        assert not load({"Links": rows}, self.snapshot(), former=former).report.problems
        assert load({"Links": rows}, self.snapshot()).report.problems

    def test_a_row_that_is_gone_stays_unless_replaced(self) -> None:
        sheets = {"Bodies": [("Id", "Name"), ("main", "Early Help Board")]}
        assert load(sheets, self.snapshot()).ended == ()
        ended = load(sheets, self.snapshot(), replace=True).ended
        assert [fact.id for fact in ended] == ["testham/sub", "testham/sub~subgroup_of~main"]

    def test_an_id_of_another_kind_is_refused(self) -> None:
        sheets = {"Posts": [("Id", "Name"), ("main", "Head")]}
        assert problems(sheets, self.snapshot()) == [(2, "Id", "other-kind")]

    def test_the_same_again_changes_nothing(self) -> None:
        first = load({"Bodies": TWO})
        facts = {fact.id: fact for fact in first.added}
        town = Town()
        town.facts = facts
        assert load({"Bodies": TWO}, town.snapshot()).changes == ()


class TestReplacing:
    """What --replace ends, and what it leaves alone."""

    town = Town().main(name="Board").body("sub", "sub_group").post("head")
    town.link("sub", "subgroup_of", "main").link("head", "chairs", "main").link(
        "head", "manages", "x"
    )
    del town.facts["testham/head~manages~x"]

    def ended(self, sheets: Any, snapshot: Snapshot | None = None) -> list[str]:
        loaded = load(sheets, snapshot or self.town.snapshot(), replace=True)
        return [fact.id for fact in loaded.ended]

    def test_any_problem_means_that_nothing_changes(self) -> None:
        rows = [("Id", "Name", "Since"), ("main", "New name", ""), ("new", "New", "x")]
        loaded = load({"Bodies": rows}, self.town.snapshot(), replace=True)
        assert (loaded.changes, loaded.ended) == ((), ())

    def test_only_kinds_of_the_sheets_and_links_to_what_is_ended(self) -> None:
        ended = self.ended({"Bodies": [("Id", "Name"), ("sub", "SUB")]})
        assert set(ended) == {
            "testham/main",
            "testham/sub~subgroup_of~main",
            "testham/head~chairs~main",
        }
        link = [("From", "Link", "To"), ("sub", "works with", "main")]
        assert self.ended({"Links": link}) == ["testham/sub~subgroup_of~main"]
        seat = [("Holder", "Body"), ("head", "main")]
        assert self.ended({"Seats": seat}) == ["testham/head~chairs~main"]

    def test_what_is_shared_or_begins_later_stays(self) -> None:
        town = Town().main().body("shared/all", "sub_group").body("new", "sub_group", since="2030")
        town.facts["shared/all"] = replace(town.facts["shared/all"], maps=("testham",))  # type: ignore[arg-type]
        sheets = {"Bodies": [("Id", "Name"), ("main", "MAIN")]}
        assert self.ended(sheets, town.snapshot()) == []
        (hint,) = load(sheets, town.snapshot(), replace=True).report.hints
        assert "begins later: NEW" in hint


class TestMatching:
    """Which thing of the store a row means."""

    town = Town().body("a", "sub_group", name="Twins").body("b", "sub_group", name="Twins")
    town.node("dep", "department", name="Early help", until="2020").node(
        "team", "team", name="Team"
    )
    town.main()

    def test_a_name_that_several_have_needs_an_id(self) -> None:
        sheets = {"Bodies": [("Name",), ("twins",)]}
        assert problems(sheets, self.town.snapshot()) == [(2, "Name", "ambiguous-name")]

    @pytest.mark.parametrize("columns", [("Name",), ("Name", "Id")])
    def test_without_a_kind_it_is_that_of_the_match(self, columns: tuple[str, ...]) -> None:
        loaded = load(
            {"Organisations": [columns, ("Team", "team")[: len(columns)]]}, self.town.snapshot()
        )
        assert (loaded.report.problems, loaded.changes) == ([], ())

    def test_aliases_do_not_match_rows(self) -> None:
        town = Town().main(name="Board")
        town.facts["testham/main"] = replace(town.facts["testham/main"], aliases=("Table",))  # type: ignore[arg-type]
        loaded = load({"Bodies": [("Name",), ("Table",)]}, town.snapshot())
        assert "testham/table" in {fact.id for fact in loaded.added}

    def test_hints_for_a_taken_name_and_for_what_has_ended(self) -> None:
        rows = [("Id", "Name"), ("c", "Twins")]
        (hint,) = load({"Bodies": rows}, self.town.snapshot()).report.hints
        assert '"Twins" is the name of a and b too' in hint
        (hint,) = load(
            {"Organisations": [("Name",), ("Early help",)]}, self.town.snapshot()
        ).report.hints
        assert "has ended" in hint

    def test_a_renamed_thing_gives_its_old_name_away(self) -> None:
        town = Town().main(name="Board").body("sub", "sub_group")
        rows = [("Id", "Name"), ("", "Board"), ("main", "New board")]
        link = [("From", "Link", "To"), ("SUB", "reports to", "Board")]
        loaded = load({"Bodies": rows, "Links": link}, town.snapshot())
        assert loaded.report.problems == []
        assert {"testham/board", "testham/sub~reports_to~board"} <= {f.id for f in loaded.added}
        loaded = load({"Bodies": [rows[0], rows[2]], "Links": link}, town.snapshot())
        assert "testham/sub~reports_to~main" in {f.id for f in loaded.added}

    def test_a_refused_row_comes_before_a_former_name(self) -> None:
        rows = [("Name", "Since"), ("Old", "x")]
        link = [("From", "Link", "To"), ("MAIN", "reports to", "Old")]
        former = {"Old": "testham/a"}
        loaded = load({"Bodies": rows, "Links": link}, self.town.snapshot(), former=former)
        assert "refused-name" in [p.code for p in loaded.report.problems]

    def test_a_link_id_keeps_its_ends(self) -> None:
        town = Town().main().body("sub", "sub_group").link("sub", "reports_to", "main")
        rows = [("From", "Link", "To", "Id"), ("main", "reports to", "sub", "sub~reports_to~main")]
        assert problems({"Links": rows}, town.snapshot()) == [(2, "Id", "other-kind")]

    def test_another_name_of_the_area_needs_the_slug(self) -> None:
        renamed = {"Area": [("Area",), ("Other",)]}
        assert problems(renamed, self.town.snapshot()) == [(2, "", "other-area")]
        said = {"Area": [("Slug", "Area"), ("testham", "Other")]}
        assert problems(said, self.town.snapshot()) == []


class TestSources:
    """Where a changed fact was read."""

    def test_a_change_without_a_source_adds_the_row_once(self) -> None:
        sheets = {"Bodies": [("Id", "Name"), ("main", "New name")]}
        snapshot = snapshot_after(sheets, Town().main().snapshot())
        assert snapshot.nodes["testham/main"].sources[1:] == (
            Reference("facts.xlsx", "Bodies, row 2"),
        )
        assert load(sheets, snapshot).changes == ()

    def test_places_without_the_column_of_sources_go_over_the_known_ones(self) -> None:
        rows = [("Id", "Name", "Place in source"), ("main", "MAIN", "p9")]
        (changed,) = load({"Bodies": rows}, Town().main().snapshot()).changed
        assert isinstance(changed, Node)
        assert changed.sources == (Reference("minutes", "p9", "Terms"),)
