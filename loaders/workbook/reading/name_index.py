"""Names to ids: what a cell that names a thing means, in the file first and then in the store."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from graph.facts.identifiers import full_id, local_of, slugify
from graph.facts.model import Node
from graph.name_keys import looks_alike, name_key
from graph.near_names import near_names
from loaders.workbook.reading.cells import BadCell, quoted, shown

# Of 100: a letter or two more, fewer or other in a name of the usual length.
_ALIKE = 90
# Names of a kind with one first letter; more would make each row of a long list cost too much.
_MOST_COMPARED = 400


@dataclass
class NameIndex:
    """Every thing that can be named: id, kind and name.

    by_name holds names and aliases by their keys, own just names; refused the rows that came to
    nothing, former the names that things had before.
    """

    area: str
    kinds: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)
    own: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    former: dict[str, set[str]] = field(default_factory=dict)
    _lost: list[str] = field(default_factory=list)
    _aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _alike: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, area: str, nodes: Mapping[str, Node]) -> "NameIndex":
        """Make the index of what the store has."""
        index = cls(area)
        for node in nodes.values():
            index.add(node.id, node.kind, node.name, node.names[1:])
            index.nearly_named(node.kind, node.name)
        return index

    def add(self, node_id: str, kind: str, name: str, aliases: Iterable[str] | None = ()) -> None:
        """Add a thing; its name takes the place of the one it had (aliases None: they stay)."""
        old = self.names.get(node_id)
        if old is not None:
            if aliases is None:
                aliases = self._aliases[node_id]
            for word in (old, *self._aliases[node_id]):
                for names in (self.by_name, self.own):
                    ids = names.get(name_key(word), [])
                    if node_id in ids:
                        ids.remove(node_id)
            if name_key(old) != name_key(name):
                self.add_former(old, node_id)
        self.kinds[node_id] = kind
        self.names[node_id] = name
        self._aliases[node_id] = tuple(aliases or ())
        self.own.setdefault(name_key(name), []).append(node_id)
        for word in {name_key(word): word for word in (name, *self._aliases[node_id])}:
            self.by_name.setdefault(word, []).append(node_id)

    def add_former(self, name: str, node_id: str) -> None:
        """Remember a name that a thing had before."""
        self.former.setdefault(name_key(name), set()).add(node_id)

    def ids_named(self, kinds: Iterable[str], name: str) -> list[str]:
        """Return the ids of the things of these kinds that have this very name."""
        allowed = set(kinds)
        return [i for i in self.own.get(name_key(name), ()) if self.kinds[i] in allowed]

    def knows(self, text: str) -> bool:
        """Say whether a text is the id, name or other name of any thing."""
        return full_id(text, self.area) in self.kinds or bool(self.by_name.get(name_key(text)))

    def find(self, text: str, kinds: Iterable[str] = ()) -> str:
        """Return the id that a cell means; raises BadCell with the nearest names."""
        as_id = full_id(text, self.area)
        if as_id in self.kinds:
            return as_id
        key, allowed = name_key(text), set(kinds)
        ids = self.by_name.get(key, [])
        fits = [i for i in ids if not allowed or self.kinds[i] in allowed] or ids
        if not fits and key in self.refused:
            wrong = f'"{shown(text)}" was refused in {self.refused[key]}'
            raise BadCell("refused-name", wrong, "correct that row first")
        fits = fits or sorted(self.former.get(key, ()))
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise several(text, fits)
        near = near_names(text, [*self.names.values(), *self._lost])
        right = f"did you mean {quoted(near)}" if near else "add it to its own sheet first"
        wrong = f'"{shown(text)}" is neither in the file nor in the store'
        raise BadCell("unknown-name", wrong, right)

    def called_in(self, text: str, node_id: str) -> str:
        """Return the name or alias of a thing that a cell means where it does not look like it.

        "" where it does, or the cell holds no name of the thing.
        """
        if text == self.names[node_id]:
            return ""
        words = (self.names[node_id], *self._aliases[node_id])
        alike = [word for word in words if name_key(word) == name_key(text)]
        if not alike or any(looks_alike(word, text) for word in alike):
            return ""
        return alike[0]

    def nearly_named(self, kind: str, name: str) -> str | None:
        """Return another name of this kind that is nearly this one, and remember this one.

        A suggestion, never a match by itself. Names with numbers are told apart by them.
        """
        mine = name_key(name)
        if not mine or any(letter.isdigit() for letter in mine):
            return None
        others = self._alike.setdefault((kind, mine[0]), {})
        near = None
        if mine not in others and len(others) <= _MOST_COMPARED:
            near = process.extractOne(mine, others.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        other = others[near[0]] if near else None
        others.setdefault(mine, name)
        return other

    def note_refused(self, name: str, where: str) -> None:
        """Remember that the row of a name was refused, so that links to it can say so."""
        self.refused.setdefault(name_key(name), where)
        self._lost.append(name)

    def new_id(self, name: str, taken: Container[str]) -> str:
        """Make an id of a name that no other thing has."""
        base = full_id(slugify(name), self.area)
        number, new_id = 1, base
        while new_id in self.kinds or new_id in taken:
            number += 1
            new_id = f"{base}-{number}"
        return new_id


def several(text: str, ids: Iterable[str]) -> BadCell:
    """Return the problem of a name that fits several things."""
    which = " or ".join(map(local_of, ids))
    return BadCell(
        "ambiguous-name", f'"{shown(text)}" fits several things', f"write the id {which}"
    )
