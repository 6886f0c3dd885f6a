"""Rows of things that look renamed: new by their name, while another of their kind is gone.

Taken for a new thing in silence, such a row would leave a ghost on the map: the old name, which
nobody keeps up any more.
"""

from collections.abc import Container, Iterable
from itertools import islice

from rapidfuzz import fuzz, process

from graph.facts.model import Node
from graph.name_keys import folded_name, name_key
from loaders.questions import OPEN_QUESTION, RowAnswer
from loaders.workbook.reading.answer_book import AnswerBook
from loaders.workbook.reading.brought_in import BroughtIn, is_over
from loaders.workbook.reading.cells import quoted, shown
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.rows import SheetRow

_MOST_NAMED = 3  # of the things that a row may be
# Of 100: as near as this names must be where it is not sure that the file had the other.
_NEAR = 70


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
    missed = _Missed(state, gone, whole)
    asked = False
    for node in [fact for fact in state.facts.values() if isinstance(fact, Node)]:
        row = state.row_of.get(node.id)
        if node.id in state.known or row is None or _is_another(state.book, row, node):
            continue
        if node.text("body") in state.waiting:
            continue  # an empty seat, which waits with its body
        once = _once_called(state, node)
        alike = once or missed.like(node, row)
        if alike:
            _ask(state, row, node, once, alike[:_MOST_NAMED])
            del state.facts[node.id]
            state.waiting |= {node.id, *(old.id for old in alike)}
            asked = True
    state.gone |= {fact.id: fact for fact in gone if fact.id in whole and not is_over(fact, state)}
    return asked


class _Missed:
    """The things that have no row now and of which nobody has said what became of them."""

    def __init__(self, state: LoadState, gone: Iterable[Node], whole: Container[str]) -> None:
        self.state = state
        self._nodes: dict[tuple[str, bool], dict[str, Node]] = {}
        self._names: dict[tuple[str, bool], dict[str, str]] = {}
        self._sure: dict[tuple[str, bool], dict[str, Node]] = {}
        self._in_place: dict[tuple[str, str], str] = {}
        for node in gone:
            if state.book.is_gone(node):
                continue
            self._in_place |= {(s.document, s.place): node.id for s in node.sources}
            # What is over is not one that goes on; either may be one that is over.
            for over in (True,) if is_over(node, state) else (True, False):
                self._nodes.setdefault((node.kind, over), {})[node.id] = node
                self._names.setdefault((node.kind, over), {})[node.id] = _words(node)
                if node.id in whole:
                    self._sure.setdefault((node.kind, over), {})[node.id] = node

    def like(self, new: Node, row: SheetRow) -> list[Node]:
        """Return those that a row may mean: the one in its place first, then the most alike."""
        group = (new.kind, is_over(new, self.state))
        missed, sure = self._nodes.get(group, {}), self._sure.get(group, {})
        in_place = self._in_place.get((row.place.file, row.place.as_reference), "")
        near = process.extract(
            _words(new),
            self._names.get(group, {}),
            scorer=fuzz.ratio,
            limit=_MOST_NAMED,
            score_cutoff=_NEAR,
        )
        ids = [in_place] * (in_place in sure) + [fact_id for _, _, fact_id in near]
        others = islice((i for i in sure if i not in ids), _MOST_NAMED)
        return [missed[fact_id] for fact_id in dict.fromkeys((*ids, *others))]


def _words(node: Node) -> str:
    """Return the words of a name in the order of letters, so that their order does not count."""
    return " ".join(sorted(folded_name(node.name).split()))


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
    elif name_key(alike[0].name) == name_key(node.name):
        old = alike[0]
        sentence = f'Is "{name}" with the id "{new}" the one on record with "{short(old.id)}"?'
        wrong = f'"{name}" is on record with the id "{short(old.id)}", and here with "{new}"'
        answers = [
            RowAnswer("same", f"{new}={short(old.id)}", "yes, and it keeps the id on record"),
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
