"""What is proposed, laid over a scene: nothing that stands moves, and nothing is taken for fact.

A proposed line is double, dashed and green and says "proposed"; a proposed thing has a dashed edge
and says so too. It stands in the empty box of its kind where there is one, else below the map.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from graph.facts.model import Link, Node
from graph.rules.finding import Finding
from graph.sentences import fact_sentence
from graph.view import View
from visualisations import nodes
from visualisations.edges import Line, of_absences
from visualisations.layout.grouping import Fold
from visualisations.legend import legend_of
from visualisations.looks import on_the_map
from visualisations.nodes import Mark
from visualisations.open_findings import Absence, absences, badges
from visualisations.routing.geometry import Box, Point
from visualisations.routing.router import Ways
from visualisations.scene import Scene, around
from visualisations.themes import THEMES

PROPOSED = "proposed"
_EDGE = 20.0


def with_proposed(scene: Scene, before: View, after: View, findings: Iterable[Finding]) -> Scene:
    """Return a scene of one view with what another adds to it; findings are those afterwards."""
    found, facts = tuple(findings), on_the_map(after.shown)
    mark_of = {member: mark.id for mark in scene.marks for member in mark.members}
    mark_of |= {mark.id.rpartition("~")[2]: mark.id for mark in scene.marks if not mark.members}
    new = [node for node in facts.nodes.values() if node.id not in mark_of]
    drawn = _with_things(scene, after, new, mark_of)
    known = before.shown.links
    links = [link for link in facts.links.values() if known.get(link.id) != link]
    boxes = {mark.id: Box(mark.x, mark.y, mark.w, mark.h) for mark in drawn}
    ways = Ways(boxes, scene.headings, {}, THEMES[scene.theme], scene.layout)
    lines = (*_still(scene.lines, after), *_lines(ways, after, links, mark_of))
    asked = absences(after, found, mark_of)
    absent = _absent(scene, asked, lines, ways)
    signs = badges(found, mark_of, asked)
    drawn = tuple(replace(mark, badge=signs.get(mark.id)) for mark in drawn)
    facts_added: tuple[Node | Link, ...] = (*new, *links)
    said = [f"Proposed: {fact_sentence(fact, after.snapshot)}" for fact in facts_added]
    return replace(
        scene,
        marks=drawn,
        lines=lines,
        absences=absent,
        legend=legend_of(drawn, lines, absent),
        summary=(*said, *scene.summary),
        box=_around(scene, drawn, lines),
        note=" ".join(part for part in (scene.note, "What is proposed is not so yet.") if part),
    )


def _still(lines: Sequence[Line], after: View) -> list[Line]:
    """Return the lines whose first link would still be shown."""
    return [line for line in lines if line.id in after.shown.links]


def _with_things(
    scene: Scene, after: View, new: Sequence[Node], mark_of: dict[str, str]
) -> tuple[Mark, ...]:
    """Return the marks with those of new things, and note which mark stands for each."""
    theme = THEMES[scene.theme]
    by_id = {mark.id: mark for mark in scene.marks}
    left, bottom = scene.box[0] + _EDGE, scene.box[1] + scene.box[3] + theme.gap
    for node in new:
        (made,) = nodes.of_folds(after, {node.id: Fold(node.id, node.name, (node.id,))}, {}, theme)
        high = made.h + theme.font * 1.18
        doubts = (PROPOSED, *made.doubts)
        made = replace(made, lines=(*made.lines, f"({PROPOSED})"), h=high, doubts=doubts, local="")
        empty = by_id.get(mark_of.get(node.text("body_kind") or "", ""))
        if empty is not None and empty.sort == "missing":
            del by_id[empty.id]
            made = replace(made, x=empty.x, y=empty.y)
            mark_of[node.text("body_kind") or ""] = node.id
        else:
            made = replace(made, x=left + made.w / 2, y=bottom + high / 2)
            left += made.w + theme.column_gap
        by_id[node.id] = made
        mark_of[node.id] = node.id
    return tuple(by_id.values())


def _absent(
    scene: Scene, asked: Sequence[Absence], lines: Sequence[Line], ways: Ways
) -> tuple[Line, ...]:
    """Return what is still missing as it was drawn, and what would be missing from elsewhere."""
    before = {line.id: line for line in scene.absences}
    new = of_absences([absence for absence in asked if absence.id not in before], lines, ways)
    return (*(before[a.id] for a in asked if a.id in before), *new)


def _lines(ways: Ways, after: View, links: Sequence[Link], mark_of: dict[str, str]) -> list[Line]:
    found = []
    for link in links:
        start, stop = mark_of[link.from_id], mark_of[link.to_id]
        if start == stop:
            continue
        way, points = ways.between(start, stop, None, hidden=False)
        points = tuple((round(x, 1), round(y, 1)) for x, y in points)
        found.append(
            Line(
                id=link.id,
                from_id=start,
                to_id=stop,
                kind=link.kind,
                look=PROPOSED,
                label=PROPOSED,
                label_at=_middle(points, way),
                sentences=(f"Proposed: {fact_sentence(link, after.snapshot)}",),
                upward=False,
                way=way,
                points=points,
            )
        )
    return found


def _middle(points: Sequence[Point], way: str) -> Point:
    """Return the middle of a curve, or of the longest piece."""
    if way == "curve":
        weights = (1, 3, 3, 1)
        x, y = (sum(w * p[i] for w, p in zip(weights, points, strict=True)) / 8 for i in (0, 1))
        return (round(x, 1), round(y, 1))
    (ax, ay), (bx, by) = max(pairwise(points), key=lambda piece: math.dist(*piece))
    return ((ax + bx) / 2, (ay + by) / 2)


def _around(
    scene: Scene, drawn: Sequence[Mark], lines: Sequence[Line]
) -> tuple[float, float, float, float]:
    """Return the box of the scene, made larger where what is proposed lies outside it."""
    x, y, w, h = scene.box
    left, top, wide, high = around(drawn, scene.headings, lines, THEMES[scene.theme])
    left, top, right, bottom = min(x, left), min(y, top), max(x + w, left + wide), top + high
    return (left, top, right - left, max(y + h, bottom) - top)
