"""Partners and seats that are seen, agreements and vacancies in every outcome they can have."""

from dataclasses import replace
from datetime import date

import pytest

from graph.engagement.ranking import PartnerEngagement
from graph.engagement.register import AttendanceEntry, Turnout
from graph.engagement.scoring import ScorePart, WeightedScore
from graph.rules.engagement_seats import quiet_but_key, seat_used
from graph.rules.finding import Outcome
from graph.rules.registry import RuleContext, Subject
from tests.towns import DAY, Town

MET, GAP, PLANNED, SILENT, NOT_APPLICABLE = (
    Outcome.MET,
    Outcome.GAP,
    Outcome.PLANNED,
    Outcome.SILENT,
    Outcome.NOT_APPLICABLE,
)


class TestKeyPartners:
    rule = "key-partners-engaged"

    def judge(self, *partners: PartnerEngagement) -> Subject:
        return quiet_but_key(RuleContext(Town().view()), {one.id: one for one in partners})

    def partner(
        self, local: str, key: float | None, seen: float, on: float, registers: int = 3
    ) -> PartnerEngagement:
        """Make a partner seen to a degree, with a share of the evidence on record."""
        parts = (
            ScorePart("roles", seen, "Told.", (local,)),
            ScorePart("actions", None, "Not told."),
        )
        engagement = WeightedScore(parts, {"roles": on, "actions": 1 - on})
        days = [date(2024, 1, number + 1) for number in range(registers)]
        seats = tuple(AttendanceEntry(f"m{day}", "board", day, "present") for day in days)
        return PartnerEngagement(
            id=f"testham/{local}",
            name=local.upper(),
            turnout=Turnout(DAY, seats),
            influence=WeightedScore(
                (ScorePart("levers", key, "It pays.", (local,)),), {"levers": 1.0}
            ),
            tower=None,
            scored=lambda: engagement,
        )

    @pytest.mark.parametrize(
        ("key", "seen", "quiet"),
        [(0.6, 0.39, True), (0.6, 0.4, False), (0.59, 0.1, False), (None, 0.1, False)],
    )
    def test_quiet_and_key_is_a_contradiction(
        self, key: float | None, seen: float, quiet: bool
    ) -> None:
        subject = self.judge(self.partner("icb", key, seen, 0.5))
        assert (subject.contradiction is not None) is quiet
        assert (subject.met is not None) is (key == 0.6 and not quiet)

    def test_the_sentence_shows_the_numbers_and_why_the_quietest_first(self) -> None:
        subject = self.judge(
            self.partner("pol", 0.605, 0.3, 0.6),
            self.partner("vcs", 0.435, 0.8863, 0.95),
            self.partner("icb", 0.735, 0.355, 0.95),
        )
        assert subject.contradiction
        assert subject.contradiction.sentence.startswith(
            "Key, and seen less: "
            "ICB (key role 0.73, engagement 0.35, with 95% of the evidence on record); "
            "POL (key role 0.60, engagement 0.30, with 60% of the evidence on record). "
            "ICB is key by its levers (it pays). It has been seen less in roles (told)."
        )
        assert subject.contradiction.facts == ("icb", "pol")

    @pytest.mark.parametrize(("on", "registers"), [(0.49, 3), (0.95, 2)])
    def test_too_little_on_record_is_unknown_and_never_quiet(
        self, on: float, registers: int
    ) -> None:
        subject = self.judge(self.partner("pol", 0.605, 0.0, on, registers))
        assert subject.contradiction is None
        assert subject.met is None
        assert subject.absent == (
            "Too little is recorded of POL, whose part is key, to say how much it contributes"
        )
        assert (subject.about, subject.looked) == (("testham/pol",), ("pol",))

    def test_met_by_every_key_partner_with_enough_on_record(self) -> None:
        subject = self.judge(
            self.partner("icb", 0.7, 0.9, 0.55),
            self.partner("pol", 0.6, 0.5, 0.95),
            self.partner("vcs", 0.4, 0.9, 0.95),
        )
        assert subject.met
        assert subject.met.sentence == (
            "Key, and not seen less: ICB has been seen often so far; POL has been seen in part."
        )
        assert subject.met.facts == ("icb", "pol")

    @pytest.mark.parametrize(("on", "registers"), [(0.1, 3), (0.95, 2)])
    def test_one_key_partner_with_too_little_on_record_keeps_it_a_question(
        self, on: float, registers: int
    ) -> None:
        subject = self.judge(
            self.partner("icb", 0.7, 0.9, 0.95),
            self.partner("pol", 0.7, 0.9, on, registers),
            self.partner("health", 0.8, 0.0, on, registers),
        )
        assert subject.met is None
        assert subject.contradiction is None
        assert subject.absent == (
            "Too little is recorded of POL; HEALTH, whose parts are key, to say how much they "
            "contribute"
        )
        assert subject.hint == "Key, and not seen less: ICB has been seen often."

    def test_a_deciding_tower_counts_as_a_key_role(self) -> None:
        tower = replace(self.partner("jcp", 0.2, 0.9, 0.1), tower=0.8)
        subject = self.judge(self.partner("icb", 0.7, 0.9, 0.95), tower)
        assert subject.met is None
        assert subject.about == ("testham/jcp",)
        lower = replace(self.partner("jcp", 0.9, 0.9, 0.1), tower=0.2)
        assert self.judge(self.partner("icb", 0.7, 0.9, 0.95), lower).met

    def test_a_gap_names_the_key_partners_that_are_not_known_too(self) -> None:
        subject = self.judge(self.partner("icb", 0.7, 0.1, 0.95), self.partner("pol", 0.7, 0, 0.1))
        assert subject.contradiction
        assert subject.contradiction.sentence.endswith(
            "Key, with too little on record to say: POL."
        )

    def test_it_is_not_met_because_nobody_is_known_to_be_key(self) -> None:
        subject = self.judge(self.partner("vcs", 0.4, 0.9, 0.95), self.partner("x", None, 0.9, 0.9))
        assert subject.met is None
        assert subject.absent == (
            "No partner's part is known to be key, so whether key partners contribute is not known"
        )

    def test_silent_where_nothing_is_recorded_whatever_is_declared(self) -> None:
        town = Town().main().organisation("icb", "icb").link("icb", "member_of", "main")
        assert town.declare("members", of="main").outcome(self.rule, complete=True) is SILENT
        assert Town().outcome(self.rule) is SILENT


