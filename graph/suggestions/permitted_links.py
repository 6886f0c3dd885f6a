"""Which links may be proposed at all: what a board can weigh, and nothing that others must say.

Who employs somebody, whom a seat speaks for and who sits on a statutory board are never invented:
a link made up for them would close a finding without a thing having changed. Those are asked.
"""

from graph.body_kinds import is_of, is_top, kinds_of
from graph.fact_index import Facts
from graph.facts.model import Node
from graph.governance_view import SEAT_LINKS, partnership_of
from graph.kinds import LINK_KIND
from graph.kinds.words import COUNCIL_SECTORS
from graph.network import UPWARD_KINDS
from graph.suggestions.new_things import is_suggested

# The safeguarding partners and what belongs to them: only they can say who sits for them.
STATUTORY_SECTORS = frozenset({*COUNCIL_SECTORS, "icb", "police"})
_NEVER = frozenset(
    {"holds", "employed_by", "part_of", "represents", "voice_for", "delegates_to", "scrutinises"}
    # Who may decide, and who serves a body, is for those whose powers and people they are to say.
    | {"has_right_over", "acts_for", "appoints", "serves", "escalates_to", "hosts", "line_manages"}
)
_GIVE_TIME = ("families", "young_people", "vcs", "faith")
_VOICE = ("voice_panel", "voice_forum", "reference_forum")
_NO_DUTY = (*_VOICE, "case_meeting", "network")
# How high a body stands, for want of a recorded line: nobody proposes that a board answers to one
# of its own teams. What is not named here stands between.
_HEIGHT = {
    **dict.fromkeys(("main_board", "executive_group", "lead_partners_group"), 3),
    **dict.fromkeys(
        ("sub_group", "working_group", "committee", "operational_group", "advisory_board"), 1
    ),
    **dict.fromkeys(("locality_team", "case_meeting", "network", "macpt", *_VOICE), 0),
}
_TOP, _BETWEEN = 4, 2
_BY_TIER = {"strategic": _BETWEEN, "operational": 1, "locality": 0}
_SENIOR_POSTS = ("dcs", "lead_member", "director_adult_services", "director_public_health")


def may_join(start: Node, kind: str, stop: Node, facts: Facts) -> bool:
    """Say whether a link may be proposed.

    Never for a person; no organisation as chair, and no families or volunteers for more than a
    seat. As chair, a post to be named, or a known one that has to do with the body already.
    """
    if "person" in (start.kind, stop.kind) or kind in _NEVER:
        return False
    if kind in UPWARD_KINDS:
        below, above = (stop, start) if LINK_KIND[kind].inverse else (start, stop)
        return _may_answer_to(below, above, facts)
    if kind in ("governs", "oversees") and is_of(start, _NO_DUTY):
        return False
    if kind == "bridges" and height(start) < _BETWEEN:
        return any(link.to_id == stop.id for link in facts.out_links(start.id, "covers"))
    return kind not in SEAT_LINKS or _may_sit(start, kind, stop, facts)


def height(body: Node) -> int:
    """Return how high a body stands, from 0 (a team, a network) to 4 (a statutory board)."""
    if is_top(body):
        return _TOP
    known = max((_HEIGHT[kind] for kind in kinds_of(body) if kind in _HEIGHT), default=None)
    return _BY_TIER.get(body.text("tier") or "", _BETWEEN) if known is None else known


def _may_answer_to(below: Node, above: Node, facts: Facts) -> bool:
    """Say whether a line upward is one that people would draw: up, and in no circle."""
    if above.kind == "post":
        return below.kind == "body" and above.text("post_kind") in _SENIOR_POSTS
    if (below.kind, above.kind) != ("body", "body") or is_of(above, _VOICE):
        return False
    if above.id in facts.nodes and above.id in partnership_of(facts).hierarchy.below(below.id):
        return False
    # Of two teams, or two boards, nobody can say which would answer to the other.
    alike = height(above) == height(below) not in (1, _BETWEEN)
    return height(above) >= height(below) and not alike


def _may_sit(start: Node, kind: str, stop: Node, facts: Facts) -> bool:
    if is_top(stop):
        return False
    if kind == "member_of":
        if start.flag("stands_for_several"):
            return False
        own = start.kind == "organisation" and start.text("sector") not in STATUTORY_SECTORS
        return own or not is_suggested(start)
    if start.kind != "post" or start.text("sector") in _GIVE_TIME:
        return False
    if is_suggested(start):
        return start.text("post_kind") is None
    there = facts.out_links(start.id, "member_of", "leads", "sponsors")
    return any(link.to_id == stop.id for link in there)
