"""1,000 candidate links on one area, against the same with every line found on NetworkX graphs.

Then what a reader of suggestions waits for: one open finding after another, of a bundled area and
of a made one. Processor time, since the machine may be busy with other work.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property, partial
from random import Random
from unittest.mock import patch

import networkx as nx

from benchmarks import made_areas
from graph.compare import OPEN
from graph.facts.changes import Added
from graph.facts.identifiers import link_id
from graph.facts.model import Area, Fact, Link, Node, Snapshot, Value, snapshot_of
from graph.governance_view import Partnership
from graph.hierarchy import Hierarchy
from graph.kinds import LINK_KIND
from graph.rules import run as engine
from graph.rules.finding import Finding
from graph.rules.registry import RuleContext
from graph.rules.run import RULES, run
from graph.suggestions.search import suggest
from graph.view import View
from graph.what_if import ChangeApplier, apply_to, changed
from loaders.examples import example

CANDIDATES = 1_000
DAY = date(2024, 3, 31)
SLUG = "bench"
KINDS = ("reports_to", "coordinates_with", "member_of", "chairs", "governs", "owns", "oversees")


def things() -> Iterator[Node]:
    """Yield a county's partnership: 60 bodies, 40 organisations, 80 posts, 30 hubs, 10 plans."""

    def made(kind: str, number: int, **attributes: Value) -> Node:
        return Node(
            id=f"{SLUG}/{kind}{number}",
            kind=kind,
            name=f"{kind.capitalize()} {number}",
            attributes=attributes,
        )

    tops = ("main_board", "safeguarding_partnership", "hwb", "icp", "data_board")
    for number in range(60):
        rest = ("sub_group", "locality_team", "advisory_board", "network")[number % 4]
        word = tops[number] if number < len(tops) else rest
        yield made("body", number, body_kind=word)
    sectors = ("la_childrens", "education", "police", "nhs", "icb", "vcs", "la_housing")
    for number in range(40):
        yield made("organisation", number, sector=sectors[number % len(sectors)])
    for number in range(80):
        yield made("post", number, post_kind=("manager", "head_of_service", "dcs")[number % 3])
    for number in range(30):
        yield made("site", number, site_kind="family_hub")
    for number in range(10):
        yield made("plan", number, plan_kind=("annual_plan", "early_help_strategy")[number % 2])


def area() -> Snapshot:
    """Return the county with each body under another and four seats on each."""
    dice = Random(1)
    nodes = {node.id: node for node in things()}
    facts: dict[str, Fact] = {SLUG: Area(slug=SLUG, name="Bench"), **nodes}
    for number in range(6, 60):
        line = link(f"body{number}", "reports_to", f"body{dice.randrange(0, number // 2)}")
        facts[line.id] = line
    for number in range(60):
        for _ in range(4):
            holder = dice.choice([f"post{dice.randrange(80)}", f"organisation{dice.randrange(40)}"])
            seat = link(holder, "member_of", f"body{number}")
            facts[seat.id] = seat
    for number in range(30):
        governs = link(f"body{6 + number}", "governs", f"site{number}")
        facts[governs.id] = governs
    return snapshot_of(facts, SLUG, 1, {})


def link(start: str, kind: str, stop: str) -> Link:
    """Return a link between two of the county's things."""
    ends = f"{SLUG}/{start}", f"{SLUG}/{stop}"
    return Link(id=link_id(SLUG, ends[0], kind, ends[1]), kind=kind, from_id=ends[0], to_id=ends[1])


def candidates(snapshot: Snapshot) -> list[Link]:
    """Return links of seven kinds that are not there, drawn from a seed."""
    dice = Random(2)
    nodes = list(snapshot.nodes.values())
    found: dict[str, Link] = {}
    while len(found) < CANDIDATES:
        kind = dice.choice(KINDS)
        start, stop = dice.choice(nodes), dice.choice(nodes)
        if (start.kind, stop.kind) in LINK_KIND[kind].pairs and start.id != stop.id:
            one = link(start.id.split("/")[1], kind, stop.id.split("/")[1])
            if one.id not in snapshot.links:
                found[one.id] = one
    return list(found.values())


