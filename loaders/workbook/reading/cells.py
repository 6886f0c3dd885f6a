"""Cells to values: dates, yes and no, numbers and closed lists, in the ways people write them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from graph.facts.dates import PartialDate
from graph.facts.unsafe_text import unseen
from graph.kinds import Choice, ValueType
from graph.kinds.nearest_words import also_called, explained, nearest_words
from graph.name_keys import folded_name, is_blank, plain_signs, without_unseen
from loaders.formula_guard import FORMULA_STARTS
from loaders.tables.table import CellError
from loaders.workbook.sheets import EXAMPLE_MARK, SEPARATOR, SheetColumn

_YES = {"yes", "y", "true", "1", "ja", "x"}
_NO = {"no", "n", "false", "0"}
# By a list's identity, as hashing it for each cell would be felt; each is kept beside its words,
# so that no other list can come to have its identity.
_WORDS: dict[int, tuple[Sequence[Choice], dict[str, str]]] = {}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_OUR_WORDS = {
    *(ValueType.DATE, ValueType.YES_NO, ValueType.NUMBER, ValueType.DECIMAL),
    *(ValueType.POUNDS, ValueType.PER_CENT),
}
_SERIAL_ZERO = date(1899, 12, 30)
_LONGEST_SHOWN = 80  # characters of a cell in a sentence
_MOST_LISTED = 8  # words of a closed list in a sentence; a longer one stands on the sheet Guide
NONE = "none"  # in a cell of several values: recorded as none of them, where empty says nothing
EMPTY = "'"  # in a cell: a text that is recorded and empty
_GUARDED_STARTS = (*FORMULA_STARTS, "'", EXAMPLE_MARK)


@dataclass(frozen=True, slots=True)
class BadCell(Exception):
    """A cell that cannot be read: the code of the problem, what is wrong, what would be right."""

    code: str
    wrong: str
    right: str


def neutral(text: str) -> str:
    """Return a text as a cell that reads back exactly; restored brings it back.

    An apostrophe goes before what a spreadsheet would take for a formula and what reading would
    take for an example or for "none"; two go round a text with outer space.
    """
    if _loose(text):
        return f"'{text}'"
    return f"'{text}" if _guarded(text) else text


def restored(text: str) -> str:
    """Undo neutral."""
    if not text.startswith("'"):
        return text
    rest = text[1:]
    if rest.endswith("'") and _loose(rest[:-1]):
        return rest[:-1]
    return rest if text == EMPTY or _guarded(rest) else text


def _guarded(text: str) -> bool:
    return (
        text.startswith(_GUARDED_STARTS)
        or _says_none(text)
        or (not text.isascii() and without_unseen(text) != text)
    )


def _says_none(text: str) -> bool:
    return len(text) == len(NONE) and text.casefold() == NONE


def _loose(text: str) -> bool:
    # Apostrophes at the end may be those that neutral has put there.
    core = text.rstrip("'")
    return core != core.rstrip() or text[:1].isspace()


def folded(text: str) -> str:
    """Return a text without case, spaces and punctuation, for comparing words."""
    return re.sub(r"[^0-9a-z]+", "", folded_name(text))


def shown(text: str) -> str:
    """Return a text as a sentence may hold it: a long one is cut."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def quoted(words: Iterable[str]) -> str:
    """Return words as a choice: "a" or "b"."""
    return " or ".join(f'"{word}"' for word in words)


