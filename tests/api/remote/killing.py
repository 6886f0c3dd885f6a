"""Kills a service while commands write through it, and looks for each change it acknowledged.

Run by hand, as it takes some seconds a kill: python -m tests.api.remote.killing 30. The suite has
one kill (tests/api/commands/test_served.py) and many of the store itself.
"""

import random
import signal
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

import click

from api.remote.client import RemoteStore
from api.remote.token_file import read_token
from graph.errors import GraphError
from graph.facts.changes import Added
from graph.stores.ladybug import LadybugStore
from tests.api.commands.test_served import served
from tests.graph.stores.small import batch, post, town

WRITERS = 3


def acknowledged(store: Path, round_: int, chance: random.Random) -> set[str]:
    """Write through a service until it is killed; return the ids of what it said is written."""
    told: set[str] = set()
    with served(store) as running:
        service = read_token(store)
        assert service is not None

        def write(writer: int) -> None:
            remote = RemoteStore(service)
            number = 0
            try:
                while True:
                    fact = post(f"coventry/p{round_}-{writer}-{number}")
                    remote.apply(batch(fact.id, Added(fact)))
                    told.add(fact.id)
                    number += 1
            except GraphError:
                return

        writers = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
        for writer in writers:
            writer.start()
        time.sleep(chance.uniform(0.05, 1.5))
        running.stop(signal.SIGKILL)
        for writer in writers:
            writer.join()
    return told


def main(kills: int) -> None:
    """Kill so many times, and print how many changes were acknowledged and found."""
    chance = random.Random(15)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.lbug"
        with closing(LadybugStore(path)) as store:
            town(store)
        told: set[str] = set()
        for round_ in range(kills):
            told |= acknowledged(path, round_, chance)
            with closing(LadybugStore(path)) as store:
                lost = told - set(store.read("coventry").nodes)
                faults = store.verify()
            click.echo(f"{round_ + 1} kills, {len(told)} acknowledged, {len(lost)} lost")
            assert not lost, sorted(lost)[:5]
            assert not faults, faults[:5]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
