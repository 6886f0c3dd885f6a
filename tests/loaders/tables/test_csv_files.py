"""CSV as it comes: encodings, delimiters, quoting, folders; bytes in, rows out."""

from pathlib import Path

import pytest

from loaders.problems import FileError
from loaders.tables import CellValue, guards, read_tables
from loaders.tables.recognition import look_at, spreadsheet_kind

Rows = list[tuple[int, list[CellValue]]]
ZOE: Rows = [(1, ["name", "role"]), (2, ["Zoë", "chair"])]


def read(path: Path) -> dict[str, Rows]:
    return {table.sheet: list(table.rows) for table in read_tables(path)}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("name,role\r\nZoë,chair\r\n".encode(encoding))
    assert read(path) == {"people": ZOE}


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("name,role\nZoë,chair\n", ZOE),
        ("name;role\nZoë;chair\n", ZOE),
        ("name\trole\nZoë\tchair", ZOE),
        ("sep=;\nname;role\nZoë;chair\n", ZOE),
        ("name\rZoë\r", [(1, ["name"]), (2, ["Zoë"])]),
        # Commas inside of the texts do not make it a file of commas.
        (
            "who;what;when\nBell, Ann;chair;1\nCole, Jo;clerk;2\n",
            [
                (1, ["who", "what", "when"]),
                (2, ["Bell, Ann", "chair", "1"]),
                (3, ["Cole, Jo", "clerk", "2"]),
            ],
        ),
        (
            '"a;b";"say ""so"""\n1;2\n',
            [(1, ["a;b", 'say "so"']), (2, ["1", "2"])],
        ),
        # All cells are texts, stripped; spaces alone are no entry.
        (' 007 ,"  ",2024-03-01,TRUE\n', [(1, ["007", None, "2024-03-01", "TRUE"])]),
        # Rows are records: a quoted line break starts none, empty ones count but are left out.
        (
            'a,b\n\n,\n"one\ntwo",x\nlast\n',
            [(1, ["a", "b"]), (4, ["one\ntwo", "x"]), (5, ["last"])],
        ),
    ],
)
def test_delimiters_and_records(tmp_path: Path, content: str, rows: Rows) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content.encode())
    assert read(path) == {"people": rows}


def test_a_folder_gives_its_files_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "hub"
    folder.mkdir()
    for name, content in {
        "people.csv": "name\nZoë\n",
        "Bodies.CSV": "name\n",
        "empty.csv": "\n",
        "notes.txt": "not a table",
    }.items():
        (folder / name).write_text(content, encoding="utf-8")
    assert spreadsheet_kind(look_at(folder)) == "csv-folder"
    tables = list(read_tables(folder))
    assert [(table.file, table.sheet) for table in tables] == [
        ("hub/Bodies.CSV", "Bodies"),
        ("hub/empty.csv", "empty"),
        ("hub/notes.txt", "notes"),
        ("hub/people.csv", "people"),
    ]
    assert [list(table.rows) for table in tables] == [
        [(1, ["name"])],
        [],
        [(1, ["not a table"])],
        [(1, ["name"]), (2, ["Zoë"])],
    ]


@pytest.mark.parametrize(
    ("content", "code", "line", "words"),
    [
        (b"\x00\x01\x02\x03" * 50, "not-a-spreadsheet", 0, "no text"),
        (b"name\n\x81\x8d", "not-a-spreadsheet", 0, "UTF-8"),
        ("name\n".encode("utf-16-le") * 9 + b"x", "not-a-spreadsheet", 0, "UTF-8"),
        (b"name,role\n" + b"Ann,chair\n" * 9 + b"A\x00nn,chair\n", "nul-character", 11, "anew"),
        (b"," * 1_000_000, "too-large", 1, "1,000,001 columns"),
        (b'name\n"Ann\n' + b"Jo\n" * 9, "damaged-spreadsheet", 2, "quoted"),
        (b'name\n"Ann" B,x\n', "damaged-spreadsheet", 2, "quoted"),
        (b'name\n"' + b"x" * 200_000 + b'"\n', "damaged-spreadsheet", 2, "131,072 characters"),
        (b"\n" * 1_100_000 + b"x", "too-large", 0, "1,048,576 rows"),
        (b"\n , \n", "empty-spreadsheet", 0, "no entry"),
        (b"", "empty-spreadsheet", 0, "0 bytes"),
        (b"\x89PNG\r\n\x1a\n", "not-a-spreadsheet", 0, "PNG"),
    ],
)
def test_what_is_refused(tmp_path: Path, content: bytes, code: str, line: int, words: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(FileError, match=words) as refusal:
        next(read_tables(path))
    assert (refusal.value.code, refusal.value.file, refusal.value.line) == (
        code,
        "people.csv",
        line,
    )


def test_one_broken_file_refuses_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name\nAnn\n")
    (tmp_path / "b.csv").write_bytes(b"\x00\x01" * 9)
    with pytest.raises(FileError) as refusal:
        next(read_tables(tmp_path))
    assert refusal.value.file == f"{tmp_path.name}/b.csv"


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "MAX_CELLS", 10)
    path = tmp_path / "people.csv"
    path.write_text("a,b\n" * 6)
    with pytest.raises(FileError, match="or 10 cells") as refusal:
        next(read_tables(path))
    assert refusal.value.code == "too-large"
