"""What one request reads: each area once, the same from the first field to the last."""

from dataclasses import dataclass, field
from datetime import date

from api.errors import UsageError
from api.service.citation import cited
from api.service.reader import Reader
from graph.errors import UnknownThing
from graph.facts.identifiers import area_of
from graph.facts.model import Fact, Node, Snapshot
from graph.rules.finding import FactRead, Finding
from graph.store import AreaSummary
from graph.view import View


@dataclass
class Reading:
    """The context of one request; it lives in one thread, so it needs no lock."""

    reader: Reader
    _views: dict[tuple[str, date | None], View | None] = field(default_factory=dict)
    _areas: tuple[AreaSummary, ...] | None = None
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

    def at(self, view: View, day: date | None = None, complete: bool = False) -> "At":
        """Return an area at another day or switch, made of what was read already."""
        on = day or view.day
        if (on, complete) == (view.day, view.complete):
            return At(self, view)
        return At(self, self.reader.derived(view, View.on, on, complete))

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


@dataclass(frozen=True)
class At:
    """Where a thing stands: the request, and the area as of a day."""

    reading: Reading
    view: View

    @property
    def snapshot(self) -> Snapshot:
        """Everything recorded of the area."""
        return self.view.snapshot

    @property
    def slug(self) -> str:
        """The slug of the area."""
        return self.view.snapshot.area.slug

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings, in catalogue order."""
        return self.reading.findings(self.view)

    def node(self, node_id: str) -> Node | None:
        """Return a thing on the map, whether or not it holds on the day."""
        return self.snapshot.nodes.get(node_id)

    def fact(self, fact: Fact) -> FactRead:
        """Return a fact as it is cited: sentence, source, dates, doubt."""
        return cited(fact, self.view)
