"""The command that ranks partners by how much they were seen and how key their part is."""

import click

from api.commands.area_views import area_view, note_cautions
from api.commands.options import chosen_store, day_option, format_option, store_option
from api.commands.output import say_in
from api.reports.engagement import FORMATS
from api.service.reader import Reader


@click.command()
@click.argument("slug")
@day_option
@format_option(FORMATS, "the partners")
@store_option
def engagement(slug: str, as_of: str | None, output_format: str, store_url: str | None) -> None:
    """Say which partners have a key role and have been seen less, and of which we do not know."""
    with chosen_store(store_url) as store:
        view = area_view(Reader(store), slug, as_of)
    note_cautions(view, output_format)
    say_in(output_format, FORMATS[output_format](view))
