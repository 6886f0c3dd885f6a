"""Rows of links and seats that look moved: other ends than before, while the old ones are gone.

The ends of a link never change, so one that moved is two: the old one is over, or was a mistake.
"""

from collections.abc import Iterable

from graph.facts.model import Link
from loaders.questions import OPEN_QUESTION, RowAnswer
from loaders.workbook.reading.brought_in import BroughtIn, came_from, is_over
from loaders.workbook.reading.cells import quoted
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.renamed_rows import over_answers
from loaders.workbook.reading.rows import RefusedRow, SheetRow
from loaders.workbook.reading.terms import term_id

_MOST_NAMED = 2  # of the links that a row may come from
# A body has one of these at a time: who is new in it comes after somebody.
_ONE_HOLDER = {"chairs", "vice_chairs"}


def moved_from(
    state: LoadState, row: SheetRow, recorded: Link, start: str, kind: str, stop: str
) -> str:
    """Return the id of the link of a row whose own id is of a link on record with other ends.

    Raises RefusedRow where it is asked what became of that one, and BadCell.
    """
    own_id = term_id(state, row, start, kind, stop)
    if state.given_links[recorded.id] > 1:
        tell_copy(state, row)
        return own_id
    state.gone[recorded.id] = recorded
    short = state.book.short(recorded.id)
    is_another = state.book.find("another", (row.raw.get("id", ""), short, recorded.id)) is not None
    if is_another:
        state.gone.pop(recorded.id)
    if is_another or state.book.is_gone(recorded) or own_id in state.known:
        return own_id
    words = state.words(recorded)
    both = f'"{state.words(_link(start, kind, stop))}" where "{words}" is on record'
    answers = (
        *over_answers(short, f'yes, "{words}"'),
        RowAnswer("another", short, "no, both are so"),
    )
    state.ask("moved", row.place, f"The row of an id says {both}. Has it moved?", answers)
    state.waiting.add(recorded.id)
    right = f"say what became of that one: {quoted(answer.as_typed for answer in answers)}"
    row.refuse(OPEN_QUESTION, f"it says {both}", right.replace('"', ""), "id")
    raise RefusedRow


def tell_copy(state: LoadState, row: SheetRow) -> None:
    """Say that a row is taken for another link than its id says, as a row that was copied is."""
    state.report.notices.append(
        f"{row.place.words}: the id is of another row too; by its two ends this is another one."
    )


def moved_links(state: LoadState, before: BroughtIn) -> bool:
    """Ask about each new link that may be an older one moved; say whether any was asked about.

    The rows that are asked about wait: their links are taken out of the facts of the file.
    """
    gone = [
        fact
        for fact in (before.surely | before.likely).values()
        if isinstance(fact, Link) and fact.id not in state.seen
    ]
    # What hangs on a thing that is gone goes with it, or stays with it.
    free = [fact for fact in gone if not {fact.from_id, fact.to_id} & state.gone.keys()]
    by_end: dict[str, list[Link]] = {}
    for old in free:
        if not state.book.is_gone(old):
            by_end.setdefault(old.from_id, []).append(old)
            by_end.setdefault(old.to_id, []).append(old)
    asked = False
    for link in [fact for fact in state.facts.values() if isinstance(fact, Link)]:
        row = state.row_of.get(link.id)
        if link.id in state.known or row is None:
            continue
        if state.book.find("another", (state.book.short(link.id), link.id)) is not None:
            continue
        near = (*by_end.get(link.from_id, ()), *by_end.get(link.to_id, ()))
        alike = [
            old
            for old in {old.id: old for old in near}.values()
            if _looks_moved(state, old, link, row)
        ]
        if alike:
            alike.sort(key=lambda old: (not came_from(old, row.place), old.kind != link.kind))
            _ask(state, row, link, alike[:_MOST_NAMED])
            del state.facts[link.id]
            state.waiting |= {link.id, *(old.id for old in alike)}
            asked = True
    state.gone |= {fact.id: fact for fact in gone if not is_over(fact, state)}
    return asked


def _looks_moved(state: LoadState, old: Link, new: Link, row: SheetRow) -> bool:
    if is_over(old, state) and not is_over(new, state):
        return False
    same_start, same_stop = old.from_id == new.from_id, old.to_id == new.to_id
    if same_start and same_stop:
        return old.kind in row.sheet.kinds
    if old.kind != new.kind:
        return False
    return same_start or (same_stop and (new.kind in _ONE_HOLDER or came_from(old, row.place)))


def _ask(state: LoadState, row: SheetRow, link: Link, alike: Iterable[Link]) -> None:
    short, olds = state.book.short, {old.id: state.words(old) for old in alike}
    words = state.words(link)
    another = RowAnswer("another", short(link.id), "no, both are so")
    answers = [
        answer
        for old, said in olds.items()
        for answer in over_answers(short(old), f'yes, "{said}"')
    ]
    gone = quoted(olds.values())
    sentence = f'"{words}" is new, and the file does not have {gone}. Has it moved?'
    state.ask("moved", row.place, sentence, (*answers, another))
    right = f"say so with {answers[0].as_typed}, or that both are so with {another.as_typed}"
    row.refuse(OPEN_QUESTION, f'"{words}" may be instead of {gone}', right)


def _link(start: str, kind: str, stop: str) -> Link:
    return Link(id="", kind=kind, from_id=start, to_id=stop)
