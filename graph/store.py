"""The port: the few operations a store of partnerships must have, in our own words.

Analysis happens in memory on the snapshot of one area. Plain records in and out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from graph.facts.changes import Batch, ChangeRecord
from graph.facts.model import Area, Snapshot
from graph.facts.scenarios import Scenario
from graph.facts.store_dump import SHARED as SHARED
from graph.facts.store_dump import Contents

SCHEMA_VERSION = 4


@dataclass(frozen=True, slots=True)
class StoreDescription:
    """What a store is and where: engine, its version, address and the version of our schema."""

    engine: str
    engine_version: str
    address: str
    schema_version: int


@dataclass(frozen=True, slots=True)
class Edition:
    """Which text of an area somebody has: what is read of one edition stays right for it.

    incarnation is the life of the store, a new one wherever it is filled or begins empty: a
    restored area may be at a revision that another text of it was at before.
    """

    incarnation: str
    area: str
    revision: int


@dataclass(frozen=True, slots=True)
class AreaSummary:
    """An area with its edition and the number of things and links on its map."""

    area: Area
    edition: Edition
    nodes: int
    links: int

    @property
    def revision(self) -> int:
        """The revision of the area."""
        return self.edition.revision


@dataclass(frozen=True, slots=True)
class StoreCondition:
    """Whether a store is whole, in a sentence; where not, what is known, and what can be chosen.

    choices says for each word what it would do; empty where there is nothing to repair, or no way.
    """

    sentence: str
    whole: bool
    details: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing whose name or alias contains a searched text."""

    area: str
    node_id: str
    kind: str
    name: str


class Store(Protocol):
    """Keeps areas, their history and the places of things on maps.

    Errors: UnknownThing for an area that is not there, Conflict, InvalidFact (both write
    nothing), StoreError and its kinds. Methods may be called from several threads.
    """

    def describe(self) -> StoreDescription:
        """Say what this store is."""
        ...

    def areas(self) -> tuple[AreaSummary, ...]:
        """Return every area, by slug."""
        ...

    def revision(self, slug: str) -> int:
        """Return the revision of an area; it grows with every batch that touches its map."""
        ...

    def edition(self, slug: str) -> Edition:
        """Return which text of an area this is: the store's incarnation, and its revision."""
        ...

    def editions(self) -> Mapping[str, Edition]:
        """Return the edition of every area, by slug: asked for at once, and not one by one."""
        ...

    def editions_at_hand(self) -> Mapping[str, Edition] | None:
        """Return the same where this process knows it, waiting for nothing; None where not."""
        ...

    def read(self, slug: str) -> Snapshot:
        """Return everything recorded of an area, with shared bodies that are on its map."""
        ...

    def apply(self, batch: Batch, expected: Mapping[str, int] | None = None) -> int:
        """Write a batch in one transaction, all or nothing; return the area's new revision.

        expected maps fact ids to the versions the caller has seen (0: not there); a stale one
        is a Conflict. A batch that changes nothing returns the current revision, a repeated
        batch id the revision it made; where its key was used with other content (see
        graph.facts.identifiers.batch_key) it is a KeyUsed. An Added Area creates the area.
        """
        ...

    def history(self, slug: str, about: str | None = None) -> tuple[ChangeRecord, ...]:
        """Return the changes of an area, or of one fact, oldest first."""
        ...

    def changes_between(self, before: Edition, after: Edition) -> tuple[ChangeRecord, ...] | None:
        """Return all that was written between two editions of an area, oldest first.

        It asks nobody: None where this process has not written it all itself, or not lately.
        """
        ...

    def put(self, snapshot: Snapshot, history: Sequence[ChangeRecord]) -> None:
        """Write a whole area as it was exported, at its revision; refuses an area that exists."""
        ...

    def contents(self) -> Contents:
        """Return everything that is kept, as of one moment, whoever writes meanwhile."""
        ...

    def fill(self, contents: Contents) -> None:
        """Write everything into an empty store in one transaction; refuses one that is not empty.

        What an older version of the program kept comes in as this version keeps it.
        """
        ...

    def places(self, slug: str, layout: str) -> dict[str, tuple[float, float]]:
        """Return the kept places of things on an area's map, by id."""
        ...

    def keep_places(
        self, slug: str, layout: str, places: Mapping[str, tuple[float, float]]
    ) -> None:
        """Keep the places of moved things; others keep theirs."""
        ...

    def keep_scenario(self, scenario: Scenario, seen: int = 0) -> Scenario:
        """Keep a scenario of an area and return it with its version; the map stays as it is.

        seen is the version it takes the place of (0: the name is new). Where something else is
        kept under the name, or nothing any more, that is a ScenarioMoved.
        """
        ...

    def scenarios(self, slug: str) -> tuple[Scenario, ...]:
        """Return the scenarios of an area, by name."""
        ...

    def scenario(self, slug: str, name: str) -> Scenario:
        """Return a scenario; raises UnknownThing, as a ScenarioGone where somebody ended it."""
        ...

    def accept_scenario(
        self,
        slug: str,
        name: str,
        who: str,
        when: datetime,
        seen: int | None = None,
        via: str = "",
    ) -> int:
        """Write a scenario's changes as one batch and drop it; return the area's new revision.

        Both or neither, in one transaction. seen is the version that was looked at (None: the one
        that is kept), via the door that it came by. Raises UnknownThing, ScenarioMoved, and a
        Conflict that names what has moved since it was proposed; then nothing is written and the
        scenario stays.
        """
        ...

    def drop_scenario(
        self, slug: str, name: str, who: str, when: datetime, seen: int | None = None
    ) -> None:
        """Drop a scenario; raises UnknownThing and ScenarioMoved."""
        ...

    def forget_places(self, slug: str, layout: str) -> None:
        """Forget the kept places of a layout: its things stand where the layout puts them."""
        ...

    def find(self, text: str, slug: str | None = None) -> tuple[Hit, ...]:
        """Find things whose name, alias or id contains a text, whatever its case."""
        ...

    def verify(self) -> tuple[str, ...]:
        """Check that what is stored is whole; return a sentence for each fault."""
        ...

    def close(self) -> None:
        """Close the store; everything acknowledged is on disk."""
        ...
