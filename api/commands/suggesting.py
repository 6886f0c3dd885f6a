"""The command that says the smallest step which would close a finding."""

from typing import Any

import click

from api.commands.area_views import area_view, note_invented
from api.commands.options import (
    chosen_store,
    complete_option,
    day_option,
    format_option,
    store_option,
)
from api.commands.output import say
from api.errors import ANSWER_IS_NO, DONE
from api.reports.printing import json_text
from api.service.proposals import suggested
from api.service.reader import Reader
from graph.suggestions.search import SubjectSteps, Suggestion
from graph.view import View

_format_option = format_option(("text", "json"), "the answer")


@click.command("suggest")
@click.argument("slug")
@click.argument("rule")
@click.option("--subject", metavar="ID", help="What it is about (default: the first open).")
@click.option("--most", type=click.IntRange(1, 20), default=5, show_default=True, help="How many.")
@day_option
@complete_option
@_format_option
@store_option
def suggest_(
    slug: str,
    rule: str,
    subject: str | None,
    most: int,
    as_of: str | None,
    complete: bool,
    output_format: str,
    store_url: str | None,
) -> int:
    """Say the smallest step that would close a finding, for each thing it is open for.

    With --subject, the different steps for that one. Where no step is small enough, what to ask.
    """
    with chosen_store(store_url) as store:
        reader = Reader(store)
        view = area_view(reader, slug, as_of, complete)
        closing = suggested(reader, view, rule, _subject(view, subject), most)
    note_invented(view)
    if output_format == "json":
        rows = [row for one in closing.subjects for row in _subject_rows(rule, one)]
        nothing = [_no_step(rule, None, closing.nothing_open)] if closing.nothing_open else []
        say(json_text([*rows, *nothing]), nl=False)
    else:
        for one in closing.subjects:
            _print_steps(one)
        if closing.left_out:
            say(f"And {closing.left_out} more that are open: --most, or --subject ID.")
        if closing.nothing_open:
            say(closing.nothing_open)
    return DONE if closing.steps else ANSWER_IS_NO


def _print_steps(one: SubjectSteps) -> None:
    say(f"{one.name}: {one.sentence}")
    for number, step in enumerate(one.steps, 1):
        say(f"  {number}. {' '.join(step.sentences)}")
        say(f"     {step.why}")
        for words, others in (("closes", step.closed), ("opens", step.opened)):
            if others:
                say(f"     also {words}: {', '.join(moved.rule for moved in others)}")
    if one.none:
        say(f"  {one.none}")


def _subject(view: View, given: str | None) -> str | None:
    """Return a subject: a thing by its local id, else the word as it stands (a sector, an id)."""
    local = f"{view.snapshot.area.slug}/{given}"
    return local if local in view.snapshot.nodes else given


def _subject_rows(rule: str, one: SubjectSteps) -> list[dict[str, Any]]:
    """Return the steps of a subject, or the sentence that says what to do instead."""
    return [_suggestion(step) for step in one.steps] or [_no_step(rule, one.subject, one.none)]


def _no_step(rule: str, subject: str | None, why: str) -> dict[str, Any]:
    """Return a row without changes: nothing is open, or no small step closes it."""
    return {
        "rule": rule,
        "subject": subject,
        "word": "none",
        "why": why,
        "changes": [],
        "not_on_the_map_yet": 0,
        "also_closes": [],
        "also_opens": [],
    }


def _suggestion(one: Suggestion) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "subject": one.subject,
        "word": one.word,
        "why": one.why,
        "changes": list(one.sentences),
        "not_on_the_map_yet": one.invented,
        "also_closes": [moved.rule for moved in one.closed],
        "also_opens": [moved.rule for moved in one.opened],
    }
