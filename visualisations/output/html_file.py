"""One HTML file that holds a whole map: works offline, asks nothing of anybody."""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from graph.facts.dates import day_words
from graph.rules.finding import OUTCOME_WORDS
from graph.sentences import NOT_HELD
from visualisations.in_words import passage
from visualisations.output.page_data import page_data
from visualisations.output.pyvis_map import vis_network_script
from visualisations.output.svg import draw
from visualisations.scene import Scene

TEMPLATES = Path(__file__).parent / "templates"
STYLE = TEMPLATES / "map_view.css"
_NAMES = ("paint", "panel", "find", "move", "keys", "picture", "sight", "start", "view")
MODULES = tuple(TEMPLATES / f"map_{name}.mjs" for name in _NAMES)
_IMPORT = re.compile(r"^import .*$", re.MULTILINE)
_START = """
const app = document.getElementById("map-app");
const data = JSON.parse(document.getElementById("map-data").textContent);
startMap(app, data, document.getElementById("map-still"));
"""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is the same in every file: scripts, style, the policy that names them, the template."""

    library: Markup
    program: Markup
    style: Markup
    policy: str
    template: Template


@cache
def _frame() -> _Frame:
    """Read it once: it comes with the program, and compiling it takes longer than filling it."""
    library = _inlined(vis_network_script().read_text(encoding="utf-8"))
    modules = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)
    program = _inlined(_IMPORT.sub("", modules).replace("\nexport ", "\n") + _START)
    style = STYLE.read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; img-src data: blob:; style-src {_hash(style)}; "
        f"script-src {_hash(library)} {_hash(program)}; base-uri 'none'; form-action 'none'"
    )
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    template = environment.get_template("map_file.html")
    return _Frame(Markup(library), Markup(program), Markup(style), policy, template)


def write_page(scene: Scene) -> str:
    """Return a whole HTML page of a scene, with its scripts inside and no address of anybody.

    Its Content-Security-Policy names the hashes of exactly these scripts and this style.
    """
    frame = _frame()
    return frame.template.render(
        scene=scene,
        data=page_data(scene),
        policy=frame.policy,
        style=frame.style,
        library=frame.library,
        program=frame.program,
        picture=Markup(draw(scene)),
        passage=passage,
        not_held=NOT_HELD,
        outcome_words=OUTCOME_WORDS,
        day_words=day_words,
    )


def _inlined(script: str) -> str:
    """Keep a script from ending its own element: browsers look for these words, even in text."""
    plain = script.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"<(?=/script|!--|script)", r"\\x3c", plain, flags=re.IGNORECASE)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
