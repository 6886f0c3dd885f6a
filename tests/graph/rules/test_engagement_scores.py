"""The two checks that read scores, from registers to findings."""

from datetime import date

import pytest

from graph.rules.finding import Outcome
from tests.towns import Town

DAY = date(2026, 10, 1)
QUARTERS = ("2025-12-15", "2026-03-15", "2026-06-15", "2026-09-15")


def town(values: tuple[str, ...], sector: str = "icb") -> Town:
    """An integrated care board with a listed seat, and what the registers say of it."""
    made = Town().main("board", seat_list_exists=True).body("scp", "safeguarding_partnership")
    made.link("board", "accountable_to", "scp").organisation("p", sector, name="The Partner")
    made.link("p", "member_of", "board", vacant=False, voting=True)
    made.link("p", "member_of", "scp", vacant=False).node(
        "a", "action", owner="p", due="2026-05-01"
    )
    for number, (day, value) in enumerate(zip(QUARTERS, values, strict=False)):
        made.meet(f"m{number}", "board", day, register={"p": value})
    return made


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("no_contact",) * 4, Outcome.GAP),
        (("present",) * 4, Outcome.MET),
        (("deputy",) * 4, Outcome.MET),
        (("no_contact",) * 2, Outcome.SILENT),  # two registers say too little
        ((), Outcome.SILENT),
    ],
)
def test_a_seat_is_judged_from_three_registers(values: tuple[str, ...], expected: Outcome) -> None:
    found = town(values).find("attendance-sufficient", day=DAY)
    seat = next(subject for subject in found.subjects if "BOARD" in subject.name)
    assert seat.outcome is expected
    if values:
        assert any("15 " in fact.sentence for fact in found.facts), "the registers are shown"


def test_a_key_partner_that_is_seldom_seen_is_named_with_its_numbers() -> None:
    found = town(("no_contact",) * 4).find("key-partners-engaged", day=DAY)
    assert found.outcome is Outcome.GAP
    assert "The Partner (key role 0." in found.sentence
    assert found.facts


def test_a_partner_seen_often_is_met_and_nothing_recorded_is_a_question() -> None:
    assert town(("present",) * 4).outcome("key-partners-engaged", day=DAY) is Outcome.MET
    assert town(()).outcome("key-partners-engaged", day=DAY) is Outcome.SILENT


def test_families_are_never_judged_by_attendance() -> None:
    made = town(("no_contact",) * 4, sector="families")
    assert made.outcome("attendance-sufficient", day=DAY) is Outcome.NOT_APPLICABLE
    found = made.find("key-partners-engaged", day=DAY)
    assert found.outcome is Outcome.SILENT
    assert "The Partner" not in found.sentence
