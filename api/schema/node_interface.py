"""Whatever an id identifies: Relay's Node, and what all have that are seen in a view of an area."""

from typing import Any

import strawberry

from api.schema.context import AreaOnDay, LazyArea, LazyView
from api.schema.fields import field


@strawberry.interface(name="Node", description="Whatever has an id that node(id) answers to.")
class NodeType:
    def identity(self) -> str:
        """Return what node(id) finds it by."""
        raise NotImplementedError

    @field("What node(id) finds it by, with all that is said of it here.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.identity())


@strawberry.type(description="Something as a view of an area shows it.")
class InView(NodeType):
    """The fields of whatever is seen in a view; no type of the schema by itself."""

    record: strawberry.Private[Any]
    at: strawberry.Private[AreaOnDay]

    def identity(self) -> str:
        """Return the id, which carries the view."""
        return self.at.id_of(self.record.id)

    @field(
        "What node(id) finds it by, with all that is said of it here.",
        read="s.at.id_of(r.id)",
    )
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.identity())

    @field("The id that people write and cite, whatever the view: coventry/sehp.")
    def local_id(self) -> strawberry.ID:
        return strawberry.ID(self.record.id)

    @field("The view it is seen in.", graphql_type=LazyView)
    def view(self) -> Any:
        return self.at.view_object()

    @field("The area on whose map it was read here.", graphql_type=LazyArea)
    def area(self) -> Any:
        return self.at.area_object()


@strawberry.type(description="A recorded fact as a view of an area shows it.")
class FactInView(InView):
    """The fields of whatever is recorded; no type of the schema by itself."""

    @field("Counts the changes to it: name it with a change, to overwrite nothing unseen.")
    def version(self) -> int:
        return self.at.snapshot.versions.get(self.record.id, 1)
