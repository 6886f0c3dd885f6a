"""What every door compares: two days, a scenario, two areas, or what was on record on two days."""

from dataclasses import dataclass
from datetime import date

from api.errors import UsageError
from api.service.newer_facts import cautions
from api.service.proposals import Proposed
from api.service.reader import Reader
from graph import sentences
from graph.compare import Comparison, compare
from graph.errors import UnknownThing
from graph.facts.dates import day_words
from graph.facts.model import Area
from graph.reorganisation import Renamed, renamed_between, renamed_in, reorganisation
from graph.sentences import capital
from graph.view import View
from graph.what_if import apply_to
from visualisations.comparison_scene import ComparisonScene, scene_of


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison, what its two sides are called, and the new names written between two days."""

    found: Comparison
    before: str
    after: str
    written: tuple[Renamed, ...] = ()

    @property
    def renamed(self) -> tuple[Renamed, ...]:
        """The things that have another name: on either side, or written between two days."""
        both = (*self.written, *renamed_in(self.found))
        return tuple({one.id: one for one in both}.values())

    @property
    def reorganisation(self) -> tuple[str, ...]:
        """What became of the bodies, in five sentences; empty where nothing did."""
        return reorganisation(self.found, self.renamed)

    @property
    def one_area(self) -> bool:
        """Say whether both sides are of one area; two areas share no facts."""
        sides = (self.found.before, self.found.after)
        return len({view.snapshot.area.slug for view in sides}) == 1

    @property
    def cautions(self) -> tuple[str, ...]:
        """What a reader should keep in mind of each side; once where it is the same of both."""
        before, after = self.found.before, self.found.after
        # What is dated after the earlier of two days is just what they are compared for.
        two_days = self.one_area and before.day < after.day
        was = sentences.cautions(before) if two_days else cautions(before)
        now = cautions(after)
        if was == now:
            return was
        sides = ((self.before, was), (self.after, now))
        return tuple(f"{capital(side)}: {caution}" for side, told in sides for caution in told)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks to compare.

    Two days, another area, a scenario (beside another), or the record as it stood on two days.
    """

    first: date | None = None
    last: date | None = None
    area: str = ""
    scenario: str = ""
    beside: str = ""
    known_first: date | None = None
    known_last: date | None = None

    @property
    def ways(self) -> int:
        """How many of the four ways to compare are asked for."""
        days, known = self.first or self.last, self.known_first or self.known_last
        return sum(map(bool, (days, self.area, self.scenario, known)))


def compared(reader: Reader, view: View, asked: Asked) -> Compared:
    """Compare what is asked for; raises UsageError unless it is one way, whole."""
    if asked.ways != 1 or (asked.beside and not asked.scenario):
        raise UsageError(
            "Compare two days, or what was on record on two days, or with another area, or with a "
            "scenario: one of them."
        )
    if asked.area:
        return of_areas(reader, view, asked.area)
    if asked.scenario:
        return of_scenarios(reader, view, asked.scenario, asked.beside)
    if asked.known_first and asked.known_last:
        return of_known(reader, view, asked.known_first, asked.known_last)
    if not asked.first or not asked.last:
        raise UsageError("Two days are compared: give both, the earlier and the later one.")
    return of_days(reader, view, asked.first, asked.last)


def of_days(reader: Reader, view: View, first: date, last: date) -> Compared:
    """Compare two days of what an area's record says now, the earlier one first."""
    if first >= last:
        said = f"{day_words(first)} is not before {day_words(last)}"
        raise UsageError(f"{said}: give the earlier day first, and a later one.")
    before, after = (
        view if day == view.day else reader.derived(view, View.on, day, view.complete)
        for day in (first, last)
    )
    found = _found(reader, before, after)
    # What is written on the last day itself is on record by then.
    written = renamed_between(reader.history(view.snapshot.area.slug), first, last)
    on_map = [one for one in written if one.id in view.snapshot.nodes]
    # A view of what was known before the writing has the old name still.
    named = tuple(one for one in on_map if view.snapshot.nodes[one.id].name != one.before)
    return Compared(found, day_words(first), day_words(last), named)


