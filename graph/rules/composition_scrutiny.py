"""Statutory composition: who scrutinises the safeguarding partnership."""

from graph.facts.dates import Truth
from graph.facts.model import Node
from graph.governance_view import Partnership
from graph.kinds.words import COUNCIL_SECTORS
from graph.rules.citations import cite
from graph.rules.finding import Severity
from graph.rules.registry import Evidence, RuleContext, Subject, rule
from graph.rules.statutory_seats import identities, joined


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
    remedy="Record who scrutinises it and who employs them, or appoint somebody.",
    would_change="Scrutiny by a person, post or body whose employer is on record and is not one "
    "of the safeguarding partners.",
)
def scp_independent_scrutiny(context: RuleContext) -> list[Subject]:
    """Met for each partnership: scrutiny by someone known not to be employed by a partner."""
    subjects = []
    for body in context.firm.bodies_of("safeguarding_partnership"):
        known = [_independent(context.firm, link) for link in _scrutiny(context.firm, body)]
        unsure = any(truth is Truth.MAYBE for truth, _ in known)
        subjects.append(
            Subject(
                id=body.id,
                name=body.name,
                met=_scrutinised(context.firm, body),
                planned=_scrutinised(context.intended, body),
                absent=f"Scrutiny of {body.name} by somebody independent of the safeguarding "
                "partners is not recorded",
                hint=" ".join(why.sentence for _, why in known),
                looked=tuple(fact for _, why in known for fact in why.facts),
                # Somebody scrutinises it: while the employer is not known no list can settle it.
                lists=() if unsure else (("members", body.id),),
            )
        )
    return subjects


def _scrutiny(partnership: Partnership, body: Node) -> list[str]:
    links = partnership.facts.in_links(body.id, "scrutinises")
    return [link.id for link in links if partnership.filled(link)]


def _scrutinised(partnership: Partnership, body: Node) -> Evidence | None:
    for link in _scrutiny(partnership, body):
        truth, why = _independent(partnership, link)
        if truth is Truth.YES:
            return why
    return None


def _independent(partnership: Partnership, link_id: str) -> tuple[Truth, Evidence]:
    """Say whether a scrutineer is known not to be employed by a partner, and why."""
    facts = partnership.facts
    link = facts.links[link_id]
    who = facts.nodes[link.from_id]
    said = f"{who.name} scrutinises {facts.nodes[link.to_id].name}"
    behind = identities(partnership, who)
    posts = [f for one in behind for f in facts.out_links(one.id, "employed_by", "part_of")]
    employers = [facts.nodes[f.to_id] for f in posts]
    names = joined(list(dict.fromkeys(employer.name for employer in employers)))
    sectors = [partnership.sector_of(employer) for employer in employers]

    def answer(truth: Truth, why: str) -> tuple[Truth, Evidence]:
        return truth, Evidence(f"{said}{why}.", (link_id, *(f.id for f in posts)))

    if any(sector in COUNCIL_SECTORS or sector in ("icb", "police") for sector in sectors):
        return answer(Truth.NO, f" and belongs to {names}: not independent of the partners")
    if not employers:
        return answer(Truth.MAYBE, "; who employs them is not recorded")
    # An NHS body that is not named may be the integrated care board itself.
    if None in sectors or "nhs" in sectors:
        return answer(Truth.MAYBE, f"; whether {names} is a safeguarding partner is not recorded")
    return answer(Truth.YES, f" and belongs to {names}, which is not a safeguarding partner")
