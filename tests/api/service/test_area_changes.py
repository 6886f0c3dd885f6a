"""What happened to an area since somebody looked: each revision once, or to read it again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from api.access.persons import NOBODY, Person, Rights, Role, Via, acting_as
from api.service.area_changes import (
    AreaStep,
    event_id,
    follow,
    seen_edition,
    sides_of,
    steps_between,
)
from api.service.bus import Bus
from api.service.reader import Reader
from graph.errors import UnknownThing
from graph.facts.changes import Added, Batch, Change, Changed
from graph.facts.model import Node
from graph.store import Edition, Store
from graph.stores.memory import MemoryStore
from tests.api.live_service import OTHER, TOWN, small_store, write, write_note
from tests.api.own_loop import in_own_loop
from tests.towns import Town

SHARED = Node(id="shared/icb", kind="body", name="Board", maps=(OTHER, TOWN))


def apply(store: Store, slug: str, name: str, *changes: Change) -> int:
    now = datetime.now(UTC)
    return store.apply(
        Batch(id=name, area=slug, who="pat", when=now, source="minutes", changes=changes)
    )


def forgetful(store: MemoryStore) -> MemoryStore:
    """Return the same store as another process has it: it wrote none of it."""
    found = MemoryStore()
    found.fill(store.contents())
    return found


def steps(store: Store, since: int, slug: str = TOWN, most: int = 100) -> tuple[AreaStep, ...]:
    newest = store.edition(slug)
    return steps_between(Reader(store), replace(newest, revision=since), newest, most)


@pytest.mark.parametrize("other_process", [True, False])
def test_each_revision_is_a_step_with_what_made_it(other_process: bool) -> None:
    store = small_store()
    for _ in range(20):
        write(store)
    store = forgetful(store) if other_process else store
    found = steps(store, 3)
    assert [(one.before, one.revision) for one in found] == [(n - 1, n) for n in range(4, 22)]
    told = [record for one in found for record in one.records]
    assert told == [record for record in store.history(TOWN) if record.revision > 3]
    assert not any(one.read_again for one in found)


def test_nothing_new_is_no_step() -> None:
    store = small_store()
    assert steps(store, store.revision(TOWN)) == ()


@pytest.mark.parametrize("other_process", [True, False])
def test_what_another_area_writes_on_this_map_is_a_step_of_this_one(other_process: bool) -> None:
    store = small_store()
    write(store)
    apply(store, OTHER, "shared", Added(SHARED))
    apply(store, OTHER, "noted", Changed(replace(SHARED, note="Meets monthly")))
    write(store)
    store = forgetful(store) if other_process else store
    found = steps(store, 2)
    assert [(one.revision, one.records[0].fact_id) for one in found[:2]] == [
        (3, SHARED.id),
        (4, SHARED.id),
    ]
    assert [one.records[0].area for one in found] == [OTHER, OTHER, TOWN]


def test_what_no_change_tells_of_is_told_to_read_again() -> None:
    # A third area that is read in whole brings a body onto this map.
    store = small_store()
    write(store)
    third = Town("thirdham").main("board")
    third.facts[SHARED.id] = replace(SHARED, maps=(TOWN, "thirdham"))
    store.put(third.snapshot(), ())
    write(store)
    newest = store.revision(TOWN)
    assert newest == 4
    (step,) = steps(store, 1)
    assert (step.read_again, step.revision, step.records) == (True, newest, ())
    assert [one.read_again for one in steps(store, newest - 1)] == [False]


@pytest.mark.parametrize(("since", "most"), [(0, 100), (9, 100), (1, 3)])
def test_too_far_back_too_far_ahead_or_before_the_history_is_told_to_read_again(
    since: int, most: int
) -> None:
    store = small_store()
    for _ in range(4):
        write(store)
    (step,) = steps(store, since, most=most)
    assert step.read_again
    assert step.revision == 5


def test_another_life_of_the_store_is_told_to_read_again() -> None:
    store = small_store()
    write(store)
    before = store.edition(TOWN)
    again = forgetful(store)
    (step,) = steps_between(Reader(again), before, again.edition(TOWN), 100)
    assert step.read_again


@pytest.mark.parametrize("other_process", [True, False])
def test_the_two_sides_of_a_step_are_the_map_before_and_after_it(other_process: bool) -> None:
    store = small_store()
    write_note(store)
    apply(store, OTHER, "shared", Added(SHARED))
    write(store)
    store = forgetful(store) if other_process else store
    reader = Reader(store)
    noted, shared, added = steps(store, 1)
    before, after = sides_of(reader, noted)
    assert before is not None
    assert before.snapshot.nodes[f"{TOWN}/board"].note == ""
    assert after.snapshot.nodes[f"{TOWN}/board"].note.startswith("note")
    before, after = sides_of(reader, shared)
    assert before is not None
    assert after.snapshot.nodes.keys() - before.snapshot.nodes.keys() == {SHARED.id}
    before, after = sides_of(reader, added)
    assert after is reader.view(TOWN)
    assert before is not None
    assert len(after.snapshot.nodes) == len(before.snapshot.nodes) + 1


def test_an_area_that_begins_has_no_side_before() -> None:
    store = MemoryStore()
    apply(store, "newham", "begin", *map(Added, Town("newham").main("board").facts.values()))
    (step,) = steps(store, 0, "newham")
    assert sides_of(Reader(store), step)[0] is None


def test_an_area_that_is_not_theirs_is_not_there() -> None:
    reader = Reader(small_store())
    viewer = Person("Ada", Rights(by_area={TOWN: Role.VIEWER}), Via.TOKEN)
    with acting_as(viewer):
        assert seen_edition(reader, TOWN).revision == 1
        with pytest.raises(UnknownThing, match=f'^There is no area "{OTHER}".$'):
            seen_edition(reader, OTHER)
    with acting_as(NOBODY), pytest.raises(UnknownThing) as refused:
        seen_edition(reader, TOWN)
    assert str(refused.value) == f'There is no area "{TOWN}".'


@pytest.mark.parametrize(
    ("told_last", "revisions", "again"),
    [
        ("", [3], [False]),
        ("2", [3], [False]),
        ("1.{life}", [2, 3], [False, False]),
        ("1.00000000", [3], [True]),
        *[(text, [3], [False]) for text in ("x", "-1", "1e3", "9" * 40, "²", "{life}.1")],
    ],
)
def test_the_id_of_the_last_event_says_where_to_go_on(
    told_last: str, revisions: list[int], again: list[bool]
) -> None:
    store = small_store()
    write(store)
    write(store)
    newest = store.edition(TOWN)
    given = told_last.format(life=event_id(newest).partition(".")[2])

    async def followed() -> list[AreaStep]:
        bus, found = Bus(store.editions, shared=False), list[AreaStep]()

        async def read(work: object) -> object:
            return work()  # type: ignore[operator]

        told = follow(Reader(store), bus, read, TOWN, 2, given)  # type: ignore[arg-type]
        async for step in told:
            found.append(step)
            if step.revision == newest.revision:
                break
        await told.aclose()
        return found

    found = in_own_loop(followed)
    assert [step.revision for step in found] == revisions
    assert [step.read_again for step in found] == again


def test_ids_of_events_tell_two_lives_of_a_store_apart() -> None:
    one, other = Edition("one", TOWN, 3), Edition("other", TOWN, 3)
    assert event_id(one) != event_id(other)
    assert event_id(one).startswith("3.")
