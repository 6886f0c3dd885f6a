"""Commands that keep the facts safe: backup, restore, verify, repair."""

import os
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from api.commands.options import chosen_store, store_option
from api.commands.output import say
from api.errors import ANSWER_IS_NO, DONE, UsageError
from api.settings import StoreAddress, store_address
from api.wiring import check_not_served, is_there, repair_store, store_condition
from graph.errors import GraphError
from graph.facts.fields import FACT_TYPES, type_of
from graph.facts.store_dump import Contents
from graph.facts.unsafe_text import visible
from graph.store import Store
from loaders.backup import check_new, write_backup
from loaders.backup_reading import Backup, read_backup
from loaders.problems import FileError

_CHECKED = (
    "Checked: every fact has what it needs, reads as its last change says, and has as many "
    "versions as changes; no area is behind its history."
)
_WORDS = {"area": "areas", "node": "things", "link": "links", "meeting": "meetings"}
_WORDS |= {"declaration": "declarations", "question": "questions", "source": "sources"}


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@store_option
def backup(folder: Path, store_url: str | None) -> int:
    """Write every area with its history and places to a new folder, as plain files.

    It is of one moment, whoever writes meanwhile, and is read back before the folder appears.
    """
    check_new(folder)
    with chosen_store(store_url) as store:
        _progress("reading the store")
        contents, described = store.contents(), store.describe()
    if not contents.slugs():
        raise UsageError(
            f"The store {described.address} has no areas, so there is nothing to back up: "
            "name another with --store."
        )
    done = write_backup(folder, contents, described, datetime.now(UTC), _progress)
    _progress("")
    say(f"{folder}: {_counted(contents)}, in {done.files} files, read back and whole.")
    return _tell(contents.faults(), "The store has faults, which the backup has too:")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@store_option
def restore(folder: Path, store_url: str | None) -> int:
    """Put everything from a backup into an empty store: all of it, or nothing."""
    found = read_backup(folder, _progress)
    with chosen_store(store_url, creating=True) as store:
        _check_empty(store)
        _progress("writing to the store")
        store.fill(found.contents)
        address = store.describe().address
    _progress("")
    say(f"{address}: {_counted(found.contents)}, as of {found.made}, from {folder}.")
    return _tell(found.contents.faults(), "The backup has faults, which the store has too:")


def _check_empty(store: Store) -> None:
    there = [summary.area.slug for summary in store.areas()]
    if there:
        raise UsageError(
            f"The store {store.describe().address} already has {', '.join(there)}, so nothing was "
            "restored: name an empty store with --store."
        )


@click.command()
@click.option(
    "--backup",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Check a backup instead of a store.",
)
@store_option
def verify(folder: Path | None, store_url: str | None) -> int:
    """Check that a store, or a backup, is whole; say what was checked, and each fault."""
    faults: list[str] = []
    if folder:
        try:
            found = read_backup(folder, _progress)
        except FileError as error:
            if error.code != "damaged-backup":
                raise
            return _tell([str(error)], f"{folder} is damaged:")
        contents = found.contents
        lead = _made(found)
        whole = contents.faults()
        faults += _refusals(contents)
    else:
        with chosen_store(store_url) as store:
            _progress("reading the store")
            contents, about = store.contents(), store.describe()
            whole = store.verify()
        engine = f"{about.engine} {about.engine_version}".strip()
        lead = f"{about.address}: {engine}, schema {about.schema_version}."
    _progress("")
    say(f"{lead}\n{_counted(contents).capitalize()}.\n{_CHECKED}")
    return _tell([*whole, *faults], "Faults:") or _whole()


@click.command()
@click.option(
    "--keep",
    metavar="store|journal",
    help="Which of the two counts, where the store and its journal do not meet.",
)
@store_option
def repair(keep: str | None, store_url: str | None) -> int:
    """Say whether a store and its journal meet; with --keep, let one of them count.

    Nothing is thrown away: what does not count is kept aside.
    """
    address = store_address(store_url, os.environ)
    if not isinstance(address, StoreAddress):
        raise UsageError("A store on a server has no journal to repair: verify says how it is.")
    if not is_there(address):
        raise UsageError(f"There is no store at {address.url}: correct the address.")
    check_not_served(address, "Stop that service first (Ctrl+C in its window), then repair it.")
    if keep:
        say(repair_store(address, keep))
        return DONE
    found = store_condition(address)
    say("\n".join([found.sentence, *(f"  {detail}" for detail in found.details)]))
    for word, effect in found.choices.items():
        say(f"--keep {word}: {effect}.")
    return DONE if found.whole else ANSWER_IS_NO


def _made(found: Backup) -> str:
    return (
        f"{found.folder}: made {found.made} of {found.store}; "
        f"{found.files} files, each as the backup wrote it."
    )


def _refusals(contents: Contents) -> list[str]:
    """Return why a store would refuse what a backup holds, if it would."""
    try:
        contents.check()
    except GraphError as error:
        return [str(error)]
    return []


def _counted(contents: Contents) -> str:
    counts = Counter(type_of(fact) for fact, _ in contents.facts.values())
    said = [f"{counts[word]:,} {_WORDS[word]}" for word in FACT_TYPES if counts[word]]
    return ", ".join([*said, f"{len(contents.history):,} changes"])


def _whole() -> int:
    say("No fault was found.")
    return DONE


def _tell(faults: Iterable[str], lead: str) -> int:
    listed = list(faults)
    if not listed:
        return DONE
    say("\n".join([lead, *(f"  {fault}" for fault in listed)]))
    return ANSWER_IS_NO


def _progress(what: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{visible(what):<70}\r", nl=False, err=True)
