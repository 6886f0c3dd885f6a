"""The question behind every link rule: does the main board's line reach a body of some kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.body_kinds import VOICE_KINDS, is_formal, is_of, is_top
from graph.facts.model import Link, Node
from graph.governance_view import Partnership, is_placeholder
from graph.kinds import words
from graph.rules.executives import through
from graph.rules.registry import Evidence, RuleContext, Subject
from graph.sentences import article, some

# They listen, question or deal with families one by one; early help work does not start there.
_NEVER_A_START = (*VOICE_KINDS, "scrutiny", "case_meeting")
_EARLY_HELP_SCOPES = {"early_help", "family_hubs", "start_for_life"}
_EARLY_HELP_PLANS = ("early_help_strategy", "hub_strategy", "implementation_plan")
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
        """The kinds in words: "integrated care partnership or integrated care board"."""
        return " or ".join(_LABELS[kind] for kind in self.kinds)


def linked(context: RuleContext, target: Target) -> list[Subject]:
    """Return a subject for each main board, or one for the area where there is none.

    Without a main board the line may start at any body that early help work can start from, and
    one that arrives is enough.
    """
    mains = context.firm.mains
    if mains:
        return [_subject(context, [main], target, main.id, main.name) for main in mains]
    starts = [body for body in context.firm.bodies if _may_start(context.firm, body, target)]
    if not starts:
        return context.without_main(f"its line reaches {article(target.words)}", target.kinds[0])
    return [_subject(context, starts, target, context.area, context.view.snapshot.area.name)]


def _may_start(partnership: Partnership, body: Node, target: Target) -> bool:
    """Say whether early help work can start from a body: by its scope, its hubs or its plans.

    A sub group of the very partnership to be reached is about something else, unless its own
    record says that it is about early help.
    """
    nodes = partnership.facts.nodes
    # What acts for a board is one with it, whatever it has in its scope.
    same = [body, *(nodes[one] for one in partnership.hierarchy.acted_for(body.id))]
    if any(_never_starts(one, target) for one in same):
        return False
    scope = set(body.words("scope"))
    if target.scope in scope and is_formal(body):
        return True
    return bool(
        scope & _EARLY_HELP_SCOPES
        or (is_of(body, ("transformation_group", "programme_board")) and not scope)
        or any(
            nodes[f.to_id].text("site_kind") == "family_hub"
            for f in partnership.facts.out_links(body.id, "oversees", "governs")
        )
        or any(
            nodes[f.to_id].text("plan_kind") in _EARLY_HELP_PLANS
            for f in partnership.facts.out_links(body.id, "owns", "oversees")
        )
    )


def _never_starts(body: Node, target: Target) -> bool:
    kinds = (*_NEVER_A_START, *target.kinds)
    return is_of(body, kinds) or is_top(body) or body.flag("informal") is True


def _subject(
    context: RuleContext, starts: Sequence[Node], target: Target, subject_id: str, name: str
) -> Subject:
    firm = context.firm
    lines = {start.id: firm.hierarchy.line(start.id) for start in starts}
    ways = (firm.hierarchy.path(start, line[-1]) or [start] for start, line in lines.items())
    furthest = max(ways, key=len)
    targets = firm.targets(*target.kinds)
    council = [
        seat
        for body in targets
        if target.shared_organisation
        for seat in firm.seats_for(body.id, "council")
    ]
    hint = ""
    lists: tuple[tuple[str, str], ...] = ()
    met = _first(firm, starts, target)
    if not met:
        others = [start.name for start in starts if start.id not in furthest]
        beside = f"Nor is one recorded from: {some(others)}. " if others else ""
        seated = [seat.holder.name for seat in council]
        hint = f"{beside}{_hint(context, targets, target, seated)}".strip()
        line = dict.fromkeys(body for bodies in lines.values() for body in bodies)
        lists = tuple(_lists(context, starts, list(line), target))
    return Subject(
        id=subject_id,
        name=name,
        met=met,
        planned=None if met else _first(context.intended, starts, target),
        absent=_absent(context, furthest, target),
        hint=hint,
        looked=(
            *(start.id for start in starts),
            *firm.hierarchy.path_links(furthest),
            *(body.id for body in targets),
            *(seat.link.id for seat in council),
        ),
        path=tuple(furthest),
        target=targets[0].id if len(targets) == 1 else target.kinds[0],
        lists=lists,
    )


def _first(partnership: Partnership, starts: Sequence[Node], target: Target) -> Evidence | None:
    """Return the firmest evidence from any start: its own scope, a line, then what is no line."""
    for start in starts:
        if target.scope and target.scope in start.words("scope"):
            return Evidence(f"{start.name} has this job in its own scope.", (start.id,), ())
    ways = [_by_line, _by_working_link, _by_holder]
    if target.shared_organisation:
        ways.append(_by_organisation)
    wanted = {body.id for body in partnership.targets(*target.kinds)}
    for way in ways:
        for start in starts:
            found = way(partnership, start, sorted(wanted - {start.id}))
            if found:
                return found
    return None


def _by_line(partnership: Partnership, start: Node, wanted: Sequence[str]) -> Evidence | None:
    for body in partnership.hierarchy.line(start.id):
        if body in wanted:
            path = partnership.hierarchy.path(start.id, body) or [body]
            names = " → ".join(partnership.facts.nodes[i].name for i in path)
            facts = tuple(partnership.hierarchy.path_links(path))
            return Evidence(f"The line reaches it: {names}.", facts, tuple(path))
    return None


def _by_working_link(
    partnership: Partnership, start: Node, wanted: Sequence[str]
) -> Evidence | None:
    nodes = partnership.facts.nodes
    for body in partnership.hierarchy.line(start.id):
        for link, other in partnership.working_links(body):
            reached = next((one for one in wanted if other in partnership.places(one)), None)
            if reached is None:
                continue
            path = partnership.hierarchy.path(start.id, body) or [body]
            acting = "" if other == reached else f", the executive of {nodes[reached].name}"
            sentence = (
                f"{nodes[body].name} works with {nodes[other].name}{acting}: a working link, no "
                f"line of accountability.{_claim(partnership, link, body, other)}"
            )
            facts = (*partnership.hierarchy.path_links(path), link.id)
            on = partnership.hierarchy.path(other, reached) or [other]
            facts = (*facts, *partnership.hierarchy.path_links(on))
            return Evidence(sentence, facts, (*path, *on))
    return None


def _claim(partnership: Partnership, link: Link, body: str, other: str) -> str:
    """Say so where only one side is recorded as claiming a working link."""
    sides = {f.from_id for f, end in partnership.working_links(body) if end == other}
    if sides == {body, other}:
        return ""
    return f" Only {partnership.facts.nodes[link.from_id].name} is recorded as saying so."


def _by_holder(partnership: Partnership, start: Node, wanted: Sequence[str]) -> Evidence | None:
    nodes = partnership.facts.nodes
    here = partnership.holders(start.id)
    for other in wanted:
        there = partnership.holders(other)
        # A person stands behind a post, so the person is named where one is known.
        both = [one for one in set(here) & set(there) if not is_placeholder(nodes[one])]
        shared = sorted(both, key=lambda i: (nodes[i].kind != "person", i))
        for holder in shared:
            sentence = (
                f"Only {nodes[holder].name} joins {start.name} and {nodes[other].name}, with a "
                "seat on both: a personal link, no line."
            )
            seats = Evidence(sentence, (here[holder], there[holder]), (start.id, holder, other))
            return through(partnership, [start.id, other], seats)
    return None


def _by_organisation(
    partnership: Partnership, start: Node, wanted: Sequence[str]
) -> Evidence | None:
    def organisations(body_id: str) -> dict[str, str]:
        seats = partnership.seats(body_id)
        return {
            s.holder.id: s.link.id
            for s in seats
            if s.holder.kind == "organisation" and not is_placeholder(s.holder)
        }

    if not is_of(start, ("main_board",)):
        return None
    nodes = partnership.facts.nodes
    here = organisations(start.id)
    for other in wanted:
        there = organisations(other)
        for holder in sorted(set(here) & set(there)):
            sentence = (
                f"{nodes[holder].name} has a seat on {start.name} and on {nodes[other].name}."
            )
            seats = Evidence(sentence, (here[holder], there[holder]), (start.id, holder, other))
            return through(partnership, [start.id, other], seats)
    return None


def _absent(context: RuleContext, furthest: Sequence[str], target: Target) -> str:
    start, reached = context.view.name(furthest[0]), context.view.name(furthest[-1])
    if start == reached:
        return f"No line or working link from {start} to {article(target.words)} is recorded"
    return (
        f"The line from {start} gets as far as {reached}; from there no line or working link to "
        f"{article(target.words)} is recorded"
    )


def _hint(
    context: RuleContext, targets: Sequence[Node], target: Target, council: Sequence[str]
) -> str:
    said = []
    if not targets:
        said.append(f"No {target.words} is recorded on this map.")
    wanted = {body.id for body in targets}
    below = {body for target in wanted for body in context.firm.hierarchy.below(target)}
    others = [body.name for body in context.firm.bodies if body.id in below]
    if others:
        said.append(f"Those that do reach it: {', '.join(others)}.")
    if council:
        said.append(f"For the council on it: {', '.join(council)}.")
    return " ".join(said)


def _lists(
    context: RuleContext, starts: Sequence[Node], line: Sequence[str], target: Target
) -> Iterator[tuple[str, str]]:
    for body in line:
        yield "outward_lines", body
    for start in starts if target.scope else ():
        yield "duties", start.id
    if target.shared_organisation:
        mains = [main for main in context.firm.mains if main in starts]
        for board in (*mains, *context.firm.targets(*target.kinds)):
            yield from context.firm.member_lists(board.id)
