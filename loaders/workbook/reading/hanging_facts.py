"""What hangs on things that a load ends: asked, and ended or moved where somebody says so."""

from collections.abc import Iterable

from graph.endings import ALL, ENDS, MOVES, Ending, changes_of
from graph.errors import InvalidFact
from graph.facts.changes import Change, ended_on
from graph.facts.identifiers import full_id
from graph.facts.model import Fact, Node, Snapshot, snapshot_of
from graph.hanging import Hanging, asks_who_took_over, facts_by_thing, hanging_of
from graph.name_keys import name_key
from graph.succession import Successions, on_day, successions
from loaders.place import Place
from loaders.questions import RowAnswer
from loaders.report import Problem
from loaders.workbook.reading.brought_in import is_over
from loaders.workbook.reading.cells import shown
from loaders.workbook.reading.gone_facts import OverFacts
from loaders.workbook.reading.load_state import LoadState


def hanging_changes(state: LoadState, over: OverFacts) -> tuple[Change, ...]:
    """Ask what becomes of what hangs on the things that a load ends; return what answers say.

    A thing that comes onto the record as ended already is a story, and nothing is asked of it.
    """
    ending = [
        fact_id
        for fact_id, fact in {**state.known, **state.facts}.items()
        if isinstance(fact, Node) and _ends_now(state, fact, over)
    ]
    if not ending:
        return ()
    after = _after(state, over)
    ended = [after.nodes[i] for i in sorted(ending) if i in after.nodes]
    known, by_thing = successions(after), facts_by_thing(after.facts().values())
    changes: list[Change] = []
    for node in ended:
        assert node.until
        groups = hanging_of(by_thing.get(node.id, ()), node.id, node.until)
        moves = state.book.moves(node)
        if moves is not None:
            changes += _moved(state, after, node, moves)
        elif groups and state.book.says("along", node):
            made = changes_of(after, Ending(node.id, node.until, fates={ALL: ENDS}))
            changes += made.changes[1:]
            state.report.notices += made.told
        elif groups and not state.book.says("left", node):
            _ask(state, after, known, node, groups)
    return tuple(changes)


def _ends_now(state: LoadState, node: Node, over: OverFacts) -> bool:
    """Say whether a thing that goes on on record has an end by the file, or by an answer."""
    old = state.known.get(node.id)
    ends = node.until is not None or node.id in over.ended
    return ends and isinstance(old, Node) and not is_over(old, state) and old.until is None


def _after(state: LoadState, over: OverFacts) -> Snapshot:
    """Return the record as the load would leave it."""
    facts: dict[str, Fact] = {**state.known, **state.facts}
    for fact_id, day in over.ended.items():
        facts[fact_id] = ended_on(facts[fact_id], day)
    kept = {i: fact for i, fact in facts.items() if i not in over.withdrawn}
    return snapshot_of(kept, state.area, 0, {})


def _moved(state: LoadState, after: Snapshot, node: Node, heir: str) -> Iterable[Change]:
    """Return the changes by which all that hangs on a thing goes over to another."""
    assert node.until
    found = _thing(state, after, heir)
    if found is None:
        wrong = f'nothing on record or in the file is called "{shown(heir)}"'
        _refuse(state, "unknown-name", heir, wrong, "name what takes over by its id or name")
        return ()
    kept = next((f for f in successions(after).after(node.id) if f.to_id == found), None)
    since = kept.since if kept else None
    # It was read where the succession was, or else where the end was.
    sources = kept.sources if kept else node.sources
    try:
        ending = Ending(node.id, node.until, (found,), since, {ALL: MOVES})
        made = changes_of(after, ending, sources)
    except InvalidFact as error:
        _refuse(state, "still-needed", heir, str(error).rstrip("."), "correct the answer")
        return ()
    state.report.notices += made.told
    return made.changes[1:]  # the end of the thing itself is there already


def _thing(state: LoadState, after: Snapshot, text: str) -> str | None:
    wanted, key = full_id(text, state.area), name_key(text)
    if wanted in after.nodes:
        return wanted
    fits = [node.id for node in after.nodes.values() if key in map(name_key, node.names)]
    return fits[0] if len(fits) == 1 else None


def _ask(
    state: LoadState,
    after: Snapshot,
    known: Successions,
    node: Node,
    groups: Iterable[Hanging],
) -> None:
    short = state.book.short(node.id)
    heirs = [link.to_id for link in known.after(node.id)]
    over = [
        RowAnswer(
            "moves",
            f"{short}={state.book.short(heir)}",
            f"it goes over to {after.nodes[heir].name}",
        )
        for heir in heirs
    ]
    answers = (
        RowAnswer("along", short, "all of it ends along with it"),
        *over,
        RowAnswer("left", short, "it is left as it is"),
    )
    said = " ".join(group.sentence(after) for group in groups)
    asks = asks_who_took_over(after, node)
    who = " Who took over from it is not on record: ask." if asks else ""
    ends = f'"{shown(node.name)}" ends{on_day(node.until)}'
    sentence = f"{ends}, and what hangs on it has no end. {said}{who} What becomes of it?"
    row = state.row_of.get(node.id)
    place = row.place if row else Place(", ".join(sorted(state.files)))
    state.ask("hanging", place, sentence, answers, rows=0)


def _refuse(state: LoadState, code: str, value: str, wrong: str, right: str) -> None:
    place = Place(", ".join(sorted(state.files)))
    state.report.problems.append(Problem(code, place, value, wrong, right))
