"""What statements on kinds come to in the embedded store, where all kinds share a table.

Tests: graph/stores/ladybug_tables.py
"""

import re
from contextlib import closing
from pathlib import Path

import pytest

from graph.facts.changes import Added, Withdrawn
from graph.facts.model import Node
from graph.stores import statements
from graph.stores.ladybug import LadybugStore
from graph.stores.ladybug_tables import LINK, TABLES, THING, stored
from graph.stores.statements import LINES, THINGS
from tests.graph.stores.small import BOARD, COVENTRY, add, batch, post

ON_ALL = {
    "names": statements.NAMES,
    "nodes counted": statements.COUNT_NODES,
    "links counted": statements.COUNT_LINKS,
    "joined": statements.JOINED,
    "decided": statements.DECIDED,
    **{f"all of {name}": text for name, text in statements.READ_ALL.items()},
    **{f"{name} of an area": text for name, text in statements.READ_AREA.items()},
    **{f"{name} by id": text for name, text in statements.READ_IDS.items()},
}


@pytest.mark.parametrize("statement", ON_ALL.values(), ids=ON_ALL)
def test_a_statement_names_only_tables_that_are_made(statement: str) -> None:
    made = {table.label for table in TABLES}
    named = re.findall(r"[(\[]\w*:([\w|]+)", stored(statement))
    assert set("|".join(named).split("|")) <= made
    assert stored(stored(statement)) == stored(statement)


def test_a_label_of_several_kinds_is_said_once() -> None:
    assert stored("MATCH (a:Body|Post {`id`: $id})-[n:CHAIRS]->(b:Body), (m:Meta) RETURN n") == (
        "MATCH (a:Thing {`id`: $id})-[n:LINK]->(b:Thing), (m:Meta) RETURN n"
    )


@pytest.mark.parametrize(("whole", "parts"), [(THING, THINGS), (LINK, LINES)])
def test_what_is_kept_of_any_kind_has_a_column(
    whole: statements.StoreTable, parts: dict[str, statements.StoreTable]
) -> None:
    for table in parts.values():
        assert table.columns.items() <= whole.columns.items()


def test_an_id_may_go_from_a_thing_of_one_kind_to_one_of_another(tmp_path: Path) -> None:
    site = Node(id="coventry/p", kind="site", name="A hub", sources=BOARD.sources)
    with closing(LadybugStore(tmp_path / "store")) as store:
        add(store, COVENTRY, BOARD, post("coventry/p"))
        store.apply(batch("gone", Withdrawn("coventry/p")))
        store.apply(batch("back", Added(site)))
        assert store.read("coventry").nodes == {BOARD.id: BOARD, site.id: site}
        assert store.verify() == ()
    with closing(LadybugStore(tmp_path / "store")) as store:
        assert store.read("coventry").nodes == {BOARD.id: BOARD, site.id: site}
