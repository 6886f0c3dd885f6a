"""Where a question that runs looks whether to stop, and what it says when it was stopped.

Whatever answers a question without graphql-core, such as a compiled plan, calls check_cancelled()
of graph.cancellation before each field that works something out and for each item of a list: it
takes no arguments, returns nothing, and raises Cancelled, which only answer() in execute.py
catches. What is worked out below looks by itself: checks, trials, measures, whatever is kept.
"""

from time import monotonic
from typing import Any

from graphql import GraphQLObjectType
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from api.schema.codes import ErrorCode, Refusal
from graph.cancellation import Cancelled, CancelReason, cancelled_by, check_cancelled

# The parts of a page are no words for people.
_PLUMBING = ("nodes", "edges", "node")


class StoppingExecutor(StrawberryGraphQLCoreExecutionContext):
    """Looks before each field; when it is stopped, says which field took half of the time."""

    def execute_field(
        self,
        parent_type: GraphQLObjectType,
        source: Any,
        field_details_list: Any,
        path: Path,
        position_context: Any,
    ) -> Any:
        """Answer one field with all that is below it; raises Cancelled."""
        began = monotonic()
        try:
            check_cancelled()
            return super().execute_field(
                parent_type, source, field_details_list, path, position_context
            )
        except Cancelled as stopped:
            if not stopped.part and (monotonic() - began) * 2 >= stopped.elapsed:
                stopped.part = tuple(key for key in path.as_list() if isinstance(key, str))
            raise

    def execute_fields_serially(self, *given: Any, **named: Any) -> Any:
        """Do what a mutation does: to its end, since nobody could say what of it was written."""
        with cancelled_by(None):
            return super().execute_fields_serially(*given, **named)


def stopped_refusal(stopped: Cancelled, seconds: float | None) -> Refusal:
    """Return the sentence for a question that was stopped."""
    if stopped.reason is CancelReason.LEFT:
        return Refusal("Nobody waits for this answer any more.", ErrorCode.TOO_LARGE)
    within = f"within {seconds:.0f} seconds" if seconds else "in time"
    most = f", most of it for {in_words(stopped.part)}" if stopped.part else ""
    return Refusal(
        f"The answer was not ready {within}{most}, and the work was stopped. Ask for fewer areas, "
        "days or things at a time, or leave that out.",
        ErrorCode.TOO_LARGE,
    )


def in_words(path: tuple[str, ...]) -> str:
    """Say where a field stands, the innermost first: "measures of areas"."""
    steps = [step for step in path if step not in _PLUMBING] or list(path[-1:])
    return " of ".join(f'"{step}"' for step in reversed(steps[-3:]))
