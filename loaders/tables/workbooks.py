"""XLSX, XLS and ODS: a worker process reads, we check the package meanwhile; see worker.py."""

import contextlib
import importlib.util
import io
import pickle
import platform
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from loaders.problems import FileError
from loaders.tables import guards
from loaders.tables.hidden import find_hidden
from loaders.tables.table import (
    CellError,
    CellValue,
    HiddenRanges,
    RawRow,
    RawTable,
    as_cell,
    column_letters,
    trimmed,
)
from loaders.tables.xls_records import find_xls_errors, find_xls_hidden
from loaders.tables.xlsx_parts import farthest_cell, find_errors

_WORKER = Path(__file__).with_name("worker.py")
# macOS ignores the limit and Windows has none: there the largest cell is looked for first.
_LIMITS_MEMORY = platform.system() == "Linux"
_OUT_OF_TIME: int = getattr(signal, "SIGXCPU", 0)
_Chunk = tuple[int, list[list[Any]]]


def workbook_tables(path: Path, kind: str) -> Iterator[RawTable]:
    """Yield the sheets of a workbook of the kind "xlsx", "xls" or "ods", in its order.

    The whole workbook is read and checked before the first sheet is yielded. Raises FileError.
    """
    file = path.name
    if kind == "xlsx" and not _LIMITS_MEMORY:
        _refuse_far_cells(path, file)
    with _Worker(path, file) as worker:
        errors = find_xls_errors(path) if kind == "xls" else find_errors(path, file)
        hidden_ranges = find_xls_hidden(path) if kind == "xls" else find_hidden(path)
        for sheet, hidden in worker.sheets():
            rows = _Rows(worker, sheet, errors.get(sheet, {}))
            try:
                ranges = hidden_ranges.get(sheet, HiddenRanges())
                yield RawTable(file, sheet, iter(rows), hidden, ranges)
            finally:
                # The next sheet comes through the same pipe, and the caller may have dropped
                # this iterator yet still hold the table.
                rows.keep_rest()
            if rows.failure:
                raise rows.failure


def _refuse_far_cells(path: Path, file: str) -> None:
    try:
        sheet, cell = farthest_cell(path)
    # A broken or other package: whoever reads it says so.
    except guards.BROKEN_ZIP:
        return
    if sheet:
        raise guards.too_many_cells(file, sheet, f"cell {cell}")


class _Rows:
    """The rows of one sheet, from the worker as long as it stands at this sheet."""

    def __init__(self, worker: "_Worker", sheet: str, errors: dict[tuple[int, int], str]) -> None:
        self.worker, self.sheet, self.errors = worker, sheet, errors
        self.kept: deque[_Chunk] = deque()
        self.whole = False
        self.failure: FileError | None = None

    def keep_rest(self) -> None:
        """Take what the worker still has to say; a failure waits for whoever reads the rows."""
        with contextlib.suppress(FileError):
            while chunk := self._receive():
                self.kept.append(chunk)

    def _receive(self) -> _Chunk | None:
        if self.whole:
            return None
        if self.failure:
            raise self.failure
        try:
            chunk: _Chunk | None = self.worker.receive()
        except FileError as error:
            self.failure = error
            raise
        self.whole = chunk is None
        return chunk

    def __iter__(self) -> Iterator[RawRow]:
        by_row: dict[int, dict[int, str]] = {}
        for (row, column), text in self.errors.items():
            by_row.setdefault(row + 1, {})[column] = text
        while chunk := self.kept.popleft() if self.kept else self._receive():
            first, rows = chunk
            for number, raw in enumerate(rows, start=first):
                cells = self._cells(number, raw)
                if number in by_row:
                    _mark_errors(cells, by_row.pop(number))
                if trimmed(cells):
                    yield number, cells
        # The library ends a sheet with its last value; failed formulas may stand below.
        for number, errors in sorted(by_row.items()):
            yield number, _mark_errors([], errors)

    def _cells(self, number: int, raw: list[Any]) -> list[CellValue]:
        try:
            # Most cells are clean texts; a call for each of them would be felt.
            return [
                (value.strip() or None)
                if type(value) is str and value.isascii() and "\0" not in value
                else as_cell(value)
                for value in raw
            ]
        except ValueError as error:
            column = next(i for i, value in enumerate(raw) if "\0" in str(value))
            message = (
                f'the cell {column_letters(column)}{number} of "{self.sheet}" holds a NUL '
                "character; type its text anew."
            )
            raise FileError("nul-character", self.worker.file, message) from error


