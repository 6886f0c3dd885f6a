"""After an unclean end: the log is replayed in a process of its own before ours opens the store.

Reopening after a kill has once ended the process inside the engine (LadybugDB 0.22; not seen
again in 140 further kills). That must not be the process that serves people.
"""

import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import sys, ladybug
database = ladybug.Database(sys.argv[1], buffer_pool_size=2**29, max_db_size=2**33)
ladybug.Connection(database).close()
database.close()
"""
# A child that dies once may live the next time; one that dies three times dies of the log.
_TRIES = 3
# Seconds for one replay. The engine folds a log in at 16 MB, and 11 MB took 5 seconds on a busy
# machine, so a child that takes a minute hangs.
_PATIENCE = 60


def is_damaged(path: Path) -> bool:
    """Replay the log of a store, if it has one, in a child process; say whether it is damaged.

    It is where the engine says so, or where the child dies of it each time. What the child
    cannot do for another reason, such as a lock, is left to the opening itself, which says it.
    """
    log = path.with_name(f"{path.name}.wal")
    for _ in range(_TRIES):
        if not log.is_file() or not log.stat().st_size:
            return False
        command = [sys.executable, "-c", _SCRIPT, str(path)]
        try:
            done = subprocess.run(command, check=False, capture_output=True, timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            return False
        # Python ends with 0 or 1; a crash has another code, below 0 but on Windows.
        if done.returncode in (0, 1):
            return b"WAL file is corrupted" in done.stderr
    return True
