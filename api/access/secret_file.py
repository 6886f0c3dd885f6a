"""The file with the service's secret, which is made by itself and which only its user can read."""

import contextlib
import os
import secrets
from pathlib import Path

from api.settings import secrets_in
from graph.errors import StoreUnreachable

# Bytes of such a file: a secret of 43 letters, and some older ones.
_MOST = 64 * 1024


def read_or_make(path: Path) -> tuple[str, ...]:
    """Return the secrets in a file, a line each, the newest first; it is made where it is not.

    Raises StoreUnreachable where it cannot be read or made, UsageError for what is no secret.
    """
    try:
        if not path.exists():
            _make(path)
        secrets_there = secrets_in(_read(path), str(path))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise StoreUnreachable(
            f"The service's secret in {path} cannot be read or written ({why}): check the folder "
            "and its permissions, or put a secret into GOLDENTHREAD_SECRET."
        ) from error
    if not secrets_there:
        raise StoreUnreachable(
            f"The service's secret in {path} is empty: delete the file, and a new one is made; "
            "links that were sent, and second steps, are good for nothing then."
        )
    return secrets_there


def _read(path: Path) -> str:
    # It may be a pipe, which is not waited for.
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(number, "rb") as file:
        if os.name == "posix" and os.fstat(number).st_mode & 0o077:
            # Others could read it: from now on they cannot.
            os.fchmod(number, 0o600)
        return file.read(_MOST).decode("utf-8")


def _make(path: Path) -> None:
    """Make the file with a new secret; it appears whole, and the first of two processes wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
    try:
        with open(os.open(part, flags, 0o600), "w", encoding="utf-8") as file:
            file.write(f"{secrets.token_urlsafe(32)}\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            try:
                os.link(part, path)
            except FileExistsError:
                raise
            except OSError:  # a disk that knows no second name for a file
                if not path.exists():
                    part.rename(path)
    finally:
        part.unlink(missing_ok=True)