class TestAttendance:
    rule = "attendance-sufficient"

    def seat(self, sector: str = "police", body_kind: str = "main_board") -> Town:
        town = Town().body("board", body_kind).organisation("org", sector)
        return town.link("org", "member_of", "board")

    def used(self, *values: str, why_not: str = "") -> Subject:
        """Judge the seat by what the registers of so many meetings say, all of them of today."""
        context = RuleContext(self.seat().view())
        (seat,) = context.firm.seats("testham/board")
        entries = [
            AttendanceEntry(f"testham/m{number}", "testham/board", DAY, value)
            for number, value in enumerate(values)
        ]
        return seat_used(context, seat, Turnout(DAY, tuple(entries), why_not=why_not))

    def test_half_or_more_over_three_registers_is_met(self) -> None:
        assert self.used("present", "apologies", "deputy").met
        subject = self.used("present", "present", "no_contact", "no_contact")
        assert subject.contradiction is None
        assert subject.met
        assert subject.met.sentence == (
            "The seat of ORG on BOARD has been attended: weighted attendance 0.50, give "
            "or take 0.24, by 4 registers, the recent ones counting most."
        )
        assert len(subject.met.facts) == 5

    def test_less_than_half_over_three_registers_is_a_contradiction(self) -> None:
        subject = self.used("present", "apologies_with_input", "apologies")
        assert subject.contradiction
        assert subject.contradiction.sentence.startswith(
            "The seat of ORG on BOARD has been attended less:"
        )

    @pytest.mark.parametrize(
        ("values", "why_not", "absent"),
        [
            ((), "", "A register that shows the seat of ORG on BOARD is not recorded"),
            (
                ("no_contact",),
                "",
                "One register shows the seat of ORG on BOARD, too few to say how it is used",
            ),
            (
                ("present", "present"),
                "",
                "2 registers show the seat of ORG on BOARD, too few to say how it is used",
            ),
            (
                ("present",) * 4,
                "new",
                "4 registers show the seat of ORG on BOARD, and how it is used is not scored (new)",
            ),
        ],
    )
    def test_otherwise_nothing_is_said_of_it(
        self, values: tuple[str, ...], why_not: str, absent: str
    ) -> None:
        subject = self.used(*values, why_not=why_not)
        assert subject.contradiction is None
        assert subject.met is None
        assert subject.absent == absent

    def test_silent_without_a_register_whatever_is_declared(self) -> None:
        town = self.seat().declare("members", of="board").meet("m", "board", "2024-01-10")
        found = town.find(self.rule, complete=True)
        assert found.outcome is SILENT
        assert (
            found.sentence == "A register that shows the seat of ORG on BOARD is not recorded: ask."
        )

    def test_registers_that_show_the_seat_are_shown(self) -> None:
        town = self.seat().organisation("other").meet("m2", "board", "2024-02", cancelled=True)
        town.meet("m1", "board", "2024-01-10", register={"org": "present"})
        town.meet("m3", "board", "2024-03-10", register={"other": "present"})
        found = town.find(self.rule)
        assert found.outcome is SILENT
        assert found.sentence.startswith("One register shows the seat of ORG on BOARD")
        assert "testham/m1" in found.subjects[0].facts

    @pytest.mark.parametrize("sector", ["families", "young_people"])
    def test_families_and_young_people_are_never_scored(self, sector: str) -> None:
        assert self.seat(sector).outcome(self.rule) is NOT_APPLICABLE
        town = Town().main().organisation("vcs").link("vcs", "member_of", "main", represents=sector)
        assert town.outcome(self.rule, complete=True) is NOT_APPLICABLE

    def test_seats_that_speak_for_a_community_and_people_of_no_organisation_are_left_out(
        self,
    ) -> None:
        town = self.seat("vcs").node("fathers", "community").link("org", "represents", "fathers")
        assert town.outcome(self.rule) is NOT_APPLICABLE
        assert Town().main().post("p").link("p", "member_of", "main").outcome(self.rule) is (
            NOT_APPLICABLE
        )

    def test_a_post_has_a_seat_of_its_employer(self) -> None:
        town = Town().main().post("p").organisation("icb", "icb").link("p", "employed_by", "icb")
        assert town.link("p", "chairs", "main").outcome(self.rule) is SILENT

    def test_only_filled_current_seats_on_formal_bodies_are_asked(self) -> None:
        assert self.seat(body_kind="network").outcome(self.rule) is NOT_APPLICABLE
        for rest in ({"vacant": True}, {"status": "planned"}, {"until": "2023"}):
            town = Town().main().organisation("org", "police")
            town.link("org", "member_of", "main", **rest)
            assert town.outcome(self.rule) is NOT_APPLICABLE

    def test_each_seat_is_a_subject(self) -> None:
        town = self.seat().body("sub", "sub_group").link("org", "member_of", "sub")
        assert len(town.find(self.rule).subjects) == 2


