"""What a file had before and has no more: asked, and ended or withdrawn where somebody says so.

A row that is gone ends nothing by itself: silence is not absence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.facts.dates import PartialDate
from graph.facts.integrity import referenced_ids
from graph.facts.model import Fact, Link, Node
from loaders.place import Place
from loaders.questions import RowAnswer
from loaders.report import Problem
from loaders.workbook.reading.brought_in import BroughtIn, is_over
from loaders.workbook.reading.cells import shown
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.renamed_rows import over_answers
from loaders.workbook.sheets import sort_of


@dataclass
class OverFacts:
    """What is to be over: facts that end, each with its day, and those that are withdrawn.

    by_name are those that a person has named one by one.
    """

    ended: dict[str, PartialDate] = field(default_factory=dict)
    withdrawn: dict[str, Fact] = field(default_factory=dict)
    by_name: set[str] = field(default_factory=set)


def ask_what_is_gone(state: LoadState, before: BroughtIn, unsure: Iterable[str]) -> None:
    """Ask about each fact that the file had before and has no more; no row waits for an answer.

    unsure are the sorts of fact whose sheets have rows that could not be read: one of them may be
    the row that is missed.
    """
    there = state.seen | state.facts.keys()
    surely = before.surely.items()
    gone = {i: fact for i, fact in surely if i not in there and not is_over(fact, state)}
    state.gone |= gone
    left = set(unsure)
    for fact in gone.values():
        body = fact.text("body") if isinstance(fact, Node) else None  # of an empty seat
        needs = {i for i in (*referenced_ids(fact), body) if i in gone or i in state.waiting}
        if needs or fact.id in state.waiting or sort_of(fact) in left or state.book.is_gone(fact):
            continue
        short, place = state.book.short(fact.id), Place(", ".join(sorted(_files(state, fact))))
        answers = (RowAnswer("stays", short, "it is still so"), *over_answers(short, "it"))
        sentence = f'"{shown(state.words(fact))}" is not in the file any more. Is it still so?'
        state.ask("gone", place, sentence, answers, rows=0)


def _files(state: LoadState, fact: Fact) -> set[str]:
    """Return the files that had a fact and are loaded now, or else all that are."""
    named = {reference.document for reference in getattr(fact, "sources", ())}
    return (named & state.files) or state.files


def over_by_answers(state: LoadState) -> OverFacts:
    """Return what is over by the answers given; what cannot be so is told as a problem.

    The links of a thing end or go with it, unless the file has them.
    """
    over = OverFacts()
    referring = _referring(state.known)
    for fact in state.gone.values():
        day = state.book.ended(fact)
        if day is None and not state.book.says("mistake", fact):
            continue
        if state.book.names_each(fact):
            over.by_name.add(fact.id)
        if day is not None:
            _end(state, over, fact, day, referring)
        else:
            _withdraw(state, over, fact, referring)
    return over


def _referring(known: Mapping[str, Fact]) -> dict[str, list[Fact]]:
    referring: dict[str, list[Fact]] = {}
    for fact in known.values():
        for fact_id in set(referenced_ids(fact)):
            referring.setdefault(fact_id, []).append(fact)
    return referring


def _end(
    state: LoadState,
    over: OverFacts,
    fact: Fact,
    day: PartialDate,
    referring: Mapping[str, list[Fact]],
) -> None:
    since = getattr(fact, "since", None)
    if since and since.first > day.last:
        wrong = f'"{state.words(fact)}" began in {since} on record, and cannot have ended in {day}'
        _refuse(state, "until-before-since", str(day), wrong, "give a later day")
        return
    over.ended[fact.id] = day
    # What goes over to another, or is left as it is, is settled with all that hangs on it.
    if not isinstance(fact, Node) or state.book.moves(fact) or state.book.says("left", fact):
        return
    for link in referring.get(fact.id, ()):
        if not isinstance(link, Link) or is_over(link, state) or link.id in state.facts:
            continue
        if state.book.ended(link) is None and (not link.since or link.since.first <= day.last):
            over.ended[link.id] = day


def _withdraw(
    state: LoadState, over: OverFacts, fact: Fact, referring: Mapping[str, list[Fact]]
) -> None:
    hanging = referring.get(fact.id, ())
    new = [f for f in state.facts.values() if fact.id in referenced_ids(f)]
    others = (f for f in hanging if not isinstance(f, Link) and f.id in state.known)
    held = [f for f in others if not (f.id in state.gone and state.book.says("mistake", f))] + new
    if held:
        wrong = f'"{state.words(fact)}" cannot be withdrawn, as "{state.words(held[0])}" needs it'
        right = f"say when it ended instead: --ended {state.book.short(fact.id)}=DAY"
        _refuse(state, "still-needed", state.book.short(fact.id), wrong, right)
        return
    over.withdrawn[fact.id] = fact
    over.withdrawn |= {link.id: link for link in hanging}


def _refuse(state: LoadState, code: str, value: str, wrong: str, right: str) -> None:
    place = Place(", ".join(sorted(state.files)))
    state.report.problems.append(Problem(code, place, value, wrong, right))
