"""Reading for every door: snapshots, views and findings, each computed once per revision."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime, time
from typing import TypeVar, TypeVarTuple, cast

from rapidfuzz import fuzz, process

from api.errors import UsageError
from graph.errors import AmbiguousName, UnknownThing
from graph.facts.changes import ChangeRecord
from graph.facts.dates import day_words
from graph.facts.identifiers import full_id, local_of
from graph.facts.model import Snapshot
from graph.history import known_at, record_days
from graph.kinds.words import BODY_KINDS
from graph.rules.asking import Question, questions
from graph.rules.finding import Finding
from graph.rules.run import run
from graph.store import AreaSummary, Store
from graph.view import View, default_day

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
# What is kept: the function that gave an answer, and what it was given.
Key = tuple[Callable[..., object], tuple[Hashable, ...]]
# Answers, the least recently used forgotten first. A page asks for two to seven of them, so this
# serves some ten areas or days at a time; the largest, the findings or the scene of 300 things,
# take about 2 MB each.
_KEPT = 64


class Reader:
    """Reads a store; what it returns is shared between requests and must not be changed."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, object] = OrderedDict()

    def areas(self) -> tuple[AreaSummary, ...]:
        """Return every area, by slug."""
        return self.store.areas()

    def snapshot(self, slug: str) -> Snapshot:
        """Return everything recorded of an area; raises UnknownThing with the nearest names."""
        revision = self.store.revision(slug)
        return self._once((Reader.snapshot, (slug, revision)), lambda: self.store.read(slug))

    def history(self, slug: str) -> tuple[ChangeRecord, ...]:
        """Return every change of an area, oldest first."""
        revision = self.store.revision(slug)
        return self._once((Reader.history, (slug, revision)), lambda: self.store.history(slug))

    def known(self, slug: str, day: date) -> Snapshot:
        """Return an area as its map stood at the end of a day (UTC).

        Raises UsageError for a day before the area was first recorded.
        """
        present, history = self.snapshot(slug), self.history(slug)
        end = datetime.combine(day, time.max, UTC)
        key = (Reader.known, (slug, present.revision, day))
        snapshot = self._once(key, lambda: known_at(history, slug, end, present))
        if snapshot is None:
            first = day_words(record_days(history)[0])
            raise UsageError(
                f"Nothing was recorded of {present.area.name} on {day_words(day)}: "
                f"its first change is of {first}."
            )
        return snapshot

    def view(
        self,
        slug: str,
        day: date | None = None,
        complete: bool = False,
        known: date | None = None,
    ) -> View:
        """Return an area as of a day (default: the day its record describes, else today).

        known asks for what the map said at the end of that day, not for what it says now.
        """
        snapshot = self.known(slug, known) if known else self.snapshot(slug)
        on = day or default_day(snapshot, date.today())
        # What was known on two days may be of one revision, so the day is part of the key.
        key = (Reader.view, (slug, snapshot.revision, on, complete, known))
        return self._once(key, lambda: View(snapshot, on, complete))

    def findings(self, view: View) -> tuple[Finding, ...]:
        """Return the findings of a view, in catalogue order."""
        return view.derived(run)

    def questions(self, view: View) -> tuple[Question, ...]:
        """Return what is not recorded, in the order to ask."""
        return view.derived(questions)

    def derived(self, view: View, make: Callable[[View, *Ts], T], *arguments: *Ts) -> T:
        """Return what a function makes of a view and some hashable arguments, made once.

        A view is its own key: whoever asks for a revision, day and switch gets the same one.
        """
        key: Key = (make, (view, *arguments))
        return self._once(key, lambda: make(view, *arguments))

    def _once(self, key: Key, make: Callable[[], T]) -> T:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(T, self._kept[key])
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


def resolve(snapshot: Snapshot, text: str) -> str:
    """Return the id of the thing meant by an id, with or without its area, or by a name.

    Raises AmbiguousName, or UnknownThing with the nearest names.
    """
    wanted = full_id(text.strip(), snapshot.area.slug)
    if wanted in snapshot.nodes:
        return wanted
    folded = text.strip().casefold()
    fits = [
        node.id
        for node in snapshot.nodes.values()
        if folded in (node.name.casefold(), *(alias.casefold() for alias in node.aliases))
    ]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise AmbiguousName(text, fits)
    found = [f'"{snapshot.nodes[i].name}" ({i})' for i in _nearest(snapshot, folded)]
    raise UnknownThing("thing", text, found, f"on the map of {snapshot.area.name}")


def _nearest(snapshot: Snapshot, text: str) -> list[str]:
    """Return the ids of the things whose local id or name is nearest to a text, best first."""
    local = {node_id: local_of(node_id) for node_id in snapshot.nodes}
    names = {node_id: node.name for node_id, node in snapshot.nodes.items()}
    near = process.extract(text, local, scorer=fuzz.ratio, limit=2, score_cutoff=70)
    near += process.extract(text, names, limit=3, score_cutoff=55)
    return list(dict.fromkeys(node_id for _, _, node_id in near))[:3]


def resolve_target(snapshot: Snapshot, text: str) -> str:
    """Return what a line of sight should reach: a kind of body by word or label, else a thing."""
    folded = text.strip().casefold()
    for choice in BODY_KINDS:
        if folded in (choice.word, choice.label):
            return choice.word
    return resolve(snapshot, text)


def read_day(text: str | None) -> date | None:
    """Read a day written 2024-03-31; empty is None. Raises UsageError."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f'"{text}" is not a day: write it as 2024-03-31.') from None
