"""Representation: does what families say reach the board, and is there a panel of parents."""

from collections.abc import Sequence

from graph.body_kinds import VOICE_KINDS, in_scope
from graph.facts.model import Node
from graph.governance_view import Partnership
from graph.rules.citations import cite, cite_lines
from graph.rules.executives import through
from graph.rules.registry import Evidence, RuleContext, Subject, rule
from graph.rules.start_for_life import PROGRAMME_DATES, unless_funded
from graph.sentences import some

_GROUP = "representation"
_CONTACTS = ("coordinates_with", "informs", "advises", "communicates_with")


@rule(
    "family-voice-reaches-board",
    group=_GROUP,
    title="What families say reaches the board",
    question="Does what families say have a route to the board?",
    citations=cite_lines(("000", 29), ("000", 31), ("000", 45), ("001", 11), ("001", 69)),
    remedy="Add a reporting or sub group line from a voice body, or a seat for families, and agree "
    "how the board answers what it hears.",
    would_change="A line upward to the board from a voice body, or from a body on which families "
    "have a seat; or a seat for families on the board itself.",
)
def family_voice_reaches_board(context: RuleContext) -> list[Subject]:
    """Met: main is above a voice body or one with a families seat, or families sit on main."""
    mains = context.firm.mains
    met = _arrives(context.firm)
    planned = None if met else _arrives(context.intended) or _only_intended(context)
    carriers = _carriers(context.firm)
    names = [body.name for body in carriers]
    hint = f"Where families are heard: {some(names)}." if names else ""
    if not mains and not met and not planned:
        (subject,) = context.without_main("what families say has a route to it")
        looked = tuple(body.id for body in carriers)
        return [subject._replace(hint=f"{subject.hint} {hint}".strip(), looked=looked)]
    boards = " or ".join(main.name for main in mains) or "a main board"
    furthest = max((_way_up(context.firm, body) for body in carriers), key=len, default=[])
    return [
        context.of_area(
            met=met,
            planned=planned,
            absent=f"A line from a voice body, or from one with a seat for families, to {boards} "
            "is not recorded",
            hint=f"{hint} {_where_it_stops(context, furthest, mains)}".strip(),
            looked=(*(body.id for body in carriers), *(() if met else _on_record(context))),
            about=tuple(body.id for body in (*mains, *carriers)),
            path=tuple(furthest) if mains else (),
            target=mains[0].id if mains else "main_board",
            lists=context.firm.lists_with_members(
                ("bodies", context.area),
                *(("outward_lines", body.id) for body in carriers),
                of=mains,
                sectors=("families",),
            ),
        )
    ]


def _carriers(partnership: Partnership) -> list[Node]:
    """Return the voice bodies and those with a seat for families, whether judged or not."""
    voices = {body.id for body in partnership.targets(*VOICE_KINDS)}
    return [
        body
        for body in partnership.facts.of_kind("body")
        if body.id in voices or _families_at(partnership, body.id)
    ]


def _families_at(partnership: Partnership, body: str) -> list[str]:
    """Return the seats for families on a body itself: what it acts for is above it."""
    return [s.link.id for s in partnership.own_seats(body) if s.sector == "families"]


def _way_up(partnership: Partnership, body: Node) -> list[str]:
    """Return the way from a body to the furthest one above it."""
    return partnership.hierarchy.path(body.id, partnership.hierarchy.line(body.id)[-1]) or [body.id]


def _arrives(partnership: Partnership) -> Evidence | None:
    for main in partnership.mains:
        seats = partnership.seats_for(main.id, "families")
        if seats:
            facts = tuple(seat.link.id for seat in seats)
            itself = {main.id} & {seat.link.to_id for seat in seats}
            sentence = f"Families have a seat on {main.name}{' itself' if itself else ''}."
            return through(partnership, [main.id], Evidence(sentence, facts, (main.id,)))
    ways = [
        path
        for body in _carriers(partnership)
        for main in partnership.mains
        if (path := partnership.hierarchy.path(body.id, main.id))
    ]
    if not ways:
        return None
    nodes = partnership.facts.nodes
    links: list[str] = []
    for path in ways:
        links += _families_at(partnership, path[0])
        links += [path[0], *partnership.hierarchy.path_links(path)]
    sentence = f"A line leads to the board: {' → '.join(nodes[i].name for i in ways[0])}."
    others = list(dict.fromkeys(nodes[path[0]].name for path in ways[1:]))
    if others:
        sentence += f" Lines lead there too from: {some(others)}."
    return Evidence(sentence, tuple(links), tuple(ways[0]))


