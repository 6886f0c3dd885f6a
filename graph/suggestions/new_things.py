"""Things that are on nobody's map yet, made up for a suggestion and named by what they are."""

from collections.abc import Mapping
from dataclasses import replace

from graph.facts.model import Node, Snapshot, Value
from graph.kinds import NODE_KIND, node_attributes
from graph.kinds.words import COUNCIL_SECTORS

_NOT_YET, _TO_NAME = "not on the map yet", "to be named"
_ORGANISATION = {
    "families": "A group of parents and carers",
    "young_people": "A group of young people",
    "police": "The police force",
    "icb": "The integrated care board",
    **dict.fromkeys(COUNCIL_SECTORS, "The council"),
}
# Of a group of sectors, the one that an organisation nobody knows yet is taken to be of.
FIRST_OF = {"health": "nhs_community", "council": "la_childrens", "vcfs": "vcs"}


def is_suggested(node: Node) -> bool:
    """Say whether a thing was made up for a suggestion: it is on nobody's map yet."""
    return "/suggested-" in node.id


def new_node(snapshot: Snapshot, kind: str, attributes: Mapping[str, Value]) -> Node:
    """Return a thing that is not on the map, named by what it is: never a person."""
    word = str(attributes.get(f"{kind}_kind", ""))
    if word in ("", "other"):
        label = NODE_KIND[kind].label
    else:
        label = node_attributes(kind)[f"{kind}_kind"].label_of(word)
    left = _TO_NAME if kind == "post" else _NOT_YET
    base = f"{snapshot.area.slug}/suggested-{(word or kind).replace('_', '-')}"
    made, number = base, 2
    while made in snapshot.nodes:
        made, number = f"{base}-{number}", number + 1
    name = f"{label[0].upper()}{label[1:]} ({left})"
    return Node(id=made, kind=kind, name=name, attributes=dict(attributes))


def new_organisation(snapshot: Snapshot, sector: str) -> Node:
    """Return an organisation of a sector, or of the first of a group of sectors."""
    word = FIRST_OF.get(sector, sector)
    label = node_attributes("organisation")["sector"].label_of(word)
    name = _ORGANISATION.get(word) or f"An organisation from {label}"
    made = new_node(snapshot, "organisation", {})
    return replace(made, name=f"{name} ({_NOT_YET})", attributes={"sector": word})
