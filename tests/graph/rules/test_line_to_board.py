"""The four link rules: lines, working links, shared seats, and where a line may start."""

import pytest

from graph.rules.finding import Outcome
from tests.towns import Town

MET, GAP, PLANNED, SILENT = Outcome.MET, Outcome.GAP, Outcome.PLANNED, Outcome.SILENT
SCP, HWB, ICS, DATA = (
    "link-safeguarding-partnership",
    "link-health-wellbeing-board",
    "link-integrated-care",
    "link-data-board",
)
TARGETS = [
    (SCP, "safeguarding_partnership"),
    (HWB, "hwb"),
    (ICS, "icp"),
    (ICS, "icb_board"),
    (DATA, "data_board"),
]


@pytest.mark.parametrize(("rule", "kind"), TARGETS)
class TestEachTarget:
    def test_met_by_a_line_of_any_length(self, rule: str, kind: str) -> None:
        town = Town().main().body("exec", "programme_board").body("top", kind)
        town.link("main", "subgroup_of", "exec")
        assert town.outcome(rule) is SILENT
        found = town.link("exec", "accountable_to", "top").find(rule)
        assert found.outcome is MET
        assert found.subjects[0].path == ("testham/main", "testham/exec", "testham/top")

    def test_met_when_the_target_convenes_the_board(self, rule: str, kind: str) -> None:
        town = Town().main().body("top", kind).link("top", "convenes", "main")
        assert town.outcome(rule) is MET

    @pytest.mark.parametrize(("start", "stop"), [("main", "top"), ("top", "main")])
    def test_met_by_a_working_link_from_either_side_that_shows_the_claim(
        self, rule: str, kind: str, start: str, stop: str
    ) -> None:
        town = Town().main().body("top", kind).link(start, "coordinates_with", stop)
        found = town.find(rule)
        assert found.outcome is MET
        assert "working link" in found.sentence
        assert f"Only {start.upper()} is recorded as saying so" in found.sentence
        town.link(stop, "coordinates_with", start)
        assert "Only" not in town.find(rule).sentence

    def test_met_by_a_working_link_of_a_body_above(self, rule: str, kind: str) -> None:
        town = Town().main().body("exec", "programme_board").body("top", kind)
        town.link("main", "reports_to", "exec").link("exec", "coordinates_with", "top")
        assert town.outcome(rule) is MET

    def test_a_body_below_does_not_carry_the_board(self, rule: str, kind: str) -> None:
        town = Town().main().body("sub", "sub_group").body("top", kind)
        town.link("sub", "subgroup_of", "main").link("sub", "reports_to", "top")
        found = town.find(rule)
        assert found.outcome is SILENT
        assert "Those that do reach it: SUB" in found.sentence

    def test_a_shared_post_is_a_personal_link(self, rule: str, kind: str) -> None:
        town = Town().main().body("top", kind).post("head")
        town.link("head", "chairs", "main").link("head", "member_of", "top")
        found = town.find(rule)
        assert found.outcome is MET
        assert "personal link" in found.sentence

    def test_a_person_in_two_posts_is_a_personal_link(self, rule: str, kind: str) -> None:
        town = Town().main().body("top", kind).post("head").post("chair").node("ann", "person")
        town.link("head", "member_of", "main").link("chair", "chairs", "top")
        town.link("ann", "holds", "head")
        assert town.outcome(rule) is SILENT
        assert town.link("ann", "holds", "chair").outcome(rule) is MET

    def test_a_vacant_post_or_seat_joins_nothing(self, rule: str, kind: str) -> None:
        town = Town().main().body("top", kind).post("head", vacant=True).post("lead")
        town.link("head", "chairs", "main").link("head", "member_of", "top")
        town.link("lead", "member_of", "main", vacant=True).link("lead", "member_of", "top")
        assert town.outcome(rule) is SILENT

    def test_planned_by_a_planned_line_or_target(self, rule: str, kind: str) -> None:
        town = Town().main().body("top", kind).link("main", "reports_to", "top", status="aspired")
        assert town.outcome(rule) is PLANNED
        town = Town().main().body("top", kind, status="planned").link("main", "reports_to", "top")
        assert town.outcome(rule) is PLANNED

    def test_a_disputed_line_counts_for_nothing(self, rule: str, kind: str) -> None:
        town = Town().main().body("top", kind)
        assert town.link("main", "reports_to", "top", confidence="disputed").outcome(rule) is SILENT

    def test_a_target_out_of_scope_still_counts(self, rule: str, kind: str) -> None:
        town = Town().main().body("top", kind, in_scope=False).link("main", "reports_to", "top")
        assert town.outcome(rule) is MET

    def test_a_line_through_a_body_out_of_scope_counts(self, rule: str, kind: str) -> None:
        town = Town().main().body("exec", "partnership_board", in_scope=False).body("top", kind)
        town.link("main", "reports_to", "exec").link("exec", "reports_to", "top")
        assert town.outcome(rule) is MET

    def test_gap_when_everything_it_reads_is_declared(self, rule: str, kind: str) -> None:
        town = Town().main().declare("outward_lines", "duties", "members", of="main")
        found = town.find(rule)
        assert found.outcome is GAP
        assert any("declared" in fact.sentence for fact in found.facts)

    def test_a_line_that_goes_on_must_be_declared_to_its_end(self, rule: str, kind: str) -> None:
        town = Town().main().body("exec", "programme_board").link("main", "reports_to", "exec")
        town.declare("outward_lines", "duties", "members", of="main")
        assert town.outcome(rule) is SILENT
        assert town.declare("outward_lines", of="exec").outcome(rule) is GAP

    def test_the_switch_makes_silence_a_gap(self, rule: str, kind: str) -> None:
        assert Town().main().outcome(rule, complete=True) is GAP

    def test_without_main_one_start_that_arrives_is_enough(self, rule: str, kind: str) -> None:
        town = Town().body("sub", "sub_group", scope=["early_help"])
        town.body("team", "network", scope=["family_hubs"]).body("top", kind)
        assert town.outcome(rule) is SILENT
        assert town.link("team", "reports_to", "top").outcome(rule) is MET

    @pytest.mark.parametrize(
        "start", ["sub_group", "working_group", "network", "committee", "locality_team"]
    )
    def test_without_main_a_body_about_something_else_is_no_start(
        self, rule: str, kind: str, start: str
    ) -> None:
        town = Town().body("it", start).body("top", kind).link("it", "subgroup_of", "top")
        assert town.outcome(rule) is SILENT
        assert town.outcome(rule, complete=True) is SILENT

    @pytest.mark.parametrize("start", ["voice_panel", "voice_forum", "scrutiny", "case_meeting"])
    def test_without_main_who_listens_or_questions_is_no_start(
        self, rule: str, kind: str, start: str
    ) -> None:
        town = Town().body("it", start, scope=["early_help"]).body("top", kind)
        assert town.link("it", "reports_to", "top").outcome(rule) is SILENT

    def test_without_main_informal_bodies_and_tops_are_no_start(self, rule: str, kind: str) -> None:
        for marked in ({"informal": True}, {"recognised_top": True}, {"in_scope": False}):
            town = Town().body("it", "sub_group", scope=["early_help"], **marked).body("top", kind)
            assert town.link("it", "reports_to", "top").outcome(rule) is SILENT

    def test_without_main_hubs_and_early_help_plans_make_a_start(
        self, rule: str, kind: str
    ) -> None:
        for verb, other, of_kind in (
            ("oversees", "site", {"site_kind": "family_hub"}),
            ("governs", "site", {"site_kind": "family_hub"}),
            ("owns", "plan", {"plan_kind": "early_help_strategy"}),
            ("oversees", "plan", {"plan_kind": "implementation_plan"}),
            ("owns", "plan", {"plan_kind": "hub_strategy"}),
        ):
            town = Town().body("it", "partnership_board").body("top", kind)
            town.link("it", "reports_to", "top").node("other", other, **of_kind)
            assert town.outcome(rule) is SILENT
            assert town.link("it", verb, "other").outcome(rule) is MET, verb

    @pytest.mark.parametrize("start", ["programme_board", "transformation_group"])
    def test_without_main_a_programme_board_is_a_start_until_it_says_another_scope(
        self, rule: str, kind: str, start: str
    ) -> None:
        town = Town().body("it", start).body("top", kind).link("it", "reports_to", "top")
        assert town.outcome(rule) is MET
        town.body("it", start, scope=["drugs"])
        assert town.outcome(rule) is SILENT

    def test_a_placeholder_joins_nothing(self, rule: str, kind: str) -> None:
        for marked in ("named", "stands_for_several"):
            town = Town().main().body("top", kind)
            town.node("heads", "post", **{marked: marked != "named"})  # type: ignore[arg-type]
            town.link("heads", "member_of", "main").link("heads", "member_of", "top")
            assert town.outcome(rule) is SILENT, marked

    def test_with_no_body_to_start_from_it_is_silent_whatever_the_switch(
        self, rule: str, kind: str
    ) -> None:
        assert Town().outcome(rule, complete=True) is SILENT
        assert Town().declare("bodies").outcome(rule) is SILENT


