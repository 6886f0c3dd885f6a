"""What every store must do, whatever its engine: single facts, batches, versions.

Tests: graph/store.py, graph/stores/memory.py, graph/stores/operations.py
Tests: graph/stores/preconditions.py, graph/stores/write_facts.py
"""

from dataclasses import replace
from datetime import date

import pytest

from graph.errors import Conflict, InvalidFact, UnknownThing
from graph.facts.changes import Added, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.model import (
    Area,
    Attendance,
    Confidence,
    Declaration,
    Fact,
    Meeting,
    QuestionState,
    Reference,
    Source,
    Status,
)
from graph.store import SCHEMA_VERSION, Store
from tests.deciding_town import SLUG, deciding_facts
from tests.graph.stores.conftest import ENGINES
from tests.graph.stores.small import (
    BOARD,
    CHAIR,
    CHAIRS,
    COVENTRY,
    ESSEX,
    add,
    batch,
    body,
    link,
    post,
    town,
)


@pytest.fixture(params=(*ENGINES, "neo4j newest"))
def engine(request: pytest.FixtureRequest) -> str:
    """Every engine, and the newest line of Neo4j beside the long-term one."""
    return str(request.param)


def test_a_new_store_is_empty_and_says_what_it_is(store: Store) -> None:
    assert store.areas() == ()
    assert store.verify() == ()
    assert store.find("board") == ()
    assert store.describe().schema_version == SCHEMA_VERSION
    assert store.describe().engine


def test_what_is_added_is_read_back(store: Store) -> None:
    assert add(store, COVENTRY, BOARD, CHAIR, CHAIRS) == 1
    read = store.read("coventry")
    assert read.area == COVENTRY
    assert read.revision == store.revision("coventry") == 1
    assert read.nodes == {BOARD.id: BOARD, CHAIR.id: CHAIR}
    assert read.links == {CHAIRS.id: CHAIRS}
    assert read.versions == dict.fromkeys(("coventry", BOARD.id, CHAIR.id, CHAIRS.id), 1)


def test_an_edition_is_an_incarnation_an_area_and_a_revision(store: Store) -> None:
    town(store)
    first = store.edition("coventry")
    assert (first.area, first.revision) == ("coventry", 1)
    assert first.incarnation
    add(store, post("coventry/p"))
    assert store.edition("coventry") == replace(first, revision=2)
    assert store.editions() == {slug: store.edition(slug) for slug in store.editions()}
    assert store.editions().keys() == {summary.area.slug for summary in store.areas()}
    with pytest.raises(UnknownThing):
        store.edition("coventy")


YORK = Area(
    slug="york",
    name="York",
    recorded_as_of=date(2024, 3, 31),
    transformation_fund=False,
    since=PartialDate("1974-04"),
    until=PartialDate("2028"),
    sources=(Reference("001", "L3"), Reference("002", "", "Money")),
)
MINUTES = Source(area="york", document="001", title="Minutes", read_on=date(2024, 4, 1))
SEAT = link("york/chair", "member_of", "york/board", "york", attributes={"voting": True})
MEETING = Meeting(
    id="york/m1",
    body="york/board",
    day=PartialDate("2024-01-09"),
    register=(
        Attendance("york/chair", "present", seat="york/s"),
        Attendance("york/group", "deputy"),
    ),
    sources=(Reference("001"),),
)
MEMBERS = Declaration(
    area="york", list_name="members", subject="york/board", on=date(2024, 3, 1), by="Ada"
)
ASKED = QuestionState(
    area="york",
    rule="body-has-chair",
    subject="york/board",
    state="asked",
    to="york/chair",
    on=date(2026, 3, 3),
    due=date(2026, 4, 1),
    by="Ada",
)
EVERYTHING: tuple[Fact, ...] = (
    YORK,
    MINUTES,
    Source(area="york", document="002", title="Plan", publisher="Council", address="https://a.b"),
    body(
        "york/board",
        'Quoted "name", it\'s 日本 \\n $x `y`',
        attributes={"scope": ("drugs", "data"), "support": (), "informal": False},
        status=Status.PLANNED,
        confidence=Confidence.DISPUTED,
        since=PartialDate("2023"),
        until=PartialDate("2024-03"),
        note="2024-01-01",
        sources=(
            *(Reference("001"), Reference("002", "L1", ""), Reference("003", "", "Head")),
            *(Reference("001", page=4, quote="It's “so”; \\n 日本"), Reference("001", page=99_999)),
        ),
    ),
    body("york/group", attributes={"scope": ("data",), "cadence_days": 0}, aliases=("", "G")),
    post("york/chair"),
    SEAT,
    link("york/chair", "member_of", "york/group", "york", attributes={"speaks_for": ()}),
    link("york/group", "coordinates_with", "york/board", "york", since=PartialDate("2024-02-29")),
    MEETING,
    Meeting(id="york/m2", body="york/group", day=PartialDate("2024"), cancelled=True),
    MEMBERS,
    Declaration(area="york", list_name="bodies", subject="york", on=date(2024, 3, 2), by="Bo"),
    ASKED,
    replace(ASKED, rule="", attribute="quorum", state="declined", to=None, due=None, reason="x"),
    replace(ASKED, subject="york", state="not_ours", reason="No hub,\nand none is meant."),
    replace(ASKED, subject="police", status=Status.ENDED, until=PartialDate("2026-05")),
    replace(ASKED, subject=SEAT.id, sources=(Reference("001"),)),
)


