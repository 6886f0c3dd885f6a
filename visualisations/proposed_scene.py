"""What is proposed, laid over a scene: nothing that stands moves, and nothing is taken for fact.

A proposed edge is double, dashed and green and says "proposed"; a proposed thing has a dashed edge
and says so too. It stands in the empty box of its kind where there is one, else below the map.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.facts.model import Link, Node
from graph.rules.finding import Finding
from graph.sentences import fact_sentence
from graph.view import View
from visualisations import nodes
from visualisations.edges import DrawnEdge, of_missing
from visualisations.layout.grouping import NodeGroup
from visualisations.legend import legend_of
from visualisations.looks import on_the_map
from visualisations.nodes import NodeBox
from visualisations.open_findings import MissingEdge, badges, missing_edges
from visualisations.routing.geometry import Route, rounded
from visualisations.routing.router import EdgeRouter
from visualisations.scene import Scene, bounding_box
from visualisations.text import BOX_LINE_HEIGHT
from visualisations.themes import THEMES

PROPOSED = "proposed"
_MARGIN = 20.0  # pixels from the left of the map to the first thing below it


def with_proposed(scene: Scene, before: View, after: View, findings: Iterable[Finding]) -> Scene:
    """Return a scene of one view with what another adds to it; findings are those afterwards."""
    listed, facts = tuple(findings), on_the_map(after.shown)
    box_of = {member: node.id for node in scene.nodes for member in node.members}
    box_of |= {node.id.rpartition("~")[2]: node.id for node in scene.nodes if not node.members}
    new = [node for node in facts.nodes.values() if node.id not in box_of]
    boxes = _with_things(scene, after, new, box_of)
    known = before.shown.links
    links = [link for link in facts.links.values() if known.get(link.id) != link]
    places = {box.id: box.box for box in boxes}
    router = EdgeRouter(places, scene.headings, {}, THEMES[scene.theme], scene.layout)
    edges = (*_still(scene.edges, after), *_proposed_edges(router, after, links, box_of))
    missing_after = missing_edges(after, listed, box_of)
    missing = _still_missing(scene, missing_after, edges, router)
    signs = badges(listed, box_of, missing_after)
    boxes = tuple(replace(box, badge=signs.get(box.id)) for box in boxes)
    # What no map draws, such as a matter and who decides on it, is said all the same.
    unseen = (
        f for f in after.shown.links.values() if f.id not in facts.links and f.id not in known
    )
    matters = (n for n in after.shown.nodes.values() if n.id not in facts.nodes)
    undrawn = (n for n in matters if n.id not in before.shown.nodes)
    facts_added: tuple[Node | Link, ...] = (*new, *undrawn, *links, *unseen)
    sentences = [f"Proposed: {fact_sentence(fact, after.snapshot)}" for fact in facts_added]
    return replace(
        scene,
        nodes=boxes,
        edges=edges,
        missing_edges=missing,
        legend=legend_of(boxes, edges, missing),
        summary=(*sentences, *scene.summary),
        box=_larger_box(scene, boxes, edges),
        note=" ".join(part for part in (scene.note, "What is proposed is not so yet.") if part),
    )


def _still(edges: Sequence[DrawnEdge], after: View) -> list[DrawnEdge]:
    """Return the edges whose first link would still be shown."""
    return [edge for edge in edges if edge.id in after.shown.links]


def _with_things(
    scene: Scene, after: View, new: Sequence[Node], box_of: dict[str, str]
) -> tuple[NodeBox, ...]:
    """Return the boxes with those of new things, and note which box stands for each."""
    theme = THEMES[scene.theme]
    by_id = {box.id: box for box in scene.nodes}
    left, bottom = scene.box[0] + _MARGIN, scene.box[1] + scene.box[3] + theme.gap
    for node in new:
        (box,) = nodes.of_groups(after, [NodeGroup(node.id, node.name, (node.id,))], {}, theme)
        high = box.h + theme.font * BOX_LINE_HEIGHT
        doubts = (PROPOSED, *box.doubts)
        box = replace(box, lines=(*box.lines, f"({PROPOSED})"), h=high, doubts=doubts, local="")
        empty = by_id.get(box_of.get(node.text("body_kind") or "", ""))
        if empty is not None and empty.look == "missing":
            del by_id[empty.id]
            box = replace(box, x=empty.x, y=empty.y)
            box_of[node.text("body_kind") or ""] = node.id
        else:
            box = replace(box, x=left + box.w / 2, y=bottom + high / 2)
            left += box.w + theme.column_gap
        by_id[node.id] = box
        box_of[node.id] = node.id
    return tuple(by_id.values())


def _still_missing(
    scene: Scene, now: Sequence[MissingEdge], edges: Sequence[DrawnEdge], router: EdgeRouter
) -> tuple[DrawnEdge, ...]:
    """Return what is still missing as it was drawn, and what would be missing from elsewhere."""
    before = {edge.id: edge for edge in scene.missing_edges}
    new = of_missing([each for each in now if each.id not in before], edges, router)
    return (*(before[each.id] for each in now if each.id in before), *new)


def _proposed_edges(
    router: EdgeRouter, after: View, links: Sequence[Link], box_of: dict[str, str]
) -> list[DrawnEdge]:
    edges = []
    for link in links:
        start, end = box_of[link.from_id], box_of[link.to_id]
        if start == end:
            continue
        route = router.between(start, end, None, hidden=False)
        points = tuple(map(rounded, route.points))
        edges.append(
            DrawnEdge(
                id=link.id,
                from_id=start,
                to_id=end,
                kind=link.kind,
                look=PROPOSED,
                label=PROPOSED,
                label_at=rounded(Route(route.shape, points).middle),
                sentences=(f"Proposed: {fact_sentence(link, after.snapshot)}",),
                upward=False,
                shape=route.shape,
                points=points,
            )
        )
    return edges


def _larger_box(
    scene: Scene, boxes: Sequence[NodeBox], edges: Sequence[DrawnEdge]
) -> tuple[float, float, float, float]:
    """Return the box of the scene, made larger where what is proposed lies outside it."""
    x, y, w, h = scene.box
    left, top, wide, high = bounding_box(boxes, scene.headings, edges, THEMES[scene.theme])
    left, top, right, bottom = min(x, left), min(y, top), max(x + w, left + wide), top + high
    return (left, top, right - left, max(y + h, bottom) - top)
