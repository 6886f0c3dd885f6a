"""What the checks of the Start for Life programme share: its days, and whom it funds."""

from datetime import date
from typing import TypedDict

from graph.rules.finding import Outcome
from graph.rules.registry import RuleContext, Subject


class ProgrammeDates(TypedDict):
    """The days on which a rule holds, and its outcome after them."""

    valid_from: date
    valid_to: date
    after: Outcome


# After the programme it waits for somebody who has read the guide to what follows.
PROGRAMME_DATES = ProgrammeDates(
    valid_from=date(2022, 8, 8), valid_to=date(2026, 3, 31), after=Outcome.UNKNOWN
)


def unless_funded(context: RuleContext) -> list[Subject]:
    """Say why a check of the programme does not apply, or cannot be told to; empty if it does."""
    funded = context.view.snapshot.area.start_for_life_funded
    if funded is None:
        why = "Whether the area is funded by the Start for Life programme is not recorded: ask."
        return context.cannot_tell(why, "First record whether Start for Life funds the area.")
    if not funded:
        why = "The area is recorded as not funded by Start for Life."
        return context.excluded(why, context.area)
    return []
