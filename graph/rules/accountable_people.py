"""Accountability: who is named as leader, driver, overseer or chair."""

from collections.abc import Iterable, Sequence

from graph.facts.dates import Truth
from graph.facts.model import Node
from graph.governance_view import CHAIR_LINKS, SEAT_LINKS, Partnership, is_seat
from graph.kinds import words
from graph.rules.citations import cite_lines
from graph.rules.executives import as_one, through
from graph.rules.registry import Evidence, RuleContext, Subject, rule
from graph.rules.start_for_life import PROGRAMME_DATES, unless_funded
from graph.sectors import grade_of
from graph.sentences import fact_sentence

_GROUP = "accountability"
_POST_LABELS = {choice.word: choice.label for choice in words.POST_KINDS}
KEY_POSTS = ("programme_leader", "senior_sponsor", "transformation_lead", "data_evaluation_lead")
_TITLE_CLUES = {
    "programme_leader": ("programme manager", "programme lead", "programme director"),
    "senior_sponsor": ("director",),
    "transformation_lead": ("transformation", "innovation", "change lead", "change manager"),
    "data_evaluation_lead": ("data", "evaluation", "analyst", "performance"),
}
_SPONSOR_GRADES = ("executive", "director", "assistant_director")


@rule(
    "single-accountable-leader",
    group=_GROUP,
    title="One leader for Start for Life",
    question="Is exactly one person accountable for Start for Life services?",
    citations=cite_lines(("003", 36)),
    remedy="Name one; the others become leads under that post.",
    would_change="Exactly one post, or person without one, accountable for Start for Life.",
    **PROGRAMME_DATES,
)
def single_accountable_leader(context: RuleContext) -> list[Subject]:
    """Met: one current post accountable for a Start for Life programme; a gap with two or more."""
    if unfunded := unless_funded(context):
        return unfunded
    firm = _leaders(context.firm)
    intended = {} if firm else _leaders(context.intended)
    names = " and ".join(context.view.name(post) for post in firm)
    planned = ", ".join(context.view.name(post) for post in intended)
    facts = tuple(fact for found in firm.values() for fact in found)
    later = tuple(fact for found in intended.values() for fact in found)
    people = any(context.firm.facts.nodes[one].kind == "person" for one in firm)
    several = (
        f"{len(firm)} posts{' or people' if people else ''} are recorded as accountable for Start "
        f"for Life: {names}."
    )
    several += perhaps_in_turn(context, firm.values())
    return [
        context.of_area(
            contradiction=Evidence(several, facts) if len(firm) > 1 else None,
            met=Evidence(f"{names} is accountable for Start for Life.", facts) if firm else None,
            planned=Evidence(f"As leader: {planned}.", later) if intended else None,
            absent="Who is accountable for Start for Life is not recorded",
            lists=(("posts", context.area),),
            looked=(context.area,),
        )
    ]


def perhaps_in_turn(context: RuleContext, posts: Iterable[Sequence[str]]) -> str:
    """Say so where partial dates leave it open that one post, by its facts, followed another."""
    truth_by_id = context.view.truth_by_id
    if sum(all(truth_by_id[fact] is Truth.YES for fact in facts) for facts in posts) > 1:
        return ""
    return " Their dates are not whole, so one may have followed the other."


def _leaders(partnership: Partnership) -> dict[str, list[str]]:
    """Return who is accountable for Start for Life, each with the facts that say so."""
    found: dict[str, list[str]] = {}
    for post in partnership.current_posts():
        links = [
            link.id
            for link in partnership.facts.out_links(post.id, "accountable_for")
            if partnership.facts.nodes[link.to_id].text("programme_kind") == "start_for_life"
        ]
        if links or post.text("post_kind") == "single_accountable_leader":
            found[post.id] = [post.id, *links]
    return _with_people(partnership, found)


