"""Broken and hostile files: each is refused, soon, with one sentence and nothing read.

Tests: loaders/tables/guards.py, loaders/tables/recognition.py, loaders/tables/workbooks.py
Tests: loaders/tables/worker.py, loaders/tables/xlsx_parts.py
"""

import os
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.problems import PROBLEM_KINDS, FileError
from loaders.tables import guards, read_tables, workbooks
from loaders.tables.recognition import look_at
from tests.loaders.tables.making import (
    ods,
    ods_cell,
    ole,
    row,
    sheet_xml,
    text_cell,
    xls,
    xlsx,
    zipped,
)

GOOD = sheet_xml(row(1, text_cell("A1", "name")))


def refusal(path: Path) -> FileError:
    with pytest.raises(FileError) as caught:
        [list(table.rows) for table in read_tables(path)]
    error = caught.value
    assert error.code in {kind.code for kind in PROBLEM_KINDS}
    sentence = str(error)
    assert re.fullmatch(r"[^\n]+: [^\n]+[^.]\.", sentence), sentence
    assert len(sentence.split(": ", 1)[1]) < 260
    return error


def plain(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def empty_folder(path: Path) -> Path:
    path.mkdir()
    return path


def truncated(path: Path) -> Path:
    whole = xlsx(path, GOOD).read_bytes()
    return plain(path, whole[: len(whole) // 2])


def flipped(path: Path) -> Path:
    """Change bytes of the packed sheet, leaving the directory whole."""
    content = bytearray(xlsx(path, sheet_xml(row(1, text_cell("A1", "name " * 99)))).read_bytes())
    start = content.index(b"xl/worksheets/s1.xml") + 30
    content[start : start + 8] = b"\xff" * 8
    return plain(path, bytes(content))


def end_elsewhere(path: Path) -> Path:
    """Say that the directory is longer than the file."""
    content = xlsx(path, GOOD).read_bytes()
    return plain(path, content[:-10] + b"\xff\xff\xff\x7f" + content[-6:])


def lying(path: Path) -> Path:
    """Say in the directory that the sheet unpacks to 64 bytes."""
    long = sheet_xml(row(1, text_cell("A1", "x" * 3_000_000)))
    content = bytearray(xlsx(path, long).read_bytes())
    with zipfile.ZipFile(path) as package:
        size = struct.pack("<I", package.getinfo("xl/worksheets/s1.xml").file_size)
    return plain(path, bytes(content).replace(size, struct.pack("<I", 64)))


def encrypted_entry(path: Path) -> Path:
    """Set the flag that a part is encrypted, in the directory and before the part."""
    content = bytearray(xlsx(path, GOOD).read_bytes())
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for place in re.finditer(re.escape(magic), bytes(content)):
            content[place.start() + flags] |= 1
    return plain(path, bytes(content))


def bomb(path: Path) -> Path:
    """300 MB of blanks behind 300 kB."""
    xlsx(path, GOOD)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/media/blank.xml", "w") as part,
    ):
        for _ in range(300):
            part.write(b" " * 2**20)
    return path


def small_bomb(path: Path) -> Path:
    """Under the cap of 256 MB, yet a thousand times its size."""
    with zipfile.ZipFile(xlsx(path, GOOD), "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/blank.bin", b" " * 40 * 2**20)
    return path


def many_parts(path: Path) -> Path:
    return zipped(path, [(f"part{n}", "") for n in range(5_001)])


def entities(path: Path) -> Path:
    return xlsx(path, GOOD, prolog='<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>')


def cell_far_away(path: Path) -> Path:
    far = row(1, text_cell("A1", "x")) + row(1_048_576, text_cell("XFD1048576", "x"))
    return xlsx(path, GOOD, sheet_xml(far))


def cell_rather_far(path: Path) -> Path:
    far = row(1, text_cell("A1", "x")) + row(90_000, text_cell("CZ90000", "x"))
    return xlsx(path, sheet_xml(far))


def cell_nowhere(path: Path) -> Path:
    return xlsx(path, sheet_xml(row(1, text_cell("ZZZZZZ1", "x"))))


def repeated_text(path: Path, times: int) -> Path:
    """1 MB of text, shown by so many cells."""
    cells = "".join(row(n, f'<c r="A{n}" t="s"><v>0</v></c>') for n in range(1, times + 1))
    return xlsx(path, sheet_xml(cells), strings=f"<si><t>{'x' * 2**20}</t></si>")


def error_far_away(path: Path) -> Path:
    error = '<c r="XFD90000" t="e"><v>#REF!</v></c>'
    return xlsx(path, sheet_xml(row(1, text_cell("A1", "x")) + row(90_000, error)))


def ods_errors(path: Path) -> Path:
    failed = ods_cell("string", "#REF!", calcext_value_type="error")
    line = f'<table:table-row table:number-rows-repeated="1000000">{failed}</table:table-row>'
    return ods(path, f"<table:table-row>{ods_cell('string', 'x')}</table:table-row>{line}")


def ods_repeats(path: Path) -> Path:
    repeated = '<table:table-cell table:number-columns-repeated="16384"'
    cell = ods_cell("string", "x").replace("<table:table-cell", repeated, 1)
    return ods(
        path, f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    )


def ods_locked(path: Path) -> Path:
    entry = '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
    encrypted = f"{entry}<manifest:encryption-data/></manifest:file-entry>"
    return ods(path, "<table:table-row/>", encrypted)


def xls_locked(path: Path) -> Path:
    file_pass = struct.pack("<HH", 0x2F, 54) + b"\x01\x00" + bytes(52)
    return xls(path, {(0, 0): "name"}, file_pass)


Case = tuple[str, Callable[[Path], Path], str, str]
CASES: list[Case] = [
    ("a.xlsx", lambda path: path, "no-such-file", "no such file"),
    ("a.xlsx/b.csv", lambda path: path, "no-such-file", "no such file"),
    ("folder", empty_folder, "no-tables", r"holds no \.csv, \.tsv or \.txt file"),
    ("a.xlsx", lambda path: plain(path, b"\x89PNG\r\n\x1a\n0000"), "not-a-spreadsheet", "PNG"),
    ("a.xls", lambda path: plain(path, b"<html><table>"), "not-a-spreadsheet", "web page"),
    ("a.xlsx", lambda path: plain(path, b"a,b\n"), "not-a-spreadsheet", "no spreadsheet"),
    ("a.docx", lambda path: zipped(path, [("word/d.xml", "")]), "not-a-spreadsheet", "ZIP"),
    ("a.xlsb", lambda path: zipped(path, [("xl/workbook.bin", "")]), "not-a-spreadsheet", "XLSB"),
    ("a.doc", lambda path: ole(path, "WordDocument", b""), "not-a-spreadsheet", "no workbook"),
    ("a.xlsx", lambda path: plain(path, b""), "empty-spreadsheet", "0 bytes"),
    ("a.xlsx", lambda path: xlsx(path, sheet_xml("")), "empty-spreadsheet", "no sheet"),
    ("a.xlsx", lambda path: xlsx(path), "empty-spreadsheet", "no sheet"),
    ("a.xlsx", lambda path: ole(path, "EncryptedPackage", b""), "locked-spreadsheet", "password"),
    ("a.xlsx", encrypted_entry, "locked-spreadsheet", "password"),
    ("a.ods", ods_locked, "locked-spreadsheet", "password"),
    ("a.xls", xls_locked, "locked-spreadsheet", "password"),
    ("a.xlsx", truncated, "damaged-spreadsheet", "its end is missing"),
    ("a.xlsx", flipped, "damaged-spreadsheet", "directory"),
    ("a.xlsx", end_elsewhere, "damaged-spreadsheet", "its end is missing"),
    ("a.xlsx", lying, "damaged-spreadsheet", "directory"),
    ("a.xlsx", lambda path: xlsx(path, GOOD, GOOD[:-20]), "damaged-spreadsheet", "stops short"),
    ("a.xlsx", lambda path: xlsx(path, f"{GOOD[:-20]}</worksheet>"), "damaged-spreadsheet", ""),
    ("a.xlsx", lambda path: zipped(path, [("xl/workbook.xml", "<")]), "damaged-spreadsheet", ""),
    ("a.xls", lambda path: ole(path, "Workbook", b"\xff" * 99), "damaged-spreadsheet", ""),
    (
        "a.ods",
        lambda path: ods(path, "<table:table-row>&x;</table:table-row>"),
        "damaged-spreadsheet",
        "",
    ),
    ("a.xlsx", bomb, "too-large", "unpacks to 301 MB"),
    ("a.xlsx", small_bomb, "too-large", "times its size"),
    ("a.xlsx", many_parts, "too-large", "5,001 parts"),
    ("a.xlsx", entities, "unsafe-xml", "document type"),
    ("a.xlsx", cell_far_away, "too-large", '"S2" reaches cell XFD1048576'),
    ("a.xlsx", cell_rather_far, "too-large", '"S1" reaches CZ90000'),
    ("a.xlsx", cell_nowhere, "too-large", '"S1" reaches'),
    ("a.xls", lambda path: xls(path, {(65_535, 65_535): 1.0}), "too-large", ""),
    ("a.xlsx", error_far_away, "too-large", '"S1" reaches XFD90000'),
    ("a.ods", ods_errors, "too-large", "over 100,000 cells"),
    ("a.ods", ods_repeats, "too-large", ""),
]


@pytest.mark.parametrize(
    ("name", "make", "code", "words"), CASES, ids=[f"{n}-{c[2]}" for n, c in enumerate(CASES)]
)
def test_hostile(
    tmp_path: Path, name: str, make: Callable[[Path], Path], code: str, words: str
) -> None:
    error = refusal(make(tmp_path / name))
    assert error.code == code, error
    assert re.search(words, str(error)), error


@pytest.mark.parametrize("text", ["A\0nn", "A_x0000_nn"])
def test_a_nul_character_is_named_by_its_cell(tmp_path: Path, text: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", sheet_xml(row(2, text_cell("C2", text))))
    error = refusal(path)
    assert error.code == "nul-character"
    assert 'the cell C2 of "S1"' in str(error)


@pytest.mark.skipif(not workbooks._LIMITS_MEMORY, reason="no memory limit on this platform")
def test_the_worker_has_a_memory_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "MAX_MEMORY", 200 * 2**20)
    error = refusal(repeated_text(tmp_path / "a.xlsx", 2_000))
    assert error.code == "too-large"
    assert "over 200 MB of memory" in str(error)


def test_the_cells_may_not_hold_far_more_than_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guards, "MAX_CONTENT", 2 * 2**20)
    error = refusal(repeated_text(tmp_path / "a.xlsx", 3))
    assert error.code == "too-large"
    assert "over 2 MB of texts" in str(error)
    with pytest.raises(FileError, match="over 2 MB of texts"):
        list(next(read_tables(tmp_path / "a.xlsx")).rows)


def test_without_a_memory_limit_far_cells_are_looked_for_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "_LIMITS_MEMORY", False)
    monkeypatch.setattr(workbooks._Worker, "__enter__", lambda _: pytest.fail("it was started"))
    assert "XFD1048576" in str(refusal(cell_far_away(tmp_path / "a.xlsx")))


def test_the_worker_has_a_deadline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "MAX_SECONDS", 0.0)
    error = refusal(xlsx(tmp_path / "a.xlsx", GOOD))
    assert error.code == "too-large"
    assert "seconds" in str(error)


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    path = plain(tmp_path / "a.csv", b"name\n")
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        error = refusal(path)
    assert error.code == "unreadable-file"
    assert "Permission denied" in str(error)


def test_a_folder_named_like_a_csv(tmp_path: Path) -> None:
    (tmp_path / "people.csv").mkdir()
    error = refusal(tmp_path)
    assert (error.code, error.file) == ("not-a-file", f"{tmp_path.name}/people.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this platform")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    assert refusal(tmp_path / "a.csv").code == "not-a-file"


def test_a_file_beyond_the_cap(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        stream.truncate(guards.MAX_FILE + 1)
    with pytest.raises(FileError, match="at most 64 MB are read") as caught:
        look_at(path)
    assert caught.value.code == "too-large"
