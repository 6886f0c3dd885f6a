"""Accounts in a small SQLite file beside a store, which only its user can read.

Several processes may have it open: a service and commands. Each writing is one transaction that is
on the disk before it is acknowledged; readers wait for no writer.
"""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from graph.accounts.account_records import AuditLine
from graph.accounts.account_rows import (
    Record,
    Row,
    SomeRecord,
    from_account_row,
    keys_of,
    moment_text,
    to_account_row,
)
from graph.stores.account_operations import AccountTables
from graph.stores.accounts_file import AccountsFile
from graph.stores.kept_accounts import KeptAccounts

Answer = TypeVar("Answer")


class SqliteAccounts(KeptAccounts):
    """Accounts in a file, which is made where it is not there; without a path, in memory.

    Raises StoreUnreachable where it cannot be opened, NewerStore where a newer program made it.
    """

    def __init__(self, path: Path | None = None) -> None:
        super().__init__(_SqliteEngine(AccountsFile(path)))


class _SqliteEngine:
    """Transactions on one file."""

    def __init__(self, file: AccountsFile) -> None:
        self._file = file
        self.faults, self.close = file.faults, file.close

    def read(self, work: Callable[[AccountTables], Answer]) -> Answer:
        return self._file.read(lambda connection: work(_SqliteTables(connection)))

    # A reading sees one state throughout.
    read_all = read

    def write(self, work: Callable[[AccountTables], Answer]) -> Answer:
        return self._file.write(lambda connection: work(_SqliteTables(connection)))


class _SqliteTables:
    """The rows of one transaction. Names of tables and columns are ours, values are given apart."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute

    def find(self, record: type[SomeRecord], **where: object) -> list[SomeRecord]:
        keys = ", ".join(f'"{name}"' for name in keys_of(record))
        told = f'SELECT * FROM "{record.__name__}"{_where(where)} ORDER BY {keys}'
        return [from_account_row(record, row) for row in self._run(told, tuple(where.values()))]

    def put(self, record: Record) -> None:
        row = to_account_row(record)
        keys = keys_of(type(record))
        names, marks = ", ".join(map(_quoted, row)), ", ".join("?" * len(row))
        told = ", ".join(f"{_quoted(n)} = excluded.{_quoted(n)}" for n in row if n not in keys)
        self._run(
            f'INSERT INTO "{type(record).__name__}" ({names}) VALUES ({marks}) '
            f"ON CONFLICT ({', '.join(map(_quoted, keys))}) DO UPDATE SET {told}",
            tuple(row.values()),
        )

    def remove(self, record: type[Record], **where: object) -> None:
        self._run(f'DELETE FROM "{record.__name__}"{_where(where)}', tuple(where.values()))

    def remove_before(self, record: type[Record], column: str, moment: datetime) -> None:
        told = f'DELETE FROM "{record.__name__}" WHERE {_quoted(column)} < ?'
        self._run(told, (moment_text(moment),))

    def append(self, line: AuditLine) -> None:
        row: Row = {n: v for n, v in to_account_row(line).items() if n != "number"}
        names, marks = ", ".join(map(_quoted, row)), ", ".join("?" * len(row))
        self._run(f"INSERT INTO AuditLine ({names}) VALUES ({marks})", tuple(row.values()))

    def log(self, before: int | None, most: int, areas: frozenset[str] | None) -> list[AuditLine]:
        told, values = ["1"], list[object]()
        if before is not None:
            told.append("number < ?")
            values.append(before)
        if areas is not None:
            told.append(f"area IN ({', '.join('?' * len(areas))})")
            values += sorted(areas)
        statement = f"SELECT * FROM AuditLine WHERE {' AND '.join(told)}"
        rows = self._run(f"{statement} ORDER BY number DESC LIMIT ?", (*values, most))
        return [from_account_row(AuditLine, row) for row in rows]

    def count(self) -> int:
        return int(self._run("SELECT number FROM Counter").fetchone()[0])

    def count_one(self) -> None:
        self._run("UPDATE Counter SET number = number + 1")


def _quoted(name: str) -> str:
    return f'"{name}"'


def _where(where: dict[str, object]) -> str:
    return " WHERE " + " AND ".join(f"{_quoted(name)} = ?" for name in where) if where else ""
