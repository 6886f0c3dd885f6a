"""The documents of an area, and a page for each: what was read in it, place by place."""

from dataclasses import dataclass
from itertools import groupby

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
from graph.facts.model import Snapshot
from graph.places_read import references_of
from graph.sentences import fact_sentence, passage_words

_SHOWN = 100  # places and facts on one page


@dataclass(frozen=True, slots=True)
class ReadThere:
    """A fact as it was read in a place of a document; thing is its id where it has a page."""

    place: str
    thing: str
    sentence: str
    quote: str


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
        read = _read_in(snapshot, document)
        shown = read[(number - 1) * _SHOWN : number * _SHOWN]
        context = {
            "frame": frame,
            "document": documents[document],
            "places": [
                (place, list(facts)) for place, facts in groupby(shown, lambda each: each.place)
            ],
            "page": number,
            "pages": max(1, -(-len(read) // _SHOWN)),
        }
        return templates.TemplateResponse(request, "source.html", context)

    return [
        Route("/areas/{slug}/sources", listed),
        Route("/areas/{slug}/sources/{document:path}", one),
    ]


def _read_in(snapshot: Snapshot, document: str) -> list[ReadThere]:
    """Return what was read in a document by its place; a fact read in two places stands at both."""
    read = [
        ReadThere(
            place=passage_words(reference),
            thing=fact.id if fact.id in snapshot.nodes else "",
            sentence=fact_sentence(fact, snapshot),
            quote=reference.quote,
        )
        for fact in facts_read_in(snapshot, document)
        for reference in references_of(fact)
        if reference.document == document
    ]
    return sorted(read, key=lambda each: natural_key(each.place))
