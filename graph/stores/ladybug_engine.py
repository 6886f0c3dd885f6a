"""The embedded engine held safely: one database a path, pooled connections, whole transactions."""

import contextlib
import logging
import shutil
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import ladybug

from graph.errors import GraphError, StoreError, StoreUnreachable
from graph.store import SCHEMA_VERSION
from graph.stores import bulk, ladybug_recovery, ladybug_schema
from graph.stores.ladybug_errors import broken, classify
from graph.stores.operations import Run

VERSION = str(ladybug.__version__)
# Bytes. The engine's defaults take most of the memory and reserve 8 TB of addresses. An area of 300
# things takes 2 MB of the file before history, so England's 153 fit the buffers, and 8 GB are room
# to grow.
_BUFFERS = 512 * 2**20
_LARGEST = 8 * 2**30
# Threads a statement: it reads one area, and other requests want the processor too.
_THREADS = 2
# Seconds that closing waits for what is under way; to write an area takes about half a second.
_PATIENCE = 30.0
# Bytes left free beside twice the file. A disk that fills up ends the whole process inside the
# engine, so writing stops well before: a checkpoint may write the file and its log anew.
_SPARE = 64 * 2**20

_log = logging.getLogger(__name__)
_open: dict[Path, "LadybugEngine"] = {}
_registry = threading.Lock()


def _database(path: Path, mend: bool = False) -> Any:
    return ladybug.Database(
        path,
        buffer_pool_size=_BUFFERS,
        max_db_size=_LARGEST,
        max_num_threads=_THREADS,
        throw_on_wal_replay_failure=not mend,
    )


