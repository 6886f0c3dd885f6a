"""The sheets of the workbook and their columns, made from the kinds: a new kind comes by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from graph.facts.fields import FIELDS, Field, FieldType, type_of
from graph.facts.model import (
    Area,
    Attributed,
    Declaration,
    Fact,
    Meeting,
    Node,
    QuestionState,
    Source,
)
from graph.facts.validation import LONGEST_QUOTE
from graph.kinds import (
    COMMON_NODE_ATTRIBUTES,
    LINK_KINDS,
    NODE_KIND,
    NODE_KINDS,
    Attribute,
    Choice,
    ValueType,
    link_choice,
    node_choice,
    words,
)
from loaders.workbook.sheet_words import ABOUT, EXAMPLES, SHEET_OF

SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: the key of the archive format, the heading, its meaning, and what it may hold.

    several says that a cell may hold several values with "; " between them; one says that it
    must not be empty; many_lines that a text may have several lines.
    """

    key: str
    heading: str
    note: str
    type: ValueType = ValueType.TEXT
    choices: tuple[Choice, ...] = ()
    several: bool = False
    required: bool = False
    many_lines: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: what a row of it is (a fact type, or attendance), and its columns.

    kinds are the kinds of node or link that its rows may be; where there are several, the column
    "kind" tells them apart. example is a filled row that loading leaves out.
    """

    name: str
    fact_type: str
    columns: tuple[SheetColumn, ...]
    kinds: tuple[str, ...] = ()
    about: str = ""
    example: Mapping[str, str] = field(default_factory=dict)
    _by_key: dict[str, SheetColumn] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {column.key: column for column in self.columns})

    def column(self, key: str) -> SheetColumn | None:
        """Return the column of a key, if the sheet has it."""
        return self._by_key.get(key)


def _of(attribute: Attribute, required: bool = False) -> SheetColumn:
    several = attribute.type in (ValueType.CHOICES, ValueType.COUNTS)
    note = attribute.meaning or f"{attribute.label}; empty: not recorded."
    kind, choices = attribute.type, attribute.choices
    lines = attribute.many_lines
    return SheetColumn(
        attribute.name, attribute.label, note, kind, choices, several, required, lines
    )


def _text(key: str, heading: str, note: str, required: bool = False) -> SheetColumn:
    return SheetColumn(key, heading, note, required=required)


def _choice(key: str, heading: str, note: str, choices: tuple[Choice, ...]) -> SheetColumn:
    return SheetColumn(key, heading, note, ValueType.CHOICE, choices)


_READ_IN = (
    SheetColumn(
        "source_document",
        "Source",
        'The document it was read in, by its name on the sheet Sources; several with "; ".',
        several=True,
    ),
    SheetColumn(
        "source_place", "Place in source", "Page, item or line, one a source.", several=True
    ),
    SheetColumn(
        "source_heading", "Passage", "The heading of the passage, one a source.", several=True
    ),
    SheetColumn(
        "source_page", "Page", "The number of the page, from 1, one a source.", several=True
    ),
    SheetColumn(
        "source_quote",
        "Sentence",
        "The sentence it was read in, word for word, one a source; at most "
        f"{LONGEST_QUOTE} characters, with no names of families or the public in it.",
        several=True,
    ),
)
_VALUE_TYPE = {
    FieldType.YES_NO: ValueType.YES_NO,
    FieldType.DAY: ValueType.DATE,
    FieldType.DATE: ValueType.DATE,
}


def _columns(fact_type: type[Fact], *names: str) -> tuple[SheetColumn, ...]:
    """Return the columns of a sort of fact, all or those named, but those of its kind."""
    columns: list[SheetColumn] = []
    for each in FIELDS[fact_type]:
        if names and each.name not in names:
            continue
        if each.type is FieldType.SOURCES:
            columns += _READ_IN
        elif each.note:
            columns.append(_of_field(each))
    return tuple(columns)


def _of_field(each: Field) -> SheetColumn:
    type_of_list = ValueType.CHOICE if each.choices else ValueType.TEXT
    return SheetColumn(
        each.key,
        each.heading,
        each.note,
        _VALUE_TYPE.get(each.type, type_of_list),
        each.choices,
        several=each.type is FieldType.TEXTS,
        required=each.required,
        many_lines=each.many_lines,
    )


_ID, _NAME = _columns(Node, "id", "name")
_DATED = _columns(Node, "status", "since", "until", "confidence", "note", "sources")
_MORE = _columns(Node, "aliases", "maps")
# A row whose name begins so is an example, and is left out on loading.
EXAMPLE_MARK = "Example"


def _node_sheets() -> list[Sheet]:
    by_sheet: dict[str, list[str]] = {}
    for kind in NODE_KINDS:
        if kind.name != "seat":
            name = SHEET_OF.get(kind.name, kind.plural.capitalize())
            by_sheet.setdefault(name, []).append(kind.name)
    return [_node_sheet(name, tuple(by_sheet[name])) for name in _ordered(by_sheet)]


_LATER = (
    *("Actions", "Commitments", "Matters and decisions", "PARTNER scores", "Net-Map ratings"),
    *("Wilder results", "Attendance totals"),
)


def _ordered(by_sheet: Mapping[str, object]) -> list[str]:
    known = [name for name in dict.fromkeys(SHEET_OF.values()) if name in by_sheet]
    later = [name for name in known if name in _LATER]
    first = [name for name in known if name not in later]
    return [*first, *(name for name in by_sheet if name not in known), *later]


def _node_sheet(name: str, kinds: tuple[str, ...]) -> Sheet:
    own = {a.name: a for kind in kinds for a in NODE_KIND[kind].attributes}
    choices = tuple(map(node_choice, kinds))
    about = f"Empty: {choices[0].label}."
    kind = (_choice("kind", "Kind", about, choices),) if len(kinds) > 1 else ()
    columns = (
        *(_ID, *kind, _NAME),
        *map(_of, own.values()),
        *_DATED,
        *_MORE,
        *map(_of, COMMON_NODE_ATTRIBUTES),
    )
    default = f"{'; '.join(NODE_KIND[k].plural for k in kinds).capitalize()}."
    return Sheet(name, "node", columns, kinds, ABOUT.get(name, default), EXAMPLES.get(name, {}))


_SEAT_KINDS = ("member_of", "chairs", "co_chairs", "vice_chairs")
SEAT_LABELS = ("member", "chair", "co-chair", "vice-chair")
_ROLES = tuple(
    replace(link_choice(word), label=label)
    for word, label in zip(_SEAT_KINDS, SEAT_LABELS, strict=True)
)


def _link_columns(kinds: tuple[str, ...]) -> tuple[SheetColumn, ...]:
    own = {a.name: a for link in LINK_KINDS if link.name in kinds for a in link.attributes}
    return tuple(map(_of, own.values()))


def _links() -> Sheet:
    kinds = tuple(kind.name for kind in LINK_KINDS if kind.name not in _SEAT_KINDS)
    choices = tuple(map(link_choice, kinds))
    note = "What the link says: the thing on the left ... the thing on the right."
    link = SheetColumn("kind", "Link", note, ValueType.CHOICE, choices, required=True)
    ends = (
        _text("from", "From", "A name or id from the other sheets.", required=True),
        link,
        _text("to", "To", "A name or id from the other sheets.", required=True),
    )
    columns = (*ends, *_link_columns(kinds), *_DATED, _ID)
    example = {"from": "Example early help board", "kind": "reports to", "to": "Example board"}
    about = "Who answers to whom, who oversees, owns, funds and works with what."
    return Sheet("Links", "link", columns, kinds, about, example)


def _seats() -> Sheet:
    columns = (
        _text("holder", "Holder", "Post, organisation or person; empty, or Vacant: an empty seat."),
        _choice("kind", "Role", "Empty: member.", _ROLES),
        _text("body", "Body", "The board or group, by name or id.", required=True),
        *_link_columns(_SEAT_KINDS),
        *_DATED,
        _text("name", "Name of the seat", "Only for an empty seat, to tell it from others."),
        _ID,
        # An empty seat is a thing, and has what every thing has.
        *_MORE,
        *map(_of, COMMON_NODE_ATTRIBUTES),
    )
    about = "Who chairs and who sits on what: a shorter way to write those links."
    example = {"holder": "Example head of early help", "kind": "chair", "body": "Example board"}
    return Sheet("Seats", "link", columns, _SEAT_KINDS, about, example)


def _meetings() -> tuple[Sheet, Sheet]:
    meetings = Sheet(
        "Meetings",
        "meeting",
        _columns(Meeting),
        about="Each meeting of a body, with its day.",
        example={"body": "Example board", "day": "2024-03-14"},
    )
    value = SheetColumn(
        "value",
        "Attendance",
        "One of five.",
        ValueType.CHOICE,
        words.ATTENDANCE,
        required=True,
    )
    attendance = Sheet(
        "Attendance",
        "attendance",
        (
            _text("meeting", "Meeting", "The meeting's id; or leave it out and give body and day."),
            _text("body", "Body", "The board or group, by name or id."),
            SheetColumn("day", "Day", "When it met.", ValueType.DATE),
            _text("holder", "Holder", "Who should have come, by name or id.", required=True),
            value,
            SheetColumn("part", "For part of it", "Yes: there for part.", ValueType.YES_NO),
            _text("seat", "Seat", "The id of the seat, where it matters which."),
        ),
        about="A row an entry; or members down and days across, with the columns Body and Holder.",
        example={
            "body": "Example board",
            "day": "2024-03-14",
            "holder": "Example Council",
            "value": "present",
        },
    )
    return meetings, attendance


def _declared() -> Sheet:
    about = "Only with this does what is not recorded become missing: use it with care."
    example = {"list": "members", "subject": "Example board", "on": "2024-03-31", "by": "the clerk"}
    return Sheet("Declared complete", "declaration", _columns(Declaration), (), about, example)


def _questions() -> Sheet:
    about = "What became of a question: who was asked, until when, or why it is not ours."
    example = {
        "rule": "body-has-chair",
        "subject": "Example board",
        "state": "asked",
        "to": "Example Council",
        "on": "2024-03-03",
        "due": "2024-04-01",
        "by": "the clerk",
    }
    return Sheet("Questions", "question", _columns(QuestionState), (), about, example)


def _area() -> Sheet:
    example = {"name": "Example", "start_for_life_funded": "no"}
    return Sheet(
        "Area", "area", _columns(Area), (), "One row: the partnership as a whole.", example
    )


def _sources() -> Sheet:
    example = {"id": "Example minutes", "title": "Example minutes of the board, March 2024"}
    about = "The documents that the facts come from."
    return Sheet("Sources", "source", _columns(Source), (), about, example)


GUIDE = "Guide"
_NODES = _node_sheets()
SHEETS = (
    _area(),
    *(sheet for sheet in _NODES if sheet.name not in _LATER),
    _links(),
    _seats(),
    *_meetings(),
    *(sheet for sheet in _NODES if sheet.name in _LATER),
    _declared(),
    _questions(),
    _sources(),
)
SHEET = {sheet.name: sheet for sheet in SHEETS}
_SHEET_OF_SORT = {
    **{kind: sheet for sheet in SHEETS for kind in sheet.kinds},
    **{sheet.fact_type: sheet for sheet in SHEETS if not sheet.kinds},
    "seat": SHEET["Seats"],
}


def sort_of(fact: Fact) -> str:
    """Return the kind of a thing or link, or the word for another sort of fact."""
    return fact.kind if isinstance(fact, Attributed) else type_of(fact)


def sheet_of(fact: Fact) -> Sheet:
    """Return the sheet on which a fact has its row."""
    return _SHEET_OF_SORT[sort_of(fact)]
