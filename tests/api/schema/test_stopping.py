"""A question is stopped between its fields and inside what they work out; a change never is."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from api.schema.execute import QueryAnswer, answer
from api.schema.stopping import in_words
from api.service.callers import Asking, Callers
from api.service.reader import Reader
from graph.cancellation import Cancellation, Cancelled, CancelReason, check_cancelled
from graph.stores.memory import MemoryStore
from loaders.examples import example

PATIENCE = 20.0
AREAS = "{ areas { slug view { totals { count } bodies { nodes { name } } } } }"


class AfterLooks(Cancellation):
    """A token that says stop at its so-manieth look, when so many seconds are over."""

    def __init__(self, looks: int, elapsed: float = 0.0) -> None:
        super().__init__(10.0)
        self.looks, self.left, self.told = 0, looks, elapsed

    def check(self) -> None:
        self.looks += 1
        if self.looks > self.left:
            raise Cancelled(CancelReason.TOO_LONG, self.told)


def asked(reader: Reader, query: str, token: Cancellation, **more: Any) -> QueryAnswer:
    return answer(reader, query, asking=Asking(Callers(), "one", token), **more)


def test_a_question_that_takes_too_long_is_stopped_and_says_what_took_the_time(
    store: MemoryStore,
) -> None:
    # What is asked for the first time runs another way, with more looks.
    assert asked(Reader(store), AREAS, AfterLooks(10**9)).errors == []
    whole = AfterLooks(10**9)
    assert asked(Reader(store), AREAS, whole).errors == []
    # Looked between fields, checks and areas: some five hundred times and more.
    assert whole.looks > 8 * 70
    for looks in (0, 1, 40, whole.looks // 2, whole.looks - 1):
        token = AfterLooks(looks)
        found = asked(Reader(store), AREAS, token)
        assert token.looks == looks + 1
        assert found.data is None
        assert not found.ran
        (error,) = found.errors
        assert error["extensions"] == {"code": "TOO_LARGE"}
        assert 'The answer was not ready within 10 seconds, most of it for "' in error["message"]


def test_where_no_field_took_half_of_the_time_none_is_named(store: MemoryStore) -> None:
    found = asked(Reader(store), AREAS, AfterLooks(40, elapsed=10.0))
    assert found.errors[0]["message"].startswith(
        "The answer was not ready within 10 seconds, and the work was stopped. Ask for fewer"
    )


def test_fields_are_named_from_the_inside_without_the_parts_of_a_page() -> None:
    path = ("areas", "view", "bodies", "nodes", "links", "nodes", "other")
    assert in_words(path) == '"other" of "links" of "bodies"'
    assert in_words(("nodes",)) == '"nodes"'


@pytest.mark.parametrize(
    "conditions",
    ['{search: "zebra"}', '{reaches: {thing: "no such thing"}}', "{reaches: {kind: HWB}}"],
)
def test_a_list_is_looked_at_between_all_that_is_asked_of_its_items(
    store: MemoryStore, conditions: str
) -> None:
    def looks(several: int) -> int:
        query = (
            f"{{ things(where: {{or: [{', '.join([conditions] * several)}]}}) {{ totalCount }} }}"
        )
        token = AfterLooks(10**9)
        assert asked(Reader(store), query, token).errors == []
        return token.looks

    assert looks(61) - looks(1) >= 60


def test_a_name_that_is_no_name_is_not_looked_for(store: MemoryStore) -> None:
    query = "query Q($id: ID!) { areas { view { thing(id: $id) { name } } } }"
    found = answer(Reader(store), query, {"id": "board of things " * 1000})
    assert {error["message"].partition(": ")[2] for error in found.errors} == {
        "give an id or name of at most 1,000."
    }


def test_what_was_stopped_can_be_asked_again(store: MemoryStore) -> None:
    reader = Reader(store)
    whole = asked(reader, AREAS, AfterLooks(10**9)).data
    reader = Reader(store)
    for looks in (3, 50, 90, 200, 400):
        asked(reader, AREAS, AfterLooks(looks))
    assert asked(reader, AREAS, AfterLooks(10**9)).data == whole


def test_a_change_is_done_to_its_end() -> None:
    store, archive = MemoryStore(), example("york")
    store.put(archive.snapshot, archive.history)
    query = """
    mutation { keepScenario(area: "york", name: "x", changes: []) {
      scenario { name } problems { message } } }
    """
    token = AfterLooks(0)
    found = asked(Reader(store), query, token, changing=True)
    assert found.errors == []
    assert token.looks == 0


class Slow(Reader):
    """A reader whose checks go on until somebody says stop."""

    def __init__(self, store: MemoryStore) -> None:
        super().__init__(store)
        self.begun = threading.Event()

    def findings(self, view: Any) -> Any:
        self.begun.set()
        while True:
            check_cancelled()


def test_a_caller_who_leaves_stops_the_work(store: MemoryStore) -> None:
    reader, token = Slow(store), Cancellation()
    query = '{ area(slug: "york") { view { totals { count } } } }'
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(asked, reader, query, token)
        assert reader.begun.wait(PATIENCE)
        token.cancel()
        (error,) = running.result(PATIENCE).errors
    assert "Nobody waits" in error["message"]


def test_a_deadline_that_is_over_stops_before_anything_is_read(store: MemoryStore) -> None:
    found = asked(Reader(store), AREAS, Cancellation(0.0))
    assert "The answer was not ready in time" in found.errors[0]["message"]
