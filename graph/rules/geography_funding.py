"""Currency, geography and funding: do structures outlast boundaries, grants and programmes."""

from collections.abc import Mapping, Sequence
from datetime import date

from graph.facts.dates import day_words
from graph.facts.model import Link, Node
from graph.governance_view import Partnership
from graph.rules.citations import cite, cite_lines
from graph.rules.finding import Outcome, Severity
from graph.rules.registry import UNLISTED, Evidence, RuleContext, Subject, WantedThing, rule
from graph.sentences import fact_sentence, some

_GROUP = "currency"
_FOOTPRINTS = {
    "safeguarding": "safeguarding partners",
    "health": "health",
    "police": "police",
}
_STRATEGIES = ("early_help_strategy", "hub_strategy", "cyp_plan")


@rule(
    "boundaries-bridged",
    group=_GROUP,
    title="A bridge where boundaries differ",
    question="Where the ground of health, police or safeguarding partners differs from the "
    "council's, does some body span both?",
    severity=Severity.GOOD,
    citations=cite_lines(("000", 49), ("004", 102), ("004", 116)),
    subjects="footprints",
    remedy="Name the body that bridges them, and watch for mergers of integrated care boards and "
    "for new councils.",
    would_change="The ground of each recorded as the same as the council's or not, and a body that "
    "bridges what differs.",
    wanted=(
        WantedThing(kind="footprint", attributes=(("footprint_kind", "council"),)),
        WantedThing(kind="footprint", attributes=(("footprint_kind", "health"),)),
    ),
)
def boundaries_bridged(context: RuleContext) -> list[Subject]:
    """Met for each footprint that is the council's own ground, or that a body bridges."""
    facts = context.firm.facts
    council = facts.of_kind("footprint", "council")
    others = [place for kind in _FOOTPRINTS for place in facts.of_kind("footprint", kind)]
    unknown = [label for kind, label in _FOOTPRINTS.items() if not facts.of_kind("footprint", kind)]
    if not council or not others:
        what = "the council" if others else "health, police and safeguarding partners"
        absent = f"The ground of {what} is not recorded, so what differs cannot be told"
        known = tuple(footprint.id for footprint in (*council, *others))
        return [context.of_area(absent=absent, looked=known, first="First record the footprints.")]
    beside = f" Not recorded, so not compared: {', '.join(unknown)}." if unknown else ""
    return [_footprint(context, footprint, council, beside) for footprint in others]


def _footprint(
    context: RuleContext, footprint: Node, council: Sequence[Node], beside: str
) -> Subject:
    firm = _told_by(context, context.firm.facts.in_links(footprint.id, "bridges"))
    own = council[0].name
    same = footprint.flag("equals_council")
    met = firm
    if same:
        met = Evidence(f"{footprint.name} is the same ground as {own}.", (footprint.id,))
    absent = f"Whether {footprint.name} is the same ground as {own} is not recorded"
    if same is False:
        absent = (
            f"{footprint.name} is not the same ground as {own}; what bridges them is not recorded"
        )
    covers = [link.id for link in context.firm.facts.in_links(footprint.id, "covers", "overlaps")]
    return Subject(
        id=footprint.id,
        name=footprint.name,
        met=Evidence(met.sentence + beside, met.facts) if met else None,
        planned=None
        if met
        else _told_by(context, context.intended.facts.in_links(footprint.id, "bridges")),
        absent=absent,
        hint=beside.strip(),
        looked=(footprint.id, *(node.id for node in council), *covers),
        # Where it is not recorded that the ground differs, no list of bodies can settle it.
        lists=(("bodies", context.area),) if same is False else (),
    )


def _told_by(context: RuleContext, links: Sequence[Link]) -> Evidence | None:
    """Return links as evidence, in the words of the first; None where there are none."""
    if not links:
        return None
    sentence = fact_sentence(links[0], context.view.snapshot)
    return Evidence(sentence, tuple(link.id for link in links))


