"""The scene as pixels, for documents that hold no SVG: resvg draws what svg.draw wrote.

Letters are Arimo's, as wide as Arial's, by which boxes are measured. The font comes with a
package, so the picture is the same on every machine, also on one without fonts; only a letter that
Arimo has not (it has Latin, Greek, Cyrillic and Hebrew ones) is looked for among the machine's.

It is drawn in a process of its own (png_worker.py), whose memory ends with it.

Painting the SVG with Pillow took 280 lines of our own, 180 MB of memory instead of 75, and had
blunt corners and no joined scripts; it was faster (0.4 s of a processor instead of 0.7).
"""

import struct
import subprocess
import sys
import zlib
from functools import cache
from xml.etree import ElementTree

import fontpkg

from visualisations.errors import CannotDraw
from visualisations.output import svg
from visualisations.scene import Scene
from visualisations.themes import WHITE

A4_LANDSCAPE = 3508  # pixels: 297 mm at 300 dots to the inch
_DOTS_A_METRE = round(300 / 0.0254)
_MOST_PIXELS = 12_000_000  # 48 MB while it is drawn; a sheet of A4 has 8.7 million
_FONT = "Arimo"
_WORKER = "visualisations.output.png_worker"
# Seconds until a picture is given up; on an idle machine the largest map takes three.
_SECONDS = 120.0
_SIGNATURE = b"\x89PNG"
_INSTEAD = "try again in a moment, or take the map as SVG"
# The signature of a PNG, and its first chunk: 4 bytes of length, 4 of name, 13 of data, 4 of sum.
_HEAD = 8 + 25


def draw(scene: Scene, width: int = A4_LANDSCAPE) -> bytes:
    """Return the scene as a PNG of so many pixels across; fewer where it would be very tall.

    Raises CannotDraw where the process that draws cannot be started, or ends without a picture.
    """
    drawn = svg.draw(scene)
    _, _, wide, high = map(float, ElementTree.fromstring(drawn).attrib["viewBox"].split())
    most = (_MOST_PIXELS * wide / high) ** 0.5
    return _for_paper(_painted(drawn, max(1, round(min(width, most)))))


def _painted(drawn: str, width: int) -> bytes:
    # Isolated: neither the folder a command is run in nor the user's settings reach it.
    command = [sys.executable, "-I", "-m", _WORKER, str(width), WHITE, _FONT, _font_file()]
    try:
        done = subprocess.run(
            command, input=drawn.encode(), capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise CannotDraw(f"The picture takes more than {_SECONDS:.0f} s: {_INSTEAD}.") from error
    except OSError as error:
        raise CannotDraw(
            f"No process can be started to draw the picture ({error.strerror}): {_INSTEAD}."
        ) from error
    if done.returncode or not done.stdout.startswith(_SIGNATURE):
        raise CannotDraw(f"The picture could not be drawn: {_INSTEAD}.")
    return done.stdout


@cache
def _font_file() -> str:
    """Return the place of the font: one file for all its weights."""
    return str(fontpkg.path(_FONT))


def _for_paper(picture: bytes) -> bytes:
    """Say how large the picture is on paper, or Word would take it for three times as large."""
    chunk = b"pHYs" + struct.pack(">IIB", _DOTS_A_METRE, _DOTS_A_METRE, 1)
    sized = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return picture[:_HEAD] + sized + picture[_HEAD:]
