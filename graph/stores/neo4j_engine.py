"""The official driver held safely: whole transactions, retried; every failure one sentence."""

import logging
import time
import uuid
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NoReturn, TypeVar

import neo4j
from neo4j import exceptions

from graph.errors import OlderStore, StoreUnreachable
from graph.facts.store_dump import Contents
from graph.store import SCHEMA_VERSION
from graph.stores import bulk, neo4j_schema
from graph.stores.breaker import Breaker
from graph.stores.neo4j_errors import Server, check_version, classify, unanswered
from graph.stores.operations import Run
from graph.stores.schema_mark import META_ID, read_incarnation
from graph.stores.statements import text
from graph.stores.watched import FellSilent, Watched

# Rows a statement: one of everything would hold it all in memory twice.
_ROWS = 2_000
# Seconds to go on trying where the server does not answer. A page that takes longer looks broken,
# and the sentence that says why is worth more; a change may wait for a server that starts again.
READ_PATIENCE, WRITE_PATIENCE = 5.0, 20.0
# Seconds between two tries.
_PAUSE = 0.5
# Seconds without any answer until a server that takes connections and says nothing is given up: on
# a busy one a statement over 5,000 rows took seven.
SILENCE = 20.0
# Readings that may be overtaken by a writer before one is done while writers wait.
_READINGS = 3

_FAILURES = (exceptions.Neo4jError, exceptions.DriverError, OSError)

# What it retries and what it notices about our statements is no news to a user: errors are said.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

Answer = TypeVar("Answer")
Keep = Callable[[Contents], object]


class _Passed(Exception):
    """Somebody wrote since the turn that is known to be whole."""


