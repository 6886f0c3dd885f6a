"""What it takes to get from one set of facts to another."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.facts.changes import Added, Change, Changed
from graph.facts.model import Fact


@dataclass(frozen=True, slots=True)
class Difference:
    """The facts that are new, read otherwise, or are missing from the newer set."""

    added: tuple[Fact, ...]
    changed: tuple[Fact, ...]
    missing: tuple[Fact, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that bring the older set up to the newer; what is missing stays."""
        return (*map(Added, self.added), *map(Changed, self.changed))


def difference(old: Mapping[str, Fact], new: Mapping[str, Fact]) -> Difference:
    """Compare two sets of facts by id."""
    return Difference(
        added=tuple(fact for fact_id, fact in new.items() if fact_id not in old),
        changed=tuple(fact for i, fact in new.items() if i in old and old[i] != fact),
        missing=tuple(fact for fact_id, fact in old.items() if fact_id not in new),
    )
