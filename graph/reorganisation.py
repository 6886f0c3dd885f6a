"""A reorganisation in five sentences, before its lists: who ended, who is new, who took over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date

from graph.compare import STATUS_SAID, Comparison, FindingMoved, dated
from graph.facts.changes import ChangeRecord
from graph.facts.dates import day_words
from graph.facts.model import Node
from graph.facts.stamps import moment_of
from graph.hanging import asks_who_took_over
from graph.sentences import some

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Renamed:
    """A thing that has another name; written is the day that was recorded, None where not known."""

    id: str
    before: str
    after: str
    written: date | None = None

    @property
    def sentence(self) -> str:
        """The new name in one sentence."""
        when = f", as was written into the record on {day_words(self.written)}"
        return f"“{self.before}” is now called “{self.after}”{when if self.written else ''}."


def renamed_in(found: Comparison) -> tuple[Renamed, ...]:
    """Return the things whose name differs between the two sides of one area."""
    return tuple(
        Renamed(old.id, old.name, new.name)
        for old, new in found.changed
        if isinstance(old, Node) and isinstance(new, Node) and old.name != new.name
    )


def renamed_between(
    history: Iterable[ChangeRecord], first: date, last: date
) -> tuple[Renamed, ...]:
    """Return the things that were given another name after the first day, up to the last (UTC).

    A name has no dates of its own: what is known is the day on which the new one was written.
    """
    found: dict[str, Renamed] = {}
    for record in history:
        old, new, written = record.before, record.after, moment_of(record).astimezone(UTC).date()
        if isinstance(old, Node) and isinstance(new, Node) and first < written <= last:
            was = found[new.id].before if new.id in found else old.name
            if old.name != new.name:
                found[new.id] = Renamed(new.id, was, new.name, written)
    return tuple(one for one in found.values() if one.before != one.after)


def reorganisation(found: Comparison, renamed: Sequence[Renamed] = ()) -> tuple[str, ...]:
    """Say in five sentences what became of the bodies of one area; empty where nothing did.

    The bodies that ended; those that are new or have a new name; who took over; the lines that
    moved; the findings that opened and closed.
    """
    ended = [f for f in found.ended if isinstance(f, Node) and f.kind == "body"]
    new = [f for f in found.added if isinstance(f, Node) and f.kind == "body"]
    bodies = {**found.before.shown.nodes, **found.after.shown.nodes}
    names = [one for one in renamed if one.id in bodies and bodies[one.id].kind == "body"]
    if not (ended or new or names or found.lines or found.took_over):
        return ()
    return (
        _counted([f"{b.name}{_ended_words(b, found)}" for b in ended], "ended", "ended"),
        _new_words(new, names),
        _took_over(found, ended, new),
        _lines_moved(found, {body.id for body in (*ended, *new)}),
        _checks(found),
    )


def _counted(names: Sequence[str], what: str, what_many: str) -> str:
    """Count bodies and name the first few: "2 bodies ended: A; B."."""
    if not names:
        return f"No body {what}."
    many = f"1 body {what}" if len(names) == 1 else f"{len(names)} bodies {what_many}"
    return f"{many}: {some(names)}."


def _ended_words(body: Node, found: Comparison) -> str:
    node = found.after.snapshot.nodes.get(body.id)
    return dated("until", node.until) if node else " (not on record any more)"


def _new_words(new: Sequence[Node], renamed: Sequence[Renamed]) -> str:
    listed = [
        f"{body.name}{dated('since', body.since)}"
        f"{f', {STATUS_SAID[body.status]}' if body.status in STATUS_SAID else ''}"
        for body in new
    ]
    said = _counted(listed, "is new", "are new")
    names = [f"{one.before}, now {one.after}" for one in renamed]
    return f"{said} {_counted(names, 'has a new name', 'have new names')}" if names else said


def _took_over(found: Comparison, ended: Sequence[Node], new: Sequence[Node]) -> str:
    """Say who took over from whom, where a link says so; else that this is a question.

    It is one only of a formal body that ended and had members or lines on record.
    """
    view = found.after
    said = [
        f"{view.name(link.to_id)} takes over from {view.name(link.from_id)}"
        for link in found.took_over
    ]
    known = {link.from_id for link in found.took_over}
    open_ones = [
        body.name
        for body in (view.snapshot.nodes.get(one.id, one) for one in ended)
        if body.id not in known and asks_who_took_over(view.snapshot, body)
    ]
    if said:
        asked = f" Who took over from {some(open_ones)} is not on record: ask."
        return f"Who took over: {some(said)}.{asked if open_ones else ''}"
    if open_ones and new:
        return "Who took over from whom is not on record: ask."
    if open_ones:
        return f"Who took over from {some(open_ones)} is not on record: ask."
    return "Nobody is recorded as taking over from another."


def _lines_moved(found: Comparison, left_out: set[str]) -> str:
    """Count the bodies that go on and answer to others, by whom they left and came to."""
    moved = [line for line in found.lines if line.body not in left_out]
    if not moved:
        return "No body that goes on answers to others than before."
    groups: dict[tuple[str, str], list[str]] = {}
    for line in moved:
        left = found.before.name(line.before[0]) if line.before else ""
        came = found.after.name(line.after[0]) if line.after else ""
        groups.setdefault((left, came), []).append(line.name)
    said = [f"{_together(names)} {_move(*ends)}" for ends, names in groups.items()]
    body = "1 body that goes on answers"
    many = body if len(moved) == 1 else f"{len(moved)} bodies that go on answer"
    return f"{many} to others than before: {some(said)}."


def _together(names: Sequence[str]) -> str:
    """Name a few that moved alike: "A, B and C", as semicolons keep the groups apart."""
    more = len(names) - _MOST_NAMED
    *most, last = [*names[:_MOST_NAMED], *([f"{more} more"] if more > 0 else [])]
    return f"{', '.join(most)} and {last}" if most else last


def _move(left: str, came: str) -> str:
    if left == came:
        return f"to {came} as before, and above it to others"
    if not came:
        return f"no more to {left}, and to nobody on record: ask"
    return f"from {left} to {came}" if left else f"to {came}, and to nobody on record before"


def _checks(found: Comparison) -> str:
    return (
        f"Of the checks, {_titles(found.opened, 'opened')} and {_titles(found.closed, 'closed')}."
    )


def _titles(moved: Iterable[FindingMoved], what: str) -> str:
    titles = [one.title for one in moved]
    if not titles:
        return f"none {what}"
    return f"{len(titles)} {what} ({some(titles)})"
