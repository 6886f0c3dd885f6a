"""Texts as people see them: what commands a terminal, or turns letters round, is no part of one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.errors import InvalidFact
from graph.kinds import LINK_KINDS, NODE_KINDS

_COMMANDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile("[\t\n\r\u2028\u2029]")
_SHOWN = re.compile(f"{_COMMANDS.pattern}|{_TURNS.pattern}|\r")
# The keys of records whose texts may have several lines.
_MANY_LINES = {"note"} | {
    attribute.name
    for attributes in (*(k.attributes for k in NODE_KINDS), *(k.attributes for k in LINK_KINDS))
    for attribute in attributes
    if attribute.many_lines
}


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a text holds that nobody sees as it is, and what would be right."""

    what: str
    right: str


def unseen(text: str, *, many_lines: bool = False) -> Unseen | None:
    """Return what a text holds that has no place in it; one line may hold no tab or line break."""
    if text.isprintable():
        return None
    if found := _COMMANDS.search(text):
        return Unseen(f"a control character (U+{ord(found[0]):04X})", "type the text anew")
    if found := _TURNS.search(text):
        what = f"a character that turns letters round (U+{ord(found[0]):04X})"
        return Unseen(what, "type the text anew")
    found = None if many_lines else _BREAKS.search(text)
    if found:
        return Unseen("a tab" if found[0] == "\t" else "a line break", "write it in one line")
    return None


def visible(text: str) -> str:
    """Return a text, of whatever lines, without the characters that would not be seen as they are.

    Stores of before this was asked may hold such a name, and what is wrong with a file quotes it.
    """
    return text if text.isprintable() else _SHOWN.sub("", text)


def check_texts(
    what: str, record: Mapping[str, Any], before: Mapping[str, Any] | None = None
) -> None:
    """Refuse a fact's record with a text that holds what is unseen; raises InvalidFact.

    What the record of before holds too may stay, so that an old fact can still be ended.
    """
    for key, text in _texts(record):
        found = unseen(text, many_lines=key in _MANY_LINES)
        if found and (before is None or (key, text) not in set(_texts(before))):
            wrong = f'"{key}" holds {found.what}'
            raise InvalidFact(visible(what), wrong, found.right, key, text)


def _texts(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each text of a record with its key, those of lists and records in it too."""
    for key, value in record.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield key, one
            elif isinstance(one, Mapping):
                yield from _texts(one)
