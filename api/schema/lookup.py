"""node(id): what any id identifies, whatever it is of, with the view it carries or as it opens."""

from typing import Any

from api.schema.changes import ChangeType
from api.schema.context import AreaOnDay, Context, OnAllMaps
from api.schema.policy import PolicyChangeType
from api.schema.rules import RuleType
from api.schema.scenarios import ScenarioType
from graph.facts.identifiers import is_shared, local_of
from graph.facts.view_ids import policy_named, rule_named, split_view
from graph.rules.policy_changes import POLICY
from graph.rules.run import RULES


def identified(context: Context, text: str) -> Any:
    """Return what an id identifies as its type of the schema; None where nothing has it.

    Raises UsageError for a view of a day by which nothing was known of the area.
    """
    view, plain = split_view(text)
    if view is not None:
        at = context.within(view)
        if at is None:
            return None
        return at.object(plain) if plain else at.view_object()
    found = _of_no_area(plain)
    if found is not None:
        return found
    if is_shared(plain):
        maps = tuple(context.maps_with(plain))
        return OnAllMaps(context, maps).whole(plain) if maps else None
    at = context.home(plain)
    return _of_area(at, plain) if at else None


def _of_no_area(text: str) -> Any:
    rule, change = rule_named(text), policy_named(text)
    rules = (RuleType(record=one) for one in RULES if one.id == rule)
    changes = (PolicyChangeType(record=one) for one in POLICY if one.id == change)
    return next(iter((*rules, *changes)), None)


def _of_area(at: AreaOnDay, fact_id: str) -> Any:
    """Return what has an id in an area: also what stays the same whatever the view."""
    local = local_of(fact_id)
    if local.startswith("change~"):
        history = at.context.reader.history(at.slug)
        found = (ChangeType(record=one, at=at) for one in history if one.id == fact_id)
        return next(found, None)
    if local.startswith("scenario~"):
        kept = (one for one in ScenarioType.all_of(at) if one.identity() == fact_id)
        return next(kept, None)
    return at.object(fact_id)
