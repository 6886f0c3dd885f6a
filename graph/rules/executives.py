"""A partnership and its executive are one: what is read at the executive says so."""

from collections.abc import Iterable

from graph.facts.model import Node
from graph.governance_view import SEAT_LINKS, Partnership
from graph.rules.registry import Evidence
from graph.sentences import some

_STANDING = (*SEAT_LINKS, "leads", "scrutinises")


def through(
    partnership: Partnership, bodies: Iterable[str], evidence: Evidence | None
) -> Evidence | None:
    """Return evidence that says which of it stands at the executive of one of some bodies.

    The link that says whose executive it is becomes a fact of it.
    """
    if evidence is None or not partnership.hierarchy.has_executives:
        return evidence
    said, facts = through_whom(partnership, bodies, evidence.facts)
    if not said:
        return evidence
    return evidence._replace(sentence=f"{evidence.sentence}{said}", facts=(*evidence.facts, *facts))


def through_whom(
    partnership: Partnership, bodies: Iterable[str], facts: Iterable[str]
) -> tuple[str, tuple[str, ...]]:
    """Return a sentence on the executives at which facts about bodies stand; "" for none of them.

    The facts beside it are the links that say that they act for these bodies.
    """
    if not partnership.hierarchy.has_executives:
        return "", ()
    own = list(bodies)
    acting = {one: body for body in own for one in partnership.acting_for(body) if one not in own}
    stands_at = [_stands_at(partnership, fact) for fact in facts]
    found = [one for one in dict.fromkeys(stands_at) if one in acting]
    if not found:
        return "", ()
    names = [partnership.facts.nodes[one].name for one in found if one]
    whole = all(at in acting for at in stands_at if at)
    start = " This is" if whole else " In part this is"
    kind = "its executive" if len(found) == 1 else "its executives"
    links = {
        link.id
        for one in found
        if one
        for step in _way(partnership, one, acting[one])
        for link in partnership.facts.out_links(step, "acts_for")
    }
    return f"{start} through {kind}, {some(names, len(names))}.", tuple(sorted(links))


def as_one(partnership: Partnership, body: Node, other: Node, evidence: Evidence) -> Evidence:
    """Return evidence found at a body, or at another that is one with it, saying which is which."""
    if body.id == other.id:
        return evidence
    acts = partnership.hierarchy.is_own_executive(other.id, body.id)
    upper, lower = (body, other) if acts else (other, body)
    said = f"{evidence.sentence} {lower.name} is the executive of {upper.name}: they count as one."
    steps = (lower.id, *partnership.hierarchy.acted_for(lower.id))
    links = [f for one in steps for f in partnership.facts.out_links(one, "acts_for")]
    return evidence._replace(sentence=said, facts=(*evidence.facts, *(f.id for f in links)))


def _way(partnership: Partnership, acting: str, body: str) -> list[str]:
    """Return an executive and what it acts for on the way to a body."""
    between = [one for one in partnership.hierarchy.acted_for(acting) if one != body]
    return [acting, *(one for one in between if one in partnership.acting_for(body))]


def _stands_at(partnership: Partnership, fact: str) -> str | None:
    """Return the body at which a seat, a lead or scrutiny stands; None for any other fact."""
    link = partnership.facts.links.get(fact)
    if link:
        body = partnership.facts.nodes[link.to_id].kind == "body"
        return link.to_id if body and link.kind in _STANDING else None
    node = partnership.facts.nodes.get(fact)
    return node.text("body") if node and node.kind == "seat" else None
