"""The files that pages load, kept in memory: they are answered whatever the pages wait for."""

import hashlib
import mimetypes
from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

_TYPES = {
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}


class StaticAnswers:
    """Answers GET and HEAD with a few files by their names, read once when it is made."""

    def __init__(self, files: Mapping[str, Path], headers: Mapping[str, str] | None = None) -> None:
        self._files: dict[str, tuple[bytes, str, dict[str, str]]] = {}
        for name, path in files.items():
            content = path.read_bytes()
            kind = _TYPES.get(path.suffix) or mimetypes.guess_type(name)[0]
            tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
            own = {**(headers or {}), "etag": tag}
            self._files[name] = content, kind or "application/octet-stream", own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a file, or that the browser has it already; raises HTTPException."""
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"allow": "GET, HEAD"})
        # What Mount leaves of the path.
        name = scope["path"].removeprefix(scope.get("root_path", "")).removeprefix("/")
        found = self._files.get(name)
        if found is None:
            raise HTTPException(404)
        content, kind, headers = found
        known = Headers(scope=scope).get("if-none-match", "")
        if headers["etag"] in [tag.strip().removeprefix("W/") for tag in known.split(",")]:
            await Response(status_code=304, headers=headers)(scope, receive, send)
            return
        await Response(content, media_type=kind, headers=headers)(scope, receive, send)


def files_in(folder: Path) -> dict[str, Path]:
    """Return the files of a folder by their names."""
    return {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}
