"""How each part is worked out is said of every part, with the numbers that count."""

import pytest

from graph.engagement.method import BANDS, HOW, RECORD
from graph.engagement.register import HALF_LIFE_DAYS, VALUES
from graph.engagement.scoring import (
    ENGAGEMENT_WEIGHTS,
    INFLUENCE_WEIGHTS,
    LABELS,
    METHODS,
    SEEN,
    EngagementLabel,
)
from loaders.workbook.sheets import SHEETS


def test_every_part_has_its_words() -> None:
    parts = [*ENGAGEMENT_WEIGHTS, *INFLUENCE_WEIGHTS]
    assert list(HOW) == list(LABELS) == list(METHODS) == parts
    assert list(RECORD) == list(ENGAGEMENT_WEIGHTS)
    assert set(SEEN) == set(EngagementLabel)


@pytest.mark.parametrize("part", RECORD)
def test_what_to_record_stands_on_sheets_of_the_workbook(part: str) -> None:
    _, sheets = RECORD[part]
    assert set(sheets.split(", ")) <= {sheet.name for sheet in SHEETS}


def test_the_words_tell_the_numbers_that_count() -> None:
    for value in VALUES.values():
        assert f"{value:g}" in HOW["attendance"]
    assert f"{HALF_LIFE_DAYS} days" in HOW["attendance"]
    for number in ("0.60", "0.40", "50%", "60%", "3 registers", "0.50"):
        assert number in BANDS
