"""The report of an area: a page to print, and the same as a Word document."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.pages.frame import area_frame
from api.pages.turns import turns_of
from api.reports.board_paper import paper_of
from api.reports.board_paper_docx import docx_of
from api.reports.board_paper_html import picture
from api.service.reader import Reader

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of the report."""

    def page(request: Request) -> Response:
        frame = area_frame(reader, request)
        paper = paper_of(reader, frame.view, frame.known)
        context = {"frame": frame, "paper": paper, "picture": picture(paper)}
        return templates.TemplateResponse(request, "report.html", context)

    def written(request: Request) -> Response:
        frame = area_frame(reader, request)
        content = docx_of(reader, frame.view, frame.known)
        name = f"{frame.slug}-report-{frame.day.isoformat()}.docx"
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=DOCX, headers=headers)

    async def docx(request: Request) -> Response:
        async with turns_of(request).drawing.one():
            return await run_in_threadpool(written, request)

    return [Route("/areas/{slug}/report", page), Route("/areas/{slug}/report.docx", docx)]