def plain(cell: Any) -> str:
    """Return a cell as the text a person sees in it."""
    if isinstance(cell, str):
        return restored(cell)
    if cell is None:
        return ""
    if isinstance(cell, CellError):
        return cell.text or "(not calculated)"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute) else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def read_cell(column: SheetColumn, cell: Any) -> Any:
    """Return the value of a cell as the archive format has it; None where it is empty.

    Raises BadCell.
    """
    if isinstance(cell, CellError):
        raise _no_result(cell)
    text = plain(cell)
    exact = isinstance(cell, str) and text != cell
    text = text if exact else without_unseen(text).strip()
    if found := unseen(text, many_lines=column.many_lines or column.type is not ValueType.TEXT):
        raise BadCell("bad-text", f"the cell holds {found.what}", found.right)
    if not text and not exact:
        return None
    if column.several and not exact and _says_none(text):
        return []
    text = tidied(text) if column.type in _OUR_WORDS else text
    if column.type is ValueType.DATE:
        return read_date(cell if isinstance(cell, int | float | date) else text)
    if column.type is ValueType.YES_NO:
        return _yes_no(text)
    if column.type is ValueType.NUMBER:
        return _number(text)
    if column.type is ValueType.DECIMAL:
        return _decimal(text)
    if column.type is ValueType.POUNDS:
        return _pounds(text)
    if column.type is ValueType.PER_CENT:
        return _per_cent(text)
    if column.type is ValueType.CHOICE:
        return _word(text, column.choices)
    if column.type is ValueType.CHOICES:
        return [_word(part, column.choices) for part in split(text)]
    return split(text) if column.several else text


def _no_result(cell: CellError) -> BadCell:
    if cell.text:
        right = "write the value in place of the formula"
        return BadCell("formula-error", f"the formula gives {cell.text}", right)
    wrong = "this cell holds a formula that was never calculated, so nobody knows its value"
    right = "open the file in a spreadsheet program and save it, then load that"
    return BadCell("formula-not-calculated", wrong, right)


def is_empty(cell: Any) -> bool:
    """Say whether a cell is empty: nothing in it, or nothing to be seen. A formula never is."""
    return cell is None or (isinstance(cell, str) and is_blank(cell))


def tidied(text: str) -> str:
    """Return a date, a number, yes or no with plain signs, and no full stop at its end."""
    return plain_signs(text).rstrip(". ")


def split(text: str) -> list[str]:
    """Split a cell of several values: an empty place is kept; ";;" is a ";" inside a value."""
    parts = text.replace(";;", "\0").split(SEPARATOR.strip())
    return [restored(part.strip().replace("\0", ";")) for part in parts]


def joined(parts: Iterable[str]) -> str:
    """Return several values as one cell, which split brings back; "" for no values."""
    values = [part if part and _alone(part) else neutral(part) for part in parts]
    if values == [""]:
        values = [EMPTY]
    return neutral(SEPARATOR.join(value.replace(";", ";;") for value in values).strip())


def _alone(part: str) -> bool:
    return restored(part.strip()) == part


def _yes_no(text: str) -> bool:
    word = text.casefold()
    if word in _YES | _NO:
        return word in _YES
    wrong = f'"{shown(text)}" is neither yes nor no'
    raise BadCell("not-yes-or-no", wrong, "write yes, no or nothing")


def _number(text: str) -> int:
    # "42.0" is how programs write a column of whole numbers that has empty cells.
    if whole := re.fullmatch(r"(\d{1,6}|\d{1,3}(?:,\d{3})+)(?:\.0+)?", text, re.ASCII):
        return int(whole[1].replace(",", ""))
    wrong = f'"{shown(text)}" is no whole number'
    raise BadCell("not-a-number", wrong, "write a number such as 31")


def _pounds(text: str) -> int:
    if whole := re.fullmatch(r"£? ?(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.0+)?", text, re.ASCII):
        return int(whole[1].replace(",", ""))
    wrong = f'"{shown(text)}" is no amount of whole pounds'
    raise BadCell("not-a-number", wrong, "write whole pounds, such as 250000")


def _per_cent(text: str) -> float:
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,2}0*)?) ?%?", text, re.ASCII)
    if found and float(found[1]) <= 100:
        return float(found[1])
    wrong = f'"{shown(text)}" is no share from 0 to 100 with up to two decimal places'
    raise BadCell("not-a-number", wrong, "write a number of per cent, such as 33.33")