def test_each_main_board_is_a_subject() -> None:
    town = Town().main().main("second").body("scp", "safeguarding_partnership")
    town.link("main", "reports_to", "scp")
    assert town.subject(SCP, "main").outcome is MET
    assert town.subject(SCP, "second").outcome is SILENT
    assert town.outcome(SCP) is SILENT


def test_integrated_care_is_met_by_an_organisation_on_both() -> None:
    town = Town().main().body("icp", "icp").organisation("council", "la_childrens")
    town.link("council", "member_of", "main").link("council", "member_of", "icp")
    assert town.outcome(ICS) is MET
    town = Town().main().body("scp", "safeguarding_partnership").organisation("council")
    town.link("council", "member_of", "main").link("council", "member_of", "scp")
    assert town.outcome(SCP) is SILENT


def test_integrated_care_is_not_met_by_a_group_that_is_not_named() -> None:
    town = Town().main().body("icp", "icp").organisation("trusts", "nhs", named=False)
    town.link("trusts", "member_of", "main").link("trusts", "member_of", "icp")
    assert town.outcome(ICS) is SILENT


def test_integrated_care_reads_the_members_of_the_board_and_of_the_icp() -> None:
    town = Town().main().body("icp", "icp").declare("outward_lines", of="main")
    assert town.outcome(ICS) is SILENT
    assert town.declare("members", of="main").outcome(ICS) is SILENT
    assert town.declare("members", of="icp").outcome(ICS) is GAP


