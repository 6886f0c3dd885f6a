"""Short ways to write an attribute down, one for each type of value."""

from graph.kinds.kind_types import Attribute, Choice, ValueType


def text(name: str, label: str, meaning: str = "", *, many_lines: bool = False) -> Attribute:
    """Make an attribute that holds a text."""
    return Attribute(name, label, ValueType.TEXT, meaning, many_lines=many_lines)


def flag(name: str, label: str, meaning: str = "") -> Attribute:
    """Make an attribute that holds yes or no."""
    return Attribute(name, label, ValueType.YES_NO, meaning)


def number(name: str, label: str, meaning: str = "") -> Attribute:
    """Make an attribute that holds a whole number."""
    return Attribute(name, label, ValueType.NUMBER, meaning)


def pounds(name: str, label: str, meaning: str = "") -> Attribute:
    """Make an attribute that holds whole pounds."""
    return Attribute(name, label, ValueType.POUNDS, meaning)


def decimal(name: str, label: str, meaning: str = "") -> Attribute:
    """Make an attribute that holds a number."""
    return Attribute(name, label, ValueType.DECIMAL, meaning)


def date(name: str, label: str, meaning: str = "") -> Attribute:
    """Make an attribute that holds a partial date."""
    return Attribute(name, label, ValueType.DATE, meaning)


def one_of(name: str, label: str, choices: tuple[Choice, ...], meaning: str = "") -> Attribute:
    """Make an attribute that holds one of a list."""
    return Attribute(name, label, ValueType.CHOICE, meaning, choices)


def any_of(name: str, label: str, choices: tuple[Choice, ...], meaning: str = "") -> Attribute:
    """Make an attribute that holds any of a list."""
    return Attribute(name, label, ValueType.CHOICES, meaning, choices)


def ref(name: str, label: str, meaning: str = "") -> Attribute:
    """Make an attribute that holds the id of another thing."""
    return Attribute(name, label, ValueType.REFERENCE, meaning)
