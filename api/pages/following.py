"""An operation of whoever stays connected, whatever carries it: one answer, or one an event."""

import contextlib
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from functools import partial

from anyio import to_thread
from graphql import DocumentNode

from api.errors import EXPECTED, RateLimited
from api.pages.open_streams import Visit
from api.schema.subscribing import (
    AskedOperation,
    Followed,
    QueryAnswer,
    answer_asked,
    as_json,
    begin,
    error_answer,
    may_be_subscription,
    subscription_in,
)
from api.service import callers as callers_module
from api.service.area_changes import AreaStep, follow
from api.service.bus import Bus
from api.service.callers import Asking, Callers
from api.service.reader import Reader
from graph.cancellation import Cancellation


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer as JSON, and the step of an area that it tells of; None of no subscription.

    ran says that there is an answer at all; else errors, a JSON list, says why not.
    """

    body: bytes
    ran: bool
    errors: bytes = b"[]"
    step: AreaStep | None = None

    @classmethod
    def of(cls, answer: QueryAnswer, step: AreaStep | None = None) -> "Answered":
        """Write an answer as JSON, which of a large one is the work of a thread."""
        errors = b"[]" if answer.ran else as_json(answer.errors)
        return cls(as_json(answer.content), answer.ran, errors, step)


class Operation:
    """What somebody asks over a socket or stream, by the limits of any other question."""

    def __init__(
        self, reader: Reader, bus: Bus, callers: Callers, visit: Visit, asked: AskedOperation
    ) -> None:
        self._reader, self._bus, self._callers = reader, bus, callers
        self._visit, self._asked = visit, asked
        self._asking: Asking | None = None

    def stop(self) -> None:
        """Have the work that runs stop at its next look: nobody waits for it any more."""
        if self._asking and self._asking.token:
            self._asking.token.cancel()

    async def answers(self) -> AsyncGenerator[Answered, None]:
        """Yield what there is to answer; raises VisitEnded.

        What is refused, or goes wrong before anything ran, is the last: an answer that did not run.
        """
        try:
            document = None
            if may_be_subscription(self._asked):
                document = await self._visit.read(partial(subscription_in, self._asked))
            if document is None:
                yield await self._answer()
                return
            begun = await self._visit.read(partial(self._begin, document))
            if isinstance(begun, QueryAnswer):
                yield Answered.of(begun)
                return
            cost = self._asking.cost if self._asking else 1
            async with contextlib.aclosing(begun.steps) as steps:
                async for step in steps:
                    yield await self._visit.read(partial(self._event, begun, step, cost))
        except (*EXPECTED, RateLimited) as error:
            yield Answered.of(error_answer(error))

    async def _answer(self) -> Answered:
        """Answer a question, or make a change: with the threads of all others of these."""
        with self._callers.asking(self._visit.caller) as asking:
            self._asking = asking
            work = partial(self._answered, asking)
            return await to_thread.run_sync(self._visit.acting(work))

    def _answered(self, asking: Asking) -> Answered:
        return Answered.of(answer_asked(self._reader, self._asked, asking))

    def _begin(self, document: DocumentNode) -> Followed | QueryAnswer:
        return begin(self._reader, self._asked, document, self._piece(), self._steps)

    def _event(self, begun: Followed, step: AreaStep, cost: int) -> Answered:
        asking = self._piece()
        asking.charge(cost)
        return Answered.of(begun.answer(step, asking), step)

    def _piece(self) -> Asking:
        """Begin a piece of a subscription, which waits for a thread and counts as no question."""
        token = Cancellation(callers_module.DEADLINE)
        self._asking = Asking(self._callers, self._visit.caller, token)
        return self._asking

    def _steps(self, area: str, since: int | None) -> AsyncGenerator[AreaStep, None]:
        told = self._asked.told
        return follow(self._reader, self._bus, self._visit.read, area, since, told)
