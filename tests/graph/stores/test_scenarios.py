"""Scenarios in every store: kept by name and version, accepted as one batch or refused, dropped.

Tests: graph/facts/scenarios.py, graph/stores/scenario_operations.py
"""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from graph.errors import (
    Conflict,
    GraphError,
    InvalidFact,
    ScenarioGone,
    ScenarioMoved,
    UnknownThing,
)
from graph.facts.changes import Added, Change, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.scenarios import Scenario, from_scenario_record, propose, to_scenario_record
from graph.store import Store
from graph.stores.ladybug import LadybugStore
from graph.what_if import apply_to
from tests.graph.stores.small import BOARD, CHAIR, CHAIRS, ESSEX, add, batch, body, link, post, town
from tests.graph.stores.test_migrations import execute
from tests.graph.taking_back import take_back

DAY, WHEN = date(2024, 4, 2), datetime(2024, 4, 9, tzinfo=UTC)
GROUP = body("coventry/group", "The café's group", note='"quoted" \\n')
LINE = link("coventry/group", "reports_to", "coventry/board")
CHANGES: tuple[Change, ...] = (
    Added(GROUP),
    Added(LINE),
    Changed(replace(BOARD, note="larger")),
    Ended(CHAIRS.id, PartialDate("2024-04")),
)


def accept(
    store: Store, slug: str, name: str, who: str, when: datetime, seen: int | None = None
) -> int:
    return store.accept_scenario(slug, name, who, when, seen)


def proposal(store: Store, name: str = "A reporting line") -> Scenario:
    return propose(store.read("coventry"), name, "Ada", DAY, CHANGES)


def test_a_scenario_is_kept_and_touches_nothing(store: Store) -> None:
    before = town(store)
    one = store.keep_scenario(proposal(store))
    assert one == replace(proposal(store), version=1)
    store.keep_scenario(proposal(store, "Plan 10"))
    store.keep_scenario(proposal(store, "Plan 9"))
    assert [s.name for s in store.scenarios("coventry")] == [
        "A reporting line",
        "Plan 9",
        "Plan 10",
    ]
    assert store.scenarios("coventry")[0] == store.scenario("coventry", one.name) == one
    assert store.read("coventry") == before
    assert store.verify() == ()


def test_a_scenario_takes_the_place_of_the_version_that_was_seen(store: Store) -> None:
    town(store)
    first = store.keep_scenario(proposal(store))
    second = replace(proposal(store), author="Bea", changes=(Withdrawn(CHAIRS.id),))
    for seen in (0, 7):
        with pytest.raises(
            ScenarioMoved, match=r'Ada kept "A reporting line" on 2 April 2024 \(version 1\)'
        ) as one:
            store.keep_scenario(second, seen)
        assert (one.value.name, one.value.version) == (first.name, 1)
        assert store.scenarios("coventry") == (first,)
    kept = store.keep_scenario(second, 1)
    assert kept == replace(second, version=2)
    with pytest.raises(ScenarioMoved, match=r"Bea kept .* after version 1, which you saw"):
        store.keep_scenario(replace(first, author="Cy"), 1)
    assert store.scenarios("coventry") == (kept,)
    # Kept again, as where the answer was lost on its way, it is the one that is there.
    assert store.keep_scenario(second, 1) == kept


def test_areas_keep_their_scenarios_apart(store: Store) -> None:
    town(store)
    add(store, ESSEX, area="essex")
    store.keep_scenario(proposal(store))
    assert store.scenarios("essex") == ()
    for unknown in (lambda: store.scenarios("leeds"), lambda: store.scenario("leeds", "x")):
        with pytest.raises(UnknownThing, match='no area "leeds"'):
            unknown()
    with pytest.raises(UnknownThing, match='no area "leeds"'):
        store.keep_scenario(replace(proposal(store), area="leeds"))


def test_a_dropped_scenario_is_gone_and_it_is_told_who_dropped_it(store: Store) -> None:
    town(store)
    store.keep_scenario(proposal(store))
    with pytest.raises(UnknownThing, match="Did you mean A reporting line"):
        store.drop_scenario("coventry", "A reporting lin", "Bea", WHEN)
    with pytest.raises(ScenarioMoved, match=r"version 1.*you saw version 2"):
        store.drop_scenario("coventry", "A reporting line", "Bea", WHEN, 2)
    store.drop_scenario("coventry", "A reporting line", "Bea", WHEN, 1)
    assert store.scenarios("coventry") == ()
    assert store.revision("coventry") == 1
    for again in (
        lambda: store.scenario("coventry", "A reporting line"),
        lambda: store.drop_scenario("coventry", "A reporting line", "Cy", WHEN),
        lambda: accept(store, "coventry", "A reporting line", "Cy", WHEN),
    ):
        with pytest.raises(ScenarioGone, match="was dropped on 9 April 2024 by Bea"):
            again()
    # The same step of the same moment is one whose answer was lost on its way.
    store.drop_scenario("coventry", "A reporting line", "Bea", WHEN, 1)


