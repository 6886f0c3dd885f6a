"""An area as of a day: which facts hold, how surely, and what was declared and held by then."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Final, TypeVar

from graph.fact_index import Facts, Levels, grouped, is_firm, levels_of, once
from graph.facts.dates import Truth
from graph.facts.model import (
    Area,
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    QuestionState,
    Snapshot,
    Source,
    Status,
)

T = TypeVar("T")


class View:
    """What holds in an area on a day. complete is the workshop switch "treat as complete".

    truth_by_id says of each fact on record whether it holds then. A view never changes.
    """

    snapshot: Final[Snapshot]
    day: Final[date]
    complete: Final[bool]
    truth_by_id: Final[Mapping[str, Truth]]

    def __init__(
        self,
        snapshot: Snapshot,
        day: date,
        complete: bool = False,
        *,
        truth_by_id: Mapping[str, Truth] | None = None,
        levels: Levels | None = None,
        derived: Mapping[Callable[..., object], object] | None = None,
    ) -> None:
        """Work out what holds; what is known of that already is given as truth_by_id and levels.

        derived has what functions made of an equal view.
        """
        self.snapshot = snapshot
        self.day = day
        self.complete = complete
        self.truth_by_id = _truths(snapshot, day) if truth_by_id is None else truth_by_id
        self._given = levels
        self._derived: dict[Callable[..., object], object] = dict(derived or {})

    @cached_property
    def levels(self) -> Levels:
        """What holds on the day, by how firm it is; sorted when it is first asked for."""
        return self._given or levels_of(_held(self.snapshot, self.truth_by_id))

    @cached_property
    def shown(self) -> Facts:
        """Everything that holds on the day, disputed or not, firm or not."""
        return self.levels.shown

    @cached_property
    def firm(self) -> Facts:
        """What operates on the day; a link is no firmer than its ends."""
        return self.levels.firm

    @cached_property
    def intended(self) -> Facts:
        """What operates, is planned or is wished for on the day."""
        return self.levels.intended

    @cached_property
    def ever_firm(self) -> Facts:
        """What operates or operated on any day: neither only intended nor disputed."""
        snapshot, firm = self.snapshot, self.firm
        if firm.nodes is snapshot.nodes and firm.links is snapshot.links:
            return firm
        return levels_of(Facts(snapshot.nodes, snapshot.links)).firm

    @cached_property
    def disputed(self) -> Facts:
        """What is shown and disputed: it counts for nothing."""
        return self.levels.disputed

    @cached_property
    def doubted(self) -> bool:
        """Whether anything shown is disputed."""
        return bool(self.disputed.nodes or self.disputed.links)

    def on(self, day: date, complete: bool) -> "View":
        """Return the same record as of another day, or with the switch set otherwise."""
        return View(self.snapshot, day, complete)

    def derived(self, make: "Callable[[View], T]") -> T:
        """Return what a function makes of this view, made once."""
        return once(self._derived, make, self)

    @cached_property
    def _joining(self) -> dict[str, list[str]]:
        """The links of each thing, whatever holds on the day."""
        joining: dict[str, list[str]] = defaultdict(list)
        for link in self.snapshot.links.values():
            joining[link.from_id].append(link.id)
            joining[link.to_id].append(link.id)
        return joining

    def touched(self, moved: Iterable[str]) -> set[str]:
        """Return these facts and the links that are no firmer than they are."""
        ids = set(moved)
        return ids | {link for fact_id in ids for link in self._joining.get(fact_id, ())}

    def after(self, snapshot: Snapshot, moved: Iterable[str]) -> "View":
        """Return the view of a changed snapshot as if it were made anew, at the cost of the change.

        moved are the ids of all facts that differ between the two snapshots.
        """
        touched = self.touched(moved)
        truths = {i: truth for i, truth in self.truth_by_id.items() if i not in touched}
        for fact_id in touched:
            fact = snapshot.nodes.get(fact_id) or snapshot.declarations.get(fact_id)
            if fact:
                truths[fact_id] = fact.holds(self.day)
        links = {i: snapshot.links.get(i) for i in touched if i not in snapshot.nodes}
        truths |= {i: _surely(f, self.day, truths) for i, f in links.items() if f}
        held = {i for i in touched if truths.get(i, Truth.NO) is not Truth.NO}
        levels = self.levels.after(
            {i: snapshot.nodes.get(i) if i in held else None for i in touched},
            {i: f if i in held else None for i, f in links.items()},
        )
        return View(snapshot, self.day, self.complete, truth_by_id=truths, levels=levels)

    @cached_property
    def undated(self) -> tuple[int, int]:
        """Count the things and links that carry no date, and so hold on every day, and all."""
        facts = [*self.shown.nodes.values(), *self.shown.links.values()]
        return sum(1 for f in facts if f.since is None and f.until is None), len(facts)

    def newer(self, today: date) -> dict[str, date]:
        """Return the facts of a later day than this one, up to today, each with its newest day."""
        return newer_days(self.snapshot.facts().values(), self.day, today)

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The meetings held up to the day, oldest first."""
        held = [m for m in self.snapshot.meetings.values() if m.day.first <= self.day]
        return sorted(held, key=lambda m: (m.day.first, m.id))

    @cached_property
    def _meetings_of(self) -> dict[str, list[Meeting]]:
        return grouped(self.meetings, attrgetter("body"))

    def meetings_of(self, body_id: str) -> list[Meeting]:
        """Return the meetings of a body held up to the day, oldest first."""
        return list(self._meetings_of.get(body_id, ()))

    @cached_property
    def _declared(self) -> dict[tuple[str, str], Declaration]:
        return {
            (d.list_name, d.subject): d
            for d in self.snapshot.declarations.values()
            if self.truth_by_id[d.id] is not Truth.NO and is_firm(d)
        }

    def declared(self, list_name: str, subject: str) -> Declaration | None:
        """Return the declaration that a list is complete, if there is one on the day."""
        return self._declared.get((list_name, subject))

    @cached_property
    def questions(self) -> tuple[QuestionState, ...]:
        """What became of questions, as far as it still holds and nobody disputes it."""
        kept = self.snapshot.questions.values()
        return tuple(q for q in kept if is_firm(q) and q.holds(self.day) is not Truth.NO)

    @cached_property
    def _questions(self) -> dict[tuple[str, str, str], QuestionState]:
        return {(q.rule, q.attribute, q.subject): q for q in self.questions}

    def question(
        self, subject: str, *, rule: str = "", attribute: str = ""
    ) -> QuestionState | None:
        """Return what became of the question of a check, or of an attribute, about a subject.

        None where nothing is on record, which is to say that nobody has been asked.
        """
        return self._questions.get((rule, attribute, subject))

    def maybe(self, fact: Fact) -> bool:
        """Say whether a partial date leaves it open that the fact holds on the day."""
        return self.truth_by_id.get(fact.id) is Truth.MAYBE

    def name(self, fact_id: str) -> str:
        """Return the name of a thing, or its id where it is not on the map."""
        if fact_id == self.snapshot.area.slug:
            return self.snapshot.area.name
        node = self.snapshot.nodes.get(fact_id)
        return node.name if node else fact_id


