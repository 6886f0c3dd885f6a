"""The address of every page, derived from the routes: whoever adds a page lists it nowhere else."""

import re
from functools import cache

from starlette.routing import Route

from api.app import create_app
from graph.stores.memory import MemoryStore

# What stands for a part of an address, by its name; each is in the bundled record of Coventry.
BUNDLED = {
    "slug": "coventry",
    "rule": "link-health-wellbeing-board",
    "node": "statp",
    "document": "001",
}
# What a person does not open, and why.
NO_PAGES = {
    "/health": "a word for programs",
    "/ready": "another word for programs",
    "/graphql": "where programs ask",
    "/import": "leads to the page of the area that is named",
    "/areas/{slug}/events": "a stream that a page listens to, without an end",
    "/areas/{slug}/map/details": "what the map asks for when a box is chosen",
    "/areas/{slug}/import/{token}": "of a file that was sent: a test in the browser sends one",
}


@cache
def routes() -> list[Route]:
    """Return what the service answers, without the files that pages load."""
    every = create_app(MemoryStore()).routes
    return [r for r in every if isinstance(r, Route) and not r.path.startswith("/assets/")]


def path_of(route: Route) -> str:
    """Return the path of a route, without how its parts are read."""
    return re.sub(r":\w+\}", "}", route.path)


def pages() -> list[str]:
    """Return the paths of what a person opens: not pictures, files and what only takes forms."""
    paths = [path_of(route) for route in routes() if "GET" in (route.methods or ())]
    return [path for path in paths if "." not in path and path not in NO_PAGES]


def addresses(given: dict[str, str] = BUNDLED, under: str = "/") -> list[str]:
    """Return an address for each page below a path, its parts as they are given."""
    return [path.format_map(given) for path in pages() if path.startswith(under)]


AREA_PAGES = addresses(under="/areas/{slug}")
