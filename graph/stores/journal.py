"""The change journal beside an embedded store: begun with a snapshot, a line for each transaction.

What its lines look like stands in journal_scan.py.
"""

import contextlib
import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from graph.facts.journal_entries import Entry, contents_entries
from graph.facts.store_dump import Contents
from graph.stores.journal_scan import (
    FORMAT,
    SEAL,
    VERSION,
    VOID,
    ClosedFile,
    JournalScan,
    Mark,
    sealed_line,
)
from graph.stores.whole_disk import sync, sync_folder

# Bytes of the journal from which it is compacted, and how many times its snapshot it must be by
# then: some 20,000 changes, and never more copying than writing.
_LARGE = 16 * 2**20
_GROWN = 2


def write_journal(path: Path, incarnation: str, contents: Contents, line: int = 0) -> Mark:
    """Write a journal that begins with a snapshot, to the disk; return the mark of that.

    line is the number of the last line that it stands for.
    """
    header = {
        "format": FORMAT,
        "version": VERSION,
        "incarnation": incarnation,
        "schema_version": contents.schema_version,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    changes = len(contents.history)
    with path.open("wb") as file:
        text, seal = sealed_line("", header)
        file.write(text)
        for entry in contents_entries(contents):
            text, seal = sealed_line(seal, {"entries": [entry]})
            file.write(text)
        text, seal = sealed_line(seal, {"whole": {"line": line, "changes": changes}})
        file.write(text)
        file.flush()
        sync(file.fileno())
    return Mark(seal, line, changes)


class Journal:
    """The journal of a store that is open: lines are added at its end, and cut off again.

    Errors: OSError, after which it is as it was before.
    """

    def __init__(self, found: JournalScan) -> None:
        self.path = found.path
        self.incarnation = found.incarnation
        self.last = found.last
        self._snapshot = found.ends[0]
        self._end = found.ends[-1]
        self._before: tuple[Mark, int] | None = None
        self.closed = found.closed
        self._followed = bool(found.closed or found.torn)
        # Unbuffered: what is written is written, and what is cut off is gone.
        self._file = self.path.open("r+b", buffering=0)

    def fileno(self) -> int:
        """Return the number of the open file."""
        return self._file.fileno()

    def append(self, entries: Sequence[Entry]) -> Mark:
        """Write what a transaction wrote as a line, to the disk; return the mark of it."""
        text, seal = sealed_line(self.last.seal, {"entries": entries})
        changes = self.last.changes + sum("change" in each or "past" in each for each in entries)
        before = (self.last, self._end)
        try:
            # Whatever stands behind the last line, such as how the file was left, is over now.
            if self._followed:
                self._file.truncate(self._end)
            self._file.seek(self._end)
            self._write(text)
            sync(self._file.fileno())
        except OSError:
            self._cut_to(self._end)
            raise
        self.closed, self._followed = None, False
        self._before = before
        self.last, self._end = Mark(seal, self.last.line + 1, changes), self._end + len(text)
        return self.last

    def _write(self, text: bytes) -> None:
        rest = memoryview(text)
        while rest:
            rest = rest[self._file.write(rest) or 0 :]

    def take_back(self, *, doubtful: bool = False) -> None:
        """Cut the last line off again, whose transaction was not committed.

        Where nobody knows whether it was (doubtful) the line is marked void in its place, which
        takes no room on a full disk, and the next opening asks the store. Where the disk refuses
        even that, the line stands, and the next opening finds the store behind.
        """
        assert self._before is not None
        self.last, self._end = self._before
        self._before = None
        if doubtful:
            self._followed = True
            with contextlib.suppress(OSError):
                self._file.seek(self._end)
                self._write(VOID)
                sync(self._file.fileno())
        else:
            self._cut_to(self._end)

    def _cut_to(self, end: int) -> None:
        self._followed = True
        try:
            self._file.truncate(end)
            os.fsync(self._file.fileno())
        except OSError:
            return
        self._followed = False

    def note_open(self) -> None:
        """Take away the line that says how the store's file was left: it is over."""
        if self.closed:
            self.closed = None
            self._file.truncate(self._end)
            sync(self._file.fileno())

    def note_closed(self, left: ClosedFile) -> None:
        """Write how the store's file was left, as the last line."""
        if self.closed == left:
            return
        file = {"bytes": left.length, "sha256": left.sha256, "head": left.head}
        record = {"closed": file}
        self._file.truncate(self._end)
        self._file.seek(self._end)
        self._write(json.dumps(record, separators=(",", ":")).encode() + b"\n")
        sync(self._file.fileno())
        self.closed, self._followed = left, True

    def is_large(self) -> bool:
        """Say whether it has grown enough to be compacted into a snapshot."""
        return self._end > max(_LARGE, _GROWN * self._snapshot)

    def close(self) -> None:
        """Let the file go; a second call does nothing."""
        self._file.close()


def confirm(found: JournalScan) -> None:
    """Let a line that was marked void count: the store has it after all. Raises OSError."""
    with found.path.open("r+b", buffering=0) as file:
        file.seek(found.ends[-1])
        file.write(SEAL)
        sync(file.fileno())


def kept_before(path: Path) -> Path:
    """Return where a journal is kept until the store has the mark of the one in its place."""
    return path.with_name(f"{path.name}.before")


def put_in_place(new: Path, path: Path) -> None:
    """Put a new journal in the place of one, which is kept until settle_place() or put_back().

    Where that fails (OSError) the old one is in its place.
    """
    if path.exists():
        path.replace(kept_before(path))
    try:
        new.replace(path)
    except OSError:
        put_back(path)
        raise
    sync_folder(path.parent)


def put_back(path: Path) -> None:
    """Put the journal of before in its place again; where there was none, there is none."""
    if kept_before(path).exists():
        kept_before(path).replace(path)
        sync_folder(path.parent)
    else:
        path.unlink(missing_ok=True)


def settle_place(path: Path) -> None:
    """Let the journal of before go: the store has the mark of the new one."""
    kept_before(path).unlink(missing_ok=True)
    unfinished(path).unlink(missing_ok=True)


def unfinished(path: Path) -> Path:
    """Return where a new journal is written until it is whole."""
    return path.with_name(f"{path.name}.unfinished")
