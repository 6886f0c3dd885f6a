"""Opening the embedded store: its files looked at first, then its journal and it brought together.

A store that is behind gets the missing lines, a damaged one is made anew from its journal, and
where the two tell different things nothing is written until somebody decides.
"""

import logging
import os
import shutil
from dataclasses import replace
from pathlib import Path

from graph.errors import InvalidFact, NewerStore, StoreLocked
from graph.facts.journal_entries import Entry, differences, schema_entry
from graph.facts.store_dump import Contents
from graph.store import SCHEMA_VERSION
from graph.stores import bulk, journal, ladybug_schema
from graph.stores.journal import Journal
from graph.stores.journal_scan import VERSION, ClosedFile, JournalScan, journal_path, scan
from graph.stores.ladybug_by_kind import lay_out_anew
from graph.stores.ladybug_commits import OpenedStore, as_left, begin, committed
from graph.stores.ladybug_errors import classify, damaged, undecided
from graph.stores.ladybug_pool import LadybugPool
from graph.stores.ladybug_rebuild import rebuild
from graph.stores.ladybug_recovery import Examination, examine_in_child, log_path
from graph.stores.operations import Run
from graph.stores.replay import replay
from graph.stores.schema_mark import read_incarnation, write_incarnation
from graph.stores.statements import text
from graph.stores.whole_disk import aside

_log = logging.getLogger(__name__)


# What a journal raises whose lines are as they were written and say nothing that is known here.
UNREADABLE = (InvalidFact, LookupError, TypeError, ValueError)


class _Unmet(Exception):
    """A store and its journal tell different things: the reason in a few words."""


class _Bare(Exception):
    """A store has not even tables, and its journal says what it should hold."""

    def __init__(self, found: JournalScan) -> None:
        self.found = found


def open_files(path: Path) -> OpenedStore:
    """Open a store with its journal; raises StoreError and OSError."""
    found = scan(journal_path(path))
    if found and int(found.header.get("version", 0)) > VERSION:
        raise NewerStore(
            f"{found.path} was written by a newer version of Golden Thread: update the program, or "
            "give another store."
        )
    changed = _is_empty(path) or not _is_as_left(path, found)
    why = _make_sound(path, found) if changed else ""
    try:
        opened = _meet(LadybugPool(path), why)
    except _Bare as bare:
        _make_anew(path, bare.found, "nothing stands in its file")
        opened = _meet(LadybugPool(path), "")
    opened.changed = opened.changed or changed
    return opened


def _is_empty(path: Path) -> bool:
    return not path.exists() or not path.stat().st_size


def _is_as_left(path: Path, found: JournalScan | None) -> bool:
    """Say whether a store was closed and its file is as it was left then."""
    if log_path(path).is_file() and log_path(path).stat().st_size:
        return False
    # Without a journal, as an older version of the program left it, nothing says how it ended.
    return found is not None and found.closed is not None and is_as_left(path, found.closed)


def is_as_left(path: Path, left: ClosedFile) -> bool:
    """Say whether a file is as it was left."""
    if path.stat().st_size != left.length:
        return False
    now = _now(path)
    return now == left or not (now.sha256 and left.sha256)


def _now(path: Path) -> ClosedFile:
    try:
        with path.open("rb") as file:
            return as_left(file)
    except PermissionError:  # on Windows, where somebody has it open: the opening says who
        return ClosedFile(path.stat().st_size, "", "")


def _make_sound(path: Path, found: JournalScan | None) -> str:
    """Have a child open a store after an unclean end; make it anew where it is damaged.

    Returns why the store and its journal do not meet, where they do not.
    """
    if _is_empty(path):
        if found and found.says_something():
            _make_anew(path, found, "its file is gone")
        return ""
    before = path.stat()
    left = found.closed if found and not log_path(path).exists() else None
    by_engine = left is None or not left.head or _now(path).head != left.head
    usable = found is not None and not found.broken
    seen = _examined(path, usable)
    if os.stat(path).st_ino != before.st_ino:
        raise StoreLocked(f"The store {path} was just made anew by another process: try again.")
    if seen.state == "damaged":
        if found is None or not usable:
            why = "its journal is too" if found else "it has no journal to be made anew from"
            raise damaged(path, why)
        _make_anew(path, found, "its file is damaged")
    elif seen.count and not by_engine and found and usable:
        _make_anew(path, found, "its file was changed on the disk since it was closed")
    elif seen.count:
        more = f" and {seen.count - 1} more" if seen.count > 1 else ""
        return f"{seen.differs[0].rstrip('.')}{more}"
    elif left and found and usable and seen.at == len(found.marks) - 1:
        # What can be read is right, and what finds it need not be: the engine checks no page.
        _make_anew(path, found, "its file was changed on the disk since it was closed")
    return ""


