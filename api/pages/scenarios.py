"""Scenarios of an area: propose links, see what they would change, keep, accept or drop them."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.access.persons import Via
from api.errors import UsageError, http_status
from api.pages.frame import Frame, area_frame
from api.pages.graphql import BadRequest, read_body, read_json
from api.pages.map_page import proposed_data
from api.pages.proposal_form import (
    ProposalForm,
    read_posted,
    read_proposal,
    version_of,
    with_changes,
)
from api.pages.uploads import BadUpload, check_same_origin
from api.service.batches import coming_by
from api.service.change_reading import read_inputs
from api.service.proposals import suggested, written
from api.service.reader import Reader
from api.service.scenarios import accept_kept, drop_kept, keep, plain_scenario_name
from graph.errors import GraphError, ScenarioMoved, StoreError
from graph.kinds import LINK_KIND, LINK_KINDS
from graph.rules.registry import rule_by_id
from graph.suggestions.search import Suggestion

# Steps on one page: each subject's takes up to half a second to find.
_MOST = 5


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of these pages."""

    def show(
        request: Request,
        said: str = "",
        status: int = 200,
        proposal: ProposalForm | None = None,
        named: str | None = None,
        over: int = 0,
    ) -> Response:
        frame = area_frame(reader, request)
        made = proposal or read_proposal(reader, frame, request.query_params)
        if made.problem and not said:
            said, status = made.problem, 400
        context = _context(reader, frame, made) | {"said": said, "over": over}
        context["named"] = made.name if named is None else named
        return templates.TemplateResponse(request, "scenarios.html", context, status_code=status)

    def change(request: Request, form: QueryParams) -> Response:
        frame = area_frame(reader, request)
        about = form if form.get("do") == "keep" else {"scenario": form.get("name", "")}
        proposal = read_proposal(reader, frame, QueryParams(about))
        try:
            return RedirectResponse(_done(reader, frame, proposal, form), 303)
        except StoreError:
            raise
        except ScenarioMoved as error:
            if not error.version:
                # The one that the changes began with is gone: kept again, they are a new one.
                proposal.name, proposal.version = "", 0
            return show(request, str(error), 409, proposal, form.get("name"), error.version)
        except (GraphError, UsageError) as error:
            named = form.get("name")
            return show(request, str(error), http_status(error), proposal, named)

    async def page(request: Request) -> Response:
        if request.method != "POST":
            return await run_in_threadpool(show, request)
        try:
            check_same_origin(request)
            form = await read_posted(request)
        except BadUpload as error:
            return await run_in_threadpool(show, request, str(error), error.status)
        return await run_in_threadpool(change, request, form)

    async def drawn(request: Request) -> Response:
        try:
            given = read_json((await read_body(request)).decode("utf-8", "replace"), "The body")
        except BadRequest as error:
            return JSONResponse({"problem": str(error)}, error.status)
        return await run_in_threadpool(lambda: JSONResponse(_drawing(reader, request, given)))

    def closing(request: Request) -> Response:
        frame = area_frame(reader, request)
        rule = rule_by_id(request.path_params["rule"])
        context = {
            "frame": frame,
            "rule": rule,
            **_suggestions(reader, frame, rule.id, request.query_params.get("subject") or None),
        }
        return templates.TemplateResponse(request, "suggestions.html", context)

    return [
        Route("/areas/{slug}/scenarios", page, methods=["GET", "POST"]),
        Route("/areas/{slug}/map/proposed", drawn, methods=["POST"]),
        Route("/areas/{slug}/findings/{rule}/suggestions", closing),
    ]


def _context(reader: Reader, frame: Frame, proposal: ProposalForm) -> dict[str, Any]:
    kept = reader.store.scenarios(frame.slug)
    nodes = sorted(frame.view.shown.nodes.values(), key=lambda node: node.name.casefold())
    choices = [LINK_KIND[kind] for kind in proposal.kinds] or list(LINK_KINDS)
    return {
        "frame": frame,
        "proposal": proposal,
        "kept": kept,
        "names": list(dict.fromkeys(node.name for node in (*proposal.added, *nodes))),
        "choices": choices,
        "is_kept": next((s for s in kept if s.name == proposal.opened), None),
    }


def _done(reader: Reader, frame: Frame, proposal: ProposalForm, form: QueryParams) -> str:
    """Do what a form asks; return where to go on. Raises what is expected to fail."""
    name, do = form.get("name", "").strip(), form.get("do", "")
    here = with_changes(frame, "scenarios", [])
    mark = "&" if "?" in here else "?"
    if do == "keep":
        if proposal.problem:
            raise UsageError(proposal.problem)
        began = plain_scenario_name(name) == proposal.name
        seen = version_of(form.get("over", "")) or (proposal.version if began else 0)
        kept = keep(reader, frame.slug, name, proposal.changes, seen)
        return f"{here}{mark}{QueryParams({'scenario': kept.name})}"
    if do == "accept":
        if "sure" not in form:
            raise UsageError("Nothing was written: tick that it should be written, then accept.")
        with coming_by(Via.PAGE):
            accept_kept(reader, frame.slug, name, _seen(form))
        return frame.link("history")
    if do == "drop":
        drop_kept(reader, frame.slug, name, _seen(form))
        return here
    raise UsageError("Choose to keep, accept or drop a scenario.")


def _seen(form: QueryParams) -> int:
    """Return the version that a form was shown with; raises UsageError."""
    version = version_of(form.get("version", ""))
    if not version:
        raise UsageError("Nothing was written: look at the scenario here, then do it again.")
    return version


def _drawing(reader: Reader, request: Request, given: dict[str, Any]) -> dict[str, Any]:
    """Return the map with what is proposed, for the page's own painter; or the problem.

    changes come as GraphQL's ChangeInput has them; proposed are they as an address holds them.
    """
    frame = area_frame(reader, request)
    inputs = given.get("changes")
    try:
        if not isinstance(inputs, list):
            raise UsageError("changes must be a list.")
        changes = read_inputs(reader, frame.view, inputs).changes
        proposed = [written(change) for change in changes]
        return proposed_data(reader, frame, request, changes) | {"proposed": proposed}
    except StoreError:
        raise
    except (GraphError, UsageError) as error:
        return {"problem": str(error)}


def _suggestions(reader: Reader, frame: Frame, rule_id: str, subject: str | None) -> dict[str, Any]:
    """Return what would close a finding: one step for each subject, or several for one."""
    finding = next(f for f in reader.findings(frame.view) if f.rule == rule_id)
    found = suggested(reader, frame.view, rule_id, subject, _MOST)

    def address(step: Suggestion) -> str:
        return with_changes(frame, "map", [written(change) for change in step.changes])

    shown = [(one, [(step, address(step)) for step in one.steps]) for one in found.subjects]
    return {"finding": finding, "found": found, "shown": shown, "subject": subject}
