"""The SQLite file of accounts: its tables, how it is opened, and what can be wrong with it."""

import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from graph.errors import GraphError, NewerStore, StoreError, StoreUnreachable

# Milliseconds that a writing waits for those of other processes.
PATIENCE_MS = 10_000
MEMORY = ":memory:"
# Each step makes a file of one version more of an older one; the file says how many were taken.
STEPS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE Counter (only_one INTEGER PRIMARY KEY CHECK (only_one = 1), number INTEGER)",
        "INSERT INTO Counter VALUES (1, 0)",
        "CREATE TABLE Account (id TEXT PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE, "
        "created TEXT NOT NULL, disabled INTEGER NOT NULL, keeper INTEGER NOT NULL, "
        "issuer TEXT NOT NULL, subject TEXT NOT NULL, version INTEGER NOT NULL)",
        "CREATE UNIQUE INDEX Account_subject ON Account (issuer, subject) WHERE subject <> ''",
        "CREATE TABLE AccountSecrets (account TEXT PRIMARY KEY, password TEXT NOT NULL, "
        "totp TEXT NOT NULL)",
        'CREATE TABLE "Grant" (account TEXT NOT NULL, area TEXT NOT NULL, role TEXT NOT NULL, '
        "PRIMARY KEY (account, area))",
        "CREATE TABLE Session (id TEXT PRIMARY KEY, hashed TEXT NOT NULL UNIQUE, "
        "account TEXT NOT NULL, began TEXT NOT NULL, last_used TEXT NOT NULL, "
        "browser TEXT NOT NULL, seen INTEGER NOT NULL, earlier TEXT NOT NULL, renewed TEXT)",
        "CREATE INDEX Session_earlier ON Session (earlier)",
        "CREATE INDEX Session_account ON Session (account)",
        "CREATE TABLE Token (id TEXT PRIMARY KEY, hashed TEXT NOT NULL, account TEXT NOT NULL, "
        "role TEXT NOT NULL, made TEXT NOT NULL, expires TEXT NOT NULL, areas TEXT NOT NULL, "
        "words TEXT NOT NULL, last_used TEXT, revoked TEXT)",
        "CREATE INDEX Token_account ON Token (account)",
        "CREATE TABLE OneTimeLink (account TEXT PRIMARY KEY, hashed TEXT NOT NULL UNIQUE, "
        "purpose TEXT NOT NULL, expires TEXT NOT NULL)",
        "CREATE TABLE PublishedArea (area TEXT PRIMARY KEY, by TEXT NOT NULL, since TEXT NOT NULL)",
        "CREATE TABLE ServedAs (id TEXT PRIMARY KEY, address TEXT NOT NULL, secret TEXT NOT NULL)",
        "CREATE TABLE Failures (key TEXT PRIMARY KEY, count INTEGER NOT NULL, last TEXT NOT NULL)",
        "CREATE TABLE SpentKey (key TEXT PRIMARY KEY, until TEXT NOT NULL)",
        "CREATE TABLE AuditLine (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL,"
        ' "when" TEXT NOT NULL, who TEXT NOT NULL, via TEXT NOT NULL, what TEXT NOT NULL, '
        "area TEXT NOT NULL, about TEXT NOT NULL)",
        "CREATE INDEX AuditLine_area ON AuditLine (area, number)",
        # Nobody edits the log, and no later version of this program does by mistake.
        "CREATE TRIGGER AuditLine_stays BEFORE UPDATE ON AuditLine "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END",
        "CREATE TRIGGER AuditLine_is_kept BEFORE DELETE ON AuditLine "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END",
    ),
    ('ALTER TABLE "Grant" ADD COLUMN by_group INTEGER NOT NULL DEFAULT 0',),
)

Answer = TypeVar("Answer")


