"""The sentence of a problem, as an officer reads it.

Tests: loaders/report.py, loaders/workbook/reading/rows.py
"""

import pytest

from tests.loaders.workbook.loading import ENDS, TWO, Sheets, load


@pytest.mark.parametrize(
    ("sheets", "sentence"),
    [
        (
            {"Bodies": TWO, "Links": [ENDS, ("ehb", "chairs", "ehb")]},
            'facts.xlsx, sheet "Links", row 2, "Link": "chairs" is not in the list; '
            "write it on the sheet Seats.",
        ),
        (
            {"Bodies": [("Name", "Tier"), ("", "strategic")]},
            'facts.xlsx, sheet "Bodies", row 2: "Name" is empty; fill in name.',
        ),
        (
            {
                "Bodies": TWO,
                "Links": [ENDS, *[("ehb", "works with", "safeguarding-partnership")] * 2],
            },
            'facts.xlsx, sheet "Links", row 3: it stands in row 2 too; '
            "take one of them out, or give each its dates.",
        ),
        (
            {"Bodies": TWO, "Links": [ENDS, ("ehb", "works with", "zebra crossing")]},
            'facts.xlsx, sheet "Links", row 2, "To": "zebra crossing" is neither in the file nor '
            "in the store; add it to its own sheet first.",
        ),
        (
            {"Bodies": [("Name", "Status"), ("B", "x" * 200)]},
            f'facts.xlsx, sheet "Bodies", row 2, "Status": "{"x" * 79}…" is not in the list; '
            'choose "operating" or "planned" or "wished for" or "ended".',
        ),
    ],
)
def test_sentences_say_what_is_wrong_and_right(sheets: Sheets, sentence: str) -> None:
    (problem,) = load(sheets).report.problems
    assert problem.sentence == sentence
