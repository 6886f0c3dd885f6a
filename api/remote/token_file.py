"""The file beside an embedded store that says which service has it open, and lets one in there.

store.lbug.token is readable by its user alone. Whoever may read it may do what the store's own file
allows, so no rights are given that somebody does not have. It is a new one at each start.
"""

import contextlib
import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from api.remote.value_json import SHAPE

# Bytes of such a file; ours has some 250.
_MOST = 4096


@dataclass(frozen=True, slots=True)
class RunningService:
    """A service that has a store open: its address as http://127.0.0.1:8000/, process and token.

    shape is of what its program says to other programs: another one is of another version.
    certificate is the SHA-256 of the one it shows, where its address is https.
    """

    address: str
    pid: int
    token: str = field(repr=False)
    shape: str = SHAPE
    certificate: str = ""

    @property
    def host(self) -> str:
        """The host of its address."""
        return urlsplit(self.address).hostname or ""

    @property
    def port(self) -> int:
        """The port of its address."""
        return urlsplit(self.address).port or (443 if self.is_encrypted else 80)

    @property
    def is_encrypted(self) -> bool:
        """Whether its address is https."""
        return self.address.startswith("https://")


def new_service(address: str, certificate: str = "") -> RunningService:
    """Return what this process says of itself when it serves at an address, with a new token."""
    token = secrets.token_urlsafe(32)
    return RunningService(address, os.getpid(), token, certificate=certificate)


def token_path(store: Path) -> Path:
    """Return where the file of a store is."""
    return store.with_name(f"{store.name}.token")


def write_token(store: Path, service: RunningService) -> None:
    """Write the file, in place of one that a service left which was ended; raises OSError.

    Only for whoever has the store open. It appears whole, and nobody else can read it before.
    """
    part = store.with_name(f".{store.name}.{secrets.token_hex(4)}.token")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
    try:
        with open(os.open(part, flags, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(service), file)
        part.replace(token_path(store))
    finally:
        part.unlink(missing_ok=True)


def read_token(store: Path) -> RunningService | None:
    """Return what the file says; None where there is none, or none that can be read."""
    try:
        # It may be a pipe, which is not waited for.
        number = os.open(token_path(store), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with open(number, "rb") as file:
            service = RunningService(**json.loads(file.read(_MOST)))
    except (OSError, ValueError, TypeError):
        return None
    whole = isinstance(service.pid, int) and all(
        isinstance(text, str) and text for text in (service.address, service.token, service.shape)
    )
    if not whole or not isinstance(service.certificate, str):
        return None
    is_address = service.address.startswith("http://") or bool(
        service.is_encrypted and service.certificate
    )
    return service if is_address else None


def remove_token(store: Path, service: RunningService) -> None:
    """Take the file away, if it is still this service's."""
    if read_token(store) == service:
        with contextlib.suppress(OSError):
            token_path(store).unlink(missing_ok=True)


def is_alive(service: RunningService) -> bool:
    """Say whether the process of a service is there; another may have its number meanwhile."""
    import psutil  # only where there is such a file

    return bool(psutil.pid_exists(service.pid))


def sweep_token(store: Path) -> None:
    """Take away what another process left that was ended before it could.

    Only for whoever has the store open: whatever process has that number now, it has not.
    """
    service = read_token(store)
    if service and service.pid != os.getpid():
        remove_token(store, service)
