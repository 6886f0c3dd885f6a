"""The command that checks an area against the guidance."""

import click

from api.commands.area_views import area_view, note_cautions
from api.commands.options import (
    chosen_store,
    complete_option,
    day_option,
    format_option,
    known_option,
    store_option,
)
from api.commands.output import say_in
from api.errors import ANSWER_IS_NO, DONE
from api.reports.findings import FORMATS
from api.service.reader import Reader
from graph.rules.finding import Outcome
from graph.rules.registry import rule_by_id

_FAILS = {
    "gap": {Outcome.GAP},
    "planned": {Outcome.GAP, Outcome.PLANNED},
    "silent": {Outcome.GAP, Outcome.PLANNED, Outcome.SILENT},
}


@click.command()
@click.argument("slug")
@day_option
@known_option
@complete_option
@click.option("--rule", "rule_ids", multiple=True, metavar="ID", help="Only this check.")
@format_option(FORMATS, "the findings")
@click.option(
    "--fail-on",
    type=click.Choice(list(_FAILS)),
    help="End with exit code 1 when there is a gap (or also planned, or also silent).",
)
@store_option
def check(
    slug: str,
    as_of: str | None,
    known_at: str | None,
    complete: bool,
    rule_ids: tuple[str, ...],
    output_format: str,
    fail_on: str | None,
    store_url: str | None,
) -> int:
    """Check an area: what to act on, what to ask, what is fine, each with its source."""
    wanted = {rule_by_id(rule_id).id for rule_id in rule_ids}
    with chosen_store(store_url) as store:
        reader = Reader(store)
        view = area_view(reader, slug, as_of, complete, known_at)
        findings = [f for f in reader.findings(view) if not wanted or f.rule in wanted]
    note_cautions(view, output_format)
    say_in(output_format, FORMATS[output_format](view, findings))
    failing = _FAILS.get(fail_on or "", set())
    return ANSWER_IS_NO if any(finding.outcome in failing for finding in findings) else DONE
