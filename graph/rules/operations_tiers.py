"""Operations: are the tiers joined, is every hub governed, has every locality its plan."""

from graph.body_kinds import is_top
from graph.facts.model import Link, Node
from graph.governance_view import Partnership
from graph.rules.citations import cite_lines
from graph.rules.finding import Severity
from graph.rules.registry import Evidence, RuleContext, Subject, WantedThing, rule
from graph.sentences import fact_sentence

_GROUP = "operations"
_BACK_KINDS = ("convenes", "coordinates_with", "informs", "advises", "communicates_with")


@rule(
    "two-tier-linked",
    group=_GROUP,
    title="Strategic and operational tiers joined",
    question="Does the line of an operational body reach a strategic one?",
    citations=cite_lines(("000", 110)),
    listed_in=("bodies",),
    remedy="Add the line from the operational body upward, and say what comes back down.",
    would_change="A line upward from an operational body to a strategic one that is not itself a "
    "statutory partnership or board.",
)
def two_tier_linked(context: RuleContext) -> list[Subject]:
    """Met: some operational body has an in-scope strategic body that is no top above it."""
    if not context.firm.formal:
        return context.waits("No formal body is recorded yet, so there are no tiers to join.")
    operational, strategic = _operational(context.firm), _strategic(context.firm)
    if operational:
        absent = "A line from an operational body to a strategic one is not recorded"
    else:
        absent = "No body is recorded as operational, so what joins the tiers cannot be told"
    named = [f"Operational: {_names(operational)}."] if operational else []
    if strategic:
        named.append(f"Strategic: {_names(strategic)}.")
    else:
        named.append("No strategic body besides the statutory partnerships and boards is recorded.")
    return [
        context.of_area(
            met=(met := _joined(context, context.firm)),
            planned=None if met else _joined(context, context.intended),
            absent=absent,
            hint=" ".join([*named, *_shared_parent(context.firm, operational, strategic)]),
            first="" if operational else "First record which bodies are operational.",
            looked=tuple(body.id for body in (*operational, *strategic)),
            about=tuple(body.id for body in operational),
            path=tuple(body.id for body in operational[:1]),
            target=strategic[0].id if operational and strategic else "",
            lists=tuple(("outward_lines", body.id) for body in operational),
        )
    ]


def _operational(partnership: Partnership) -> list[Node]:
    return [body for body in partnership.bodies if body.text("tier") == "operational"]


def _strategic(partnership: Partnership) -> list[Node]:
    """Return the strategic bodies that are no tops, main boards first.

    A main board is strategic by what it is, unless its record says otherwise.
    """

    def tier(body: Node) -> str | None:
        return body.text("tier") or ("strategic" if body in partnership.mains else None)

    found = [b for b in partnership.bodies if tier(b) == "strategic" and not is_top(b)]
    return sorted(found, key=lambda body: body not in partnership.mains)


def _joined(context: RuleContext, partnership: Partnership) -> Evidence | None:
    strategic = {body.id for body in _strategic(partnership)}
    paths = [
        path
        for body in _operational(partnership)
        for upper in partnership.hierarchy.line(body.id)[1:]
        # A board and its executive are one, whatever tier the executive has.
        if upper in strategic
        and not partnership.hierarchy.is_own_executive(body.id, upper)
        and (path := partnership.hierarchy.path(body.id, upper))
    ]
    if not paths:
        return None
    shortest = min(paths, key=len)
    joined = {path[0] for path in paths}
    names = " → ".join(partnership.facts.nodes[body].name for body in shortest)
    others = len(joined) - 1
    more = f" {others} more operational {'body has' if others == 1 else 'bodies have'} such a line."
    back = _back(context, partnership, paths)
    sentence = f"The line joins them: {names}.{more if others else ''} {back[0]}"
    facts = (*(link for path in paths for link in partnership.hierarchy.path_links(path)), *back[1])
    return Evidence(sentence, facts, tuple(shortest))


def _back(
    context: RuleContext, partnership: Partnership, paths: list[list[str]]
) -> tuple[str, list[str]]:
    """Say what is recorded from a strategic body down to an operational one joined to it."""
    ends = {(path[-1], path[0]) for path in paths}
    links: list[Link] = [
        link
        for upper in sorted({upper for upper, _ in ends})
        for link in partnership.facts.out_links(upper, *_BACK_KINDS)
        if (upper, link.to_id) in ends
    ]
    if not links:
        return "What comes back down is not recorded: ask.", []
    return f"Back down: {fact_sentence(links[0], context.view.snapshot)}", [f.id for f in links]


