"""Who took over from whom in GraphQL: a succession seen from one of its two things."""

from collections.abc import Iterable
from typing import Any

import strawberry

from api.schema.context import AreaOnDay, LazyThing
from api.schema.fields import field, record_field
from api.schema.links import LinkType
from graph.facts.model import Link
from graph.succession import successions_of, takeover_words


@strawberry.type(name="Succession", description="That one thing took over from another.")
class SuccessionType:
    record: strawberry.Private[Link]
    at: strawberry.Private[AreaOnDay]
    seen_from: strawberry.Private[str]

    @field("The link that says so, with its dates and source.")
    def link(self) -> LinkType:
        return LinkType(record=self.record, at=self.at)

    since = record_field("The day it took over; null: not recorded.")

    @field("In one sentence, as seen from the thing it was asked of.")
    def sentence(self) -> str:
        snapshot, day = self.at.snapshot, self.at.view.day
        return takeover_words(self.record, snapshot, day, self.seen_from).sentence

    @field("The thing at the other end, on the map of this day or not.", graphql_type=LazyThing)
    def other(self) -> Any:
        ends = {self.record.from_id, self.record.to_id} - {self.seen_from}
        return self.at.node(ends.pop())

    @classmethod
    def before(cls, maps: Iterable[AreaOnDay], thing: str) -> "list[SuccessionType]":
        """Return from whom a thing took over, by the record of each map."""
        return [
            cls(record=link, at=at, seen_from=thing)
            for at in maps
            for link in successions_of(at.view).before(thing)
        ]

    @classmethod
    def after(cls, maps: Iterable[AreaOnDay], thing: str) -> "list[SuccessionType]":
        """Return who took over from a thing, by the record of each map."""
        return [
            cls(record=link, at=at, seen_from=thing)
            for at in maps
            for link in successions_of(at.view).after(thing)
        ]
