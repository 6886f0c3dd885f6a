"""Headers that keep a page to itself, and an end to waiting for a body that does not come."""

from ipaddress import ip_address

from anyio import fail_after
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
# Seconds that the next piece of a body is waited for.
IDLE_BODY = 30.0


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
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, send_with_headers)


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
        await PlainTextResponse(said, 403, headers=SECURITY_HEADERS)(scope, receive, send)


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
        is_whole = False

        async def receive_in_time() -> Message:
            nonlocal is_whole
            if is_whole:
                # What comes now is that the browser has gone, which may take for ever.
                return await receive()
            try:
                with fail_after(IDLE_BODY):
                    message = await receive()
            except TimeoutError as error:
                raise HTTPException(408, headers={"connection": "close"}) from error
            is_whole = not message.get("more_body", False)
            return message

        await self.app(scope, receive_in_time, send)
