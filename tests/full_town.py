"""A town in which every check that can be met is met, and one in which as many as can are gaps."""

from datetime import date

from graph.facts.identifiers import local_of
from graph.facts.model import Link, Node
from graph.governance_view import SEAT_LINKS
from tests.towns import Town

# The programme's checks hold on the first day, that of the Best Start plan on the second.
PROGRAMME_DAY, BEST_START_DAY = date(2024, 3, 31), date(2026, 5, 1)
_MET = ("2023-12-01", "2024-01-15", "2024-03-01", "2025-12-01", "2026-02-01", "2026-04-01")
_POSTS = {
    "dcs": {"grade": "director", "sector": "la_childrens"},
    "lead_member": {"grade": "elected", "sector": "elected_members"},
    "director_adult_services": {"grade": "director", "sector": "la_adults"},
    "director_public_health": {"grade": "director", "sector": "public_health"},
    "programme_leader": {"grade": "senior"},
    "senior_sponsor": {"grade": "assistant_director"},
    "transformation_lead": {"grade": "senior"},
    "data_evaluation_lead": {"grade": "senior"},
    "data_board_lead": {"grade": "director", "sector": "la_childrens"},
}
_ORGANISATIONS = {
    "council": "la_childrens",
    "housing": "la_housing",
    "schools": "education",
    "icb": "icb",
    "trust": "nhs_community",
    "police": "police",
    "charity": "vcs",
    "parents": "families",
    "watch": "healthwatch",
    "college": "university",
    "refuge": "adult_services",
    "nursery": "education",
    "play": "independent_provider",
}
_TERMS = {"terms_published_at": "the council's site", "terms_next_review": "2027-01"}
_HOW_IT_WORKS = {
    "quorum": 3,
    "quorum_classes": ["council: 1", "families: 1", "schools: 1"],
    "deputies": "named",
    "deputies_decide": False,
    "terms_exist": True,
    "chair_chosen_by": "elected",
}
_REVIEWED = {"dated": "2024-01-15", "next_review": "2027-01"}


def full_town() -> Town:
    """Build the town in which every check that can be met is met."""
    town = Town("fullham", funded=True)
    for local, sector in _ORGANISATIONS.items():
        town.organisation(local, sector)
    for kind, rest in _POSTS.items():
        town.post(kind, kind, **rest).link(kind, "employed_by", "council")
    _bodies(town)
    _lines(town)
    _main_seats(town)
    _statutory_seats(town)
    _local_seats(town)
    _work(town)
    _ground_and_money(town)
    _who_decides(town)
    _registers(town)
    return town


def _bodies(town: Town) -> None:
    """Add the bodies, each with a chair of its own: sub groups by the charity's and the trust's."""
    town.main("main", tier="strategic", support=["expenses"], **_TERMS, **_HOW_IT_WORKS)
    town.body("scp", "safeguarding_partnership", **_TERMS).body("hwb", "hwb", **_TERMS)
    town.body("icp", "icp", **_TERMS).body("data", "data_board", **_TERMS)
    town.body("early", "sub_group", tier="operational", **_TERMS)
    town.body("offer", "working_group", tier="operational", **_TERMS)
    # Its members have a term, and there is a list of its seats.
    terms = {"member_term_months": 36, "seat_list_exists": True, **_TERMS}
    town.body("north", "locality_team", tier="locality", **terms)
    town.body("advice", "advisory_board", support=["childcare"], **_TERMS)
    town.body("cases", "case_meeting", cadence_days=30, **_TERMS)
    town.body("panel", "voice_panel", support=["payment"], from_conception_to_two=True)
    town.body("joint", "network")
    chairs = {"early": "charity", "offer": "trust", "advice": "charity"}
    tops, groups = ("main", "scp", "hwb", "icp", "data"), ("early", "offer", "joint", "panel")
    for body in (*tops, *groups, "north", "advice", "cases"):
        chair = f"chair-{body}"
        town.post(chair, "other", grade="director")
        town.link(chair, "employed_by", chairs.get(body, "council"))
        town.link(chair, "chairs", body, since="2023-06")
    for number, day in enumerate(("2024-03-10", "2026-04-20")):
        town.meet(f"met-{number}", "cases", day)


def _lines(town: Town) -> None:
    town.link("main", "accountable_to", "scp").link("main", "reports_to", "hwb")
    town.link("hwb", "coordinates_with", "icp").link("data", "subgroup_of", "main")
    for group in ("early", "offer"):
        town.link(group, "subgroup_of", "main").link(group, "reports_to", "main")
    town.link("north", "reports_to", "early").link("advice", "reports_to", "north")
    town.link("north", "convenes", "cases").link("panel", "reports_to", "main")
    town.link("main", "coordinates_with", "data").link("joint", "reports_to", "main")
    for agenda in ("supporting_families", "parental_conflict", "drugs", "attendance"):
        town.body(agenda, "partnership_board", scope=[agenda], in_scope=False)
        town.link(agenda, "coordinates_with", "main")
    town.node("violence", "agenda", agenda_kind="violence_reduction")
    town.link("dcs", "accountable_for", "violence")


