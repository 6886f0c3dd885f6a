"""Folders for what a process keeps only while it runs: those of dead processes are swept.

A lock beside the folder is held as long as the process lives, and the system lets it go whatever
ends it. So a folder whose lock can be taken belongs to nobody any more, whoever has its number now.
"""

import os
import secrets
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_PREFIX, _LOCK = "goldenthread-", ".in-use"


class ScratchFolder:
    """A folder that goes when it is closed, or forgotten, or with the process."""

    def __init__(self) -> None:
        self.path = Path(tempfile.gettempdir()) / f"{_PREFIX}{secrets.token_hex(8)}"
        lock = _lock_of(self.path)
        lock.acquire()
        try:
            self.path.mkdir(mode=0o700)
        except OSError:
            _let_go(self.path, lock)
            raise
        self._close = weakref.finalize(self, _let_go, self.path, lock)

    def close(self) -> None:
        """Delete the folder; a second call does nothing."""
        self._close()


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a folder for the length of a block."""
    folder = ScratchFolder()
    try:
        yield folder.path
    finally:
        folder.close()


def sweep_scratch_folders() -> None:
    """Delete what processes of this user left behind that were ended before they could."""
    for file in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*{_LOCK}"):
        folder = file.with_name(file.name.removesuffix(_LOCK))
        try:
            if file.is_symlink() or not _is_own(file):
                continue
            lock = _lock_of(folder)
            lock.acquire()
        except (OSError, Timeout):
            # In use; or gone meanwhile, as where two processes sweep.
            continue
        _let_go(folder, lock)


def _lock_of(folder: Path) -> FileLock:
    # Taken in one thread and let go in another, and never waited for.
    return FileLock(folder.with_name(folder.name + _LOCK), timeout=0, thread_local=False)


def _is_own(file: Path) -> bool:
    return os.name != "posix" or file.stat().st_uid == os.getuid()


def _let_go(folder: Path, lock: FileLock) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    # While it is held, or another process could take it just before it goes; Windows lets nobody
    # delete what is open.
    if os.name == "posix":
        Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()
    if os.name != "posix":
        Path(lock.lock_file).unlink(missing_ok=True)
