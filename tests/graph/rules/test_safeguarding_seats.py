"""Whose seat a seat is: each safeguarding partner holds its own, and one seat counts once."""

from graph.rules.finding import Finding, Outcome
from tests.towns import Town

RULE = "scp-three-partners"
MET, GAP, SILENT = Outcome.MET, Outcome.GAP, Outcome.SILENT


def with_council() -> Town:
    """A partnership on which an officer of the council sits, and no other partner."""
    town = Town().body("scp", "safeguarding_partnership").organisation("council", "la_corporate")
    town.post("officer").link("officer", "employed_by", "council")
    return town.link("officer", "member_of", "scp")


def declared(town: Town) -> Finding:
    return town.declare("members", of="scp").find(RULE)


def test_an_officer_who_speaks_for_police_and_board_is_no_seat_of_theirs() -> None:
    town = with_council().organisation("force", "police").organisation("board", "icb")
    town.link("officer", "represents", "force").link("officer", "represents", "board")
    found = town.find(RULE)
    assert found.outcome is SILENT
    assert (
        "OFFICER is recorded as speaking for the police, and belongs to COUNCIL: not a seat of "
        "the police." in found.sentence
    )
    assert declared(town).outcome is GAP


def test_what_a_seat_represents_never_stands_for_a_partner() -> None:
    town = with_council().post("sergeant").organisation("trust", "nhs_community")
    town.link("sergeant", "member_of", "scp", represents="police")
    town.link("trust", "member_of", "scp", represents="icb")
    found = declared(town)
    assert found.outcome is SILENT
    assert "who employs SERGEANT is not recorded: ask." in found.sentence
    assert "TRUST is recorded as speaking for the integrated care board, and" in found.sentence
    town.organisation("force", "police").link("sergeant", "employed_by", "force")
    assert "police" not in town.find(RULE).sentence
    assert town.outcome(RULE) is GAP


def test_an_employer_without_a_sector_is_a_question_too() -> None:
    town = with_council().post("sergeant").node("firm", "organisation")
    town.link("sergeant", "member_of", "scp", represents="police")
    found = declared(town.link("sergeant", "employed_by", "firm"))
    assert found.outcome is SILENT
    assert "of which sector FIRM is is not recorded: ask." in found.sentence


def test_a_neighbours_director_is_not_the_councils() -> None:
    town = Town().body("scp", "safeguarding_partnership").organisation("next", "other_la")
    town.organisation("force", "police").organisation("board", "icb").post("dcs", "dcs")
    for who in ("force", "board", "dcs"):
        town.link(who, "member_of", "scp")
    assert town.outcome(RULE) is MET
    town.link("dcs", "employed_by", "next")
    assert town.find(RULE).sentence.startswith("A seat on SCP for the council is not recorded")


def test_one_seat_counts_for_one_partner() -> None:
    town = with_council().organisation("board", "icb").organisation("force", "police")
    town.link("force", "member_of", "scp").link("officer", "employed_by", "board")
    assert town.outcome(RULE) is SILENT
    # A second officer of the council frees the one they share with the board.
    town.post("second").link("second", "employed_by", "council")
    assert town.link("second", "member_of", "scp").outcome(RULE) is MET


def test_a_seat_and_a_lead_of_one_post_are_one() -> None:
    town = with_council().organisation("board", "icb").organisation("force", "police")
    town.link("force", "member_of", "scp")
    town.post("joint", "lead_safeguarding_partner", sector="icb").link("joint", "leads", "scp")
    assert town.outcome(RULE) is MET
    alone = Town().body("scp", "safeguarding_partnership").organisation("council", "la_corporate")
    alone.organisation("force", "police").link("force", "member_of", "scp")
    alone.post("joint", "lead_safeguarding_partner", sector="icb")
    alone.link("joint", "employed_by", "council").link("joint", "leads", "scp")
    alone.node("ann", "person").link("ann", "holds", "joint").link("ann", "member_of", "scp")
    assert alone.outcome(RULE) is SILENT


def test_a_force_of_other_ground_is_not_this_areas() -> None:
    town = with_council().organisation("board", "icb").link("board", "member_of", "scp")
    town.node("ground", "footprint", footprint_kind="council")
    town.node("far", "footprint", footprint_kind="police")
    town.organisation("own", "police").link("own", "covers", "ground")
    town.organisation("other", "police").link("other", "covers", "far")
    assert town.link("other", "member_of", "scp").outcome(RULE) is SILENT
    assert town.link("own", "member_of", "scp").outcome(RULE) is MET


