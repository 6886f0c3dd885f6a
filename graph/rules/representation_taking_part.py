"""Representation: ways in for people who are seldom heard, and support for taking part."""

from graph.body_kinds import VOICE_KINDS
from graph.facts.model import Node
from graph.governance_view import Partnership
from graph.rules.citations import cite_lines
from graph.rules.finding import Severity
from graph.rules.registry import Evidence, RuleContext, Subject, rule
from graph.sentences import attribute_words, fact_sentence, some

_GROUP = "representation"


@rule(
    "seldom-heard-represented",
    group=_GROUP,
    title="A way in for each named community",
    question="Has each community that the area has named a way in?",
    severity=Severity.GOOD,
    citations=cite_lines(("000", 55), ("004", 178)),
    subjects="communities",
    remedy="Name a way of engaging each, or a seat that speaks for them.",
    would_change="A link that says who engages the community, or who represents it.",
)
def seldom_heard_represented(context: RuleContext) -> list[Subject]:
    """Met for each community on the map: somebody engages or represents it."""

    def way_in(partnership: Partnership, community: Node) -> Evidence | None:
        links = [
            link
            for link in partnership.facts.in_links(community.id, "engages", "represents")
            if partnership.facts.nodes[link.from_id].flag("vacant") is not True
        ]
        if not links:
            return None
        said = " ".join(fact_sentence(link, context.view.snapshot) for link in links[:3])
        return Evidence(said, tuple(link.id for link in links))

    def voices(community: Node) -> str:
        names = [
            context.view.name(f.from_id)
            for f in context.firm.facts.in_links(community.id, "voice_for")
        ]
        return f"Recorded as a voice for them: {some(names)}; is it a way in?" if names else ""

    return [
        Subject(
            id=community.id,
            name=community.name,
            met=(met := way_in(context.firm, community)),
            planned=None if met else way_in(context.intended, community),
            absent=f"Who engages or represents {community.name} is not recorded",
            hint=voices(community),
            lists=(("engagement_routes", context.area),),
        )
        for community in context.firm.facts.of_kind("community")
    ]


@rule(
    "participation-supported",
    group=_GROUP,
    title="Support for families to take part",
    question="Is support for taking part recorded wherever families are asked to take part?",
    severity=Severity.GOOD,
    citations=cite_lines(("000", 51), ("000", 52), ("000", 54), ("000", 83)),
    subjects="bodies where families take part",
    listed_in=("bodies", "members"),
    remedy="Record or agree an offer: expenses, payment, childcare, interpreting, times that suit. "
    "Look at the body's name and meeting times too.",
    would_change="Support for taking part on record for the body.",
)
def participation_supported(context: RuleContext) -> list[Subject]:
    """Met for each voice body, and formal body with a families seat: it records its support."""

    def offer(partnership: Partnership, body_id: str) -> Evidence | None:
        body = partnership.facts.nodes.get(body_id)
        if body is None or not body.words("support"):
            return None
        return Evidence(f"On offer at {body.name}: {attribute_words(body, 'support')}.", (body.id,))

    def of_families(body: Node) -> list[str]:
        # Of a body itself: who helps families at its executive is asked there.
        seats = context.firm.own_seats(body.id)
        return [seat.link.id for seat in seats if seat.sector == "families"]

    seated = [body for body in context.firm.formal if of_families(body)]
    return [
        Subject(
            id=body.id,
            name=body.name,
            met=(met := offer(context.firm, body.id)),
            planned=None if met else offer(context.intended, body.id),
            absent=f"What helps families to take part in {body.name} is not recorded",
            hint="" if body.id in context.firm.facts.nodes else "It is still to start.",
            looked=(body.id, *of_families(body)),
            lists=(("duties", body.id),),
        )
        for body in (*context.intended.bodies_of(*VOICE_KINDS), *seated)
    ]
