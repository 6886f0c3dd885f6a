"""JSON objects read by the shapes of change_shapes: each value checked, in the words of an archive.

GraphQL has checked what it sends; what a page's script sends has been checked by nobody.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from math import isfinite
from typing import Any

from api.errors import UsageError
from api.service.change_shapes import Holds, InputField, InputShape
from graph.facts.dates import is_date
from graph.kinds.nearest_words import allowed_words
from graph.near_names import near_names

MOST_SHOWN = 60  # characters of what somebody sent that a sentence repeats
LONGEST_NAME = 300  # characters of an id or a name: no map has longer ones
MOST_OF_ONE = 2000  # entries of one list: no register and no map has more
_NAMES = ("name", "aliases", "title")
_WHOLE = range(-(2**31), 2**31)  # what an Int of GraphQL may be


class BadField(UsageError):
    """A field of a change that cannot be understood: where it stands, and why."""

    def __init__(self, path: Iterable[str], sentence: str) -> None:
        self.path, self.sentence = tuple(path), sentence
        super().__init__(sentence)


def read_object(
    shape: InputShape, value: object, own: Callable[[str], str] = str
) -> dict[str, Any]:
    """Return what an input gives, by the key of an archive; None where it takes something away.

    Words are those of the record, dates texts; own takes the view off an id. Raises BadField.
    """
    if not isinstance(value, Mapping):
        raise BadField((), f"it is no {shape.name}: write an object with its fields.")
    known = {field.name: field for field in shape.fields}
    for name in value:
        if name not in known:
            near = near_names(str(name), known) or list(known)
            wrong = f'{shape.name} has no field "{str(name)[:MOST_SHOWN]}"'
            raise BadField((), f"{wrong}: it has {', '.join(near)}.")
    for field in shape.fields:
        if field.required and value.get(field.name) is None:
            raise BadField((field.name,), f'"{field.name}" is missing: {field.meaning}')
    given = ((known[name], one) for name, one in value.items())
    return {field.key: None if one is None else read_field(field, one, own) for field, one in given}


def read_field(field: InputField, value: object, own: Callable[[str], str]) -> Any:
    """Return the value of a field, or all values of one that is many; raises BadField."""
    if not field.many:
        return _one(field, value, (field.name,), own)
    # GraphQL takes one item for a list of it.
    listed = value if isinstance(value, list | tuple) else [value]
    if len(listed) > MOST_OF_ONE:
        wrong = f'"{field.name}" has {len(listed)} entries'
        raise BadField((field.name,), f"{wrong}: give at most {MOST_OF_ONE}.")
    return [_one(field, one, (field.name, str(at)), own) for at, one in enumerate(listed)]


def _one(field: InputField, value: object, path: tuple[str, ...], own: Callable[[str], str]) -> Any:
    if field.shape:
        try:
            return read_object(field.shape, value, own)
        except BadField as error:
            raise BadField((*path, *error.path), error.sentence) from None
    if field.holds is Holds.WORD:
        return _word(field, value, path)
    fits, right = _FORMS[field.holds]
    if field.key in _NAMES and isinstance(value, str) and len(value) > LONGEST_NAME:
        fits, right = _is_name, f"write a name of at most {LONGEST_NAME} characters"
    if not fits(value):
        said = f'"{value[:MOST_SHOWN]}"' if isinstance(value, str) else repr(value)[:MOST_SHOWN]
        raise BadField(path, f'"{field.name}" is {said}: {right}.')
    if field.holds is not Holds.ID or not isinstance(value, str):
        return value
    try:
        return own(value.strip())
    except BadField as error:
        raise BadField((*path, *error.path), error.sentence) from None


def _word(field: InputField, value: object, path: tuple[str, ...]) -> str:
    words = {choice.word.upper(): choice.word for choice in field.choices}
    if isinstance(value, str) and value in words:
        return words[value]
    said = value if isinstance(value, str) else repr(value)
    right = allowed_words(said[:MOST_SHOWN].lower(), field.choices)
    raise BadField(path, f'"{field.name}" is "{said[:MOST_SHOWN]}": {right}.')


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= LONGEST_NAME


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_FORMS: Mapping[Holds, tuple[Callable[[Any], bool], str]] = {
    Holds.ID: (_is_name, f"write an id or name of at most {LONGEST_NAME} characters"),
    Holds.TEXT: (lambda value: isinstance(value, str), "write a text"),
    Holds.YES_NO: (lambda value: isinstance(value, bool), "write true or false"),
    Holds.WHOLE: (
        lambda value: type(value) is int and value in _WHOLE,
        "write a whole number",
    ),
    Holds.NUMBER: (_is_number, "write a number"),
    Holds.DAY: (_is_day, "write a day as 2024-03-31"),
    Holds.DATE: (
        lambda value: isinstance(value, str) and is_date(value),
        "write 2024, 2024-03 or 2024-03-14",
    ),
}


def decimal_text(value: float) -> str:
    """Return a number as an attribute keeps it: 2.5, or 3 where it is whole."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if round(value, 4) == value else repr(value)
