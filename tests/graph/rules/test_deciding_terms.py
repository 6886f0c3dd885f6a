"""What terms say, deputies, and shares of a pooled fund, outcome by outcome."""

import pytest

from graph.kinds.body_attributes import HOW_IT_WORKS
from graph.rules.finding import NotApplicableBecause, Outcome
from tests.towns import Town

MET, GAP, PLANNED, SILENT = Outcome.MET, Outcome.GAP, Outcome.PLANNED, Outcome.SILENT
WAITS = NotApplicableBecause.WAITS
APPOINTS, SECRETARIAT = "terms-say-who-appoints", "secretariat-named"
TERMS = {"terms_exist": True, "quorum": 3}


def town(kind: str = "main_board", **body: object) -> Town:
    made = Town().body("board", kind, **{**TERMS, **body})
    return made.organisation("council", "la_corporate").node("unit", "team")


class TestWhoAppoints:
    rule = APPOINTS

    def test_it_waits_where_nothing_of_the_terms_is_on_record(self) -> None:
        for body in ({"terms_exist": True, "purpose": "Why"}, {"short_name": "B"}, {"quorum": 3}):
            made = Town().body("board", "main_board", **body)
            assert made.find(self.rule).because is WAITS, body
        network = Town().body("net", "network", **TERMS)
        assert network.find(self.rule).because is WAITS

    def test_each_attribute_of_how_it_works_and_an_appointment_or_service_asks(self) -> None:
        assert len(HOW_IT_WORKS) > 20
        made = Town().body("board", "main_board", terms_exist=True).node("unit", "team")
        made.link("unit", "serves", "board", work="data")
        assert made.outcome(self.rule) is SILENT

    def test_it_is_a_gap_only_once_the_terms_are_complete(self) -> None:
        assert town().outcome(self.rule) is SILENT
        assert town().declare("members", of="board").outcome(self.rule) is SILENT
        assert town().declare("terms", of="board").outcome(self.rule) is GAP
        assert town().outcome(self.rule, complete=True) is GAP

    @pytest.mark.parametrize(
        ("what", "act", "outcome"),
        [
            ("chair", "appoints", MET),
            ("chair", "nominates", SILENT),
            ("members", "appoints", SILENT),
        ],
    )
    def test_who_appoints_the_chair_meets_it(self, what: str, act: str, outcome: Outcome) -> None:
        made = town().link("council", "appoints", "board", what=what, act=act)
        assert made.outcome(self.rule) is outcome

    @pytest.mark.parametrize("rest", [{"what": "chair"}, {"act": "appoints"}, {}])
    def test_an_appointment_that_does_not_say_which_is_settled_by_no_list(
        self, rest: dict[str, str]
    ) -> None:
        made = town().link("council", "appoints", "board", **rest)
        found = made.declare("terms", of="board").find(self.rule, complete=True)
        assert found.outcome is SILENT
        assert "On record: COUNCIL appoints to BOARD" in found.sentence
        assert "is not recorded." in found.sentence
        made.link("council", "appoints", "board", what="chair", act="appoints")
        assert made.outcome(self.rule) is MET

    def test_how_the_chair_is_chosen_meets_it_too(self) -> None:
        found = town(chair_chosen_by="rotates").find(self.rule)
        assert found.outcome is MET
        assert found.sentence == "The chair of BOARD is chosen so: rotates."

    def test_a_planned_appointment_makes_it_planned(self) -> None:
        made = town().link(
            "council", "appoints", "board", what="chair", act="appoints", status="planned"
        )
        assert made.outcome(self.rule) is PLANNED


