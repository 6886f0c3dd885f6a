"""An area moves from the embedded store to a server and back by export and import, whole."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from api.service.load_archive import import_archive
from graph.facts.changes import Batch, Changed, Withdrawn
from graph.rules.run import run
from graph.store import Store
from graph.stores.ladybug import LadybugStore
from graph.stores.neo4j import Neo4jStore
from graph.view import View, default_day
from loaders.archive import parse_archive, write_archive
from loaders.examples import example, example_slugs
from tests.conftest import Servers

DAY = date(2026, 11, 24)


@pytest.fixture
def shared(neo4j_servers: Servers) -> Iterator[Store]:
    server = neo4j_servers.get()
    server.wipe()
    with closing(Neo4jStore(*server.login())) as store:
        yield store


def change_something(store: Store, slug: str) -> None:
    """Change a thing and withdraw a link, so that there is a history to move."""
    read = store.read(slug)
    node = replace(next(iter(read.nodes.values())), note="seen at the meeting")
    needed = {fact.id for fact in read.links.values()}
    changes = (Changed(node), Withdrawn(min(needed)))
    when = datetime(2026, 11, 24, tzinfo=UTC)
    store.apply(
        Batch(id=f"{slug} edit", area=slug, who="Ada", when=when, source="us", changes=changes)
    )


def move(old: Store, new: Store, slug: str) -> None:
    """Export an area from one store and import it into another."""
    lines = "".join(write_archive(old.read(slug), old.history(slug))).splitlines()
    import_archive(new, parse_archive(lines, slug), "moved", "Ada")


def test_all_areas_move_to_a_server_and_back(shared: Store, tmp_path: Path) -> None:
    with (
        closing(LadybugStore(tmp_path / "first")) as first,
        closing(LadybugStore(tmp_path / "second")) as second,
    ):
        for slug in example_slugs():
            import_archive(first, example(slug), "bundled", "Ada")
            change_something(first, slug)
        for slug in example_slugs():
            move(first, shared, slug)
            move(shared, second, slug)
        assert len(second.areas()) == len(example_slugs())
        for slug in example_slugs():
            before = first.read(slug)
            findings = run(View(before, default_day(before, DAY)))
            assert len(first.history(slug)) > len(before.facts())
            for store in (shared, second):
                after = store.read(slug)
                assert after == before
                assert store.history(slug) == first.history(slug)
                assert run(View(after, default_day(after, DAY))) == findings
        assert shared.verify() == second.verify() == ()
