"""What the embedded engine or the system complains about, in sentences of ours."""

import logging
import re
import stat
from pathlib import Path

from graph.errors import StoreError, StoreLocked, StoreUnreachable

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
    if re.search("No space left|disk full|Disk quota", message, re.IGNORECASE):
        return StoreUnreachable(
            f"The disk of the store {path} is full and nothing was written: make room and repeat."
        )
    if "not a valid Lbug database" in message:
        return StoreUnreachable(f"{path} is no store but some other file: give another path.")
    if isinstance(error, OSError) or message.startswith("IO exception"):
        return StoreUnreachable(
            f"The store {path} cannot be opened or written{_reason(error)}: check the path and "
            "its permissions, or give another store."
        )
    _log.info("The engine of the store %s says: %s", path, message)
    # A damaged file makes the engine ask for any amount of memory, so that is no other reason.
    return StoreError(
        f"The store {path} could not do its work, as where its file is damaged or memory is "
        "short: see with goldenthread verify, and restore the newest backup where it is."
    )


def _reason(error: Exception) -> str:
    """Return what the system says of a file, in brackets; the engine's own words stay inside."""
    if isinstance(error, OSError):
        return f" ({error.strerror})" if error.strerror else ""
    known = _OF_THE_SYSTEM.search(str(error))
    return f" ({known[0]})" if known else ""
