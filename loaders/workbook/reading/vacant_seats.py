"""Words in the place of a holder: those that leave the seat empty, and those that say nothing."""

from collections.abc import Iterable

from graph.name_keys import name_key, plain_signs
from loaders.workbook.other_words import HOLDER_UNKNOWN, SEAT_IS_VACANT, SEAT_NAMES_NOBODY
from loaders.workbook.reading.cells import folded, shown
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.rows import SheetRow

_MOST_TOLD = 5  # words of a notice


def names_nobody(text: str) -> bool:
    """Say whether a holder is no name but says that there is none: Vacant, TBC, N/A, a dash."""
    word = folded(text)
    if not word:
        # Signs alone: a dash is nobody, a question mark is somebody whom nobody knows.
        return bool(text) and not plain_signs(text).strip("-. ")
    return word in SEAT_IS_VACANT or word in SEAT_NAMES_NOBODY


def names_nothing(text: str) -> bool:
    """Say whether a text stands for no thing at all, so that none should be made of it."""
    return names_nobody(text) or folded(text) in HOLDER_UNKNOWN or not folded(text)


def read_vacancies(state: LoadState, rows: Iterable[SheetRow]) -> None:
    """Make empty seats of the rows whose holder names nobody, and say so.

    Where a thing is really called so, in the file or on record, the row means that thing.
    """
    seats = []
    called = set()
    for row in rows:
        if row.sheet.name == "Seats":
            seats.append(row)
        elif row.sheet.fact_type == "node":
            own = (row.text("name"), *(row.values.get("aliases") or ()))
            called |= {name_key(word) for word in own if word}
    emptied: dict[tuple[str, str], list[str]] = {}
    for row in seats:
        word = row.text("holder")
        if not names_nobody(word) or name_key(word) in called or state.names.knows(word):
            continue
        row.values["holder"], row.nobody = None, word
        if folded(word) in SEAT_IS_VACANT and row.values.get("vacant") is None:
            row.values["vacant"] = True
        said = f'"{shown(word)}" (row {row.place.row})' if row.place.row else f'"{shown(word)}"'
        emptied.setdefault((row.place.file, row.place.sheet), []).append(said)
    for (file, sheet), words in emptied.items():
        more = f" and {len(words) - _MOST_TOLD} more" if len(words) > _MOST_TOLD else ""
        one = "it is recorded as an empty seat"
        many = "each is recorded as an empty seat"
        state.report.notices.append(
            f'{file}, sheet "{sheet}": {", ".join(words[:_MOST_TOLD])}{more} '
            f"{'names' if len(words) == 1 else 'name'} nobody; {one if len(words) == 1 else many}."
        )
