"""Engagement: does it hang on one person, is a director behind it, is it planned."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import attrgetter

from graph.body_kinds import in_scope
from graph.fact_index import Facts, grouped
from graph.facts.model import Link, Node
from graph.governance_view import (
    CHAIR_LINKS,
    Partnership,
    is_placeholder,
    partnership_of,
)
from graph.kinds import words
from graph.quantifiers import all_of
from graph.rules.accountable_people import KEY_POSTS
from graph.rules.citations import cite_lines
from graph.rules.finding import Severity
from graph.rules.registry import (
    Absence,
    Condition,
    Evidence,
    RuleContext,
    Subject,
    WantedThing,
    rule,
)
from graph.rules.strategic_links import (
    link_data_board,
    link_health_wellbeing_board,
    link_integrated_care,
    link_safeguarding_partnership,
)
from graph.sectors import grade_of
from graph.sentences import fact_sentence, some

_GROUP = "engagement"
# Chairs and key posts in one pair of hands from which too much hangs on one person.
_MOST = 3
_LINK_RULES = {
    "the safeguarding partnership": link_safeguarding_partnership,
    "the health and wellbeing board": link_health_wellbeing_board,
    "the integrated care partnership or board": link_integrated_care,
    "the data board": link_data_board,
}
_ROLE_LINKS = (*CHAIR_LINKS, "sponsors", "leads", "accountable_for")
_DIRECTORS = ("executive", "director", "assistant_director")
_GRADES = {choice.word: choice.label for choice in words.GRADES}


@rule(
    "no-single-person-dependency",
    group=_GROUP,
    title="Nothing hangs on one person",
    question="Would chairs, key posts and links still stand if any one person left?",
    severity=Severity.GOOD,
    absence=Absence.NEEDS_EVIDENCE,
    citations=cite_lines(("000", 48), ("003", 103)),
    listed_in=("bodies",),
    remedy="Name a deputy or a vice-chair, and add a second link or a reporting line.",
    would_change="Every chair on record by post or person, with nobody holding three chairs or key "
    "posts, chairing two bodies alone, or alone behind a link.",
)
def no_single_person_dependency(context: RuleContext) -> list[Subject]:
    """A gap for too many chairs and posts, two bodies chaired alone, or a link of one's own."""
    if not context.firm.formal:
        return context.waits("No formal body is recorded yet.")
    found = [*_loads(context.firm), *_links_of_one(context)]
    unknown = [body.name for body in context.firm.formal if not _chair_known(context.firm, body)]
    facts = tuple(link.id for body in context.firm.formal for link in _chairs(context.shown, body))
    gap = Evidence(
        " ".join(evidence.sentence for evidence in found),
        tuple(fact for evidence in found for fact in evidence.facts),
    )
    later, asked = context.intended, bool(unknown) and not found
    coming = asked and all(_chair_known(later, b) for b in later.formal) and not any(_loads(later))
    count = len(context.firm.formal)
    chairs = "The chair" if count == 1 else f"The chair of {all_of(count, 'formal bodies')}"
    steady = f"{chairs} is known by post or person, and it does not hang on one of them alone."
    which = f"{len(unknown)} of {count} formal bodies: " if count > 1 else ""
    return [
        context.of_area(
            contradiction=gap if found else None,
            met=None if unknown else Evidence(steady, facts),
            planned=Evidence(f"With the chairs to come: {steady}", facts) if coming else None,
            absent=f"The chair by post or person is not recorded for {which}{some(unknown)}",
            looked=facts,
        )
    ]


def _chairs(partnership: Partnership, body: Node) -> list[Link]:
    return [seat.link for seat in partnership.own_chairs(body.id)]


def _chair_known(partnership: Partnership, body: Node) -> bool:
    """Say whether a body has a chair, and each chair is a post or a person.

    Where it has none of its own, who chairs its executive, or what it acts for, chairs it.
    """
    nodes = partnership.facts.nodes
    one_with = (_chairs(partnership, nodes[one]) for one in partnership.one_with(body.id))
    holders = [nodes[link.from_id] for link in next(filter(None, one_with), [])]
    return bool(holders) and all(holder.kind != "organisation" for holder in holders)


def _who_could_leave(partnership: Partnership) -> dict[str, set[str]]:
    """Return who could leave: each person with the posts only they hold, and each other post.

    A post that stands for several people, or for one not named, is left out.
    """
    found = {person.id: {person.id} for person in partnership.facts.of_kind("person")}
    holding = grouped(partnership.facts.links_of("holds"), attrgetter("to_id"))
    for post in partnership.current_posts():
        if is_placeholder(post):
            continue
        people = holding.get(post.id, ())
        one = people[0].from_id if len(people) == 1 else post.id
        found.setdefault(one, set()).add(post.id)
    return found


