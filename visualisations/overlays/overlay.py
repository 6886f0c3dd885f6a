"""Colours the map by something measured of its things: a band, a bar, a size, and words.

A band has a colour and an edge of its own and is written in the box, and the bar repeats the value,
so that nothing is said by colour alone. What is not measured is drawn plainly.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from visualisations.themes import BLACK, GREY, NODE_STYLES, WHITE, NodeStyle

_PLAIN_EDGE = 1.5  # pixels at most, so that what is measured stands out in black and white too


@dataclass(frozen=True, slots=True)
class Band:
    """How the things of one band are drawn, and what the legend says of them.

    Widths and dashes are pixels, as those of a NodeStyle.
    """

    words: str
    fill: str
    ink: str
    border: str
    border_width: float
    dashes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OverlayReading:
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
    readings: Mapping[str, OverlayReading]

    def reading(self, node_id: str) -> OverlayReading | None:
        """Return what was measured of a thing."""
        return self.readings.get(node_id)

    def summary(self, name: Callable[[str], str]) -> tuple[str, ...]:
        """Say the bands in words, for those who do not see them: a sentence for each."""
        sentences = []
        for name_of_band, band in self.bands.items():
            names = sorted(name(i) for i, r in self.readings.items() if r.band == name_of_band)
            if names:
                sentences.append(f"{band.words}: {'; '.join(names)}.")
        return tuple(sentences)

    def tint(self, node_id: str, look: str) -> "Tint":
        """Return how the box of a look is drawn: by its band, or plainly where it has none."""
        style, reading = NODE_STYLES[look], self.readings.get(node_id)
        if reading is None:
            edge = min(style.border_width, _PLAIN_EDGE)
            plain = replace(style, fill=WHITE, ink=BLACK, border=GREY, border_width=edge)
            return Tint(look, "", plain)
        band = self.bands[reading.band]
        coloured = replace(
            style,
            words=band.words,
            fill=band.fill,
            ink=band.ink,
            border=band.border,
            border_width=band.border_width,
            dashes=band.dashes,
        )
        return Tint(f"{look} {reading.band}", reading.band, coloured, reading.value)


@dataclass(frozen=True, slots=True)
class Tint:
    """How an overlay draws one box: the name of its style, its band, the style, and its bar."""

    name: str
    band: str
    style: NodeStyle
    value: float | None = None