def _examined(path: Path, usable: bool) -> Examination:
    """Have a child open a store; usable says whether it could be made anew from its journal."""
    seen = examine_in_child(path)
    if seen.state == "locked":
        raise StoreLocked(seen.said)
    by_log = seen.state == "damaged" and not usable and log_path(path).is_file()
    if seen.state != "damaged log" and not by_log:
        return seen
    kept = aside(log_path(path), "damaged")
    shutil.copy2(log_path(path), kept)
    mended = examine_in_child(path, mend=True)
    if mended.state == "sound":
        said = "The log of the store %s was cut short: it was read up to there, and kept as %s."
        _log.warning(said, path, kept)
    return replace(mended, state="damaged") if mended.state == "damaged log" else mended


def _make_anew(path: Path, found: JournalScan, why: str) -> None:
    try:
        kept = rebuild(path, found, "damaged")
    except UNREADABLE as error:
        raise damaged(path, f"its journal cannot be read ({error})") from error
    said = "The store %s was made anew from its journal, with all that was acknowledged: %s%s."
    _log.warning(said, path, why, f"; what was there is kept as {kept.name}" if kept else "")


def _meet(pool: LadybugPool, why: str) -> OpenedStore:
    """Bring a store and its journal together; why says what is known already not to meet."""
    copy = None
    try:
        with pool.reading() as run:
            current = ladybug_schema.is_current(run, str(pool.path))
            old = ladybug_schema.version(run)
            by_kind = ladybug_schema.is_by_kind(run)
        found = scan(journal_path(pool.path)) if not current and not old else None
        if found and found.says_something():
            raise _Bare(found)
        if 0 < old < SCHEMA_VERSION or by_kind:
            copy = _keep_copy(pool, old)
            if by_kind:
                lay_out_anew(pool.path, old)
            pool = LadybugPool(pool.path)
        if not current:
            _make_tables(pool, old)
        try:
            if why:
                raise _Unmet(why)
            opened = _met(pool, old)
        except _Unmet as unmet:
            with pool.reading() as run:
                incarnation = read_incarnation(run)
            return OpenedStore(pool, None, incarnation, undecided(pool.path, str(unmet)))
    except BaseException:
        pool.release()
        raise
    if copy and old == SCHEMA_VERSION:
        said = "The store %s takes less memory now; it is kept as it was in %s."
        _log.warning(said, pool.path, copy)
    elif copy:
        said = "The store %s was of schema %s and is of %s now; it is kept as it was in %s."
        _log.warning(said, pool.path, old, SCHEMA_VERSION, copy)
    opened.changed = opened.changed or not current
    return opened


def _keep_copy(pool: LadybugPool, old: int) -> Path:
    """Copy the file as it is beside itself, with the log folded in; the pool is closed."""
    path = pool.path
    pool.checkpoint()
    pool.release()
    copy = aside(path, f"schema-{old}")
    half = path.with_name(f".{copy.name}.half")
    try:
        # Only while it is closed: to close any handle of the file would give up its lock.
        shutil.copy2(path, half)
        half.replace(copy)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise classify(error, path) from error
    return copy


def _make_tables(pool: LadybugPool, old: int) -> None:
    """Make the tables that are missing."""
    with pool.writing() as run:
        ladybug_schema.prepare(run)
        # Until its facts are brought up too it is of the old version.
        run(text("keep_schema_version"), {"schema_version": old or SCHEMA_VERSION})


