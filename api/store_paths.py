"""Where all lies that is kept beside a store in a file, or in the user's own data for a server."""

import re
from pathlib import Path

from platformdirs import user_data_path

from api.settings import ServerAddress, StoreAddress


def whole_path(path: Path) -> Path:
    """Return the one name of a file, beside which lies what belongs to it."""
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError, ValueError):
        return path  # opening it says why


def accounts_path(address: StoreAddress) -> Path:
    """Return where the accounts of a store in a file are: beside it."""
    whole = whole_path(address.path)
    return whole.with_name(f"{whole.name}.accounts.sqlite")


def secret_path(address: StoreAddress | ServerAddress) -> Path:
    """Return where the secret of a service is, if the environment does not tell it."""
    if isinstance(address, StoreAddress):
        whole = whole_path(address.path)
        return whole.with_name(f"{whole.name}.secret")
    folder = user_data_path("goldenthread", appauthor=False)
    return folder / f"{_server_name(address)}.secret"


def backup_folder(address: StoreAddress | ServerAddress) -> Path:
    """Return where a service keeps the backups of a store: beside it, or in the user's own data."""
    if isinstance(address, StoreAddress):
        whole = whole_path(address.path)
        return whole.with_name(f"{whole.name}.backups")
    return user_data_path("goldenthread", appauthor=False) / "backups" / _server_name(address)


def cards_path(address: StoreAddress | ServerAddress) -> Path | None:
    """Return where a service keeps the cards of all areas: beside a store in a file.

    None for a server, which may be put back to an earlier state without this machine knowing.
    """
    if isinstance(address, ServerAddress):
        return None
    whole = whole_path(address.path)
    return whole.with_name(f"{whole.name}.cards.json")


def _server_name(address: ServerAddress) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "-", f"{address.address}/{address.database}").strip("-")
