"""Which look each kind of thing and link has, and under which heading a thing is listed."""

from graph.body_kinds import is_of
from graph.fact_index import Facts
from graph.facts.model import Link, Node, Status
from graph.kinds import BESIDE_KINDS
from graph.network import ends_outside, upward_step
from visualisations.themes import EDGE_STYLES

_BOARDS = frozenset(
    {"main_board", "safeguarding_partnership", "hwb", "icp", "icb_board", "data_board"}
    | {"programme_board", "partnership_board", "executive_group", "lead_partners_group"}
    | {"cabinet", "community_safety_partnership", "send_board", "youth_justice_board"}
    | {"adults_board", "place_partnership", "corporate_parenting_board"}
)
_GROUPS = frozenset(
    {"sub_group", "working_group", "committee", "operational_group", "advisory_board"}
    | {"transformation_group", "scrutiny", "council_committee", "joint_committee"}
    | {"child_death_panel"}
)
_LOOK_OF_KIND = {
    "organisation": "agency",
    "department": "agency",
    "post": "post",
    "person": "post",
    "seat": "post",
    "team": "team",
    "service": "service",
    "event": "service",
    "site": "site",
    "plan": "paper",
    "agreement": "paper",
    "programme": "money",
    "agenda": "money",
    "action": "money",
    "commitment": "money",
    "community": "people",
}
_LISTED_UNDER = {
    "board": "Boards",
    "group": "Groups with no line recorded",
    "team": "Meetings and teams with no line recorded",
    "site": "Hubs and sites",
    "agency": "Organisations",
    "post": "Posts and people",
    "service": "Services and events",
    "paper": "Plans and agreements",
    "money": "Programmes and commitments",
    "people": "Communities",
    "ground": "Ground covered, and other",
    "missing": "To find out first",
}
_SEATS = ("member_of", "chairs", "co_chairs", "vice_chairs", "party_to", "represents", "holds")
_OVERSIGHT = frozenset(
    {"governs", "oversees", "manages", "owns", "has_plan", "leads", "accountable_for"}
    | {"sponsors", "scrutinises"}
)
# Who may do what, and who helps: several a body, so they wait until one is chosen.
_POWERS = frozenset({"has_right_over", "appoints", "hosts", "line_manages"})
_OWN_LOOK = {"acts_for": "acting", "escalates_to": "escalation", "serves": "serving"}
# What meetings decide on, and decided, stands on pages of its own and not on the map.
_OFF_THE_MAP = frozenset({*(kind.name for kind in BESIDE_KINDS), "matter", "decision"})
TIER_WORDS = {
    "strategic": "Strategic",
    "operational": "Operational",
    "locality": "Locality",
    "": "No tier recorded",
}


def node_look(node: Node) -> str:
    """Return the look of a node's box, one of themes.NODE_LOOKS."""
    if node.kind != "body":
        return _LOOK_OF_KIND.get(node.kind, "ground")
    if is_of(node, _BOARDS) or node.flag("recognised_top"):
        return "board"
    return "group" if is_of(node, _GROUPS) else "team"


def on_the_map(facts: Facts) -> Facts:
    """Return the facts a map draws: not what surveys say, nor matters and single decisions."""
    drawn = {i: node for i, node in facts.nodes.items() if node.kind not in _OFF_THE_MAP}
    if len(drawn) == len(facts.nodes):
        return facts
    links = facts.links.items()
    return Facts(drawn, {i: f for i, f in links if f.from_id in drawn and f.to_id in drawn})


def heading_of(look: str) -> str:
    """Return the heading that things of a look are listed under."""
    return _LISTED_UNDER[look]


def link_look(link: Link, lead: bool, facts: Facts) -> str:
    """Return the look of a link's edge, one of themes.EDGE_STYLES.

    A report to a plan, and an organisation that convenes, are links and no lines. A line that ends
    at an organisation leads where the body has none to another.
    """
    if link.status in (Status.PLANNED, Status.ASPIRED):
        return "planned"
    if link.kind in _OWN_LOOK:
        return _OWN_LOOK[link.kind]
    if lead:
        return "lead"
    if upward_step(link, facts):
        return "second"
    if ends_outside(link, facts):
        return "second" if _has_line(link.from_id, facts) else "lead"
    if link.kind in _SEATS:
        return "member"
    if link.kind in _POWERS:
        return "powers"
    return "oversight" if link.kind in _OVERSIGHT else "link"


def _has_line(body_id: str, facts: Facts) -> bool:
    """Say whether a body has a line upward to another thing than an organisation."""
    links = (*facts.out_links(body_id), *facts.in_links(body_id, "convenes"))
    steps = (upward_step(link, facts) for link in links if link.kind != "acts_for")
    return any(step and step[0] == body_id for step in steps)


def drawn_pairs(facts: Facts) -> list[tuple[str, str]]:
    """Return the ends of the links that a map draws: those of seats wait until one is chosen."""
    looks = ((link, link_look(link, False, facts)) for link in facts.links.values())
    return [(link.from_id, link.to_id) for link, look in looks if not EDGE_STYLES[look].hidden]
