"""Bringing a workbook in by the page: upload, see what it would change, then write it or not."""

import threading
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.access.persons import person_here
from api.errors import Busy, UsageError
from api.pages.frame import Frame, area_frame
from api.pages.turns import turns_of
from api.pages.uploads import (
    MOST_BYTES,
    BadUpload,
    Upload,
    Uploads,
    check_same_origin,
    pour_away,
    read_file_form,
    read_form,
)
from api.reports.load_changes import change_lists, changes_by_sheet
from api.service.load_workbook import earlier_loads, newer_after, waiting, write
from api.service.newer_facts import follow_today
from api.service.reader import Reader
from api.service.scratch_folders import scratch_folder
from graph.facts.identifiers import is_area_slug
from graph.facts.model import Snapshot
from graph.store import SHARED
from loaders.formats import READERS, tables_of
from loaders.load_files import load_files
from loaders.problems import FileError
from loaders.questions import AnswersGiven, BadAnswer
from loaders.workbook.problem_files import write_problems_csv, write_problems_xlsx
from loaders.workbook.reading.load import Loaded

_OPEN_FACTS = 40  # of each list; more are folded by their sheets, so that the page stays in sight
_SHOWN_PROBLEMS = 200
# Of each sort; what more there are is answered all at once, or after these.
_SHOWN_QUESTIONS = 10
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of these pages."""
    desk = _Desk(reader)

    def show(request: Request, name: str, context: dict[str, Any], status: int = 200) -> Response:
        slug = _slug(request)
        whole = context | {"slug": slug, "frame": _frame(reader, request, slug)}
        return templates.TemplateResponse(request, name, whole, status_code=status)

    def form(request: Request, problem: str = "", status: int = 200) -> Response:
        context = {"problem": problem, "most": MOST_BYTES >> 20, **_files()}
        return show(request, "import.html", context, status)

    def find(request: Request) -> Response:
        slug = request.query_params.get("area", "").strip().lower()
        _check_slug(slug)
        return RedirectResponse(f"/areas/{slug}/import", 303)

    async def take(request: Request) -> Response:
        slug = _slug(request)
        if request.method != "POST":
            return await run_in_threadpool(form, request)
        try:
            check_same_origin(request)
            async with turns_of(request).sending.one():
                fields, name, content = await read_file_form(request)
                upload = await run_in_threadpool(
                    lambda: desk.take(slug, name, content, replace="replace" in fields)
                )
        except (BadUpload, FileError) as error:
            status = error.status if isinstance(error, BadUpload) else 400
            return await run_in_threadpool(form, request, str(error), status)
        except Busy:
            # A browser that is answered while it still sends shows no answer.
            await pour_away(request)
            raise
        return RedirectResponse(f"/areas/{slug}/import/{upload.token}", 303)

    async def seen(request: Request) -> Response:
        slug, refusal = _slug(request), ""
        try:
            upload = desk.uploads.get(slug, request.path_params["token"])
            if request.method == "POST":
                check_same_origin(request)
                fields = await read_form(request)
                take = desk.answer if "answering" in fields else desk.write
                refusal = await run_in_threadpool(take, upload, fields)
                if not refusal:
                    return RedirectResponse(request.url.path, 303)
            context = await run_in_threadpool(desk.context, upload)
        except (BadUpload, FileError) as error:
            status = error.status if isinstance(error, BadUpload) else 400
            return await run_in_threadpool(form, request, str(error), status)
        context["refusal"] = refusal
        return await run_in_threadpool(
            show, request, "import_seen.html", context, 409 if refusal else 200
        )

    def problems(request: Request) -> Response:
        try:
            upload = desk.uploads.get(_slug(request), request.path_params["token"])
            content = desk.problems(upload, request.path_params["form"])
        except (BadUpload, FileError) as error:
            return form(request, str(error), 404)
        kind = request.path_params["form"]
        name = f'attachment; filename="problems.{kind}"'
        return Response(content, media_type=_TYPES[kind], headers={"Content-Disposition": name})

    own = "/areas/{slug}/import"
    return [
        Route("/import", find),
        Route(own, take, methods=["GET", "POST"]),
        Route(own + "/{token}", seen, methods=["GET", "POST"]),
        Route(own + "/{token}/problems.{form:str}", problems),
    ]


class _Desk:
    """Loads and writes what was sent, one file at a time."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.uploads = reader, Uploads()
        self._busy = threading.RLock()

    def take(self, slug: str, name: str, content: bytes, *, replace: bool) -> Upload:
        """Keep a file and load it; raises FileError where it cannot be read, and keeps it not."""
        upload = self.uploads.keep(slug, name, content, replace=replace)
        try:
            self.look(upload)
        except Exception:
            self.uploads.drop(upload)
            raise
        return upload

    def look(self, upload: Upload) -> tuple[Loaded, Snapshot | None]:
        """Return what loading a file comes to against the area as it is now."""
        with self._busy:
            there = [summary.area.slug for summary in self.reader.areas()]
            snapshot = self.reader.snapshot(upload.slug) if upload.slug in there else None
            loaded = upload.loaded
            if loaded is not None and upload.snapshot == snapshot:
                return loaded, snapshot
            loaded = load_files(
                [upload.path],
                upload.slug,
                snapshot,
                today=date.today(),
                replace=upload.replace,
                earlier=earlier_loads(self.reader.store, upload.slug) if snapshot else None,
                answers=upload.answers,
            )
            if snapshot is None and not loaded.tells_area:
                sentence = (
                    f'There is no area "{upload.slug}" yet: fill in the sheet Area for a new one.'
                )
                raise BadUpload(sentence)
            loaded.report.hints += waiting(loaded, there)
            upload.loaded, upload.snapshot = loaded, snapshot
            return loaded, snapshot

    def context(self, upload: Upload) -> dict[str, Any]:
        """Return what the page shows of a file."""
        context: dict[str, Any] = {"upload": upload, "file": upload.path.name}
        with self._busy:
            if upload.done:
                return context | {"done": upload.done}
            loaded, snapshot = self.look(upload)
        return context | {
            "done": "",
            "report": loaded.report,
            "problems": loaded.report.to_correct[:_SHOWN_PROBLEMS],
            "questions": [
                (kind, len(asked), asked[:_SHOWN_QUESTIONS])
                for kind, asked in loaded.report.questions_by_kind
            ],
            "lists": [
                (word, len(facts), len(facts) <= _OPEN_FACTS, changes_by_sheet(facts, said))
                for word, facts, said in change_lists(loaded, snapshot)
            ],
            "many": loaded.many,
            "changes": len(loaded.changes),
            "partial": _may_be_partial(upload, loaded, snapshot),
            "revision": snapshot.revision if snapshot else 0,
            "newer": newer_after(loaded, snapshot),
        }

    def answer(self, upload: Upload, fields: dict[str, str]) -> str:
        """Take answers to what a file asks, and look at it again; return why not, or ""."""
        try:
            more = AnswersGiven.of_fields(
                (text, fields.get(f"day-{text}", ""))
                for name, text in fields.items()
                if name.startswith("answer-")
            )
        except BadAnswer as error:
            return str(error)
        with self._busy:
            if not upload.done:
                upload.answers = upload.answers.and_also(more)
                upload.loaded = None
        return ""

    def write(self, upload: Upload, fields: dict[str, str]) -> str:
        """Write what was seen; return why it was not, or ""."""
        # Somebody who confirms while another writes is answered once that is done.
        with self._busy:
            if upload.done:
                return ""
            loaded, snapshot = self.look(upload)
            if fields.get("revision") != str(snapshot.revision if snapshot else 0):
                return (
                    "The record has changed since this was shown. Nothing was written: look again."
                )
            if loaded.report.problems and not (
                "partial" in fields and _may_be_partial(upload, loaded, snapshot)
            ):
                first = (
                    "correct the problems" if loaded.report.to_correct else "answer the questions"
                )
                return f"Nothing was written: {first} first."
            many = loaded.many
            if many and fields.get("end_many", "").replace(",", "").strip() != str(many.count):
                return f"Nothing was written: {many.sentence}. If that is meant, type {many.count}."
            source = upload.path.name
            upload.done = write(self.reader.store, loaded, snapshot, source, person_here().name)
            if "follow" in fields:
                followed = follow_today(self.reader.store, upload.slug, person_here().name)
                upload.done = f"{upload.done} {followed}"
            self.uploads.forget_file(upload)
        return ""

    def problems(self, upload: Upload, form: str) -> bytes:
        """Return the problems as CSV, or the workbook with its problems marked."""
        if upload.done or form not in _TYPES:
            raise BadUpload("There is no such list of problems.", 404)
        loaded, _ = self.look(upload)
        with scratch_folder() as folder:
            path = folder / f"problems.{form}"
            if form == "csv":
                write_problems_csv(path, loaded.report.problems)
            else:
                write_problems_xlsx(path, tables_of([upload.path]), loaded.report.problems)
            return path.read_bytes()


def _files() -> dict[str, str]:
    """Return the sorts of file that can be sent, in words, and their ends for the browser."""
    sorts = [sort for reader in READERS.values() for sort in reader.files]
    *names, last = [name for name, _ in sorts]
    endings = ",".join(ending for _, endings in sorts for ending in endings)
    return {"sorts": f"{', '.join(names)} or {last}", "endings": endings}


def _may_be_partial(upload: Upload, loaded: Loaded, snapshot: Snapshot | None) -> bool:
    """Say whether the good rows can be written though others are refused."""
    known = snapshot is not None or loaded.has_area
    return bool(loaded.report.problems and loaded.changes) and known and not upload.replace


def _slug(request: Request) -> str:
    slug: str = request.path_params["slug"]
    _check_slug(slug)
    return slug


def _check_slug(slug: str) -> None:
    if not is_area_slug(slug) or slug == SHARED:
        raise UsageError(
            f'"{slug[:40]}" is no short name of an area: use small letters and dashes.'
        )


def _frame(reader: Reader, request: Request, slug: str) -> Frame | None:
    """Return the frame of an area that is there; a new one has none."""
    there = any(summary.area.slug == slug for summary in reader.areas())
    return area_frame(reader, request) if there else None
