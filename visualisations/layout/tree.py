"""Which thing is drawn under which other: groups under boards, hubs under who governs them."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.fact_index import Facts
from graph.facts.identifiers import natural_key
from graph.facts.model import Confidence, Link, Node, Status
from graph.kinds import LINK_KIND
from graph.network import ends_outside, upward_step
from visualisations.layout.grouping import NodeGroup

_LEAD_ORDER = ("accountable_to", "subgroup_of", "reports_to", "convenes", "acts_for")
_UNDER_SITE = ("held_at", "voice_for", "covers", "based_in", "located_in")
# child kind -> (link kind, whether the child is the link's from end), the first that is there
_OTHERWISE: dict[str, tuple[tuple[str, bool], ...]] = {
    "site": (("governs", False), ("oversees", False), ("manages", False), ("delivers", False)),
    "plan": (("has_plan", False), ("owns", False), ("oversees", False)),
    "department": (("part_of", True),),
    "organisation": (("part_of", True),),
    "team": (("part_of", True),),
    "post": (("employed_by", True),),
    "person": (("holds", True), ("employed_by", True)),
    "service": (("oversees", False), ("manages", False)),
}


@dataclass(frozen=True, slots=True)
class ParentEdge:
    """The edge to what a box hangs under: by which link; lead says it is one of accountability."""

    parent: str
    link: str
    lead: bool


def parent_edges(facts: Facts, group_of: Mapping[str, NodeGroup]) -> dict[str, ParentEdge]:
    """Return the parent edge of each group that has one, by group id: a forest, no circle."""
    edges: dict[str, ParentEdge] = {}
    seen: set[str] = set()
    for node in sorted(facts.nodes.values(), key=lambda n: natural_key(n.id)):
        group = group_of[node.id]
        if group.id in seen:
            continue
        seen.add(group.id)
        for edge in _candidates(facts.nodes[group.members[0]], facts, group_of):
            if not _circular(group.id, edge.parent, edges):
                edges[group.id] = edge
                break
    return edges


def ending_outside(facts: Facts, group_of: Mapping[str, NodeGroup]) -> frozenset[str]:
    """Name the groups of bodies with a line to an organisation: they are tops with an end."""
    links = facts.links_of("accountable_to", "reports_to")
    return frozenset(group_of[f.from_id].id for f in links if ends_outside(f, facts))


def _candidates(node: Node, facts: Facts, group_of: Mapping[str, NodeGroup]) -> list[ParentEdge]:
    """List the parent edges a thing could have, the best first."""
    edges = []
    if node.kind == "body":
        for link in sorted(_upward(node, facts), key=_lead_rank):
            upper = link.from_id if LINK_KIND[link.kind].inverse else link.to_id
            if facts.nodes[upper].kind == "body":
                # What acts for a body has a line of its own look, apart from those that lead.
                lead = link.kind != "acts_for"
                edges.append(ParentEdge(group_of[upper].id, link.id, lead))
        sites = [
            f for f in facts.out_links(node.id, *_UNDER_SITE) if facts.nodes[f.to_id].kind == "site"
        ]
        edges += [ParentEdge(group_of[f.to_id].id, f.id, False) for f in sites]
    for kind, outward in _OTHERWISE.get(node.kind, ()):
        for link in facts.out_links(node.id, kind) if outward else facts.in_links(node.id, kind):
            other = link.to_id if outward else link.from_id
            edges.append(ParentEdge(group_of[other].id, link.id, False))
    return edges


def _upward(node: Node, facts: Facts) -> list[Link]:
    links = [*facts.out_links(node.id, *_LEAD_ORDER), *facts.in_links(node.id, "convenes")]
    return [f for f in links if (step := upward_step(f, facts)) and step[0] == node.id]


def _lead_rank(link: Link) -> tuple[bool, bool, int, tuple[tuple[int, int, str], ...]]:
    return (
        link.confidence is Confidence.DISPUTED,
        link.status is not Status.OPERATING,
        _LEAD_ORDER.index(link.kind),
        natural_key(link.id),
    )


def _circular(child: str, parent: str, edges: Mapping[str, ParentEdge]) -> bool:
    above = parent
    while above != child:
        if above not in edges:
            return False
        above = edges[above].parent
    return True
