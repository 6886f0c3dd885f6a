"""The bundled areas as views, for pictures of real maps."""

from datetime import date
from functools import cache
from pathlib import Path

import loaders
from graph.rules.finding import Finding
from graph.rules.run import run
from graph.view import View, default_day
from loaders.archive import read_archive

BUNDLED = Path(loaders.__file__).parent / "bundled"
AREAS = tuple(sorted(path.stem for path in BUNDLED.glob("*.jsonl")))


@cache
def area(slug: str, complete: bool = False) -> tuple[View, tuple[Finding, ...]]:
    """Return an area as it opens, with its findings."""
    snapshot = read_archive(BUNDLED / f"{slug}.jsonl").snapshot
    view = View(snapshot, default_day(snapshot, date(2026, 1, 1)), complete)
    return view, run(view)
