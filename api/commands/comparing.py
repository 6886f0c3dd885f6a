"""Commands that compare, and that measure who holds the network together."""

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
from api.commands.output import say, say_in
from api.reports import comparison as comparison_report
from api.reports import measures as measures_report
from api.service.comparisons import Asked, compared
from api.service.reader import Reader, read_day
from graph.measures.catalogue import MEASURES, measured


@click.command()
@click.argument("slug")
@click.option("--from", "first", metavar="DAY", help="The earlier of two days, as 2023-03-31.")
@click.option("--to", "last", metavar="DAY", help="The later day.")
@click.option("--with", "area", metavar="SLUG2", default="", help="Another area.")
@click.option("--scenario", metavar="NAME", default="", help="A scenario kept for this area.")
@click.option("--beside", metavar="NAME", default="", help="A scenario to hold that one against.")
@click.option("--known-from", metavar="DAY", help="What was on record by the end of this day.")
@click.option("--known-to", metavar="DAY", help="And by the end of this later one.")
@day_option
@known_option
@complete_option
@format_option(comparison_report.FORMATS, "what differs")
@store_option
def compare(
    slug: str,
    first: str | None,
    last: str | None,
    area: str,
    scenario: str,
    beside: str,
    known_from: str | None,
    known_to: str | None,
    as_of: str | None,
    known_at: str | None,
    complete: bool,
    output_format: str,
    store_url: str | None,
) -> None:
    """Say what differs between two days, from another area, with a scenario, or in the record.

    Give --from and --to, or --with, or --scenario, or --known-from and --known-to.
    """
    known = (read_day(known_from), read_day(known_to))
    asked = Asked(read_day(first), read_day(last), area, scenario, beside, *known)
    with chosen_store(store_url) as store:
        reader = Reader(store)
        found = compared(reader, area_view(reader, slug, as_of, complete, known_at), asked)
    say(comparison_report.FORMATS[output_format](found), nl=False)


@click.command()
@click.argument("slug")
@click.option(
    "--measure",
    "names",
    multiple=True,
    type=click.Choice([measure.id for measure in MEASURES]),
    help="Only this measure.",
)
@day_option
@known_option
@format_option(measures_report.FORMATS, "the measures")
@store_option
def measures(
    slug: str,
    names: tuple[str, ...],
    as_of: str | None,
    known_at: str | None,
    output_format: str,
    store_url: str | None,
) -> None:
    """Say what hangs on one thing, and measure who holds the network together.

    Bodies, posts and organisations are measured; never people, families or volunteers.
    """
    with chosen_store(store_url) as store:
        view = area_view(Reader(store), slug, as_of, known_at=known_at)
    wanted = names or tuple(measure.id for measure in MEASURES)
    readings = [measured(view, name) for name in wanted]
    note_cautions(view, output_format)
    say_in(output_format, measures_report.FORMATS[output_format](view, readings))