def _met(pool: LadybugPool, old: int) -> OpenedStore:
    with pool.reading() as run:
        row = run(text("journal_mark"), {})[0]
        incarnation = read_incarnation(run)
    seal, changes = row["seal"] or "", int(row["changes"])
    lines = _journal_of(pool.path, seal)
    if lines is None:
        if seal:
            said = "The journal of the store %s is gone: a new one begins with what it holds."
            _log.warning(said, pool.path)
        with pool.reading() as run:
            whole = bulk.contents(run, old or SCHEMA_VERSION)
        return _brought_up(begin(pool, lambda _: whole), old)
    if lines.broken:
        raise _Unmet(
            f"line {lines.broken} of {lines.path.name} is not as it was written, and "
            f"{lines.lost} from there on cannot be told to be"
        )
    at = lines.position(seal) if seal else _adopted(pool, lines)
    if at is None:
        raise _Unmet(_how_apart(lines, changes))
    if seal and lines.marks[at].changes != changes:
        raise _Unmet("another program changed the store past its journal")
    behind = at < len(lines.marks) - 1
    if behind or not seal or not incarnation:
        _catch_up(pool, lines, at)
    opened = OpenedStore(pool, Journal(lines), lines.incarnation, changed=behind or not seal)
    with pool.reading() as run:
        return _brought_up(opened, ladybug_schema.version(run))


def _brought_up(opened: OpenedStore, old: int) -> OpenedStore:
    """Bring facts of an older version of the schema up to this one, with a line of the journal."""
    if not 0 < old < SCHEMA_VERSION or opened.journal is None:
        return opened
    entries: list[Entry] = []
    with committed(opened.pool, opened.journal, entries) as run:
        bulk.migrate(run, old, entries.extend)
        entries.append(schema_entry(SCHEMA_VERSION))
        run(text("keep_schema_version"), {"schema_version": SCHEMA_VERSION})
    opened.changed = True
    return opened


def _journal_of(path: Path, seal: str) -> JournalScan | None:
    """Return the journal; where another was about to take its place, the one the store knows."""
    place = journal_path(path)
    found = scan(place)
    if found and found.void and found.void.seal == seal:
        journal.confirm(found)
        found = scan(place)
    if found and found.position(seal) is not None:
        journal.settle_place(place)
        return found
    before = scan(journal.kept_before(place))
    if before and (found is None or before.position(seal) is not None):
        journal.put_back(place)
        return scan(place)
    return found


def _adopted(pool: LadybugPool, found: JournalScan) -> int | None:
    """Return the place of a store that knows no journal yet, where this one holds the same."""
    with pool.reading() as run:
        there = found.contents()
        same = bulk.contents(run, there.schema_version) == there
    return len(found.marks) - 1 if same else None


def _how_apart(found: JournalScan, changes: int) -> str:
    ahead = changes - found.last.changes
    if ahead > 0:
        return f"the store has {ahead} changes more than {found.path.name}"
    return f"{found.path.name} is of another store, or of another time of this one"


def _catch_up(pool: LadybugPool, found: JournalScan, at: int) -> None:
    """Write the lines that a store lacks, and the mark of the last."""
    missing = len(found.marks) - 1 - at
    try:
        # A transaction a line, as it was written first: no more is asked of the engine than then.
        for number, entries in enumerate(found.entries(after=at), start=at + 1):
            with pool.writing() as run:
                replay(run, entries)
                run(text("keep_journal_mark"), {"seal": found.marks[number].seal})
        with pool.writing() as run:
            run(text("keep_journal_mark"), {"seal": found.last.seal})
            write_incarnation(run, found.incarnation)
    except UNREADABLE as error:
        raise _Unmet(f"what {found.path.name} has more cannot be read: {error}") from error
    if missing:
        said = "The store %s was behind its journal by %s: %s written again."
        count = (f"{missing} lines", "they were") if missing > 1 else ("a line", "it was")
        _log.warning(said, pool.path, *count)


def against_journal(run: Run, whole: Contents, found: JournalScan | None) -> tuple[str, ...]:
    """Return a sentence for each thing that a store holds otherwise than its journal has it."""
    if found is None or not found.marks:
        return ("The journal is gone, so nothing but the store itself says what it should hold.",)
    broken = f"Line {found.broken} of the journal is not as it was written."
    at = found.position(run(text("journal_mark"), {})[0]["seal"] or "")
    try:
        told = differences(whole, found.contents(at))
    except UNREADABLE as error:
        told = (f"The journal cannot be read: {error}",)
    return (*told, broken) if found.broken else told
