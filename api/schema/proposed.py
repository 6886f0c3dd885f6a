"""What somebody proposes, said back: each change, and a main board's line of sight."""

from collections.abc import Sequence
from typing import Any

import strawberry

from api.schema.change_input import ChangeValue
from api.schema.fields import field, record_field
from api.schema.vocabulary import FactSortEnum, LinkKindEnum, NodeKindEnum, make_enum
from api.service.change_writing import WrittenChange, written_changes
from api.service.sights import Sight
from graph.facts.changes import Added, Change, Changed, Ended
from graph.facts.fields import FACT_TYPES
from graph.facts.integrity import pointed_ids, referenced_ids
from graph.facts.model import Link, Node, Snapshot

ChangeActionEnum: Any = make_enum(
    "ChangeAction",
    "What a change does to a fact.",
    [
        ("added", "It was not on record before.", "added"),
        ("changed", "It reads otherwise from then on.", "changed"),
        ("ended", "It was so until a day, and stays on record.", "ended"),
        ("withdrawn", "It was recorded in error; only the history keeps it.", "withdrawn"),
    ],
)
# GraphQL's Node is whatever has an id.
_SORT_OF = {made: "thing" if word == "node" else word for word, made in FACT_TYPES.items()}


@strawberry.type(description="A change that was tried, in words and as it can be sent again.")
class ProposedChange:
    record: strawberry.Private[WrittenChange]
    said: strawberry.Private[str]

    @field("What it says, in one sentence.")
    def sentence(self) -> str:
        return self.said

    @field("What it does.", graphql_type=ChangeActionEnum)
    def action(self) -> Any:
        match self.record.change:
            case Added():
                return ChangeActionEnum("added")
            case Changed():
                return ChangeActionEnum("changed")
            case Ended():
                return ChangeActionEnum("ended")
        return ChangeActionEnum("withdrawn")

    @field(
        "What sort of fact it is about; null: the fact is not on record any more.",
        graphql_type=FactSortEnum | None,
    )
    def sort(self) -> Any:
        fact = self.record.fact
        return FactSortEnum(_SORT_OF[type(fact)]) if fact else None

    @field("The kind of thing; null: it is about no thing.", graphql_type=NodeKindEnum | None)
    def thing_kind(self) -> Any:
        fact = self.record.fact
        return NodeKindEnum(fact.kind) if isinstance(fact, Node) else None

    @field("The kind of link; null: it is about no link.", graphql_type=LinkKindEnum | None)
    def link_kind(self) -> Any:
        fact = self.record.fact
        return LinkKindEnum(fact.kind) if isinstance(fact, Link) else None

    @field("The name of the thing, as it reads then; null: it is about no thing.")
    def name(self) -> str | None:
        fact = self.record.fact
        return fact.name if isinstance(fact, Node) else None

    fact_id = record_field("The id of the fact, without a view.", strawberry.ID)

    @field("Where the link begins, by id; null: it is about no link.", name="from")
    def start(self) -> strawberry.ID | None:
        fact = self.record.fact
        return strawberry.ID(fact.from_id) if isinstance(fact, Link) else None

    @field("Where the link ends, by id; null: it is about no link.", name="to")
    def stop(self) -> strawberry.ID | None:
        fact = self.record.fact
        return strawberry.ID(fact.to_id) if isinstance(fact, Link) else None

    @field("The ids of what the fact names: the ends of a link, a meeting's body, who was asked.")
    def needs(self) -> list[strawberry.ID]:
        fact = self.record.fact
        named = (*referenced_ids(fact), *pointed_ids(fact)) if fact else ()
        return [strawberry.ID(one) for one in dict.fromkeys(named)]

    @field("The change as a value of ChangeInput: sent again, it says the same.")
    def input(self) -> ChangeValue:
        return ChangeValue(self.record.input)


def proposed(
    changes: Sequence[Change], said: Sequence[str], before: Snapshot
) -> list[ProposedChange]:
    """Return changes to an area as it was before them, with what they say."""
    written = written_changes(changes, before)
    return [ProposedChange(record=one, said=s) for one, s in zip(written, said, strict=True)]


@strawberry.type(name="Sight", description="A main board's line of sight, before and after.")
class SightType:
    record: strawberry.Private[Sight]

    board = record_field("The main board's name.")
    target = record_field("What it should reach.")
    before = record_field("How far its line got, in words.")
    after = record_field("How far its line would get, in words.")
    reached_before = record_field("Whether it got there.")
    reached = record_field("Whether it would get there.")
