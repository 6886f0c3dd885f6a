"""Lines found by look-ups at each body are those that NetworkX finds on the whole graph."""

from itertools import pairwise

import networkx as nx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.hierarchy import Hierarchy
from graph.view import View
from tests.generated import generated
from tests.towns import DAY, Town


@settings(max_examples=150, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_lines_are_those_of_the_whole_graph(seed: int) -> None:
    hierarchy = Hierarchy(View(generated(seed, 16, 70), DAY).firm)
    graph = hierarchy.graph
    for body in graph:
        assert hierarchy.up(body) == sorted(graph.successors(body))
        steps = nx.single_source_shortest_path_length(graph, body)
        assert hierarchy.line(body) == sorted(steps, key=lambda other: (steps[other], other))
        assert hierarchy.below(body) == set(nx.ancestors(graph, body))
        for upper in graph:
            if upper not in steps:
                assert hierarchy.path(body, upper) is None
                continue
            path = hierarchy.path(body, upper)
            assert path is not None
            assert path == min(nx.all_shortest_paths(graph, body, upper))
            links = [i for step in pairwise(path) for i in graph.edges[step]["links"]]
            assert hierarchy.path_links(path) == links


@settings(max_examples=100, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6), lines=st.sampled_from([10, 20, 70]))
def test_circles_are_those_of_the_whole_graph(seed: int, lines: int) -> None:
    hierarchy = Hierarchy(View(generated(seed, 16, lines), DAY).firm)
    parts = nx.strongly_connected_components(hierarchy.graph)
    circles = sorted(sorted(part) for part in parts if len(part) > 1)
    assert sorted(map(sorted, hierarchy.circles)) == circles


def test_of_what_is_no_body_there_is_no_line() -> None:
    hierarchy = Hierarchy(Town().main().post("p").link("p", "chairs", "main").view().firm)
    assert hierarchy.line("testham/p") == ["testham/p"]
    assert hierarchy.path("testham/nobody", "testham/main") is None
    assert hierarchy.path("testham/main", "testham/nobody") is None


def test_a_circle_ends() -> None:
    town = Town().body("a", "sub_group").body("b", "sub_group").main()
    town.link("a", "reports_to", "b").link("b", "reports_to", "a").link("main", "convenes", "a")
    hierarchy = Hierarchy(town.view().firm)
    assert hierarchy.line("testham/a") == ["testham/a", "testham/b", "testham/main"]
    assert hierarchy.below("testham/a") == {"testham/b"}


def test_of_equally_short_paths_the_first_by_id_counts() -> None:
    town = Town().main()
    for local in ("a", "b", "c", "x", "y"):
        town.body(local, "sub_group")
    for lower, upper in (("a", "y"), ("a", "b"), ("y", "c"), ("b", "x"), ("c", "main")):
        town.link(lower, "reports_to", upper)
    town.link("x", "reports_to", "main")
    assert Hierarchy(town.view().firm).path("testham/a", "testham/main") == [
        *("testham/a", "testham/b", "testham/x", "testham/main"),
    ]


def test_of_bodies_equally_far_above_the_first_by_id_comes_first() -> None:
    town = Town()
    for local in ("a", "b", "c", "y", "z"):
        town.body(local, "sub_group")
    for lower, upper in (("a", "b"), ("a", "c"), ("b", "z"), ("c", "y")):
        town.link(lower, "reports_to", upper)
    line = Hierarchy(town.view().firm).line("testham/a")
    assert [body.removeprefix("testham/") for body in line] == ["a", "b", "c", "y", "z"]


def test_who_acts_for_whom_is_followed_both_ways() -> None:
    town = Town().main("board").body("exec", "executive_group").body("leads", "lead_partners_group")
    town.link("leads", "acts_for", "exec").link("exec", "acts_for", "board")
    found = Hierarchy(town.view().firm)
    assert found.acted_for("testham/leads") == ["testham/exec", "testham/board"]
    assert found.acting("testham/board") == ["testham/exec", "testham/leads"]
    assert found.is_own_executive("testham/leads", "testham/board")
    assert not found.is_own_executive("testham/board", "testham/leads")
    town.link("board", "acts_for", "leads")
    assert Hierarchy(town.view().firm).acted_for("testham/board") == [
        "testham/leads",
        "testham/exec",
    ]


def test_steps_between_a_body_and_its_executive_are_left_out() -> None:
    town = Town().main("board").body("exec", "executive_group").body("group", "sub_group")
    town.link("exec", "acts_for", "board").link("board", "reports_to", "exec")
    town.link("group", "reports_to", "board").link("board", "reports_to", "group")
    found = Hierarchy(town.view().firm)
    part = {"testham/board", "testham/exec", "testham/group"}
    assert found.steps_apart(part) == [
        ("testham/board", "testham/group"),
        ("testham/group", "testham/board"),
    ]
    assert found.circles == [part]