def _loads(partnership: Partnership) -> Iterator[Evidence]:
    """Find who holds three chairs or key posts, or is the only chair of two formal bodies."""
    nodes = partnership.facts.nodes
    chairs: dict[str, list[tuple[int, Link]]] = {}
    every = (link for body in partnership.bodies for link in _chairs(partnership, body))
    for number, link in enumerate(every):
        chairs.setdefault(link.from_id, []).append((number, link))
    key = {post.id for post in partnership.facts.of_kind("post", *KEY_POSTS)}
    for one, ids in _who_could_leave(partnership).items():
        if key.isdisjoint(ids) and chairs.keys().isdisjoint(ids):
            continue
        chaired: dict[str, list[str]] = {}
        for _, link in sorted(chair for i in ids for chair in chairs.get(i, ())):
            chaired.setdefault(link.to_id, []).append(link.id)
        posts = sorted(key & ids)
        facts = tuple(link for links in chaired.values() for link in links)
        subjects = _told_apart(partnership, chaired)
        if len(subjects) + len(posts) >= _MOST:
            held = [f"the chair of {_named(partnership, bodies)}" for bodies in subjects]
            held += [nodes[post].name for post in posts]
            sentence = (
                f"{nodes[one].name} holds {len(held)} chairs or key posts: {'; '.join(held)}."
            )
            yield Evidence(sentence, (*facts, *posts))
        if len(subjects) < 2:
            continue
        alone = [b for b in partnership.formal if b.id in chaired and _alone(partnership, b, ids)]
        apart = _told_apart(partnership, [body.id for body in alone])
        if len(apart) > 1:
            names = " and ".join(_named(partnership, bodies) for bodies in apart)
            sentence = f"{nodes[one].name} alone chairs {names}, with no co-chair or vice-chair."
            yield Evidence(sentence, tuple(f for body in alone for f in chaired[body.id]))


def _told_apart(partnership: Partnership, bodies: Iterable[str]) -> list[list[str]]:
    """Return bodies, each together with those that are one with it: one chair of these is one."""
    found: list[list[str]] = []
    for body in bodies:
        one = {*partnership.one_with(body)}
        joined = [group for group in found if one.intersection(group)]
        found = [group for group in found if group not in joined]
        found.append([*(other for group in joined for other in group), body])
    return found


def _named(partnership: Partnership, bodies: Iterable[str]) -> str:
    """Name bodies that are one, the partnership before its executive."""
    own = list(bodies)
    ordered = sorted(own, key=lambda body: len(partnership.hierarchy.acted_for(body)))
    return " with its executive ".join(partnership.facts.nodes[body].name for body in ordered)


def _alone(partnership: Partnership, body: Node, ids: set[str]) -> bool:
    """Say whether nobody else chairs a body or stands in, on record or in its terms.

    Who stands in at its executive stands in for the chair of both.
    """
    places = partnership.one_with(body.id)
    if any(partnership.facts.nodes[one].flag("vice_chair_post_exists") for one in places):
        return False
    others = [s for i in places for s in partnership.own_seats(i, *CHAIR_LINKS, "vice_chairs")]
    return all(seat.holder.id in ids for seat in others)


def _links_of_one(context: RuleContext) -> Iterator[Evidence]:
    """Find the link rules that are met, and would not be without one post or person."""
    nodes = context.firm.facts.nodes
    for target, condition in _LINK_RULES.items():
        for subject in context.subjects(condition):
            path = subject.met.path if subject.met else ()
            if not subject.met or not any(nodes[i].kind in ("post", "person") for i in path):
                continue
            shared = context.firm.holders(path[0]).keys() & context.firm.holders(path[-1]).keys()
            for one, ids in sorted(_who_could_leave(context.firm).items()):
                if ids & shared and not _still_met(_without(context, ids), condition, subject.id):
                    sentence = f"Only {nodes[one].name} joins {nodes[path[0]].name} to {target}."
                    yield Evidence(sentence, subject.met.facts)


def _without(context: RuleContext, ids: set[str]) -> RuleContext:
    """Return the same question about the map without some posts and people."""
    snapshot = context.view.snapshot
    gone = context.view.touched(ids)
    nodes = {i: node for i, node in snapshot.nodes.items() if i not in gone}
    links = {i: link for i, link in snapshot.links.items() if i not in gone}
    return RuleContext(context.view.after(replace(snapshot, nodes=nodes, links=links), gone))


def _still_met(context: RuleContext, condition: Condition, subject_id: str) -> bool:
    return any(subject.met for subject in condition(context) if subject.id == subject_id)


