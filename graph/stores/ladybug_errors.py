"""What the embedded engine or the system complains about, in sentences of ours."""

import logging
import re
import stat
from pathlib import Path

from graph.errors import (
    DamagedStore,
    StoreError,
    StoreLocked,
    StoreUnreachable,
    UndecidedStore,
)


class DamagedLog(StoreError):
    """The engine's log ends in half a record, or has one that is not as it was written."""


class NotAStore(StoreUnreachable):
    """A file is none of the engine's."""


class DiskFull(StoreUnreachable):
    """There is no room for what would be written."""


class EngineFailure(StoreError):
    """The engine gave up for a reason that is no refusal: damage, or a fault of its own."""


_OF_THE_SYSTEM = re.compile(
    "Permission denied|Read-only file system|No such file or directory|Input/output error|"
    "File name too long|Too many open files|Operation not permitted|Access is denied"
)

_log = logging.getLogger(__name__)


def broken(path: Path) -> StoreUnreachable:
    """Return the error for a store whose disk failed while it was open."""
    return StoreUnreachable(
        f"The disk of the store {path} failed and nothing more is written: make room, then "
        "start the program again; everything acknowledged is kept."
    )


def check_place(path: Path) -> None:
    """Refuse a device or a pipe, which the engine would write to or wait for.

    Raises StoreUnreachable.
    """
    try:
        mode = path.expanduser().stat().st_mode
    except (OSError, RuntimeError, ValueError):
        # Not there yet, or not to be looked at: opening it says so.
        return
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise StoreUnreachable(f"{path} is a device or a pipe, no file: name a file for the store.")


def classify(error: Exception, path: Path) -> StoreError:
    """Say in one sentence of ours what the engine or the system complains about."""
    message = str(error)
    holder = re.search(r"held by PID (\d+)", message)
    if holder or "Could not set lock" in message:
        who = f"process {holder[1]}" if holder else "another process"
        return StoreLocked(
            f"The store {path} is in use by {who}: work through that one, stop it first, "
            "or give another store."
        )
    if re.search("No space left|disk full|Disk quota|numBytesWritten", message, re.IGNORECASE):
        return DiskFull(
            f"The disk of the store {path} is full and nothing was written: make room and repeat."
        )
    if "not a valid Lbug database" in message:
        return NotAStore(f"{path} is no store but some other file: give another path.")
    if "WAL file is corrupted" in message:
        return DamagedLog(f"The log of the store {path} is damaged.")
    if isinstance(error, OSError) or message.startswith("IO exception"):
        return StoreUnreachable(
            f"The store {path} cannot be opened or written{_reason(error)}: check the path and "
            "its permissions, or give another store."
        )
    _log.info("The engine of the store %s says: %s", path, message)
    # A damaged file makes the engine ask for any amount of memory, so that is no other reason.
    return EngineFailure(
        f"The store {path} could not do its work, as where its file is damaged or memory is "
        f"short: see with goldenthread verify; {_remedy(path)}."
    )


def _reason(error: Exception) -> str:
    """Return what the system says of a file, in brackets; the engine's own words stay inside."""
    if isinstance(error, OSError):
        return f" ({error.strerror})" if error.strerror else ""
    known = _OF_THE_SYSTEM.search(str(error))
    return f" ({known[0]})" if known else ""


def newest_backup(path: Path) -> Path | None:
    """Return the newest of the backups beside a store; None where there is none."""
    folder = path.with_name(f"{path.name}.backups")
    try:
        # What begins with a dot is one that is being written, or deleted.
        found = [manifest.parent for manifest in folder.glob("[!.]*/manifest.json")]
        return max(found, key=lambda each: (each.stat().st_mtime, each.name), default=None)
    except OSError:
        return None


def _remedy(path: Path) -> str:
    """Say from what a damaged store can be restored."""
    backup = newest_backup(path)
    if backup is None:
        return "no backup lies beside it: restore one that is kept elsewhere into a new store"
    return f"the newest backup is {backup}: restore it into a new store"


def damaged(path: Path, why: str) -> DamagedStore:
    """Return the error for a store that cannot be made whole from its journal, and why not."""
    return DamagedStore(
        f"The store {path} is damaged, and {why}; {_remedy(path)} (goldenthread restore), and keep "
        "the damaged files until that is done."
    )


def undecided(path: Path, why: str) -> UndecidedStore:
    """Return the error for a store whose journal tells something else, and how they differ."""
    return UndecidedStore(
        f"The store {path} and its journal do not meet ({why}): nothing is written until somebody "
        "decides which of them counts; goldenthread repair says what each holds."
    )
