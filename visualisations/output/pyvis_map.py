"""The scene as data for vis-network, built with pyvis; the only module that knows pyvis.

pyvis is a builder here and never the page: its own HTML asks other sites for scripts and styles.
"""

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from visualisations.nodes import BAR_ROOM, NodeBox
from visualisations.scene import Scene
from visualisations.themes import BLACK, EDGE_STYLES, SELECTED, THEMES

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
    for node in scene.nodes:
        style = node.style
        chosen = {"background": SELECTED, "border": BLACK}
        network.add_node(
            node.id,
            label="\n".join(node.lines) or " ",
            shape="box",
            color={"background": style.fill, "border": style.border, "highlight": chosen},
            x=node.x,
            y=node.y,
            font={"color": style.ink, "size": font, "face": "Arial", "vadjust": _lifted(node)},
            borderWidth=style.border_width,
            borderWidthSelected=4,
            shapeProperties={
                "borderRadius": style.radius(node.h),
                "borderDashes": list(node.dashes) or False,
            },
            widthConstraint={"minimum": node.w},
            heightConstraint={"minimum": node.h, "valign": "middle"},
        )
    for edge in scene.edges:
        line = EDGE_STYLES[edge.look]
        network.add_edge(
            edge.from_id,
            edge.to_id,
            id=edge.id,
            color=line.colour,
            width=line.width,
            dashes=list(line.dashes) or False,
            arrows="to" if edge.arrow else "",
            hidden=edge.shape == "elbow" or edge.hidden,
        )
    network.set_options(json.dumps(_OPTIONS))
    nodes, edges, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _lifted(node: NodeBox) -> float:
    """Return how far the words of a box stand above its middle: a bar stands below them."""
    return 0 if node.bar is None else -BAR_ROOM / 2


def vis_network_script() -> Path:
    """Return the newest vis-network script in the installed pyvis package."""
    spec = find_spec("pyvis")
    assert spec is not None
    assert spec.origin is not None
    scripts = (Path(spec.origin).parent / "templates" / "lib").glob("vis-*/vis-network.min.js")
    return max(scripts, key=lambda path: [int(n) for n in _VERSION.findall(path.parent.name)])
