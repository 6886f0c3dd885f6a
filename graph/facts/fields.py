"""Every field of every sort of fact, written out once; attributes of kinds stand in graph.kinds.

Archives and the history (fact_json), rows of a store, columns of the workbook, GraphQL and the
words of the history are made from these tables. A new field is a line in graph.facts.model and a
line here; a test holds the two together.

The file is long because it is a table: whoever looks for a field finds all that is said of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

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
from graph.kinds import DECLARABLE_LISTS, Choice, words


class FieldType(StrEnum):
    """What a field holds; what is not recorded is None, an empty text or an empty tuple."""

    IDENTITY = "identity"  # what the fact's id is made of, or its kind: never changes
    REFERENCE = "reference"  # the id of another thing
    TEXT = "text"
    TEXTS = "texts"
    ADDRESS = "address"  # of a page: https://...
    YES_NO = "yes or no"
    DAY = "day"  # a full day
    DATE = "date"  # a partial date: 2024, 2024-03 or 2024-03-14
    STATUS = "status"
    CONFIDENCE = "confidence"
    REGISTER = "register"  # entries of attendance
    ATTRIBUTES = "attributes"  # those of the fact's kind
    SOURCES = "sources"  # references to documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a sort of fact, by its name in the model.

    label is what people read in the middle of a sentence ("": nobody is told of a change); column
    (else the label) and note are the heading and the help of its column in the workbook; meaning
    explains it in GraphQL. json_key is its key in JSON where that is not the name ("": it is not
    in JSON, since the place of the fact says it). required says that it must be given, always that
    JSON says null where it is not recorded, sourced that a row which gives it has a source, funding
    that it tells of the area's money.
    """

    name: str
    type: FieldType
    label: str = ""
    column: str = ""
    note: str = ""
    meaning: str = ""
    json_key: str | None = None
    required: bool = False
    always: bool = False
    sourced: bool = False
    funding: bool = False
    many_lines: bool = False
    choices: tuple[Choice, ...] = ()

    @property
    def key(self) -> str:
        """Its key in JSON, and of its column in the workbook; "" where it has none."""
        return self.name if self.json_key is None else self.json_key

    @property
    def heading(self) -> str:
        """The heading of its column in the workbook."""
        return self.column or self.label[:1].upper() + self.label[1:]


