"""What an attribute of a thing or a link is asked for; what is not recorded fits nothing but that.

A partial date is before a day only where its last day is, and after one only where its first day
is: what it leaves open is neither.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from graph.body_kinds import sorts_of
from graph.facts.dates import PartialDate, is_date
from graph.facts.identifiers import full_id
from graph.facts.model import Attributed, Node, Value
from graph.facts.validation import class_of
from graph.kinds import Attribute, ValueType
from graph.name_keys import folded_name, folded_words


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeTest:
    """Conditions on one attribute, which all hold; None: not asked.

    one_of are words, numbers, yes or no, texts or ids, of which it has one; contains are words that
    a text has; least and most bound a number; before, after and within a date; recorded says
    whether anything is recorded.
    """

    attribute: Attribute
    one_of: tuple[Value, ...] | None = None
    contains: str = ""
    least: float | None = None
    most: float | None = None
    before: date | None = None
    after: date | None = None
    within: PartialDate | None = None
    recorded: bool | None = None

    def in_area(self, slug: str) -> Callable[[Attributed], bool]:
        """Return the test for the facts of an area; an id may be given without its area."""
        type_ = self.attribute.type
        tests: list[Callable[[Value], bool]] = []
        if self.one_of is not None:
            wanted = {_key(value, type_, slug) for value in self.one_of}
            tests.append(lambda value: _key(value, type_, slug) in wanted)
        if self.contains:
            words = folded_words(self.contains)
            tests.append(lambda value: all(word in folded_name(str(value)) for word in words))
        if self.least is not None or self.most is not None:
            low, high = self.least, self.most
            tests.append(lambda value: _between(value, low, high))
        if self.before or self.after or self.within:
            tests.append(self._dated)

        def fits(fact: Attributed) -> bool:
            values = _values(fact, self.attribute)
            if self.recorded is not None and self.recorded is not bool(values):
                return False
            # Several values fit together what one of them does: "of one of these kinds".
            return all(any(test(value) for value in values) for test in tests)

        return fits

    def _dated(self, value: Value) -> bool:
        if not isinstance(value, str) or not is_date(value):
            return False
        first, last = PartialDate(value).span
        return (
            (self.before is None or last < self.before)
            and (self.after is None or first > self.after)
            and (self.within is None or (self.within.first <= first and last <= self.within.last))
        )


def _values(fact: Attributed, attribute: Attribute) -> tuple[Value, ...]:
    """Return what is recorded: of a body's kind also what else it is."""
    if isinstance(fact, Node) and attribute.name == f"{fact.kind}_kind":
        return sorts_of(fact)
    value = fact.attributes.get(attribute.name)
    if value is None:
        return ()
    if attribute.type is ValueType.COUNTS and isinstance(value, tuple):
        return tuple(class_of(word)[0] for word in value)
    return value if isinstance(value, tuple) else (value,)


def _key(value: Value, type_: ValueType, slug: str) -> object:
    if not isinstance(value, str):
        return value
    return full_id(value, slug) if type_ is ValueType.REFERENCE else folded_name(value)


def _between(value: Value, least: float | None, most: float | None) -> bool:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return (least is None or number >= least) and (most is None or number <= most)
