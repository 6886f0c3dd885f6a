"""The tables of the embedded engine: made on first use, and extended when the kinds grow."""

from collections.abc import Iterable, Iterator

from graph.errors import StoreUnreachable
from graph.stores.ladybug_tables import BY_KIND, TABLES
from graph.stores.operations import Run
from graph.stores.schema_mark import read_mark, write_mark
from graph.stores.statements import META, ColumnType, StoreTable

_TYPE = {
    ColumnType.TEXT: "STRING",
    ColumnType.FLAG: "BOOL",
    ColumnType.NUMBER: "INT64",
    ColumnType.DECIMAL: "DOUBLE",
    ColumnType.TEXTS: "STRING[]",
    ColumnType.FLAGS: "BOOL[]",
}


def creation(table: StoreTable) -> str:
    """Return the statement that makes a table."""
    columns = ", ".join(f"`{name}` {_TYPE[kind]}" for name, kind in table.columns.items())
    if table.pairs:
        pairs = ", ".join(f"FROM `{start}` TO `{stop}`" for start, stop in table.pairs)
        return f"CREATE REL TABLE IF NOT EXISTS `{table.label}` ({pairs}, {columns})"
    return f"CREATE NODE TABLE IF NOT EXISTS `{table.label}` ({columns}, PRIMARY KEY (`id`))"


def additions(table: StoreTable) -> Iterator[str]:
    """Yield the statements that add what an older table lacks; they spare what is there."""
    for name, kind in table.columns.items():
        yield f"ALTER TABLE `{table.label}` ADD IF NOT EXISTS `{name}` {_TYPE[kind]}"
    for start, stop in table.pairs:
        yield f"ALTER TABLE `{table.label}` ADD IF NOT EXISTS FROM `{start}` TO `{stop}`"


def creations() -> Iterator[str]:
    """Yield the statements that make all tables."""
    return map(creation, TABLES)


def is_current(run: Run, address: str) -> bool:
    """Say whether the tables are as this program wants them; refuses what it must not touch.

    Raises NewerStore, and StoreUnreachable for the file of another program.
    """
    labels = _labels(run)
    if not labels:
        return False
    mark = read_mark(run) if META.label in labels else None
    if mark is None:
        raise StoreUnreachable(
            f"{address} is a LadybugDB file of another program: give the store a path of its own."
        )
    return mark.is_current(creations(), address)


def version(run: Run) -> int:
    """Return the version of the schema that a store is of; 0 for a new one."""
    mark = read_mark(run) if _labels(run) else None
    return mark.version if mark else 0


def is_by_kind(run: Run) -> bool:
    """Say whether a store has a table for each kind, as an older program made it."""
    return not BY_KIND.isdisjoint(_labels(run))


def prepare(run: Run, tables: Iterable[StoreTable] = TABLES) -> None:
    """Make the tables that are missing and add what others lack."""
    there = _labels(run)
    # The nodes come first: a table of links names the tables it joins.
    for table in tables:
        for statement in additions(table) if table.label in there else [creation(table)]:
            run(statement, {})
    write_mark(run, creations())


def _labels(run: Run) -> set[str]:
    return {row["name"] for row in run("CALL show_tables() RETURN `name` AS `name`", {})}
