"""Ending a thing: all that hangs on it, and what becomes of each part of that.

A link is no firmer than its ends: what is left as it is stays on record, and holds on no day after
the end of the thing. Nothing ends by itself; whoever ends a thing says of each group whether it
ends with it, goes over to a successor, or stays. All of it is one list of changes, so one batch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from graph.errors import InvalidFact
from graph.facts.changes import Added, Change, Changed, Ended
from graph.facts.dates import PartialDate
from graph.facts.identifiers import area_of, link_id
from graph.facts.integrity import SUCCESSION
from graph.facts.model import Fact, Link, Meeting, Node, Recorded, Reference, Snapshot
from graph.hanging import ALL_GROUPS, Hanging, goes_on, hanging
from graph.kinds import LINK_KIND
from graph.sentences import capital, fact_name
from graph.succession import on_day

ENDS, MOVES, STAYS = "ends", "moves", "stays"
FATES = {
    ENDS: "ends with it",
    MOVES: "goes over to the successor",
    STAYS: "stays on record as it is, and holds on no day after the end",
}
ALL = "all"


@dataclass(frozen=True, slots=True)
class Ending:
    """That a thing ends, and what becomes of what hangs on it.

    successors take over on the day since (None: right after the end). fates says of a fact (by its
    id), a group (by its key) or ALL what becomes of it: one of FATES, or the id of the successor
    that it goes over to. A fact's own word goes first, then its group's; without one it stays.
    """

    thing: str
    until: PartialDate
    successors: tuple[str, ...] = ()
    since: PartialDate | None = None
    fates: Mapping[str, str] = field(default_factory=dict)

    @property
    def takes_over(self) -> PartialDate:
        """The day on which a successor takes over: as given, else right after the end."""
        return self.since or day_after(self.until)


@dataclass(frozen=True, slots=True)
class EndingChanges:
    """The changes that an ending comes to, in one batch; told says what could not be as asked."""

    changes: tuple[Change, ...]
    told: tuple[str, ...]


def day_after(until: PartialDate) -> PartialDate:
    """Return when what follows begins: the next day, or the same month or year where no day is."""
    if until.first != until.last:
        return until
    return PartialDate((until.last + timedelta(days=1)).isoformat())


def changes_of(
    snapshot: Snapshot, ending: Ending, sources: tuple[Reference, ...] = ()
) -> EndingChanges:
    """Return what an ending comes to; sources are those of what goes over to a successor.

    Raises InvalidFact where nobody is named that could take over, or what is said fits nothing.
    """
    groups = hanging(snapshot, ending.thing, ending.until)
    _check(snapshot, ending, groups)
    made = _EndingMaker(snapshot, ending, sources)
    for group in groups:
        for fact in group.facts:
            made.add(group.key, fact)
    return EndingChanges(tuple(made.changes), tuple(made.told))


class _EndingMaker:
    """Makes the changes of an ending, fact by fact; the thing itself and its successors first."""

    def __init__(self, snapshot: Snapshot, ending: Ending, sources: tuple[Reference, ...]) -> None:
        self.snapshot, self.ending, self.sources = snapshot, ending, sources
        self.changes: list[Change] = [Ended(ending.thing, ending.until)]
        self.told: list[str] = []
        self._ids = set(snapshot.facts())
        self._terms = {
            (f.from_id, f.kind, f.to_id, *_marks(f))
            for f in snapshot.links.values()
            if goes_on(f, ending.takes_over)
        }
        for successor in ending.successors:
            term = (ending.thing, SUCCESSION, successor)
            if not any((f.from_id, f.kind, f.to_id) == term for f in snapshot.links.values()):
                self.changes.append(Added(self._link(term, since=ending.takes_over)))

    def add(self, key: str, fact: Fact) -> None:
        """Add what becomes of one fact."""
        fates = self.ending.fates
        fate = fates.get(fact.id) or fates.get(key) or fates.get(ALL, STAYS)
        if fate == STAYS:
            return
        if fate != ENDS:
            heir = self.ending.successors[0] if fate == MOVES else fate
            self._move(fact, heir)
            return
        self._end(fact)

    def _end(self, fact: Fact) -> None:
        if isinstance(fact, Meeting):
            self.changes.append(Changed(replace(fact, cancelled=True)))
        elif (
            isinstance(fact, Recorded) and fact.since and fact.since.first > self.ending.until.last
        ):
            said = fact_name(fact, self.snapshot)
            self.told.append(
                f"{said} begins later than the end, and stays on record: it holds on no day."
            )
        else:
            self.changes.append(Ended(fact.id, self.ending.until))

    def _move(self, fact: Fact, heir: str) -> None:
        match fact:
            case Link():
                self._end(fact)
                self._move_link(fact, heir)
            case Meeting():
                self.changes.append(Changed(replace(fact, body=heir)))
            case Node(kind="action"):
                self.changes.append(Changed(_with(fact, owner=heir)))
            case Node():
                self._end(fact)
                seat = replace(_with(fact, body=heir), id=self._free(fact.id), sources=self.sources)
                self.changes.append(Added(replace(seat, since=self._since(fact))))
            case _:
                said = capital(fact_name(fact, self.snapshot))
                self.told.append(f"{said}: that is no word about the successor, so it ends.")
                self._end(fact)

    def _move_link(self, link: Link, heir: str) -> None:
        thing, nodes = self.ending.thing, self.snapshot.nodes
        start, stop = (heir if end == thing else end for end in (link.from_id, link.to_id))
        term, said = (start, link.kind, stop), fact_name(link, self.snapshot)
        fits = (nodes[start].kind, nodes[stop].kind) in LINK_KIND[link.kind].pairs
        if start == stop:
            self.told.append(f"{said}: the other end is the successor itself, so it ends.")
        elif not fits:
            kind = LINK_KIND[link.kind].label
            self.told.append(f"{said}: no {kind} can join {nodes[heir].name}, so it ends.")
        elif (*term, *_marks(link)) in self._terms:
            self.told.append(f"{said}: {nodes[heir].name} has that already, so it ends.")
        else:
            self.changes.append(Added(self._link(term, since=self._since(link), like=link)))

    def _since(self, fact: Recorded) -> PartialDate:
        """Return when a fact begins for the successor: not before it begins itself."""
        day = self.ending.takes_over
        return fact.since if fact.since and fact.since.first > day.first else day

    def _link(
        self, term: tuple[str, str, str], since: PartialDate, like: Link | None = None
    ) -> Link:
        start, kind, stop = term
        home = area_of(like.id if like else self.ending.thing)
        made = self._free(link_id(home, start, kind, stop), "~again")
        self._terms.add((*term, *(_marks(like) if like else ())))
        if like is None:
            return Link(
                id=made, kind=kind, from_id=start, to_id=stop, since=since, sources=self.sources
            )
        return replace(like, id=made, from_id=start, to_id=stop, since=since, sources=self.sources)

    def _free(self, wanted: str, more: str = "-again") -> str:
        while wanted in self._ids:
            wanted += more
        self._ids.add(wanted)
        return wanted


def _marks(link: Link) -> tuple[object, ...]:
    return LINK_KIND[link.kind].marks(link.attributes)


def _with(node: Node, **attributes: str) -> Node:
    return replace(node, attributes={**node.attributes, **attributes})


def _check(snapshot: Snapshot, ending: Ending, groups: Sequence[Hanging]) -> None:
    """Refuse what cannot be meant: no such group or fact, nobody to move to, or several."""
    thing = snapshot.nodes[ending.thing]
    for heir in ending.successors:
        node = snapshot.nodes[heir]
        if heir == thing.id:
            wrong, right = f"{node.name} cannot take over from itself", "name another"
            raise InvalidFact(thing.id, wrong, right, "successor", heir)
        if node.until and node.until.last < ending.takes_over.first:
            wrong = f"{node.name} ended{on_day(node.until)}, before it would take over"
            right = "name what took over, or correct the day"
            raise InvalidFact(thing.id, wrong, right, "successor", heir)
    facts = {fact.id for group in groups for fact in group.facts}
    keys = {group.key for group in ALL_GROUPS} | {ALL}
    for what, fate in ending.fates.items():
        if what not in facts and what not in keys:
            right = f"name one of its links, or a group: {', '.join(sorted(keys))}"
            wrong = f'"{what}" does not hang on {thing.name}'
            raise InvalidFact(thing.id, wrong, right, "links", what)
        if fate not in FATES and fate not in ending.successors:
            right = f"write {', '.join(FATES)}, or the id of a successor"
            wrong = f'"{fate}" does not say what becomes of {what}'
            raise InvalidFact(thing.id, wrong, right, "links", fate)
        if fate == MOVES and len(ending.successors) != 1:
            several = bool(ending.successors)
            wrong = f"{what} cannot go over: " + (
                f"{len(ending.successors)} take over from {thing.name}"
                if several
                else f"nobody is named that takes over from {thing.name}"
            )
            right = "write the id of the one that it goes to" if several else "name the successor"
            raise InvalidFact(thing.id, wrong, right, "links", what)
