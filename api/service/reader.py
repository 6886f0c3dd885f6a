"""Reading for every door: snapshots, views and findings, each computed once per edition."""

import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from time import monotonic
from typing import TypeVar, TypeVarTuple, cast

from api.access.persons import person_here
from api.errors import UsageError
from api.service.kept_answers import KeptAnswers, Key, Room
from api.service.kept_responses import KeptResponses
from api.service.reads import check_at_hand, not_to_be_kept, reads_here
from api.service.store_size import StoreSize
from api.settings import KEPT_BYTES
from graph.body_kinds import sorts_of
from graph.cancellation import check_cancelled
from graph.errors import AmbiguousName, GraphError, NoneOfKind, UnknownThing
from graph.facts.changes import ChangeRecord
from graph.facts.dates import day_words
from graph.facts.identifiers import full_id, local_of
from graph.facts.model import Snapshot
from graph.facts.next_snapshot import snapshot_after
from graph.history import known_at, record_days
from graph.kinds import node_attributes
from graph.kinds.words import BODY_KINDS
from graph.name_keys import name_key
from graph.near_names import near_names, words_of
from graph.rules.asking import OpenQuestion, questions
from graph.rules.finding import Finding
from graph.rules.run import RULES, run
from graph.store import AreaSummary, Edition, Store
from graph.view import View, default_day

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
# Of all bytes to keep, how many are for answers as they were sent.
_SENT = 1 / 8
# Seconds that the sizes of areas are taken to be as they were: they need not be exact. How many
# are kept of those who see different areas.
_SIZES_STAY, _MOST_SIZES = 5.0, 64
# Characters of a name that is looked for: no map has such long ones.
_LONGEST_NAMED = 1000
# Things that "did you mean" names.
_MOST_NEAR = 3
_SAYS_BODY = frozenset(
    ("board", "committee", "forum", "group", "network", "panel", "partnership", "subgroup")
)


