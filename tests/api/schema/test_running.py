"""Small questions are answered at once, by what is at hand, as they would be in a thread."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.errors import RateLimited
from api.pages import callers, graphql
from api.schema import running
from api.schema.execute import ResponseKey, answer, as_json, as_sent, sent_at_once
from api.service.callers import Asking, Callers
from api.service.questions import QUESTIONS, Question
from api.service.reader import Reader
from graph.facts.changes import Changed
from graph.stores.ladybug import LadybugStore
from tests.deciding_town import SLUG, deciding_town
from tests.graph.stores.small import BOARD, batch, town

SMALL = '{ area(slug: "coventry") { name revision } }'
THINGS = '{ area(slug: "coventry") { view { things { nodes { id name kindWords } } } } }'


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LadybugStore]:
    opened = LadybugStore(tmp_path / "store.lbug")
    town(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    opened = LadybugStore(tmp_path_factory.mktemp("at_once") / "store.lbug")
    opened.put(deciding_town(), ())
    yield Reader(opened)
    opened.close()


def at_once(
    reader: Reader, text: str, variables: dict[str, Any] | None = None, asking: Asking | None = None
) -> bytes | None:
    """Return what is answered at once, made anew."""
    key = ResponseKey(text, "", "", "")
    sent = sent_at_once(reader, key, variables, asking or Asking.of_nobody(), anew=True)
    return sent.body if sent else None


def test_what_was_not_asked_before_is_not_answered_at_once_and_then_it_is(
    store: LadybugStore,
) -> None:
    reader, text = Reader(store), SMALL.replace("name", "called: name")
    assert at_once(reader, text) is None
    first = as_json(answer(reader, text).content)
    answer(reader, text)
    assert at_once(reader, text) == first


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_each_saved_question_is_answered_alike(reader: Reader, question: Question) -> None:
    variables = question.variables(SLUG, f"{SLUG}/exec", {})
    variables |= {"since": "2024-01-01"} if variables.get("since") == "" else {}
    for _ in range(3):
        slow = answer(reader, question.query, variables)
    soon = at_once(reader, question.query, variables)
    assert soon in (None, as_json(slow.content))


def test_what_has_changed_is_worked_out_by_who_has_the_time(store: LadybugStore) -> None:
    reader = Reader(store)
    for _ in range(3):
        before = as_json(answer(reader, THINGS).content)
    assert at_once(reader, THINGS) == before
    store.apply(batch("another name", Changed(replace(BOARD, name="Other"))))
    assert at_once(reader, THINGS) is None
    after = as_json(answer(reader, THINGS).content)
    assert b"Other" in after
    assert at_once(reader, THINGS) == after


@pytest.mark.parametrize(
    "text",
    [
        '{ area(slug: "nowhere") { name } }',
        "{ areas { name } }",
        "{ rateLimit { cost } }",
        '{ area(slug: "coventry") { scenarios { name } } }',
        '{ area(slug: "coventry") { view { things(first: 1000) { totalCount } } } }',
        '{ area(slug: "coventry") { view { suggest(rule: "body-has-chair") { id } } } }',
    ],
)
def test_what_asks_the_store_or_is_wrong_or_is_work_is_never_answered_at_once(
    store: LadybugStore, text: str
) -> None:
    reader = Reader(store)
    for _ in range(3):
        answer(reader, text)
        assert at_once(reader, text) is None


def test_it_costs_the_same_and_is_refused_where_the_budget_is_spent(store: LadybugStore) -> None:
    reader, counted = Reader(store), Callers(budget=100)
    answer(reader, SMALL)
    with counted.asking("slow") as asking:
        answer(reader, SMALL, asking=asking)
    quick = counted.asking_at_once("quick")
    assert at_once(reader, SMALL, asking=quick)
    assert quick.cost == asking.cost > 0
    counted.charge("quick", 100)
    with pytest.raises(RateLimited):
        at_once(reader, SMALL, asking=counted.asking_at_once("quick"))


def test_it_is_refused_where_its_caller_has_enough_running() -> None:
    counted = Callers(at_once=1)
    with counted.asking("somebody"):
        with pytest.raises(RateLimited):
            counted.asking_at_once("somebody").charge(1)
        counted.asking_at_once("another").charge(1)
    asking = counted.asking_at_once("somebody")
    asking.charge(1)
    assert (asking.cost, asking.seconds, counted.running("somebody")) == (1, None, 0)


def test_a_store_whose_editions_are_not_known_is_asked_in_a_thread(
    store: LadybugStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(store)
    answer(reader, SMALL)
    monkeypatch.setattr(LadybugStore, "editions_at_hand", lambda _: None)
    assert at_once(reader, SMALL) is None


def test_the_service_answers_it_without_a_thread_and_with_the_same_headers(
    store: LadybugStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TestClient(create_app(store), base_url="http://127.0.0.1") as client:
        anew = {"Cache-Control": "no-cache"}
        slow = [client.post("/graphql", json={"query": THINGS}, headers=anew) for _ in range(3)]

        def never(*_: Any) -> None:
            raise AssertionError("in a thread")

        monkeypatch.setattr(graphql, "in_turn", never)
        soon = [client.post("/graphql", json={"query": THINGS}, headers=anew) for _ in range(3)]
        assert {one.content for one in soon} == {slow[0].content}
        assert [dict(one.headers) for one in soon] == [dict(slow[0].headers)] * 3
        # The last of them did not come as far as the page.
        monkeypatch.setattr(graphql, "_asked", never)
        monkeypatch.setattr(callers, "caller_of", lambda request: "another")
        assert client.post("/graphql", json={"query": THINGS}, headers=anew).content == (
            slow[0].content
        )


def test_what_took_long_the_last_time_goes_to_a_thread(
    store: LadybugStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(store)
    for _ in range(3):
        answer(reader, THINGS)
    assert at_once(reader, THINGS)
    monkeypatch.setattr(running, "AT_ONCE_MS", 0.0)
    assert at_once(reader, THINGS) is None


def test_what_is_kept_is_given_at_once(store: LadybugStore) -> None:
    reader, key = Reader(store), ResponseKey(SMALL, "", "", "")
    made = as_sent(reader, key, lambda: answer(reader, SMALL))
    sent = sent_at_once(reader, key, None, Asking.of_nobody(), anew=False)
    assert sent
    assert sent.again
    assert sent.body == made.body
