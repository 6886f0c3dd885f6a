"""What a file brought in before: by its name, or as another file had so many of its rows."""

from collections.abc import Container, Iterable
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
from loaders.workbook.sheets import sort_of

Endable = Node | Link | Meeting | Declaration
# A file is a later one of another where it has at least this share of what that brought in, and
# at least so many: one thing alone is in many files.
_SHARE, _FEWEST = 1 / 2, 2


@dataclass
class BroughtIn:
    """Facts on record that the same file had before, by id: surely, or perhaps.

    Perhaps: the file is called as any other of its sort is ("Bodies.csv"), and has none of them.
    """

    surely: dict[str, Fact] = field(default_factory=dict)
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
    """Return what the file had before, of these sorts, of this area alone, and what goes on.

    seen are the ids of what its rows mean now.
    """
    found = BroughtIn()
    for load in state.earlier.loads:
        same_name = load.files & state.files
        ids = load.said | load.added if same_name else load.added
        facts = {i: state.known[i] for i in ids if _is_of(state, i, sorts)}
        common = sum(fact_id in seen for fact_id in facts)
        is_later = common >= max(_FEWEST, len(facts) * _SHARE)
        if is_later or (same_name and (common or not _is_any_file(load, state))):
            found.surely |= facts
        elif same_name:
            found.perhaps |= facts
    return found


def came_from(fact: Fact, place: Place) -> bool:
    """Say whether a fact was read in this very place of a file, where its source is the row."""
    sources = () if isinstance(fact, Source) else fact.sources
    return any((s.document, s.place) == (place.file, place.as_reference) for s in sources)


def _is_of(state: LoadState, fact_id: str, sorts: Container[str]) -> bool:
    fact = state.known.get(fact_id)
    own = fact is not None and area_of(fact_id) == state.area
    return own and fact is not None and sort_of(fact) in sorts and not is_over(fact, state)


def _is_any_file(load: EarlierLoad, state: LoadState) -> bool:
    """Say whether a load is known to be of the same file just by the name of a sheet."""
    return all(sheet_named(PurePath(name).stem) for name in load.files & state.files)
