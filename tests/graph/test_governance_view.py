"""Lines found by look-ups at each body are those that NetworkX finds on the whole graph."""

from itertools import pairwise

import networkx as nx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.governance_view import Partnership
from graph.view import View
from tests.generated import generated
from tests.towns import DAY, Town


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(seed=st.integers(0, 10**6))
def test_lines_are_those_of_the_whole_graph(seed: int) -> None:
    partnership = Partnership(View(generated(seed, 16, 70), DAY).firm)
    graph = partnership.lines
    for body in graph:
        assert partnership.up(body) == sorted(graph.successors(body))
        steps = nx.single_source_shortest_path_length(graph, body)
        assert partnership.line(body) == sorted(steps, key=lambda other: (steps[other], other))
        assert partnership.below(body) == set(nx.ancestors(graph, body))
        for upper in graph:
            if upper not in steps:
                assert partnership.path(body, upper) is None
                continue
            path = partnership.path(body, upper)
            assert path is not None
            assert path == min(nx.all_shortest_paths(graph, body, upper))
            links = [i for step in pairwise(path) for i in graph.edges[step]["links"]]
            assert partnership.path_links(path) == links


def test_of_what_is_no_body_there_is_no_line() -> None:
    partnership = Partnership(Town().main().post("p").link("p", "chairs", "main").view().firm)
    assert partnership.line("testham/p") == ["testham/p"]
    assert partnership.path("testham/nobody", "testham/main") is None
    assert partnership.path("testham/main", "testham/nobody") is None


def test_a_circle_ends() -> None:
    town = Town().body("a", "sub_group").body("b", "sub_group").main()
    town.link("a", "reports_to", "b").link("b", "reports_to", "a").link("main", "convenes", "a")
    partnership = Partnership(town.view().firm)
    assert partnership.line("testham/a") == ["testham/a", "testham/b", "testham/main"]
    assert partnership.below("testham/a") == {"testham/b"}
