"""A hash of all that the checks say, to see that a faster engine says it to the byte.

Run it in two work trees and compare the lines. It reads every part of every finding, with the facts
as they are shown; remarks; and what is said of each partner. Areas: the bundled ones, the towns of
the tests, areas drawn from everything the model allows, and made ones of the benchmarks; each on
three days, with the switch "treat as complete" and without.
"""

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from benchmarks.checks import AREAS, DAY, LARGE
from benchmarks.made_areas import area, together
from graph.engagement.ranking import engagement_of
from graph.facts.model import Snapshot
from graph.remarks import remarks
from graph.rules.finding import Finding
from graph.rules.run import run
from graph.view import View
from loaders.examples import example, example_slugs
from tests.deciding_town import deciding_town
from tests.full_town import full_town, gap_town
from tests.generated import generated

DAYS = (date(2023, 6, 15), DAY, date(2026, 5, 1))
DRAWN = 300  # small areas drawn at random; every tenth is four times as large


def spoken(finding: Finding) -> Iterator[object]:
    """Yield every part of a finding, the facts as they are read."""
    yield from (finding.id, finding.rule, finding.group, finding.outcome, finding.severity)
    yield from (finding.title, finding.question, finding.sentence, finding.citations)
    yield from (finding.remedy, finding.would_change, finding.day, finding.expected_by)
    yield from (finding.because, finding.answer)
    for one in finding.subjects:
        yield from (one.id, one.name, one.outcome, one.sentence, one.path, one.target, one.facts)
        yield from (one.about, one.first, one.lists, one.assumed, one.because)
    for read in finding.facts:
        yield from (read.id, read.sentence, read.source, read.since, read.until, read.maybe)


def partners(view: View) -> Iterator[object]:
    """Yield what is said of the partners of a day."""
    engagement = engagement_of(view)
    yield from engagement.unscored
    for one in engagement.partners.values():
        yield from (one.id, one.name, one.turnout, one.influence.parts, one.engagement.parts)
        yield from (one.tower, one.label, one.quiet, one.sentence, one.remedies, one.facts)
        yield from (one.places, one.beside, one.totals)


def hashed(snapshots: Iterable[Snapshot]) -> str:
    """Return the number of views and subjects, and the hash of all that is said of them."""
    told, views, subjects = hashlib.sha256(), 0, 0
    for snapshot in snapshots:
        for day in DAYS:
            for complete in (False, True):
                view = View(snapshot, day, complete)
                findings = run(view)
                views, subjects = views + 1, subjects + sum(len(f.subjects) for f in findings)
                for finding in findings:
                    told.update(repr(list(spoken(finding))).encode())
                told.update(repr((remarks(view), list(partners(view)))).encode())
    return f"{views} views, {subjects} subjects: {told.hexdigest()}"


def drawn() -> Iterator[Snapshot]:
    """Yield areas of anything that the model allows."""
    for seed in range(DRAWN):
        yield generated(seed, 56, 160) if seed % 10 == 0 else generated(seed)


def main() -> None:
    """Print a line a sort of area."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=int, default=AREAS, help="how many made areas of 300")
    given = parser.parse_args()
    towns = (full_town, gap_town)
    sorts: dict[str, Callable[[], Iterable[Snapshot]]] = {
        "bundled": lambda: (example(slug).snapshot for slug in example_slugs()),
        "towns": lambda: (*(town().snapshot() for town in towns), deciding_town(), together()),
        "drawn": drawn,
        "made, 300": lambda: (area(f"area-{number}", number) for number in range(given.areas)),
        "made, 2,000": lambda: [area("large", 1, LARGE)],
    }
    for name, snapshots in sorts.items():
        sys.stdout.write(f"{name}: {hashed(snapshots())}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
