"""What the pages of accounts share: cookies, forms, own addresses, and how a refusal is shown."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.templating import Jinja2Templates

from api.access.network import SESSION_COOKIE, NetworkMode
from api.errors import (
    Busy,
    NotSignedIn,
    RateLimited,
    UsageError,
    http_status,
)
from api.pages.uploads import BadUpload, check_same_origin, read_form
from api.service.reader import Reader
from api.settings import LOCAL_HOSTS
from graph.errors import AccountTaken, Conflict, UnknownThing
from graph.facts.dates import day_words

T = TypeVar("T")
# What a person did, or met, that a sentence on the page tells.
REFUSALS = (
    NotSignedIn,
    RateLimited,
    Busy,
    UsageError,
    BadUpload,
    AccountTaken,
    Conflict,
    UnknownThing,
)
# Threads in which passwords are looked at, so that those who guess keep nobody from reading.
_GUESSES = 4
_LONGEST_PATH = 2_000
_NOT_AGAIN = ("/sign-in", "/sign-out", "/set-password")


@dataclass
class Desk:
    """Where the pages of accounts get what they need."""

    network: NetworkMode
    reader: Reader
    templates: Jinja2Templates
    _threads: list[CapacityLimiter] = field(default_factory=list)

    def show(
        self, request: Request, template: str, context: dict[str, Any], status: int = 200
    ) -> Response:
        """Return a page that no browser keeps."""
        answer = self.templates.TemplateResponse(
            request, f"accounts/{template}", context, status_code=status
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer

    async def slowly(self, work: Callable[..., T], *arguments: Any) -> T:
        """Do in a thread of its own what takes long by intent, such as looking at a password."""
        if not self._threads:  # one belongs to a loop, which is not there before the first request
            self._threads.append(CapacityLimiter(_GUESSES))
        return await to_thread.run_sync(lambda: work(*arguments), limiter=self._threads[0])

    def origin(self, request: Request) -> str:
        """Return the address of this service as the browser has it, without a slash at its end.

        On this machine by which of its names and at which port it was asked; on a network always
        the one that people type, whatever a request says.
        """
        host = request.headers.get("host", "")
        near = (urlsplit(self.network.address).hostname, urlsplit(f"//{host}").hostname)
        if all(name in LOCAL_HOSTS for name in near):
            return f"{request.url.scheme}://{host}"
        return self.network.address

    def held_by(self, request: Request) -> str:
        """Return by what the session of a request is listed; "" where there is none."""
        held = self.network.sessions.look(session_of(request))
        return held.session.id if held else ""

    def begin(self, request: Request, account: Any, goes_on: str) -> Response:
        """Begin the session of somebody who has shown who they are, in place of any before."""
        browser = request.headers.get("user-agent", "")
        session = self.network.sessions.begin(account, browser, session_of(request))
        response = RedirectResponse(own_path(goes_on), 303)
        set_cookie(response, SESSION_COOKIE, session)
        return response


def session_of(request: Request) -> str:
    """Return the id of a session that a browser brings."""
    return request.cookies.get(SESSION_COOKIE, "")


def set_cookie(
    response: Response, name: str, value: str, good_for: timedelta | None = None
) -> None:
    """Give a browser a cookie that no script reads and no other site sends with a form."""
    response.set_cookie(
        name,
        value,
        max_age=int(good_for.total_seconds()) if good_for else None,
        path="/",
        secure=True,
        httponly=True,
        samesite="lax",
    )


def drop_cookie(response: Response, name: str) -> None:
    """Have a browser forget a cookie."""
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")


def own_path(text: str) -> str:
    """Return a path of this service that may be gone to after signing in; else "/"."""
    plain = (
        text.isascii() and text.isprintable() and "\\" not in text and len(text) <= _LONGEST_PATH
    )
    if not plain or not text.startswith("/") or text.startswith("//"):
        return "/"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or parts.path.startswith(_NOT_AGAIN):
        return "/"
    return text


def from_where(request: Request) -> str:
    """Return the address from which somebody asks, as far as the server knows it."""
    return request.client.host if request.client else ""


async def form_of(request: Request) -> dict[str, str]:
    """Return the fields of a form of this service; raises BadUpload for one from elsewhere."""
    check_same_origin(request)
    return await read_form(request)


def status_of(error: Exception) -> int:
    """Return with which status a refusal is told."""
    return error.status if isinstance(error, BadUpload) else http_status(error)


def with_wait(response: Response, error: Exception) -> Response:
    """Say in a header too how long to wait, where somebody is to wait."""
    if isinstance(error, RateLimited):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def moment(when: datetime | None) -> str:
    """Return a moment in words, by the clock of Greenwich."""
    return f"{day_words(when.date())}, {when:%H:%M} (UTC)" if when else "never"


def browser_words(text: str) -> str:
    """Return what a browser says of itself, in words that people know."""
    browsers = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"))
    systems = (
        *(("Android", "Android"), ("iPhone", "an iPhone"), ("iPad", "an iPad")),
        *(("Windows", "Windows"), ("Mac OS", "a Mac"), ("Linux", "Linux")),
    )
    known = (*browsers, ("Safari", "Safari"))
    browser = next((words for sign, words in known if sign in text), "a browser not known here")
    system = next((words for sign, words in systems if sign in text), "")
    return f"{browser} on {system}" if system else browser
