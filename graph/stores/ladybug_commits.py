"""Commits of the embedded store with their line of the journal, and journals that begin."""

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BufferedReader

from graph.errors import GraphError, StoreError
from graph.facts.journal_entries import Entry
from graph.facts.store_dump import Contents
from graph.stores import journal
from graph.stores.journal import Journal
from graph.stores.journal_scan import ClosedFile, Mark, journal_path, scan
from graph.stores.ladybug_errors import classify
from graph.stores.ladybug_pool import LadybugPool
from graph.stores.operations import Run
from graph.stores.schema_mark import begin_incarnation
from graph.stores.statements import text
from graph.stores.whole_disk import OpenFiles

# Bytes of the first page of a file, in which the engine counts its checkpoints.
_PAGE = 4096


@dataclass(slots=True)
class OpenedStore:
    """A store's database and journal; undecided says why nothing is written, where that is so.

    changed says whether its file may be otherwise than its journal says it was left.
    """

    pool: LadybugPool
    journal: Journal | None
    incarnation: str
    undecided: StoreError | None = None
    changed: bool = False


class NothingWritten(GraphError):
    """A transaction came to nothing, and was rolled back."""


@contextlib.contextmanager
def committed(
    pool: LadybugPool, lines: Journal, entries: Sequence[Entry], files: OpenFiles | None = None
) -> Iterator[Run]:
    """Give a Run for a transaction that is committed with a line of the journal, or not at all.

    entries are what the block noted by its end; where there are none nothing is committed. The
    line is on the disk before the engine commits, and the commit has its seal; one that fails cuts
    the line off again.
    """
    mark = None
    try:
        with pool.writing() as run:
            yield run
            if not entries:
                raise NothingWritten
            if files:
                files.check()
            mark = lines.append(entries)
            run(text("keep_journal_mark"), {"seal": mark.seal})
    except BaseException as error:
        if mark and not _has(pool, mark.seal):
            # A log that met the end of the disk may have the commit, and may not.
            lines.take_back(doubtful=pool.broken)
        if isinstance(error, OSError):
            raise classify(error, pool.path) from error
        raise


def _has(pool: LadybugPool, seal: str) -> bool:
    """Say whether a store has a seal: somebody may press Ctrl+C while the engine commits."""
    while True:
        try:
            with pool.reading() as run:
                return bool(run(text("journal_mark"), {})[0]["seal"] == seal)
        except StoreError:
            return False
        except KeyboardInterrupt:  # a second time: whoever asked is told of the first
            continue


def begin(
    pool: LadybugPool,
    work: Callable[[Run], Contents],
    incarnation: str | None = None,
    line: int = 0,
) -> OpenedStore:
    """Do some work on a store, and begin a journal with what that says it holds: all or nothing.

    It is a new incarnation, unless one is given: then only the journal is a shorter one, and line
    the number of the last line that its snapshot stands for.
    """
    place = journal_path(pool.path)
    placed: Mark | None = None
    try:
        with pool.writing() as run:
            whole = work(run)
            life = incarnation or begin_incarnation(run)
            mark = journal.write_journal(journal.unfinished(place), life, whole, line)
            run(text("keep_journal_mark"), {"seal": mark.seal})
            journal.put_in_place(journal.unfinished(place), place)
            placed = mark
    except BaseException as error:
        # Where nobody knows, both stay: the next opening asks the store which of them it has.
        if placed and not pool.broken and not _has(pool, placed.seal):
            journal.put_back(place)
        journal.unfinished(place).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise classify(error, pool.path) from error
        raise
    journal.settle_place(place)
    found = scan(place)
    assert found is not None
    return OpenedStore(pool, Journal(found), life, changed=True)


def as_left(file: BufferedReader) -> ClosedFile:
    """Say how a file is now."""
    length = os.fstat(file.fileno()).st_size
    try:
        head = hashlib.sha256(file.read(_PAGE)).hexdigest()
        file.seek(0)
        return ClosedFile(length, hashlib.file_digest(file, "sha256").hexdigest(), head)
    except PermissionError:  # on Windows, where the engine lets nobody read it before it is closed
        return ClosedFile(length, "", "")
