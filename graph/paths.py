"""Line of sight: does one thing's accountability reach another, and if not, how far does it get.

Only lines of accountability make a line of sight. A working link or a shared seat-holder is shown
for what it is, and never counted as a line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from graph.cancellation import check_cancelled
from graph.errors import UnknownThing
from graph.fact_index import Facts
from graph.facts.model import Confidence, Node, Status
from graph.governance_view import partnership_of
from graph.kinds import LINK_KIND, words
from graph.network import UPWARD_KINDS, link_graph, upward_graph
from graph.succession import ended_and_succeeded, successions_of
from graph.view import View

_PAPER = "report to a plan"
INTENDED = "A line is intended, not yet in place"
_BODY_KINDS = {choice.word: choice.label for choice in words.BODY_KINDS}


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step: the links that make it; nature is line, working link, shared seat or other link."""

    from_id: str
    to_id: str
    links: tuple[str, ...]
    nature: str


@dataclass(frozen=True, slots=True)
class MissingLink:
    """The one link that would complete a line of sight; to_id is None where none is known."""

    from_id: str
    to_id: str | None
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class LineOfSight:
    """Whether a line reaches its target, and if not how far it gets and what would complete it.

    steps lead from from_id to the target, or to nearest where it is not reached; joined_by shows
    a working link or shared seat that joins the line to the target without being a line.
    recorded says that every outward line on the way is declared complete. verdict says in a few
    words what this comes to, explanation how far the line gets.
    """

    from_id: str
    to_id: str | None
    target: str
    reached: bool
    steps: tuple[PathStep, ...]
    nearest: str
    joined_by: tuple[PathStep, ...]
    missing: MissingLink | None
    recorded: bool
    verdict: str
    explanation: str

    @property
    def sentence(self) -> str:
        """The answer in words; one that is not reached begins with the verdict."""
        return self.explanation if self.reached else f"{self.verdict}. {self.explanation}"

    @property
    def intended(self) -> bool:
        """Say whether the line that reaches the target is only planned or wished for."""
        return self.verdict == INTENDED

    @property
    def path(self) -> tuple[str, ...]:
        """The ids along the steps."""
        return (self.from_id, *(step.to_id for step in self.steps))


def line_of_sight(
    view: View, from_id: str, to: str, via: Sequence[str] = (), intended: bool = False
) -> LineOfSight:
    """Follow the upward lines from one thing to another, or to the nearest body of a kind.

    to is an id or a kind of body. via names further kinds of link to walk, in both directions.
    intended also walks planned and wished for lines. From what is on the map and does not count,
    planned or disputed, nothing is reached, and the verdict says why. Raises UnknownThing.
    """
    check_cancelled()
    facts = view.intended if intended else view.firm
    if from_id not in view.shown.nodes:
        raise _not_there(view, facts, from_id, "thing", "on the map on this day")
    targets = _targets(view, facts, to)
    unknown = [kind for kind in via if kind not in LINK_KIND]
    if unknown:
        raise UnknownThing.nearest_to("kind of link", unknown[0], LINK_KIND)
    if from_id not in facts.nodes:
        return _no_start(view, view.shown.nodes[from_id], to)
    graph = _walkable(facts, via)
    lengths = nx.single_source_shortest_path_length(graph, from_id) if from_id in graph else {}
    reached = sorted((lengths[t.id], t.id) for t in targets if t.id in lengths and t.id != from_id)
    label = _label(view, to)
    if any(t.id == from_id for t in targets):
        return _reached(view, from_id, from_id, label, (), f"{view.name(from_id)} is {label}.")
    if reached:
        to_id = reached[0][1]
        steps = _steps(graph, facts, min(nx.all_shortest_paths(graph, from_id, to_id)))
        names = " → ".join(view.name(i) for i in (from_id, *(s.to_id for s in steps)))
        return _reached(view, from_id, to_id, label, steps, f"{names}.")
    return _not_reached(view, facts, graph, from_id, targets, label)