def test_seats_on_what_is_below_are_shown_with_the_question() -> None:
    town = with_council().organisation("force", "police").body("exec", "sub_group")
    town.link("exec", "subgroup_of", "scp").link("force", "member_of", "exec")
    found = town.find(RULE)
    assert found.outcome is SILENT
    assert (
        "On EXEC, the police has a seat (FORCE); whether EXEC acts for SCP is not recorded: ask."
        in found.sentence
    )
    assert "FORCE sits on EXEC." in [fact.sentence for fact in found.facts]
    assert declared(town).outcome is SILENT


def test_the_main_board_is_not_asked_whether_it_acts_for_the_partnership() -> None:
    town = with_council().main().organisation("force", "police")
    town.link("main", "reports_to", "scp").link("force", "member_of", "main")
    assert "acts for" not in town.find(RULE).sentence


def test_the_finding_shows_who_employs_the_holder() -> None:
    town = with_council().organisation("board", "icb").link("board", "member_of", "scp")
    town.organisation("force", "police").post("chief").link("chief", "employed_by", "force")
    found = town.link("chief", "member_of", "scp").find(RULE)
    assert found.outcome is MET
    assert "CHIEF is employed by FORCE." in [fact.sentence for fact in found.facts]


def test_a_seat_that_could_be_two_partners_leaves_either_in_question() -> None:
    for missing, other in (("council", "icb"), ("icb", "council")):
        town = Town().organisation("council", "la_childrens").organisation("icb", "icb")
        town.organisation("force", "police").body("scp", "safeguarding_partnership")
        town.body("exec", "sub_group").link("exec", "subgroup_of", "scp")
        town.link("force", "member_of", "scp").post("joint", sector="icb")
        town.link("joint", "employed_by", "council").link("joint", "member_of", "scp")
        found = declared(town.link(missing, "member_of", "exec"))
        assert found.outcome is SILENT, (missing, other)
        assert "acts for SCP is not recorded" in found.sentence


LEADS = "scp-leads-named"


def test_a_lead_whose_employer_is_not_recorded_is_a_question() -> None:
    town = Town().body("scp", "safeguarding_partnership").declare("members", of="scp")
    town.post("lead", "lead_safeguarding_partner")
    assert town.outcome(LEADS) is GAP
    town.link("lead", "member_of", "scp", represents="police")
    assert town.outcome(LEADS) is SILENT
    assert town.outcome(RULE) is SILENT
    assert "who employs LEAD is not recorded: ask." in town.find(LEADS).sentence
    bare = Town().body("scp", "safeguarding_partnership").declare("members", of="scp")
    bare.post("lead", "lead_safeguarding_partner").link("lead", "leads", "scp")
    assert bare.outcome(LEADS) is SILENT
    assert bare.outcome(RULE) is SILENT


def test_one_delegate_is_of_one_partner() -> None:
    town = Town().body("scp", "safeguarding_partnership").organisation("board", "icb")
    town.post("chair", "partnership_chair").link("chair", "chairs", "scp")
    for sector in ("la_corporate", "icb", "police"):
        town.post(f"lead-{sector}", "lead_safeguarding_partner", sector=sector)
        town.link(f"lead-{sector}", "member_of", "scp")
    town.post("both", "delegated_safeguarding_partner", sector="la_housing")
    town.link("both", "employed_by", "board").link("both", "member_of", "scp")
    town.post("third", "delegated_safeguarding_partner", sector="police")
    town.link("third", "member_of", "scp")
    assert town.outcome(LEADS) is SILENT
    town.declare("members", of="scp")
    assert town.outcome(LEADS) is GAP
    town.post("fourth", "delegated_safeguarding_partner", sector="icb")
    assert town.link("fourth", "member_of", "scp").outcome(LEADS) is MET


def test_leads_on_what_is_below_are_a_question() -> None:
    town = Town().body("scp", "safeguarding_partnership").body("exec", "sub_group")
    town.link("exec", "subgroup_of", "scp").declare("members", of="scp")
    assert town.outcome(LEADS) is GAP
    town.post("lead", "lead_safeguarding_partner", sector="police")
    found = town.link("lead", "member_of", "exec").find(LEADS)
    assert found.outcome is SILENT
    assert "LEAD sits on EXEC; whether EXEC acts for SCP is not recorded: ask." in found.sentence
