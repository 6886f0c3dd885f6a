"""Where the fact of a row was read: its own sources, those on record, or the row itself."""

from collections.abc import Sequence
from dataclasses import replace

from graph.facts.identifiers import document_of, source_id
from graph.facts.model import (
    Area,
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    QuestionState,
    Reference,
    Source,
)
from graph.facts.validation import page_problem, quote_problem
from graph.near_names import near_names
from loaders.workbook.reading.cells import BadCell, quoted, shown
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.rows import RefusedRow, SheetRow
from loaders.workbook.sheets import SEPARATOR

SOURCE_KEYS = _DOCUMENT, _PLACE, _HEADING, _PAGE, _QUOTE = (
    *("source_document", "source_place", "source_heading"),
    *("source_page", "source_quote"),
)
_PARTS = SOURCE_KEYS[1:]


_MOST_DIGITS = 9  # of a page: int() of thousands of digits takes its time


def says_source(row: SheetRow) -> bool:
    """Say whether a row gives a source, or where in it, itself."""
    get = row.values.get  # asked of every row
    return not (get(_DOCUMENT) is get(_PLACE) is get(_HEADING) is get(_PAGE) is get(_QUOTE) is None)


def sources_of(state: LoadState, row: SheetRow, known: Fact | None) -> tuple[Reference, ...]:
    """Return the references of a row's fact; raises RefusedRow where places and sources differ."""
    documents = row.values.get("source_document")
    stored = tuple(getattr(known, "sources", ()))
    if documents is None and says_source(row):
        if "source_document" in row.values or not stored:
            right = f"name the source too, or empty {_filled(row)}"
            row.refuse("empty-cell", '"Source" is empty', right, "source_document")
            raise RefusedRow
        return _over(row, stored)
    if documents is not None:
        parts = [row.values.get(key) or [] for key in _PARTS]
        if len(documents) == 1:
            parts[-1] = _one_sentence(parts[-1])
        _refuse_more(row, len(documents), parts)
        documents = [document_meant(state, row, document) for document in documents]
        for document in documents:
            _hint_unknown(state, row, document)
        return tuple(
            _reference(row, document, [_at(part, i) for part in parts])
            for i, document in enumerate(documents)
        )
    return stored if known is not None else (_row_reference(state, row),)


def document_meant(state: LoadState, row: SheetRow, text: str) -> str:
    """Return the document that a cell means; raises RefusedRow where that is asked."""
    if text in state.documents:
        return text
    made_id = source_id(state.area, text)
    try:
        meant = state.ids.meant(made_id, text, row.place)
    except BadCell as bad:
        row.refuse(bad.code, bad.wrong, bad.right, "source_document")
        raise RefusedRow from bad
    return text if meant == made_id else document_of(meant)


def _row_reference(state: LoadState, row: SheetRow) -> Reference:
    """Return the row itself as a source, its file as the document."""
    file = row.place.file
    made_id = source_id(state.area, file)
    if state.fact(made_id) is None:
        made = Source(area=state.area, document=file, title=file, read_on=state.today)
        state.facts[made_id] = made
    return Reference(file, row.place.as_reference)


def drop_unused_files(state: LoadState) -> None:
    """Take out the files that were named as the source of facts which came to nothing."""
    used = {
        reference.document
        for fact in state.facts.values()
        if not isinstance(fact, Source)
        for reference in fact.sources
    }
    for fact in list(state.facts.values()):
        if not isinstance(fact, Source) or fact.id in state.row_of or fact.id in state.known:
            continue
        if fact.document not in used:
            del state.facts[fact.id]


def with_row(state: LoadState, fact: Fact, row: SheetRow) -> Fact:
    """Return a fact with the row as one more source."""
    if not isinstance(fact, Area | Node | Link | Meeting | Declaration | QuestionState):
        return fact
    reference = _row_reference(state, row)
    if reference in fact.sources:
        return fact
    return replace(fact, sources=(*fact.sources, reference))


def _over(row: SheetRow, stored: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Return the stored sources with the places, passages and so on of a row that names none."""
    parts = [row.values.get(key) for key in _PARTS]
    if len(stored) == 1 and parts[-1]:
        parts[-1] = _one_sentence(parts[-1])
    _refuse_more(row, len(stored), [part or [] for part in parts])
    return tuple(
        _reference(
            row,
            reference.document,
            [
                before if part is None else _at(part, i)
                for before, part in zip(_texts(reference), parts, strict=True)
            ],
        )
        for i, reference in enumerate(stored)
    )


def _one_sentence(pieces: list[str]) -> list[str]:
    """Return the sentence of a lone source: a semicolon in it parts nothing, so it is no slip."""
    return [SEPARATOR.join(pieces)] if pieces else []


def _texts(reference: Reference) -> tuple[str, ...]:
    """Return what a reference says besides its document, as cells have it."""
    page = "" if reference.page is None else str(reference.page)
    return reference.place, reference.heading, page, reference.quote


def _reference(row: SheetRow, document: str, parts: Sequence[str]) -> Reference:
    """Make a reference of its parts; raises RefusedRow, the problem of a cell told."""
    place, heading, page, quote = parts
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < _MOST_DIGITS else page
    if page and (right := page_problem(number)):
        wrong = f'"{shown(page)}" is no number of a page'
        row.refuse("not-a-number", wrong, right, _PAGE)
        raise RefusedRow
    if right := quote_problem(quote.strip()):
        wrong = f"the sentence has {len(quote.strip())} characters"
        row.refuse("too-long", wrong, right, _QUOTE)
        raise RefusedRow
    return Reference(document, place, heading, int(number) if page else None, quote.strip())


def _filled(row: SheetRow) -> str:
    """Name the columns that say where in a source, and are filled."""
    columns = (row.sheet.column(key) for key in _PARTS if row.values.get(key) is not None)
    return " and ".join(f'"{column.heading}"' for column in columns if column)


def _hint_unknown(state: LoadState, row: SheetRow, document: str) -> None:
    if document in state.documents:
        return
    near = near_names(document, state.documents, 1)
    asked = f"; did you mean {quoted(near)}?" if near else "."
    wrong = f'the source "{shown(document)}" is not on the sheet Sources'
    state.report.hints.append(f"{row.place.words}: {wrong}{asked}")
    state.note_documents([document])


def _refuse_more(row: SheetRow, most: int, lists: Sequence[list[str]]) -> None:
    for key, found in zip(_PARTS, lists, strict=True):
        if len(found) > most:
            wrong = f"there are {len(found)} of them and {most} sources"
            right = 'give one a source; a ";" inside a text is written ";;"'
            row.refuse("too-many-places", wrong, right, key)
            raise RefusedRow


def _at(texts: list[str], position: int) -> str:
    return texts[position] if position < len(texts) else ""
