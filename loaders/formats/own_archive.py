"""Our own archive: an area with its history. The command import reads it whole, as it was."""

from collections.abc import Sequence
from pathlib import Path

from graph.facts.changes import ChangeRecord
from graph.facts.model import Snapshot
from loaders.archive import FORMAT, write_archive
from loaders.formats.file_format import FileFormat, FormatWriter
from loaders.tables.recognition import FileStart
from loaders.whole_files import whole_file

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def _recognises(start: FileStart) -> bool:
    first = start.head.removeprefix(_BYTE_ORDER_MARK).lstrip()
    return first.startswith(b"{") and f'"{FORMAT}"'.encode() in first.split(b"\n", 1)[0]


def _write(snapshot: Snapshot, history: Sequence[ChangeRecord], path: Path) -> None:
    with whole_file(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        file.writelines(write_archive(snapshot, history))


ARCHIVE = FileFormat(
    name="jsonl",
    recognises=_recognises,
    writer=FormatWriter(
        about="the archive, with its history", write=_write, suffix=".jsonl", keeps_history=True
    ),
)
