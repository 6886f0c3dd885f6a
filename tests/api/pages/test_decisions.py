"""The page that says who may decide: a table of matters, and each with its delegations."""

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.pages.decisions import RouteBranch, branches
from api.reports.decisions import PassedOn, in_words
from graph.stores.memory import MemoryStore
from tests.api.pages.links import Links
from tests.deciding_town import SLUG, deciding_town
from tests.towns import Town

ADDRESS = f"/areas/{SLUG}/decisions?asOf=2026-11-01"


@pytest.fixture(scope="module")
def opened() -> Iterator[TestClient]:
    store = MemoryStore()
    store.put(deciding_town(), ())
    town = Town().main("board", name="Early Help Board").post("head").post("officer")
    town.link("board", "delegates_to", "head").link("head", "delegates_to", "officer")
    store.put(town.snapshot(), ())
    with TestClient(create_app(store), base_url="http://127.0.0.1") as client:
        yield client


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split()).replace(" ,", ",")


def test_the_table_has_who_decides_and_where_nobody_is_recorded(opened: TestClient) -> None:
    html = opened.get(ADDRESS).text
    table = text(html.split("<tbody>")[1].split("</tbody>")[0])
    assert "Pooled budget Executive of the partnership (up to £250,000; More needs all" in table
    assert "Dispute Nobody recorded: ask Staffing Nobody recorded: ask" in table
    assert "Which right is not recorded" not in html


def test_each_matter_tells_its_route_with_a_source_that_stands_below(opened: TestClient) -> None:
    html = opened.get(ADDRESS).text
    block = text(html.split('id="matter-budget"')[1].split("</section>")[0])
    assert "How powers were passed on Decideham Council delegates to Executive" in block
    assert "Decisions taken Budget agreed (agreed; on 1 March 2026; by Executive" in block
    assert "Limit Any spending outside the plan." in block
    found = Links(html)
    targets = {target[1:] for target in found.targets if target.startswith("#")}
    assert {t for t in targets if t.startswith(("source-", "matter-"))} <= found.ids


def test_a_matter_that_is_only_named_says_so_and_delegations_of_none_stand_apart(
    opened: TestClient,
) -> None:
    html = opened.get(ADDRESS).text
    block = text(html.split('id="matter-staffing"')[1].split("</section>")[0])
    assert "it is only named in words" in block
    assert "Powers passed on without naming a matter" in text(html)
    assert "DCS delegates to Partnership manager" in text(html)


def test_an_area_without_matters_says_what_to_record_with_a_way_there(opened: TestClient) -> None:
    html = opened.get("/areas/testham/decisions").text
    assert "Who may decide on what is not recorded here" in text(html)
    assert "/areas/testham/import" in Links(html).targets
    assert "BOARD" not in html
    # Delegations that name no matter are shown all the same.
    assert "Early Help Board delegates to HEAD" in text(html)


def test_the_page_of_a_matter_leads_here(opened: TestClient) -> None:
    html = opened.get(f"/areas/{SLUG}/nodes/budget?asOf=2026-11-01").text
    assert f"/areas/{SLUG}/decisions?asOf=2026-11-01#matter-budget" in Links(html).targets


def test_steps_become_branches_by_their_depth() -> None:
    town = Town().organisation("a").body("b", "hwb").body("c", "committee").post("d")
    town.node("m", "matter").link("a", "delegates_to", "b", matter="m")
    town.link("b", "delegates_to", "c", matter="m").link("b", "delegates_to", "d", matter="m")
    (matter,) = in_words(town.view())

    def names(route: tuple[PassedOn, ...]) -> list[object]:
        def below(found: tuple[RouteBranch, ...]) -> list[object]:
            return [(b.step.taker.name, below(b.below)) for b in found]

        return below(branches(route))

    assert names(matter.route) == [("B", [("C", []), ("D", [])])]
