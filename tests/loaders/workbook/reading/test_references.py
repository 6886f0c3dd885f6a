"""Cells that name somebody: what a decision needs, and the classes of a quorum, told at the row."""

import pytest

from tests.loaders.workbook.loading import load

ORGANISATIONS = [("Name",), ("Fire Service",)]
BODIES = [("Name", "Kind of body", "Quorum by class")]
DECISIONS = [("Kind", "Name", "From meeting", "Taken by", "Outcome")]
MEETINGS = [("Id", "Body", "Day"), ("m1", "Executive", "2026-03-01")]


@pytest.mark.parametrize(
    ("cell", "right"),
    [
        ("council: 1; Integrated care board: 1", ""),
        ("fire service: 1", ""),
        ("Executive: 1", "use a word of the list, or an organisation or post"),
        ("Ambulance: 1", "use a word of the list, or an organisation or post"),
        ("CCG: 1", 'did you mean "integrated care board" (Somebody of'),
        ("council", 'write each class with its least number, as "council: 1"'),
    ],
)
def test_a_class_of_a_quorum_names_somebody(cell: str, right: str) -> None:
    rows = [*BODIES, ("Executive", "executive group", cell)]
    found = load({"Organisations": ORGANISATIONS, "Bodies": rows}).report.problems
    assert [problem.place.column for problem in found] == ["Quorum by class"] * bool(right)
    assert all(right in problem.right for problem in found)


@pytest.mark.parametrize(
    ("meeting", "by", "wrong"),
    [
        ("m1", "Executive", ""),
        ("", "", ""),
        ("m9", "Executive", '"m9"'),
        ("Executive", "Executive", '"Executive" is no meeting'),
        ("m1", "Fire Service", "no body"),
    ],
)
def test_a_decision_was_taken_at_a_meeting_by_a_body(meeting: str, by: str, wrong: str) -> None:
    found = load(
        {
            "Organisations": ORGANISATIONS,
            "Bodies": [*BODIES, ("Executive", "executive group", "")],
            "Meetings": MEETINGS,
            "Matters and decisions": [
                *DECISIONS,
                ("decision", "Budget agreed", meeting, by, "agreed"),
            ],
        }
    ).report.problems
    assert len(found) == bool(wrong)
    assert all(wrong in problem.wrong for problem in found)
