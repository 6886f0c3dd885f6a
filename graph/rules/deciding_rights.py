"""Deciding: what gives a body or post the right to decide a matter."""

from collections.abc import Iterator, Sequence

from graph.body_kinds import in_scope, is_of, kinds_of
from graph.facts.identifiers import area_of
from graph.facts.model import Link, Node
from graph.governance_view import Partnership
from graph.matters import matters_of, texts
from graph.near_names import near_names
from graph.rules.citations import cite
from graph.rules.registry import Evidence, RuleContext, Subject, rule
from graph.sentences import fact_sentence, some

GROUP = "deciding"
# Whose power to decide an Act or a council's constitution gives.
_BY_LAW = (
    *("hwb", "safeguarding_partnership", "icb_board"),
    *("cabinet", "council_committee", "joint_committee"),
)
_GRANTING = ("delegation", "scheme_of_delegation", "terms_of_reference")
_AGENCIES = ("organisation", "department")
NO_RIGHT = "No right over a matter is recorded yet."


def rights_over(partnership: Partnership, *rights: str) -> list[Link]:
    """Return the rights of some sorts over matters, or all."""
    found = partnership.facts.links_of("has_right_over")
    return [link for link in found if not rights or link.text("right") in rights]


def is_asked(holder: Node, subject: Subject) -> bool:
    """Say whether a holder is asked: of a neighbour only what the record answers is shown."""
    if holder.kind != "body" or in_scope(holder):
        return True
    said = bool(subject.met or subject.contradiction)
    return said and holder.flag("in_scope") is None


def unsaid_words(context: RuleContext, links: Sequence[Link], unsaid: str) -> str:
    """Say which facts there are that may be what is asked for, and what of them is not recorded."""
    said = [fact_sentence(link, context.view.snapshot).rstrip(".") for link in links]
    return f"On record: {some(said)}. {unsaid} is not recorded." if said else ""


@rule(
    "decision-right-granted",
    group=GROUP,
    title="A basis for each right to decide",
    question="Where a body or post decides a matter, is it recorded what gives it that right?",
    citations=(
        cite("CIPFA16", section="Principle A: rule of law"),
        cite("CIPFA16"),
    ),
    subjects="rights of bodies and posts to decide",
    remedy="Record the delegation, the agreement or the Act that gives the right; where there is "
    "none, have it delegated.",
    would_change="A delegation of the matter that leads back to an organisation or a body whose "
    "powers are its own by law; a legal basis; or an agreement that delegates, to which it is "
    "party.",
)
def decision_right_granted(context: RuleContext) -> list[Subject]:
    """Met for each right: by law, by a legal basis, by delegation, or by an agreement."""
    subjects = []
    for right in rights_over(context.firm, "decides"):
        holder, matter = (context.firm.facts.nodes[i] for i in (right.from_id, right.to_id))
        if holder.kind == "organisation":
            continue
        met = _granted(context.firm, holder, matter)
        unsaid = [] if met else [*_not_said(context, holder, matter)]
        subject = Subject(
            id=right.id,
            name=f"{holder.name} on {matter.name}",
            met=met,
            planned=None if met else _granted(context.intended, holder, matter),
            absent=f"What gives {holder.name} the right to decide on {matter.name} is not recorded",
            hint=" ".join(filter(None, (_other_delegations(context, holder, matter), *unsaid))),
            looked=(right.id,),
            about=(holder.id, matter.id),
            # While a fact may be what gives the right, no list can settle that nothing does.
            lists=() if unsaid else (("agreements", context.area), ("posts", context.area)),
        )
        if is_asked(holder, subject):
            subjects.append(subject)
    return subjects or context.waits("No right of a body or post to decide is recorded yet.")


def _own_power(body: Node) -> str:
    """Say what gives a body power of its own; "" where nothing on record does."""
    if body.kind == "body" and is_of(body, _BY_LAW):
        return "by law"
    basis = body.text("legal_basis")
    return f"by {basis}" if basis else ""


def _granted(partnership: Partnership, holder: Node, matter: Node) -> Evidence | None:
    if own := _own_power(holder):
        return Evidence(f"{holder.name} decides on {matter.name} {own}.", (holder.id,))
    return _delegated(partnership, holder, matter) or _by_agreement(partnership, holder, matter)


