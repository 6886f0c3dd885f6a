"""A store for a network: each verb asks whether whoever is at work may, before it does anything.

An area that somebody does not see is not there: the error is that of an area that never was, with
near names only of those they see, and lists leave it out. Who has all rights asks the store itself.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from api.access.batch_needs import check_batch_rights, check_writes
from api.access.needs import Admission, asked, forbidden
from api.access.persons import Rights, Role, person_here
from api.access.seen_history import seen_history, without_names
from api.access.store_needs import STORE_NEEDS
from graph.errors import UnknownThing
from graph.facts.changes import Batch, ChangeRecord
from graph.facts.identifiers import natural_key, slugify
from graph.facts.model import Snapshot
from graph.facts.scenarios import Scenario
from graph.facts.store_dump import Contents
from graph.near_names import near_names
from graph.store import AreaSummary, Edition, Hit, Store, StoreDescription

T = TypeVar("T")


class GuardedStore:
    """A store that gives and takes what the person at work may read and write.

    Raises Forbidden for what they see and may not do, UnknownThing for an area that they do not
    see, and what the store itself raises.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def _asked(self, verb: str, slug: str = "") -> Rights:
        """Return the rights of whoever is at work; raises UnknownThing and Forbidden."""
        person, need = person_here(), STORE_NEEDS.get(verb)
        answer = asked(need, person, slug)
        if answer is Admission.HIDDEN:
            raise self._unknown(slug)
        if answer is Admission.FORBIDDEN:
            assert need is not None
            raise forbidden(need, slug)
        return person.rights

    def _unknown(self, slug: str) -> UnknownThing:
        """Make the error of an area that is not there, with the nearest of those that are seen."""
        return UnknownThing("area", slug, near_names(slugify(slug), sorted(self.editions())))

    def _of(self, verb: str, slug: str, work: Callable[[], T]) -> T:
        """Do something with one area, where that may be."""
        rights = self._asked(verb, slug)
        try:
            return work()
        except UnknownThing as error:
            # A role may be of an area that is not there yet: the store would name others.
            if error.what != "area" or rights.everywhere is not None:
                raise
            raise self._unknown(error.given) from None

    def describe(self) -> StoreDescription:
        """Say what this store is."""
        self._asked("describe")
        return self._store.describe()

    def areas(self) -> tuple[AreaSummary, ...]:
        """Return every area that is seen, by slug."""
        rights, found = self._asked("areas"), self._store.areas()
        if rights.everywhere is not None:
            return found
        return tuple(one for one in found if rights.sees(one.area.slug))

    def editions(self) -> Mapping[str, Edition]:
        """Return the edition of every area that is seen, by slug."""
        return _seen(self._asked("editions"), self._store.editions())

    def editions_at_hand(self) -> Mapping[str, Edition] | None:
        """Return the same where this process knows it, waiting for nothing; None where not."""
        rights, found = self._asked("editions_at_hand"), self._store.editions_at_hand()
        return None if found is None else _seen(rights, found)

    def revision(self, slug: str) -> int:
        """Return the revision of an area."""
        return self._of("revision", slug, lambda: self._store.revision(slug))

    def edition(self, slug: str) -> Edition:
        """Return which text of an area this is."""
        return self._of("edition", slug, lambda: self._store.edition(slug))

    def read(self, slug: str) -> Snapshot:
        """Return everything recorded of an area."""
        return self._of("read", slug, lambda: self._store.read(slug))

    def history(self, slug: str, about: str | None = None) -> tuple[ChangeRecord, ...]:
        """Return the changes of an area, or of one fact; who wrote from elsewhere is not told."""

        def work() -> tuple[ChangeRecord, ...]:
            rights, found = person_here().rights, self._store.history(slug, about)
            if rights.everywhere is not None:
                return found
            return seen_history(found, slug, rights, lambda: self._store.read(slug))

        return self._of("history", slug, work)

    def changes_between(self, before: Edition, after: Edition) -> tuple[ChangeRecord, ...] | None:
        """Return what was written between two editions, where this process did so lately."""

        def work() -> tuple[ChangeRecord, ...] | None:
            rights, found = person_here().rights, self._store.changes_between(before, after)
            if found is None or rights.everywhere is not None:
                return found
            return tuple(without_names(one, before.area, rights) for one in found)

        return self._of("changes_between", before.area, work)

    def places(self, slug: str, layout: str) -> dict[str, tuple[float, float]]:
        """Return the kept places of things on an area's map."""
        return self._of("places", slug, lambda: self._store.places(slug, layout))

    def keep_places(
        self, slug: str, layout: str, places: Mapping[str, tuple[float, float]]
    ) -> None:
        """Keep the places of moved things."""
        self._of("keep_places", slug, lambda: self._store.keep_places(slug, layout, places))

    def forget_places(self, slug: str, layout: str) -> None:
        """Forget the kept places of a layout."""
        self._of("forget_places", slug, lambda: self._store.forget_places(slug, layout))

    def scenarios(self, slug: str) -> tuple[Scenario, ...]:
        """Return the scenarios of an area, by name."""
        return self._of("scenarios", slug, lambda: self._store.scenarios(slug))

    def scenario(self, slug: str, name: str) -> Scenario:
        """Return a scenario of an area."""
        return self._of("scenario", slug, lambda: self._store.scenario(slug, name))

    def keep_scenario(self, scenario: Scenario, seen: int = 0) -> Scenario:
        """Keep a scenario of an area, over the version that was seen."""
        keep = self._store.keep_scenario
        return self._of("keep_scenario", scenario.area, lambda: keep(scenario, seen))

    def accept_scenario(
        self,
        slug: str,
        name: str,
        who: str,
        when: datetime,
        seen: int | None = None,
        via: str = "",
    ) -> int:
        """Write a scenario's changes and drop it, where all of them may be written."""

        def work() -> int:
            version = seen
            if person_here().rights.everywhere is not Role.OWNER:
                kept = self._store.scenario(slug, name)
                # What is looked at here is what is written.
                version = kept.version if seen is None else seen
                if version == kept.version:
                    check_writes(self._store, slug, kept.changes, kept.expected)
            return self._store.accept_scenario(slug, name, who, when, version, via)

        return self._of("accept_scenario", slug, work)

    def drop_scenario(
        self, slug: str, name: str, who: str, when: datetime, seen: int | None = None
    ) -> None:
        """Drop a scenario."""
        drop = self._store.drop_scenario
        self._of("drop_scenario", slug, lambda: drop(slug, name, who, when, seen))

    def apply(self, batch: Batch, expected: Mapping[str, int] | None = None) -> int:
        """Write a batch, all or nothing, where all of it may be written."""
        rights = person_here().rights
        if rights.everywhere is Role.OWNER:
            return self._store.apply(batch, expected)
        if not rights.sees(batch.area):
            raise self._unknown(batch.area)
        check_batch_rights(self._store, batch, expected or {})
        return self._store.apply(batch, expected)

    def put(self, snapshot: Snapshot, history: Sequence[ChangeRecord]) -> None:
        """Write a whole area as it was exported."""
        self._asked("put")
        self._store.put(snapshot, history)

    def contents(self) -> Contents:
        """Return everything that is kept."""
        self._asked("contents")
        return self._store.contents()

    def fill(self, contents: Contents) -> None:
        """Write everything into an empty store."""
        self._asked("fill")
        self._store.fill(contents)

    def find(self, text: str, slug: str | None = None) -> tuple[Hit, ...]:
        """Find things on the maps that are seen."""
        if slug is not None:
            return self._of("read", slug, lambda: self._store.find(text, slug))
        if self._asked("find").everywhere is not None:
            return self._store.find(text)
        hits = {hit for seen in self.editions() for hit in self._store.find(text, seen)}
        return tuple(sorted(hits, key=lambda hit: (natural_key(hit.name), hit.node_id)))

    def verify(self) -> tuple[str, ...]:
        """Check that what is stored is whole."""
        self._asked("verify")
        return self._store.verify()

    def close(self) -> None:
        """Close the store."""
        self._asked("close")
        self._store.close()


def _seen(rights: Rights, editions: Mapping[str, Edition]) -> Mapping[str, Edition]:
    if rights.everywhere is not None:
        return editions
    return {slug: edition for slug, edition in editions.items() if rights.sees(slug)}
