"""Reading a backup: each file checked against the manifest, then all of it put together."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from graph.accounts.account_records import NO_ACCOUNTS, AccountsDump
from graph.facts.changes import ChangeRecord
from graph.facts.identifiers import is_area_slug
from graph.facts.model import Fact
from graph.facts.scenarios import Scenario, from_scenario_record
from graph.facts.store_dump import Contents, versions_of
from graph.store import SCHEMA_VERSION, SHARED
from loaders.archive import MOST_BYTES, Archive, parse_archive
from loaders.backup_accounts import accounts_in
from loaders.ordinary_files import read_ordinary
from loaders.problems import FileError

FORMAT = "goldenthread-backup"
VERSION = 2
MANIFEST = "manifest.json"
BESIDE = "store.jsonl"
ACCOUNTS = "accounts.jsonl"
AREAS = "areas"
# The name under which a service keeps a backup; nothing stands there in one that somebody made.
KEPT_AS = "kept_as"
_UNFINISHED = "it is no backup, or one that was never finished; name a folder that backup made."

# What no backup ever left in a place of one of its files.
_NOT_AS_WRITTEN = {
    "no-such-file": "it is missing",
    "not-a-file": "it is a folder, a device or a pipe, no file",
}

Announce = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read and found whole; made says when, store of which store."""

    folder: Path
    made: str
    store: str
    files: int
    contents: Contents
    accounts: AccountsDump = NO_ACCOUNTS


def read_backup(folder: Path, announce: Announce = lambda _: None) -> Backup:
    """Read a backup and check every file of it; raises FileError for anything that is wrong."""
    manifest = read_manifest(folder)
    try:
        archives: list[Archive] = []
        beside: list[str] = []
        accounts = NO_ACCOUNTS
        for entry in manifest["files"]:
            announce(entry["name"])
            lines = _checked_lines(folder, entry)
            if entry["name"] == BESIDE:
                beside = lines
            elif entry["name"] == ACCOUNTS:
                accounts = accounts_in(lines)
            else:
                archives.append(_checked_archive(folder, entry["name"], lines))
        contents = _joined(folder, manifest, archives, beside)
        made, store = str(manifest["made"]), manifest["store"]
        address = f"{store['engine']}, {store['address']}"
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        _damaged(folder, MANIFEST, f"it does not fit the other files ({error})")
    return Backup(folder, made, address, len(manifest["files"]) + 1, contents, accounts)


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read what a backup says of itself, as it was written; raises FileError."""
    if not folder.exists():
        message = "there is no such folder; check the name."
        raise FileError("no-such-file", str(folder), message)
    if not (folder / MANIFEST).is_file():
        raise FileError("not-a-backup", str(folder), _UNFINISHED)
    try:
        manifest = json.loads(_bytes_of(folder, MANIFEST))
    except (ValueError, RecursionError):
        _damaged(folder, MANIFEST, "it stops short or is damaged")
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise FileError("not-a-backup", str(folder), _UNFINISHED)
    for key, known in (("version", VERSION), ("schema_version", SCHEMA_VERSION)):
        number = manifest.get(key)
        if not isinstance(number, int) or number > known:
            said = f"it is of {key.replace('_', ' ')} {number}, and this program reads {known}"
            raise FileError("newer-backup", str(folder), f"{said}; update Golden Thread.")
    if manifest.get("sha256") != seal(manifest):
        _damaged(folder, MANIFEST, "it was changed since the backup was made")
    return manifest


def _bytes_of(folder: Path, name: str) -> bytes:
    path = folder / name
    try:
        return read_ordinary(path, str(path), MOST_BYTES, "restore from another backup.")
    except FileError as error:
        if error.code not in _NOT_AS_WRITTEN:
            raise
        _damaged(folder, name, _NOT_AS_WRITTEN[error.code])


def _checked_lines(folder: Path, entry: Mapping[str, Any]) -> list[str]:
    name = str(entry["name"])
    area = name.removeprefix(f"{AREAS}/").removesuffix(".jsonl")
    is_of_area = name == f"{AREAS}/{area}.jsonl" and is_area_slug(area)
    if name not in (BESIDE, ACCOUNTS) and not is_of_area:
        _damaged(folder, MANIFEST, f'it names "{name}", which no backup has')
    content = _bytes_of(folder, name)
    rows = content.count(b"\n")
    if rows != entry["rows"]:
        _damaged(folder, name, f"it has {rows} lines, and the backup wrote {entry['rows']}")
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        _damaged(folder, name, "it was changed since the backup was made")
    return content.decode().split("\n")[:-1]


def _checked_archive(folder: Path, name: str, lines: list[str]) -> Archive:
    archive = parse_archive(lines, str(folder / name))
    if f"{AREAS}/{archive.snapshot.area.slug}.jsonl" != name:
        _damaged(folder, name, f'it is of the area "{archive.snapshot.area.slug}"')
    return archive


def _joined(
    folder: Path, manifest: Mapping[str, Any], archives: Iterable[Archive], beside: Iterable[str]
) -> Contents:
    """Put the files together; what several hold must read the same in each."""
    facts: dict[str, Fact] = {}
    changes: dict[str, ChangeRecord] = {}
    for archive in archives:
        for fact_id, fact in archive.snapshot.facts().items():
            if fact_id != SHARED and facts.setdefault(fact_id, fact) != fact:
                _damaged(folder, MANIFEST, f"{fact_id} reads otherwise in two of its files")
        for record in archive.history:
            if changes.setdefault(record.id, record) != record:
                _damaged(folder, MANIFEST, f"{record.id} reads otherwise in two of its files")
    order: list[str] = []
    versions: dict[str, int] = {}
    places: dict[tuple[str, str], dict[str, tuple[float, float]]] = {}
    scenarios: list[Scenario] = []
    for line in beside:
        match json.loads(line):
            case {"order": str(change)}:
                order.append(change)
            case {"version": {"fact": str(fact_id), "number": int(number)}}:
                versions[fact_id] = number
            case {"place": dict(place)}:
                kept = places.setdefault((place["area"], place["layout"]), {})
                kept[place["thing"]] = (float(place["x"]), float(place["y"]))
            case {"scenario": dict(proposed)}:
                scenarios.append(from_scenario_record(proposed))
            case _:
                raise ValueError(line[:80])
    if sorted(order) != sorted(changes):
        _damaged(folder, BESIDE, "the changes it orders are not those of the areas")
    history = tuple(changes[change] for change in order)
    told = versions_of(history) | versions
    return Contents(
        schema_version=int(manifest["schema_version"]),
        facts={fact_id: (fact, told.get(fact_id, 1)) for fact_id, fact in facts.items()},
        revisions={str(slug): int(n) for slug, n in manifest["revisions"].items()},
        history=history,
        places=places,
        scenarios=tuple(scenarios),
    )


def _damaged(folder: Path, name: str, wrong: str) -> NoReturn:
    raise FileError("damaged-backup", str(folder / name), f"{wrong}; restore from another backup.")


def seal(manifest: Mapping[str, Any]) -> str:
    """Return the digest of a manifest without its own."""
    rest = {key: value for key, value in manifest.items() if key != "sha256"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()
