"""What every council has by law: where it is not on a map, it is recorded, not set up."""

from typing import NamedTuple

from graph.fact_index import Facts
from graph.facts.model import Node
from graph.kinds import node_attributes
from graph.rules.citations import cite
from graph.rules.finding import Citation
from graph.sectors import sector_fits
from graph.view import View


class RequiredByLaw(NamedTuple):
    """A body or post that the area of every council with children's services has, and why."""

    kind: str
    word: str
    citation: Citation

    @property
    def label(self) -> str:
        """What it is called."""
        return node_attributes(self.kind)[f"{self.kind}_kind"].label_of(self.word)


REQUIRED_BY_LAW = (
    RequiredByLaw("body", "safeguarding_partnership", cite("CA04-16E")),
    RequiredByLaw("body", "hwb", cite("HSCA194")),
    RequiredByLaw("body", "icp", cite("LGPIH-116ZA")),
    RequiredByLaw("post", "dcs", cite("CA04-18")),
    RequiredByLaw("post", "lead_member", cite("DCS13")),
)
# The council itself, its police force and its integrated care board are there too.
_ALWAYS_THERE = ("council", "police", "icb")


def required(node: Node, view: View) -> RequiredByLaw | None:
    """Return what the law asks for on the day that a thing would be; else None."""
    word = node.text(f"{node.kind}_kind")
    for one in REQUIRED_BY_LAW:
        if (one.kind, one.word) == (node.kind, word) and one.citation.in_force(view.day):
            return one
    return None


def is_there_anyway(node: Node, view: View) -> bool:
    """Say whether a thing that is not on the map exists all the same."""
    sector = node.text("sector") if node.kind == "organisation" else None
    of_law = any(sector_fits(sector, known) for known in _ALWAYS_THERE)
    return of_law or required(node, view) is not None


def missing(view: View, facts: Facts) -> list[RequiredByLaw]:
    """Return what the law asks for on the day and the map does not have."""
    return [
        one
        for one in REQUIRED_BY_LAW
        if one.citation.in_force(view.day) and not facts.of_kind(one.kind, one.word)
    ]
