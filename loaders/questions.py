"""What only a person can say of a file's rows: each question with the answers it takes.

Nothing waits for an answer: the rows in question stay out, the question is told with the option
that answers it, and loading the file again with that option settles it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.facts.dates import PartialDate
from loaders.place import Place

OPEN_QUESTION = "open-question"  # the code of the problem of a row that waits
ALL = "all"  # in place of an id: of every question of its sort


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """An option that answers questions: what is typed after it, and what it says.

    example is what would be right where the two sides of "=" are not given.
    """

    name: str
    typed: str
    help: str
    example: str = ""


ANSWER_OPTIONS = (
    AnswerOption("same", "ID=ID", "the id in the file is the other, as 7=007", "7=007"),
    AnswerOption("another", "ID", "it is another thing, one more"),
    AnswerOption("renamed", "OLD=NEW", "it has a new name, as ehb=families-board", "OLD=NEW"),
    AnswerOption("ended", "ID=DAY", "it was so until that day, as ehb=2024-03-31", "ID=2024-03-31"),
    AnswerOption("mistake", "ID", "it was never so: it is withdrawn, and the history keeps it"),
    AnswerOption("stays", "ID", "the record of it stays as it is"),
    AnswerOption("again", "ID", "it is so again: the record takes it from the file"),
    AnswerOption("along", "ID", "what hangs on it ends along with it"),
    AnswerOption(
        "moves",
        "OLD=NEW",
        "what hangs on the old one goes over to the new one, which takes over from it",
        "OLD=NEW",
    ),
    AnswerOption("left", "ID", "what hangs on it is left as it is"),
)
ANSWER_OPTION = {option.name: option for option in ANSWER_OPTIONS}
_DAYS = "2024-03-31, or the month or year alone"
_DAY = "DAY"  # stands in an answer for a day that a person gives


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """One answer to a question: the option that gives it, its value, and what it says in words.

    A person gives the day of one that asks_day.
    """

    option: str
    value: str
    words: str
    asks_day: bool = False

    @property
    def as_typed(self) -> str:
        """The answer as the command line takes it: --same 7=007."""
        value = f"{self.value}={_DAY}" if self.asks_day else self.value
        typed = value if _is_one_word(value) else f'"{value}"'
        return f"--{self.option} {typed}"

    @property
    def as_field(self) -> str:
        """The answer as a form sends it, without the day; AnswersGiven.of_fields reads it."""
        return f"{self.option} {self.value}"


@dataclass(frozen=True, slots=True)
class RowQuestion:
    """A question of a file: its sort, the first place, the answers, how many rows wait for one.

    code is one of QUESTION_KINDS. Where no row waits, the record stays as it is without an answer.
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
    QuestionKind(
        "renamed",
        "Names are new, while others of the same kind are gone, or were called so once",
        (RowAnswer("another", ALL, "each is another one"),),
    ),
    QuestionKind(
        "moved",
        "Seats or links are new, while others that are like them are gone from the file",
        (RowAnswer("another", ALL, "each is another one"),),
    ),
    QuestionKind(
        "comes-back",
        "Rows say that something is so which has ended on record, or was withdrawn",
        (
            RowAnswer("stays", ALL, "the record of each stays as it is"),
            RowAnswer("again", ALL, "each is so again"),
        ),
    ),
    QuestionKind(
        "gone",
        "These were in the file before and are gone from it; they stay on record unless you say "
        "otherwise",
        (
            RowAnswer("stays", ALL, "each is still so"),
            RowAnswer("ended", ALL, "each was so until a day", asks_day=True),
        ),
    ),
    QuestionKind(
        "hanging",
        "Things end, and what hangs on them has no end; it stays on record and holds on no day "
        "after, unless you say otherwise",
        (
            RowAnswer("along", ALL, "all of it ends along with each"),
            RowAnswer("left", ALL, "all of it is left as it is"),
        ),
    ),
)
# The options of which one at most answers for a thing: what an id is, what became of it, and what
# becomes of all that hangs on it.
_ONE_OF = (
    ("same", "renamed", "another"),
    ("ended", "mistake", "stays", "again"),
    ("along", "moves", "left"),
)
QUESTION_KIND = {kind.code: kind for kind in QUESTION_KINDS}


class BadAnswer(ValueError):
    """An answer that cannot be read; the sentence says what would be right."""


