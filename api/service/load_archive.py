"""Bringing areas into a store: one batch, all or nothing; again, it changes nothing."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.facts.changes import Batch, ChangeRecord
from graph.facts.difference import difference
from graph.facts.model import Fact, Snapshot
from graph.store import Store
from loaders.archive import Archive
from loaders.examples import example, example_places, example_scenarios


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: facts added and changed, and how many only the store has."""

    slug: str
    revision: int
    added: int
    changed: int
    only_in_store: int

    @property
    def sentence(self) -> str:
        """The import in one sentence."""
        if not self.added and not self.changed:
            sentence = f"{self.slug}: nothing changed (revision {self.revision})"
        else:
            sentence = (
                f"{self.slug}: {self.added} facts added, {self.changed} changed "
                f"(revision {self.revision})"
            )
        if self.only_in_store:
            sentence += f"; {self.only_in_store} that only the store has were left as they are"
        return f"{sentence}."


def with_history(store: Store, slug: str) -> tuple[Snapshot, tuple[ChangeRecord, ...]]:
    """Return an area and its history as of one moment, whoever writes meanwhile.

    Raises UnknownThing.
    """
    while True:
        snapshot, history = store.read(slug), store.history(slug)
        if store.revision(slug) == snapshot.revision:
            return snapshot, history


def import_archive(store: Store, archive: Archive, source: str, who: str) -> Imported:
    """Bring an archive into a store.

    A new area with a history comes in as it was exported, at its revision. Raises Conflict,
    InvalidFact; nothing is written then.
    """
    slug = archive.snapshot.area.slug
    new = archive.snapshot.facts()
    known = {summary.area.slug for summary in store.areas()}
    if slug not in known and archive.history:
        store.put(archive.snapshot, archive.history)
        return Imported(slug, archive.snapshot.revision, len(new), 0, 0)
    old: dict[str, Fact] = {}
    expected: dict[str, int] = {}
    if slug in known:
        snapshot = store.read(slug)
        old, expected = snapshot.facts(), dict(snapshot.versions)
    diff = difference(old, new)
    batch = Batch(
        id=uuid.uuid4().hex,
        area=slug,
        who=who,
        when=datetime.now(UTC),
        source=source,
        changes=diff.changes,
    )
    seen = {fact.id: expected[fact.id] for fact in diff.changed}
    revision = store.apply(batch, seen)
    return Imported(slug, revision, len(diff.added), len(diff.changed), len(diff.missing))


def import_example(store: Store, slug: str) -> Imported:
    """Bring a bundled area into a store, and if it is new there what is kept beside it.

    Raises UnknownThing, and what import_archive does.
    """
    archive = example(slug)
    new = slug not in {summary.area.slug for summary in store.areas()}
    done = import_archive(store, archive, "bundled with Golden Thread", "goldenthread")
    if new:
        for scenario in example_scenarios(slug):
            store.keep_scenario(scenario)
        if places := example_places(slug):
            store.keep_places(slug, "columns", places)
    return done
