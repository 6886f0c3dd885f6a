"""Our own workbook, as any spreadsheet program keeps it; it goes out as an XLSX."""

from collections.abc import Sequence
from pathlib import Path

from graph.facts.changes import ChangeRecord
from graph.facts.model import Snapshot
from loaders.formats.file_format import FileFormat, FormatReader, FormatWriter
from loaders.tables import read_tables
from loaders.tables.recognition import FileStart, spreadsheet_kind


def _recognises(start: FileStart) -> bool:
    return spreadsheet_kind(start) in ("xlsx", "xls", "ods")


def _write(snapshot: Snapshot, _history: Sequence[ChangeRecord], path: Path) -> None:
    # Here, as the library that writes would make every command begin later.
    from loaders.workbook.writing import export_workbook

    export_workbook(snapshot, path)


WORKBOOK = FileFormat(
    name="workbook",
    recognises=_recognises,
    reader=FormatReader(
        words="a workbook",
        files=(("XLSX", (".xlsx", ".xlsm")), ("XLS", (".xls",)), ("ODS", (".ods",))),
        read=read_tables,
    ),
    writer=FormatWriter(
        about="an .xlsx to correct and load again", write=_write, suffix=".xlsx", only_so=True
    ),
)