def _only_intended(context: RuleContext) -> Evidence | None:
    """Return that each voice body is still to come, or that there is only an intention."""
    if context.firm.bodies_of(*VOICE_KINDS):
        return None
    coming = context.intended.bodies_of(*VOICE_KINDS)
    if coming:
        sentence = f"Voice bodies of the partnership, all still to start: {_names(coming)}."
        return Evidence(sentence, tuple(body.id for body in coming))
    intentions = context.intended.facts.of_kind("commitment", "family_governance")
    if not intentions:
        return None
    sentence = f"No voice body is recorded; an intention is: {_names(intentions)}."
    return Evidence(sentence, tuple(commitment.id for commitment in intentions))


def _names(nodes: Sequence[Node]) -> str:
    return some([node.name for node in nodes])


def _on_record(context: RuleContext) -> list[str]:
    """Return the disputed lines and seats that would carry the voice of families, if counted."""
    found = None if _arrives(context.intended) else _arrives(context.shown)
    return list(found.facts) if found else []


def _where_it_stops(context: RuleContext, furthest: Sequence[str], mains: Sequence[Node]) -> str:
    """Say how far the longest line goes, and which contacts with the board are no lines."""
    said = []
    if len(furthest) > 1:
        start, stop = context.view.name(furthest[0]), context.view.name(furthest[-1])
        said.append(f"The line from {start} stops at {stop}.")
    carriers = {body.id for body in _carriers(context.firm)}
    boards = {main.id for main in mains}
    contacts = [
        context.view.name(one)
        for link in context.firm.facts.links_of(*_CONTACTS)
        for one, other in ((link.from_id, link.to_id), (link.to_id, link.from_id))
        if one in carriers and other in boards
    ]
    if contacts:
        said.append(f"In working contact with the board, which is no line: {some(contacts)}.")
    return " ".join(said)


@rule(
    "parent-carer-panel-operating",
    group=_GROUP,
    title="Parent and carer panel",
    question="Is a parent and carer panel at work for the time from conception to two?",
    citations=(
        *cite_lines(("000", 31), ("004", 258)),
        cite("PCP23"),
    ),
    remedy="Set a day to launch, recruit parents and carers, and support whoever chairs.",
    would_change="An operating parent and carer panel that does not leave out conception to two.",
    **PROGRAMME_DATES,
)
def parent_carer_panel_operating(context: RuleContext) -> list[Subject]:
    """Met: an operating voice panel, unless it is recorded as leaving out conception to two."""
    if unfunded := unless_funded(context):
        return unfunded

    def panels(partnership: Partnership) -> list[Node]:
        found = partnership.bodies_of("voice_panel")
        return [body for body in found if body.flag("from_conception_to_two") is not False]

    firm, intended = panels(context.firm), panels(context.intended)
    every = [b for b in context.shown.targets("voice_panel") if b not in intended]
    unsaid = [body.name for body in firm if body.flag("from_conception_to_two") is None]
    sentence = f"Operating: {_names(firm)}."
    if len(unsaid) == len(firm):
        sentence += " That it covers conception to two is not recorded: ask."
    return [
        context.of_area(
            met=Evidence(sentence, tuple(body.id for body in firm)) if firm else None,
            planned=Evidence(
                f"Being set up or wished for: {_names(intended)}.",
                tuple(body.id for body in intended),
            )
            if intended
            else None,
            absent="An operating parent and carer panel for conception to two is not recorded",
            hint=f"On the map, and not counted: {', '.join(map(_why_not, every))}."
            if every
            else "",
            looked=(context.area, *(body.id for body in every)),
            about=tuple(body.id for body in (*intended, *every)),
            lists=(("bodies", context.area),),
        )
    ]


def _why_not(panel: Node) -> str:
    if panel.flag("from_conception_to_two") is False:
        return f"{panel.name} (leaves out conception to two)"
    if not in_scope(panel):
        return f"{panel.name} (outside the partnership)"
    return f"{panel.name} (disputed)"
