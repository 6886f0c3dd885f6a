"""An area: what it is called, how its record stands, and the way to a view of it."""

from typing import Any

import strawberry

from api.schema.area_view import AreaViewType
from api.schema.arguments import AsOf, Complete, KnownAt
from api.schema.changes import ChangeConnection, ChangesOf, ChangeType, Since, changes_of
from api.schema.connections import After, Before, First, Last, paginate
from api.schema.context import AreaOnDay, Context
from api.schema.fields import field, record_field
from api.schema.node_interface import NodeType
from api.schema.scenarios import ScenarioType
from api.service.paging import PageAsked
from graph.errors import UnknownThing
from graph.facts.model import Area
from graph.store import AreaSummary


@strawberry.type(
    name="Area",
    description="One council's partnership; what its map shows is asked of a view of it.",
)
class AreaType(NodeType):
    context: strawberry.Private[Context]
    summary: strawberry.Private[AreaSummary | None]
    record: strawberry.Private[Area]

    def identity(self) -> str:
        """Return the slug, which is the id."""
        return self.record.slug

    def _opening(self) -> AreaOnDay:
        listed = self.context.listed(self.summary) if self.summary else None
        return listed or self._on()

    def _on(self, *asked: Any) -> AreaOnDay:
        """Return it as somebody asks for it; raises UnknownThing where it went meanwhile."""
        at = self.context.on(self.record.slug, *asked)
        if at is None:
            known = (summary.area.slug for summary in self.context.areas())
            raise UnknownThing.nearest_to("area", self.record.slug, known)
        return at

    slug = record_field()
    name = record_field()
    recorded_as_of = record_field()

    @field("Counts the changes to the map until now; with an answer cite that of its view.")
    def revision(self) -> int:
        return self.summary.revision if self.summary else self._opening().snapshot.revision

    @field("Counts the changes to what is recorded of the area itself: name it with a change.")
    def version(self) -> int:
        return self._opening().snapshot.versions.get(self.record.slug, 1)

    @field("The area as of a day: without one, the day that its record describes, else today.")
    def view(
        self, as_of: AsOf = None, known_at: KnownAt = None, complete: Complete = False
    ) -> AreaViewType:
        if as_of is None and known_at is None and not complete:
            return AreaViewType.of(self._opening())
        return AreaViewType.of(self._on(as_of, known_at, bool(complete)))

    @field("The scenarios that are kept, by name.", needs="Area.scenarios")
    def scenarios(self) -> list[ScenarioType]:
        return ScenarioType.all_of(self._opening())

    @field("Every change to the map, oldest first.", graphql_type=ChangeConnection)
    def changes(
        self,
        since: Since = None,
        about: ChangesOf = None,
        first: First = None,
        last: Last = None,
        after: After = None,
        before: Before = None,
    ) -> Any:
        at = self._opening()
        found = changes_of(at, since, about)
        asked = PageAsked(first, last, after, before)
        return paginate("changes", found, asked, lambda c: ChangeType(record=c, at=at))
