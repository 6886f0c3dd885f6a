"""Meetings, bodies that are only intended, and reviews, in every outcome they can have."""

from datetime import date

import pytest

from graph.rules.finding import Outcome
from tests.towns import Town

MET, GAP, PLANNED, SILENT, NOT_APPLICABLE = (
    Outcome.MET,
    Outcome.GAP,
    Outcome.PLANNED,
    Outcome.SILENT,
    Outcome.NOT_APPLICABLE,
)


class TestMeetings:
    rule = "meetings-on-cadence"

    def town(self, **rest: object) -> Town:
        rest = {"cadence_days": 30, "cadence_words": "monthly", **rest}
        return Town().body("team", "locality_team", **rest)

    @pytest.mark.parametrize(
        ("held", "outcome"),
        [("2024-03-31", MET), ("2024-02-15", MET), ("2024-02-14", GAP), ("2024-01", GAP)],
    )
    def test_one_and_a_half_intervals_and_no_more(self, held: str, outcome: Outcome) -> None:
        assert self.kept().meet("m", "team", held).outcome(self.rule) is outcome

    def kept(self) -> Town:
        """A town that keeps a register: two meetings before the one that counts."""
        return self.town().meet("one", "team", "2023-10").meet("two", "team", "2023-11-01")

    def test_fewer_than_three_meetings_are_a_question(self) -> None:
        found = self.town().meet("one", "team", "2023-10").meet("two", "team", "2023-11-01")
        assert found.outcome(self.rule) is SILENT
        cancelled = found.meet("three", "team", "2023-12-01", cancelled=True)
        assert cancelled.outcome(self.rule) is SILENT
        assert found.meet("four", "team", "2023-12-01").outcome(self.rule) is GAP

    def test_what_lies_after_the_day_of_the_record_is_a_question(self) -> None:
        town = self.kept().meet("m", "team", "2024-03-20")
        assert town.outcome(self.rule) is MET
        found = town.find(self.rule, day=date(2024, 12, 1))
        assert found.outcome is SILENT
        assert found.sentence.endswith("whether it has met since is not recorded: ask.")
        early = self.kept().find(self.rule, day=date(2024, 1, 15))
        assert early.outcome is SILENT
        assert self.kept().meet("m", "team", "2023-11-15").outcome(self.rule) is GAP

    def test_the_sentence_gives_interval_and_last_day_and_shows_the_meeting(self) -> None:
        found = self.kept().meet("m", "team", "2024-01-31").find(self.rule)
        assert found.sentence == (
            "TEAM is to meet monthly and last met on 31 January 2024, 60 days before."
        )
        assert "TEAM met on 31 January 2024." in [fact.sentence for fact in found.facts]

    def test_the_latest_meeting_counts(self) -> None:
        town = self.town().meet("new", "team", "2024-03-01").meet("old", "team", "2023-01-01")
        assert town.outcome(self.rule) is MET

    @pytest.mark.parametrize("held", ["2024", "2024-02"])
    def test_a_month_or_year_leaves_a_maybe(self, held: str) -> None:
        found = self.town().meet("m", "team", held).find(self.rule)
        assert found.outcome is MET
        assert "it may be too long ago" in found.sentence

    def test_what_was_cancelled_disputed_or_is_still_to_come_is_no_meeting(self) -> None:
        town = self.town().meet("m", "team", "2024-03-01", cancelled=True)
        assert town.find(self.rule).sentence.endswith("The meetings on record were cancelled.")
        assert self.town().meet("m", "team", "2024-04-01").outcome(self.rule) is SILENT
        disputed = self.town().meet("m", "team", "2024-03-01", confidence="disputed")
        assert disputed.outcome(self.rule) is SILENT
        cancelled = self.kept().meet("a", "team", "2024-01-01")
        cancelled.meet("b", "team", "2024-03-01", cancelled=True)
        assert cancelled.outcome(self.rule) is GAP

    def test_a_first_meeting_in_the_diary_is_planned(self) -> None:
        found = self.town().meet("m", "team", "2024-05", status="planned").find(self.rule)
        assert found.outcome is PLANNED
        assert "TEAM is to meet in May 2024." in found.sentence
        past = self.town().meet("m", "team", "2024-03-30", status="planned")
        assert past.outcome(self.rule) is SILENT
        off = self.town().meet("m", "team", "2024-05", status="planned", cancelled=True)
        assert off.outcome(self.rule) is SILENT

    def test_silent_without_dates_and_whatever_the_switch(self) -> None:
        found = self.town().declare("duties", of="team").find(self.rule, complete=True)
        assert found.outcome is SILENT
        assert found.sentence == "When TEAM last met is not recorded (to meet monthly): ask."

    def test_words_without_a_number_of_days_cannot_be_counted(self) -> None:
        town = Town().body("team", "locality_team", cadence_words="as needed")
        found = town.meet("m", "team", "2020").find(self.rule)
        assert found.outcome is SILENT
        assert found.sentence.startswith("How many days lie between meetings of TEAM")

    def test_every_body_in_scope_is_asked_whatever_its_kind(self) -> None:
        town = Town().body("net", "network", cadence_days=90).meet("m", "net", "2020")
        assert "every 90 days" in town.find(self.rule).sentence
        assert town.outcome(self.rule) is SILENT

    def test_not_applicable_without_an_operating_cadence(self) -> None:
        assert Town().main().outcome(self.rule) is NOT_APPLICABLE
        assert self.town(cadence_status="aspired").outcome(self.rule) is NOT_APPLICABLE
        assert self.town(status="planned").outcome(self.rule) is NOT_APPLICABLE
        assert self.town(in_scope=False).outcome(self.rule) is NOT_APPLICABLE


