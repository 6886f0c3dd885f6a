"""The workbook for people who keep facts in spreadsheets: the template, and what can be wrong."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.service.reader import Reader
from api.service.scratch_folders import scratch_folder
from loaders.problems import PROBLEM_KINDS

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of the template and of the catalogue of problems."""

    def template(request: Request) -> Response:
        from loaders.workbook.writing import template as write_template

        with scratch_folder() as folder:
            path = folder / "template.xlsx"
            write_template(path)
            content = path.read_bytes()
        name = 'attachment; filename="golden-thread-template.xlsx"'
        return Response(content, media_type=_XLSX, headers={"Content-Disposition": name})

    def problems(request: Request) -> Response:
        context = {"kinds": PROBLEM_KINDS}
        return templates.TemplateResponse(request, "problems.html", context)

    return [Route("/template.xlsx", template), Route("/problems", problems)]
