"""Commands for spreadsheets: the template, loading, and the catalogue of problems."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from api.commands.area_views import note_newer, say_newer
from api.commands.options import (
    answer_options,
    check_free,
    chosen_store,
    follow_option,
    force_option,
    store_option,
)
from api.commands.output import say
from api.commands.progress import ProgressLine
from api.errors import ANSWER_IS_NO, DONE, UsageError
from api.reports.load_changes import change_lists
from api.service.load_workbook import earlier_loads, newer_after, waiting, write
from graph.facts.identifiers import is_area_slug
from graph.facts.model import Snapshot
from graph.near_names import near_names
from loaders.formats import READERS, name_of_format, tables_of
from loaders.load_files import load_files
from loaders.problems import PROBLEM_KINDS
from loaders.questions import AnswersGiven, BadAnswer, RowQuestion
from loaders.report import Report
from loaders.workbook.reading.load import Loaded
from loaders.workbook.reading.many_endings import ManyEndings

_SHOWN = 20  # lines of each list; the file of problems has them all
_SHARED = "shared"


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option("--area", required=True, metavar="SLUG", help="The area the facts belong to.")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(list(READERS)),
    help="What the files are; default: by what is in them.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be added, changed and ended.")
@click.option("--partial", is_flag=True, help="Write the good rows though others are refused.")
@click.option("--replace", is_flag=True, help="End today what the store has and the file does not.")
@click.option(
    "--problems",
    "problems_file",
    type=click.Path(path_type=Path),
    help="Write the problems to a .csv, or the file with its problems marked to an .xlsx.",
)
@click.option(
    "--end-many",
    type=click.IntRange(min=1),
    metavar="N",
    help="Confirm how many facts end, where that is more than a third of a sheet.",
)
@answer_options
@follow_option
@force_option
@store_option
def load(
    files: tuple[Path, ...],
    area: str,
    file_format: str | None,
    dry_run: bool,
    partial: bool,
    replace: bool,
    problems_file: Path | None,
    end_many: int | None,
    follow: bool,
    force: bool,
    store_url: str | None,
    **given: tuple[str, ...],
) -> int:
    """Load workbooks (XLSX, XLS, ODS) or folders of CSVs into an area.

    Nothing is written when anything is refused, unless with --partial. Start from
    "goldenthread template -o FILE.xlsx". What only you can say is asked: the question names the
    options that answer it, and the rows wait until the file is loaded with one. What the file had
    before and has no more stays on record, and is asked about too. A file of problems that is
    there is written over with --force only: somebody may have corrected it.
    """
    _check_use(area, files, problems_file)
    if problems_file and not problems_file.is_dir():
        check_free(problems_file, force=force)
    _check_format(file_format, files)
    answers = _answers(given)
    progress = ProgressLine()
    with chosen_store(store_url, creating=True, trying=dry_run) as store:
        there = [summary.area.slug for summary in store.areas()]
        snapshot = store.read(area) if area in there else None
        loaded = load_files(
            files,
            area,
            snapshot,
            today=date.today(),
            replace=replace,
            earlier=earlier_loads(store, area) if snapshot else None,
            progress=progress.tell,
            answers=answers,
        )
        progress.clear()
        if snapshot is None and not loaded.tells_area:
            raise UsageError(_no_area(area, there))
        loaded.report.hints += waiting(loaded, there)
        _say_report(loaded.report, every_question=dry_run)
        if problems_file:
            _write_problems(problems_file, files, loaded.report)
        refusal = _refusal(loaded, snapshot, partial, replace)
        if refusal:
            say(refusal)
            return ANSWER_IS_NO
        uncounted = _uncounted(loaded.many, end_many)
        if dry_run or replace or uncounted:
            _say_changes(loaded, snapshot, dry_run or bool(uncounted))
        if uncounted:
            say(uncounted)
        if uncounted and not dry_run:
            return ANSWER_IS_NO
        if dry_run:
            if not follow:
                note_newer(newer_after(loaded, snapshot), "load it with --follow-today.")
            say("Nothing was written: this was a dry run.")
            return DONE
        source = ", ".join(path.name for path in files)
        with progress.waiting(f"Writing {len(loaded.changes):,} changes"):
            done = write(store, loaded, snapshot, source)
        say(done)
        say_newer(store, area, follow)
    return DONE


def _check_use(area: str, files: tuple[Path, ...], problems_file: Path | None) -> None:
    if not is_area_slug(area):
        raise UsageError(f'"{area}" is no short name of an area: use small letters and dashes.')
    if area == _SHARED:
        raise UsageError(f'"{_SHARED}" is what areas share, no area: name the area itself.')
    if problems_file is None:
        return
    if problems_file.suffix not in (".csv", ".xlsx"):
        raise UsageError(f"{problems_file} ends in neither .csv nor .xlsx: name it so.")
    wanted = problems_file.resolve()
    if any(path.resolve() in (wanted, wanted.parent) and _holds(path, wanted) for path in files):
        raise UsageError(f"{problems_file} is read itself: name another file for the problems.")


def _answers(given: Mapping[str, tuple[str, ...]]) -> AnswersGiven:
    try:
        return AnswersGiven.of_options(given)
    except BadAnswer as error:
        raise UsageError(str(error)) from error


def _uncounted(many: ManyEndings | None, end_many: int | None) -> str:
    """Return what must be confirmed before so much ends, or ""."""
    if many is None or many.count == end_many:
        return ""
    return f"{many.sentence}: if that is meant, confirm it with --end-many {many.count}."


def _check_format(wanted: str | None, files: tuple[Path, ...]) -> None:
    for path in files if wanted else ():
        name = name_of_format(path)
        if name != wanted:
            is_one = f"{path} is {READERS[name].words}"
            raise UsageError(f"{is_one}: use --format {name}, or leave --format out.")


def _holds(path: Path, wanted: Path) -> bool:
    """Say whether reading a path reads a file: the path itself, or a table in that folder."""
    return path.resolve() == wanted or (path.is_dir() and wanted.suffix == ".csv")


def _no_area(area: str, there: list[str]) -> str:
    near = near_names(area, there, 1)
    asked = f' (did you mean "{near[0]}"?)' if near else ""
    return f'There is no area "{area}"{asked}: fill in the sheet Area for a new one.'


def _refusal(loaded: Loaded, snapshot: Snapshot | None, partial: bool, replace: bool) -> str:
    """Return why nothing can be written, or ""."""
    if not loaded.report.problems:
        return ""
    if not loaded.report.to_correct and not partial:
        return "Nothing was written: answer the questions with the options they name."
    if replace:
        right = "correct the problems, as --replace ends what the file does not have"
        return f"Nothing was written: {right}."
    if not partial:
        return "Nothing was written: correct the problems, or use --partial."
    if snapshot is None and not loaded.has_area:
        return "Nothing was written: correct the row of the sheet Area first."
    return ""


def _say_report(report: Report, *, every_question: bool) -> None:
    say(report.sentence)
    for notice in report.notices:
        say(f"  Note: {notice}")
    _say_questions(report, None if every_question else _SHOWN)
    for problem in report.to_correct[:_SHOWN]:
        say(f"  [{problem.code}] {problem.sentence}")
    if len(report.to_correct) > _SHOWN:
        more = len(report.to_correct) - _SHOWN
        say(f"  and {more} more problems: write them all with --problems FILE.csv")
    for hint in report.hints[:_SHOWN]:
        say(f"  Hint: {hint}")


def _say_questions(report: Report, most: int | None) -> None:
    """Say what is asked, a sort after the other, with the options that answer it."""
    for kind, asked in report.questions_by_kind:
        say(f"  Question: {kind.title}.")
        for question in asked[:most]:
            say(f"    {question.place.words}: {question.sentence}{_waiting(question)}")
            for answer in question.answers:
                say(f"      {answer.as_typed}: {answer.words}")
        if most and len(asked) > most:
            say(f"    and {len(asked) - most:,} more like these: --dry-run lists them all")
        if len(asked) > 1:
            for answer in kind.for_all:
                say(f"    All at once, {answer.as_typed}: {answer.words}")


def _waiting(question: RowQuestion) -> str:
    if not question.rows:
        return ""
    return " (1 row waits)" if question.rows == 1 else f" ({question.rows:,} rows wait)"


def _say_changes(loaded: Loaded, snapshot: Snapshot | None, dry_run: bool) -> None:
    word = "Would be" if dry_run else "To be"
    for what, facts, said in change_lists(loaded, snapshot):
        if facts or what != "withdrawn":
            say(f"{word} {what}: {len(facts):,}")
        for sentence in said:
            say(f"  {sentence}")


def _write_problems(path: Path, files: tuple[Path, ...], report: Report) -> None:
    from loaders.workbook.problem_files import write_problems_csv, write_problems_xlsx

    if path.suffix == ".csv":
        write_problems_csv(path, report.problems)
    else:
        write_problems_xlsx(path, tables_of(files), report.problems)
    say(f"{path}: {len(report.problems)} problems.")


@click.command()
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file.")
def template(output: Path) -> None:
    """Write the empty workbook, with lists to choose from and a guide."""
    from loaders.workbook.writing import template as write_template

    if output.suffix != ".xlsx":
        raise UsageError(f"{output} does not end in .xlsx: name it so.")
    if output.exists():
        raise UsageError(f"{output} is there already: name a new file.")
    write_template(output)
    say(f"{output}: the empty workbook; begin with the sheet Guide.")


@click.command()
def problems() -> None:
    """List what can be wrong with a file, and what would be right."""
    for kind in PROBLEM_KINDS:
        say(f"{kind.code:<20} {kind.title}. {kind.remedy}")
