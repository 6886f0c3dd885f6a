"""What a file brought in before: by its name, or as another file had so many of its rows."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from graph.facts.dates import Truth
from graph.facts.identifiers import area_of
from graph.facts.model import Declaration, Fact, Link, Meeting, Node, Source, Status
from loaders.earlier_loads import EarlierLoad
from loaders.place import Place
from loaders.workbook.reading.headers import sheet_named
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.reading.rows import SheetRow
from loaders.workbook.sheets import sheet_of, sort_of

Endable = Node | Link | Meeting | Declaration
# A file is a later one of another, or a list of all that is on record, where it has at least this
# share of what that has; and at least so many, as one thing alone is in many files.
_SHARE, _FEWEST = 1 / 2, 2


@dataclass
class BroughtIn:
    """Facts on record that the same file had before, by id: surely, likely, or perhaps.

    Likely: the file has most of what is on record of a sheet, so it is a list of all of it.
    Perhaps: the file is called as any other of its sort is ("Bodies.csv"), and has none of them; or
    it was loaded before, and may have said what was on record already.
    """

    surely: dict[str, Fact] = field(default_factory=dict)
    likely: dict[str, Fact] = field(default_factory=dict)
    perhaps: dict[str, Fact] = field(default_factory=dict)


def is_over(fact: Fact, state: LoadState) -> bool:
    """Say whether a fact has ended, or is none that can."""
    if not isinstance(fact, Endable):
        return True
    return fact.status is Status.ENDED or fact.holds(state.today) is Truth.NO


def sorts_of(rows: Iterable[SheetRow]) -> set[str]:
    """Return the sorts of fact that the sheets of some rows hold."""
    sheets = {row.sheet.name: row.sheet for row in rows}.values()
    sorts = {kind for sheet in sheets for kind in sheet.kinds}
    sorts |= {sheet.fact_type for sheet in sheets if not sheet.kinds}
    return sorts | ({"seat"} if any(sheet.name == "Seats" for sheet in sheets) else set())


def brought_in(state: LoadState, sorts: Container[str], seen: Container[str]) -> BroughtIn:
    """Return what the file had before, of these sorts and of this area alone.

    seen are the ids of what its rows mean now. The history tells what a load wrote; what it said
    that was on record already is found by the sheets that have most of what is on record.
    """
    before = BroughtIn()
    is_known = False
    for load in state.earlier.loads:
        facts = {i: state.known[i] for i in load.said if _is_of(state, i, sorts)}
        is_known = is_known or _is_known(load, state)
        if _is_known(load, state) or _has_most(facts, seen, _FEWEST):
            before.surely |= facts
        elif load.files & state.files:
            is_same = any(fact_id in seen for fact_id in facts)
            (before.surely if is_same else before.perhaps).update(facts)
    for facts in _by_sheet(state, sorts):
        if _has_most(facts, seen, 1 if is_known else _FEWEST):
            before.likely |= facts
        elif is_known:
            before.perhaps |= facts
    return before


def _has_most(facts: Mapping[str, Fact], seen: Container[str], fewest: int) -> bool:
    common = sum(fact_id in seen for fact_id in facts)
    return common >= max(fewest, len(facts) * _SHARE)


def _is_known(load: EarlierLoad, state: LoadState) -> bool:
    """Say whether a load was of the same file by a name that is its own, not that of a sheet."""
    return any(not sheet_named(PurePath(name).stem) for name in load.files & state.files)


def _by_sheet(state: LoadState, sorts: Container[str]) -> list[dict[str, Fact]]:
    """Return what is on record by its sheet, but for what came since the file was last loaded."""
    later: set[str] = set()
    for load in state.earlier.loads:
        later = set() if load.files & state.files else later | load.added
    sheets: dict[str, dict[str, Fact]] = {}
    for fact_id, fact in state.known.items():
        if fact_id not in later and _is_of(state, fact_id, sorts):
            sheets.setdefault(sheet_of(fact).name, {})[fact_id] = fact
    return list(sheets.values())


def came_from(fact: Fact, place: Place) -> bool:
    """Say whether a fact was read in this very place of a file, where its source is the row."""
    sources = () if isinstance(fact, Source) else fact.sources
    return any((s.document, s.place) == (place.file, place.as_reference) for s in sources)


def _is_of(state: LoadState, fact_id: str, sorts: Container[str]) -> bool:
    fact = state.known.get(fact_id)
    own = fact is not None and area_of(fact_id) == state.area
    return own and isinstance(fact, Endable) and sort_of(fact) in sorts
