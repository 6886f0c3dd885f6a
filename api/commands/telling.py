"""The command that tells what was written into an area, and by whom."""

import click

from api.commands.options import chosen_store, format_option, store_option
from api.commands.output import say_in
from api.errors import UsageError
from api.reports.field_changes import with_former_names
from api.reports.history import FORMATS, as_csv, as_json, as_text, written_batches
from api.service.reader import Reader, read_day, resolve
from graph.facts.stamps import moment_of
from graph.history import changes_about


@click.command()
@click.argument("slug")
@click.option("--about", metavar="THING", help="Only changes to this thing and its links.")
@click.option("--since", metavar="DAY", help="Only what was written on this day (UTC) or later.")
@click.option("--batch", metavar="ID", help="Only the writing with this id.")
@format_option(FORMATS, "the history")
@store_option
def history(
    slug: str,
    about: str | None,
    since: str | None,
    batch: str | None,
    output_format: str,
    store_url: str | None,
) -> None:
    """List what was written of an area: what changed, who wrote it, by which door, from what.

    The newest comes first. In brackets stands the id of each writing.
    """
    day = read_day(since)
    with chosen_store(store_url) as store:
        reader = Reader(store)
        snapshot, everything = reader.snapshot(slug), reader.history(slug)
    records = changes_about(everything, resolve(snapshot, about)) if about else everything
    found = [
        record
        for record in reversed(records)
        if (day is None or moment_of(record).date() >= day) and batch in (None, record.batch)
    ]
    if batch and not found:
        raise UsageError(f'Nothing was written with the id "{batch}": history lists them all.')
    naming = with_former_names(snapshot, everything)
    match output_format:
        case "json":
            text = as_json(slug, found, naming)
        case "csv":
            text = as_csv(found, naming)
        case _:
            batches = written_batches(found, found, everything, snapshot)
            text = as_text(snapshot.area.title, batches)
    say_in(output_format, text)
