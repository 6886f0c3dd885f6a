"""Whether the shares of a pooled fund add up, outcome by outcome."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.rules.finding import NotApplicableBecause, Outcome
from tests.towns import Town

MET, GAP, PLANNED, SILENT = Outcome.MET, Outcome.GAP, Outcome.PLANNED, Outcome.SILENT
WAITS = NotApplicableBecause.WAITS


class TestContributions:
    rule = "contributions-add-up"

    def town(self, *shares: float, year: str = "2025-26", pooled: bool = True) -> Town:
        made = Town().node("fund", "agreement", agreement_kind="section_75")
        for number, share in enumerate(shares):
            made.organisation(f"partner{number}", "icb")
            rest = {"year": year} if year else {}
            made.link(f"partner{number}", "funds", "fund", share=share, pooled=pooled, **rest)
        return made

    def test_it_waits_for_two_pooled_shares_of_one_year(self) -> None:
        assert self.town(60).find(self.rule).because is WAITS
        assert self.town(60, 60, pooled=False).find(self.rule).because is WAITS
        two_years = self.town(60).organisation("other", "icb")
        two_years.link("other", "funds", "fund", share=60, pooled=True, year="2024-25")
        assert two_years.find(self.rule).because is WAITS

    def test_shares_that_come_to_the_whole_meet_it_within_half_a_per_cent(self) -> None:
        for shares in ((60, 40), (33.33, 33.33, 33.33), (50, 50.5), (50, 49.5)):
            assert self.town(*shares).outcome(self.rule) is MET, shares

    def test_above_the_whole_is_a_gap_and_below_it_a_question(self) -> None:
        found = self.town(80, 40).find(self.rule)
        assert found.outcome is GAP
        assert found.sentence == (
            "The pooled shares of FUND for 2025-26 come to 120 % (PARTNER0 80 %; PARTNER1 40 %)."
        )
        assert self.town(50, 50.6).outcome(self.rule) is GAP
        assert self.town(50, 40).outcome(self.rule) is SILENT
        assert self.town(50, 40).declare("agreements").outcome(self.rule) is GAP

    @pytest.mark.parametrize(
        ("rest", "outcome"),
        [
            ({"pooled": True, "year": "2025-26"}, SILENT),
            ({"share": 40, "year": "2025-26"}, SILENT),
            ({"pooled": True, "share": 40}, SILENT),
            ({}, SILENT),
            ({"pooled": False, "share": 40, "year": "2025-26"}, GAP),
            ({"pooled": True, "share": 40, "year": "2024-25"}, GAP),
        ],
    )
    def test_a_payer_whose_share_is_not_known_may_pay_the_rest(
        self, rest: dict[str, object], outcome: Outcome
    ) -> None:
        made = self.town(40, 20).declare("agreements").organisation("other", "icb")
        assert made.outcome(self.rule) is GAP
        assert made.link("other", "funds", "fund", **rest).outcome(self.rule) is outcome  # type: ignore[arg-type]

    def test_a_share_to_come_makes_it_planned(self) -> None:
        made = self.town(50, 40).organisation("late", "icb")
        made.link("late", "funds", "fund", share=10, pooled=True, year="2025/26", status="planned")
        assert made.outcome(self.rule) is PLANNED

    def test_who_funds_and_commissions_it_pays_once(self) -> None:
        made = self.town(60, 40)
        made.link("partner0", "commissions", "fund", share=60, pooled=True, year="2025-26")
        assert made.outcome(self.rule) is MET

    def test_shares_of_no_year_may_be_of_several(self) -> None:
        assert self.town(60, 40, year="").outcome(self.rule) is MET
        made = self.town(60, 60, year="").declare("agreements")
        assert made.outcome(self.rule) is SILENT

    @pytest.mark.parametrize("kind", ["body", "service", "programme"])
    def test_a_fund_may_be_a_body_a_service_or_a_programme(self, kind: str) -> None:
        assert self.town(80, 40).node("fund", kind).outcome(self.rule) is GAP

    def test_what_a_neighbour_is_paid_is_not_judged(self) -> None:
        made = self.town(80, 40).body("fund", "joint_committee")
        assert made.find(self.rule).because is WAITS


@given(st.lists(st.integers(0, 10_000).map(lambda hundredths: hundredths / 100), min_size=2))
def test_in_which_order_shares_are_recorded_moves_nothing(shares: list[float]) -> None:
    shares = shares[:6]
    made, turned = (TestContributions().town(*s) for s in (shares, shares[::-1]))
    assert made.outcome("contributions-add-up") is turned.outcome("contributions-add-up")
