"""The command that prints the partnership questions, and the lists about partners."""

import click

from api.commands.area_views import area_view
from api.commands.options import (
    chosen_store,
    complete_option,
    day_option,
    known_option,
    store_option,
)
from api.commands.output import say
from api.reports.partnership import as_text
from api.service.reader import Reader, read_day


@click.command()
@click.argument("slug")
@day_option
@known_option
@complete_option
@store_option
def partnership(
    slug: str,
    as_of: str | None,
    known_at: str | None,
    complete: bool,
    store_url: str | None,
) -> None:
    """Answer the twelve questions and nine barriers, and list partners, money and risks."""
    with chosen_store(store_url) as store:
        reader = Reader(store)
        view = area_view(reader, slug, as_of, complete, known_at)
        findings = reader.findings(view)
    say(as_text(view, findings, read_day(known_at)), nl=False)