class TestSecretariat:
    rule = SECRETARIAT

    @pytest.mark.parametrize(
        "kind", ["main_board", "safeguarding_partnership", "hwb", "executive_group"]
    )
    def test_boards_and_executives_are_asked(self, kind: str) -> None:
        assert town(kind).outcome(self.rule) is SILENT
        assert town(kind).declare("terms", of="board").outcome(self.rule) is GAP
        assert town("sub_group").find(self.rule).because is WAITS

    @pytest.mark.parametrize(
        ("work", "outcome"),
        [("secretariat", MET), ("business_management", MET), ("data", SILENT)],
    )
    def test_who_does_it_meets_it(self, work: str, outcome: Outcome) -> None:
        found = town().link("unit", "serves", "board", work=work).find(self.rule)
        assert found.outcome is outcome
        if work == "secretariat":
            assert found.sentence == "UNIT does the secretariat of BOARD."

    def test_service_of_a_sort_not_recorded_is_settled_by_no_list(self) -> None:
        made = town().link("unit", "serves", "board").declare("terms", of="board")
        found = made.find(SECRETARIAT)
        assert found.outcome is SILENT
        assert "On record: UNIT serves BOARD. Which work that is is not recorded." in found.sentence

    def test_one_to_come_makes_it_planned(self) -> None:
        made = town().link("unit", "serves", "board", work="secretariat", status="planned")
        assert made.outcome(self.rule) is PLANNED


@pytest.mark.parametrize("rule", [APPOINTS, SECRETARIAT])
def test_a_board_and_its_executive_are_met_by_either(rule: str) -> None:
    for own, other in (("board", "exec"), ("exec", "board")):
        made = town().body("exec", "executive_group", **TERMS).link("exec", "acts_for", "board")
        assert made.outcome(rule) is SILENT
        # Of a board with an executive nothing is settled before the terms of both are complete.
        made.declare("terms", of=own)
        assert made.outcome(rule) is SILENT
        made.link("council", "appoints", own, what="chair", act="appoints")
        made.link("unit", "serves", own, work="secretariat")
        found = made.subject(rule, other)
        assert found.outcome is MET
        assert "EXEC is the executive of BOARD: they count as one." in found.sentence
        assert "testham/exec~acts_for~board" in found.facts
    both = town().body("exec", "executive_group", **TERMS).link("exec", "acts_for", "board")
    assert both.declare("terms", of="board").declare("terms", of="exec").outcome(rule) is GAP


class TestDeputies:
    rule = "deputies-may-decide"

    def town(self, registers: int = 3, **body: object) -> Town:
        made = Town().body("board", "main_board", **{"deputies": "named", "quorum": 1, **body})
        made.organisation("icb", "icb").link("icb", "member_of", "board")
        for number in range(registers):
            made.meet(f"m{number}", "board", f"2024-0{number + 1}-01", register={"icb": "deputy"})
        return made

    def test_it_waits_where_no_deputies_may_come(self) -> None:
        for body in ({"deputies": "none"}, {}):
            made = Town().body("board", "main_board", **body)
            assert made.find(self.rule).because is WAITS

    def test_whether_they_decide_is_a_question_and_no_list_settles_it(self) -> None:
        made = self.town().declare("terms", "members", of="board")
        assert made.outcome(self.rule, complete=True) is SILENT

    def test_yes_meets_it_and_so_does_no_while_no_quorum_hung_on_them(self) -> None:
        assert self.town(deputies_decide=True).outcome(self.rule) is MET
        assert self.town(registers=2, deputies_decide=False).outcome(self.rule) is MET
        assert self.town(deputies_decide=False, quorum=2).outcome(self.rule) is MET

    def test_no_and_three_quorums_by_deputies_only_are_a_gap(self) -> None:
        found = self.town(deputies_decide=False).find(self.rule)
        assert found.outcome is GAP
        assert (
            "may not decide at meetings of BOARD, and 3 of these had a quorum only by them"
            in found.sentence
        )

    def test_a_quorum_that_members_had_anyhow_is_none_by_deputies(self) -> None:
        made = self.town(deputies_decide=False).organisation("council", "la_corporate")
        made.link("council", "member_of", "board")
        for number in range(3):
            register = {"icb": "deputy", "council": "present"}
            made.meet(f"m{number}", "board", f"2024-0{number + 1}-01", register=register)
        assert made.outcome(self.rule) is MET
