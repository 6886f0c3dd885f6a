"""The three test vectors as facts of small towns, read from the record like any other."""

from datetime import date

from tests.towns import Town

DAY = date(2026, 10, 1)


def icb() -> Town:
    """Vector A: an ICB that sent apologies, was silent twice, and came before that."""
    town = _board().organisation("icb", "icb", name="Testham ICB")
    town.link("other", "chairs", "main").link("other", "member_of", "main")
    for local in ("lead", "nurse"):
        town.post(local).link(local, "employed_by", "icb")
        town.link(local, "member_of", "main", vacant=False)
    town.link("lead", "member_of", "scp").link("other", "member_of", "hwb")
    town.post("clerk").link("clerk", "employed_by", "council").link("clerk", "chairs", "scp")
    town.meet("m1", "main", "2026-09-15", lead="apologies")
    town.meet("m2", "main", "2026-06-15", lead="no_contact")
    town.meet("m3", "main", "2026-03-15", lead="no_contact")
    town.meet("m4", "main", "2025-12-15", lead="present")
    town.meet("m5", "main", "2025-09-15", lead="present")
    town.meet("m6", "main", "2025-06-15")
    _actions(town, "lead", due=3, on_time=1)
    town.node("isa", "agreement", agreement_kind="information_sharing")
    town.link("icb", "party_to", "isa", status="planned")
    town.organisation("jcp", "dwp_jobcentre").organisation("uni", "university")
    town.link("icb", "coordinates_with", "jcp")
    # A second source: others were asked, and confirmed neither link.
    town.link("icb", "coordinates_with", "uni", document="plan")
    town.node("help", "service").link("icb", "funds", "help")
    return town.link("lead", "manages", "help")


def vcs() -> Town:
    """Vector B: a charity whose chief executive shares the chair, and comes."""
    town = _board().organisation("vcs", "vcs", name="Testham Together")
    town.organisation("second", "faith").post("ceo", name="Chief executive")
    town.link("ceo", "employed_by", "vcs").link("ceo", "co_chairs", "main")
    town.link("ceo", "member_of", "main", vacant=False)
    town.body("data", "data_board").link("ceo", "member_of", "data")
    town.link("other", "member_of", "main").link("other", "member_of", "scp")
    town.meet("m1", "main", "2026-09-15", ceo="present")
    town.meet("m2", "main", "2026-06-15", ceo="present part")
    town.meet("m3", "main", "2026-03-15", ceo="deputy")
    town.meet("m4", "main", "2025-12-15", ceo="present")
    _actions(town, "vcs", due=4, on_time=4)
    town.node("isa", "agreement", agreement_kind="information_sharing")
    town.link("vcs", "party_to", "isa")
    return town.link("vcs", "coordinates_with", "council").link(
        "council", "coordinates_with", "vcs"
    )


def police() -> Town:
    """Vector C: a police force of which little but its seat and an unsigned agreement is known."""
    town = _board().organisation("police", "police", name="Testham Police")
    town.post("officer").link("officer", "employed_by", "police")
    town.post("third").link("third", "employed_by", "council").link("third", "member_of", "main")
    town.link("officer", "member_of", "main").link("officer", "member_of", "scp")
    town.link("other", "member_of", "main").link("other", "member_of", "hwb")
    town.node("isa", "agreement", agreement_kind="information_sharing")
    return town.link("police", "party_to", "isa", status="planned")


def _board() -> Town:
    """A main board with an HWB and an SCP to reach, and two members that no partner employs."""
    town = Town().main().organisation("council", "la_childrens", name="Testham Council")
    town.body("hwb", "hwb").body("scp", "safeguarding_partnership")
    town.post("other").link("other", "employed_by", "council")
    for local in ("school", "visitor"):
        town.post(local).link(local, "member_of", "main")
    return town


def _actions(town: Town, owner: str, due: int, on_time: int) -> None:
    for number in range(due):
        closed = {"closed": "2026-05-30"} if number < on_time else {}
        town.node(f"a{number}", "action", owner=owner, due="2026-06-01", **closed)
