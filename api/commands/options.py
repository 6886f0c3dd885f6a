"""Options that several commands share."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from api.commands.output import say
from api.errors import UsageError
from api.reports.wording import cautions
from api.service.load_archive import user_name
from api.service.newer_facts import NewerFacts, follow_today, newer_of
from api.service.reader import Reader, read_day
from api.settings import StoreAddress, store_address
from api.wiring import empty_store, is_there, open_store
from graph.facts.dates import day_words
from graph.sentences import invented_words
from graph.store import Store
from graph.view import View
from loaders.questions import ANSWER_OPTIONS

_Command = TypeVar("_Command", bound=Callable[..., Any])

store_option = click.option(
    "--store",
    "store_url",
    metavar="URL",
    help="The store, as ladybug:///path or neo4j://user@host:7687/database "
    "(default: GOLDENTHREAD_STORE, else your own).",
)
day_option = click.option(
    "--as-of",
    "as_of",
    metavar="DAY",
    help="The day to look at, as 2024-03-31 (default: the day the record describes).",
)
known_option = click.option(
    "--known-at",
    "known_at",
    metavar="DAY",
    help="What the map said at the end of this day, not what it says now.",
)
complete_option = click.option(
    "--complete",
    is_flag=True,
    help="Treat the map as complete: what is not recorded counts as missing.",
)
follow_option = click.option(
    "--follow-today",
    "follow",
    is_flag=True,
    help="Let the record follow today: it is no picture of a past day any more.",
)
force_option = click.option("--force", is_flag=True, help="Write over what is there.")


def format_option(formats: Iterable[str], what: str) -> Callable[[_Command], _Command]:
    """Return --format with the formats to choose from, text first."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(list(formats)),
        default="text",
        show_default=True,
        help=f"How to print {what}.",
    )


def check_free(output: Path, *, force: bool) -> None:
    """Refuse to write over what a person may have worked on; raises UsageError."""
    taken = any(output.iterdir()) if output.is_dir() else output.is_file()
    if taken and not force:
        raise UsageError(
            f"{output} is there already: name a new one, or write over it with --force."
        )


@contextmanager
def chosen_store(
    url: str | None, *, creating: bool = False, trying: bool = False
) -> Iterator[Store]:
    """Open the store that the option or the environment names.

    Only a command that brings something in creates one that is not there: raises UsageError. One
    that only tries what it would bring in (trying) is given an empty store, and says so.
    """
    address = store_address(url, os.environ)
    there = is_there(address)
    if isinstance(address, StoreAddress) and not there and trying:
        say(f"There is no store at {address.url} yet: this is checked against an empty one.")
        yield empty_store()
        return
    if isinstance(address, StoreAddress) and not there and not creating:
        right = 'correct the address, or bring an area in with "goldenthread examples" or "load"'
        raise UsageError(f"There is no store at {address.url}: {right}.")
    with open_store(address) as store:
        yield store


def answer_options(command: _Command) -> _Command:
    """Give a command an option for each way to answer what a file asks."""
    for option in reversed(ANSWER_OPTIONS):
        command = click.option(
            f"--{option.name}",
            multiple=True,
            metavar=option.typed,
            help=f"Answer a question of the file: {option.help}.",
        )(command)
    return command


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
        say(follow_today(store, slug, user_name()))
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
