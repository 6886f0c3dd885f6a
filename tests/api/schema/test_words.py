"""Every word of a closed list is an enum with the words people read beside it.

Tests: api/schema/closed_lists.py, api/schema/vocabulary.py, api/schema/fields.py.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    get_named_type,
    is_required_argument,
    specified_scalar_types,
)

from api.schema.execute import answer
from api.schema.query import schema
from api.service.reader import Reader
from graph.stores.memory import MemoryStore
from loaders.examples import example

TYPES = schema._schema.type_map  # Strawberry offers no other way to its types
# Enums without a field of words by their own name, and where the words stand.
WORDS_ELSEWHERE = {
    "Measure.measure": "title says which it is",
    "ProposedChange.thingKind": "kindWords says which kind, of thing or link",
    "ProposedChange.linkKind": "kindWords says which kind, of thing or link",
    "KindCount.thingKind": "kindWords says which kind, of things or links",
    "KindCount.linkKind": "kindWords says which kind, of things or links",
    "Problem.code": "message says it",
}
# Whose words say too that nothing is recorded, and so are never null.
SAY_NOTHING = {"SectorPartners.sectorWords", "InvolvementGroup.involvementWords"}
# Texts that repeat over many objects and are no closed list, and why.
REPEATED = {
    "name of the attribute, which differs from kind to kind of thing": (
        "ChoiceAttribute.name",
        "ChoiceAttribute.label",
        "TextAttribute.name",
        "TextAttribute.label",
        "YesNoAttribute.name",
        "YesNoAttribute.label",
    ),
    "the value in words beside it": ("TextAttribute.words", "YesNoAttribute.words"),
    "severity in words, and whether an Act may have started since": ("Finding.expectedBy",),
    "kind in words, as what is recorded of the link has them": (
        "Link.verb",
        "Link.reverse",
        "ListedSeat.words",
    ),
    "a sentence of numbers": ("Measure.coverage",),
    "what a part is, beside its word": ("ScorePart.how", "ScorePart.method"),
    "few documents were read": (
        "Source.address",
        "Source.document",
        "Source.publisher",
        "Source.title",
        "SourceReference.address",
        "SourceReference.heading",
        "SourceReference.place",
        "SourceReference.publisher",
        "SourceReference.title",
    ),
}
COMPOSITE = (GraphQLObjectType, GraphQLInterfaceType)


def fields_of(name: str) -> dict[str, GraphQLField]:
    kind = TYPES[name]
    return kind.fields if isinstance(kind, COMPOSITE) and name[0] != "_" else {}


def fields() -> Iterator[tuple[str, str, GraphQLField, Any]]:
    for name, kind in TYPES.items():
        if isinstance(kind, COMPOSITE) and name[0] != "_":
            for field, found in kind.fields.items():
                yield name, field, found, kind


def test_words_stand_beside_every_word_of_a_closed_list() -> None:
    without = {
        f"{name}.{field}"
        for name, field, found, kind in fields()
        if isinstance(get_named_type(found.type), GraphQLEnumType)
        and f"{field}Words" not in kind.fields
    }
    assert without == set(WORDS_ELSEWHERE)


def test_words_are_texts_as_many_as_the_values() -> None:
    for name, field, found, kind in fields():
        words = kind.fields.get(f"{field}Words")
        if words and isinstance(get_named_type(found.type), GraphQLEnumType):
            enum = str(get_named_type(found.type))
            alike = str(found.type).replace(enum, "String")
            never = f"{name}.{field}Words" in SAY_NOTHING
            assert str(words.type) == (f"{alike}!" if never else alike), f"{name}.{field}"


@pytest.fixture(scope="module")
def reader() -> Reader:
    store = MemoryStore()
    for slug in ("coventry", "york"):
        found = example(slug)
        store.put(found.snapshot, found.history)
    return Reader(store)


def texts_of(kind: Any, deep: int) -> str:
    """Select the texts of a type, and of what it leads to."""
    chosen = []
    for name, found in kind.fields.items():
        inner = get_named_type(found.type)
        if any(map(is_required_argument, found.args.values())):
            continue
        if str(inner) == "String" and not name.endswith("Words"):
            chosen.append(name)
        elif isinstance(inner, COMPOSITE):
            # Areas, views and things lead everywhere, and are asked themselves.
            goes_on = deep and str(inner) not in ("Area", "AreaView", "Thing", "Node")
            below = texts_of(inner, deep - (name != "nodes")) if goes_on and name != "edges" else ""
            if below:
                chosen.append(f"{name} {below}")
    return f"{{ __typename {' '.join(chosen)} }}" if chosen else ""


def gathered(value: Any, found: dict[str, list[str]]) -> None:
    if isinstance(value, list):
        for one in value:
            gathered(one, found)
    elif isinstance(value, dict):
        for name, part in value.items():
            if isinstance(part, str) and name != "__typename":
                found[f"{value['__typename']}.{name}"].append(part)
            else:
                gathered(part, found)


def asked_of_views() -> dict[str, str]:
    """Return what to ask of a view of an area for all texts of what it leads to, field by field."""
    found = {}
    for name, field in fields_of("AreaView").items():
        inner = get_named_type(field.type)
        wanted = any(map(is_required_argument, field.args.values()))
        if isinstance(inner, COMPOSITE) and not wanted and str(inner) != "Area":
            found[name] = texts_of(inner, 2)
    days = {"compare": 'compare(from: "2023-01-01")'}
    return {days.get(name, name): texts for name, texts in found.items() if texts}


def test_no_text_holds_the_words_of_a_closed_list(reader: Reader) -> None:
    """Few values over many objects are words of a list: such a text is here with its reason."""
    found: dict[str, list[str]] = defaultdict(list)
    for slug in ("coventry", "york"):
        for name, texts in asked_of_views().items():
            got = answer(reader, f'{{ area(slug: "{slug}") {{ view {{ {name} {texts} }} }} }}')
            assert got.errors == []
            assert got.data is not None
            gathered(got.data["area"]["view"][name.partition("(")[0]], found)
    few = {
        text
        for text, values in found.items()
        if len(values) >= 12 and len(set(values)) <= min(15, len(values) / 4)
    }
    reasons = {text for texts in REPEATED.values() for text in texts}
    assert few <= reasons
    # The test looks where there is something to see: a list that was a text would be found.
    assert reasons <= found.keys()


def test_a_scalar_of_our_own_says_where_it_is_specified() -> None:
    own = {
        name: kind.specified_by_url
        for name, kind in TYPES.items()
        if isinstance(kind, GraphQLScalarType) and name not in specified_scalar_types
    }
    assert {"Date", "DateTime", "PartialDate"} <= own.keys()
    assert None not in own.values()
