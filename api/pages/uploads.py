"""Files that people send: read within limits, kept for a while under a name nobody can guess."""

import re
import secrets
import shutil
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from starlette.requests import HTTPConnection, Request

from api.access.persons import person_here
from api.service.scratch_folders import ScratchFolder
from graph.facts.model import Snapshot
from loaders.questions import AnswersGiven
from loaders.workbook.reading.load import Loaded

MOST_BYTES = 16 * 2**20
KEPT_FOR = 30 * 60
_MOST_KEPT = 8
_MOST_FIELDS = 8
# Of a form without a file: ten questions of each sort, with a day or two each, and ids in them.
_MOST_ANSWERS, _LONGEST_FORM = 250, 2**16
_LONGEST_NAME = 120  # in bytes: a file system counts those, not letters
_FIELD = re.compile(rb'form-data;.*?\bname="([^"]*)"(?:.*?\bfilename="([^"]*)")?', re.IGNORECASE)
_BOUNDARY = re.compile(r'boundary="?([^";]{1,70})"?')


class BadUpload(Exception):
    """A form that cannot be taken: the status and the sentence to answer with."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        self.status = status
        super().__init__(sentence)


@dataclass
class Upload:
    """A kept file of an area, what loading it came to, against which snapshot; or what was done.

    answers are those given so far to what the file asks.
    """

    slug: str
    token: str
    path: Path
    replace: bool
    began: float
    loaded: Loaded | None = None
    snapshot: Snapshot | None = None
    done: str = ""
    answers: AnswersGiven = field(default_factory=AnswersGiven)
    # Whoever sent it: the account, which nobody else may look at it with.
    account: str = ""


class Uploads:
    """Keeps a few files for half an hour in a folder of their own, gone with the process.

    Where that was ended before it could, the next one to serve sweeps it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._folder: ScratchFolder | None = None
        self._kept: dict[str, Upload] = {}

    def keep(self, slug: str, name: str, content: bytes, *, replace: bool) -> Upload:
        """Keep a file; the oldest one goes where there are too many."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._drop_old(_MOST_KEPT - 1)
            try:
                path = self._write(token, plain_name(name), content)
            except OSError as error:
                why = error.strerror or "it failed"
                raise BadUpload(f"The file could not be kept ({why}): try again.", 507) from error
            account = person_here().account
            made = Upload(slug, token, path, replace, time.monotonic(), account=account)
            self._kept[token] = made
        return made

    def _write(self, token: str, name: str, content: bytes) -> Path:
        # The machine may have swept its folder of temporary files since the last upload.
        if self._folder is None or not self._folder.path.is_dir():
            self._folder = ScratchFolder()
        folder = self._folder.path / token
        folder.mkdir(mode=0o700)
        try:
            (folder / name).write_bytes(content)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return folder / name

    def get(self, slug: str, token: str) -> Upload:
        """Return a file that whoever is at work sent of an area; raises BadUpload otherwise."""
        with self._lock:
            self._drop_old(_MOST_KEPT)
            found = self._kept.get(token)
        if found is None or found.slug != slug or found.account != person_here().account:
            sentence = "That upload is gone: a file is kept for half an hour. Choose it again."
            raise BadUpload(sentence, 404)
        return found

    def drop(self, upload: Upload) -> None:
        """Keep a file no longer, nor its place among the few."""
        with self._lock:
            self._drop(upload)

    def forget_file(self, upload: Upload) -> None:
        """Delete a file that has done its work."""
        upload.path.unlink(missing_ok=True)
        upload.loaded = upload.snapshot = None

    def _drop_old(self, most: int) -> None:
        """Drop what is too old, and the oldest beyond a number."""
        oldest_first = sorted(self._kept.values(), key=lambda upload: upload.began)
        since = time.monotonic() - KEPT_FOR
        spare = len(oldest_first) - most
        for position, upload in enumerate(oldest_first):
            if upload.began < since or position < spare:
                self._drop(upload)

    def _drop(self, upload: Upload) -> None:
        upload.loaded = upload.snapshot = None
        shutil.rmtree(upload.path.parent, ignore_errors=True)
        self._kept.pop(upload.token, None)


def plain_name(given: str) -> str:
    """Return the name of a sent file without folders and what no file's name should hold."""
    last = given.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*')
    short = kept.encode()[-_LONGEST_NAME:].decode(errors="ignore")
    return short.strip(". ") or "upload"


def is_same_origin(request: HTTPConnection) -> bool:
    """Say whether a page of this service has sent a request."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin", "")
    own = urlsplit(origin).netloc == request.headers.get("host", "-")
    return own if site is None else site == "same-origin" and (own or not origin)


def is_from_here(request: HTTPConnection) -> bool:
    """Say whether a program, a person or a page of this service has sent a request to read."""
    if "origin" in request.headers:
        return is_same_origin(request)
    return request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")


def check_same_origin(request: Request) -> None:
    """Refuse a form that a page elsewhere has sent; raises BadUpload."""
    if not is_same_origin(request):
        raise BadUpload(
            "The form did not come from this page: open the page and send it anew.", 403
        )


async def read_capped(request: Request, most: int) -> bytes:
    """Read a body of at most so many bytes; raises BadUpload with 413 for a longer one."""
    length = request.headers.get("content-length", "")
    too_long = BadUpload(f"The file is larger than {most >> 20} MB: split it.", 413)
    if length.isdecimal() and (len(length) > 12 or int(length) > most):
        raise too_long
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise too_long
    return bytes(body)


async def pour_away(request: Request) -> None:
    """Read what is sent and keep nothing, up to the size that a file may have."""
    left = MOST_BYTES
    async for chunk in request.stream():
        left -= len(chunk)
        if left < 0:
            return


async def read_form(request: Request) -> dict[str, str]:
    """Read the fields of a form without a file; raises BadUpload."""
    text = (await read_capped(request, _LONGEST_FORM)).decode("utf-8", "replace")
    try:
        fields = parse_qs(text, max_num_fields=_MOST_ANSWERS)
    except ValueError as error:
        raise BadUpload("The form has too many fields: open the page and send it anew.") from error
    return {name: values[0] for name, values in fields.items()}


async def read_file_form(request: Request) -> tuple[dict[str, str], str, bytes]:
    """Read a form with one file: its fields, the name of the file and what it holds."""
    boundary = _BOUNDARY.search(request.headers.get("content-type", ""))
    body = await read_capped(request, MOST_BYTES)
    if boundary is None or "multipart/form-data" not in request.headers["content-type"]:
        raise BadUpload("Choose a file, and send it with the button of the page.", 415)
    fields: dict[str, str] = {}
    name, content = "", b""
    parts = (b"\r\n" + body).split(b"\r\n--" + boundary[1].encode())
    for part in parts[1 : _MOST_FIELDS + 1]:
        head, _, inside = part.partition(b"\r\n\r\n")
        found = _FIELD.search(head)
        if found is None:
            continue
        if found[2] is None:
            fields[found[1].decode("utf-8", "replace")] = inside[:1000].decode("utf-8", "replace")
        elif not content:
            name, content = found[2].decode("utf-8", "replace"), inside
    if not name:
        raise BadUpload("No file was chosen: choose a workbook first.")
    return fields, name, content
