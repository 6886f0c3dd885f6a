"""Which matters for decision a fact names: on the map by id or name, else in words of its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.fact_index import Facts
from graph.facts.identifiers import area_of, full_id
from graph.facts.model import Attributed
from graph.name_keys import name_key


@dataclass(frozen=True, slots=True)
class NamedMatter:
    """A matter as a fact names it; node_id is None where no matter on the map is called so.

    key is the same for all facts that name the same: the id, else the words as names compare.
    """

    words: str
    node_id: str | None

    @property
    def key(self) -> str:
        """What it is known by."""
        return self.node_id or name_key(self.words)


class MatterNames:
    """The matters of some facts by all their names; one that several go by names none of them."""

    def __init__(self, facts: Facts) -> None:
        self._ids = {node.id for node in facts.of_kind("matter")}
        called: dict[str, set[str]] = {}
        for node in facts.of_kind("matter"):
            for name in node.names:
                called.setdefault(name_key(name), set()).add(node.id)
        self._called = {key: ids.pop() for key, ids in called.items() if len(ids) == 1}

    def named(self, fact: Attributed) -> tuple[NamedMatter, ...]:
        """Return the matters that a delegation, an escalation or a decision is about."""
        parts = (fact.text("matter") or "").split(";")
        return tuple(self._read(part.strip(), area_of(fact.id)) for part in parts if part.strip())

    def _read(self, words: str, area: str) -> NamedMatter:
        by_id = full_id(words, area)
        found = by_id if by_id in self._ids else self._called.get(name_key(words))
        return NamedMatter(words, found)

    def keys(self, fact: Attributed) -> Iterable[str]:
        """Return what the matters that a fact is about are known by."""
        return (each.key for each in self.named(fact))


def matter_names(facts: Facts) -> MatterNames:
    """Return the names of matters of some facts, made once."""
    return facts.derived(MatterNames)
