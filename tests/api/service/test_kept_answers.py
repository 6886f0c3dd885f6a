"""What is kept to be answered again stays within its bytes, and dead answers are let go.

Tests: api/service/kept_answers.py, api/service/sizes.py
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from api.service.kept_answers import KeptAnswers, Key, Room
from api.service.reader import Reader
from api.service.sizes import bytes_of
from graph.facts.changes import Changed
from graph.stores.memory import MemoryStore
from graph.view import View
from loaders.examples import example
from tests.graph.stores.small import BOARD, batch, town

KB = 1024


class Plan:
    """Something that stands for itself, as a view does, of some size; it may grow."""

    def __init__(self, size: int) -> None:
        self.content = bytearray(size)


def small() -> None:
    """Name a kind of answer."""


def large() -> None:
    """Name another kind of answer."""


def keep(kept: KeptAnswers, kind: Callable[..., object], number: int, size: int) -> bool:
    """Ask for an answer of some size; return whether it had to be made."""
    made: list[bytes] = []

    def make() -> bytes:
        made.append(bytes(size))
        return made[0]

    kept.get((kind, (number,)), make)
    return bool(made)


def test_the_bytes_of_what_is_kept_have_a_bound_and_the_last_used_stay() -> None:
    kept = KeptAnswers(100 * KB)
    for number in range(50):
        assert keep(kept, (small, large)[number % 2], number, 9 * KB)
        keep(kept, small, 0, 9 * KB)
        assert kept.bytes <= 100 * KB
    assert len(kept) == 10
    # The first was used all the time; of the others the newest are there.
    assert not keep(kept, small, 0, 9 * KB)
    assert not keep(kept, large, 49, 9 * KB)
    assert keep(kept, large, 1, 9 * KB)


def test_one_kind_of_answer_leaves_room_for_the_others() -> None:
    kept = KeptAnswers(100 * KB)
    keep(kept, small, 1, 4 * KB)
    for number in range(100):
        keep(kept, large, number, 9 * KB)
        assert kept.bytes <= 55 * KB
    assert not keep(kept, small, 1, 4 * KB)


def test_an_answer_that_is_larger_than_its_share_is_given_but_not_kept() -> None:
    kept = KeptAnswers(100 * KB)
    keep(kept, small, 1, 4 * KB)
    assert keep(kept, large, 1, 60 * KB)
    assert keep(kept, large, 1, 60 * KB)
    assert not keep(kept, small, 1, 4 * KB)
    assert kept.bytes < 6 * KB


def test_nothing_is_kept_where_nothing_may_be() -> None:
    kept = KeptAnswers(0)
    assert keep(kept, small, 1, KB)
    assert keep(kept, small, 1, KB)
    assert (len(kept), kept.bytes) == (0, 0)


def test_what_grows_is_measured_again() -> None:
    kept = KeptAnswers(100 * KB)
    plan = Plan(KB)
    key: Key = (small, (1,))
    kept.get(key, lambda: plan)
    plan.content.extend(bytes(30 * KB))
    assert kept.bytes < 2 * KB
    for _ in range(3):
        kept.get(key, lambda: plan)
    assert 30 * KB < kept.bytes < 40 * KB
    plan.content.extend(bytes(60 * KB))
    for _ in range(5):
        kept.get(key, lambda: plan)
    assert len(kept) == 0


def test_what_was_made_of_an_answer_goes_with_it() -> None:
    kept = KeptAnswers(100 * KB)
    plan = kept.get((small, (1,)), lambda: Plan(KB))
    other = kept.get((small, (2,)), lambda: Plan(KB))
    later = kept.get((large, (plan, "later")), lambda: Plan(KB))
    kept.get((large, (later, "and more")), lambda: Plan(KB))
    kept.get((large, (other, "later")), lambda: Plan(KB))
    assert len(kept) == 5
    kept.drop(lambda key: key == (small, (1,)))
    assert len(kept) == 2
    assert kept.find(lambda answer: answer is other) is other
    assert kept.find(lambda answer: answer is plan) is None


def test_bytes_are_those_of_all_that_is_held_but_for_what_is_kept_beside() -> None:
    shared = bytes(10 * KB)
    holder = {"one": [shared, shared], "program": Plan, "module": pytest}
    assert 10 * KB < bytes_of([holder]) < 11 * KB
    assert bytes_of([holder], [shared]) < KB
    snapshot = example("coventry").snapshot
    view = View(snapshot, date(2024, 3, 31))
    # Facts of thirty things take some tens of kB.
    assert 30 * KB < bytes_of([snapshot]) < 300 * KB
    assert bytes_of([view], [snapshot]) < bytes_of([snapshot])


def revised(store: MemoryStore, name: str) -> None:
    store.apply(batch(name, Changed(replace(BOARD, note=name))))


def test_answers_of_a_revision_that_is_no_more_are_let_go() -> None:
    store = MemoryStore()
    town(store)
    reader = Reader(store)
    sizes = []
    for round_ in range(20):
        view = reader.view("coventry")
        reader.derived(view, View.on, date(2020, 1, 1), False)
        reader.view("coventry", date(2021, 1, 1), complete=True)
        reader.history("coventry")
        sizes.append(len(reader._answers))
        revised(store, f"round {round_}")
    assert sizes == [5] * 20
    assert reader.view("coventry").snapshot.nodes[BOARD.id].note == "round 19"


def test_another_area_keeps_its_answers() -> None:
    store = MemoryStore()
    town(store)
    archive = example("york")
    store.put(archive.snapshot, archive.history)
    reader = Reader(store)
    york = reader.view("york")
    reader.view("coventry")
    revised(store, "new")
    reader.view("coventry")
    assert reader.view("york") is york
    assert reader.view_at_hand("york") is york
    assert reader.view_at_hand("leeds") is None


def test_a_size_is_taken_over_a_few_times_and_measured_then() -> None:
    kept = KeptAnswers(1000 * KB)
    for number in range(1, 30):
        plan = Plan(10 * KB * number)
        kept.get((small, (number,)), lambda plan=plan: plan)  # type: ignore[misc]
        kept.grown(plan)
        # Each is 10 kB larger than the last, and the one that was measured last counts.
        measured = 1 + (number - 1) // 9 * 9
        assert 10 * KB * measured < kept.bytes < 10 * KB * measured + KB
        kept.succeed(number, number + 1)
        kept.drop(lambda key, number=number: key == (small, (number,)))  # type: ignore[misc]


def test_what_is_used_often_is_measured_though_its_size_was_taken_over() -> None:
    kept = KeptAnswers(1000 * KB)
    kept.get((small, (1,)), lambda: Plan(KB))
    kept.succeed(1, 2)
    kept.drop(lambda key: True)
    plan = kept.get((small, (2,)), lambda: Plan(50 * KB))
    assert kept.bytes < 2 * KB
    for _ in range(7):
        kept.get((small, (2,)), lambda: plan)
    assert 50 * KB < kept.bytes < 51 * KB


def test_sizes_that_nobody_takes_over_are_forgotten_with_the_next_change() -> None:
    kept = KeptAnswers(1000 * KB)
    for number in range(20):
        for day in range(20):
            kept.get((large, (number, f"{number} {day}")), lambda: Plan(KB))
        kept.succeed(number, number + 1)
        kept.drop(lambda key: True)
    assert len(kept._expected) == 20


def test_what_is_said_to_have_grown_is_measured_again() -> None:
    kept = KeptAnswers(100 * KB)
    plan = kept.get((small, (1,)), lambda: Plan(KB))
    plan.content.extend(bytes(30 * KB))
    kept.grown(plan)
    assert 30 * KB < kept.bytes < 40 * KB
    plan.content.extend(bytes(60 * KB))
    kept.grown(plan)
    assert (len(kept), kept.bytes) == (0, 0)
    kept.grown(plan)
    assert len(kept) == 0


def test_a_view_counts_with_what_was_worked_out_of_it() -> None:
    store = MemoryStore()
    town(store)
    reader = Reader(store)
    view = reader.view("coventry")
    before = reader.kept_bytes
    reader.findings(view)
    findings = bytes_of([reader.findings(view)], [view.snapshot], reader._answers._known)
    assert reader.kept_bytes - before > 1.5 * findings


OF: dict[Room, Callable[..., object]] = {
    Room.CARDS: reversed,
    Room.AREAS: small,
    Room.FINDINGS: sorted,
    Room.PAGES: large,
}


def test_a_room_that_is_full_leaves_the_others_alone() -> None:
    kept = KeptAnswers(100 * KB)

    def put(room: Room, number: int, size: int) -> None:
        kept.get((OF[room], (number,)), lambda: bytes(size), room=room)

    def there(room: Room, number: int) -> bool:
        return kept.at_hand((OF[room], (number,))) is not None

    for number in range(4):
        put(Room.CARDS, number, KB)
        put(Room.AREAS, number, 10 * KB)
        put(Room.FINDINGS, number, 4 * KB)
    for number in range(200):
        put(Room.PAGES, number, 5 * KB)
    assert all(there(Room.CARDS, number) for number in range(4))
    assert all(there(Room.AREAS, number) for number in range(4))
    assert all(there(Room.FINDINGS, number) for number in range(4))
    assert kept.bytes <= 100 * KB
    for number in range(100):
        put(Room.AREAS, 100 + number, 10 * KB)
    assert not there(Room.AREAS, 3)
    assert there(Room.AREAS, 199)
    assert there(Room.FINDINGS, 3)
    assert there(Room.PAGES, 199)
    assert kept.bytes <= 100 * KB


def test_what_an_answer_holds_takes_it_along() -> None:
    kept = KeptAnswers(100 * KB)
    plan = kept.get((small, (1,)), lambda: Plan(KB))
    kept.get((large, (1,)), lambda: [plan], beside=(plan,))
    kept.drop(lambda key: key == (small, (1,)))
    assert len(kept) == 0
