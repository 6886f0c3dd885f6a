"""The questions of an area with what became of each, and the form to say it of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.access.persons import person_here
from api.errors import UsageError, http_status
from api.pages.frame import Frame, area_frame
from api.pages.unchanged import tagged_frame
from api.pages.uploads import BadUpload, check_same_origin, read_form
from api.reports.question_states import (
    STANDING_WORDS,
    QuestionFilter,
    became,
    by_standing,
    fitting,
)
from api.service.question_states import (
    FROM_PAGE,
    MOST_NAME,
    MOST_REASON,
    GivenState,
    question_named,
    questions_of,
    set_state,
)
from api.service.reader import Reader
from graph.errors import Conflict, GraphError, StoreError
from graph.facts.integrity import MAY_BE_ASKED
from graph.kinds.question_words import QUESTION_STATES
from graph.rules.question_list import AskedQuestion, counted, counts_words
from graph.rules.run import RULES

# What was said of the question of a check that is asked no more has no page of a finding.
_RULE_IDS = frozenset(rule.id for rule in RULES)
_FIELDS = ("state", "to", "on", "due", "by", "reason")
_OTHERS_FIRST = (
    "Somebody else has written what became of this question meanwhile: it stands below. "
    "Look at it, then send yours again if it still holds."
)


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """What the form of one question holds, and what was wrong with what was sent."""

    given: Mapping[str, str]
    seen: int
    problem: str = ""


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of these pages."""

    def show(request: Request) -> Response:
        query = request.query_params
        if not (query.get("rule") or query.get("attribute")):
            return listed(request)
        frame = tagged_frame(reader, request)
        one = _named(reader, frame, query)
        return templates.TemplateResponse(
            request, "question.html", _context(reader, frame, one, _blank(frame, one, reader))
        )

    def listed(request: Request) -> Response:
        frame, today = tagged_frame(reader, request), reader.today()
        query = request.query_params
        states = [text for text in query.getlist("state") if text]
        wanted = QuestionFilter.read(states, (), query.get("overdue", "") == "1")
        asked = questions_of(reader, frame.view)
        found, counts = fitting(asked, wanted, today), counted(asked, today)
        context = {
            "frame": frame,
            "wanted": wanted,
            "states": QUESTION_STATES,
            "counts": counts_words(counts),
            "open": counts.total,
            "shown": [(words, _by_title(some)) for words, some in by_standing(found)],
            "number": len(found),
            "all": len(asked),
            "became": lambda one: became(frame.view, one, today),
            "rule_ids": _RULE_IDS,
        }
        return templates.TemplateResponse(request, "questions.html", context)

    def write(request: Request, form: Mapping[str, str]) -> Response:
        frame = area_frame(reader, request)
        named = {name: form.get(name, "") for name in ("rule", "attribute", "subject")}
        one = _named(reader, frame, QueryParams(named))
        given = {name: form.get(name, "").strip() for name in _FIELDS}
        seen = _version(form.get("seen", ""))
        try:
            set_state(reader, frame.slug, GivenState(**named, **given, seen=seen), FROM_PAGE)
        except StoreError:
            raise
        except Conflict as error:
            problem, status = _OTHERS_FIRST, http_status(error)
            # What stands below is what somebody else wrote.
            frame = area_frame(reader, request)
            one = _named(reader, frame, QueryParams(named))
            seen = _seen(frame, one)
        except (GraphError, UsageError) as error:
            problem, status = str(error), http_status(error)
        else:
            return RedirectResponse(frame.link("questions", **named), 303)
        context = _context(reader, frame, one, QuestionForm(given, seen, problem))
        return templates.TemplateResponse(request, "question.html", context, status_code=status)

    async def page(request: Request) -> Response:
        if request.method != "POST":
            return await run_in_threadpool(show, request)
        try:
            check_same_origin(request)
            form = await read_form(request)
        except BadUpload as error:
            return PlainTextResponse(str(error), error.status)
        return await run_in_threadpool(write, request, form)

    return [Route("/areas/{slug}/questions", page, methods=["GET", "POST"])]


def _by_title(asked: Sequence[AskedQuestion]) -> list[tuple[str, list[AskedQuestion]]]:
    """Return questions by what is asked, in their order."""
    return [(title, list(of_one)) for title, of_one in groupby(asked, lambda one: one.title)]


def _named(reader: Reader, frame: Frame, query: QueryParams) -> AskedQuestion:
    return question_named(
        reader,
        frame.view,
        query.get("subject", ""),
        rule=query.get("rule", ""),
        attribute=query.get("attribute", ""),
    )


def _seen(frame: Frame, one: AskedQuestion) -> int:
    """Return the version of what is on record of a question; 0 for nothing."""
    return frame.view.snapshot.versions.get(one.said.id, 1) if one.said else 0


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _blank(frame: Frame, one: AskedQuestion, reader: Reader) -> QuestionForm:
    """Return the form as it begins: what is on record, else asked, today, by you."""
    said, today = one.said, reader.today()
    if said is None:
        given = {"state": "asked", "on": today.isoformat(), "by": person_here().name}
        return QuestionForm(given, 0)
    given = {
        "state": said.state,
        "to": frame.view.name(said.to) if said.to else "",
        "on": said.on.isoformat(),
        "due": said.due.isoformat() if said.due else "",
        "by": said.by,
        "reason": said.reason,
    }
    return QuestionForm(given, _seen(frame, one))


def _context(
    reader: Reader, frame: Frame, one: AskedQuestion, form: QuestionForm
) -> dict[str, Any]:
    may = [n for kind in MAY_BE_ASKED for n in frame.view.shown.of_kind(kind)]
    today = reader.today()
    return {
        "frame": frame,
        "question": one,
        "form": form,
        "states": QUESTION_STATES,
        "whom": list(dict.fromkeys(sorted((n.name for n in may), key=str.casefold))),
        "became": lambda one: became(frame.view, one, today),
        "standing": lambda one: f"{STANDING_WORDS[one.standing]}.",
        "rule_ids": _RULE_IDS,
        "most_reason": MOST_REASON,
        "most_name": MOST_NAME,
    }
