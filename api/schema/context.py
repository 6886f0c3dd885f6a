"""What one request reads: each area once, the same from the first field to the last."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, ForwardRef

import strawberry

from api.errors import UsageError
from api.service.area_cards import area_card
from api.service.callers import Asking
from api.service.citation import cited, evidence
from api.service.reader import Reader
from graph.errors import UnknownThing
from graph.facts.identifiers import area_of
from graph.facts.model import Area, Fact, Snapshot
from graph.rules.finding import Answer, FactRead, Finding
from graph.rules.run import answers
from graph.store import AreaSummary
from graph.view import View

# Things lead to findings, meetings and areas, and all of those lead back to things: GraphQL
# itself goes round. Here stand the only names that point back up, found when the schema is made.
LazyNode: Any = Annotated[ForwardRef("NodeType"), strawberry.lazy("api.schema.nodes")]
LazyArea: Any = Annotated[ForwardRef("AreaType"), strawberry.lazy("api.schema.areas")]


@dataclass
class Context:
    """The context of one request; it lives in one thread, so it needs no lock.

    node_types, by kind, and make_area are handed in, so that no type needs to know those above it.
    """

    reader: Reader
    node_types: Mapping[str, Callable[..., Any]]
    make_area: Callable[["AreaOnDay"], Any]
    # Who asks, and what they may still ask for.
    asking: Asking = field(default_factory=Asking.of_nobody)
    _views: dict[tuple[str, date | None], View | None] = field(default_factory=dict)
    _areas: tuple[AreaSummary, ...] | None = None
    # Whether an area was written to between its card and its view: then all is answered once more,
    # with no cards.
    with_cards: bool = True
    moved: bool = False
    # With the view, which is kept so that no other snapshot can take its identity.
    _findings: dict[tuple[int, date, bool], tuple[View, tuple[Finding, ...]]] = field(
        default_factory=dict
    )

    def areas(self) -> tuple[AreaSummary, ...]:
        """Return every area, by slug."""
        if self._areas is None:
            self._areas = self.reader.areas()
        return self._areas

    def area(self, slug: str, known: date | None = None) -> View | None:
        """Return an area as of its own day, or None where there is no such area.

        known asks for what its map said at the end of that day.
        """
        key = (slug, known)
        if key not in self._views:
            try:
                self._views[key] = self.reader.view(slug, known=known)
            except UnknownThing:
                self._views[key] = None
        return self._views[key]

    def listed(self, summary: AreaSummary) -> "AreaOnDay | None":
        """Return an area of the list of areas; it is read once something is asked of it."""
        if self.with_cards:
            return AreaOnDay(self, summary=summary)
        view = self.area(summary.area.slug)
        return AreaOnDay(self, view) if view else None

    def view_of(self, summary: AreaSummary) -> View:
        """Return an area of the list as of its own day; raises UnknownThing where it is gone."""
        view = self.area(summary.area.slug)
        if view is None or view.snapshot.revision != summary.revision:
            self.moved = True
        return view or self.reader.view(summary.area.slug)

    def on(self, view: View, day: date | None = None, complete: bool = False) -> "AreaOnDay":
        """Return an area at another day or switch, made of what was read already."""
        on = day or view.day
        if (on, complete) == (view.day, view.complete):
            return AreaOnDay(self, view)
        return AreaOnDay(self, self.reader.derived(view, View.on, on, complete))

    def findings(self, view: View) -> tuple[Finding, ...]:
        """Return the findings of a view: once a request, whatever others make the reader forget."""
        # By the snapshot itself: the map as it was known on two days may be of one revision.
        key = (id(view.snapshot), view.day, view.complete)
        if key not in self._findings:
            self._findings[key] = (view, self.reader.findings(view))
        return self._findings[key][1]

    def home(self, node_id: str, known: date | None = None) -> View | None:
        """Return the area a thing is read in: its home, else the first map that shows it."""
        own = self.area(area_of(node_id), known)
        if own is not None:
            return own if node_id in own.snapshot.nodes else None
        for summary in self.areas():
            try:
                view = self.area(summary.area.slug, known)
            except UsageError:  # this area was recorded later
                continue
            if view and node_id in view.snapshot.nodes:
                return view
        return None


class AreaOnDay:
    """An area as of a day, and the request that asks: what each type reads its fields from.

    It has a view, or the summary of an area as it opens, whose view is made when it is asked for.
    """

    def __init__(
        self, context: Context, view: View | None = None, *, summary: AreaSummary | None = None
    ) -> None:
        self.context = context
        self._view, self._summary = view, summary

    @property
    def view(self) -> View:
        """The area as of the day."""
        if self._view is None:
            assert self._summary is not None
            self._view = self.context.view_of(self._summary)
        return self._view

    @property
    def area(self) -> Area:
        """What is recorded of the area as a whole."""
        if self._view is None and self._summary is not None:
            return self._summary.area
        return self.view.snapshot.area

    def totals(self) -> Mapping[Answer, int]:
        """Count the checks by their answers."""
        if self._view is None and self._summary is not None:
            return area_card(self.context.reader, self._summary.edition).totals
        return answers(self.findings())

    @property
    def snapshot(self) -> Snapshot:
        """Everything recorded of the area."""
        return self.view.snapshot

    @property
    def slug(self) -> str:
        """The slug of the area."""
        return self.area.slug

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings, in catalogue order."""
        return self.context.findings(self.view)

    def node(self, node_id: str | None) -> Any:
        """Return a thing on the map as the type of its kind; None where there is none such."""
        node = self.snapshot.nodes.get(node_id or "")
        return self.context.node_types[node.kind](record=node, at=self) if node else None

    def nodes(self, ids: Iterable[str]) -> list[Any]:
        """Return things on the map as the types of their kinds."""
        return [self.node(node_id) for node_id in ids]

    def fact(self, fact: Fact) -> FactRead:
        """Return a fact as it is cited: sentence, source, dates, doubt."""
        return cited(fact, self.view)

    def evidence(self, ids: Iterable[str]) -> list[FactRead]:
        """Return the facts of these ids as they are cited."""
        return evidence(ids, self.view)
