"""What people record is shown as text, whatever it holds."""

from datetime import date

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.facts.model import Area, Fact, Link, Node, Reference, Snapshot, Source, snapshot_of
from graph.stores.memory import MemoryStore
from tests.api.pages.addresses import BUNDLED, addresses

EVIL = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>"
READ = (Reference("doc", EVIL, EVIL, quote=EVIL),)


def hostile_town() -> Snapshot:
    facts: list[Fact] = [
        Area(slug="evil", name=EVIL, recorded_as_of=date(2024, 3, 31)),
        Source(area="evil", document="doc", title=EVIL, publisher=EVIL, address=f"https://{EVIL}"),
        Node(
            id="evil/board",
            kind="body",
            name=EVIL,
            aliases=(EVIL,),
            note=EVIL,
            sources=READ,
            attributes={"body_kind": "main_board", "cadence_words": EVIL},
        ),
        Node(id="evil/partner", kind="organisation", name=EVIL, sources=READ),
        Node(id="evil/chair", kind="post", name=EVIL, sources=READ),
        Node(id="evil/top", kind="body", name=EVIL, attributes={"body_kind": "hwb"}),
        Link(
            id="evil/board~chair",
            kind="chairs",
            from_id="evil/chair",
            to_id="evil/board",
            note=EVIL,
            sources=READ,
            attributes={"matter": EVIL},
        ),
        Link(
            id="evil/board~top",
            kind="accountable_to",
            from_id="evil/board",
            to_id="evil/top",
            sources=READ,
        ),
    ]
    return snapshot_of({fact.id: fact for fact in facts}, "evil", 1, {})


@pytest.fixture(scope="module")
def evil() -> TestClient:
    store = MemoryStore()
    store.put(hostile_town(), ())
    return TestClient(create_app(store), base_url="http://127.0.0.1")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        *addresses(
            BUNDLED | {"slug": "evil", "node": "partner", "document": "doc"}, "/areas/{slug}"
        ),
        "/areas/evil/table?show=all",
        "/areas/evil/nodes/board",
        "/areas/evil/nodes/chair",
        "/areas/evil/line-of-sight?from=board&to=hwb",
        "/areas/evil/line-of-sight?from=top&to=chair",
    ],
)
def test_recorded_text_is_never_markup(evil: TestClient, address: str) -> None:
    answer = evil.get(address)
    assert answer.status_code == 200
    assert "&lt;script&gt;alert(" in answer.text
    assert "<script>alert" not in answer.text
    # The map alone has scripts, of its own.
    assert address.endswith("/map") or "<script" not in answer.text
    assert "<img src=x" not in answer.text
    assert 'href="javascript:' not in answer.text


@pytest.mark.parametrize("name", ["nodes/{}", "findings/{}", "table?sort={}", "?asOf={}", "{}"])
def test_an_error_page_never_gives_back_markup(evil: TestClient, name: str) -> None:
    answer = evil.get(f"/areas/evil/{name.format(EVIL)}")
    assert answer.status_code in (400, 404)
    assert "<script" not in answer.text
    assert "<img src=x" not in answer.text
