"""Accounts in the database of a shared store, under labels of their own.

No statement about maps matches these labels, so that no snapshot, export or backup of a map has
them; writers of accounts and writers of maps do not wait for each other.
"""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from graph.accounts.account_records import (
    Account,
    AccountStanding,
    AuditLine,
    Grant,
    Session,
    Token,
)
from graph.accounts.account_rows import (
    KEYS,
    Record,
    Row,
    SomeRecord,
    from_account_row,
    keys_of,
    moment_text,
    to_account_row,
)
from graph.errors import NewerStore
from graph.stores.account_operations import AccountTables
from graph.stores.kept_accounts import KeptAccounts
from graph.stores.neo4j_engine import Keep, Neo4jEngine
from graph.stores.neo4j_errors import Server
from graph.stores.operations import Run
from graph.stores.schema_mark import fingerprint
from graph.stores.statements import ALL_TABLES

# Which records these are; raised with a step that brings older ones up.
VERSION = 1
_COUNTER = "AccessCounter"
_INDEXED: tuple[tuple[type[Record], str], ...] = (
    (Account, "key"),
    (Session, "hashed"),
    (Session, "earlier"),
    (Session, "account"),
    (Token, "account"),
    (Grant, "account"),
    (AuditLine, "number"),
)
_STANDING = (
    "MATCH (a:AccessAccount {`id`: r.`account`}) "
    "OPTIONAL MATCH (g:AccessGrant {`account`: a.`id`}) "
    "WITH r, a, collect(properties(g)) AS grants "
    "OPTIONAL MATCH (p:AccessPublishedArea) "
    "RETURN properties(r) AS `record`, properties(a) AS `account`, grants AS `grants`, "
    "collect(p.`area`) AS `published`"
)

Answer = TypeVar("Answer")


class Neo4jAccounts(KeptAccounts):
    """Accounts beside the maps of one database. Raises what a Neo4jStore does."""

    def __init__(
        self,
        address: str,
        user: str = "",
        password: str = "",
        database: str = "",
        keep: Keep | None = None,
    ) -> None:
        self._own = _Engine(Neo4jEngine(Server(address, user, password, database), keep))
        super().__init__(self._own)

    def session_standing(self, hashed: str) -> tuple[Session, AccountStanding] | None:
        """Return a session by its hash, or by its earlier one, and what its account may now."""
        where = "WHERE r.`hashed` = $given OR r.`earlier` = $given"
        return self._standing(Session, where, hashed) if hashed else None

    def token_standing(self, token_id: str) -> tuple[Token, AccountStanding] | None:
        """Return a token by its id, and what its account may now."""
        return self._standing(Token, "WHERE r.`id` = $given", token_id)

    def _standing(
        self, record: type[SomeRecord], where: str, given: str
    ) -> tuple[SomeRecord, AccountStanding] | None:
        """Return a record with the standing of its account: one statement, asked at each page."""
        statement = f"MATCH (r:{_label(record)}) {where} {_STANDING}"
        rows = self._own.glance(lambda run: run(statement, {"given": given}))
        for row in rows:
            grants = sorted(row["grants"], key=lambda grant: str(grant["area"]))
            standing = AccountStanding(
                from_account_row(Account, _Row(row["account"])),
                tuple(from_account_row(Grant, _Row(grant)) for grant in grants),
                frozenset(row["published"]),
            )
            return from_account_row(record, _Row(row["record"])), standing
        return None


class _Engine:
    """Transactions on one database."""

    def __init__(self, engine: Neo4jEngine) -> None:
        self._engine = engine
        self.glance = engine.glance
        try:
            # A database of maps alone gets nothing of accounts by being looked at.
            self._ready = self._is_prepared()
        except BaseException:
            engine.close()
            raise

    def _is_prepared(self) -> bool:
        """Say whether there is all that writing needs; refuses what a newer program made."""
        told = f"MATCH (m:{_COUNTER}) RETURN m.`version` AS `version`, m.`tables` AS `tables`"
        rows = self.glance(lambda run: run(told, {}))
        if rows and int(rows[0]["version"] or 0) > VERSION:
            raise NewerStore(
                f"The accounts in {self._engine.server.url} were written by a newer version of "
                f"Golden Thread (version {rows[0]['version']}, this one knows {VERSION}): update "
                "the program, or give another store."
            )
        return rows == [_wanted()]

    def _prepare(self) -> None:
        def constrain(run: Run) -> None:
            for statement in _constraints():
                run(statement, {})

        self._engine.write_beside(constrain)
        told = f"MERGE (m:{_COUNTER} {{`node_key`: 'only'}}) SET m += $wanted"
        self._engine.write_beside(lambda run: run(told, {"wanted": _wanted()}))
        self._ready = True

    def read(self, work: Callable[[AccountTables], Answer]) -> Answer:
        return self.glance(lambda run: work(_Neo4jTables(run)))

    def read_all(self, work: Callable[[AccountTables], Answer]) -> Answer:
        # Each statement sees what was committed before it: so nobody writes meanwhile.
        return self._in_turn(work)

    def write(self, work: Callable[[AccountTables], Answer]) -> Answer:
        if not self._ready:
            self._prepare()
        return self._in_turn(work)

    def _in_turn(self, work: Callable[[AccountTables], Answer]) -> Answer:
        turn = uuid.uuid4().hex

        def in_turn(run: Run) -> Answer:
            # It locks the node until the end, as each writing of accounts does first.
            run(f"MATCH (m:{_COUNTER} {{`node_key`: 'only'}}) SET m.`turn` = $turn", {"turn": turn})
            return work(_Neo4jTables(run))

        return self._engine.write_beside(in_turn)

    def faults(self) -> tuple[str, ...]:
        return ()

    def close(self) -> None:
        self._engine.close()


