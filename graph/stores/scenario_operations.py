"""The operations on kept scenarios, in statements; each runs within one transaction of the caller.

A repeated one, as where the answer of a server was lost on its way, is answered as the first was.
"""

from datetime import datetime

from graph.facts.identifiers import natural_key
from graph.facts.journal_entries import Note, end_entry, scenario_entry, to_nobody
from graph.facts.scenarios import Scenario, ScenarioEnd
from graph.stores import operations
from graph.stores.operations import Run
from graph.stores.preconditions import check_seen, unknown_scenario, versioned
from graph.stores.rows import (
    end_row,
    from_end_row,
    from_scenario_row,
    scenario_key,
    scenario_row,
)
from graph.stores.statements import text


def scenarios(run: Run, slug: str) -> tuple[Scenario, ...]:
    """Return the scenarios of an area, by name."""
    operations.revision(run, slug)
    found = map(from_scenario_row, run(text("scenarios"), {"area": slug}))
    return tuple(sorted(found, key=lambda scenario: natural_key(scenario.name)))


def scenario(run: Run, slug: str, name: str) -> Scenario:
    """Return a scenario; raises UnknownThing, which says what became of it."""
    operations.revision(run, slug)
    found = kept_scenario(run, slug, name)
    if found is None:
        names = [kept.name for kept in scenarios(run, slug)]
        raise unknown_scenario(name, names, slug, _end(run, slug, name))
    return found


def keep_scenario(run: Run, proposed: Scenario, seen: int, note: Note = to_nobody) -> Scenario:
    """Keep a scenario of an area, over the version that was seen; return it with its version."""
    slug, name = proposed.area, proposed.name
    operations.revision(run, slug)
    made = versioned(proposed, seen, kept_scenario(run, slug, name), _end(run, slug, name))
    run(text("keep_scenarios"), {"rows": [scenario_row(made)]})
    note([scenario_entry(made)])
    return made


def accept_scenario(
    run: Run,
    slug: str,
    name: str,
    who: str,
    when: datetime,
    seen: int | None,
    via: str = "",
    note: Note = to_nobody,
) -> int:
    """Write a scenario's changes and drop it; return the area's new revision."""
    end = _end(run, slug, name)
    if end and end.is_by(who, when, accepted=True) and not kept_scenario(run, slug, name):
        return end.revision
    accepted = scenario(run, slug, name)
    check_seen(accepted, seen)
    made = operations.apply(run, accepted.batch(who, when, via), accepted.expected, note)
    _drop(run, accepted.ended(who, when, made), note)
    return made


def drop_scenario(
    run: Run,
    slug: str,
    name: str,
    who: str,
    when: datetime,
    seen: int | None,
    note: Note = to_nobody,
) -> None:
    """Drop a scenario; the map stays as it is."""
    end = _end(run, slug, name)
    if end and end.is_by(who, when, accepted=False) and not kept_scenario(run, slug, name):
        return
    dropped = scenario(run, slug, name)
    check_seen(dropped, seen)
    _drop(run, dropped.ended(who, when, None), note)


def _drop(run: Run, end: ScenarioEnd, note: Note) -> None:
    write_end(run, end)
    note([end_entry(end)])


def write_end(run: Run, end: ScenarioEnd) -> None:
    """Take a scenario away, if it is there, and remember what became of it."""
    run(text("drop_scenario"), {"id": scenario_key(end.area, end.name)})
    run(text("keep_scenario_ends"), {"rows": [end_row(end)]})


def kept_scenario(run: Run, slug: str, name: str) -> Scenario | None:
    """Return a scenario; None where none is kept under the name."""
    rows = run(text("scenario"), {"id": scenario_key(slug, name)})
    return from_scenario_row(rows[0]) if rows else None


def _end(run: Run, slug: str, name: str) -> ScenarioEnd | None:
    rows = run(text("scenario_end"), {"id": scenario_key(slug, name)})
    return from_end_row(rows[0]) if rows else None
