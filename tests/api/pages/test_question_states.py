"""The pages of questions with scripts off: what became of each, beside each silence, and the form.

Tests: api/service/question_states.py.
"""

import html
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.stores.memory import MemoryStore
from loaders.examples import example

PAGE = "/areas/coventry/questions"
ONE = {"rule": "body-has-chair", "subject": "coventry/adv1"}
ASKED = {
    **ONE,
    "state": "asked",
    "to": "vol",
    "on": "2026-03-03",
    "due": "2026-04-01",
    "by": "the clerk",
    "seen": "0",
}
WORDS = "Asked of Voluntary sector partners (unnamed) on 3 March 2026, due on 1 April 2026"
FORM = {"origin": "http://127.0.0.1", "content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def store() -> MemoryStore:
    """A store that a test may change."""
    opened, found = MemoryStore(), example("coventry")
    opened.put(found.snapshot, found.history)
    return opened


@pytest.fixture
def client(store: MemoryStore) -> TestClient:
    return TestClient(create_app(store), base_url="http://127.0.0.1", follow_redirects=False)


def send(client: TestClient, fields: dict[str, str], headers: dict[str, str] = FORM) -> Any:
    return client.post(PAGE, content=urlencode(fields), headers=headers)


def words(answer: Any) -> str:
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def test_a_question_is_said_to_be_asked_and_shown_beside_each_silence(client: TestClient) -> None:
    blank = client.get(PAGE, params=ONE)
    assert "What became of it Not asked yet." in words(blank)
    done = send(client, ASKED)
    assert done.status_code == 303
    shown = client.get(done.headers["location"])
    assert f"{WORDS} (recorded by the clerk). Overdue." in words(shown)
    assert 'value="Voluntary sector partners (unnamed)"' in shown.text
    for page in ("questions", "findings", "findings/body-has-chair", "nodes/adv1"):
        assert WORDS in words(client.get(f"/areas/coventry/{page}")), page
    overview = words(client.get("/areas/coventry"))
    assert "questions: 1 asked, 1 overdue. See them one by one" in overview
    assert "Of 15 questions: 1 asked, 1 overdue." in overview
    report = words(client.get("/areas/coventry/report"))
    assert "Each by itself:" in report
    assert f"What became of the question Early help advisory group, South: {WORDS}" in report
    told = client.get("/areas/coventry/history", params={"about": "adv1"})
    assert "asked of Voluntary sector partners" in words(told)


def test_the_list_can_be_narrowed(client: TestClient) -> None:
    send(client, ASKED)
    asked = words(client.get(PAGE, params={"state": "asked"}))
    assert "Showing 1 of" in asked
    assert "Showing 1 of" in words(client.get(PAGE, params={"overdue": "1"}))
    assert "No question fits this choice." in words(client.get(PAGE, params={"state": "declined"}))
    assert client.get(PAGE, params={"state": "x"}).status_code == 400


def test_an_attribute_has_its_form_on_the_page_of_the_thing(client: TestClient) -> None:
    page = client.get("/areas/coventry/nodes/adv1").text
    (link,) = re.findall(r'href="([^"]+attribute=cadence_words[^"]*)"', page)
    assert '"How often it meets" of Early help advisory group, South' in words(
        client.get(html.unescape(link))
    )
    about = {"attribute": "cadence_words", "subject": "coventry/adv1", "rule": ""}
    assert send(client, ASKED | about).status_code == 303
    assert WORDS in words(client.get("/areas/coventry/nodes/adv1"))


def test_what_is_not_ours_is_shown_as_left_out(client: TestClient, store: MemoryStore) -> None:
    why = {"rule": "data-sharing-in-place", "subject": "police", "state": "not_ours"}
    send(client, ASKED | why | {"reason": "The force has its own."})
    finding = words(client.get("/areas/coventry/findings/data-sharing-in-place"))
    assert "Said not to apply here on 3 March 2026: The force has its own" in finding
    one = client.get(PAGE, params={"rule": why["rule"], "subject": "police"})
    assert "Now Said not to be ours." in words(one)
    back = {**ASKED, **why, "state": "not_asked", "seen": "1"}
    assert send(client, back).status_code == 303
    assert store.read("coventry").questions == {}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"to": ""}, "Say who was asked"),
        ({"to": "nobody"}, 'no thing "nobody"'),
        ({"due": "2026-03-01"}, "give the day of asking or a later one"),
        ({"state": "refused"}, 'did you mean "declined"'),
        ({"on": "soon"}, '"soon" is not a day'),
    ],
)
def test_what_cannot_be_written_is_told_and_the_form_keeps_what_was_typed(
    client: TestClient, store: MemoryStore, fields: dict[str, str], said: str
) -> None:
    answer = send(client, ASKED | {"reason": "Typed <b>once</b>"} | fields)
    assert answer.status_code in (400, 404)
    assert said in words(answer)
    assert "Typed &lt;b&gt;once&lt;/b&gt;" in answer.text
    assert store.revision("coventry") == 1