class Reader:
    """Reads a store; what it returns is shared between requests and must not be changed.

    kept_bytes is how much memory it may take to give an answer again; today is asked for the day.
    """

    def __init__(
        self,
        store: Store,
        kept_bytes: int = KEPT_BYTES,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._store, self.today = store, today
        sent = int(kept_bytes * _SENT)
        self.responses = KeptResponses(sent)
        self._answers = KeptAnswers(kept_bytes - sent, RULES)
        self._lock = threading.Lock()
        self._newest: dict[str, Edition] = {}
        self._sizes: dict[str, tuple[float, StoreSize]] = {}

    @property
    def kept_bytes(self) -> int:
        """How much memory is taken by what is kept."""
        return self._answers.bytes + self.responses.bytes

    @property
    def store(self) -> Store:
        """The store, for what a reader does not read; what is answered with it is not kept."""
        not_to_be_kept()
        return self._store

    @store.setter
    def store(self, store: Store) -> None:
        self._store = store

    def areas(self) -> tuple[AreaSummary, ...]:
        """Return every area, by slug."""
        return self.listed(self.summaries())

    def summaries(self) -> tuple[AreaSummary, ...]:
        """Return the same for what no answer depends on: it is not taken down."""
        check_at_hand()
        return self._store.areas()

    def listed(self, areas: tuple[AreaSummary, ...]) -> tuple[AreaSummary, ...]:
        """Take down that an answer depends on the list of all areas, which is returned."""
        reads = reads_here()
        if reads is not None:
            reads.list({summary.area.slug: summary.edition for summary in areas})
        return areas

    def editions(self) -> Mapping[str, Edition]:
        """Return the edition of every area, by slug, in one question to the store."""
        return self._store.editions()

    def editions_at_hand(self) -> Mapping[str, Edition] | None:
        """Return the same where it is known without waiting for anything; else None."""
        return self._store.editions_at_hand()

    def sizes(self, areas: Callable[[], Sequence[AreaSummary]] | None = None) -> StoreSize:
        """Return how large the areas are, or were a few seconds ago; no area is read for it.

        areas asks for the list of them, where somebody has it already. It is the same object until
        a size differs. A store that is away has no areas here: whoever
        asks it for one is told. What is answered does not depend on it, so it is not taken down.
        """
        # Whoever sees fewer areas is told of no other, by how long a question would take either.
        now, sight = monotonic(), person_here().rights.sight
        before = self._sizes.get(sight)
        if before is not None and now - before[0] < _SIZES_STAY:
            return before[1]
        try:
            found = StoreSize.of((areas or self.summaries)())
        except GraphError:
            return StoreSize.of(())
        if before is not None and before[1].of_area == found.of_area:
            found = before[1]
        if len(self._sizes) >= _MOST_SIZES and sight not in self._sizes:
            self._sizes = {}
        self._sizes[sight] = (now, found)
        return found

    def edition(self, slug: str) -> Edition:
        """Return which text of an area is read now; raises UnknownThing."""
        return self._edition(slug)

    def _edition(self, slug: str) -> Edition:
        """Return the edition of an area as it is, and forget what was made of it before."""
        reads = reads_here()
        if reads is None or reads.other:
            return self._moved_to(self._store.edition(slug))
        if slug in reads.editions:
            known = reads.editions[slug]
        else:
            if reads.now is None:
                reads.now = self._store.editions()
            known = reads.now.get(slug)
            known = reads.editions[slug] = self._moved_to(known) if known else None
        if known is not None:
            return known
        # Where it is not there, the store says so in its own words.
        check_at_hand()
        return self._store.edition(slug)

    def _moved_to(self, edition: Edition) -> Edition:
        """Take note of an edition that was read of the store; return the newest that is known."""
        with self._lock:
            before = self._newest.get(edition.area)
            if before != edition:
                check_at_hand()
            if before is not None and _is_later(before, edition):
                # Another thread has asked after this one, and was answered before.
                return before
            self._newest[edition.area] = edition
        if before is not None and before != edition:
            self._take_along(before, edition)
            self._answers.drop(
                lambda key: any(
                    isinstance(each, Edition) and each.area == edition.area and each != edition
                    for each in key[1]
                )
            )
        return edition

    def _take_along(self, before: Edition, edition: Edition) -> None:
        """Make the snapshot of an edition of the one before, where all that changed is known."""
        old = self._answers.at_hand((Reader.snapshot, (before,)))
        if not isinstance(old, Snapshot) or old.revision != before.revision:
            return
        records = self._store.changes_between(before, edition)
        new = snapshot_after(old, edition.revision, records) if records else None
        if new is not None:
            self._answers.succeed(before, edition)
            self._answers.get((Reader.snapshot, (edition,)), lambda: new, room=Room.AREAS)

    def snapshot(self, slug: str) -> Snapshot:
        """Return everything recorded of an area; raises UnknownThing with the nearest names."""
        return self._snapshot(self._edition(slug))

    def _snapshot(self, edition: Edition) -> Snapshot:
        key: Key = (Reader.snapshot, (edition,))
        return self._answers.get(key, lambda: self._store.read(edition.area), room=Room.AREAS)

    def history(self, slug: str) -> tuple[ChangeRecord, ...]:
        """Return every change of an area, oldest first."""
        return self._history(self._edition(slug))

    def _history(self, edition: Edition) -> tuple[ChangeRecord, ...]:
        # What another area did to what is shared is told only to those who see that area.
        given = (edition, person_here().rights.sight)
        return self._once(Reader.history, given, lambda: self._store.history(edition.area))

    def changes_between(self, before: Edition, after: Edition) -> tuple[ChangeRecord, ...] | None:
        """Return what led from one edition of an area to a later one, where it is at hand."""
        return self._store.changes_between(before, after)

    def known(self, slug: str, day: date) -> Snapshot:
        """Return an area as its map stood at the end of a day (UTC).

        Raises UsageError for a day before the area was first recorded.
        """
        return self._known(self._edition(slug), day)

    def _known(self, edition: Edition, day: date) -> Snapshot:
        present, history = self._snapshot(edition), self._history(edition)
        end = datetime.combine(day, time.max, UTC)
        given = (edition, day, person_here().rights.sight)
        snapshot = self._once(
            Reader.known, given, lambda: known_at(history, edition.area, end, present)
        )
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
        return self._view(self._edition(slug), day, complete, known)

    def _view(
        self,
        edition: Edition,
        day: date | None = None,
        complete: bool = False,
        known: date | None = None,
    ) -> View:
        snapshot = self._known(edition, known) if known else self._snapshot(edition)
        on = day or default_day(snapshot, self.today())
        # What was known on two days may be of one edition, so the day is part of the key.
        given = (edition, on, complete, known)

        def make() -> View:
            if complete or known:
                return View(snapshot, on, complete)
            return self._opening_view(edition, snapshot, on)

        return self._once(Reader.view, given, make, beside=(snapshot,))

    def _opening_view(self, edition: Edition, snapshot: Snapshot, day: date) -> View:
        """Make a view, with the findings where they outlived the view that they were made of."""
        findings = self._answers.at_hand((Reader.findings, (edition, day)))
        return View(snapshot, day, derived={} if findings is None else {run: findings})

    def view_then(self, edition: Edition, make: Callable[[], View | None]) -> View | None:
        """Return an area as it opened at an edition, made once; None where it was not recorded.

        Unlike what is made of the newest edition it stays right when there is another.
        """
        then = (edition.incarnation, edition.area, edition.revision, self.today())
        return self._once(Reader.view_then, then, make)

    def view_at_hand(self, slug: str) -> View | None:
        """Return a view of an area that was worked out lately, without asking the store.

        None where whoever is at work does not see the area.
        """
        if not person_here().rights.sees(slug):
            return None

        def fits(answer: object) -> bool:
            return isinstance(answer, View) and answer.snapshot.area.slug == slug

        view = self._answers.find(fits)
        return view if isinstance(view, View) else None

    def findings(self, view: View) -> tuple[Finding, ...]:
        """Return the findings of a view, in catalogue order: the checks are run once for all."""

        def make() -> tuple[Finding, ...]:
            made = view.derived(run)
            self._answers.grown(view)
            return made

        edition = self._opened(view)
        if edition is None:
            return self._once(Reader.findings, (view,), make)
        key: Key = (Reader.findings, (edition, view.day))
        return self._answers.get(key, make, (view.snapshot,), Room.FINDINGS)

    def _opened(self, view: View) -> Edition | None:
        """Return the edition that a view shows as the area opens; None for any other view."""
        edition = self._newest.get(view.snapshot.area.slug)
        if edition is None or view.complete or view.day != default_day(view.snapshot, self.today()):
            return None
        kept = self._answers.at_hand((Reader.snapshot, (edition,)))
        return edition if kept is view.snapshot else None

    def questions(self, view: View) -> tuple[OpenQuestion, ...]:
        """Return what is not recorded, in the order to ask."""
        findings = self.findings(view)
        return self._once(
            Reader.questions, (view,), lambda: view.derived(questions), beside=findings
        )

    def card(self, edition: Edition, make: Callable[[View, Sequence[Finding], date], T]) -> T:
        """Return something small of an area as it opens today, made once for each edition and day.

        It stays when the rest of the area has to make room.
        """
        edition, today = self._moved_to(edition), self.today()

        def made() -> T:
            snapshot = self._snapshot(edition)
            # Not kept: with many areas, views would only throw each other out.
            view = self._opening_view(edition, snapshot, default_day(snapshot, today))
            return make(view, self.findings(view), today)

        return self._answers.get((make, (edition, today)), made, room=Room.CARDS)

    def card_at_hand(self, edition: Edition, make: Callable[..., T], day: date) -> T | None:
        """Return what card() would give of an edition on a day, if it is there already."""
        return cast(T | None, self._answers.at_hand((make, (edition, day))))

    def take_card(self, edition: Edition, make: Callable[..., T], card: T) -> None:
        """Have card() give today what was made of an edition before."""
        key: Key = (make, (edition, self.today()))
        self._answers.get(key, lambda: card, room=Room.CARDS)

    def derived(self, view: View, make: Callable[[View, *Ts], T], *arguments: *Ts) -> T:
        """Return what a function makes of a view and some hashable arguments, made once.

        A view is its own key: whoever asks for a revision, day and switch gets the same one.
        """

        def made() -> T:
            answer = make(view, *arguments)
            self._answers.grown(view)
            return answer

        return self._once(make, (view, *arguments), made)

    def _once(
        self,
        maker: Callable[..., object],
        given: tuple[Hashable, ...],
        make: Callable[[], T],
        beside: tuple[object, ...] = (),
    ) -> T:
        key: Key = (maker, given)
        return self._answers.get(key, make, beside)


def _is_later(one: Edition, other: Edition) -> bool:
    return one.incarnation == other.incarnation and one.revision > other.revision


def resolve(snapshot: Snapshot, text: str) -> str:
    """Return the id of the thing meant by an id, with or without its area, by a name, or by a kind.

    "The health and wellbeing board" means the one body of that kind. Raises AmbiguousName,
    NoneOfKind where a kind was named and nothing of it is there, or UnknownThing with near names.
    Looks whether to stop: a list may name thousands.
    """
    check_cancelled()
    wanted = full_id(text.strip(), snapshot.area.slug)
    if wanted in snapshot.nodes:
        return wanted
    if len(text) > _LONGEST_NAMED:
        # To look for what is near takes time for each word, and what is compared is kept.
        raise UsageError(
            f'"{text[:60]}" is the beginning of a text of {len(text):,} characters: give an id or '
            f"name of at most {_LONGEST_NAMED:,}."
        )
    key = name_key(text)
    fits = [node.id for node in snapshot.nodes.values() if key and key in map(name_key, node.names)]
    sort = None if fits else sort_named(text)
    if sort:
        kind, word, label = sort
        fits = [n.id for n in snapshot.nodes.values() if n.kind == kind and word in sorts_of(n)]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise AmbiguousName(text, fits)
    near = near_things(snapshot, text)
    said = [f'"{snapshot.nodes[i].name}" ({i})' for i in near]
    where = f"on the map of {snapshot.area.name}"
    missing = NoneOfKind(label, text, said, where) if sort else None
    error = missing or UnknownThing("thing", text, said, where)
    error.near_ids = tuple(near)
    raise error


def without_article(text: str) -> tuple[str, ...]:
    """Return the words of what somebody calls a thing: "the HWB" is hwb."""
    asked = words_of(text)
    return asked[1:] if asked[:1] and asked[0] in ("the", "our", "a", "an") else asked


def sort_named(text: str) -> tuple[str, str, str] | None:
    """Return the kind of body or post that a text names: its kind, word and label; else None."""
    asked = without_article(text)
    for kind in ("body", "post"):
        for choice in node_attributes(kind)[f"{kind}_kind"].choices:
            if choice.word != "other" and asked in (words_of(choice.label), words_of(choice.word)):
                return kind, choice.word, choice.label
    return None


def near_things(snapshot: Snapshot, text: str) -> list[str]:
    """Return the ids of the things whose name, alias or local id is near a text, best first.

    What calls itself a board, or by the name of a kind, is no plan and no post.
    """
    ids: dict[str, str] = {}
    sort = sort_named(text)
    kind = sort[0] if sort else "body" if _SAYS_BODY.intersection(words_of(text)) else ""
    for node in snapshot.nodes.values():
        if kind and node.kind not in (kind, "organisation", "department"):
            continue
        for name in (*node.names, local_of(node.id)):
            ids.setdefault(name, node.id)
    return list(dict.fromkeys(ids[name] for name in near_names(text, ids, 2 * _MOST_NEAR)))[
        :_MOST_NEAR
    ]


def resolve_target(snapshot: Snapshot, text: str) -> str:
    """Return what a line of sight should reach: a kind of body by word or label, else a thing."""
    key = name_key(text)
    for choice in BODY_KINDS:
        if key in (name_key(choice.word), name_key(choice.label)):
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
