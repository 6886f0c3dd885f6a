"""Whether a main board's lines reach the statutory boards, before and after changes."""

from dataclasses import dataclass

from graph.compare import Comparison
from graph.governance_view import REQUIRED_LINES, partnership_of
from graph.kinds import node_attributes
from graph.paths import line_of_sight
from graph.view import View

_KIND_OF_BODY = node_attributes("body")["body_kind"]
# Of the lines that guidance asks for, a page has room for the first two.
_SIGHTS = [kind for (kind, *_) in REQUIRED_LINES[:2]]


@dataclass(frozen=True, slots=True)
class Sight:
    """Whether a main board's lines reach a top, before and after."""

    board: str
    target: str
    before: str
    after: str
    reached_before: bool
    reached: bool


def sights(comparison: Comparison) -> list[Sight]:
    """Say whether each main board's lines reach the statutory boards, before and after."""
    before, after = comparison.before, comparison.after
    boards = [board.id for board in partnership_of(after.firm).mains]
    found = []
    for board in boards:
        for word in _SIGHTS:
            was, reached_before = "This board is not on the map.", False
            if board in before.firm.nodes:
                was, reached_before = _line_words(before, board, word)
            now, reached = _line_words(after, board, word)
            found.append(
                Sight(
                    board=after.name(board),
                    target=_KIND_OF_BODY.label_of(word),
                    before=was,
                    after=now,
                    reached_before=reached_before,
                    reached=reached,
                )
            )
    return found


def _line_words(view: View, board: str, word: str) -> tuple[str, bool]:
    """Say how far a board's line gets, and whether it arrives; a planned one does not yet."""
    firm = line_of_sight(view, board, word)
    planned = None if firm.reached else line_of_sight(view, board, word, intended=True)
    if planned and planned.reached:
        return f"Planned, not yet so: {planned.sentence}", False
    return firm.sentence, firm.reached
