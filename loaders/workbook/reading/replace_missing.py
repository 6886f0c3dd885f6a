"""What --replace ends: what the store has of the kinds in the file, and the file has not."""

from collections.abc import Iterable

from graph.facts.fields import type_of
from graph.facts.identifiers import area_of
from graph.facts.model import Fact, Link, Node, Status
from loaders.workbook.reading.brought_in import Endable
from loaders.workbook.reading.load_state import LoadState
from loaders.workbook.sheets import Sheet


def ended_by(state: LoadState, sheets: Iterable[Sheet]) -> list[Fact]:
    """Return what is to end today: only of the sheets' kinds, and of this area alone.

    A link whose end is ended ends with it. What begins later is left alone, with a hint.
    """
    kinds, types = _covered(sheets)
    ended: dict[str, Fact] = {}
    for fact in state.known.values():
        if not isinstance(fact, Endable) or fact.id in state.facts:
            continue
        word = fact.kind if isinstance(fact, Node | Link) else ""
        covered = word in kinds if word else type_of(fact) in types
        if covered and _can_end(fact, state):
            ended[fact.id] = fact
    for fact in state.known.values():
        if not isinstance(fact, Link) or not {fact.from_id, fact.to_id} & ended.keys():
            continue
        stays = fact.id in state.facts or fact.id in ended
        if not stays and _can_end(fact, state):
            ended[fact.id] = fact
    _hint_links(state, ended)
    return list(ended.values())


def _covered(sheets: Iterable[Sheet]) -> tuple[set[str], set[str]]:
    kinds: set[str] = set()
    types: set[str] = set()
    for sheet in sheets:
        kinds.update(sheet.kinds)
        types.add(sheet.fact_type)
        if sheet.name == "Seats":
            kinds.add("seat")
    return kinds, types


def _can_end(fact: Endable, state: LoadState) -> bool:
    if area_of(fact.id) != state.area or fact.until or fact.status is Status.ENDED:
        return False
    if fact.since and fact.since.first > state.today:
        nodes = {**state.known, **state.facts}
        said = _said(fact, nodes)
        state.report.hints.append(f"Not ended, as it begins later: {said}")
        return False
    return True


def _hint_links(state: LoadState, ended: dict[str, Fact]) -> None:
    for fact in state.facts.values():
        if isinstance(fact, Link) and not fact.until and {fact.from_id, fact.to_id} & ended.keys():
            said = _said(fact, {**state.known, **state.facts})
            state.report.hints.append(f"An end of it is ended, and the file has it: {said}")


def _said(fact: Fact, facts: dict[str, Fact]) -> str:
    if isinstance(fact, Link):
        ends = (facts.get(end) for end in (fact.from_id, fact.to_id))
        return " and ".join(end.name for end in ends if isinstance(end, Node)) + f" ({fact.kind})"
    return fact.name if isinstance(fact, Node) else fact.id
