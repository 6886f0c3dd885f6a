"""The shapes of the model's vocabulary: choices, attributes, kinds of node and kinds of link."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property


class ValueType(StrEnum):
    """What an attribute's value may be."""

    TEXT = "text"
    YES_NO = "yes or no"
    NUMBER = "whole number"
    DECIMAL = "number"
    POUNDS = "whole pounds"
    PER_CENT = "per cent"
    DATE = "date"
    CHOICE = "one of a list"
    CHOICES = "any of a list"
    COUNTS = "least number by class"
    REFERENCE = "id of another thing"


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a closed list, with the words a person reads, and the days it is in use.

    meaning is one line; other_names are what documents call it: never read in its place, since
    they may mean several words, but a wrong word is answered with those of its other names.
    """

    word: str
    label: str
    plural: str = ""
    since: date | None = None
    until: date | None = None
    meaning: str = ""
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attribute:
    """A named value a node or link may carry; absent means "not recorded".

    many_lines says that a text may have several lines, several that it may hold several values
    with "; " between them (an archive may also list them). The choices of counts are the classes
    that have a word; the others are things on the map.
    """

    name: str
    label: str
    type: ValueType
    meaning: str = ""
    choices: tuple[Choice, ...] = ()
    many_lines: bool = False
    several: bool = False

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The allowed words of a closed list."""
        return tuple(choice.word for choice in self.choices)

    def label_of(self, word: str) -> str:
        """Return the words a person reads for one of the allowed words."""
        return next((choice.label for choice in self.choices if choice.word == word), word)


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A kind of thing on a map; other_names are what documents call it."""

    name: str
    label: str
    plural: str
    definition: str
    attributes: tuple[Attribute, ...] = ()
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkKind:
    """A kind of link: "A {verb} B", read backwards "B {reverse} A".

    pairs lists the allowed (from, to) node kinds. upward says that governance paths follow it
    from body to body; inverse that they follow it against its direction. other_names are what
    documents call it. told_apart_by are the attributes by which two links of the kind between the
    same two things are two facts: who appoints the chair may appoint the members too.
    """

    name: str
    label: str
    verb: str
    reverse: str
    definition: str
    pairs: frozenset[tuple[str, str]]
    upward: bool = False
    inverse: bool = False
    attributes: tuple[Attribute, ...] = ()
    other_names: tuple[str, ...] = ()
    told_apart_by: tuple[str, ...] = ()

    def marks(self, attributes: Mapping[str, object]) -> tuple[object, ...]:
        """Return what tells a link with these attributes apart; None for what is not recorded."""
        return tuple(attributes.get(name) for name in self.told_apart_by)


@dataclass(frozen=True, slots=True)
class DeclarableList:
    """A list that the owner of a map can declare complete, and what it is about."""

    name: str
    label: str
    of_area: bool
    says: str
