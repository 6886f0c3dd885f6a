"""The mark that every store carries: which schema it is of, and which tables that came to."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from graph.errors import NewerStore
from graph.store import SCHEMA_VERSION
from graph.stores.operations import Run
from graph.stores.statements import text

META_ID = "goldenthread"


@dataclass(frozen=True, slots=True)
class SchemaMark:
    """The version of a store's schema, and the fingerprint of the statements that made it."""

    version: int
    fingerprint: str

    def is_current(self, statements: Iterable[str], address: str) -> bool:
        """Say whether a store is as this program wants it; raises NewerStore."""
        if self.version > SCHEMA_VERSION:
            raise NewerStore(
                f"{address} was written by a newer version of Golden Thread (schema "
                f"{self.version}, this one knows {SCHEMA_VERSION}): update the program, or give "
                "another store."
            )
        return self.version == SCHEMA_VERSION and self.fingerprint == fingerprint(statements)


def fingerprint(statements: Iterable[str]) -> str:
    """Return a short text that differs whenever any of the statements does."""
    return hashlib.sha256("\n".join(statements).encode()).hexdigest()[:16]


def read_mark(run: Run) -> SchemaMark | None:
    """Return the mark of a store; None where it has none, being new or another program's."""
    rows = run(text("read_meta"), {})
    return SchemaMark(int(rows[0]["schema_version"]), str(rows[0]["tables"])) if rows else None


def write_mark(run: Run, statements: Iterable[str]) -> None:
    """Mark a store as of this version's schema, made by these statements."""
    mark = {"id": META_ID, "schema_version": SCHEMA_VERSION, "tables": fingerprint(statements)}
    run(text("keep_meta"), mark)


def read_incarnation(run: Run) -> str:
    """Return which life of the store this is; empty where an older program made it."""
    rows = run(text("incarnation"), {})
    return str(rows[0]["incarnation"] or "") if rows else ""


def write_incarnation(run: Run, incarnation: str) -> None:
    """Write which life of a store this is."""
    run(text("keep_incarnation"), {"incarnation": incarnation})


def begin_incarnation(run: Run) -> str:
    """Begin a new life of the store: what was read of it before says nothing of it any more."""
    incarnation = uuid.uuid4().hex
    write_incarnation(run, incarnation)
    return incarnation
