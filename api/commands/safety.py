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
from api.settings import ServerAddress, StoreAddress, store_address
from api.wiring import (
    accounts_dump,
    check_not_served,
    faults_of_accounts,
    has_accounts,
    is_there,
    open_accounts,
    repair_store,
    store_condition,
)
from graph.accounts.account_records import AccountsDump
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
_NEW_PASSWORDS = (
    'The accounts came without passwords, tokens and second steps: "goldenthread user link NAME" '
    "prints a link by which somebody sets a new password."
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
    accounts = accounts_dump(store_address(store_url, os.environ))
    if not contents.slugs():
        raise UsageError(
            f"The store {described.address} has no areas, so there is nothing to back up: "
            "name another with --store."
        )
    done = write_backup(
        folder, contents, described, datetime.now(UTC), _progress, accounts=accounts
    )
    _progress("")
    say(f"{folder}: {_counted(contents, accounts)}, in {done.files} files, read back and whole.")
    return _tell(contents.faults(), "The store has faults, which the backup has too:")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@store_option
def restore(folder: Path, store_url: str | None) -> int:
    """Put everything from a backup into an empty store: all of it, or nothing.

    Accounts come back without passwords and tokens: their holders set new ones by a link.
    """
    backup_read = read_backup(folder, _progress)
    with chosen_store(store_url, creating=True) as store:
        _check_empty(store)
        _restore_accounts(backup_read.accounts, store_address(store_url, os.environ))
        _progress("writing to the store")
        store.fill(backup_read.contents)
        address = store.describe().address
    _progress("")
    counted = _counted(backup_read.contents, backup_read.accounts)
    say(f"{address}: {counted}, as of {backup_read.made}, from {folder}.")
    if backup_read.accounts.accounts:
        say(_NEW_PASSWORDS)
    return _tell(backup_read.contents.faults(), "The backup has faults, which the store has too:")


def _restore_accounts(dump: AccountsDump, address: StoreAddress | ServerAddress) -> None:
    """Put the accounts of a backup beside an empty store; raises UsageError where there are some.

    They come first: where the maps cannot be written then, the same can be done again.
    """
    if not dump:
        return
    with open_accounts(address) as accounts:
        there = accounts.dump()
        if not there:
            accounts.fill(dump)
        elif there != dump:
            raise UsageError(
                "There are accounts beside that store already, so nothing was restored: name an "
                "empty store with --store."
            )


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
        accounts = found.accounts
        faults += [*_refusals(contents), *faults_of_accounts(accounts)]
    else:
        with chosen_store(store_url) as store:
            _progress("reading the store")
            contents, about = store.contents(), store.describe()
            whole = store.verify()
        address = store_address(store_url, os.environ)
        accounts = AccountsDump()
        if has_accounts(address):
            with open_accounts(address) as kept:
                faults += kept.verify()
                accounts = kept.dump() if not faults else accounts
        engine = f"{about.engine} {about.engine_version}".strip()
        lead = f"{about.address}: {engine}, schema {about.schema_version}."
    _progress("")
    say(f"{lead}\n{_counted(contents, accounts).capitalize()}.\n{_CHECKED}")
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


def _counted(contents: Contents, accounts: AccountsDump) -> str:
    counts = Counter(type_of(fact) for fact, _ in contents.facts.values())
    said = [f"{counts[word]:,} {_WORDS[word]}" for word in FACT_TYPES if counts[word]]
    said.append(f"{len(contents.history):,} changes")
    if accounts.accounts:
        said.append(f"{len(accounts.accounts):,} accounts")
    return ", ".join(said)


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
