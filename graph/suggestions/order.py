"""Which suggestion comes first: what people who run a partnership would do before anything else."""

from collections.abc import Sequence
from typing import Any, TypeGuard

from graph.body_kinds import is_of, is_top
from graph.compare import FindingMoved
from graph.facts.changes import Added, Change, Changed, Ended
from graph.facts.model import Fact, Link, Node
from graph.governance_view import SEAT_LINKS
from graph.kinds import LINK_KIND, LINK_KINDS
from graph.network import UPWARD_KINDS
from graph.rules.finding import Answer
from graph.suggestions.permitted_links import height
from graph.suggestions.required_by_law import is_there_anyway
from graph.view import View

# A line, then a standing item, then who answers for what; a new membership comes last.
_FIRST = ("reports_to", "coordinates_with", "owns", "oversees", "sponsors", "accountable_to")
_LINKS = [kind.name for kind in LINK_KINDS if kind.name not in SEAT_LINKS]
_RANK = {kind: rank for rank, kind in enumerate(dict.fromkeys((*_FIRST, *_LINKS, *SEAT_LINKS)))}

# How high groups stand at most, and the rank of lines that come last (permitted_links.py).
_GROUP, _LAST = 1, 5


def rank_untried(changes: Sequence[Change], view: View) -> tuple[Any, ...]:
    """Order by what can be told without trying.

    Things nobody has set up yet, then new memberships, then the number of changes; then what is
    intended already, lines to boards, and what people do first.
    """
    added = [change.fact for change in changes if isinstance(change, Added)]
    made_up = [fact for fact in added if isinstance(fact, Node)]
    return (
        sum(1 for node in made_up if not is_there_anyway(node, view)),
        any(isinstance(fact, Link) and fact.kind in SEAT_LINKS for fact in added),
        len(changes),
        len(made_up),
        any(isinstance(change, Added | Ended) for change in changes),
        [_line_rank(fact, view) for fact in added],
        [_RANK.get(getattr(fact, "kind", ""), len(_RANK)) for fact in added],
    )


def rank_weighed(
    changes: Sequence[Change],
    closed: Sequence[FindingMoved],
    opened: Sequence[FindingMoved],
    view: View,
) -> tuple[Any, ...]:
    """Order with what else each would change: no new gap, and more that closes.

    A line of accountability comes before a working contact, though it may bring a question.
    """
    made_up, seats, size, *plainest = rank_untried(changes, view)
    return (
        made_up,
        seats,
        size,
        sum(1 for moved in opened if moved.after is Answer.GAP),
        *plainest,
        -len(closed),
        len(opened),
        sum(len(getattr(c.fact, "attributes", ())) for c in changes if _has_fact(c)),
    )


def likeness(changes: Sequence[Change], sentences: Sequence[str]) -> tuple[str, ...]:
    """Return what changes come to, in any order: five kinds of line between two bodies are one."""
    said = zip(changes, sentences, strict=True)
    return tuple(sorted(_alike(change) or sentence for change, sentence in said))


def _alike(change: Change) -> str:
    """Return what a new thing or link is at heart; "" for anything else."""
    if not isinstance(change, Added):
        return ""
    fact = change.fact
    if isinstance(fact, Node):
        return fact.name
    if not isinstance(fact, Link):
        return ""
    if fact.kind in UPWARD_KINDS:
        return f"line {' '.join(_line_ends(fact))}"
    if fact.kind in SEAT_LINKS:
        return f"seat {fact.from_id} {fact.to_id}"
    if fact.kind == "coordinates_with":
        # A working link says the same from either end.
        return " ".join(sorted((fact.from_id, fact.to_id)))
    return ""


def _line_ends(line: Link) -> tuple[str, str]:
    """Return the lower and the upper end of a line upward."""
    inverse = LINK_KIND[line.kind].inverse
    return (line.to_id, line.from_id) if inverse else (line.from_id, line.to_id)


def _has_fact(change: Change) -> TypeGuard[Added | Changed]:
    return isinstance(change, Added | Changed)


def _line_rank(fact: Fact, view: View) -> int:
    """Put the line that people would draw first.

    From a group or team to a main board, from a board to a statutory one; then to the higher body.
    """
    if not isinstance(fact, Link) or fact.kind not in UPWARD_KINDS:
        return 0
    start, stop = (view.firm.nodes.get(end) for end in _line_ends(fact))
    if start is None or stop is None or is_of(stop, ("main_board",)):
        return 0
    if is_top(stop):
        return 0 if height(start) > _GROUP else _LAST
    return _LAST - height(stop) if stop.kind == "body" else _LAST
