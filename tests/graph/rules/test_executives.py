"""A partnership and its executive are one, in every check that reads who sits or leads there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.governance_view import partnership_of
from graph.rules.finding import Outcome, SubjectFinding
from graph.rules.run import run
from tests.full_town import full_town
from tests.towns import Town

MET, GAP, PLANNED, SILENT = Outcome.MET, Outcome.GAP, Outcome.PLANNED, Outcome.SILENT
NOT_APPLICABLE = Outcome.NOT_APPLICABLE
THROUGH = "through its executive, EXEC."


def town(kind: str = "safeguarding_partnership", **acts: str) -> Town:
    """Return a partnership, and an executive that acts for it, with the partners of its ground."""
    made = Town().body("scp", kind).body("exec", "executive_group")
    made.link("exec", "acts_for", "scp", **acts)
    for local, sector in (("council", "la_childrens"), ("icb", "icb"), ("police", "police")):
        made.organisation(local, sector)
    made.organisation("school", "education").organisation("college", "university")
    return made.organisation("parents", "families")


def seat(made: Town, *holders: str, on: str = "exec", **rest: object) -> Town:
    for holder in holders:
        made.link(holder, "member_of", on, **rest)  # type: ignore[arg-type]
    return made


def subject(made: Town, rule: str, local: str = "scp") -> SubjectFinding:
    return made.subject(rule, local)


PARTNERS = ("council", "icb", "police")


class TestSeats:
    def test_the_three_partners_may_sit_on_the_executive(self) -> None:
        found = subject(seat(town(), *PARTNERS), "scp-three-partners")
        assert found.outcome is MET
        assert found.sentence.endswith(f"This is {THROUGH}")
        assert "testham/exec~acts_for~scp" in found.facts

    def test_some_there_and_some_on_the_full_board(self) -> None:
        made = seat(seat(town(), "council"), "icb", "police", on="scp")
        assert subject(made, "scp-three-partners").sentence.endswith(f"In part this is {THROUGH}")

    def test_a_planned_executive_makes_it_planned(self) -> None:
        made = seat(town(status="planned"), *PARTNERS)
        assert subject(made, "scp-three-partners").outcome is PLANNED

    def test_no_gap_before_the_members_of_both_are_complete(self) -> None:
        made = seat(town(), "council").declare("members", of="scp")
        assert subject(made, "scp-three-partners").outcome is SILENT
        assert subject(made.declare("members", of="exec"), "scp-three-partners").outcome is GAP

    def test_an_executive_whose_part_is_known_is_not_asked_about(self) -> None:
        made = seat(town(), "council", "icb")
        assert "acts for SCP is not recorded" not in subject(made, "scp-three-partners").sentence

    @pytest.mark.parametrize("kind", ["hwb", "icp", "icb_board"])
    def test_who_sits_on_these_an_act_fixes(self, kind: str) -> None:
        made = seat(town(kind), *PARTNERS)
        partnership = partnership_of(made.view().firm)
        assert partnership.seats("testham/scp") == []
        assert partnership.member_lists("testham/scp") == (("members", "testham/scp"),)
        if kind == "icp":
            assert subject(made, "icp-statutory-members").outcome is SILENT

    def test_education_and_childcare_count_there(self) -> None:
        made = seat(town(), "school", speaks_for=["childcare"])
        found = subject(made, "scp-education-included")
        assert found.outcome is MET
        assert THROUGH in found.sentence

    def test_scrutiny_of_the_executive_is_scrutiny_of_the_partnership(self) -> None:
        made = town().post("scrutineer", "independent_scrutineer")
        made.link("scrutineer", "employed_by", "college").link("scrutineer", "scrutinises", "exec")
        found = subject(made, "scp-independent-scrutiny")
        assert found.outcome is MET
        assert THROUGH in found.sentence

    def test_a_scrutineer_who_sits_there_as_an_adviser_is_asked_about(self) -> None:
        made = town().post("scrutineer", "independent_scrutineer")
        seat(made, "scrutineer", seat_kind="adviser")
        made.declare("members", of="scp").declare("members", of="exec")
        found = subject(made, "scp-independent-scrutiny")
        assert found.outcome is SILENT
        assert "SCRUTINEER sits on EXEC" in found.sentence

    def test_leads_named_at_the_executive_count_by_post_and_by_person(self) -> None:
        made = town().post("chair", "partnership_chair").link("chair", "leads", "exec")
        for number, (kind, partner) in enumerate(
            (k, p) for k in ("lead", "delegated") for p in PARTNERS
        ):
            post = f"{kind}-{partner}"
            made.post(post, f"{kind}_safeguarding_partner").link(post, "employed_by", partner)
            made.node(f"p{number}", "person").link(f"p{number}", "holds", post)
            made.link(f"p{number}", "leads", "exec")
        assert subject(made, "scp-leads-named").outcome is MET

    def test_families_and_sectors_on_the_boards_executive_count_and_a_route_leads_there(
        self,
    ) -> None:
        made = seat(town("main_board"), "parents", "school")
        for rule in ("families-on-main-board", "family-voice-reaches-board"):
            found = made.find(rule)
            assert found.outcome is MET, rule
            assert THROUGH in found.sentence
        assert subject(made, "main-board-core-sectors", "education").outcome is MET
        assert subject(made, "main-board-core-sectors", "la_housing").outcome is SILENT

    def test_what_acts_for_what_acts_for_it_counts_and_so_do_two(self) -> None:
        made = seat(town(), "council").body("leads", "lead_partners_group")
        made.link("leads", "acts_for", "exec").body("other", "executive_group")
        made.link("other", "acts_for", "scp")
        seat(seat(made, "icb", on="leads"), "police", on="other")
        found = subject(made, "scp-three-partners")
        assert found.outcome is MET
        assert "through its executives, EXEC; LEADS; OTHER." in found.sentence

    def test_two_that_act_for_each_other_are_read_once(self) -> None:
        made = seat(town(), "council").link("scp", "acts_for", "exec")
        partnership = partnership_of(made.view().firm)
        assert len(partnership.seats("testham/scp")) == 1
        assert made.outcome("no-accountability-cycle") is MET

    def test_the_same_holder_on_both_counts_once(self) -> None:
        made = seat(seat(town(), "council", "icb"), "council", "icb", on="scp")
        assert subject(made, "scp-three-partners").outcome is SILENT

    def test_maps_and_registers_read_each_bodys_own(self) -> None:
        made = seat(town(), "council", vacant=True).body("scp", "safeguarding_partnership")
        assert [one.about for one in made.find("seats-filled").subjects] == [("testham/exec",)]
        terms = town().body("scp", "safeguarding_partnership", member_term_months=12)
        seat(terms, "council", since="2020-01")
        assert terms.outcome("terms-of-office-current") is SILENT
        assert len(seat(town(), "council").find("attendance-sufficient").subjects) == 1


class TestOneSubject:
    def test_either_has_the_chair(self) -> None:
        for chaired, other in (("scp", "exec"), ("exec", "scp")):
            made = town().post("chair").link("chair", "chairs", chaired)
            found = subject(made, "body-has-chair", other)
            assert found.outcome is MET
            assert "EXEC is the executive of SCP: they count as one." in found.sentence
        assert subject(town(status="planned").post("c").link("c", "chairs", "scp"),
                       "body-has-chair", "exec").outcome is PLANNED  # fmt: skip
        complete = town().declare("members", of="exec")
        assert subject(complete, "body-has-chair", "exec").outcome is SILENT
        assert subject(complete.declare("members", of="scp"), "body-has-chair").outcome is GAP

    def test_two_that_act_for_one_are_not_one_with_each_other(self) -> None:
        made = town().body("other", "executive_group").link("other", "acts_for", "scp")
        made.post("chair").link("chair", "chairs", "other")
        assert subject(made, "body-has-chair").outcome is MET
        assert subject(made, "body-has-chair", "exec").outcome is SILENT

    def test_either_has_the_terms_and_each_is_late_by_its_own(self) -> None:
        current = {"terms_published_at": "the site", "terms_next_review": "2027-01"}
        made = town().body("exec", "executive_group", **current)
        found = subject(made, "terms-of-reference-current")
        assert found.outcome is MET
        assert "they count as one" in found.sentence
        made.body("scp", "safeguarding_partnership", terms_next_review="2020")
        assert subject(made, "terms-of-reference-current").outcome is GAP
        assert subject(made, "terms-of-reference-current", "exec").outcome is MET

    def test_one_chair_of_both_is_one_chair(self) -> None:
        made = town().post("chair").body("other", "sub_group")
        made.link("chair", "chairs", "scp").link("chair", "chairs", "exec")
        made.post("second").link("second", "chairs", "other")
        assert made.outcome("no-single-person-dependency") is MET
        del made.facts["testham/second~chairs~other"]
        found = made.link("chair", "chairs", "other").find("no-single-person-dependency")
        assert found.outcome is GAP
        assert "alone chairs OTHER and SCP with its executive EXEC, with" in found.sentence
        # Three bodies, and two chairs: not yet the three that are too many.
        assert "3 chairs" not in found.sentence

    def test_who_stands_in_at_the_executive_stands_in_for_both(self) -> None:
        made = town().post("chair").post("vice").body("other", "sub_group")
        made.link("chair", "chairs", "scp").link("chair", "chairs", "other")
        made.link("vice", "vice_chairs", "exec")
        assert made.outcome("no-single-person-dependency") is MET

    def test_the_boards_own_chair_is_compared_before_its_executives(self) -> None:
        made = town("main_board").body("group", "sub_group").link("group", "reports_to", "scp")
        made.post("one").post("two").link("one", "chairs", "group").link("one", "chairs", "exec")
        found = made.find("chair-independent-of-parent")
        assert found.outcome is GAP
        assert THROUGH in found.sentence
        made.link("two", "chairs", "scp")
        assert made.outcome("chair-independent-of-parent") is MET

    def test_a_line_to_its_own_executive_is_nothing_to_answer_to(self) -> None:
        made = town("main_board").link("scp", "accountable_to", "exec")
        assert subject(made, "no-orphan-body").outcome is SILENT
        assert made.outcome("no-accountability-cycle") is MET
        made.body("hwb", "hwb").link("scp", "accountable_to", "hwb")
        assert subject(made, "no-orphan-body").outcome is MET
        assert subject(made, "single-master").outcome is MET

    def test_a_board_and_its_executive_are_one_master(self) -> None:
        made = town().body("group", "sub_group")
        made.link("group", "accountable_to", "scp").link("group", "accountable_to", "exec")
        assert subject(made, "single-master", "group").outcome is MET

    def test_lines_to_and_from_an_executive_make_a_circle_only_with_a_third(self) -> None:
        made = town("main_board").body("other", "executive_group")
        made.link("other", "acts_for", "scp").link("scp", "reports_to", "other")
        made.link("scp", "reports_to", "exec").body("second", "adults_board")
        made.link("exec", "acts_for", "second").link("second", "reports_to", "exec")
        assert made.outcome("no-accountability-cycle") is MET
        made.body("group", "sub_group").link("group", "subgroup_of", "exec")
        found = made.link("scp", "reports_to", "group").find("no-accountability-cycle")
        assert found.outcome is GAP
        assert "EXEC → SCP → GROUP → EXEC" in found.sentence


class TestLines:
    def test_an_executive_joins_no_tier_to_its_own_board(self) -> None:
        made = town("main_board").body("exec", "executive_group", tier="operational")
        assert made.outcome("two-tier-linked") is SILENT
        made.body("group", "sub_group", tier="operational").link("group", "reports_to", "exec")
        assert made.outcome("two-tier-linked") is MET

    def test_what_answers_to_the_executive_reaches_the_partnership(self) -> None:
        made = town().main().link("main", "reports_to", "exec")
        found = made.find("link-safeguarding-partnership")
        assert found.outcome is MET
        assert "MAIN → EXEC → SCP" in found.sentence

    def test_a_working_link_with_the_executive_is_one_with_the_partnership(self) -> None:
        made = town().main().link("main", "coordinates_with", "exec")
        found = made.find("link-safeguarding-partnership")
        assert found.outcome is MET
        assert "MAIN works with EXEC, the executive of SCP" in found.sentence
        # Who sits on a health and wellbeing board an Act fixes: its executive is not it.
        other = town("hwb").main().link("main", "coordinates_with", "exec")
        assert other.outcome("link-health-wellbeing-board") is SILENT

    def test_a_seat_on_the_executive_is_a_personal_link(self) -> None:
        made = seat(town().main().post("lead"), "lead").link("lead", "member_of", "main")
        found = made.find("link-safeguarding-partnership")
        assert found.outcome is MET
        assert THROUGH in found.sentence
        assert "Only LEAD joins MAIN" in made.find("no-single-person-dependency").sentence

    @pytest.mark.parametrize("kind", ["safeguarding_partnership", "hwb", "voice_panel"])
    def test_no_line_starts_at_what_acts_for_where_none_may_start(self, kind: str) -> None:
        made = town(kind).body("exec", "executive_group", scope=["early_help"])
        found = made.find("link-safeguarding-partnership")
        assert found.sentence.startswith("No main board is recorded")

    def test_an_executive_that_acts_for_nobody_may_start_one(self) -> None:
        made = Town().body("exec", "executive_group", scope=["early_help"])
        assert "EXEC" in made.find("link-safeguarding-partnership").sentence


_BODIES = ("main", "scp", "hwb", "icp", "data", "early", "north", "advice", "panel")


@given(st.sampled_from(_BODIES))
def test_an_executive_with_no_seats_never_makes_a_gap_of_what_is_met(body: str) -> None:
    made = full_town()
    before = {finding.rule: finding for finding in run(made.view())}
    made.body("new", "executive_group").link("new", "acts_for", body)
    for finding in run(made.view()):
        if finding.outcome is GAP:
            assert before[finding.rule].outcome is GAP, finding.sentence
        told = {(s.id, s.name): s.outcome for s in finding.subjects}
        for old in before[finding.rule].subjects:
            if old.outcome is MET and not old.id.endswith("/new"):
                assert told.get((old.id, old.name)) in (MET, None), finding.sentence


_IDS = st.permutations(["b", "k", "t"])


@given(_IDS, st.integers(0, 2**9 - 1))
def test_other_ids_move_no_answer_of_a_board_and_two_that_act_for_it(
    ids: list[str], which: int
) -> None:
    def outcomes(names: list[str]) -> dict[str, Outcome]:
        board, one, two = names
        made = Town().body(board, "main_board").body(one, "executive_group")
        made.body(two, "lead_partners_group").organisation("council", "la_childrens").post("p")
        facts = (
            (one, "acts_for", board), (two, "acts_for", board), (two, "acts_for", one),
            (board, "reports_to", one), ("p", "chairs", one), ("p", "chairs", board),
            ("council", "member_of", two), ("p", "chairs", two),
            (board, "accountable_to", "council"),
        )  # fmt: skip
        for number, fact in enumerate(facts):
            if which & 2**number:
                made.link(*fact)
        return {finding.rule: finding.outcome for finding in run(made.view())}

    assert outcomes(ids) == outcomes(["b", "k", "t"])
