"""The only way a command prints: a name in a file or an old store never commands the terminal."""

import click

from graph.facts.unsafe_text import visible


def say(text: str = "", *, nl: bool = True, err: bool = False) -> None:
    """Print a text without what nobody would see in it; err prints to stderr."""
    click.echo(visible(text), nl=nl, err=err)