class Neo4jEngine:
    """A driver for one database, and the two sorts of transactions a store needs.

    Raises StoreUnreachable and NewerStore, without a password in any sentence.
    """

    def __init__(self, server: Server, keep: Keep | None = None) -> None:
        self.server = server
        self._closed = False
        self._settled: str | None = ""
        self._breaker = Breaker()
        auth = (server.user, server.password) if server.user else None
        try:
            self._driver = neo4j.GraphDatabase.driver(
                server.address,
                auth=auth,
                connection_timeout=READ_PATIENCE,
                connection_acquisition_timeout=2 * READ_PATIENCE,
                # Trying again is ours: the driver waits longer each time, up to a minute and more.
                max_transaction_retry_time=0,
            )
        except (exceptions.DriverError, ValueError) as error:
            raise classify(error, server) from error
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        try:
            self.version = self._check_version()
            self._prepare(keep)
            self._settle(_Tries(WRITE_PATIENCE))
        except BaseException:
            self.close()
            raise

    def _check_version(self) -> str:
        # Not managed: where the server cannot be reached now, nobody wants to wait for retries.
        try:
            with self._session() as session, session.begin_transaction() as transaction:
                rows = transaction.run(text("server", "neo4j")).data()
        except _FAILURES as error:
            raise classify(error, self.server) from error
        version = str(rows[0]["versions"][0]) if rows else ""
        check_version(version, self.server)
        return version

    def _prepare(self, keep: Keep | None) -> None:
        tries = _Tries(WRITE_PATIENCE)

        def is_current(run: Run) -> bool:
            # An older version of the program gave a database no incarnation.
            current = neo4j_schema.is_current(run, self.server.url)
            return current and bool(read_incarnation(run))

        if self._run_managed(is_current, tries, writes=False):
            return

        def constrain(run: Run) -> None:
            for statement in neo4j_schema.constraints():
                run(statement, {})

        self._run_managed(constrain, tries, writes=True)
        old = self._run_managed(neo4j_schema.version, tries, writes=False)
        if 0 < old < SCHEMA_VERSION:
            self._bring_up(old, keep)
        else:
            self._run_managed(neo4j_schema.mark, tries, writes=True)

    def _bring_up(self, old: int, keep: Keep | None) -> None:
        """Bring an older database up to this version, once what it holds is kept elsewhere."""
        if keep is None:
            raise OlderStore(
                f"{self.server.url} was written by an older version of Golden Thread (schema "
                f"{old}, this one keeps {SCHEMA_VERSION}): open it with the command goldenthread, "
                "which backs it up and brings it up."
            )
        keep(self.read(lambda run: bulk.contents(run, old), long=True))

        def bring_up(run: Run) -> None:
            # Another process may have done it since.
            if neo4j_schema.version(run) == old:
                bulk.migrate(run, old)
                neo4j_schema.mark(run)

        self.write(bring_up, long=True)

    def read(self, work: Callable[[Run], Answer], *, long: bool = False) -> Answer:
        """Do some reading that sees one state throughout; for any number of threads.

        Each statement sees what was committed before it, and of a commit under way perhaps half.
        So a reading begins at a turn that is known to be whole, and counts if that is still the
        last one; where others write all the time, it is done while they wait.
        """
        return self._within(READ_PATIENCE, long, partial(self._read, work))

    def _read(self, work: Callable[[Run], Answer], tries: "_Tries") -> Answer:
        for _ in range(_READINGS):
            settled = self._settled
            try:
                outcome = self._run_managed(partial(_look, work, settled), tries, writes=False)
            except _Passed:
                self._settle(tries)
                continue
            if self._settle(tries) == settled:
                return outcome()

        def alone(run: Run) -> Answer:
            run(text("hold", "neo4j"), {"id": META_ID})
            return work(run)

        return self._run_managed(alone, tries, writes=True)

    def glance(self, work: Callable[[Run], Answer]) -> Answer:
        """Do some reading of things that need not be of one moment."""
        return self._within(
            READ_PATIENCE, False, lambda tries: self._run_managed(work, tries, writes=False)
        )

    def _settle(self, tries: "_Tries") -> str | None:
        """Return the last turn, once the writer under way, if any, has ended."""

        def settle(run: Run) -> str | None:
            run(text("hold", "neo4j"), {"id": META_ID})
            return _turn(run)

        settled = self._run_managed(settle, tries, writes=True)
        self._settled = settled
        return settled

    def write(self, work: Callable[[Run], Answer], *, long: bool = False) -> Answer:
        """Do some writing, all or nothing; writers of all processes take turns.

        The work is done again where a server went away, even where it did so while it answered:
        work must find out by itself that it was done before.
        """
        turn = uuid.uuid4().hex

        def in_turn(run: Run) -> Answer:
            # The first statement locks the node until the end of the transaction.
            run(text("take_turn", "neo4j"), {"id": META_ID, "turn": turn})
            return work(run)

        answer = self._within(
            WRITE_PATIENCE, long, lambda tries: self._run_managed(in_turn, tries, writes=True)
        )
        self._settled = turn
        return answer

    def write_beside(self, work: Callable[[Run], Answer]) -> Answer:
        """Do some writing of what is no part of any map, all or nothing, for which no map waits.

        The work is done again where a server went away, as with write.
        """
        return self._within(
            WRITE_PATIENCE, False, lambda tries: self._run_managed(work, tries, writes=True)
        )

    def _within(self, patience: float, long: bool, work: Callable[["_Tries"], Answer]) -> Answer:
        """Do some work, tried again for some seconds; after a failure all are refused for a while.

        long says that one statement of it may rightly take minutes, as one over all areas does.
        """
        self._breaker.check()
        tries = _Tries(patience)

        def watched(watch: Watched[Answer]) -> Answer:
            tries.heard = watch.heard
            return work(tries)

        try:
            answer = work(tries) if long else Watched(watched, SILENCE).do()
        except FellSilent as error:
            silent = unanswered(self.server)
            self._breaker.failed(silent)
            raise silent from error
        except StoreUnreachable as error:
            self._breaker.failed(error)
            raise
        except Exception:
            # Refused by us or by the server: so it is there.
            self._breaker.answered()
            raise
        self._breaker.answered()
        return answer

    def _session(self) -> neo4j.Session:
        if self._closed:
            raise StoreUnreachable(f"The store {self.server.url} is closed: open it again.")
        return self._driver.session(
            bookmark_manager=self._bookmarks, database=self.server.database or None
        )

    def _run_managed(self, work: Callable[[Run], Answer], tries: "_Tries", writes: bool) -> Answer:
        def transaction(managed: neo4j.ManagedTransaction) -> Answer:
            answer = work(_runner(managed, tries.heard))
            tries.heard()
            return answer

        while True:
            try:
                with self._session() as session:
                    run = session.execute_write if writes else session.execute_read
                    return run(transaction)
            except _FAILURES as error:
                # The driver leaves two to us: the work finds out whether it was done.
                left_to_us = exceptions.IncompleteCommit | exceptions.RoutingServiceUnavailable
                again = isinstance(error, left_to_us) or _is_retryable(error)
                if not again or time.monotonic() > tries.until:
                    raise classify(error, self.server) from error
                time.sleep(_PAUSE)

    def close(self) -> None:
        """Let the connections go; a second call does nothing."""
        self._closed = True
        self._driver.close()


class _Tries:
    """Until when some work is tried again, and whom to tell of each answer."""

    def __init__(self, patience: float) -> None:
        self.until = time.monotonic() + patience
        self.heard: Callable[[], None] = lambda: None


def _is_retryable(error: Exception) -> bool:
    known = (exceptions.Neo4jError, exceptions.DriverError)
    return isinstance(error, known) and error.is_retryable()


def _runner(managed: neo4j.ManagedTransaction, heard: Callable[[], None]) -> Run:
    def run(statement: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        rows = parameters.get("rows", ())
        answers: list[dict[str, Any]] = []
        for start in range(0, max(len(rows), 1), _ROWS):
            some = {"rows": rows[start : start + _ROWS]} if "rows" in parameters else {}
            answers += managed.run(statement, {**parameters, **some}).data()
            heard()
        return answers

    return run


def _turn(run: Run) -> str | None:
    rows = run(text("turn", "neo4j"), {"id": META_ID})
    turn: str | None = rows[0]["turn"] if rows else None
    return turn


def _look(work: Callable[[Run], Answer], settled: str | None, run: Run) -> Callable[[], Answer]:
    """Return what comes of some work: its answer, or its refusal; half a state may do anything."""
    if _turn(run) != settled:
        raise _Passed
    try:
        answer = work(run)
    except _FAILURES:
        raise
    except Exception as error:
        return partial(_refuse, error)
    return lambda: answer


def _refuse(error: Exception) -> NoReturn:
    raise error
