"""The embedded engine's database of one file: pooled connections, whole transactions."""

import contextlib
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import ladybug

from graph.errors import GraphError, StoreError, StoreUnreachable
from graph.stores.ladybug_errors import broken, classify
from graph.stores.ladybug_tables import stored
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
# What the engine raises: its own errors, and what damaged lengths and places come to.
_FAILURES = (RuntimeError, MemoryError, IndexError, ValueError)


class LadybugPool:
    """The one Database object of a file; raises StoreLocked, StoreUnreachable and StoreError.

    With mend a log that ends in half a record is read up to there, which is else an error. With
    by_kind the file has a table for each kind, as an older program made it.
    """

    def __init__(self, path: Path, mend: bool = False, by_kind: bool = False) -> None:
        self.path = path
        self.broken = False
        self._by_kind = by_kind
        self._state = threading.Condition()
        self._idle: list[Any] = []
        self._busy = 0
        self._closed = False
        try:
            self._database = ladybug.Database(
                path,
                buffer_pool_size=_BUFFERS,
                max_db_size=_LARGEST,
                max_num_threads=_THREADS,
                throw_on_wal_replay_failure=not mend,
            )
            # By default the engine writes the file anew whenever it is let go, though only read,
            # and takes away whatever lies where its log was. Ours is checkpointed when we say so.
            self._at_once("CALL force_checkpoint_on_close=false")
        except (OSError, *_FAILURES) as error:
            raise classify(error, path) from error

    def _at_once(self, statement: str) -> None:
        connection = ladybug.Connection(self._database, num_threads=_THREADS)
        try:
            connection.execute(statement)
        finally:
            connection.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Run]:
        """Give a Run whose statements all see the same state; for any number of threads."""
        with self._transaction("BEGIN TRANSACTION READ ONLY") as run:
            yield run

    @contextlib.contextmanager
    def writing(self) -> Iterator[Run]:
        """Give a Run whose statements are written together when the block ends, or not at all.

        One at a time: the caller sees to that.
        """
        if self.broken:
            raise broken(self.path)
        with self._transaction("BEGIN TRANSACTION") as run:
            yield run

    @contextlib.contextmanager
    def _transaction(self, begin: str) -> Iterator[Run]:
        connection = self._borrow()
        sound = False

        def run(statement: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
            try:
                told = statement if self._by_kind else stored(statement)
                result = connection.execute(told, dict(parameters))
                try:
                    return list(result.rows_as_dict().get_all())
                finally:
                    result.close()
            except _FAILURES as error:
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

    def settle(self) -> None:
        """Take no more work, and wait for what is under way; what does not end breaks the pool."""
        with self._state:
            self._closed = True
            self._state.wait_for(lambda: self._busy == 0, _PATIENCE)
            self.broken = self.broken or self._busy > 0

    def checkpoint(self) -> None:
        """Fold the log into the file."""
        try:
            self._at_once("CHECKPOINT")
        except RuntimeError as error:
            raise classify(error, self.path) from error

    def release(self) -> None:
        """Let the file go, as it is."""
        self._closed = True
        for connection in self._idle:
            connection.close()
        self._idle.clear()
        self._database.close()
