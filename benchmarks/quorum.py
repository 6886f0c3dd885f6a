"""Quorum under stress: ours against trying every set of absent organisations (itertools).

The peer tries sets of 0, 1, 2 ... organisations until one stops the body, and then all of that
size: the plain way to an exact answer. Boards are made: seats of organisations, some of which have
several, and classes by their sectors. Aim: under 50 ms for 40 seats.

    .venv/bin/python -m benchmarks.quorum
"""

import random
import sys
from collections.abc import Iterable
from itertools import combinations
from statistics import median
from time import process_time

from graph.facts.model import Node
from graph.quorum import ClassOfQuorum, Quorum, Reach
from graph.quorum_stress import SeatGroup, smallest
from graph.seated_holders import SeatedHolder

# Seats, organisations, the quorum, and how many of each of six sectors it asks for.
BOARDS = ((12, 12, 5, 1), (24, 18, 12, 2), (40, 26, 20, 3), (40, 40, 34, 0))
SECTORS = ("council", "health", "police", "vcfs", "education", "families")
RUNS = 15


def board(
    seats: int, organisations: int, least: int, of_class: int
) -> tuple[Quorum, list[SeatGroup]]:
    """Return a board that is always the same for the same numbers."""
    chance = random.Random(f"{seats} {organisations} {least} {of_class}")
    node = Node(id="made/member", kind="post", name="Member")
    holders = [
        SeatedHolder(f"h{i}", (node,), (), None, frozenset(), (), None, False, 1)
        for i in range(seats)
    ]
    group_of = [i if i < organisations else chance.randrange(organisations) for i in range(seats)]
    sector_of = [SECTORS[i % len(SECTORS)] for i in range(organisations)]
    groups = [
        SeatGroup(f"g{g}", f"G{g}", tuple(f"h{i}" for i in range(seats) if group_of[i] == g))
        for g in range(organisations)
    ]
    classes = tuple(
        ClassOfQuorum(
            sector, sector, of_class,
            tuple(f"h{i}" for i in range(seats) if sector_of[group_of[i]] == sector), (),
        )
        for sector in SECTORS
    )  # fmt: skip
    body = Node(id="made/board", kind="body", name="Board")
    return Quorum(body, least, tuple(holders), classes if of_class else ()), groups


def unlike() -> tuple[Quorum, list[SeatGroup]]:
    """Return forty seats of which no two can stand in for each other, the hardest there is."""
    quorum, groups = board(40, 40, 31, 0)
    classes = []
    for bit in range(5):
        own = tuple(f"h{i}" for i in range(40) if i >> bit & 1)
        classes.append(ClassOfQuorum(f"{bit}", f"{bit}", len(own) - 5, own, ()))
    return Quorum(quorum.body, 31, quorum.holders, tuple(classes)), groups


def every_set(quorum: Quorum, groups: Iterable[SeatGroup]) -> int:
    """Try every set by size; return how many of the first size stop it."""
    away = [frozenset(group.holders) for group in groups]
    classes = [(frozenset(one.surely), one.least) for one in quorum.classes]
    everybody = frozenset(holder.id for holder in quorum.holders)
    least = quorum.least or 0
    for size in range(len(away) + 1):
        stopping = 0
        for absent in combinations(away, size):
            there = everybody.difference(*absent)
            if len(there) < least or any(len(there & own) < of for own, of in classes):
                stopping += 1
        if stopping:
            return stopping
    return 0


def main() -> None:
    """Time both on each board."""
    write = sys.stdout.write
    write("seats  organisations  fewest     sets       ours      every set    ratio\n")
    for quorum, groups in (*(board(*numbers) for numbers in BOARDS), unlike()):
        assert quorum.reach() is Reach.YES
        times = []
        for _ in range(RUNS):
            began = process_time()
            found = smallest(quorum, groups, surely=True)
            times.append(process_time() - began)
        began = process_time()
        stopping = every_set(quorum, groups)
        peer = process_time() - began
        assert found.number in (None, stopping), (found.number, stopping)
        ours = median(times)
        write(
            f"{len(quorum.holders):>5} {len(groups):>14} {found.size:>7} {stopping:>8} "
            f"{ours * 1000:>8.2f} ms {peer * 1000:>10.1f} ms {ours / peer:>8.5f}\n"
        )


if __name__ == "__main__":
    main()
