"""Graphs of facts: which links make a step upward, and who is in contact with whom."""

import networkx as nx
import pytest

from graph.network import (
    UPWARD_KINDS,
    contact_graph,
    graph_of,
    link_graph,
    reached,
    upward_graph,
    upward_step,
    upward_steps,
)
from graph.view import View
from tests.generated import generated
from tests.towns import DAY, Town


@pytest.mark.parametrize(
    ("start", "kind", "stop", "step"),
    [
        ("sub", "reports_to", "main", ("sub", "main")),
        ("main", "convenes", "sub", ("sub", "main")),
        ("head", "accountable_to", "main", ("head", "main")),
        ("head", "reports_to", "main", None),
        ("council", "convenes", "main", None),
        ("sub", "coordinates_with", "main", None),
    ],
)
def test_a_step_upward_runs_from_the_lower_to_the_upper_end(
    start: str, kind: str, stop: str, step: tuple[str, str] | None
) -> None:
    town = Town().main().body("sub", "sub_group").post("head").organisation("council")
    facts = town.link(start, kind, stop).view().firm
    (link,) = facts.links.values()
    expected = tuple(f"testham/{end}" for end in step) if step else None
    assert upward_step(link, facts) == expected


def test_an_upward_edge_keeps_every_link_that_makes_it_and_posts_where_asked() -> None:
    town = Town().main().body("sub", "sub_group").post("head")
    town.link("sub", "reports_to", "main").link("main", "convenes", "sub")
    facts = town.link("head", "accountable_to", "main").view().firm
    graph = upward_graph(facts)
    assert set(graph) == {"testham/main", "testham/sub"}
    assert graph.edges["testham/sub", "testham/main"]["links"] == [
        "testham/main~convenes~sub",
        "testham/sub~reports_to~main",
    ]
    assert ("testham/head", "testham/main") in upward_graph(facts, posts=True).edges


def test_a_person_is_in_contact_through_each_of_their_posts() -> None:
    town = Town().main().post("head").post("chair").node("ann", "person").node("bo", "person")
    town.link("ann", "holds", "head").link("ann", "holds", "chair")
    town.link("ann", "member_of", "main").link("bo", "member_of", "main")
    graph = contact_graph(town.view().firm)
    assert set(graph.neighbors("testham/main")) == {"testham/head", "testham/chair", "testham/bo"}
    assert "testham/ann" not in graph
    # No post stands for another one of the same person, but the two are joined through the board.
    assert graph.has_edge("testham/head", "testham/chair")


def test_links_of_some_kinds_stay_apart_by_their_ids() -> None:
    town = Town().main().organisation("icb").link("icb", "member_of", "main")
    facts = town.link("icb", "chairs", "main").link("icb", "funds", "main").view().firm
    assert link_graph(facts).number_of_edges("testham/icb", "testham/main") == 3
    seats = link_graph(facts, ("member_of", "chairs"))
    assert sorted(kind for _, _, kind in seats.edges(data="kind")) == ["chairs", "member_of"]


def test_a_graph_of_names_keeps_those_that_nothing_joins() -> None:
    graph = graph_of(["a", "b", "c"], [("a", "b")])
    assert (set(graph), set(graph.edges)) == ({"a", "b", "c"}, {("a", "b")})


@pytest.mark.parametrize("seed", range(20))
def test_what_steps_reach_is_what_edges_reach(seed: int) -> None:
    facts = View(generated(seed, 16, 70), DAY).firm
    steps, graph = upward_steps(facts.links_of(*UPWARD_KINDS), facts), upward_graph(facts, True)
    for start in graph:
        assert reached(steps, start) == {start, *nx.descendants(graph, start)}
        shut = {other for other in graph if len(other) % 3 == 0} - {start}
        left = graph.subgraph(set(graph) - shut)
        assert reached(steps, start, shut) == {start, *nx.descendants(left, start)}