def _main_seats(town: Town) -> None:
    town.link("dcs", "member_of", "main", since="2023-06", speaks_for=["children_leadership"])
    town.link("icb", "member_of", "main", since="2023-06", speaks_for=["nhs_transformation"])
    for holder in ("schools", "housing", "director_public_health", "charity", "parents"):
        town.link(holder, "member_of", "main", since="2023-06")
    town.link("refuge", "member_of", "main").link("lead_member", "member_of", "main")
    town.link("senior_sponsor", "sponsors", "main")


def _statutory_seats(town: Town) -> None:
    for kind in ("lead", "delegated"):
        for partner in ("council", "icb", "police"):
            post = f"{kind}-{partner}"
            town.post(post, f"{kind}_safeguarding_partner", grade="executive")
            town.link(post, "employed_by", partner).link(post, "member_of", "scp")
    town.post("scp-chair", "partnership_chair").link("scp-chair", "leads", "scp")
    town.link("schools", "member_of", "scp")
    town.link("nursery", "member_of", "scp", speaks_for=["childcare"])
    town.post("scrutineer", "independent_scrutineer").link("scrutineer", "employed_by", "college")
    town.link("scrutineer", "scrutinises", "scp")
    required = ("lead_member", "director_adult_services", "dcs", "director_public_health")
    for holder in (*required, "watch", "icb"):
        town.link(holder, "member_of", "hwb")
    town.link("council", "member_of", "icp").link("icb", "member_of", "icp")
    for holder in ("trust", "council", "schools", "police", "data_board_lead"):
        town.link(holder, "member_of", "data", level="strategic")


def _local_seats(town: Town) -> None:
    for holder in ("charity", "trust", "council"):
        town.link(holder, "member_of", "north", since="2023-06", vacant=False)
    for holder in ("play", "council", "parents"):
        town.link(holder, "member_of", "advice")
    town.node("centre", "site", site_kind="childrens_centre", designated=True)
    town.node("hub", "site", site_kind="family_hub", designated=False)
    town.link("advice", "governs", "centre").link("north", "governs", "hub")
    town.link("play", "delivers", "centre")


def _work(town: Town) -> None:
    """Record plans, agreements and ways in; a yearly plan for each of the two days."""
    town.node("strategy", "plan", plan_kind="early_help_strategy", **_REVIEWED)
    town.node("voices", "plan", plan_kind="engagement_strategy", **_REVIEWED)
    town.node("best", "plan", plan_kind="best_start_local_plan", **_REVIEWED)
    town.node("health", "plan", plan_kind="neighbourhood_health_plan", **_REVIEWED)
    for plan in ("strategy", "voices", "best"):
        town.link("main", "owns", plan)
    town.link("main", "oversees", "best").link("best", "contributes_to", "health")
    for year in ("2024", "2026"):
        plan = f"yearly-{year}"
        dates = {"dated": f"{year}-01-15", "next_review": "2027-01"}
        town.node(plan, "plan", plan_kind="annual_plan", **dates)
        for body in ("early", "offer", "north", "advice"):
            town.link(body, "has_plan", plan)
    town.node(
        "review",
        "agreement",
        agreement_kind="safeguarding_review",
        scrutiny_considered=True,
        **_REVIEWED,
    )
    town.link("main", "party_to", "review").link("scp", "party_to", "review")
    town.node("sharing", "agreement", agreement_kind="information_sharing", **_REVIEWED)
    for partner in ("trust", "council", "schools", "police"):
        town.link(partner, "party_to", "sharing")
    town.node("fathers", "community").link("charity", "engages", "fathers")


def _ground_and_money(town: Town) -> None:
    town.node("borough", "footprint", footprint_kind="council")
    town.node("system", "footprint", footprint_kind="health", equals_council=False)
    town.link("joint", "bridges", "system")
    for kind in ("police", "safeguarding"):
        town.node(f"{kind}-area", "footprint", footprint_kind=kind, equals_council=True)
    town.node("grant", "programme", programme_kind="start_for_life", time_limited=True, end="2025")
    town.node("next", "programme", programme_kind="other")
    town.link("grant", "funds", "council").link("grant", "succeeded_by", "next")
    town.link("programme_leader", "accountable_for", "grant")
    town.link("joint", "established_under", "grant")


def _who_decides(town: Town) -> None:
    """Record who decides on what, by what right, where disputes go, and what is paid for."""
    town.node("unit", "team").link("unit", "part_of", "council")
    town.link("unit", "serves", "main", work="secretariat")
    town.node("budget", "matter", matter_kind="budget").node(
        "pay", "matter", matter_kind="staffing"
    )
    town.link("main", "has_right_over", "budget", right="decides", limit=250_000)
    town.link("council", "delegates_to", "main", matter="budget")
    town.link("council", "has_right_over", "pay", right="decides", reserved=True)
    town.link("main", "escalates_to", "council", order=1)
    town.node("fund", "agreement", agreement_kind="section_75", **_REVIEWED)
    for partner, share in (("council", 60), ("icb", 40)):
        town.link(partner, "funds", "fund", share=share, pooled=True, year="2025-26")
    town.node("agreed", "decision", from_meeting=f"main-{_MET[0]}", by="main", outcome="agreed")


