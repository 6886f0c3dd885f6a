"""A refused row looked at once more, so that all that is wrong with it is told at once."""

from contextlib import suppress
from dataclasses import replace

from graph.facts.dates import PartialDate
from graph.kinds import DECLARABLE_LIST, LINK_KIND
from loaders.workbook.reading.cells import BadCell, right_word
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.provenance import document_meant
from loaders.workbook.reading.references import find_thing, references_of
from loaders.workbook.reading.rows import RefusedRow, SheetRow, right_link

_NAMING = {
    "link": ("from", "to", "holder", "body"),
    "meeting": ("body",),
    "attendance": ("holder", "body"),
    "declaration": ("subject",),
}


def look_again(state: LoadState, row: SheetRow) -> None:
    """Tell what else is wrong with a row that has a problem, in columns that have none yet.

    What can be told by itself alone: names that nothing has, an end before its beginning. The
    rest depends on the cells that could not be read.
    """
    refused = {problem.place.column for problem in row.problems}
    for key in _naming(row):
        column = row.sheet.column(key)
        if column is None or column.heading in refused or not row.text(key):
            continue
        try:
            find_thing(state, row, key)
        except BadCell as bad:
            if bad.code != "ambiguous-name":  # which kinds fit may stand in a cell refused
                row.refuse(bad.code, bad.wrong, bad.right, key)
    _look_at_link(state, row)
    _look_at_dates(row, refused)
    column = row.sheet.column("source_document")
    if column and column.heading not in refused:
        with suppress(RefusedRow):  # told at its column
            for document in row.values.get("source_document") or ():
                document_meant(state, row, document)


def _look_at_link(state: LoadState, row: SheetRow) -> None:
    """Of a word that is no link, name only the links that may join the two ends of the row."""
    column = row.sheet.column("kind")
    if row.sheet.name != "Links" or column is None:
        return
    for position, problem in enumerate(row.problems):
        turned = right_link(row.raw.get("kind", ""))
        if (problem.code, problem.place.column) != ("not-in-list", column.heading) or turned:
            continue
        try:
            start, stop = (find_thing(state, row, key) for key in ("from", "to"))
        except BadCell:
            return  # told at its own column
        ends = (state.names.kinds[start], state.names.kinds[stop])
        fitting = [choice for choice in column.choices if ends in LINK_KIND[choice.word].pairs]
        right = right_word(row.raw["kind"], fitting)
        if not fitting:
            right = f"no link joins the {ends[0]} on the left and the {ends[1]} on the right"
        row.problems[position] = replace(problem, right=right)


def _naming(row: SheetRow) -> list[str]:
    """Return the keys of the cells that name a thing."""
    if row.sheet.fact_type == "node":
        kinds = {row.text("kind")} & set(row.sheet.kinds) or set(row.sheet.kinds)
        return [
            name for kind in sorted(kinds) for name in references_of(kind) if name != "from_meeting"
        ]
    listed = DECLARABLE_LIST.get(row.text("list"))
    if row.sheet.fact_type == "declaration" and (listed is None or listed.of_area):
        return []
    return list(_NAMING.get(row.sheet.fact_type, ()))


def _look_at_dates(row: SheetRow, refused: set[str]) -> None:
    since, until = row.text("since"), row.text("until")
    column = row.sheet.column("until")
    if not since or not until or (column and column.heading in refused):
        return
    if PartialDate(since).first > PartialDate(until).last:
        wrong = f'"until" ({until}) is before "since" ({since})'
        row.refuse("until-before-since", wrong, "end it after it began", "until")
