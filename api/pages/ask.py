"""/ask: GraphQL for people: saved questions, a query to change, and the answer as tables."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.errors import RateLimited, UsageError
from api.pages.answer_shown import columns_in_order, is_wide, shown_lines
from api.pages.ask_form import AskForm, citation, next_page, year_before
from api.pages.callers import in_turn
from api.pages.graphql import BadRequest, read_body, read_json
from api.reports.wording import cautions
from api.schema.execute import QueryAnswer, answer, csv_of, printed, reference
from api.service.callers import Asking
from api.service.questions import GROUPS, QUESTION, QUESTIONS, Question, first_thing, things
from api.service.reader import Reader, read_day
from graph.errors import UnknownThing
from graph.store import AreaSummary
from graph.view import View

_CSV = "text/csv; charset=utf-8"
# Pages of a hundred rows that one file may have.
_MOST_PAGES = 20


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of this page."""

    def page(
        request: Request,
        form: AskForm,
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

    async def answered(request: Request, form: AskForm) -> Response:
        if form.query is None and not form.question:
            # Nothing is asked yet.
            return await told(request, form, 200, "")
        try:
            return await in_turn(request, lambda asking: page(request, form, asking))
        except RateLimited as error:
            return await told(request, form, 429, str(error), {"Retry-After": "1"})

    async def told(
        request: Request,
        form: AskForm,
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
        return await answered(request, _from_address(request))

    async def send(request: Request) -> Response:
        try:
            form = AskForm.posted(await read_body(request))
        except BadRequest as error:
            return await told(request, AskForm(), error.status, str(error))
        return await answered(request, form)

    async def answered_csv(request: Request, form: AskForm) -> Response:
        base = str(request.base_url)
        try:
            return await in_turn(request, lambda asking: _csv(reader, form, base, asking))
        except RateLimited as error:
            return PlainTextResponse(f"{error}\n", 429, {"Retry-After": "1"})

    async def saved_csv(request: Request) -> Response:
        return await answered_csv(request, _from_address(request))

    async def sent_csv(request: Request) -> Response:
        try:
            form = AskForm.posted(await read_body(request))
        except BadRequest as error:
            return PlainTextResponse(f"{error}\n", error.status)
        return await answered_csv(request, form)

    def schema_text(_: Request) -> Response:
        return PlainTextResponse(printed())

    return [
        Route("/ask", choose, methods=["GET"]),
        Route("/ask", send, methods=["POST"]),
        Route("/ask/answer.csv", saved_csv, methods=["GET"]),
        Route("/ask/answer.csv", sent_csv, methods=["POST"]),
        Route("/ask/schema.graphql", schema_text),
    ]


def _from_address(request: Request) -> AskForm:
    return AskForm.of(request.query_params, request.query_params.getlist("areas"))


@dataclass(frozen=True)
class _Asked:
    """What is asked, as it stands in the boxes, and what came of it."""

    summaries: Sequence[AreaSummary]
    form: AskForm
    view: View | None
    question: Question | None
    thing: str
    query: str
    variables: str
    result: QueryAnswer | None
    problem: str

    def cited(self, base: str) -> dict[str, str] | None:
        """Return how to cite the answer to a saved question; None for a query of one's own."""
        if self.form.query is not None or not self.question or not self.view:
            return None
        return citation(self.question, self.form, self.view, self.thing, self.summaries, base)


def _ask(reader: Reader, form: AskForm, problem: str, asking: Asking) -> _Asked:
    """Ask what a form asks; a problem that is there already is kept, and nothing is asked."""
    summaries = reader.areas()
    question = QUESTION.get(form.question)
    try:
        read_day(form.since)
        view = _chosen_area(reader, form, summaries, question)
    except UsageError as error:
        problem, form = problem or str(error), replace(form, as_of="", known="", since="")
        view = _chosen_area(reader, form, summaries, question)
    problem = problem or _unknown(form, view)
    thing = form.thing
    listed = things(view) if view else []
    if view and thing not in {node.id for _, nodes in listed for node in nodes}:
        thing = first_thing(view)
    if question and "since" in question.needs and not form.since:
        form = replace(form, since=year_before(summaries, form.areas, reader.today()))
    query, variables = form.query, form.variables
    if query is None:
        shown = question or QUESTIONS[0]
        query = shown.query_on(form.days)
        slug = view.snapshot.area.slug if view else ""
        chosen = {"areas": form.areas or None, "since": form.since, "words": form.words}
        chosen["after"] = form.after
        given = shown.variables(slug, thing, form.days, **chosen)  # type: ignore[arg-type]
        variables = json.dumps(given, indent=2, ensure_ascii=False)
    result = None
    if not problem and (form.query is not None or question):
        result, problem = _answered(reader, query, variables, asking)
    return _Asked(summaries, form, view, question, thing, query, variables, result, problem)


def _context(
    reader: Reader, form: AskForm, base: str, problem: str, asking: Asking
) -> dict[str, Any]:
    answered = _ask(reader, form, problem, asking)
    form, view, question, result = answered.form, answered.view, answered.question, answered.result
    saved = question if form.query is None else None
    of_one = view and saved and saved.needs and not saved.over_areas
    return {
        "frame": None,
        "areas": answered.summaries,
        "area": view.snapshot.area.slug if view else "",
        "chosen": form.areas,
        "groups": [(name, [q for q in QUESTIONS if q.group == name]) for name in GROUPS],
        "question": question,
        "things": things(view) if view else [],
        "thing": answered.thing,
        "query": answered.query,
        "variables": answered.variables,
        "asked": result is not None or bool(answered.problem),
        "answer": result,
        "problem": answered.problem,
        "errors": result.errors if result else [],
        "tables": result.tables if result else [],
        "shown_lines": shown_lines,
        "is_wide": is_wide,
        "columns_in_order": columns_in_order,
        "found": result is not None and result.data is not None,
        "json": json.dumps(result.content, indent=2, ensure_ascii=False) if result else "",
        "cite": answered.cited(base),
        "next": _further(answered),
        "as_of": form.as_of,
        "known": form.known,
        "since": form.since,
        "words": form.words,
        "kept": f"?{urlencode(form.kept)}" if form.kept else "",
        "cautions": cautions(view) if view and of_one else (),
        "reference": reference(),
    }


def _further(answered: _Asked) -> str:
    """Return the address of the next page of the answer to a saved question; "" where none is."""
    after = next_page(answered.result.data) if answered.result else ""
    if not after or not answered.question or not answered.view or answered.form.query is not None:
        return ""
    form, slug = replace(answered.form, after=after), answered.view.snapshot.area.slug
    asked = form.address_of(answered.question, slug, answered.thing)
    return f"/ask?{urlencode(asked)}#answer"


def _whole(reader: Reader, answered: _Asked, asking: Asking) -> list[QueryAnswer]:
    """Return the answer to a saved question page by page, as far as is allowed."""
    pages = [answered.result] if answered.result else []
    given = json.loads(answered.variables) if answered.form.query is None else {}
    while pages and len(pages) < _MOST_PAGES and "after" in _needs(answered):
        after = next_page(pages[-1].data)
        if not after:
            break
        pages.append(answer(reader, answered.query, {**given, "after": after}, asking=asking))
    return pages


def _needs(answered: _Asked) -> tuple[str, ...]:
    return answered.question.needs if answered.question and answered.form.query is None else ()


def _csv(reader: Reader, form: AskForm, base: str, asking: Asking) -> Response:
    """Answer as CSV, or say in a sentence why there is no answer."""
    answered = _ask(reader, form, "", asking)
    result = answered.result
    if result is None or result.data is None:
        said = answered.problem or next((e["message"] for e in result.errors), "") if result else ""
        sentence = answered.problem or said or "Choose a question: there is nothing to answer."
        wait = result.retry_after if result else None
        headers = {"Retry-After": str(wait)} if wait else None
        return PlainTextResponse(f"{sentence}\n", 429 if wait else 400, headers)
    cite = answered.cited(base)
    pages = _whole(reader, answered, asking)
    left_out = [line for page in pages for line in _left_out(page)]
    cited = [*((cite["words"], cite["address"]) if cite else ()), *left_out]
    name = answered.question.id if cite and answered.question else "answer"
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(csv_of(pages, cited), media_type=_CSV, headers=headers)


def _left_out(result: QueryAnswer) -> list[str]:
    """Say what could not be answered, so that the file does not look whole."""
    return [f"Not answered in full: {error['message']}" for error in result.errors]


def _chosen_area(
    reader: Reader, form: AskForm, summaries: Sequence[AreaSummary], question: Question | None
) -> View | None:
    """Return the area on the days that were chosen; raises UsageError for a day nobody can read.

    A question over areas is not about this one, so that it need not have been recorded by then.
    """
    day, known = read_day(form.as_of), read_day(form.known)
    slugs = [summary.area.slug for summary in summaries]
    chosen = form.area if form.area in slugs else next(iter(slugs), "")
    if question and question.over_areas:
        day = known = None
    return reader.view(chosen, day, known=known) if chosen else None


def _unknown(form: AskForm, view: View | None) -> str:
    """Say what was chosen that is not there; a thing of another area is simply replaced."""
    if form.area and (view is None or view.snapshot.area.slug != form.area):
        return str(UnknownThing("area", form.area[:60]))
    if form.question and form.question not in QUESTION:
        return str(UnknownThing.nearest_to("saved question", form.question[:60], QUESTION))
    return ""


def _answered(
    reader: Reader, query: str, variables: str, asking: Asking
) -> tuple[QueryAnswer | None, str]:
    try:
        given = read_json(variables, "The variables box") if variables.strip() else {}
    except BadRequest as error:
        return None, str(error)
    return answer(reader, query, given, asking=asking), ""
