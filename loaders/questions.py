"""What only a person can say of a file's rows: each question with the answers it takes.

Nothing waits for an answer: the rows in question stay out, the question is told with the option
that answers it, and loading the file again with that option settles it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from loaders.place import Place

OPEN_QUESTION = "open-question"  # the code of the problem of a row that waits
ALL = "all"  # in place of an id: of every question of its sort


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """One answer to a question: the option that gives it, its value, and what it says in words."""

    option: str
    value: str
    words: str

    @property
    def as_typed(self) -> str:
        """The answer as the command line takes it: --same 7=007."""
        value = self.value if _is_one_word(self.value) else f'"{self.value}"'
        return f"--{self.option} {value}"

    @property
    def as_field(self) -> str:
        """The answer as a form sends it; AnswersGiven.of_fields reads it."""
        return f"{self.option} {self.value}"


@dataclass(frozen=True, slots=True)
class RowQuestion:
    """A question that rows of a file wait for: its sort, the first of them, how many, the answers.

    code is one of QUESTION_KINDS.
    """

    code: str
    place: Place
    sentence: str
    answers: tuple[RowAnswer, ...]
    rows: int = 1


@dataclass(frozen=True, slots=True)
class QuestionKind:
    """A sort of question: why it is asked, and the answers that settle all of that sort at once."""

    code: str
    title: str
    for_all: tuple[RowAnswer, ...]


QUESTION_KINDS = (
    QuestionKind(
        "same-id",
        'Ids differ only in zeros, ".0" or capitals from others, as a spreadsheet may have made '
        "them",
        (
            RowAnswer("same", ALL, "each is the other"),
            RowAnswer("another", ALL, "each is another one"),
        ),
    ),
)
QUESTION_KIND = {kind.code: kind for kind in QUESTION_KINDS}


class BadAnswer(ValueError):
    """An answer that cannot be read; the sentence says what would be right."""


@dataclass(frozen=True, slots=True)
class AnswersGiven:
    """What a person has said: which id in the file is which other, and which ids are new ones.

    Ids stand as in the file's cells; ALL stands for every one that is asked about.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    another: frozenset[str] = frozenset()

    @classmethod
    def of(cls, same: Iterable[str] = (), another: Iterable[str] = ()) -> "AnswersGiven":
        """Read answers, as 7=007 and 7; raises BadAnswer."""
        pairs: dict[str, str] = {}
        for text in same:
            given, _, other = (part.strip() for part in text.partition("="))
            if given.casefold() == ALL and not other:
                pairs[ALL] = ""
            elif given and other:
                pairs[given] = other
            else:
                raise BadAnswer(f'"{text}" says of no id which it is: write 7=007, or {ALL}.')
        alone = [ALL if text.strip().casefold() == ALL else text.strip() for text in another]
        both = sorted(pairs.keys() & set(alone))
        if both:
            raise BadAnswer(f'"{both[0]}" cannot be both the same and another: give one answer.')
        return cls(pairs, frozenset(alone))

    @classmethod
    def of_fields(cls, texts: Iterable[str]) -> "AnswersGiven":
        """Read answers as a form sends them (RowAnswer.as_field); raises BadAnswer."""
        by_option: dict[str, list[str]] = {"same": [], "another": []}
        for text in filter(None, texts):
            option, _, value = text.partition(" ")
            if option not in by_option:
                raise BadAnswer("That answer is not known: choose one of those on the page.")
            by_option[option].append(value)
        return cls.of(by_option["same"], by_option["another"])

    def and_also(self, more: "AnswersGiven") -> "AnswersGiven":
        """Return these answers with more of them; a later answer takes the place of an earlier."""
        same = {i: other for i, other in self.same.items() if i not in more.another}
        same |= dict(more.same)
        return AnswersGiven(same, (self.another - more.same.keys()) | more.another)


def _is_one_word(text: str) -> bool:
    return bool(text) and not any(letter.isspace() or letter in "\"'$&;|<>*?" for letter in text)
