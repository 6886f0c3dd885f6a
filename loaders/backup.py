"""A backup: a folder of plain files with all that a store kept at one moment.

Each area is an archive that import reads; manifest.json says of each file how it must be, so that
one which is missing, cut short or changed is refused.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from graph.accounts.account_records import NO_ACCOUNTS, AccountsDump
from graph.facts.changes import ChangeRecord
from graph.facts.model import Area, Snapshot, snapshot_of
from graph.facts.scenarios import to_scenario_record
from graph.facts.store_dump import Contents, versions_of
from graph.store import SHARED, StoreDescription
from loaders.archive import write_archive
from loaders.backup_accounts import account_lines
from loaders.backup_reading import (
    ACCOUNTS,
    AREAS,
    BESIDE,
    FORMAT,
    KEPT_AS,
    MANIFEST,
    VERSION,
    Announce,
    Backup,
    read_backup,
    seal,
)
from loaders.whole_files import CannotWrite, cannot_write


def write_backup(
    folder: Path,
    contents: Contents,
    store: StoreDescription,
    made: datetime,
    announce: Announce = lambda _: None,
    *,
    in_series: bool = False,
    accounts: AccountsDump = NO_ACCOUNTS,
) -> Backup:
    """Write a backup to a new or empty folder, which appears once it was read back whole.

    in_series says that it is one of those that a service keeps, and may take away again: its
    manifest says under which name. accounts go along, without what lets anybody in. Raises
    CannotWrite.
    """
    check_new(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix=f".{folder.name}.unfinished-", dir=folder.parent))
        try:
            (half / AREAS).mkdir()
            files = [
                _write_file(half, name, _announced(name, lines, announce))
                for name, lines in _files(contents, accounts)
            ]
            kept_as = folder.name if in_series else ""
            _write_manifest(half, contents, store, made, files, kept_as)
            announce("reading it back")
            backup = read_backup(half)
            if backup.contents != contents or backup.accounts != accounts:
                raise CannotWrite(f"{folder}: what was written does not read back the same.")
            if folder.exists():
                folder.rmdir()
            half.rename(folder)
            _sync(folder.parent)
        finally:
            shutil.rmtree(half, ignore_errors=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    return replace(backup, folder=folder)


def check_new(folder: Path) -> None:
    """Refuse a folder that has something in it; raises CannotWrite."""
    if folder.is_dir() and any(folder.iterdir()):
        raise CannotWrite(f"{folder} is not empty: name a new folder for the backup.")
    if folder.exists() and not folder.is_dir():
        raise CannotWrite(f"{folder} is a file: name a new folder for the backup.")


def digests_of(
    contents: Contents, accounts: AccountsDump = NO_ACCOUNTS
) -> tuple[dict[str, str], int]:
    """Return the SHA-256 of each file that a backup would have, by name, and their bytes in all."""
    digests, size = {}, 0
    for name, lines in _files(contents, accounts):
        digest = hashlib.sha256()
        for line in lines:
            content = line.encode()
            digest.update(content)
            size += len(content)
        digests[name] = digest.hexdigest()
    return digests, size


def _files(contents: Contents, accounts: AccountsDump) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the files of a backup with their lines: areas, what is on no map, accounts, others."""
    snapshots = contents.snapshots()
    for slug, snapshot in {**snapshots, SHARED: _rest(contents, snapshots)}.items():
        history = _history_of(contents, slug)
        snapshot = replace(snapshot, revision=max(1, snapshot.revision))
        if slug != SHARED or history or len(snapshot.facts()) > 1:
            yield f"{AREAS}/{slug}.jsonl", write_archive(snapshot, history)
    if accounts:
        yield ACCOUNTS, account_lines(accounts)
    yield BESIDE, _beside(contents)


def _announced(name: str, lines: Iterable[str], announce: Announce) -> Iterable[str]:
    if name.startswith(AREAS):
        announce(name.removeprefix(f"{AREAS}/").removesuffix(".jsonl"))
    return lines


def _write_manifest(
    half: Path,
    contents: Contents,
    store: StoreDescription,
    made: datetime,
    files: list[dict[str, Any]],
    kept_as: str,
) -> None:
    manifest = {
        "format": FORMAT,
        # What has no accounts an older program reads too.
        "version": VERSION if any(file["name"] == ACCOUNTS for file in files) else 1,
        "made": made.isoformat(timespec="seconds"),
        "store": {"engine": f"{store.engine} {store.engine_version}", "address": store.address},
        "schema_version": contents.schema_version,
        "revisions": dict(sorted(contents.revisions.items())),
        "files": files,
    }
    if kept_as:
        manifest[KEPT_AS] = kept_as
    manifest["sha256"] = seal(manifest)
    _write_file(half, MANIFEST, [json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"])
    _sync(half / AREAS)
    _sync(half)


def _rest(contents: Contents, snapshots: Mapping[str, Snapshot]) -> Snapshot:
    """Return what is on no area's map, in the form of an area."""
    shown = {fact_id for snapshot in snapshots.values() for fact_id in snapshot.facts()}
    facts = {i: fact for i, (fact, _) in contents.facts.items() if i not in shown}
    area = Area(slug=SHARED, name="What is on no map")
    return snapshot_of({SHARED: area, **facts}, SHARED, 1, {})


def _history_of(contents: Contents, slug: str) -> tuple[ChangeRecord, ...]:
    if slug != SHARED:
        return contents.history_of(slug)
    slugs = set(contents.slugs())
    return tuple(record for record in contents.history if slugs.isdisjoint(record.areas))


def _beside(contents: Contents) -> Iterator[str]:
    """Yield what no archive holds: order of all changes, versions, places, scenarios."""
    told = versions_of(contents.history)
    for record in contents.history:
        yield _line({"order": record.id})
    for fact_id, (_, version) in sorted(contents.facts.items()):
        if version != told.get(fact_id, 1):
            yield _line({"version": {"fact": fact_id, "number": version}})
    for (area, layout), places in sorted(contents.places.items()):
        for thing, (x, y) in sorted(places.items()):
            place = {"area": area, "layout": layout, "thing": thing, "x": x, "y": y}
            yield _line({"place": place})
    for scenario in contents.scenarios:
        yield _line({"scenario": to_scenario_record(scenario)})


def _line(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False) + "\n"


def _write_file(half: Path, name: str, lines: Iterable[str]) -> dict[str, Any]:
    """Write a file to the disk and return what the manifest says of it."""
    digest, rows = hashlib.sha256(), 0
    with (half / name).open("wb") as file:
        for line in lines:
            content = line.encode()
            file.write(content)
            digest.update(content)
            rows += 1
        file.flush()
        os.fsync(file.fileno())
    return {"name": name, "rows": rows, "sha256": digest.hexdigest()}


def _sync(folder: Path) -> None:
    # Windows opens no folders; there the file system orders renames itself.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
