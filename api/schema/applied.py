"""What changes came to, written or looked at: the payload of applyChanges, previewChanges, undo."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import strawberry

from api.errors import UsageError
from api.schema.changes import ChangeType
from api.schema.comparison import ComparisonType, FindingChangeType, Sides
from api.schema.conflict_problems import problems_of
from api.schema.context import AreaOnDay, Context
from api.schema.findings import FindingType
from api.schema.problems import ProblemType
from api.service.newer_facts import newer_of
from api.service.proposals import left_words
from api.service.written import Written
from graph.compare import Comparison, FindingMoved
from graph.errors import GraphError, StoreError
from graph.facts.view_ids import ViewId


@strawberry.type(
    description="What changes came to. All that has an id is as the area opens after them, so that "
    "it takes the place of what was read of it before; of what is only looked at, no id finds "
    "anything later.",
)
class ApplyChangesPayload:
    revision: int | None = strawberry.field(
        description="The revision that they made, or would make; null: nothing was done."
    )
    batch: strawberry.ID | None = strawberry.field(
        description="What undo takes to take them back; null: nothing was written."
    )
    changes: list[ChangeType] | None = strawberry.field(
        description="Each fact that reads otherwise, in their order; null: nothing was done."
    )
    opened: list[FindingType] | None = strawberry.field(
        description="Findings that opened by them, as they stand now; null: nothing was done."
    )
    closed: list[FindingType] | None = strawberry.field(
        description="Findings that closed by them, as they stand now; null: nothing was done."
    )
    moved: list[FindingChangeType] | None = strawberry.field(
        description="Findings that differ by them without opening or closing; null: nothing was "
        "done."
    )
    problems: list[ProblemType] = strawberry.field(
        description="Why nothing was done; empty: it was."
    )
    notices: list[str] = strawberry.field(
        description="What could not be as it was asked, what goes on hanging on what has ended, "
        "and what is on record from after the day the area opens on; empty: nothing of these."
    )


def applied(
    context: Context,
    slug: str,
    work: Callable[[], Written],
    places: Callable[[Exception], Sequence[str]],
    seen: Mapping[str, int],
) -> ApplyChangesPayload:
    """Do something to an area and say what came of it; what is expected to fail is a problem.

    places says where in the arguments a failure is about; seen are the versions that were given.
    """
    try:
        written = work()
    except StoreError:
        raise
    except (GraphError, UsageError) as error:
        context.read_anew()
        return _refused(problems_of(context.reader, slug, error, places(error), seen))
    context.read_anew()
    return _done(context, slug, written)


def _refused(problems: list[ProblemType]) -> ApplyChangesPayload:
    return ApplyChangesPayload(
        revision=None,
        batch=None,
        changes=None,
        opened=None,
        closed=None,
        moved=None,
        problems=problems,
        notices=[],
    )


def _done(context: Context, slug: str, written: Written) -> ApplyChangesPayload:
    here = context.on(slug)
    assert here is not None
    found, at, records = written.comparison, here, written.records
    if found and not written.batch:
        # Whoever keeps what is looked at must never take it for what is on record later.
        token = _token(written)
        at = AreaOnDay(context, found.after, ViewId(slug, found.after.day, tried=token))
        records = tuple(
            replace(one, id=f"{slug}/change~tried~{token}~{number}")
            for number, one in enumerate(records, start=1)
        )
    newer = newer_of(here.snapshot).sentences if written.batch and written.is_latest else ()
    return ApplyChangesPayload(
        revision=written.revision,
        batch=strawberry.ID(written.batch) if written.batch else None,
        changes=[ChangeType(record=one, at=at) for one in records],
        opened=_findings(at, found.opened if found else ()),
        closed=_findings(at, found.closed if found else ()),
        moved=_moved(found, at, written) if found else [],
        problems=[],
        notices=[*written.told, *(left_words(found) if found else ()), *newer],
    )


def _findings(at: AreaOnDay, moved: Iterable[FindingMoved]) -> list[FindingType]:
    by_rule = {finding.rule: finding for finding in at.findings()}
    return [FindingType(record=by_rule[one.rule], at=at) for one in moved if one.rule in by_rule]


def _moved(found: Comparison, at: AreaOnDay, written: Written) -> list[FindingChangeType]:
    """Return what moved; where the area reads otherwise by now, after them is no view of it."""
    after = at if written.is_latest else AreaOnDay(at.context, found.after)
    sides = Sides(AreaOnDay(at.context, found.before), after)
    every = ComparisonType(record=found, sides=sides).moves()
    return [one for one in every if one.move_word == "moved"]


def _token(written: Written) -> str:
    """Return what tells apart two looks at changes: of other changes, or at another revision."""
    whole = f"{written.revision}\n{written.records!r}"
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:12]
