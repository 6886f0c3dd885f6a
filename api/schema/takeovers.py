"""Who took over from whom in GraphQL: a succession seen from one of its two things."""

from typing import Any

import strawberry

from api.schema.context import AreaOnDay, LazyNode
from api.schema.facts import FactFields
from api.schema.fields import field, record_field
from graph.facts.model import Link
from graph.succession import successions_of, takeover_words


@strawberry.type(name="Succession", description="That one thing took over from another.")
class SuccessionType(FactFields):
    record: strawberry.Private[Link]
    seen_from: strawberry.Private[str]

    id = record_field("The id of the link that says so.", strawberry.ID)

    @field("In one sentence, as seen from the thing it was asked of.")
    def sentence(self) -> str:
        snapshot, day = self.at.snapshot, self.at.view.day
        return takeover_words(self.record, snapshot, day, self.seen_from).sentence

    @field("The thing at the other end, on the map of this day or not.", graphql_type=LazyNode)
    def other(self) -> Any:
        ends = {self.record.from_id, self.record.to_id} - {self.seen_from}
        return self.at.node(ends.pop())

    @classmethod
    def before(cls, at: AreaOnDay, thing: str) -> "list[SuccessionType]":
        """Return from whom a thing took over."""
        links = successions_of(at.view).before(thing)
        return [cls(record=link, at=at, seen_from=thing) for link in links]

    @classmethod
    def after(cls, at: AreaOnDay, thing: str) -> "list[SuccessionType]":
        """Return who took over from a thing."""
        links = successions_of(at.view).after(thing)
        return [cls(record=link, at=at, seen_from=thing) for link in links]
