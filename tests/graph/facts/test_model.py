"""The records by themselves: attributes by type, days, and the order of ids."""

from datetime import date

import pytest

from graph.facts.dates import PartialDate, Truth
from graph.facts.model import Area, Node, Status, merge_sorted, snapshot_of

DAY = date(2024, 3, 31)


def node(local: str, **attributes: str | bool | int | tuple[str, ...]) -> Node:
    return Node(id=f"york/{local}", kind="body", name=local, attributes=attributes)


def test_an_attribute_is_read_as_its_type_and_is_none_as_another() -> None:
    one = node("a", scope=("data",), multi_agency=True, seats=3, dated="2024-03")
    assert (one.words("scope"), one.words("dated")) == (("data",), ())
    assert (one.flag("multi_agency"), one.flag("seats")) == (True, None)
    assert (one.number("seats"), one.number("multi_agency")) == (3, None)
    assert (one.text("dated"), one.text("seats")) == ("2024-03", None)
    assert (one.day("dated"), one.day("scope")) == (PartialDate("2024-03"), None)


@pytest.mark.parametrize(
    ("until", "truth"),
    [(None, Truth.NO), ("2024-03", Truth.MAYBE), ("2024-04", Truth.YES), ("2023", Truth.NO)],
)
def test_what_ended_held_up_to_its_last_day_and_never_without_one(
    until: str | None, truth: Truth
) -> None:
    ended = Node(
        id="york/a",
        kind="body",
        name="A",
        status=Status.ENDED,
        until=PartialDate(until) if until else None,
    )
    assert ended.holds(date(2024, 3, 15)) is truth


def test_a_thing_is_on_the_map_of_its_home_and_of_those_it_names() -> None:
    shared = Node(id="shared/icb", kind="organisation", name="ICB", maps=("york",))
    assert [shared.on_map(area) for area in ("shared", "york", "leeds")] == [True, True, False]


def test_a_snapshot_has_each_sort_in_the_natural_order_of_ids() -> None:
    facts = {f"york/b{n}": node(f"b{n}") for n in (10, 2, 1)}
    snapshot = snapshot_of({**facts, "york": Area(slug="york", name="York")}, "york", 4, {})
    assert list(snapshot.nodes) == ["york/b1", "york/b2", "york/b10"]
    assert next(iter(snapshot.facts())) == "york"
    assert (snapshot.revision, snapshot.versions["york/b2"]) == (4, 1)


def test_merged_facts_come_into_the_order_of_ids_and_the_given_ones_stay_as_they_were() -> None:
    kept = {f"b{n}": n for n in (1, 2, 10)}
    merged = merge_sorted(kept, {"b9": 9, "b1": None, "b10": 11, "b0": 0, "gone": None})
    assert list(merged.items()) == [("b0", 0), ("b2", 2), ("b9", 9), ("b10", 11)]
    assert kept == {"b1": 1, "b2": 2, "b10": 10}
