"""Places that people give to boxes: kept from the page itself, within limits, or forgotten."""

import json
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.stores.memory import MemoryStore
from tests.towns import Town

HERE = {"origin": "http://127.0.0.1", "content-type": "application/json"}
PATH = "/areas/testham/map/places"


@pytest.fixture
def town_store() -> MemoryStore:
    store = MemoryStore()
    store.put(Town().main().body("sub", "sub_group").snapshot(), ())
    return store


@pytest.fixture
def town(town_store: MemoryStore) -> Iterator[TestClient]:
    with TestClient(create_app(town_store), base_url="http://127.0.0.1") as opened:
        yield opened


def body(**places: list[float]) -> str:
    return json.dumps({"places": {f"testham/{name}": at for name, at in places.items()}})


def test_a_moved_box_stays_where_it_was_put(town: TestClient, town_store: MemoryStore) -> None:
    assert town.post(PATH, content=body(main=[640, 360.5]), headers=HERE).status_code == 204
    assert town_store.places("testham", "columns") == {"testham/main": (640, 360.5)}
    assert '"x": 640.0, "y": 360.5' in town.get("/areas/testham/map").text


def test_each_way_of_drawing_has_places_of_its_own(
    town: TestClient, town_store: MemoryStore
) -> None:
    asked = f"{PATH}?layout=network&theme=projector&fold=no"
    assert town.post(asked, content=body(main=[1, 2]), headers=HERE).status_code == 204
    assert town_store.places("testham", "network projector unfolded") == {"testham/main": (1, 2)}
    assert town_store.places("testham", "network") == {}


def test_everything_can_be_put_back(town: TestClient, town_store: MemoryStore) -> None:
    before = town.get("/areas/testham/map.svg").text
    town.post(PATH, content=body(main=[640, 360]), headers=HERE)
    assert town.get("/areas/testham/map.svg").text != before
    assert town.post(PATH, content='{"back": true}', headers=HERE).status_code == 204
    assert town.get("/areas/testham/map.svg").text == before


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({**HERE, "origin": "http://elsewhere.example"}, 403),
        ({"content-type": "application/json"}, 403),
        ({**HERE, "sec-fetch-site": "cross-site"}, 403),
        ({**HERE, "content-type": "text/plain"}, 415),
    ],
)
def test_a_page_elsewhere_moves_nothing(
    town: TestClient, town_store: MemoryStore, headers: dict[str, str], status: int
) -> None:
    assert town.post(PATH, content=body(main=[1, 2]), headers=headers).status_code == status
    assert town_store.places("testham", "columns") == {}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"places": {}}',
        '{"places": {"a": [1]}}',
        '{"places": {"a": [1, "2"]}}',
        '{"places": {"a": [1, NaN]}}',
        '{"places": {"a": [1, 1e9]}}',
        '{"places": {"a": [true, 1]}}',
        '{"back": false}',
        '{"places": {"\\ud800": [1, 2]}}',
        '{"places": {"a\\u0000": [1, 2]}}',
        json.dumps({"places": {f"a{i}": [1, 2] for i in range(1001)}}),
        "[" * 20000,
    ],
)
def test_what_is_no_place_is_refused(
    town: TestClient, town_store: MemoryStore, content: str
) -> None:
    answer = town.post(PATH, content=content, headers=HERE)
    assert answer.status_code == 400
    assert "Places come as" in answer.text
    assert town_store.places("testham", "columns") == {}


def test_more_than_a_map_holds_is_refused(town: TestClient) -> None:
    assert town.post(PATH, content=" " * 70_000, headers=HERE).status_code == 413


def test_an_unknown_area_or_layout_is_refused(town: TestClient) -> None:
    wrong = town.post("/areas/camelot/map/places", content=body(main=[1, 2]), headers=HERE)
    assert wrong.status_code == 404
    assert town.post(f"{PATH}?layout=tree", content=body(a=[1, 2]), headers=HERE).status_code == 400
