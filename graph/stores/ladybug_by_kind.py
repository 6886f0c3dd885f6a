"""Stores of before, which have a table for each kind: read as they are, and laid out anew."""

import shutil
from pathlib import Path

from graph.facts.store_dump import Contents
from graph.stores import bulk, ladybug_schema
from graph.stores.journal import Journal
from graph.stores.journal_scan import journal_path, scan
from graph.stores.ladybug_pool import LadybugPool
from graph.stores.ladybug_rebuild import alone, replace_file
from graph.stores.ladybug_recovery import log_path
from graph.stores.schema_mark import read_incarnation
from graph.stores.statements import ALL_TABLES, text


def lay_out_anew(path: Path, version: int) -> None:
    """Put a file with today's tables in the place of a closed store that has a table a kind.

    It holds the same, at the same version of the schema and the same line of the journal. Ended in
    the middle, the store is as it was. Raises StoreError and OSError.
    """
    with alone(path):
        whole, seal, incarnation = _read(path, version)
        found = scan(journal_path(path))
        if found:
            journal = Journal(found)
            journal.note_open()
            journal.close()
        replace_file(path, whole, seal, incarnation, None)


def _read(path: Path, version: int) -> tuple[Contents, str, str]:
    """Return what a store holds, the seal of its last line and its incarnation."""
    # A copy: it gets the kinds and columns that came since, so that all can be asked for.
    copy = path.with_name(f".{path.name}.by-kind")
    try:
        shutil.copy2(path, copy)
        pool = LadybugPool(copy, by_kind=True)
        try:
            with pool.writing() as run:
                ladybug_schema.prepare(run, ALL_TABLES)
            with pool.reading() as run:
                seal = run(text("journal_mark"), {})[0]["seal"] or ""
                return bulk.contents(run, version), seal, read_incarnation(run)
        finally:
            pool.release()
    finally:
        for left in (copy, log_path(copy)):
            left.unlink(missing_ok=True)