def test_every_sort_of_fact_is_read_back_equal_and_by_id(store: Store) -> None:
    add(store, *EVERYTHING, area="york")
    read = store.read("york")
    assert read.facts() == {fact.id: fact for fact in EVERYTHING}
    assert list(read.nodes) == ["york/board", "york/chair", "york/group"]
    assert store.verify() == ()
    after = {record.fact_id: record.after for record in store.history("york")}
    assert after == read.facts()


def test_who_decides_and_how_a_body_works_is_read_back_equal(store: Store) -> None:
    facts = deciding_facts()
    add(store, *facts, area=SLUG)
    assert store.read(SLUG).facts() == {fact.id: fact for fact in facts}
    assert store.verify() == ()
    assert [hit.node_id for hit in store.find("dscp")] == [f"{SLUG}/exec"]
    meeting, body_id = f"{SLUG}/m1", f"{SLUG}/exec"
    with pytest.raises(InvalidFact, match=f"{meeting} cannot be withdrawn while {SLUG}/d1"):
        store.apply(batch("b", Withdrawn(meeting), area=SLUG))
    executive = store.read(SLUG).nodes[body_id]
    for name, right in (("decideham police: 2", True), ("Nobody: 1", False)):
        own = {**executive.attributes, "quorum_classes": (name,)}
        change = Changed(replace(executive, attributes=own))
        if right:
            store.apply(batch(name, change, area=SLUG))
            continue
        with pytest.raises(InvalidFact, match="names nothing known"):
            store.apply(batch(name, change, area=SLUG))
    assert store.read(SLUG).nodes[body_id].words("quorum_classes") == ("decideham police: 2",)


def test_areas_come_by_slug_with_their_sizes(store: Store) -> None:
    add(store, ESSEX, area="essex")
    town(store)
    found = [(a.area.slug, a.revision, a.nodes, a.links) for a in store.areas()]
    assert found == [("coventry", 1, 2, 1), ("essex", 1, 0, 0)]


def test_an_unknown_area_is_named_with_the_nearest(store: Store) -> None:
    town(store)
    asks = (
        lambda: store.revision("Coventri"),
        lambda: store.read("Coventri"),
        lambda: store.history("Coventri"),
        lambda: store.places("Coventri", "layered"),
        lambda: store.keep_places("Coventri", "layered", {}),
        lambda: store.forget_places("Coventri", "layered"),
        lambda: store.find("x", "Coventri"),
        lambda: store.apply(batch("b", Added(post("coventry/p")), area="Coventri")),
    )
    for ask in asks:
        with pytest.raises(UnknownThing, match=r'no area "Coventri"\. Did you mean coventry\?'):
            ask()


def test_a_fact_cannot_be_on_the_maps_of_unknown_areas_alone(store: Store) -> None:
    town(store)
    for lost in (post("leeds/p"), body("leeds/icb", maps=("york",))):
        with pytest.raises(UnknownThing, match='no area "leeds"'):
            add(store, lost)
    assert store.read("coventry").revision == 1


def test_a_repeated_batch_is_answered_with_the_revision_it_made(store: Store) -> None:
    town(store)
    one = batch("one", Added(post("coventry/p")))
    assert store.apply(one) == 2
    add(store, post("coventry/q"))
    assert store.apply(one, {"coventry/p": 7}) == 2
    assert store.revision("coventry") == 3
    assert len(store.history("coventry", "coventry/p")) == 1


def test_a_batch_that_changes_nothing_makes_no_revision(store: Store) -> None:
    town(store)
    assert store.apply(batch("same", Changed(BOARD), Added(CHAIR))) == 1
    assert store.apply(batch("none")) == 1
    assert len(store.history("coventry")) == 4


def test_a_change_counts_up_and_forgets_what_is_no_longer_recorded(store: Store) -> None:
    town(store)
    bare = body(BOARD.id, "Board", attributes={"scope": ()}, since=PartialDate("2024"))
    assert store.apply(batch("b", Changed(bare)), {BOARD.id: 1}) == 2
    read = store.read("coventry")
    assert read.nodes[BOARD.id] == bare
    assert read.versions[BOARD.id] == 2
    assert read.links == {CHAIRS.id: CHAIRS}


