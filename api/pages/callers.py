"""Who asks a question, and what becomes of it when they leave before it is answered."""

from collections.abc import Callable
from typing import TypeVar

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request

from api.access.persons import person_here
from api.service.callers import Asking, Callers

T = TypeVar("T")


def caller_of(request: HTTPConnection) -> str:
    """Return whose questions are counted together: those of an account, else of an address."""
    account = person_here().account
    if account:
        # No address is written so.
        return f"account {account}"
    return request.client.host if request.client else ""


def at_once(request: Request, work: Callable[[Request, Asking], T]) -> T:
    """Do what takes no time to speak of, while all others wait; raises as in_turn() does."""
    callers: Callers = request.app.state.callers
    return work(request, callers.asking_at_once(caller_of(request)))


async def in_turn(request: Request, work: Callable[[Asking], T]) -> T:
    """Do the work of a question in a thread; it is told to stop once the caller has gone.

    Raises RateLimited where the caller has enough running, and what the work raises. The whole
    body must have been read.
    """
    callers: Callers = request.app.state.callers
    with callers.asking(caller_of(request)) as asking:
        outcome: list[Callable[[], T]] = []
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_stop_when_gone, request, asking)
            outcome.append(await run_in_threadpool(_outcome, work, asking))
            tasks.cancel_scope.cancel()
        return outcome[0]()


def _outcome(work: Callable[[Asking], T], asking: Asking) -> Callable[[], T]:
    """Do the work; return what gives its answer, or raises: a group of tasks would wrap it."""
    try:
        made = work(asking)
    except Exception as error:
        raised = error

        def fail() -> T:
            raise raised

        return fail
    return lambda: made


async def _stop_when_gone(request: Request, asking: Asking) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    if asking.token:
        asking.token.cancel()