def test_who_comes_second_sees_what_the_first_wrote(client: TestClient, store: MemoryStore) -> None:
    send(client, ASKED)
    late = send(client, ASKED | {"state": "declined", "reason": "Mine"})
    assert late.status_code == 409
    assert "Somebody else has written what became of this question meanwhile" in words(late)
    assert WORDS in words(late)
    (seen,) = re.findall(r'name="seen" value="(\d+)"', late.text)
    assert send(client, ASKED | {"state": "declined", "seen": seen}).status_code == 303
    (kept,) = store.read("coventry").questions.values()
    assert kept.state == "declined"


def test_a_form_from_elsewhere_writes_nothing(client: TestClient, store: MemoryStore) -> None:
    elsewhere = {**FORM, "origin": "http://evil.example"}
    assert send(client, ASKED, elsewhere).status_code == 403
    assert send(client, ASKED, {**FORM, "sec-fetch-site": "cross-site"}).status_code == 403
    assert store.revision("coventry") == 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"rule": "x", "subject": "coventry/adv1"}, 404),
        ({"rule": "body-has-chair", "subject": "coventry/nobody"}, 400),
        ({"attribute": "quorum", "subject": "coventry/nobody"}, 404),
        ({"attribute": "x", "subject": "coventry/adv1"}, 400),
    ],
)
def test_a_question_that_nobody_asks_has_no_page(
    client: TestClient, query: dict[str, str], status: int
) -> None:
    assert client.get(PAGE, params=query).status_code == status


def test_what_is_answered_has_no_form(client: TestClient) -> None:
    shown = client.get(PAGE, params={"rule": "main-board-exists", "subject": "coventry"})
    assert "Not asked any more" in words(shown)
    assert "<textarea" not in shown.text


def test_what_became_of_it_is_told_in_history_and_between_two_days(client: TestClient) -> None:
    send(client, ASKED)
    named = '"Every formal body has a chair" about '
    assert f"What became of the question {named}" in words(client.get("/areas/coventry/history"))
    between = {"from": "2026-03-01", "to": "2026-04-01"}
    told = words(client.get("/areas/coventry/compare", params=between))
    assert "What became of questions (1)" in told
    assert named in told


def test_the_details_of_a_box_on_the_map_say_what_became_of_its_questions(
    client: TestClient,
) -> None:
    address = "/areas/coventry/map/details?box=coventry%2Fadv1"
    before = client.get(address).json()
    send(client, ASKED)
    (added,) = client.get(address).json()[len(before) :]
    assert added["heading"] == "What became of questions"
    (said,) = added["sentences"]
    assert said.startswith('"Every formal body has a chair" about ')
    assert WORDS in said


def test_what_needs_no_answer_now_is_counted_apart(client: TestClient) -> None:
    open_ones = words(client.get(PAGE))
    assert "need no answer now" not in open_ones
    not_ours = {**ASKED, "state": "not_ours", "to": "", "due": "", "reason": "It has no chair."}
    assert send(client, not_ours).status_code == 303
    assert "questions, those that need no answer now among them." in words(client.get(PAGE))