def test_links_areas_and_records_change_in_place(store: Store) -> None:
    add(store, *EVERYTHING, area="york")
    changed: tuple[Fact, ...] = (
        replace(YORK, name="City of York", sources=()),
        replace(MINUTES, title="Agenda"),
        replace(SEAT, attributes={}, note="no vote"),
        replace(MEETING, register=()),
        replace(MEMBERS, by="Cy"),
        replace(ASKED, state="promised", due=None),
    )
    assert store.apply(batch("b", *map(Changed, changed), area="york")) == 2
    read = store.read("york")
    assert read.facts() == {f.id: f for f in (*EVERYTHING, *changed)}
    assert {i for i, version in read.versions.items() if version == 2} == {f.id for f in changed}
    assert store.verify() == ()


def test_a_stale_version_is_a_conflict_that_names_the_fact_and_writes_nothing(store: Store) -> None:
    town(store)
    store.apply(batch("first", Changed(replace(BOARD, note="first"))), {BOARD.id: 1})
    late = batch("late", Added(post("coventry/p")), Changed(replace(BOARD, note="late")))
    with pytest.raises(Conflict) as caught:
        store.apply(late, {BOARD.id: 1})
    assert [fact for fact, _ in caught.value.changed] == [BOARD.id]
    with pytest.raises(Conflict, match="version 1"):
        store.apply(batch("new", Added(CHAIR)), {CHAIR.id: 0})
    read = store.read("coventry")
    assert (read.revision, read.nodes[BOARD.id].note) == (2, "first")
    assert "coventry/p" not in read.nodes
    assert store.apply(late, {BOARD.id: 2, "coventry/p": 0}) == 3


def test_one_wrong_change_refuses_the_whole_batch(store: Store) -> None:
    before = town(store)
    for wrong in (
        Added(link("coventry/board", "chairs", "coventry/chair")),
        Added(link("coventry/chair", "chairs", "coventry/nobody")),
        Changed(replace(BOARD, attributes={"tier": "lofty"})),
        Changed(replace(BOARD, attributes={"scope": "data"})),
        Changed(replace(BOARD, name=" Board ")),
        Changed(replace(BOARD, note="\ud800")),
        Added(Meeting(id="coventry/m", body=CHAIR.id, day=PartialDate("2024"))),
    ):
        with pytest.raises(InvalidFact):
            store.apply(batch("b", Added(post("coventry/p")), wrong))
    assert store.read("coventry") == before
    assert len(store.history("coventry")) == 4


def test_an_ended_fact_stays_on_record(store: Store) -> None:
    town(store)
    store.apply(batch("b", Ended(CHAIRS.id, PartialDate("2024-02"))))
    assert store.read("coventry").links[CHAIRS.id].until == PartialDate("2024-02")
    (*_, last) = store.history("coventry", CHAIRS.id)
    assert (last.action, last.before, last.revision, last.who) == ("ended", CHAIRS, 2, "Ada")


def test_what_is_needed_cannot_be_withdrawn(store: Store) -> None:
    add(store, *EVERYTHING, area="york")
    for needed, by in (
        ("york/board", "york/chair~member_of~board"),
        ("york/chair", "york/m1"),
        ("york/group", "york/m2"),
    ):
        gone = [f.id for f in EVERYTHING if f.id not in (by, "york", needed) and "~" in f.id]
        gone += [m for m in ("york/m1", "york/m2") if m != by]
        changes = [Withdrawn(i) for i in dict.fromkeys([*gone, needed]) if "source" not in i]
        with pytest.raises(InvalidFact, match=f"cannot be withdrawn while {by} needs it"):
            store.apply(batch("b", *changes, area="york"))
    assert store.revision("york") == 1


def test_what_became_of_a_question_needs_nobody_to_stand(store: Store) -> None:
    add(store, *EVERYTHING, area="york")
    gone = [fact.id for fact in EVERYTHING if fact.id.startswith(("york/chair", "york/m1"))]
    store.apply(batch("b", *map(Withdrawn, gone), area="york"))
    assert store.read("york").questions[ASKED.id] == ASKED
    with pytest.raises(InvalidFact, match='"york/chair" is not on the map of york'):
        store.apply(batch("c", Added(replace(ASKED, rule="no-orphan-body")), area="york"))
    store.apply(batch("d", Ended(ASKED.id, PartialDate("2026-04")), area="york"))
    store.apply(batch("e", Withdrawn(ASKED.id), area="york"))
    actions = [record.action for record in store.history("york", ASKED.id)]
    assert actions == ["added", "ended", "withdrawn"]
    assert store.verify() == ()