@rule(
    "structures-tied-to-strategy",
    group=_GROUP,
    title="Grant-based bodies tied to a strategy",
    question="Is every body that was set up under a grant also tied to the board or a strategy?",
    severity=Severity.GOOD,
    citations=cite_lines(("000", 47)),
    subjects="bodies set up under a programme",
    listed_in=("bodies", UNLISTED),
    remedy="Fold the body into the permanent structure.",
    would_change="A line upward from the body to the main board, or a strategy it contributes to.",
)
def structures_tied_to_strategy(context: RuleContext) -> list[Subject]:
    """Met for each body set up under a programme: a line to main, or a strategy it serves."""

    def tied(partnership: Partnership, body: Node) -> Evidence | None:
        for main in partnership.mains:
            path = partnership.hierarchy.path(body.id, main.id) if main.id != body.id else None
            if path:
                names = " → ".join(partnership.facts.nodes[one].name for one in path)
                links = tuple(partnership.hierarchy.path_links(path))
                return Evidence(f"The line reaches the board: {names}.", links, tuple(path))
        for link in partnership.facts.out_links(body.id, "contributes_to"):
            if partnership.facts.nodes[link.to_id].text("plan_kind") in _STRATEGIES:
                return Evidence(fact_sentence(link, context.view.snapshot), (link.id, link.to_id))
        return None

    subjects = []
    for body in context.firm.bodies:
        founding = context.firm.facts.out_links(body.id, "established_under")
        if founding:
            grants = some([context.view.name(link.to_id) for link in founding])
            to_main = "" if body in context.firm.mains else "has a line to the main board or "
            subjects.append(
                Subject(
                    id=body.id,
                    name=body.name,
                    met=(met := tied(context.firm, body)),
                    planned=None if met else tied(context.intended, body),
                    absent=f"That {body.name}, set up under {grants}, {to_main}contributes to a "
                    "strategy is not recorded",
                    looked=tuple(link.id for link in founding),
                    path=(body.id,),
                    target="main_board",
                    lists=(("outward_lines", body.id),),
                )
            )
    declared = context.view.declared("programmes", context.area)
    if not subjects and declared and not context.firm.facts.of_kind("programme"):
        why = "No programme is recorded, and the record is declared complete."
        return context.excluded(why, declared.id)
    return subjects


@rule(
    "funding-succession",
    group=_GROUP,
    title="What takes over when funding ends",
    question="Is it recorded what takes over from each programme whose money will end?",
    severity=Severity.GOOD,
    citations=cite_lines(("004", 244), ("004", 260), ("000", 47)),
    subjects="programmes that fund an organisation or body",
    listed_in=("programmes",),
    remedy="Decide before the end date what takes over: another programme, a plan or a budget.",
    would_change="A programme, plan or organisation recorded as taking over.",
)
def funding_succession(context: RuleContext) -> list[Subject]:
    """Met for each programme that funds the area: no time limit, or something that succeeds it."""
    facts = context.firm.facts
    subjects = []
    for programme in facts.of_kind("programme"):
        funds = [
            link
            for link in facts.out_links(programme.id, "funds")
            if facts.nodes[link.to_id].kind in ("organisation", "body")
        ]
        if funds:
            founded = facts.in_links(programme.id, "established_under")
            looked = (programme.id, *(link.id for link in (*funds, *founded)))
            depends = f"It funds: {some([context.view.name(link.to_id) for link in funds])}."
            if founded:
                bodies = some([context.view.name(link.from_id) for link in founded])
                depends += f" Set up under it: {bodies}."
            subjects.append(_programme(context, programme, looked, depends))
    return subjects


