"""Registers: rows of entries, or a grid with days across, merged into meetings.

Tests: loaders/workbook/reading/register_grid.py
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from graph.facts.model import Meeting
from loaders.workbook.reading.load import Loaded
from tests.loaders.workbook.loading import BODIES, Sheets, load, problems, snapshot_after
from tests.towns import Town

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


ENTRY = ("Body", "Day", "Holder", "Attendance")


def stored() -> Town:
    loaded = load(
        {
            **REGISTER,
            "Attendance": [
                ENTRY,
                ("ehb", "2024-03-14", "Police", "present"),
                ("ehb", "2024-03-14", "Council", "present"),
            ],
        }
    )
    town = Town()
    town.facts |= {fact.id: fact for fact in loaded.added}
    return town


def register_after(*entries: tuple[str, str], **rest: Any) -> list[tuple[str, str]]:
    rows = [ENTRY, *(("ehb", "2024-03-14", holder, value) for holder, value in entries)]
    loaded = load({"Attendance": rows}, stored().snapshot(), **rest)
    (meeting,) = [fact for fact in loaded.changed if isinstance(fact, Meeting)]
    return [(entry.holder, entry.value) for entry in meeting.register]


def test_entries_merge_with_those_on_record_unless_they_replace_them() -> None:
    police, council = ("testham/police", "present"), ("testham/council", "apologies")
    assert register_after(("Council", "apologies")) == [police, council]
    assert register_after(("Council", "apologies"), replace=True) == [council]
    assert register_after(("Nobody", "present"), ("Council", "apologies")) == [police, council]


def test_a_column_that_is_not_there_keeps_seat_and_part() -> None:
    town = Town().main().organisation("police").link("police", "member_of", "main")
    town.meet("m1", "main", "2024-03-14")
    heads = ("Meeting", "Holder", "Attendance", "For part of it", "Seat")
    row = ("m1", "police", "present", "yes", "police~member_of~main")
    snapshot = snapshot_after({"Attendance": [heads, row]}, town.snapshot())
    (entry,) = snapshot.meetings["testham/m1"].register
    assert (entry.part, entry.seat) == (True, "testham/police~member_of~main")
    assert load({"Attendance": [heads[:3], row[:3]]}, snapshot).changes == ()


def test_an_entry_of_what_was_refused_leaves_the_meeting_and_the_others() -> None:
    sheets: Sheets = {
        "Bodies": BODIES,
        "Organisations": [
            ("Name", "Since", "Until"),
            ("Police", "2024", "2023"),
            ("Council", "", ""),
        ],
        "Meetings": [("Id", "Body", "Day"), ("m1", "ehb", "2024-03-14")],
        "Attendance": [
            ENTRY,
            ("ehb", "2024-03-14", "Police", "present"),
            ("ehb", "2024-03-14", "Council", "present"),
            ("ehb", "2024-03-15", "Police", "present"),
        ],
    }
    loaded = load(sheets)
    assert meetings_of(loaded) == {"testham/m1": [("testham/council", "present", False)]}
    assert sorted(p.code for p in loaded.report.problems) == [
        "refused-name",
        "refused-name",
        "until-before-since",
    ]


def test_a_body_that_was_refused_takes_its_meetings_and_their_entries() -> None:
    sheets: Sheets = {
        "Bodies": [("Name", "Since", "Until"), ("Board", "2024", "2023")],
        "Organisations": [("Name",), ("Police",)],
        "Meetings": [("Id", "Body", "Day"), ("m1", "Board", "2024-03-14")],
        "Attendance": [("Meeting", "Holder", "Attendance"), ("m1", "Police", "present")],
    }
    loaded = load(sheets)
    assert meetings_of(loaded) == {}
    assert (loaded.report.accepted, loaded.report.refused) == (1, 3)


def test_what_a_grid_may_not_have() -> None:
    days = ("Body", "Member", "2024-03-14", "Day", "")
    rows = [days, ("ehb", "Police", "present", "", "stray")]
    assert problems({**REGISTER, "Attendance": rows}) == [
        (1, "Day", "unknown-heading"),
        (2, "", "no-heading"),
    ]
    (problem,) = load(
        {
            **REGISTER,
            "Attendance": [
                ("Body", "Holder", "2024-03-14", "Meeting"),
                ("ehb", "Police", "present"),
            ],
        }
    ).report.problems
    assert problem.right == "take the column out"
    member = [("Body", "Member", "2024-03-14"), ("ehb", "Police", "present")]
    assert problems({**REGISTER, "Attendance": member}) == []


def test_entries_that_contradict_or_repeat() -> None:
    heads = ("Meeting", "Body", "Day", "Holder", "Attendance", "Seat")
    sheets: Sheets = {
        "Bodies": [*BODIES, ("b2", "Other", "sub-group")],
        "Organisations": REGISTER["Organisations"],
        "Meetings": [("Id", "Body", "Day"), ("m1", "ehb", "2024-03-14")],
        "Attendance": [
            heads,
            ("m1", "ehb", "2024-03", "Police", "present", ""),
            ("m1", "b2", "", "Council", "present", ""),
            ("m1", "", "2024-04", "Council", "present", ""),
            ("m1", "", "", "Police", "apologies", ""),
            ("m1", "", "", "Council", "present", "ehb"),
        ],
    }
    found = sorted(problems(sheets))
    assert found == [
        (3, "Body", "other-meeting"),
        (4, "Day", "other-meeting"),
        (5, "", "repeated-row"),
        (6, "Seat", "unknown-name"),
    ]


def test_made_ids_of_meetings_do_not_collide() -> None:
    sheets: Sheets = {
        "Bodies": [("Id", "Name"), ("ehb", "A"), ("shared/ehb", "B"), ("ehb-2024-03-14", "C")],
        "Meetings": [("Body", "Day"), ("A", "2024-03-14"), ("B", "2024-03-14")],
    }
    assert set(meetings_of(load(sheets))) == {
        "testham/ehb-2024-03-14-2",
        "testham/shared-ehb-2024-03-14",
    }


TWICE = ("Body", "Holder", "2024-03-14", date(2024, 3, 14))


def test_a_day_that_heads_two_columns_is_two_meetings() -> None:
    rows = [TWICE, ("ehb", "Police", "present", "apologies"), ("ehb", "Council", "", "present")]
    sheets = {**REGISTER, "Attendance": rows}
    loaded = load(sheets)
    assert meetings_of(loaded) == {
        "testham/ehb-2024-03-14": [("testham/police", "present", False)],
        "testham/ehb-2024-03-14-2": [
            ("testham/police", "apologies", False),
            ("testham/council", "present", False),
        ],
    }
    (notice,) = loaded.report.notices
    assert "2024-03-14 heads 2 columns; they are taken for 2 meetings of that day" in notice
    assert load(sheets, snapshot_after(sheets)).changes == ()


def test_a_column_that_says_nothing_of_a_body_makes_no_meeting_of_it() -> None:
    sheets = {**REGISTER, "Attendance": [TWICE, ("ehb", "Police", "", "present")]}
    assert list(meetings_of(load(sheets))) == ["testham/ehb-2024-03-14-2"]
    assert load(sheets, snapshot_after(sheets)).changes == ()


def test_two_meetings_of_a_day_get_ids_by_themselves_and_entries_must_say_which() -> None:
    rows = [("Body", "Day", "Note"), ("ehb", "2024-03-14", "a"), ("ehb", "2024-03-14", "b")]
    sheets: Sheets = {**REGISTER, "Meetings": rows}
    loaded = load(sheets)
    assert list(meetings_of(loaded)) == ["testham/ehb-2024-03-14", "testham/ehb-2024-03-14-2"]
    assert 'row 3: taken for meeting 2 of "Early Help Board" on 2024-03-14' in str(
        loaded.report.notices
    )
    snapshot = snapshot_after(sheets)
    assert load(sheets, snapshot).changes == ()
    entry = {"Attendance": [ENTRY, ("ehb", "2024-03-14", "Police", "present")]}
    (problem,) = load(entry, snapshot).report.problems
    assert problem.right == ('write the meeting\'s id: "ehb-2024-03-14" or "ehb-2024-03-14-2"')
    by_id = [("Meeting", "Holder", "Attendance"), ("ehb-2024-03-14-2", "Police", "present")]
    assert load({"Attendance": by_id}, snapshot).report.problems == []


def test_the_very_same_meeting_twice_is_a_repeated_row() -> None:
    rows = [("Body", "Day"), ("ehb", "2024-03-14"), ("ehb", "2024-03-14")]
    assert problems({**REGISTER, "Meetings": rows}) == [(3, "", "repeated-row")]
