"""Whether a quorum can be reached, and was, outcome by outcome."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.rules.finding import Finding, NotApplicableBecause, Outcome
from graph.rules.registry import rule_by_id
from graph.rules.run import run
from tests.towns import DAY, Town

MET, GAP, PLANNED, SILENT = Outcome.MET, Outcome.GAP, Outcome.PLANNED, Outcome.SILENT
SEATED = ("council", "icb", "police")
DAYS = ("2023-12-01", "2024-01-15", "2024-03-01")


def town(**body: object) -> Town:
    made = Town().body("exec", "executive_group", **body)
    for local, sector in (("council", "la_corporate"), ("icb", "icb"), ("police", "police")):
        made.organisation(local, sector)
    return made.node("unsaid", "organisation")


def seated(made: Town, *holders: str) -> Town:
    for holder in holders or SEATED:
        made.link(holder, "member_of", "exec")
    return made


class TestReachable:
    rule = "quorum-reachable"

    def test_it_waits_where_no_quorum_is_in_numbers(self) -> None:
        found = seated(town(quorum_words="All partners.")).find(self.rule)
        assert found.because is NotApplicableBecause.WAITS
        assert found.sentence == "No quorum is recorded in numbers yet."
        neighbour = Town().body("cabinet", "cabinet", quorum=3)
        assert neighbour.find(self.rule).because is NotApplicableBecause.WAITS

    def test_it_is_met_where_holders_reach_the_number_and_each_class(self) -> None:
        found = seated(town(quorum=3, quorum_classes=["council: 1", "icb: 1"])).find(self.rule)
        assert found.outcome is MET
        assert found.sentence == (
            "Those who sit on EXEC can reach its quorum (3 needed, 3 on record; council: 1 "
            "needed, 1 on record; integrated care board: 1 needed, 1 on record)."
        )

    def test_too_few_are_a_question_and_a_gap_once_members_are_complete(self) -> None:
        few = seated(town(quorum=4))
        assert few.outcome(self.rule) is SILENT
        assert few.outcome(self.rule, complete=True) is GAP
        assert few.declare("members", of="exec").outcome(self.rule) is GAP

    def test_chair_and_seat_of_one_holder_and_a_post_with_its_person_are_one(self) -> None:
        made = seated(town(quorum=4)).link("council", "chairs", "exec")
        made.post("lead").link("lead", "member_of", "exec")
        made.node("ann", "person").link("ann", "holds", "lead").link("ann", "co_chairs", "exec")
        assert made.outcome(self.rule) is MET
        made.facts["testham/exec"] = town(quorum=5).facts["testham/exec"]
        assert made.outcome(self.rule) is SILENT

    def test_an_observer_changes_nothing(self) -> None:
        made = seated(town(quorum=4))
        before = made.find(self.rule)
        made.link("unsaid", "member_of", "exec", seat_kind="observer")
        assert made.find(self.rule) == before
        made.link("unsaid", "member_of", "exec", seat_kind="co_opted")
        assert made.outcome(self.rule) is MET

    def test_while_a_sector_or_a_number_is_not_known_no_list_settles_it(self) -> None:
        made = seated(town(quorum_classes=["health: 2"]), "icb", "unsaid")
        found = made.declare("members", of="exec").find(self.rule, complete=True)
        assert found.outcome is SILENT
        assert "Whether it counts for “health” is not recorded of: UNSAID." in found.sentence
        several = town(quorum=3).post("heads", stands_for_several=True)
        seated(several, "icb", "heads").declare("members", of="exec")
        assert several.outcome(self.rule) is SILENT
        assert "How many HEADS may send" in several.find(self.rule).sentence

    def test_a_seat_of_which_nothing_is_said_is_a_question(self) -> None:
        made = seated(town(quorum=4)).declare("members", of="exec")
        made.node("schools", "seat", name="Seat for schools", body="exec")
        found = made.find(self.rule, complete=True)
        assert found.outcome is SILENT
        assert "Whether anybody has these seats is not recorded: Seat for schools." in (
            found.sentence
        )
        made.facts.pop("testham/schools")
        made.node("schools", "seat", name="Seat for schools", body="exec", vacant=True)
        assert made.outcome(self.rule) is GAP

    def test_a_planned_seat_makes_it_planned(self) -> None:
        made = seated(town(quorum=2), "icb").link("police", "member_of", "exec", status="planned")
        assert made.outcome(self.rule) is PLANNED

    def test_each_body_reaches_its_own_quorum_and_none_its_executives(self) -> None:
        made = seated(town(quorum=3)).main(quorum=3).link("exec", "acts_for", "main")
        assert made.subject(self.rule, "exec").outcome is MET
        assert made.subject(self.rule, "main").outcome is SILENT


class TestUsed:
    rule = "quorum-used"

    def met(self, *came: str, registers: int = 3, by: str = "present", **body: object) -> Town:
        """Return a town whose first meeting, where these came, decided."""
        made = seated(town(**{"quorum": 2, **body}))
        for number, day in enumerate(DAYS[:registers]):
            attended = SEATED if number else came
            register = {one: by if one in attended else "apologies" for one in SEATED}
            made.meet(f"m{number}", "exec", day, register=register)
        return made.node("agreed", "decision", from_meeting="m0", by="exec", outcome="agreed")

    def test_it_waits_for_three_registers(self) -> None:
        found = self.met("icb", "police", registers=2).find(self.rule)
        assert found.because is NotApplicableBecause.WAITS

    def test_it_is_met_where_each_decision_had_its_quorum(self) -> None:
        found = self.met("icb", "police").find(self.rule)
        assert found.outcome is MET
        assert {"testham/m0", "testham/agreed"} <= {fact.id for fact in found.facts}

    def test_a_decision_without_a_quorum_is_a_gap(self) -> None:
        found = self.met("icb").find(self.rule)
        assert found.outcome is GAP
        assert "1 December 2023 (1 there, 2 needed)" in found.sentence

    @pytest.mark.parametrize("outcome", ["deferred", "noted"])
    def test_what_was_put_off_or_noted_needs_none(self, outcome: str) -> None:
        made = self.met("icb")
        made.node("agreed", "decision", from_meeting="m0", by="exec", outcome=outcome)
        assert made.outcome(self.rule) is SILENT

    def test_without_a_decision_on_record_it_is_a_question(self) -> None:
        made = self.met("icb")
        del made.facts["testham/agreed"]
        assert made.outcome(self.rule) is SILENT

    def test_a_register_that_leaves_a_seat_out_is_no_gap(self) -> None:
        made = self.met("icb").link("unsaid", "member_of", "exec")
        found = made.find(self.rule)
        assert found.outcome is SILENT
        assert "Left out of a register: UNSAID." in found.sentence
        # A seat that began later was not held then.
        later = self.met("icb").link("unsaid", "member_of", "exec", since="2024-03")
        assert later.outcome(self.rule) is GAP

    def test_a_meeting_that_decided_without_a_register_is_a_question(self) -> None:
        made = self.met("icb", "police").meet("m9", "exec", "2024-03-20")
        made.node("more", "decision", from_meeting="m9", by="exec", outcome="agreed")
        assert made.outcome(self.rule) is SILENT

    def test_a_deputy_counts_unless_the_terms_say_otherwise(self) -> None:
        assert self.met("icb", "police", by="deputy").outcome(self.rule) is MET
        barred = self.met("icb", "police", by="deputy", deputies_decide=False)
        assert barred.outcome(self.rule) is GAP

    @pytest.mark.parametrize("kind", [None, "observer", "adviser", "in_attendance"])
    def test_who_came_to_advise_did_not_come_for_its_organisation(self, kind: str | None) -> None:
        made = self.met("icb").post("officer").link("officer", "employed_by", "police")
        register = {"icb": "present", "council": "apologies", "police": "apologies"}
        made.meet("m0", "exec", "2023-12-01", register={**register, "officer": "present"})
        if kind:
            made.link("officer", "member_of", "exec", seat_kind=kind)
        assert made.outcome(self.rule) is (GAP if kind else MET)

    def test_a_class_that_nobody_is_called_any_more_is_a_question(self) -> None:
        made = self.met("icb", "police", quorum_classes=["Old Trust: 1"])
        made.node("trust", "organisation", name="Old Trust")
        assert made.outcome(self.rule) is GAP
        made.node("trust", "organisation", name="New Trust")
        assert made.declare("members", of="exec").outcome(self.rule) is SILENT
        found = made.find("quorum-reachable")
        assert found.outcome is SILENT
        assert "there now is called “Old Trust”." in found.sentence

    def test_a_quorum_agreed_later_is_not_held_against_a_meeting(self) -> None:
        assert self.met("icb", terms_agreed_on="2023-11").outcome(self.rule) is GAP
        assert self.met("icb", terms_agreed_on="2023-12-02").outcome(self.rule) is SILENT
        assert self.met("icb", "police", terms_agreed_on="2024").outcome(self.rule) is MET

    def test_what_another_body_decided_there_is_not_its_decision(self) -> None:
        made = self.met("icb").body("other", "sub_group")
        made.node("agreed", "decision", from_meeting="m0", by="other", outcome="agreed")
        assert made.outcome(self.rule) is SILENT

    def test_a_day_that_is_not_whole_is_never_a_gap(self) -> None:
        made = self.met("icb")
        register = {"icb": "present", "council": "apologies", "police": "apologies"}
        made.meet("m0", "exec", "2023-12", register=register)
        assert made.outcome(self.rule) is SILENT


_KIND = st.sampled_from(["observer", "adviser", "in_attendance", "by_invitation"])
_QUORUM = st.tuples(
    st.integers(0, 5), st.lists(st.sampled_from(["council: 1", "icb: 2", "voting: 1"]), unique=True)
)


def asked(made: Town) -> tuple[Finding, ...]:
    rules = [rule_by_id(one) for one in ("quorum-reachable", "quorum-used")]
    return run(made.view(), rules)


@given(_QUORUM, st.sets(st.sampled_from(SEATED)), _KIND)
def test_who_only_attends_never_changes_a_quorum(
    quorum: tuple[int, list[str]], holders: set[str], kind: str
) -> None:
    made = town(quorum=quorum[0], quorum_classes=quorum[1])
    seated(made, *sorted(holders) or ("icb",))
    before = asked(made)
    assert asked(made.link("unsaid", "member_of", "exec", seat_kind=kind)) == before


@given(_QUORUM, st.permutations(["a", "m", "z"]))
def test_other_ids_move_no_answer(quorum: tuple[int, list[str]], ids: list[str]) -> None:
    def named(locals_: list[str]) -> list[Outcome]:
        made = Town().body("exec", "executive_group", quorum=quorum[0], quorum_classes=quorum[1])
        made.node(f"{locals_[2]}-ann", "person")
        sectors = zip(locals_, ("la_corporate", "icb", "police"), strict=True)
        for local, sector in sectors:
            made.organisation(f"{local}-org", sector).post(f"{local}-post")
            made.link(f"{local}-post", "employed_by", f"{local}-org")
            made.link(f"{local}-post", "member_of", "exec")
            made.link(f"{locals_[2]}-ann", "holds", f"{local}-post")
        return [finding.outcome for finding in asked(made)]

    assert named(ids) == named(["a", "m", "z"])


def test_a_quorum_is_asked_on_the_day_of_the_view() -> None:
    made = town(quorum=2).link("icb", "member_of", "exec", until="2024-01")
    made.link("police", "member_of", "exec").link("council", "member_of", "exec", since="2024-06")
    assert made.outcome("quorum-reachable", DAY) is SILENT
