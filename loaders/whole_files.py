"""Files that are written whole or not at all, and the sentence for those that cannot be."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class CannotWrite(Exception):
    """Facts do not fit a file, or the disk refuses it; the message is one sentence for a person."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a place beside a file that takes the file's place once all is written.

    After an error what was there is as it was.
    """
    part = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    try:
        yield part
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def cannot_write(path: Path, error: Exception) -> CannotWrite:
    """Return the sentence for a file that cannot be written."""
    why = getattr(error, "strerror", None) or "the disk or the folder refuses it"
    return CannotWrite(f"{path} cannot be written ({why}): choose another place.")