def _programme(
    context: RuleContext, programme: Node, looked: tuple[str, ...], depends: str
) -> Subject:
    limited = programme.flag("time_limited")
    if limited is None:
        why = f"Whether {programme.name} is time limited is not recorded: ask."
        first = f"First record whether {programme.name} is time limited."
        return Subject(
            id=programme.id,
            name=programme.name,
            applies=Outcome.UNKNOWN,
            hint=why,
            first=first,
            looked=looked,
        )
    end = programme.day("end")
    until = f", with {day_words(end)} as its end" if end else ""
    met = _told_by(context, context.firm.facts.out_links(programme.id, "succeeded_by"))
    if not limited:
        met = Evidence(f"{programme.name} is recorded as not time limited.", (programme.id,))
    return Subject(
        id=programme.id,
        name=programme.name,
        met=met,
        planned=None
        if met
        else _told_by(context, context.intended.facts.out_links(programme.id, "succeeded_by")),
        absent=f"{programme.name} is recorded as time limited{until}; what takes over from it is "
        "not recorded",
        hint=depends,
        looked=looked,
        lists=(("programmes", context.area), ("plans", context.area)),
    )


@rule(
    "best-start-plan-linked",
    group=_GROUP,
    title="Best Start local plan",
    question="Has the Best Start local plan an owner, the board's oversight and a link to the "
    "neighbourhood health plan?",
    citations=(
        cite("BSFH25", section="It provides: information on Best Start local plans"),
        cite("NESTA"),
        cite("YORK-BS"),
    ),
    remedy="Record who owns the plan and that the board oversees it, and put it on the health and "
    "wellbeing board's forward plan.",
    would_change="A Best Start local plan that somebody owns, that the main board oversees, and "
    "that contributes to a neighbourhood health plan.",
    valid_from=date(2026, 4, 1),
)
def best_start_plan_linked(context: RuleContext) -> list[Subject]:
    """Met: a Best Start local plan with an owner, overseen by main, in a neighbourhood plan."""
    plans, coming = _best_start(context.firm), _best_start(context.intended)
    nearest = max(plans, key=lambda plan: len(_linked_parts(plans[plan])), default=None)
    absent, hint = "An operating Best Start local plan is not recorded", ""
    if nearest:
        lacking = [what for what, links in plans[nearest].items() if not links]
        absent = f"Not recorded for {context.view.name(nearest)}: {'; '.join(lacking)}"
    elif coming:
        hint = f"Planned or wished for: {some([context.view.name(plan) for plan in coming])}."
    return [
        context.of_area(
            met=(met := _linked_plan(context.firm)),
            planned=None if met else _linked_plan(context.intended),
            absent=absent,
            hint=hint,
            looked=tuple(
                fact
                for plan, parts in _best_start(context.shown).items()
                for fact in (plan, *(link for links in parts.values() for link in links))
            ),
            about=tuple(plans),
            lists=(("plans", context.area),),
        )
    ]


def _best_start(partnership: Partnership) -> dict[str, dict[str, list[str]]]:
    """Return each Best Start local plan with the links that make up each part asked for."""
    facts = partnership.facts
    mains = {main.id for main in partnership.mains}
    found = {}
    for plan in facts.of_kind("plan", "best_start_local_plan"):
        found[plan.id] = {
            "who owns it": [f.id for f in facts.in_links(plan.id, "owns")],
            "that the main board oversees it": [
                f.id for f in facts.in_links(plan.id, "oversees") if f.from_id in mains
            ],
            "that it contributes to a neighbourhood health plan": [
                f.id
                for f in facts.out_links(plan.id, "contributes_to")
                if facts.nodes[f.to_id].text("plan_kind") == "neighbourhood_health_plan"
            ],
        }
    return found


def _linked_parts(parts: Mapping[str, Sequence[str]]) -> list[str]:
    return [what for what, links in parts.items() if links]


def _linked_plan(partnership: Partnership) -> Evidence | None:
    for plan, parts in _best_start(partnership).items():
        if len(_linked_parts(parts)) == len(parts):
            name = partnership.facts.nodes[plan].name
            links = tuple(link for found in parts.values() for link in found)
            sentence = (
                f"{name} has an owner and the board's oversight, and contributes to the "
                "neighbourhood health plan."
            )
            return Evidence(sentence, (plan, *links))
    return None
