"""Read one workbook with calamine, in a process of its own, and write its rows to stdout.

calamine lays each sheet out as a full rectangle: one cell in the last corner makes it ask for
550 GB, upon which it ends its process. Hence a process that may end, with a limit on memory and
time. It runs as a script without the site packages: argv is the folder of the library, the
workbook, and the limits (bytes, seconds, cells, rows, columns).

Frames on stdout, each a pickle after its length in 4 bytes: ("sheets", (name, is
it hidden) of each) or
("refused", kind, words); then for each sheet chunks (number of the first row, rows) and None.
"""

import pickle
import sys
from typing import Any

CHUNK = 500


def main(library: str, path: str, *limits: str) -> None:
    """Read the workbook at path whole, then send it."""
    memory, seconds, cells, most_rows, most_columns = map(int, limits)
    _limit(memory, seconds)
    sys.path.append(library)
    import python_calamine

    try:
        with python_calamine.load_workbook(path) as workbook:
            sheets = [
                (meta, workbook.get_sheet_by_name(meta.name))
                for meta in workbook.sheets_metadata
                if meta.typ == python_calamine.SheetTypeEnum.WorkSheet
            ]
    # calamine's panics come as an exception outside Exception.
    except BaseException as error:
        _send(("refused", type(error).__name__, str(error)))
        return
    for meta, sheet in sheets:
        rows, columns = (end + 1 for end in sheet.end) if sheet.end else (0, 0)
        cells -= rows * columns
        if cells < 0 or rows > most_rows or columns > most_columns:
            _send(("refused", "TooManyCells", f"{meta.name}\n{rows}\n{columns}"))
            return
    if not any(sheet.end for _, sheet in sheets):
        _send(("refused", "NoCells", ""))
        return
    seen = python_calamine.SheetVisibleEnum.Visible
    _send(("sheets", [(meta.name, meta.visible != seen) for meta, _ in sheets]))
    for _, sheet in sheets:
        _send_rows(sheet)
    sys.stdout.buffer.flush()


def _send_rows(sheet: Any) -> None:
    # iter_rows gives the empty rows before the first entry, but not the empty columns.
    padding = [""] * (sheet.start[1] if sheet.start else 0)
    chunk: list[Any] = []
    number = 1
    for row in sheet.iter_rows():
        chunk.append(padding + row if padding else row)
        if len(chunk) == CHUNK:
            _send((number, chunk))
            number += CHUNK
            chunk = []
    if chunk:
        _send((number, chunk))
    _send(None)


def _send(content: object) -> None:
    frame = pickle.dumps(content, 5)
    sys.stdout.buffer.write(len(frame).to_bytes(4, "big"))
    sys.stdout.buffer.write(frame)


def _limit(memory: int, seconds: int) -> None:
    """Set the limits where the platform knows them (not on Windows; macOS ignores memory)."""
    try:
        import resource
    except ImportError:
        return
    wanted = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, limit in wanted:
        try:
            hard = resource.getrlimit(kind)[1]
            limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            resource.setrlimit(kind, (limit, hard))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    main(*sys.argv[1:])
