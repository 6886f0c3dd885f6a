"""A small town with every kind, link and attribute that says who decides and how a body works.

Written as in the archive format, so that one list serves the facts, stores, files and pages.
"""

from typing import Any

from graph.facts.fact_json import from_record
from graph.facts.model import Fact, Snapshot, snapshot_of

SLUG = "decideham"
EXECUTIVE: dict[str, Any] = {
    "id": "exec",
    "kind": "body",
    "name": "Executive of the partnership",
    "body_kind": "executive_group",
    "purpose": "Decides between meetings.\nMeets monthly.",
    "short_name": "DSCP Exec",
    "decision_making": ["decides", "recommends"],
    "delegated_authority": True,
    "quorum": 3,
    "quorum_classes": ["council: 1", "icb: 1", "Decideham Police: 1"],
    "quorum_words": "One of each lead partner.",
    "decision_rule": ["consensus", "majority"],
    "casting_vote": False,
    "members_least": 3,
    "members_most": 9,
    "membership": "closed",
    "deputies": "named",
    "deputies_decide": True,
    "least_grade": "director",
    "meets_in_public": False,
    "conflicts_rule": True,
    "dispute_rule": True,
    "missed_meetings_limit": 3,
    "chair_chosen_by": "rotates",
    "legal_basis": "Children Act 2004, section 16E",
    "terms_exist": True,
    "terms_agreed_on": "2025-09",
    "terms_version": "2.1",
    "terms_review_months": 12,
    "terms_last_reviewed": "2025-09-30",
    "terms_review_words": "Each autumn, and when the partners change.",
}
NODES: tuple[dict[str, Any], ...] = (
    EXECUTIVE,
    {
        "id": "scp",
        "kind": "body",
        "name": "Safeguarding partnership for all ages",
        "body_kind": "safeguarding_partnership",
        "also_kinds": ["adults_board"],
        "decision_making": "none",
        "deputies": "none",
    },
    {"id": "panel", "kind": "body", "name": "Parents' panel", "body_kind": "voice_panel"},
    {"id": "alliance", "kind": "body", "name": "Voluntary alliance", "body_kind": "vcs_alliance"},
    {"id": "cabinet", "kind": "body", "name": "Cabinet", "body_kind": "cabinet"},
    {"id": "lscb", "kind": "body", "name": "LSCB", "body_kind": "partnership_board"},
    {"id": "council", "kind": "organisation", "name": "Decideham Council"},
    {"id": "childrens", "kind": "department", "name": "Children's services"},
    {"id": "force", "kind": "organisation", "name": "Decideham Police", "sector": "police"},
    {"id": "hospital", "kind": "organisation", "name": "Hospital", "sector": "nhs_acute"},
    {"id": "unit", "kind": "team", "name": "Business unit"},
    {"id": "dcs", "kind": "post", "name": "DCS", "post_kind": "dcs", "delegated_authority": False},
    {"id": "manager", "kind": "post", "name": "Partnership manager"},
    {"id": "ann", "kind": "person", "name": "Ann Example"},
    {
        "id": "chair-seat",
        "kind": "seat",
        "name": "Observer for schools",
        "body": "scp",
        "seat_kind": "observer",
        "vacant": False,
    },
    {
        "id": "fund",
        "kind": "agreement",
        "name": "Pooled fund",
        "agreement_kind": "section_75",
    },
    {"id": "hubs", "kind": "programme", "name": "Hubs programme", "amount": 2_500_000_000},
    {"id": "front-door", "kind": "service", "name": "Front door"},
    {
        "id": "budget",
        "kind": "matter",
        "name": "Pooled budget",
        "matter_kind": "budget",
        "limit_words": "Any spending outside the plan.",
    },
    {
        "id": "d1",
        "kind": "decision",
        "name": "Budget agreed",
        "from_meeting": "m1",
        "by": "exec",
        "decided_on": "2026-03-01",
        "outcome": "agreed",
        "votes_for": 7,
        "votes_against": 1,
        "abstained": 0,
        "matter": "budget",
    },
)
MEETING: dict[str, Any] = {"id": "m1", "body": "exec", "day": "2026-03-01"}
LINKS: tuple[dict[str, Any], ...] = (
    {
        "from": "exec",
        "kind": "has_right_over",
        "to": "budget",
        "right": "decides",
        "limit": 250_000,
        "limit_words": "More needs all partners.",
        "reserved": False,
    },
    {"from": "council", "kind": "delegates_to", "to": "exec", "matter": "budget; staffing",
     "limit": 250_000, "limit_words": "Each year."},
    {"from": "dcs", "kind": "delegates_to", "to": "manager"},
    {"from": "exec", "kind": "acts_for", "to": "scp"},
    {"from": "council", "kind": "appoints", "to": "scp", "what": "chair", "act": "nominates"},
    {"from": "unit", "kind": "serves", "to": "scp", "work": "secretariat"},
    {"from": "exec", "kind": "escalates_to", "to": "council", "order": 1, "matter": "dispute"},
    {"from": "lscb", "kind": "succeeded_by", "to": "scp", "since": "2019-09"},
    {"from": "council", "kind": "supports", "to": "alliance"},
    {"from": "exec", "kind": "oversees", "to": "fund"},
    {"from": "council", "kind": "hosts", "to": "fund"},
    {"from": "dcs", "kind": "line_manages", "to": "manager"},
    {"from": "exec", "kind": "accountable_to", "to": "council"},
    {"from": "scp", "kind": "reports_to", "to": "childrens", "content": "A yearly report."},
    {"from": "scp", "kind": "advises", "to": "dcs", "content": "Safety.", "frequency_days": 90},
    {"from": "council", "kind": "scrutinises", "to": "scp", "scope_words": "Its yearly report.",
     "frequency_days": 365},
    {"from": "council", "kind": "funds", "to": "fund", "amount": 999_999_999_999, "share": 66.67,
     "year": "2025-26", "pooled": True},
    {"from": "panel", "kind": "member_of", "to": "scp", "seat_kind": "co_opted"},
    {"from": "alliance", "kind": "member_of", "to": "scp"},
    {"from": "unit", "kind": "member_of", "to": "scp", "seat_kind": "in_attendance"},
    {"from": "ann", "kind": "leads", "to": "budget"},
    {"from": "panel", "kind": "part_of", "to": "council"},
)  # fmt: skip


def deciding_facts() -> tuple[Fact, ...]:
    """Return the town as facts: what others need comes first."""
    area = from_record("area", {"slug": SLUG, "name": "Decideham"}, SLUG)
    nodes = [from_record("node", record, SLUG) for record in NODES]
    meeting = from_record("meeting", MEETING, SLUG)
    return (area, *nodes, meeting, *(from_record("link", record, SLUG) for record in LINKS))


def deciding_town() -> Snapshot:
    """Return the town as a snapshot."""
    return snapshot_of({fact.id: fact for fact in deciding_facts()}, SLUG, 1, {})
