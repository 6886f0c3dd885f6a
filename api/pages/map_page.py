"""The map of an area: as a page, as SVG or PNG, and as one HTML file that works offline."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.templating import Jinja2Templates

from api.access.persons import Role, person_here
from api.errors import UsageError
from api.middleware import MAP_MAY_LOAD
from api.pages import map_places
from api.pages.frame import Frame, area_frame
from api.pages.proposal_form import ProposalForm, read_proposal
from api.pages.static_files import StaticAnswers
from api.pages.timeline import stops
from api.pages.turns import turns_of
from api.reports.question_moves import question_name
from api.service.change_writing import added_by, inputs_of
from api.service.maps import COLOURS, drawn, painted
from api.service.planned_things import sorts
from api.service.proposals import effect_of
from api.service.question_states import became_words
from api.service.reader import Reader
from graph.facts.changes import Change
from graph.facts.identifiers import subject_base
from graph.kinds import LINK_KINDS
from graph.rules.run import RULES
from graph.sentences import capital
from visualisations.output.html_file import MODULES, STYLE, write_page
from visualisations.output.page_data import details_of, page_data
from visualisations.output.pyvis_map import vis_network_script
from visualisations.output.svg import SIZES, draw
from visualisations.proposed_scene import with_proposed
from visualisations.scene import LAYOUTS, Scene, without
from visualisations.themes import EDGE_STYLES, NODE_STYLES, THEMES

_FOLD = {"yes": "Alike things in one box", "no": "Each thing by itself"}
_KEPT = ("layout", "theme", "fold", "colour")
_LONGEST = {"cache-control": "max-age=3600"}


@dataclass(frozen=True, slots=True)
class MapRequest:
    """What an address asks of a map."""

    layout: str
    theme: str
    fold: str
    colour: str
    hidden: tuple[str, ...]
    opened: tuple[str, ...]
    size: str

    @property
    def drawing(self) -> tuple[str, str, bool, tuple[str, ...], str]:
        """What the scene depends on, as api.service.maps takes it."""
        return self.layout, self.theme, self.fold == "yes", self.opened, self.colour


def _became(reader: Reader, frame: Frame, box: str) -> list[dict[str, Any]]:
    """Return what became of the questions about a thing, as a part of its details."""
    said = [
        f"{capital(question_name(one, frame.view.snapshot))}: "
        f"{became_words(frame.view, one, reader.today())}"
        for one in frame.view.snapshot.questions.values()
        if subject_base(one.subject) == box
    ]
    return [{"heading": "What became of questions", "sentences": said}] if said else []


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of the map."""

    def page(request: Request) -> Response:
        frame, wanted = area_frame(reader, request), _request_of(request)
        proposal = read_proposal(reader, frame, request.query_params)
        scene = _with_changes(reader, frame, _scene(reader, frame, wanted), proposal.changes)
        query = {name: request.query_params.get(name, "") for name in _KEPT}
        places = frame.link("map/places", **query) if _may_move(frame) else ""
        asked = f"?{request.url.query}" if request.url.query else ""
        details_at = f"/areas/{frame.slug}/map/details{asked}"
        query |= {"hide": ",".join(wanted.hidden), "open": ",".join(wanted.opened)}
        context = {
            "frame": frame,
            "scene": scene,
            "wanted": wanted,
            "data": page_data(
                scene,
                lambda local: frame.link(f"nodes/{local}"),
                places,
                wanted.opened,
                details_at,
            ),
            "picture": draw(scene),
            "proposal": proposal,
            "what_if": _what_if(reader, frame, proposal),
            "stops": stops(frame.view, frame.opens_on, RULES, date.today()),
            "svg_address": frame.link("map.svg", **query),
            "sizes": {
                size.upper(): frame.link("map.svg", **query, size=size) for size in ("a3", "a1")
            },
            "png_address": frame.link("map.png", **query),
            "file_address": frame.link("map.html", **query),
            "choices": (
                ("layout", "Layout", LAYOUTS, wanted.layout),
                ("theme", "Size of text", {t.name: t.label for t in THEMES.values()}, wanted.theme),
                ("fold", "Alike things", _FOLD, wanted.fold),
                ("colour", "Coloured by", COLOURS, wanted.colour),
            ),
        }
        headers = {"Content-Security-Policy": MAP_MAY_LOAD}
        return templates.TemplateResponse(request, "map.html", context, headers=headers)

    def asked_scene(request: Request) -> Scene:
        frame, wanted = area_frame(reader, request), _request_of(request)
        proposal = read_proposal(reader, frame, request.query_params)
        return _with_changes(reader, frame, _scene(reader, frame, wanted), proposal.changes)

    def svg(request: Request) -> Response:
        content = draw(asked_scene(request), size=_request_of(request).size)
        return Response(content, media_type="image/svg+xml")

    def details(request: Request) -> Response:
        box = request.query_params.get("box", "")
        found = next((node for node in asked_scene(request).nodes if node.id == box), None)
        if found is None:
            raise HTTPException(404)
        frame = area_frame(reader, request)
        asked = _became(reader, frame, found.id)
        return JSONResponse([*details_of(found), *asked])

    def pixels(request: Request) -> Response:
        frame, wanted = area_frame(reader, request), _request_of(request)
        content = painted(reader, frame.view, *wanted.drawing, hidden=wanted.hidden)
        return Response(content, media_type="image/png")

    async def picture(request: Request) -> Response:
        async with turns_of(request).drawing.one():
            return await run_in_threadpool(pixels, request)

    def html(request: Request) -> Response:
        frame = area_frame(reader, request)
        scene = _scene(reader, frame, _request_of(request))
        name = f"{frame.slug}-map-{frame.day.isoformat()}.html"
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(write_page(scene), media_type="text/html", headers=headers)

    return [
        Route("/areas/{slug}/map", page),
        Route("/areas/{slug}/map/details", details),
        Route("/areas/{slug}/map.svg", svg),
        Route("/areas/{slug}/map.png", picture),
        Route("/areas/{slug}/map.html", html),
        map_places.route(reader),
        _assets(),
    ]


