"""Who took over from whom, and when.

A link is no firmer than its ends, and what was taken over is over by then: so a succession holds
on hardly any day, and is read from the record, not from what a day shows. Its day is its since.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from graph.fact_index import grouped
from graph.facts.dates import PartialDate, day_words
from graph.facts.integrity import SUCCESSION
from graph.facts.model import Confidence, Link, Node, Snapshot, Status
from graph.name_keys import name_key
from graph.view import View

_INTENDED = {Status.PLANNED: "planned", Status.ASPIRED: "wished for"}


class Successions:
    """The successions of a record, asked from either end."""

    def __init__(self, links: Iterable[Link]) -> None:
        """Take links of a record; those that are no succession are left out."""
        kept = sorted((f for f in links if f.kind == SUCCESSION), key=_by_day)
        self._after = grouped(kept, lambda link: link.from_id)
        self._before = grouped(kept, lambda link: link.to_id)

    def __bool__(self) -> bool:
        """Say whether any succession is on record."""
        return bool(self._after)

    def after(self, thing: str) -> tuple[Link, ...]:
        """Return who took over from a thing, the earliest first: several where it was split."""
        return tuple(self._after.get(thing, ()))

    def before(self, thing: str) -> tuple[Link, ...]:
        """Return from whom a thing took over: several where they were merged into it."""
        return tuple(self._before.get(thing, ()))

    def forebears(self, thing: str) -> tuple[str, ...]:
        """Return all that a thing goes back to, the nearest first, itself not among them."""
        return _reached(thing, lambda one: [link.from_id for link in self.before(one)])

    def heirs(self, thing: str) -> tuple[str, ...]:
        """Return all that has come after a thing, the nearest first, itself not among them."""
        return _reached(thing, lambda one: [link.to_id for link in self.after(one)])


def successions(snapshot: Snapshot) -> Successions:
    """Return the successions of a record, whatever day is shown."""
    return Successions(snapshot.links.values())


def successions_of(view: View) -> Successions:
    """Return the successions on record of the area that a view shows, read once a view."""
    return view.derived(_of_view)


def _of_view(view: View) -> Successions:
    return successions(view.snapshot)


def _by_day(link: Link) -> tuple[date, str]:
    return (link.since.first if link.since else date.max, link.id)


def _reached(thing: str, step: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    found, left = {thing: None}, [thing]
    while left:
        for other in step(left.pop(0)):
            if other not in found:
                found[other] = None
                left.append(other)
    return tuple(found)[1:]


def on_day(day: PartialDate | None) -> str:
    """Say a day after a verb: " on 1 May 2025", " in May 2025"; "" where none is recorded."""
    if day is None:
        return ""
    return f" {'on' if day.first == day.last else 'in'} {day_words(day)}"


def took_over_words(link: Link, snapshot: Snapshot, day: date) -> str:
    """Say on the side of the successor from whom it took over, as of a day.

    "Took over from the Early Board on 1 May 2025."
    """
    verb = "Is to take over from" if _to_come(link, day) else "Took over from"
    return f"{verb} {_name(link.from_id, snapshot)}{on_day(link.since)}{_doubt(link)}."


def succeeded_words(link: Link, snapshot: Snapshot, day: date) -> str:
    """Say on the side of what ended who took over, as of a day: "Succeeded by Y on D: see Y."."""
    verb = "Is to be succeeded by" if _to_come(link, day) else "Succeeded by"
    name = _name(link.to_id, snapshot)
    return f"{verb} {name}{on_day(link.since)}{_doubt(link)}: see {name}."


def ended_and_succeeded(node: Node, snapshot: Snapshot) -> str:
    """Say of what has ended who took over: a story, not a hole; "" where nobody is recorded."""
    links = [link for link in successions(snapshot).after(node.id) if not _not_so(link)]
    if not links:
        return ""
    heirs = [f"{_name(link.to_id, snapshot)}{on_day(link.since)}" for link in links]
    said = f"{', '.join(heirs[:-1])} and {heirs[-1]}" if len(heirs) > 1 else heirs[0]
    ended = f"{node.name} ended{on_day(node.until)}" if _is_over(node) else node.name
    return f"{ended}{', and' if _is_over(node) else ''} was succeeded by {said}"


def former_names(snapshot: Snapshot, known: Successions) -> Mapping[str, tuple[str, ...]]:
    """Return by thing the names of all that it took over from, by which people look for it."""
    nodes = snapshot.nodes
    found = {}
    for thing in {link.to_id for link in snapshot.links.values() if link.kind == SUCCESSION}:
        before = [nodes[one] for one in known.forebears(thing) if one in nodes]
        found[thing] = tuple(dict.fromkeys(name for node in before for name in node.names))
    return found


def heirs_called(snapshot: Snapshot, name: str) -> tuple[Node, ...]:
    """Return what has come after the things of a name, the nearest first."""
    key, known = name_key(name), successions(snapshot)
    if not key or not known:
        return ()
    called = [n.id for n in snapshot.nodes.values() if key in map(name_key, n.names)]
    heirs = dict.fromkeys(heir for one in called for heir in known.heirs(one))
    return tuple(snapshot.nodes[heir] for heir in heirs if heir in snapshot.nodes)


def _to_come(link: Link, day: date) -> bool:
    """Say whether a succession is still an intention, or lies after a day."""
    return link.status in _INTENDED or bool(link.since and link.since.first > day)


def _not_so(link: Link) -> bool:
    return link.status in _INTENDED or link.confidence is Confidence.DISPUTED


def _doubt(link: Link) -> str:
    said = [_INTENDED[link.status]] if link.status in _INTENDED else []
    if link.confidence is not Confidence.STATED:
        said.append(link.confidence.value)
    if link.since is None:
        said.append("the day is not recorded")
    return f" ({', '.join(said)})" if said else ""


def _name(thing: str, snapshot: Snapshot) -> str:
    node = snapshot.nodes.get(thing)
    return node.name if node else thing


def _is_over(node: Node) -> bool:
    return node.until is not None or node.status is Status.ENDED
