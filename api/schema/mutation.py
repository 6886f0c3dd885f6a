"""What may be changed: the record, by changes that are written together, and scenarios."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any

import strawberry

from api.access.persons import Via
from api.schema.applied import ApplyChangesPayload, applied
from api.schema.change_input import ChangeInput, SourceInput, values_of
from api.schema.context import Context
from api.schema.fields import Work, field
from api.schema.kind_inputs import plain_value
from api.schema.scenarios import ScenarioMutations
from api.service.applying import (
    MOST_KEY,
    AskedChanges,
    apply_changes,
    preview_changes,
)
from api.service.batches import coming_by
from api.service.proposals import MOST_CHANGES
from api.service.taking_back import take_back
from api.service.written import Written
from graph.errors import KeyUsed, UnknownThing
from graph.facts.identifiers import full_id
from graph.facts.view_ids import without_view

Info = strawberry.Info[Context, None]
# Both sides of a comparison, and the changes read beside what they change.
_APPLYING = Work(3)


@strawberry.input(description="A fact, and the version of it that was seen.")
class VersionInput:
    id: strawberry.ID = strawberry.field(
        description="The fact's id, with its view or without; of the area itself its short name."
    )
    version: int = strawberry.field(description="Its version; 0: it was not on record.")


@strawberry.input(
    description="Changes to one area that are written together or not at all, and what is said of "
    "all of them. One of source and saidBy is required, but where things are only moved on a map."
)
class ApplyChangesInput:
    area: str = strawberry.field(description="The area's short name: coventry.")
    source: SourceInput | None = strawberry.field(
        default=None,
        description="Where all was read that names no source of its own: the id of a document on "
        "record, or the title of a new one.",
    )
    said_by: str | None = strawberry.field(
        default=None,
        description="The post or organisation that said it, never a person by name; without a "
        "source, that it was said so is the source.",
    )
    meeting: str | None = strawberry.field(
        default=None,
        description="The id of the meeting at which it was said, on record or recorded by these "
        "changes.",
    )
    day: date | None = strawberry.field(
        default=None, description="The day on which it was said; left out: today."
    )
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="A text of your own for these changes, such as a random UUID, with at most "
        f"{MOST_KEY} letters: sent again with it, they are written once and answered the same.",
    )
    expected_versions: list[VersionInput] | None = strawberry.field(
        default=None,
        description="The versions that were seen of facts: where one has changed since, nothing is "
        "written, and the problem tells who changed what and when.",
    )
    changes: list[ChangeInput] = strawberry.field(
        description=f"At most {MOST_CHANGES} changes, in their order."
    )


_Input = Annotated[
    ApplyChangesInput, strawberry.argument(description="The changes, and what is said of them.")
]
_Slug = Annotated[str, strawberry.argument(description="The area's short name: coventry.")]
_Batch = Annotated[
    strawberry.ID,
    strawberry.argument(description="The batch: as applyChanges gives it, or a change of it."),
]
_Key = Annotated[
    str | None,
    strawberry.argument(description="A text of your own, as of applyChanges: it is done once."),
]


def _asked(given: ApplyChangesInput) -> AskedChanges:
    versions = given.expected_versions or ()
    return AskedChanges(
        area=given.area,
        changes=values_of(given.changes),
        source=plain_value(given.source) if given.source is not None else None,
        said_by=given.said_by or "",
        meeting=given.meeting or "",
        day=given.day,
        key=given.idempotency_key,
        expected=tuple((str(one.id), one.version) for one in versions),
    )


def _changing(
    info: Info, given: ApplyChangesInput, work: Callable[[Any, AskedChanges], Written]
) -> ApplyChangesPayload:
    asked, context = _asked(given), info.context

    def places(error: Exception) -> Sequence[str]:
        if isinstance(error, KeyUsed):
            return ("idempotencyKey",)
        return ("area",) if isinstance(error, UnknownThing) else ("changes",)

    def done() -> Written:
        with coming_by(Via.GRAPHQL):
            return work(context.reader, asked)

    versions = {_whole_id(one, asked.area): version for one, version in asked.expected}
    return applied(context, asked.area, done, places, versions)


def _whole_id(text: str, area: str) -> str:
    """Return the id of a fact of an area as the store has it."""
    plain = without_view(text.strip())
    return plain if plain == area else full_id(plain, area)


@strawberry.type(description="What may be changed, from a page of this service or with a token.")
class Mutation(ScenarioMutations):
    @field(
        "Write changes to an area into the record, all of them or nothing.",
        work=_APPLYING,
        never_refused=True,
    )
    def apply_changes(
        self,
        info: Info,
        input: _Input,  # noqa: A002 - Relay's name
    ) -> ApplyChangesPayload:
        return _changing(info, input, apply_changes)

    @field(
        "Say what changes would come to, as applyChanges would; nothing is written.",
        work=_APPLYING,
        never_refused=True,
    )
    def preview_changes(
        self,
        info: Info,
        input: _Input,  # noqa: A002 - Relay's name
    ) -> ApplyChangesPayload:
        return _changing(info, input, preview_changes)

    @field(
        "Take back what one batch wrote, an import or an accepted scenario too, as a new batch; "
        "what was written since and stands in the way is named, and then nothing is done.",
        work=_APPLYING,
        never_refused=True,
    )
    def undo(
        self, info: Info, area: _Slug, batch: _Batch, idempotency_key: _Key = None
    ) -> ApplyChangesPayload:
        context = info.context

        def places(error: Exception) -> Sequence[str]:
            if isinstance(error, KeyUsed):
                return ("idempotencyKey",)
            unknown_area = isinstance(error, UnknownThing) and error.what == "area"
            return ("area",) if unknown_area else ("batch",)

        def done() -> Written:
            with coming_by(Via.GRAPHQL):
                return take_back(context.reader, area, str(batch), idempotency_key)

        return applied(context, area, done, places, {})