def _mark_errors(cells: list[CellValue], errors: dict[int, str]) -> list[CellValue]:
    """Put the failed formulas of a row into its cells."""
    cells.extend([None] * (max(errors) + 1 - len(cells)))
    for column, text in errors.items():
        cells[column] = CellError(text)
    return cells


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        # It holds nothing else, whatever a hostile workbook may have made of the worker.
        if module != "datetime" or name not in ("date", "datetime", "time", "timedelta"):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


class _Worker:
    """The process that reads path; it is ended when the with block is left."""

    def __init__(self, path: Path, file: str) -> None:
        self.path, self.file = path, file
        self.late = False
        self.received = 0

    def __enter__(self) -> "_Worker":
        spec = importlib.util.find_spec("python_calamine")
        assert spec is not None
        assert spec.origin is not None
        library = str(Path(spec.origin).parent.parent)
        limits = [guards.MAX_MEMORY, guards.MAX_SECONDS, guards.MAX_CELLS]
        limits += [guards.MAX_ROWS, guards.MAX_COLUMNS]
        # Isolated and without site packages it starts in a few milliseconds.
        command = [sys.executable, "-I", "-S", str(_WORKER), library, str(self.path.absolute())]
        try:
            self.process = subprocess.Popen(
                command + [str(limit) for limit in limits],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            message = f"no process can be started to read it ({error.strerror}); try again later."
            raise FileError("unreadable-file", self.file, message) from error
        assert self.process.stdout is not None
        self.stream = self.process.stdout
        self.clock = threading.Timer(guards.MAX_SECONDS, self._stop)
        self.clock.daemon = True
        self.clock.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clock.cancel()
        self.process.kill()
        self.stream.close()
        self.process.wait()

    def _stop(self) -> None:
        self.late = True
        self.process.kill()

    def sheets(self) -> list[tuple[str, bool]]:
        """Wait until the workbook is read; name its sheets, each with whether it is hidden."""
        answer = self.receive()
        self.clock.cancel()
        if answer[0] == "refused":
            raise self._refusal(answer[1], answer[2])
        names: list[tuple[str, bool]] = answer[1]
        return names

    def receive(self) -> Any:
        """Take one frame; raises FileError where the worker has ended."""
        head = self.stream.read(4)
        size = int.from_bytes(head, "big")
        self.received += size
        if self.received > guards.MAX_CONTENT:
            most = guards.MAX_CONTENT // 2**20
            raise guards.out_of_means(self.file, f"gives over {most:,} MB of texts")
        frame = self.stream.read(size)
        if not size or len(frame) < size:
            raise self._end()
        return _Unpickler(io.BytesIO(frame)).load()

    def _refusal(self, kind: str, words: str) -> FileError:
        if kind == "PasswordError":
            return guards.locked(self.file)
        if kind == "NoCells":
            message = "no sheet of the workbook has an entry; choose one that is filled in."
            return FileError("empty-spreadsheet", self.file, message)
        if kind == "TooManyCells":
            sheet, rows, columns = words.rsplit("\n", 2)
            where = f"{column_letters(int(columns) - 1)}{rows}"
            return guards.too_many_cells(self.file, sheet, where)
        if kind == "MemoryError" or words.startswith("Cell limit"):
            return self._end()
        return guards.damaged(self.file, " ".join(words.split())[:120].rstrip(".") or kind)

    def _end(self) -> FileError:
        """Say why the worker has ended without an answer; the likeliest cause is a far cell."""
        if self.late or self.process.wait() == -_OUT_OF_TIME:
            return guards.out_of_means(self.file, f"takes over {guards.MAX_SECONDS} seconds")
        try:
            _refuse_far_cells(self.path, self.file)
        except FileError as error:
            return error
        most = guards.MAX_MEMORY // 2**20
        return guards.out_of_means(self.file, f"takes over {most:,} MB of memory")
