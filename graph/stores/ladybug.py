"""The embedded store: one file, no server, one process at a time (LadybugDB)."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from graph.facts.changes import Batch, ChangeRecord
from graph.facts.model import Snapshot
from graph.facts.scenarios import Scenario
from graph.facts.store_dump import Contents
from graph.store import SCHEMA_VERSION, AreaSummary, Edition, Hit, StoreDescription
from graph.stores import bulk, operations, scenario_operations
from graph.stores.journal_scan import journal_path
from graph.stores.ladybug_engine import leave_engine, open_engine
from graph.stores.ladybug_errors import check_place
from graph.stores.ladybug_pool import VERSION
from graph.stores.operations import Run
from graph.stores.preconditions import unknown_area

T = TypeVar("T")
_log = logging.getLogger(__name__)


def is_there(path: Path) -> bool:
    """Say whether there is a store: its file, or the journal that it can be made anew from."""
    return path.exists() or journal_path(path).exists()


class LadybugStore:
    """Keeps everything in one file; what is acknowledged survives the end of the process.

    Raises StoreLocked where another process has the file, StoreUnreachable where it cannot be
    opened or written, NewerStore where a newer program made it.
    """

    def __init__(self, path: Path) -> None:
        check_place(path)
        self._engine = open_engine(path)
        self._left = False
        if self._engine.undecided:
            _log.warning("%s", self._engine.undecided)

    def describe(self) -> StoreDescription:
        """Say what this store is."""
        return StoreDescription("LadybugDB", VERSION, str(self._engine.path), SCHEMA_VERSION)

    def areas(self) -> tuple[AreaSummary, ...]:
        """Return every area, by slug."""
        return self._remembered(operations.areas)

    def revision(self, slug: str) -> int:
        """Return the revision of an area."""
        return self.edition(slug).revision

    def edition(self, slug: str) -> Edition:
        """Return which text of an area this is."""
        editions = self.editions()
        if slug not in editions:
            raise unknown_area(slug, editions)
        return editions[slug]

    def editions(self) -> Mapping[str, Edition]:
        """Return the edition of every area, by slug."""
        return self._remembered(operations.editions)

    def editions_at_hand(self) -> Mapping[str, Edition] | None:
        """Return the editions that are known since the last write: nobody else writes."""
        return self._engine.last_read.at_hand(operations.editions)

    def _remembered(self, read: Callable[[Run, str], T]) -> T:
        """Return what is read once between two writes: nobody else writes into the file."""

        def work() -> T:
            # First the incarnation: a store that is filled meanwhile is read once more then.
            incarnation = self._engine.incarnation
            with self._engine.reading() as run:
                return read(run, incarnation)

        return self._engine.last_read.get(read, work)

    def read(self, slug: str) -> Snapshot:
        """Return everything recorded of an area."""
        with self._engine.reading() as run:
            return operations.read(run, slug)

    def apply(self, batch: Batch, expected: Mapping[str, int] | None = None) -> int:
        """Write a batch, all or nothing; return the area's new revision."""
        with self._engine.writing() as writing:
            return operations.apply(writing.run, batch, expected or {}, writing.note)

    def history(self, slug: str, about: str | None = None) -> tuple[ChangeRecord, ...]:
        """Return the changes of an area, or of one fact, oldest first."""
        with self._engine.reading() as run:
            return operations.history(run, slug, about)

    def changes_between(self, before: Edition, after: Edition) -> tuple[ChangeRecord, ...] | None:
        """Return what was written between two editions, where this process did so lately."""
        return self._engine.recent.between(before, after)

    def put(self, snapshot: Snapshot, history: Sequence[ChangeRecord]) -> None:
        """Write a whole area as it was exported."""
        with self._engine.writing() as writing:
            operations.put(writing.run, snapshot, history, writing.note)

    def contents(self) -> Contents:
        """Return everything that is kept, as of one moment."""
        with self._engine.reading() as run:
            return bulk.contents(run)

    def fill(self, contents: Contents) -> None:
        """Write everything into an empty store."""
        self._engine.fill(contents)

    def places(self, slug: str, layout: str) -> dict[str, tuple[float, float]]:
        """Return the kept places of things on an area's map."""
        with self._engine.reading() as run:
            return operations.places(run, slug, layout)

    def keep_places(
        self, slug: str, layout: str, places: Mapping[str, tuple[float, float]]
    ) -> None:
        """Keep the places of moved things."""
        with self._engine.writing() as writing:
            operations.keep_places(writing.run, slug, layout, places, writing.note)

    def keep_scenario(self, scenario: Scenario, seen: int = 0) -> Scenario:
        """Keep a scenario of an area, over the version that was seen."""
        with self._engine.writing() as writing:
            return scenario_operations.keep_scenario(writing.run, scenario, seen, writing.note)

    def scenarios(self, slug: str) -> tuple[Scenario, ...]:
        """Return the scenarios of an area, by name."""
        with self._engine.reading() as run:
            return scenario_operations.scenarios(run, slug)

    def scenario(self, slug: str, name: str) -> Scenario:
        """Return a scenario of an area."""
        with self._engine.reading() as run:
            return scenario_operations.scenario(run, slug, name)

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
        with self._engine.writing() as writing:
            run, note = writing.run, writing.note
            return scenario_operations.accept_scenario(run, slug, name, who, when, seen, via, note)

    def drop_scenario(
        self, slug: str, name: str, who: str, when: datetime, seen: int | None = None
    ) -> None:
        """Drop a scenario."""
        with self._engine.writing() as writing:
            run, note = writing.run, writing.note
            scenario_operations.drop_scenario(run, slug, name, who, when, seen, note)

    def forget_places(self, slug: str, layout: str) -> None:
        """Forget the kept places of a layout."""
        with self._engine.writing() as writing:
            operations.forget_places(writing.run, slug, layout, writing.note)

    def find(self, text: str, slug: str | None = None) -> tuple[Hit, ...]:
        """Find things whose name, alias or id contains a text."""
        with self._engine.reading() as run:
            return operations.find(run, text, slug)

    def verify(self) -> tuple[str, ...]:
        """Check that what is stored is whole, and as its journal says."""
        return self._engine.verify()

    def close(self) -> None:
        """Close the store; a second call does nothing."""
        if not self._left:
            self._left = True
            leave_engine(self._engine)
