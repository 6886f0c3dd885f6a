"""The question behind every link rule: does the main board's line reach a body of some kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.kinds import words
from graph.model import Link, Node
from graph.partnership import Partnership, is_top
from graph.rules.registry import Ask, Evidence, Subject

_LABELS = {choice.word: choice.label for choice in words.BODY_KINDS}


@dataclass(frozen=True, slots=True)
class Target:
    """The kinds of body a line should reach, and what else a rule lets count.

    shared_organisation: an organisation with a seat on the main board and on the target counts.
    scope: a starting body with this word in its scope does the job itself.
    """

    kinds: tuple[str, ...]
    shared_organisation: bool = False
    scope: str = ""

    @property
    def words(self) -> str:
        """The kinds in words: "an integrated care partnership or integrated care board"."""
        labels = " or ".join(_LABELS[kind] for kind in self.kinds)
        return f"{'an' if labels[0] in 'aeio' else 'a'} {labels}"


def linked(ask: Ask, target: Target) -> list[Subject]:
    """Return a subject for each main board, or one for the area where there is none.

    Without a main board the line may start at any formal body but case meetings, tops and bodies
    of the wanted kind, and one that arrives is enough.
    """
    mains = ask.firm.mains
    if mains:
        return [_subject(ask, [main], target, main.id, main.name, True) for main in mains]
    starts = [
        body
        for body in ask.firm.formal
        if body.text("body_kind") not in ("case_meeting", *target.kinds) and not is_top(body)
    ]
    return [_subject(ask, starts, target, ask.area, ask.view.snapshot.area.name, False)]


def _subject(
    ask: Ask, starts: Sequence[Node], target: Target, subject_id: str, name: str, is_main: bool
) -> Subject:
    if not starts:
        silent = (
            f"No main board, and no other body that a line could start from, is recorded; "
            f"whether anything reaches {target.words} is not recorded: ask."
        )
        return Subject(id=subject_id, name=name, silent=silent, target=target.kinds[0])
    furthest = max(
        (ask.firm.path(start.id, ask.firm.line(start.id)[-1]) or [start.id] for start in starts),
        key=len,
    )
    targets = ask.firm.targets(*target.kinds)
    line = dict.fromkeys(body for start in starts for body in ask.firm.line(start.id))
    return Subject(
        id=subject_id,
        name=name,
        met=_first(ask.firm, starts, target, is_main),
        planned=_first(ask.intended, starts, target, is_main),
        silent=_short_sentence(ask, furthest, targets, target, "is recorded: ask"),
        gap=_short_sentence(ask, furthest, targets, target, "exists"),
        looked=(*ask.firm.path_links(furthest), *(b.id for b in targets)),
        path=tuple(furthest),
        target=targets[0].id if len(targets) == 1 else target.kinds[0],
        lists=_lists(ask, starts, list(line), target, is_main),
    )


def _first(
    partnership: Partnership, starts: Sequence[Node], target: Target, is_main: bool
) -> Evidence | None:
    for start in starts:
        if target.scope and target.scope in start.words("scope"):
            return Evidence(f"{start.name} has this job in its own scope.", (start.id,), ())
        found = _arrives(partnership, start, target)
        if found:
            return found
    for start in starts if target.shared_organisation and is_main else ():
        found = _through_organisation(partnership, start, target)
        if found:
            return found
    return None


def _arrives(partnership: Partnership, start: Node, target: Target) -> Evidence | None:
    """Return the line, else the working link, else the shared seat-holder that joins the two."""
    wanted = {body.id for body in partnership.targets(*target.kinds)} - {start.id}
    line = partnership.line(start.id)
    nodes = partnership.facts.nodes
    for body in line:
        if body in wanted:
            path = partnership.path(start.id, body) or [body]
            names = " → ".join(nodes[i].name for i in path)
            facts = tuple(partnership.path_links(path))
            return Evidence(f"The line reaches it: {names}.", facts, tuple(path))
    for body in line:
        for link, other in partnership.working_links(body):
            if other in wanted:
                return _by_working_link(partnership, start, body, link, other)
    here = partnership.holders(start.id)
    for other in sorted(wanted):
        there = partnership.holders(other)
        for holder in sorted(set(here) & set(there)):
            sentence = (
                f"Only {nodes[holder].name} joins {start.name} and {nodes[other].name}, with a "
                "seat on both: a personal link, no line."
            )
            return Evidence(sentence, (here[holder], there[holder]), (start.id, holder, other))
    return None


def _by_working_link(
    partnership: Partnership, start: Node, body: str, link: Link, other: str
) -> Evidence:
    nodes = partnership.facts.nodes
    path = partnership.path(start.id, body) or [body]
    back = any(end == body for _, end in partnership.working_links(other) if _.from_id != body)
    forth = any(end == other for _, end in partnership.working_links(body) if _.from_id == body)
    claim = "" if back and forth else f" Only {nodes[link.from_id].name} is recorded as saying so."
    sentence = (
        f"{nodes[body].name} works with {nodes[other].name}: a working link, no line of "
        f"accountability.{claim}"
    )
    facts = (*partnership.path_links(path), link.id)
    return Evidence(sentence, facts, (*path, other))


def _through_organisation(partnership: Partnership, start: Node, target: Target) -> Evidence | None:
    def organisations(body_id: str) -> dict[str, str]:
        seats = partnership.seats(body_id)
        return {s.holder.id: s.link.id for s in seats if s.holder.kind == "organisation"}

    here = organisations(start.id)
    for body in partnership.targets(*target.kinds):
        there = organisations(body.id)
        for holder in sorted(set(here) & set(there)):
            name = partnership.facts.nodes[holder].name
            sentence = f"{name} has a seat on {start.name} and on {body.name}."
            return Evidence(sentence, (here[holder], there[holder]), (start.id, holder, body.id))
    return None


def _short_sentence(
    ask: Ask, furthest: Sequence[str], targets: Sequence[Node], target: Target, ending: str
) -> str:
    start, reached = ask.view.name(furthest[0]), ask.view.name(furthest[-1])
    if start == reached:
        said = f"No line or working link from {start} to {target.words} {ending}."
    else:
        said = (
            f"The line from {start} gets as far as {reached}; from there no line or working link "
            f"to {target.words} {ending}."
        )
    if not targets:
        return f"{said} No such body is on the map."
    others = [
        body.name
        for body in ask.firm.bodies
        if set(ask.firm.line(body.id)[1:]) & {t.id for t in targets}
    ]
    return f"{said} Those that do reach it: {', '.join(others)}." if others else said


def _lists(
    ask: Ask, starts: Sequence[Node], line: Sequence[str], target: Target, is_main: bool
) -> tuple[tuple[str, str], ...]:
    lists = [("outward_lines", body) for body in line]
    if target.scope:
        lists += [("duties", start.id) for start in starts]
    if target.shared_organisation and is_main:
        lists += [("members", start.id) for start in starts]
        lists += [("members", body.id) for body in ask.firm.targets(*target.kinds)]
    return tuple(lists)
