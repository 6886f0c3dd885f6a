"""The form that ends a thing: what hangs on it is shown and asked about before anything ends."""

import html
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.stores.memory import MemoryStore
from tests.succession_town import two_boards

PAGE = "/areas/testham/scenarios"
END = {"end": "Early Board", "until": "2025-04-30", "asOf": "2025-03-31"}
FORM = {"origin": "http://127.0.0.1", "content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def store() -> MemoryStore:
    opened = MemoryStore()
    opened.put(two_boards().snapshot(), ())
    return opened


@pytest.fixture
def client(store: MemoryStore) -> TestClient:
    return TestClient(create_app(store), base_url="http://127.0.0.1")


def words(answer: Any) -> str:
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def fates(answer: Any) -> list[str]:
    return re.findall(r'<select class="input" id="[^"]+" name="fate\.([^"]+)"', answer.text)


def test_what_hangs_on_it_is_listed_and_asked_about_first(client: TestClient) -> None:
    shown = client.get(PAGE, params=END)
    assert shown.status_code == 200
    said = words(shown)
    assert "11 facts on record hang on Early Board. What becomes of them?" in said
    assert "Sub groups: 2" in said
    assert "Chairs and vice-chairs: The Director chairs Early Board." in said
    assert "Meetings to come: Early Board meets on 1 June 2025." in said
    assert "Nobody is named to take over from it: ask who does." in said
    assert "Goes over to" not in said
    assert [key for key in fates(shown) if "/" not in key] == [
        "sub-groups", "lines-up", "chairs", "seats", "plans", "powers", "meetings", "actions",
        "lists",
    ]  # fmt: skip
    assert "testham/council~member_of~early" in fates(shown)
    # Nothing is proposed by looking.
    assert "Nothing yet." in said


def test_a_successor_can_take_it_all_over(client: TestClient, store: MemoryStore) -> None:
    ended = {**END, "successor": "Joint Board"}
    shown = client.get(PAGE, params=ended)
    said = words(shown)
    assert "Goes over to Joint Board" in said
    assert "Nobody is named" not in said
    # Nobody's word that one board's list is complete is a word about another's.
    assert shown.text.count('<option value="moves"') == len(fates(shown)) - 1
    settled = {"settled": "1", "fate.all": "moves"}
    settled |= {"fate.chairs": "ends", "fate.testham/trust~member_of~early": "ends"}
    proposed = client.get(PAGE, params={**ended, **settled})
    said = words(proposed)
    assert "Early Board is succeeded by Joint Board (since 2025-05-01)." in said
    assert "No longer so after 30 April 2025: Early Board is recorded as a main board" in said
    assert "The Council sits on Joint Board (since 2025-05-01)." in said
    assert "The Trust sits on Joint Board" not in said
    assert "The Director chairs Joint Board" not in said
    assert "Not all of it could be done as chosen." in said
    assert "go on hanging" not in said
    assert "Early Board ends after 31 March 2025, the day shown: look at a later day" in said
    changes = [
        html.unescape(text) for text in re.findall(r'name="change" value="([^"]+)"', proposed.text)
    ]
    post = {"do": "keep", "name": "Merge", "change": list(dict.fromkeys(changes))}
    kept = client.post(PAGE, data=post, headers=FORM)
    assert kept.status_code == 200
    client.post(
        PAGE, data={"do": "accept", "name": "Merge", "version": "1", "sure": "1"}, headers=FORM
    )
    links = store.read("testham").links
    # All of it in one batch.
    assert len({record.batch for record in store.history("testham")}) == 1
    assert str(links["testham/early~succeeded_by~joint"].since) == "2025-05-01"
    assert "testham/a~subgroup_of~joint" in links
    assert str(links["testham/a~subgroup_of~early"].until) == "2025-04-30"


def test_what_is_left_is_told_where_it_is_accepted(client: TestClient) -> None:
    kept = client.get(PAGE, params={**END, "settled": "1", "fate.all": "stays"})
    said = words(kept)
    assert "Early Board ends on 30 April 2025, and 11 facts go on hanging on it" in said
    assert "Who took over from Early Board is not on record: ask." in said


def test_a_split_names_each_successor(client: TestClient) -> None:
    shown = client.get(PAGE, params={**END, "successor": "Joint Board; hubs"})
    assert "Goes over to Joint Board Goes over to Hubs Board" in words(shown)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"end": "", "until": "2025"}, "Say what ends"),
        ({"end": "Nobody"}, 'no thing "Nobody"'),
        ({"until": "spring"}, '"spring" is not a date'),
        ({"successor": "Nobody"}, 'no thing "Nobody"'),
        ({"successor": "Early Board", "settled": "1"}, "cannot take over from itself"),
        ({"settled": "1", "fate.seats": "moves"}, "nobody is named that takes over"),
        ({"settled": "1", "fate.chair": "ends"}, "no fact"),
        ({"successor": "The Council", "settled": "1"}, "succeeded_by"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    client: TestClient, query: dict[str, str], said: str
) -> None:
    answer = client.get(PAGE, params={**END, **query})
    assert answer.status_code == 400
    assert said in words(answer)


def test_the_page_of_a_thing_leads_there(client: TestClient) -> None:
    page = client.get("/areas/testham/nodes/early?asOf=2025-03-31")
    (address,) = re.findall(r'<a href="([^"]+#ending)">', page.text)
    shown = client.get(html.unescape(address))
    assert (
        'name="end" list="things" autocomplete="off" required value="testham/early"' in shown.text
    )
