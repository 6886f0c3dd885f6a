"""What a service writes down while it runs: a line each, for people or for programs, on stderr."""

import json
import logging
import time
from typing import Any

from api.request_log import log as request_log


class _Lines(logging.Formatter):
    """Writes a record in one line: its fields by name, and of a fault where it was."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._as_json = kind == "json"

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        fields: dict[str, Any] = getattr(record, "fields", {})
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        told: dict[str, Any] = {
            "time": f"{moment}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "event": "request" if fields else record.name,
            **(fields or {"message": record.getMessage()}),
        }
        if record.exc_info:
            told["fault"] = self.formatException(record.exc_info)
        if self._as_json:
            return json.dumps(told)
        words = [told.pop("time"), told.pop("level"), told.pop("event")]
        words += [f"{name}={_plain(value)}" for name, value in told.items()]
        return " ".join(words)


def _plain(value: object) -> str:
    """Return a value without line ends and what commands a terminal; in quotes if need be."""
    text = str(value)
    is_one_word = bool(text) and text.isprintable() and not set(text) & set(' "=')
    return text if is_one_word else json.dumps(text)


# Our own rooms, and the server's: what libraries tell of themselves is for those who write them.
_TOLD = ("api", "graph", "loaders", "visualisations", "goldenthread", "uvicorn", "asyncio")


def write_logs(kind: str) -> None:
    """Have what is logged be written in lines of a kind (json or text) from now on."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Lines(kind))
    for name in _TOLD:
        logger = logging.getLogger(name)
        logger.handlers[:], logger.propagate = [handler], False
        logger.setLevel(logging.WARNING)
    request_log.setLevel(logging.INFO)
