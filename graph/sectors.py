"""Which sector a post, person or organisation belongs to, and the grade of a post.

In the order of the domain's text: its own word, what its kind of post says, its employer's. What a
seat represents comes before all three where a seat speaks, and never where a partner must sit.
"""

from collections.abc import Collection, Iterable

from graph.fact_index import Facts
from graph.facts.model import Node
from graph.kinds.words import COUNCIL_SECTORS, HEALTH_SECTORS, VCFS_SECTORS

_GROUPS = {"health": HEALTH_SECTORS, "council": COUNCIL_SECTORS, "vcfs": VCFS_SECTORS}
ANOTHER_COUNCIL = "other_la"
# What a kind of post says of itself: one who is recorded as director of public health speaks for
# public health, whatever word the employer bears.
_SECTOR_OF_KIND = {
    "dcs": "la_childrens",
    "director_public_health": "public_health",
    "director_adult_services": "la_adults",
    "lead_member": "elected_members",
    "elected_member": "elected_members",
    "icb_executive_lead": "icb",
}
_GRADE_OF_KIND = {
    "dcs": "director",
    "director_public_health": "director",
    "director_adult_services": "director",
    "lead_member": "elected",
    "elected_member": "elected",
}
_EMPLOYERS = ("employed_by", "part_of")


def sector_fits(sector: str | None, wanted: str) -> bool:
    """Say whether a sector is the wanted one, or one of the group health, council or vcfs."""
    return sector in _GROUPS[wanted] if wanted in _GROUPS else sector == wanted


def sectors_in(wanted: str) -> Collection[str]:
    """Return the sectors of the group health, council or vcfs, or the one that is wanted."""
    return _GROUPS.get(wanted, (wanted,))


def grade_of(post: Node) -> str | None:
    """Return the grade of a post: as recorded, else that of its kind."""
    return post.text("grade") or _GRADE_OF_KIND.get(post.text("post_kind") or "")


def identities(facts: Facts, holder: Node) -> list[Node]:
    """Return a holder, the people in the post, and the posts of the person."""
    people = [facts.nodes[f.from_id] for f in facts.in_links(holder.id, "holds")]
    posts = [facts.nodes[f.to_id] for f in facts.out_links(holder.id, "holds")]
    return [holder, *people, *posts]


class Sectors:
    """The sectors of some facts; they never change, so each answer is kept."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._read: dict[str, tuple[str | None, tuple[str, ...]]] = {}
        self._neighbours: dict[str, tuple[str, ...]] = {}

    def read(self, holder: Node) -> tuple[str | None, tuple[str, ...]]:
        """Return the sector of a holder, and the ids of the things and links that say so.

        None, and no ids, where nothing on record says it.
        """
        found = self._read.get(holder.id)
        if found is None:
            found = self._read[holder.id] = self._find(holder)
        return found

    def employers(self, holder: Node) -> list[tuple[Node, tuple[str, ...]]]:
        """Return whom a holder is employed by or part of, each with the ids of the way there.

        A post without an employer has that of the person in it, and the other way about.
        """
        return self._above(holder, ()) or self._employers_behind(holder)

    def _employers_behind(self, holder: Node) -> list[tuple[Node, tuple[str, ...]]]:
        into = [(f.from_id, f.id) for f in self.facts.in_links(holder.id, "holds")]
        out = [(f.to_id, f.id) for f in self.facts.out_links(holder.id, "holds")]
        behind = [(self.facts.nodes[one], (link,)) for one, link in (*into, *out)]
        return [found for one, way in behind for found in self._above(one, way)]

    def _above(self, one: Node, way: tuple[str, ...]) -> list[tuple[Node, tuple[str, ...]]]:
        links = self.facts.out_links(one.id, *_EMPLOYERS)
        return [(self.facts.nodes[link.to_id], (*way, link.id)) for link in links]

    def _find(self, holder: Node) -> tuple[str | None, tuple[str, ...]]:
        own = holder.text("sector")
        if own and own not in COUNCIL_SECTORS:
            return own, (holder.id,)
        # A neighbour's department of children's services is none of the council's.
        nearest = self.employers(holder)
        for employer, way in nearest:
            neighbour = self._of_another_council(employer)
            if neighbour:
                return ANOTHER_COUNCIL, (*way, *neighbour)
        if own:
            return own, (holder.id,)
        # Who is behind is looked for only where nobody nearer says it, which is seldom.
        return (
            self._of_posts(holder)
            or self._of_employers(nearest)
            or self._of_employers(self._employers_behind(holder))
            or (None, ())
        )

    def _of_another_council(self, employer: Node) -> tuple[str, ...]:
        """Return the ids that say an employer is, or is part of, another council; none if not."""
        if employer.id not in self._neighbours:
            self._neighbours[employer.id] = self._find_another_council(employer)
        return self._neighbours[employer.id]

    def _find_another_council(self, employer: Node) -> tuple[str, ...]:
        seen: dict[str, None] = {}
        left = [employer]
        while left:
            one = left.pop()
            if one.id in seen:
                continue
            seen[one.id] = None
            if one.text("sector") == ANOTHER_COUNCIL:
                return tuple(seen)
            left += [self.facts.nodes[f.to_id] for f in self.facts.out_links(one.id, "part_of")]
        return ()

    def _of_posts(self, holder: Node) -> tuple[str, tuple[str, ...]] | None:
        """Return what a post says by its kind, or a person's posts by their word or kind."""
        if said := _SECTOR_OF_KIND.get(holder.text("post_kind") or ""):
            return said, (holder.id,)
        for link in self.facts.out_links(holder.id, "holds"):
            post = self.facts.nodes[link.to_id]
            if said := post.text("sector") or _SECTOR_OF_KIND.get(post.text("post_kind") or ""):
                return said, (link.id, post.id)
        return None

    def _of_employers(
        self, employers: Iterable[tuple[Node, tuple[str, ...]]]
    ) -> tuple[str, tuple[str, ...]] | None:
        for employer, way in employers:
            if said := employer.text("sector"):
                return said, (*way, employer.id)
        return None