@dataclass(frozen=True, slots=True)
class AnswersGiven:
    """What a person has said, an option a field: see ANSWER_OPTIONS.

    same has the id in the file with the other one, renamed the new name or id with the old one,
    ended the id with the day, moves what ends with what takes over from it. Ids stand as in the
    file's cells or on record; ALL stands for every one that is asked about.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    another: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)
    ended: Mapping[str, PartialDate] = field(default_factory=dict)
    mistake: frozenset[str] = frozenset()
    stays: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    along: frozenset[str] = frozenset()
    moves: Mapping[str, str] = field(default_factory=dict)
    left: frozenset[str] = frozenset()

    @classmethod
    def of(cls, same: Iterable[str] = (), another: Iterable[str] = ()) -> "AnswersGiven":
        """Read answers about ids, as 7=007 and 7; raises BadAnswer."""
        return cls.of_options({"same": same, "another": another})

    @classmethod
    def of_options(cls, texts: Mapping[str, Iterable[str]]) -> "AnswersGiven":
        """Read answers as they are typed after each option; raises BadAnswer."""
        pairs = {
            name: dict(_pair(name, text) for text in texts.get(name, ()))
            for name in ("same", "renamed", "ended", "moves")
        }
        alone = {
            name: frozenset(map(_alone, texts.get(name, ())))
            for name in ("another", "mistake", "stays", "again", "along", "left")
        }
        given = cls(
            same=pairs["same"],
            renamed={new: old for old, new in pairs["renamed"].items()},
            ended={fact_id: _day(day) for fact_id, day in pairs["ended"].items()},
            moves=pairs["moves"],
            **alone,
        )
        given._refuse_both()
        return given

    def _refuse_both(self) -> None:
        """Refuse two answers about one thing, but ended and another: the next comes after it."""
        seen: dict[str, str] = {}
        for option, texts in (
            *(("the same", {text}) for text in self.same),
            *(("renamed", {text}) for text in self.renamed),
            ("another", self.another),
        ):
            for text in sorted(texts):
                if seen.setdefault(text, option) != option:
                    both = f"{seen[text]} and {option}"
                    raise BadAnswer(f'"{text}" cannot be both {both}: give one answer.')
        for group in _ONE_OF[1:]:
            seen = {}
            for option in group:
                for text in sorted(getattr(self, option)):
                    if seen.setdefault(text, option) != option:
                        both = f"--{seen[text]} and --{option}"
                        raise BadAnswer(f'"{text}" has two answers, {both}: give one.')

    @classmethod
    def of_fields(cls, texts: Iterable[tuple[str, str]]) -> "AnswersGiven":
        """Read answers as a form sends them: RowAnswer.as_field and a day; raises BadAnswer."""
        by_option: dict[str, list[str]] = {option.name: [] for option in ANSWER_OPTIONS}
        for text, day in texts:
            option, _, value = text.partition(" ")
            if not text:
                continue
            if option not in by_option:
                raise BadAnswer("That answer is not known: choose one of those on the page.")
            if option == "ended" and not day.strip():
                raise BadAnswer(f"Fill in the day beside that answer: {_DAYS}.")
            by_option[option].append(f"{value}={day.strip()}" if option == "ended" else value)
        return cls.of_options(by_option)

    def and_also(self, more: "AnswersGiven") -> "AnswersGiven":
        """Return these answers with more of them; a later answer takes the place of an earlier."""
        merged: dict[str, Any] = {}
        for group in _ONE_OF:
            later = {text for name in group for text in getattr(more, name)}
            for name in group:
                before, new = getattr(self, name), getattr(more, name)
                if isinstance(before, frozenset):
                    merged[name] = frozenset((before - later) | new)
                else:
                    kept = {text: said for text, said in before.items() if text not in later}
                    merged[name] = {**kept, **new}
        return AnswersGiven(**merged)


def _pair(option: str, text: str) -> tuple[str, str]:
    """Read ID=ID; ALL alone says of every id that it is the same."""
    given, _, other = (part.strip() for part in text.partition("="))
    if option == "same" and text.strip().casefold() == ALL:
        return ALL, ALL
    if not given or not other:
        right = ANSWER_OPTION[option].example
        if option == "same":
            raise BadAnswer(f'"{text}" says of no id which it is: write {right}, or {ALL}.')
        raise BadAnswer(f'"{text}" does not answer --{option}: write {right}.')
    return (ALL if given.casefold() == ALL and option == "ended" else given), other


def _alone(text: str) -> str:
    return ALL if text.strip().casefold() == ALL else text.strip()


def _day(text: str) -> PartialDate:
    try:
        return PartialDate(text)
    except ValueError as error:
        raise BadAnswer(f'"{text}" is no day: write {_DAYS}.') from error


def _is_one_word(text: str) -> bool:
    return bool(text) and not any(letter.isspace() or letter in "\"'$&;|<>*?" for letter in text)
