"""The door of the schema: answers a question from beginning to end, and says what can be asked.

The pages that ask the schema know nothing of it but this module; pyproject.toml holds them to it.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from strawberry.exceptions import MissingQueryError, StrawberryGraphQLError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from api.schema.answer_csv import answer_csv, joined_pages
from api.schema.answer_tables import AnswerTable, tables
from api.schema.codes import ErrorCode, Refusal
from api.schema.context import Context
from api.schema.document_limits import text_refusal
from api.schema.errors import formatted
from api.schema.makers import MAKERS
from api.schema.running import at_once, run
from api.schema.schema_reference import printed, reference
from api.schema.stopping import stopped_refusal
from api.service.callers import Asking
from api.service.kept_responses import KeptResponse, ResponseKey
from api.service.reader import Reader
from api.service.reads import NotAtHand, Reads, taken_down
from graph.cancellation import Cancelled, cancelled_by
from graph.errors import StoreError

# msgspec writes no heirs of str, which dates as they were recorded are; anything else in words.
_ENCODER = msgspec.json.Encoder(enc_hook=str)

__all__ = [
    "ErrorCode",
    "QueryAnswer",
    "ResponseKey",
    "SentAnswer",
    "answer",
    "as_asked_before",
    "as_json",
    "as_sent",
    "csv_of",
    "printed",
    "reference",
    "refused",
    "sent_at_once",
]


@dataclass(frozen=True)
class QueryAnswer:
    """What came of a question: content as GraphQL gives it, and whether it ran at all.

    retry_after are the seconds to wait where the caller asked too much; None where it did not.
    would_change says that it was no question, and may not come this way.
    """

    content: dict[str, Any]
    ran: bool
    retry_after: int | None = None
    would_change: bool = False

    @property
    def data(self) -> dict[str, Any] | None:
        """The data, if there is any."""
        return self.content.get("data")

    @property
    def errors(self) -> list[dict[str, Any]]:
        """The errors, each with message and extensions."""
        return list(self.content.get("errors", ()))

    @property
    def tables(self) -> list[AnswerTable]:
        """The data as tables, for people."""
        return tables(_without_refused(self.data, self.errors))


def _without_refused(data: Any, errors: list[dict[str, Any]]) -> Any:
    """Leave out what is null because it was refused: it is not "not recorded"."""
    refused = {tuple(error["path"]) for error in errors if "path" in error}

    def left(value: Any, path: tuple[Any, ...]) -> Any:
        if isinstance(value, dict):
            return {
                name: left(one, (*path, name))
                for name, one in value.items()
                if one is not None or (*path, name) not in refused
            }
        if isinstance(value, list):
            return [left(one, (*path, number)) for number, one in enumerate(value)]
        return value

    return left(data, ()) if refused else data


def csv_of(pages: Sequence[QueryAnswer], cited: Sequence[str] = ()) -> str:
    """Return the pages of an answer as CSV, with lines that say how to cite it."""
    return answer_csv(joined_pages([page.data for page in pages]), cited)


def answer(
    reader: Reader,
    query: str,
    variables: dict[str, Any] | None = None,
    operation: str | None = None,
    *,
    changing: bool = False,
    asking: Asking | None = None,
) -> QueryAnswer:
    """Answer a question over what the reader reads; it blocks, so give it a thread.

    changing says that the caller may run mutations too. asking says who asks, and when to stop.
    """
    asking = asking or Asking.of_nobody()
    too_long = text_refusal(query)
    if too_long:
        return _refused(too_long)
    with cancelled_by(asking.token):
        try:
            return _answer(reader, query, variables, operation, changing, asking)
        except Cancelled as stopped:
            return _refused(stopped_refusal(stopped, asking.seconds))


def _answer(
    reader: Reader,
    query: str,
    variables: dict[str, Any] | None,
    operation: str | None,
    changing: bool,
    asking: Asking,
) -> QueryAnswer:
    allowed = {OperationType.QUERY, *([OperationType.MUTATION] if changing else [])}
    try:
        context = Context(reader, MAKERS, asking)
        result = run(query, variables, operation, context, allowed)
        if context.moved:
            context = Context(reader, MAKERS, asking, with_cards=False)
            result = run(query, variables, operation, context, allowed)
    except (MissingQueryError, StrawberryGraphQLError):
        return refused("The question is empty: write a query, such as { areas { name } }.")
    except (CannotGetOperationTypeError, InvalidOperationTypeError) as error:
        why = refused(
            "Only a query can be asked here; name it if there are several. A mutation is taken "
            "by POST from a page of this service, or with a token."
        )
        return replace(why, would_change=isinstance(error, InvalidOperationTypeError))
    except RecursionError:
        return refused("The question is nested too deeply to be read.", ErrorCode.TOO_LARGE)
    errors = list(result.errors or ())
    content: dict[str, Any] = {}
    if errors:
        content["errors"] = formatted(errors)
    ran = result.data is not None or any(error.path for error in errors)
    if ran:
        content["data"] = result.data
    waits = (e.retry_after for e in errors if isinstance(e, Refusal) and e.retry_after)
    return QueryAnswer(content, ran, next(waits, None))


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """An answer as it is sent: its bytes, and what they are kept under to be sent again.

    Where it has no tag, nobody can say for how long it stays the same.
    """

    question: ResponseKey
    answer: QueryAnswer | None
    body: bytes
    kept: KeptResponse | None = None

    @property
    def again(self) -> bool:
        """Whether it was asked before, and is kept."""
        return self.answer is None

    def zipped(self, reader: Reader) -> bytes:
        """Return it compressed, which is done once for all who ask again."""
        assert self.kept is not None
        return reader.responses.zipped(self.question, self.kept)

    @property
    def ran(self) -> bool:
        """Whether it ran at all."""
        return self.answer is None or self.answer.ran

    @property
    def tag(self) -> str:
        """What tells apart two answers to the same question; empty where nothing does."""
        return self.kept.tag if self.kept else ""


def as_asked_before(reader: Reader, question: ResponseKey) -> SentAnswer | None:
    """Return the answer to a question that was asked before and would be answered the same now."""
    if not reader.responses.asks_for(question):
        return None
    try:
        kept = reader.responses.find(question, reader.today(), reader.editions())
    except StoreError:
        # Whoever works it out says so.
        return None
    return SentAnswer(question, None, kept.body, kept) if kept else None


def as_sent(reader: Reader, question: ResponseKey, work: Callable[[], QueryAnswer]) -> SentAnswer:
    """Answer a question by the work given, and keep it for as long as nothing of it has changed.

    What went wrong is not kept, nor what a mutation answered.
    """
    reads, day = Reads(), reader.today()
    with taken_down(reads):
        found = work()
    body = as_json(found.content)
    # What went wrong may be right the next time; and a day may have ended meanwhile.
    fits = found.ran and not found.errors and reader.today() == day
    kept = reader.responses.keep(question, body, day, reads) if fits else None
    return SentAnswer(question, found, body, kept)


def sent_at_once(
    reader: Reader,
    question: ResponseKey,
    variables: dict[str, Any] | None,
    asking: Asking,
    *,
    anew: bool,
) -> SentAnswer | None:
    """Answer a small question by what is at hand, without waiting for anything; None: answer() is.

    It takes less than handing it to a thread would; anew says not to give what is kept. Raises
    RateLimited.
    """
    editions = reader.editions_at_hand()
    if editions is None:
        return None
    day = None if anew else reader.today()
    kept = reader.responses.find(question, day, editions) if day else None
    if kept:
        asking.charge(1)
        return SentAnswer(question, None, kept.body, kept)
    reads = Reads(now=editions, at_hand=True)
    try:
        with taken_down(reads):
            context = Context(reader, MAKERS, asking)
            found = at_once(question.document, variables, question.operation, context)
    except (Exception, NotAtHand):
        # What is wrong, and where, is said by whoever has the time.
        return None
    if found is None or context.moved:
        return None
    data, cost = found
    asking.charge(cost)
    answered = QueryAnswer({"data": data}, ran=True)
    body = as_json(answered.content)
    kept = reader.responses.keep(question, body, day, reads) if day else None
    return SentAnswer(question, answered, body, kept)


def as_json(content: object) -> bytes:
    """Write an answer as JSON."""
    try:
        return _ENCODER.encode(content)
    except UnicodeEncodeError:
        # Half a surrogate pair can come back in a message; it must not break the answer.
        text = json.dumps(content, ensure_ascii=False, default=str, separators=(",", ":"))
        return text.encode("utf-8", "replace")


def refused(
    sentence: str,
    code: ErrorCode = ErrorCode.BAD_USER_INPUT,
    retry_after: int | None = None,
) -> QueryAnswer:
    """Return the answer to a request that never became a question."""
    error = {"message": sentence, "extensions": {"code": code.value}}
    return QueryAnswer({"errors": [error]}, ran=False, retry_after=retry_after)


def _refused(why: Refusal) -> QueryAnswer:
    return refused(why.message, why.code, why.retry_after)
