"""A field of a record has the record's own type, and shows what the record holds."""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

import pytest
import strawberry
from strawberry.types import get_object_definition

from api.schema.area_view import AreaViewType
from api.schema.areas import AreaType
from api.schema.fields import record_field
from api.schema.meetings import MeetingType
from api.schema.sources import DeclarationType, SourceType
from graph.facts.fields import FACT_TYPES, FIELDS


class State(StrEnum):
    LENT = "lent"


@dataclass(frozen=True, slots=True)
class Shelf:
    name: str
    books: tuple["Book", ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    id: str
    title: str
    year: int | None = None
    note: str = ""
    words: tuple[str, ...] = ()
    state: State = State.LENT
    shelf: Shelf = Shelf("top")
    next_shelf: Shelf | None = None

    @property
    def heavy(self) -> bool:
        return len(self.words) > 2


@strawberry.enum
class BookState(Enum):
    LENT = "lent"


@strawberry.type
class ShelfType:
    record: strawberry.Private[Shelf]

    name = record_field("Its name.")


@strawberry.type
class BookType:
    record: strawberry.Private[Book]
    at: strawberry.Private[str] = "the library"

    id = record_field("Its id.", strawberry.ID)
    title = record_field("Its title.")
    year = record_field("Its year.")
    note = record_field("A note; null: none.", str | None)
    words = record_field("Its words.")
    heavy = record_field("Whether it is heavy.")
    state = record_field("Where it is.", BookState)
    state_words = record_field("The same in words.", str, of="state")
    shelf = record_field("Where it stands.", ShelfType)
    next_shelf = record_field("Where it goes.", ShelfType | None)
    on = record_field("The name of the shelf.", of="shelf.name", name="from")


@strawberry.type
class Library:
    record: strawberry.Private[Shelf]
    at: strawberry.Private[str]

    books = record_field("Its books.", list[BookType])


@strawberry.type
class Question:
    @strawberry.field
    def library(self) -> Library:
        books = (
            Book("a", "Ash", 1999, "torn", ("one", "two", "three"), next_shelf=Shelf("low")),
            Book("b", "Birch"),
        )
        return Library(record=Shelf("all", books), at="the reading room")


SCHEMA = strawberry.Schema(query=Question)


@pytest.mark.parametrize(
    "line",
    [
        "id: ID!",
        "title: String!",
        "year: Int",
        "note: String",
        "words: [String!]!",
        "heavy: Boolean!",
        "state: BookState!",
        "stateWords: String!",
        "shelf: ShelfType!",
        "nextShelf: ShelfType",
        "from: String!",
        "books: [BookType!]!",
    ],
)
def test_the_type_is_the_one_that_the_record_holds_unless_another_is_named(line: str) -> None:
    assert f"  {line}" in SCHEMA.as_str().splitlines()


def test_the_value_is_what_the_record_holds() -> None:
    fields = "id title year note words heavy state stateWords shelf {name} nextShelf {name} from"
    found = SCHEMA.execute_sync(f"{{ library {{ books {{ {fields} }} }} }}")
    assert found.errors is None
    assert found.data is not None
    assert found.data["library"]["books"] == [
        {
            "id": "a",
            "title": "Ash",
            "year": 1999,
            "note": "torn",
            "words": ["one", "two", "three"],
            "heavy": True,
            "state": "LENT",
            "stateWords": "lent",
            "shelf": {"name": "top"},
            "nextShelf": {"name": "low"},
            "from": "top",
        },
        {
            "id": "b",
            "title": "Birch",
            "year": None,
            "note": None,
            "words": [],
            "heavy": False,
            "state": "LENT",
            "stateWords": "lent",
            "shelf": {"name": "top"},
            "nextShelf": None,
            "from": "top",
        },
    ]


def test_a_shown_record_is_told_the_area_of_the_one_that_holds_it() -> None:
    library: Any = Library(record=Shelf("all", (Book("a", "Ash"),)), at="the reading room")
    assert [book.at for book in library.books()] == ["the reading room"]


def test_a_field_that_the_record_does_not_hold_is_refused_as_the_type_is_made() -> None:
    # Python 3.11 wraps what goes wrong as a class hears its names; later ones do not.
    with pytest.raises((RuntimeError, KeyError), match="titel"):

        class Misspelt:
            record: strawberry.Private[Book]

            titel = record_field("Its title.")


# In its sentence alone: what hardly ever tells two declarations apart.
OPEN = {("Declaration", name) for name in ("status", "since", "until", "confidence", "note")}
SORTS = (("Area", AreaType), ("Source", SourceType), ("Meeting", MeetingType))


@pytest.mark.parametrize(("word", "shown"), [*SORTS, ("Declaration", DeclarationType)])
def test_every_explained_field_of_a_fact_can_be_asked_for(word: str, shown: type) -> None:
    types = (AreaType, AreaViewType) if word == "Area" else (shown,)
    named = {f.name for one in types for f in get_object_definition(one, strict=True).fields}
    for each in FIELDS[FACT_TYPES[word.lower()]]:
        if each.meaning and (word, each.name) not in OPEN:
            assert {each.name, f"funding_{each.name}"} & named, each.name
