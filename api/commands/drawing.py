"""The command that draws the map as a file."""

from pathlib import Path

import click

from api.commands.area_views import area_view
from api.commands.moving import write_whole
from api.commands.options import (
    chosen_store,
    complete_option,
    day_option,
    known_option,
    store_option,
)
from api.commands.output import say
from api.errors import UsageError
from api.service.maps import COLOURS, drawn
from api.service.reader import Reader
from visualisations.output import png, svg
from visualisations.scene import Scene


@click.command("map")
@click.argument("slug")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file.")
@click.option("--layout", type=click.Choice(["columns", "network"]), default="columns")
@click.option("--theme", type=click.Choice(["screen", "projector"]), default="screen")
@click.option("--size", type=click.Choice(list(svg.SIZES)), help="Paper to fit an .svg on.")
@click.option("--colour", type=click.Choice(list(COLOURS)), default="kind")
@day_option
@known_option
@complete_option
@store_option
def map_(
    slug: str,
    output: Path,
    layout: str,
    theme: str,
    size: str | None,
    colour: str,
    as_of: str | None,
    known_at: str | None,
    complete: bool,
    store_url: str | None,
) -> None:
    """Draw the map as one file: .html works offline, .svg and .png are the same picture.

    The file is drawn anew each time, in place of one that is there.
    """
    if output.suffix not in (".html", ".svg", ".png"):
        raise UsageError(f"{output} ends in none of .html, .svg and .png: name it so.")
    if size and output.suffix != ".svg":
        raise UsageError(f"--size {size} is for an .svg, and {output} is none.")
    with chosen_store(store_url) as store:
        reader = Reader(store)
        view = area_view(reader, slug, as_of, complete, known_at)
        scene = drawn(reader, view, layout, theme, colour=colour)
    write_whole(output, _picture(scene, output.suffix, size or ""))
    say(f"{output}: the map of {view.snapshot.area.title}.")


def _picture(scene: Scene, suffix: str, size: str) -> str | bytes:
    if suffix == ".html":
        from visualisations.output.html_file import write_page  # pyvis takes a second to load

        return write_page(scene)
    return svg.draw(scene, size=size) if suffix == ".svg" else png.draw(scene)
