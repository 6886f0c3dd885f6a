"""The list of areas with England in the store: its first load, any other, and after a change.

England is 153 made areas of 300 things in an embedded store, served in a process of its own. The
peer, in the same process: Python's json reading the same facts from lines, which is the least that
a first load could do. CPU seconds, as the machine is shared.
"""

import argparse
import io
import json
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import psutil
from starlette.applications import Starlette
from starlette.testclient import TestClient

from api.app import create_app
from api.commands.memory import settle_memory
from api.service.cards_beforehand import cards_beforehand
from api.service.cards_file import CardsFile
from benchmarks.made_areas import area
from graph.facts.changes import Batch, Changed
from graph.facts.fact_json import to_record
from graph.store import Store
from graph.stores.ladybug import LadybugStore

AREAS = 153
SOME = 8  # as many as one question may ask the findings of
ROUNDS = 5
WHEN = datetime(2026, 11, 24, 9, tzinfo=UTC)
TOTALS = "{ areas { slug view { totals { outcome count } } } }"


def made(number: int) -> str:
    """Return the slug of one of the areas."""
    return f"area-{number}"


def fill(path: Path, areas: int) -> None:
    """Put the areas into a store."""
    with closing(LadybugStore(path)) as store:
        for number in range(areas):
            store.put(area(made(number), number), ())


def seconds(work: Callable[[], Any]) -> float:
    """Return the CPU seconds of one run."""
    began = time.process_time()
    work()
    return time.process_time() - began


def change(store: Store, number: int) -> None:
    """Note something about one thing of one area."""
    slug = made(0)
    board = next(iter(store.read(slug).nodes.values()))
    note = Changed(replace(board, note=f"note {number} of {datetime.now(UTC)}"))
    name, when = f"{time.time_ns()}", datetime.now(UTC)
    store.apply(
        Batch(id=name, area=slug, who="benchmark", when=when, source="made up", changes=(note,))
    )


def least(work: Callable[[], Any]) -> float:
    """Return the least CPU seconds of a few runs."""
    return min(seconds(work) for _ in range(ROUNDS))


def json_lines(areas: int) -> str:
    """Return all facts as lines of JSON."""
    told = io.StringIO()
    for number in range(areas):
        for fact in area(made(number), number).facts().values():
            told.write(json.dumps(to_record(fact)) + "\n")
    return told.getvalue()


def megabytes() -> float:
    """Return the resident memory of this process."""
    return float(psutil.Process().memory_info().rss) / 1e6


def say(what: str, figure: str) -> None:
    """Print one line of the answer."""
    sys.stdout.write(f"{what:<58}{figure}\n")
    sys.stdout.flush()


def measure(path: Path, areas: int) -> None:
    """Open a filled store as the service does, and print what each load takes."""
    with closing(LadybugStore(path)) as store:
        app = create_app(store)
        settle_memory()
        with TestClient(app, base_url="http://127.0.0.1") as client:

            def load(address: str) -> None:
                assert client.get(address).status_code == 200

            def ask(query: str) -> None:
                answer = client.post("/graphql", json={"query": query}).json()
                assert not answer.get("errors"), answer

            say("memory before", f"{megabytes():.0f} MB")
            say("first load of the home page", f"{seconds(lambda: load('/')):.2f} s")
            say("any other load", f"{least(lambda: load('/')):.3f} s")
            say("totals over GraphQL", f"{least(lambda: ask(TOTALS)):.3f} s")
            say("memory", f"{megabytes():.0f} MB")
            change(store, 0)
            say("first load after a change", f"{seconds(lambda: load('/')):.3f} s")
            load(f"/areas/{made(0)}")
            change(store, 1)
            overview = seconds(lambda: load(f"/areas/{made(0)}"))
            say("a change, then its overview", f"{overview:.3f} s")
            say("its overview again", f"{least(lambda: load(f'/areas/{made(0)}')):.3f} s")
            pages = [f"/areas/{made(n)}" for n in range(areas)]
            visits = seconds(partial(deque, map(load, pages), maxlen=0))
            say(f"an overview of each of the {areas} areas", f"{visits:.1f} s")
            say("memory", f"{megabytes():.0f} MB")
            say("the home page after that", f"{least(lambda: load('/')):.3f} s")
            some = [
                f'a{n}: area(slug: "{made(n)}") {{ '
                "view { findings { nodes { outcome sentence } } } }"
                for n in range(min(SOME, areas))
            ]
            say(
                f"findings of {SOME} areas over GraphQL, first",
                f"{seconds(lambda: ask('{' + ' '.join(some) + '}')):.3f} s",
            )
            say("memory at the end", f"{megabytes():.0f} MB")
    start_again(path)
    lines = json_lines(areas).splitlines()
    say(
        "peer: json reading the same facts",
        f"{least(lambda: [json.loads(x) for x in lines]):.2f} s",
    )


def start_again(path: Path) -> None:
    """Print what the first load takes with the cards of a service that was stopped before."""
    beside = path.with_name(f"{path.name}.cards.json")
    for start in ("first start", "next start"):
        with closing(LadybugStore(path)) as store:
            app = create_app(store)

            def load(app: Starlette = app) -> None:
                file = CardsFile(beside)
                with cards_beforehand(app.state.reader, file):
                    client = TestClient(app, base_url="http://127.0.0.1")
                    assert client.get("/").status_code == 200

            say(f"first load with a file of cards, {start}", f"{seconds(load):.2f} s")
    say("that file", f"{beside.stat().st_size / 1000:.0f} kB")
    beside.unlink()


def main() -> None:
    """Make England, then measure in a process that has not made it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=int, default=AREAS)
    parser.add_argument("--store", type=Path, help="kept for the next run")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        measure(given.store, given.areas)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = given.store or Path(folder) / "england.lbug"
        if not path.exists():
            fill(path, given.areas)
        command = [sys.executable, "-m", "benchmarks.home", "--measure", "--store", str(path)]
        subprocess.run([*command, "--areas", str(given.areas)], check=True)


if __name__ == "__main__":
    main()
