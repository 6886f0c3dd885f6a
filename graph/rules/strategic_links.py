"""Strategic links: is there one board, and does its work reach the partnerships above it."""

from graph.body_kinds import is_voice
from graph.facts.model import Node
from graph.governance_view import REQUIRED_LINES, Partnership
from graph.rules.citations import cite, cite_lines
from graph.rules.executives import through
from graph.rules.line_to_board import Target, linked
from graph.rules.registry import Evidence, RuleContext, Subject, rule
from graph.succession import ended_of_kind

_GROUP = "strategic_links"
_SAFEGUARDING, _WELLBEING, _INTEGRATED_CARE, _DATA = REQUIRED_LINES
_BOTH_SCOPES = {"early_help", "family_hubs"}
_STRATEGIES = ("early_help_strategy", "implementation_plan")


@rule(
    "main-board-exists",
    group=_GROUP,
    title="One multi-agency board",
    question="Is there one board that brings the agencies together for early help and hubs?",
    citations=cite_lines(("000", 21), ("000", 23)),
    opens=(
        "early-help-strategy-owned",
        "link-safeguarding-partnership",
        "link-health-wellbeing-board",
        "link-integrated-care",
        "link-data-board",
        "link-early-help-agendas",
        "children-and-transformation-leaders",
        "dcs-oversight",
        "main-board-core-sectors",
        "families-on-main-board",
        "family-voice-reaches-board",
        "vcfs-core-partner",
        "adult-services-engaged",
        "elected-member-champion",
    ),
    remedy="Name the board, or widen the early help board, and agree its terms.",
    would_change="A main board with members from two or more organisations on record.",
)
def main_board_exists(context: RuleContext) -> list[Subject]:
    """Met: an operating main board recorded as multi-agency, or with 2+ organisations."""

    def found(partnership: Partnership) -> Evidence | None:
        for main in partnership.mains:
            organisations = sorted(partnership.organisations_at(main.id))
            seats = tuple(seat.link.id for seat in partnership.seats(main.id))
            if main.flag("multi_agency"):
                sentence = f"{main.name} is recorded as a multi-agency board."
                return Evidence(sentence, (main.id, *seats))
            if len(organisations) >= 2:
                sentence = f"{main.name} has members from {len(organisations)} organisations."
                return through(partnership, [main.id], Evidence(sentence, (main.id, *seats)))
        return None

    mains = context.firm.mains
    hint = ""
    if mains:
        absent = f"Members from two organisations are not recorded for {mains[0].name}"
    else:
        likely = [b.name for b in context.firm.bodies if _BOTH_SCOPES & set(b.words("scope"))]
        scoped = f"With early help or hubs in scope: {', '.join(likely)}." if likely else ""
        hint = " ".join(filter(None, (scoped, *ended_of_kind(context.view, "main_board"))))
        absent = "No main board is recorded"
    return [
        context.of_area(
            met=(met := found(context.firm)),
            planned=None if met else found(context.intended),
            absent=absent,
            hint=hint,
            looked=tuple(main.id for main in mains),
            about=tuple(main.id for main in mains),
            target="main_board",
            lists=(("bodies", context.area),),
        )
    ]


@rule(
    "early-help-strategy-owned",
    group=_GROUP,
    title="An owner of the early help strategy",
    question="Does that board own the early help strategy in which hubs are set out?",
    citations=cite_lines(("000", 23), ("000", 82), ("000", 92), ("001", 13), ("001", 65)),
    subjects="main boards",
    listed_in=("bodies",),
    opens=("reviews-on-time",),
    remedy="Record or agree who owns the strategy, and write the hub approach into it.",
    would_change="A link that says the board owns or oversees the strategy or its plan.",
)
def early_help_strategy_owned(context: RuleContext) -> list[Subject]:
    """Met: main owns or oversees an early help strategy or its implementation plan."""

    def owned(partnership: Partnership, main: Node) -> Evidence | None:
        for link in partnership.facts.out_links(main.id, "owns", "oversees"):
            plan = partnership.facts.nodes[link.to_id]
            if plan.text("plan_kind") in _STRATEGIES:
                verb = "owns" if link.kind == "owns" else "oversees"
                return Evidence(f"{main.name} {verb} {plan.name}.", (link.id, plan.id))
        return None

    plans = context.firm.facts.of_kind("plan", *_STRATEGIES)
    named = f"On the map: {', '.join(p.name for p in plans)}." if plans else ""
    return [
        Subject(
            id=main.id,
            name=main.name,
            met=(met := owned(context.firm, main)),
            planned=None if met else owned(context.intended, main),
            absent=f"That {main.name} owns or oversees the early help strategy is not recorded",
            hint=named,
            looked=tuple(plan.id for plan in plans),
            lists=(("plans", context.area), ("duties", main.id)),
        )
        for main in context.firm.mains
    ]


