"""POST /areas/{slug}/map/places: keep where people put boxes, or put everything back."""

import json
import math
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from api.pages.uploads import BadUpload, check_same_origin, read_capped
from api.service.maps import places_of
from api.service.reader import Reader
from visualisations.scene import LAYOUTS
from visualisations.themes import THEMES

_MOST_BYTES = 64 * 1024
_MOST_PLACES, _LONGEST_ID = 1000, 300
_FARTHEST = 50_000
_WRONG = 'Places come as {"places": {"id": [x, y]}}, or {"back": true} to forget them all.'
Places = dict[str, tuple[float, float]]


def route(reader: Reader) -> Route:
    """Return the route that takes places."""

    async def places(request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            return PlainTextResponse(_WRONG, 415)
        try:
            check_same_origin(request)
            body = await read_capped(request, _MOST_BYTES)
        except BadUpload as error:
            return PlainTextResponse(str(error), error.status)
        layout, found = _layout(request), _read(body)
        if layout is None or found is None:
            return PlainTextResponse(_WRONG, 400)
        slug = request.path_params["slug"]
        store = reader.store
        if found:
            await run_in_threadpool(store.keep_places, slug, layout, found)
        else:
            await run_in_threadpool(store.forget_places, slug, layout)
        return Response(status_code=204)

    return Route("/areas/{slug}/map/places", places, methods=["POST"])


def _layout(request: Request) -> str | None:
    query = request.query_params
    layout, theme = query.get("layout") or "columns", query.get("theme") or "screen"
    fold = query.get("fold") or "yes"
    known = layout in LAYOUTS and theme in THEMES and fold in ("yes", "no")
    return places_of(layout, theme, fold == "yes") if known else None


def _read(body: bytes) -> Places | None:
    """Return the places of a body, none to put everything back, None where it is neither."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if given == {"back": True}:
        return {}
    places = given.get("places") if isinstance(given, dict) else None
    if not isinstance(places, dict) or not 0 < len(places) <= _MOST_PLACES:
        return None
    fine = all(_is_id(name) and _is_place(at) for name, at in places.items())
    return {name: (float(x), float(y)) for name, (x, y) in places.items()} if fine else None


def _is_id(name: str) -> bool:
    # Half of a pair of surrogates passes as JSON, and no store can keep it.
    return 0 < len(name) <= _LONGEST_ID and name.isprintable()


def _is_place(at: Any) -> bool:
    return (
        isinstance(at, list)
        and len(at) == 2
        and all(type(v) in (int, float) and abs(v) <= _FARTHEST and math.isfinite(v) for v in at)
    )
