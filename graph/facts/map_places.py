"""Where people put things on a map: no fact, but written with facts, and taken back with them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PlacesMoved:
    """That people put things somewhere on a map; None puts a thing back where the layout puts it.

    layout is the name that places are kept under, of each way to draw a map its own. Where no
    thing is named, all of them are put back.
    """

    layout: str
    places: Mapping[str, Place | None]


@dataclass(frozen=True, slots=True)
class PlaceMove:
    """One thing that stands elsewhere on a map than before; None: where the layout puts it."""

    layout: str
    thing: str
    before: Place | None
    after: Place | None


def place_moves(
    asked: Iterable[PlacesMoved], kept: Callable[[str], Mapping[str, Place]]
) -> tuple[PlaceMove, ...]:
    """Return what moves: one for each thing of a layout that comes to stand elsewhere.

    kept returns the places that are kept of a layout.
    """
    before: dict[str, Mapping[str, Place]] = {}
    after: dict[str, dict[str, Place | None]] = {}
    for each in asked:
        if each.layout not in before:
            before[each.layout] = dict(kept(each.layout))
            after[each.layout] = dict(before[each.layout])
        now = after[each.layout]
        now.update(_as_numbers(each.places) if each.places else dict.fromkeys(now))
    return tuple(
        PlaceMove(layout, thing, before[layout].get(thing), place)
        for layout, now in after.items()
        for thing, place in now.items()
        if place != before[layout].get(thing)
    )


def _as_numbers(places: Mapping[str, Place | None]) -> dict[str, Place | None]:
    return {thing: at and (float(at[0]), float(at[1])) for thing, at in places.items()}


def moved_to(moves: Iterable[PlaceMove]) -> dict[str, dict[str, Place | None]]:
    """Return where things stand after some moves, by layout."""
    found: dict[str, dict[str, Place | None]] = {}
    for move in moves:
        found.setdefault(move.layout, {})[move.thing] = move.after
    return found


def put_places(
    kept: dict[tuple[str, str], dict[str, Place]], area: str, moves: Iterable[PlaceMove]
) -> None:
    """Put things where some moves of an area leave them; kept are places by area and layout."""
    for layout, places in moved_to(moves).items():
        there = kept.setdefault((area, layout), {})
        there.update({thing: at for thing, at in places.items() if at})
        for thing in (thing for thing, at in places.items() if not at):
            there.pop(thing, None)


def moved_back(moves: Iterable[PlaceMove]) -> tuple[PlacesMoved, ...]:
    """Return what takes some moves back."""
    found: dict[str, dict[str, Place | None]] = {}
    for move in moves:
        found.setdefault(move.layout, {})[move.thing] = move.before
    return tuple(PlacesMoved(layout, places) for layout, places in found.items())


def to_moves_record(moves: Iterable[PlaceMove]) -> list[list[Any]]:
    """Return moves as JSON: a list of layout, thing, and the two places."""
    return [[move.layout, move.thing, move.before, move.after] for move in moves]


def from_moves_record(record: Iterable[Any]) -> tuple[PlaceMove, ...]:
    """Read moves from their JSON; raises TypeError and ValueError."""
    return tuple(
        PlaceMove(str(layout), str(thing), _place(before), _place(after))
        for layout, thing, before, after in record
    )


def _place(given: Any) -> Place | None:
    if given is None:
        return None
    x, y = given
    return float(x), float(y)
