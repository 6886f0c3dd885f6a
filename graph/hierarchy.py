"""The upward lines of an area's facts: who is above whom, by which way, along which links."""

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

import networkx as nx

from graph.facts.identifiers import natural_key
from graph.facts.model import Link
from graph.kinds import LINK_KIND
from graph.network import UPWARD_KINDS, upward_graph, upward_step
from graph.view import Facts

_INVERSE = tuple(kind for kind in UPWARD_KINDS if LINK_KIND[kind].inverse)
_LINES = tuple(kind for kind in UPWARD_KINDS if kind not in _INVERSE)


class Lines:
    """The lines of accountability of some facts; they never change, so each answer is kept."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._steps: dict[str, dict[str, list[str]]] = {}
        self._found: dict[str, dict[str, list[str]]] = {}
        self._all_below: dict[str, set[str]] = {}

    @cached_property
    def lines(self) -> nx.DiGraph:
        """The upward lines from body to body."""
        return upward_graph(self.facts)

    @cached_property
    def upward_links(self) -> list[Link]:
        """Every link that is an upward line, to a body or a post."""
        return [f for f in self.facts.links_of(*UPWARD_KINDS) if upward_step(f, self.facts)]

    def _upward(self, body_id: str) -> dict[str, list[str]]:
        """Return the bodies one step up, each with the links that make the step."""
        if body_id not in self._steps:
            self._steps[body_id] = self._upward_of(body_id)
        return self._steps[body_id]

    def _upward_of(self, body_id: str) -> dict[str, list[str]]:
        # By look-ups at the body, not on the whole graph: a rule then reads no more than it asks.
        links = (*self.facts.out_links(body_id, *_LINES), *self.facts.in_links(body_id, *_INVERSE))
        found: dict[str, list[str]] = {}
        for link in links:
            step = upward_step(link, self.facts)
            if step and {self.facts.nodes[end].kind for end in step} == {"body"}:
                found.setdefault(step[1], []).append(link.id)
        return found

    def up(self, body_id: str) -> list[str]:
        """Return the bodies one step up."""
        return sorted(self._upward(body_id))

    def _ways(self, body_id: str) -> dict[str, list[str]]:
        """Return a shortest way to every body above one, the first by id where there are more."""
        if body_id not in self._found:
            ways = {body_id: [body_id]}
            level = [body_id]
            while level:
                further: dict[str, list[str]] = {}
                for lower in level:
                    for upper in self.up(lower):
                        way = [*ways[lower], upper]
                        if upper not in ways and way < further.get(upper, [*way, ""]):
                            further[upper] = way
                ways |= further
                level = list(further)
            self._found[body_id] = ways
        return self._found[body_id]

    def line(self, body_id: str) -> list[str]:
        """Return a body and every body above it, nearest first."""
        ways = self._ways(body_id)
        return sorted(ways, key=lambda other: (len(ways[other]), other))

    def below(self, body_id: str) -> set[str]:
        """Return every other body with a line to one."""
        if body_id not in self._all_below:
            self._all_below[body_id] = self._below(body_id)
        return set(self._all_below[body_id])

    def _below(self, body_id: str) -> set[str]:
        found = {body_id}
        left = [body_id]
        while left:
            body = left.pop()
            links = (*self.facts.in_links(body, *_LINES), *self.facts.out_links(body, *_INVERSE))
            for link in links:
                step = upward_step(link, self.facts)
                if step and step[0] not in found and self.facts.nodes[step[0]].kind == "body":
                    found.add(step[0])
                    left.append(step[0])
        return found - {body_id}

    def path(self, lower: str, upper: str) -> list[str] | None:
        """Return the bodies along the shortest line between two, or None."""
        return self._ways(lower).get(upper) if lower in self.facts.nodes else None

    def step_links(self, lower: str, upper: str) -> list[str]:
        """Return the ids of the links that make one step up, in their order."""
        links = self._upward(lower).get(upper, [])
        return sorted(links, key=natural_key) if len(links) > 1 else list(links)

    def path_links(self, path: Iterable[str]) -> list[str]:
        """Return the ids of the links along a path of bodies."""
        return [link for step in pairwise(path) for link in self.step_links(*step)]
