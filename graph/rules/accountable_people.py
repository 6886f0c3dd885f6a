"""Accountability: who is named as leader, driver, overseer or chair."""

from datetime import date

from graph.kinds import words
from graph.model import Link, Node
from graph.partnership import SEAT_LINKS, Partnership
from graph.rules.finding import Outcome
from graph.rules.guidance import cite_lines
from graph.rules.registry import Ask, Evidence, Subject, rule

_GROUP = "accountability"
_POST_LABELS = {choice.word: choice.label for choice in words.POST_KINDS}
_DRIVERS = ("programme_leader", "senior_sponsor", "transformation_lead", "data_evaluation_lead")
_SPONSOR_GRADES = ("executive", "director", "assistant_director")


@rule(
    "single-accountable-leader",
    group=_GROUP,
    title="One leader for Start for Life",
    question="Is exactly one person accountable for Start for Life services?",
    citations=cite_lines(("003", 36)),
    remedy="Name one; the others become leads under that post.",
    would_change="Exactly one post accountable for Start for Life.",
    valid_from=date(2022, 8, 8),
    valid_to=date(2026, 3, 31),
    after=Outcome.UNKNOWN,
)
def single_accountable_leader(ask: Ask) -> list[Subject]:
    """Met: one current post accountable for a Start for Life programme; a gap with two or more."""
    funded = ask.view.snapshot.area.start_for_life_funded
    if funded is None:
        why = "Whether the area is funded by the Start for Life programme is not recorded: ask."
        return ask.cannot_tell(why)
    if not funded:
        return ask.not_applicable("The area is recorded as not funded by Start for Life.")
    firm, intended = _leaders(ask.firm), _leaders(ask.intended)
    names = " and ".join(ask.view.name(post) for post in firm)
    planned = ", ".join(ask.view.name(post) for post in intended)
    facts = tuple(fact for found in firm.values() for fact in found)
    later = tuple(fact for found in intended.values() for fact in found)
    several = f"{len(firm)} posts are recorded as accountable for Start for Life: {names}."
    return [
        ask.of_area(
            contradiction=Evidence(several, facts) if len(firm) > 1 else None,
            met=Evidence(f"{names} is accountable for Start for Life.", facts) if firm else None,
            planned=Evidence(f"Planned: {planned}.", later) if intended else None,
            silent="Who is accountable for Start for Life is not recorded: ask.",
            gap="Nobody is accountable for Start for Life.",
            lists=(("posts", ask.area),),
        )
    ]


def _leaders(partnership: Partnership) -> dict[str, list[str]]:
    """Return the posts accountable for Start for Life, each with the facts that say so."""
    found: dict[str, list[str]] = {}
    for post in partnership.current_posts():
        links = [
            link.id
            for link in partnership.facts.out(post.id, "accountable_for")
            if partnership.facts.nodes[link.to_id].text("programme_kind") == "start_for_life"
        ]
        if links or post.text("post_kind") == "single_accountable_leader":
            found[post.id] = [post.id, *links]
    return found


@rule(
    "key-roles-filled",
    group=_GROUP,
    title="Four drivers",
    question="Are the programme leader, senior sponsor, transformation lead and data or "
    "evaluation lead named?",
    citations=cite_lines(("003", 10), ("003", 50), ("003", 51), ("003", 52), ("000", 82)),
    subjects="key posts",
    remedy="Name them; one person may hold two, and the record should say so.",
    would_change="A filled post of that kind; the sponsor at assistant director or above.",
)
def key_roles_filled(ask: Ask) -> list[Subject]:
    """Met for each of four kinds of post: one is filled; the sponsor a director or assistant."""

    def named(partnership: Partnership, kind: str) -> Evidence | None:
        for post in partnership.current_posts():
            senior = post.text("grade") in _SPONSOR_GRADES or kind != "senior_sponsor"
            if post.text("post_kind") == kind and senior:
                return Evidence(f"{post.name} is the {_POST_LABELS[kind]}.", (post.id,))
        return None

    subjects = []
    for kind in _DRIVERS:
        known = [p for p in ask.firm.facts.of_kind("post") if p.text("post_kind") == kind]
        why = [f"{p.name} ({p.text('grade') or 'grade not recorded'})" for p in known]
        hint = f" On the map, and not enough by itself: {', '.join(why)}." if why else ""
        subjects.append(
            Subject(
                id=kind,
                name=_POST_LABELS[kind],
                met=named(ask.firm, kind),
                planned=named(ask.intended, kind),
                silent=f"A filled post of {_POST_LABELS[kind]} is not recorded: ask.{hint}",
                gap=f"There is no {_POST_LABELS[kind]} in post.{hint}",
                looked=tuple(post.id for post in known),
                lists=(("posts", ask.area),),
            )
        )
    return subjects