_ID = Field(
    name="id",
    type=FieldType.IDENTITY,
    column="Id",
    note="A short name that never changes; made from the name where it is empty.",
)
_KIND = Field(name="kind", type=FieldType.IDENTITY)
_ATTRIBUTES = Field(name="attributes", type=FieldType.ATTRIBUTES, json_key="")
_SOURCES = Field(
    name="sources",
    type=FieldType.SOURCES,
    label="where it was read",
    json_key="source",
    meaning="Where it was read.",
    always=True,
)
_RECORDED = (
    Field(
        name="status",
        type=FieldType.STATUS,
        label="status",
        note="Empty: operating.",
        meaning="Whether it is so.",
        choices=words.STATUSES,
    ),
    Field(
        name="since",
        type=FieldType.DATE,
        label="since",
        note="From when: 2024, 2024-03 or 2024-03-14.",
        meaning="Since when it holds; null: not recorded.",
    ),
    Field(
        name="until",
        type=FieldType.DATE,
        label="until",
        note="Until when; empty: it goes on.",
        meaning="Until when it holds; null: not recorded.",
    ),
    Field(
        name="confidence",
        type=FieldType.CONFIDENCE,
        label="how firm",
        note="Empty: stated in the source.",
        meaning="How firmly the source says it.",
        choices=words.CONFIDENCES,
    ),
    Field(
        name="note",
        type=FieldType.TEXT,
        label="note",
        note="Anything a reader should know.",
        meaning="A note of those who recorded it; null where there is none.",
        many_lines=True,
    ),
)
_AREA = (
    Field(
        name="slug",
        type=FieldType.IDENTITY,
        column="Slug",
        note="Its short name in addresses; empty: the area named with --area.",
        meaning="The short name used in ids and addresses.",
    ),
    Field(
        name="name",
        type=FieldType.TEXT,
        label="name",
        column="Area",
        note="The council or partnership.",
        meaning="The area's name.",
        required=True,
    ),
    Field(
        name="recorded_as_of",
        type=FieldType.DAY,
        label="day it describes",
        note="Only where it is a picture of a past day, which it then opens on; empty: today.",
        meaning="The past day its record is a picture of; null: none, it opens on today.",
        always=True,
    ),
    Field(
        name="start_for_life_funded",
        type=FieldType.YES_NO,
        label="Start for Life funded",
        note="Empty: not recorded.",
        meaning="Whether it has Start for Life money; null: not recorded.",
        always=True,
        sourced=True,
        funding=True,
    ),
    Field(
        name="transformation_fund",
        type=FieldType.YES_NO,
        label="Transformation Fund",
        note="Empty: not recorded.",
        meaning="Whether it has Transformation Fund money; null: not recorded.",
        always=True,
        sourced=True,
        funding=True,
    ),
    Field(
        name="since",
        type=FieldType.DATE,
        label="since",
        note="Where the council came by reorganisation.",
        meaning="Since when the council is there; null: not recorded.",
        sourced=True,
    ),
    Field(
        name="until",
        type=FieldType.DATE,
        label="until",
        note="Where it goes by reorganisation.",
        meaning="Until when the council is there; null: not recorded.",
        sourced=True,
    ),
    Field(
        name="invented",
        type=FieldType.YES_NO,
        label="invented",
        note="Yes: made up, to try things on; it is marked so everywhere.",
        meaning="Whether it is made up, to try things on; null: it is not recorded so.",
    ),
    Field(
        name="sources",
        type=FieldType.SOURCES,
        label="where it was read",
        json_key="source",
        meaning="Where its funding was read.",
    ),
)
_SOURCE = (
    Field(name="area", type=FieldType.IDENTITY, json_key=""),
    Field(
        name="document",
        type=FieldType.IDENTITY,
        column="Source",
        note="A short name, used on the other sheets.",
        meaning="The short tag that references use for the document.",
        json_key="id",
        required=True,
    ),
    Field(
        name="title",
        type=FieldType.TEXT,
        label="title",
        note="The document's title.",
        meaning="The document's title.",
        required=True,
        always=True,
    ),
    Field(
        name="publisher",
        type=FieldType.TEXT,
        label="publisher",
        note="Who published it.",
        meaning="Who published it; null: not recorded.",
        always=True,
    ),
    Field(
        name="read_on",
        type=FieldType.DAY,
        label="read on",
        note="The day it was read.",
        meaning="The day it was read; null: not recorded.",
        always=True,
    ),
    Field(
        name="address",
        type=FieldType.ADDRESS,
        label="address",
        note="https://...; empty: not held.",
        meaning="Its address; null: not held.",
        always=True,
    ),
)
_NODE = (
    _ID,
    _KIND,
    Field(
        name="name",
        type=FieldType.TEXT,
        label="name",
        note="The name as people say it.",
        required=True,
    ),
    Field(name="aliases", type=FieldType.TEXTS, label="other names", note='Several with "; ".'),
    Field(
        name="maps",
        type=FieldType.TEXTS,
        label="also on the maps of",
        note="Other areas whose map shows it.",
    ),
    *_RECORDED,
    _ATTRIBUTES,
    _SOURCES,
)
_LINK = (
    Field(name="id", type=FieldType.IDENTITY, json_key=""),
    Field(name="from_id", type=FieldType.IDENTITY, json_key="from"),
    _KIND,
    Field(name="to_id", type=FieldType.IDENTITY, json_key="to"),
    *_RECORDED,
    _ATTRIBUTES,
    _SOURCES,
)
_MEETING = (
    _ID,
    Field(
        name="body",
        type=FieldType.REFERENCE,
        label="body",
        note="The board or group, by name or id.",
        meaning="The body that met.",
        required=True,
    ),
    Field(
        name="day",
        type=FieldType.DATE,
        label="day",
        note="When it met: 2024-03-14.",
        meaning="The day it met.",
        required=True,
    ),
    Field(
        name="cancelled",
        type=FieldType.YES_NO,
        label="cancelled",
        note="Yes: it did not meet.",
        meaning="Whether it was cancelled.",
        always=True,
    ),
    Field(
        name="register",
        type=FieldType.REGISTER,
        label="attendance",
        always=True,
        choices=words.ATTENDANCE,
    ),
    *_RECORDED,
    _SOURCES,
)
_DECLARATION = (
    Field(name="area", type=FieldType.IDENTITY, json_key=""),
    Field(
        name="list_name",
        type=FieldType.IDENTITY,
        column="List",
        note="The list of which everything is recorded.",
        json_key="list",
        required=True,
        choices=tuple(Choice(item.name, item.label) for item in DECLARABLE_LISTS),
    ),
    Field(
        name="subject",
        type=FieldType.IDENTITY,
        column="Of",
        note="The body, by name or id; empty: the area.",
    ),
    Field(
        name="on",
        type=FieldType.DAY,
        label="declared on",
        note="The day: 2024-03-31.",
        meaning="The day the word was given.",
        required=True,
    ),
    Field(
        name="by",
        type=FieldType.TEXT,
        label="declared by",
        note="The post that gave the word.",
        meaning="Who gave it.",
        required=True,
    ),
    *_RECORDED,
    _SOURCES,
)
_QUESTION = (
    Field(name="area", type=FieldType.IDENTITY, json_key=""),
    Field(
        name="rule",
        type=FieldType.IDENTITY,
        column="Check",
        note="The check that asks, by its id: body-has-chair; empty for an attribute.",
    ),
    Field(
        name="attribute",
        type=FieldType.IDENTITY,
        column="Attribute",
        note="What is not recorded, by its name: quorum; empty for a check.",
    ),
    Field(
        name="subject",
        type=FieldType.IDENTITY,
        column="About",
        note="What it is asked about, by name or id; a word in brackets, (police), is one of the "
        "check's own; empty: the area.",
    ),
    Field(
        name="state",
        type=FieldType.TEXT,
        label="what became of it",
        note="What became of the question.",
        required=True,
        choices=words.QUESTION_STATES,
    ),
    Field(
        name="to",
        type=FieldType.REFERENCE,
        label="asked of",
        note="Whom, by name or id: a post or an organisation, never a person.",
    ),
    Field(
        name="on",
        type=FieldType.DAY,
        label="on",
        note="The day it was asked, or this was said: 2026-03-03.",
        meaning="The day it was asked, or this was said.",
        required=True,
    ),
    Field(
        name="due",
        type=FieldType.DAY,
        label="due",
        note="The day by which an answer is expected.",
        meaning="The day by which an answer is expected; null: none was set.",
    ),
    Field(
        name="by",
        type=FieldType.TEXT,
        label="said by",
        note="Who says so: a post, or a name.",
        meaning="Who says so.",
        required=True,
    ),
    Field(
        name="reason",
        type=FieldType.TEXT,
        label="reason",
        note="Why; it must be given where the question is not ours.",
        meaning="Why it is so; null: none was given.",
        many_lines=True,
    ),
    *_RECORDED,
    _SOURCES,
)
# In the order in which JSON and the sheets have them.
FIELDS: Mapping[type[Fact], tuple[Field, ...]] = {
    Area: _AREA,
    Source: _SOURCE,
    Node: _NODE,
    Link: _LINK,
    Meeting: _MEETING,
    Declaration: _DECLARATION,
    QuestionState: _QUESTION,
}
# Where the word of files and stores is not the name of the sort of fact: the state of a question
# is what is kept of it.
_OTHER_WORDS: Mapping[type[Fact], str] = {QuestionState: "question"}
_WORD_OF = {
    fact_type: _OTHER_WORDS.get(fact_type, fact_type.__name__.lower()) for fact_type in FIELDS
}
# The sorts of fact by the word that files and stores have for them.
FACT_TYPES: Mapping[str, type[Fact]] = {word: fact_type for fact_type, word in _WORD_OF.items()}


def type_of(fact: Fact) -> str:
    """Return the word for the sort of fact: area, source, node, link, meeting, question, ..."""
    return _WORD_OF[type(fact)]


def field_of(fact_type: type[Fact], name: str) -> Field:
    """Return a field of a sort of fact by its name; raises KeyError where there is none."""
    return {each.name: each for each in FIELDS[fact_type]}[name]


def model_default(fact_type: type[Fact], name: str) -> Any:
    """Return what a field of the model holds where it is not given; MISSING where it must be."""
    return next(each.default for each in fields(fact_type) if each.name == name)


def may_be_none(fact_type: type[Fact], name: str) -> bool:
    """Say whether a field is None where it is not recorded."""
    return model_default(fact_type, name) is None
