"""A small town with something in every list about partners."""

from tests.towns import Town


def town() -> Town:
    """Return the town."""
    made = Town().main("board", name="Early Help Board", tier="strategic", since="2020")
    made.body("north", "locality_team", name="North, the Team", tier="locality")
    made.body("net", "network", name="Network").body("panel", "voice_panel", name="Parents' Panel")
    made.organisation("trust", "nhs_community", name="Trust", involvement="decides")
    made.organisation("icb", "icb", name="ICB").organisation("shop", "vcs", name="Shop & Co")
    made.organisation("later", "police", name="Police", involvement="informed")
    made.node("group", "organisation", name="Some group")
    made.post("head", name="Head of Early Help", grade="director")
    made.post("matron", name="Matron", grade="operational").link("matron", "employed_by", "trust")
    made.link("head", "chairs", "board", since="2021")
    made.link("matron", "member_of", "board").link("matron", "member_of", "north")
    made.link("trust", "member_of", "net", represents="nhs_mental_health")
    made.link("later", "member_of", "board", status="planned")
    made.node("place", "seat", name="A seat", body="testham/board", vacant=False)
    made.node("strategy", "plan", name="Strategy", plan_kind="early_help_strategy")
    made.link("head", "accountable_for", "strategy")
    made.node("front", "service", name="Front door").link("icb", "commissions", "front")
    made.link("trust", "delivers", "front").link("trust", "subcontracts_to", "shop", since="2022")
    risks = "money ends: ask in May\nStaff leave"
    made.node("register", "plan", name="Register", plan_kind="risk_register", risks=risks)
    return made.node("bare", "plan", name="Bare register", plan_kind="risk_register")
