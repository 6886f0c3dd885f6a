"""The backups that a service keeps beside a store: named by their moment, the newest few of them.

Whatever else lies in their folder is left alone: what somebody copied there, or made by hand, or
what is no backup any more.
"""

import re
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from graph.accounts.account_records import NO_ACCOUNTS, AccountsDump
from graph.facts.store_dump import Contents
from graph.store import SHARED, StoreDescription
from loaders.backup import digests_of, write_backup
from loaders.backup_reading import ACCOUNTS, AREAS, BESIDE, KEPT_AS, read_backup, read_manifest
from loaders.problems import FileError
from loaders.whole_files import CannotWrite

MOST_KEPT = 14
# Moments in UTC, which sort as they came. Nothing in them that a file system refuses.
_NAME = "%Y-%m-%d-%H%M%S"
_IS_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-\d{6}")
_UNFINISHED = re.compile(rf"\.{_IS_NAME.pattern}\.(unfinished|going)-\w+")
# Bytes that a backup leaves free on the disk: the embedded store stops writing at half as many.
_SPARE = 128 * 2**20


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """One of a series: when it was made, its bytes and areas, and the digests of files."""

    folder: Path
    made: datetime
    bytes: int
    areas: int
    digests: Mapping[str, str]

    def holds(self, contents: Contents, accounts: AccountsDump = NO_ACCOUNTS) -> bool:
        """Say whether it is of exactly this, and still whole."""
        if digests_of(contents, accounts)[0] != self.digests:
            return False
        try:
            read_backup(self.folder)
        except FileError:
            return False
        return True


def kept_backups(folder: Path) -> tuple[KeptBackup, ...]:
    """Return the series in a folder, the newest first; nothing where there is no such folder."""
    found = []
    with suppress(OSError):
        for each in folder.iterdir():
            kept = _kept(each)
            if kept:
                found.append(kept)
    return tuple(sorted(found, key=lambda kept: kept.made, reverse=True))


def _kept(folder: Path) -> KeptBackup | None:
    """Return what a folder holds, where that is one of a series, under the name it was given."""
    try:
        if not _IS_NAME.fullmatch(folder.name) or folder.is_symlink():
            return None
        manifest = read_manifest(folder)
        if manifest.get(KEPT_AS) != folder.name:
            return None
        digests = {str(file["name"]): str(file["sha256"]) for file in manifest["files"]}
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        made = datetime.strptime(folder.name, _NAME).replace(tzinfo=UTC)
    except (FileError, OSError, LookupError, TypeError, ValueError):
        return None
    areas = sum(name not in (BESIDE, ACCOUNTS, f"{AREAS}/{SHARED}.jsonl") for name in digests)
    return KeptBackup(folder, made, size, areas, digests)


def write_next(
    folder: Path,
    contents: Contents,
    store: StoreDescription,
    now: datetime,
    accounts: AccountsDump = NO_ACCOUNTS,
) -> KeptBackup:
    """Add a backup to the series in a folder, and keep no more than MOST_KEPT of it.

    Raises CannotWrite, with nothing of it left, and FileError where it does not read back.
    """
    _sweep(folder)
    _check_room(folder, digests_of(contents, accounts)[1])
    name = _free_name(folder, now)
    write_backup(folder / name, contents, store, now, in_series=True, accounts=accounts)
    series = kept_backups(folder)
    for old in _spare(series):
        _delete(old.folder)
    return next(kept for kept in series if kept.folder.name == name)


def _free_name(folder: Path, now: datetime) -> str:
    moment = now.astimezone(UTC)
    while (folder / moment.strftime(_NAME)).exists():
        moment += timedelta(seconds=1)
    return moment.strftime(_NAME)


def _check_room(folder: Path, size: int) -> None:
    there = next(each for each in (folder, *folder.parents) if each.exists())
    disk = shutil.disk_usage(there)
    if disk.total and disk.free < size + _SPARE:
        raise CannotWrite(
            f"The disk of {folder} has {disk.free >> 20} MB left, and a backup with room to go on "
            f"writing takes {(size + _SPARE) >> 20} MB: make room there."
        )


def _spare(series: Sequence[KeptBackup]) -> list[KeptBackup]:
    """Return what goes: first the earlier ones of a day, so that many on one day push out no other.

    series has the newest first.
    """
    last_of_days = {kept.made.date(): kept for kept in reversed(series)}.values()
    several = [kept for kept in reversed(series) if kept not in last_of_days]
    others = [kept for kept in reversed(series) if kept in last_of_days]
    return [*several, *others][: max(0, len(series) - MOST_KEPT)]


def _delete(folder: Path) -> None:
    """Delete a backup, which is none under its name any more before the first file goes."""
    going = folder.with_name(f".{folder.name}.going-away")
    # What cannot be deleted now is tried again the next time.
    with suppress(OSError):
        folder.rename(going)
        shutil.rmtree(going, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Delete what was left half written, or half deleted, by a service that was ended."""
    with suppress(OSError):
        for each in folder.iterdir():
            if _UNFINISHED.fullmatch(each.name) and not each.is_symlink():
                shutil.rmtree(each, ignore_errors=True)