class AccountsFile:
    """One file, and a connection each for reading and for writing; for any number of threads.

    Raises StoreUnreachable where it cannot be opened, NewerStore where a newer program made it.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._closed = False
        try:
            if path is not None:
                _make_private(path)
            self._writing = _Connection(path)
            try:
                # In memory there is nothing to share: each connection would have its own.
                self._reading = _Connection(path) if path else self._writing
            except BaseException:
                self._writing.close()
                raise
        except (sqlite3.Error, OSError) as error:
            raise self._said(error) from error
        try:
            self.write(self._bring_up)
        except BaseException:
            self.close()
            raise

    def read(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Do some reading that sees one state throughout."""
        return self._do(self._reading, "BEGIN", work)

    def write(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Do some writing, all or nothing; writers of all processes take turns."""
        return self._do(self._writing, "BEGIN IMMEDIATE", work)

    def _do(
        self, held: "_Connection", begin: str, work: Callable[[sqlite3.Connection], Answer]
    ) -> Answer:
        if self._closed:
            raise StoreUnreachable(f"{self.words} are closed: open them again.")
        try:
            return held.transaction(begin, work)
        except sqlite3.Error as error:
            raise self._said(error) from error

    def _bring_up(self, connection: sqlite3.Connection) -> None:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > len(STEPS):
            raise NewerStore(
                f"{self.words} were written by a newer version of Golden Thread (version "
                f"{version}, this one knows {len(STEPS)}): update the program, or give another "
                "store."
            )
        for step in STEPS[version:]:
            for statement in step:
                connection.execute(statement)
        if version < len(STEPS):
            connection.execute(f"PRAGMA user_version = {len(STEPS)}")

    def faults(self) -> tuple[str, ...]:
        """Return what SQLite finds wrong with the file, a sentence each."""

        def look(connection: sqlite3.Connection) -> tuple[str, ...]:
            rows = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(10)")]
            return () if rows == ["ok"] else tuple(f"{self.words}: {row}." for row in rows)

        return self.read(look)

    @property
    def words(self) -> str:
        """What it is, for a sentence."""
        return f"The accounts in {self.path}" if self.path else "The accounts in memory"

    def _said(self, error: Exception) -> GraphError:
        """Say in one sentence of ours what SQLite or the disk complains about."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            return StoreUnreachable(
                f"{self.words} are damaged, or are no accounts: put the file aside, and restore "
                "from a backup, or add the accounts anew."
            )
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return StoreUnreachable(
                f"{self.words} are being written by another program that does not end: try again, "
                "or end it."
            )
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            return StoreUnreachable(
                f"{self.words} cannot be written ({error}): make room on the disk; nothing was "
                "written."
            )
        if isinstance(error, OSError) or code in (
            sqlite3.SQLITE_CANTOPEN,
            sqlite3.SQLITE_READONLY,
            sqlite3.SQLITE_PERM,
            sqlite3.SQLITE_AUTH,
        ):
            why = getattr(error, "strerror", None) or str(error)
            return StoreUnreachable(
                f"{self.words} cannot be read or written ({why}): check the folder and its "
                "permissions."
            )
        return StoreError(f"{self.words} could not do what was asked ({error}).")

    def close(self) -> None:
        """Close it; a second call does nothing."""
        self._closed = True
        for held in {id(c): c for c in (self._reading, self._writing)}.values():
            held.close()


class _Connection:
    """A connection that one thread has at a time."""

    def __init__(self, path: Path | None) -> None:
        self._lock = threading.RLock()
        self._held = sqlite3.connect(
            path or MEMORY,
            timeout=PATIENCE_MS / 1000,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            self._held.row_factory = sqlite3.Row
            self._held.execute("PRAGMA journal_mode = WAL")
            # What is acknowledged is on the disk, and not only with the system.
            self._held.execute("PRAGMA synchronous = FULL")
            self._held.execute("PRAGMA trusted_schema = OFF")
            # What is deleted is gone from the file too.
            self._held.execute("PRAGMA secure_delete = ON")
        except BaseException:
            self._held.close()
            raise

    def transaction(self, begin: str, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Do some work in a transaction, which is undone where it fails."""
        with self._lock:
            self._held.execute(begin)
            try:
                answer = work(self._held)
                self._held.execute("COMMIT")
            except BaseException:
                if self._held.in_transaction:
                    self._held.execute("ROLLBACK")
                raise
            return answer

    def close(self) -> None:
        with self._lock:
            self._held.close()


def _make_private(path: Path) -> None:
    """Make the file where it is not there, for its user alone; SQLite's own beside it are like it.

    One that others could read is closed to them.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
    number = os.open(path, flags, 0o600)
    try:
        if os.name == "posix" and os.fstat(number).st_mode & 0o077:
            os.fchmod(number, 0o600)
    finally:
        os.close(number)
