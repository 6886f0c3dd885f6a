"""Where whoever finds a fault in the security of the service is to tell of it (RFC 9116)."""

from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

_PATH = "/.well-known/security.txt"
# Days that what is said holds: at most a year, and it is said anew each time.
_HOLDS = 180


def routes(contact: str) -> list[BaseRoute]:
    """Return the route of this file, for the address where faults are told: none for ""."""

    def security_txt(request: Request) -> Response:
        until = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        until += timedelta(days=_HOLDS)
        lines = [f"Contact: {contact}", f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}"]
        lines.append("Preferred-Languages: en")
        if request.url.scheme == "https":
            lines.append(f"Canonical: {request.url.replace(query='', fragment='')}")
        return PlainTextResponse("\n".join(lines) + "\n")

    return [Route(_PATH, security_txt)] if contact else []
