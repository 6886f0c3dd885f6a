"""Texts as people see them: what commands a terminal, or turns letters round, is no part of one."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from graph.errors import InvalidFact
from graph.facts.fields import FIELDS, FieldType
from graph.facts.model import Fact
from graph.kinds import LINK_KINDS, NODE_KINDS

_COMMANDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile("[\t\n\r\u2028\u2029]")
_SHOWN = re.compile(f"{_COMMANDS.pattern}|{_TURNS.pattern}|\r")
# What holds words that somebody typed; the words of closed lists are ours.
_WITH_TEXTS = {
    *(FieldType.IDENTITY, FieldType.REFERENCE, FieldType.TEXT, FieldType.TEXTS, FieldType.ADDRESS),
    *(FieldType.SOURCES, FieldType.REGISTER, FieldType.ATTRIBUTES),
}
# Where a text may have several lines.
_MANY_LINES = {field.name for fields in FIELDS.values() for field in fields if field.many_lines} | {
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


def check_text(what: str, key: str, text: str) -> None:
    """Refuse a text of one line that holds what is unseen; raises InvalidFact."""
    _refuse(what, [(key, text)], set())


def check_texts(fact: Fact, before: Fact | None = None) -> None:
    """Refuse a fact with a text that holds what is unseen, or half a character.

    What the fact of before holds too may stay, so that an old one can still be ended. Raises
    InvalidFact.
    """
    odd = [(key, text) for key, text in texts_of(fact) if not text.isprintable()]
    if odd:
        _refuse(fact.id, odd, set(texts_of(before)) if before else set())


def _refuse(what: str, texts: Iterable[tuple[str, str]], old: Container[tuple[str, str]]) -> None:
    for key, text in texts:
        if any("\ud800" <= character <= "\udfff" for character in text):
            wrong, right = "a text holds half a character", "write it anew"
            raise InvalidFact(visible(what), wrong, right, key)
        found = unseen(text, many_lines=key in _MANY_LINES)
        if found and (key, text) not in old:
            wrong = f'"{key}" holds {found.what}'
            raise InvalidFact(visible(what), wrong, found.right, key, text)


def texts_of(fact: Fact) -> Iterator[tuple[str, str]]:
    """Yield each text of a fact with the name of what it stands in."""
    for name, key, kind in _TEXTUAL[type(fact)]:
        value = getattr(fact, name)
        match kind:
            case FieldType.TEXTS:
                yield from ((key, text) for text in value)
            case FieldType.SOURCES:
                for reference in value:
                    yield "document", reference.document
                    yield "place", reference.place
                    yield "heading", reference.heading
                    yield "quote", reference.quote
            case FieldType.REGISTER:
                for entry in value:
                    yield "holder", entry.holder
                    yield "seat", entry.seat
            case FieldType.ATTRIBUTES:
                for name, held in value.items():
                    for text in held if isinstance(held, tuple) else (held,):
                        if isinstance(text, str):
                            yield name, text
            case _ if value is not None:
                yield key, value


_TEXTUAL = {
    fact_type: tuple(
        (field.name, field.key or field.name, field.type)
        for field in fields
        if field.type in _WITH_TEXTS
    )
    for fact_type, fields in FIELDS.items()
}
