"""What a rule reads of a view, written down while it runs.

A rule is a pure function of what it reads. Where a step touches nothing that a rule read, the rule
would take the same way through the changed view and say the same; so the search need not ask it.
What was read also says which steps to try at all (candidates.py). Anything read in a way that is
not known in detail counts as reading all of that sort, so a new rule is safe without knowing of
this. Source of the method: U. A. Acar, G. E. Blelloch and R. Harper, "Adaptive functional
programming" (2006).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from graph.body_kinds import sorts_of
from graph.fact_index import Facts, Levels
from graph.facts.model import Fact, Link, Node
from graph.view import View

Key = tuple[str, ...]
T = TypeVar("T")
_LEVELS = ("shown", "firm", "intended", "disputed")
_ALL = "*"


class _Noted(Mapping[str, T]):
    """A mapping that notes which keys are asked for, or that all are."""

    def __init__(self, name: str, kept: Mapping[str, T], notes: set[Key]) -> None:
        self._name, self._kept, self._notes = name, kept, notes

    def __getitem__(self, key: str) -> T:
        self._notes.add((self._name, key))
        return self._kept[key]

    def __iter__(self) -> Iterator[str]:
        self._notes.add((self._name, _ALL))
        return iter(self._kept)

    def __len__(self) -> int:
        self._notes.add((self._name, _ALL))
        return len(self._kept)


class _NotedFacts(Facts):
    """Facts that note which look-ups are made."""

    def __init__(self, level: str, facts: Facts, notes: set[Key]) -> None:
        # The look-ups below ask the facts themselves, so no index of links is wanted here.
        super().__init__(
            _Noted(f"{level} node", facts.nodes, notes),
            _Noted(f"{level} link", facts.links, notes),
            ({}, {}),
        )
        self._level, self._facts, self._notes = level, facts, notes

    def _note(self, what: str, *parts: str) -> None:
        self._notes.add((f"{self._level} {what}", *parts))

    def of_kind(self, kind: str, *sorts: str) -> list[Node]:
        for sort in sorts or (_ALL,):
            self._note("kind", kind, sort)
        return self._facts.of_kind(kind, *sorts)

    def out_links(self, node_id: str, *kinds: str) -> list[Link]:
        for kind in kinds or (_ALL,):
            self._note("out", node_id, kind)
        return self._facts.out_links(node_id, *kinds)

    def in_links(self, node_id: str, *kinds: str) -> list[Link]:
        for kind in kinds or (_ALL,):
            self._note("into", node_id, kind)
        return self._facts.in_links(node_id, *kinds)

    def links_of(self, *kinds: str) -> list[Link]:
        for kind in kinds:
            self._note("links", kind)
        return self._facts.links_of(*kinds)

    def after(self, nodes: Mapping[str, Node | None], links: Mapping[str, Link | None]) -> Facts:
        self._note("node", _ALL)
        self._note("link", _ALL)
        return self._facts.after(nodes, links)


def noting(view: View, notes: set[Key]) -> View:
    """Return a view that notes what is read of it; only for reading, and for one rule."""
    old = view.snapshot
    snapshot = replace(
        old,
        nodes=_Noted("nodes", old.nodes, notes),
        links=_Noted("links", old.links, notes),
        meetings=_Noted("meetings", old.meetings, notes),
        declarations=_Noted("declarations", old.declarations, notes),
        sources=_Noted("sources", old.sources, notes),
        versions=_Noted("versions", old.versions, notes),
    )
    truth_by_id = _Noted("doubt", view.truth_by_id, notes)
    levels = {level: _NotedFacts(level, getattr(view, level), notes) for level in _LEVELS}
    return View(snapshot, view.day, view.complete, truth_by_id=truth_by_id, levels=Levels(**levels))


def touched_by(before: View, after: View, moved: Iterable[str]) -> set[Key]:
    """Return what reads differently in a changed view; moved are the ids of facts that differ."""
    keys: set[Key] = set()
    moved = set(moved)
    for sort in ("nodes", "links", "meetings", "declarations", "sources", "versions"):
        old, new = getattr(before.snapshot, sort), getattr(after.snapshot, sort)
        keys |= _keys_of(sort, (i for i in moved if i in old or i in new))
    touched = before.touched(moved)
    keys |= _keys_of("doubt", touched)
    for level in _LEVELS:
        was, now = getattr(before, level), getattr(after, level)
        for fact_id in touched:
            for node in _before_and_after(fact_id, was.nodes, now.nodes):
                keys |= _keys_of(f"{level} node", [fact_id])
                for sort in (*sorts_of(node), _ALL):
                    keys.add((f"{level} kind", node.kind, sort))
            for link in _before_and_after(fact_id, was.links, now.links):
                keys |= _keys_of(f"{level} link", [fact_id]) | {(f"{level} links", link.kind)}
                for kind in (link.kind, _ALL):
                    keys.add((f"{level} out", link.from_id, kind))
                    keys.add((f"{level} into", link.to_id, kind))
    return keys


def _keys_of(name: str, ids: Iterable[str]) -> set[Key]:
    """Return the keys of some ids, and of all together if there are any."""
    keys: set[Key] = {(name, fact_id) for fact_id in ids}
    return keys | {(name, _ALL)} if keys else keys


F = TypeVar("F", bound=Fact)


def _before_and_after(fact_id: str, was: Mapping[str, F], now: Mapping[str, F]) -> list[F]:
    old, new = was.get(fact_id), now.get(fact_id)
    return [] if old == new else [fact for fact in (old, new) if fact is not None]
