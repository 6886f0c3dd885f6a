"""Where the fact of a row was read: its own sources, those on record, or the row itself."""

from typing import TYPE_CHECKING

from graph.model import Fact, Reference, Source
from loaders.rows import RefusedRow, Row

if TYPE_CHECKING:
    from loaders.building import Builder

SOURCE_KEYS = ("source_document", "source_place", "source_heading")


def sources_of(row: Row, known: Fact | None, builder: "Builder") -> tuple[Reference, ...]:
    """Return the references of a row's fact; raises RefusedRow where places and sources differ."""
    documents = row.values.get("source_document")
    if documents is not None:
        places, headings = (row.values.get(key) or [] for key in SOURCE_KEYS[1:])
        _refuse_more(row, len(documents), places, headings)
        return tuple(
            Reference(document, _at(places, i), _at(headings, i))
            for i, document in enumerate(documents)
        )
    if known is not None:
        return tuple(getattr(known, "sources", ()))
    made = Source(area=builder.area, document=row.file, title=row.file, read_on=builder.today)
    if made.id not in builder.known:
        builder.facts.setdefault(made.id, made)
    return (Reference(row.file, f"{row.sheet.name}, row {row.number}"),)


def _refuse_more(row: Row, most: int, *lists: list[str]) -> None:
    for key, found in zip(SOURCE_KEYS[1:], lists, strict=True):
        if len(found) > most:
            wrong = f"there are {len(found)} of them and {most} sources"
            right = 'give one a source; a ";" inside a text is written ";;"'
            row.refuse("too-many-places", wrong, right, key)
            raise RefusedRow


def _at(texts: list[str], position: int) -> str:
    return texts[position] if position < len(texts) else ""
