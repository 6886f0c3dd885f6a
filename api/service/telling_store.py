"""The store of a service, which says after each write that something was written.

Every door writes through it: pages, GraphQL, imports, and commands that use the service's store.
It says so too where a write failed: whether it is in the store after all, only a look can tell.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from graph.facts.changes import Batch, ChangeRecord
from graph.facts.model import Snapshot
from graph.facts.scenarios import Scenario
from graph.facts.store_dump import Contents
from graph.store import AreaSummary, Edition, Hit, Store, StoreDescription


class TellingStore:
    """A store like any other; written is called after what may have changed the text of an area."""

    def __init__(self, store: Store, written: Callable[[], None]) -> None:
        self._store, self._written = store, written

    def apply(self, batch: Batch, expected: Mapping[str, int] | None = None) -> int:
        """Write a batch, all or nothing; return the area's new revision."""
        try:
            return self._store.apply(batch, expected)
        finally:
            self._written()

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
        try:
            return self._store.accept_scenario(slug, name, who, when, seen, via)
        finally:
            self._written()

    def put(self, snapshot: Snapshot, history: Sequence[ChangeRecord]) -> None:
        """Write a whole area as it was exported."""
        try:
            self._store.put(snapshot, history)
        finally:
            self._written()

    def fill(self, contents: Contents) -> None:
        """Write everything into an empty store."""
        try:
            self._store.fill(contents)
        finally:
            self._written()

    def describe(self) -> StoreDescription:
        """Say what this store is."""
        return self._store.describe()

    def areas(self) -> tuple[AreaSummary, ...]:
        """Return every area, by slug."""
        return self._store.areas()

    def revision(self, slug: str) -> int:
        """Return the revision of an area."""
        return self._store.revision(slug)

    def edition(self, slug: str) -> Edition:
        """Return which text of an area this is."""
        return self._store.edition(slug)

    def editions(self) -> Mapping[str, Edition]:
        """Return the edition of every area, by slug."""
        return self._store.editions()

    def editions_at_hand(self) -> Mapping[str, Edition] | None:
        """Return the same where this process knows it, waiting for nothing."""
        return self._store.editions_at_hand()

    def read(self, slug: str) -> Snapshot:
        """Return everything recorded of an area."""
        return self._store.read(slug)

    def history(self, slug: str, about: str | None = None) -> tuple[ChangeRecord, ...]:
        """Return the changes of an area, or of one fact, oldest first."""
        return self._store.history(slug, about)

    def changes_between(self, before: Edition, after: Edition) -> tuple[ChangeRecord, ...] | None:
        """Return what was written between two editions, where this process did so lately."""
        return self._store.changes_between(before, after)

    def contents(self) -> Contents:
        """Return everything that is kept, as of one moment."""
        return self._store.contents()

    def places(self, slug: str, layout: str) -> dict[str, tuple[float, float]]:
        """Return the kept places of things on an area's map."""
        return self._store.places(slug, layout)

    def keep_places(
        self, slug: str, layout: str, places: Mapping[str, tuple[float, float]]
    ) -> None:
        """Keep the places of moved things."""
        self._store.keep_places(slug, layout, places)

    def forget_places(self, slug: str, layout: str) -> None:
        """Forget the kept places of a layout."""
        self._store.forget_places(slug, layout)

    def keep_scenario(self, scenario: Scenario, seen: int = 0) -> Scenario:
        """Keep a scenario of an area, over the version that was seen."""
        return self._store.keep_scenario(scenario, seen)

    def scenarios(self, slug: str) -> tuple[Scenario, ...]:
        """Return the scenarios of an area, by name."""
        return self._store.scenarios(slug)

    def scenario(self, slug: str, name: str) -> Scenario:
        """Return a scenario of an area."""
        return self._store.scenario(slug, name)

    def drop_scenario(
        self, slug: str, name: str, who: str, when: datetime, seen: int | None = None
    ) -> None:
        """Drop a scenario."""
        self._store.drop_scenario(slug, name, who, when, seen)

    def find(self, text: str, slug: str | None = None) -> tuple[Hit, ...]:
        """Find things whose name, alias or id contains a text."""
        return self._store.find(text, slug)

    def verify(self) -> tuple[str, ...]:
        """Check that what is stored is whole."""
        return self._store.verify()

    def close(self) -> None:
        """Close the store."""
        self._store.close()
