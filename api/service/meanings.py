"""What the words of the closed lists mean: by the name of a list, a word, or another name."""

from collections.abc import Iterator

from graph.errors import UnknownThing
from graph.kinds import (
    LINK_KIND,
    LINK_KINDS,
    NODE_KIND,
    NODE_KINDS,
    Choice,
    link_choice,
    node_choice,
    words,
)
from graph.kinds.nearest_words import also_called, nearest_words
from graph.name_keys import name_key

Listed = tuple[str, tuple[Choice, ...]]


def lists_of_words() -> list[tuple[tuple[str, ...], tuple[Choice, ...]]]:
    """Return every closed list with the names of the attributes that take its words."""
    found: dict[tuple[Choice, ...], dict[str, None]] = {}
    attributes = [a for kind in NODE_KINDS for a in kind.attributes]
    attributes += [a for link in LINK_KINDS for a in link.attributes]
    for attribute in attributes:
        if attribute.choices:
            found.setdefault(attribute.choices, {})[attribute.name] = None
    beside = {
        "status": words.STATUSES,
        "confidence": words.CONFIDENCES,
        "attendance": words.ATTENDANCE,
        "question": words.QUESTION_STATES,
    }
    for name, choices in beside.items():
        found.setdefault(choices, {})[name] = None
    return [(tuple(names), choices) for choices, names in found.items()]


def words_meant(text: str) -> list[Listed]:
    """Return the words that a text asks for, each under what it is a word of.

    The name of a list gives the whole list; a word, its label or another name gives those words.
    Raises UnknownThing with the nearest.
    """
    found = [*_lists_named(text)] or [*_named(text)]
    if found:
        return found
    every = [choice for _, choices in _everything() for choice in choices]
    near = nearest_words(text, every)
    raise UnknownThing("kind, list or word", text[:60], [choice.word for choice in near])


def _everything() -> Iterator[Listed]:
    yield "Kinds of thing", tuple(map(node_choice, NODE_KIND))
    yield "Kinds of link", tuple(map(link_choice, LINK_KIND))
    for names, choices in lists_of_words():
        yield " or ".join(names), choices


def _lists_named(text: str) -> Iterator[Listed]:
    key = name_key(text.replace("_", " "))
    for names, choices in lists_of_words():
        if key in (name_key(name.replace("_", " ")) for name in names):
            yield " or ".join(names), choices


def _named(text: str) -> Iterator[Listed]:
    key = name_key(text.replace("_", " "))
    for heading, choices in _everything():
        own = (c for c in choices if key in (name_key(c.label), name_key(c.word.replace("_", " "))))
        fits = dict.fromkeys((*own, *also_called(text, choices)))
        if fits:
            yield heading, tuple(fits)
