"""Deciding: what terms should say of a body."""

from collections.abc import Callable, Iterator

from graph.body_kinds import is_of
from graph.facts.model import Link, Node
from graph.governance_view import Partnership
from graph.kinds import words
from graph.kinds.body_attributes import HOW_IT_WORKS
from graph.quorum import has_quorum
from graph.rules.citations import cite
from graph.rules.deciding_quorum import (
    ENOUGH_REGISTERS,
    GROUP,
    meetings_with_registers,
    register_of,
)
from graph.rules.deciding_rights import unsaid_words
from graph.rules.executives import as_one
from graph.rules.finding import Severity
from graph.rules.registry import Absence, Evidence, RuleContext, Subject, rule
from graph.sentences import attribute_words, fact_sentence

_SAID_BY_TERMS = frozenset(attribute.name for attribute in HOW_IT_WORKS)
_SECRETARIES = {
    choice.word: choice.label
    for choice in words.SERVING_WORK
    if choice.word in ("secretariat", "business_management")
}
_WITH_SECRETARIAT = ("main_board", "safeguarding_partnership", "hwb", "executive_group")
_NO_TERMS = "No body is recorded yet with its terms and something of what they say."
_TERMS_LINKS = ("appoints", "serves")
_UNSAID = {
    "appoints": "Whom it chooses, or which part it has in that,",
    "serves": "Which work that is",
}
# What finds in a body's terms what a check asks for.
_Finder = Callable[[RuleContext, Partnership, Node], Evidence | None]


@rule(
    "terms-say-who-appoints",
    group=GROUP,
    title="Terms that say who appoints the chair",
    question="Do the terms of each formal body say who appoints its chair?",
    severity=Severity.GOOD,
    citations=(cite("CIPFA16"), cite("NOLAN", section="Accountability; Openness")),
    subjects="formal bodies whose terms are on record",
    listed_in=("bodies", "terms"),
    remedy="Say in the terms who appoints the chair, or how the chair is chosen, as published "
    "terms of reference do.",
    would_change="Who appoints the chair on record, or how the chair is chosen.",
)
def terms_say_who_appoints(context: RuleContext) -> list[Subject]:
    """Met for each body whose terms are on record: they say who appoints the chair, or how."""
    subjects = [
        _either(
            context,
            body,
            _chair_appointed,
            f"Who appoints the chair of {body.name}",
            _appoints_perhaps,
        )
        for body in _with_terms(context.firm)
    ]
    return subjects or context.waits(_NO_TERMS)


def _with_terms(partnership: Partnership) -> list[Node]:
    """Return the formal bodies with terms of which something is on record."""
    return [
        body
        for body in partnership.formal
        if body.flag("terms_exist")
        and (
            not _SAID_BY_TERMS.isdisjoint(body.attributes)
            or partnership.facts.in_links(body.id, *_TERMS_LINKS)
        )
    ]


def _either(
    context: RuleContext, body: Node, find: _Finder, what: str, perhaps: Callable[[Link], bool]
) -> Subject:
    """Judge a body by its own terms, or those of what is one with it.

    While a link is there of which the record does not say whether it is the one asked for, no list
    can settle that there is none.
    """
    met = _at_either(context, context.firm, body, find)
    places = context.firm.one_with(body.id)
    around = [f for one in places for f in context.firm.facts.in_links(one, *_TERMS_LINKS)]
    unsaid = [] if met else [link for link in around if perhaps(link)]
    return Subject(
        id=body.id,
        name=body.name,
        met=met,
        planned=None if met else _at_either(context, context.intended, body, find),
        absent=f"{what} is not recorded",
        hint=unsaid_words(context, unsaid, _UNSAID[unsaid[0].kind] if unsaid else ""),
        looked=(body.id, *(f.id for f in around if f.to_id == body.id or f in unsaid)),
        lists=() if unsaid else tuple(("terms", one) for one in places),
    )


def _appoints_perhaps(link: Link) -> bool:
    what, act = link.text("what"), link.text("act")
    return link.kind == "appoints" and what in (None, "chair") and act in (None, "appoints")


def _serves_perhaps(link: Link) -> bool:
    return link.kind == "serves" and link.text("work") is None


