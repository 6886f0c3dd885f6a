"""What must hold of the model for every partner, whatever its record."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from graph.engagement.ranking import partners
from graph.engagement.register import VALUES, AttendanceEntry, turnout
from graph.engagement.scoring import (
    ENGAGEMENT_WEIGHTS,
    ENOUGH_COVERAGE,
    EngagementLabel,
    ScorePart,
    WeightedScore,
    label,
    quiet_but_key,
    score,
    so_far,
)
from tests.towns import Town

DAY = date(2026, 10, 1)
SHARES = st.one_of(st.none(), st.floats(0, 1))
RECORDS = st.fixed_dictionaries(dict.fromkeys(ENGAGEMENT_WEIGHTS, SHARES))
ENTRIES = st.lists(
    st.builds(
        lambda back, value, part: AttendanceEntry(
            f"m{back}", "b", DAY - timedelta(days=back), value, part
        ),
        st.integers(0, 1500),
        st.sampled_from(sorted(VALUES)),
        st.booleans(),
    ),
    max_size=12,
)


def scored(values: dict[str, float | None]) -> WeightedScore:
    return score([ScorePart(name, value, "") for name, value in values.items()], ENGAGEMENT_WEIGHTS)


@given(RECORDS, st.sampled_from(sorted(ENGAGEMENT_WEIGHTS)))
def test_a_part_made_unknown_only_widens_the_bounds(
    values: dict[str, float | None], name: str
) -> None:
    before, after = scored(values), scored(values | {name: None})
    assert after.high >= before.high - 1e-8
    assert after.low <= before.low + 1e-8


@given(RECORDS)
def test_the_score_lies_between_its_bounds(values: dict[str, float | None]) -> None:
    found = scored(values)
    assert found.low <= found.high + 1e-8
    if found.value is not None:
        assert found.low - 1e-8 <= found.value <= found.high + 1e-8


@given(RECORDS, st.integers(0, 30))
def test_no_partner_with_too_little_recorded_is_ever_called_anything(
    values: dict[str, float | None], registers: int
) -> None:
    found = scored(values)
    if found.coverage < ENOUGH_COVERAGE:
        assert label(found, registers) is EngagementLabel.NOT_ENOUGH
        assert quiet_but_key(found, 1.0) is None
    if registers < 3:
        assert label(found, registers) in (EngagementLabel.NOT_ENOUGH, EngagementLabel.TOO_FEW)


LABELS = [EngagementLabel.QUIET, EngagementLabel.MIXED, EngagementLabel.ENGAGED]


@given(RECORDS, st.sampled_from([0.6, 1.0]))
def test_a_role_never_makes_a_label_worse(values: dict[str, float | None], worth: float) -> None:
    before = label(scored(values | {"roles": None}), 3)
    after = label(scored(values | {"roles": worth}), 3)
    if before in LABELS:
        assert LABELS.index(after) >= LABELS.index(before)


@given(RECORDS, st.integers(0, 6))
def test_a_label_is_so_far_where_its_bounds_lie_far_apart(
    values: dict[str, float | None], registers: int
) -> None:
    found = scored(values)
    called = label(found, registers)
    wide = found.coverage < 0.6 or found.high - found.low > 0.4 + 1e-8
    assert so_far(found, called) == (called in LABELS and wide)


@given(RECORDS)
def test_the_order_of_parts_changes_nothing(values: dict[str, float | None]) -> None:
    names = sorted(values, reverse=True)
    assert scored({name: values[name] for name in names}) == scored(values)


@given(ENTRIES, st.integers(0, 1500))
def test_coming_once_more_never_lowers_attendance(
    entries: list[AttendanceEntry], back: int
) -> None:
    before = turnout(DAY, entries).value
    more = AttendanceEntry("new", "b", DAY - timedelta(days=back), "present")
    after = turnout(DAY, [*entries, more]).value
    assert after is not None
    assert before is None or after >= before - 1e-8


@given(ENTRIES, st.integers(0, 11), st.sampled_from(sorted(VALUES)), st.booleans())
def test_another_seat_at_the_same_meeting_never_lowers_attendance(
    entries: list[AttendanceEntry], which: int, value: str, part: bool
) -> None:
    if entries:
        one = entries[which % len(entries)]
        more = AttendanceEntry(one.meeting, one.body, one.day, value, part, "another")
        before, after = turnout(DAY, entries), turnout(DAY, [*entries, more])
        assert after.registers == before.registers
        assert (after.value or 0) >= (before.value or 0)


@given(ENTRIES, st.permutations(range(12)))
def test_the_order_of_rows_changes_nothing(
    entries: list[AttendanceEntry], order: list[int]
) -> None:
    again = [entries[i] for i in order if i < len(entries)]
    before, after = turnout(DAY, entries), turnout(DAY, again)
    assert after.value == before.value
    assert after.weight == before.weight


@given(ENTRIES, st.integers(-3000, 3000))
def test_moving_every_day_alike_changes_nothing(entries: list[AttendanceEntry], by: int) -> None:
    moved = [
        AttendanceEntry(e.meeting, e.body, e.day + timedelta(days=by), e.value, e.part)
        for e in entries
    ]
    before, after = turnout(DAY, entries), turnout(DAY + timedelta(days=by), moved)
    assert (after.value, after.weight) == (before.value, before.weight)


MEETINGS = st.lists(
    st.tuples(st.integers(0, 900), st.sampled_from([*sorted(VALUES), "", "cancelled"])),
    max_size=8,
)


def town(meetings: list[tuple[int, str]], day: date = DAY, acts: bool = True) -> Town:
    """A partner with a listed seat; with an action too, it has enough on record for a label."""
    made = Town().main().organisation("p", "icb").link("p", "member_of", "main", vacant=False)
    if acts:
        made.node("a", "action", owner="p")
    for number, (back, value) in enumerate(meetings):
        met = (day - timedelta(days=back)).isoformat()
        came = {"p": value} if value in VALUES else {}
        made.meet(f"m{number}", "main", met, cancelled=value == "cancelled", register=came)
    return made


def scores(made: Town, day: date = DAY) -> tuple[WeightedScore, float | None, EngagementLabel]:
    found = partners(made.view(day))["testham/p"]
    return found.engagement, found.quiet, found.label


@given(MEETINGS, st.integers(0, 900))
def test_a_meeting_without_a_register_changes_nothing(
    meetings: list[tuple[int, str]], back: int
) -> None:
    assert scores(town([*meetings, (back, "")])) == scores(town(meetings))
    assert scores(town([*meetings, (back, "cancelled")])) == scores(town(meetings))


@given(MEETINGS, st.integers(-900, 900))
def test_moving_every_meeting_and_the_day_changes_no_number(
    meetings: list[tuple[int, str]], by: int
) -> None:
    day = DAY + timedelta(days=by)
    (before, _, called), (after, _, again) = (
        scores(town(meetings)),
        scores(town(meetings, day), day),
    )
    assert [p.value for p in after.parts] == [p.value for p in before.parts]
    assert again is called


@given(MEETINGS)
def test_the_order_of_facts_changes_nothing(meetings: list[tuple[int, str]]) -> None:
    made = town(meetings)
    turned = Town()
    turned.facts = dict(reversed(made.facts.items()))
    assert scores(turned) == scores(made)


@given(MEETINGS, st.booleans())
def test_labels_follow_what_is_on_record(meetings: list[tuple[int, str]], acts: bool) -> None:
    found, quiet, called = scores(town(meetings, acts=acts))
    registers = sum(1 for _, value in meetings if value in VALUES)
    assert (found.coverage >= ENOUGH_COVERAGE) == (acts and registers > 0)
    if found.coverage < ENOUGH_COVERAGE:
        assert called is EngagementLabel.NOT_ENOUGH
        assert quiet is None
    elif registers < 3:
        assert called is EngagementLabel.TOO_FEW
    else:
        assert called in (EngagementLabel.ENGAGED, EngagementLabel.MIXED, EngagementLabel.QUIET)