class TestDataSharing:
    rule = "data-sharing-in-place"

    def four(self) -> Town:
        town = Town().organisation("hv", "nhs_community").organisation("la", "la_childrens")
        town.organisation("school", "education").organisation("police", "police")
        return town.node("isa", "agreement", agreement_kind="information_sharing")

    def signed(self, *parties: str) -> Town:
        town = self.four()
        for party in parties:
            town.link(party, "party_to", "isa")
        return town

    def test_met_when_all_four_are_party(self) -> None:
        town = self.signed("hv", "la", "school", "police")
        assert town.outcome(self.rule) is MET
        assert town.subject(self.rule, "health").sentence == "HV is party to ISA."

    def test_each_may_be_party_to_another_agreement(self) -> None:
        town = self.signed("hv", "la", "school")
        town.node("two", "agreement", agreement_kind="information_sharing")
        assert town.link("police", "party_to", "two").outcome(self.rule) is MET

    def test_each_sector_is_decided_by_itself(self) -> None:
        found = self.signed("hv", "la", "school").find(self.rule)
        assert found.outcome is SILENT
        assert found.sentence == "Not recorded for 1 of 4 sectors: police."
        assert "On the map: ISA." in found.subjects[0].sentence
        assert "An organisation from the police that is party" in found.subjects[0].sentence

    def test_another_kind_of_agreement_or_of_sector_does_not_count(self) -> None:
        town = self.four().node("memo", "agreement", agreement_kind="memorandum")
        town.link("police", "party_to", "memo")
        assert town.subject(self.rule, "police").outcome is SILENT
        town = self.four().organisation("lea", "la_education").link("lea", "party_to", "isa")
        assert town.subject(self.rule, "education").outcome is SILENT

    @pytest.mark.parametrize("sector", ["icb", "nhs", "nhs_mental_health", "primary_care"])
    def test_any_health_sector_is_health(self, sector: str) -> None:
        town = self.four().organisation("x", sector).link("x", "party_to", "isa")
        assert town.subject(self.rule, "health").outcome is MET

    def test_planned_disputed_and_ended(self) -> None:
        town = self.signed("hv", "la", "school")
        town.link("police", "party_to", "isa", status="planned")
        assert town.outcome(self.rule) is PLANNED
        town = self.signed("hv", "la", "school")
        town.link("police", "party_to", "isa", confidence="disputed")
        assert town.outcome(self.rule) is SILENT
        assert "A disputed fact" in town.subject(self.rule, "police").sentence
        assert "A disputed fact" not in town.subject(self.rule, "health").sentence
        town = self.signed("hv", "la", "school")
        town.link("police", "party_to", "isa", until="2023")
        assert town.outcome(self.rule) is SILENT

    def test_a_planned_agreement_is_planned(self) -> None:
        town = Town().organisation("police", "police")
        town.node("isa", "agreement", agreement_kind="information_sharing", status="aspired")
        town.link("police", "party_to", "isa")
        assert town.subject(self.rule, "police").outcome is PLANNED
        assert town.subject(self.rule, "health").outcome is SILENT

    def test_gap_by_the_list_of_agreements_and_by_the_switch(self) -> None:
        assert self.signed("hv").declare("agreements").outcome(self.rule) is GAP
        assert self.signed("hv").outcome(self.rule, complete=True) is GAP
        town = self.signed("hv").declare("agreements")
        assert town.subject(self.rule, "health").outcome is MET