def _registers(town: Town) -> None:
    """Let everybody come to three meetings of every body before each of the two days."""
    seats = [f for f in town.facts.values() if isinstance(f, Link) and f.kind in SEAT_LINKS]
    for body in dict.fromkeys(seat.to_id for seat in seats):
        holders = [seat.from_id for seat in seats if seat.to_id == body]
        for day in _MET:
            town.meet(
                f"{local_of(body)}-{day}", body, day, register=dict.fromkeys(holders, "present")
            )


def gap_town() -> Town:
    """Build the town in which every check that can be a gap is one, on either day."""
    town = Town("gapham", funded=True)
    town.organisation("council", "la_childrens")
    _failing_bodies(town)
    _failing_posts(town)
    _failing_facts(town)
    _failing_decisions(town)
    for fact in list(town.facts.values()):
        if isinstance(fact, Node) and fact.kind == "body":
            town.declare("outward_lines", "members", "duties", "terms", of=fact.id)
    town.declare("bodies", "posts", "sites", "plans", "agreements", "programmes")
    return town.declare("engagement_routes")


def _failing_bodies(town: Town) -> None:
    """Add bodies that nobody joined to the board, two in a circle, and one with two masters."""
    town.body("main", "main_board", terms_next_review="2023")
    for kind in ("safeguarding_partnership", "hwb", "icp", "data_board", "case_meeting"):
        town.body(kind, kind)
    terms = {"member_term_months": 12, "quorum": 9}
    town.body("near", "operational_group", tier="operational", **terms)
    town.body("early", "sub_group").body("offer", "working_group").body("north", "locality_team")
    town.body("panel", "voice_panel", from_conception_to_two=False)
    town.body("forum", "voice_forum")
    town.link("early", "accountable_to", "near").link("near", "accountable_to", "early")
    town.link("early", "accountable_to", "north")
    town.link("offer", "established_under", "grant")
    town.body("late", "network", cadence_days=30)
    for month in ("2022-11-10", "2022-12-10", "2023-01-10"):
        town.meet(f"met-{month}", "late", month)


def _failing_posts(town: Town) -> None:
    """Add two directors, two leaders, and one post with four chairs."""
    for local, kind in (("one", "dcs"), ("other", "dcs"), ("busy", "other")):
        town.post(local, kind, grade="operational").link(local, "employed_by", "council")
    for body in ("near", "early", "offer", "north"):
        town.link("busy", "chairs", body)
    town.post("first", "single_accountable_leader").post("second", "single_accountable_leader")
    town.link("busy", "member_of", "near", since="2020-01", vacant=False)
    # The police are key; their seat is never used, and what they were asked to do is not done.
    town.organisation("police", "police").link("police", "member_of", "near", since="2020-01")
    for day in _MET:
        town.meet(f"near-{day}", "near", day, register={"police": "no_contact"})
    for number, due in enumerate(("2023-12-01", "2024-01-01")):
        town.node(f"task-{number}", "action", owner="police", due=due)
    town.node("empty", "seat", body="gapham/near", vacant=True)


def _failing_facts(town: Town) -> None:
    town.node("centre", "site", site_kind="childrens_centre", designated=True)
    town.node("hub", "site", site_kind="family_hub").node("fathers", "community")
    town.node("lost", "plan", plan_kind="action_plan", next_review="2023-01")
    town.link("offer", "reports_to", "lost")
    town.node("borough", "footprint", footprint_kind="council")
    town.node("system", "footprint", footprint_kind="health", equals_council=False)
    town.node("grant", "programme", time_limited=True).link("grant", "funds", "council")


def _failing_decisions(town: Town) -> None:
    """Add an executive that decides with deputies only, and clashes over what is decided."""
    how = {"quorum": 1, "deputies": "any", "deputies_decide": False, "terms_exist": True}
    town.body("exec", "executive_group", **how).link("council", "member_of", "exec")
    for day in _MET:
        town.meet(f"exec-{day}", "exec", day, register={"council": "deputy"})
    town.node("agreed", "decision", from_meeting=f"exec-{_MET[0]}", by="exec", outcome="agreed")
    town.node("budget", "matter").node("pay", "matter")
    for holder in ("exec", "busy"):
        town.link(holder, "has_right_over", "budget", right="decides")
    town.link("council", "has_right_over", "pay", right="decides", reserved=True)
    town.link("council", "delegates_to", "exec", matter="pay")
    town.link("near", "escalates_to", "early").link("early", "escalates_to", "near")
    for partner, share in (("council", 80), ("police", 40)):
        town.link(partner, "funds", "grant", share=share, pooled=True, year="2025-26")
