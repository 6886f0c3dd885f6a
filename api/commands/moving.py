"""Commands that bring areas in and take them out."""

from pathlib import Path

import click

from api.commands.options import check_free, chosen_store, force_option, store_option
from api.commands.output import say
from api.errors import UsageError
from api.service.load_archive import import_archive, user_name
from graph.facts.model import Snapshot
from loaders.archive import read_archive, write_archive
from loaders.examples import example, example_slugs
from loaders.problems import FileError
from loaders.whole_files import whole_file

_FORMAT_OF = {".jsonl": "jsonl", ".xlsx": "workbook"}


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@store_option
def examples(slugs: tuple[str, ...], store_url: str | None) -> None:
    """Put the bundled areas (all, or those named) into the store; again changes nothing."""
    archives = [example(slug) for slug in slugs or example_slugs()]
    with chosen_store(store_url, creating=True) as store:
        for archive in archives:
            done = import_archive(store, archive, "bundled with Golden Thread", "goldenthread")
            say(done.sentence)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--area", metavar="SLUG", help="Refuse the file unless it is of this area.")
@store_option
def import_(file: Path, area: str | None, store_url: str | None) -> None:
    """Bring in an area from an archive that export made."""
    archive = read_archive(file)
    slug = archive.snapshot.area.slug
    if area and slug != area:
        message = f'it is of the area "{slug}", not "{area}"; leave --area out, or name {slug}.'
        raise FileError("other-area", str(file), message)
    with chosen_store(store_url, creating=True) as store:
        say(import_archive(store, archive, file.name, user_name()).sentence)


@click.command()
@click.argument("slug")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["jsonl", "workbook", "csv"]),
    help="jsonl: the archive, with its history; workbook: an .xlsx to correct and load again; "
    "csv: a folder of the same sheets. Default: by the end of the file's name.",
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
    chosen = file_format or _FORMAT_OF.get(output.suffix)
    if chosen is None and output.is_dir():
        raise UsageError(f"{output} is a folder: name a file in it, or use --format csv.")
    if chosen is None:
        raise UsageError(f"{output} ends in neither .jsonl nor .xlsx: name it so, or use --format.")
    if chosen == "csv" or not output.is_dir():
        check_free(output, force=force)
    with chosen_store(store_url) as store:
        snapshot, history = store.read(slug), store.history(slug)
    facts = f"{len(snapshot.facts())} facts"
    if chosen == "jsonl":
        write_whole(output, "".join(write_archive(snapshot, history)))
        facts += f" and {len(history)} changes"
    else:
        _write_sheets(snapshot, chosen, output)
    say(f"{output}: {facts} of {snapshot.area.name}.")


def _write_sheets(snapshot: Snapshot, chosen: str, output: Path) -> None:
    from loaders.workbook.writing import export_csv, export_workbook

    if chosen == "workbook" and output.suffix != ".xlsx":
        raise UsageError(f"{output} does not end in .xlsx: name it so.")
    write = export_workbook if chosen == "workbook" else export_csv
    try:
        write(snapshot, output)
    except OSError as error:
        raise _cannot_write(output, error) from error


def _cannot_write(path: Path, error: OSError) -> UsageError:
    reason = (error.strerror or "it failed").lower()
    return UsageError(f"{path} cannot be written ({reason}): choose another place.")


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all; raises UsageError where that cannot be done."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name a file in it.")
    if path.exists() and not path.is_file():
        # A device or a pipe, whose place a file must not take.
        raise UsageError(f"{path} is no file: name a new one.")
    try:
        with whole_file(path) as part:
            part.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise _cannot_write(path, error) from error
