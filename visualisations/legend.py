"""The legend: only the words and looks that stand on this map."""

from collections.abc import Iterable
from dataclasses import dataclass

from visualisations.lines import Line
from visualisations.marks import Mark
from visualisations.themes import LINE_LOOKS, MARK_LOOKS

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


def legend_of(
    marks: Iterable[Mark], lines: Iterable[Line], absences: Iterable[Line]
) -> tuple[LegendEntry, ...]:
    """Return the entries for what is on the map, marks before lines before signs."""
    drawn = list(marks)
    sorts = {mark.sort for mark in drawn}
    looks = {line.look: line for line in (*lines, *absences)}
    signs = {mark.badge.look for mark in drawn if mark.badge}
    entries = [
        LegendEntry("mark", sort, look.words) for sort, look in MARK_LOOKS.items() if sort in sorts
    ]
    several = next((mark.sort for mark in drawn if mark.count > 1), "")
    if several:
        entries.append(LegendEntry("several", several, "One box that stands for several alike"))
    entries += [
        LegendEntry("line", name, look.words, looks[name].hidden, looks[name].arrow)
        for name, look in LINE_LOOKS.items()
        if name in looks
    ]
    entries += [LegendEntry("badge", n, words) for n, words in _BADGE_WORDS.items() if n in signs]
    return tuple(entries)
