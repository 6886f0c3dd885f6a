"""Files that are on the disk before anybody is answered, and that are still the ones opened."""

import os
from pathlib import Path

from graph.errors import StoreUnreachable


def sync(number: int) -> None:
    """Wait until what was written to an open file is on the disk."""
    # Where there is no fdatasync (macOS, Windows) the times of the file are written too.
    getattr(os, "fdatasync", os.fsync)(number)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    # Windows opens no folders; there the file system orders renames itself.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def aside(path: Path, why: str) -> Path:
    """Return a new name beside a file to keep it under: store.damaged-1."""
    number = 1
    while path.with_name(f"{path.name}.{why}-{number}").exists():
        number += 1
    return path.with_name(f"{path.name}.{why}-{number}")


Identity = tuple[int, int]


def _identity(path: Path) -> Identity | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


class OpenFiles:
    """The files of an open store, by device and inode: whether they are still the same ones."""

    def __init__(self, store: Path, log: Path, journal: Path) -> None:
        self._store, self._log, self._journal = store, log, journal
        self.note()

    def note(self) -> None:
        """Take the files as they are now for the store's own."""
        self._own = {path: _identity(path) for path in (self._store, self._log, self._journal)}

    def note_log(self) -> None:
        """Take the log as it is now: the engine makes and removes it when it commits."""
        self._own[self._log] = _identity(self._log)

    def check(self) -> None:
        """Raise StoreUnreachable where one was replaced or deleted by something else."""
        for path, own in self._own.items():
            if own is not None and _identity(path) != own:
                raise StoreUnreachable(
                    f"The store {self._store} was replaced or deleted by something else while it "
                    f"was open ({path.name} is not the file that was opened): nothing more is "
                    "written; put the files back as they were, or start the program again."
                )
