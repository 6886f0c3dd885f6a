"""Problems written out: as a list, or as the file itself with its problem cells marked."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from loaders.report import Problem
from loaders.tables import RawTable
from loaders.whole_files import cannot_write, whole_file
from loaders.workbook.annotate import write_marked
from loaders.workbook.reading.cells import folded, neutral

HEADINGS = ("Code", "File", "Sheet", "Row", "Column", "Value", "What is wrong", "What is right")


def _cells(problem: Problem) -> list[str]:
    place = problem.place
    row = str(place.row) if place.row else ""
    where = [place.file, place.sheet or place.part, row, place.column]
    return [problem.code, *where, problem.value, problem.wrong, problem.right]


def write_problems_csv(path: Path, problems: Iterable[Problem]) -> None:
    """Write a row for each problem, whole or not at all; raises CannotWrite."""
    try:
        with (
            whole_file(path) as part,
            part.open("w", encoding="utf-8-sig", newline="") as file,
        ):
            writer = csv.writer(file)
            writer.writerow(HEADINGS)
            writer.writerows([neutral(cell) for cell in _cells(p)] for p in problems)
    except OSError as error:
        raise cannot_write(path, error) from error


def write_problems_xlsx(
    path: Path, tables: Iterable[RawTable], problems: Sequence[Problem]
) -> None:
    """Write the tables of the files again with the problem cells marked, and a list of them."""
    marks: dict[tuple[str, str], dict[tuple[int, str], str]] = {}
    for problem in problems:
        place, sentence = problem.place, f"{problem.wrong}; {problem.right}."
        in_sheet = marks.setdefault((place.file, folded(place.sheet)), {})
        cell = (place.row, place.column)
        in_sheet[cell] = f"{in_sheet[cell]}\n{sentence}" if cell in in_sheet else sentence
    listed = [HEADINGS, *(tuple(_cells(problem)) for problem in problems)]
    write_marked(path, list(tables), marks, listed)
