"""Random changes against plain dictionaries: every store answers as they do, after each step."""

import tempfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import Conflict, InvalidFact
from graph.facts.changes import Added, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.model import Fact, Link, Node, Snapshot
from graph.facts.next_snapshot import snapshot_after
from graph.facts.unsafe_text import unseen
from graph.store import Edition, Store
from tests.graph.stores.conftest import ENGINES, makers
from tests.graph.stores.small import COVENTRY, batch, body, link, post

NODES = tuple(f"coventry/{local}" for local in ("a", "b", "p", "q"))
# What stands in no text at all is asked of in test_texts.py.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6).filter(
    lambda text: unseen(text) is None
)
VALUES = {
    "body": st.fixed_dictionaries(
        {},
        optional={
            "cadence_days": st.integers(0, 999),
            "informal": st.booleans(),
            "cadence_words": TEXTS,
            "scope": st.lists(st.sampled_from(["data", "drugs"])).map(tuple),
        },
    ),
    "post": st.fixed_dictionaries({}, optional={"vacant": st.booleans()}),
}


@dataclass
class Plain:
    """The model: facts and versions in dictionaries, and the rules in their simplest form."""

    facts: dict[str, Fact] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    revision: int = 0

    def apply(self, steps: Iterable[tuple[str, Fact]]) -> bool:
        """Take a batch, or refuse it whole."""
        after = dict(self.facts)
        for verb, fact in steps:
            there = fact.id in after
            new = verb == "add" and after.get(fact.id, fact) == fact
            if new or (verb == "change" and there):
                after[fact.id] = fact
            elif verb == "end" and there:
                ended = after[fact.id]
                assert isinstance(ended, Node | Link)
                after[fact.id] = replace(ended, until=PartialDate("2024"))
            elif verb == "withdraw" and there:
                del after[fact.id]
            else:
                return False
        links = [fact for fact in after.values() if isinstance(fact, Link)]
        if any(end not in after for each in links for end in (each.from_id, each.to_id)):
            return False
        moved = [i for i in {**self.facts, **after} if self.facts.get(i) != after.get(i)]
        self.versions = {i: self.versions.get(i, 0) + (i in moved) for i in after}
        self.facts, self.revision = after, self.revision + bool(moved)
        return True


def _node(draw: st.DrawFn, fact_id: str) -> Node:
    kind = "body" if fact_id[-1] in "ab" else "post"
    make = body if kind == "body" else post
    made: Node = make(fact_id, note=draw(TEXTS), attributes=draw(VALUES[kind]))
    return made


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[str, Fact]]:
    made: list[tuple[str, Fact]] = []
    for _ in range(draw(st.integers(1, 4))):
        verb = draw(st.sampled_from(["add", "add", "change", "end", "withdraw"]))
        if draw(st.booleans()):
            made.append((verb, _node(draw, draw(st.sampled_from(NODES)))))
        else:
            start, kind = draw(
                st.sampled_from([("p", "chairs"), ("a", "informs"), ("q", "chairs")])
            )
            joined = link(f"coventry/{start}", kind, "coventry/b", note=draw(TEXTS))
            made.append((verb, joined))
    return made


def _change(verb: str, fact: Fact) -> Any:
    match verb:
        case "add":
            return Added(fact)
        case "change":
            return Changed(fact)
        case "end":
            return Ended(fact.id, PartialDate("2024"))
        case _:
            return Withdrawn(fact.id)


# A server takes far longer for each example, and a service longer too.
EXAMPLES = dict.fromkeys(ENGINES, 25) | dict.fromkeys(("neo4j", "remote"), 10)


@pytest.mark.parametrize("engine", ENGINES)
def test_random_changes(engine: str, request: pytest.FixtureRequest) -> None:
    @settings(
        max_examples=EXAMPLES[engine],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(batches=st.lists(steps(), min_size=1, max_size=6))
    def check(batches: list[list[tuple[str, Fact]]]) -> None:
        make = makers(engine, request)
        with tempfile.TemporaryDirectory() as folder, closing(make(Path(folder))) as store:
            follow(store, batches)

    check()


def carried(store: Store, kept: Snapshot, before: Edition) -> Snapshot:
    """Return a snapshot after what was written since an edition."""
    now = store.edition("coventry")
    if now == before:
        return kept
    records = store.changes_between(before, now)
    assert records
    after = snapshot_after(kept, now.revision, records)
    assert after is not None
    return after


def follow(store: Store, batches: list[list[tuple[str, Fact]]]) -> None:
    """Apply batches to a store and to the model, and compare after each."""
    plain = Plain()
    kept: Snapshot | None = None
    everything: list[list[tuple[str, Fact]]] = [[("add", COVENTRY)], *batches]
    for number, made in enumerate(everything):
        changes = batch(str(number), *(_change(verb, fact) for verb, fact in made))
        seen = dict(plain.versions)
        before = store.edition("coventry") if kept else None
        if plain.apply(made):
            assert store.apply(changes, seen) == plain.revision
        else:
            with pytest.raises((Conflict, InvalidFact)):
                store.apply(changes, seen)
        read = store.read("coventry")
        assert read.facts() == plain.facts
        assert read.versions == plain.versions
        assert read.revision == plain.revision
        # What was read once and is changed as the store was, is what the store would read.
        kept = carried(store, kept, before) if kept and before else read
        assert kept == read
        assert list(kept.facts()) == list(read.facts())
        assert list(kept.versions) == list(read.versions)
    assert store.verify() == ()
