"""POST /graphql: questions from programs. Whatever the body holds, the answer is one sentence."""

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.access.persons import Via, person_here
from api.errors import RateLimited
from api.pages.callers import at_once, in_turn
from api.pages.replays import ANEW, KEPT, LONGEST
from api.pages.unchanged import is_known, may_see, tag_headers
from api.pages.uploads import is_from_here, is_same_origin
from api.schema.execute import (
    ErrorCode,
    QueryAnswer,
    ResponseKey,
    SentAnswer,
    answer,
    as_asked_before,
    as_json,
    as_sent,
    refused,
    sent_at_once,
)
from api.service.callers import Asking
from api.service.kept_responses import SMALLEST
from api.service.reader import Reader

MOST_BYTES = 1024 * 1024
_JSON, _GRAPHQL = "application/json", "application/graphql-response+json"
_NO_QUERY = "Questions come here as a POST with a JSON body; people will find /ask easier."
_FOREIGN = "A page elsewhere has sent this question: ask from a program, or at /ask."
_NO_QUERY_PAGE = (
    '<!doctype html><html lang="en-GB"><title>GraphQL - Golden Thread</title>'
    '<p>Programs send their questions here; people will find <a href="/ask">/ask</a> easier.</p>'
)


class BadRequest(Exception):
    """A request that cannot become a question: the status and the sentence to answer with."""

    def __init__(
        self, sentence: str, status: int = 400, code: ErrorCode = ErrorCode.BAD_USER_INPUT
    ) -> None:
        self.status, self.code = status, code
        super().__init__(sentence)


