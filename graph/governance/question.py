"""A question of the governance module, and the facts on record that answer it.

An answer is what the record says, fact by fact, or nothing: then it is a question to ask.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph.fact_index import Facts
from graph.facts.model import Link, Node
from graph.view import View


@dataclass(frozen=True, slots=True)
class AnsweringFact:
    """One fact that answers a question: its id, and whether it is only planned or wished for."""

    fact: str
    intended: bool = False


FactReader = Callable[[Facts], Iterable[Node | Link]]


@dataclass(frozen=True, slots=True)
class ModuleQuestion:
    """A question or barrier: its words, where it stands, the checks and lists that bear on it.

    line is its line in the project's transcription of the module (000).
    """

    number: int
    title: str
    question: str
    line: int
    rules: tuple[str, ...]
    lists: tuple[str, ...]
    reads: FactReader


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question with the facts on record that answer it; none: not recorded, ask."""

    asked: ModuleQuestion
    said: tuple[AnsweringFact, ...]


def answers(view: View, questions: Iterable[ModuleQuestion]) -> tuple[AnsweredQuestion, ...]:
    """Answer questions from the facts of a day: what operates first, then what is intended."""
    found = []
    for asked in questions:
        firm = [fact.id for fact in asked.reads(view.firm)]
        later = [fact.id for fact in asked.reads(view.intended) if fact.id not in firm]
        ids = [
            *map(AnsweringFact, dict.fromkeys(firm)),
            *(AnsweringFact(i, True) for i in dict.fromkeys(later)),
        ]
        found.append(AnsweredQuestion(asked, tuple(ids)))
    return tuple(found)
