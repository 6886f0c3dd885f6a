"""What is painted or written of an area is made once for all who ask, until something moves."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.facts.changes import Changed
from graph.stores.memory import MemoryStore
from loaders.examples import example
from tests.graph.stores.small import batch
from visualisations.output import png
from visualisations.scene import Scene

PNG, DOCX = "/areas/coventry/map.png", "/areas/coventry/report.docx"
THING = "coventry/sehp"


@pytest.fixture
def store() -> MemoryStore:
    opened = MemoryStore()
    archive = example("coventry")
    opened.put(archive.snapshot, archive.history)
    return opened


@pytest.fixture
def client(store: MemoryStore) -> TestClient:
    return TestClient(create_app(store), base_url="http://127.0.0.1")


@pytest.fixture
def paints(monkeypatch: pytest.MonkeyPatch) -> list[Scene]:
    """Each scene that is painted, as it happens."""
    scenes, draw = list[Scene](), png.draw

    def counted(scene: Scene, width: int = 400) -> bytes:
        scenes.append(scene)
        return draw(scene, width)

    monkeypatch.setattr(png, "draw", counted)
    return scenes


@pytest.mark.parametrize("address", [PNG, DOCX])
def test_a_picture_and_a_paper_are_made_once(
    client: TestClient, store: MemoryStore, paints: list[Scene], address: str
) -> None:
    first = client.get(address)
    assert first.status_code == 200
    assert client.get(address).content == first.content
    assert len(paints) == 1
    # Another day and the switch are other ones; and each is made anew once something has moved.
    for other in ("?asOf=2020-01-01", "?complete=1"):
        client.get(address + other)
    assert len(paints) == 3
    board = store.read("coventry").nodes[THING]
    store.apply(batch("renamed", Changed(replace(board, name="Another name"))))
    assert client.get(address).content != first.content
    assert client.get(address).status_code == 200
    assert len(paints) == 4


def test_moved_boxes_are_painted_anew(
    client: TestClient, store: MemoryStore, paints: list[Scene]
) -> None:
    first = client.get(PNG).content
    store.keep_places("coventry", "columns", {THING: (900.0, 900.0)})
    assert client.get(PNG).content != first
    assert len(paints) == 2
    assert client.get(f"{PNG}?hide=member").content != first
    assert client.get(f"{PNG}?hide=member").status_code == 200
    assert len(paints) == 3
