"""Which matters for decision a fact is about: read from its text as ids, names or other names."""

from collections.abc import Iterator

from graph.fact_index import Facts
from graph.facts.identifiers import area_of, full_id
from graph.facts.model import Attributed, Link, Node
from graph.name_keys import name_key

_BETWEEN = ";"


class Matters:
    """The matters for decision on a map, found by what facts call them."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._by_name: dict[str, list[str]] = {}
        for matter in facts.of_kind("matter"):
            for key in dict.fromkeys(map(name_key, matter.names)):
                self._by_name.setdefault(key, []).append(matter.id)

    def named(self, fact: Link | Node) -> tuple[str, ...]:
        """Return the ids of the matters on the map that a fact names, in its order.

        A text that is none of their ids or names stays text, and is none of them.
        """
        found = (one for said in texts(fact) for one in self.called(said, area_of(fact.id)))
        return tuple(dict.fromkeys(found))

    def called(self, said: str, area: str) -> tuple[str, ...]:
        """Return the matters of an id, or of a name where no id fits; none where none is meant."""
        node = self.facts.nodes.get(full_id(said, area))
        if node and node.kind == "matter":
            return (node.id,)
        return tuple(self._by_name.get(name_key(said), ()))


def texts(fact: Attributed) -> Iterator[str]:
    """Yield the texts that say what a fact is about; none where it names nothing."""
    for part in (fact.text("matter") or "").split(_BETWEEN):
        if said := part.strip():
            yield said


def matters_of(facts: Facts) -> Matters:
    """Return the matters of some facts, sorted once."""
    return facts.derived(Matters)
