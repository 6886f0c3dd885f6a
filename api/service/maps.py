"""The scene of a view, with the places people gave it, for pages, reports and commands."""

from datetime import date

from api.errors import UsageError
from api.service.reader import Reader
from graph.measures.catalogue import MEASURES
from graph.view import View
from visualisations.output import png
from visualisations.overlays.engagement_overlay import engagement_overlay
from visualisations.overlays.measures_overlay import measures_overlay
from visualisations.overlays.overlay import Overlay
from visualisations.scene import Scene, scene_of, without

_MOST = 5000
Places = tuple[tuple[str, tuple[float, float]], ...]
COLOURS = {
    "kind": "Kind of thing",
    "engagement": "How much partners have been seen",
    **{measure.id: measure.title for measure in MEASURES},
}


def drawn(
    reader: Reader,
    view: View,
    layout: str = "columns",
    theme: str = "screen",
    fold: bool = True,
    opened: tuple[str, ...] = (),
    colour: str = "kind",
) -> Scene:
    """Return the scene, built once for a revision, day, switch and what is wanted.

    Raises UsageError where the map holds more than can be drawn.
    """
    area, number = view.snapshot.area, len(view.shown.nodes)
    if number > _MOST:
        raise UsageError(
            f"The map of {area.name} holds {number} things, more than the {_MOST} that can be "
            "drawn: read it as a table."
        )
    asked = (layout, theme, fold, opened, colour)
    return reader.derived(view, _scene, reader, *asked, *_today(reader, view, layout, theme, fold))


def painted(
    reader: Reader,
    view: View,
    layout: str = "columns",
    theme: str = "screen",
    fold: bool = True,
    opened: tuple[str, ...] = (),
    colour: str = "kind",
    hidden: tuple[str, ...] = (),
) -> bytes:
    """Return the scene as a PNG, painted once; hidden are the looks that are left out.

    Raises UsageError as drawn() does, and CannotDraw.
    """
    asked = (layout, theme, fold, opened, colour)
    today = _today(reader, view, layout, theme, fold)
    return reader.derived(view, _painted, reader, hidden, asked, *today)


def _painted(
    view: View,
    reader: Reader,
    hidden: tuple[str, ...],
    asked: tuple[str, str, bool, tuple[str, ...], str],
    today: date,
    places: Places,
) -> bytes:
    scene = drawn(reader, view, *asked)
    return png.draw(without(scene, hidden) if hidden else scene)


def _today(reader: Reader, view: View, layout: str, theme: str, fold: bool) -> tuple[date, Places]:
    """Return what a map depends on besides its view: today, and where people put its things."""
    # What the record has from later is said of it, up to today.
    return date.today(), kept_places(reader, view, layout, theme, fold)


def kept_places(
    reader: Reader, view: View, layout: str = "columns", theme: str = "screen", fold: bool = True
) -> Places:
    """Return the places that people gave the things of a map, as a key can hold them."""
    places = reader.store.places(view.snapshot.area.slug, places_of(layout, theme, fold))
    return tuple(sorted(places.items()))


def _scene(
    view: View,
    reader: Reader,
    layout: str,
    theme: str,
    fold: bool,
    opened: tuple[str, ...],
    colour: str,
    today: date,
    places: Places,
) -> Scene:
    return scene_of(
        view,
        reader.findings(view),
        layout,
        theme,
        dict(places),
        group_alike=fold,
        opened=opened,
        overlay=_overlay(view, colour),
        today=today,
    )


def _overlay(view: View, colour: str) -> Overlay | None:
    if colour == "kind":
        return None
    return engagement_overlay(view) if colour == "engagement" else measures_overlay(view, colour)


def places_of(layout: str, theme: str, fold: bool) -> str:
    """Return the name that places are kept under: each way of drawing has its own."""
    parts = (layout, theme if theme != "screen" else "", "" if fold else "unfolded")
    return " ".join(part for part in parts if part)
