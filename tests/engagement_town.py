"""A made-up town that shows everything engagement can say: for pages, questions and the map."""

from tests.towns import Town


def town() -> Town:
    """Partners seen often, in part and less, one only so far; one key we do not know; families.

    A seat its deputy uses, and totals of attendance without registers.
    """
    made = Town("sampleton").main(name="Sampleton family hubs board", seat_list_exists=True)
    made.body("hwb", "hwb", name="Sampleton health and wellbeing board")
    made.body("scp", "safeguarding_partnership", name="Sampleton safeguarding partnership")
    made.body("voice", "voice_forum", name="Parent forum")
    partners = {
        "council": ("Sampleton Council", "la_childrens"),
        "icb": ("Sampleton ICB", "icb"),
        "police": ("Sampleton Police", "police"),
        "vcs": ("Sampleton Together", "vcs"),
        "school": ("Sampleton Schools", "education"),
        "jobs": ("Sampleton Jobcentre", "dwp_jobcentre"),
        "uni": ("Sampleton University", "university"),
        "trust": ("Sampleton Health Trust", "nhs_community"),
    }
    for local, (name, sector) in partners.items():
        made.organisation(local, sector, name=name)
        made.post(f"{local}-lead", name=f"{name} lead").link(f"{local}-lead", "employed_by", local)
    made.organisation("parents", "families", name="Parents of Sampleton")
    for local in ("icb", "police", "vcs", "school", "jobs", "trust"):
        made.link(f"{local}-lead", "member_of", "main", vacant=False)
    made.link("parents", "member_of", "main").link("council-lead", "chairs", "main")
    made.link("icb-lead", "member_of", "hwb").link("police-lead", "member_of", "scp")
    made.link("uni", "member_of", "main", since="2026-09-01")
    days = ("2025-09-15", "2025-12-15", "2026-03-15", "2026-06-15", "2026-09-15")
    registers = {
        "council-lead": ("present", "present", "present", "present", "present part"),
        "icb-lead": ("present", "present", "no_contact", "no_contact", "apologies"),
        "vcs-lead": ("present", "deputy", "present", "present", "present"),
        "school-lead": ("deputy", "deputy", "deputy", "present", "deputy"),
        "jobs-lead": ("present", "apologies", "apologies_with_input", "apologies", "present"),
        "parents": ("present", "apologies", "no_contact", "no_contact", "no_contact"),
    }
    for number, day in enumerate(days):
        made.meet(f"m{number}", "main", day, register={h: v[number] for h, v in registers.items()})
    made.meet("m5", "main", "2026-07-15", cancelled=True).meet("m6", "main", "2025-06-15")
    made.meet("m7", "main", "2026-09-20", register={"trust-lead": "present", "uni": "present"})
    for owner, closed in (("icb", ""), ("vcs", "2026-05-30"), ("jobs", "")):
        ended = {"closed": closed} if closed else {}
        made.node(
            f"{owner}-a", "action", name="Map the offer", owner=owner, due="2026-06-01", **ended
        )
    made.node("isa", "agreement", name="Sharing agreement", agreement_kind="information_sharing")
    made.link("icb", "party_to", "isa", status="planned").link("vcs", "party_to", "isa")
    for local in ("school", "trust"):
        made.link(local, "party_to", "isa")
    made.link("icb", "coordinates_with", "school").link("vcs", "coordinates_with", "council")
    made.link("icb", "coordinates_with", "uni", document="plan")
    made.link("council", "coordinates_with", "vcs")
    made.node("help", "service", name="Early help").link("icb", "funds", "help")
    made.link("police", "party_to", "isa", status="planned")
    made.node("hub", "site", name="Sampleton hub").link("police", "manages", "hub")
    made.link("icb-lead", "manages", "help")
    made.node(
        "total", "attendance_total", name="Year to March", about="icb-lead", body="main", attended=2
    )
    made.node(
        "ward", "attendance_total", name="Ward councillors", expected=12, attended=8, absent=4
    )
    made.node("survey", "partner_score", name="Survey", about="icb", reliability="2.5")
    made.node("wilder", "wilder_result", name="Wilder", factor="Mutual respect", average="4.1")
    return made.declare("members", of="main").declare("members", of="hwb")