def of_known(reader: Reader, view: View, first: date, last: date) -> Compared:
    """Compare what an area's record said by the end of two days, the earlier one first.

    Both are read as on the day of the view, so that only what was written in between differs.
    """
    if first >= last:
        said = f"{day_words(first)} is not before {day_words(last)}"
        raise UsageError(f"{said}: give the earlier day first, and a later one.")
    slug = view.snapshot.area.slug
    before, after = (reader.view(slug, view.day, view.complete, day) for day in (first, last))
    found = _found(reader, before, after)
    was, now = (f"the record as it stood on {day_words(day)}" for day in (first, last))
    return Compared(found, was, now)


def of_areas(reader: Reader, view: View, slug: str, day: date | None = None) -> Compared:
    """Compare an area with another, that one on the day its record describes unless one is given.

    Raises UnknownThing where there is no such area, and UsageError where one of the two is made
    up and the other is not.
    """
    if slug == view.snapshot.area.slug:
        raise UsageError(
            f"{view.snapshot.area.title} is the same on both sides: name another area."
        )
    known = [summary.area.slug for summary in reader.areas()]
    if slug not in known:
        raise UnknownThing.nearest_to("area", slug, known)
    other = reader.view(slug, day, view.complete)
    if not comparable(view.snapshot.area, other.snapshot.area):
        raise UsageError(
            f"Of {view.snapshot.area.title} and {other.snapshot.area.title} only one is real: "
            "compare an area that is made up with none that is not."
        )
    before, after = (f"{v.snapshot.area.title}, {day_words(v.day)}" for v in (view, other))
    return Compared(_found(reader, view, other), before, after)


def comparable(one: Area, other: Area) -> bool:
    """Say whether two areas may be compared: a real one with none that is made up."""
    return bool(one.invented) == bool(other.invented)


def of_scenarios(reader: Reader, view: View, name: str, beside: str = "") -> Compared:
    """Compare what a scenario would make of an area with it now, or with another scenario.

    Raises UnknownThing, and Conflict where what a scenario touches has moved since.
    """
    if name == beside:
        raise UsageError(f'"{name}" is the scenario on both sides: name two.')
    before = _with(reader, view, beside) if beside else view
    after = _with(reader, view, name)
    said = f"scenario “{beside}”" if beside else "as it is recorded"
    return Compared(_found(reader, before, after), said, f"scenario “{name}”")


def _with(reader: Reader, view: View, name: str) -> View:
    """Return an area with a scenario's changes, the same one as long as neither changes."""
    kept = reader.store.scenario(view.snapshot.area.slug, name)
    return reader.derived(view, _tried, Proposed.of(kept.changes))


def _tried(view: View, proposed: Proposed) -> View:
    return View(apply_to(view.snapshot, proposed.changes), view.day, view.complete)


def of_views(reader: Reader, before: View, after: View) -> Comparison:
    """Compare two views of one area, once for all who ask."""
    return _found(reader, before, after)


def _found(reader: Reader, before: View, after: View) -> Comparison:
    return reader.derived(before, _compare, after, reader)


def _compare(before: View, after: View, reader: Reader) -> Comparison:
    return compare(before, after, reader.findings(before), reader.findings(after))


def drawn_over_each_other(reader: Reader, compared: Compared) -> ComparisonScene:
    """Return the map of both sides of a comparison of one area, laid out once for the two."""
    before, after = compared.found.before, compared.found.after
    names = (compared.before, compared.after, compared.cautions)
    return reader.derived(before, _both_drawn, after, reader, *names)


def _both_drawn(
    before: View,
    after: View,
    reader: Reader,
    name_before: str,
    name_after: str,
    told: tuple[str, ...],
) -> ComparisonScene:
    found = _found(reader, before, after)
    return scene_of(found, name_before, name_after, cautions=told)