def _may_move(frame: Frame) -> bool:
    """Say whether whoever looks may have boxes stay where they put them."""
    return person_here().rights.may(Role.EDITOR, frame.slug)


def _assets() -> BaseRoute:
    """Serve vis-network from the installed package, and our own drawing beside it."""
    files = {path.name: path for path in (*MODULES, STYLE)}
    files["vis-network.min.js"] = vis_network_script()
    return Mount("/assets", StaticAnswers(files, _LONGEST))


def _request_of(request: Request) -> MapRequest:
    query = request.query_params
    hidden = _several(request, "hide")
    for name in hidden:
        _one_of("hide", name, (*EDGE_STYLES, *NODE_STYLES))
    return MapRequest(
        layout=_one_of("layout", query.get("layout") or "columns", LAYOUTS),
        theme=_one_of("theme", query.get("theme") or "screen", THEMES),
        fold=_one_of("fold", query.get("fold") or "yes", _FOLD),
        colour=_one_of("colour", query.get("colour") or "kind", COLOURS),
        hidden=hidden,
        opened=_several(request, "open"),
        size=_one_of("size", query.get("size", ""), ("", *SIZES)),
    )


def _several(request: Request, name: str) -> tuple[str, ...]:
    """Return the values of a name that may be given more than once, or with commas."""
    given = request.query_params.getlist(name)
    return tuple(dict.fromkeys(part for text in given for part in text.split(",") if part))


def _one_of(name: str, given: str, known: Collection[str]) -> str:
    if given in known:
        return given
    words = _or([word for word in known if word])
    raise UsageError(f'"{name}" is "{given}" in this address: write {words}.')


def _or(words: Collection[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}"


def proposed_data(
    reader: Reader, frame: Frame, request: Request, changes: Sequence[Change]
) -> dict[str, Any]:
    """Return what the page's painter draws of a map with what is proposed laid over it."""
    wanted = _request_of(request)
    scene = _with_changes(reader, frame, _scene(reader, frame, wanted), changes)
    return page_data(scene, lambda local: frame.link(f"nodes/{local}"), opened=wanted.opened)


def _with_changes(reader: Reader, frame: Frame, scene: Scene, changes: Sequence[Change]) -> Scene:
    if not changes:
        return scene
    effect = effect_of(reader, frame.view, changes)
    return with_proposed(scene, frame.view, effect.after, effect.findings_after)


def _what_if(reader: Reader, frame: Frame, proposal: ProposalForm) -> dict[str, Any]:
    """Return what the panel chooses from: things, kinds of link, what is proposed already."""
    nodes = sorted(frame.view.shown.nodes.values(), key=lambda node: node.name.casefold())
    return {
        "slug": frame.slug,
        "day": frame.day.isoformat(),
        "complete": frame.complete,
        "things": [{"id": node.id, "name": node.name, "kind": node.kind} for node in nodes],
        "kinds": [
            {"name": kind.name, "verb": kind.verb, "pairs": sorted(kind.pairs)}
            for kind in LINK_KINDS
        ],
        "sorts": [
            sort._asdict() | {"value": sort.value, **added_by(sort)}
            for sort in sorts(day=frame.day)
        ],
        "changes": inputs_of(proposal.changes, frame.view.snapshot),
        "opened": proposal.name,
        "version": proposal.version,
        "problem": proposal.problem,
    }


def _scene(reader: Reader, frame: Frame, wanted: MapRequest) -> Scene:
    whole = drawn(reader, frame.view, *wanted.drawing)
    return without(whole, wanted.hidden) if wanted.hidden else whole
