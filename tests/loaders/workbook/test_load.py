"""Tables in, facts and problems out: each problem by its row, column and code."""

import pytest

from graph.facts.model import Link, Node, Reference, Source
from loaders.tables import CellError
from loaders.workbook.reading.headers import read_header
from loaders.workbook.sheets import SHEET
from tests.loaders.workbook.loading import TODAY, Sheets, codes, load, problems

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
    empty = facts["testham/empty-seat-on-early-help-board"]
    assert isinstance(empty, Node)
    assert empty.attributes == {"body": "testham/ehb", "represents": "faith", "vacant": True}


def test_actions_name_their_owner_and_declarations_their_list() -> None:
    sheets: Sheets = {
        "Bodies": BODIES,
        "Organisations": [("Name",), ("Police",)],
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
    (problem,) = loaded.report.problems
    assert (problem.place.row, problem.place.column, problem.code) == (4, "Of", "empty-cell")


def test_the_funding_of_an_area_has_its_source_or_its_row() -> None:
    heads = ("Area", "Start for Life funded", "Source", "Place in source")
    said = load({"Area": [heads, ("Testham", "yes", "minutes", "item 3")]}).area
    assert said.sources == (Reference("minutes", "item 3"),)
    rows = load({"Area": [heads, ("Testham", "no", "", "")]}).area
    assert rows.sources == (Reference("facts.xlsx", "Area, row 2"),)
    assert load({"Area": [heads, ("Testham", "", "", "")]}).area.sources == ()


def test_examples_are_left_out_and_not_counted() -> None:
    loaded = load({"Bodies": [*BODIES, ("", "Example early help board", "main board")]})
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
        ({"Bodies": [("Name",), ("\x1b[31mred",)]}, [(2, "Name", "bad-text")]),
        ({"Bodies": [("Name",), ("of \u202eboard",)]}, [(2, "Name", "bad-text")]),
        ({"Bodies": [("Name",), ("Early help\nboard",)]}, [(2, "Name", "bad-text")]),
        ({"Bodies": [("Name", "Note"), ("B", "a\nb"), ("C", "\x07")]}, [(3, "Note", "bad-text")]),
        ({"Bodies": [("Name", "Id"), ("B", "york/b")]}, [(2, "Id", "bad-id")]),
        (
            {"Bodies": TWO, "Meetings": [("Id", "Body", "Day"), ("york/m", "ehb", "2024")]},
            [(2, "Id", "bad-id")],
        ),
        (
            {
                "Bodies": [("Name", "Source", "Passage"), ("B", "", "a")],
                "Posts": [("Name", "Place in source"), ("P", "p1")],
            },
            [(2, "Source", "empty-cell"), (2, "Source", "empty-cell")],
        ),
        (
            {
                "Bodies": TWO,
                "Posts": [("Name",), ("Head",), ("Clerk",)],
                "Seats": [
                    ("Holder", "Role", "Body", "Name of the seat"),
                    ("Head", "", "ehb", "Seat 1"),
                    ("", "chair", "ehb", ""),
                    ("Head", "", "Head", ""),
                    ("Head", "", "Clerk", ""),
                ],
            },
            [
                (2, "Name of the seat", "wrong-column"),
                (3, "Role", "wrong-column"),
                (4, "Body", "link-to-itself"),
                (5, "Role", "link-not-allowed"),
            ],
        ),
        (
            {
                "Posts": [("Name",), ("Head",)],
                "Seats": [("Body",), ("Head",)],
                "Meetings": [("Body", "Day"), ("Head", "2024")],
                "Declared complete": [
                    ("List", "Of", "Declared on", "Declared by"),
                    ("Members", "Head", "2024-03-31", "the clerk"),
                ],
            },
            [
                (2, "Body", "other-kind"),
                (2, "Body", "other-kind"),
                (2, "Of", "other-kind"),
            ],
        ),
        (
            {
                "Organisations": [("Name", "Since"), ("Police", "x")],
                "Actions": [("Name", "Owner"), ("Act", "Police")],
            },
            [(2, "Owner", "refused-name"), (2, "Since", "not-a-date")],
        ),
        (
            {"Bodies": BODIES, "Actions": [("Name", "From meeting"), ("Act", "ehb-2024-03-14")]},
            [(2, "From meeting", "unknown-name")],
        ),
        (
            {
                "Bodies": TWO,
                "Links": [
                    (*ENDS, "Since", "Until"),
                    ("Nobody", "reports to", "Noone", "x", "2024"),
                    ("ehb", "likes", "Noone", "2024", "2023"),
                ],
                "Actions": [("Name", "Owner", "Status"), ("Act", "Nobody", "perhaps")],
            },
            [
                *((2, column, "unknown-name") for column in ("From", "To")),
                (2, "Since", "not-a-date"),
                (3, "Link", "not-in-list"),
                (3, "To", "unknown-name"),
                (3, "Until", "until-before-since"),
                (2, "Owner", "unknown-name"),
                (2, "Status", "not-in-list"),
            ],
        ),
        (
            {
                "Bodies": TWO,
                "Meetings": [("Body", "Day", "Status"), ("Ghost", "2024", "perhaps")],
                "Attendance": [
                    ("Holder", "Body", "Day", "Attendance"),
                    ("Ghost", "ehb", "2024-13", "present"),
                ],
                "Declared complete": [
                    ("List", "Of", "Declared on", "Declared by"),
                    ("Members", "Ghost", "soon", "the clerk"),
                ],
            },
            [
                (2, "Body", "unknown-name"),
                (2, "Status", "not-in-list"),
                (2, "Holder", "unknown-name"),
                (2, "Day", "not-a-date"),
                (2, "Of", "unknown-name"),
                (2, "Declared on", "not-a-date"),
            ],
        ),
    ],
)
def test_what_is_wrong_is_told_by_row_column_and_code(
    sheets: Sheets, expected: list[tuple[int, str, str]]
) -> None:
    assert sorted(problems(sheets)) == sorted(expected)


