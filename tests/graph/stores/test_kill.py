"""A change is acknowledged once it is on disk: killed at any moment, no such change is lost.

By hand, with as many kills as you have patience for: python -m tests.graph.stores.test_kill 100
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from graph.stores.ladybug import LadybugStore

KILLS = 8
ROOT = Path(__file__).parents[3]
# Adds one body a batch and prints the number of each that is acknowledged; starts where told.
# It closes and opens the store now and then, so that some are killed in a checkpoint.
CHILD = """
import itertools, sys
from pathlib import Path
from graph.stores.ladybug import LadybugStore
from tests.graph.stores.small import COVENTRY, add, body

store = LadybugStore(Path(sys.argv[1]))
add(store, COVENTRY)
for number in itertools.count(int(sys.argv[2])):
    add(store, body(f"coventry/b{number}", note="x" * 2000))
    print(number, flush=True)
    if number % 5 == 4:
        store.close()
        store = LadybugStore(Path(sys.argv[1]))
"""


def acknowledged_until_killed(path: Path, start: int, changes: int, after: float) -> list[int]:
    """Run the child, kill it some time after so many changes; return all it acknowledged."""
    command = [sys.executable, "-c", CHILD, str(path), str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(changes)]
        time.sleep(after)
        child.kill()
        return [int(line) for line in (*said, *child.stdout) if line.endswith("\n")]


def test_every_acknowledged_change_survives_kill_9(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path / "store", KILLS)


def kill_again_and_again(path: Path, kills: int) -> int:
    """Kill writers of a store; check that all they acknowledged is there, and return how many."""
    chance = random.Random(7)
    acknowledged: list[int] = []
    for kill in range(kills):
        changes, after = chance.randint(1, 12), chance.uniform(0.0, 0.05)
        new = acknowledged_until_killed(path, (kill + 1) * 10_000, changes, after)
        assert len(new) >= changes
        acknowledged += new
        store = LadybugStore(path)
        kept = set(store.read("coventry").nodes)
        assert {f"coventry/b{number}" for number in acknowledged} <= kept
        # A change may be on disk that the child did not live to acknowledge: one for each kill.
        assert len(kept) <= len(acknowledged) + kill + 1
        assert store.revision("coventry") == len(kept) + 1
        assert store.verify() == ()
        store.close()
    return len(acknowledged)


def test_a_kill_while_the_store_is_made_leaves_one_that_opens(tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; "
    script += "from graph.stores.ladybug import LadybugStore; print('go', flush=True); "
    script += "LadybugStore(Path(sys.argv[1]))"
    for number, after in enumerate((0.0, 0.02, 0.04, 0.06)):
        command = [sys.executable, "-c", script, str(tmp_path / str(number))]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(after)
            child.kill()
        store = LadybugStore(tmp_path / str(number))
        assert store.areas() == ()
        store.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asked = int(sys.argv[1])
        done = kill_again_and_again(Path(folder) / "store", asked)
        sys.stdout.write(f"{asked} kills, {done} acknowledged changes, none lost\n")
