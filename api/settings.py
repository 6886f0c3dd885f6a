"""Settings, read once and checked: the store, who works here, secrets, how the service runs."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from urllib.parse import SplitResult, unquote, urlsplit

from platformdirs import user_data_path

from api.errors import UsageError

LOCAL_HOSTS = ("127.0.0.1", "localhost")
STORE_VARIABLE = "GOLDENTHREAD_STORE"
PASSWORD_VARIABLE = "GOLDENTHREAD_STORE_PASSWORD"
KEPT_VARIABLE = "GOLDENTHREAD_CACHE_MB"
NAME_VARIABLE = "GOLDENTHREAD_NAME"
SECRET_VARIABLE = "GOLDENTHREAD_SECRET"
# Characters of one secret: as many as 24 bytes have in base64.
LEAST_SECRET = 32
LOG_VARIABLE = "GOLDENTHREAD_LOG"
CONTACT_VARIABLE = "GOLDENTHREAD_SECURITY_CONTACT"
STOP_VARIABLE = "GOLDENTHREAD_STOP_SECONDS"
LOG_KINDS = ("text", "json")
# Seconds that what is being answered may take when the service is told to stop. A question may take
# ten; whatever runs services (Docker: ten, unless told otherwise) must wait longer before it kills.
STOP_SECONDS, LONGEST_STOP = 15, 3600
# Bytes that the service may take to give an answer again. Starting takes 260 MB, of which 150 are
# the embedded engine's own, so that England's 153 areas of three hundred things stay below 400 MB.
KEPT_BYTES = 64 * 2**20
_SERVERS = ("neo4j", "bolt", "neo4j+s", "bolt+s", "neo4j+ssc", "bolt+ssc")
_RIGHT = "write ladybug:///path/to/store or neo4j://user@host:7687/database"


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """Where the embedded store is kept."""

    path: Path

    @property
    def url(self) -> str:
        """The address as it is written in the setting."""
        return path_url(self.path)


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a shared store is: scheme, host and port, who connects, and which database."""

    address: str
    user: str
    password: str = field(repr=False)
    database: str


def path_url(path: PurePath) -> str:
    """Return the address of a store in a file: ladybug:///home/x, or ladybug:///C:/x on Windows."""
    return f"ladybug://{'/' if path.drive else ''}{path.as_posix()}"


def path_text(url_path: str, on_windows: bool = os.name == "nt") -> str:
    """Return the path in such an address; a drive of Windows has no slash before it."""
    text = unquote(url_path)
    return re.sub(r"^/(?=[A-Za-z]:)", "", text) if on_windows else text


def store_address(given: str | None, environ: Mapping[str, str]) -> StoreAddress | ServerAddress:
    """Return the store's address: the option, else GOLDENTHREAD_STORE, else the user's own.

    Raises UsageError with the offending value, but for a password.
    """
    text = given or environ.get(STORE_VARIABLE, "")
    if not text:
        return StoreAddress(user_data_path("goldenthread", appauthor=False) / "store.lbug")
    where = "--store" if given else STORE_VARIABLE
    try:
        parts = urlsplit(text)
        if parts.scheme in _SERVERS:
            return _server(parts, where, environ)
    except ValueError:
        # Not said which: there may be a password in it.
        raise UsageError(f"{where} is no store address; {_RIGHT}.") from None
    if parts.scheme != "ladybug" or parts.netloc or not parts.path.strip("/"):
        raise UsageError(f'{where} is "{_shown(parts)}", which is no store address; {_RIGHT}.')
    return StoreAddress(Path(path_text(parts.path)))


def kept_bytes(environ: Mapping[str, str]) -> int:
    """Return how many bytes of answers the service keeps; raises UsageError with what was set."""
    text = environ.get(KEPT_VARIABLE, "").strip()
    if not text:
        return KEPT_BYTES
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        raise UsageError(f'{KEPT_VARIABLE} is "{text}": write a number of megabytes, such as 256.')
    return int(text) * 2**20


def log_kind(environ: Mapping[str, str]) -> str:
    """Return how requests are logged: "" for not at all; raises UsageError with what was set."""
    text = environ.get(LOG_VARIABLE, "").strip()
    if text and text not in LOG_KINDS:
        raise UsageError(f'{LOG_VARIABLE} is "{text}": write text or json, or leave it out.')
    return text


def stop_seconds(environ: Mapping[str, str]) -> int:
    """Return how long stopping waits for what is being answered; raises UsageError."""
    text = environ.get(STOP_VARIABLE, "").strip()
    if not text:
        return STOP_SECONDS
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII) or int(text) > LONGEST_STOP:
        raise UsageError(
            f'{STOP_VARIABLE} is "{text}": write a number of seconds up to {LONGEST_STOP}, such as '
            f"{STOP_SECONDS}."
        )
    return int(text)


def security_contact(environ: Mapping[str, str]) -> str:
    """Return where faults in the security are told to, as an address; "" where nowhere is.

    Raises UsageError with what was set.
    """
    text = environ.get(CONTACT_VARIABLE, "").strip()
    if not text or re.fullmatch(r"(https://[\w.-]+|mailto:[\w.+-]+@[\w.-]+)[!-~]*", text, re.ASCII):
        return text
    if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", text, re.ASCII):
        return f"mailto:{text}"
    raise UsageError(
        f'{CONTACT_VARIABLE} is "{text}": write an address such as security@example.gov.uk, or a '
        "page as https://..."
    )


def secrets_in(text: str, where: str) -> tuple[str, ...]:
    """Return the secrets of a setting or a file, the newest first, with spaces or lines between.

    None where there is nothing; raises UsageError, which tells nothing of them.
    """
    secrets = tuple(dict.fromkeys(text.split()))
    short = next((len(secret) for secret in secrets if len(secret) < LEAST_SECRET), None)
    if short is not None:
        raise UsageError(
            f"{where} has a secret of {short} characters: take {LEAST_SECRET} or more that nobody "
            'can guess, such as those of the command "openssl rand -base64 32".'
        )
    return secrets


def _shown(parts: SplitResult) -> str:
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=host).geturl() if parts.password else parts.geturl()


def _server(parts: SplitResult, where: str, environ: Mapping[str, str]) -> ServerAddress:
    if parts.password is not None:
        raise UsageError(
            f"{where} has a password in it, which others could read: leave it out, and put it into "
            f"{PASSWORD_VARIABLE}."
        )
    database = unquote(parts.path.strip("/"))
    if not parts.hostname or "/" in database or parts.query or parts.fragment:
        raise UsageError(f'{where} is "{_shown(parts)}", which is no store address; {_RIGHT}.')
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    user, password = unquote(parts.username or ""), environ.get(PASSWORD_VARIABLE, "")
    if user and not password:
        raise UsageError(
            f'{where} names the user "{user}": put the password into {PASSWORD_VARIABLE}.'
        )
    if password and not user:
        raise UsageError(f'{where} is "{_shown(parts)}", which names no user; {_RIGHT}.')
    return ServerAddress(f"{parts.scheme}://{host}:{parts.port or 7687}", user, password, database)
