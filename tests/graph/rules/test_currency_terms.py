"""Terms of reference and terms of office in every outcome they can have."""

from datetime import date

import pytest

from graph.rules.finding import Outcome
from tests.towns import Town

MET, GAP, SILENT, NOT_APPLICABLE = (
    Outcome.MET,
    Outcome.GAP,
    Outcome.SILENT,
    Outcome.NOT_APPLICABLE,
)


class TestTermsOfReference:
    rule = "terms-of-reference-current"

    def town(self, review: str = "", place: str = "the council's website", **rest: object) -> Town:
        if review:
            rest["terms_next_review"] = review
        if place:
            rest["terms_published_at"] = place
        return Town().main("main", **rest)

    def test_met_when_published_with_a_review_ahead(self) -> None:
        found = self.town("2024-06-30").find(self.rule)
        assert found.outcome is MET
        assert found.sentence == (
            "The terms of MAIN are published at the council's website, with a review on "
            "30 June 2024."
        )

    def test_a_review_due_today_is_not_overdue_and_tomorrow_it_is(self) -> None:
        assert self.town("2024-03-31").outcome(self.rule) is MET
        assert self.town("2024-03-31").outcome(self.rule, day=date(2024, 4, 1)) is GAP

    def test_an_overdue_review_is_a_gap_wherever_the_terms_are(self) -> None:
        found = self.town("2024-02", place="").find(self.rule)
        assert found.outcome is GAP
        assert found.sentence == "The terms of MAIN were due for review in February 2024."

    @pytest.mark.parametrize("review", ["2024", "2024-03"])
    def test_a_day_inside_the_doubt_of_a_partial_date_is_a_maybe(self, review: str) -> None:
        found = self.town(review).find(self.rule)
        assert found.outcome is MET
        assert "it may be past" in found.sentence

    def test_silent_with_one_half_and_whatever_the_switch(self) -> None:
        assert self.town("", place="").outcome(self.rule, complete=True) is SILENT
        assert self.town("2025", place="").find(self.rule).sentence == (
            "Where the terms of MAIN are published is not recorded: ask."
        )
        town = self.town("", terms_exist=True).declare("duties", of="main")
        assert town.find(self.rule).sentence == (
            "When the terms of MAIN are next reviewed is not recorded: ask. "
            "It is on record that there are terms."
        )

    def test_terms_said_not_to_exist_are_asked_about_not_judged(self) -> None:
        found = self.town("2025", terms_exist=False).find(self.rule)
        assert found.outcome is SILENT
        assert "The record says it has none." in found.sentence

    def test_not_applicable_without_a_formal_body_that_operates(self) -> None:
        town = Town().body("net", "network", terms_next_review="2020")
        assert town.outcome(self.rule) is NOT_APPLICABLE
        assert self.town("2020", status="planned").outcome(self.rule) is NOT_APPLICABLE
        assert self.town("2020", in_scope=False).outcome(self.rule) is NOT_APPLICABLE
        assert self.town("2020", confidence="disputed").outcome(self.rule) is NOT_APPLICABLE


