"""The vocabulary of a partnership as records: pages, GraphQL and stores take their words from here.

Add a kind of node in nodes.py, a kind of link in links.py, a word of a closed list in words.py.
Source of the vocabulary: the project's glossary, drawn from the National Centre for Family Hubs'
governance and leadership modules and the LGA and Coram case studies.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from graph.kinds.beside_kinds import BESIDE_KINDS
from graph.kinds.kind_types import Attribute, Choice, DeclarableList, LinkKind, NodeKind, ValueType
from graph.kinds.links import COMMON_LINK_ATTRIBUTES, LINK_KINDS
from graph.kinds.lists import DECLARABLE_LISTS
from graph.kinds.nodes import COMMON_NODE_ATTRIBUTES, NODE_KINDS

NODE_KIND = {kind.name: kind for kind in NODE_KINDS}
LINK_KIND = {kind.name: kind for kind in LINK_KINDS}
DECLARABLE_LIST = {item.name: item for item in DECLARABLE_LISTS}


@cache
def node_attributes(kind: str) -> Mapping[str, Attribute]:
    """Return the attributes a node of this kind may carry, by name."""
    attributes = (*NODE_KIND[kind].attributes, *COMMON_NODE_ATTRIBUTES)
    return MappingProxyType({a.name: a for a in attributes})


@cache
def link_attributes(kind: str) -> Mapping[str, Attribute]:
    """Return the attributes a link of this kind may carry, by name."""
    return MappingProxyType({a.name: a for a in LINK_KIND[kind].attributes})


@cache
def link_choice(kind: str) -> Choice:
    """Return a kind of link as a word to choose, with its verb, meaning and other names."""
    known = LINK_KIND[kind]
    return Choice(kind, known.verb, meaning=known.definition, other_names=known.other_names)


@cache
def node_choice(kind: str) -> Choice:
    """Return a kind of thing as a word to choose, with its label, meaning and other names."""
    known = NODE_KIND[kind]
    return Choice(
        kind, known.label, known.plural, meaning=known.definition, other_names=known.other_names
    )


def closed_lists() -> tuple[tuple[Choice, ...], ...]:
    """Return every closed list that an attribute takes its words from, each once."""
    kinds: tuple[NodeKind | LinkKind, ...] = (*NODE_KINDS, *LINK_KINDS)
    return tuple(dict.fromkeys(a.choices for kind in kinds for a in kind.attributes if a.choices))


__all__ = [
    "BESIDE_KINDS",
    "COMMON_LINK_ATTRIBUTES",
    "COMMON_NODE_ATTRIBUTES",
    "DECLARABLE_LIST",
    "DECLARABLE_LISTS",
    "LINK_KIND",
    "LINK_KINDS",
    "NODE_KIND",
    "NODE_KINDS",
    "Attribute",
    "Choice",
    "DeclarableList",
    "LinkKind",
    "NodeKind",
    "ValueType",
    "closed_lists",
    "link_attributes",
    "link_choice",
    "node_attributes",
    "node_choice",
]
