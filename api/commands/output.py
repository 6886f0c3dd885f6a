"""The only way a command prints: a name in a file or an old store never commands the terminal.

Nor does what is printed ever end in a traceback: into files and pipes goes UTF-8, whatever code
page Windows or PYTHONIOENCODING names, and what a terminal cannot show becomes a question mark.
"""

import io
import os
import stat
import sys
from contextlib import suppress

import click

from graph.facts.unsafe_text import visible

# By which Excel knows that a CSV file is UTF-8: without it an arrow is read as three letters.
_MARK = "\ufeff"


def say(text: str = "", *, nl: bool = True, err: bool = False) -> None:
    """Print a text without what nobody would see in it; err prints to stderr."""
    click.echo(visible(text), nl=nl, err=err)


def say_in(output_format: str, text: str) -> None:
    """Print an answer in a format; CSV that begins a file gets the mark of UTF-8.

    A pipe gets none: the program behind it would take it for a part of the first heading.
    """
    if output_format == "csv" and _begins_file():
        click.echo(_MARK, nl=False)
    say(text, nl=False)


def prepare_streams() -> None:
    """Let both streams take every text: UTF-8 into files and pipes, else what can be shown."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def _begins_file() -> bool:
    """Say whether what is printed next is the first of a file."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        number = sys.stdout.fileno()
        is_file = stat.S_ISREG(os.fstat(number).st_mode)
        return is_file and os.fstat(number).st_size == 0
    return False