@rule(
    "director-level-drive",
    group=_GROUP,
    title="Leadership at director level",
    question="Does somebody at director level or above chair, sponsor, lead or answer for the "
    "work?",
    severity=Severity.GOOD,
    citations=cite_lines(("000", 48), ("003", 50), ("003", 54)),
    remedy="Name a sponsor at director or assistant director level.",
    would_change="A chair, sponsor, lead or accountable post on record with its grade: assistant "
    "director or above.",
    wanted=(
        WantedThing(
            kind="post",
            attributes=(("post_kind", "senior_sponsor"), ("grade", "assistant_director")),
            links=(("sponsors", "main_board"),),
        ),
    ),
)
def director_level_drive(context: RuleContext) -> list[Subject]:
    """Met: a role-holder is an assistant director or above; a gap where all are operational."""
    roles = _roles(context.firm)
    driven = _driven(context, context.firm)
    held = dict.fromkeys(f"{context.view.name(f.from_id)} ({_graded(grade)})" for f, grade in roles)
    names = some(list(held))
    facts = tuple(fact for link, _ in roles for fact in (link.id, link.from_id))
    low = bool(roles) and all(grade == "operational" for _, grade in roles)
    only = f"All on record who chair, sponsor, lead or answer for it are operational: {names}."
    return [
        context.of_area(
            contradiction=Evidence(only, facts) if low else None,
            met=driven,
            planned=None if low or driven else _driven(context, context.intended),
            absent="A chair, sponsor, lead or accountable post at assistant director level or "
            "above is not recorded",
            hint=f"In such a role on record: {names}." if roles else "",
            looked=(*facts, *(link.id for link, _ in _roles(context.shown))),
            lists=(("posts", context.area),),
        )
    ]


def _driven(context: RuleContext, partnership: Partnership) -> Evidence | None:
    for link, grade in _roles(partnership):
        if grade in _DIRECTORS:
            said = fact_sentence(link, context.view.snapshot)
            return Evidence(f"{said} The grade is {_GRADES[grade]}.", (link.id, link.from_id))
    return None


def _roles(partnership: Partnership) -> list[tuple[Link, str]]:
    """Return the links of current role-holders with their grade; "" where it is not known.

    A role at a body out of scope is none here; a person has the highest grade of their posts.
    """
    return partnership.facts.derived(_find_roles)


def _find_roles(facts: Facts) -> list[tuple[Link, str]]:
    partnership, nodes = partnership_of(facts), facts.nodes
    found = []
    for link in facts.links_of(*_ROLE_LINKS):
        at = nodes[link.to_id]
        if not partnership.filled(link) or (at.kind == "body" and not in_scope(at)):
            continue
        held = [nodes[f.to_id] for f in facts.out_links(link.from_id, "holds")]
        grades = {grade_of(one) for one in (nodes[link.from_id], *held)}
        found.append((link, next((word for word in _GRADES if word in grades), "")))
    return found


def _graded(grade: str) -> str:
    return _GRADES.get(grade, "grade not recorded")


@rule(
    "engagement-strategy-in-place",
    group=_GROUP,
    title="A strategy for engagement",
    question="Does a body own a strategy for engaging families, communities and partners?",
    severity=Severity.GOOD,
    citations=cite_lines(("000", 50), ("000", 104)),
    remedy="Write one; this map is a start.",
    would_change="An engagement strategy on record, with the body that owns it.",
    wanted=(
        WantedThing(
            kind="plan",
            attributes=(("plan_kind", "engagement_strategy"),),
            links=(("owns", "main_board"),),
        ),
    ),
)
def engagement_strategy_in_place(context: RuleContext) -> list[Subject]:
    """Met: a body owns an engagement strategy."""

    def strategies(partnership: Partnership) -> list[Node]:
        return partnership.facts.of_kind("plan", "engagement_strategy")

    def owned(partnership: Partnership) -> Evidence | None:
        for plan in strategies(partnership):
            for link in partnership.facts.in_links(plan.id, "owns"):
                owner = partnership.facts.nodes[link.from_id]
                if owner.kind == "body":
                    return Evidence(f"{owner.name} owns {plan.name}.", (link.id, plan.id))
        return None

    known = strategies(context.firm)
    names = ", ".join(plan.name for plan in known)
    all_known = strategies(context.shown)
    owners = tuple(
        f.id for plan in all_known for f in context.shown.facts.in_links(plan.id, "owns")
    )
    return [
        context.of_area(
            met=(met := owned(context.firm)),
            planned=None if met else owned(context.intended),
            absent="An engagement strategy that a body owns is not recorded",
            hint=f"On the map, without a body as owner: {names}." if known else "",
            looked=(*(plan.id for plan in all_known), *owners),
            lists=(("plans", context.area),),
        )
    ]
