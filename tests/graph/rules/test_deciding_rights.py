"""Who decides by what right, whether it is one, and what is reserved, outcome by outcome.

Tests: graph/rules/deciding_rights.py, graph/rules/deciding_one.py, graph/rules/deciding_limits.py
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.rules.finding import NotApplicableBecause, Outcome
from tests.towns import Town

MET, GAP, PLANNED, SILENT = Outcome.MET, Outcome.GAP, Outcome.PLANNED, Outcome.SILENT
WAITS = NotApplicableBecause.WAITS
RULES = ("decision-right-granted", "one-decider", "reserved-matter-kept", "escalation-ends")


def town() -> Town:
    made = Town().organisation("council", "la_corporate").organisation("icb", "icb")
    made.body("exec", "executive_group").body("group", "sub_group").post("dcs", "dcs")
    made.node("budget", "matter", name="Pooled budget")
    return made.node("pay", "matter", name="Staffing")


def deciding(*holders: str, **right: object) -> Town:
    made = town()
    for holder in holders or ("exec",):
        made.link(holder, "has_right_over", "budget", right="decides", **right)  # type: ignore[arg-type]
    return made


@pytest.mark.parametrize("rule", RULES)
def test_without_such_facts_it_waits_and_asks_nothing(rule: str) -> None:
    found = town().link("council", "delegates_to", "exec").find(rule, complete=True)
    assert found.because is WAITS


class TestGranted:
    rule = "decision-right-granted"

    def test_nothing_on_record_is_a_question_and_a_gap_by_two_lists(self) -> None:
        assert deciding().outcome(self.rule) is SILENT
        assert deciding().declare("agreements").outcome(self.rule) is SILENT
        assert deciding().declare("agreements", "posts").outcome(self.rule) is GAP

    def test_an_organisation_is_not_asked_and_a_post_is(self) -> None:
        assert deciding("council").find(self.rule).because is WAITS
        assert deciding("dcs").outcome(self.rule) is SILENT

    @pytest.mark.parametrize(
        "kind",
        [
            *("hwb", "safeguarding_partnership", "icb_board"),
            *("cabinet", "council_committee", "joint_committee"),
        ],
    )
    def test_some_bodies_decide_by_law(self, kind: str) -> None:
        made = town().body("exec", kind)
        made.link("exec", "has_right_over", "budget", right="decides")
        assert made.outcome(self.rule) is MET

    def test_an_executive_has_no_power_by_law_of_its_own(self) -> None:
        made = deciding().body("scp", "safeguarding_partnership").link("exec", "acts_for", "scp")
        found = made.find(self.rule)
        assert found.outcome is SILENT
        assert "is the executive of SCP" in found.sentence

    def test_a_legal_basis_will_do(self) -> None:
        made = deciding()
        made.body("exec", "executive_group", legal_basis="section 75 agreement")
        said = "EXEC decides on Pooled budget by section 75 agreement."
        assert made.find(self.rule).sentence == said

    @pytest.mark.parametrize("matter", ["budget", "Pooled budget", "pay; budget", ""])
    def test_a_delegation_of_the_matter_or_of_none_leads_back(self, matter: str) -> None:
        named = {"matter": matter} if matter else {}
        found = deciding().link("council", "delegates_to", "exec", **named).find(self.rule)
        assert found.outcome is MET
        assert ("no matter" in found.sentence) is (not matter)

    def test_a_delegation_of_something_else_does_not(self) -> None:
        for matter in ("pay", "hiring"):
            made = deciding().link("council", "delegates_to", "exec", matter=matter)
            assert made.outcome(self.rule) is SILENT, matter

    def test_a_chain_of_delegations_is_followed_to_whose_power_it_is(self) -> None:
        made = deciding().link("dcs", "delegates_to", "exec", matter="budget")
        assert made.outcome(self.rule) is SILENT
        made.node("childrens", "department").link("childrens", "delegates_to", "dcs")
        found = made.find(self.rule)
        assert found.outcome is MET
        assert found.subjects[0].sentence == (
            "CHILDRENS delegates decisions on Pooled budget to EXEC through DCS."
        )

    def test_two_that_delegate_to_each_other_lead_nowhere(self) -> None:
        made = deciding().link("dcs", "delegates_to", "exec").link("exec", "delegates_to", "dcs")
        assert made.outcome(self.rule) is SILENT

    @pytest.mark.parametrize(
        ("kind", "outcome"),
        [
            *(("delegation", MET), ("scheme_of_delegation", MET)),
            *(("terms_of_reference", MET), ("memorandum", SILENT)),
        ],
    )
    def test_an_agreement_that_delegates_will_do(self, kind: str, outcome: Outcome) -> None:
        made = deciding().node("paper", "agreement", agreement_kind=kind)
        assert made.link("exec", "party_to", "paper").outcome(self.rule) is outcome

    def test_what_may_give_the_right_is_settled_by_no_list(self) -> None:
        asked = deciding().declare("agreements", "posts")
        assert asked.outcome(self.rule) is GAP
        paper = asked.node("paper", "agreement").link("exec", "party_to", "paper")
        assert paper.outcome(self.rule) is SILENT
        assert (
            "Which kind of agreement PAPER is, is not recorded." in paper.find(self.rule).sentence
        )
        near = deciding().declare("agreements", "posts")
        near.link("council", "delegates_to", "exec", matter="pooled budgets")
        assert near.outcome(self.rule) is SILENT
        above = deciding().declare("agreements", "posts").node("above", "body")
        above.link("above", "delegates_to", "exec")
        assert above.outcome(self.rule) is SILENT
        above.body("above", "sub_group")
        assert above.outcome(self.rule) is GAP

    def test_a_planned_delegation_makes_it_planned(self) -> None:
        made = deciding().link("council", "delegates_to", "exec", status="planned")
        assert made.outcome(self.rule) is PLANNED

    def test_a_neighbour_without_it_is_not_asked(self) -> None:
        made = town().body("place", "place_partnership")
        made.link("place", "has_right_over", "budget", right="decides")
        assert made.find(self.rule).because is WAITS


class TestOneDecider:
    rule = "one-decider"

    def test_one_decider_is_met_and_none_is_a_question(self) -> None:
        assert deciding().outcome(self.rule) is MET
        made = town().link("exec", "has_right_over", "budget", right="recommends")
        found = made.find(self.rule)
        assert found.outcome is SILENT
        assert "EXEC has a right over Pooled budget" in found.sentence
        assert made.outcome(self.rule, complete=True) is SILENT

    def test_several_are_a_gap(self) -> None:
        assert deciding("exec", "council").outcome(self.rule) is GAP
        assert deciding("exec", "council", limit=100).outcome(self.rule) is GAP

    def test_each_must_agree(self) -> None:
        made = town().link("council", "has_right_over", "budget", right="must_agree")
        assert made.outcome(self.rule) is SILENT
        made.link("icb", "has_right_over", "budget", right="must_agree")
        assert made.outcome(self.rule) is MET

    def test_limits_that_differ_tell_them_apart_and_one_may_have_none(self) -> None:
        made = deciding("exec", limit=100)
        made.link("council", "has_right_over", "budget", right="decides")
        assert made.outcome(self.rule) is MET
        made.link("dcs", "has_right_over", "budget", right="decides", limit=20)
        assert made.outcome(self.rule) is MET
        made.link("icb", "has_right_over", "budget", right="decides")
        assert made.outcome(self.rule) is GAP

    def test_limits_in_words_are_for_a_person_to_read(self) -> None:
        made = deciding("exec", limit_words="Up to its yearly budget.")
        made.link("council", "has_right_over", "budget", right="decides", limit_words="All else.")
        found = made.find(self.rule)
        assert found.outcome is SILENT
        assert "in numbers, is not recorded" in found.sentence

    @pytest.mark.parametrize("matter", ["budget", ""])
    def test_one_that_delegates_it_to_the_other(self, matter: str) -> None:
        named = {"matter": matter} if matter else {}
        made = deciding("exec", "council").link("council", "delegates_to", "exec", **named)
        assert made.outcome(self.rule) is MET
        other = deciding("exec", "council").link("council", "delegates_to", "exec", matter="pay")
        assert other.outcome(self.rule) is GAP

    def test_a_partnership_and_its_executive_are_one_decider(self) -> None:
        made = town().body("scp", "safeguarding_partnership")
        for holder in ("exec", "scp"):
            made.link(holder, "has_right_over", "budget", right="decides")
        assert made.outcome(self.rule) is GAP
        assert made.link("exec", "acts_for", "scp").outcome(self.rule) is MET

    def test_a_decider_to_come_makes_it_planned(self) -> None:
        made = town().link("exec", "has_right_over", "budget", right="recommends")
        made.link("council", "has_right_over", "budget", right="decides", status="planned")
        assert made.outcome(self.rule) is PLANNED


class TestReserved:
    rule = "reserved-matter-kept"

    def town(self) -> Town:
        return deciding("council", reserved=True)

    def test_it_is_kept_while_no_delegation_of_it_is_on_record(self) -> None:
        assert self.town().outcome(self.rule) is MET
        assert (
            self.town().link("council", "delegates_to", "exec", matter="pay").outcome(self.rule)
            is MET
        )
        assert deciding("council", reserved=False).find(self.rule).because is WAITS

    def test_its_delegation_is_a_gap_and_no_refusal(self) -> None:
        made = self.town().link("council", "delegates_to", "exec", matter="pay; Pooled budget")
        found = made.find(self.rule)
        assert found.outcome is GAP
        assert "Pooled budget is reserved to COUNCIL, and is delegated" in found.sentence

    @pytest.mark.parametrize("matter", ["", "the budgets", "pooled budget above £10,000"])
    def test_a_delegation_that_may_be_of_it_is_a_question(self, matter: str) -> None:
        named = {"matter": matter} if matter else {}
        made = self.town().link("council", "delegates_to", "exec", **named)
        assert made.outcome(self.rule) is SILENT
        assert made.outcome(self.rule, complete=True) is SILENT

    def test_what_another_delegates_is_not_its_holders(self) -> None:
        made = self.town().link("icb", "delegates_to", "exec", matter="budget")
        assert made.outcome(self.rule) is MET


class TestEscalation:
    rule = "escalation-ends"

    @pytest.mark.parametrize("end", ["council", "dcs"])
    def test_it_ends_at_an_organisation_or_a_post(self, end: str) -> None:
        assert town().link("exec", "escalates_to", end).outcome(self.rule) is MET

    def test_a_body_must_decide(self) -> None:
        made = town().link("group", "escalates_to", "exec")
        found = made.find(self.rule)
        assert found.outcome is SILENT
        assert "Whether EXEC, where what GROUP escalates ends, decides" in found.sentence
        made.link("exec", "has_right_over", "budget", right="decides")
        assert made.outcome(self.rule) is MET
        other = town().body("exec", "executive_group", decision_making=["decides"])
        assert other.link("group", "escalates_to", "exec").outcome(self.rule) is MET

    def test_a_circle_is_a_gap(self) -> None:
        made = town().link("group", "escalates_to", "exec").link("exec", "escalates_to", "group")
        found = made.find(self.rule)
        assert found.outcome is GAP
        assert "A circle of escalation: EXEC → GROUP → EXEC." in found.subjects[0].sentence

    def test_its_steps_are_taken_in_order_and_the_last_counts(self) -> None:
        made = town().link("group", "escalates_to", "exec", order=1)
        made.link("group", "escalates_to", "council", order=2)
        made.link("exec", "escalates_to", "group")
        assert made.subject(self.rule, "group").outcome is MET
        assert made.subject(self.rule, "group").path == (
            "testham/group",
            "testham/exec",
            "testham/council",
        )
        assert made.subject(self.rule, "exec").outcome is MET

    def test_where_no_order_is_recorded_all_ends_must_do(self) -> None:
        made = town().link("group", "escalates_to", "exec")
        made.link("group", "escalates_to", "council")
        assert made.outcome(self.rule) is SILENT
        made.link("exec", "escalates_to", "group")
        assert made.subject(self.rule, "group").outcome is SILENT

    def test_each_matter_goes_its_own_way(self) -> None:
        made = town().link("group", "escalates_to", "exec", matter="budget")
        made.link("exec", "escalates_to", "group", matter="pay")
        assert made.subject(self.rule, "group").outcome is SILENT
        made.link("exec", "escalates_to", "council", matter="Pooled budget")
        assert made.subject(self.rule, "group").outcome is MET

    def test_a_planned_last_step_makes_it_planned(self) -> None:
        made = town().link("group", "escalates_to", "exec")
        made.link("exec", "escalates_to", "council", status="planned")
        assert made.outcome(self.rule) is PLANNED


_HOLDERS = ("exec", "group", "dcs", "council")
_DELEGATIONS = st.lists(
    st.tuples(
        st.sampled_from(_HOLDERS),
        st.sampled_from(("exec", "group", "dcs")),
        st.sampled_from(("", "budget", "pay")),
    ).filter(lambda row: row[0] != row[1]),
    max_size=5,
)


@given(_DELEGATIONS)
def test_one_more_delegation_never_takes_a_right_away(
    delegations: list[tuple[str, str, str]],
) -> None:
    order = [SILENT, MET]
    made = deciding("exec")
    for one, other, matter in delegations:
        before = made.outcome("decision-right-granted")
        made.link(one, "delegates_to", other, **({"matter": matter} if matter else {}))
        assert order.index(made.outcome("decision-right-granted")) >= order.index(before)


@given(_DELEGATIONS)
def test_a_reserved_matter_is_a_gap_only_where_its_holder_delegates_it(
    delegations: list[tuple[str, str, str]],
) -> None:
    made = deciding("council", reserved=True)
    for one, other, matter in delegations:
        made.link(one, "delegates_to", other, **({"matter": matter} if matter else {}))
    broken = any(one == "council" and matter == "budget" for one, _, matter in delegations)
    assert (made.outcome("reserved-matter-kept") is GAP) is broken
