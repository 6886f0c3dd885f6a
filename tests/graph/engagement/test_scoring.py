"""The model's three test vectors, to four places: parts in, numbers out."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from graph.engagement.register import AttendanceEntry, turnout
from graph.engagement.scoring import (
    ENGAGEMENT_WEIGHTS,
    INFLUENCE_WEIGHTS,
    EngagementLabel,
    ScorePart,
    WeightedScore,
    confirmed,
    label,
    quiet_but_key,
    score,
    so_far,
)

DAY = date(2026, 10, 1)


def entries(**days: str) -> list[AttendanceEntry]:
    return [
        AttendanceEntry(f"t/{day}", "t/main", date.fromisoformat(day[1:].replace("_", "-")), value)
        for day, value in days.items()
    ]


ICB = entries(
    d2026_09_15="apologies",
    d2026_06_15="no_contact",
    d2026_03_15="no_contact",
    d2025_12_15="present",
    d2025_09_15="present",
)
VCS = entries(
    d2026_09_15="present", d2026_06_15="present", d2026_03_15="deputy", d2025_12_15="present"
)


def engagement(**values: float | None) -> WeightedScore:
    parts = [ScorePart(name, values.get(name), "") for name in ENGAGEMENT_WEIGHTS]
    return score(parts, ENGAGEMENT_WEIGHTS)


def influence(values: Sequence[float]) -> float:
    parts = [ScorePart(n, v, "") for n, v in zip(INFLUENCE_WEIGHTS, values, strict=True)]
    found = score(parts, INFLUENCE_WEIGHTS).value
    assert found is not None
    return found


A = engagement(
    attendance=turnout(DAY, ICB).value,
    actions=2 / 5,
    seats=1,
    data_sharing=0,
    two_way_links=0,
)
B = engagement(
    attendance=turnout(DAY, VCS).value,
    actions=5 / 6,
    roles=1,
    seats=1,
    data_sharing=1,
    two_way_links=1,
)
C = engagement(data_sharing=0)


@pytest.mark.parametrize(
    ("seen", "expected"), [(ICB, (0.3575, 2.6209, 0.2588)), (VCS, (0.7511, 2.3903, 0.2384))]
)
def test_attendance_of_the_vectors(
    seen: list[AttendanceEntry], expected: tuple[float, float, float]
) -> None:
    found = turnout(DAY, seen)
    assert found.value is not None
    assert (round(found.value, 4), round(found.weight, 4), round(found.margin, 4)) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (A, (0.3591, 0.80, 0.2872, 0.4872)),
        (B, (0.8863, 0.95, 0.8420, 0.8920)),
        (C, (0.0, 0.10, 0.0, 0.9)),
    ],
)
def test_engagement_of_the_vectors(found: WeightedScore, expected: tuple[float, ...]) -> None:
    assert found.value is not None
    numbers = (found.value, found.coverage, found.low, found.high)
    assert tuple(round(number, 4) for number in numbers) == expected


def test_influence_and_ranking_of_the_vectors() -> None:
    icb, vcs = influence((1, 0.5, 0.75, 0.4, 1)), influence((0.2, 0.5, 0.25, 1, 0.5))
    police = influence((1, 0.5, 0.25, 0.2, 1))
    assert [round(i, 4) for i in (icb, vcs, police)] == [0.7350, 0.4350, 0.6050]
    assert round(quiet_but_key(A, icb) or 0, 4) == 0.4711
    assert round(quiet_but_key(B, vcs) or 0, 4) == 0.0494
    assert quiet_but_key(C, police) is None


def test_labels_of_the_vectors() -> None:
    called: Mapping[str, EngagementLabel] = {"A": label(A, 5), "B": label(B, 4), "C": label(C, 0)}
    assert called == {
        "A": EngagementLabel.QUIET,
        "B": EngagementLabel.ENGAGED,
        "C": EngagementLabel.NOT_ENOUGH,
    }
    assert confirmed(A, called["A"])
    assert not confirmed(C, called["C"])


def test_weights_add_up_to_one() -> None:
    assert round(sum(ENGAGEMENT_WEIGHTS.values()), 9) == 1
    assert round(sum(INFLUENCE_WEIGHTS.values()), 9) == 1


def test_labels_need_three_registers_and_half_the_evidence() -> None:
    assert label(A, 2) is EngagementLabel.TOO_FEW
    half = engagement(attendance=0.5, actions=0.3)
    assert half.coverage == 0.5
    assert label(half, 3) is EngagementLabel.MIXED
    assert label(engagement(attendance=1, seats=1, resources=1), 9) is EngagementLabel.NOT_ENOUGH
    assert label(engagement(data_sharing=1, seats=1), 9) is EngagementLabel.NOT_ENOUGH


@pytest.mark.parametrize(
    ("value", "called"),
    [(0.6, EngagementLabel.ENGAGED), (0.59, EngagementLabel.MIXED), (0.39, EngagementLabel.QUIET)],
)
def test_where_the_labels_begin(value: float, called: EngagementLabel) -> None:
    found = engagement(**dict.fromkeys(ENGAGEMENT_WEIGHTS, value))
    assert label(found, 3) is called


@pytest.mark.parametrize(
    ("known", "only_so_far"),
    [
        (("attendance", "actions"), True),
        (("attendance", "roles", "seats"), True),
        (("attendance", "actions", "seats"), False),
        (tuple(ENGAGEMENT_WEIGHTS), False),
        (("attendance", "seats"), False),  # too little for any label, so none is "so far"
    ],
)
def test_a_label_by_less_than_six_tenths_holds_so_far(
    known: Sequence[str], only_so_far: bool
) -> None:
    found = engagement(**dict.fromkeys(known, 0.9))
    assert so_far(found, label(found, 3)) is only_so_far
    assert not so_far(found, label(found, 2)), "without a label there is nothing to qualify"


def test_quiet_is_confirmed_only_where_nothing_missing_could_change_it() -> None:
    found = engagement(attendance=0.3, actions=0.3)
    called = label(found, 3)
    assert called is EngagementLabel.QUIET
    assert not confirmed(found, called)