class TestTermsOfOffice:
    rule = "terms-of-office-current"

    def town(self, since: str = "", chair_since: str = "2023-06", **seat: object) -> Town:
        town = Town().body("ab", "advisory_board", member_term_months=36, chair_term_months=12)
        town.post("member").link("member", "member_of", "ab", since=since, **seat)  # type: ignore[arg-type]
        return town.post("chair").link("chair", "chairs", "ab", since=chair_since)

    def test_met_inside_both_terms(self) -> None:
        found = self.town("2022-01-01").find(self.rule)
        assert found.outcome is MET
        assert "members 36 months and the chair 12 months" in found.sentence

    def test_a_member_past_the_term_is_a_gap_with_the_days_over(self) -> None:
        found = self.town("2021-03-29").find(self.rule)
        assert found.outcome is GAP
        assert found.sentence == (
            "Past their term on AB: MEMBER, term ended 29 March 2024 (2 days over)."
        )

    def test_the_last_day_of_a_term_is_inside_it(self) -> None:
        assert self.town("2021-03-31").outcome(self.rule) is MET
        assert self.town("2021-03-31").outcome(self.rule, day=date(2024, 4, 1)) is GAP

    def test_a_term_ends_on_the_last_day_of_a_shorter_month(self) -> None:
        town = Town().body("ab", "advisory_board", chair_term_months=1).post("p")
        town.link("p", "chairs", "ab", since="2024-01-31")
        assert town.outcome(self.rule, day=date(2024, 2, 29)) is MET
        assert "29 February 2024" in town.find(self.rule).sentence

    @pytest.mark.parametrize("verb", ["chairs", "co_chairs", "vice_chairs"])
    def test_chair_and_vice_chair_have_the_chairs_term(self, verb: str) -> None:
        town = self.town("2023").post("second").link("second", verb, "ab", since="2023-01-01")
        assert "SECOND, term ended 1 January 2024" in town.find(self.rule).sentence

    def test_a_partial_start_counts_to_its_last_day_and_is_said_to_be_a_maybe(self) -> None:
        found = self.town("2021").find(self.rule)
        assert found.outcome is MET
        assert "it may be over for MEMBER" in found.sentence
        late = self.town("2020").find(self.rule)
        assert late.outcome is GAP
        assert "term ended between 1 January 2023 and 31 December 2023" in late.sentence

    def test_a_term_stated_for_the_seat_goes_before_the_bodys(self) -> None:
        assert self.town("2019-01-01", term_until="2025-01-01").outcome(self.rule) is MET
        assert self.town("2023-01-01", term_until="2024-03-30").outcome(self.rule) is GAP
        assert self.town("2023-01-01", term_until="2024-03").outcome(self.rule) is MET

    def test_a_new_term_recorded_beside_the_old_one(self) -> None:
        town = self.town("2019-01-01", until="2021-12-31")
        assert town.link("member", "member_of", "ab", since="2022-01-01").outcome(self.rule) is MET

    def test_silent_without_a_start_and_whatever_the_switch(self) -> None:
        found = self.town("").find(self.rule, complete=True)
        assert found.outcome is SILENT
        assert found.sentence.startswith(
            "Since when MEMBER holds a place on AB is not recorded: ask."
        )
        assert self.town("").declare("members", of="ab").outcome(self.rule) is SILENT

    def test_silent_without_anybody_on_record(self) -> None:
        town = Town().body("ab", "advisory_board", member_term_months=36, chair_term_months=12)
        assert town.find(self.rule).sentence.startswith(
            "Who sits on and who chairs AB, and since when, is not recorded: ask."
        )

    def test_vacant_and_disputed_holders_are_not_past_anything(self) -> None:
        assert self.town("2000", vacant=True).outcome(self.rule) is MET
        assert self.town("2000", confidence="disputed").outcome(self.rule) is SILENT
        town = Town().body("ab", "advisory_board", chair_term_months=12).post("p", vacant=True)
        assert town.link("p", "chairs", "ab", since="2000").outcome(self.rule) is SILENT

    def test_a_seat_that_stands_by_itself_is_judged_when_it_is_filled(self) -> None:
        town = self.town("2023")
        town.node("seat", "seat", body="ab", term_until="2023-12-31", vacant=False)
        assert "SEAT, term ended 31 December 2023" in town.find(self.rule).sentence
        town.node("seat", "seat", body="ab", term_until="2023-12-31", vacant=True)
        assert town.outcome(self.rule) is MET

    def test_a_place_without_a_stated_term_is_not_asked_about(self) -> None:
        town = Town().body("ab", "advisory_board", member_term_months=36).post("chair")
        town.link("chair", "chairs", "ab").post("member")
        assert town.link("member", "member_of", "ab", since="2023").outcome(self.rule) is MET

    def test_not_applicable_where_no_body_states_a_term(self) -> None:
        assert Town().main().outcome(self.rule, complete=True) is NOT_APPLICABLE
        out = Town().body("ab", "advisory_board", member_term_months=36, in_scope=False)
        assert out.outcome(self.rule) is NOT_APPLICABLE
