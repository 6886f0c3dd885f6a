"""What a change may say: every input of GraphQL's ChangeInput as data, made from graph.kinds.

The schema makes its input types of these tables, and change_reading reads JSON objects by them, so
that what a type says and what is understood cannot differ. A new attribute, kind of thing or kind
of link has its fields here at once.

The file is long because it is a table: whoever looks for an input finds all that is said of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from graph.endings import ALL, FATES
from graph.facts.fields import FIELDS, Field, FieldType
from graph.facts.model import (
    Area,
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    QuestionState,
    Source,
)
from graph.hanging import ALL_GROUPS
from graph.kinds import (
    DECLARABLE_LISTS,
    LINK_KINDS,
    NODE_KINDS,
    Attribute,
    Choice,
    NodeKind,
    ValueType,
    link_attributes,
    link_choice,
    node_attributes,
    words,
)
from graph.sentences import article
from visualisations.scene import LAYOUTS
from visualisations.themes import THEMES


class Holds(StrEnum):
    """What a field of an input holds; several of it where the field is many."""

    ID = "id"  # of something on the map, or added before in the list; of a thing also its name
    TEXT = "text"
    YES_NO = "yes or no"
    WHOLE = "whole number"
    NUMBER = "number"
    DAY = "day"
    DATE = "date"  # 2024, 2024-03 or 2024-03-14
    WORD = "word"  # of a closed list
    OBJECT = "object"  # an input of its own


@dataclass(frozen=True, kw_only=True)
class InputField:
    """A field of an input: its name in GraphQL, and its key in the words of an archive.

    attribute is the one that it gives, where it gives one of a kind of thing or link.
    """

    name: str
    key: str
    holds: Holds
    meaning: str
    required: bool = False
    many: bool = False
    choices: tuple[Choice, ...] = ()
    shape: "InputShape | None" = None
    attribute: Attribute | None = None


@dataclass(frozen=True)
class InputShape:
    """An input: the name of its type, what it is in a sentence, and its fields."""

    name: str
    meaning: str
    fields: tuple[InputField, ...]

    def name_of(self, key: str) -> str:
        """Return the name of the field with a key of an archive; "" where there is none."""
        return next((field.name for field in self.fields if field.key == key), "")


class Way(StrEnum):
    """What a change does."""

    ADD = "add"
    CHANGE = "change"
    DECLARE = "declare"
    UNDECLARE = "withdraw a declaration"
    QUESTION = "question"
    KEEP_PLACES = "keep places"
    FORGET_PLACES = "forget places"
    END = "end"
    WITHDRAW = "withdraw"
    RENAME = "rename"
    MERGE = "merge"


@dataclass(frozen=True)
class ChangeShape:
    """One field of ChangeInput: what it does, to which sort of fact, and of which kind."""

    field: str
    way: Way
    shape: InputShape
    sort: str = ""
    kind: str = ""

    @property
    def meaning(self) -> str:
        """What it does in a sentence."""
        return self.shape.meaning


def camel(name: str) -> str:
    """Return a name of the record as GraphQL writes it: body_kind becomes bodyKind."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def _field(name: str, holds: Holds, meaning: str, key: str = "") -> InputField:
    return InputField(name=name, key=key or name, holds=holds, meaning=meaning)


def _needed(name: str, holds: Holds, meaning: str, key: str = "") -> InputField:
    return replace(_field(name, holds, meaning, key), required=True)


def _word(
    name: str, choices: tuple[Choice, ...], meaning: str, *, needed: bool = False
) -> InputField:
    made = _field(name, Holds.WORD, meaning)
    return replace(made, choices=choices, required=needed)


def _objects(name: str, shape: InputShape, meaning: str, key: str = "") -> InputField:
    return replace(_field(name, Holds.OBJECT, meaning, key), shape=shape, many=True)


