"""What the store gives and takes of somebody: by their roles, and as if the rest were not there.

Tests: api/access/store_needs.py, api/access/batch_needs.py, api/access/seen_history.py.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from api.access.guarded_store import GuardedStore
from api.access.persons import ALL_RIGHTS, Person, Rights, Role, Via, acting_as
from api.access.store_needs import STORE_NEEDS
from api.errors import Forbidden
from graph.errors import Conflict, GraphError, InvalidFact, UnknownThing
from graph.facts.changes import Added, Batch, Change, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.identifiers import link_id
from graph.facts.model import Area, Declaration, Link, Node, QuestionState
from graph.facts.scenarios import Scenario
from graph.store import Store
from graph.stores.memory import MemoryStore

WHEN = datetime(2026, 11, 30, 12, tzinfo=UTC)
SECRET = "zqxhidden"


def body(fact_id: str, name: str, *maps: str) -> Node:
    attributes = {"body_kind": "network"}
    return Node(id=fact_id, kind="body", name=name, maps=maps, attributes=attributes)


def reports(area: str, one: str, other: str) -> Link:
    return Link(id=link_id(area, one, "informs", other), kind="informs", from_id=one, to_id=other)


SHARED = body("shared/icb", "Integrated care board", "seenham", "hidden")
PANEL = body("hidden/panel", "Panel of both", "seenham")


def batch(area: str, *changes: Change, number: str = "") -> Batch:
    name = number or f"batch-{area}-{hash(repr(changes))}"
    return Batch(
        id=name, area=area, who="Ann", when=WHEN, source=f"{area} file", changes=tuple(changes)
    )


@pytest.fixture
def whole() -> MemoryStore:
    store = MemoryStore()
    for slug, name in (("seenham", "Seenham"), ("hidden", SECRET), ("other", "Otherton")):
        area = Area(slug=slug, name=name)
        store.apply(batch(slug, Added(area), Added(body(f"{slug}/board", f"Board of {name}"))))
    store.apply(batch("hidden", Added(SHARED), Added(PANEL)))
    store.apply(
        batch(
            "hidden",
            Added(reports("hidden", "hidden/board", "hidden/panel")),
            Added(reports("hidden", "hidden/panel", "shared/icb")),
        )
    )
    return store


def somebody(**by_area: Role) -> Person:
    return Person("Bea", Rights(by_area=by_area), Via.PAGE, "bea")


def trying(person: Person, work: Callable[[], Any]) -> str:
    with acting_as(person):
        try:
            work()
        except (GraphError, Forbidden) as error:
            return f"{type(error).__name__}: {error}"
    return "done"


def test_each_verb_of_the_port_has_its_need_and_its_guard() -> None:
    verbs = {n for n, _ in inspect.getmembers(Store, inspect.isfunction) if not n.startswith("_")}
    assert set(STORE_NEEDS) == verbs
    assert {name for name in vars(GuardedStore) if not name.startswith("_")} == verbs


def test_a_verb_without_a_need_is_denied(
    whole: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(STORE_NEEDS, "read")
    owner = Person("Olu", ALL_RIGHTS, Via.PAGE)
    assert trying(owner, lambda: GuardedStore(whole).read("seenham")).startswith("UnknownThing")


def _on_one_area(store: Store, slug: str) -> tuple[Callable[[], Any], ...]:
    return (
        lambda: store.read(slug),
        lambda: store.revision(slug),
        lambda: store.edition(slug),
        lambda: store.history(slug),
        lambda: store.places(slug, "columns"),
        lambda: store.keep_places(slug, "columns", {}),
        lambda: store.forget_places(slug, "columns"),
        lambda: store.scenarios(slug),
        lambda: store.scenario(slug, "one"),
        lambda: store.drop_scenario(slug, "one", "Bea", WHEN),
        lambda: store.accept_scenario(slug, "one", "Bea", WHEN),
        lambda: store.find("board", slug),
        lambda: store.apply(batch(slug, Added(body("seenham/x", "X")))),
    )


def test_an_unseen_area_is_told_as_one_that_never_was(whole: MemoryStore) -> None:
    store, bea = GuardedStore(whole), somebody(seenham=Role.OWNER)
    never = MemoryStore()
    never.apply(batch("seenham", Added(Area(slug="seenham", name="Seenham"))))
    for slug in ("hidden", "nowhere", "senham", "shared", "", "hidden/board", "../it", "HIDDEN"):
        with pytest.raises(UnknownThing) as said:
            never.read(slug)
        for work in _on_one_area(store, slug):
            assert trying(bea, work) == f"UnknownThing: {said.value}"


def test_a_role_of_an_area_that_is_not_there_yet_names_no_other(whole: MemoryStore) -> None:
    bea = somebody(hiden=Role.OWNER)
    assert trying(bea, lambda: GuardedStore(whole).read("hiden")) == (
        'UnknownThing: There is no area "hiden".'
    )


def test_lists_leave_out_what_is_not_seen(whole: MemoryStore) -> None:
    store = GuardedStore(whole)
    with acting_as(somebody(seenham=Role.VIEWER)):
        assert [one.area.slug for one in store.areas()] == ["seenham"]
        assert list(store.editions()) == ["seenham"]
        hits = [hit.node_id for hit in store.find("board")]
    assert hits == ["seenham/board", "shared/icb"]
    with acting_as(Person("", Rights(published=frozenset({"other"})), Via.PAGE)):
        assert [one.area.slug for one in store.areas()] == ["other"]
        assert [hit.node_id for hit in store.find("o")] == ["other/board"]


def test_who_has_all_rights_is_given_what_the_store_has(whole: MemoryStore) -> None:
    store = GuardedStore(whole)
    with acting_as(Person("Olu", ALL_RIGHTS, Via.PAGE)):
        assert store.areas() == whole.areas()
        assert store.history("seenham") == whole.history("seenham")
        assert store.contents() == whole.contents()


def test_a_history_does_not_tell_who_wrote_elsewhere(whole: MemoryStore) -> None:
    mixed = (
        Changed(replace(whole.read("hidden").nodes["hidden/board"], name=f"{SECRET} two")),
        Changed(replace(SHARED, name="ICB")),
    )
    whole.apply(batch("seenham", *mixed))
    with acting_as(somebody(seenham=Role.OWNER)):
        found = GuardedStore(whole).history("seenham")
    assert [(one.fact_id, one.who, one.source, one.revision) for one in found] == [
        ("seenham", "Ann", "seenham file", 1),
        ("seenham/board", "Ann", "seenham file", 1),
        ("shared/icb", "somebody of another area", "", 2),
        ("hidden/panel", "somebody of another area", "", 2),
        ("hidden/panel~informs~shared/icb", "somebody of another area", "", 3),
        ("shared/icb", "Ann", "seenham file", 4),
    ]
    assert all(one.areas == ("seenham",) and one.area != "hidden" for one in found)
    assert len({one.id for one in found}) == len(found)
    assert all(one.id.startswith("seenham/change~") for one in found)
    assert SECRET not in repr(found)


def _write(
    store: Store,
    *changes: Change,
    area: str = "seenham",
    expected: Mapping[str, int] | None = None,
) -> Any:
    return lambda: store.apply(batch(area, *changes), expected)


NEW = body("seenham/new", "New")
ASKED = QuestionState(
    area="seenham", rule="x", subject="seenham", state="declined", on=date(2026, 1, 1), by="A post"
)
DECLARED = Declaration(
    area="seenham", list_name="bodies", subject="seenham", on=date(2026, 1, 1), by="A post"
)
_IT_TAKES = {
    "reviewer": "Forbidden: You may not do this: it takes a reviewer of seenham.",
    "editor": "Forbidden: You may not do this: it takes an editor of seenham.",
    "owner": "Forbidden: You may not do this: it takes an owner of seenham.",
}


@pytest.mark.parametrize(
    ("changes", "least"),
    [
        ((Added(NEW),), "editor"),
        ((Added(ASKED),), "reviewer"),
        ((Added(ASKED), Added(NEW)), "editor"),
        ((Withdrawn("seenham/board"),), "editor"),
        ((Withdrawn("seenham/question~reports_to~x"),), "editor"),
        ((Changed(Area(slug="seenham", name="Seen")),), "editor"),
        ((Added(DECLARED),), "owner"),
        ((Withdrawn(DECLARED.id),), "owner"),
        ((Ended(DECLARED.id, PartialDate("2026")), Added(NEW)), "owner"),
    ],
)
def test_what_is_written_says_which_role_it_takes(
    whole: MemoryStore, changes: tuple[Change, ...], least: str
) -> None:
    store, before = GuardedStore(whole), whole.revision("seenham")
    for role in Role:
        said = trying(somebody(seenham=role), _write(store, *changes))
        if not role.holds(Role(least)):
            assert said.startswith(_IT_TAKES[least]), role
            assert whole.revision("seenham") == before
        else:
            assert not said.startswith("Forbidden"), role


@dataclass(frozen=True, kw_only=True)
class LargerBatch(Batch):
    """A batch that writes something of which nobody has thought yet."""

    moved: tuple[str, ...] = ()


def test_what_a_batch_writes_besides_its_changes_takes_an_editor(whole: MemoryStore) -> None:
    store, reviewer = GuardedStore(whole), somebody(seenham=Role.REVIEWER)
    plain = {
        each.name: getattr(batch("seenham", Added(ASKED)), each.name) for each in fields(Batch)
    }
    for more, may in (
        ({}, True),
        ({"moved": ("seenham/board",)}, False),
        ({"changes": ()}, False),
    ):
        larger = LargerBatch(**{**plain, **more})
        said = trying(reviewer, lambda written=larger: store.apply(written))  # type: ignore[misc]
        assert said.startswith("Forbidden") != may, more


def test_what_stands_on_an_unseen_map_is_not_written_nor_told_of(whole: MemoryStore) -> None:
    store, bea = GuardedStore(whole), somebody(seenham=Role.OWNER)
    own = body("shared/own", "Own", "seenham")
    taken = body("shared/secret", SECRET, "hidden")
    whole.apply(batch("hidden", Added(taken)))
    refused = [
        _write(store, Changed(replace(SHARED, name="Mine"))),
        _write(store, Withdrawn(SHARED.id)),
        _write(store, Ended(PANEL.id, PartialDate("2026"))),
        _write(store, Added(body("hidden/board", "Guess"))),
        _write(store, Withdrawn("hidden/board")),
        _write(store, Withdrawn("nowhere/board")),
        _write(store, Added(body("shared/secret", "Guess", "seenham"))),
        _write(store, Added(body("shared/new", "New", "seenham", "hidden"))),
        _write(store, Added(body("shared/new", "New", "seenham", "nowhere"))),
        _write(store, Added(reports("seenham", "hidden/panel", "shared/icb"))),
        _write(store, Added(NEW), expected={"hidden/board": 0}),
        _write(store, Added(NEW), expected={"nowhere/board": 0}),
    ]
    before = whole.contents()
    for work in refused:
        said = trying(bea, work)
        assert "cannot be written here: it may stand on the map of another area" in said
    assert whole.contents() == before
    for unseen in ("hidden/board", "nowhere/board", "shared/secret", "shared/nothing"):
        link = Added(reports("seenham", "seenham/board", unseen))
        assert trying(bea, _write(store, link)) == (
            f'InvalidFact: {link.fact.id}: "{unseen}" is not recorded; record it first, or '
            "correct the id."
        )
        stale = trying(bea, _write(store, Added(NEW), expected={unseen: 3}))
        assert f"{unseen} was withdrawn since it was read as version 3" in stale
    joined = Added(reports("seenham", "seenham/board", own.id))
    assert trying(bea, _write(store, Added(own), joined)) == "done"
    assert "shared/own" in whole.read("seenham").nodes


def test_an_editor_of_each_map_may_write_what_they_share(whole: MemoryStore) -> None:
    store = GuardedStore(whole)
    both = somebody(seenham=Role.EDITOR, hidden=Role.EDITOR)
    assert trying(both, _write(store, Changed(replace(SHARED, name="ICB")))) == "done"
    half = somebody(seenham=Role.EDITOR, hidden=Role.VIEWER)
    said = trying(half, _write(store, Changed(replace(SHARED, name="Mine"))))
    assert said.startswith("Forbidden: shared/icb cannot be written here")
    everywhere = Person("Eve", Rights(everywhere=Role.EDITOR), Via.PAGE, "eve")
    assert trying(everywhere, _write(store, Changed(replace(SHARED, name="Ours")))) == "done"
    area = Area(slug="newtown", name="Newtown")
    assert trying(everywhere, _write(store, Added(area), area="newtown")) == "done"


def test_a_scenario_is_accepted_only_by_who_may_write_all_of_it(whole: MemoryStore) -> None:
    def kept(*changes: Change) -> Scenario:
        return Scenario(
            area="seenham", name="one", author="Bea", day=date(2026, 1, 1), changes=changes
        )

    store, editor = GuardedStore(whole), somebody(seenham=Role.EDITOR)
    viewer = somebody(seenham=Role.REVIEWER)
    assert trying(viewer, lambda: store.keep_scenario(kept(Added(NEW)))).startswith("Forbidden")
    assert trying(editor, lambda: store.keep_scenario(kept(Added(DECLARED)))) == "done"
    accept = lambda: store.accept_scenario("seenham", "one", "Bea", WHEN)  # noqa: E731
    assert "it takes an owner of seenham" in trying(editor, accept)
    assert trying(viewer, lambda: store.scenarios("seenham")).startswith("Forbidden")
    assert trying(somebody(seenham=Role.OWNER), accept) == "done"


def test_all_of_a_store_is_for_the_owner_of_every_area(whole: MemoryStore) -> None:
    store, contents = GuardedStore(whole), whole.contents()
    snapshot = replace(whole.read("seenham"), area=Area(slug="new", name="New"))
    verbs: tuple[Callable[[], Any], ...] = (
        store.contents,
        store.verify,
        lambda: store.fill(contents),
        lambda: store.put(snapshot, ()),
        store.close,
    )
    for work in verbs:
        said = trying(somebody(seenham=Role.OWNER, hidden=Role.OWNER), work)
        assert said.startswith("Forbidden: You may not do this: it takes an owner of every area.")
    with acting_as(Person("Kim", Rights(keeper=True), Via.PAGE, "kim")), pytest.raises(Forbidden):
        store.contents()


def test_what_is_not_there_is_refused_as_by_the_store(whole: MemoryStore) -> None:
    with pytest.raises(Conflict) as plain:
        whole.apply(batch("seenham", Added(NEW)), {"seenham/none": 3})
    said = trying(
        somebody(seenham=Role.EDITOR),
        _write(GuardedStore(whole), Added(NEW), expected={"x/none": 3}),
    )
    assert said == f"Conflict: {plain.value}".replace("seenham/none", "x/none")
    link = reports("seenham", "seenham/board", "seenham/none")
    with pytest.raises(InvalidFact) as missing:
        whole.apply(batch("seenham", Added(link)))
    bea = somebody(seenham=Role.EDITOR)
    assert trying(bea, _write(GuardedStore(whole), Added(link))) == f"InvalidFact: {missing.value}"
