"""Too much of a sheet ending at once to be meant: then the number must be said."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from graph.facts.identifiers import area_of
from graph.facts.model import Fact, Recorded, Status
from loaders.workbook.reading.brought_in import is_over
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.sheets import sheet_of

_MOST = 1 / 3  # of what goes on in a sheet
# So few that somebody named one by one, in rows or answers, need not be counted once more.
_FEW = 2


@dataclass(frozen=True, slots=True)
class ManyEndings:
    """How many facts a load would end or withdraw, where that is more than a third of a sheet."""

    count: int
    sheet: str
    of_sheet: int
    in_sheet: int

    @property
    def sentence(self) -> str:
        """What would end, in one sentence."""
        facts = "1 fact" if self.count == 1 else f"{self.count:,} facts"
        share = f'{self.of_sheet:,} of the {self.in_sheet:,} on the sheet "{self.sheet}"'
        return f"{facts} would end or be withdrawn, {share}"


def many_endings(
    state: LoadState, over: Iterable[str], by_name: Container[str]
) -> ManyEndings | None:
    """Say whether a load ends more than a third of a sheet; None where it does not.

    over are the ids of what ends or is withdrawn and has no row, by_name those of them that a
    person has named. What a row says is over counts too.
    """
    ending = {fact_id: fact_id in by_name for fact_id in over}
    ending |= dict.fromkeys(_by_rows(state, state.facts), True)
    there = Counter(sheet_of(fact).name for fact in state.known.values() if _goes_on(state, fact))
    ends = Counter(sheet_of(state.known[fact_id]).name for fact_id in ending)
    in_silence = {sheet_of(state.known[i]).name for i, named in ending.items() if not named}
    for sheet, count in ends.most_common():
        is_many = count > _FEW or sheet in in_silence
        if is_many and count > there[sheet] * _MOST:
            return ManyEndings(len(ending), sheet, count, there[sheet])
    return None


def _goes_on(state: LoadState, fact: Fact) -> bool:
    return area_of(fact.id) == state.area and not is_over(fact, state)


def _by_rows(state: LoadState, facts: Mapping[str, Fact]) -> list[str]:
    """Return the ids of what goes on on record and has ended by its row."""
    return [
        fact_id
        for fact_id, fact in facts.items()
        if fact_id in state.known
        and _goes_on(state, state.known[fact_id])
        and isinstance(fact, Recorded)
        and (is_over(fact, state) or (_has_end(fact) and not _has_end(state.known[fact_id])))
    ]


def _has_end(fact: Fact) -> bool:
    return isinstance(fact, Recorded) and (fact.until is not None or fact.status is Status.ENDED)
