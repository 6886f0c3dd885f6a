"""The sheets of our workbook as CSV: a folder of them, or one file."""

from collections.abc import Sequence
from pathlib import Path

from graph.facts.changes import ChangeRecord
from graph.facts.model import Snapshot
from loaders.formats.file_format import FileFormat, FormatReader, FormatWriter
from loaders.tables import read_tables
from loaders.tables.recognition import FileStart, spreadsheet_kind


def _recognises(start: FileStart) -> bool:
    return spreadsheet_kind(start) in ("csv", "csv-folder")


def _write(snapshot: Snapshot, _history: Sequence[ChangeRecord], folder: Path) -> None:
    # Here, as the library that writes would make every command begin later.
    from loaders.workbook.writing import export_csv

    export_csv(snapshot, folder)


CSV = FileFormat(
    name="csv",
    recognises=_recognises,
    reader=FormatReader(
        words="CSV, or a folder of such files",
        files=(("CSV", (".csv", ".tsv", ".txt")),),
        read=read_tables,
    ),
    writer=FormatWriter(about="a folder of the same sheets", write=_write),
)
