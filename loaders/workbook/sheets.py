"""The sheets of the workbook and their columns, made from the kinds: a new kind comes by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.kinds import (
    COMMON_NODE_ATTRIBUTES,
    DECLARABLE_LISTS,
    LINK_KINDS,
    NODE_KIND,
    NODE_KINDS,
    Attribute,
    Choice,
    ValueType,
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

    def column(self, key: str) -> SheetColumn | None:
        """Return the column of a key, if the sheet has it."""
        return next((column for column in self.columns if column.key == key), None)


def _of(attribute: Attribute, required: bool = False) -> SheetColumn:
    several = attribute.type is ValueType.CHOICES
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


_ID = _text("id", "Id", "A short name that never changes; made from the name where it is empty.")
_NAME = _text("name", "Name", "The name as people say it.", required=True)
_SINCE = SheetColumn("since", "Since", "From when: 2024, 2024-03 or 2024-03-14.", ValueType.DATE)
_UNTIL = SheetColumn("until", "Until", "Until when; empty: it goes on.", ValueType.DATE)
_STATUS = _choice("status", "Status", "Empty: operating.", words.STATUSES)
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
)
_SOURCED = (
    _choice("confidence", "How firm", "Empty: stated in the source.", words.CONFIDENCES),
    SheetColumn("note", "Note", "Anything a reader should know.", many_lines=True),
    *_READ_IN,
)
_DATED = (_STATUS, _SINCE, _UNTIL, *_SOURCED)
_MORE = (
    SheetColumn("aliases", "Other names", 'Several with "; ".', several=True),
    SheetColumn("maps", "Also on the maps of", "Other areas whose map shows it.", several=True),
)
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
    *("Actions", "Commitments", "PARTNER scores", "Net-Map ratings"),
    *("Wilder results", "Attendance totals"),
)


def _ordered(by_sheet: Mapping[str, object]) -> list[str]:
    known = [name for name in dict.fromkeys(SHEET_OF.values()) if name in by_sheet]
    later = [name for name in known if name in _LATER]
    first = [name for name in known if name not in later]
    return [*first, *(name for name in by_sheet if name not in known), *later]


def _node_sheet(name: str, kinds: tuple[str, ...]) -> Sheet:
    own = {a.name: a for kind in kinds for a in NODE_KIND[kind].attributes}
    choices = tuple(Choice(kind, NODE_KIND[kind].label) for kind in kinds)
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
_ROLES = tuple(Choice(word, label) for word, label in zip(_SEAT_KINDS, SEAT_LABELS, strict=True))


def _link_columns(kinds: tuple[str, ...]) -> tuple[SheetColumn, ...]:
    own = {a.name: a for link in LINK_KINDS if link.name in kinds for a in link.attributes}
    return tuple(map(_of, own.values()))


def _links() -> Sheet:
    kinds = tuple(kind.name for kind in LINK_KINDS if kind.name not in _SEAT_KINDS)
    choices = tuple(Choice(k.name, k.verb) for k in LINK_KINDS if k.name in kinds)
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
        _text("holder", "Holder", "Post, organisation or person; empty: an empty seat."),
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
    body = _text("body", "Body", "The board or group, by name or id.", required=True)
    day = SheetColumn("day", "Day", "When it met: 2024-03-14.", ValueType.DATE, required=True)
    cancelled = SheetColumn("cancelled", "Cancelled", "Yes: it did not meet.", ValueType.YES_NO)
    meetings = Sheet(
        "Meetings",
        "meeting",
        (_ID, body, day, cancelled, *_DATED),
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
    choices = tuple(Choice(item.name, item.label) for item in DECLARABLE_LISTS)
    note = "The list of which everything is recorded."
    columns = (
        SheetColumn("list", "List", note, ValueType.CHOICE, choices, required=True),
        _text("subject", "Of", "The body, by name or id; empty: the area."),
        SheetColumn("on", "Declared on", "The day: 2024-03-31.", ValueType.DATE, required=True),
        _text("by", "Declared by", "The post that gave the word.", required=True),
        *_DATED,
    )
    about = "Only with this does what is not recorded become missing: use it with care."
    example = {"list": "members", "subject": "Example board", "on": "2024-03-31", "by": "the clerk"}
    return Sheet("Declared complete", "declaration", columns, (), about, example)


def _area() -> Sheet:
    yes_no = ValueType.YES_NO
    columns = (
        _text("slug", "Slug", "Its short name in addresses; empty: the area named with --area."),
        _text("name", "Area", "The council or partnership.", required=True),
        SheetColumn("recorded_as_of", "Day it describes", "2024-03-31.", ValueType.DATE),
        SheetColumn(
            "start_for_life_funded", "Start for Life funded", "Empty: not recorded.", yes_no
        ),
        SheetColumn("transformation_fund", "Transformation Fund", "Empty: not recorded.", yes_no),
        SheetColumn("since", "Since", "Where the council came by reorganisation.", ValueType.DATE),
        SheetColumn("until", "Until", "Where it goes by reorganisation.", ValueType.DATE),
        *_READ_IN,
    )
    example = {"name": "Example", "recorded_as_of": "2024-03-31", "start_for_life_funded": "no"}
    return Sheet("Area", "area", columns, (), "One row: the partnership as a whole.", example)


def _sources() -> Sheet:
    columns = (
        _text("id", "Source", "A short name, used on the other sheets.", required=True),
        _text("title", "Title", "The document's title.", required=True),
        _text("publisher", "Publisher", "Who published it."),
        SheetColumn("read_on", "Read on", "The day it was read.", ValueType.DATE),
        _text("address", "Address", "https://...; empty: not held."),
    )
    example = {"id": "Example minutes", "title": "Example minutes of the board, March 2024"}
    about = "The documents that the facts come from."
    return Sheet("Sources", "source", columns, (), about, example)


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
    _sources(),
)
SHEET = {sheet.name: sheet for sheet in SHEETS}
