"""What is recorded of a thing or link besides, each value by its type and in words."""

from collections.abc import Callable, Mapping
from typing import Any

import strawberry

from api.schema.context import AreaOnDay, LazyThing
from api.schema.fields import field
from api.schema.vocabulary import ClassCount, constant, label_of, make_enum
from graph.facts.dates import PartialDate
from graph.facts.model import Attributed
from graph.facts.validation import class_of
from graph.kinds import Attribute, ValueType
from graph.sentences import attribute_words

AmountUnitEnum: Any = make_enum(
    "AmountUnit",
    "What an amount counts.",
    [
        ("number", "A plain number.", "number"),
        ("pounds", "Whole pounds.", "pounds"),
        ("per_cent", "Per cent: 50 is a half.", "per cent"),
    ],
)
_UNITS = {
    ValueType.DECIMAL: "number",
    ValueType.POUNDS: "pounds",
    ValueType.PER_CENT: "per_cent",
}


def chosen_words(fact: Attributed, name: str) -> tuple[str, ...]:
    """Return the words of a closed list that are recorded: one, or any number where any may be."""
    one = fact.text(name)
    return fact.words(name) if one is None else (one,)


@strawberry.interface(
    description="What is recorded of a thing or link under one name; its type says which value "
    "stands beside the words."
)
class AttributeValue:
    fact: strawberry.Private[Attributed]
    known: strawberry.Private[Attribute]
    at: strawberry.Private[AreaOnDay]

    @field("The name of the attribute, as in graph.kinds and the archive.")
    def name(self) -> str:
        return self.known.name

    @field("What the attribute is called.")
    def label(self) -> str:
        return self.known.label

    @field("The value as a person reads it.")
    def words(self) -> str:
        said = attribute_words(self.fact, self.known.name)
        node = self.at.snapshot.nodes.get(said)
        return node.name if node else said

    @property
    def held(self) -> Any:
        """The value as it is recorded."""
        return self.fact.attributes[self.known.name]

    @classmethod
    def each(
        cls, fact: Attributed, known: Mapping[str, Attribute], at: AreaOnDay
    ) -> "list[AttributeValue]":
        """Return the recorded attributes of a fact, in the order of the vocabulary."""
        return [
            _TYPES[attribute.type](fact=fact, known=attribute, at=at)
            for name, attribute in known.items()
            if fact.attributes.get(name) is not None
        ]


@strawberry.type(description="An attribute that is a text.")
class TextAttribute(AttributeValue):
    @field("The text.")
    def text(self) -> str:
        return str(self.held)


@strawberry.type(description="An attribute that is a whole number.")
class NumberAttribute(AttributeValue):
    @field("The number.")
    def number(self) -> int:
        return int(self.held)


@strawberry.type(description="An attribute that is an amount: of pounds, per cent, or with parts.")
class AmountAttribute(AttributeValue):
    @field("The amount.")
    def amount(self) -> float:
        return float(self.held)

    @field("What it counts.", graphql_type=AmountUnitEnum)
    def unit(self) -> Any:
        return AmountUnitEnum(_UNITS[self.known.type])

    @field("What it counts, in words.")
    def unit_words(self) -> str:
        return label_of(AmountUnitEnum, _UNITS[self.known.type])


@strawberry.type(description="An attribute that is yes or no.")
class YesNoAttribute(AttributeValue):
    @field("Whether it is so.")
    def yes_no(self) -> bool:
        return bool(self.held)


@strawberry.type(description="An attribute that is a date, perhaps a month or a year only.")
class DateAttribute(AttributeValue):
    @field("The date.")
    def date(self) -> PartialDate:
        return PartialDate(self.held)


@strawberry.type(description="A word of a closed list, with what a person reads for it.")
class AttributeChoice:
    word: str = strawberry.field(
        description="The word, as the enum of that list has it: MAIN_BOARD."
    )
    words: str = strawberry.field(description="What a person reads for it.")


@strawberry.type(description="An attribute that is one or several words of a closed list.")
class ChoiceAttribute(AttributeValue):
    @field("The words chosen; one, where only one can be.")
    def choices(self) -> list[AttributeChoice]:
        return [
            AttributeChoice(word=constant(word), words=self.known.label_of(word))
            for word in chosen_words(self.fact, self.known.name)
        ]

    @field("Whether several may be chosen.")
    def several(self) -> bool:
        return self.known.type is ValueType.CHOICES


@strawberry.type(description="An attribute that says how many of each class there must be.")
class CountsAttribute(AttributeValue):
    @field("The least number of each class.")
    def counts(self) -> list[ClassCount]:
        counted = map(class_of, self.fact.words(self.known.name))
        return [ClassCount(class_=name, least=least) for name, least in counted]


@strawberry.type(description="An attribute that names another thing.")
class ThingAttribute(AttributeValue):
    @field("The thing; null: it is not on this map.", graphql_type=LazyThing | None)
    def thing(self) -> Any:
        return self.at.node(str(self.held))


_TYPES: dict[ValueType, Callable[..., AttributeValue]] = {
    ValueType.TEXT: TextAttribute,
    ValueType.YES_NO: YesNoAttribute,
    ValueType.NUMBER: NumberAttribute,
    ValueType.DECIMAL: AmountAttribute,
    ValueType.POUNDS: AmountAttribute,
    ValueType.PER_CENT: AmountAttribute,
    ValueType.DATE: DateAttribute,
    ValueType.CHOICE: ChoiceAttribute,
    ValueType.CHOICES: ChoiceAttribute,
    ValueType.COUNTS: CountsAttribute,
    ValueType.REFERENCE: ThingAttribute,
}
# What only the interface leads to, and so no field names.
ATTRIBUTE_TYPES: list[Any] = list(dict.fromkeys(_TYPES.values()))
