"""Marks: the things of a map as boxes with words, one for each thing or folded run of things."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.facts.identifiers import local_of
from graph.governance_view import is_top
from graph.sentences import kind_words
from graph.view import View
from visualisations.in_words import Row, row
from visualisations.layout.boxes import Item
from visualisations.layout.grouping import Fold
from visualisations.layout.tree import Hook
from visualisations.looks import heading_of, sort_of
from visualisations.open_findings import Badge, Missing
from visualisations.overlays.overlay import Overlay, Tint
from visualisations.text import wrap
from visualisations.themes import MARK_LOOKS, MarkLook, Theme

_SHOWN = 12
# How high the bar of a measured thing is, and how much room it takes in the box.
BAR, BAR_ROOM = 6, 10


@dataclass(frozen=True, slots=True)
class Detail:
    """A heading of the details of a thing, with its sentences."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A box: x and y are its middle; lines is its name as written in it.

    members are the ids it stands for; local is the end of its page's address ("" for an empty
    box); doubts say why it is less than firm, and are written in the box.
    """

    id: str
    name: str
    kind: str
    sort: str
    node_kind: str
    tier: str
    lines: tuple[str, ...]
    w: float
    h: float
    members: tuple[str, ...]
    local: str
    doubts: tuple[str, ...]
    details: tuple[Detail, ...]
    x: float = 0
    y: float = 0
    badge: Badge | None = None
    tint: Tint | None = None

    @property
    def look(self) -> MarkLook:
        """How it is drawn, in every output."""
        return self.tint.look if self.tint else MARK_LOOKS[self.sort]

    @property
    def look_name(self) -> str:
        """The name of that look: its sort, and its band where an overlay gives it one."""
        return self.tint.name if self.tint else self.sort

    @property
    def bar(self) -> float | None:
        """How much of its bar is full, 0 to 1; None where it has no bar."""
        return self.tint.value if self.tint else None

    @property
    def count(self) -> int:
        """How many things it stands for; an empty box stands for none."""
        return len(self.members)


def of_folds(
    view: View,
    fold_of: Mapping[str, Fold],
    missing: Mapping[str, tuple[str, ...]],
    theme: Theme,
    overlay: Overlay | None = None,
) -> list[Mark]:
    """Return a mark, not yet placed, for each fold."""
    found = []
    for fold in {fold.id: fold for fold in fold_of.values()}.values():
        node = view.shown.nodes[fold.members[0]]
        said = [
            row(view, view.shown.nodes[i], missing.get(i, ()), cited=True) for i in fold.members
        ]
        sort, doubts = sort_of(node), said[0].doubts
        reading = overlay.reading(node.id) if overlay else None
        notes = (*doubts, reading.words) if reading else doubts
        lines, w, h = _written(fold.name, notes, sort, theme)
        details = _details(said, node.kind == "body", is_top(node))
        if overlay and reading:
            h = round((h + (BAR_ROOM if reading.value is not None else 0)) * reading.size, 1)
            details = (Detail(overlay.heading, reading.sentences), *details)
        found.append(
            Mark(
                id=fold.id,
                name=fold.name,
                kind=kind_words(node),
                sort=sort,
                node_kind=node.kind,
                tier=node.text("tier") or "",
                lines=lines,
                w=w,
                h=h,
                members=fold.members,
                local=_page(view.snapshot.area.slug, node.id),
                doubts=doubts,
                details=details,
                tint=overlay.tint(node.id, sort) if overlay else None,
            )
        )
    return found


def of_missing(slug: str, missing: Missing, theme: Theme, overlay: Overlay | None = None) -> Mark:
    """Return the empty box for a kind of body that is not on the map."""
    lines, w, h = _written(missing.name, (missing.words,), "missing", theme)
    return Mark(
        id=missing_id(slug, missing),
        name=missing.name,
        kind="not on the map",
        sort="missing",
        node_kind="",
        tier="",
        lines=lines,
        w=w,
        h=h,
        members=(),
        local="",
        doubts=(missing.words,),
        details=(
            Detail(
                "What is missing",
                missing.sentences or ("No such body is on the map: ask whether there is one.",),
            ),
        ),
        tint=overlay.tint("", "missing") if overlay else None,
    )


def missing_id(slug: str, missing: Missing) -> str:
    """Return the id of the empty box of a kind of body; the "~" keeps it apart from a node's."""
    return f"{slug}/missing~{missing.kind}"


def items_of(drawn: Sequence[Mark], hooks: Mapping[str, Hook]) -> list[Item]:
    """Return what a layout needs to place marks; their order ranks the empty boxes."""
    parents = {hook.parent for hook in hooks.values()}
    items = []
    for number, mark in enumerate(drawn):
        hook = hooks.get(mark.id)
        top = mark.sort == "board" or (mark.node_kind == "body" and mark.id in parents)
        heading = "" if hook or top else heading_of(mark.sort)
        parent = hook.parent if hook else ""
        rank = number if mark.sort == "missing" else 0
        items.append(Item(mark.id, mark.name, mark.sort, mark.w, mark.h, parent, heading, rank))
    return items


def placed(mark: Mark, middle: tuple[float, float], badge: Badge | None) -> Mark:
    """Return the mark at its place, with its badge."""
    return replace(mark, x=round(middle[0], 1), y=round(middle[1], 1), badge=badge)


def _written(
    name: str, doubts: Sequence[str], sort: str, theme: Theme
) -> tuple[tuple[str, ...], float, float]:
    """Break a name into the lines of its box; doubts follow in lines of their own."""
    inside = theme.padding * (2.6 if sort in ("site", "post", "people") else 1.7)
    room = theme.box_width - 2 * inside
    lines = list(wrap(name, room, theme.font))
    for doubt in doubts:
        short = doubt if sort == "missing" else doubt.partition(":")[0]
        lines += wrap(f"({short})", room, theme.font)
    height = len(lines) * theme.font * 1.18 + 2 * theme.padding
    return tuple(lines), theme.box_width, round(height, 1)


def _page(slug: str, node_id: str) -> str:
    return local_of(node_id) if node_id.startswith(f"{slug}/") else node_id


def _details(said: Sequence[Row], body: bool, top: bool) -> tuple[Detail, ...]:
    """Put the words of one thing, or of all that are folded together, under headings."""

    def collect(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        found = list(dict.fromkeys(text for several in values for text in several))
        more = len(found) - _SHOWN
        return (*found[:_SHOWN], f"and {more} more") if more > 0 else tuple(found)

    seats = ("not recorded: ask",) if body else ()
    upward = seats if not top else ()
    parts = [
        ("Stands for", collect((r.name,) for r in said) if len(said) > 1 else ()),
        ("Answers to", collect(r.answers_to for r in said) or upward),
        ("Who answers to it", collect(r.answered_by for r in said)),
        ("Who sits on it", collect(r.seats for r in said) or seats),
        ("What is missing", collect(r.missing for r in said)),
        ("Other links", collect(r.other for r in said)),
        ("Read in", collect(r.sources for r in said)),
    ]
    return tuple(Detail(heading, sentences) for heading, sentences in parts if sentences)