class _Row(dict[str, Any]):
    """A row of a server, which leaves out what holds nothing."""

    def __missing__(self, key: str) -> None:
        return None


class _Neo4jTables:
    """The rows of one transaction. Labels and names are ours, values are given apart."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def find(self, record: type[SomeRecord], **where: object) -> list[SomeRecord]:
        told = f"MATCH (n:{_label(record)}){_where(where)} RETURN properties(n) AS `row`"
        rows = self._run(f"{told} ORDER BY n.`node_key`", _given(where))
        return [from_account_row(record, _Row(row["row"])) for row in rows]

    def put(self, record: Record) -> None:
        row = to_account_row(record) | {"node_key": _node_key(record)}
        told = f"MERGE (n:{_label(type(record))} {{`node_key`: $row.`node_key`}}) SET n = $row"
        self._run(told, {"row": row})

    def remove(self, record: type[Record], **where: object) -> None:
        self._run(f"MATCH (n:{_label(record)}){_where(where)} DELETE n", _given(where))

    def remove_before(self, record: type[Record], column: str, moment: datetime) -> None:
        told = f"MATCH (n:{_label(record)}) WHERE n.`{column}` < $moment DELETE n"
        self._run(told, {"moment": moment_text(moment)})

    def append(self, line: AuditLine) -> None:
        row: Row = {n: v for n, v in to_account_row(line).items() if n != "number"}
        label = _label(AuditLine)
        # Where the answer of a commit was lost it is done again: then the line stands there.
        self._run(
            f"MATCH (m:{_COUNTER}) WHERE NOT EXISTS {{ MATCH (:{label} {{`node_key`: $key}}) }} "
            f"SET m.`lines` = coalesce(m.`lines`, 0) + 1 CREATE (n:{label}) "
            "SET n = $row, n.`node_key` = $key, n.`number` = m.`lines`",
            {"row": row, "key": line.id},
        )

    def log(self, before: int | None, most: int, areas: frozenset[str] | None) -> list[AuditLine]:
        told, given = ["true"], dict[str, Any](most=most)
        if before is not None:
            told.append("n.`number` < $before")
            given["before"] = before
        if areas is not None:
            told.append("n.`area` IN $areas")
            given["areas"] = sorted(areas)
        statement = (
            f"MATCH (n:{_label(AuditLine)}) WHERE {' AND '.join(told)} "
            "RETURN properties(n) AS `row` ORDER BY n.`number` DESC LIMIT $most"
        )
        return [
            from_account_row(AuditLine, _Row(row["row"])) for row in self._run(statement, given)
        ]

    def count(self) -> int:
        rows = self._run(f"MATCH (m:{_COUNTER}) RETURN m.`number` AS `number`", {})
        return int(rows[0]["number"] or 0) if rows else 0

    def count_one(self) -> None:
        told = f"MATCH (m:{_COUNTER}) SET m.`number` = coalesce(m.`number`, 0) + 1"
        self._run(told, {})


def _label(record: type[Any]) -> str:
    return f"Access{record.__name__}"


def _node_key(record: Record) -> str:
    """Return the one text by which a record is told from others; no key has a line break."""
    return "\n".join(str(getattr(record, name)) for name in keys_of(type(record)))


def _where(where: dict[str, object]) -> str:
    return " WHERE " + " AND ".join(f"n.`{name}` = $w_{name}" for name in where) if where else ""


def _given(where: dict[str, object]) -> dict[str, Any]:
    return {f"w_{name}": value for name, value in where.items()}


def _wanted() -> dict[str, object]:
    """Return what the counter says of a database that is as this program wants it."""
    return {"version": VERSION, "tables": fingerprint(_constraints())}


def _constraints() -> Iterator[str]:
    """Yield the statements that make every key unique, and others quick to find."""
    for label in (_COUNTER, *map(_label, KEYS)):
        yield (
            f"CREATE CONSTRAINT `{label}_key` IF NOT EXISTS "
            f"FOR (n:{label}) REQUIRE n.`node_key` IS UNIQUE"
        )
    for record, column in _INDEXED:
        label = _label(record)
        yield f"CREATE INDEX `{label}_{column}` IF NOT EXISTS FOR (n:{label}) ON (n.`{column}`)"


assert not {_COUNTER, *map(_label, KEYS)} & {t.label for t in ALL_TABLES}, "labels are their own"
