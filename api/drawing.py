"""The scene of a view, with the places people gave it, for pages, reports and commands."""

from api.errors import UsageError
from api.reader import Reader
from graph.view import View
from visualisations.scene import Scene, scene_of

_MOST = 5000


def drawn(
    reader: Reader, view: View, layout: str = "columns", theme: str = "screen", fold: bool = True
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
    places = reader.store.places(area.slug, layout)
    key = f"scene {layout} {theme} {fold} {hash(tuple(sorted(places.items())))}"
    return reader.kept(
        view,
        key,
        lambda: scene_of(view, reader.findings(view), layout, theme, places, fold=fold),
    )
