"""The backups of this store: the newest, how to go back to it, and a button that makes one."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.pages.uploads import BadUpload, check_same_origin, read_form
from api.service.reader import Reader
from api.service.served_backups import ServedBackups, age_words, moment_words, size_words
from api.settings import path_url
from graph.store import Store
from loaders.backup_series import MOST_KEPT, KeptBackup

PATH = "/backups"


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup as the page shows it."""

    folder: Path
    made: str
    age: str
    size: str
    areas: int


def routes(
    reader: Reader, templates: Jinja2Templates, backups: ServedBackups | None
) -> list[BaseRoute]:
    """Return the route of this page; backups is None where nothing that is served is kept."""

    def show(request: Request, problem: str = "", status: int = 200) -> Response:
        context: dict[str, Any] = {"problem": problem, "most": MOST_KEPT, "backups": backups}
        if backups:
            rows = [_row(kept) for kept in backups.kept()]
            context |= {"rows": rows, "last": backups.last}
            context["elsewhere"] = _elsewhere(reader.store, rows[0].folder.name) if rows else ""
            context["last_when"] = moment_words(backups.last.moment) if backups.last else ""
        return templates.TemplateResponse(request, "backups.html", context, status_code=status)

    async def take(request: Request) -> Response:
        try:
            check_same_origin(request)
            await read_form(request)
        except BadUpload as error:
            return await run_in_threadpool(show, request, str(error), error.status)
        if backups:
            await run_in_threadpool(backups.make)
        return RedirectResponse(PATH, 303)

    return [Route(PATH, show), Route(PATH, take, methods=["POST"])]


def caution(backups: ServedBackups | None) -> str:
    """Return why the last backup could not be made, for the page of all areas; else ""."""
    last = backups.last if backups else None
    return last.sentence if last and last.failed else ""


def _row(kept: KeptBackup) -> BackupRow:
    age = age_words(datetime.now(UTC) - kept.made)
    return BackupRow(kept.folder, moment_words(kept.made), age, size_words(kept.bytes), kept.areas)


def _elsewhere(store: Store, backup: str) -> str:
    """Return the address of a new store beside this one, to look at a backup in."""
    here = Path(store.describe().address)
    new = here.with_name(f"{here.stem}-of-{backup}{here.suffix}")
    return path_url(new) if here.is_absolute() else "ladybug:///path/to/a/new/store"
