"""What became of the rows of a file: accepted, refused with a reason, or hinted at."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from loaders.place import Place
from loaders.questions import OPEN_QUESTION, QUESTION_KINDS, QuestionKind, RowQuestion

# Told now and then what is being done, the rows done, and of how many (0: nobody knows yet).
Progress = Callable[[str, int, int], None]
PROGRESS_STEP = 500  # rows from one word to the next


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row, or a whole sheet, was refused: where, what is wrong, and what would be right."""

    code: str
    place: Place
    value: str
    wrong: str
    right: str

    @property
    def sentence(self) -> str:
        """The problem in one sentence, with its place."""
        # A sentence that begins with the column says it once.
        says_column = self.wrong.startswith(f'"{self.place.column}"')
        place = replace(self.place, column="") if says_column else self.place
        return f"{place.words}: {self.wrong}; {self.right}."


@dataclass
class Report:
    """Rows of all sheets: rows = accepted + refused, always.

    hints are suggestions, no problems; notices say what a reader may not expect; unread are the
    sheets that are none of ours. Rows that wait for an answer to a question are refused.
    """

    accepted: int = 0
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    questions: list[RowQuestion] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """The rows that hold anything, headings and examples left out."""
        return self.accepted + self.refused

    @property
    def to_correct(self) -> list[Problem]:
        """The problems but those of rows that wait for an answer."""
        return [problem for problem in self.problems if problem.code != OPEN_QUESTION]

    @property
    def waiting(self) -> list[RowQuestion]:
        """The questions that rows wait for; without an answer to the others nothing changes."""
        return [question for question in self.questions if question.rows]

    @property
    def questions_by_kind(self) -> list[tuple[QuestionKind, list[RowQuestion]]]:
        """The questions, a sort after the other."""
        asked = (
            (kind, [q for q in self.questions if q.code == kind.code]) for kind in QUESTION_KINDS
        )
        return [(kind, questions) for kind, questions in asked if questions]

    @property
    def sentence(self) -> str:
        """The count in one sentence."""
        return f"{self.rows} rows read: {self.accepted} accepted, {self.refused} refused."
