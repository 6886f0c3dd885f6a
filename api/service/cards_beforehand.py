"""The cards of all areas made before anybody asks: at the start of the service, and each day."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date

from api.access.persons import SERVICE, acting_as
from api.service.area_cards import area_card, card_at_hand, take_card
from api.service.cards_file import CardsFile
from api.service.reader import Reader
from graph.errors import GraphError

# Seconds that the end waits for a card under way; the largest area takes one.
_PATIENCE = 5.0
# Seconds between two looks at the clock: the machine may have slept at midnight.
_TICK = 60.0


@contextmanager
def cards_beforehand(reader: Reader, file: CardsFile | None = None) -> Iterator[None]:
    """Make the cards of all areas in a thread of its own, and again each day, while the block runs.

    After each it rests as long as that took, so that whoever asks meanwhile is answered first. Of
    a file those are taken that are still right; it is written once all are made, and at the end.
    """
    with acting_as(SERVICE):
        if file:
            _take(reader, file)
    ended = threading.Event()
    making = (reader, file, ended)
    thread = threading.Thread(target=_make_each_day, args=making, name="cards", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(_PATIENCE)
        if file:
            with acting_as(SERVICE):
                _write(reader, file)


def _make_each_day(reader: Reader, file: CardsFile | None, ended: threading.Event) -> None:
    with acting_as(SERVICE):
        _make_until_ended(reader, file, ended)


def _make_until_ended(reader: Reader, file: CardsFile | None, ended: threading.Event) -> None:
    while True:
        today = reader.today()
        # A store that is away is told to whoever asks for the list.
        with suppress(GraphError):
            if not _make(reader, ended):
                return
        if file:
            _write(reader, file)
        while reader.today() == today:
            if ended.wait(_TICK):
                return
        with suppress(GraphError):
            _take_along(reader, today)


def _make(reader: Reader, ended: threading.Event) -> bool:
    """Make the cards that are not there; False where the end came first."""
    for summary in reader.areas():
        began = time.monotonic()
        area_card(reader, summary.edition)
        if ended.wait(time.monotonic() - began):
            return False
    return True


def _take(reader: Reader, file: CardsFile) -> None:
    with suppress(GraphError):
        for edition, card in file.read(reader.areas()):
            take_card(reader, edition, card)


def _take_along(reader: Reader, day: date) -> None:
    """Take those cards of an earlier day that are the same today."""
    for summary in reader.areas():
        card = card_at_hand(reader, summary.edition, day)
        if card:
            take_card(reader, summary.edition, card)


def _write(reader: Reader, file: CardsFile) -> None:
    today = reader.today()
    with suppress(GraphError):
        found = ((one, card_at_hand(reader, one.edition, today)) for one in reader.areas())
        file.write([(summary, card) for summary, card in found if card])
