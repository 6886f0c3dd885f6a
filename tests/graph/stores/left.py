"""Stores as an unclean end leaves them, and what is done to their files from outside."""

import shutil
import subprocess
import sys
from pathlib import Path

import ladybug

from graph.stores.journal_scan import journal_path
from graph.stores.ladybug_recovery import log_path

ROOT = Path(__file__).parents[3]
# Adds posts numbered from one number to another, a batch each, and ends without closing.
_KILLED = """
import os, sys
from pathlib import Path
from graph.stores.ladybug import LadybugStore
from tests.graph.stores.small import BOARD, COVENTRY, add, post

store = LadybugStore(Path(sys.argv[1]))
if not store.areas():
    add(store, COVENTRY, BOARD)
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    add(store, post(f"coventry/p{number}", note="n" * 200))
os._exit(9)
"""


def killed(path: Path, first: int = 0, last: int = 4) -> None:
    """Write to a store in a process that is not let end well."""
    command = [sys.executable, "-c", _KILLED, str(path), str(first), str(last)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9


def copied(path: Path, to: Path) -> Path:
    """Copy a store with its log and its journal, as they are."""
    for file, copy in ((path, to), (log_path(path), log_path(to))):
        if file.exists():
            shutil.copy2(file, copy)
    if journal_path(path).exists():
        shutil.copy2(journal_path(path), journal_path(to))
    return to


def execute(path: Path, *texts: str) -> None:
    """Run statements past the store, as another program might."""
    with (
        ladybug.Database(path, max_db_size=2**30) as database,
        ladybug.Connection(database) as connection,
    ):
        for text in texts:
            connection.execute(text)
