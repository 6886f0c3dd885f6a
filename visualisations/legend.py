"""The legend: only the words and looks that stand on this map."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from visualisations.edges import DrawnEdge
from visualisations.nodes import NodeBox
from visualisations.overlays.overlay import Overlay
from visualisations.themes import BADGE_STYLES, EDGE_STYLES, NODE_STYLES, NodeStyle

_SAMPLE_BAR = 0.6  # how full the bar of a sample is: neither all nor none


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One entry: what (mark, line, badge, several or bar), its look, its words, if hidden.

    style is that of a box, bar how full its bar is; an edge may have an arrow.
    """

    what: str
    look: str
    words: str
    hidden: bool = False
    arrow: bool = False
    style: NodeStyle | None = None
    bar: float | None = None


def legend_of(
    nodes: Iterable[NodeBox],
    edges: Iterable[DrawnEdge],
    missing: Iterable[DrawnEdge],
    overlay: Overlay | None = None,
) -> tuple[LegendEntry, ...]:
    """Return the entries for what is on the map, boxes before edges before signs."""
    boxes = list(nodes)
    plain = {box.look: box for box in reversed(boxes) if not (box.tint and box.tint.band)}
    drawn = {edge.look: edge for edge in (*edges, *missing)}
    signs = {box.badge.look for box in boxes if box.badge}
    entries = [
        LegendEntry("mark", look, style.words, style=plain[look].style)
        for look, style in NODE_STYLES.items()
        if look in plain
    ]
    several = next((box for box in boxes if box.count > 1), None)
    if several:
        words = "One box that stands for several alike"
        entries.append(LegendEntry("several", several.style_name, words, style=several.style))
    entries += [
        LegendEntry("line", look, style.words, drawn[look].hidden, drawn[look].arrow)
        for look, style in EDGE_STYLES.items()
        if look in drawn
    ]
    entries += [
        LegendEntry("badge", look, style.words, style.hidden)
        for look, style in BADGE_STYLES.items()
        if look in signs
    ]
    return (*(_bands(boxes, overlay) if overlay else ()), *entries)


def unsigned_words(nodes: Iterable[NodeBox]) -> str:
    """Say at how many boxes a sign waits that a picture cannot show on demand."""
    number = sum(box.badge is not None and BADGE_STYLES[box.badge.look].hidden for box in nodes)
    if not number:
        return ""
    boxes = "One box has" if number == 1 else f"{number} boxes have"
    return f"{boxes} more to ask about that is not recorded: the map in words says what."


def short_words(nodes: Iterable[NodeBox]) -> str:
    """Say what the short names in boxes stand for; "" where there are none."""
    named = [f"{box.short} is {box.name}" for box in nodes if box.short]
    return f"Short names: {'; '.join(named)}." if named else ""


def _bands(boxes: list[NodeBox], overlay: Overlay) -> Iterator[LegendEntry]:
    """Explain the bands that stand on the map, and the bar."""
    first = {box.tint.band: box for box in reversed(boxes) if box.tint}
    for name, band in overlay.bands.items():
        if name in first:
            box = first[name]
            yield LegendEntry("mark", box.style_name, band.words, style=box.style)
    barred = next((box for box in boxes if box.bar is not None), None)
    if barred:
        style = barred.style
        yield LegendEntry("bar", barred.style_name, overlay.bar, style=style, bar=_SAMPLE_BAR)
        plain = overlay.tint("", barred.look)
        yield LegendEntry("mark", plain.name, overlay.larger, style=plain.style)
