"""Folds runs of alike numbered things that have the same links: "Family hub 1-23 of 23"."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graph.fact_index import Facts
from graph.facts.identifiers import natural_key
from graph.facts.model import Node

FEWEST = 5
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Fold:
    """Several things drawn as one mark; one thing alone is a fold of one."""

    id: str
    name: str
    members: tuple[str, ...]


def folds(
    facts: Facts,
    fewest: int = FEWEST,
    opened: Collection[str] = (),
    apart: Collection[str] = (),
) -> dict[str, Fold]:
    """Return the fold of each node, by node id; fewest is the shortest run that is folded.

    opened names folds to take apart, together with those of as many things linked to them. What
    stands apart is folded with nothing: each is itself to what is linked with it.

    Things belong together when their names differ in a number only, their attributes are equal
    and their links lead to the same things, or to things that belong together themselves.
    """
    colours: dict[str, str] = {
        node.id: node.id if node.id in apart else _family(node) for node in facts.nodes.values()
    }
    while True:
        finer = {node_id: _with_links(node_id, colours, facts) for node_id in colours}
        names = _short(finer)
        if len(set(names.values())) == len(set(colours.values())):
            break
        colours = names
    together: dict[str, list[str]] = defaultdict(list)
    for node_id in facts.nodes:
        together[colours[node_id]].append(node_id)
    whole = [_fold(members, facts) for members in together.values() if len(members) >= fewest]
    taken = {fold.id for fold in whole if fold.id in opened}
    for fold in [fold for fold in whole if fold.id in taken]:
        near = {
            end for i in fold.members for f in facts.out_links(i) for end in (f.from_id, f.to_id)
        }
        near |= {
            end for i in fold.members for f in facts.in_links(i) for end in (f.from_id, f.to_id)
        }
        same = (one for one in whole if len(one.members) == len(fold.members))
        taken |= {one.id for one in same if near.intersection(one.members)}
    found = {i: fold for fold in whole if fold.id not in taken for i in fold.members}
    alone = {i: _fold([i], facts) for i in facts.nodes if i not in found}
    return {i: found.get(i) or alone[i] for members in together.values() for i in members}


def _family(node: Node) -> str:
    pattern = _NUMBER.sub("#", node.name, count=1)
    if pattern == node.name:
        return node.id
    values = sorted((name, str(value)) for name, value in node.attributes.items())
    return repr((pattern, node.kind, node.status, node.confidence, values))


def _with_links(node_id: str, colours: Mapping[str, str], facts: Facts) -> str:
    out = {("to", f.kind, f.status.value, colours[f.to_id]) for f in facts.out_links(node_id)}
    into = {("from", f.kind, f.status.value, colours[f.from_id]) for f in facts.in_links(node_id)}
    return repr((colours[node_id], sorted(out | into)))


def _short(colours: Mapping[str, str]) -> dict[str, str]:
    """Number the colours, or they grow with every round."""
    numbers = {colour: str(i) for i, colour in enumerate(sorted(set(colours.values())))}
    return {node_id: numbers[colour] for node_id, colour in colours.items()}


def _fold(members: list[str], facts: Facts) -> Fold:
    if len(members) == 1:
        return Fold(members[0], facts.nodes[members[0]].name, (members[0],))
    ordered = sorted(members, key=lambda i: (natural_key(facts.nodes[i].name), i))
    first, last = facts.nodes[ordered[0]].name, facts.nodes[ordered[-1]].name
    numbers = [found.group() for name in (first, last) if (found := _NUMBER.search(name))]
    name = _NUMBER.sub("-".join(numbers), first, count=1)
    return Fold(f"{ordered[0]}~and-alike", name, tuple(ordered))
