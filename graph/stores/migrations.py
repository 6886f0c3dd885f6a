"""What an older store needs besides tables: steps from one version of the schema to the next.

Tables and columns come from the kinds and each adapter adds what is missing. A step changes facts,
as batches that the history keeps; so it is the same on every engine.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from graph.facts.changes import Batch, Changed, ChangeRecord
from graph.facts.model import Area, Reference
from graph.facts.store_dump import Contents

WHO = "Golden Thread"


@dataclass(frozen=True, slots=True)
class Migration:
    """The way to a version of the schema from the one before it."""

    version: int
    why: str
    batches: Callable[[Contents], Iterable[Batch]]


def migrate(
    version: int, contents: Callable[[], Contents], apply: Callable[[Batch], object]
) -> None:
    """Take every step after a version, within the transaction of the caller."""
    for step in MIGRATIONS:
        if step.version > version:
            for batch in step.batches(contents()):
                apply(batch)


def _funding(area: object) -> tuple[bool | None, bool | None]:
    """Return what is recorded of an area's funding; nothing where it is no area."""
    if not isinstance(area, Area):
        return (None, None)
    return (area.start_for_life_funded, area.transformation_fund)


def _funding_sources(contents: Contents) -> Iterator[Batch]:
    """Yield changes that give the funding of areas its source.

    Version 1 kept none with the area, but the history says in what the change was read that
    recorded it.
    """
    last: dict[str, ChangeRecord] = {}
    for record in contents.history:
        if _funding(record.before) != _funding(record.after):
            last[record.fact_id] = record
    for slug in contents.slugs():
        area = contents.facts[slug][0]
        if not isinstance(area, Area) or area.sources or slug not in last:
            continue
        if _funding(area) == (None, None) or not last[slug].source.strip():
            continue
        sourced = replace(area, sources=(Reference(last[slug].source.strip()),))
        yield Batch(
            id=f"schema-2 {slug}",
            area=slug,
            who=WHO,
            when=datetime.now(UTC),
            source="the history of the area",
            changes=(Changed(sourced),),
        )


def _nothing_recorded(contents: Contents) -> Iterator[Batch]:
    """Yield no change: what versions 3 and 4 added, older facts do not have: it is not recorded.

    Tables and columns come by themselves; the number tells an older program, which would not know
    what to make of a matter or a decision, or would lose by whom something was said, to leave the
    store alone.
    """
    yield from ()


MIGRATIONS = (
    Migration(2, "whether an area is funded has a source", _funding_sources),
    Migration(3, "who may decide and how a body works have a place", _nothing_recorded),
    Migration(4, "the history says by which door, said by whom and on what day", _nothing_recorded),
)
