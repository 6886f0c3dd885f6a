"""Which thing is drawn under which other: groups under boards, hubs under who governs them."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.fact_index import Facts
from graph.facts.identifiers import natural_key
from graph.facts.model import Confidence, Link, Node, Status
from graph.kinds import LINK_KIND
from graph.network import upward_step
from visualisations.layout.grouping import Fold

_LEAD_ORDER = ("accountable_to", "subgroup_of", "reports_to", "convenes")
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
class Hook:
    """What a thing hangs under, and by which link; lead says it is a line of accountability."""

    parent: str
    link: str
    lead: bool


def hang(facts: Facts, fold_of: Mapping[str, Fold]) -> dict[str, Hook]:
    """Return the hook of each fold that has one; following hooks never goes in a circle."""
    hooks: dict[str, Hook] = {}
    seen: set[str] = set()
    for node in sorted(facts.nodes.values(), key=lambda n: natural_key(n.id)):
        fold = fold_of[node.id]
        if fold.id in seen:
            continue
        seen.add(fold.id)
        for hook in _wanted(facts.nodes[fold.members[0]], facts, fold_of):
            if not _circular(fold.id, hook.parent, hooks):
                hooks[fold.id] = hook
                break
    return hooks


def _wanted(node: Node, facts: Facts, fold_of: Mapping[str, Fold]) -> list[Hook]:
    """List the hooks a thing could have, the best first."""
    found = []
    if node.kind == "body":
        for link in sorted(_upward(node, facts), key=_lead_rank):
            upper = link.from_id if LINK_KIND[link.kind].inverse else link.to_id
            if facts.nodes[upper].kind == "body":
                found.append(Hook(fold_of[upper].id, link.id, True))
        sites = [
            f for f in facts.out_links(node.id, *_UNDER_SITE) if facts.nodes[f.to_id].kind == "site"
        ]
        found += [Hook(fold_of[f.to_id].id, f.id, False) for f in sites]
    for kind, outward in _OTHERWISE.get(node.kind, ()):
        for link in facts.out_links(node.id, kind) if outward else facts.in_links(node.id, kind):
            other = link.to_id if outward else link.from_id
            found.append(Hook(fold_of[other].id, link.id, False))
    return found


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


def _circular(child: str, parent: str, hooks: Mapping[str, Hook]) -> bool:
    above = parent
    while above != child:
        if above not in hooks:
            return False
        above = hooks[above].parent
    return True
