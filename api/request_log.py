"""A line in the log for each request: what was asked, by whom, and how it went; no secret in it.

Who is the id of an account. Of an address the path alone is written: a query may name people, and
links that let somebody in are secrets, so what stands for a token in a path is left out too.
"""

import logging
import re
import secrets
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID = "request_id"
# Where those who know who asks say the id of the account, in the state of a request.
WHO = "who"
# Parts of a path, by the name that a route gives them, that let somebody in.
_SECRETS = ("token", "code", "secret", "link", "key")
# What looks like a token wherever it stands: long, with digits and capital letters.
_LIKE_A_TOKEN = re.compile(r"gt_\w+|(?=[\w.~-]*\d)(?=[\w.~-]*[A-Z])[\w.~-]{20,}")
_LEFT_OUT = "..."
log = logging.getLogger("goldenthread.requests")


def path_told(path: str, parts: Mapping[str, Any]) -> str:
    """Return a path as it may be written down."""
    for name in _SECRETS:
        value = str(parts.get(name, ""))
        if value:
            path = path.replace(f"/{value}", f"/{_LEFT_OUT}")
    return quote(_LIKE_A_TOKEN.sub(_LEFT_OUT, path), safe="/:@!$&'()*+,;=~.-_")


class RequestLog:
    """Gives each request an id, which its answer has too, and writes a line when it is over."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write how it went."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        begun, request_id = time.perf_counter(), secrets.token_hex(8)
        scope.setdefault("state", {})[REQUEST_ID] = request_id
        # What is answered where nobody does: by the handler of faults, which stands outside.
        status, length = 500, 0

        async def send_with_id(message: Message) -> None:
            nonlocal status, length
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = request_id
            elif message["type"] == "http.response.body":
                length += len(message.get("body", b""))
            elif message["type"] == "websocket.accept":
                status = 101
            elif message["type"] == "websocket.close" and status == 500:
                status = 403
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        finally:
            took = 1000 * (time.perf_counter() - begun)
            fields = {
                "id": request_id,
                "who": scope["state"].get(WHO, ""),
                "method": scope.get("method", "WEBSOCKET"),
                "path": path_told(scope["path"], scope.get("path_params", {})),
                "status": status,
                "ms": round(took, 1),
                "bytes": length,
            }
            log.info("request", extra={"fields": fields})
