"""The store of a service on a network, which notes who wrote what, and who was refused."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, cast

from api.access.account_book import AccountBook, Deed
from api.errors import http_status
from graph.store import Store

# What each verb that writes is called in the audit log.
WRITES = {
    "apply": "changes of the record",
    "accept_scenario": "a scenario written into the record",
    "keep_scenario": "a scenario kept",
    "drop_scenario": "a scenario dropped",
    "keep_places": "places on the map kept",
    "forget_places": "places on the map forgotten",
    "put": "a whole area",
    "fill": "a whole backup",
}
# Whether a refusal of this request has been noted: set by what notes those of its pages.
refusal_noted: ContextVar[list[bool] | None] = ContextVar("refusal_noted", default=None)


def audited(store: Store, book: AccountBook) -> Store:
    """Return a store like another, with a line of the audit log for each write and refusal.

    A write is noted after it, at once: whoever reads the log finds no write that was not made.
    """
    return cast("Store", _AuditedStore(store, book))


class _AuditedStore:
    def __init__(self, store: Store, book: AccountBook) -> None:
        self._store, self._book = store, book

    def __getattr__(self, name: str) -> Any:
        verb = getattr(self._store, name)
        if not callable(verb):
            return verb

        def noted(*given: Any, **named: Any) -> Any:
            area = _area_of(given)
            try:
                answer = verb(*given, **named)
            except Exception as error:
                if http_status(error) == 403:
                    self._note_refusal(name, area)
                raise
            if name in WRITES:
                self._book.note(Deed.WRITTEN, WRITES[name], area=area)
            return answer

        return noted

    def _note_refusal(self, verb: str, area: str) -> None:
        already = refusal_noted.get()
        if already is not None:
            already.append(True)
        self._book.note(Deed.REFUSED, WRITES.get(verb, "reading"), area=area)


def _area_of(given: tuple[Any, ...]) -> str:
    """Return the slug of the area that the first argument names, or is of."""
    first: Callable[..., Any] | Any = given[0] if given else ""
    if isinstance(first, str):
        return first
    area = getattr(first, "area", "")
    return str(getattr(area, "slug", area))
