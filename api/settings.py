"""Settings, read once and checked: where the store is, and by which names the service answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from platformdirs import user_data_path

from api.errors import UsageError

LOCAL_HOSTS = ("127.0.0.1", "localhost")
STORE_VARIABLE = "GOLDENTHREAD_STORE"
_RIGHT = "write ladybug:///path/to/store"


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """Where the embedded store is kept."""

    path: Path

    @property
    def url(self) -> str:
        """The address as it is written in the setting."""
        return f"ladybug://{self.path}"


def store_address(given: str | None, environ: Mapping[str, str]) -> StoreAddress:
    """Return the store's address: the option, else GOLDENTHREAD_STORE, else the user's own.

    Raises UsageError with the offending value.
    """
    text = given or environ.get(STORE_VARIABLE, "")
    if not text:
        return StoreAddress(user_data_path("goldenthread", appauthor=False) / "store.lbug")
    parts = urlsplit(text)
    where = "--store" if given else STORE_VARIABLE
    if parts.scheme in ("neo4j", "bolt", "neo4j+s", "bolt+s"):
        raise UsageError(f'{where} is "{text}": Neo4j is not supported in this version; {_RIGHT}.')
    if parts.scheme != "ladybug" or parts.netloc or not parts.path.strip("/"):
        raise UsageError(f'{where} is "{text}", which is no store address; {_RIGHT}.')
    return StoreAddress(Path(unquote(parts.path)))
