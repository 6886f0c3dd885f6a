"""An answer as CSV: its tables one after the other, and how to cite it at the end."""

from collections.abc import Iterator, Sequence
from typing import Any

from api.reports.printing import csv_text
from api.schema.answer_tables import AnswerCell, AnswerTable, tables

# By which Excel knows that a CSV file is UTF-8.
MARK = "\ufeff"


def answer_csv(found: Sequence[AnswerTable], cited: Sequence[str] = ()) -> str:
    """Return tables as CSV, no cell of which is taken for a formula; cited are its last lines.

    One list alone begins with its headings, as programs want it; of several each has its title
    above. What an answer holds of a longer list is said.
    """
    listed = [table for table in found if table.listed]
    alone = len(listed) == 1 and not any(table.facts for table in found)
    parts = [_part(table, titled=not alone) for table in found]
    if cited:
        parts.append(csv_text(["To cite this answer"], [[line] for line in cited]))
    return MARK + "\n".join(part for part in parts if part)


def joined_pages(pages: Sequence[dict[str, Any] | None]) -> list[AnswerTable]:
    """Return the tables of an answer whose one list came in several pages."""
    first = dict(pages[0] or {}) if pages else {}
    for page in pages[1:]:
        for name, more in (page or {}).items():
            if isinstance(first.get(name), dict) and isinstance((more or {}).get("nodes"), list):
                nodes = [*first[name]["nodes"], *more["nodes"]]
                first[name] = {**first[name], "nodes": nodes}
    return tables(first)


def _part(table: AnswerTable, *, titled: bool) -> str:
    rows = [[_words(cell) for cell in row] for row in table.rows]
    title = csv_text([table.title], []) if titled else ""
    facts = csv_text(["", ""], [[label, _words(cell)] for label, cell in table.facts])
    said = title + (facts.partition("\n")[2] if table.facts else "")
    if not table.listed:
        return said
    more = list(_more(table))
    return said + csv_text(table.columns or ["None on record"], [*rows, *more])


def _more(table: AnswerTable) -> Iterator[list[str]]:
    if table.total > len(table.rows):
        yield [f"{len(table.rows)} of {table.total} are listed"]


def _words(cell: AnswerCell) -> str:
    """Return a cell in words, a line each; with the id that stands under a name."""
    text = "\n".join(cell.lines)
    return f"{text} ({cell.under})" if cell.under else text