def _shared_parent(
    partnership: Partnership, operational: list[Node], strategic: list[Node]
) -> list[str]:
    """Name the nearest body above both an operational and a strategic one, which joins nothing."""
    for body in operational:
        for other in strategic:
            above = partnership.hierarchy.line(other.id)[1:]
            shared = [upper for upper in partnership.hierarchy.line(body.id)[1:] if upper in above]
            if shared:
                name = partnership.facts.nodes[shared[0]].name
                both = f"{body.name} and {other.name} are both under {name}"
                return [f"{both}: that is no line between them."]
    return []


def _names(nodes: list[Node]) -> str:
    return ", ".join(node.name for node in nodes)


@rule(
    "hub-governed",
    group=_GROUP,
    title="Every hub has a governing body",
    question="Does a body govern each family hub?",
    citations=cite_lines(("000", 21), ("001", 11), ("001", 15), ("001", 36)),
    subjects="operating family hubs",
    listed_in=("sites",),
    opens=("childrens-centre-advisory-board", "hubs-embedded-in-early-help"),
    remedy="Put the hub in the remit of a locality body.",
    would_change="A body on record as governing the hub.",
    wanted=(
        WantedThing(
            kind="body",
            attributes=(("body_kind", "advisory_board"),),
            links=(("governs", "subject"),),
        ),
    ),
)
def hub_governed(context: RuleContext) -> list[Subject]:
    """Met for each operating family hub: a body governs it."""

    def governed(partnership: Partnership, hub: Node) -> Evidence | None:
        links = partnership.facts.in_links(hub.id, "governs")
        if not links:
            return None
        names = _names([partnership.facts.nodes[link.from_id] for link in links])
        return Evidence(f"{hub.name}: governed by {names}.", tuple(link.id for link in links))

    subjects = []
    for hub in context.firm.facts.of_kind("site", "family_hub"):
        managers = context.firm.facts.in_links(hub.id, "manages")
        overseers = context.firm.facts.in_links(hub.id, "oversees")
        subjects.append(
            Subject(
                id=hub.id,
                name=hub.name,
                met=(met := governed(context.firm, hub)),
                planned=None if met else governed(context.intended, hub),
                absent=f"A body that governs {hub.name} is not recorded",
                hint=" ".join(_near_governing(context, managers, overseers)),
                looked=tuple(link.id for link in (*managers, *overseers)),
                lists=(("sites", context.area),),
            )
        )
    return subjects


def _near_governing(context: RuleContext, managers: list[Link], overseers: list[Link]) -> list[str]:
    said = []
    if managers:
        names = ", ".join(context.view.name(link.from_id) for link in managers)
        said.append(f"Managed by {names}: line management is not governing.")
    if overseers:
        names = ", ".join(context.view.name(link.from_id) for link in overseers)
        said.append(f"Overseen by {names}: watching over hubs as a whole is not governing each.")
    return said


@rule(
    "locality-annual-plan",
    group=_GROUP,
    title="A plan for each local team",
    question="Does each locality team and advisory board work to a plan?",
    severity=Severity.GOOD,
    citations=cite_lines(("001", 13), ("001", 48), ("001", 52)),
    subjects="locality teams and advisory boards",
    listed_in=("bodies",),
    opens=("reviews-on-time",),
    remedy="Agree a yearly plan that is tied to the strategy.",
    would_change="A plan on record as the one the body works by.",
)
def locality_annual_plan(context: RuleContext) -> list[Subject]:
    """Met for each locality team and advisory board: it has a plan."""

    def planned(partnership: Partnership, body: Node) -> Evidence | None:
        for link in partnership.facts.out_links(body.id, "has_plan"):
            plan = partnership.facts.nodes[link.to_id]
            return Evidence(f"In use by {body.name}: {plan.name}.", (link.id, plan.id))
        return None

    subjects = []
    for body in context.firm.bodies_of("locality_team", "advisory_board"):
        owned = context.firm.facts.out_links(body.id, "owns")
        names = ", ".join(context.view.name(link.to_id) for link in owned)
        subjects.append(
            Subject(
                id=body.id,
                name=body.name,
                met=(met := planned(context.firm, body)),
                planned=None if met else planned(context.intended, body),
                absent=f"A plan in use by {body.name} is not recorded",
                hint=f"Owned, and not recorded as in use: {names}." if owned else "",
                looked=tuple(link.id for link in owned),
                lists=(("plans", context.area),),
            )
        )
    return subjects
