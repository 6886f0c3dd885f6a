"""Things that are not on a map yet: what they can be, and one of them to add as planned."""

from collections.abc import Container
from datetime import date
from typing import NamedTuple

from api.errors import UsageError
from api.service.reader import without_article
from graph.errors import UnknownThing
from graph.facts.identifiers import full_id, slugify
from graph.facts.model import Node, Status
from graph.kinds import (
    LINK_KINDS,
    NODE_KIND,
    NODE_KINDS,
    Choice,
    NodeKind,
    node_attributes,
    node_choice,
)
from graph.kinds.nearest_words import nearest_words
from graph.name_keys import without_unseen
from graph.near_names import words_of

# Somebody with a name is no proposal, and a seat is proposed as a link.
_NEVER = ("person", "seat")
_JOINED = {kind for link in LINK_KINDS for pair in link.pairs for kind in pair}
# Letters of the name of a new thing.
_LONGEST = 120


class Sort(NamedTuple):
    """What a thing can be: its kind, and a word that says it closer; group is the kind's label."""

    kind: str
    word: str
    label: str
    group: str
    meaning: str = ""

    @property
    def value(self) -> str:
        """How an address or a command writes it: body:hwb, organisation."""
        return f"{self.kind}:{self.word}" if self.word else self.kind

    @property
    def attribute(self) -> str:
        """The attribute that the word is of."""
        return _closer(self.kind)


def sorts(kind: str = "", end: str = "", other: str = "", day: date | None = None) -> list[Sort]:
    """Return what a thing can be, or what fits at one end ("from", "to") of a kind of link.

    other is the kind of the thing at its other end, where it is known. day leaves out what is not
    in use on it.
    """
    allowed = {
        pair[end == "to"]
        for link in LINK_KINDS
        if kind in ("", link.name)
        for pair in link.pairs
        if not end or other in ("", pair[end != "to"])
    }
    return [
        Sort(known.name, choice.word, choice.label, known.label, choice.meaning)
        for known in NODE_KINDS
        if known.name in (allowed if end else _JOINED) and known.name not in _NEVER
        for choice in (
            *_choices(known.name, day),
            Choice("", f"{known.label}, not said which", meaning=known.definition),
        )
    ]


def sort_of(text: str) -> Sort:
    """Return what a text says a thing is: body:hwb, hwb, "health and wellbeing board", body.

    Raises UnknownThing with what is near.
    """
    asked, known = words_of(text), sorts()
    for one in known:
        names = (one.value, one.word or one.kind, one.label, "" if one.word else one.group)
        if asked and asked in map(words_of, names):
            return one
    choices = [*(c for kind in NODE_KINDS for c in _choices(kind.name, None))]
    near = nearest_words(text, [*map(node_choice, NODE_KIND), *choices])
    raise UnknownThing(
        "kind of thing", text[:_LONGEST], [f"{c.word} ({c.meaning.rstrip('.')})" for c in near]
    )


def likely(text: str, fitting: list[Sort]) -> str:
    """Return the value of what a name says itself that it is; "" where it does not."""
    asked = without_article(text)
    fits = (one for one in fitting if asked in (words_of(one.label), words_of(one.word)))
    return next((one.value for one in fits), "")


def planned_thing(area: str, name: str, sort: Sort, taken: Container[str]) -> Node:
    """Return a thing to add to a map as planned; raises UsageError for a name that is none."""
    name = " ".join(without_unseen(name).split())
    if not name or len(name) > _LONGEST:
        raise UsageError(f"Give the new thing a name of at most {_LONGEST} letters.")
    own = {sort.attribute: sort.word} if sort.word else {}
    return Node(
        id=new_id(area, name, taken),
        kind=sort.kind,
        name=name[0].upper() + name[1:],
        status=Status.PLANNED,
        attributes=own,
    )


def new_id(area: str, name: str, taken: Container[str]) -> str:
    """Return an id made of a name, that no other thing has."""
    base = full_id(slugify(name), area)
    made, number = base, 2
    while made in taken:
        made, number = f"{base}-{number}", number + 1
    return made


def _closer(kind: str) -> str:
    """Return the attribute that says closer what a thing is: of an organisation its sector."""
    return "sector" if kind == "organisation" else f"{kind}_kind"


def _not_said(kind: NodeKind) -> Choice:
    return Choice("", f"{kind.label}, not said which", meaning=kind.definition)


def _choices(kind: str, day: date | None) -> list[Choice]:
    attribute = node_attributes(kind).get(_closer(kind))
    return [
        choice
        for choice in (attribute.choices if attribute else ())
        if choice.word != "other"
        and (day is None or (choice.since or day) <= day <= (choice.until or day))
    ]
