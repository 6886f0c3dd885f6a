"""What was written in one batch: its changes, and what the checks say since."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.service.comparisons import of_views
from api.service.reader import Reader
from graph.compare import Comparison
from graph.facts.changes import ChangeRecord
from graph.facts.model import Snapshot
from graph.history import known_after
from graph.undo import batch_of
from graph.view import View, default_day


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a batch: the revision it made, its changes, and the area before and after it.

    batch is "" where nothing came of it, or nothing is written yet. told says what could not be as
    it was asked. is_latest says that the area still reads as it did after it. comparison is None
    where the batch made the area.
    """

    revision: int
    batch: str
    records: tuple[ChangeRecord, ...]
    comparison: Comparison | None
    told: tuple[str, ...] = ()
    is_latest: bool = True


def written_of(
    reader: Reader, slug: str, batch: str, told: Sequence[str] = (), before: View | None = None
) -> Written:
    """Return what a batch wrote that is in the history of an area, however long ago.

    before is the area as it was, where somebody has it. Raises UnknownThing.
    """
    history, present = history_with(reader, slug)
    records = batch_of(history, batch)
    at = history.index(records[0])
    end = at + len(records)
    latest = end == len(history)
    after = present if latest else known_after(history, slug, end, present)
    assert after is not None
    view = reader.view(slug) if latest else View(after, default_day(after, reader.today()))
    if before is None or before.snapshot.revision != after.revision - 1:
        old = known_after(history, slug, at, present)
        before = View(old, view.day) if old else None
    found = None
    if before is not None:
        was = before if before.day == view.day else reader.derived(before, View.on, view.day, False)
        found = of_views(reader, was, view)
    return Written(after.revision, batch, records, found, tuple(told), latest)


def history_with(reader: Reader, slug: str) -> tuple[tuple[ChangeRecord, ...], Snapshot]:
    """Return the history of an area and the area itself as of one edition of it."""
    while True:
        edition = reader.edition(slug)
        history, present = reader.history(slug), reader.snapshot(slug)
        if reader.edition(slug) == edition:
            return history, present
