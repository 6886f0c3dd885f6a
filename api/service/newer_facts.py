"""Facts of later days than the one an area opens on: told, and how the record follows today.

recorded_as_of makes a record the picture of a past day, and every door opens on that day. What is
written later and dated later would then be on record and shown by nothing, so whatever writes says
so, and offers to let the record follow today.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from api.service.batches import new_batch
from graph import sentences
from graph.facts.changes import Changed
from graph.facts.dates import day_words
from graph.facts.model import Area, Fact, Snapshot
from graph.store import Store
from graph.view import View, begins_after, newer_days

FOLLOWING = "the choice to let the record follow today"


@dataclass(frozen=True, slots=True)
class NewerFacts:
    """What an area has from after the day it opens on; described is None where that is today.

    count and newest are of the facts up to today, coming and first of those that begin later.
    """

    described: date | None
    count: int
    newest: date | None
    coming: int
    first: date | None

    @property
    def sentences(self) -> tuple[str, ...]:
        """What to tell whoever has written, or is about to; nothing where all shows."""
        said = []
        if self.described and self.newest:
            facts = "1 fact is" if self.count == 1 else f"{self.count} facts are"
            said.append(
                f"{facts} dated after {day_words(self.described)}, the day the record describes "
                f"and opens on (the newest is of {day_words(self.newest)}): nothing shows "
                f"{'it' if self.count == 1 else 'them'} until the record follows today."
            )
        if self.first and self.coming == 1:
            first = day_words(self.first)
            said.append(f"1 fact begins after today, on {first}: it is shown from then on.")
        elif self.first:
            first = f"the first on {day_words(self.first)}"
            said.append(
                f"{self.coming} facts begin after today, {first}: each is shown from its day on."
            )
        return tuple(said)


def newer_in(area: Area, facts: Iterable[Fact], today: date) -> NewerFacts:
    """Return what of these facts of an area lies after the day it opens on."""
    every = tuple(facts)
    newer = newer_days(every, area.recorded_as_of or today, today)
    coming = begins_after(every, today)
    return NewerFacts(
        described=area.recorded_as_of,
        count=len(newer),
        newest=max(newer.values(), default=None),
        coming=len(coming),
        first=min(coming, default=None),
    )


def newer_of(snapshot: Snapshot) -> NewerFacts:
    """Return what an area has from after the day it opens on."""
    return newer_in(snapshot.area, snapshot.facts().values(), date.today())


def cautions(view: View) -> tuple[str, ...]:
    """Return what a reader of a day should keep in mind, with what the record has from later."""
    return sentences.cautions(view, date.today())


def follow_today(store: Store, slug: str) -> str:
    """Let the record of an area follow today, as a change in its history; say what was done."""
    snapshot = store.read(slug)
    area = snapshot.area
    if area.recorded_as_of is None:
        return f"{area.name}: the record follows today already."
    batch = new_batch(slug, FOLLOWING, (Changed(replace(area, recorded_as_of=None)),))
    revision = store.apply(batch, {area.id: snapshot.versions.get(area.id, 1)})
    return (
        f"{area.name}: the record follows today from now on; it was a picture of "
        f"{day_words(area.recorded_as_of)} (revision {revision})."
    )
