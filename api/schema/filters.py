"""What an attribute may be asked for, as inputs: one for each sort of value and closed list."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, ForwardRef

import strawberry

from api.schema.vocabulary import enum_of, word_of
from graph.facts.dates import PartialDate
from graph.facts.view_ids import without_view
from graph.kinds import Attribute, ValueType
from graph.selection.attribute_tests import AttributeTest

# Of each field of an input: its type, what it means, and its name where Python has another.
InputFields = Mapping[str, tuple[Any, str, str | None]]
_RECORDED = "Yes: something is recorded; no: nothing is, which is to ask."


def make_input(name: str, description: str, given: InputFields, module: str = __name__) -> Any:
    """Make an input all of whose fields may be left out; null is as if left out."""
    content: dict[str, Any] = {
        field: strawberry.field(default=None, description=words, name=graphql_name)
        for field, (_, words, graphql_name) in given.items()
    }
    content["__annotations__"] = {field: kind | None for field, (kind, _, _) in given.items()}
    content["__module__"] = module
    return strawberry.input(type(name, (), content), name=name, description=description)


def itself(name: str, module: str) -> Any:
    """Return an input of a name, for a field of its own, before it is made."""
    return Annotated[ForwardRef(name), strawberry.lazy(module)]


def joined_by(name: str, module: str) -> dict[str, tuple[Any, str, str | None]]:
    """Return the fields by which an input joins further ones of its own sort."""
    own = itself(name, module)
    return {
        "every": (list.__class_getitem__(own), "All of these as well.", "and"),
        "some": (
            list.__class_getitem__(own),
            "At least one of these as well; of an empty list none can.",
            "or",
        ),
        "none": (own, "Not this.", "not"),
    }


def _filter(name: str, description: str, kind: Any, **more: tuple[Any, str]) -> Any:
    fields: dict[str, tuple[Any, str, str | None]] = {
        "equals": (kind, "It is this.", "is"),
        "one_of": (list.__class_getitem__(kind), "It is one of these.", "in"),
        **{field: (type_, words, None) for field, (type_, words) in more.items()},
        "recorded": (bool, _RECORDED, None),
    }
    return make_input(name, description, fields)


TextFilter = _filter(
    "TextFilter",
    "Conditions on a text, which all hold; capitals and the sort of quotation marks do not count.",
    str,
    contains=(str, "It has all of these words."),
)
YesNoFilter = make_input(
    "YesNoFilter",
    "Conditions on a yes or no; what is not recorded is neither.",
    {"equals": (bool, "It is this.", "is"), "recorded": (bool, _RECORDED, None)},
)
NumberFilter = _filter(
    "NumberFilter",
    "Conditions on a number, which all hold; what is not recorded is no number, not 0.",
    float,
    least=(float, "It is this or more."),
    most=(float, "It is this or less."),
)
DayFilter = make_input(
    "DayFilter",
    "Conditions on a date, which all hold. A month or year is before a day where its last day is, "
    "and after one where its first day is: what it leaves open is neither.",
    {
        "before": (date, "It is surely before this day.", None),
        "after": (date, "It is surely after this day.", None),
        "within": (PartialDate, "It is surely in this year or month, or on this day.", None),
        "recorded": (bool, _RECORDED, None),
    },
)
IdFilter = _filter(
    "IdFilter",
    "Conditions on which thing it is, by id: with its view or area, or without.",
    strawberry.ID,
)


@cache
def _of_enum(enum: Any) -> Any:
    name = enum.__strawberry_definition__.name
    return _filter(
        f"{name}Filter",
        "Conditions on a word of a closed list; where several are recorded, that one of them fits.",
        enum,
    )


def filter_of(attribute: Attribute) -> Any:
    """Return the input with the conditions that an attribute may be asked for."""
    match attribute.type:
        case ValueType.TEXT | ValueType.COUNTS:
            return TextFilter
        case ValueType.YES_NO:
            return YesNoFilter
        case ValueType.NUMBER | ValueType.DECIMAL | ValueType.POUNDS | ValueType.PER_CENT:
            return NumberFilter
        case ValueType.DATE:
            return DayFilter
        case ValueType.REFERENCE:
            return IdFilter
        case ValueType.CHOICE | ValueType.CHOICES:
            return _of_enum(enum_of(attribute))


def attribute_fields(attributes: Iterable[Attribute]) -> dict[str, tuple[Any, str, str | None]]:
    """Return the fields of an input that ask for attributes."""
    return {
        each.name: (filter_of(each), f"{each.label}. {each.meaning}".strip(), None)
        for each in attributes
    }


def attribute_tests(given: Any, attributes: Iterable[Attribute]) -> Iterator[AttributeTest]:
    """Yield what an input asks of attributes."""
    for attribute in attributes:
        asked = getattr(given, attribute.name)
        if asked is not None:
            yield _test(asked, attribute)


def _test(asked: Any, attribute: Attribute) -> AttributeTest:
    equals, one_of = getattr(asked, "equals", None), getattr(asked, "one_of", None)
    plain = _id if attribute.type is ValueType.REFERENCE else _plain
    values = None if equals is None else {plain(equals)}
    if one_of is not None:
        several = {plain(each) for each in one_of}
        values = several if values is None else values & several
    conditions = ("contains", "least", "most", "before", "after", "within", "recorded")
    given = {name: getattr(asked, name, None) for name in conditions}
    said = {name: value for name, value in given.items() if value is not None}
    one = None if values is None else tuple(values)
    return AttributeTest(attribute=attribute, one_of=one, **said)


def _id(value: str) -> str:
    return without_view(value).strip()


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | bool | int | float) else word_of(value)
