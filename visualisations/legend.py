"""The legend: only the words and looks that stand on this map."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from visualisations.edges import Line
from visualisations.nodes import Mark
from visualisations.overlays.overlay import Overlay
from visualisations.themes import HIDDEN_BADGES, LINE_LOOKS, MARK_LOOKS, MarkLook

_BADGE_WORDS = {
    "gap": "Gap: something is missing here",
    "silent": "Not recorded here: ask",
    "planned": "Planned here, not so yet",
}


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One entry: what (mark, line, badge or several), its look, its words, and whether hidden."""

    what: str
    look: str
    words: str
    hidden: bool = False
    arrow: bool = False
    mark: MarkLook | None = None
    bar: float | None = None


def legend_of(
    marks: Iterable[Mark],
    lines: Iterable[Line],
    absences: Iterable[Line],
    overlay: Overlay | None = None,
) -> tuple[LegendEntry, ...]:
    """Return the entries for what is on the map, marks before lines before signs."""
    drawn = list(marks)
    sorts = {mark.sort: mark for mark in reversed(drawn) if not (mark.tint and mark.tint.band)}
    looks = {line.look: line for line in (*lines, *absences)}
    signs = {mark.badge.look for mark in drawn if mark.badge}
    entries = [
        LegendEntry("mark", sort, look.words, mark=sorts[sort].look)
        for sort, look in MARK_LOOKS.items()
        if sort in sorts
    ]
    several = next((mark for mark in drawn if mark.count > 1), None)
    if several:
        words = "One box that stands for several alike"
        entries.append(LegendEntry("several", several.look_name, words, mark=several.look))
    entries += [
        LegendEntry("line", name, look.words, looks[name].hidden, looks[name].arrow)
        for name, look in LINE_LOOKS.items()
        if name in looks
    ]
    entries += [
        LegendEntry("badge", name, words, name in HIDDEN_BADGES)
        for name, words in _BADGE_WORDS.items()
        if name in signs
    ]
    return (*(_bands(drawn, overlay) if overlay else ()), *entries)


def unsigned_words(marks: Iterable[Mark]) -> str:
    """Say at how many boxes a sign waits that a picture cannot show on demand."""
    number = sum(mark.badge is not None and mark.badge.look in HIDDEN_BADGES for mark in marks)
    if not number:
        return ""
    boxes = "One box has" if number == 1 else f"{number} boxes have"
    return f"{boxes} more to ask about that is not recorded: the map in words says what."


def _bands(drawn: list[Mark], overlay: Overlay) -> Iterator[LegendEntry]:
    """Explain the bands that stand on the map, and the bar."""
    first = {mark.tint.band: mark for mark in reversed(drawn) if mark.tint}
    for band, look in overlay.bands.items():
        if band in first:
            yield LegendEntry("mark", first[band].look_name, look.words, mark=first[band].look)
    barred = next((mark for mark in drawn if mark.bar is not None), None)
    if barred:
        yield LegendEntry("bar", barred.look_name, overlay.bar, mark=barred.look, bar=0.6)
        plain = overlay.tint("", barred.sort)
        yield LegendEntry("mark", plain.name, overlay.larger, mark=plain.look)
