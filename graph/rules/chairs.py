"""Accountability: who chairs a body and the body above it."""

from dataclasses import dataclass

from graph.facts.model import Node
from graph.governance_view import Partnership, Seat, is_placeholder
from graph.rules.citations import cite
from graph.rules.executives import through
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
    firm, intended = _Chairs(context.firm), _Chairs(context.intended)
    for body in context.firm.bodies:
        if context.firm.acts_for_another(body):
            continue
        for parent in context.firm.hierarchy.up(body.id):
            if context.firm.hierarchy.is_own_executive(parent, body.id):
                continue
            name = f"{body.name} and {context.view.name(parent)}"
            pair = firm.of(body.id), firm.of(parent)
            same = firm.common(*pair)
            facts = tuple(seat.link.id for chaired in pair for seat in chaired.seats)
            both = ", ".join(context.view.name(holder) for holder in same)
            met = None if same else firm.apart(*pair, name)
            later, absent = None, ""
            if not same and not met:
                later = intended.apart(intended.of(body.id), intended.of(parent), name)
                absent = _unknown_chairs(context, *pair)
            subjects.append(
                Subject(
                    id=body.id,
                    name=name,
                    contradiction=through(
                        context.firm,
                        (body.id, parent),
                        Evidence(f"{both} chairs {name}.", facts) if same else None,
                    ),
                    met=through(context.firm, (body.id, parent), met),
                    planned=through(context.intended, (body.id, parent), later),
                    absent=absent,
                    looked=facts,
                    path=(body.id, parent),
                    part=parent,
                )
            )
    return subjects


@dataclass(frozen=True, slots=True)
class _Chaired:
    """The chairs of a body: their seats, and the posts and people they are known to be."""

    body: str
    seats: list[Seat]
    identities: set[str]


def _unknown_chairs(context: RuleContext, here: _Chaired, there: _Chaired) -> str:
    """Say of which body the chair is not known by post or person."""
    which = [
        context.view.name(one.body)
        for one in (here, there)
        if not one.seats or any(seat.holder.kind == "organisation" for seat in one.seats)
    ]
    if not which:
        body = context.view.name(here.body)
        return f"Whether one person chairs {body} and its parent is not recorded"
    return f"The chair of {' and of '.join(which)}, by post or person, is not recorded"


def _identities(partnership: Partnership, holder: Node) -> set[str]:
    """Return the post or person who chairs, and the people or posts they are known to be."""
    facts = partnership.facts
    if holder.kind == "organisation":
        return set()
    people = {link.from_id for link in facts.in_links(holder.id, "holds")} or {holder.id}
    posts = {link.to_id for person in people for link in facts.out_links(person, "holds")}
    return {holder.id, *people, *posts}


class _Chairs:
    """Who chairs the bodies of a partnership, found once a body: many answer to the same one."""

    def __init__(self, partnership: Partnership) -> None:
        self._partnership = partnership
        self._found: dict[str, _Chaired] = {}

    def of(self, body: str) -> _Chaired:
        """Return the chairs of a body."""
        if body not in self._found:
            seats = self._partnership.chairs(body)
            known = {i for seat in seats for i in _identities(self._partnership, seat.holder)}
            self._found[body] = _Chaired(body, seats, known)
        return self._found[body]

    def common(self, here: _Chaired, there: _Chaired) -> list[str]:
        """Return the posts and people known to chair both bodies."""
        if here.identities.isdisjoint(there.identities):
            return []
        nodes = self._partnership.facts.nodes
        both = {i for i in here.identities & there.identities if not is_placeholder(nodes[i])}
        people = [i for i in both if nodes[i].kind == "person"]
        return sorted(people or both)

    def apart(self, here: _Chaired, there: _Chaired, name: str) -> Evidence | None:
        """Return the evidence that two bodies have different chairs, each by post or person."""
        seats = (*here.seats, *there.seats)
        kinds = {seat.holder.kind for seat in seats}
        unnamed = {seat.holder.id for seat in here.seats if is_placeholder(seat.holder)}
        if (
            not here.seats
            or not there.seats
            or "organisation" in kinds
            or unnamed & {seat.holder.id for seat in there.seats}
            or self.common(here, there)
        ):
            return None
        # A post whose holder is not known may be held by the very person who chairs the other body.
        if "person" in kinds and any(self._held_by_nobody_known(seat) for seat in seats):
            return None
        facts = tuple(seat.link.id for seat in seats)
        return Evidence(f"{name} have different chairs.", facts)

    def _held_by_nobody_known(self, seat: Seat) -> bool:
        holders = self._partnership.facts.in_links(seat.holder.id, "holds")
        return seat.holder.kind == "post" and not holders
