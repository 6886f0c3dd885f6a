"""Who took over from whom, and when.

A link is no firmer than its ends, and what was taken over is over by then: so a succession holds
on hardly any day, and is read from the record, not from what a day shows. Its day is its since.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from graph.body_kinds import kinds_of
from graph.fact_index import grouped
from graph.facts.dates import PartialDate, Truth, day_words
from graph.facts.integrity import SUCCESSION
from graph.facts.model import Confidence, Link, Node, Snapshot, Status
from graph.kinds import LINK_KIND
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

    @property
    def heirs_of_any(self) -> tuple[str, ...]:
        """The things that took over from another."""
        return tuple(self._before)

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


class TakeoverWords(NamedTuple):
    """A succession seen from one of its ends: "{verb} {name}{rest}", the other thing by its id."""

    verb: str
    other: str
    name: str
    rest: str

    @property
    def sentence(self) -> str:
        """Both in one sentence."""
        return f"{self.verb} {self.name}{self.rest}."


def takeover_words(link: Link, snapshot: Snapshot, day: date, thing: str) -> TakeoverWords:
    """Say a succession from the side of one of its two things, as of a day.

    "Took over from Early Board on 1 May 2025", or on the other side "Succeeded by Joint Board".
    """
    to_come = link.status in _INTENDED or _later(link, day)
    if link.to_id == thing:
        verb, other = "Is to take over from" if to_come else "Took over from", link.from_id
    else:
        verb, other = "Is to be succeeded by" if to_come else "Succeeded by", link.to_id
    return TakeoverWords(verb, other, _name(other, snapshot), f"{on_day(link.since)}{_doubt(link)}")


def takeovers_between(
    before: View, after: View, ended: Collection[str], new: Collection[str]
) -> tuple[Link, ...]:
    """Return the successions that came about between two views of one area, in their order.

    ended and new are the things that only the first and only the second of the two shows. A
    succession came about too where its day lies between the two, or it was written between them.
    """
    was, now = before.snapshot.links, after.snapshot.links
    found = []
    for link in now.values():
        if link.kind != SUCCESSION or link.status in _INTENDED:
            continue
        between = link.since is not None and before.day < link.since.first <= after.day
        written = link.id not in was and not _later(link, after.day)
        if between or written or link.from_id in ended or link.to_id in new:
            found.append(link)
    return tuple(sorted(found, key=_by_day))


def _later(link: Link, day: date) -> bool:
    return bool(link.since and link.since.first > day)


def ended_and_succeeded(node: Node, snapshot: Snapshot) -> str:
    """Say of what has ended who took over: a story, not a hole; "" where nobody is recorded."""
    links = [link for link in successions(snapshot).after(node.id) if not _not_so(link)]
    if not links:
        return ""
    heirs = [f"{_name(link.to_id, snapshot)}{on_day(link.since)}" for link in links]
    said = f"{', '.join(heirs[:-1])} and {heirs[-1]}" if len(heirs) > 1 else heirs[0]
    ended = f"{node.name} ended{on_day(node.until)}" if _is_over(node) else node.name
    return f"{ended}{', and' if _is_over(node) else ''} was succeeded by {said}"


def former_line_words(view: View, thing: str) -> str:
    """Say to what a thing answered that is over by the day, and who took over; "" for nothing.

    So that a line which is not recorded is asked of the successor: a story, not a hole.
    """
    said = view.derived(_former_lines).get(thing, ())
    return " ".join(said)


def _former_lines(view: View) -> Mapping[str, tuple[str, ...]]:
    snapshot, known = view.snapshot, successions_of(view)
    found: dict[str, list[str]] = {}
    for link in snapshot.links.values() if known else ():
        upper = snapshot.nodes.get(link.to_id)
        if upper is None or view.truth_by_id[upper.id] is not Truth.NO:
            continue
        if LINK_KIND[link.kind].upward and known.after(upper.id):
            story = ended_and_succeeded(upper, snapshot)
            verb = LINK_KIND[link.kind].verb
            said = (
                f"On record before: it {verb} {upper.name}. {story}: ask whether it goes on there."
            )
            if story:
                found.setdefault(link.from_id, []).append(said)
    return {thing: tuple(dict.fromkeys(said)) for thing, said in found.items()}


def ended_of_kind(view: View, kind: str) -> tuple[str, ...]:
    """Say of each body of a kind that is over by the day who took over, where that is recorded."""
    snapshot, known = view.snapshot, successions_of(view)
    if not known:
        return ()
    over = (
        node
        for node in snapshot.nodes.values()
        if node.kind == "body" and kind in kinds_of(node) and view.truth_by_id[node.id] is Truth.NO
    )
    stories = (ended_and_succeeded(node, snapshot) for node in over if _is_over(node))
    return tuple(f"{story}." for story in stories if story)


def former_names(view: View) -> Mapping[str, tuple[str, ...]]:
    """Return by thing the names of all that it took over from, by which people look for it."""
    return view.derived(_former_names)


def _former_names(view: View) -> Mapping[str, tuple[str, ...]]:
    known, nodes = successions_of(view), view.snapshot.nodes
    found = {}
    for thing in known.heirs_of_any:
        before = [nodes[one] for one in known.forebears(thing) if one in nodes]
        found[thing] = tuple(dict.fromkeys(name for node in before for name in node.names))
    return found


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
