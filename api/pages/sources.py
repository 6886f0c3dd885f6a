"""The documents of an area, and a page for each: what was read in it, place by place."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.pages.history import read_page
from api.pages.unchanged import tagged_frame
from api.service.citation import documents_of, facts_read_in
from api.service.reader import Reader
from graph.errors import UnknownThing
from graph.facts.identifiers import natural_key
from graph.facts.model import Fact, Snapshot
from graph.places_read import Places, places_read
from graph.sentences import fact_sentence

_SHOWN = 100  # facts on one page
_Read = tuple[str, str, Places]


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of these pages."""

    def listed(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        context = {"frame": frame, "documents": documents_of(frame.view.snapshot)}
        return templates.TemplateResponse(request, "sources.html", context)

    def one(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        snapshot, document = frame.view.snapshot, request.path_params["document"]
        documents = {each.document: each for each in documents_of(snapshot)}
        if document not in documents:
            where = f"in {snapshot.area.name}"
            raise UnknownThing.nearest_to("source document", document, list(documents), where)
        number = read_page(request.query_params.get("page", "1"))
        read = _by_place(snapshot, document)
        context = {
            "frame": frame,
            "document": documents[document],
            "read": read[(number - 1) * _SHOWN : number * _SHOWN],
            "count": len(read),
            "page": number,
            "pages": max(1, -(-len(read) // _SHOWN)),
        }
        return templates.TemplateResponse(request, "source.html", context)

    return [
        Route("/areas/{slug}/sources", listed),
        Route("/areas/{slug}/sources/{document:path}", one),
    ]


def _by_place(snapshot: Snapshot, document: str) -> list[_Read]:
    """Return what was read in a document: the id of a thing, a sentence, the places in it."""
    read = [_read(fact, snapshot, document) for fact in facts_read_in(snapshot, document)]
    return sorted(read, key=lambda each: [natural_key(place.rest) for place in each[2]])


def _read(fact: Fact, snapshot: Snapshot, document: str) -> _Read:
    here = tuple(place for place in places_read(fact, snapshot) if place.document == document)
    return fact.id if fact.id in snapshot.nodes else "", fact_sentence(fact, snapshot), here