class OnNetworkX(Hierarchy):
    """The peer's hierarchy: every line is found on a NetworkX graph of the whole area."""

    def up(self, body_id: str) -> list[str]:
        """Return the bodies one step up."""
        return sorted(self.graph.successors(body_id)) if body_id in self.graph else []

    def line(self, body_id: str) -> list[str]:
        """Return a body and every body above it, nearest first."""
        if body_id not in self.graph:
            return [body_id]
        steps = nx.single_source_shortest_path_length(self.graph, body_id)
        return sorted(steps, key=lambda other: (steps[other], other))

    def path(self, lower: str, upper: str) -> list[str] | None:
        """Return the bodies along the shortest line between two, or None."""
        if {lower, upper} - set(self.graph) or not nx.has_path(self.graph, lower, upper):
            return None
        return list(min(nx.all_shortest_paths(self.graph, lower, upper)))

    def below(self, body_id: str) -> set[str]:
        """Return every other body with a line to one."""
        return set(nx.ancestors(self.graph, body_id)) if body_id in self.graph else set()

    def step_links(self, lower: str, upper: str) -> list[str]:
        """Return the links that make a step."""
        edge = self.graph.edges.get((lower, upper), {"links": []})
        return list(edge["links"])


class ContextOnNetworkX(RuleContext):
    """What the peer's rules look at."""

    @cached_property
    def firm(self) -> Partnership:
        """The partnership of the operating facts."""
        return Partnership(self.view.firm, OnNetworkX(self.view.firm))

    @cached_property
    def intended(self) -> Partnership:
        """The partnership of the operating, planned and wished for facts."""
        return Partnership(self.view.intended, OnNetworkX(self.view.intended))


def timed(work: Callable[[], object]) -> float:
    """Return the processor time of some work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def trials() -> None:
    """Try every link both ways in turn, and print what each takes and the ratio."""
    snapshot = area()
    view, links = View(snapshot, DAY), candidates(snapshot)
    applier = ChangeApplier(snapshot)

    def ours(one: Link) -> tuple[Finding, ...]:
        return run(changed(view, [Added(one)], applier)[0])

    def peer(one: Link) -> tuple[Finding, ...]:
        with patch.object(engine, "RuleContext", ContextOnNetworkX):
            return engine.run(View(apply_to(snapshot, [Added(one)]), DAY))

    every_tenth = links[::10]
    assert [ours(one) for one in every_tenth] == [peer(one) for one in every_tenth]
    taken: dict[str, list[float]] = {"ours": [], "peer": []}
    for one in links:
        taken["ours"].append(timed(partial(ours, one)))
        taken["peer"].append(timed(partial(peer, one)))
    middle = {name: statistics.median(times) * 1000 for name, times in taken.items()}
    sys.stdout.write(
        f"{len(snapshot.nodes)} things, {len(snapshot.links)} links, {len(RULES)} checks; "
        f"{CANDIDATES} links tried: on NetworkX {middle['peer']:.1f} ms each, what-if "
        f"{middle['ours']:.1f} ms each (medians); ratio {middle['peer'] / middle['ours']:.1f}\n"
    )


def suggestions(name: str, snapshot: Snapshot) -> None:
    """Ask for suggestions for every open finding, and print how long a reader waits for one."""
    view = View(snapshot, DAY)
    asked = [finding.rule for finding in run(view) if finding.answer in OPEN]
    taken = [timed(partial(suggest, view, rule)) for rule in asked]
    sys.stdout.write(
        f"{name} ({len(snapshot.nodes)} things): suggestions for {len(asked)} open findings "
        f"{sum(taken):.1f} s, median {statistics.median(taken):.2f} s, longest {max(taken):.2f} s\n"
    )


def main() -> None:
    """Measure trials, then suggestions."""
    trials()
    suggestions("Coventry", example("coventry").snapshot)
    suggestions("a made area", made_areas.area("made", 0))


if __name__ == "__main__":
    main()
