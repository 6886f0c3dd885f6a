"""The tables of the embedded engine: made on first use, and extended when the kinds grow."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from graph.errors import NewerStore, StoreUnreachable
from graph.store import SCHEMA_VERSION
from graph.stores.operations import Run
from graph.stores.statements import ALL_TABLES, META, NODE_TABLES, Column, Table, text

_TYPE = {
    Column.TEXT: "STRING",
    Column.FLAG: "BOOL",
    Column.NUMBER: "INT64",
    Column.DECIMAL: "DOUBLE",
    Column.TEXTS: "STRING[]",
    Column.FLAGS: "BOOL[]",
}


def creation(table: Table) -> str:
    """Return the statement that makes a table."""
    columns = ", ".join(f"`{name}` {_TYPE[kind]}" for name, kind in table.columns.items())
    if table.pairs:
        pairs = ", ".join(f"FROM `{start}` TO `{stop}`" for start, stop in table.pairs)
        return f"CREATE REL TABLE IF NOT EXISTS `{table.label}` ({pairs}, {columns})"
    return f"CREATE NODE TABLE IF NOT EXISTS `{table.label}` ({columns}, PRIMARY KEY (`id`))"


def additions(table: Table) -> Iterator[str]:
    """Yield the statements that add what an older table lacks; they spare what is there."""
    for name, kind in table.columns.items():
        yield f"ALTER TABLE `{table.label}` ADD IF NOT EXISTS `{name}` {_TYPE[kind]}"
    for start, stop in table.pairs:
        yield f"ALTER TABLE `{table.label}` ADD IF NOT EXISTS FROM `{start}` TO `{stop}`"


def fingerprint() -> str:
    """Return a short text that differs whenever any table does."""
    whole = "\n".join(creation(table) for table in ALL_TABLES)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def current(run: Run, address: str) -> bool:
    """Say whether the tables are as this program wants them; refuses what it must not touch.

    Raises NewerStore, and StoreUnreachable for the file of another program.
    """
    names = {row["name"] for row in run("CALL show_tables() RETURN `name` AS `name`", {})}
    if not names:
        return False
    kept: list[Mapping[str, Any]] = list(run(text("read_meta"), {})) if META.label in names else []
    if not kept:
        raise StoreUnreachable(
            f"{address} is a LadybugDB file of another program: give the store a path of its own."
        )
    version = kept[0]["schema_version"]
    if version > SCHEMA_VERSION:
        raise NewerStore(
            f"{address} was written by a newer version of Golden Thread (schema {version}, this "
            f"one knows {SCHEMA_VERSION}): update the program, or give another store."
        )
    return bool(version == SCHEMA_VERSION and kept[0]["tables"] == fingerprint())


def version(run: Run) -> int:
    """Return the version of the schema that a store is of; 0 for a new one."""
    names = {row["name"] for row in run("CALL show_tables() RETURN `name` AS `name`", {})}
    return int(run(text("read_meta"), {})[0]["schema_version"]) if names else 0


def prepare(run: Run) -> None:
    """Make the tables that are missing and add what others lack."""
    there = {row["name"] for row in run("CALL show_tables() RETURN `name` AS `name`", {})}
    for table in (*NODE_TABLES, *ALL_TABLES[len(NODE_TABLES) :]):
        for statement in additions(table) if table.label in there else [creation(table)]:
            run(statement, {})
    kept = {"id": "goldenthread", "schema_version": SCHEMA_VERSION, "tables": fingerprint()}
    run(text("keep_meta"), kept)