def routes(reader: Reader, _: Jinja2Templates) -> list[BaseRoute]:
    """Return the route of the endpoint."""

    async def graphql(request: Request) -> Response:
        kind = _answer_kind(request.headers.get("accept", ""))
        try:
            if kind is None:
                wanted = f"Answers come as {_JSON} or {_GRAPHQL}: name one of them in Accept."
                raise BadRequest(wanted, 406)
            if request.method == "POST":
                _check_headers(request)
                body = await read_body(request)
                sent = await _posted(reader, request, body)
            else:
                if not is_from_here(request):
                    raise BadRequest(_FOREIGN, 403, ErrorCode.FORBIDDEN)
                asked = _asked(_from_address(request))
                sent = await in_turn(request, lambda asking: _sent(reader, request, asked, asking))
        except BadRequest as error:
            if request.method != "POST" and _wants_page(request):
                return HTMLResponse(_NO_QUERY_PAGE, error.status)
            return _json(refused(str(error), error.code).content, error.status, kind or _JSON)
        except RateLimited as error:
            limited = refused(str(error), ErrorCode.RATE_LIMITED, error.retry_after)
            return _wait(_json(limited.content, 429, kind or _JSON), limited)
        return _response(reader, request, sent, kind or _JSON)

    return [Route("/graphql", graphql, methods=["GET", "POST"])]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it was sent; changing says that it may be a mutation."""

    query: str
    variables: dict[str, Any] | None
    operation: str | None
    changing: bool

    def question(self, who: str) -> ResponseKey:
        """Return what its answer is kept under."""
        variables = json.dumps(self.variables) if self.variables else ""
        # The answer to a mutation is not kept: but who may run none is told so.
        who = f"{who} changing" if self.changing else who
        return ResponseKey(self.query, variables, self.operation or "", who)


async def _posted(reader: Reader, request: Request, body: bytes) -> SentAnswer:
    """Answer what was posted; what is long is not even read while all others wait."""
    # A browser shows no token by itself, so a program that does is meant.
    own = person_here().via is Via.TOKEN or is_same_origin(request)
    if len(body) > LONGEST:
        return await in_turn(
            request,
            lambda asking: _sent(reader, request, _asked(_from_json(body), changing=own), asking),
        )
    asked = _asked(_from_json(body), changing=own)
    sent = _sent_at_once(reader, request, asked)
    if sent is None:
        sent = await in_turn(request, lambda asking: _sent(reader, request, asked, asking))
    return sent


def _sent_at_once(reader: Reader, request: Request, asked: _Asked) -> SentAnswer | None:
    """Answer what is small and was asked before, without a thread; None: it takes its time."""

    anew = _anew(request)

    def answered(request: Request, asking: Asking) -> SentAnswer | None:
        question = asked.question(may_see())
        return sent_at_once(reader, question, asked.variables, asking, anew=anew)

    sent = at_once(request, answered)
    if sent and not sent.again:
        setattr(request.state, ANEW, answered)
    return sent


def _anew(request: Request) -> bool:
    """Say whether the caller wants nothing that is kept."""
    return "no-cache" in request.headers.get("cache-control", "")


def _sent(reader: Reader, request: Request, asked: _Asked, asking: Asking) -> SentAnswer:
    question = asked.question(may_see())
    again = None if _anew(request) else as_asked_before(reader, question)
    if again is not None:
        asking.charge(1)
        return again
    return as_sent(
        reader,
        question,
        lambda: answer(
            reader,
            asked.query,
            asked.variables,
            asked.operation,
            changing=asked.changing,
            asking=asking,
        ),
    )


def _response(reader: Reader, request: Request, sent: SentAnswer, kind: str) -> Response:
    if sent.answer and sent.answer.retry_after:
        return _wait(_json(sent.answer.content, 429, kind), sent.answer)
    # A program that names the newer type reads the status; older ones expect 200.
    status = 400 if kind == _GRAPHQL and not sent.ran else 200
    if request.method != "POST" and sent.answer and sent.answer.would_change:
        return Response(sent.body, 405, {"allow": "POST"}, f"{kind}; charset=utf-8")
    headers, body = {"vary": "Accept"}, sent.body
    if sent.again:
        setattr(request.state, KEPT, (sent.question, sent.kept))
    if sent.kept and request.method == "GET":
        # Whoever asks by POST is always answered: only what GET brings can be had already.
        headers |= tag_headers(sent.tag)
        if is_known(request, sent.tag):
            return Response(status_code=304, headers=headers)
    zips = "gzip" in request.headers.get("accept-encoding", "")
    if sent.again and zips and len(body) >= SMALLEST:
        body = sent.zipped(reader)
        headers |= {"content-encoding": "gzip", "vary": "Accept, Accept-Encoding"}
    return Response(body, status, headers, f"{kind}; charset=utf-8")


def _wait(response: Response, why: QueryAnswer) -> Response:
    """Say when to ask again."""
    response.headers["Retry-After"] = str(why.retry_after)
    return response


def _asked(given: dict[str, Any], *, changing: bool = False) -> _Asked:
    query, variables = given.get("query"), given.get("variables")
    operation, extensions = given.get("operationName"), given.get("extensions")
    if not isinstance(query, str) or not query.strip():
        _bad("The question is missing: give it as text in query.")
    if variables is not None and not isinstance(variables, dict):
        _bad("variables must be an object, such as {}.")
    if operation is not None and not isinstance(operation, str):
        _bad("operationName must be a text.")
    if extensions is not None and not isinstance(extensions, dict):
        _bad("extensions must be an object, such as {}.")
    return _Asked(query, variables, operation, changing)


def _bad(sentence: str, code: ErrorCode = ErrorCode.BAD_USER_INPUT) -> NoReturn:
    raise BadRequest(sentence, 400, code)


def _check_headers(request: Request) -> None:
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() != _JSON:
        raise BadRequest(f"Send the question as {_JSON}.", 415)
    charset = rest.strip().lower().removeprefix("charset=").strip('"')
    if charset not in ("", "utf-8", "utf8"):
        raise BadRequest("Send the question in UTF-8.", 415)
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise BadRequest("Send the question uncompressed.", 415)


async def read_body(request: Request) -> bytes:
    """Read a body of up to 1 MiB; raises BadRequest with 413 for a longer one."""
    length = request.headers.get("content-length", "")
    too_long = BadRequest("The question is longer than 1 MiB.", 413, ErrorCode.TOO_LARGE)
    # A length of many digits is too long as it stands, and int() would refuse to read it.
    if length.isdecimal() and (len(length) > 12 or int(length) > MOST_BYTES):
        raise too_long
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise too_long
    return bytes(body)


def read_json(text: str, what: str) -> dict[str, Any]:
    """Read a JSON object; raises BadRequest with one sentence for anything else."""
    try:
        content = json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        _bad(f"{what} is nested too deeply to be read.")
    except ValueError as error:
        place = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        _bad(f"{what} is not JSON that can be read{place}.")
    if not isinstance(content, dict):
        _bad(f"{what} must be a JSON object, in curly brackets.")
    return content


def _no_constant(text: str) -> NoReturn:
    raise ValueError(text)


def _from_json(body: bytes) -> dict[str, Any]:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        _bad("The body is not UTF-8 text.")
    return read_json(text, "The body")


def _from_address(request: Request) -> dict[str, Any]:
    values = request.query_params
    if not values.get("query", "").strip():
        raise BadRequest(_NO_QUERY)
    given: dict[str, Any] = {"query": values["query"], "operationName": values.get("operationName")}
    if values.get("variables"):
        given["variables"] = read_json(values["variables"], "variables")
    return given


def _answer_kind(accept: str) -> str | None:
    """Choose the type of the answer; None where the caller accepts neither."""
    if not accept.strip():
        return _JSON
    wanted = [_weighed(part) for part in accept.split(",")]
    for name, weight in sorted(wanted, key=lambda item: -item[1]):
        if weight > 0 and name in (_JSON, _GRAPHQL):
            return name
        if weight > 0 and name in ("*/*", "application/*"):
            return _JSON
    return _JSON if "text/html" in accept else None


def _weighed(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weight = next((p.removeprefix("q=") for p in parameters if p.startswith("q=")), "1")
    try:
        return name, float(weight)
    except ValueError:
        return name, 0.0


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _json(content: dict[str, Any], status: int, kind: str) -> Response:
    return Response(as_json(content), status, media_type=f"{kind}; charset=utf-8")
