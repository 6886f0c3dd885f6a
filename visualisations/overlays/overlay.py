"""Colours the map by something measured of its things: a band, a bar, a size, and words.

A band has a colour and an edge of its own and is written in the box, and the bar repeats the value,
so that nothing is said by colour alone. What is not measured is drawn plainly.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from visualisations.themes import BLACK, GREY, MARK_LOOKS, WHITE, MarkLook


@dataclass(frozen=True, slots=True)
class Band:
    """How the things of one band are drawn, and what the legend says of them."""

    words: str
    fill: str
    ink: str
    border: str
    border_width: float
    dashes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured of one thing.

    words stand in its box, sentences in its details; value (0 to 1) is drawn as a bar, and size is
    how many times higher its box is.
    """

    band: str
    words: str
    sentences: tuple[str, ...] = ()
    value: float | None = None
    size: float = 1.0


@dataclass(frozen=True, slots=True)
class Overlay:
    """Readings by id of a thing; heading stands over their sentences in the details.

    bar and larger say in the legend what the bar and a higher box mean.
    """

    name: str
    title: str
    heading: str
    bar: str
    larger: str
    bands: Mapping[str, Band]
    readings: Mapping[str, Reading]

    def reading(self, node_id: str) -> Reading | None:
        """Return what was measured of a thing."""
        return self.readings.get(node_id)

    def summary(self, name: Callable[[str], str]) -> tuple[str, ...]:
        """Say the bands in words, for those who do not see them: a sentence for each."""
        found = []
        for band, look in self.bands.items():
            names = sorted(name(i) for i, r in self.readings.items() if r.band == band)
            if names:
                found.append(f"{look.words}: {'; '.join(names)}.")
        return tuple(found)

    def tint(self, node_id: str, sort: str) -> "Tint":
        """Return how a mark of a sort is drawn: by its band, or plainly where it has none."""
        look, reading = MARK_LOOKS[sort], self.readings.get(node_id)
        if reading is None:
            edge = min(look.border_width, 1.5)
            plain = replace(look, fill=WHITE, ink=BLACK, border=GREY, border_width=edge)
            return Tint(sort, "", plain)
        band = self.bands[reading.band]
        drawn = replace(
            look,
            words=band.words,
            fill=band.fill,
            ink=band.ink,
            border=band.border,
            border_width=band.border_width,
            dashes=band.dashes,
        )
        return Tint(f"{sort} {reading.band}", reading.band, drawn, reading.value)


@dataclass(frozen=True, slots=True)
class Tint:
    """How an overlay draws one mark: the name of its look, its band, the look, and its bar."""

    name: str
    band: str
    look: MarkLook
    value: float | None = None
