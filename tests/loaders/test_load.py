"""Tables in, facts and problems out: each problem by its row, column and code."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from graph.model import Link, Meeting, Node, Reference, Snapshot, Source
from loaders.load import Loaded, load_tables
from loaders.tables import CellError, Table
from tests.towns import Town

TODAY = date(2026, 11, 24)
Sheets = Mapping[str, Sequence[Sequence[Any]]]


def load(sheets: Sheets, snapshot: Snapshot | None = None, **rest: Any) -> Loaded:
    tables = [
        Table("facts.xlsx", name, iter([(n, list(cells)) for n, cells in enumerate(rows, 1)]))
        for name, rows in sheets.items()
    ]
    loaded = load_tables(tables, "testham", snapshot, today=TODAY, **rest)
    report = loaded.report
    assert report.rows == report.accepted + report.refused
    return loaded


def problems(sheets: Sheets, snapshot: Snapshot | None = None) -> list[tuple[int, str, str]]:
    found = load(sheets, snapshot).report.problems
    assert all(p.sentence.startswith("facts.xlsx, ") and p.sentence.endswith(".") for p in found)
    return [(problem.row, problem.column, problem.code) for problem in found]


ENDS = ("From", "Link", "To")
BODIES = [("Id", "Name", "Kind of body"), ("ehb", "Early Help Board", "main board")]
TWO = [*BODIES, ("", "Safeguarding Partnership", "safeguarding partnership")]


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


def test_ids_are_made_of_names_and_names_join_things_whatever_their_case() -> None:
    links = [("From", "Link", "To"), ("early help board", "reports to", "Safeguarding partnership")]
    loaded = load({"Links": links, "Bodies": TWO})
    link = next(fact for fact in loaded.added if isinstance(fact, Link))
    assert (link.from_id, link.kind) == ("testham/ehb", "reports_to")
    assert link.to_id == "testham/safeguarding-partnership"


def test_headings_match_whatever_their_case_spaces_and_order() -> None:
    rows = [("KIND of  Body", "since", " name "), ("Main Board", "Mar-2021", "Board")]
    node = next(f for f in load({"bodies": rows}).added if isinstance(f, Node))
    assert node.attributes == {"body_kind": "main_board"}
    assert str(node.since) == "2021-03"


def test_seats_become_links_and_an_empty_seat_a_thing() -> None:
    sheets: Sheets = {
        "Bodies": BODIES,
        "Posts": [("Name",), ("Head of early help",)],
        "Seats": [
            ("Holder", "Role", "Body", "Represents", "Vacant"),
            ("Head of early help", "Chair", "Early Help Board", "", ""),
            ("Head of early help", "", "ehb", "police", "no"),
            ("", "", "ehb", "faith", "yes"),
        ],
    }
    facts = {fact.id: fact for fact in load(sheets).added}
    assert "testham/head-of-early-help~chairs~ehb" in facts
    seat = facts["testham/head-of-early-help~member_of~ehb"]
    assert isinstance(seat, Link)
    assert seat.attributes == {"represents": "police", "vacant": False}
    empty = facts["testham/empty-seat-on-ehb"]
    assert isinstance(empty, Node)
    assert empty.attributes == {"body": "testham/ehb", "represents": "faith", "vacant": True}


REGISTER: dict[str, Sequence[Sequence[Any]]] = {
    "Bodies": BODIES,
    "Organisations": [("Name",), ("Police",), ("Council",)],
}


def meetings_of(loaded: Loaded) -> dict[str, list[tuple[str, str, bool]]]:
    return {
        fact.id: [(entry.holder, entry.value, entry.part) for entry in fact.register]
        for fact in loaded.added
        if isinstance(fact, Meeting)
    }


def test_a_register_as_rows_and_as_a_grid_is_the_same() -> None:
    rows = [
        ("Body", "Day", "Holder", "Attendance"),
        ("ehb", "14/03/2024", "Police", "present"),
        ("ehb", "14/03/2024", "Council", "Apologies"),
        ("ehb", "2024-06-13", "Police", "no contact"),
    ]
    grid = [
        ("Body", "Holder", date(2024, 3, 14), "2024-06-13"),
        ("ehb", "Police", "present", "no contact"),
        ("ehb", "Council", "apologies", ""),
    ]
    expected = {
        "testham/ehb-2024-03-14": [
            ("testham/police", "present", False),
            ("testham/council", "apologies", False),
        ],
        "testham/ehb-2024-06-13": [("testham/police", "no_contact", False)],
    }
    assert meetings_of(load({**REGISTER, "Attendance": rows})) == expected
    assert meetings_of(load({**REGISTER, "Attendance": grid})) == expected


def test_a_meeting_that_is_named_gets_its_entries() -> None:
    sheets: Sheets = {
        **REGISTER,
        "Meetings": [("Id", "Body", "Day"), ("m1", "ehb", "2024-03")],
        "Attendance": [
            ("Meeting", "Holder", "Attendance", "For part of it"),
            ("m1", "Police", "present", "yes"),
            ("m2", "Police", "present", "yes"),
        ],
    }
    loaded = load(sheets)
    assert meetings_of(loaded) == {"testham/m1": [("testham/police", "present", True)]}
    assert [p.code for p in loaded.report.problems] == ["unknown-name"]


def test_actions_name_their_owner_and_declarations_their_list() -> None:
    sheets: Sheets = {
        **REGISTER,
        "Actions": [("Name", "Owner", "Due"), ("Send the terms", "police", "2024")],
        "Declared complete": [
            ("List", "Of", "Declared on", "Declared by"),
            ("Members", "Early Help Board", "2024-03-31", "the clerk"),
            ("bodies", "", "31/03/2024", "the clerk"),
            ("duties", "", "31/03/2024", "the clerk"),
        ],
    }
    loaded = load(sheets)
    facts = {fact.id: fact for fact in loaded.added}
    action = facts["testham/send-the-terms"]
    assert isinstance(action, Node)
    assert action.attributes == {"owner": "testham/police", "due": "2024"}
    assert {"testham/declared~members~ehb", "testham/declared~bodies~area"} <= set(facts)
    assert [(p.row, p.column, p.code) for p in loaded.report.problems] == [(4, "Of", "empty-cell")]


def test_examples_are_left_out_and_not_counted() -> None:
    loaded = load({"Bodies": [*BODIES, ("", "Example board", "hub")]})
    assert (loaded.report.rows, loaded.report.problems) == (1, [])


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ({"Boards": BODIES}, [(0, "", "unknown-sheet")]),
        ({"Bodies": [("Name", "Colour"), ("B", "red")]}, [(1, "Colour", "unknown-heading")]),
        ({"Bodies": [("Name", "name"), ("B", "C")]}, [(1, "name", "repeated-heading")]),
        ({"Bodies": [("Kind of body",), ("hwb",)]}, [(1, "Name", "missing-heading")]),
        ({"Bodies": [("Name",), ("B", "stray")]}, [(2, "", "no-heading")]),
        (
            {"Bodies": [*BODIES, ("x", "", "hub")]},
            [(3, "Kind of body", "not-in-list"), (3, "Name", "empty-cell")],
        ),
        ({"Bodies": [("Name", "In scope"), ("B", "perhaps")]}, [(2, "In scope", "not-yes-or-no")]),
        (
            {"Bodies": [("Name", "Days between meetings"), ("B", "monthly")]},
            [(2, "Days between meetings", "not-a-number")],
        ),
        ({"Bodies": [("Name", "Since"), ("B", "31/02/2024")]}, [(2, "Since", "not-a-date")]),
        (
            {"Bodies": [("Name", "Since", "Until"), ("B", "2024", "2023")]},
            [(2, "Until", "until-before-since")],
        ),
        ({"Bodies": [("Name", "Id"), ("B", "a b")]}, [(2, "Id", "bad-id")]),
        ({"Bodies": [*BODIES, ("ehb", "Other", "")]}, [(3, "Id", "repeated-id")]),
        ({"Bodies": [*BODIES, ("", "early help board", "")]}, [(3, "Name", "repeated-id")]),
        (
            {
                "Organisations": [
                    ("Name", "Kind", "Sector", "How it is to be involved"),
                    ("D", "department", "police", "decides"),
                ]
            },
            [(2, "How it is to be involved", "wrong-column")],
        ),
        (
            {"Bodies": TWO, "Links": [ENDS, ("ehb", "reports to", "Safegarding Partnership")]},
            [(2, "To", "unknown-name")],
        ),
        (
            {"Bodies": TWO, "Links": [ENDS, ("ehb", "manages", "safeguarding-partnership")]},
            [(2, "Link", "link-not-allowed")],
        ),
        (
            {"Bodies": TWO, "Links": [ENDS, ("ehb", "reports to", "EHB ")]},
            [(2, "To", "unknown-name")],
        ),
        (
            {"Bodies": TWO, "Links": [ENDS, ("ehb", "reports to", "ehb")]},
            [(2, "To", "link-to-itself")],
        ),
        (
            {
                "Bodies": [*BODIES, ("b2", "Early Help Board", "hwb"), ("c", "C", "")],
                "Links": [ENDS, ("C", "reports to", "Early help board")],
            },
            [(2, "To", "ambiguous-name")],
        ),
        (
            {
                "Bodies": [("Name", "Since"), ("B", "x"), ("C", "")],
                "Links": [ENDS, ("C", "reports to", "B")],
            },
            [(2, "To", "refused-name"), (2, "Since", "not-a-date")],
        ),
        (
            {
                "Bodies": TWO,
                "Links": [ENDS, *[("ehb", "reports to", "safeguarding-partnership")] * 2],
            },
            [(3, "", "repeated-row")],
        ),
        (
            {"Bodies": [("Name", "Source", "Passage"), ("B", "minutes", "a; b")]},
            [(2, "Passage", "too-many-places")],
        ),
        ({"Bodies": [("Name", "Tier"), ("B", CellError("#REF!"))]}, [(2, "Tier", "formula-error")]),
        ({"Area": [("Slug", "Area"), ("york", "York")]}, [(2, "", "other-area")]),
        ({"Bodies": [("Name",), ("nul\0",)]}, [(2, "Name", "bad-text")]),
    ],
)
def test_what_is_wrong_is_told_by_row_column_and_code(
    sheets: Sheets, expected: list[tuple[int, str, str]]
) -> None:
    assert sorted(problems(sheets)) == sorted(expected)


def test_the_nearest_name_and_the_allowed_ends_are_told() -> None:
    links = [("From", "Link", "To"), ("ehb", "reports to", "Safegarding Partnership")]
    (problem,) = load({"Bodies": TWO, "Links": links}).report.problems
    assert 'did you mean "Safeguarding Partnership"' in problem.right
    seats = [("Holder", "Body"), ("Safeguarding Partnership", "ehb")]
    (problem,) = load({"Bodies": TWO, "Seats": seats}).report.problems
    assert "organisation or person or post to body" in problem.right


def test_names_that_are_nearly_alike_are_suggested_and_never_merged() -> None:
    rows = [("Name",), ("Young Westminster Foundation",), ("Young Westminister Foundation",)]
    loaded = load({"Organisations": rows})
    assert len([f for f in loaded.added if isinstance(f, Node)]) == 2
    assert "are they the same?" in loaded.report.hints[0]
    numbered = load({"Organisations": [("Name",), ("Hub partner 1",), ("Hub partner 2",)]})
    assert numbered.report.hints == []


class TestAgainstTheStore:
    """What the store has already: matched, changed, left alone or ended."""

    town = Town().main(name="Early Help Board", tier="strategic").body("sub", "sub_group")
    town.link("sub", "subgroup_of", "main")

    def snapshot(self) -> Snapshot:
        return self.town.snapshot()

    def test_a_row_matches_by_id_or_else_by_kind_and_name(self) -> None:
        for row in (("main", "Early Help Board"), ("", "early help board")):
            loaded = load({"Bodies": [("Id", "Name"), row]}, self.snapshot())
            assert [fact.id for fact in loaded.added] == []

    def test_what_has_no_column_stays_and_an_empty_cell_says_not_recorded(self) -> None:
        loaded = load({"Bodies": [("Id", "Name"), ("main", "New name")]}, self.snapshot())
        (changed,) = loaded.changed
        assert isinstance(changed, Node)
        assert (changed.name, changed.text("tier")) == ("New name", "strategic")
        assert changed.sources == self.snapshot().nodes["testham/main"].sources
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
        assert [fact.id for fact in ended] == ["testham/sub"]

    def test_an_id_of_another_kind_is_refused(self) -> None:
        sheets = {"Posts": [("Id", "Name"), ("main", "Head")]}
        assert problems(sheets, self.snapshot()) == [(2, "Id", "other-kind")]

    def test_the_same_again_changes_nothing(self) -> None:
        first = load({"Bodies": TWO})
        facts = {fact.id: fact for fact in first.added}
        town = Town()
        town.facts = facts
        assert load({"Bodies": TWO}, town.snapshot()).changes == ()
