"""Settings of the council's own sign-in (OpenID Connect), read once and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from api.access.persons import Role
from api.errors import UsageError
from api.settings import LOCAL_HOSTS
from graph.facts.identifiers import is_area_slug
from graph.facts.unsafe_text import unseen

ISSUER_VARIABLE = "GOLDENTHREAD_OIDC_ISSUER"
CLIENT_ID_VARIABLE = "GOLDENTHREAD_OIDC_CLIENT_ID"
CLIENT_SECRET_VARIABLE = "GOLDENTHREAD_OIDC_CLIENT_SECRET"
NAME_VARIABLE = "GOLDENTHREAD_OIDC_NAME"
GROUPS_VARIABLE = "GOLDENTHREAD_OIDC_GROUPS"
VARIABLES = (
    ISSUER_VARIABLE,
    CLIENT_ID_VARIABLE,
    CLIENT_SECRET_VARIABLE,
    NAME_VARIABLE,
    GROUPS_VARIABLE,
)
# Characters of the words on the button.
_MOST_NAME = 60
_NEEDED = VARIABLES[:3]


@dataclass(frozen=True, slots=True)
class GroupRole:
    """A role that everybody in a group of the council has, on an area or on every one ("")."""

    group: str
    role: Role
    area: str = ""


@dataclass(frozen=True, slots=True)
class OpenIdSettings:
    """Which provider is asked, as whom, what its button says, and what its groups may here."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = "your council"
    groups: tuple[GroupRole, ...] = ()


def openid_settings(environ: Mapping[str, str]) -> OpenIdSettings | None:
    """Return the settings; None where none is set. Raises UsageError, which tells no secret."""
    given = {name: environ.get(name, "").strip() for name in VARIABLES}
    if not any(given.values()):
        return None
    missing = [name for name in _NEEDED if not given[name]]
    if missing:
        raise UsageError(
            f"Sign-in with the council's own accounts needs {' and '.join(missing)} too: set what "
            "whoever runs the council's sign-in gave you, or none of the settings."
        )
    issuer = given[ISSUER_VARIABLE]
    if not is_trusted_address(issuer) or urlsplit(issuer).query or urlsplit(issuer).fragment:
        raise UsageError(
            f'{ISSUER_VARIABLE} is "{issuer}": write the https address of the issuer, such as '
            "https://login.microsoftonline.com/TENANT/v2.0."
        )
    name = given[NAME_VARIABLE] or "your council"
    if unseen(name) or len(name) > _MOST_NAME:
        raise UsageError(f"{NAME_VARIABLE} is too long or has signs in it that nobody sees.")
    groups = tuple(
        _group(text.strip()) for text in given[GROUPS_VARIABLE].split(",") if text.strip()
    )
    return OpenIdSettings(
        issuer, given[CLIENT_ID_VARIABLE], given[CLIENT_SECRET_VARIABLE], name, groups
    )


def is_trusted_address(address: str) -> bool:
    """Say whether nobody on the way can read or change what an address answers.

    That is https, or this machine itself.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    if not host or parts.username is not None or parts.password is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL_HOSTS)


def _group(text: str) -> GroupRole:
    group, equals, rest = text.rpartition("=")
    role, _, area = rest.partition("@")
    if not group.strip() or not equals or role not in {each.value for each in Role}:
        raise UsageError(
            f'{GROUPS_VARIABLE} has "{text}": write GROUP=ROLE or GROUP=ROLE@AREA, with a role of '
            f"{', '.join(each.value for each in Role)}, and commas between."
        )
    if "@" in rest and not is_area_slug(area):
        raise UsageError(
            f'{GROUPS_VARIABLE} has "{text}": "{area}" is no short name of an area, such as '
            "coventry."
        )
    return GroupRole(group.strip(), Role(role), area)
