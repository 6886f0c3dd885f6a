"""The upward lines of an area's facts: who is above whom, by which way, along which links."""

from collections.abc import Iterable
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING

from graph.fact_index import Facts
from graph.facts.identifiers import natural_key
from graph.facts.model import Link
from graph.network import INVERSE_KINDS, UPWARD_KINDS, upward_graph, upward_step, upward_steps

if TYPE_CHECKING:
    import networkx as nx

_LINES = tuple(kind for kind in UPWARD_KINDS if kind not in INVERSE_KINDS)


class Hierarchy:
    """The lines of accountability of some facts; they never change, so each answer is kept."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._steps_up: dict[str, dict[str, list[str]]] = {}
        self._paths_up: dict[str, dict[str, list[str]]] = {}
        self._lines_up: dict[str, list[str]] = {}
        self._bodies_below: dict[str, set[str]] = {}
        self._acted_for: dict[str, list[str]] = {}

    @cached_property
    def graph(self) -> "nx.DiGraph":
        """The upward lines from body to body."""
        return upward_graph(self.facts)

    @cached_property
    def upward_links(self) -> list[Link]:
        """Every link that is an upward line, to a body or a post."""
        return [f for f in self.facts.links_of(*UPWARD_KINDS) if upward_step(f, self.facts)]

    @cached_property
    def circles(self) -> list[set[str]]:
        """The bodies that answer to each other in a circle, those of each circle together."""
        nodes = self.facts.nodes
        links = [
            f for f in self.upward_links if nodes[f.from_id].kind == nodes[f.to_id].kind == "body"
        ]
        try:
            TopologicalSorter(upward_steps(links, self.facts)).prepare()
        except CycleError:
            import networkx as nx  # 0.1 s to load, for the few areas that have a circle

            parts = nx.strongly_connected_components(self.graph)
            return [part for part in parts if len(part) > 1 and self.steps_apart(part)]
        return []

    def steps_apart(self, part: set[str]) -> list[tuple[str, str]]:
        """Return the steps between some bodies, but those between a body and its executive.

        Such two are one: a line between them makes no circle.
        """
        steps = [(lower, upper) for lower in sorted(part) for upper in self.up(lower)]
        return [
            (lower, upper)
            for lower, upper in steps
            if upper in part
            and not self.is_own_executive(lower, upper)
            and not self.is_own_executive(upper, lower)
        ]

    @cached_property
    def has_executives(self) -> bool:
        """Whether any body acts for another: most maps have none, and need not look."""
        return bool(self.facts.links_of("acts_for"))

    def is_own_executive(self, acting_id: str, body_id: str) -> bool:
        """Say whether a body acts for another, itself or through one that does."""
        return self.has_executives and body_id in self.acted_for(acting_id)

    def acted_for(self, body_id: str) -> list[str]:
        """Return the bodies that one acts for, and that those act for, nearest first."""
        if not self.has_executives:
            return []
        if body_id not in self._acted_for:
            self._acted_for[body_id] = self._follow(body_id, forward=True)
        return list(self._acted_for[body_id])

    def acting(self, body_id: str) -> list[str]:
        """Return the bodies that act for one, and that act for those, nearest first."""
        return self._follow(body_id, forward=False)

    def _follow(self, body_id: str, *, forward: bool) -> list[str]:
        if not self.has_executives:
            return []
        facts = self.facts
        found, left = [body_id], [body_id]
        while left:
            at = left.pop(0)
            if forward:
                ends = [link.to_id for link in facts.out_links(at, "acts_for")]
            else:
                ends = [link.from_id for link in facts.in_links(at, "acts_for")]
            new = [end for end in ends if end not in found]
            found += new
            left += new
        return found[1:]

    def _steps(self, body_id: str) -> dict[str, list[str]]:
        """Return the bodies one step up, by id, each with the links that make the step."""
        if body_id not in self._steps_up:
            self._steps_up[body_id] = self._find_steps(body_id)
        return self._steps_up[body_id]

    def _find_steps(self, body_id: str) -> dict[str, list[str]]:
        # By look-ups at the body, not on the whole graph: a rule then reads no more than it asks.
        facts = self.facts
        links = facts.out_links(body_id, *_LINES)
        if inverse := facts.in_links(body_id, *INVERSE_KINDS):
            links = sorted((*links, *inverse), key=lambda link: natural_key(link.id))
        found: dict[str, list[str]] = {}
        for link in links:
            step = upward_step(link, facts)
            if step and facts.nodes[step[0]].kind == facts.nodes[step[1]].kind == "body":
                found.setdefault(step[1], []).append(link.id)
        return dict(sorted(found.items())) if len(found) > 1 else found

    def up(self, body_id: str) -> list[str]:
        """Return the bodies one step up."""
        return list(self._steps(body_id))

    def _paths(self, body_id: str) -> dict[str, list[str]]:
        """Return a shortest path to every body above one, the first by id where there are more."""
        if body_id not in self._paths_up:
            paths = {body_id: [body_id]}
            level = [body_id]
            while level:
                further: dict[str, list[str]] = {}
                for lower in level:
                    for upper in self._steps(lower):
                        # Both loops go by id, so the path found first is the first by id.
                        if upper not in paths and upper not in further:
                            further[upper] = [*paths[lower], upper]
                paths |= further
                level = list(further)
            self._paths_up[body_id] = paths
        return self._paths_up[body_id]

    def line(self, body_id: str) -> list[str]:
        """Return a body and every body above it, nearest first."""
        if body_id not in self._lines_up:
            paths = self._paths(body_id)
            nearest = sorted(paths, key=lambda other: (len(paths[other]), other))
            self._lines_up[body_id] = nearest
        return list(self._lines_up[body_id])

    def below(self, body_id: str) -> set[str]:
        """Return every other body with a line to one."""
        if body_id not in self._bodies_below:
            self._bodies_below[body_id] = self._find_below(body_id)
        return set(self._bodies_below[body_id])

    def _find_below(self, body_id: str) -> set[str]:
        facts, found, left = self.facts, {body_id}, [body_id]
        while left:
            body = left.pop()
            links = (*facts.in_links(body, *_LINES), *facts.out_links(body, *INVERSE_KINDS))
            for link in links:
                step = upward_step(link, facts)
                if step and step[0] not in found and facts.nodes[step[0]].kind == "body":
                    found.add(step[0])
                    left.append(step[0])
        return found - {body_id}

    def path(self, lower: str, upper: str) -> list[str] | None:
        """Return the bodies along the shortest line between two, or None."""
        return self._paths(lower).get(upper) if lower in self.facts.nodes else None

    def step_links(self, lower: str, upper: str) -> list[str]:
        """Return the ids of the links that make one step up, in their order."""
        return list(self._steps(lower).get(upper, ()))

    def path_links(self, path: Iterable[str]) -> list[str]:
        """Return the ids of the links along a path of bodies."""
        return [link for step in pairwise(path) for link in self.step_links(*step)]