def _with_people(partnership: Partnership, found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the posts with a duty and the people with it, each person as one with their posts.

    A person's duty is that of each post they hold; with no post it is the person's own.
    """
    current = {post.id for post in partnership.current_posts()}
    for link in partnership.facts.links_of("accountable_for"):
        who = partnership.facts.nodes[link.from_id]
        programme = partnership.facts.nodes[link.to_id]
        if who.kind != "person" or programme.text("programme_kind") != "start_for_life":
            continue
        held = [f for f in partnership.facts.out_links(who.id, "holds") if f.to_id in current]
        posts = [f.to_id for f in held]
        own = next((post for post in posts if post in found), next(iter(posts), who.id))
        facts = found.setdefault(own, [own])
        facts += [link.id, *(f.id for f in held)]
    return found


@rule(
    "key-roles-filled",
    group=_GROUP,
    title="Four lead roles named",
    question="Are the programme leader, senior sponsor, transformation lead and data or "
    "evaluation lead named?",
    citations=cite_lines(("003", 10), ("003", 50), ("003", 51), ("003", 52), ("000", 82)),
    subjects="key posts",
    opens=("single-accountable-leader", "director-level-drive"),
    remedy="Name them; one person may hold two, and the record should say so.",
    would_change="A filled post of that kind; the sponsor at assistant director or above.",
)
def key_roles_filled(context: RuleContext) -> list[Subject]:
    """Met for each of four kinds of post: one is filled; the sponsor a director or assistant."""

    def named(partnership: Partnership, kind: str) -> Evidence | None:
        for post in partnership.current_posts(kind):
            if grade_of(post) in _SPONSOR_GRADES or kind != "senior_sponsor":
                return Evidence(f"{post.name} is the {_POST_LABELS[kind]}.", (post.id,))
        return None

    subjects = []
    for kind in KEY_POSTS:
        known = context.firm.facts.of_kind("post", kind)
        subjects.append(
            Subject(
                id=kind,
                name=_POST_LABELS[kind],
                met=(met := named(context.firm, kind)),
                planned=None if met else named(context.intended, kind),
                absent=f"Who is the {_POST_LABELS[kind]} is not recorded",
                hint=_role_hint(context, kind, known),
                looked=tuple(post.id for post in known),
                lists=(("posts", context.area),),
            )
        )
    return subjects


def _role_hint(context: RuleContext, kind: str, known: list[Node]) -> str:
    """Say why a known post is not enough, or which titles might be it, marked as a guess."""
    if known:
        why = [f"{p.name} ({_short_of(p)})" for p in known]
        return f"On the map, and not enough: {', '.join(why)}."
    clues = _TITLE_CLUES[kind]
    guesses = [
        post.name
        for post in context.firm.current_posts()
        if any(map(post.name.casefold().__contains__, clues))
    ]
    return f"Perhaps, to guess by title: {', '.join(guesses)}." if guesses else ""


def _short_of(post: Node) -> str:
    if post.flag("vacant"):
        return "vacant"
    return f"grade {grade_of(post)}" if grade_of(post) else "grade not recorded"


@rule(
    "dcs-oversight",
    group=_GROUP,
    title="Oversight by the director of children's services",
    question="Does the director of children's services have active oversight of the board?",
    citations=cite_lines(("000", 65)),
    remedy="Add a sponsor or reporting link from the board to the director.",
    would_change="A seat, chair or sponsorship of the director at the board or above it.",
)
def dcs_oversight(context: RuleContext) -> list[Subject]:
    """Met: a DCS post sits on, chairs or sponsors main or its line, or main answers to it."""

    if not context.firm.mains:
        return context.without_main("the director of children's services oversees it")
    mains = context.firm.mains
    known = context.firm.facts.of_kind("post", "dcs")
    elsewhere = [
        f.id
        for p in known
        for f in context.firm.facts.out_links(p.id, *SEAT_LINKS, "sponsors")
        if f.kind == "sponsors" or is_seat(f)
    ]
    where = " or ".join(main.name for main in mains)
    return [
        context.of_area(
            met=(met := _overseen(context, context.firm)),
            planned=None if met else _overseen(context, context.intended),
            absent="A seat, sponsorship or line of the director of children's services at "
            f"{where} is not recorded",
            looked=(*(post.id for post in known), *elsewhere),
            about=tuple(main.id for main in mains),
            lists=context.firm.lists_with_members(("posts", context.area), of=mains),
        )
    ]


def _overseen(context: RuleContext, partnership: Partnership) -> Evidence | None:
    posts = {post.id for post in partnership.own_posts("dcs")}
    for main in partnership.mains:
        line = partnership.hierarchy.line(main.id)
        links = [
            seats[post]
            for b in line
            for seats in [partnership.holders(b)]
            for post in seats
            if post in posts
        ]
        for post in sorted(posts):
            links += [
                f.id for f in partnership.facts.out_links(post, "sponsors") if f.to_id in line
            ]
        answers = partnership.facts.out_links(main.id, "reports_to", "accountable_to")
        links += [link.id for link in answers if link.to_id in posts]
        if links:
            link = partnership.facts.links[links[0]]
            said = fact_sentence(link, context.view.snapshot)
            return through(partnership, line, Evidence(said, (link.id, *sorted(posts))))
    return None


@rule(
    "body-has-chair",
    group=_GROUP,
    title="Every formal body has a chair",
    question="Does every formal body have a chair?",
    citations=cite_lines(("000", 82), ("000", 86), ("001", 6), ("001", 17), ("001", 54)),
    subjects="formal bodies",
    listed_in=("bodies",),
    opens=(
        "chair-independent-of-parent",
        "leadership-spread",
        "no-single-person-dependency",
        "director-level-drive",
    ),
    remedy="Appoint a chair and set the term.",
    would_change="A chair on record, or terms that name the post.",
)
def body_has_chair(context: RuleContext) -> list[Subject]:
    """Met for each formal body: a current chair or co-chair, or terms that name the chair.

    A body and what acts for it are one: who chairs either, chairs both.
    """

    def either(partnership: Partnership, body: Node) -> Evidence | None:
        nodes = partnership.facts.nodes
        for one in partnership.one_with(body.id):
            if found := chaired(partnership, nodes[one]):
                return as_one(partnership, body, nodes[one], found)
        return None

    def chaired(partnership: Partnership, body: Node) -> Evidence | None:
        links = partnership.facts.in_links(body.id, *CHAIR_LINKS)
        filled = [link for link in links if partnership.filled(link)]
        if filled:
            names = " and ".join(partnership.facts.nodes[f.from_id].name for f in filled)
            facts = tuple(link.id for link in filled)
            return Evidence(f"{body.name}: chaired by {names}.", facts)
        if body.flag("chair_post_exists"):
            who = "the post is vacant" if links else "who holds it is not recorded"
            sentence = f"The terms of {body.name} name a chair; {who}."
            return Evidence(sentence, (body.id, *(link.id for link in links)))
        return None

    return [
        Subject(
            id=body.id,
            name=body.name,
            met=(met := either(context.firm, body)),
            planned=None if met else either(context.intended, body),
            absent=f"A chair of {body.name} is not recorded",
            lists=tuple(("members", one) for one in context.firm.one_with(body.id)),
        )
        for body in context.firm.formal
    ]
