"""Names to ids: what a cell that names a thing means, in the file first and then in the store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from graph.identifiers import full_id, local_of, slugify
from graph.model import Node
from loaders.cells import BadCell, folded, nearest

_ALIKE = 90
_MOST_COMPARED = 400


@dataclass
class Names:
    """Every thing that can be named: id, kind and name.

    refused holds rows that came to nothing, former the names that things had before.
    """

    area: str
    kinds: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)
    _alike: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, area: str, nodes: Mapping[str, Node]) -> "Names":
        """Make the names of what the store has."""
        made = cls(area)
        for node in nodes.values():
            made.add(node.id, node.kind, node.name, node.aliases)
            made.alike(node.kind, node.name)
        return made

    def add(self, node_id: str, kind: str, name: str, aliases: Iterable[str] = ()) -> None:
        """Add a thing, or another name of it."""
        self.kinds[node_id] = kind
        self.names[node_id] = name
        for word in (name, *aliases):
            ids = self.by_name.setdefault(_key(word), [])
            if node_id not in ids:
                ids.append(node_id)

    def same(self, kind: str, name: str) -> str | None:
        """Return the id of the thing of this kind and name, if there is just one."""
        ids = [i for i in self.by_name.get(_key(name), ()) if self.kinds[i] == kind]
        return ids[0] if len(ids) == 1 else None

    def find(self, text: str, kinds: Iterable[str] = ()) -> str:
        """Return the id that a cell means; raises BadCell with the nearest names."""
        wanted = full_id(text, self.area)
        if wanted in self.kinds:
            return wanted
        allowed = set(kinds)
        ids = self.by_name.get(_key(text), [])
        fits = [i for i in ids if not allowed or self.kinds[i] in allowed] or ids
        if len(fits) == 1:
            return fits[0]
        if fits:
            which = " or ".join(map(local_of, fits))
            raise BadCell(
                "ambiguous-name", f'"{text}" fits several things', f"write the id {which}"
            )
        if text in self.former:
            return self.former[text]
        if _key(text) in self.refused:
            wrong = f'"{text}" was refused in {self.refused[_key(text)]}'
            raise BadCell("refused-name", wrong, "correct that row first")
        near = nearest(text, self.names.values())
        quoted = [f'"{name}"' for name in near]
        right = f"did you mean {' or '.join(quoted)}" if near else "add it to its own sheet first"
        raise BadCell("unknown-name", f'"{text}" is neither in the file nor in the store', right)

    def alike(self, kind: str, name: str) -> str | None:
        """Return another name of this kind that is nearly this one, and remember this one.

        A suggestion, never a match by itself. Names with numbers are told apart by them.
        """
        mine = folded(name)
        if not mine or any(letter.isdigit() for letter in mine):
            return None
        others = self._alike.setdefault((kind, mine[0]), {})
        near = None
        if mine not in others and len(others) <= _MOST_COMPARED:
            near = process.extractOne(mine, others.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        other = others[near[0]] if near else None
        others.setdefault(mine, name)
        return other

    def refuse(self, name: str, where: str) -> None:
        """Remember that the row of a name was refused, so that links to it can say so."""
        self.refused.setdefault(_key(name), where)

    def new_id(self, name: str) -> str:
        """Make an id of a name that no other thing has."""
        base = full_id(slugify(name), self.area)
        number, made = 1, base
        while made in self.kinds:
            number += 1
            made = f"{base}-{number}"
        return made


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
