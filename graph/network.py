"""The only maker of NetworkX graphs, and the upward steps as sets where no graph is needed.

NetworkX takes 0.1 s to load, which most commands need not wait for: the functions that need it
import it.
"""

from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING

from graph.fact_index import Facts
from graph.facts.model import Link
from graph.kinds import LINK_KIND, LINK_KINDS

if TYPE_CHECKING:
    import networkx as nx

UPWARD_KINDS = tuple(kind.name for kind in LINK_KINDS if kind.upward)
# Upward lines that are drawn from the upper end.
INVERSE_KINDS = tuple(kind for kind in UPWARD_KINDS if LINK_KIND[kind].inverse)
_BODIES, _BODIES_AND_POSTS = ("body",), ("body", "post")
_STARTS_OF_LINES = {"accountable_to": _BODIES_AND_POSTS, "reports_to": _BODIES}


def upward_step(link: Link, facts: Facts) -> tuple[str, str] | None:
    """Return the (lower, upper) step a link makes along the governance lines, or None.

    Only accountable_to has posts at its ends: a report of a post or to a plan, and an
    organisation that convenes, are facts and no lines.
    """
    if link.kind not in UPWARD_KINDS:
        return None
    lower, upper = link.from_id, link.to_id
    if link.kind in INVERSE_KINDS:
        lower, upper = upper, lower
    ends = _BODIES_AND_POSTS if link.kind == "accountable_to" else _BODIES
    joined = facts.nodes[lower].kind in ends and facts.nodes[upper].kind in ends
    return (lower, upper) if joined else None


def ends_outside(link: Link, facts: Facts) -> bool:
    """Say whether a link is a line of a body that ends at an organisation or a department.

    It is an end on record: the body answers to it, though it is no step to another body. A post is
    accountable so too; what a post reports is no line, as in upward_step.
    """
    starts = _STARTS_OF_LINES.get(link.kind, ())
    if facts.nodes[link.from_id].kind not in starts:
        return False
    return facts.nodes[link.to_id].kind in ("organisation", "department")


def upward_steps(links: Iterable[Link], facts: Facts) -> dict[str, set[str]]:
    """Return what is one step above each thing, by the upward lines among some links."""
    steps: dict[str, set[str]] = {}
    for link in links:
        if step := upward_step(link, facts):
            steps.setdefault(step[0], set()).add(step[1])
    return steps


def reached(steps: Mapping[str, Iterable[str]], start: str, shut: Container[str] = ()) -> set[str]:
    """Return a thing and all that steps lead to from it, none of them through what is shut."""
    found, left = {start}, [start]
    while left:
        for further in steps.get(left.pop(), ()):
            if further not in found and further not in shut:
                found.add(further)
                left.append(further)
    return found


def upward_graph(facts: Facts, posts: bool = False) -> "nx.DiGraph":
    """Return the upward lines as a directed graph from the lower to the upper end.

    Nodes are ids of bodies (and of posts, if asked for); each edge has "links", the ids of the
    links that make it.
    """
    import networkx as nx

    graph = nx.DiGraph()
    for kind in ("body", "post") if posts else ("body",):
        graph.add_nodes_from(node.id for node in facts.of_kind(kind))
    for link in facts.links_of(*UPWARD_KINDS):
        step = upward_step(link, facts)
        if step and step[0] in graph and step[1] in graph:
            if not graph.has_edge(*step):
                graph.add_edge(*step, links=[])
            graph.edges[step]["links"].append(link.id)
    return graph


def graph_of(names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> "nx.Graph":
    """Return an undirected graph of names and the pairs that are joined."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(names)
    graph.add_edges_from(pairs)
    return graph


def link_graph(facts: Facts, kinds: tuple[str, ...] | None = None) -> "nx.MultiDiGraph":
    """Return links of these kinds (None: all) as a directed multigraph, keyed by link id."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    graph.add_nodes_from(facts.nodes)
    for link in facts.links.values():
        if kinds is None or link.kind in kinds:
            graph.add_edge(link.from_id, link.to_id, key=link.id, kind=link.kind)
    return graph


def contact_graph(facts: Facts) -> "nx.Graph":
    """Return who is joined to whom by any link: bodies, posts, organisations, departments.

    A person's links count as those of each post the person is in; a person in no post stays, so
    that what they join is joined.
    """
    import networkx as nx

    graph = nx.Graph()
    for kind in ("body", "post", "organisation", "department"):
        graph.add_nodes_from(node.id for node in facts.of_kind(kind))
    stand_for = {node: [node] for node in graph}
    for person in facts.of_kind("person"):
        posts = [link.to_id for link in facts.out_links(person.id, "holds")]
        stand_for[person.id] = posts or [person.id]
    for link in facts.links.values():
        for start in stand_for.get(link.from_id, ()):
            for stop in stand_for.get(link.to_id, ()):
                if start != stop:
                    graph.add_edge(start, stop)
    return graph
