"""Spreadsheets on the command line: fill the template, load, correct, take out again.

Tests: api/service/load_workbook.py.
"""

import csv
import html
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from api.cli import run
from loaders.problems import PROBLEM_KINDS
from loaders.tables import read_tables
from loaders.tables.table_writer import OutColumn, OutSheet, write_xlsx
from loaders.workbook.sheets import GUIDE, SHEETS


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{tmp_path}/store.lbug")


def folder(path: Path, **sheets: str) -> Path:
    """Write a folder of CSVs."""
    path.mkdir(exist_ok=True)
    for name, text in sheets.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def areas(capsys: pytest.CaptureFixture[str]) -> str:
    assert run(["areas"]) == 0
    return said(capsys)


AREA = "Slug,Area\ntestham,Testham\n"
GOOD = {
    "Area": AREA,
    "Bodies": (
        "Id,Name,Kind of body\n"
        "ehb,Early Help Board,main board\n"
        "scp,The Partnership,safeguarding partnership\n"
    ),
    "Links": "From,Link,To\nEarly Help Board,reports to,The Partnership\n",
}


def test_load_check_correct_and_load_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = folder(tmp_path / "facts", **GOOD)
    assert run(["load", str(files), "--area", "testham"]) == 0
    text = said(capsys)
    assert "4 rows read: 4 accepted, 0 refused." in text
    assert "Testham: 6 facts added, 0 changed, 0 ended (revision 1)." in text
    assert run(["check", "testham", "--rule", "link-safeguarding-partnership"]) == 0
    assert "The line reaches it: Early Help Board → The Partnership." in said(capsys)
    assert run(["load", str(files), "--area", "testham"]) == 0
    assert "Testham: nothing changed." in said(capsys)


def test_a_renamed_thing_is_still_found_by_the_name_in_other_sheets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = folder(tmp_path / "facts", **GOOD)
    assert run(["load", str(files), "--area", "testham"]) == 0
    folder(files, Bodies=GOOD["Bodies"].replace("Early Help Board", "Families Board"))
    said(capsys)
    for expected in ("0 facts added, 1 changed", "nothing changed"):
        assert run(["load", str(files), "--area", "testham"]) == 0
        assert expected in said(capsys)


def test_what_is_refused_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = GOOD["Links"].replace("reports to", "report too")
    files = folder(tmp_path / "facts", Area=AREA, Bodies=GOOD["Bodies"], Links=bad)
    listed, marked = tmp_path / "problems.csv", tmp_path / "problems.xlsx"
    arguments = ["load", str(files), "--area", "testham"]
    assert run([*arguments, "--problems", str(listed)]) == 1
    text = said(capsys)
    assert "4 rows read: 3 accepted, 1 refused." in text
    assert '[not-in-list] facts/Links.csv, sheet "Links", row 2, "Link"' in text
    assert 'choose "reports to"' in text
    assert "Nothing was written" in text
    with listed.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["Code"], row["Row"], row["Column"]) == ("not-in-list", "2", "Link")
    assert run([*arguments, "--problems", str(marked)]) == 1
    said(capsys)
    sheets = {table.sheet for table in read_tables(marked)}
    assert sheets == {"Area", "Bodies", "Links", "Problems"}
    assert "No areas yet" in areas(capsys)
    assert run([*arguments, "--partial"]) == 0
    assert "4 facts added" in said(capsys)


def test_a_dry_run_shows_what_would_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["examples", "york"]) == 0
    said(capsys)
    files = folder(tmp_path / "facts", Sites="Id,Name,Kind of site\nhub1,Hub one,family hub\n")
    assert run(["load", str(files), "--area", "york", "--replace", "--dry-run"]) == 0
    text = said(capsys)
    assert "Would be changed: 1\n  Hub one is recorded as a family hub (planned)." in text
    assert "Would be ended: 2" in text
    assert "Nothing was written: this was a dry run." in text
    assert "revision 1" in areas(capsys)


