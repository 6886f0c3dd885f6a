"""A map after a change: its scene laid out in columns, beside rustworkx placing the same things.

The peer's spring layout, written in Rust, gives a point for each thing: no boxes, words, headings
or routes. Both are given the same things and links. Processor time.
"""

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial

import rustworkx as rx

from benchmarks import made_areas
from graph.rules.run import run
from graph.view import View, default_day
from visualisations.scene import scene_of

SIZES = (300, 500, 1_000, 2_000)
AIM = {500: 1.2}
"""Seconds of a processor that a map of so many things may take after each change."""
_SEEDS = 3


def timed(work: Callable[[], object]) -> float:
    """Return the processor time of some work."""
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def springs(view: View) -> object:
    """Place the things of a view by springs, as rustworkx does."""
    network: rx.PyGraph[str, None] = rx.PyGraph()
    ids = list(view.shown.nodes)
    at = dict(zip(ids, network.add_nodes_from(ids), strict=True))
    links = view.shown.links.values()
    network.add_edges_from([(at[link.from_id], at[link.to_id], None) for link in links])
    return rx.spring_layout(network, seed=1)


def measured(size: int) -> str:
    """Return a line for areas of one size."""
    ours, peer, boxes = [], [], 0
    for seed in range(_SEEDS):
        snapshot = made_areas.area("made", seed, size)
        view = View(snapshot, default_day(snapshot, date.today()))
        findings = run(view)
        peer.append(timed(partial(springs, view)))
        ours.append(timed(partial(scene_of, view, findings)))
        boxes = len(scene_of(view, findings).nodes)
    took, placed = statistics.median(ours), statistics.median(peer)
    aim = f"; the aim is {AIM[size]}" if size in AIM else ""
    return (
        f"{size} things, {boxes} boxes: {took:.2f} s, rustworkx places only {placed:.2f} s, "
        f"ratio {took / placed:.2f}{aim}\n"
    )


def main() -> None:
    """Measure made areas of several sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--things", type=int, nargs="*", default=SIZES)
    for size in parser.parse_args().things:
        sys.stdout.write(measured(size))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
