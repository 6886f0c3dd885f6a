"""What commands about an area share: the view that is asked for, and what is said beside it.

Apart from the options, since reading an area loads the checks, which other commands need not wait
for.
"""

from api.commands.output import say
from api.errors import UsageError
from api.reports.wording import cautions
from api.service.newer_facts import NewerFacts, follow_today, newer_of
from api.service.reader import Reader, read_day
from graph.facts.dates import day_words
from graph.sentences import invented_words
from graph.store import Store
from graph.view import View


def area_view(
    reader: Reader,
    slug: str,
    as_of: str | None,
    complete: bool = False,
    known_at: str | None = None,
) -> View:
    """Return the view of an area that the options ask for."""
    if not reader.areas():
        raise UsageError('The store has no areas yet: run "goldenthread examples" first.')
    return reader.view(slug, read_day(as_of), complete, read_day(known_at))


def say_newer(store: Store, slug: str, follow: bool, how: str = "") -> None:
    """Let the record follow today where that is asked for; else say what the day it shows hides.

    how says how to let it follow where this command cannot be run again.
    """
    if follow:
        say(follow_today(store, slug))
    note_newer(newer_of(store.read(slug)), how or "run this again with --follow-today.")


def note_newer(newer: NewerFacts, how: str) -> None:
    """Say what lies after the day an area opens on, and how to let the record follow today."""
    for sentence in newer.sentences:
        say(f"Note: {sentence}")
    if newer.count and newer.described:
        say(f"To let the record follow today, {how}")


def note_cautions(view: View, output_format: str) -> None:
    """Say beside a table what a reader of its day should keep in mind; others say it themselves."""
    for caution in cautions(view) if output_format == "csv" else ():
        say(f"Note: {caution}", err=True)


def note_invented(view: View) -> None:
    """Say beside what names no area, or is for programs, that it is of one that is made up."""
    if words := invented_words(view.snapshot.area):
        say(f"Note: {words}", err=True)


def shown_day(view: View) -> str:
    """Say which day is looked at and why."""
    said = day_words(view.day)
    if view.day == view.snapshot.area.recorded_as_of:
        return f"{said}, the day its record describes"
    return said
