"""Terms of office: links of one kind between the same two things, told apart by their dates.

Some kinds are told apart by more: who appoints the chair of a board may appoint its members too.

A row without an id means the term it can be; where it can be none, it is another one, and gets an
id by itself.
"""

from collections.abc import Sequence
from typing import NamedTuple

from graph.facts.dates import PartialDate, Truth
from graph.facts.identifiers import area_of, link_id, local_of
from graph.facts.model import Link
from graph.kinds import LINK_KIND
from loaders.workbook.reading.cells import BadCell, quoted
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.rows import SheetRow


class _Term(NamedTuple):
    since: PartialDate | None
    until: PartialDate | None
    marks: tuple[object, ...] = ()

    def is_apart(self, other: "_Term") -> bool:
        """Say whether the two can follow each other, or are told apart, and so are two terms."""
        if self.is_marked_apart(other):
            return True
        return self.since != other.since and (self._ends_by(other) or other._ends_by(self))

    def is_marked_apart(self, other: "_Term") -> bool:
        """Say whether both say what they are about, and that is not the same."""
        both = zip(self.marks, other.marks, strict=True)
        return any(None not in pair and pair[0] != pair[1] for pair in both)

    def _ends_by(self, other: "_Term") -> bool:
        # Dates may be partial: one that ends in 2018 may come before one that begins in 2018.
        if self.until is None or other.since is None:
            return False
        return self.until.first <= other.since.last


def given_link_id(text: str, area: str) -> str:
    """Return the id of a link that a cell gives: any word will do, and becomes one with a "~"."""
    if "~" in text:
        return text if "/" in text else f"{area}/{text}"
    home, local = (area_of(text), local_of(text)) if "/" in text else (area, text)
    return f"{home}/link~{local}"


def term_id(state: LoadState, row: SheetRow, start: str, kind: str, stop: str) -> str:
    """Return the id of the link that a row without an id means; raises BadCell.

    It is one that the file has already where the dates do not part the two: a repeated row.
    """
    default = link_id(state.area, start, kind, stop)
    ids = [i for i in state.terms.get((start, kind, stop), ()) if i not in state.given_links]
    term = _term_in(row, kind) if ids else _Term(None, None)
    for fact_id in ids:
        if fact_id in state.facts and not term.is_apart(_term_of(state, fact_id)):
            return fact_id
    recorded = [i for i in ids if i not in state.facts]
    fitting = [i for i in recorded if not term.is_apart(_term_of(state, i))]
    if fitting:
        return _one_of(state, row, fitting, term, default)
    by_dates = [i for i in recorded if not term.is_marked_apart(_term_of(state, i))]
    if by_dates:
        _tell_second(state, row, by_dates)
    number, made = 1, default
    while made in state.facts or made in state.known or made in state.given_links:
        number += 1
        made = f"{default}~{number}"
    return made


def _one_of(
    state: LoadState, row: SheetRow, fitting: Sequence[str], term: _Term, default: str
) -> str:
    terms = {i: _term_of(state, i) for i in fitting}
    same = [i for i in fitting if terms[i] == term]
    same = same or [i for i in fitting if term.since and terms[i].since == term.since]
    if not same and term[:2] == (None, None):
        same = [i for i in fitting if not _is_over(state, i)]
    chosen = same or list(fitting)
    if len(chosen) == 1 or default in chosen:
        return default if default in chosen else chosen[0]
    wrong = f"it may be any of {len(chosen)} terms on record"
    right = f"write its dates as they are on record, or the id {quoted(map(local_of, chosen))}"
    raise BadCell("ambiguous-name", wrong, right)


def _is_over(state: LoadState, fact_id: str) -> bool:
    fact = state.known[fact_id]
    return isinstance(fact, Link) and fact.holds(state.today) is Truth.NO


def _term_of(state: LoadState, fact_id: str) -> _Term:
    fact = state.fact(fact_id)
    assert isinstance(fact, Link)
    return _Term(fact.since, fact.until, LINK_KIND[fact.kind].marks(fact.attributes))


def _term_in(row: SheetRow, kind: str) -> _Term:
    marks = LINK_KIND[kind].marks(row.values)
    return _Term(_date(row, "since"), _date(row, "until"), marks)


def _date(row: SheetRow, key: str) -> PartialDate | None:
    text = row.text(key)
    return PartialDate(text) if text else None


def _tell_second(state: LoadState, row: SheetRow, recorded: Sequence[str]) -> None:
    """Say that a row is taken for another term beside those on record."""
    terms = [_term_of(state, fact_id) for fact_id in recorded]
    said = " and ".join(
        f"{term.since or 'an unknown day'} to {term.until or 'now'}" for term in terms
    )
    state.report.notices.append(
        f"{row.place.words}: by its dates this is another term, beside the one on record "
        f"({said}); that one stays."
    )