def _delegated(partnership: Partnership, holder: Node, matter: Node) -> Evidence | None:
    """Follow delegations of a matter, or of none in particular, back to whose power it is."""
    facts, nodes = partnership.facts, partnership.facts.nodes
    seen = {holder.id}
    ways: list[tuple[str, tuple[str, ...]]] = [(holder.id, ())]
    while ways:
        at, way = ways.pop(0)
        for link in facts.in_links(at, "delegates_to"):
            if link.from_id in seen or not covers(partnership, link, matter):
                continue
            seen.add(link.from_id)
            start, links = nodes[link.from_id], (*way, link.id)
            if start.kind in _AGENCIES or _own_power(start):
                return _delegation(partnership, holder, matter, start, links)
            ways.append((start.id, links))
    return None


def _delegation(
    partnership: Partnership, holder: Node, matter: Node, start: Node, links: Sequence[str]
) -> Evidence:
    nodes = partnership.facts.nodes
    between = [nodes[partnership.facts.links[link].from_id].name for link in links[:-1]]
    through = f" through {some(between[::-1])}" if between else ""
    named = any([*texts(partnership.facts.links[link])] for link in links)
    what = f"decisions on {matter.name}" if named else "powers that name no matter"
    said = f"{start.name} delegates {what} to {holder.name}{through}."
    return Evidence(said, (*links, start.id), (holder.id, *_ends(partnership, links)))


def _ends(partnership: Partnership, links: Sequence[str]) -> Iterator[str]:
    yield from (partnership.facts.links[link].from_id for link in links)


def covers(partnership: Partnership, delegation: Link, matter: Node) -> bool:
    """Say whether a delegation is of a matter: it names it, or names none at all."""
    named = matters_of(partnership.facts).named(delegation)
    return matter.id in named or not [*texts(delegation)]


def may_cover(partnership: Partnership, delegation: Link, matter: Node) -> bool:
    """Say whether a delegation may be of a matter: it names none, or has words that are near."""
    matters, area = matters_of(partnership.facts), area_of(delegation.id)
    said = [*texts(delegation)]
    unread = [text for text in said if not matters.called(text, area)]
    near = (
        near_names(text, matter.names) or any(near_names(name, [text]) for name in matter.names)
        for text in unread
    )
    return not said or any(near)


def _not_said(context: RuleContext, holder: Node, matter: Node) -> Iterator[str]:
    """Yield what the record leaves open, and might be what gives a right."""
    facts, nodes = context.firm.facts, context.firm.facts.nodes
    for link in facts.out_links(holder.id, "party_to"):
        if nodes[link.to_id].text("agreement_kind") is None:
            yield f"Which kind of agreement {nodes[link.to_id].name} is, is not recorded."
    seen, left = {holder.id}, [holder.id]
    while left:
        at = left.pop(0)
        if nodes[at].kind == "body" and not kinds_of(nodes[at]):
            yield f"Which kind of body {nodes[at].name} is, is not recorded."
        for link in facts.in_links(at, "delegates_to"):
            covered = covers(context.firm, link, matter)
            if not covered and may_cover(context.firm, link, matter):
                said = fact_sentence(link, context.view.snapshot).rstrip(".")
                yield f"Whether that is {matter.name} is not recorded: {said}."
            if covered and link.from_id not in seen:
                seen.add(link.from_id)
                left.append(link.from_id)


def _by_agreement(partnership: Partnership, holder: Node, matter: Node) -> Evidence | None:
    for link in partnership.facts.out_links(holder.id, "party_to"):
        agreement = partnership.facts.nodes[link.to_id]
        if agreement.text("agreement_kind") in _GRANTING:
            said = f"{holder.name} decides on {matter.name} and is party to {agreement.name}."
            return Evidence(said, (link.id, agreement.id))
    return None


def _other_delegations(context: RuleContext, holder: Node, matter: Node) -> str:
    """Say which powers it has from whom, that do not lead to whose they are."""
    links = context.firm.facts.in_links(holder.id, "delegates_to")
    said = [fact_sentence(link, context.view.snapshot).rstrip(".") for link in links]
    acts_for = context.firm.facts.out_links(holder.id, "acts_for")
    said += [fact_sentence(link, context.view.snapshot).rstrip(".") for link in acts_for]
    return f"On record: {some(said)}." if said else ""
