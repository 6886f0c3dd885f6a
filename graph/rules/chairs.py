"""Accountability: who chairs a body and the body above it."""

from graph.facts.model import Node
from graph.governance_view import CHAIR_LINKS, Partnership, Seat, is_placeholder
from graph.rules.citations import cite
from graph.rules.finding import Severity
from graph.rules.registry import Absence, Evidence, RuleContext, Subject, rule


@rule(
    "chair-independent-of-parent",
    group="accountability",
    title="Separate chairs for a body and the one above it",
    question="Is each body chaired by somebody other than the chair of the body it answers to?",
    severity=Severity.GOOD,
    absence=Absence.NEEDS_EVIDENCE,
    citations=(
        cite("NOLAN"),
        cite("CIPFA16"),
    ),
    subjects="bodies with a body above them",
    listed_in=("bodies", "outward_lines"),
    remedy="Let the vice-chair take the item, or change one of the chairs.",
    would_change="The chairs of both bodies on record, by post or person.",
)
def chair_independent_of_parent(context: RuleContext) -> list[Subject]:
    """A gap where one post or person chairs a body and its parent; met with two known posts."""
    subjects = []
    for body in context.firm.bodies:
        for parent in context.firm.hierarchy.up(body.id):
            name = f"{body.name} and {context.view.name(parent)}"
            same = _common_chairs(context.firm, body.id, parent)
            facts = tuple(s.link.id for s in _chairs(context.firm, body.id, parent))
            both = ", ".join(context.view.name(holder) for holder in same)
            met = None if same else _apart(context.firm, body.id, parent, name)
            decided = same or met
            subjects.append(
                Subject(
                    id=body.id,
                    name=name,
                    contradiction=Evidence(f"{both} chairs {name}.", facts) if same else None,
                    met=met,
                    planned=None if decided else _apart(context.intended, body.id, parent, name),
                    absent="" if decided else _unknown_chairs(context, body.id, parent),
                    looked=facts,
                    path=(body.id, parent),
                )
            )
    return subjects


def _unknown_chairs(context: RuleContext, body: str, parent: str) -> str:
    """Say of which body the chair is not known by post or person."""

    def unknown(one: str) -> bool:
        seats = _chairs(context.firm, one)
        return not seats or any(seat.holder.kind == "organisation" for seat in seats)

    which = [context.view.name(one) for one in (body, parent) if unknown(one)]
    if not which:
        return f"Whether one person chairs {context.view.name(body)} and its parent is not recorded"
    return f"The chair of {' and of '.join(which)}, by post or person, is not recorded"


def _chairs(partnership: Partnership, *bodies: str) -> list[Seat]:
    return [seat for body in bodies for seat in partnership.seats(body, *CHAIR_LINKS)]


def _identities(partnership: Partnership, holder: Node) -> set[str]:
    """Return the post or person who chairs, and the people or posts they are known to be."""
    facts = partnership.facts
    if holder.kind == "organisation":
        return set()
    people = {link.from_id for link in facts.in_links(holder.id, "holds")} or {holder.id}
    posts = {link.to_id for person in people for link in facts.out_links(person, "holds")}
    return {holder.id, *people, *posts}


def _common_chairs(partnership: Partnership, body: str, parent: str) -> list[str]:
    """Return the posts and people known to chair both bodies."""
    here: set[str] = set()
    there: set[str] = set()
    for seat in _chairs(partnership, body):
        here |= _identities(partnership, seat.holder)
    for seat in _chairs(partnership, parent):
        there |= _identities(partnership, seat.holder)
    nodes = partnership.facts.nodes
    both = {i for i in here & there if not is_placeholder(nodes[i])}
    people = [i for i in both if nodes[i].kind == "person"]
    return sorted(people or both)


def _apart(partnership: Partnership, body: str, parent: str, name: str) -> Evidence | None:
    """Return the evidence that two bodies have different chairs, each known by post or person."""
    here, there = _chairs(partnership, body), _chairs(partnership, parent)
    kinds = {seat.holder.kind for seat in (*here, *there)}
    if (
        not here
        or not there
        or "organisation" in kinds
        or {s.holder.id for s in here if is_placeholder(s.holder)} & {s.holder.id for s in there}
        or _common_chairs(partnership, body, parent)
    ):
        return None
    # A post whose holder is not known may be held by the very person who chairs the other body.
    unknown = [
        seat
        for seat in (*here, *there)
        if seat.holder.kind == "post" and not partnership.facts.in_links(seat.holder.id, "holds")
    ]
    if "person" in kinds and unknown:
        return None
    facts = tuple(seat.link.id for seat in (*here, *there))
    return Evidence(f"{name} have different chairs.", facts)