_NAMED = "by id or name"
SOURCE_SHAPE = InputShape(
    "SourceInput",
    "Where something was read: the id of a document on record, or the title of a new one, and the "
    "place in it.",
    (
        _field("id", Holds.ID, "The document on record, by its id or short name; of a new one, "
               "the short name that it is to have."),
        _field("title", Holds.TEXT, "The title of a new document; one on record that has it is "
               "taken."),
        _field("publisher", Holds.TEXT, "Who published the new document."),
        _field("address", Holds.TEXT, "The address of the new document: https://..."),
        _field("readOn", Holds.DAY, "The day the new document was read.", "read_on"),
        _field("held", Holds.YES_NO, "No: only the document's short name is known, and it is not "
               "held; left out: it is on record, or new."),
        _field("place", Holds.TEXT, "The place in it: paragraph 2, or item 3."),
        _field("heading", Holds.TEXT, "The heading of the passage."),
        _field("page", Holds.WHOLE, "The page it stands on, from 1."),
        _field("quote", Holds.TEXT, "The one sentence that says it, as the document has it."),
    ),
)  # fmt: skip
ATTENDANCE_SHAPE = InputShape(
    "AttendanceInput",
    "One entry of a register, by the seat or by who holds it; never a person by name.",
    (
        _field("seat", Holds.ID, "The seat: the id of the link that it is."),
        _field("holder", Holds.ID, "The post or organisation that should have come, by id or "
               "name; left out: who has the seat."),
        _word("value", words.ATTENDANCE, "What the register says.", needed=True),
        _field("part", Holds.YES_NO, "Whether it was there for part of the meeting only."),
    ),
)  # fmt: skip
COUNT_SHAPE = InputShape(
    "ClassCountInput",
    "How many of a class must be there for a quorum.",
    (
        _needed("class", Holds.TEXT, "A class of members, in a word of the record such as "
                "council or icb, or an organisation or post on the map by id or name."),
        _needed("least", Holds.WHOLE, "The least number of them."),
    ),
)  # fmt: skip
FATE_CHOICES = tuple(Choice(word, said, meaning=f"It {said}.") for word, said in FATES.items())
DEPENDANT_SHAPE = InputShape(
    "DependantInput",
    "What becomes of something that hangs on a thing that ends.",
    (
        _needed("what", Holds.ID, "The id of a link or meeting, or a group of what hangs on it: "
                f"{', '.join([ALL, *(group.key for group in ALL_GROUPS)])}."),
        _word("fate", FATE_CHOICES, "What becomes of it.", needed=True),
        _field("to", Holds.ID, "Of what moves, the successor that it goes over to, by id or name; "
               "left out: the only one."),
    ),
)  # fmt: skip
PLACE_SHAPE = InputShape(
    "PlaceInput",
    "Where a box stands on the map.",
    (
        _needed("id", Holds.ID, f"The thing, {_NAMED}."),
        _needed("x", Holds.NUMBER, "How far to the right, in the picture's own units."),
        _needed("y", Holds.NUMBER, "How far down, in the picture's own units."),
    ),
)
_SOURCES = _objects(
    "sources",
    SOURCE_SHAPE,
    "Where it was read; of something on record, all of its sources as they are from now on.",
    "source",
)
# What graph.facts.fields says of a column of a workbook, said of a field of an input.
_SAID: Mapping[str, str] = {
    "name": "The name as people say it.",
    "aliases": "Other names it goes by.",
    "maps": "The short names of other areas whose maps show it too.",
    "status": "Whether it is so; of something new, left out: operating.",
    "since": "Since when it holds: 2024, 2024-03 or 2024-03-14.",
    "until": "Until when it holds: 2024, 2024-03 or 2024-03-14.",
    "confidence": "How firmly the source says it; of something new, left out: stated.",
    "body": f"The body that met, {_NAMED}.",
    "register": "Who was there; of a meeting on record, the whole register from now on.",
    "to": f"Whom it was asked of, {_NAMED}: a post or an organisation, never a person.",
    "by": "Who says so: a post, or a name; left out of a question: whoever sends it.",
    "on": "The day it was said; left out of a question: today.",
    "note": "A note for whoever reads it.",
    "title": "The document's title.",
    "address": "Its address: https://...",
}
_HOLDS: Mapping[FieldType, Holds] = {
    FieldType.REFERENCE: Holds.ID,
    FieldType.TEXT: Holds.TEXT,
    FieldType.TEXTS: Holds.TEXT,
    FieldType.ADDRESS: Holds.TEXT,
    FieldType.YES_NO: Holds.YES_NO,
    FieldType.DAY: Holds.DAY,
    FieldType.DATE: Holds.DATE,
    FieldType.STATUS: Holds.WORD,
    FieldType.CONFIDENCE: Holds.WORD,
}


