"""The inputs of changes as GraphQL types, made from api.service.change_shapes: one for each shape.

What GraphQL reads by them goes on as a JSON object, which is all that the service knows of it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any

import strawberry
from strawberry.types import get_object_definition

from api.schema.vocabulary import (
    AttendanceEnum,
    ConfidenceEnum,
    LinkKindEnum,
    QuestionStateEnum,
    StatusEnum,
    enum_of,
    make_enum,
)
from api.service.change_shapes import (
    FATE_CHOICES,
    LAYOUT_CHOICES,
    LINK_CHOICES,
    LIST_CHOICES,
    THEME_CHOICES,
    Holds,
    InputField,
    InputShape,
)
from graph.facts.dates import PartialDate
from graph.kinds import Choice, words


def _enum(name: str, description: str, choices: Iterable[Choice]) -> Any:
    return make_enum(name, description, [(one.word, one.meaning, one.label) for one in choices])


DeclarableListEnum: Any = _enum(
    "DeclarableList", "The lists that may be declared complete.", LIST_CHOICES
)
DependantFateEnum: Any = _enum(
    "DependantFate", "What becomes of what hangs on a thing that ends.", FATE_CHOICES
)
MapLayoutEnum: Any = _enum("MapLayout", "How a map is laid out.", LAYOUT_CHOICES)
MapThemeEnum: Any = _enum("MapTheme", "The size of the text of a map.", THEME_CHOICES)
_ENUMS: Mapping[tuple[Choice, ...], Any] = {
    words.STATUSES: StatusEnum,
    words.CONFIDENCES: ConfidenceEnum,
    words.ATTENDANCE: AttendanceEnum,
    words.QUESTION_STATES: QuestionStateEnum,
    LINK_CHOICES: LinkKindEnum,
    LIST_CHOICES: DeclarableListEnum,
    FATE_CHOICES: DependantFateEnum,
    LAYOUT_CHOICES: MapLayoutEnum,
    THEME_CHOICES: MapThemeEnum,
}
_SCALARS: Mapping[Holds, Any] = {
    Holds.ID: strawberry.ID,
    Holds.TEXT: str,
    Holds.YES_NO: bool,
    Holds.WHOLE: int,
    Holds.NUMBER: float,
    Holds.DAY: date,
    Holds.DATE: PartialDate,
}
_TYPES: dict[str, Any] = {}


def input_type(shape: InputShape) -> Any:
    """Return the GraphQL input type of a shape; one for each name."""
    if shape.name not in _TYPES:
        _TYPES[shape.name] = make_input(shape.name, shape.meaning, map(_member, shape.fields))
    return _TYPES[shape.name]


def make_input(
    name: str, description: str, members: Iterable[tuple[str, Any, Any]], *, one_of: bool = False
) -> Any:
    """Make a GraphQL input of (name, type, field); what is left out of it is UNSET."""
    listed = list(members)
    held = {_python_name(member): made for member, _, made in listed}
    annotations = {_python_name(member): kind for member, kind, _ in listed}
    made = type(name, (), {**held, "__annotations__": annotations})
    return strawberry.input(made, name=name, description=description, one_of=one_of)


def _python_name(name: str) -> str:
    """Return a name that Python takes: from and class are words of its own."""
    return f"{name}_"


def _member(field: InputField) -> tuple[str, Any, Any]:
    """Return the name, the type and the field of a field of a shape."""
    kind = _type(field)
    if field.many:
        kind = list[kind]  # type: ignore[valid-type]  # made while running
    if field.required:
        return field.name, kind, strawberry.field(name=field.name, description=field.meaning)
    made = strawberry.field(name=field.name, description=field.meaning, default=strawberry.UNSET)
    return field.name, kind | None, made


def _type(field: InputField) -> Any:
    if field.shape:
        return input_type(field.shape)
    if field.holds is Holds.WORD:
        return enum_of(field.attribute) if field.attribute else _ENUMS[field.choices]
    return _SCALARS[field.holds]


def plain_value(given: Any) -> Any:
    """Return what GraphQL has read as it was sent: objects, lists, texts, numbers, words."""
    if isinstance(given, list):
        return [plain_value(one) for one in given]
    if isinstance(given, Enum):
        return given.name
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, PartialDate):
        return given.text
    definition = get_object_definition(type(given))
    if definition is None:
        return given
    values = (
        (field.graphql_name, getattr(given, field.python_name)) for field in definition.fields
    )
    return {name: plain_value(one) for name, one in values if one is not strawberry.UNSET}
