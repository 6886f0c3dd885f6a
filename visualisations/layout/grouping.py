"""Groups alike numbered things that have the same links: "Family hub 1-23 of 23" is one box."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graph.fact_index import Facts
from graph.facts.identifiers import natural_key
from graph.facts.model import Node

FEWEST = 5
"""How many alike things make a group: four in a row are still read one by one."""
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class NodeGroup:
    """The ids of the things that one box stands for; one thing alone is a group of one."""

    id: str
    name: str
    members: tuple[str, ...]


def node_groups(
    facts: Facts,
    fewest: int = FEWEST,
    opened: Collection[str] = (),
    apart: Collection[str] = (),
) -> dict[str, NodeGroup]:
    """Return the group of each node, by node id; fewest is the shortest run that is grouped.

    opened names groups to take apart, together with those of as many things linked to them. What
    stands apart is grouped with nothing: each is itself to what is linked with it.

    Things belong together when their names differ in a number only, their attributes are equal
    and their links lead to the same things, or to things that belong together themselves. That is
    colour refinement (Weisfeiler and Lehman, 1968): colours are split by those of neighbours until
    none splits any more.
    """
    colours: dict[str, str] = {
        node.id: node.id if node.id in apart else _family(node) for node in facts.nodes.values()
    }
    while True:
        finer = {node_id: _with_neighbours(node_id, colours, facts) for node_id in colours}
        numbered = _numbered(finer)
        if len(set(numbered.values())) == len(set(colours.values())):
            break
        colours = numbered
    alike: dict[str, list[str]] = defaultdict(list)
    for node_id in facts.nodes:
        alike[colours[node_id]].append(node_id)
    groups = [_group(members, facts) for members in alike.values() if len(members) >= fewest]
    taken_apart = _opened_with_neighbours(groups, opened, facts)
    grouped = {i: group for group in groups if group.id not in taken_apart for i in group.members}
    alone = {i: _group([i], facts) for i in facts.nodes if i not in grouped}
    return {i: grouped.get(i) or alone[i] for members in alike.values() for i in members}


def _opened_with_neighbours(
    groups: Collection[NodeGroup], opened: Collection[str], facts: Facts
) -> set[str]:
    """Return the ids of the opened groups, and of those of as many things linked to them."""
    ids = {group.id for group in groups if group.id in opened}
    for group in [group for group in groups if group.id in ids]:
        links = [f for i in group.members for f in (*facts.out_links(i), *facts.in_links(i))]
        near = {end for link in links for end in (link.from_id, link.to_id)}
        same_size = (other for other in groups if len(other.members) == len(group.members))
        ids |= {other.id for other in same_size if near.intersection(other.members)}
    return ids


def _family(node: Node) -> str:
    pattern = _NUMBER.sub("#", node.name, count=1)
    if pattern == node.name:
        return node.id
    values = sorted((name, str(value)) for name, value in node.attributes.items())
    return repr((pattern, node.kind, node.status, node.confidence, values))


def _with_neighbours(node_id: str, colours: Mapping[str, str], facts: Facts) -> str:
    out = {("to", f.kind, f.status.value, colours[f.to_id]) for f in facts.out_links(node_id)}
    into = {("from", f.kind, f.status.value, colours[f.from_id]) for f in facts.in_links(node_id)}
    return repr((colours[node_id], sorted(out | into)))


def _numbered(colours: Mapping[str, str]) -> dict[str, str]:
    """Number the colours, or they grow with every round."""
    numbers = {colour: str(i) for i, colour in enumerate(sorted(set(colours.values())))}
    return {node_id: numbers[colour] for node_id, colour in colours.items()}


def _group(members: list[str], facts: Facts) -> NodeGroup:
    if len(members) == 1:
        return NodeGroup(members[0], facts.nodes[members[0]].name, (members[0],))
    ordered = sorted(members, key=lambda i: (natural_key(facts.nodes[i].name), i))
    first, last = facts.nodes[ordered[0]].name, facts.nodes[ordered[-1]].name
    numbers = [found.group() for name in (first, last) if (found := _NUMBER.search(name))]
    name = _NUMBER.sub("-".join(numbers), first, count=1)
    return NodeGroup(f"{ordered[0]}~and-alike", name, tuple(ordered))