def test_a_thing_goes_with_all_that_needs_it_and_only_the_history_keeps_it(store: Store) -> None:
    town(store)
    assert store.apply(batch("b", Withdrawn(BOARD.id), Withdrawn(CHAIRS.id))) == 2
    assert set(store.read("coventry").facts()) == {"coventry", CHAIR.id}
    actions = [(r.action, r.after) for r in store.history("coventry", BOARD.id)]
    assert actions == [("added", BOARD), ("withdrawn", None)]
    assert store.verify() == ()
    with pytest.raises(Conflict, match="not recorded"):
        store.apply(batch("c", Withdrawn(BOARD.id)))
    assert add(store, body(BOARD.id, "Anew")) == 3
    assert store.read("coventry").versions[BOARD.id] == 1
    assert store.verify() == ()


def test_a_thing_goes_in_the_batch_that_changes_what_needed_it(store: Store) -> None:
    town(store)
    again, met = post("coventry/chair-again"), PartialDate("2024-01-09")
    seat = link(again.id, "member_of", BOARD.id)
    register = (Attendance(again.id, "present", seat=seat.id),)
    meeting = Meeting(id="coventry/met", body=BOARD.id, day=met, register=register)
    add(store, again, seat, meeting)
    moved = link(CHAIR.id, "member_of", BOARD.id)
    named = replace(meeting, register=(Attendance(CHAIR.id, "present", seat=moved.id),))
    gone = (Withdrawn(seat.id), Withdrawn(again.id))
    # It may not name what goes still.
    half = replace(meeting, register=(Attendance(again.id, "deputy"),))
    with pytest.raises(InvalidFact, match="cannot be withdrawn while coventry/met needs it"):
        store.apply(batch("half", Added(moved), Changed(half), *gone))
    assert store.apply(batch("one", Added(moved), Changed(named), *gone)) == 3
    found = store.read("coventry")
    assert found.meetings[meeting.id] == named
    assert again.id not in found.nodes
    assert store.verify() == ()


def test_a_thing_cannot_become_another_kind_in_one_batch(store: Store) -> None:
    town(store)
    with pytest.raises(InvalidFact, match="kind of a thing"):
        store.apply(batch("b", Withdrawn(CHAIR.id), Added(body(CHAIR.id))))
    assert store.read("coventry").nodes[CHAIR.id] == CHAIR


def test_the_history_comes_oldest_first(store: Store) -> None:
    town(store)
    for number in range(12):
        store.apply(batch(f"b{number}", Changed(replace(BOARD, note=f"note {number}"))))
    notes = [getattr(r.after, "note", "") for r in store.history("coventry", BOARD.id)]
    assert notes == ["", *(f"note {number}" for number in range(12))]
    assert [r.revision for r in store.history("coventry")][4:] == list(range(2, 14))


def test_places_are_kept_by_layout(store: Store) -> None:
    town(store)
    store.keep_places("coventry", "layered", {BOARD.id: (1, 2.5), CHAIR.id: (0.0, -1e-9)})
    store.keep_places("coventry", "layered", {BOARD.id: (3.0, 4.0)})
    store.keep_places("coventry", "sectors", {})
    assert store.places("coventry", "layered") == {BOARD.id: (3, 4), CHAIR.id: (0, -1e-9)}
    assert store.places("coventry", "sectors") == {}
    assert store.revision("coventry") == 1


def test_places_can_be_forgotten_by_layout(store: Store) -> None:
    town(store)
    store.keep_places("coventry", "columns", {BOARD.id: (1, 2)})
    store.keep_places("coventry", "network", {BOARD.id: (3, 4)})
    store.forget_places("coventry", "columns")
    assert store.places("coventry", "columns") == {}
    assert store.places("coventry", "network") == {BOARD.id: (3, 4)}
    store.keep_places("coventry", "columns", {BOARD.id: (5, 6)})
    assert store.places("coventry", "columns") == {BOARD.id: (5, 6)}


def test_things_are_found_by_name_alias_or_id_whatever_the_case(store: Store) -> None:
    town(store)
    add(store, body("coventry/b10", "Straße 10"), body("coventry/b9", "Straße 9"))
    assert [hit.node_id for hit in store.find("STRASSE")] == ["coventry/b9", "coventry/b10"]
    assert [hit.name for hit in store.find("ehb")] == ["Early Help Board"]
    assert [hit.kind for hit in store.find("coventry/ch", "coventry")] == ["post"]
    assert store.find("nothing") == ()
    add(store, body("coventry/b11", "Children\u2019s Trust-Board"))
    assert [hit.node_id for hit in store.find("the children's trust board")] == ["coventry/b11"]
