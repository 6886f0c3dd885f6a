"""What a measure is, whom it may rank, and how much of what it reads is recorded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from graph.body_kinds import in_scope, is_voice
from graph.facts.model import Node
from graph.governance_view import Partnership, asked_for_a_line, ends_elsewhere, partnership_of
from graph.view import View

TOO_LITTLE = "Too little is recorded to read this as a ranking: ask first."
# Share of the bodies whose seats or lines a measure reads that must be on record. Where more is
# missing than known, a ranking says what was written down, not who matters.
_ENOUGH = 0.5
_RANKED = ("body", "post", "organisation")
# Who gives their time is never ranked: families, young people, voluntary and faith groups.
GIVE_TIME = frozenset({"families", "young_people", "vcs", "faith"})


@dataclass(frozen=True, slots=True)
class Paper:
    """Where a method was published."""

    title: str
    authors: str
    year: int


BREIGER = Paper("The duality of persons and groups", "Ronald L. Breiger", 1974)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the bodies that should have something recorded have it, in words too."""

    known: int
    of: int
    sentence: str

    @property
    def share(self) -> float:
        """The share that is recorded; 0 where there is nothing to record of."""
        return self.known / self.of if self.of else 0.0

    @property
    def enough(self) -> bool:
        """Say whether enough is recorded for a ranking to be read."""
        return self.share >= _ENOUGH


@dataclass(frozen=True, slots=True)
class Score:
    """The value of one body, post or organisation, and what it is made of."""

    node_id: str
    name: str
    kind: str
    value: float
    sentence: str


Values = Mapping[str, tuple[float, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One way to look at the network: what it tells a partnership, and when not to read it.

    reads is what has to be recorded for it: seats, lines or both.
    """

    id: str
    title: str
    means: str
    caution: str
    papers: tuple[Paper, ...]
    reads: str = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Method):
    """A method that gives a value to each thing; low_first: the lowest stands out."""

    unit: str
    low_first: bool = False
    values: Callable[[View], Values] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure of a view: what stands out first, and how far to trust it."""

    measure: Measure
    scores: tuple[Score, ...]
    coverage: Coverage

    @property
    def caution(self) -> str:
        """When not to read it, and whether that is now."""
        said = f"{self.coverage.sentence} {self.measure.caution}"
        return said if self.coverage.enough else f"{TOO_LITTLE} {said}"


def ranked(node: Node, partnership: Partnership) -> bool:
    """Say whether a thing may be ranked: never a person, nor who gives their time."""
    if node.kind not in _RANKED or is_voice(node):
        return False
    return node.kind == "body" or partnership.sector_of(node) not in GIVE_TIME


def reading(measure: Measure, view: View) -> Reading:
    """Return what a measure says of a view."""
    partnership = partnership_of(view.firm)
    scores = [
        Score(node_id, node.name, node.kind, value, sentence)
        for node_id, (value, sentence) in measure.values(view).items()
        for node in [view.firm.nodes[node_id]]
        if ranked(node, partnership)
    ]
    sign = 1 if measure.low_first else -1
    # To nine places: beyond them decimals added in another order differ, and would rank.
    scores.sort(key=lambda score: (sign * round(score.value, 9), score.name, score.node_id))
    return Reading(measure, tuple(scores), coverage(view, measure.reads))


def coverage(view: View, reads: str) -> Coverage:
    """Count the bodies whose seats, or whose lines, are recorded or declared complete."""
    partnership = partnership_of(view.firm)
    bodies = [body for body in partnership.bodies if in_scope(body)]
    seated = [b for b in bodies if partnership.own_seats(b.id) or view.declared("members", b.id)]
    asked = [b for b in bodies if asked_for_a_line(b)]
    lined = [
        b
        for b in asked
        if partnership.hierarchy.up(b.id)
        or ends_elsewhere(partnership, b)
        or view.declared("outward_lines", b.id)
    ]
    seats = f"Seats are recorded for {len(seated)} of {len(bodies)} bodies."
    lines = f"Lines upward are recorded for {len(lined)} of {len(asked)} bodies."
    if reads == "seats":
        return Coverage(len(seated), len(bodies), seats)
    if reads == "lines":
        return Coverage(len(lined), len(asked), lines)
    return Coverage(len(seated) + len(lined), len(bodies) + len(asked), f"{seats} {lines}")


def things(number: int, one: str, many: str) -> str:
    """Say a number of things."""
    return f"{number} {one if number == 1 else many}"
