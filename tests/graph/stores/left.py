"""Stores as an unclean end leaves them, and what is done to their files from outside."""

import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import ladybug

from graph.stores import bulk, ladybug_schema
from graph.stores.journal import Journal
from graph.stores.journal_scan import journal_path, scan
from graph.stores.ladybug import LadybugStore
from graph.stores.ladybug_commits import as_left
from graph.stores.ladybug_pool import LadybugPool
from graph.stores.ladybug_recovery import log_path
from graph.stores.schema_mark import write_incarnation
from graph.stores.statements import ALL_TABLES, text

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


def laid_out_by_kind(path: Path) -> None:
    """Give a closed store a table for each kind, as it was made before all had one together."""
    found = scan(journal_path(path))
    assert found is not None
    with closing(LadybugStore(path)) as store:
        whole, incarnation = store.contents(), store.edition(store.areas()[0].area.slug).incarnation
    path.unlink()
    pool = LadybugPool(path, by_kind=True)
    with pool.writing() as run:
        ladybug_schema.prepare(run, ALL_TABLES)
        bulk.write_whole(run, whole)
        write_incarnation(run, incarnation)
        run(text("keep_journal_mark"), {"seal": found.last.seal})
        run("MATCH (m:Meta) SET m.`tables` = 'by kind'", {})
    pool.checkpoint()
    pool.release()
    journal = Journal(found)
    with path.open("rb") as file:
        journal.note_closed(as_left(file))
    journal.close()
