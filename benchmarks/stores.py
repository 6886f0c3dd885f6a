"""England at 153 areas of 300 things on both engines; and what the journal adds to one change."""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from graph.facts.changes import Added, Batch, Changed
from graph.facts.identifiers import link_id
from graph.facts.model import Area, Fact, Link, Node, Reference
from graph.store import Store
from graph.stores.ladybug import LadybugStore
from graph.stores.ladybug_engine import Writing
from graph.stores.neo4j import Neo4jStore
from tests.graph.stores.neo4j_server import local_server

SEED = 153
WHEN = datetime(2026, 11, 24, 9, tzinfo=UTC)
BODY_KINDS = ("main_board", "sub_group", "working_group", "locality_team", "network")
ENGINES = ("ladybug", "neo4j")


def area_facts(number: int, size: int, chance: random.Random) -> list[Fact]:
    """Return an area: a third bodies, half posts, the rest organisations, and links among them."""
    slug = f"area-{number}"
    sources = (Reference("001", f"p{number % 40}"),)

    def some(kind: str, count: int, **attributes: str) -> list[Node]:
        name = f"{kind.capitalize()} {{}} of area {number}"
        return [
            Node(
                id=f"{slug}/{kind}{i}",
                kind=kind,
                name=name.format(i),
                sources=sources,
                attributes=attributes
                | ({"body_kind": chance.choice(BODY_KINDS)} if kind == "body" else {}),
            )
            for i in range(count)
        ]

    bodies, posts = some("body", size // 3), some("post", size // 2, grade="senior")
    organisations = some("organisation", size - len(bodies) - len(posts))
    links: dict[str, Link] = {}

    def join(start: Node, kind: str, stop: Node) -> None:
        made = link_id(slug, start.id, kind, stop.id)
        if start != stop:
            links[made] = Link(id=made, kind=kind, from_id=start.id, to_id=stop.id, sources=sources)

    for body in bodies:
        join(body, "reports_to", chance.choice(bodies))
        join(chance.choice(posts), "chairs", body)
    for member in (*posts, *organisations):
        join(member, "member_of", chance.choice(bodies))
    area = Area(slug=slug, name=f"Area {number}")
    return [area, *bodies, *posts, *organisations, *links.values()]


def batch(area: str, name: str, changes: Iterable[Added | Changed]) -> Batch:
    """Return a batch of changes."""
    return Batch(
        id=name, area=area, who="benchmark", when=WHEN, source="made up", changes=tuple(changes)
    )


@contextmanager
def opened(engine: str) -> Iterator[Store]:
    """Open an empty store."""
    if engine == "ladybug":
        with (
            tempfile.TemporaryDirectory() as folder,
            closing(LadybugStore(Path(folder) / "store")) as store,
        ):
            yield store
    else:
        with local_server() as server, closing(Neo4jStore(*server.login())) as store:
            yield store


def seconds(work: Callable[[], object]) -> float:
    """Return the time of one run."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def spread(times: list[float]) -> str:
    """Return the median and the 95th percentile in milliseconds."""
    high = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return f"{statistics.median(times) * 1000:.0f} ms (p95 {high * 1000:.0f} ms)"


def measure(store: Store, areas: int, size: int, rounds: int) -> list[str]:
    """Return the columns of one engine's row."""
    chance = random.Random(SEED)
    england = {f"area-{n}": area_facts(n, size, chance) for n in range(areas)}

    def bring_in(slug: str, facts: list[Fact]) -> Callable[[], object]:
        return lambda: store.apply(batch(slug, slug, map(Added, facts)))

    imports = [seconds(bring_in(slug, facts)) for slug, facts in england.items()]
    slugs = [chance.choice(list(england)) for _ in range(rounds)]
    reads = [seconds(partial(store.read, slug)) for slug in slugs]
    changes = []
    for number, slug in enumerate(slugs):
        body = next(fact for fact in england[slug] if isinstance(fact, Node))
        made = batch(slug, f"change {number}", [Changed(replace(body, note=f"note {number}"))])
        changes.append(seconds(partial(store.apply, made)))
    listing = seconds(store.areas)
    ends = sorted(imports)
    last = f"{sum(imports):.0f} s ({ends[len(ends) // 2]:.2f} s an area)"
    return [last, spread(reads), spread(changes), f"{listing:.2f} s"]


@contextmanager
def without_journal(engine: Any) -> Iterator[Writing]:
    """Give a transaction as it was before there was a journal: the engine's commit and no line."""
    with engine._writing:
        engine._check_room()
        with engine._pool.writing() as run:
            yield Writing(run, [])


def measure_journal(size: int, rounds: int) -> str:
    """Return what a change costs with the journal and without, by turns in two like stores."""
    facts = area_facts(0, size, random.Random(SEED))
    body = next(fact for fact in facts if isinstance(fact, Node))
    times: dict[str, list[float]] = {"with": [], "without": []}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        stores = {
            name: stack.enter_context(closing(LadybugStore(Path(folder) / name))) for name in times
        }
        for store in stores.values():
            store.apply(batch("area-0", "area-0", map(Added, facts)))
        engine: Any = stores["without"]._engine
        engine.writing = partial(without_journal, engine)
        for number in range(rounds):
            made = [Changed(replace(body, note=f"note {number}"))]
            for name, store in stores.items():
                change = batch("area-0", f"change {number}", made)
                times[name].append(seconds(partial(store.apply, change)))
    middle = {name: statistics.median(some) for name, some in times.items()}
    ratio = middle["with"] / middle["without"]
    both = ", ".join(f"{name} {spread(some)}" for name, some in times.items())
    return f"one change, embedded: {both}; with the journal {ratio:.2f} times without"


def main() -> None:
    """Measure the engines one after the other, and print a table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--areas", type=int, default=153)
    asked.add_argument("--size", type=int, default=300, help="things in an area")
    asked.add_argument("--rounds", type=int, default=150, help="readings, and changes")
    asked.add_argument("--journal", action="store_true", help="only what the journal costs")
    asked.add_argument("--engine", choices=ENGINES, help="only this one")
    given = asked.parse_args()
    sys.stdout.write(measure_journal(given.size, given.rounds) + "\n\n")
    if given.journal:
        return
    sys.stdout.write(
        f"{given.areas} areas of {given.size} things\n\n"
        "| engine | bringing all in | reading an area | one change | listing the areas |\n"
        "|---|---|---|---|---|\n"
    )
    for engine in [given.engine] if given.engine else ENGINES:
        with opened(engine) as store:
            row = measure(store, given.areas, given.size, given.rounds)
            sys.stdout.write(
                f"| {engine} {store.describe().engine_version} | {' | '.join(row)} |\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
