"""What every door compares: two days of an area, an area with a scenario, or two areas."""

from datetime import date

from api.errors import UsageError
from api.reader import Reader
from graph.compare import Comparison, compare
from graph.dates import day_words
from graph.errors import UnknownThing
from graph.rules.finding import Finding
from graph.rules.run import run
from graph.scenarios import Scenario
from graph.view import View
from graph.what_if import apply_to


def of_days(reader: Reader, view: View, first: date, last: date) -> Comparison:
    """Compare two days of what an area's record says now; raises UsageError where they are one."""
    if first >= last:
        said = f"{day_words(first)} is not before {day_words(last)}"
        raise UsageError(f"{said}: give the earlier day first, and a later one.")
    before, after = (_on(reader, view, day) for day in (first, last))
    return _compared(reader, before, after)


def of_areas(reader: Reader, view: View, slug: str, day: date | None = None) -> Comparison:
    """Compare an area with another, each on the day its record describes unless one is given."""
    if slug == view.snapshot.area.slug:
        raise UsageError(f"{view.snapshot.area.name} is the same on both sides: name another area.")
    return _compared(reader, view, reader.view(slug, day, view.complete))


def of_scenarios(reader: Reader, view: View, name: str, beside: str = "") -> Comparison:
    """Compare what a scenario would make of an area with it now, or with another scenario.

    Raises UnknownThing, and Conflict where what a scenario touches has moved since.
    """
    if name == beside:
        raise UsageError(f'"{name}" is the scenario on both sides: name two.')
    before, found_before = _tried(reader, view, beside) if beside else _as_it_is(reader, view)
    after, found_after = _tried(reader, view, name)
    return compare(before, after, found_before, found_after)


def _on(reader: Reader, view: View, day: date) -> View:
    snapshot, complete = view.snapshot, view.complete
    key = f"as of {day}, complete {complete}"
    return reader.kept(view, key, lambda: View(snapshot, day, complete))


def _compared(reader: Reader, before: View, after: View) -> Comparison:
    key = f"beside {after.snapshot.area.slug} {after.snapshot.revision} {after.day}"
    return reader.kept(
        before,
        key,
        lambda: compare(before, after, reader.findings(before), reader.findings(after)),
    )


def _as_it_is(reader: Reader, view: View) -> tuple[View, tuple[Finding, ...]]:
    return view, reader.findings(view)


def _tried(reader: Reader, view: View, name: str) -> tuple[View, tuple[Finding, ...]]:
    """Return an area with a scenario's changes; its revision is not the store's, so not kept."""
    scenario = _named(reader, view, name)
    tried = View(apply_to(view.snapshot, scenario.changes), view.day, view.complete)
    return tried, run(tried)


def _named(reader: Reader, view: View, name: str) -> Scenario:
    slug = view.snapshot.area.slug
    kept = {scenario.name: scenario for scenario in reader.store.scenarios(slug)}
    if name not in kept:
        raise UnknownThing.nearest_to("scenario", name, sorted(kept), f"of {slug}")
    return kept[name]
