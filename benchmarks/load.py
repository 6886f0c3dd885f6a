"""Loading 50,000 rows, against python-calamine merely reading the same file, in one run.

Counted is the processor time of this process and of the child that reads the workbook. Python's
collector looks for circles as seldom as in a command.
"""

import gc
import os
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import python_calamine

from api.cli import SELDOM
from graph.facts.changes import Batch, Change
from graph.stores.memory import MemoryStore
from loaders.load_files import load_files
from loaders.tables import read_tables
from loaders.tables.table_writer import OutColumn, OutSheet, write_xlsx

ROWS = 50_000
ROUNDS = 5
KINDS = ("main board", "sub group", "working group", "locality team", "network")


def make(path: Path) -> None:
    """Write 10,000 bodies, 10,000 posts, 15,000 seats and 15,000 links."""
    size = ROWS // 5
    bodies = [
        [f"b{i}", f"Board number {i}", KINDS[i % 5], "strategic", "2021-03", "minutes", f"p{i}"]
        for i in range(size)
    ]
    posts = [[f"p{i}", f"Post number {i}", "senior", "minutes", f"p{i}"] for i in range(size)]
    seats = [[f"p{i % size}", "member", f"b{i * 7 % size}", "yes"] for i in range(ROWS * 3 // 10)]
    links = [
        [f"b{i % size}", "reports to", f"b{(i * 3 + 1) % size}", "2022", f"matter {i}"]
        for i in range(ROWS * 3 // 10)
    ]
    headings = {
        "Bodies": (
            bodies,
            ["Id", "Name", "Kind of body", "Tier", "Since", "Source", "Place in source"],
        ),
        "Posts": (posts, ["Id", "Name", "Grade", "Source", "Place in source"]),
        "Seats": (seats, ["Holder", "Role", "Body", "Voting"]),
        "Links": (links, ["From", "Link", "To", "Since", "Matter"]),
    }
    write_xlsx(
        path,
        [
            OutSheet(name=name, columns=tuple(map(OutColumn, columns)), rows=iter(rows))
            for name, (rows, columns) in headings.items()
        ],
    )


def peer(path: Path) -> None:
    """Read every cell with python-calamine."""
    book = python_calamine.load_workbook(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def tables_only(path: Path) -> None:
    """Read every cell by our guarded reader."""
    for table in read_tables(path):
        for _ in table.rows:
            pass


def load(path: Path) -> None:
    """Read, check and turn into changes."""
    loaded = load_files([path], "bench", None, today=date(2026, 11, 24))
    assert loaded.report.rows == ROWS, loaded.report.sentence
    others = {p.code for p in loaded.report.problems} - {"repeated-row", "link-to-itself"}
    assert not others, others
    changes.append(loaded.changes)


def store(_: Path) -> None:
    """Check once more what was loaded, and settle it into a store in memory."""
    batch = Batch(
        id="bench",
        area="bench",
        who="benchmark",
        when=datetime.now(UTC),
        source="bench.xlsx",
        changes=changes.pop(),
    )
    MemoryStore().apply(batch)


# What load made and store takes, so that each is measured by itself.
changes: list[tuple[Change, ...]] = []


def seconds(work: Callable[[Path], None], path: Path) -> float:
    """Return the processor time of one run, that of children included."""

    began = sum(os.times()[:4])
    work(path)
    return sum(os.times()[:4]) - began


def main() -> None:
    """Run the peer, the reader and the whole in turn, and print medians and ratios."""
    gc.set_threshold(SELDOM)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.xlsx"
        make(path)
        works = {"peer": peer, "tables": tables_only, "load": load, "store": store}
        taken: dict[str, list[float]] = {name: [] for name in works}
        for _ in range(ROUNDS):
            for name, work in works.items():
                taken[name].append(seconds(work, path))
    middle = {name: statistics.median(times) for name, times in taken.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{ROWS} rows, medians of {ROUNDS}: python-calamine {middle['peer']:.2f} s, "
        f"our reader {middle['tables']:.2f} s ({middle['tables'] / middle['peer']:.1f}), "
        f"loaded {middle['load']:.2f} s (ratio {middle['load'] / middle['peer']:.1f}), "
        f"into a store {middle['store']:.2f} s "
        f"(together {(middle['load'] + middle['store']) / middle['peer']:.1f}); "
        f"peak {peak:.0f} MB\n"
    )


if __name__ == "__main__":
    main()
