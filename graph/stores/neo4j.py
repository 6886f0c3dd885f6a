"""The shared store: a Neo4j server that several people and programs use at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from graph.facts.changes import Added, Batch, Change, Changed, ChangeRecord
from graph.facts.journal_entries import Entry
from graph.facts.model import Fact, Node, Snapshot
from graph.facts.scenarios import Scenario
from graph.facts.store_dump import Contents
from graph.store import SCHEMA_VERSION, AreaSummary, Edition, Hit, StoreDescription
from graph.stores import bulk, operations, scenario_operations
from graph.stores.neo4j_engine import Keep, Neo4jEngine
from graph.stores.neo4j_errors import Server
from graph.stores.neo4j_schema import label_bodies
from graph.stores.operations import Run
from graph.stores.recent_changes import RecentChanges
from graph.stores.schema_mark import begin_incarnation, read_incarnation
from graph.stores.statements import text


class Neo4jStore:
    """Keeps everything in one database of a server; what is acknowledged, the server has on disk.

    Raises StoreUnreachable where the server is away, refuses the user, has no such database or
    is too old, NewerStore where a newer program wrote the database. keep is given what an older
    database holds before it is brought up to this version; without it that is an OlderStore.
    """

    def __init__(
        self,
        address: str,
        user: str = "",
        password: str = "",
        database: str = "",
        keep: Keep | None = None,
    ) -> None:
        self._engine = Neo4jEngine(Server(address, user, password, database), keep)
        self._recent = RecentChanges()

    def describe(self) -> StoreDescription:
        """Say what this store is."""
        engine = self._engine
        return StoreDescription("Neo4j", engine.version, engine.server.url, SCHEMA_VERSION)

    def areas(self) -> tuple[AreaSummary, ...]:
        """Return every area, by slug."""
        return self._engine.read(lambda run: operations.areas(run, read_incarnation(run)))

    def revision(self, slug: str) -> int:
        """Return the revision of an area."""
        return self._engine.glance(lambda run: operations.revision(run, slug))

    def edition(self, slug: str) -> Edition:
        """Return which text of an area this is."""

        def look(run: Run) -> Edition:
            # First the incarnation: a database that is filled meanwhile is read once more then.
            incarnation = read_incarnation(run)
            return Edition(incarnation, slug, operations.revision(run, slug))

        return self._engine.glance(look)

    def editions(self) -> Mapping[str, Edition]:
        """Return the edition of every area, by slug: one statement, however many there are."""
        rows = self._engine.glance(lambda run: run(text("editions", "neo4j"), {}))
        return {
            row["id"]: Edition(row["incarnation"] or "", row["id"], row["number"] or 0)
            for row in rows
        }

    def editions_at_hand(self) -> None:
        """Return nothing: others write into the database too."""
        return

    def read(self, slug: str) -> Snapshot:
        """Return everything recorded of an area."""
        return self._engine.read(lambda run: operations.read(run, slug))

    def apply(self, batch: Batch, expected: Mapping[str, int] | None = None) -> int:
        """Write a batch, all or nothing; return the area's new revision."""

        entries: list[Entry] = []

        def work(run: Run) -> int:
            # Done before, it is answered by the id of the batch.
            entries.clear()
            made = operations.apply(run, batch, expected or {}, entries.extend)
            _label(run, batch.changes)
            return made

        made = self._engine.write(work)
        self._recent.take(entries)
        return made

    def history(self, slug: str, about: str | None = None) -> tuple[ChangeRecord, ...]:
        """Return the changes of an area, or of one fact, oldest first."""
        return self._engine.read(lambda run: operations.history(run, slug, about))

    def changes_between(self, before: Edition, after: Edition) -> tuple[ChangeRecord, ...] | None:
        """Return what was written between two editions, where this process did so lately."""
        return self._recent.between(before, after)

    def put(self, snapshot: Snapshot, history: Sequence[ChangeRecord]) -> None:
        """Write a whole area as it was exported."""
        slug = snapshot.area.slug
        tries = 0

        def work(run: Run) -> None:
            nonlocal tries
            tries += 1
            again = tries > 1 and slug in operations.slugs_of(run)
            if again and operations.read(run, slug) == snapshot:
                return
            operations.put(run, snapshot, history)
            label_bodies(run, [node.id for node in snapshot.nodes.values() if _is_body(node)])

        self._engine.write(work)

    def contents(self) -> Contents:
        """Return everything that is kept, as of one moment."""
        return self._engine.read(bulk.contents, long=True)

    def fill(self, contents: Contents) -> None:
        """Write everything into an empty store."""
        tries = 0

        def work(run: Run) -> None:
            nonlocal tries
            tries += 1
            if tries > 1 and bulk.contents(run) == contents:
                return
            bulk.fill(run, contents)
            begin_incarnation(run)
            label_bodies(run, [i for i, (fact, _) in contents.facts.items() if _is_body(fact)])

        self._engine.write(work, long=True)

    def places(self, slug: str, layout: str) -> dict[str, tuple[float, float]]:
        """Return the kept places of things on an area's map."""
        return self._engine.glance(lambda run: operations.places(run, slug, layout))

    def keep_places(
        self, slug: str, layout: str, places: Mapping[str, tuple[float, float]]
    ) -> None:
        """Keep the places of moved things."""
        self._engine.write(lambda run: operations.keep_places(run, slug, layout, places))

    def forget_places(self, slug: str, layout: str) -> None:
        """Forget the kept places of a layout."""
        self._engine.write(lambda run: operations.forget_places(run, slug, layout))

    def keep_scenario(self, scenario: Scenario, seen: int = 0) -> Scenario:
        """Keep a scenario of an area, over the version that was seen."""
        return self._engine.write(
            lambda run: scenario_operations.keep_scenario(run, scenario, seen)
        )

    def scenarios(self, slug: str) -> tuple[Scenario, ...]:
        """Return the scenarios of an area, by name."""
        return self._engine.glance(lambda run: scenario_operations.scenarios(run, slug))

    def scenario(self, slug: str, name: str) -> Scenario:
        """Return a scenario of an area."""
        return self._engine.glance(lambda run: scenario_operations.scenario(run, slug, name))

    def accept_scenario(
        self,
        slug: str,
        name: str,
        who: str,
        when: datetime,
        seen: int | None = None,
        via: str = "",
    ) -> int:
        """Write a scenario's changes and drop it, both or neither."""

        entries: list[Entry] = []

        def work(run: Run) -> int:
            entries.clear()
            kept = scenario_operations.kept_scenario(run, slug, name)
            made = scenario_operations.accept_scenario(
                run, slug, name, who, when, seen, via, entries.extend
            )
            # Accepted before, by this very step, its bodies have been labelled then.
            _label(run, kept.changes if kept else ())
            return made

        made = self._engine.write(work)
        self._recent.take(entries)
        return made

    def drop_scenario(
        self, slug: str, name: str, who: str, when: datetime, seen: int | None = None
    ) -> None:
        """Drop a scenario."""
        self._engine.write(
            lambda run: scenario_operations.drop_scenario(run, slug, name, who, when, seen)
        )

    def find(self, text: str, slug: str | None = None) -> tuple[Hit, ...]:
        """Find things whose name, alias or id contains a text."""
        return self._engine.glance(lambda run: operations.find(run, text, slug))

    def verify(self) -> tuple[str, ...]:
        """Check that what is stored is whole."""
        return self._engine.read(bulk.verify, long=True)

    def close(self) -> None:
        """Close the store; a second call does nothing."""
        self._engine.close()


def _label(run: Run, changes: Iterable[Change]) -> None:
    """Label the bodies that changes add or alter."""
    written = (each.fact for each in changes if isinstance(each, Added | Changed))
    bodies = [fact.id for fact in written if _is_body(fact)]
    if bodies:
        label_bodies(run, bodies)


def _is_body(fact: Fact) -> bool:
    return isinstance(fact, Node) and fact.kind == "body"
