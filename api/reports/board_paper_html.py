"""The report of an area as one HTML file: styles and map inside, works offline, asks nobody."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.reports.board_paper import BoardPaper
from api.reports.wording import template_globals
from visualisations.output import svg

_HERE = Path(__file__).parents[1]
_SHEETS = tuple(_HERE / "static" / name for name in ("app.css", "report.css"))


def write_html(paper: BoardPaper) -> str:
    """Return the report as a whole HTML page."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined
    )
    environment.globals.update(template_globals())
    return environment.get_template("report_file.html").render(
        paper=paper,
        picture=picture(paper),
        style="\n".join(sheet.read_text(encoding="utf-8") for sheet in _SHEETS),
    )


def picture(paper: BoardPaper) -> str:
    """Return the map of a report as SVG; "" where it is too large to draw."""
    return svg.draw(paper.scene) if paper.scene else ""
