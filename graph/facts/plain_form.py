"""Is a fact, however it was made, in the plain form that its JSON would read back the same."""

from collections.abc import Callable, Mapping
from datetime import date

from graph.errors import InvalidFact
from graph.facts.dates import PartialDate
from graph.facts.fields import FIELDS, Field, FieldType, may_be_none
from graph.facts.identifiers import area_of
from graph.facts.model import (
    Attendance,
    Confidence,
    Declaration,
    Fact,
    Link,
    Node,
    Reference,
    Status,
)
from graph.facts.validation import attributes_of_kind, check_fact, read_choice, read_value
from graph.kinds import DECLARABLE_LIST, LINK_KIND, NODE_KIND


def check_form(fact: Fact) -> None:
    """Refuse a fact, however it was made, that its JSON would not read back the same.

    Every field is in the one plain form that from_record would give it, and the whole fits the
    kinds; raises InvalidFact.
    """
    for name, right_form, optional in _FORMS[type(fact)]:
        value = getattr(fact, name)
        if value is None and optional:
            continue
        if right := right_form(value):
            raise InvalidFact(fact.id, f'"{name}" is {value!r}', right, name, str(value))
    match fact:
        case Node():
            read_choice(NODE_KIND, fact.kind, "kind", fact.id)
        case Link():
            read_choice(LINK_KIND, fact.kind, "kind", fact.id)
        case Declaration():
            listed = read_choice(DECLARABLE_LIST, fact.list_name, "list", fact.id)
            if not listed.of_area and "/" not in fact.subject:
                right = "write the body's id with its area"
                raise InvalidFact(fact.id, f'"subject" is "{fact.subject}"', right, "subject")
        case _:
            pass
    if isinstance(fact, Node | Link) and fact.attributes:
        _check_attributes(fact)
    check_fact(fact)


def _check_attributes(fact: Node | Link) -> None:
    allowed = attributes_of_kind(type(fact), fact.kind)
    area = area_of(fact.id)
    for name, value in fact.attributes.items():
        if name not in allowed:
            right = f"allowed are {', '.join(sorted(allowed))}"
            raise InvalidFact(fact.id, f'the key "{name}" is not known', right, name)
        plain = read_value(allowed[name], value, fact.id, area)
        if plain is not value and (plain != value or type(plain) is not type(value)):
            wrong = f'"{name}" is {value!r}'
            raise InvalidFact(fact.id, wrong, f"write it as {plain!r}", name, str(value))


def _text(value: object) -> str:
    return "" if isinstance(value, str) else "write a text"


def _trimmed(value: object) -> str:
    if isinstance(value, str) and value and value == value.strip():
        return ""
    return "write a text without spaces around it"


def _end(value: object) -> str:
    return _trimmed(value) or ("" if "/" in str(value) else "write the id with its area")


def _instance(kind: type, right: str) -> Callable[[object], str]:
    return lambda value: "" if isinstance(value, kind) else right


def _texts(value: object) -> str:
    fits = isinstance(value, tuple) and all(isinstance(one, str) for one in value)
    return "" if fits else "give a tuple of texts"


def _full_day(value: object) -> str:
    return "" if type(value) is date else "give a day without a time"


def _sources(value: object) -> str:
    if not isinstance(value, tuple) or not all(isinstance(one, Reference) for one in value):
        return "give a tuple of references"
    return next((right for one in value if (right := _reference(one))), "")


def _reference(reference: Reference) -> str:
    right = _trimmed(reference.document) or _text(reference.place) or _text(reference.heading)
    return right or (_trimmed(reference.quote) if reference.quote != "" else "")


def _register(value: object) -> str:
    if not isinstance(value, tuple) or not all(isinstance(one, Attendance) for one in value):
        return "give a tuple of entries"
    return next((right for one in value if (right := _entry(one))), "")


def _entry(entry: Attendance) -> str:
    right = _end(entry.holder) or _trimmed(entry.value) or (_end(entry.seat) if entry.seat else "")
    return right or ("" if isinstance(entry.part, bool) else "write true or false")


_FORM_OF: Mapping[FieldType, Callable[[object], str]] = {
    FieldType.IDENTITY: _trimmed,
    FieldType.REFERENCE: _end,
    FieldType.TEXT: _text,
    FieldType.TEXTS: _texts,
    FieldType.ADDRESS: _trimmed,
    FieldType.YES_NO: _instance(bool, "write true or false"),
    FieldType.DAY: _full_day,
    FieldType.DATE: _instance(PartialDate, "write 2024, 2024-03 or 2024-03-14"),
    FieldType.STATUS: _instance(Status, "give a status"),
    FieldType.CONFIDENCE: _instance(Confidence, "give how firm it is"),
    FieldType.REGISTER: _register,
    FieldType.ATTRIBUTES: _instance(Mapping, "give values by name"),
    FieldType.SOURCES: _sources,
}


def _form_of(field: Field) -> Callable[[object], str]:
    if field.name in ("from_id", "to_id", "id"):
        return _end
    if field.name in ("rule", "attribute"):
        # Of a question one of the two is empty; which, is checked with the whole.
        return _text
    return _trimmed if field.required and field.type is FieldType.TEXT else _FORM_OF[field.type]


# By sort of fact: (name, what would be right for a value ("" where it is), whether it may be None).
_FORMS = {
    fact_type: tuple(
        (field.name, _form_of(field), may_be_none(fact_type, field.name)) for field in fields
    )
    for fact_type, fields in FIELDS.items()
}
