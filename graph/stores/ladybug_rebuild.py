"""A store's file made anew from its journal; the one in its place is kept aside."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from graph.errors import StoreLocked
from graph.facts.store_dump import Contents
from graph.stores import bulk, ladybug_schema
from graph.stores.journal import Journal
from graph.stores.journal_scan import JournalScan
from graph.stores.ladybug_pool import LadybugPool
from graph.stores.ladybug_recovery import log_path
from graph.stores.schema_mark import write_incarnation
from graph.stores.statements import text
from graph.stores.whole_disk import aside, sync_folder


def rebuild(path: Path, found: JournalScan, why: str) -> Path | None:
    """Make the file of a store anew from its journal; why is a word for the name of the old one.

    Returns where the file that was there is kept, None where none was. Raises StoreError, OSError,
    and what a journal raises that cannot be read.
    """
    contents = found.contents()
    with alone(path):
        journal = Journal(found)
        journal.note_open()
        journal.close()
        return replace_file(path, contents, found.last.seal, found.incarnation, why)


def replace_file(
    path: Path, contents: Contents, seal: str, incarnation: str, why: str | None
) -> Path | None:
    """Put a new file with some contents in the place of a store's, at a line of its journal.

    why is a word for the name of the old one; where it is None that is not kept.
    """
    fresh = path.with_name(f"{path.name}.rebuilding")
    for left in (fresh, log_path(fresh)):
        left.unlink(missing_ok=True)
    pool = LadybugPool(fresh)
    try:
        with pool.writing() as run:
            ladybug_schema.prepare(run)
            bulk.write_whole(run, contents)
            write_incarnation(run, incarnation)
            run(text("keep_journal_mark"), {"seal": seal})
            # An older one is brought up when it is opened, like any other.
            run(text("keep_schema_version"), {"schema_version": contents.schema_version})
        pool.checkpoint()
    finally:
        pool.release()
    kept = aside(path, why) if why and path.exists() else None
    # The log first: beside a file that is not its own it would end the engine.
    if log_path(path).exists():
        log_path(path).replace(log_path(kept) if kept else aside(log_path(path), why or "log"))
    if kept:
        path.replace(kept)
    fresh.replace(path)
    sync_folder(path.parent)
    return kept


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Be the only one that replaces a file, which no engine could lock; raises StoreLocked."""
    # Here, as most openings make no file anew and need not wait for it to load.
    from filelock import FileLock, Timeout

    lock = FileLock(path.with_name(f"{path.name}.rebuilding.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreLocked(
            f"The store {path} is being made anew by another process: wait a moment."
        ) from error
    try:
        yield
    finally:
        # While it is held, or another process could take it just before it goes. Windows deletes
        # nothing that is open: there it stays, and does no harm.
        with contextlib.suppress(OSError):
            Path(lock.lock_file).unlink()
        lock.release()
