"""Headers that keep a page to itself, and an end to waiting for a body that does not come."""

import re
import time
from functools import lru_cache
from ipaddress import ip_address

from anyio import fail_after
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# What a page may load: its own files alone. No script and no style stands inside a page.
_MAY_LOAD = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; font-src 'self'; child-src 'none'; worker-src 'none'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# The page of the map draws pictures itself.
MAP_MAY_LOAD = _MAY_LOAD.replace("img-src 'self'", "img-src 'self' data: blob:")
# What a browser can do that no page here asks for.
_UNUSED = (
    *("accelerometer", "autoplay", "camera", "display-capture"),
    *("encrypted-media", "geolocation", "gyroscope", "hid", "identity-credentials-get"),
    *("idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment"),
    *("picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial"),
    *("storage-access", "usb", "window-management", "xr-spatial-tracking"),
)
SECURITY_HEADERS = {
    "Content-Security-Policy": _MAY_LOAD,
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
    # To other sites no more than the name of the service; pages themselves say: nothing.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
    # The filter that this names did more harm than good, where a browser still has it.
    "X-XSS-Protection": "0",
}
# Seconds in which a browser asks by https only: a year.
_BY_HTTPS = f"max-age={365 * 24 * 3600}; includeSubDomains"
# Kept by this browser alone, which asks each time whether it still holds; or by nobody.
KEPT_BY_BROWSER, KEPT_BY_NOBODY = "private, no-cache", "no-store, max-age=0"
NOT_KEPT = {"Cache-Control": KEPT_BY_NOBODY, "Pragma": "no-cache"}
# Pages about a person who has signed in, or who does so.
_PERSONAL = (
    *("/account", "/sign-in", "/sign-out", "/set-password", "/information-governance"),
    *("/people", "/log"),
)
_BELOW_PERSONAL = tuple(f"{one}/" for one in _PERSONAL)
# Seconds that the next piece of a body is waited for.
IDLE_BODY = 30.0
# Bytes a second that a body must come with, in all, beyond that wait.
SLOWEST_BODY = 1_000


def security_headers(scheme: str, host: str) -> dict[str, str]:
    """Return the headers of every answer, by how it is asked for and of what host.

    A host of this machine is not said to be asked by https alone: other programs answer there.
    """
    name = host.rpartition(":")[0] if re.search(r":\d+$", host) else host
    is_name = "." in name and not re.fullmatch(r"[\d.]+|\[.*", name)
    if scheme != "https" or not is_name:
        return SECURITY_HEADERS
    return {**SECURITY_HEADERS, "Strict-Transport-Security": _BY_HTTPS}


@lru_cache(maxsize=64)
def _as_sent(scheme: str, host: bytes) -> tuple[tuple[bytes, bytes], ...]:
    headers = security_headers(scheme, host.decode("latin-1")).items()
    return tuple((name.lower().encode("ascii"), value.encode("ascii")) for name, value in headers)


_OWN_NAMES = frozenset(name for name, _ in _as_sent("https", b"a.b"))


def headers_for(scope: Scope) -> dict[str, str]:
    """Return the headers of the answer to a request."""
    return security_headers(scope.get("scheme", "http"), Headers(scope=scope).get("host", ""))


def kept_how(scope: Scope, status: int, sets_cookie: bool) -> str:
    """Return who may keep an answer that does not say so itself."""
    path = scope["path"]
    is_personal = path in _PERSONAL or path.startswith(_BELOW_PERSONAL)
    is_page = scope["method"] in ("GET", "HEAD") and status in (200, 304)
    return KEPT_BY_NOBODY if is_personal or sets_cookie or not is_page else KEPT_BY_BROWSER


class SecurityHeaders:
    """Adds the headers to every HTTP answer, except the one for a fault in the program itself.

    Starlette makes that answer outside all middleware; api.app adds the headers to it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _completed(scope, message)}
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _completed(scope: Scope, message: Message) -> list[tuple[bytes, bytes]]:
    """Return the headers of an answer with those that every answer has.

    Answers that are kept are sent again within 50 microseconds, so this reads each header once.
    """
    given: list[tuple[bytes, bytes]] = list(message.get("headers", ()))
    names = {name for name, _ in given}
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    own = _as_sent(scope.get("scheme", "http"), host)
    given += own if names.isdisjoint(_OWN_NAMES) else [p for p in own if p[0] not in names]
    sets_cookie = b"set-cookie" in names
    if b"cache-control" not in names or sets_cookie:
        kept = kept_how(scope, message["status"], sets_cookie)
        if sets_cookie:
            given = [pair for pair in given if pair[0] != b"cache-control"]
        given.append((b"cache-control", kept.encode("ascii")))
        if kept == KEPT_BY_NOBODY and b"pragma" not in names:
            given.append((b"pragma", b"no-cache"))
    return given


class EncryptedOnly:
    """Refuses what comes past the proxy that has the certificate, and so unencrypted.

    Only this machine itself may ask so: whoever looks after the service, and its commands.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what came by https, as the proxy says."""
        if scope["type"] == "lifespan" or scope["scheme"] in ("https", "wss") or _is_near(scope):
            await self.app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        said = (
            "This service answers by https only: use its address with https, or have the proxy in "
            "front of it say X-Forwarded-Proto.\n"
        )
        await PlainTextResponse(said, 403, headers={**SECURITY_HEADERS, **NOT_KEPT})(
            scope, receive, send
        )


def _is_near(scope: Scope) -> bool:
    client = scope.get("client")
    try:
        return client is not None and ip_address(client[0]).is_loopback
    except ValueError:
        return False


class IdleBodies:
    """Ends a request with 408 where nothing more of its body comes: it may keep others waiting."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with a limit on the wait for each piece of its body."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_whole, waited, length = False, 0.0, 0

        async def receive_in_time() -> Message:
            nonlocal is_whole, waited, length
            if is_whole:
                # What comes now is that the browser has gone, which may take for ever.
                return await receive()
            # A piece is waited for as long as all of it may have taken, so that a body that comes
            # a byte at a time ends too.
            left = IDLE_BODY + length / SLOWEST_BODY - waited
            begun = time.monotonic()
            try:
                with fail_after(min(IDLE_BODY, left)):
                    message = await receive()
            except TimeoutError as error:
                raise HTTPException(408, headers={"connection": "close"}) from error
            waited += time.monotonic() - begun
            length += len(message.get("body", b""))
            is_whole = not message.get("more_body", False)
            return message

        await self.app(scope, receive_in_time, send)
