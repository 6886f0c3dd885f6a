"""Every check of one area and of England, against rustworkx reaching the tops.

Python's collector looks for circles as seldom as in a command.

One area is the bundled records laid together, joined as closely as real ones are; the other,
and each of England, has 300 nodes and is made with a seed, three times as closely joined.

The peer builds the same graph, nodes and every link, and finds which statutory partnerships and
boards the lines of each main board reach: one question of the many that the checks answer.
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import rustworkx as rx

from api.cli import SELDOM
from benchmarks.made_areas import NODES, area, together
from graph.body_kinds import TOP_KINDS, is_top
from graph.facts.model import Link, Snapshot
from graph.governance_view import Partnership
from graph.network import UPWARD_KINDS
from graph.rules.finding import Finding
from graph.rules.run import RULES, run
from graph.view import View

AREAS = 153
LARGE = 2_000
ROUNDS = 5
DAY = date(2024, 3, 31)
Reached = dict[str, set[str]]


def peer(snapshot: Snapshot) -> Reached:
    """Build the graph with rustworkx and return which tops the lines of each main board reach."""
    built = rx.PyDiGraph()
    nodes = list(snapshot.nodes.values())
    numbers = dict(zip(snapshot.nodes, built.add_nodes_from(nodes), strict=True))
    built.add_edges_from(list(_edges(snapshot, numbers)))
    lines = built.edge_subgraph(
        [
            (start, stop)
            for start, stop, link in built.weighted_edge_list()
            if link.kind in UPWARD_KINDS
        ]
    )
    found: Reached = {}
    for node, number in zip(nodes, numbers.values(), strict=True):
        if node.text("body_kind") == "main_board":
            above = (nodes[i] for i in rx.descendants(lines, number))
            found[node.id] = {one.id for one in above if one.text("body_kind") in TOP_KINDS}
    return found


def _edges(snapshot: Snapshot, numbers: dict[str, int]) -> Iterator[tuple[int, int, Link]]:
    for link in snapshot.links.values():
        start, stop = numbers[link.from_id], numbers[link.to_id]
        yield (stop, start, link) if link.kind == "convenes" else (start, stop, link)


def checks(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Run all the checks of an area as it is read from a store: nothing of it is kept before."""
    return run(View(snapshot, DAY))


def reached(snapshot: Snapshot) -> Reached:
    """Return what the checks see of the peer's question, to compare the answers."""
    partnership = Partnership(View(snapshot, DAY).firm)
    nodes = partnership.facts.nodes
    return {
        main.id: {b for b in partnership.hierarchy.line(main.id)[1:] if is_top(nodes[b])}
        for main in partnership.mains
    }


def seconds(work: Callable[[Snapshot], object], areas: Sequence[Snapshot]) -> float:
    """Return the CPU time of one run over some areas."""
    gc.collect()
    began = time.process_time()
    for one in areas:
        work(one)
    return time.process_time() - began


def compare(name: str, areas: Sequence[Snapshot], rounds: int) -> None:
    """Run peer and checks in turn, and print the medians and their ratio."""
    taken: dict[str, list[float]] = {"peer": [], "checks": []}
    for _ in range(rounds):
        taken["peer"].append(seconds(peer, areas))
        taken["checks"].append(seconds(checks, areas))
    middle = {who: statistics.median(times) * 1000 for who, times in taken.items()}
    ratio = middle["checks"] / middle["peer"]
    nodes, links = sum(len(a.nodes) for a in areas), sum(len(a.links) for a in areas)
    sys.stdout.write(
        f"{name} ({nodes} nodes, {links} links), CPU time, medians of {rounds}: rustworkx "
        f"{middle['peer']:.2f} ms, {len(RULES)} checks {middle['checks']:.1f} ms, "
        f"best {min(taken['checks']) * 1000:.1f} ms, ratio {ratio:.0f}\n"
    )


def check(one: Snapshot) -> Snapshot:
    """See that the peer and the checks give the same answer, and that there is one a rule."""
    assert peer(one) == reached(one)
    assert len(checks(one)) == len(RULES)
    return one


def main() -> None:
    """See that both give the same answers, and compare; England last, for it fills the memory."""
    gc.set_threshold(SELDOM)
    compare("the bundled records as one area", [check(together())], 5 * ROUNDS)
    first = check(area("area-0", 0))
    assert len(first.nodes) == NODES, len(first.nodes)
    compare("one made area", [first], 5 * ROUNDS)
    compare("one made area of 2,000", [check(area("large", 1, LARGE))], 2 * ROUNDS)
    england = [check(area(f"area-{number}", number)) for number in range(AREAS)]
    compare(f"England, {AREAS} areas", england, ROUNDS)


if __name__ == "__main__":
    main()
