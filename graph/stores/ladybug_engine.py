"""The embedded store's files held safely: one database a path, a line of the journal a commit."""

import contextlib
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import StoreError, StoreUnreachable
from graph.facts.journal_entries import Entry
from graph.facts.store_dump import Contents
from graph.stores import bulk
from graph.stores.journal import Journal
from graph.stores.journal_scan import journal_path, scan
from graph.stores.ladybug_commits import NothingWritten, OpenedStore, as_left, begin, committed
from graph.stores.ladybug_errors import broken, classify
from graph.stores.ladybug_opening import against_journal, open_files
from graph.stores.ladybug_recovery import log_path
from graph.stores.last_read import LastRead
from graph.stores.operations import Run, editions, editions_after
from graph.stores.recent_changes import RecentChanges
from graph.stores.whole_disk import OpenFiles, aside

# Bytes left free beside twice the files. A disk that fills up ends the whole process inside the
# engine, so writing stops well before: a checkpoint may write the file and its log anew.
_SPARE = 64 * 2**20

_open: dict[Path, "LadybugEngine"] = {}
_registry = threading.Lock()


@dataclass(slots=True)
class Writing:
    """A transaction that writes: how statements are run, and what the journal will say of them.

    What nobody noted is not committed, so that no store is ahead of its journal.
    """

    run: Run
    entries: list[Entry]

    def note(self, entries: Iterable[Entry]) -> None:
        """Take entries for the line of this transaction."""
        self.entries.extend(entries)


class LadybugEngine:
    """The one open database of a path in this process; use open_engine() to get it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.users = 0
        self._writing = threading.Lock()
        self.last_read, self.recent = LastRead(), RecentChanges()
        try:
            if path.is_dir():
                raise StoreUnreachable(f"{path} is a folder: name a file in it.")
            path.parent.mkdir(parents=True, exist_ok=True)
            self._check_room()
            self._take(open_files(path))
        except OSError as error:
            raise classify(error, path) from error

    def _take(self, opened: OpenedStore) -> None:
        self._pool, self._journal = opened.pool, opened.journal
        self.incarnation, self.undecided = opened.incarnation, opened.undecided
        self._changed = opened.changed
        if self._journal and self._changed:
            self._journal.note_open()
        self._files = OpenFiles(self.path, log_path(self.path), journal_path(self.path))

    @property
    def broken(self) -> bool:
        """Whether the disk failed while it was open: nothing more is written."""
        return self._pool.broken

    def _check_room(self) -> None:
        kept = (self.path, log_path(self.path), journal_path(self.path))
        try:
            needed = _SPARE + 2 * sum(file.stat().st_size for file in kept if file.is_file())
            disk = shutil.disk_usage(self.path.parent)
        except OSError as error:
            raise classify(error, self.path) from error
        if disk.total and disk.free < needed:
            raise StoreUnreachable(
                f"The disk of the store {self.path} has {disk.free >> 20} MB left, and writing "
                f"safely takes {needed >> 20} MB: nothing was written, make room and repeat."
            )

    def reading(self) -> contextlib.AbstractContextManager[Run]:
        """Give a Run whose statements all see the same state; for any number of threads."""
        return self._pool.reading()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Writing]:
        """Give a transaction that is written when the block ends, or not at all."""
        with self._writing, contextlib.suppress(NothingWritten):
            journal, entries = self._ready(), list[Entry]()
            self._changed = True
            raised: Mapping[str, int] | None = None
            try:
                with committed(self._pool, journal, entries, self._files) as run:
                    yield Writing(run, entries)
                raised = self.recent.take(entries)
            finally:
                self.last_read.forget({editions: lambda known: editions_after(known, raised)})
            self._files.note_log()
            if journal.is_large():
                self._compact(journal)

    def _ready(self) -> Journal:
        """Return the journal to write to; raises StoreError where nothing may be written."""
        if self.broken:
            raise broken(self.path)
        if self._journal is None:
            assert self.undecided is not None
            raise self.undecided
        self._check_room()
        return self._journal

    def fill(self, contents: Contents) -> None:
        """Write everything into an empty store, which begins a new journal and incarnation."""
        with self._writing:
            self._begin(self._ready(), lambda run: bulk.fill(run, contents))

    def _compact(self, journal: Journal) -> None:
        # What was asked for is written already: a journal that stays long does no harm.
        with contextlib.suppress(StoreError):
            whole = self._contents()
            self._begin(journal, lambda _: whole, self.incarnation, journal.last.line)

    def _contents(self) -> Contents:
        with self.reading() as run:
            return bulk.contents(run)

    def _begin(
        self,
        journal: Journal,
        work: Callable[[Run], Contents],
        incarnation: str | None = None,
        line: int = 0,
    ) -> None:
        self._files.check()
        # Windows replaces no file that is open.
        journal.close()
        try:
            self._take(begin(self._pool, work, incarnation, line))
        except BaseException:
            found = scan(journal_path(self.path))
            if found and not found.broken:
                self._journal = Journal(found)
                self._files.note()
            raise
        finally:
            self.last_read.forget()

    def begin_journal(self) -> Path:
        """Begin a new journal with the store as it is; return where the one of before is kept.

        For a store that does not meet its journal, once somebody has decided.
        """
        with self._writing:
            self._check_room()
            place = journal_path(self.path)
            kept = aside(place, "aside")
            place.replace(kept)
            try:
                whole = self._contents()
                self._take(begin(self._pool, lambda _: whole))
            except BaseException:
                kept.replace(place)
                raise
            finally:
                self.last_read.forget()
            return kept

    def verify(self) -> tuple[str, ...]:
        """Return a sentence for each fault: of what is stored, and against the journal."""
        with self._writing, self.reading() as run:
            whole = bulk.contents(run)
            faults = [*whole.faults()]
            if self.undecided:
                faults.append(str(self.undecided))
            return *faults, *against_journal(run, whole, scan(journal_path(self.path)))

    def close(self) -> None:
        """Fold the log into the file and let the file go, after what is under way has ended.

        A broken engine is left as it is: closing it would end the process where the disk is still
        full. All that was acknowledged is in the journal, and the next process reads it. Raises
        StoreUnreachable where the files were replaced or deleted while it was open.
        """
        with self._writing, contextlib.ExitStack() as stack:
            self._pool.settle()
            if self.broken:
                return
            try:
                self._files.check()
                if self._changed and self._journal:
                    self._journal.note_open()
                    self._pool.checkpoint()
                    # Closed after the engine: to close any handle of a file gives up its lock.
                    file = stack.enter_context(self.path.open("rb"))
                    self._journal.note_closed(as_left(file))
            except OSError as error:
                raise classify(error, self.path) from error
            finally:
                self._pool.release()
                if self._journal:
                    self._journal.close()


def open_engine(path: Path) -> LadybugEngine:
    """Open the database of a path, or share the one that this process has open.

    Raises StoreLocked, StoreUnreachable and NewerStore.
    """
    try:
        whole = path.expanduser().resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreUnreachable(f"The store {path!r} cannot be opened: {error}.") from error
    with _registry:
        engine = _open.get(whole) or LadybugEngine(whole)
        if engine.broken:
            raise broken(whole)
        engine.users += 1
        _open[whole] = engine
        return engine


def leave_engine(engine: LadybugEngine) -> None:
    """Give up one use of an engine; the last one closes it."""
    with _registry:
        engine.users -= 1
        if engine.users == 0:
            try:
                engine.close()
            finally:
                # One that cannot be let go keeps its path, so that nothing opens it beside.
                if not engine.broken:
                    _open.pop(engine.path, None)
