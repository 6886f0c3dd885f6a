"""The official driver held safely: whole transactions, retried; every failure one sentence."""

import logging
import re
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import neo4j
from neo4j import exceptions

from graph.contents import Contents
from graph.errors import OlderStore, StoreError, StoreUnreachable
from graph.store import SCHEMA_VERSION
from graph.stores import neo4j_schema, verbs
from graph.stores.neo4j_schema import META_ID
from graph.stores.statements import text
from graph.stores.verbs import Run

OLDEST = 5
_ROWS = 2_000
_CONNECTING = 10.0
_PATIENCE = 60.0
_READINGS = 5

_FAILURES = (exceptions.Neo4jError, exceptions.DriverError, OSError)

# What it retries and what it notices about our statements is no news to a user: errors are said.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

Answer = TypeVar("Answer")
Keep = Callable[[Contents], object]


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a server: the address to connect to (without user), and who connects."""

    address: str
    user: str = ""
    password: str = ""
    database: str = ""

    @property
    def url(self) -> str:
        """The address as people write it, without the password."""
        whole = self.address.replace("://", f"://{self.user}@") if self.user else self.address
        return f"{whole}/{self.database}" if self.database else whole


class _Torn(Exception):
    """Somebody wrote between the statements of one reading."""


class Engine:
    """A driver for one database, and the two sorts of transactions a store needs.

    Raises StoreUnreachable and NewerStore, without a password in any sentence.
    """

    def __init__(self, server: Server, keep: Keep | None = None) -> None:
        self.server = server
        self._closed = False
        auth = (server.user, server.password) if server.user else None
        try:
            self._driver = neo4j.GraphDatabase.driver(
                server.address,
                auth=auth,
                connection_timeout=_CONNECTING,
                connection_acquisition_timeout=2 * _CONNECTING,
                max_transaction_retry_time=_PATIENCE,
            )
        except (exceptions.DriverError, ValueError) as error:
            raise classify(error, server) from error
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        try:
            self.version = self._check_version()
            self._prepare(keep)
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
        def is_current(run: Run) -> bool:
            return neo4j_schema.current(run, self.server.url)

        if self._run_managed(is_current, writes=False):
            return

        def constrain(run: Run) -> None:
            for statement in neo4j_schema.constraints():
                run(statement, {})

        self._run_managed(constrain, writes=True)
        old = self._run_managed(neo4j_schema.version, writes=False)
        if 0 < old < SCHEMA_VERSION:
            self._bring_up(old, keep)
        else:
            self._run_managed(neo4j_schema.mark, writes=True)

    def _bring_up(self, old: int, keep: Keep | None) -> None:
        """Bring an older database up to this version, once what it holds is kept elsewhere."""
        if keep is None:
            raise OlderStore(
                f"{self.server.url} was written by an older version of Golden Thread (schema "
                f"{old}, this one keeps {SCHEMA_VERSION}): open it with the command goldenthread, "
                "which backs it up and brings it up."
            )
        keep(self.read(lambda run: verbs.contents(run, old)))

        def bring_up(run: Run) -> None:
            # Another process may have done it since.
            if neo4j_schema.version(run) == old:
                verbs.migrate(run, old)
                neo4j_schema.mark(run)

        self.write(bring_up)

    def read(self, work: Callable[[Run], Answer]) -> Answer:
        """Do some reading that sees one state throughout; for any number of threads.

        Each statement sees what was committed before it, so a reading is repeated when somebody
        wrote meanwhile; where that goes on, it is done while writers wait.
        """
        for _ in range(_READINGS):
            try:
                return self._run_managed(lambda run: _unbroken(run, work), writes=False)
            except _Torn:
                continue

        def alone(run: Run) -> Answer:
            run(text("hold", "neo4j"), {"id": META_ID})
            return work(run)

        return self._run_managed(alone, writes=True)

    def write(self, work: Callable[[Run], Answer]) -> Answer:
        """Do some writing, all or nothing; writers of all processes take turns.

        The work is done again where a server went away, even where it did so while it answered:
        work must find out by itself that it was done before.
        """

        def in_turn(run: Run) -> Answer:
            # The first statement locks the node until the end of the transaction.
            run(text("take_turn", "neo4j"), {"id": META_ID, "turn": uuid.uuid4().hex})
            return work(run)

        return self._run_managed(in_turn, writes=True)

    def _session(self) -> neo4j.Session:
        if self._closed:
            raise StoreUnreachable(f"The store {self.server.url} is closed: open it again.")
        return self._driver.session(
            bookmark_manager=self._bookmarks, database=self.server.database or None
        )

    def _run_managed(self, work: Callable[[Run], Answer], writes: bool) -> Answer:
        def transaction(managed: neo4j.ManagedTransaction) -> Answer:
            return work(_runner(managed))

        until = time.monotonic() + _PATIENCE
        while True:
            try:
                with self._session() as session:
                    run = session.execute_write if writes else session.execute_read
                    return run(transaction)
            except (exceptions.IncompleteCommit, exceptions.RoutingServiceUnavailable) as error:
                # The driver leaves these to us: the work finds out whether it was done.
                if time.monotonic() > until:
                    raise classify(error, self.server) from error
                time.sleep(0.5)
            except _FAILURES as error:
                raise classify(error, self.server) from error

    def close(self) -> None:
        """Let the connections go; a second call does nothing."""
        self._closed = True
        self._driver.close()


def _runner(managed: neo4j.ManagedTransaction) -> Run:
    def run(statement: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        rows = parameters.get("rows", ())
        answers: list[dict[str, Any]] = []
        for start in range(0, max(len(rows), 1), _ROWS):
            some = {"rows": rows[start : start + _ROWS]} if "rows" in parameters else {}
            answers += managed.run(statement, {**parameters, **some}).data()
        return answers

    return run


def _unbroken(run: Run, work: Callable[[Run], Answer]) -> Answer:
    def turn() -> list[dict[str, Any]]:
        return run(text("turn", "neo4j"), {"id": META_ID})

    before = turn()
    try:
        answer = work(run)
    except _FAILURES:
        raise
    except Exception:
        # Half of what somebody wrote may look like anything.
        if turn() == before:
            raise
        raise _Torn from None
    if turn() != before:
        raise _Torn
    return answer


def check_version(version: str, server: Server) -> None:
    """Refuse a server that is older than this program can use."""
    major = re.match(r"\d+", version)
    if not major or int(major[0]) < OLDEST:
        raise StoreUnreachable(
            f"The server at {server.url} is Neo4j {version or 'of an unknown version'}, and this "
            f"program needs {OLDEST} or later: update the server, or give another store."
        )


def classify(error: Exception, server: Server) -> StoreError:
    """Say in one sentence of ours what the driver, the server or the network complains about."""
    code = str(getattr(error, "code", None) or "")
    url = server.url
    said = " ".join(str(getattr(error, "message", None) or error).split()).rstrip(".")
    if code.endswith(("Security.Unauthorized", "Security.CredentialsExpired")):
        return StoreUnreachable(
            f'The server at {url} refused the user "{server.user}" or the password: check both, '
            "the password in GOLDENTHREAD_STORE_PASSWORD."
        )
    if code.endswith("Security.AuthenticationRateLimit"):
        return StoreUnreachable(
            f"The server at {url} had too many wrong passwords: wait a minute, then try again."
        )
    if code.endswith("Database.DatabaseNotFound"):
        name = f'database "{server.database}"' if server.database else "database for this user"
        return StoreUnreachable(
            f"The server at {url} has no {name}: correct the end of the address, or have the "
            "database made."
        )
    if code.startswith("Neo.ClientError.Security"):
        return StoreUnreachable(
            f'The server at {url} does not let the user "{server.user}" do this: have its '
            "rights extended, or connect as another user."
        )
    if isinstance(error, exceptions.UnsupportedServerProduct) or re.search(
        "handshake|Bolt service", said
    ):
        return StoreUnreachable(
            f"What answers at {url} is no Neo4j {OLDEST} or later, or it wants encryption "
            "(neo4j+s://, bolt+s://): check the address."
        )
    if isinstance(error, exceptions.ConfigurationError | ValueError):
        return StoreUnreachable(f"{url} is no address of a server: {said}.")
    if isinstance(error, exceptions.DriverError | OSError | exceptions.DatabaseUnavailable):
        return StoreUnreachable(
            f"The server at {url} does not answer: start it, or check the address and the network."
        )
    return StoreError(f"The store {url} could not do its work: {said}.")
