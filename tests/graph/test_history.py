"""What a map said earlier: every revision comes back exactly as it was read then."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import Conflict, InvalidFact
from graph.facts.changes import Added, Batch, Change, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.model import Fact, Link, Node, Snapshot
from graph.facts.stamps import moment_of
from graph.history import change_days, changes_about, known_at, record_days, timeline
from graph.stores.memory import MemoryStore
from graph.view import View
from loaders.examples import example
from tests.graph.stores.small import COVENTRY, ESSEX, batch, body, link, post
from tests.succession_town import merged
from tests.towns import Town

START = datetime(2024, 3, 31, 9, 30, tzinfo=UTC)
NODES: tuple[Node, ...] = (
    body("coventry/a"),
    body("coventry/b"),
    post("coventry/p"),
    body("shared/icb", maps=("coventry",)),
    body("essex/e", maps=("coventry",)),
)
LINKS: tuple[Link, ...] = (
    link("coventry/a", "reports_to", "coventry/b"),
    link("coventry/p", "chairs", "coventry/a"),
    link("coventry/b", "reports_to", "shared/icb"),
    link("essex/e", "informs", "coventry/a"),
)


def _variants(fact: Fact) -> st.SearchStrategy[Fact]:
    if isinstance(fact, Node) and fact.maps:
        on, off = replace(fact, note="on"), replace(fact, maps=(), note="off")
        return st.sampled_from([fact, on, off])
    assert isinstance(fact, Node | Link)
    return st.sampled_from([fact, replace(fact, note="x"), replace(fact, note="y")])


@st.composite
def changes(draw: st.DrawFn) -> list[Change]:
    made: list[Change] = []
    facts: tuple[Fact, ...] = (*NODES, *LINKS)
    for fact in draw(st.lists(st.sampled_from(facts), min_size=1, max_size=4)):
        verb = draw(st.sampled_from(["add", "add", "change", "end", "withdraw"]))
        if verb in ("add", "change"):
            variant = draw(_variants(fact))
            made.append(Added(variant) if verb == "add" else Changed(variant))
        else:
            ended = Ended(fact.id, PartialDate("2024"))
            made.append(ended if verb == "end" else Withdrawn(fact.id))
    return made


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


@settings(max_examples=150, derandomize=True, suppress_health_check=list(HealthCheck))
@given(batches=st.lists(changes(), min_size=1, max_size=8))
def test_every_earlier_revision_is_what_read_gave_then(batches: list[list[Change]]) -> None:
    store = MemoryStore()
    steps: list[tuple[str, list[Change]]] = [
        ("coventry", [Added(COVENTRY)]),
        ("essex", [Added(ESSEX), Added(NODES[3]), Added(NODES[4])]),
        *(("coventry", made) for made in batches),
    ]
    then: dict[int, Snapshot] = {}
    for minute, (area, made) in enumerate(steps):
        try:
            write(store, minute, *made, area=area)
        except (Conflict, InvalidFact):
            continue
        then[minute] = store.read("coventry")
    history = store.history("coventry")
    assert known_at(history, "coventry", at(-1)) is None
    for minute, snapshot in then.items():
        assert known_at(history, "coventry", at(minute)) == snapshot
        assert known_at(history, "coventry", at(minute), store.read("coventry")) == snapshot


def write(store: MemoryStore, minute: int, *made: Change, area: str = "coventry") -> int:
    one = Batch(
        id=str(minute), area=area, who="Ada", when=at(minute), source="", changes=tuple(made)
    )
    return store.apply(one)


def test_an_area_read_in_whole_counts_as_known_all_along() -> None:
    store = MemoryStore()
    archive = example("coventry")
    store.put(archive.snapshot, archive.history)
    before = store.read("coventry")
    board = before.nodes["coventry/sehp"]
    write(store, 5, Changed(replace(board, note="x")))
    write(store, 9, Changed(replace(board, note="y")), Added(post("coventry/new")))
    now, history = store.read("coventry"), store.history("coventry")
    assert known_at(history, "coventry", at(4), now) == before
    assert known_at(history, "coventry", at(9), now) == now
    middle = known_at(history, "coventry", at(5), now)
    assert middle is not None
    assert (middle.revision, middle.versions[board.id]) == (before.revision + 1, 2)
    assert (middle.nodes[board.id].note, "coventry/new" in middle.nodes) == ("x", False)
    # Without the present there is nothing to say of facts that no change tells of.
    assert known_at(history, "coventry", at(9)) is None


def test_a_link_that_came_with_its_end_is_on_the_map_from_then() -> None:
    store = MemoryStore()
    both = body("shared/icb", maps=("coventry",)), body("shared/icp")
    write(store, 1, Added(COVENTRY), Added(both[0]), Added(both[1]))
    joined = link("shared/icb", "informs", "shared/icp", "shared")
    write(store, 2, Added(joined), area="shared")
    assert store.read("coventry").links == {}
    write(store, 3, Changed(replace(both[1], maps=("coventry",))), area="shared")
    now, history = store.read("coventry"), store.history("coventry")
    assert known_at(history, "coventry", at(3), now) == now
    earlier = known_at(history, "coventry", at(2), now)
    assert earlier is not None
    assert set(earlier.facts()) == {"coventry", "shared/icb"}


def test_a_clock_that_was_put_back_does_not_mix_two_states() -> None:
    store = MemoryStore()
    write(store, 5, Added(COVENTRY), Added(body("coventry/a")))
    write(store, 3, Changed(body("coventry/a", note="later, by a slower clock")))
    history = store.history("coventry")
    assert known_at(history, "coventry", at(4)) is None
    first, last = (record for record in history if record.fact_id == "coventry/a")
    assert moment_of(last) == moment_of(first) + timedelta(microseconds=1)
    known = known_at(history, "coventry", at(6))
    assert known is not None
    assert known.nodes["coventry/a"].note == "later, by a slower clock"


def test_what_was_known_is_read_in_the_order_of_writing() -> None:
    """A history of before stamps were kept in order: the second change is stamped too early."""
    store = MemoryStore()
    write(store, 5, Added(COVENTRY), Added(body("coventry/a")))
    write(store, 6, Changed(body("coventry/a", note="later, by a slower clock")))
    history = tuple(
        replace(record, when=at(3).isoformat()) if record.action == "changed" else record
        for record in store.history("coventry")
    )
    assert known_at(history, "coventry", at(4)) is None
    known = known_at(history, "coventry", at(5))
    assert known is not None
    assert known.nodes["coventry/a"].note == "later, by a slower clock"


def test_moments_without_a_zone_are_in_utc() -> None:
    store = MemoryStore()
    store.apply(replace(batch("b", Added(COVENTRY)), when=datetime(2024, 3, 31, 9, 30)))
    history = store.history("coventry")
    assert known_at(history, "coventry", datetime(2024, 3, 31, 9, 30, tzinfo=UTC)) is not None
    assert known_at(history, "coventry", datetime(2024, 3, 31, 9, 29)) is None


def test_the_days_on_which_what_holds_can_change() -> None:
    town = Town().body("a", "sub_group", since="2021").body("b", "sub_group", until="2023-02")
    town.link("a", "informs", "b", since="2022-05-04", until="9999-12-31").meet("m", "a", "2020")
    days = change_days(town.snapshot())
    assert days == (date(2021, 1, 1), date(2022, 5, 4), date(2023, 3, 1))
    shown = [len(town.view(day).shown.links) for day in days]
    assert shown == [0, 1, 0]
    assert change_days(Town().snapshot()) == ()


def test_between_two_change_days_the_same_facts_hold() -> None:
    town = Town().main(since="2019").body("a", "sub_group", since="2020-02", until="2023")
    snapshot = town.link("a", "subgroup_of", "main", since="2021", until="2022-02").snapshot()
    days = change_days(snapshot)
    assert len(days) == 5
    for one, after in pairwise(days):
        last = View(snapshot, after - timedelta(days=1)).shown
        first = View(snapshot, one).shown
        assert (set(first.nodes), set(first.links)) == (set(last.nodes), set(last.links))
        begun = View(snapshot, after).shown
        assert {*begun.nodes, *begun.links} != {*last.nodes, *last.links}


def test_the_days_on_which_something_was_written() -> None:
    store = MemoryStore()
    write(store, 0, Added(COVENTRY))
    write(store, 24 * 60, Added(body("coventry/a")))
    write(store, 24 * 60 + 1, Added(body("coventry/b")))
    days = record_days(store.history("coventry"))
    assert days == (date(2024, 3, 31), date(2024, 4, 1))


def test_the_timeline_of_a_thing_has_its_links_and_meetings() -> None:
    town = Town().body("a", "sub_group", since="2021").main(since="2019").post("p")
    town.link("a", "subgroup_of", "main", since="2021-03", until="2023").meet("m", "a", "2022-05")
    town.link("p", "chairs", "main", since="2020")
    events = [(str(e.day), e.what, e.sentence) for e in timeline(town.snapshot(), "testham/a")]
    line = "A is a sub group of MAIN (since 2021-03, until 2023)."
    assert events == [
        ("2021", "began", "A is recorded as a sub group (since 2021)."),
        ("2021-03", "began", line),
        ("2022-05", "met", "A met in May 2022."),
        ("2023", "ended", line),
    ]


def test_what_was_told_of_a_thing() -> None:
    store = MemoryStore()
    write(store, 1, Added(COVENTRY), *map(Added, NODES[:3]), *map(Added, LINKS[:2]))
    write(store, 2, Withdrawn(LINKS[1].id))
    actions = [
        (r.action, r.fact_id) for r in changes_about(store.history("coventry"), "coventry/p")
    ]
    assert actions == [
        ("added", "coventry/p"),
        ("added", LINKS[1].id),
        ("withdrawn", LINKS[1].id),
    ]


def test_a_story_begins_with_what_came_before_and_goes_on_with_what_came_after() -> None:
    snapshot = merged().snapshot()
    told = [(str(e.day), e.what, e.of) for e in timeline(snapshot, "testham/joint")]
    assert told == [
        ("2025-04-30", "ended", "testham/early"),
        ("2025-04-30", "ended", "testham/hubs"),
        ("2025-05-01", "began", ""),
        ("2025-05-01", "began", ""),
        ("2025-05-01", "began", ""),
        ("2025-05-01", "began", ""),
        ("2025-05-01", "taken over", ""),
        ("2025-05-02", "taken over", ""),
    ]
    early = [(str(e.day), e.what, e.of) for e in timeline(snapshot, "testham/early")]
    assert ("2025-05-01", "taken over", "") in early
    assert ("2025-05-01", "began", "testham/joint") in early
    # What came before the successor besides is no part of this one's story.
    assert all(of != "testham/hubs" for _, _, of in early)
