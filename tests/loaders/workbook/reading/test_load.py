"""Tables in, facts and problems out: each problem by its row, column and code.

Tests: loaders/workbook/reading/load.py, loaders/workbook/reading/fact_builder.py
Tests: loaders/workbook/reading/remaining_problems.py
"""

import pytest

from graph.facts.model import Node
from loaders.tables import CellError
from tests.loaders.workbook.loading import BODIES, ENDS, TWO, Sheets, codes, load, problems


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
        ({"Bodies": [*BODIES, ("", "early help board", "hwb")]}, [(3, "Name", "repeated-id")]),
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
            [(2, "To", "open-question")],
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


def test_things_that_fail_once_they_are_made_take_along_what_names_them() -> None:
    sheets: Sheets = {
        "Organisations": [("Name", "Since", "Until"), ("Police", "2024", "2023")],
        "Actions": [("Name", "Owner"), ("Act", "Police"), ("Other", "Act")],
    }
    assert codes(sheets) == ["until-before-since", "refused-name", "refused-name"]