def test_a_dry_run_makes_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = folder(tmp_path / "facts", **GOOD)
    bad = folder(tmp_path / "bad", Area=AREA, Bodies="Name,Since\nB,x\n")
    before = sorted(tmp_path.iterdir())
    for path, code in ((files, 0), (bad, 1)):
        assert run(["load", str(path), "--area", "testham", "--dry-run"]) == code
        text = said(capsys)
        store = f"ladybug://{tmp_path}/store.lbug"
        assert f"There is no store at {store} yet: this is checked against an empty one." in text
        assert ("Would be added: 6" in text) is (code == 0)
        assert sorted(tmp_path.iterdir()) == before
    assert run(["load", str(files), "--area", "testham"]) == 0
    assert "6 facts added" in said(capsys)


def test_replacing_ends_what_the_file_leaves_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = folder(tmp_path / "facts", **GOOD)
    assert run(["load", str(files), "--area", "testham"]) == 0
    folder(files, Bodies=GOOD["Bodies"], Links="From,Link,To\nscp,works with,ehb\n")
    said(capsys)
    command = ["load", str(files), "--area", "testham", "--replace"]
    assert run(command) == 1
    text = said(capsys)
    assert "Would be ended: 1\n  Early Help Board reports to The Partnership" in text
    assert (
        '1 of the 1 on the sheet "Links": if that is meant, confirm it with --end-many 1.' in text
    )
    assert run([*command, "--end-many", "2"]) == 1
    said(capsys)
    assert run([*command, "--end-many", "1"]) == 0
    assert "To be ended: 1\n  Early Help Board reports to The Partnership (until" in said(capsys)
    out = tmp_path / "out.jsonl"
    assert run(["export", "testham", "-o", str(out)]) == 0
    assert f'"until": "{date.today().isoformat()}"' in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "form"), [("y.xlsx", "workbook"), ("y", "csv")])
def test_what_is_taken_out_loads_back_unchanged(
    name: str, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["examples", "york"]) == 0
    out = str(tmp_path / name)
    assert run(["export", "york", "--format", form, "-o", out]) == 0
    assert run(["load", out, "--area", "york"]) == 0
    assert "York: nothing changed." in said(capsys)


def test_the_template_holds_no_row_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "template.xlsx"
    assert run(["template", "-o", str(file)]) == 0
    said(capsys)
    names = [table.sheet for table in read_tables(file)]
    assert names[0] == GUIDE
    assert [name for name in names if name not in (GUIDE, "Lists")] == [s.name for s in SHEETS]
    assert run(["load", str(file), "--area", "testham"]) == 2
    assert "it holds no row to load" in capsys.readouterr().err
    assert "No areas yet" in areas(capsys)


def two_row_headings(path: Path) -> Path:
    sheet = OutSheet(
        name="Bodies",
        columns=(OutColumn("The body"), OutColumn("")),
        rows=iter([["Name", "Kind of body"], ["Board", "main board"]]),
    )
    write_xlsx(path, [sheet])
    return path


