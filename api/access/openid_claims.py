"""What an ID token says of whoever signed in, and how far its clock is from ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_LONGEST_SUBJECT = 255
# Seconds since 1970, some thirty thousand years of them: what is above is no moment.
_LATEST = 1e12


@dataclass(frozen=True, slots=True)
class CouncilIdentity:
    """Whoever signed in, as a provider says; email is "" unless the provider has checked it."""

    issuer: str
    subject: str
    name: str = ""
    email: str = ""
    groups: frozenset[str] = frozenset()


def identity_of(claims: Mapping[str, Any]) -> CouncilIdentity:
    """Return who it is by claims that were checked; raises ValueError for a subject of no use."""
    subject = claims["sub"]
    if not 0 < len(subject) <= _LONGEST_SUBJECT:
        raise ValueError("the subject is of no use")
    # Microsoft says so with a claim of its own (edov: the owner of the domain was verified).
    checked = claims.get("email_verified") is True or claims.get("xms_edov") in (True, 1, "1")
    listed = [claims.get(name) for name in ("groups", "roles")]
    groups = (one for each in listed if isinstance(each, list) for one in each)
    return CouncilIdentity(
        issuer=claims["iss"],
        subject=subject,
        name=_words(claims, "name") or _words(claims, "preferred_username"),
        email=_words(claims, "email") if checked else "",
        groups=frozenset(one for one in groups if isinstance(one, str)),
    )


def seconds_beside(claims: Mapping[str, Any], at: int) -> int:
    """Return by how much two clocks differ, as far as a token that was made just now tells it."""

    def moment(name: str) -> float:
        value = claims.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > _LATEST:
            return float(at)
        return float(value)

    ahead = max(moment("iat"), moment("nbf")) - at
    behind = at - moment("exp")
    return int(max(ahead, behind, 0))


def _words(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value.strip() if isinstance(value, str) else ""