def _of_fact(field: Field, *, needed: bool, own: bool = False) -> InputField:
    """Return a field of a sort of fact as a field of an input.

    own says that its meaning is that of this sort alone: the dates of an area are its council's.
    """
    if field.type is FieldType.SOURCES:
        return _SOURCES
    if field.type is FieldType.REGISTER:
        return _objects("register", ATTENDANCE_SHAPE, _SAID["register"])
    word = field.choices and field.type in (
        *(FieldType.STATUS, FieldType.CONFIDENCE, FieldType.TEXT),
    )
    return InputField(
        name=camel(field.name),
        key=field.key,
        holds=Holds.WORD if word else _HOLDS[field.type],
        meaning=(field.meaning if own else _SAID.get(field.name)) or field.meaning or field.note,
        required=needed and field.required,
        many=field.type is FieldType.TEXTS,
        choices=field.choices if word else (),
    )


def _fields(fact_type: type[Fact], *but: str, needed: bool) -> tuple[InputField, ...]:
    """Return the fields of a sort of fact that may be given, but some of them."""
    apart = (FieldType.IDENTITY, FieldType.ATTRIBUTES)
    return tuple(
        _of_fact(field, needed=needed, own=fact_type is Area)
        for field in FIELDS[fact_type]
        if field.type not in apart and field.name not in but
    )


_ATTRIBUTE_HOLDS: Mapping[ValueType, Holds] = {
    ValueType.TEXT: Holds.TEXT,
    ValueType.YES_NO: Holds.YES_NO,
    ValueType.NUMBER: Holds.WHOLE,
    ValueType.DECIMAL: Holds.NUMBER,
    # Pounds outgrow the Int of GraphQL, which has 32 bits.
    ValueType.POUNDS: Holds.NUMBER,
    ValueType.PER_CENT: Holds.NUMBER,
    ValueType.DATE: Holds.DATE,
    ValueType.CHOICE: Holds.WORD,
    ValueType.CHOICES: Holds.WORD,
    ValueType.COUNTS: Holds.OBJECT,
    ValueType.REFERENCE: Holds.ID,
}


def _of_attribute(attribute: Attribute, more: str = "") -> InputField:
    counts = attribute.type is ValueType.COUNTS
    said = f"{attribute.label}. {attribute.meaning}".strip().rstrip(".") + "."
    if attribute.type is ValueType.REFERENCE:
        more = f" By its id or name.{more}"
    return InputField(
        name=camel(attribute.name),
        key=attribute.name,
        holds=_ATTRIBUTE_HOLDS[attribute.type],
        meaning=f"{said}{more}",
        many=counts or attribute.type is ValueType.CHOICES,
        choices=() if counts else attribute.choices,
        shape=COUNT_SHAPE if counts else None,
        attribute=attribute,
    )


_NEW_ID = "The id that it is to have, such as hwb; left out: made of what it is called."
_STAYS = "what is left out stays as it is, and null takes it away"


def _split(fields: Iterable[InputField]) -> tuple[tuple[InputField, ...], tuple[InputField, ...]]:
    """Return the fields before the attributes of a kind, and those after them."""
    listed = tuple(fields)
    after = tuple(field for field in listed if field.key in ("note", "source"))
    return tuple(field for field in listed if field not in after), after


def _of_kind(kind: NodeKind) -> tuple[ChangeShape, ChangeShape]:
    own = tuple(map(_of_attribute, node_attributes(kind.name).values()))
    name, called = _pascal(kind.name), article(kind.label)
    first, last = _split(_fields(Node, needed=True))
    later = tuple(replace(field, required=False) for field in first)
    add = InputShape(
        f"Add{name}Input",
        f"Add {called}: {kind.definition[0].lower()}{kind.definition[1:]}",
        (*first[:1], _field("id", Holds.TEXT, _NEW_ID), *first[1:], *own, *last),
    )
    change = InputShape(
        f"Change{name}Input",
        f"Change {called}: {_STAYS}.",
        (_needed("id", Holds.ID, f"What changes, {_NAMED}."), *later, *own, *last),
    )
    return (
        ChangeShape(f"add{name}", Way.ADD, add, "node", kind.name),
        ChangeShape(f"change{name}", Way.CHANGE, change, "node", kind.name),
    )


def _link_attributes() -> tuple[InputField, ...]:
    """Return the attributes of all kinds of link, each once, with the kinds that may have it."""
    kinds: dict[str, list[str]] = {}
    first: dict[str, Attribute] = {}
    for kind in LINK_KINDS:
        for name, attribute in link_attributes(kind.name).items():
            first.setdefault(name, attribute)
            kinds.setdefault(name, []).append(kind.name.upper())
    return tuple(
        _of_attribute(
            attribute,
            "" if len(kinds[name]) == len(LINK_KINDS) else f" Only of {', '.join(kinds[name])}.",
        )
        for name, attribute in first.items()
    )


