"""Who chairs which bodies: a post, an organisation, or a person by all posts that they are in."""

from collections.abc import Mapping

from graph.fact_index import Facts
from graph.governance_view import CHAIR_LINKS, partnership_of
from graph.view import View

# Of each holder, the bodies that it chairs, each with the links that say so.
ChairedBodies = Mapping[str, Mapping[str, tuple[str, ...]]]


def chairs_held(view: View) -> ChairedBodies:
    """Return what each holder chairs or co-chairs on the day, by the holder's id.

    Only what operates counts, and no chair that is vacant. A person chairs what the posts chair
    that they hold; a post does not chair what its holder chairs as another.
    """
    return view.firm.derived(_find)


def _find(facts: Facts) -> ChairedBodies:
    partnership = partnership_of(facts)
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for link in facts.links_of(*CHAIR_LINKS):
        if not partnership.filled(link):
            continue
        _add(found, link.from_id, link.to_id, link.id)
        for held in facts.in_links(link.from_id, "holds"):
            _add(found, held.from_id, link.to_id, held.id, link.id)
    return found


def _add(found: dict[str, dict[str, tuple[str, ...]]], holder: str, body: str, *links: str) -> None:
    bodies = found.setdefault(holder, {})
    bodies[body] = tuple(dict.fromkeys((*bodies.get(body, ()), *links)))
