"""The scene as data for vis-network, built with pyvis; the only module that knows pyvis.

pyvis is a builder here and never the page: its own HTML asks other sites for scripts and styles.
"""

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from visualisations.nodes import BAR_ROOM, Mark
from visualisations.scene import Scene
from visualisations.themes import BLACK, LINE_LOOKS, SELECTED, THEMES

_VERSION = re.compile(r"\d+")
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": True,
        "hover": False,
        "keyboard": {"enabled": False},
        "multiselect": False,
        "selectConnectedEdges": False,
        "zoomView": False,
    },
    "nodes": {
        "shape": "box",
        "physics": False,
        "margin": {"top": 0, "right": 0, "bottom": 0, "left": 0},
        "labelHighlightBold": False,
    },
    "edges": {"smooth": False, "physics": False, "selectionWidth": 0},
}


def network_data(scene: Scene) -> dict[str, Any]:
    """Return nodes, edges and options for vis-network; lead lines are hidden edges.

    vis-network has no elbows: the page draws every line itself, along the points of the scene.
    Ids are text, places are given and nothing moves.
    """
    # Importing pyvis brings IPython with it: only who draws in a browser waits for that.
    from pyvis.network import Network

    font = THEMES[scene.theme].font
    network = Network(directed=True)
    for mark in scene.marks:
        look = mark.look
        dashes = [6, 4] if mark.doubts and mark.sort != "missing" else list(look.dashes)
        radius = {"round": 8.0, "pill": min(mark.h / 2, 22.0)}.get(look.shape, 0.0)
        chosen = {"background": SELECTED, "border": BLACK}
        network.add_node(
            mark.id,
            label="\n".join(mark.lines) or " ",
            shape="box",
            color={"background": look.fill, "border": look.border, "highlight": chosen},
            x=mark.x,
            y=mark.y,
            font={"color": look.ink, "size": font, "face": "Arial", "vadjust": _lifted(mark)},
            borderWidth=look.border_width,
            borderWidthSelected=4,
            shapeProperties={"borderRadius": radius, "borderDashes": dashes or False},
            widthConstraint={"minimum": mark.w},
            heightConstraint={"minimum": mark.h, "valign": "middle"},
        )
    for line in scene.lines:
        style = LINE_LOOKS[line.look]
        network.add_edge(
            line.from_id,
            line.to_id,
            id=line.id,
            color=style.colour,
            width=style.width,
            dashes=list(style.dashes) or False,
            arrows="to" if line.arrow else "",
            hidden=line.way == "elbow" or line.hidden,
        )
    network.set_options(json.dumps(_OPTIONS))
    nodes, edges, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _lifted(mark: Mark) -> float:
    """Return how far the words of a mark stand above its middle: a bar stands below them."""
    return 0 if mark.bar is None else -BAR_ROOM / 2


def vis_network_script() -> Path:
    """Return the newest vis-network script in the installed pyvis package."""
    spec = find_spec("pyvis")
    assert spec is not None
    assert spec.origin is not None
    found = (Path(spec.origin).parent / "templates" / "lib").glob("vis-*/vis-network.min.js")
    return max(found, key=lambda path: [int(part) for part in _VERSION.findall(path.parent.name)])
