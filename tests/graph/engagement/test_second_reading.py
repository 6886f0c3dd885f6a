"""The scoring against a second one, written from the text alone, on random records and vectors.

Tests: graph/engagement/register.py, graph/engagement/contribution.py, graph/engagement/scoring.py.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.engagement.ranking import PartnerEngagement, partners
from graph.engagement.scoring import quiet_but_key
from tests.graph.engagement.second_reading import (
    ROLES,
    SEATS,
    WORTH,
    PartnerRecord,
    SecondReading,
    Sitting,
    read_again,
)

DAY = date(2026, 10, 1)
DAYS = st.integers(-60, 1200).map(lambda back: DAY - timedelta(days=back))
REGISTERS = st.one_of(
    st.none(), st.dictionaries(st.sampled_from(SEATS), st.sampled_from(list(WORTH)))
)
RECORDS = st.builds(
    PartnerRecord,
    as_of=st.just(DAY),
    sittings=st.lists(st.builds(Sitting, DAYS, REGISTERS, st.booleans()), max_size=6),
    actions=st.lists(st.tuples(DAYS, st.one_of(st.none(), DAYS)), max_size=3),
    roles=st.lists(st.sampled_from(list(ROLES)), max_size=2, unique=True),
    filled=st.one_of(st.none(), st.tuples(*[st.booleans()] * len(SEATS))),
    agreements=st.lists(st.booleans(), max_size=3),
    links=st.lists(st.booleans(), max_size=3),
    two_sources=st.booleans(),
    gives=st.one_of(st.none(), st.lists(st.sampled_from(["staff", "money"]), max_size=1)),
)


def first_reading(record: PartnerRecord) -> PartnerEngagement:
    return partners(record.town().view(record.as_of))["testham/org"]


@settings(max_examples=300)
@given(RECORDS)
def test_two_readings_of_the_text_agree_on_any_record(record: PartnerRecord) -> None:
    first, second = first_reading(record), read_again(record)
    score = first.engagement
    assert [part.value for part in score.parts] == pytest.approx(second.parts, abs=1e-7)
    assert first.turnout.weight == pytest.approx(second.weighed)
    assert first.turnout.margin == pytest.approx(second.give_or_take, abs=1e-7)
    numbers = (score.value, score.coverage, score.low, score.high)
    assert numbers == pytest.approx((second.e, second.k, second.low, second.high), abs=1e-7)
    assert quiet_but_key(score, 0.735) == pytest.approx(second.q(0.735), abs=1e-7)
    if second.e is None or min(abs(second.e - edge) for edge in (0.4, 0.6)) > 1e-6:
        assert (first.label.value, first.so_far) == (second.called, second.so_far)
    ends = first.turnout.bounds
    assert (ends is None) == (first.turnout.value is None)
    if ends:
        assert 0 <= ends[0] <= (first.turnout.value or 0) <= ends[1] <= 1


def sittings(**days: str) -> list[Sitting]:
    return [
        Sitting(date.fromisoformat(day[1:].replace("_", "-")), {"first": value} if value else None)
        for day, value in days.items()
    ]


LATE, ON_TIME = (date(2026, 6, 1), None), (date(2026, 6, 1), date(2026, 5, 30))
A = PartnerRecord(
    DAY,
    sittings(
        d2026_09_15="apologies",
        d2026_06_15="no_contact",
        d2026_03_15="no_contact",
        d2025_12_15="present",
        d2025_09_15="present",
        d2025_06_15="",
    ),
    actions=[ON_TIME, LATE, LATE],
    filled=(True, True, True),
    agreements=[False],
    links=[False, False],
)
B = PartnerRecord(
    DAY,
    sittings(
        d2026_09_15="present",
        d2026_06_15="present",
        d2026_03_15="deputy",
        d2025_12_15="present",
    ),
    actions=[ON_TIME] * 4,
    roles=["co_chairs"],
    filled=(True, True, True),
    agreements=[True],
    links=[True, True],
)
C = PartnerRecord(DAY, agreements=[False])


def numbers(found: SecondReading, influence: float) -> tuple[float | None, ...]:
    attended = (found.parts[0], found.weighed, found.give_or_take)
    values = (*attended, found.e, found.k, found.low, found.high, found.q(influence))
    return tuple(None if value is None else round(value, 4) for value in values)


@pytest.mark.parametrize(
    ("record", "influence", "expected", "called"),
    [
        (
            A,
            0.7350,
            (0.3575, 2.6209, 0.2588, 0.3591, 0.80, 0.2872, 0.4872, 0.4711),
            ("quiet", False),
        ),
        (
            B,
            0.4350,
            (0.7511, 2.3903, 0.2384, 0.8863, 0.95, 0.8420, 0.8920, 0.0494),
            ("engaged", False),
        ),
        (
            C,
            0.6050,
            (None, 0.0, 0.0, 0.0, 0.10, 0.0, 0.9, None),
            ("not enough recorded to say", False),
        ),
    ],
)
def test_both_readings_give_the_vectors_of_the_text(
    record: PartnerRecord,
    influence: float,
    expected: tuple[float | None, ...],
    called: tuple[str, bool],
) -> None:
    second, first = read_again(record), first_reading(record)
    assert numbers(second, influence) == expected
    assert (second.called, second.so_far) == called
    score, turnout = first.engagement, first.turnout
    attended = (turnout.value, turnout.weight, turnout.margin)
    bounded = (score.value, score.coverage, score.low, score.high)
    values = (*attended, *bounded, quiet_but_key(score, influence))
    assert tuple(None if v is None else round(v, 4) for v in values) == expected
    assert (first.label.value, first.so_far) == called
