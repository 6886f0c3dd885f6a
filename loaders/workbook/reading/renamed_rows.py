"""Rows of things that look renamed: new by their name, while another of their kind is gone.

Taken for a new thing in silence, such a row would leave a ghost on the map: the old name, which
nobody keeps up any more.
"""

from rapidfuzz import fuzz

from graph.facts.model import Node
from graph.name_keys import name_key
from loaders.questions import OPEN_QUESTION, RowAnswer
from loaders.workbook.reading.answer_book import AnswerBook
from loaders.workbook.reading.brought_in import BroughtIn, came_from, is_over, may_be
from loaders.workbook.reading.cells import quoted, shown
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.rows import SheetRow

_MOST_NAMED = 3  # of the things that a row may be
# Of 100: where only the name of a file says that it is the same, names must be as near as this.
_NEAR = 60


def renamed_things(state: LoadState, before: BroughtIn) -> bool:
    """Ask about each new thing that may be an older one; say whether any was asked about.

    The rows that are asked about wait: their things are taken out of the facts of the file.
    """
    whole = before.surely | before.likely
    gone = [
        fact
        for fact in (whole | before.perhaps).values()
        if isinstance(fact, Node) and not _is_there(state, fact)
    ]
    asked = False
    for node in [fact for fact in state.facts.values() if isinstance(fact, Node)]:
        row = state.row_of.get(node.id)
        if node.id in state.known or row is None or _is_another(state.book, row, node):
            continue
        once = _once_called(state, node)
        unsure = [
            old
            for old in gone
            if old.kind == node.kind and may_be(old, node, state) and not state.book.is_gone(old)
        ]
        alike = [g for g in unsure if g.id in whole or _likeness(g, node) >= _NEAR]
        alike.sort(key=lambda old: (came_from(old, row.place), _likeness(old, node)), reverse=True)
        if once or alike:
            _ask(state, row, node, once, alike[:_MOST_NAMED])
            del state.facts[node.id]
            state.waiting |= {node.id, *(g.id for g in (once or alike))}
            asked = True
    state.gone |= {fact.id: fact for fact in gone if fact.id in whole and not is_over(fact, state)}
    return asked


def _is_there(state: LoadState, fact: Node) -> bool:
    """Say whether some row means a thing, be it one that could not be read further."""
    return fact.id in state.seen or name_key(fact.name) in state.names.refused


def _is_another(book: AnswerBook, row: SheetRow, node: Node) -> bool:
    words = (row.raw.get("id", ""), book.short(node.id), node.id)
    return book.find("another", words, node.name) is not None


def _once_called(state: LoadState, node: Node) -> list[Node]:
    """Return the things that were called so once, and have no row."""
    ids = sorted(state.names.former.get(name_key(node.name), ()))
    known = [state.known.get(i) for i in ids if i not in state.seen]
    return [fact for fact in known if isinstance(fact, Node) and fact.kind == node.kind]


def _likeness(old: Node, new: Node) -> float:
    """Return from 0 to 100 how much two names look alike."""
    return fuzz.token_sort_ratio(name_key(old.name), name_key(new.name))


def _ask(state: LoadState, row: SheetRow, node: Node, once: list[Node], alike: list[Node]) -> None:
    short, name = state.book.short, shown(node.name)
    new = short(node.id)
    another = RowAnswer("another", new, "no, it is another one")
    if once:
        old = once[0]
        sentence = f'Is "{name}" the "{shown(old.name)}" on record, which was called so too?'
        wrong = f'"{name}" may be "{shown(old.name)}" on record, which was called so too'
        answers = [
            RowAnswer("same", f"{new}={short(old.id)}", "yes, and it keeps the name on record"),
            RowAnswer("renamed", f"{short(old.id)}={new}", f'yes, and it is called "{name}" now'),
            another,
        ]
    else:
        olds = quoted(shown(old.name) for old in alike)
        sentence = f'Is "{name}" a new name of {olds}, which the file does not have?'
        wrong = f'"{name}" may be a new name of {olds}'
        answers = [
            RowAnswer(
                "renamed",
                f"{short(old.id)}={new}",
                f'yes, it is "{shown(old.name)}" under a new name',
            )
            for old in alike
        ]
        answers.append(another)
        if len(alike) == 1:
            said = f'no, and "{shown(alike[0].name)}"'
            answers += over_answers(short(alike[0].id), said)
    state.ask("renamed", row.place, sentence, answers)
    right = f"say so with {answers[0].as_typed}, or that it is another with {another.as_typed}"
    row.refuse(OPEN_QUESTION, wrong, right, "name")


def over_answers(fact_id: str, said: str) -> list[RowAnswer]:
    """Return the answers that say of a fact, by its id as it is typed, that it is no more."""
    return [
        RowAnswer("ended", fact_id, f"{said} was so until this day", asks_day=True),
        RowAnswer("mistake", fact_id, f"{said} was a mistake: it is withdrawn"),
    ]