def _no_start(view: View, start: Node, to: str) -> LineOfSight:
    """Return that nothing is reached from what does not operate, or is disputed."""
    label = _label(view, to)
    to_id = to if to in view.snapshot.nodes else None
    if start.confidence is Confidence.DISPUTED:
        verdict, why = "Disputed: ask", "is disputed, and counts for nothing until it is settled"
    else:
        said = "wished for" if start.status is Status.ASPIRED else "planned"
        verdict, why = "Not in place yet", f"is {said}, and has no line before it operates"
    words = f"{start.name} {why}."
    return LineOfSight(start.id, to_id, label, False, (), start.id, (), None, False, verdict, words)


def _label(view: View, to: str) -> str:
    return f"the {_BODY_KINDS[to]}" if to in _BODY_KINDS else view.name(to)


def _targets(view: View, facts: Facts, to: str) -> list[Node]:
    if to in facts.nodes:
        return [facts.nodes[to]]
    if to in _BODY_KINDS:
        return partnership_of(facts).targets(to)
    raise _not_there(view, facts, to, "thing or kind of body", "on the map")


def _not_there(view: View, facts: Facts, thing: str, what: str, where: str) -> UnknownThing:
    """Return what to say of a thing that is not there: of what has ended, who took over from it."""
    heirs = [heir for heir in successions_of(view).heirs(thing) if heir in facts.nodes]
    if not heirs:
        return UnknownThing.nearest_to(what, thing, facts.nodes, where)
    story = ended_and_succeeded(view.snapshot.nodes[thing], view.snapshot)
    return UnknownThing(what, thing, heirs, f"{where}, as {story}" if story else where)


def _lines_of(facts: Facts) -> nx.DiGraph:
    """Return the lines of accountability, made once for all who ask of the same facts."""
    return upward_graph(facts, posts=True)


def _joined(facts: Facts) -> nx.MultiGraph:
    """Return what any link joins, made once for all who ask of the same facts."""
    return link_graph(facts).to_undirected()


def _walkable(facts: Facts, via: Sequence[str]) -> nx.DiGraph:
    graph = facts.derived(_lines_of)
    if via:
        graph = graph.copy()
        # The lists of links are shared by a copy, and each step gets its own.
        for step in graph.edges:
            graph.edges[step]["links"] = list(graph.edges[step]["links"])
    for link in facts.links_of(*via) if via else ():
        if link.kind in UPWARD_KINDS:
            continue
        for step in ((link.from_id, link.to_id), (link.to_id, link.from_id)):
            if not graph.has_edge(*step):
                graph.add_edge(*step, links=[])
            graph.edges[step]["links"].append(link.id)
    return graph


def _steps(graph: nx.DiGraph, facts: Facts, path: Sequence[str]) -> tuple[PathStep, ...]:
    steps = []
    for lower, upper in pairwise(path):
        links = tuple(graph.edges[lower, upper]["links"])
        kinds = {facts.links[link].kind for link in links}
        nature = "line" if kinds & set(UPWARD_KINDS) else _nature(min(kinds))
        steps.append(PathStep(lower, upper, links, nature))
    return tuple(steps)


def _nature(kind: str) -> str:
    return "working link" if kind == "coordinates_with" else LINK_KIND[kind].label


def _reached(
    view: View, from_id: str, to_id: str, label: str, steps: tuple[PathStep, ...], sentence: str
) -> LineOfSight:
    others = sorted({step.nature for step in steps} - {"line"})
    if others:
        sentence += f" It is no line of accountability throughout: it goes by {', '.join(others)}."
    planned = any(not any(link in view.firm.links for link in step.links) for step in steps)
    verdict = INTENDED if planned else "A line is recorded"
    recorded = _complete(view, steps)
    return LineOfSight(
        from_id, to_id, label, True, steps, to_id, (), None, recorded, verdict, sentence
    )


def _complete(view: View, steps: Sequence[PathStep]) -> bool:
    ids = {step.from_id for step in steps} | {step.to_id for step in steps}
    return bool(ids) and all(view.declared("outward_lines", i) for i in ids)


