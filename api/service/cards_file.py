"""The cards of all areas in a file beside their store, from one start of the service to the next.

It holds nothing that cannot be made again, and may be deleted at any time. Its first line names the
program that wrote it and seals the second, which has the cards: a file of another program, one that
is damaged or none of ours counts as none, and the next one that is written takes its place.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import graph
from api.service import area_cards, reader
from api.service.area_cards import AreaCard
from graph.facts.fact_json import to_record
from graph.rules.finding import Answer
from graph.store import AreaSummary, Edition
from loaders.whole_files import whole_file

# Bytes of the largest file that is read. A card takes 400, so this is room for 80,000 areas.
_MOST = 32 * 2**20


def card_sources() -> list[Path]:
    """Return the files of this program that a card is worked out by: 1 MB."""
    folder = Path(graph.__file__).parent
    ours = [path for path in sorted(folder.rglob("*")) if path.suffix in (".py", ".cypher")]
    return [*ours, *(Path(str(module.__file__)) for module in (area_cards, reader)), Path(__file__)]


def program_seal(sources: Iterable[Path]) -> str:
    """Return what is another text for another version of the program, or other sources."""
    told = hashlib.sha256()
    with suppress(PackageNotFoundError):
        told.update(version("goldenthread").encode())
    for path in sources:
        told.update(f"\n{path.name}\n".encode() + path.read_bytes())
    return told.hexdigest()


class CardsFile:
    """The file of a store at a path, for the program of a seal: by default the one that runs."""

    def __init__(self, path: Path, program: str = "") -> None:
        self.path = path
        # Taken at the start: by the end the sources may be those of a newer program.
        self._program = program or program_seal(card_sources())
        self._there = ""

    def read(self, areas: Iterable[AreaSummary]) -> Iterator[tuple[Edition, AreaCard]]:
        """Yield the cards that are of these editions of areas; none where the file is not whole."""
        told = {one.edition.area: one for one in areas}
        for entry in self._entries():
            summary = told.get(entry["area"])
            if summary and entry["of"] == _of(summary):
                yield summary.edition, _from_entry(entry, summary)

    def _entries(self) -> list[Any]:
        try:
            # It may be a pipe, which is not waited for.
            number = os.open(self.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            with open(number, encoding="utf-8") as file:
                text = file.read(_MOST)
        except (OSError, ValueError):
            return []
        head, _, body = text.partition("\n")
        if head != self._head(body):
            return []
        self._there = text
        return list(json.loads(body))

    def write(self, cards: Iterable[tuple[AreaSummary, AreaCard]]) -> None:
        """Put these cards into the file, whole or not at all, where they are others than before.

        Only the user can read it. Where the disk refuses it, the cards are made again next time.
        """
        entries = [_entry(*one) for one in cards]
        body = json.dumps(entries, separators=(",", ":"))
        text = f"{self._head(body)}\n{body}"
        if text == self._there or not (entries or self._there):
            return
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
        with suppress(OSError), whole_file(self.path) as part:
            with open(os.open(part, flags, 0o600), "w", encoding="utf-8") as file:
                file.write(text)
            self._there = text

    def _head(self, body: str) -> str:
        seal = hashlib.sha256(f"{self._program}\n{body}".encode()).hexdigest()
        return json.dumps({"cards": "of Golden Thread", "program": self._program, "seal": seal})


def _of(summary: AreaSummary) -> list[Any]:
    """Return what a card was made of, as far as the store says it without reading the area.

    The edition alone would do, but for a store that somebody put back to an earlier copy by hand.
    """
    edition = summary.edition
    counted = [edition.incarnation, edition.revision, summary.nodes, summary.links]
    return [*counted, to_record(summary.area)]


def _entry(summary: AreaSummary, card: AreaCard) -> Mapping[str, Any]:
    return {
        "area": summary.edition.area,
        "of": _of(summary),
        "made": card.made.isoformat(),
        "lasts": card.lasts,
        "day": card.day.isoformat(),
        "newer": card.newer,
        "sizes": card.sizes,
        "totals": card.totals,
    }


def _from_entry(entry: Mapping[str, Any], summary: AreaSummary) -> AreaCard:
    return AreaCard(
        area=summary.area,
        day=date.fromisoformat(entry["day"]),
        newer=entry["newer"],
        sizes=Counter(entry["sizes"]),
        totals={Answer(word): count for word, count in entry["totals"].items()},
        made=date.fromisoformat(entry["made"]),
        lasts=entry["lasts"],
    )
