"""Where a store and its journal do not meet: what each holds, and either made to count."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from graph.errors import DamagedStore, UnknownThing
from graph.facts.store_dump import Contents
from graph.store import StoreCondition
from graph.stores import bulk
from graph.stores.journal_scan import JournalScan, journal_path, scan
from graph.stores.ladybug_engine import leave_engine, open_engine
from graph.stores.ladybug_errors import damaged
from graph.stores.ladybug_opening import UNREADABLE
from graph.stores.ladybug_rebuild import rebuild
from graph.stores.whole_disk import aside

STORE, JOURNAL = "store", "journal"
# Differences that are said: enough to see what it is about.
_SAID = 10


def condition(path: Path) -> StoreCondition:
    """Say whether a store and its journal meet; where not, what each holds and what can be done."""
    lines = scan(journal_path(path))
    try:
        engine = open_engine(path)
    except DamagedStore as error:
        return StoreCondition(str(error), False, (), _choices(lines, None))
    try:
        if engine.undecided is None:
            whole_words = f"The store {path} is whole and as its journal says"
            return StoreCondition(f"{whole_words}: there is nothing to repair.", True)
        with engine.reading() as run:
            whole = bulk.contents(run)
        faults = [fault for fault in engine.verify() if fault != str(engine.undecided)]
        more = [f"and {len(faults) - _SAID} more."] if len(faults) > _SAID else []
        details = [f"The store holds {_told(whole)}.", *_of_journal(lines), *faults[:_SAID], *more]
        return StoreCondition(str(engine.undecided), False, tuple(details), _choices(lines, whole))
    finally:
        leave_engine(engine)


def _of_journal(found: JournalScan | None) -> list[str]:
    whole = _contents(found)
    if found is None or whole is None:
        return ["Nothing can be read of the journal."]
    end = f", up to line {found.broken - 1}" if found.broken else ""
    return [f"The journal holds {_told(whole)}{end}."]


def _contents(found: JournalScan | None) -> Contents | None:
    if found is None or not found.marks:
        return None
    try:
        return found.contents()
    except UNREADABLE:
        return None


def _told(whole: Contents) -> str:
    """Return in a few words what a store or a journal holds."""
    counts = f"{len(whole.slugs())} areas, {len(whole.facts)} facts, {len(whole.history)} changes"
    if not whole.history:
        return counts
    last = whole.history[-1]
    return f"{counts}, the last of {last.when[:16].replace('T', ' ')} by {last.who}"


def _choices(found: JournalScan | None, whole: Contents | None) -> Mapping[str, str]:
    choices = {}
    if whole is not None:
        choices[STORE] = (
            "go on with the store as it is; a new journal begins with it, and the one that is "
            "there is kept aside"
        )
    if _contents(found) is not None:
        choices[JOURNAL] = (
            "make the store anew from the journal"
            + (", as far as that can be read" if found and found.broken else "")
            + "; the file that is there is kept aside"
        )
    return choices


def repair(path: Path, keep: str) -> str:
    """Let the store or the journal count; return what was done in a sentence.

    Raises StoreError, and UnknownThing for what condition() does not offer.
    """
    offered = condition(path).choices
    if keep not in offered:
        raise UnknownThing.nearest_to("way", keep, offered, f"to repair the store {path}")
    if keep == STORE:
        engine = open_engine(path)
        try:
            kept = engine.begin_journal()
        finally:
            leave_engine(engine)
        return f"The store {path} goes on as it is; the journal of before is kept as {kept.name}."
    found = scan(journal_path(path))
    assert found is not None
    if found.broken:
        kept = aside(found.path, "aside")
        shutil.copy2(found.path, kept)
        os.truncate(found.path, found.ends[-1])
    try:
        file = rebuild(path, found, "aside")
    except UNREADABLE as error:
        raise damaged(path, f"its journal cannot be read ({error})") from error
    leave_engine(open_engine(path))
    before = f"; the file of before is kept as {file.name}" if file else ""
    return f"The store {path} was made anew from its journal{before}."
