"""The command that says who may decide on what, and how powers were passed on."""

import click

from api.commands.area_views import area_view, note_cautions
from api.commands.options import chosen_store, day_option, format_option, known_option, store_option
from api.commands.output import say_in
from api.reports.decisions import FORMATS
from api.service.reader import Reader


@click.command()
@click.argument("slug")
@click.argument("matter", required=False)
@day_option
@known_option
@format_option(FORMATS, "the matters")
@store_option
def decisions(
    slug: str,
    matter: str | None,
    as_of: str | None,
    known_at: str | None,
    output_format: str,
    store_url: str | None,
) -> None:
    """Say who may decide on each matter, or on MATTER, up to what, and by whose delegation.

    MATTER is an id or a name, or words that a delegation uses.
    """
    with chosen_store(store_url) as store:
        view = area_view(Reader(store), slug, as_of, known_at=known_at)
    note_cautions(view, output_format)
    say_in(output_format, FORMATS[output_format](view, matter))