class TestBodiesOperating:
    rule = "bodies-operating"

    def test_met_when_everything_operates(self) -> None:
        assert Town().main().body("sub", "sub_group").outcome(self.rule) is MET

    @pytest.mark.parametrize("status", ["planned", "aspired"])
    def test_a_body_only_intended_is_planned(self, status: str) -> None:
        town = Town().main().body("panel", "voice_panel", status=status)
        assert town.outcome(self.rule) is PLANNED
        how = {"planned": "Decided or being set up", "aspired": "Wished for"}[status]
        sentence = town.subject(self.rule, "panel").sentence
        assert sentence == f"Planned, not yet so. {how}: PANEL."

    def test_an_aspired_cadence_of_an_operating_body_is_planned(self) -> None:
        town = Town().body("net", "network", cadence_words="quarterly", cadence_status="aspired")
        found = town.find(self.rule)
        assert found.outcome is PLANNED
        assert "NET: in operation; meeting quarterly is only wished for." in found.sentence

    @pytest.mark.parametrize("status", ["operating", "planned", "aspired"])
    def test_a_commitment_is_an_intention_whatever_its_status(self, status: str) -> None:
        town = Town().main().node("vow", "commitment", status=status, due="2024-06")
        assert "It is due in June 2024." in town.subject(self.rule, "vow").sentence
        assert town.outcome(self.rule) is PLANNED
        late = town.subject(self.rule, "vow", day=date(2024, 7, 1))
        assert "It was due in June 2024." in late.sentence

    def test_what_is_over_disputed_or_out_of_scope_is_not_counted(self) -> None:
        town = Town().main().node("vow", "commitment", until="2023")
        town.body("panel", "voice_panel", status="planned", confidence="disputed")
        town.body("far", "network", status="planned", in_scope=False)
        assert town.outcome(self.rule) is MET

    def test_never_silent_or_a_gap(self) -> None:
        town = Town().body("panel", "voice_panel", status="planned").declare("bodies")
        assert town.outcome(self.rule, complete=True) is PLANNED

    def test_not_applicable_on_an_empty_map(self) -> None:
        assert Town().declare("bodies").outcome(self.rule, complete=True) is NOT_APPLICABLE


class TestReviews:
    rule = "reviews-on-time"

    @pytest.mark.parametrize("kind", ["plan", "agreement"])
    @pytest.mark.parametrize(
        ("review", "outcome"),
        [("2024-03-31", MET), ("2025", MET), ("2024-03-30", GAP), ("2023", GAP), ("2024-02", GAP)],
    )
    def test_a_review_due_today_is_not_overdue(
        self, kind: str, review: str, outcome: Outcome
    ) -> None:
        assert Town().node("it", kind, next_review=review).outcome(self.rule) is outcome

    def test_the_sentences(self) -> None:
        past = Town().node("it", "plan", next_review="2024-02").find(self.rule)
        assert past.sentence == "IT was due for review in February 2024."
        maybe = Town().node("it", "plan", next_review="2024").find(self.rule)
        assert maybe.sentence == (
            "IT is to be reviewed in 2024; which day is not recorded, so it may be past."
        )

    def test_silent_without_a_review_and_whatever_the_switch(self) -> None:
        town = Town().node("it", "plan", dated="2022-04").declare("plans", "agreements")
        found = town.find(self.rule, complete=True)
        assert found.outcome is SILENT
        assert found.sentence == (
            "When IT is next reviewed is not recorded: ask. It is dated April 2022."
        )

    def test_each_document_is_decided_by_itself(self) -> None:
        town = Town().node("one", "plan", next_review="2025").node("two", "agreement")
        town.node("three", "plan", next_review="2020")
        assert town.outcome(self.rule) is GAP
        assert town.subject(self.rule, "one").outcome is MET
        assert town.subject(self.rule, "two").outcome is SILENT

    def test_not_applicable_to_guidance_and_to_what_does_not_operate(self) -> None:
        town = Town().node("g", "plan", plan_kind="guidance", next_review="2020")
        town.node("p", "plan", plan_kind="procedures", next_review="2020")
        town.node("later", "plan", status="planned", next_review="2020")
        town.node("over", "agreement", until="2023", next_review="2020")
        town.node("odd", "plan", confidence="disputed", next_review="2020")
        assert town.outcome(self.rule, complete=True) is NOT_APPLICABLE
