"""Who is in the middle: degree, betweenness, closeness, brokers and communities.

All look at recorded contact of any kind between bodies, posts and organisations. A person counts
as the posts they are in.
"""

import math
from collections.abc import Callable

import networkx as nx

from graph.cancellation import check_cancelled
from graph.measures.measure import Measure, Method, Paper, Values, things
from graph.network import contact_graph
from graph.view import View

_FREEMAN = Paper(
    "Centrality in social networks: conceptual clarification", "Linton C. Freeman", 1978
)
_BETWEEN = Paper("A set of measures of centrality based on betweenness", "Linton C. Freeman", 1977)
_BURT = Paper("Structural Holes: The Social Structure of Competition", "Ronald S. Burt", 1992)
_WASSERMAN = Paper(
    "Social Network Analysis: Methods and Applications",
    "Stanley Wasserman and Katherine Faust",
    1994,
)
_MISSING = Paper("Effects of missing data in social networks", "Gueorgi Kossinets", 2006)
_SAMPLING = Paper(
    "Structural effects of network sampling coverage I: Nodes missing at random",
    "Jeffrey A. Smith and James Moody",
    2013,
)
_CLAUSET = Paper(
    "Finding community structure in very large networks",
    "Aaron Clauset, M. E. J. Newman and Cristopher Moore",
    2004,
)
_FRAGILE = (
    "It changes much when a few things are missing from the map, most of all central ones: "
    "read it only where nearly all seats and lines are recorded."
)


def _degree(view: View) -> Values:
    graph = contact_graph(view.firm)
    return {
        node: (float(number), f"It is joined to {things(number, 'other', 'others')}.")
        for node, number in graph.degree()
    }


def _betweenness(view: View) -> Values:
    found = nx.betweenness_centrality(contact_graph(view.firm))
    said = "of the shortest ways between others, as shares of each pair's, lead through it."
    return {node: (value, f"{value:.0%} {said}") for node, value in found.items()}


def _closeness(view: View) -> Values:
    graph = contact_graph(view.firm)
    values = {}
    for node, value in nx.closeness_centrality(graph).items():
        check_cancelled()
        steps = nx.single_source_shortest_path_length(graph, node)
        reached = len(steps) - 1
        mean = sum(steps.values()) / reached if reached else 0.0
        others = things(reached, "other", "others")
        said = f"It reaches {others} in {mean:.1f} steps on average."
        values[node] = (value, said if reached else "Nothing is recorded that joins it to others.")
    return values


def _each(graph: nx.Graph, measure: Callable[..., dict[str, float]]) -> dict[str, float]:
    """Measure node by node: of 300 things all take half a second, too long to stop in between."""
    found: dict[str, float] = {}
    for node in graph:
        check_cancelled()
        found |= measure(graph, [node])
    return found


def _constraint(view: View) -> Values:
    found = _each(contact_graph(view.firm), nx.constraint)
    return {
        node: (value, "Low: those it is joined to are not joined to each other.")
        for node, value in found.items()
        if not math.isnan(value)
    }


def _effective_size(view: View) -> Values:
    graph = contact_graph(view.firm)
    return {
        node: (
            value,
            f"Of its {things(graph.degree(node), 'contact', 'contacts')}, {value:.1f} "
            "count once those who know each other are taken together.",
        )
        for node, value in _each(graph, nx.effective_size).items()
        if not math.isnan(value)
    }


DEGREE = Measure(
    id="degree",
    title="Most joined",
    unit="others",
    means="How many bodies, posts and organisations a thing is joined to by any recorded link: "
    "where news arrives first, and whose diary is fullest.",
    caution="Contact is not accountability, and what is written about most looks most joined.",
    papers=(_FREEMAN,),
    values=_degree,
)
BETWEENNESS = Measure(
    id="betweenness",
    title="In between",
    unit="share of shortest ways",
    means="How often a thing lies on the shortest way between two others: where messages wait, "
    "and whom a change of person would hit.",
    caution=_FRAGILE,
    papers=(_BETWEEN, _MISSING, _SAMPLING),
    values=_betweenness,
)
CLOSENESS = Measure(
    id="closeness",
    title="Close to all",
    unit="from 0 to 1",
    means="How few steps a thing is from all others: from where the whole partnership can be "
    "told something quickly.",
    caution="It holds up better than being in between when things are missing, but compares "
    "badly across parts of the map that nothing joins.",
    papers=(_FREEMAN, _WASSERMAN, _SAMPLING),
    values=_closeness,
)
CONSTRAINT = Measure(
    id="constraint",
    title="Brokers, by constraint",
    unit="constraint",
    means="A low value: those a thing is joined to are not joined to each other, so that it can "
    "bring together what would not meet, and is missed when it goes.",
    caution=_FRAGILE,
    papers=(_BURT, _MISSING),
    low_first=True,
    values=_constraint,
)
EFFECTIVE_SIZE = Measure(
    id="effective-size",
    title="Brokers, by effective size",
    unit="contacts that count",
    means="How many separate parts of the partnership a thing is joined to: contacts who know "
    "each other count for less.",
    caution=_FRAGILE,
    papers=(_BURT, _MISSING),
    values=_effective_size,
)
COMMUNITIES = Method(
    id="communities",
    title="Groups",
    means="Which bodies, posts and organisations are joined more among themselves than to "
    "others: where a meeting of the two sides may be missing.",
    caution="A group may be no more than what one document describes, and many divisions are "
    "nearly as good as the one shown.",
    papers=(_CLAUSET,),
)


def communities(view: View) -> tuple[tuple[str, ...], ...]:
    """Return groups that are joined more within than to others, the largest first.

    It groups and ranks nothing; things that nothing joins are left out. A group may be no more
    than what one document describes. Source: Clauset, Newman and Moore (2004).
    """
    graph = contact_graph(view.firm)
    graph.remove_nodes_from(list(nx.isolates(graph)))
    if not graph:
        return ()
    found = nx.community.greedy_modularity_communities(graph)
    groups = [tuple(sorted(group)) for group in found]
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))
