"""An answer that is sent again is the one that would be worked out anew, whatever has changed.

Tests: api/service/kept_responses.py, api/service/reads.py
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.schema.execute import SentAnswer, answer, as_asked_before, as_json, as_sent
from api.service.kept_responses import KeptResponses, ResponseKey
from api.service.reader import Reader
from api.service.reads import Reads
from graph.facts.changes import Added, Changed
from graph.facts.model import Area, Node
from graph.facts.scenarios import Scenario
from graph.store import Edition
from graph.stores.memory import MemoryStore
from tests.graph.stores.small import BOARD, ESSEX, add, batch, body, town

DAY = date(2026, 11, 30)
# Each stands for another way to read: one area, the list, things by id, what is not there, a card,
# findings, history, another area beside it, scenarios, and nothing of the store at all.
QUESTIONS = (
    '{ area(slug: "coventry") { name revision } }',
    '{ area(slug: "essex") { name view { asOf } } }',
    "{ areas { slug view { totals { count } } } }",
    '{ node(id: "coventry/board") { ... on Body { name findings { outcome sentence } } } }',
    '{ node(id: "shared/icb") { ... on Body { name } } }',
    '{ area(slug: "kent") { name } }',
    '{ area(slug: "coventry") { changes { nodes { revision } } } }',
    '{ area(slug: "coventry") { view { compareWith(slug: "essex") { dayAfter } } } }',
    '{ area(slug: "coventry") { scenarios { name version } } }',
    "{ rules { id severity } }",
)


@dataclass
class Town:
    """A store of two areas that is changed and asked, with a reader that keeps what it sends."""

    store: MemoryStore = field(default_factory=MemoryStore)
    today: date = DAY
    written: int = 0

    def __post_init__(self) -> None:
        town(self.store)
        add(self.store, ESSEX, body("essex/board"), area="essex")
        self.reader = Reader(self.store, today=lambda: self.today)

    def sent(self, query: str, who: str = "") -> SentAnswer:
        question = ResponseKey(query, "", "", who)
        return as_asked_before(self.reader, question) or as_sent(
            self.reader, question, lambda: answer(self.reader, query)
        )

    def anew(self, query: str) -> bytes:
        return as_json(answer(Reader(self.store, today=lambda: self.today), query).content)

    def write(self, changed: Any, area: str) -> None:
        self.written += 1
        self.store.apply(batch(f"change {self.written}", changed, area=area))

    def rename(self, area: str) -> None:
        fact = self.store.read(area).nodes[f"{area}/board"]
        self.write(Changed(replace(fact, name=f"Board {self.written}")), area)

    def share(self) -> None:
        maps = ("coventry", "essex")
        shared = Node(id="shared/icb", kind="body", name=f"ICB {self.written}", maps=maps)
        there = "shared/icb" in self.store.read("coventry").nodes
        self.write(Changed(shared) if there else Added(shared), "essex")

    def found(self) -> None:
        if "kent" not in self.store.editions():
            self.write(Added(Area(slug="kent", name="Kent")), "kent")

    def propose(self) -> None:
        self.written += 1
        self.store.keep_scenario(
            Scenario(
                area="coventry",
                name=f"plan {self.written}",
                author="Ada",
                day=DAY,
                changes=(Changed(replace(BOARD, note="As planned.")),),
            )
        )

    def sleep(self) -> None:
        self.today += timedelta(days=1)


STEPS: dict[str, Callable[[Town], None]] = {
    "rename in Coventry": lambda there: there.rename("coventry"),
    "rename in Essex": lambda there: there.rename("essex"),
    "share": Town.share,
    "found": Town.found,
    "propose": Town.propose,
    "sleep": Town.sleep,
}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from(sorted(STEPS)), st.sampled_from(QUESTIONS)),
        min_size=4,
        max_size=14,
    )
)
def test_what_is_sent_again_is_what_would_be_worked_out_anew(steps: list[str]) -> None:
    there = Town()
    for step in (*steps, *QUESTIONS):
        if step in STEPS:
            STEPS[step](there)
        else:
            assert there.sent(step).body == there.anew(step)


@pytest.mark.parametrize("query", QUESTIONS)
def test_an_unchanged_map_is_answered_from_what_was_sent(query: str) -> None:
    there = Town()
    first, again = there.sent(query), there.sent(query)
    assert first.body == again.body == there.anew(query)
    # Of scenarios no edition tells, so they are read each time.
    assert (first.again, again.again) == (False, "scenarios" not in query)
    assert bool(first.tag) == again.again
    assert first.tag == again.tag


def test_what_many_compress_at_once_is_counted_once() -> None:
    kept, question = KeptResponses(10**9), ResponseKey("{ areas { name } }", "", "", "")
    made = kept.keep(question, b"".join(b"%d," % n for n in range(10**5)), DAY, Reads())
    assert made is not None
    together = threading.Barrier(8)

    def compress() -> bytes:
        together.wait()
        return kept.zipped(question, made)

    with ThreadPoolExecutor(8) as threads:
        zipped = {future.result() for future in [threads.submit(compress) for _ in range(8)]}
    assert len(zipped) == 1
    # Another day: it is thrown away, with all the bytes that it took.
    kept.find(question, date.min, {})
    assert (len(kept), kept.bytes) == (0, 0)


def test_what_may_be_another_answer_has_another_tag() -> None:
    there = Town()
    query = QUESTIONS[0]
    tags = [there.sent(query).tag, there.sent(query, "somebody else").tag]
    there.rename("coventry")
    tags.append(there.sent(query).tag)
    there.sleep()
    tags.append(there.sent(query).tag)
    assert len(set(tags)) == len(tags)


def test_a_change_elsewhere_leaves_an_answer_as_it_is() -> None:
    there = Town()
    before = [there.sent(query) for query in QUESTIONS[:3]]
    there.rename("essex")
    assert [there.sent(query).again for query in QUESTIONS[:3]] == [True, False, False]
    assert there.sent(QUESTIONS[0]).tag == before[0].tag


def test_errors_and_mutations_are_not_kept() -> None:
    there = Town()
    wrong = '{ area(slug: "coventry") { view { things(first: 1000) { totalCount } } } }'
    for _ in range(3):
        found = there.sent(wrong)
        assert (found.again, found.tag) == (False, "")
    drop = 'mutation { dropScenario(area: "coventry", name: "plan") { problems { message } } }'
    question = ResponseKey(drop, "", "", "")
    for _ in range(3):
        found = as_sent(there.reader, question, lambda: answer(there.reader, drop, changing=True))
        assert found.ran
        assert found.tag == ""
        assert as_asked_before(there.reader, question) is None


def test_a_mutation_sees_what_it_has_written() -> None:
    there = Town()
    there.propose()
    query = (
        f'mutation {{ acceptScenario(area: "coventry", name: "plan {there.written}") '
        "{ revision problems { message } } }"
    )
    before = there.store.edition("coventry")
    there.write(Changed(replace(BOARD, name="Renamed")), "essex")
    found = as_sent(
        there.reader,
        ResponseKey(query, "", "", ""),
        lambda: answer(there.reader, query, changing=True),
    )
    assert found.answer is not None
    assert found.answer.data is not None
    said = found.answer.data["acceptScenario"]
    assert said["revision"] == there.store.revision("coventry") or said["problems"]
    assert there.store.revision("coventry") >= before.revision


def test_what_is_written_while_it_is_asked_is_not_mixed_and_not_kept() -> None:
    there = Town()
    query = '{ area(slug: "coventry") { name revision } areas { slug revision } }'
    # The guard knows how large the areas are, so their list is read after the first of them.
    there.reader.sizes()
    areas = there.store.areas

    def written_before() -> Any:
        there.rename("coventry")
        return areas()

    there.store.areas = written_before  # type: ignore[method-assign]
    found = as_sent(
        there.reader, ResponseKey(query, "", "", ""), lambda: answer(there.reader, query)
    )
    assert found.tag == ""


def test_two_callers_at_once_get_the_same() -> None:
    there = Town()
    query, bodies = QUESTIONS[2], []
    barrier = threading.Barrier(8)

    def ask() -> None:
        barrier.wait()
        for _ in range(20):
            bodies.append(there.sent(query).body)

    callers = [threading.Thread(target=ask) for _ in range(8)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert set(bodies) == {there.anew(query)}
    assert len(bodies) == 160


def reads(**editions: int) -> Reads:
    return Reads(editions={slug: Edition("life", slug, n) for slug, n in editions.items()})


def question(number: int) -> ResponseKey:
    return ResponseKey(f"{{ a{number} }}", "", "", "")


def test_no_more_is_kept_than_may_be() -> None:
    kept, now = KeptResponses(100_000), {"essex": Edition("life", "essex", 1)}
    for number in range(40):
        assert kept.keep(question(number), b"x" * 10_000, DAY, reads(essex=1))
        # What is asked for again and again stays.
        assert kept.find(question(0), DAY, now)
        assert kept.bytes <= 100_000
    assert 3 < len(kept) < 10
    assert kept.find(question(39), DAY, now)
    assert kept.find(question(20), DAY, now) is None
    # One that would throw out all others is not kept, and has a tag all the same.
    large = kept.keep(question(99), b"x" * 50_000, DAY, reads(essex=1))
    assert large is not None
    assert large.tag
    assert not kept.asks_for(question(99))


def test_what_is_compressed_counts_too_and_all_is_given_back() -> None:
    kept = KeptResponses(1_000_000)
    made = kept.keep(question(1), bytes(range(256)) * 100, DAY, reads(essex=1))
    assert made is not None
    before = kept.bytes
    zipped = kept.zipped(question(1), made)
    assert kept.zipped(question(1), made) is zipped
    assert kept.bytes == before + len(zipped)
    # One that is out of date is forgotten when somebody asks.
    assert kept.find(question(1), DAY, {"essex": Edition("life", "essex", 2)}) is None
    assert (kept.bytes, len(kept)) == (0, 0)


@pytest.mark.parametrize(
    ("read", "now", "holds"),
    [
        (Reads(), {}, True),
        (Reads(other=True), {}, False),
        (Reads(editions={"kent": None}), {}, True),
        (Reads(editions={"kent": None}), {"kent": Edition("life", "kent", 1)}, False),
        (reads(kent=1), {"kent": Edition("life", "kent", 1)}, True),
        (reads(kent=1), {"kent": Edition("life", "kent", 2)}, False),
        (reads(kent=1), {"kent": Edition("another", "kent", 1)}, False),
        (reads(kent=1), {}, False),
        (Reads(now={}, listed=True), {}, True),
        (Reads(now={}, listed=True), {"kent": Edition("life", "kent", 1)}, False),
    ],
)
def test_what_was_read_holds_while_each_edition_is_the_same(
    read: Reads, now: dict[str, Edition], holds: bool
) -> None:
    assert read.hold(now) is holds
