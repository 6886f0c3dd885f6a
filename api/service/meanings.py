"""What kinds, attributes and words mean: by the name of a list, a word, or another name."""

from collections.abc import Iterator

from graph.errors import UnknownThing
from graph.kinds import (
    DECLARABLE_LISTS,
    LINK_KIND,
    LINK_KINDS,
    NODE_KIND,
    NODE_KINDS,
    Attribute,
    Choice,
    link_attributes,
    link_choice,
    node_attributes,
    node_choice,
    words,
)
from graph.kinds.nearest_words import also_called, nearest_words
from graph.name_keys import name_key
from graph.sentences import capital

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

    The name of a list gives the whole list; a word, its label or another name gives those words;
    an attribute's name or label tells what it holds, and a kind's own name what it may carry.
    Raises UnknownThing with the nearest.
    """
    listed = [*_lists_named(text)]
    found = [*(listed or _named(text)), *_attributes_named(text), *_carried_by(text)]
    if found:
        return found
    every = [choice for _, choices in _everything() for choice in choices]
    every += [_as_word(attribute, "") for attribute in _carriers()]
    near = nearest_words(text, every)
    raise UnknownThing("kind, list or word", text[:60], [choice.word for choice in near])


def _carriers() -> dict[Attribute, list[str]]:
    """Return the kinds that may carry each attribute, those that are alike in all told together."""
    found: dict[Attribute, list[str]] = {}
    for name in (*NODE_KIND, *LINK_KIND):
        for attribute in _attributes_of(name):
            found.setdefault(attribute, []).append(name)
    return found


def _attributes_of(kind: str) -> tuple[Attribute, ...]:
    known = node_attributes(kind) if kind in NODE_KIND else link_attributes(kind)
    return tuple(known.values())


def _as_word(attribute: Attribute, of: str) -> Choice:
    """Return an attribute as a word that means what it holds."""
    said = attribute.meaning or f"{attribute.type.value.capitalize()}."
    return Choice(attribute.name, attribute.label, meaning=f"{said}{of}")


def _kinds_in_words(names: list[str]) -> str:
    """Name kinds; of an attribute that most links may carry, the many are not told one by one."""
    links = [name for name in names if name in LINK_KIND]
    if len(links) * 2 <= len(LINK_KIND):
        return ", ".join(names)
    return ", ".join((*(name for name in names if name not in LINK_KIND), "most links"))


def _attributes_named(text: str) -> Iterator[Listed]:
    key = name_key(text.replace("_", " "))
    named = [
        _as_word(attribute, f" Recorded of: {_kinds_in_words(of)}.")
        for attribute, of in _carriers().items()
        if key in (name_key(attribute.label), name_key(attribute.name.replace("_", " ")))
    ]
    if named:
        yield "Attributes", tuple(named)


def _carried_by(text: str) -> Iterator[Listed]:
    key = name_key(text.replace("_", " "))
    for kind in (*NODE_KIND, *LINK_KIND):
        if key == name_key(kind.replace("_", " ")):
            yield f"Attributes of {kind}", tuple(_as_word(a, "") for a in _attributes_of(kind))


def _everything() -> Iterator[Listed]:
    yield "Kinds of thing", tuple(map(node_choice, NODE_KIND))
    yield "Kinds of link", tuple(map(link_choice, LINK_KIND))
    yield (
        "Lists that can be declared complete",
        tuple(
            Choice(one.name, one.label, meaning=f"{capital(one.says.rstrip(','))}.")
            for one in DECLARABLE_LISTS
        ),
    )
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
