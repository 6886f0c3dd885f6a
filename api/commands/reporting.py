"""The command that writes the report of an area for a board."""

from pathlib import Path

import click

from api.commands.area_views import area_view
from api.commands.moving import write_whole
from api.commands.options import (
    check_free,
    chosen_store,
    complete_option,
    day_option,
    force_option,
    known_option,
    store_option,
)
from api.commands.output import say
from api.errors import UsageError
from api.reports.board_paper import BoardPaper, paper_of
from api.reports.board_paper_html import write_html
from api.service.reader import Reader, read_day


@click.command()
@click.argument("slug")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file.")
@day_option
@known_option
@complete_option
@force_option
@store_option
def report(
    slug: str,
    output: Path,
    as_of: str | None,
    known_at: str | None,
    complete: bool,
    force: bool,
    store_url: str | None,
) -> None:
    """Write an area's report for a board: .docx for a word processor, .html works offline.

    A .docx that is there is written over with --force only: somebody may have worked on it. An
    .html is made anew each time.
    """
    if output.suffix not in (".docx", ".html"):
        raise UsageError(f"{output} ends in neither .docx nor .html: name it so.")
    if output.suffix == ".docx":
        check_free(output, force=force)
    with chosen_store(store_url) as store:
        reader = Reader(store)
        view = area_view(reader, slug, as_of, complete, known_at)
        paper = paper_of(reader, view, read_day(known_at))
    write_whole(output, _content(paper, output.suffix))
    say(f"{output}: the report of {view.snapshot.area.title}.")


def _content(paper: BoardPaper, suffix: str) -> str | bytes:
    if suffix == ".html":
        return write_html(paper)
    from api.reports.board_paper_docx import write_docx  # python-docx takes a while to load

    return write_docx(paper)
