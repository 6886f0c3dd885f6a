"""What a check says about an area: outcome, sentence, facts, citation, remedy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple

from graph.facts.dates import PartialDate, day_words
from graph.facts.identifiers import part_of_subject
from graph.facts.model import Fact, Recorded, Snapshot
from graph.places_read import Places, places_read
from graph.sentences import fact_sentence, source_words


class Outcome(StrEnum):
    """What a rule found; silent means "not evidenced", never a failing."""

    MET = "met"
    GAP = "gap"
    PLANNED = "planned"
    SILENT = "silent"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class NotApplicableBecause(StrEnum):
    """Why a check does not apply: nothing on the map yet that it is about, or it is left out.

    Not ours is what somebody has said of a question, with a reason, and no fact says otherwise.
    """

    WAITS = "waits"
    EXCLUDED = "excluded"
    NOT_OURS = "not_ours"


class Answer(StrEnum):
    """An outcome as people read it: what does not apply is told apart by its reason."""

    MET = "met"
    GAP = "gap"
    PLANNED = "planned"
    SILENT = "silent"
    UNKNOWN = "unknown"
    WAITS = "waits"
    EXCLUDED = "excluded"

    @property
    def outcome(self) -> Outcome:
        """The outcome that it is an answer of."""
        left_out = self in (Answer.WAITS, Answer.EXCLUDED)
        return Outcome.NOT_APPLICABLE if left_out else Outcome(self.value)


_ANSWERS = {one: Answer(one.value) for one in Outcome if one is not Outcome.NOT_APPLICABLE}


def answer_of(outcome: Outcome, because: NotApplicableBecause | None) -> Answer:
    """Return the answer that an outcome is, with its reason where it does not apply.

    Without a reason, "does not apply" is what it is.
    """
    if outcome is Outcome.NOT_APPLICABLE:
        waits = because is NotApplicableBecause.WAITS
        return Answer.WAITS if waits else Answer.EXCLUDED
    return _ANSWERS[outcome]


OUTCOME_WORDS = {
    Answer.MET: "met",
    Answer.GAP: "gap",
    Answer.PLANNED: "planned",
    Answer.SILENT: "not recorded",
    Answer.WAITS: "waits until something is recorded",
    Answer.EXCLUDED: "does not apply",
    Answer.UNKNOWN: "cannot tell if it applies",
}
WORST_FIRST = (Outcome.GAP, Outcome.SILENT, Outcome.PLANNED, Outcome.MET)
READING_ORDER = (
    Answer.GAP,
    Answer.PLANNED,
    Answer.SILENT,
    Answer.UNKNOWN,
    Answer.MET,
    Answer.WAITS,
    Answer.EXCLUDED,
)


class Severity(StrEnum):
    """Where the expectation comes from: an Act, guidance, or good practice."""

    STATUTORY = "statutory"
    EXPECTED = "expected"
    GOOD = "good"


SEVERITY_WORDS = {
    Severity.STATUTORY: "an Act or regulation",
    Severity.EXPECTED: "guidance",
    Severity.GOOD: "good practice",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """Published guidance that a person can look up; an unknown address is None.

    document is its tag in the catalogue of guidance, section the heading of the passage, place the
    paragraph under it, where it is noted. Only an Act has a day of enactment; since is the day it
    came into force, or guidance was published. looked_up is when it was last read whether an Act
    has come into force; a secondary document tells of another that was not read.
    """

    document: str
    source: str
    section: str
    url: str | None = None
    place: str = ""
    enacted: date | None = None
    since: date | None = None
    until: date | None = None
    looked_up: PartialDate | None = None
    secondary: bool = False

    def in_force(self, day: date) -> bool:
        """Say whether the document holds on a day; an Act without a day in force does not."""
        if self.enacted and not self.since:
            return False
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    def coming(self, day: date) -> bool:
        """Say whether it is an Act that is enacted on a day, and not in force yet."""
        begun = self.since is not None and self.since <= day
        return self.enacted is not None and self.enacted <= day and not begun

    def unread(self, day: date) -> str:
        """Say that nobody has read whether an Act is in force on a day; "" where it is known."""
        waits = self.enacted is not None and self.since is None
        return as_far_as_read(self.looked_up, day) if waits and self.looked_up else ""


def as_far_as_read(looked_up: PartialDate, day: date) -> str:
    """Say up to when something was read, of a day after that; "" for a day that was read up to."""
    if day <= looked_up.last:
        return ""
    return f"as far as read up to {day_words(looked_up)}, ask"


def act_words(citation: Citation, day: date) -> str:
    """Say whether an Act is in force on a day; "" for guidance, and before it was enacted."""
    if citation.coming(day):
        unread = citation.unread(day)
        until = unread or f"on {day_words(day)}"
        return f"Enacted on {day_words(citation.enacted)}, not in force {until}."
    if citation.enacted and citation.since:
        return f"In force since {day_words(citation.since)}."
    return ""


def unread_act(citations: Iterable[Citation], day: date) -> str:
    """Say that nobody has read whether one of these Acts is in force on a day; "" where known."""
    return next((said for c in citations if (said := c.unread(day))), "")


def expectation_words(severity: Severity, citations: Iterable[Citation], day: date) -> str:
    """Say where an expectation comes from; of an Act that may have started since, that it may."""
    unread = unread_act(citations, day)
    if not unread or severity is Severity.STATUTORY:
        return SEVERITY_WORDS[severity]
    return f"{SEVERITY_WORDS[severity]}; an Act on it is enacted, not in force {unread}"


class FactRead:
    """A fact a finding read: its sentence, where it was read, its dates, any doubt on the day.

    It is put into words when somebody reads it: most answers show few of the facts they stand on.
    """

    fact: Final[Fact]
    snapshot: Final[Snapshot]
    maybe: Final[bool]

    def __init__(self, fact: Fact, snapshot: Snapshot, maybe: bool = False) -> None:
        self.fact = fact
        self.snapshot = snapshot
        self.maybe = maybe

    def __repr__(self) -> str:
        return f"FactRead(fact={self.fact!r}, maybe={self.maybe!r})"

    @property
    def id(self) -> str:
        """The id of the fact."""
        return self.fact.id

    @cached_property
    def sentence(self) -> str:
        """The fact in one plain sentence."""
        return fact_sentence(self.fact, self.snapshot)

    @cached_property
    def source(self) -> str:
        """Where it was read."""
        return source_words(self.fact, self.snapshot)

    @cached_property
    def places(self) -> Places:
        """Where it was read, in parts, with the sentences that may be shown."""
        return places_read(self.fact, self.snapshot)

    @property
    def quoted(self) -> bool:
        """Whether a sentence it was read in is kept and may be shown."""
        return any(place.quote for place in self.places)

    @property
    def began(self) -> PartialDate | None:
        """Since when it holds."""
        return self.fact.since if isinstance(self.fact, Recorded) else None

    @property
    def ended(self) -> PartialDate | None:
        """Until when it holds."""
        return self.fact.until if isinstance(self.fact, Recorded) else None

    @property
    def since(self) -> str | None:
        """Since when it holds, as it is written."""
        return str(self.began) if self.began else None

    @property
    def until(self) -> str | None:
        """Until when it holds, as it is written."""
        return str(self.ended) if self.ended else None

    @property
    def _as_read(self) -> tuple[object, ...]:
        return self.id, self.sentence, self.source, self.since, self.until, self.maybe

    def __eq__(self, other: object) -> bool:
        """Say whether two read the same, whatever else is on their maps."""
        return self is other or (isinstance(other, FactRead) and self._as_read == other._as_read)

    def __hash__(self) -> int:
        return hash(self.id)


class SubjectFinding(NamedTuple):
    """What a rule says about one subject.

    path is the line of ids looked at; target the thing it should reach (an id, or a body kind
    that is not on the map); facts the ids read; about the things besides itself that a reader
    would look for it under; first what to record before anything else;
    lists the declarations that would turn a silence into a gap, as (list, subject); assumed says
    that it is a gap only because the map is treated as complete; because says why it does not
    apply, where it does not; part tells apart the subjects of one id.
    """

    id: str
    name: str
    outcome: Outcome
    sentence: str
    path: tuple[str, ...] = ()
    target: str = ""
    facts: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    first: str = ""
    lists: tuple[tuple[str, str], ...] = ()
    assumed: bool = False
    because: NotApplicableBecause | None = None
    part: str = ""

    @property
    def answer(self) -> Answer:
        """The outcome as people read it."""
        return answer_of(self.outcome, self.because)

    @property
    def key(self) -> str:
        """What it is told apart by from the others of its finding: its id, with its part."""
        return part_of_subject(self.id, self.part) if self.part else self.id


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's answer for an area on a day; the outcome is the worst of its subjects."""

    id: str
    rule: str
    group: str
    outcome: Outcome
    severity: Severity
    title: str
    question: str
    sentence: str
    citations: tuple[Citation, ...]
    subjects: tuple[SubjectFinding, ...]
    facts: Sequence[FactRead]
    remedy: str
    would_change: str
    day: date

    @property
    def expected_by(self) -> str:
        """Where the expectation comes from, in words."""
        return expectation_words(self.severity, self.citations, self.day)

    @property
    def because(self) -> NotApplicableBecause | None:
        """Why it does not apply, where it does not: it waits while any of its subjects does.

        Else it is not ours where that was said of any.
        """
        if self.outcome is not Outcome.NOT_APPLICABLE:
            return None
        reasons = {subject.because for subject in self.subjects}
        order = (NotApplicableBecause.WAITS, NotApplicableBecause.NOT_OURS)
        return next((one for one in order if one in reasons), NotApplicableBecause.EXCLUDED)

    @property
    def answer(self) -> Answer:
        """The outcome as people read it."""
        return answer_of(self.outcome, self.because)

    @property
    def citation(self) -> Citation:
        """The first citation."""
        return self.citations[0]