@rule(
    "hubs-embedded-in-early-help",
    group=_GROUP,
    title="Hubs inside early help governance",
    question="Do hubs sit inside early help governance?",
    citations=cite_lines(("000", 15), ("001", 6), ("001", 61), ("001", 63)),
    remedy="Where hubs have a structure of their own, merge it, or make it a sub group.",
    would_change="Hubs in the main board's scope, or a line to it from every body over the hubs.",
)
def hubs_embedded(context: RuleContext) -> list[Subject]:
    """Met: main has both scopes, or oversees the hubs, or is above every body that does."""
    over = _over_hubs(context.firm)
    who = ", ".join(context.view.name(body) for body in over) or "none is recorded"
    return [
        context.of_area(
            met=(met := _embedded(context.firm)),
            planned=None if met else _embedded(context.intended),
            absent="That hubs sit inside early help governance is not recorded",
            hint=f"Bodies over the hubs: {who}.",
            looked=tuple(link for links in over.values() for link in links),
            about=tuple(over),
            lists=(("bodies", context.area), *(("outward_lines", body) for body in over)),
        )
    ]


def _over_hubs(partnership: Partnership) -> dict[str, list[str]]:
    """Return the bodies over the family hubs, with the links that say so.

    They oversee hubs or have them in scope; where none does, those that govern a hub. Voice
    bodies have hubs in scope without being over them.
    """
    bodies = [b for b in partnership.bodies if not is_voice(b)]
    for kind in ("oversees", "governs"):
        found: dict[str, list[str]] = {}
        for body in bodies:
            links = [
                link.id
                for link in partnership.facts.out_links(body.id, kind)
                if partnership.facts.nodes[link.to_id].text("site_kind") == "family_hub"
            ]
            if links or "family_hubs" in body.words("scope"):
                found[body.id] = links
        if found:
            return found
    return {}


def _embedded(partnership: Partnership) -> Evidence | None:
    over = _over_hubs(partnership)
    for main in partnership.mains:
        if set(main.words("scope")) >= _BOTH_SCOPES:
            return Evidence(f"{main.name} has early help and hubs in its scope.", (main.id,))
        if over.get(main.id):
            return Evidence(f"{main.name} itself oversees the hubs.", tuple(over[main.id]))
    mains = {main.id for main in partnership.mains}
    if over and all(mains & set(partnership.hierarchy.line(body)[1:]) for body in over):
        facts: list[str] = []
        for body in over:
            top = next(b for b in partnership.hierarchy.line(body)[1:] if b in mains)
            facts += partnership.hierarchy.path_links(partnership.hierarchy.path(body, top) or [])
        names = ", ".join(partnership.facts.nodes[body].name for body in over)
        return Evidence(f"The main board is above every body over the hubs: {names}.", tuple(facts))
    return None


@rule(
    "link-safeguarding-partnership",
    group=_GROUP,
    title="Path to the safeguarding partnership",
    question="Can the board's work reach the safeguarding partnership?",
    citations=cite_lines(("000", 17), ("001", 65)),
    subjects="main boards",
    opens=("safeguarding-review-agreed",),
    remedy="Add a reporting line, or a standing item with a date.",
    would_change="A line, or a working link, from the board or a body above it.",
)
def link_safeguarding_partnership(context: RuleContext) -> list[Subject]:
    """Met: linked(main, safeguarding_partnership)."""
    return linked(context, Target(_SAFEGUARDING))


@rule(
    "link-health-wellbeing-board",
    group=_GROUP,
    title="Path to the health and wellbeing board",
    question="Can the board's work reach the health and wellbeing board?",
    citations=(
        cite("000", 17),
        cite("NH-BRIGHTON"),
    ),
    subjects="main boards",
    opens=("hwb-statutory-members",),
    remedy="Add a reporting line or a dated standing item; name who carries it, for example the "
    "director of children's services or of public health.",
    would_change="A line, or a working link, from the board or a body above it.",
)
def link_health_wellbeing_board(context: RuleContext) -> list[Subject]:
    """Met: linked(main, hwb)."""
    return linked(context, Target(_WELLBEING))


@rule(
    "link-integrated-care",
    group=_GROUP,
    title="Path to the integrated care partnership or board",
    question="Does the board have a relationship with a council member of the integrated care "
    "partnership or board?",
    citations=cite_lines(("000", 25)),
    subjects="main boards",
    opens=("icp-statutory-members",),
    remedy="Invite the council's seat-holder on the integrated care partnership or board.",
    would_change="A line, a working link, or somebody with a seat on both.",
)
def link_integrated_care(context: RuleContext) -> list[Subject]:
    """Met: linked(main, icp or icb_board), or a holder or organisation with a seat on both."""
    return linked(context, Target(_INTEGRATED_CARE, shared_organisation=True))


@rule(
    "link-data-board",
    group=_GROUP,
    title="Path to the board that governs data",
    question="Is the board joined to the board that governs data?",
    citations=cite_lines(("000", 37), ("000", 39), ("000", 41)),
    subjects="main boards",
    opens=("data-board-led-and-senior",),
    remedy="Set up a data board, or name the job in the main board's terms.",
    would_change="A line or working link to a data board, or data in the board's own scope.",
)
def link_data_board(context: RuleContext) -> list[Subject]:
    """Met: linked(main, data_board), or data in the scope of the starting body."""
    return linked(context, Target(_DATA, scope="data"))