class LadybugEngine:
    """The one Database object of a path in this process; use open_engine() to get it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.users = 0
        self._writing = threading.Lock()
        self._state = threading.Condition()
        self._idle: list[Any] = []
        self._busy = 0
        self._closed = False
        self.broken = False
        self._database = self._open_database()
        try:
            self._prepare()
        except BaseException:
            self._release()
            raise

    def _open_database(self) -> Any:
        try:
            if self.path.is_dir():
                raise StoreUnreachable(f"{self.path} is a folder: name a file in it.")
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._check_room()
            if ladybug_recovery.is_damaged(self.path):
                return self._mend()
            try:
                return _database(self.path)
            except RuntimeError as error:
                if "WAL file is corrupted" not in str(error):
                    raise
            return self._mend()
        except (OSError, RuntimeError) as error:
            raise classify(error, self.path) from error

    def _mend(self) -> Any:
        """Open a store whose log ends in half a record, as a power cut or a full disk leaves it.

        What was acknowledged stands before that; the log is kept beside, should it not be so.
        """
        log = self.path.with_name(self.path.name + ".wal")
        number = 1 + len(list(self.path.parent.glob(f"{log.name}.damaged-*")))
        kept = log.with_name(f"{log.name}.damaged-{number}")
        shutil.copy2(log, kept)
        database = _database(self.path, mend=True)
        said = "The log of the store %s was cut short: it was read up to there, and kept as %s."
        _log.warning(said, self.path, kept)
        return database

    def _check_room(self) -> None:
        kept = (self.path, self.path.with_name(self.path.name + ".wal"))
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

    def _prepare(self) -> None:
        with self.reading() as run:
            if ladybug_schema.is_current(run, str(self.path)):
                return
            old = ladybug_schema.version(run)
        if not 0 < old < SCHEMA_VERSION:
            with self.writing() as run:
                ladybug_schema.prepare(run)
            return
        copy = self._keep_copy(old)
        with self.writing() as run:
            ladybug_schema.prepare(run)
            bulk.migrate(run, old)
        said = "The store %s was of schema %s and is of %s now; it is kept as it was in %s."
        _log.warning(said, self.path, old, SCHEMA_VERSION, copy)

    def _keep_copy(self, old: int) -> Path:
        """Copy the file as it is beside itself, with the log folded in."""
        self._checkpoint()
        self._release()
        number = 1 + len(list(self.path.parent.glob(f"{self.path.name}.schema-{old}-*")))
        copy = self.path.with_name(f"{self.path.name}.schema-{old}-{number}")
        half = self.path.with_name(f".{copy.name}.half")
        try:
            # Only while it is closed: to close any handle of the file would give up its lock.
            shutil.copy2(self.path, half)
            half.replace(copy)
        except OSError as error:
            half.unlink(missing_ok=True)
            raise classify(error, self.path) from error
        self._database = self._open_database()
        self._closed = False
        return copy

    @contextlib.contextmanager
    def reading(self) -> Iterator[Run]:
        """Give a Run whose statements all see the same state; for any number of threads."""
        with self._transaction("BEGIN TRANSACTION READ ONLY") as run:
            yield run

    @contextlib.contextmanager
    def writing(self) -> Iterator[Run]:
        """Give a Run whose statements are written together when the block ends, or not at all."""
        with self._writing:
            if self.broken:
                raise broken(self.path)
            self._check_room()
            with self._transaction("BEGIN TRANSACTION") as run:
                yield run

    @contextlib.contextmanager
    def _transaction(self, begin: str) -> Iterator[Run]:
        connection = self._borrow()
        sound = False

        def run(statement: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
            try:
                result = connection.execute(statement, dict(parameters))
                try:
                    return list(result.rows_as_dict().get_all())
                finally:
                    result.close()
            except RuntimeError as error:
                raise classify(error, self.path) from error

        try:
            run(begin, {})
            try:
                yield run
            except GraphError as error:
                # A refusal of ours leaves a sound transaction; an error of the engine has ended
                # it already, and whatever ran next would commit on its own.
                if not isinstance(error, StoreError):
                    run("ROLLBACK", {})
                    sound = True
                raise
            self._commit(connection)
            sound = True
        finally:
            self._give_back(connection, sound)

    def _commit(self, connection: Any) -> None:
        try:
            connection.execute("COMMIT").close()
        except RuntimeError as error:
            # The log may end in half a record now: whatever were written after it would be lost.
            self.broken = True
            if not str(error).startswith("Transaction committed successfully"):
                raise classify(error, self.path) from error

    def _borrow(self) -> Any:
        with self._state:
            if self._closed:
                raise StoreUnreachable(f"The store {self.path} is closed: open it again.")
            self._busy += 1
            if self._idle:
                return self._idle.pop()
        try:
            return ladybug.Connection(self._database, num_threads=_THREADS)
        except BaseException as error:
            self._done()
            if isinstance(error, RuntimeError):
                raise classify(error, self.path) from error
            raise

    def _give_back(self, connection: Any, sound: bool) -> None:
        try:
            if not sound:
                with contextlib.suppress(RuntimeError):
                    connection.execute("ROLLBACK")
                connection.close()
        finally:
            self._done(connection if sound else None)

    def _done(self, connection: Any = None) -> None:
        with self._state:
            self._busy -= 1
            if connection is not None:
                self._idle.append(connection)
            self._state.notify_all()

    def close(self) -> None:
        """Fold the log into the file and let the file go, after what is under way has ended.

        A broken engine is left as it is: closing it would end the process where the disk is still
        full. All that was acknowledged is in the log, and the next process reads it.
        """
        with self._writing:
            with self._state:
                self._closed = True
                self._state.wait_for(lambda: self._busy == 0, _PATIENCE)
            self.broken = self.broken or self._busy > 0
            if self.broken:
                return
            try:
                self._checkpoint()
            finally:
                self._release()

    def _checkpoint(self) -> None:
        try:
            connection = ladybug.Connection(self._database)
            connection.execute("CHECKPOINT")
            connection.close()
        except RuntimeError as error:
            raise classify(error, self.path) from error

    def _release(self) -> None:
        self._closed = True
        for connection in self._idle:
            connection.close()
        self._idle.clear()
        self._database.close()


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