def test_headings_in_two_rows_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["load", str(folder(tmp_path / "area", Area=AREA)), "--area", "testham"]) == 0
    said(capsys)
    file = two_row_headings(tmp_path / "two.xlsx")
    assert run(["load", str(file), "--area", "testham"]) == 1
    text = said(capsys)
    assert "put all headings into one first row" in text
    assert "2 rows read: 0 accepted, 2 refused." in text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("nowhere.xlsx", None, "no such file"),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "PNG picture"),
        ("empty.xlsx", b"", "empty"),
        ("cut.xlsx", b"PK\x03\x04" + b"x" * 40, "damaged"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ""),
    ],
)
def test_files_that_cannot_be_read_are_one_sentence(
    name: str,
    content: bytes | None,
    sentence: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    assert run(["load", str(file), "--area", "testham"]) == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert name in captured.err
    assert sentence in captured.err
    assert "No areas yet" in areas(capsys)


def test_wrong_use_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = str(folder(tmp_path / "facts", **GOOD))
    for arguments, sentence in (
        (["load", files, "--area", "New York"], "small letters and dashes"),
        (["load", files, "--area", "york", "--problems", "out.txt"], "neither .csv nor .xlsx"),
        (["load", files, "--area", "york", "--format", "workbook"], "use --format csv"),
        (["template", "-o", "out.csv"], "does not end in .xlsx"),
        (["export", "york", "-o", "york.txt"], "neither .jsonl nor .xlsx"),
    ):
        assert run(arguments) == 2
        assert sentence in capsys.readouterr().err


def test_an_area_that_is_not_there_needs_the_sheet_area(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["examples", "york"]) == 0
    files = folder(tmp_path / "facts", Bodies=GOOD["Bodies"])
    said(capsys)
    for area, sentence in (
        ("yorck", 'no area "yorck" (did you mean "york"?): fill in the sheet Area for a new one.'),
        ("shared", "is what areas share"),
    ):
        assert run(["load", str(files), "--area", area]) == 2
        error = capsys.readouterr().err
        assert sentence in error
        assert error.count("\n") == 1


def test_replace_writes_nothing_when_a_row_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = folder(tmp_path / "facts", **GOOD)
    assert run(["load", str(files), "--area", "testham"]) == 0
    folder(files, Bodies="Id,Name,Since\nehb,New name,\nnew,New,x\n")
    said(capsys)
    assert run(["load", str(files), "--area", "testham", "--replace", "--partial"]) == 1
    assert "as --replace ends what the file does not have" in said(capsys)
    assert "revision 1" in areas(capsys)


def test_files_that_are_there_are_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = folder(tmp_path / "facts", **GOOD)
    book = two_row_headings(tmp_path / "two.xlsx")
    (tmp_path / "plain").write_text("x")
    load = ["load", "--area", "testham", "--problems"]
    bad = folder(tmp_path / "bad", Area=AREA, Bodies="Name,Since\nB,x\n")
    for arguments, sentence in (
        ([*load, str(book), str(book)], "is read itself"),
        ([*load, str(files / "Bodies.csv"), str(files)], "is read itself"),
        (["template", "-o", str(book)], "is there already"),
        (["template", "-o", str(tmp_path / "plain" / "t.xlsx")], "cannot be written"),
        ([*load, str(tmp_path / "plain" / "p.csv"), str(bad)], "cannot be written"),
        ([*load, str(tmp_path / "plain" / "p.xlsx"), str(bad)], "cannot be written"),
    ):
        assert run(arguments) == 2
        error = capsys.readouterr().err
        assert sentence in error
        assert error.count("\n") == 1


@pytest.mark.parametrize("name", ["marked.xlsx", "listed.csv"])
def test_problems_are_not_written_over_what_somebody_may_have_corrected(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = folder(tmp_path / "bad", Area=AREA, Bodies="Name,Since\nB,x\n")
    file = tmp_path / name
    arguments = ["load", str(bad), "--area", "testham", "--problems", str(file)]
    assert run(arguments) == 1
    file.write_bytes(b"corrected")
    said(capsys)
    assert run(arguments) == 2
    captured = capsys.readouterr()
    right = "name a new one, or write over it with --force."
    assert (captured.out, captured.err) == ("", f"{file} is there already: {right}\n")
    assert file.read_bytes() == b"corrected"
    assert run([*arguments, "--force"]) == 1
    assert f"{file}: 1 problems." in said(capsys)
    assert file.read_bytes() != b"corrected"


def test_marks_stand_in_the_file_and_sheet_they_are_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marked = tmp_path / "marked.xlsx"
    good = folder(tmp_path / "one", Area=AREA, Bodies="Name,Kind of body\nA,main board\n")
    bad = folder(tmp_path / "two", Bodies="Name,Kind of body\nB,zz,one,two\n")
    arguments = [str(good), str(bad), "--area", "testham", "--problems", str(marked)]
    assert run(["load", *arguments]) == 1
    said(capsys)
    with zipfile.ZipFile(marked) as package:
        comments = [name for name in package.namelist() if "comments" in name]
        assert len(comments) == 1
        text = html.unescape(package.read(comments[0]).decode())
    assert all(f'"{part}"' in text for part in ("zz", "one", "two"))


def test_the_catalogue_of_problems_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["problems"]) == 0
    lines = said(capsys).splitlines()
    assert [line.split()[0] for line in lines] == [kind.code for kind in PROBLEM_KINDS]


def test_a_hidden_sheet_is_read_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "facts.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, text in GOOD.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(text.splitlines()):
                sheet.write_row(number, 0, line.split(","))
            if name == "Bodies":
                sheet.hide()
    assert run(["load", str(path), "--area", "testham", "--format", "workbook"]) == 0
    text = said(capsys)
    assert 'Note: facts.xlsx: the sheet "Bodies" is hidden; its 2 rows were read too.' in text
    assert text.count("hidden") == 1


def test_a_former_name_that_two_things_had_finds_neither(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["load", str(tmp_path / "facts"), "--area", "testham"]
    folder(tmp_path / "facts", **GOOD)
    assert run(command) == 0
    (tmp_path / "facts" / "Links.csv").unlink()
    # Both bodies were the Early Help Board once, one after the other; now neither is.
    for first, second in (("New", "Early Help Board"), ("New", "Other")):
        folder(tmp_path / "facts", Bodies=f"Id,Name\nehb,{first}\nscp,{second}\n")
        assert run(command) == 0
    folder(tmp_path / "facts", Links="From,Link,To\nEarly Help Board,reports to,Other\n")
    assert run(command) == 1
    assert "[unknown-name]" in said(capsys)
    folder(tmp_path / "facts", Links="From,Link,To\nNew,reports to,The Partnership\n")
    assert run(command) == 0


NUMBERED = {
    "Area": AREA,
    "Sources": "Source,Title\n001,Minutes\n",
    "Posts": "Id,Name,Source\n007,Head of Early Help,001\n",
}
# As a spreadsheet saves it, which takes the ids for numbers.
SAVED = {
    "Sources": "Source,Title\n1,Minutes\n",
    "Posts": "Id,Name,Source\n7,Head of early help,1\n",
}


def test_a_question_names_the_options_that_answer_it_and_waits_for_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["load", str(folder(tmp_path / "first", **NUMBERED)), "--area", "testham"]) == 0
    said(capsys)
    load = ["load", str(folder(tmp_path / "saved", **SAVED)), "--area", "testham"]
    assert run(load) == 1
    text = said(capsys)
    assert 'row 2: Is "7" the "007" on record? (1 row waits)' in text
    assert '      --same 7=007: yes, it is "007"' in text
    assert "      --another 7: no, it is another one" in text
    assert "    All at once, --same all: each is the other" in text
    assert "Nothing was written: answer the questions with the options they name." in text
    assert "[open-question]" not in text
    assert run([*load, "--same", "7"]) == 2
    assert "write 7=007" in capsys.readouterr().err
    assert run([*load, "--same", "all", "--dry-run"]) == 0
    text = said(capsys)
    assert (
        'name was "Head of Early Help", would be "Head of early help" (other signs or capitals)'
        in text
    )
    assert run([*load, "--same", "7=007", "--same", "1=001"]) == 0
    assert "0 facts added, 1 changed" in said(capsys)
    assert run([*load, "--another", "all"]) == 0
    assert "2 facts added" in said(capsys)


def test_problems_are_marked_in_a_file_that_is_named_after_its_workbook(tmp_path: Path) -> None:
    folder(tmp_path / "town", Area=AREA)
    (tmp_path / "town" / "notes.docx").write_text("x", encoding="utf-8")
    bad = tmp_path / "town" / "Our town - Bodies.csv"
    bad.write_text("Name,Since\nBoard,31/02/2024\n", encoding="utf-8")
    marked = tmp_path / "problems.xlsx"
    load = ["load", str(tmp_path / "town"), "--area", "testham", "--problems", str(marked)]
    assert run(load) == 1
    with zipfile.ZipFile(marked) as package:
        comments = [name for name in package.namelist() if "comments" in name]
        assert "31/02/2024" in package.read(comments[0]).decode()
