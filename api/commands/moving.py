"""Commands that bring areas in and take them out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from api.commands.area_views import say_newer
from api.commands.options import (
    check_free,
    chosen_store,
    follow_option,
    force_option,
    store_option,
)
from api.commands.output import say
from api.errors import UsageError
from api.service.load_archive import import_archive, import_example, with_history
from loaders.archive import read_archive
from loaders.examples import check_example, example_slugs
from loaders.formats import WRITERS, FormatWriter
from loaders.problems import FileError
from loaders.whole_files import whole_file

_BY_SUFFIX = {writer.suffix: writer for writer in WRITERS.values() if writer.suffix}
_ABOUT = "; ".join(f"{name}: {writer.about}" for name, writer in WRITERS.items())


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@follow_option
@store_option
def examples(slugs: tuple[str, ...], follow: bool, store_url: str | None) -> None:
    """Put the bundled areas (all, or those named) into the store; again changes nothing."""
    for slug in slugs:
        check_example(slug)
    with chosen_store(store_url, creating=True) as store:
        for slug in slugs or example_slugs():
            say(import_example(store, slug).sentence)
            say_newer(store, slug, follow)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--area", metavar="SLUG", help="Refuse the file unless it is of this area.")
@follow_option
@store_option
def import_(file: Path, area: str | None, follow: bool, store_url: str | None) -> None:
    """Bring in an area from an archive that export made."""
    archive = read_archive(file)
    slug = archive.snapshot.area.slug
    if area and slug != area:
        message = f'it is of the area "{slug}", not "{area}"; leave --area out, or name {slug}.'
        raise FileError("other-area", str(file), message)
    with chosen_store(store_url, creating=True) as store:
        say(import_archive(store, archive, file.name).sentence)
        say_newer(store, slug, follow)


@click.command()
@click.argument("slug")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(list(WRITERS)),
    help=f"{_ABOUT}. Default: by the end of the file's name.",
)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file.")
@force_option
@store_option
def export(
    slug: str, file_format: str | None, output: Path, force: bool, store_url: str | None
) -> None:
    """Write an area to a file: an archive that import reads back, or sheets that load reads.

    A file that is there is written over with --force only: somebody may have corrected it.
    """
    writer = WRITERS[file_format] if file_format else _by_name(output)
    if not (writer.suffix and output.is_dir()):
        check_free(output, force=force)
    with chosen_store(store_url) as store:
        snapshot, history = with_history(store, slug)
    if writer.only_so and output.suffix != writer.suffix:
        raise UsageError(f"{output} does not end in {writer.suffix}: name it so.")
    if writer.suffix:
        _check_file(output)
    with _refusals_told(output):
        writer.write(snapshot, history, output)
    facts = f"{len(snapshot.facts())} facts"
    if writer.keeps_history:
        facts += f" and {len(history)} changes"
    say(f"{output}: {facts} of {snapshot.area.title}.")


def _by_name(output: Path) -> FormatWriter:
    """Return the format that the end of a file's name means."""
    writer = _BY_SUFFIX.get(output.suffix)
    if writer:
        return writer
    if output.is_dir():
        folders = " or ".join(name for name, writer in WRITERS.items() if not writer.suffix)
        raise UsageError(f"{output} is a folder: name a file in it, or use --format {folders}.")
    suffixes = " nor ".join(_BY_SUFFIX)
    raise UsageError(f"{output} ends in neither {suffixes}: name it so, or use --format.")


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all; raises UsageError where that cannot be done."""
    _check_file(path)
    with _refusals_told(path), whole_file(path) as part:
        part.write_bytes(content.encode() if isinstance(content, str) else content)


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name a file in it.")
    if path.exists() and not path.is_file():
        # A device or a pipe, whose place a file must not take.
        raise UsageError(f"{path} is no file: name a new one.")


@contextmanager
def _refusals_told(path: Path) -> Iterator[None]:
    """Say in a sentence that the disk or the folder refuses a file."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "it failed").lower()
        raise UsageError(f"{path} cannot be written ({reason}): choose another place.") from error
