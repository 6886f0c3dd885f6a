"""What a list of areas shows of each: its name and day, how much is on its map, how it stands."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date

from api.service.reader import Reader
from graph.errors import GraphError
from graph.facts.model import Area
from graph.rules.finding import Answer, Finding
from graph.rules.run import answers
from graph.sentences import newer_words
from graph.store import Edition
from graph.view import View

# Seconds that the end waits for a card under way; the largest area takes one.
_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class AreaCard:
    """An area in a list of areas, as it opens today.

    newer says that the record has facts of later days; "" where all of them show. sizes counts
    what is on the map by kind, totals the checks by their answers.
    """

    area: Area
    day: date
    newer: str
    sizes: Mapping[str, int]
    totals: Mapping[Answer, int]

    @property
    def opens_on_record(self) -> bool:
        """Whether the day is the one that its record describes."""
        return self.area.recorded_as_of is not None


def area_card(reader: Reader, edition: Edition) -> AreaCard:
    """Return the card of an edition of an area, made once a day."""
    return reader.card(edition, _card)


def area_cards(reader: Reader) -> list[AreaCard]:
    """Return the card of every area, by slug; only those are made anew that have changed."""
    return [area_card(reader, summary.edition) for summary in reader.areas()]


@contextmanager
def cards_beforehand(reader: Reader) -> Iterator[None]:
    """Make the cards of all areas in a thread of its own, for as long as the block runs.

    After each it rests as long as that took, so that whoever asks meanwhile is answered first.
    """
    ended = threading.Event()

    def make() -> None:
        # A store that is away is told to whoever asks for the list.
        with suppress(GraphError):
            for summary in reader.areas():
                began = time.monotonic()
                area_card(reader, summary.edition)
                if ended.wait(time.monotonic() - began):
                    return

    thread = threading.Thread(target=make, name="cards", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(_PATIENCE)


def _card(view: View, findings: Sequence[Finding]) -> AreaCard:
    return AreaCard(
        area=view.snapshot.area,
        day=view.day,
        newer=newer_words(view, date.today()),
        sizes=Counter(node.kind for node in view.shown.nodes.values()),
        totals=answers(findings),
    )