def test_who_comes_a_moment_later_is_told_so(store: Store) -> None:
    town(store)
    now = datetime.now(UTC)
    store.keep_scenario(proposal(store))
    assert accept(store, "coventry", "A reporting line", "Bea", now) == 2
    with pytest.raises(ScenarioGone, match="of coventry was accepted a moment ago by Bea"):
        accept(store, "coventry", "A reporting line", "Cy", now)
    with pytest.raises(ScenarioMoved, match="was accepted a moment ago by Bea") as told:
        store.keep_scenario(replace(proposal(store), author="Cy"), 1)
    assert told.value.version == 0
    assert accept(store, "coventry", "A reporting line", "Bea", now) == 2


def test_no_version_comes_twice_under_a_name(store: Store) -> None:
    town(store)
    store.keep_scenario(proposal(store))
    store.drop_scenario("coventry", "A reporting line", "Bea", WHEN)
    other = store.keep_scenario(replace(proposal(store), author="Bea"))
    assert other.version == 2
    # Who still looks at the first one neither accepts, drops nor replaces the second.
    for late in (
        lambda: accept(store, "coventry", other.name, "Cy", WHEN, 1),
        lambda: store.drop_scenario("coventry", other.name, "Cy", WHEN, 1),
        lambda: store.keep_scenario(proposal(store), 1),
    ):
        with pytest.raises(ScenarioMoved, match="Bea kept"):
            late()
    assert store.scenarios("coventry") == (other,)
    assert store.revision("coventry") == 1


ROUNDS = 12


def test_who_accepts_and_who_keeps_at_once_never_destroy_each_other(store: Store) -> None:
    """What somebody was told is kept is there, or it was refused: nothing goes in silence."""
    town(store)
    with ThreadPoolExecutor(2) as pool:
        for number in range(ROUNDS):
            first = propose(
                store.read("coventry"), f"Plan {number}", "Ada", DAY,
                [Added(post(f"coventry/first{number}"))],
            )  # fmt: skip
            store.keep_scenario(first)
            other = (Added(post(f"coventry/second{number}")),)
            second = replace(first, author="Bea", changes=other)
            start = threading.Barrier(2)

            def accepting(name: str = first.name, start: threading.Barrier = start) -> object:
                start.wait()
                return _told(lambda: accept(store, "coventry", name, "Cy", WHEN, 1))

            def keeping(one: Scenario = second, start: threading.Barrier = start) -> object:
                start.wait()
                return _told(lambda: store.keep_scenario(one, 1))

            accepted, kept = (
                job.result() for job in [pool.submit(accepting), pool.submit(keeping)]
            )
            there = {scenario.name for scenario in store.scenarios("coventry")}
            nodes = store.read("coventry").nodes
            assert isinstance(accepted, GraphError) != isinstance(kept, GraphError)
            assert isinstance(kept, GraphError) == (second.name not in there)
            assert isinstance(accepted, GraphError) == (f"coventry/first{number}" not in nodes)
            assert f"coventry/second{number}" not in nodes
    assert store.verify() == ()


def _told(step: Callable[[], object]) -> object:
    """Return what a step gives, or how it is refused."""
    try:
        return step()
    except GraphError as error:
        return error


def test_of_two_who_accept_at_once_one_is_told_of_the_other(store: Store) -> None:
    town(store)
    store.keep_scenario(proposal(store))
    start = threading.Barrier(2)

    def accepting(who: str) -> object:
        start.wait()
        return _told(lambda: accept(store, "coventry", "A reporting line", who, datetime.now(UTC)))

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(accepting, ("Bea", "Cy")))
    (refused,) = [str(answer) for answer in answers if isinstance(answer, GraphError)]
    assert "was accepted a moment ago by" in refused
    assert [answer for answer in answers if not isinstance(answer, GraphError)] == [2]
    assert len([r for r in store.history("coventry") if r.revision == 2]) == len(CHANGES)


def test_an_accepted_scenario_is_written_as_one_batch(store: Store) -> None:
    before = town(store)
    store.keep_scenario(proposal(store))
    assert accept(store, "coventry", "A reporting line", "Bea", WHEN) == 2
    after = store.read("coventry")
    assert after == apply_to(before, CHANGES)
    assert store.scenarios("coventry") == ()
    last = [record for record in store.history("coventry") if record.revision == 2]
    assert {(r.who, r.source) for r in last} == {("Bea", 'scenario "A reporting line" by Ada')}
    assert store.verify() == ()