def test_data_in_the_boards_own_scope_is_enough() -> None:
    assert Town().main(scope=["data"]).outcome(DATA) is MET
    assert Town().body("sub", "sub_group", scope=["data"]).outcome(DATA) is MET
    assert Town().body("net", "network", scope=["data"]).outcome(DATA) is SILENT


def test_data_reads_the_duties_of_the_board() -> None:
    town = Town().main().declare("outward_lines", of="main")
    assert (town.outcome(SCP), town.outcome(DATA)) == (GAP, SILENT)
    assert town.declare("duties", of="main").outcome(DATA) is GAP


def test_an_ended_line_no_longer_counts_and_a_partial_date_counts_to_its_last_day() -> None:
    town = Town().main().body("scp", "safeguarding_partnership")
    town.link("main", "reports_to", "scp", until="2024-02")
    assert town.outcome(SCP) is SILENT
    town = Town().main().body("scp", "safeguarding_partnership")
    found = town.link("main", "reports_to", "scp", until="2024").find(SCP)
    assert found.outcome is MET
    assert [fact.maybe for fact in found.facts if "reports to" in fact.sentence] == [True]


def test_without_main_a_line_from_any_body_is_named_before_a_personal_link() -> None:
    town = Town().body("scp", "safeguarding_partnership")
    town.body("a", "sub_group", scope=["early_help"]).body("b", "sub_group", scope=["early_help"])
    town.post("p").link("p", "chairs", "a").link("p", "member_of", "scp")
    town.link("b", "reports_to", "scp")
    assert town.find(SCP).subjects[0].path == ("testham/b", "testham/scp")


def test_without_main_the_members_of_the_icp_are_still_read() -> None:
    town = Town().body("sub", "sub_group", scope=["early_help"]).body("icp", "icp")
    town.declare("outward_lines", of="sub")
    assert town.outcome(ICS) is SILENT
    assert town.declare("members", of="icp").outcome(ICS) is GAP


def test_a_disputed_line_is_shown_by_the_finding_that_does_not_count_it() -> None:
    town = Town().main().body("scp", "safeguarding_partnership")
    found = town.link("main", "reports_to", "scp", confidence="disputed").find(SCP)
    assert found.outcome is SILENT
    assert "A disputed fact is shown" in found.sentence
    assert any("disputed" in fact.sentence for fact in found.facts)


def test_a_line_to_a_body_that_may_have_ended_is_a_maybe() -> None:
    town = Town().main().body("scp", "safeguarding_partnership", until="2024")
    found = town.link("main", "reports_to", "scp").find(SCP)
    assert [fact.maybe for fact in found.facts if "reports to" in fact.sentence] == [True]


def test_a_gap_says_that_the_record_is_complete_and_a_switch_that_it_is_treated_so() -> None:
    town = Town().main()
    assert "and the map is being treated as complete" in town.find(SCP, complete=True).sentence
    town.declare("outward_lines", of="main")
    assert "and the record is declared complete" in town.find(SCP).sentence


def test_without_main_every_body_looked_from_is_named_and_shown() -> None:
    town = Town().body("near", "sub_group", scope=["early_help"])
    town.body("other", "advisory_board", scope=["early_help"])
    town.body("above", "programme_board").link("near", "reports_to", "above")
    found = town.find("link-safeguarding-partnership")
    assert "The line from NEAR gets as far as ABOVE" in found.sentence
    assert "Nor is one recorded from: OTHER." in found.sentence
    assert {"testham/other", "testham/near"} <= {fact.id for fact in found.facts}
