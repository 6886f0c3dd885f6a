"""POST /remote/{verb}: the verbs of the store for whoever holds the token; nobody else finds it.

The arguments come as the lines of a tuple. The answer's first line says whether a value follows or
an error; empty lines before it say that the service is still at work.
"""

import asyncio
import hmac
import json
import logging
import tempfile
from collections.abc import AsyncIterator, Iterator
from ipaddress import ip_address
from itertools import chain
from typing import IO

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from api.remote.error_json import to_error_record
from api.remote.protocol import BEAT, ERROR, VALUE, VERBS, in_blocks
from api.remote.value_json import BadValue, from_lines, to_lines
from graph.errors import GraphError, StoreError
from graph.store import Store

# Bytes of arguments, such as all of a large store for restore; beyond the second they are no
# longer held in memory while they come.
_MOST_BYTES, _IN_MEMORY = 4 * 2**30, 8 * 2**20
# Calls at once; pages have other threads.
_AT_ONCE = 4
# Headers of browsers, and of proxies that pass on what others ask.
_FROM_AFAR = frozenset(
    ("origin", "sec-fetch-site", "forwarded", "via", "x-forwarded-for", "x-real-ip")
)

_log = logging.getLogger(__name__)


def routes(store: Store, token: str) -> list[BaseRoute]:
    """Return the route that lets commands of this machine use a store."""
    threads: list[CapacityLimiter] = []

    async def answer(request: Request) -> Response:
        verb = request.path_params["verb"]
        if verb not in VERBS or not _may(request, token):
            raise HTTPException(404)
        if not threads:  # one belongs to a loop, which is not there before the first request
            threads.append(CapacityLimiter(_AT_ONCE))
        body = await _taken(request)
        blocks = _answered(store, verb, body, threads[0])
        return StreamingResponse(blocks, media_type="application/jsonl")

    return [Route("/remote/{verb}", answer, methods=["POST"])]


def _may(request: Request, token: str) -> bool:
    """Say whether a request is of a command on this machine that has read the token.

    A browser says where a request comes from, and a proxy in front for whom it asks: neither has
    any business here.
    """
    headers = request.headers
    given = headers.get("authorization", "").encode()
    is_right = hmac.compare_digest(given, f"Bearer {token}".encode())
    return is_right and _is_near(request) and not _FROM_AFAR & set(headers)


def _is_near(request: Request) -> bool:
    """Say whether a request is from this machine: from its loopback, or from its own address."""
    if request.client is None:
        return False
    own = (request.scope.get("server") or ("",))[0]
    try:
        return request.client.host == own or ip_address(request.client.host).is_loopback
    except ValueError:
        return False


async def _taken(request: Request) -> IO[bytes]:
    """Take the arguments as they come; raises HTTPException."""
    body: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (closed once read)
    size = 0
    try:
        async for piece in request.stream():
            size += len(piece)
            if size > _MOST_BYTES:
                raise HTTPException(413)
            body.write(piece)
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body


async def _answered(
    store: Store, verb: str, body: IO[bytes], threads: CapacityLimiter
) -> AsyncIterator[bytes]:
    """Yield the answer in blocks, and an empty line now and then until there is one."""
    work = asyncio.ensure_future(to_thread.run_sync(_done, store, verb, body, limiter=threads))
    while not (await asyncio.wait({work}, timeout=BEAT))[0]:
        yield b"\n"
    blocks = in_blocks(work.result())
    while block := await to_thread.run_sync(next, blocks, b""):
        yield block


def _done(store: Store, verb: str, body: IO[bytes]) -> Iterator[str]:
    """Do what is asked, and return the lines to answer with, whatever comes of it."""
    try:
        with body:
            arguments = from_lines(body)
        done = getattr(store, verb)(*arguments)
    except GraphError as error:
        return _refusal(error)
    except BadValue as error:
        return _refusal(StoreError(f"The service could not read what it was sent: {error}"))
    except Exception:
        _log.exception("A fault of the program in the verb %s of the store", verb)
        said = "it prints more of it where it was started"
        return _refusal(StoreError(f"A fault of the program ended this in the service: {said}."))
    return chain([json.dumps(VALUE)], to_lines(done))


def _refusal(error: GraphError) -> Iterator[str]:
    return iter([json.dumps(ERROR), json.dumps(to_error_record(error))])