def _truths(snapshot: Snapshot, day: date) -> dict[str, Truth]:
    yes, links = Truth.YES, snapshot.links
    truths = _own_truths(snapshot.nodes, day)
    unsure = {i for i, truth in truths.items() if truth is not yes}
    truths |= _own_truths(links, day)
    if unsure:
        touched = [f for f in links.values() if f.from_id in unsure or f.to_id in unsure]
        truths |= {link.id: _surely(link, day, truths) for link in touched}
    truths |= {i: declared.holds(day) for i, declared in snapshot.declarations.items()}
    return truths


def _own_truths(facts: Mapping[str, Node] | Mapping[str, Link], day: date) -> dict[str, Truth]:
    """Say of each fact whether it holds, whatever it joins; most carry no date and hold."""
    yes, ended = Truth.YES, Status.ENDED
    return {
        i: yes
        if fact.since is None and fact.until is None and fact.status is not ended
        else fact.holds(day)
        for i, fact in facts.items()
    }


def _surely(link: Link, day: date, truth_by_id: Mapping[str, Truth]) -> Truth:
    """Say whether a link holds: no more surely than the things it joins."""
    own, start, stop = link.holds(day), truth_by_id[link.from_id], truth_by_id[link.to_id]
    if own is start is stop:
        return own
    truths = (own, start, stop)
    return Truth.NO if Truth.NO in truths else Truth.MAYBE


def _held(snapshot: Snapshot, truth_by_id: Mapping[str, Truth]) -> Facts:
    no = Truth.NO
    if no not in truth_by_id.values():
        return Facts(snapshot.nodes, snapshot.links)
    return Facts(
        {i: n for i, n in snapshot.nodes.items() if truth_by_id[i] is not no},
        {i: f for i, f in snapshot.links.items() if truth_by_id[i] is not no},
    )


def newer_days(facts: Iterable[Fact], day: date, today: date) -> dict[str, date]:
    """Return the facts dated after a day and up to today, by id, each with its newest such day.

    A fact is newer where it begins, ends, happened or was declared then; a partial date counts by
    the first day it can mean. What is dated after today is an intention: today does not show it
    either.
    """
    found = {}
    for fact in facts:
        later = [at for at in _days_of(fact) if day < at <= today]
        if later:
            found[fact.id] = max(later)
    return found


def _days_of(fact: Fact) -> list[date]:
    """Return the days on which a fact begins and ends, or happened."""
    # When somebody was asked is no day of the partnership.
    if isinstance(fact, Area | Source | QuestionState):
        return []
    own = fact.day.first if isinstance(fact, Meeting) else None
    on = fact.on if isinstance(fact, Declaration) else None
    dated = (fact.since.first if fact.since else None, fact.until.first if fact.until else None)
    return [at for at in (own, on, *dated) if at]


def begins_after(facts: Iterable[Fact], day: date) -> tuple[date, ...]:
    """Return the first days of the facts that begin, or happen, after a day, the earliest first."""
    starts = []
    for fact in facts:
        if isinstance(fact, Area | Source | QuestionState):
            continue
        start = fact.day if isinstance(fact, Meeting) else fact.since
        if start and start.first > day:
            starts.append(start.first)
    return tuple(sorted(starts))


def default_day(snapshot: Snapshot, today: date) -> date:
    """Return the day an area opens on: the one its record describes, else today."""
    return snapshot.area.recorded_as_of or today
