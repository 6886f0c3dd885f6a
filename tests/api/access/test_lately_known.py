"""Who was looked up lately: for a moment, and only while nothing of accounts has changed."""

from collections.abc import Callable

import pytest

from api.access import lately_known
from api.access.lately_known import LatelyKnown
from tests.api.access.quick import SetClock


def made() -> tuple[LatelyKnown[str], SetClock, list[Callable[[], None]]]:
    clock, calls = SetClock(), list[Callable[[], None]]()
    return LatelyKnown[str](clock, calls.append), clock, calls


def test_somebody_is_known_for_a_moment() -> None:
    known, clock, _ = made()
    assert known.get("gt_x") is None
    known.keep("gt_x", "Ann", known.changes)
    assert known.get("gt_x") == "Ann"
    assert known.get("gt_y") is None
    clock.pass_by(seconds=0.3)
    assert known.get("gt_x") is None
    known.keep("gt_x", "Ann", known.changes)
    clock.pass_by(seconds=-60)
    assert known.get("gt_x") is None


def test_no_clock_that_stands_still_makes_it_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    known, _, _ = made()
    now = 5.0
    monkeypatch.setattr(lately_known, "monotonic", lambda: now)
    known.keep("gt_x", "Ann", known.changes)
    now = 5.3
    assert known.get("gt_x") is None


def test_what_changes_is_forgotten_at_once_also_while_somebody_is_looked_up() -> None:
    known, _, (forget,) = made()
    known.keep("gt_x", "Ann", known.changes)
    looked_up_since = known.changes
    forget()
    assert known.get("gt_x") is None
    known.keep("gt_x", "Ann", looked_up_since)
    assert known.get("gt_x") is None


def test_so_many_are_known_and_nothing_that_was_shown_is_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known, _, _ = made()
    monkeypatch.setattr(lately_known, "MOST", 3)
    for number in range(9):
        known.keep(f"gt_secret{number}", "Ann", known.changes)
    assert len(known._known) <= 3
    assert "gt_secret" not in repr(vars(known))