def _at_either(
    context: RuleContext, partnership: Partnership, body: Node, find: _Finder
) -> Evidence | None:
    for one in partnership.one_with(body.id):
        other = partnership.facts.nodes[one]
        if found := find(context, partnership, other):
            return as_one(partnership, body, other, found)
    return None


def _chair_appointed(context: RuleContext, partnership: Partnership, body: Node) -> Evidence | None:
    for link in partnership.facts.in_links(body.id, "appoints"):
        if link.text("what") == "chair" and link.text("act") == "appoints":
            return Evidence(fact_sentence(link, context.view.snapshot), (link.id,))
    if body.text("chair_chosen_by"):
        said = f"The chair of {body.name} is chosen so: {attribute_words(body, 'chair_chosen_by')}."
        return Evidence(said, (body.id,))
    return None


@rule(
    "secretariat-named",
    group=GROUP,
    title="A named secretariat",
    question="Is it recorded who does the secretariat of each board and executive?",
    severity=Severity.GOOD,
    citations=(cite("CIPFA16"),),
    subjects="boards and executives whose terms are on record",
    listed_in=("bodies", "terms"),
    remedy="Agree who sends papers and takes minutes, as published terms of reference do.",
    would_change="A post, team or organisation on record as its secretariat or business manager.",
)
def secretariat_named(context: RuleContext) -> list[Subject]:
    """Met for each board or executive whose terms are on record: somebody does its secretariat."""
    subjects = [
        _either(
            context,
            body,
            _served,
            f"Who does the secretariat of {body.name}",
            _serves_perhaps,
        )
        for body in _with_terms(context.firm)
        if is_of(body, _WITH_SECRETARIAT)
    ]
    return subjects or context.waits(
        "No board or executive is recorded yet with its terms and something of what they say."
    )


def _served(context: RuleContext, partnership: Partnership, body: Node) -> Evidence | None:
    for link in partnership.facts.in_links(body.id, "serves"):
        if (work := link.text("work")) in _SECRETARIES:
            who = context.view.name(link.from_id)
            said = f"{who} does the {_SECRETARIES[work]} of {body.name}."
            return Evidence(said, (link.id,))
    return None


@rule(
    "deputies-may-decide",
    group=GROUP,
    title="Whether deputies decide",
    question="Where deputies may come, is it recorded whether they decide?",
    severity=Severity.GOOD,
    absence=Absence.NEEDS_EVIDENCE,
    citations=(cite("CIPFA16"),),
    subjects="formal bodies to which deputies may come",
    listed_in=("bodies", "terms"),
    remedy="Say in the terms whether a deputy counts and votes as the member does; where not, see "
    "that members come themselves.",
    would_change="Whether deputies decide on record; where they do not, a quorum without them.",
)
def deputies_may_decide(context: RuleContext) -> list[Subject]:
    """Met for each body with deputies: it is said whether they decide.

    A gap where they do not, and three registers had a quorum only by them.
    """
    bodies = [b for b in context.firm.formal if b.text("deputies") in ("named", "any")]
    return [_deputies(context, body) for body in bodies] or context.waits(
        "No formal body is recorded yet to which deputies may come."
    )


def _deputies(context: RuleContext, body: Node) -> Subject:
    decide = body.flag("deputies_decide")
    by_them = [*_by_deputies(context, body)] if decide is False else []
    gap = (
        f"Deputies may not decide at meetings of {body.name}, and {len(by_them)} of these had a "
        "quorum only by them."
    )
    may = "may" if decide else "may not"
    return Subject(
        id=body.id,
        name=body.name,
        contradiction=Evidence(gap, (body.id, *by_them))
        if len(by_them) >= ENOUGH_REGISTERS
        else None,
        met=None
        if decide is None
        else Evidence(
            f"Deputies {may} decide at meetings of {body.name}, as recorded.", (body.id,)
        ),
        absent=f"Whether deputies may decide at meetings of {body.name} is not recorded",
        looked=(body.id,),
    )


def _by_deputies(context: RuleContext, body: Node) -> Iterator[str]:
    """Yield the meetings at which a body had its quorum only by deputies."""
    if has_quorum(body):
        for meeting in meetings_with_registers(context.view, body):
            if register_of(context.view, body, meeting).by_deputies:
                yield meeting.id