def _decimal(text: str) -> str:
    if re.fullmatch(r"\d{1,6}([.,]\d{1,4})?", text, re.ASCII):
        return text.replace(",", ".")
    wrong = f'"{shown(text)}" is no number with up to four decimal places'
    raise BadCell("not-a-number", wrong, "write a number such as 3.4")


def _word(text: str, choices: Sequence[Choice]) -> str:
    _, known = _WORDS.get(id(choices), (choices, None))
    if known is None:
        known = {folded(said): c.word for c in choices for said in (c.label, c.word)}
        _WORDS[id(choices)] = choices, known
    word = known.get(text) or known.get(folded(text))
    if word:
        return word
    raise BadCell("not-in-list", f'"{shown(text)}" is not in the list', right_word(text, choices))


def right_word(text: str, choices: Sequence[Choice]) -> str:
    """Say which word of a list would be right: what a text is another name of, what is near it.

    Else all of a short list; a long one stands on the sheet Guide, and is never cut off here.
    """
    labels = [choice.label for choice in choices]
    short = len(labels) <= _MOST_LISTED
    near = also_called(text, choices) if short else nearest_words(text, choices)
    if near:
        return f"choose {' or '.join(explained(one, one.label) for one in near)}"
    if short:
        return f"choose {quoted(labels)}"
    return "choose a word of the column's list; the sheet Guide says what each means"


def read_date(cell: Any) -> str:
    """Return a date as 2024, 2024-03 or 2024-03-14.

    Reads these, 2024/03/14, 31/03/2024, 03/2024, Mar-2024, Mar-15, 31 March 2024, 31st March 2024,
    days of a spreadsheet and their serial numbers. Raises BadCell.
    """
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float):
        return _from_number(cell)
    text = tidied(str(cell))
    for reader in (_iso, _slashed, _named):
        found = reader(text)
        if found:
            return _checked(found, text)
    if re.fullmatch(r"\d{5}", text):
        return _from_number(int(text))
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", text):
        right = "write the year with four digits, as 14/03/2024"
        raise BadCell("not-a-date", f'"{text}" does not say which century', right)
    raise _no_date(text)


def _no_date(text: str) -> BadCell:
    right = "write a day that is in the calendar, as 2024-03-14, 14/03/2024, 2024-03 or 2024"
    return BadCell("not-a-date", f'"{shown(text)}" is no date', right)


def _from_number(number: float) -> str:
    # A year; or the serial number of a day, from 1954 to 2119, as a cell without a date format has.
    if 1900 <= number <= 2100 and float(number).is_integer():
        return str(int(number))
    if 20_000 <= number <= 80_000:
        return (_SERIAL_ZERO + timedelta(days=int(number))).isoformat()
    raise _no_date(plain(number))


def _checked(found: str, text: str) -> str:
    try:
        return PartialDate(found).text
    except ValueError:
        raise _no_date(text) from None


def _iso(text: str) -> str:
    matched = re.fullmatch(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ]\d\d:\d\d.*)?", text)
    return matched[1] if matched else ""


def _slashed(text: str) -> str:
    turned = re.fullmatch(r"(\d{4})/(\d{1,2})(?:/(\d{1,2}))?", text)
    if turned:
        year, month, day = turned.groups()
        return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    matched = re.fullmatch(r"(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})", text)
    if not matched:
        return ""
    day, month, year = matched.groups()
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def _named(text: str) -> str:
    matched = re.fullmatch(
        r"(?:(\d{1,2})(?:st|nd|rd|th)?[ -])?([A-Za-z]{3,9})\.?[ -](\d{4}|\d{2})", text
    )
    if not matched or matched[2][:3].casefold() not in _MONTHS:
        return ""
    day, month, year = matched.groups()
    number = _MONTHS.index(month[:3].casefold()) + 1
    full = year if len(year) == 4 else f"20{year}"
    return f"{full}-{number:02}" + (f"-{int(day):02}" if day else "")
