"""How the embedded engine lays out what statements name: one table of things, one of links.

For each table of nodes the engine keeps 3.4 MB of memory for the index of its keys, however little
is in it, and each pair of tables that links may join is a table of its own: a table a kind took
100 MB more, and three times as long to open. So what a statement calls a Body is a Thing here.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from graph.stores import statements
from graph.stores.statements import KEPT, LINES, RECORDS, THINGS, ColumnType, StoreTable


def _together(tables: Iterable[StoreTable]) -> Mapping[str, ColumnType]:
    columns: dict[str, ColumnType] = {}
    for table in tables:
        for name, kind in table.columns.items():
            assert columns.setdefault(name, kind) == kind, f"{name} holds one sort of value"
    return columns


THING = StoreTable("Thing", _together(THINGS.values()))
LINK = StoreTable("LINK", _together(LINES.values()), ((THING.label, THING.label),))
TABLES = (*KEPT, *RECORDS.values(), THING, LINK)
BY_KIND = frozenset(table.label for table in (*THINGS.values(), *LINES.values()))
_LABEL = dict.fromkeys((table.label for table in THINGS.values()), THING.label) | dict.fromkeys(
    (table.label for table in LINES.values()), LINK.label
)
_LABELS = re.compile(r":(\w+(?:\|\w+)*)")
# The engine asks an index of one id at a time; of several it looks at every thing instead.
_OTHERWISE = {
    statements.READ_IDS["node"]: statements.READ_IDS["node"]
    .replace("MATCH", "UNWIND $ids AS wanted MATCH", 1)
    .replace("n.`id` IN $ids", "n.`id` = wanted", 1)
}


@lru_cache(maxsize=4096)
def stored(statement: str) -> str:
    """Return a statement on kinds as one on the tables that hold all of them."""

    def one(labels: re.Match[str]) -> str:
        return ":" + "|".join(dict.fromkeys(_LABEL.get(x, x) for x in labels[1].split("|")))

    return _LABELS.sub(one, _OTHERWISE.get(statement, statement))


assert not {THING.label, LINK.label} & {t.label for t in statements.ALL_TABLES}, "one table a label"
