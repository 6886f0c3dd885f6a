"""What a command waits longer where a service has the store open, against opening it directly."""

import argparse
import random
import statistics
import sys
import tempfile
from contextlib import closing
from functools import partial
from pathlib import Path

import psutil

from api.remote.client import RemoteStore
from api.remote.token_file import read_token
from benchmarks.stores import SEED, area_facts, batch, seconds, spread
from graph.facts.changes import Added, Changed
from graph.facts.model import Node
from graph.store import Store
from graph.stores.ladybug import LadybugStore
from tests.api.commands.test_served import served


def fill(path: Path, areas: int, size: int) -> list[Node]:
    """Put areas into a store; return a body of each, to change."""
    chance, bodies = random.Random(SEED), []
    with closing(LadybugStore(path)) as store:
        for number in range(areas):
            facts = area_facts(number, size, chance)
            store.apply(batch(f"area-{number}", f"area-{number}", map(Added, facts)))
            bodies.append(next(fact for fact in facts if isinstance(fact, Node)))
    return bodies


def measure(
    ways: dict[str, Store], bodies: list[Node], rounds: int
) -> dict[str, dict[str, list[float]]]:
    """Return the times of each verb by way, taken by turns."""
    times: dict[str, dict[str, list[float]]] = {
        verb: {way: [] for way in ways} for verb in ("an area read", "one change", "all of it")
    }
    for number in range(rounds):
        slug = f"area-{number % len(bodies)}"
        body = bodies[number % len(bodies)]
        moved = Changed(Node(id=body.id, kind=body.kind, name=body.name, note=f"note {number}"))
        for way, store in ways.items():
            changed = batch(slug, f"change {number}", [moved])
            times["an area read"][way].append(seconds(partial(store.read, slug)))
            times["one change"][way].append(seconds(partial(store.apply, changed)))
    for _ in range(3):
        for way, store in ways.items():
            times["all of it"][way].append(seconds(store.contents))
    return times


def main() -> None:
    """Measure both ways by turns on two like stores, and print a line for each verb."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--areas", type=int, default=20)
    asked.add_argument("--size", type=int, default=300, help="things in an area")
    asked.add_argument("--rounds", type=int, default=60, help="readings, and changes")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = {way: Path(folder) / f"{way}.lbug" for way in ("directly", "through")}
        for path in paths.values():
            bodies = fill(path, given.areas, given.size)
        with served(paths["through"]) as running, closing(LadybugStore(paths["directly"])) as store:
            service = read_token(paths["through"])
            assert service is not None
            ways: dict[str, Store] = {"directly": store, "through": RemoteStore(service)}
            for verb, times in measure(ways, bodies, given.rounds).items():
                middle = {way: statistics.median(some) for way, some in times.items()}
                both = ", ".join(f"{way} {spread(some)}" for way, some in times.items())
                ratio = middle["through"] / middle["directly"]
                sys.stdout.write(f"{verb}: {both}; {ratio:.2f} times\n")
            memory = psutil.Process(running.process.pid).memory_info().rss >> 20
            sys.stdout.write(f"the service takes {memory} MB then\n")


if __name__ == "__main__":
    main()
