"""What stands in a journal's file: its lines, read and checked as far as their chain holds.

The first line says whose journal it is, the next hold a snapshot archive, and each one after that
what one transaction wrote. Every line begins with its seal, the SHA-256 over the seal of the line
before and its own text; the store keeps the seal of the last line it has. A store that was
closed well ends its journal with a line that says how its file was left.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.facts.journal_entries import ContentsBuilder, Entry
from graph.facts.store_dump import Contents

FORMAT = "goldenthread-journal"
VERSION = 1
SUFFIX = ".journal.jsonl"
SEAL, _CLOSED, _WHOLE = b'{"seal":"', b'{"closed":', b'"whole":'
# In the place of the seal's key: the line counts only where the store turns out to have it.
VOID = b'{"void":"'
# A change in an entry; what a scenario proposes has a word behind that key.
_CHANGES = (b'{"change":{', b'{"past":{')
# Where the text that a seal is over begins: after the key, 64 digits, a quote and a comma.
_TEXT = len(SEAL) + 64 + 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in a journal: the seal of a line, its number, and how many changes there are then."""

    seal: str
    line: int
    changes: int


@dataclass(frozen=True, slots=True)
class ClosedFile:
    """How a store's file was left: its length in bytes and its SHA-256 (empty: not known).

    head is the SHA-256 of its first page, which the engine writes anew whenever it writes at all.
    """

    length: int
    sha256: str
    head: str


@dataclass(slots=True)
class JournalScan:
    """What stands in a journal's file, as far as its chain holds.

    marks are the points at which a store may be, the snapshot first; ends the bytes up to each.
    broken numbers the first line that is not as it was written, 0 where all are; torn is the
    number of bytes after the last whole line, which a write that was stopped has left. void is the
    mark of a line whose commit failed without saying whether the engine's log has it.
    """

    path: Path
    header: dict[str, Any] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    broken: int = 0
    lost: int = 0
    torn: int = 0
    closed: ClosedFile | None = None
    void: Mark | None = None

    @property
    def last(self) -> Mark:
        """The last point that a store may be at."""
        return self.marks[-1]

    @property
    def incarnation(self) -> str:
        """Which life of the store it tells of."""
        return str(self.header.get("incarnation", ""))

    def says_something(self) -> bool:
        """Say whether a store could be made anew from it that is not empty."""
        return (
            not self.broken and bool(self.marks) and (self.last.changes > 0 or self.last.line > 0)
        )

    def position(self, seal: str) -> int | None:
        """Return where among the marks a seal stands; None where it does not."""
        return next((n for n, mark in enumerate(self.marks) if mark.seal == seal), None)

    def entries(self, after: int = -1, until: int | None = None) -> Iterator[Sequence[Entry]]:
        """Yield what was written after one mark up to another, a transaction at a time.

        Without after it begins with the snapshot, an entry at a time.
        """
        stop = self.ends[-1 if until is None else until]
        with self.path.open("rb") as file:
            at = 0 if after < 0 else self.ends[after]
            file.seek(at)
            while at < stop:
                line = file.readline()
                at += len(line)
                yield json.loads(line.decode("utf-8", "surrogatepass")).get("entries", ())

    def contents(self, until: int | None = None) -> Contents:
        """Return what the store holds at a mark (default: the last)."""
        builder = ContentsBuilder(int(self.header["schema_version"]))
        for entries in self.entries(-1, until):
            builder.take(entries)
        return builder.contents()


def journal_path(store: Path) -> Path:
    """Return where the journal of a store is."""
    return store.with_name(store.name + SUFFIX)


def scan(path: Path) -> JournalScan | None:
    """Read a journal and check its chain; None where there is none. Raises OSError."""
    try:
        with path.open("rb") as file:
            return _scan(path, file)
    except FileNotFoundError:
        return None


def _scan(path: Path, lines: Iterable[bytes]) -> JournalScan:
    found = JournalScan(path)
    seal, at = "", 0
    numbered = enumerate(lines)
    for number, line in numbered:
        record = _sealed(line, seal, parse=number == 0)
        if record is None and number and line.startswith(_CLOSED) and line.endswith(b"\n"):
            found.closed = _closed(line)
            continue
        if found.marks and _is_void(line, seal):
            found.void = Mark(_seal_in(line), found.last.line + 1, _changes(found, line))
        if record is None or found.closed:
            found.broken, found.closed = number + 1, None
            break
        seal = _seal_in(line)
        at += len(line)
        if number == 0:
            found.header = record
        elif found.marks:
            found.marks.append(Mark(seal, found.last.line + 1, _changes(found, line)))
            found.ends.append(at)
        elif line.startswith(_WHOLE, _TEXT):
            whole = json.loads(line)["whole"]
            found.marks.append(Mark(seal, int(whole["line"]), int(whole["changes"])))
            found.ends.append(at)
    rest = sum(1 for _ in numbered)
    found.lost = rest + 1 if found.broken else 0
    if found.marks and found.broken and not rest:
        # The last line alone: a write that was stopped, and never answered.
        found.torn, found.broken, found.lost = os.stat(path).st_size - at, 0, 0
    elif not found.marks:
        found.broken = found.broken or 1
    if found.broken:
        found.void = None
    return found


def _is_void(line: bytes, before: str) -> bool:
    return line.startswith(VOID) and _sealed(SEAL + line[len(VOID) :], before, False) is not None


def _seal_in(line: bytes) -> str:
    return line[len(SEAL) : _TEXT - 2].decode()


def _changes(found: JournalScan, line: bytes) -> int:
    return found.last.changes + sum(line.count(word) for word in _CHANGES)


def _sealed(line: bytes, before: str, parse: bool) -> dict[str, Any] | None:
    """Return what a line says (or nothing yet, unless it is asked for); None where it is broken."""
    if not line.startswith(SEAL) or not line.endswith(b"}\n"):
        return None
    if seal_of(before, line[_TEXT:-1]) != line[len(SEAL) : _TEXT - 2].decode("ascii", "replace"):
        return None
    if not parse:
        return {}
    record: dict[str, Any] = json.loads(line)
    return record if record.get("format") == FORMAT else None


def _closed(line: bytes) -> ClosedFile | None:
    try:
        record = json.loads(line)["closed"]
        return ClosedFile(int(record["bytes"]), str(record["sha256"]), str(record["head"]))
    except (ValueError, LookupError, TypeError):
        return None


def seal_of(before: str, text: bytes) -> str:
    """Return the seal of a line: the SHA-256 over the seal of the line before and its own text."""
    return hashlib.sha256(before.encode() + text).hexdigest()


def sealed_line(before: str, record: Any) -> tuple[bytes, str]:
    """Return a line with its seal."""
    whole = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    text = whole[1:].encode("utf-8", "surrogatepass")
    seal = seal_of(before, text)
    return SEAL + seal.encode() + b'",' + text + b"\n", seal
