"""/ask: GraphQL for people: saved questions, a query to change, and the answer as tables."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.errors import RateLimited, UsageError
from api.pages.callers import in_turn
from api.pages.graphql import BadRequest, read_body, read_json
from api.reports.wording import cautions
from api.schema.execute import QueryAnswer, answer, printed, reference
from api.service.callers import Asking
from api.service.questions import GROUPS, QUESTION, QUESTIONS, Question, first_thing, things
from api.service.reader import Reader, read_day
from graph.errors import UnknownThing
from graph.view import View


@dataclass(frozen=True)
class _Form:
    """What a person chose or wrote; query is None until a query was sent."""

    area: str = ""
    question: str = ""
    thing: str = ""
    query: str | None = None
    variables: str = ""
    as_of: str = ""
    known: str = ""

    @property
    def days(self) -> dict[str, str]:
        """The days that were chosen, by the names of the query's variables."""
        return {n: day for n, day in (("asOf", self.as_of), ("knownAt", self.known)) if day}

    @property
    def kept(self) -> dict[str, str]:
        """The same by the names that every page's address has."""
        return {n: day for n, day in (("asOf", self.as_of), ("known", self.known)) if day}

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "_Form":
        """Read it from an address."""
        wanted = ("area", "question", "thing", "known")
        given = {name: values.get(name, "") for name in wanted}
        return cls(**given, as_of=values.get("asOf", ""))


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of this page."""

    def page(
        request: Request,
        form: _Form,
        asking: Asking,
        status: int = 200,
        problem: str = "",
    ) -> Response:
        context = _context(reader, form, str(request.base_url), problem, asking)
        wait: QueryAnswer | None = context["answer"]
        headers = {"Retry-After": str(wait.retry_after)} if wait and wait.retry_after else None
        return templates.TemplateResponse(
            request, "ask.html", context, 429 if headers else status, headers
        )

    async def answered(request: Request, form: _Form) -> Response:
        if form.query is None and not form.question:
            # Nothing is asked yet.
            return await told(request, form, 200, "")
        try:
            return await in_turn(request, lambda asking: page(request, form, asking))
        except RateLimited as error:
            return await told(request, form, 429, str(error), {"Retry-After": "1"})

    async def told(
        request: Request,
        form: _Form,
        status: int,
        sentence: str,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Show the page without an answer, with a sentence where something is wrong."""
        response = await run_in_threadpool(
            lambda: page(request, form, Asking.of_nobody(), status, sentence)
        )
        response.headers.update(headers or {})
        return response

    async def choose(request: Request) -> Response:
        return await answered(request, _Form.of(request.query_params))

    async def send(request: Request) -> Response:
        try:
            form = _posted(await read_body(request))
        except BadRequest as error:
            return await told(request, _Form(), error.status, str(error))
        return await answered(request, form)

    def schema_text(_: Request) -> Response:
        return PlainTextResponse(printed())

    return [
        Route("/ask", choose, methods=["GET"]),
        Route("/ask", send, methods=["POST"]),
        Route("/ask/schema.graphql", schema_text),
    ]


def _posted(body: bytes) -> _Form:
    try:
        values = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise BadRequest("The form cannot be read: send it again from this page.") from None
    given = {name: found[0] for name, found in values.items()}
    wanted = ("area", "question", "thing", "query", "variables", "known")
    return _Form(**{name: given.get(name, "") for name in wanted}, as_of=given.get("asOf", ""))


def _context(
    reader: Reader, form: _Form, base: str, problem: str, asking: Asking
) -> dict[str, Any]:
    summaries = reader.areas()
    slugs = [summary.area.slug for summary in summaries]
    try:
        view = _chosen_area(reader, form, slugs)
    except UsageError as error:
        problem, form = problem or str(error), replace(form, as_of="", known="")
        view = _chosen_area(reader, form, slugs)
    problem = problem or _unknown(form, view)
    question = QUESTION.get(form.question)
    listed = things(view) if view else []
    thing = form.thing
    if view and thing not in {node.id for _, nodes in listed for node in nodes}:
        thing = first_thing(view)
    slug = view.snapshot.area.slug if view else ""
    query, variables = form.query, form.variables
    if query is None:
        shown = question or QUESTIONS[0]
        query = shown.query_on(form.days)
        given = shown.variables(slug, thing, form.days)
        variables = json.dumps(given, indent=2, ensure_ascii=False)
    result = None
    if not problem and (form.query is not None or question):
        result, problem = _ask(reader, query, variables, asking)
    saved = question if form.query is None else None
    return {
        "frame": None,
        "areas": summaries,
        "area": slug,
        "groups": [(name, [q for q in QUESTIONS if q.group == name]) for name in GROUPS],
        "question": question,
        "things": listed,
        "thing": thing,
        "query": query,
        "variables": variables,
        "asked": result is not None or bool(problem),
        "answer": result,
        "problem": problem,
        "errors": result.errors if result else [],
        "tables": result.tables if result else [],
        "found": result is not None and result.data is not None,
        "json": json.dumps(result.content, indent=2, ensure_ascii=False) if result else "",
        "cite": _cite(saved, view, thing, base, form) if saved and view else None,
        "as_of": form.as_of,
        "known": form.known,
        "kept": f"?{urlencode(form.kept)}" if form.kept else "",
        "cautions": cautions(view) if view and saved and saved.needs else (),
        "reference": reference(),
    }


def _chosen_area(reader: Reader, form: _Form, slugs: list[str]) -> View | None:
    """Return the area on the days that were chosen; raises UsageError for a day nobody can read."""
    day, known = read_day(form.as_of), read_day(form.known)
    chosen = form.area if form.area in slugs else next(iter(slugs), "")
    return reader.view(chosen, day, known=known) if chosen else None


def _unknown(form: _Form, view: View | None) -> str:
    """Say what was chosen that is not there; a thing of another area is simply replaced."""
    if form.area and (view is None or view.snapshot.area.slug != form.area):
        return str(UnknownThing("area", form.area[:60]))
    if form.question and form.question not in QUESTION:
        return str(UnknownThing.nearest_to("saved question", form.question[:60], QUESTION))
    return ""


def _ask(
    reader: Reader, query: str, variables: str, asking: Asking
) -> tuple[QueryAnswer | None, str]:
    try:
        given = read_json(variables, "The variables box") if variables.strip() else {}
    except BadRequest as error:
        return None, str(error)
    return answer(reader, query, given, asking=asking), ""


def _cite(question: Question, view: View, thing: str, base: str, form: _Form) -> dict[str, str]:
    """Return what a person writes to cite the answer to a saved question."""
    area, needs = view.snapshot.area, question.needs
    asked = {"area": area.slug, "question": question.id}
    if "thing" in needs:
        asked["thing"] = thing
    if needs:
        asked |= form.kept
    about = f" (about {view.name(thing)})" if "thing" in needs else ""
    where = f"{area.title}, record as of {_day(view.day)}, revision {view.snapshot.revision}"
    if form.known:
        where += f", as known on {_day(date.fromisoformat(form.known))}"
    of_area = f" {where};" if needs else ""
    words = f"Golden Thread, “{question.words}”{about},{of_area} asked {_day(date.today())}."
    said = f"{where}{about}" if needs else "Every area"
    return {"words": words, "about": said, "address": f"{base.rstrip('/')}/ask?{urlencode(asked)}"}


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