class TestSeatsFilled:
    rule = "seats-filled"

    def board(self, **rest: object) -> Town:
        town = Town().main(**rest)  # type: ignore[arg-type]
        return town.organisation("org", "police").post("p")

    def test_a_vacant_seat_is_a_gap_that_needs_no_list(self) -> None:
        found = (self.board().link("org", "member_of", "main", vacant=True, since="2023-05")).find(
            self.rule
        )
        assert found.outcome is GAP
        assert found.sentence == (
            "The seat of ORG on MAIN is vacant. It is on record since May 2023."
        )

    def test_a_seat_of_a_vacant_post_is_vacant(self) -> None:
        town = Town().main().post("v", vacant=True).link("v", "member_of", "main")
        assert town.outcome(self.rule) is GAP
        town = Town().main().post("v", vacant=True).link("v", "chairs", "main")
        assert town.outcome(self.rule) is GAP

    def test_marked_as_filled_is_met(self) -> None:
        town = self.board().link("org", "member_of", "main", vacant=False)
        assert town.outcome(self.rule) is MET

    def test_a_held_seat_of_a_seat_list_is_met(self) -> None:
        town = self.board(seat_list_exists=True).link("org", "member_of", "main")
        assert town.outcome(self.rule) is MET

    def test_a_seat_list_without_its_contents_is_silent_whatever_is_declared(self) -> None:
        town = self.board(seat_list_exists=True).declare("members", of="main")
        found = town.find(self.rule, complete=True)
        assert found.outcome is SILENT
        assert found.sentence == "There is a seat list of MAIN; what is in it is not recorded: ask."
        assert town.link("p", "chairs", "main").outcome(self.rule) is SILENT

    def test_a_seat_that_stands_by_itself(self) -> None:
        for vacant, outcome in ((True, GAP), (False, MET)):
            town = self.board().node("s1", "seat", body="main", vacant=vacant)
            assert town.outcome(self.rule) is outcome
        town = self.board(seat_list_exists=True).node("s1", "seat", body="main")
        assert town.outcome(self.rule) is SILENT
        assert self.board().node("s1", "seat", body="main").outcome(self.rule) is NOT_APPLICABLE

    def test_every_seat_on_the_body_of_a_marked_one_is_asked_about(self) -> None:
        town = self.board().link("org", "member_of", "main", vacant=True)
        town.link("p", "member_of", "main").body("sub", "sub_group").link("p", "member_of", "sub")
        found = town.find(self.rule)
        assert found.sentence == "Gap for 1 of 2 recorded seats: The seat of ORG on MAIN."

    def test_not_applicable_without_a_list_or_a_current_mark(self) -> None:
        for rest in ({"status": "planned"}, {"confidence": "disputed"}, {"until": "2023"}):
            town = self.board().link("org", "member_of", "main", vacant=True, **rest)
            assert town.outcome(self.rule) is NOT_APPLICABLE
        town = Town().organisation("org").body("far", "sub_group", in_scope=False)
        town.link("org", "member_of", "far", vacant=True)
        assert town.outcome(self.rule) is NOT_APPLICABLE
        town = self.board().link("org", "member_of", "main")
        assert town.outcome(self.rule, complete=True) is NOT_APPLICABLE
