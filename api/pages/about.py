"""The accessibility statement, and the answer to "are you well" for whoever runs the service."""

import threading

import psutil
from anyio import CapacityLimiter, move_on_after, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.service.reader import Reader
from graph.errors import StoreError, StoreUnreachable

# Seconds that /health waits for the store: whoever watches a service asks every few seconds.
_PATIENCE = 1.0
_SLOW = f"The store has not answered within {_PATIENCE:.0f} second."


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of these pages."""

    def accessibility(request: Request) -> Response:
        return templates.TemplateResponse(request, "accessibility.html")

    # A thread of its own: however many pages wait for the store, this one is free.
    own_thread, asking, process = CapacityLimiter(1), threading.Lock(), psutil.Process()

    def count_areas() -> int:
        # A store that has not answered the last time is not asked by a second thread.
        if not asking.acquire(blocking=False):
            raise StoreUnreachable(_SLOW)
        try:
            return len(reader.areas())
        finally:
            asking.release()

    async def health(_: Request) -> Response:
        own: dict[str, object] = {"memory_mb": round(process.memory_info().rss / 2**20)}
        own |= {"kept_mb": round(reader.kept_bytes / 2**20)}
        sentence = _SLOW
        with move_on_after(_PATIENCE):
            try:
                areas = await to_thread.run_sync(
                    count_areas, limiter=own_thread, abandon_on_cancel=True
                )
            except StoreError as error:
                sentence = str(error)
            else:
                engine = reader.store.describe().engine
                return JSONResponse({"status": "ok", "store": engine, "areas": areas, **own})
        return JSONResponse({"status": "store away", "sentence": sentence, **own}, 503)

    return [Route("/accessibility", accessibility), Route("/health", health)]
