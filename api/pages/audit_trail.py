"""Notes in the audit log what people take out of a service on a network, and what they are refused.

Writes are noted where they are made (api.service.audited_store), signing in and roles where they
are given.
"""

import logging

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.account_book import AccountBook, Deed
from api.access.persons import person_here
from api.request_log import WHO, path_told
from api.service.audited_store import refusal_noted

# The same for all, and empty.
_NO_EXPORTS = ("/template.xlsx", "/static/", "/assets/")
_log = logging.getLogger(__name__)


class AuditTrail:
    """Notes files that leave the service, and refusals to people who have signed in."""

    def __init__(self, app: ASGIApp, book: AccountBook) -> None:
        self.app, self._book = app, book

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note what became of it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})[WHO] = person_here().account
        deed: Deed | None = None

        async def send_and_look(message: Message) -> None:
            nonlocal deed
            if message["type"] == "http.response.start":
                deed = _deed(scope["path"], message)
            await send(message)

        noted: list[bool] = []
        held = refusal_noted.set(noted)
        try:
            await self.app(scope, receive, send_and_look)
        finally:
            refusal_noted.reset(held)
            if deed and not (deed is Deed.REFUSED and noted):
                await to_thread.run_sync(self._note, deed, scope)

    def _note(self, deed: Deed, scope: Scope) -> None:
        parts = scope.get("path_params", {})
        try:
            about = path_told(scope["path"], parts)
            self._book.note(deed, about, area=str(parts.get("slug", "")))
        except Exception:
            # The answer is out: whoever looks after the service has to know.
            _log.exception("The audit log could not be written")


def _deed(path: str, start: Message) -> Deed | None:
    if start["status"] == 403:
        return Deed.REFUSED
    kind = Headers(raw=start.get("headers", [])).get("content-disposition", "")
    is_file = kind.startswith("attachment") and not path.startswith(_NO_EXPORTS)
    return Deed.EXPORTED if is_file and start["status"] == 200 else None