def _not_reached(
    view: View,
    facts: Facts,
    graph: nx.DiGraph,
    from_id: str,
    targets: list[Node],
    label: str,
) -> LineOfSight:
    nearest = _nearest(facts, graph, from_id, targets)
    path = min(nx.all_shortest_paths(graph, from_id, nearest)) if nearest != from_id else [from_id]
    steps = _steps(graph, facts, path)
    ids = [from_id, *(step.to_id for step in steps)]
    recorded = all(view.declared("outward_lines", i) for i in ids)
    joined = next((s for t in targets if (s := joined_by(facts, ids, t.id))), ())
    missing = _missing(view, facts, nearest, targets, label)
    if recorded:
        verdict = "No line is recorded, and the record is declared complete"
    elif view.complete:
        verdict = "No line, if this map is complete"
    else:
        verdict = "Not recorded: ask"
    sentence = f"The line from {view.name(from_id)} reaches {view.name(nearest)}, not {label}."
    uppers = sorted(graph.successors(from_id)) if from_id in graph else []
    if not uppers:
        sentence = f"No line upward from {view.name(from_id)} is recorded, so none to {label}."
    elif nearest == from_id:
        names = " and ".join(map(view.name, uppers))
        sentence = f"The line from {view.name(from_id)} goes to {names}, not to {label}."
    if joined and joined[0].nature == _PAPER:
        missing = None
        body = view.name(joined[0].from_id)
        sentence += f" {body} reports to it: a report to a paper is no line to a body."
    elif joined:
        step = joined[-1]
        sentence += (
            f" A {step.nature} joins {view.name(joined[0].from_id)} and {view.name(step.to_id)}; "
            "that is contact, not accountability."
        )
    to_id = targets[0].id if len(targets) == 1 else None
    return LineOfSight(
        from_id, to_id, label, False, steps, nearest, joined, missing, recorded, verdict, sentence
    )


def _nearest(facts: Facts, graph: nx.DiGraph, from_id: str, targets: list[Node]) -> str:
    """Return the reached thing that is fewest recorded links of any kind away from the target.

    Ties, and targets that nothing joins, go to the furthest point up the line.
    """
    if from_id not in graph:
        return from_id
    lengths = nx.single_source_shortest_path_length(graph, from_id)
    everything = facts.derived(_joined)
    away: dict[str, int] = {}
    for target in targets:
        check_cancelled()
        for node, hops in nx.single_source_shortest_path_length(everything, target.id).items():
            away[node] = min(hops, away.get(node, hops))
    far = len(facts.nodes) + 1
    return str(min(lengths, key=lambda node: (away.get(node, far), -lengths[node], node)))


def joined_by(facts: Facts, line: Sequence[str], target: str) -> tuple[PathStep, ...]:
    """Return the working link, or else the shared seat-holder, that joins a line to a target.

    A working link may leave from any body of the line; a shared holder has a seat on its first
    body and on the target.
    """
    partnership = partnership_of(facts)
    for body in line:
        for link in facts.out_links(body, "reports_to"):
            if link.to_id == target and facts.nodes[target].kind == "plan":
                return (PathStep(body, target, (link.id,), _PAPER),)
    for body in line:
        for link, other in partnership.working_links(body):
            if other in partnership.places(target):
                return (PathStep(body, other, (link.id,), "working link"),)
    here, there = partnership.holders(line[0]), partnership.holders(target)
    for holder in sorted(set(here) & set(there)):
        return (
            PathStep(line[0], holder, (here[holder],), "shared seat"),
            PathStep(holder, target, (there[holder],), "shared seat"),
        )
    return ()


def _missing(
    view: View, facts: Facts, nearest: str, targets: list[Node], label: str
) -> MissingLink | None:
    start = facts.nodes[nearest]
    to_kind = targets[0].kind if targets else "body"
    kind = next(
        (
            k
            for k in ("reports_to", "accountable_to")
            if (start.kind, to_kind) in LINK_KIND[k].pairs
        ),
        "",
    )
    if not kind:
        return None
    target = targets[0] if targets else None
    name = target.name if target else label
    sentence = f"A reporting line from {start.name} to {name} would complete it."
    if target is None:
        sentence = f"No such body is on the map. {sentence}"
    return MissingLink(nearest, target.id if target else None, kind, sentence)
