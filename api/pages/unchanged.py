"""Pages that a browser has already: an area that nobody has changed is neither made nor sent twice.

A page says by its tag (ETag) of what it was made; the browser names the tag when it asks again, and
is told that nothing has changed (304).
"""

import hashlib
import uuid
from datetime import date

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.persons import person_here
from api.pages.frame import Frame, area_frame, read_viewpoint
from api.service.reader import Reader
from graph.errors import UnknownThing

# Another process may be of another version, and says other words of the same record.
_PROCESS = uuid.uuid4().hex
_TAG = "tag"


class Unchanged(Exception):
    """What is asked for is what the browser has, by this tag."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        super().__init__(tag)


def tagged_frame(reader: Reader, request: Request) -> Frame:
    """Return the frame of a page that depends on its area, its address and today alone.

    Whatever reads anything else that can change (scenarios, places, other areas, what somebody has
    sent) takes area_frame. Raises Unchanged where the browser has the page.
    """
    # What cannot be read is told without the store.
    read_viewpoint(request)
    try:
        edition = reader.edition(request.path_params["slug"])
    except UnknownThing:
        return area_frame(reader, request)
    parts = (
        _PROCESS,
        edition.incarnation,
        str(edition.revision),
        date.today().isoformat(),
        may_see(),
        person_here().account,
        person_here().name,
        request.url.path,
        request.url.query,
    )
    tag = f'W/"{hashlib.sha256(" ".join(parts).encode()).hexdigest()[:32]}"'
    if is_known(request, tag):
        raise Unchanged(tag)
    setattr(request.state, _TAG, tag)
    return area_frame(reader, request)


def is_known(request: Request, tag: str) -> bool:
    """Say whether a browser or program has what has a tag."""
    known = request.headers.get("if-none-match", "")
    return tag in [each.strip() for each in known.split(",")]


def may_see() -> str:
    """Return what tells apart to whom the same question has different answers; "" of who sees all.

    A page also says whose it is: see tagged_frame.
    """
    return person_here().rights.key


async def unchanged(request: Request, error: Exception) -> Response:
    """Answer that the browser has the page."""
    assert isinstance(error, Unchanged)
    return Response(status_code=304, headers={**tag_headers(error.tag), "vary": "Accept-Encoding"})


def tag_headers(tag: str) -> dict[str, str]:
    """Return the headers of what has a tag."""
    # Kept by this browser alone, which asks each time whether it still holds.
    return {"etag": tag, "cache-control": "private, no-cache"}


class PageTags:
    """Adds its tag to each page that has one and was answered whole."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the tag to what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})

        async def send_with_tag(message: Message) -> None:
            tag = state.get(_TAG)
            if tag and message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message).update(tag_headers(tag))
            await send(message)

        await self.app(scope, receive, send_with_tag)
