"""The records of a partnership: frozen, each with its source and dates."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from graph.facts.dates import PartialDate, Truth, holds_on
from graph.facts.identifiers import (
    area_of,
    declaration_id,
    natural_key,
    question_id,
    source_id,
)

Value = str | bool | int | float | tuple[str, ...]
T = TypeVar("T")


class Status(StrEnum):
    """Whether a fact is so, decided, wished for, or over."""

    OPERATING = "operating"
    PLANNED = "planned"
    ASPIRED = "aspired"
    ENDED = "ended"


class Confidence(StrEnum):
    """How firmly the source says it; a disputed fact counts for nothing and is shown."""

    STATED = "stated"
    INFERRED = "inferred"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a fact was read: document, place in it, heading of the passage, page from 1, sentence.

    The quote is the sentence as the document has it, in one line; it may name people, so it is
    shown beside its source and never on a map.
    """

    document: str
    place: str = ""
    heading: str = ""
    page: int | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What every fact carries."""

    status: Status = Status.OPERATING
    since: PartialDate | None = None
    until: PartialDate | None = None
    confidence: Confidence = Confidence.STATED
    note: str = ""
    sources: tuple[Reference, ...] = ()

    def holds(self, day: date) -> Truth:
        """Say whether the fact holds on a day; an ended one without an end day never does."""
        if self.until is None:
            if self.status is Status.ENDED:
                return Truth.NO
            if self.since is None:
                return Truth.YES
        return holds_on(self.since, self.until, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed(Recorded):
    """A thing or a link: a fact with attributes of its kind; an absent one is not recorded."""

    id: str
    kind: str
    attributes: Mapping[str, Value] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """Return a text, choice, date or reference, or None where it is not recorded."""
        value = self.attributes.get(name)
        # First what most are: rules ask this some twenty times a thing.
        return value if value is None or isinstance(value, str) else None

    def flag(self, name: str) -> bool | None:
        """Return yes, no, or None where it is not recorded."""
        value = self.attributes.get(name)
        return value if value is None or isinstance(value, bool) else None

    def number(self, name: str) -> int | None:
        """Return a whole number, or None where it is not recorded."""
        value = self.attributes.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def amount(self, name: str) -> float | None:
        """Return a number that may have decimals, or None where it is not recorded."""
        value = self.attributes.get(name)
        return None if isinstance(value, bool) or not isinstance(value, int | float) else value

    def words(self, name: str) -> tuple[str, ...]:
        """Return the words of an "any of a list" attribute; empty where not recorded."""
        value = self.attributes.get(name)
        return value if isinstance(value, tuple) else ()

    def day(self, name: str) -> PartialDate | None:
        """Return a partial date, or None where it is not recorded."""
        value = self.text(name)
        return PartialDate(value) if value else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node(Attributed):
    """A thing on a map; maps lists areas besides its home on whose maps it appears."""

    name: str
    aliases: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called: its name, its other names, and what everybody calls it for short."""
        short = self.text("short_name")
        return (self.name, *self.aliases, short) if short else (self.name, *self.aliases)

    def on_map(self, area: str) -> bool:
        """Say whether the node is on the map of an area."""
        return area_of(self.id) == area or area in self.maps


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Attributed):
    """A line between two things: an interval with a source, not a bare edge."""

    from_id: str
    to_id: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """One entry of a register: who, one of the five values, and whether for part of the time.

    seat is the id of the link that is the seat, where it is known.
    """

    holder: str
    value: str
    part: bool = False
    seat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Recorded):
    """One dated occurrence of a body; an empty register means that none is recorded."""

    id: str
    body: str
    day: PartialDate
    cancelled: bool = False
    register: tuple[Attendance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Recorded):
    """Somebody's word that a list is complete; on is the day it was given.

    The subject is a body's id, or the slug of an area for an area's list.
    """

    area: str
    list_name: str
    subject: str
    on: date
    by: str

    @property
    def id(self) -> str:
        """The id, made of the list and its subject."""
        return declaration_id(self.area, self.list_name, self.subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionState(Recorded):
    """What became of a question: of a check about a subject, or of an attribute of a fact.

    One of rule and attribute is "". The subject is the id that the finding gives (a thing, a link,
    the slug of the area, or a bare word such as a sector), or the id of the fact that lacks the
    attribute; it may be gone from the map since. to is whom was asked, the id of a post or
    organisation; on is the day of what is said, due that on which an answer is expected, by who
    says it.
    """

    area: str
    rule: str = ""
    attribute: str = ""
    subject: str
    state: str
    to: str | None = None
    on: date
    due: date | None = None
    by: str
    reason: str = ""

    @property
    def id(self) -> str:
        """The id, made of what is asked and of whom it is asked."""
        return question_id(self.area, self.rule, self.attribute, self.subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that facts were read in; an address that is not known is None ("not held")."""

    area: str
    document: str
    title: str
    publisher: str = ""
    read_on: date | None = None
    address: str | None = None

    @property
    def id(self) -> str:
        """The id, as this area holds the document."""
        return source_id(self.area, self.document)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One council's partnership: one map, and what is recorded of it as a whole.

    recorded_as_of makes its record a picture of a past day; without it, it follows today. since
    and until are the days of the council, where it came or goes by reorganisation. sources say
    where the rest was read: whether it is funded, and by what. invented says that it is made up, to
    try things on: it is marked so wherever it is shown, and no total counts it.
    """

    slug: str
    name: str
    recorded_as_of: date | None = None
    start_for_life_funded: bool | None = None
    transformation_fund: bool | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    invented: bool | None = None
    sources: tuple[Reference, ...] = ()

    @property
    def id(self) -> str:
        """An area's id is its slug."""
        return self.slug

    @property
    def title(self) -> str:
        """Its name for a heading; one that is invented says so there."""
        marked = not self.invented or "invented" in self.name.casefold()
        return self.name if marked else f"{self.name} (invented)"

    def holds(self, day: date) -> Truth:
        """Say whether the council is there on a day."""
        return holds_on(self.since, self.until, day)


Fact = Area | Source | Node | Link | Meeting | Declaration | QuestionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything recorded of one area at one revision; versions counts each fact's changes.

    Each sort is in the natural order of ids, and what is read of it stays in that order.
    """

    area: Area
    revision: int
    nodes: Mapping[str, Node] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    declarations: Mapping[str, Declaration] = field(default_factory=dict)
    questions: Mapping[str, QuestionState] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)

    def facts(self) -> dict[str, Fact]:
        """Return every fact by id, the area first, links after the nodes they join."""
        return {
            self.area.id: self.area,
            **self.sources,
            **self.nodes,
            **self.links,
            **self.meetings,
            **self.declarations,
            **self.questions,
        }


def snapshot_of(
    facts: Mapping[str, Fact], slug: str, revision: int, versions: Mapping[str, int]
) -> Snapshot:
    """Sort facts into the snapshot of an area, each sort by id: every store answers alike."""
    facts = {i: facts[i] for i in sorted(facts, key=natural_key)}
    area = facts[slug]
    assert isinstance(area, Area)
    return Snapshot(
        area=area,
        revision=revision,
        nodes={i: f for i, f in facts.items() if isinstance(f, Node)},
        links={i: f for i, f in facts.items() if isinstance(f, Link)},
        meetings={i: f for i, f in facts.items() if isinstance(f, Meeting)},
        declarations={i: f for i, f in facts.items() if isinstance(f, Declaration)},
        questions={i: f for i, f in facts.items() if isinstance(f, QuestionState)},
        sources={i: f for i, f in facts.items() if isinstance(f, Source)},
        versions={i: versions.get(i, 1) for i in facts},
    )


def merge_sorted(kept: Mapping[str, T], moved: Mapping[str, T | None]) -> dict[str, T]:
    """Return facts by id with some of them moved (None: gone), in the order of ids as before."""
    merged = dict(kept)
    new = {}
    for fact_id, fact in moved.items():
        if fact is None:
            merged.pop(fact_id, None)
        elif fact_id in merged:
            merged[fact_id] = fact
        else:
            new[fact_id] = fact
    if not new:
        return merged
    items = list(merged.items())
    for fact_id, fact in new.items():
        place = bisect_left(items, natural_key(fact_id), key=lambda item: natural_key(item[0]))
        items.insert(place, (fact_id, fact))
    return dict(items)
