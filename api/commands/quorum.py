"""The command that says how much absence the quorum of a body bears."""

import click

from api.commands.area_views import area_view, note_cautions
from api.commands.options import chosen_store, day_option, format_option, known_option, store_option
from api.commands.output import say_in
from api.reports.quorum import FORMATS
from api.service.reader import Reader


@click.command()
@click.argument("slug")
@click.argument("body", required=False)
@day_option
@known_option
@format_option(FORMATS, "the bodies")
@store_option
def quorum(
    slug: str,
    body: str | None,
    as_of: str | None,
    known_at: str | None,
    output_format: str,
    store_url: str | None,
) -> None:
    """Say which organisations each body, or BODY, cannot meet without, and how near it came.

    BODY is an id or a name.
    """
    with chosen_store(store_url) as store:
        view = area_view(Reader(store), slug, as_of, known_at=known_at)
    note_cautions(view, output_format)
    say_in(output_format, FORMATS[output_format](view, body))
