"""What a list of areas shows of each: its name and day, how much is on its map, how it stands."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.service.reader import Reader
from graph.facts.model import Area
from graph.rules.finding import Answer, Finding
from graph.rules.run import answers
from graph.sentences import newer_words
from graph.store import Edition
from graph.view import View, newer_days


@dataclass(frozen=True, slots=True)
class AreaCard:
    """An area in a list of areas, as it opens on the day that the card was made.

    newer says that the record has facts of later days; "" where all of them show. sizes counts
    what is on the map by kind, totals the checks by their answers. lasts says that it is the same
    on every later day: the area opens on the day of its record, and nothing in it is still to come.
    """

    area: Area
    day: date
    newer: str
    sizes: Mapping[str, int]
    totals: Mapping[Answer, int]
    made: date
    lasts: bool

    @property
    def opens_on_record(self) -> bool:
        """Whether the day is the one that its record describes."""
        return self.area.recorded_as_of is not None

    def is_of(self, today: date) -> bool:
        """Say whether it is what would be made of the same edition today."""
        return today == self.made or (self.lasts and today > self.made)


def area_card(reader: Reader, edition: Edition) -> AreaCard:
    """Return the card of an edition of an area, made once a day."""
    return reader.card(edition, _card)


def area_cards(reader: Reader) -> list[AreaCard]:
    """Return the card of every area, by slug; only those are made anew that have changed."""
    return [area_card(reader, summary.edition) for summary in reader.areas()]


def card_at_hand(reader: Reader, edition: Edition, day: date) -> AreaCard | None:
    """Return the card of an edition on a day if it is there; nothing is read or worked out."""
    return reader.card_at_hand(edition, _card, day)


def take_card(reader: Reader, edition: Edition, card: AreaCard) -> None:
    """Give a reader the card of an edition that was made before, where it is still right today."""
    if card.is_of(reader.today()):
        reader.take_card(edition, _card, card)


def _card(view: View, findings: Sequence[Finding], today: date) -> AreaCard:
    on_record = view.snapshot.area.recorded_as_of is not None
    return AreaCard(
        area=view.snapshot.area,
        day=view.day,
        newer=newer_words(view, today),
        sizes=Counter(node.kind for node in view.shown.nodes.values()),
        totals=answers(findings),
        made=today,
        lasts=on_record and not newer_days(view.snapshot.facts().values(), today, date.max),
    )
