"""The scene of a view, with the places people gave it, for pages, reports and commands."""

from api.errors import UsageError
from api.reader import Reader
from graph.view import View
from visualisations.scene import Scene, scene_of

_MOST = 5000


def drawn(
    reader: Reader,
    view: View,
    layout: str = "columns",
    theme: str = "screen",
    fold: bool = True,
    opened: tuple[str, ...] = (),
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
    places = reader.store.places(area.slug, places_of(layout, theme, fold))
    key = f"scene {layout} {theme} {fold} {opened} {hash(tuple(sorted(places.items())))}"
    return reader.kept(
        view,
        key,
        lambda: scene_of(
            view, reader.findings(view), layout, theme, places, fold=fold, opened=opened
        ),
    )


def places_of(layout: str, theme: str, fold: bool) -> str:
    """Return the name that places are kept under: each way of drawing has its own."""
    parts = (layout, theme if theme != "screen" else "", "" if fold else "unfolded")
    return " ".join(part for part in parts if part)
