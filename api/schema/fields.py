"""Fields of the schema's types: worked out by a method, or taken as they are from a record."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from enum import Enum, EnumType
from functools import cached_property, wraps
from inspect import get_annotations, signature
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import strawberry
from strawberry.types import has_object_definition

from api.access.field_needs import FIELD_NEEDS
from api.access.needs import Admission, Need, asked, forbidden
from api.access.persons import person_here
from api.schema.context import AreaOnDay, LazyThing
from api.schema.vocabulary import label_of
from graph.facts.fields import FIELDS, FieldType, field_of
from graph.facts.model import Fact

_Resolver = TypeVar("_Resolver", bound=Callable[..., Any])
_T = TypeVar("_T")
# What a record holds, and the object of the schema whose record it is, to what GraphQL gives.
_Show = Callable[[Any, Any], Any]
WORK, LENGTH, RECORD, READ, NEEDS = "work", "length", "record", "read", "needs"


@dataclass(frozen=True, slots=True)
class Work:
    """What a field costs to work out, in runs of all checks of one area on one day.

    each names a list argument of whose items each costs that much. once says that the things
    of a list share it: the checks of an area and day are run once a request. searched says that it
    looks for the steps of the check that the argument rule names, which is counted by itself.
    """

    runs: int
    each: str | None = None
    once: bool = False
    searched: bool = False


@dataclass(frozen=True, slots=True)
class RecordRead:
    """How a field is read of the record of its object, for whoever reads many of them at once.

    show makes what GraphQL gives of what the record holds. by_itself says that it does so of that
    alone, whatever the object; unchanged that it gives a text as it is held; of_list that it gives
    a word of a closed list, or what people read for one; wraps that it gives the record as an
    object of the schema, which holds nothing besides but where it is seen.
    """

    path: str
    show: _Show
    by_itself: bool
    unchanged: bool = False
    of_list: bool = False
    wraps: bool = False


CHECKS = Work(1, once=True)
SUGGESTING = Work(1, searched=True)


def field(
    description: str,
    *,
    name: str | None = None,
    graphql_type: Any = None,
    work: Work | None = None,
    length: float | None = None,
    never_refused: bool = False,
    record: RecordRead | None = None,
    read: str = "",
    needs: str = "",
) -> Callable[[_Resolver], _Resolver]:
    """Make a method a field, typed, where Strawberry's own decorator is not.

    graphql_type stands in for a type known only while running. work is what the guard counts
    before a question runs, length how long a list is for each thing of its area, where it is
    longer than others. record says how a plan reads it without the method, read by which expression
    of the object s and its record r it gives the same.

    A field with arguments may be refused while it runs, so it may be null: the error stands beside
    the answer, and what was asked beside the field is whole. never_refused says that it takes
    nothing that can be wrong, or answers with problems of its own.

    needs names the field in api.access.field_needs: whoever may see the area, and not this, is
    refused it. No plan reads it straight from its record then.
    """
    need = FIELD_NEEDS[needs] if needs else None

    def decorate(resolver: _Resolver) -> _Resolver:
        kind = graphql_type
        if need or (not never_refused and _takes_arguments(resolver)):
            kind = _or_null(resolver, kind)
        told = {WORK: work, LENGTH: length, NEEDS: needs}
        straight = {RECORD: None, READ: ""} if need else {RECORD: record, READ: read}
        made = strawberry.field(
            _asking_first(resolver, need) if need else resolver,
            name=name,
            description=description,
            graphql_type=kind,
            metadata={**told, **straight},
        )
        return cast(_Resolver, made)

    return decorate


def _asking_first(resolver: _Resolver, need: Need) -> _Resolver:
    """Return a resolver that is refused to who may not have it on each area it is read from."""

    @wraps(resolver)
    def asking(self: Any, *given: Any, **named: Any) -> Any:
        at = getattr(self, "at", None)
        person = person_here()
        for slug in [one.slug for one in at.maps] if at else [self.record.slug]:
            if asked(need, person, slug) is not Admission.MAY:
                raise forbidden(need, slug)
        return resolver(self, *given, **named)

    return cast(_Resolver, asking)


def _takes_arguments(resolver: Callable[..., Any]) -> bool:
    return bool(signature(resolver).parameters.keys() - {"self", "info"})


def _or_null(resolver: Callable[..., Any], kind: Any) -> Any:
    """Return the GraphQL type of a field that may be null: given, or what its resolver returns."""
    if kind is not None:
        return kind if type(None) in get_args(kind) else kind | None
    returned = get_annotations(resolver)["return"]
    return returned if type(None) in get_args(returned) else returned | None


def record_field(
    description: str = "",
    kind: Any = None,
    *,
    of: str = "",
    name: str | None = None,
    length: float | None = None,
    needs: str = "",
) -> Any:
    """Make a field of what the record of a type holds under the same name, or where of leads.

    Without a description it has that of graph.facts.fields.

    Its GraphQL type is the one that the record says it holds, so that the two cannot differ.
    kind stands in for it: strawberry.ID or an enum for a word, a type of the schema for a record,
    LazyThing for the id of a thing, a list of any of these. Where kind may be null, an empty text
    is null. What the record does not hold is an error as soon as the type is made.
    """
    return _RecordField(description, kind, of, name, length, needs)


def words_field(enum: Any, description: str = "The same in plain words.", *, of: str = "") -> Any:
    """Make the field of the words that people read for a word of a closed list beside it.

    It is named after the field of that word: outcome_words beside outcome, whose words stand in
    the record, or where of leads. enum may be null, or be in a list, as in record_field; or it is
    the words themselves by what is held.
    """
    return _WordsField(description, enum, of)


def fields_of(fact_type: type[Fact], *but: str, **kinds: Any) -> dict[str, Any]:
    """Return the fields of a sort of fact that graph.facts.fields explains, but some of them.

    kinds stand in for the types of some, as in record_field; an optional text may be null.
    """
    optional = str | None
    return {
        each.name: record_field(
            kind=kinds.get(each.name)
            or (optional if each.type is FieldType.TEXT and not each.required else None)
        )
        for each in FIELDS[fact_type]
        if each.meaning and each.name not in but
    }


def list_of(kind: Callable[..., _T], records: Iterable[Any], at: AreaOnDay) -> list[_T]:
    """Return records as the type of the schema that shows them."""
    return [kind(record=record, at=at) for record in records]


@dataclass(frozen=True, slots=True)
class _RecordField:
    """A field that waits to hear its name, and of which type it is."""

    description: str
    kind: Any
    of: str
    name: str | None
    length: float | None
    needs: str

    def __set_name__(self, owner: type, name: str) -> None:
        path = self.of or name
        held = _type_held(owner, path)
        kind = held if self.kind is None else self.kind
        read, show = attrgetter(path), _showing(kind)
        known = RecordRead(
            path,
            show,
            _is_by_itself(kind),
            unchanged=show is _as_held or kind is str,
            of_list=any(isinstance(one, EnumType) for one in (kind, *_united(kind))),
            wraps=has_object_definition(kind) and kind != LazyThing,
        )

        def resolve(self: Any) -> Any:
            return show(read(self.record), self)

        description = self.description or _meaning(owner, path)
        made = field(
            description,
            name=self.name,
            graphql_type=kind,
            length=self.length,
            record=known,
            needs=self.needs,
        )
        setattr(owner, name, made(resolve))


@dataclass(frozen=True, slots=True)
class _WordsField:
    """A field of the words for another's value, which waits to hear its name."""

    description: str
    enum: Any
    of: str

    def __set_name__(self, owner: type, name: str) -> None:
        path = self.of or name.removesuffix("_words")
        _type_held(owner, path)
        kind, words = _in_words(self.enum)
        read = attrgetter(path)

        def resolve(self: Any) -> Any:
            return words(read(self.record))

        known = RecordRead(path, lambda held, _: words(held), kind is not list, of_list=True)
        made = field(self.description, graphql_type=kind, record=known)
        setattr(owner, name, made(resolve))


