"""The one guard of every path that is read: an ordinary file of a bearable size, or one sentence.

A pipe or a device would keep the program waiting for ever, or never end.
"""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from loaders.problems import FileError

_MB = 2**20
# So that a pipe which takes a file's place between two looks does not hold us either; Windows has
# no such pipes, and opens texts where it is not told otherwise.
_FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def size_of(path: Path, file: str, most: int, right: str) -> int:
    """Return the bytes of an ordinary file of at most so many; file is the name for messages.

    right says what to do with a larger one. Raises FileError.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise unreadable(path, file, error) from error
    return _checked(found, file, most, right)


def open_ordinary(path: Path, file: str, most: int, right: str) -> BinaryIO:
    """Open an ordinary file of at most so many bytes for reading; raises FileError."""
    size_of(path, file, most, right)
    try:
        handle = os.open(path, os.O_RDONLY | _FLAGS)
    except OSError as error:
        raise unreadable(path, file, error) from error
    try:
        _checked(os.fstat(handle), file, most, right)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_ordinary(path: Path, file: str, most: int, right: str) -> bytes:
    """Read an ordinary file whole; raises FileError.

    One that grows meanwhile is read as far as it was when it was opened.
    """
    with open_ordinary(path, file, most, right) as stream:
        try:
            return stream.read(os.fstat(stream.fileno()).st_size)
        except OSError as error:
            raise unreadable(path, file, error) from error


def _checked(found: os.stat_result, file: str, most: int, right: str) -> int:
    if stat.S_ISDIR(found.st_mode):
        raise FileError("not-a-file", file, "this is a folder; name a file inside it.")
    if not stat.S_ISREG(found.st_mode):
        message = "this is a device or a pipe; name an ordinary file."
        raise FileError("not-a-file", file, message)
    if found.st_size > most:
        message = f"the file has {megabytes(found.st_size)}, and at most {megabytes(most)} are read"
        raise FileError("too-large", file, f"{message}; {right}")
    return found.st_size


def unreadable(path: Path, file: str, error: OSError) -> FileError:
    """Make the refusal of a file that is not there, or cannot be opened or looked at."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        message = "there is no such file; check the name and folder."
        return FileError("no-such-file", str(path), message)
    message = f"the file cannot be read ({error.strerror}); check that you may open it."
    return FileError("unreadable-file", file, message)


def megabytes(size: int) -> str:
    """Say a size as people do, rounded up."""
    return f"{-(-size // _MB):,} MB"
