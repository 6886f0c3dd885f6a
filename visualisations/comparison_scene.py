"""One map of two views: what was added, ended and changed, each in a look and a word of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from graph.compare import Comparison, line_words, took_over_words
from graph.fact_index import Facts, levels_of
from graph.facts.integrity import SUCCESSION
from graph.facts.model import Link
from graph.measures.measure import things
from graph.view import View
from visualisations import labels
from visualisations import scene as scenes
from visualisations.edges import DrawnEdge
from visualisations.legend import legend_of
from visualisations.scene import Scene
from visualisations.themes import THEMES

ADDED, ENDED, CHANGED, SAME = "added", "ended", "changed", "same"
_TAKES_OVER = "is succeeded by"  # what stands on a line from what ended to what took over


@dataclass(frozen=True, slots=True)
class ComparisonScene(Scene):
    """A scene of two views; heading is its title."""

    heading: str = ""

    @property
    def title(self) -> str:
        """The title of the picture."""
        return self.heading


def scene_of(
    found: Comparison,
    before: str,
    after: str,
    layout: str = "columns",
    cautions: tuple[str, ...] = (),
) -> ComparisonScene:
    """Return the map of both sides of a comparison of one area; before and after name the sides.
    cautions are those of both.

    Seats and chairs that stay are left out, and so are bodies that are not on the map.
    """
    differs = _differences(found)
    drawn = scenes.scene_of(_both(found, differs), layout=layout, group_alike=False)
    boxes = tuple(
        replace(node, look=differs.get(node.id, SAME))
        for node in drawn.nodes
        if node.look != "missing"
    )
    looks = _edge_looks(found, differs)
    edges = tuple(
        replace(edge, look=look, label=_edge_words(edge, look), hidden=False)
        for edge in drawn.edges
        for look in [looks[edge.from_id, edge.to_id, edge.kind]]
        if look != SAME or not edge.hidden
    )
    sizes = THEMES[drawn.theme]
    edges, _ = labels.place(
        edges,
        (),
        boxes,
        scenes.heading_rects(drawn.headings, sizes),
        labels.LabelSizes(sizes.font, sizes.scale),
    )
    values = {field.name: getattr(drawn, field.name) for field in fields(drawn)}
    values |= {
        "nodes": boxes,
        "edges": edges,
        "legend": legend_of(boxes, edges, ()),
        "box": scenes.bounding_box(boxes, drawn.headings, edges, sizes),
        "summary": (*_summary(found, before, after), *cautions),
        "cautions": cautions,
        "heading": f"{drawn.area}: what differs between {before} and {after}",
    }
    return ComparisonScene(**values)


def _edge_words(edge: DrawnEdge, look: str) -> str:
    if edge.kind == SUCCESSION:
        return _TAKES_OVER
    return "" if look == SAME else look


def _differences(found: Comparison) -> Mapping[str, str]:
    differs = {fact.id: ADDED for fact in found.added}
    differs |= {fact.id: ENDED for fact in found.ended}
    return differs | {new.id: CHANGED for _, new in found.changed}


def _both(found: Comparison, differs: Mapping[str, str]) -> View:
    """Return a view that shows what either side shows, with the word for it in each name."""
    was, now = found.before.shown, found.after.shown
    nodes = {
        i: replace(node, name=f"{node.name} ({differs[i]})") if i in differs else node
        for i, node in {**was.nodes, **now.nodes}.items()
    }
    # No day shows who took over: what ended is on the one side, its successor on the other.
    over = (link for link in found.took_over if {link.from_id, link.to_id} <= nodes.keys())
    links: dict[str, Link] = {**was.links, **now.links, **{link.id: link for link in over}}
    old, new = found.before.snapshot, found.after.snapshot
    snapshot = replace(
        new,
        nodes={**old.nodes, **new.nodes, **nodes},
        links={**old.links, **new.links},
        sources={**old.sources, **new.sources},
    )
    # What ended holds no more on the day: it is shown all the same.
    levels = levels_of(Facts({i: nodes[i] for i in sorted(nodes)}, links))
    return View(snapshot, found.after.day, found.after.complete, levels=levels)


def _edge_looks(found: Comparison, differs: Mapping[str, str]) -> dict[tuple[str, str, str], str]:
    """Say how edges differ, by their ends and kind.

    One that stands for links which differ in different ways changed.
    """
    looks: dict[tuple[str, str, str], set[str]] = {}
    differs = {**{link.id: ADDED for link in found.took_over}, **differs}
    over = {link.id: link for link in found.took_over}
    for link in {**over, **found.before.shown.links, **found.after.shown.links}.values():
        ends = (link.from_id, link.to_id, link.kind)
        looks.setdefault(ends, set()).add(differs.get(link.id, SAME))
    return {ends: ways.pop() if len(ways) == 1 else CHANGED for ends, ways in looks.items()}


def _summary(found: Comparison, before: str, after: str) -> tuple[str, ...]:
    counts = (
        f"{len(found.added)} added, {len(found.ended)} ended and {len(found.changed)} changed "
        f"between {before} and {after}."
    )
    findings = (
        f"{things(len(found.opened), 'finding', 'findings')} opened and {len(found.closed)} closed."
    )
    lines = (line_words(line, found) for line in found.lines)
    return (counts, findings, *took_over_words(found), *lines)
