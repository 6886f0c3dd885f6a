"""Statutory composition: who scrutinises the safeguarding partnership."""

from collections.abc import Sequence

from graph.facts.dates import Truth
from graph.facts.model import Link, Node
from graph.governance_view import Partnership
from graph.kinds.words import COUNCIL_SECTORS
from graph.rules.citations import cite
from graph.rules.executives import through
from graph.rules.finding import Severity
from graph.rules.registry import Evidence, RuleContext, Subject, rule
from graph.rules.safeguarding_seats import bodies_below
from graph.rules.statutory_seats import joined
from graph.sectors import identities


@rule(
    "scp-independent-scrutiny",
    group="composition",
    title="Independent scrutiny of safeguarding",
    question="Does somebody independent of the safeguarding partners scrutinise the partnership?",
    severity=Severity.STATUTORY,
    citations=(
        cite("CA04-16G", section="Section 16G: publication of arrangements"),
        cite("SUSSEX", section="Independent Scrutiny"),
    ),
    subjects="safeguarding partnerships",
    listed_in=("bodies",),
    remedy="Record who scrutinises it and who employs them, or appoint somebody.",
    would_change="Scrutiny by a person, post or body whose employer is on record and is not one "
    "of the safeguarding partners.",
)
def scp_independent_scrutiny(context: RuleContext) -> list[Subject]:
    """Met for each partnership: scrutiny by someone known not to be employed by a partner."""
    bodies = context.firm.bodies_of("safeguarding_partnership")
    return [_scrutiny_of(context, body) for body in bodies]


def _scrutiny_of(context: RuleContext, body: Node) -> Subject:
    known = [_independent(context.firm, link) for link in _scrutiny(context.firm, body)]
    below = _scrutiny_below(context.firm, body)
    seated = [*_seated_scrutineers(context.firm, body), *below]
    unsure = bool(seated) or any(truth is Truth.MAYBE for truth, _ in known)
    return Subject(
        id=body.id,
        name=body.name,
        met=(met := _scrutinised(context.firm, body)),
        planned=None if met else _scrutinised(context.intended, body),
        absent=f"Scrutiny of {body.name} by somebody independent of the safeguarding "
        "partners is not recorded",
        hint=" ".join(why.sentence for why in (*(why for _, why in known), *seated)),
        looked=tuple(fact for why in (*(w for _, w in known), *seated) for fact in why.facts),
        # Somebody scrutinises it, or may: until that is answered no list can settle it.
        lists=() if unsure else context.firm.lists_with_members(of=[body]),
    )


def _seated_scrutineers(partnership: Partnership, body: Node) -> list[Evidence]:
    """Return the independent scrutineers with a seat there or on what is below it, each to ask."""
    found = []
    places = [partnership.facts.nodes[one] for one in partnership.places(body.id)]
    for where in (*places, *bodies_below(partnership, body)):
        # An independent scrutineer often sits there as an adviser: that is asked about too.
        for seat in (*partnership.own_seats(where.id), *partnership.attending(where.id)):
            posts = identities(partnership.facts, seat.holder)
            if any(post.text("post_kind") == "independent_scrutineer" for post in posts):
                said = (
                    f"{seat.holder.name} sits on {where.name}; whether that is scrutiny of "
                    f"{body.name} is not recorded: ask there."
                )
                found.append(Evidence(said, (seat.holder.id, seat.link.id)))
    return found


def _scrutiny_below(partnership: Partnership, body: Node) -> list[Evidence]:
    """Return who scrutinises what is below it: whether that acts for the partnership is asked."""
    found = []
    for below in bodies_below(partnership, body):
        for link in _scrutiny(partnership, below):
            truth, why = _independent(partnership, link)
            if truth is not Truth.NO:
                acts = f"Whether {below.name} acts for {body.name} is not recorded: ask."
                found.append(Evidence(f"{why.sentence} {acts}", why.facts))
    return found


def _scrutiny(partnership: Partnership, body: Node) -> list[str]:
    links = (f for one in partnership.places(body.id) for f in _scrutinising(partnership, one))
    return [link.id for link in links if partnership.filled(link)]


def _scrutinising(partnership: Partnership, body: str) -> list[Link]:
    return partnership.facts.in_links(body, "scrutinises")


def _scrutinised(partnership: Partnership, body: Node) -> Evidence | None:
    for link in _scrutiny(partnership, body):
        truth, why = _independent(partnership, link)
        if truth is Truth.YES:
            return through(partnership, [body.id], why)
    return None


def _independent(partnership: Partnership, link_id: str) -> tuple[Truth, Evidence]:
    """Say whether a scrutineer is known not to be employed by a partner, and why.

    An organisation is judged by its own sector, anybody else by the sectors of the employers.
    """
    facts = partnership.facts
    link = facts.links[link_id]
    who = facts.nodes[link.from_id]
    links = [
        f
        for one in identities(facts, who)
        for f in facts.out_links(one.id, "employed_by", "part_of")
    ]
    itself = who.kind == "organisation" and bool(who.text("sector"))
    judged = [who] if itself else [facts.nodes[f.to_id] for f in links]
    names = joined(list(dict.fromkeys(one.name for one in judged)))
    truth, why = _judge([partnership.sector_of(one) for one in judged], names)
    belongs = f" and belongs to {names}, which" if judged and not itself else f"; {names}".rstrip()
    said = f"{who.name} scrutinises {facts.nodes[link.to_id].name}{belongs} {why}."
    ids = (link_id, *(f.id for f in links), *(one.id for one in judged))
    return truth, Evidence(said, tuple(dict.fromkeys(ids)))


def _judge(sectors: Sequence[str | None], names: str) -> tuple[Truth, str]:
    """Say whether all that somebody belongs to is known not to be a partner, with the reason."""
    if any(sector in COUNCIL_SECTORS or sector in ("icb", "police") for sector in sectors):
        return Truth.NO, "is of a safeguarding partner: not independent of the partners"
    if "national" in sectors:
        return Truth.NO, "is a national body: an inspection is not the scrutiny asked for here"
    if not sectors:
        return Truth.MAYBE, "who employs them is not recorded"
    # An NHS body that is not named may be the integrated care board itself.
    if None in sectors or "nhs" in sectors:
        return Truth.MAYBE, f"may be a safeguarding partner: whether {names} is one is not recorded"
    return Truth.YES, "is not a safeguarding partner"