@rule(
    "dcs-oversight",
    group=_GROUP,
    title="The director of children's services oversees",
    question="Does the director of children's services have active oversight of the board?",
    citations=cite_lines(("000", 65)),
    remedy="Add a sponsor or reporting link from the board to the director.",
    would_change="A seat, chair or sponsorship of the director at the board or above it.",
)
def dcs_oversight(ask: Ask) -> list[Subject]:
    """Met: a DCS post sits on, chairs or sponsors main or its line, or main answers to it."""

    def overseen(partnership: Partnership) -> Evidence | None:
        posts = {p.id for p in partnership.current_posts() if p.text("post_kind") == "dcs"}
        for main in partnership.mains:
            line = set(partnership.line(main.id))
            for post in sorted(posts):
                for link in partnership.facts.out(post, *SEAT_LINKS, "sponsors"):
                    if link.to_id in line and partnership.filled(link):
                        return _oversight(partnership, link, post, link.to_id)
            for link in partnership.facts.out(main.id, "reports_to", "accountable_to"):
                if link.to_id in posts:
                    return _oversight(partnership, link, link.to_id, main.id)
        return None

    mains = ask.firm.mains
    known = tuple(p.id for p in ask.firm.facts.of_kind("post") if p.text("post_kind") == "dcs")
    where = " or ".join(main.name for main in mains) or "a main board (none is recorded)"
    lists = (("posts", ask.area), *(("members", main.id) for main in mains)) if mains else ()
    return [
        ask.of_area(
            met=overseen(ask.firm),
            planned=overseen(ask.intended),
            silent=f"That the director of children's services oversees {where} is not recorded: "
            "ask.",
            gap=f"The director of children's services has no seat at, and no line from, {where}.",
            looked=known,
            lists=lists,
        )
    ]


def _oversight(partnership: Partnership, link: Link, post: str, body: str) -> Evidence:
    names = partnership.facts.nodes
    sentence = f"{names[post].name} has oversight at {names[body].name}."
    return Evidence(sentence, (post, link.id))


@rule(
    "body-has-chair",
    group=_GROUP,
    title="Every formal body has a chair",
    question="Does every formal body have a chair?",
    citations=cite_lines(("000", 82), ("000", 86), ("001", 6), ("001", 17), ("001", 54)),
    subjects="formal bodies",
    remedy="Appoint a chair and set the term.",
    would_change="A chair on record, or terms that name the post.",
)
def body_has_chair(ask: Ask) -> list[Subject]:
    """Met for each formal body: a current chair or co-chair, or terms that name the chair."""

    def chaired(partnership: Partnership, body: Node) -> Evidence | None:
        seats = partnership.seats(body.id, "chairs", "co_chairs")
        if seats:
            names = " and ".join(seat.holder.name for seat in seats)
            links = tuple(seat.link.id for seat in seats)
            return Evidence(f"{body.name} is chaired by {names}.", links)
        if body.flag("chair_post_exists"):
            sentence = f"{body.name} has a chair; who holds it is not recorded."
            return Evidence(sentence, (body.id,))
        return None

    return [
        Subject(
            id=body.id,
            name=body.name,
            met=chaired(ask.firm, body),
            planned=chaired(ask.intended, ask.intended.facts.nodes[body.id]),
            silent=f"Who chairs {body.name} is not recorded: ask.",
            gap=f"{body.name} has no chair.",
            lists=(("members", body.id),),
        )
        for body in ask.firm.formal
    ]