def test_problems_speak_in_the_words_of_the_sheet() -> None:
    """As met on filling the template in for Sheffield."""
    sheets: Sheets = {
        "Area": [("Area", "Day it describes"), ("Testham", "2019")],
        "Bodies": [*TWO, ("", "Scrutiny Board", "bord")],
        "Organisations": [("Name", "Kind"), ("Hub", "team")],
        "Links": [
            ENDS,
            ("ehb", "informed by", "Safeguarding Partnership"),
            ("ehb", "works with", "Hub"),
            ("ehb", "informs", "Scrutny Board"),
        ],
    }
    said = [problem.sentence for problem in load(sheets).report.problems]
    for words in (
        "\"Day it describes\" is '2019'",
        'write "informs", and exchange From and To',
        'a "works with" link cannot run from',
        'did you mean "Scrutiny Board"',
    ):
        assert any(words in sentence for sentence in said), said


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


def test_only_an_example_that_is_as_the_template_has_it_is_left_out() -> None:
    rows = [("Name",), ("Exampleton Parish Council",), ("Example Council",)]
    loaded = load({"Organisations": rows})
    assert [f.name for f in loaded.added if isinstance(f, Node)] == ["Exampleton Parish Council"]
    changed = [("Name", "Sector"), ("Example Council", "police")]
    assert load({"Organisations": changed}).report.rows == 1


def test_things_that_fail_once_they_are_made_take_along_what_names_them() -> None:
    sheets: Sheets = {
        "Organisations": [("Name", "Since", "Until"), ("Police", "2024", "2023")],
        "Actions": [("Name", "Owner"), ("Act", "Police"), ("Other", "Act")],
    }
    assert codes(sheets) == ["until-before-since", "refused-name", "refused-name"]


def test_a_source_that_is_not_on_the_sheet_is_hinted_at_once() -> None:
    sheets: Sheets = {
        "Sources": [("Source", "Title"), ("minutes", "Minutes")],
        "Bodies": [("Name", "Source"), ("A", "minuts"), ("B", "minuts"), ("C", "minutes")],
    }
    (hint,) = load(sheets).report.hints
    assert 'row 2: the source "minuts" is not on the sheet Sources; did you mean "minutes"?' in hint


@pytest.mark.parametrize("heading", ["Also called", "Also known as", "aka"])
def test_a_heading_for_other_names_leads_to_it(heading: str) -> None:
    assert read_header(SHEET["Bodies"], ["Name", heading]).unknown == ((1, heading, "Other names"),)
