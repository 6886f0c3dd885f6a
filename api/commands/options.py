"""Options that several commands share."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from api.commands.output import say
from api.errors import UsageError
from api.settings import StoreAddress, store_address
from api.wiring import empty_store, is_there, open_store
from graph.store import Store

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
    # Here, as only the commands that load a file have a use for it.
    from loaders.questions import ANSWER_OPTIONS

    for option in reversed(ANSWER_OPTIONS):
        command = click.option(
            f"--{option.name}",
            multiple=True,
            metavar=option.typed,
            help=f"Answer a question of the file: {option.help}.",
        )(command)
    return command
