"""What surveys and workshops say of a partner: beside what was seen, never in it."""

from collections import defaultdict
from dataclasses import dataclass

from graph.facts.dates import day_words
from graph.facts.model import Node
from graph.kinds import node_attributes
from graph.sentences import attribute_words
from graph.view import View

# What each comes from; a reader sees it beside every such number.
INSTRUMENTS = {
    "partner_score": "PARTNER survey (Varda and others 2008)",
    "tower_rating": "Net-Map workshop (Schiffer)",
    "wilder_result": "Wilder Collaboration Factors Inventory",
}
_SKIPPED = ("about", "dated", "replaces_influence", "decided_by", "factor")
# The inventory's own reading of its averages.
WILDER_STRENGTH, WILDER_DISCUSS = 4.0, 3.0


@dataclass(frozen=True, slots=True)
class ImportedResult:
    """One imported result: the fact, the instrument, and its numbers in words.

    tower is the share of the workshop's tallest tower that was decided to stand for influence.
    """

    fact: str
    instrument: str
    sentence: str
    tower: float | None = None


def imported_results(view: View) -> dict[str, tuple[ImportedResult, ...]]:
    """Return what was imported about each organisation, by its id; only its own id has any."""
    found: dict[str, list[ImportedResult]] = defaultdict(list)
    for kind in ("partner_score", "tower_rating"):
        for node in view.firm.of_kind(kind):
            about = node.text("about")
            if about and _by_now(node, view):
                found[about].append(_result(node))
    return {about: tuple(results) for about, results in found.items()}


def wilder_results(view: View) -> tuple[ImportedResult, ...]:
    """Return the inventory's factors with its three-band reading; they rate the whole."""
    return tuple(
        _result(node, _band(node))
        for node in view.firm.of_kind("wilder_result")
        if _by_now(node, view)
    )


def _by_now(node: Node, view: View) -> bool:
    dated = node.day("dated")
    return dated is None or dated.first <= view.day


def _result(node: Node, more: str = "") -> ImportedResult:
    known = node_attributes(node.kind)
    numbers = [
        f"{known[name].label.lower()} {attribute_words(node, name)}"
        for name in known
        if name in node.attributes and name not in _SKIPPED
    ]
    dated = f" ({day_words(node.day('dated'))})" if node.day("dated") else ""
    said = f"{node.text('factor') or node.name}{dated}: {', '.join(numbers) or 'no number'}{more}."
    return ImportedResult(node.id, INSTRUMENTS[node.kind], said, _tower(node))


def _tower(node: Node) -> float | None:
    """Return the rating that stands for influence, where somebody is recorded as deciding so."""
    height, tallest = node.text("height"), node.text("tallest")
    decided = node.flag("replaces_influence") and node.text("decided_by")
    if not decided or height is None or tallest is None or float(tallest) <= 0:
        return None
    return min(float(height) / float(tallest), 1.0)


def _band(node: Node) -> str:
    average = node.text("average")
    if average is None:
        return ""
    if float(average) >= WILDER_STRENGTH:
        return "; a strength"
    return "; to discuss" if float(average) >= WILDER_DISCUSS else "; a concern"