def _in_words(enum: Any) -> tuple[Any, Callable[[Any], Any]]:
    """Return the GraphQL type of the words for an enum, and how a word becomes them."""
    if isinstance(enum, Mapping):
        return str, enum.__getitem__
    if get_origin(enum) is list:
        kind, words = _in_words(get_args(enum)[0])
        return list[kind], lambda held: [words(one) for one in held]  # type: ignore[valid-type]
    if _united(enum):
        (inner,) = (one for one in _united(enum) if one is not NoneType)
        _, said = _in_words(inner)
        return str | None, lambda held: None if held in (None, "") else said(held)
    return str, lambda held: label_of(enum, held)


def _record_of(owner: type) -> Any:
    """Return the type of the record of a type of the schema."""
    annotated = (get_annotations(base) for base in owner.__mro__)
    return get_args(next(names["record"] for names in annotated if "record" in names))[0]


def _meaning(owner: type, name: str) -> str:
    """Return how graph.facts.fields explains a field; sorts of fact share a field's meaning."""
    kind = _record_of(owner)
    (meaning,) = {field_of(one, name).meaning for one in _united(kind) or (kind,)}
    assert meaning, f"{owner.__name__}.{name} has no meaning in graph.facts.fields"
    return meaning


def _type_held(owner: type, path: str) -> Any:
    """Return the type of what the record of a type holds where a path leads."""
    kind = _record_of(owner)
    for part in path.split("."):
        # A record of several kinds holds the same in each, or there is no one type to show.
        (kind,) = {_member_type(one, part) for one in _united(kind) or (kind,)}
    return list[get_args(kind)[0]] if get_origin(kind) is tuple else kind  # type: ignore[misc]


def _member_type(record: type, name: str) -> Any:
    match getattr(record, name, None):
        case property(fget=getter):
            return get_type_hints(getter)["return"]
        case cached_property(func=getter):
            return get_type_hints(getter)["return"]
    held = get_type_hints(record)[name]
    return get_args(held)[0] if get_origin(held) is Final else held


def _united(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else ()


def _showing(kind: Any) -> _Show:
    """Return how what a record holds becomes a value of a GraphQL type."""
    if get_origin(kind) is list:
        each = _showing(get_args(kind)[0])
        return lambda held, owner: [each(one, owner) for one in held]
    if _united(kind):
        (inner,) = (one for one in _united(kind) if one is not NoneType)
        given = _showing(inner)
        return lambda held, owner: None if held in (None, "") else given(held, owner)
    if kind == LazyThing:
        return lambda held, owner: owner.at.node(held)
    if has_object_definition(kind):
        return _wrapping(kind)
    if kind is str or (isinstance(kind, type) and issubclass(kind, Enum)):
        return lambda held, _: kind(held)
    return _as_held


def _as_held(held: Any, _: Any) -> Any:
    return held


def _is_by_itself(kind: Any) -> bool:
    """Say whether what a field gives depends on nothing but what the record holds."""
    if kind == LazyThing or has_object_definition(kind):
        return False
    return all(_is_by_itself(one) for one in get_args(kind) if one is not NoneType)


def _wrapping(kind: Any) -> _Show:
    """Return how a type of the schema takes a record, with the area where it asks for it."""
    if "at" in {part.name for part in fields(kind)}:
        return lambda held, owner: kind(record=held, at=owner.at)
    return lambda held, _: kind(record=held)