def test_taking_back_what_was_accepted_returns_the_facts_of_the_revision(store: Store) -> None:
    before = town(store)
    store.keep_scenario(proposal(store))
    accept(store, "coventry", "A reporting line", "Bea", WHEN)
    *_, last = store.history("coventry")
    take_back(store, last.batch)
    assert store.read("coventry").facts() == before.facts()
    # The same proposal made anew is a new one, and is written again.
    store.keep_scenario(proposal(store))
    assert accept(store, "coventry", "A reporting line", "Bea", WHEN) == 4
    assert LINE.id in store.read("coventry").links


def test_by_which_door_a_scenario_was_accepted_is_kept(store: Store) -> None:
    town(store)
    kept = store.keep_scenario(proposal(store))
    made = store.accept_scenario("coventry", kept.name, "Bea", WHEN, kept.version, "graphql")
    written = [record for record in store.history("coventry") if record.revision == made]
    assert {record.via for record in written} == {"graphql"}


def test_what_has_moved_since_is_a_conflict_that_names_it(store: Store) -> None:
    town(store)
    line = store.keep_scenario(
        propose(store.read("coventry"), "Line", "Ada", DAY, [Added(GROUP), Added(LINE)])
    )
    store.apply(batch("other", Changed(replace(BOARD, name="Renamed"))))
    with pytest.raises(Conflict) as caught:
        accept(store, "coventry", "Line", "Bea", WHEN)
    assert [fact for fact, _ in caught.value.changed] == [BOARD.id]
    assert GROUP.id not in store.read("coventry").nodes
    assert store.scenarios("coventry") == (line,)
    with pytest.raises(UnknownThing, match="no scenario"):
        accept(store, "coventry", "Lines and lines", "Bea", WHEN)


def test_a_change_elsewhere_is_no_conflict(store: Store) -> None:
    town(store)
    store.keep_scenario(proposal(store))
    add(store, post("coventry/other"))
    assert accept(store, "coventry", "A reporting line", "Bea", WHEN) == 3


def test_what_an_older_program_wrote_and_did_not_drop_is_written_once(store: Store) -> None:
    town(store)
    one = store.keep_scenario(proposal(store))
    # It wrote and dropped in two steps, and gave the batch this id.
    assert store.apply(one.batch("Bea", WHEN), one.expected) == 2
    assert accept(store, "coventry", one.name, "Bea", WHEN) == 2
    assert (store.revision("coventry"), store.scenarios("coventry")) == (2, ())


def test_a_scenario_becomes_a_record_and_comes_back(new_store: Callable[[], Store]) -> None:
    store = new_store()
    town(store)
    one = replace(proposal(store), changes=(*proposal(store).changes, Withdrawn(CHAIR.id)))
    assert from_scenario_record(to_scenario_record(one)) == one
    # Programs that knew no versions wrote none: it is the first.
    without = {key: value for key, value in to_scenario_record(one).items() if key != "version"}
    assert from_scenario_record(without) == replace(one, version=1)
    assert one.batch("Bea", WHEN).id == replace(one, version=1).batch("Bea", WHEN).id
    assert one.batch("Bea", WHEN).id != replace(one, version=2).batch("Bea", WHEN).id


def test_a_store_that_knew_no_versions_has_first_ones(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        town(store)
        kept = store.keep_scenario(proposal(store))
    record = {key: value for key, value in to_scenario_record(kept).items() if key != "version"}
    older = json.dumps(json.dumps(record, ensure_ascii=False), ensure_ascii=False)
    execute(path, "DROP TABLE ScenarioEnd")
    execute(path, f"MATCH (s:Scenario) SET s.record = {older}")
    execute(path, "MATCH (m:Meta) SET m.tables = 'of before'")
    with closing(LadybugStore(path)) as store:
        assert store.scenarios("coventry") == (kept,)
        assert accept(store, "coventry", kept.name, "Bea", WHEN, 1) == 2
        with pytest.raises(ScenarioGone):
            store.scenario("coventry", kept.name)


@pytest.mark.parametrize("name", ["", " ", " A", "A\n"])
def test_a_scenario_has_a_name_and_an_author(name: str) -> None:
    with pytest.raises(InvalidFact):
        Scenario(area="coventry", day=DAY, changes=(), name=name, author="Ada")
    with pytest.raises(InvalidFact):
        Scenario(area="coventry", day=DAY, changes=(), name="A", author=name)
