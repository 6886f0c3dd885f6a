"""Facts written in few statements: one for each table, and for each pair of labels a link joins."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.facts.model import Fact, Link
from graph.stores.rows import Row, to_row
from graph.stores.statements import (
    Ends,
    StoreTable,
    create,
    label_of,
    remove,
    table_of,
    update,
)


@dataclass(frozen=True, slots=True)
class FactWrite:
    """A fact to write: how it reads before and after, and the version it comes to."""

    before: Fact | None
    after: Fact | None
    version: int


def write_facts(
    run: Callable[[str, Mapping[str, Any]], object],
    writes: Iterable[FactWrite],
    kind_of: Callable[[str], str],
) -> None:
    """Write facts; kind_of says the kind of the node at a link's end."""
    groups: dict[tuple[int, str, Ends], list[tuple[FactWrite, Fact]]] = {}
    for write in writes:
        fact = write.after or write.before
        assert fact is not None
        ends = ("", "")
        if isinstance(fact, Link):
            ends = (label_of(kind_of(fact.from_id)), label_of(kind_of(fact.to_id)))
        key = (_order(write, isinstance(fact, Link)), table_of(fact).label, ends)
        groups.setdefault(key, []).append((write, fact))
    for (_, _, ends), group in sorted(groups.items(), key=lambda item: item[0]):
        _write_group(run, group, ends if ends[0] else None)


def _order(write: FactWrite, joins: bool) -> int:
    """Links go before the things they join go, and come after them."""
    if write.after is None:
        return 0 if joins else 1
    return 3 if joins else 2


def _write_group(
    run: Callable[[str, Mapping[str, Any]], object],
    group: list[tuple[FactWrite, Fact]],
    ends: Ends | None,
) -> None:
    table = table_of(group[0][1])
    if group[0][0].after is None:
        named = ("id", "from_id", "to_id") if ends else ("id",)
        rows = [{key: to_row(fact, 0)[key] for key in named} for _, fact in group]
        run(remove(table, ends), {"rows": rows})
        return
    new = [to_row(fact, write.version) for write, fact in group if write.before is None]
    old = [to_row(fact, write.version) for write, fact in group if write.before is not None]
    if new:
        write_rows(run, table, new, ends)
    if old:
        keys, rows = _filled(table, old, ends)
        empty = [name for name in table.columns if name not in keys]
        run(update(table, ends, keys, empty), {"rows": rows})


def write_rows(
    run: Callable[[str, Mapping[str, Any]], object],
    table: StoreTable,
    rows: list[Row],
    ends: Ends | None = None,
) -> None:
    """Write new rows of one table."""
    keys, filled = _filled(table, rows, ends)
    run(create(table, ends, keys), {"rows": filled})


def _filled(table: StoreTable, rows: list[Row], ends: Ends | None) -> tuple[list[str], list[Row]]:
    """Return the columns that any row fills, and the rows with just these.

    A column that no row fills has no type in a parameter: engines refuse or misread it.
    """
    keys = [name for name in table.columns if any(row.get(name) is not None for row in rows)]
    joined = ["from_id", "to_id"] if ends else []
    return keys, [{key: row.get(key) for key in keys + joined} for row in rows]
