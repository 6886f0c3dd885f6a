"""How large the areas of a store are: what a question over them would take, before it is asked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from graph.store import AreaSummary


@dataclass(frozen=True, slots=True)
class AreasSize:
    """How many areas there are, and how many things and links on their maps, all together."""

    areas: int = 0
    things: int = 0
    links: int = 0

    @property
    def facts(self) -> int:
        """The things and links."""
        return self.things + self.links


@dataclass(frozen=True, eq=False, slots=True)
class StoreSize:
    """The size of each area by its slug, as the store counts them: no area is read for it.

    One that is not there has no size: asking for it takes nothing.
    """

    of_area: Mapping[str, AreasSize]
    all: AreasSize

    @classmethod
    def of(cls, summaries: Iterable[AreaSummary]) -> "StoreSize":
        """Take the sizes from the list of all areas."""
        sizes = {one.area.slug: AreasSize(1, one.nodes, one.links) for one in summaries}
        return cls(sizes, _sum(sizes.values()))

    def of_areas(self, slugs: Iterable[str]) -> AreasSize:
        """Return the size of some areas together, each once."""
        return _sum([self.of_area[slug] for slug in dict.fromkeys(slugs) if slug in self.of_area])


def _sum(sizes: Collection[AreasSize]) -> AreasSize:
    return AreasSize(
        sum(one.areas for one in sizes),
        sum(one.things for one in sizes),
        sum(one.links for one in sizes),
    )
