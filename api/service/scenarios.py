"""Scenarios at the doors: kept under a name, accepted into the record, or found by name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from api.access.persons import person_here
from api.errors import UsageError
from api.service.proposals import MOST_TEXT, effect_of, left_words
from api.service.reader import Reader
from graph.errors import GraphError
from graph.facts.changes import Added, Change, Changed
from graph.facts.identifiers import slugify, source_id
from graph.facts.model import Area, Fact, Recorded, Reference, Snapshot, Source
from graph.facts.scenarios import Scenario, propose
from graph.view import View


def scenario_of(reader: Reader, slug: str, name: str) -> Scenario:
    """Return a kept scenario by its name; raises UnknownThing, which tells who ended it."""
    return reader.store.scenario(slug, name)


def plain_scenario_name(given: str) -> str:
    """Return a name as it is kept: without white space around it, or more than one inside."""
    return " ".join(given.split())


def keep(
    reader: Reader, slug: str, name: str, changes: Sequence[Change], seen: int = 0
) -> Scenario:
    """Keep changes under a name, over the version that was seen (0: the name is new).

    Raises UsageError where there is nothing, or no name, and ScenarioMoved where another is kept.
    """
    name = plain_scenario_name(name)
    if not changes:
        raise UsageError("Nothing is proposed yet: add a link first.")
    if not name or len(name) > MOST_TEXT:
        raise UsageError(f"Give the scenario a name of at most {MOST_TEXT} letters.")
    snapshot, author = reader.snapshot(slug), person_here().name
    sourced = with_source(snapshot, name, author, changes)
    made = propose(snapshot, name, author, date.today(), sourced)
    return reader.store.keep_scenario(made, seen)


def with_source(
    snapshot: Snapshot, name: str, author: str, changes: Sequence[Change]
) -> tuple[Change, ...]:
    """Give what is proposed and cites nothing of its own the scenario as its source."""
    known, slug = snapshot.facts(), snapshot.area.slug
    if not any(_cites_nothing(change, known) for change in changes):
        return tuple(changes)
    base = document = f"scenario-{slugify(name)}"
    taken, number = {*known, *(fact_id(c) for c in changes)}, 2
    while source_id(slug, document) in taken:
        document, number = f"{base}-{number}", number + 1
    title = f'Scenario "{name}", proposed by {author}'
    source = Source(area=slug, document=document, title=title, read_on=date.today())
    return (Added(source), *citing(snapshot, changes, Reference(document)))


def citing(
    snapshot: Snapshot, changes: Sequence[Change], reference: Reference
) -> tuple[Change, ...]:
    """Give what is added or changed and cites nothing of its own a place where it was read."""
    known = snapshot.facts()
    return tuple(_citing(c, reference) if _cites_nothing(c, known) else c for c in changes)


def _cites_nothing(change: Change, known: Mapping[str, Fact]) -> bool:
    """Say whether a fact has no source, or only those of what it read before."""
    if not isinstance(change, Added | Changed) or not isinstance(change.fact, Recorded | Area):
        return False
    old = known.get(change.fact.id)
    return change.fact.sources == (old.sources if isinstance(old, Recorded | Area) else ())


def _citing(change: Change, reference: Reference) -> Change:
    assert isinstance(change, Added | Changed)
    assert isinstance(change.fact, Recorded | Area)
    cited = (*change.fact.sources, reference)
    return replace(change, fact=replace(change.fact, sources=cited))


def fact_id(change: Change) -> str:
    """Return the id of the fact that a change is about."""
    return change.fact.id if isinstance(change, Added | Changed) else change.fact_id


def hanging_after(reader: Reader, view: View, name: str) -> list[str]:
    """Say what will hang on what a scenario ends, once it is accepted; raises UnknownThing.

    Nothing where its changes do not fit any more: accepting it says why.
    """
    changes = scenario_of(reader, view.snapshot.area.slug, name).changes
    try:
        return left_words(effect_of(reader, view, changes))
    except GraphError:
        return []


def accept_kept(reader: Reader, slug: str, name: str, seen: int | None = None) -> int:
    """Write a scenario into the record, as it was seen (None: as it is kept).

    Returns the revision; raises UnknownThing and Conflict.
    """
    return reader.store.accept_scenario(slug, name, person_here().name, datetime.now(UTC), seen)


def drop_kept(reader: Reader, slug: str, name: str, seen: int | None = None) -> None:
    """Drop a scenario, as it was seen; raises UnknownThing and ScenarioMoved."""
    reader.store.drop_scenario(slug, name, person_here().name, datetime.now(UTC), seen)
