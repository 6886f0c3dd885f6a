"""The scene as pixels, for documents that hold no SVG: the same picture, painted shape by shape.

It paints what svg.draw wrote and places nothing itself, so the two cannot come apart. Shapes are
painted at twice the size and made smaller, which smooths their edges; words come last, on top.
"""

import io
from collections.abc import Callable
from xml.etree import ElementTree

from PIL import Image, ImageDraw

from visualisations.output import svg
from visualisations.output.letters import font_for
from visualisations.output.outlines import Point, circle_points, dashed, path_points, rect_points
from visualisations.scene import Scene
from visualisations.themes import WHITE

A4_LANDSCAPE = 3508  # 297 mm at 300 dots to the inch
_DPI = 300
_SMOOTH = 2
_MOST_PIXELS = 12_000_000  # four times as many are held while painting
_SAID_ELSEWHERE = ("title", "desc")


def draw(scene: Scene, width: int = A4_LANDSCAPE) -> bytes:
    """Return the scene as a PNG of so many pixels across; fewer where it would be very tall."""
    root = ElementTree.fromstring(svg.draw(scene))
    left, top, wide, high = map(float, root.attrib["viewBox"].split())
    scale = min(width / wide, (_MOST_PIXELS / (wide * high)) ** 0.5)
    painter = _Painter(round(wide * scale), max(1, round(high * scale)))
    painter.paint(root, (-left * scale, -top * scale), scale)
    out = io.BytesIO()
    painter.whole().save(out, "PNG", dpi=(_DPI, _DPI))
    return out.getvalue()


class _Painter:
    """Paints the elements of an SVG document on one sheet; refuses one it does not know."""

    def __init__(self, wide: int, high: int) -> None:
        self.size = (wide, high)
        self.sheet = Image.new("RGB", (wide * _SMOOTH, high * _SMOOTH), WHITE)
        self.pen = ImageDraw.Draw(self.sheet)
        self.words: list[Callable[[ImageDraw.ImageDraw], None]] = []

    def paint(self, element: ElementTree.Element, offset: Point, scale: float) -> None:
        """Paint an element and what is in it."""
        for child in element:
            name, given = child.tag.rpartition("}")[2], child.attrib
            if name == "g":
                self.paint(child, *_moved(given.get("transform", ""), offset, scale))
            elif name == "text":
                self._write(child.text or "", given, offset, scale)
            elif name not in _SAID_ELSEWHERE:
                for points, closed in _OUTLINES[name](given):
                    self._outline(points, closed, given, offset, scale)

    def whole(self) -> Image.Image:
        """Return the sheet at its size, with the words on it."""
        small = self.sheet.reduce(_SMOOTH)
        pen = ImageDraw.Draw(small)
        for write in self.words:
            write(pen)
        return small

    def _outline(
        self, points: list[Point], closed: bool, given: dict[str, str], offset: Point, scale: float
    ) -> None:
        (dx, dy), larger = offset, scale * _SMOOTH

        def put(piece: list[Point]) -> list[Point]:
            return [(x * larger + dx * _SMOOTH, y * larger + dy * _SMOOTH) for x, y in piece]

        fill, stroke = given.get("fill", "none"), given.get("stroke", "none")
        if fill != "none" and len(points) > 2:
            self.pen.polygon(put(points), fill=fill)
        if stroke == "none":
            return
        width = max(1, round(float(given.get("stroke-width", "1")) * larger))
        dashes = [float(part) for part in given.get("stroke-dasharray", "").split()]
        # The second point once more: without it the first corner would have a notch.
        around = [*points, *points[: 1 if dashes else 2]] if closed else points
        for piece in dashed(around, dashes) if dashes else [around]:
            self.pen.line(put(piece), fill=stroke, width=width, joint="curve")

    def _write(self, text: str, given: dict[str, str], offset: Point, scale: float) -> None:
        size = float(given["font-size"]) * scale
        at = (
            float(given["x"]) * scale + offset[0],
            float(given["y"]) * scale + offset[1],
        )
        font = font_for(text, size, bold=given.get("font-weight") == "bold")
        halo = round(float(given["stroke-width"]) * scale / 2) if "stroke" in given else 0
        anchor = "ms" if given.get("text-anchor") == "middle" else "ls"
        ink = given["fill"]

        def write(pen: ImageDraw.ImageDraw) -> None:
            if halo:
                pen.text(at, text, given["stroke"], font, anchor, stroke_width=halo)
            pen.text(at, text, ink, font, anchor)

        self.words.append(write)


def _moved(transform: str, offset: Point, scale: float) -> tuple[Point, float]:
    """Read "translate(x y) scale(n)", the one transform that our SVG knows."""
    if not transform:
        return offset, scale
    moved, _, larger = transform.partition(") scale(")
    x, y = map(float, moved.removeprefix("translate(").split())
    return (offset[0] + x * scale, offset[1] + y * scale), scale * float(larger.rstrip(")"))


def _rect(given: dict[str, str]) -> list[tuple[list[Point], bool]]:
    x, y, w, h, r = (float(given.get(name, "0")) for name in ("x", "y", "width", "height", "rx"))
    return [(rect_points(x, y, w, h, r), True)]


def _circle(given: dict[str, str]) -> list[tuple[list[Point], bool]]:
    return [(circle_points(*(float(given[name]) for name in ("cx", "cy", "r"))), True)]


def _polygon(given: dict[str, str]) -> list[tuple[list[Point], bool]]:
    corners = (corner.split(",") for corner in given["points"].split())
    return [([(float(x), float(y)) for x, y in corners], True)]


_OUTLINES: dict[str, Callable[[dict[str, str]], list[tuple[list[Point], bool]]]] = {
    "rect": _rect,
    "circle": _circle,
    "polygon": _polygon,
    "path": lambda given: path_points(given["d"]),
}
