"""What one request reads: each area once, the same from the first field to the last."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, ForwardRef

import strawberry

from api.errors import UsageError
from api.service.area_cards import area_card
from api.service.callers import Asking
from api.service.citation import cited, evidence
from api.service.reader import Reader, resolve
from api.service.store_size import StoreSize
from graph.errors import UnknownThing
from graph.facts.identifiers import area_of, is_finding_id
from graph.facts.model import Area, Fact, Node, Snapshot
from graph.facts.view_ids import ViewId, split_view
from graph.places_read import references_of
from graph.rules.finding import Answer, FactRead, Finding
from graph.rules.run import answers
from graph.store import AreaSummary
from graph.view import View

# Things lead to findings, meetings and areas, and all of those lead back to things: GraphQL
# itself goes round. Here stand the only names that point back up, found when the schema is made.
LazyThing: Any = Annotated[ForwardRef("ThingType"), strawberry.lazy("api.schema.nodes")]
LazyArea: Any = Annotated[ForwardRef("AreaType"), strawberry.lazy("api.schema.areas")]
LazyReference: Any = Annotated[ForwardRef("SourceReference"), strawberry.lazy("api.schema.sources")]
LazyView: Any = Annotated[ForwardRef("AreaViewType"), strawberry.lazy("api.schema.area_view")]


@dataclass(frozen=True)
class Makers:
    """How records become types of the schema; handed in, so that no type knows those above it.

    thing is by the kind of thing, fact by the sort of any other fact.
    """

    thing: Mapping[str, Callable[..., Any]]
    fact: Mapping[type, Callable[..., Any]]
    area: Callable[["Context", AreaSummary | None, Area], Any]
    view: Callable[["AreaOnDay"], Any]
    reference: Callable[..., Any]


@dataclass
class Context:
    """The context of one request; it lives in one thread, so it needs no lock."""

    reader: Reader
    makers: Makers
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
        return self.reader.listed(self._summaries())

    def _summaries(self) -> tuple[AreaSummary, ...]:
        if self._areas is None:
            self._areas = self.reader.summaries()
        return self._areas

    def sizes(self) -> StoreSize:
        """Return how large the areas are, as far as is known without asking for each."""
        return self.reader.sizes(self._summaries)

    def _opening(self, slug: str, known: date | None = None) -> View | None:
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

    def on(
        self,
        slug: str,
        day: date | None = None,
        known: date | None = None,
        complete: bool = False,
    ) -> "AreaOnDay | None":
        """Return an area as of a day, without one its own; None where there is no such area.

        Raises UsageError where nothing was known of it by then.
        """
        view = self._opening(slug, known)
        if view is None:
            return None
        wanted = day or view.day
        if (wanted, complete) != (view.day, view.complete):
            view = self.reader.derived(view, View.on, wanted, complete)
        return AreaOnDay(self, view, ViewId(slug, wanted, known, complete))

    def read_anew(self) -> None:
        """Forget what was read: something was written since."""
        self._views.clear()
        self._findings.clear()
        self._areas = None

    def within(self, view: ViewId) -> "AreaOnDay | None":
        """Return the area that the id of a view names, so viewed."""
        return self.on(view.area, view.day, view.known, view.complete)

    def listed(self, summary: AreaSummary) -> "AreaOnDay | None":
        """Return an area of the list of areas; it is read once something is asked of it."""
        slug = summary.area.slug
        if not self.with_cards:
            return self.on(slug)
        day = summary.area.recorded_as_of or self.reader.today()
        return AreaOnDay(self, None, ViewId(slug, day), summary=summary)

    def view_of(self, summary: AreaSummary) -> View:
        """Return an area of the list as of its own day; raises UnknownThing where it is gone."""
        view = self._opening(summary.area.slug)
        if view is None or view.snapshot.revision != summary.revision:
            self.moved = True
        return view or self.reader.view(summary.area.slug)

    def findings(self, view: View) -> tuple[Finding, ...]:
        """Return the findings of a view: once a request, whatever others make the reader forget."""
        # By the snapshot itself: the map as it was known on two days may be of one revision.
        key = (id(view.snapshot), view.day, view.complete)
        if key not in self._findings:
            self._findings[key] = (view, self.reader.findings(view))
        return self._findings[key][1]

    def home(self, fact_id: str) -> "AreaOnDay | None":
        """Return the area that a fact is read in: its own, else the first map that shows it."""
        own = self.on(area_of(fact_id))
        if own is not None:
            return own
        return next(self.maps_with(fact_id), None)

    def maps_with(
        self, thing: str, day: date | None = None, known: date | None = None
    ) -> "Iterator[AreaOnDay]":
        """Yield each area on whose map a thing is, as of a day or its own."""
        for summary in self.areas():
            try:
                at = self.on(summary.area.slug, day, known)
            except UsageError:  # this area was recorded later
                continue
            if at and thing in at.snapshot.nodes:
                yield at


class AreaOnDay:
    """An area as of a day, and the request that asks: what each type reads its fields from.

    It has a view, or the summary of an area as it opens, whose view is made when it is asked for.
    Without a view_id it is of what is only tried, and nothing in it can be asked for by an id.
    """

    def __init__(
        self,
        context: Context,
        view: View | None = None,
        view_id: ViewId | None = None,
        *,
        summary: AreaSummary | None = None,
    ) -> None:
        self.context, self.view_id = context, view_id
        # By which node(id) finds a fact or finding of it, of the id that it is recorded by.
        self.id_of: Callable[[str], str] = view_id.holding if view_id else str
        self._view, self._summary = view, summary
        self._nodes: Mapping[str, Node] | None = None
        self._thing = context.makers.thing

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

    @property
    def maps(self) -> "tuple[AreaOnDay, ...]":
        """The maps that it is read from: of a view that one."""
        return (self,)

    def resolve(self, text: str) -> str:
        """Return the id of the thing meant by an id, with or without its view, or by a name.

        Raises UsageError for an id of another view, and what api.service.reader.resolve raises.
        """
        return resolve(self.snapshot, self.own_id(text))

    def own_id(self, text: str) -> str:
        """Return what was given without this view; raises UsageError where it carries another."""
        view, plain = split_view(text)
        if view is not None and view != self.view_id:
            here = self.view_id.text if self.view_id else self.slug
            meant = plain or view.area
            raise UsageError(
                f'"{text[:120]}" is of another view than {here}: give "{meant}", or ask that view.'
            )
        return plain or text

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
        if self._nodes is None:
            self._nodes = self.snapshot.nodes
        node = self._nodes.get(node_id or "")
        return self._thing[node.kind](record=node, at=self) if node else None

    def nodes(self, ids: Iterable[str]) -> list[Any]:
        """Return things on the map as the types of their kinds."""
        return [self.node(node_id) for node_id in ids]

    def object(self, fact_id: str) -> Any:
        """Return whatever has an id here as its type of the schema; None where nothing has it."""
        if self.view_id is None:
            return None
        if fact_id == self.slug:
            return self.area_object()
        if fact_id in self.snapshot.nodes:
            return self.node(fact_id)
        found: Fact | Finding | None = _fact(self.snapshot, fact_id)
        if found is None and is_finding_id(fact_id):
            found = next((one for one in self.findings() if one.id == fact_id), None)
        return self.context.makers.fact[type(found)](record=found, at=self) if found else None

    def area_object(self) -> Any:
        """Return the area as its type of the schema."""
        return self.context.makers.area(self.context, self._summary, self.area)

    def view_object(self) -> Any:
        """Return this view as its type of the schema; None where it is of what is only tried."""
        return self.context.makers.view(self) if self.view_id else None

    def fact(self, fact: Fact) -> FactRead:
        """Return a fact as it is cited: sentence, source, dates, doubt."""
        return cited(fact, self.view)

    def references(self, fact: Fact) -> list[Any]:
        """Return where a fact was read, each place as its type of the schema."""
        made = self.context.makers.reference
        return [made(record=reference, at=self) for reference in references_of(fact)]

    def evidence(self, ids: Iterable[str]) -> list[FactRead]:
        """Return the facts of these ids as they are cited."""
        return evidence(ids, self.view)


def _fact(snapshot: Snapshot, fact_id: str) -> Fact | None:
    """Return a fact that is neither the area nor a thing."""
    return (
        snapshot.links.get(fact_id)
        or snapshot.meetings.get(fact_id)
        or snapshot.declarations.get(fact_id)
        or snapshot.questions.get(fact_id)
        or snapshot.sources.get(fact_id)
    )


class OnAllMaps(AreaOnDay):
    """A shared thing over all the maps that it is on, each as of its own day."""

    def __init__(self, context: Context, maps: tuple[AreaOnDay, ...]) -> None:
        super().__init__(context, maps[0].view)
        self._maps = maps

    @property
    def maps(self) -> tuple[AreaOnDay, ...]:
        """The maps, by the slugs of their areas."""
        return self._maps

    def node(self, node_id: str | None) -> Any:
        """Return a thing as the first map that has it shows it; None where none has it."""
        return next((found for at in self._maps if (found := at.node(node_id))), None)

    def whole(self, node_id: str) -> Any:
        """Return the shared thing itself, over all of its maps."""
        node = self.snapshot.nodes[node_id]
        return self.context.makers.thing[node.kind](record=node, at=self)