LINK_CHOICES = tuple(link_choice(kind.name) for kind in LINK_KINDS)


def _links() -> tuple[ChangeShape, ChangeShape]:
    recorded, last = _split(_fields(Link, needed=True))
    own = _link_attributes()
    add = InputShape(
        "AddLinkInput",
        "Add a link between two things; a seat is a link of the kind MEMBER_OF.",
        (
            _needed("from", Holds.ID, f"Where it begins, {_NAMED}."),
            _word("kind", LINK_CHOICES, "The kind of link.", needed=True),
            _needed("to", Holds.ID, f"Where it ends, {_NAMED}."),
            _field("id", Holds.TEXT, "The id that it is to have; left out: made of its ends."),
            *(*recorded, *own, *last),
        ),
    )
    change = InputShape(
        "ChangeLinkInput",
        f"Change a link, whose ends and kind never change: {_STAYS}.",
        (
            _needed("id", Holds.ID, "The link: its id, or FROM~KIND~TO."),
            *(*recorded, *own, *last),
        ),
    )
    return (
        ChangeShape("addLink", Way.ADD, add, "link"),
        ChangeShape("changeLink", Way.CHANGE, change, "link"),
    )


def _meetings() -> tuple[ChangeShape, ChangeShape]:
    add = InputShape(
        "RecordMeetingInput",
        "Record a meeting of a body, with its register.",
        (
            *_fields(Meeting, needed=True),
            _field("id", Holds.TEXT, _NEW_ID),
        ),
    )
    change = InputShape(
        "ChangeMeetingInput",
        f"Change a meeting: {_STAYS}.",
        (
            _needed("id", Holds.ID, "The meeting's id."),
            *_fields(Meeting, needed=False),
        ),
    )
    return (
        ChangeShape("recordMeeting", Way.ADD, add, "meeting"),
        ChangeShape("changeMeeting", Way.CHANGE, change, "meeting"),
    )


LIST_CHOICES = tuple(
    Choice(one.name, one.label, meaning=f"{one.says}.") for one in DECLARABLE_LISTS
)
_LIST = (
    _word("list", LIST_CHOICES, "The list of which everything is recorded.", needed=True),
    _field("subject", Holds.ID, f"The body whose list it is, {_NAMED}; left out: the area."),
)


def _declarations() -> tuple[ChangeShape, ChangeShape]:
    declare = InputShape(
        "DeclareInput",
        "Declare that a list is complete, as somebody gave their word; in place of what they said "
        "of it before.",
        (*_LIST, *_fields(Declaration, needed=True)),
    )
    withdraw = InputShape(
        "WithdrawDeclarationInput", "Say that a list was declared complete in error.", _LIST
    )
    return (
        ChangeShape("declare", Way.DECLARE, declare, "declaration"),
        ChangeShape("withdrawDeclaration", Way.UNDECLARE, withdraw, "declaration"),
    )


def _area() -> ChangeShape:
    fields = tuple(replace(field, required=False) for field in _fields(Area, needed=False))
    shape = InputShape(
        "ChangeAreaInput", f"Change what is recorded of the area as a whole: {_STAYS}.", fields
    )
    return ChangeShape("changeArea", Way.CHANGE, shape, "area")


def _sources() -> tuple[ChangeShape, ChangeShape]:
    tag = "The short name that references use; left out: made of the title."
    add = InputShape(
        "AddSourceInput",
        "Record a document that facts were read in.",
        (*_fields(Source, needed=True), _field("id", Holds.TEXT, tag)),
    )
    change = InputShape(
        "ChangeSourceInput",
        f"Change what is recorded of a document: {_STAYS}.",
        (
            _needed("id", Holds.ID, "The document, by its id or short name."),
            *_fields(Source, needed=False),
        ),
    )
    return (
        ChangeShape("addSource", Way.ADD, add, "source"),
        ChangeShape("changeSource", Way.CHANGE, change, "source"),
    )


def _question() -> ChangeShape:
    fields = {field.name: field for field in _fields(QuestionState, needed=True)}
    given = [replace(field, required=name == "state") for name, field in fields.items()]
    shape = InputShape(
        "QuestionInput",
        "Say what became of a question that the record leaves open; in place of what was said of "
        "it before.",
        (
            _field("rule", Holds.TEXT, "The id of the check that asks; give this or attribute."),
            _field("attribute", Holds.TEXT, "The attribute that is not recorded, by its name or "
                   "label; give this or rule."),
            _needed("subject", Holds.ID, "What it is about: the id that the finding gives, or a "
                    "thing by its name."),
            *given,
        ),
    )  # fmt: skip
    return ChangeShape("question", Way.QUESTION, shape, "question")


LAYOUT_CHOICES = tuple(Choice(name, label, meaning=f"{label}.") for name, label in LAYOUTS.items())
THEME_CHOICES = tuple(
    Choice(one.name, one.label, meaning=f"{one.label}.") for one in THEMES.values()
)
_PICTURE = (
    _word("layout", LAYOUT_CHOICES, "How the map is laid out; left out: in columns."),
    _word("theme", THEME_CHOICES, "The size of its text; left out: for a screen."),
    _field("fold", Holds.YES_NO, "Whether alike things share a box; left out: they do."),
)


def _places() -> tuple[ChangeShape, ChangeShape]:
    places = replace(_objects("places", PLACE_SHAPE, "Where things stand."), required=True)
    keep = InputShape(
        "KeepPlacesInput",
        "Keep where people put things on a map; it is no fact, and says nothing to the checks.",
        (places, *_PICTURE),
    )
    forget = InputShape(
        "ForgetPlacesInput",
        "Forget where people put things on a map, so that they stand where its layout puts them.",
        _PICTURE,
    )
    return (
        ChangeShape("keepPlaces", Way.KEEP_PLACES, keep),
        ChangeShape("forgetPlaces", Way.FORGET_PLACES, forget),
    )


def _others() -> tuple[ChangeShape, ...]:
    end = InputShape(
        "EndFactInput",
        "Say that something was so until a day, and of a thing what becomes of what hangs on it.",
        (
            _needed("id", Holds.ID, "What ends: the id of a fact, or a thing by its name."),
            _needed("until", Holds.DATE, "The last day it was so."),
            _objects(
                "dependants",
                DEPENDANT_SHAPE,
                "What becomes of what hangs on a thing; the rest stays as it is, and holds on no "
                "day after the end.",
            ),
            replace(
                _field(
                    "successors",
                    Holds.ID,
                    f"What takes over from a thing, {_NAMED}; several for a split. Whatever a "
                    "dependant goes over to is one too.",
                ),
                many=True,
            ),
            _field("since", Holds.DATE, "When they take over; left out: right after the end."),
        ),
    )
    withdraw = InputShape(
        "WithdrawFactInput",
        "Say that something was recorded in error; only the history keeps it.",
        (_needed("id", Holds.ID, "The id of the fact, or FROM~KIND~TO of a link."),),
    )
    rename = InputShape(
        "RenameInput",
        "Give a thing another name: its id stays, and the old name is one that it goes by.",
        (
            _needed("id", Holds.ID, f"The thing, {_NAMED}."),
            _needed("name", Holds.TEXT, "The new name."),
        ),
    )
    merge = InputShape(
        "MergeInput",
        "Make one of two records of the same thing: names, links, registers and questions of the "
        "other one go over to the one that is kept.",
        (
            _needed("keep", Holds.ID, f"The record that is kept, {_NAMED}."),
            _needed("other", Holds.ID, f"The record that goes, {_NAMED}."),
            _field(
                "until",
                Holds.DATE,
                "Where it was a thing of its own until this day: it ends then, and the one that "
                "is kept takes over. Left out: it was recorded twice, and is withdrawn.",
            ),
        ),
    )
    return (
        ChangeShape("endFact", Way.END, end),
        ChangeShape("withdrawFact", Way.WITHDRAW, withdraw),
        ChangeShape("rename", Way.RENAME, rename, "node"),
        ChangeShape("merge", Way.MERGE, merge, "node"),
    )


# By the name of the field of ChangeInput, in the order in which the schema has them.
CHANGE_SHAPES: Mapping[str, ChangeShape] = {
    shape.field: shape
    for shape in (
        *(shape for kind in NODE_KINDS for shape in _of_kind(kind)),
        *_links(),
        *_meetings(),
        *_declarations(),
        _area(),
        *_sources(),
        _question(),
        *_places(),
        *_others(),
    )
}
