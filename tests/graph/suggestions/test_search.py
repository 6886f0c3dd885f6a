"""What would close a finding: worked by hand for each sort of step, and tried for every finding.

Tests: graph/suggestions/candidates.py, graph/suggestions/permitted_links.py
"""

from datetime import date

import pytest

from graph.errors import UnknownThing
from graph.facts.changes import Added, Ended
from graph.facts.model import Link, Node
from graph.governance_view import SEAT_LINKS, TOP_KINDS
from graph.rules.finding import Outcome
from graph.rules.run import RULES, run
from graph.suggestions.search import Suggestion, suggest
from graph.view import View
from graph.what_if import apply_to
from loaders.examples import example
from tests.towns import DAY, Town


def said(town: Town, rule: str, local: str | None = None, most: int = 3) -> list[tuple[str, ...]]:
    subject = local and (f"{town.slug}/{local}" if local != town.slug else local)
    return [s.sentences for s in suggest(town.view(), rule, subject, most)]


def test_a_missing_line_is_a_link_between_known_bodies() -> None:
    town = Town().main().body("scp", "safeguarding_partnership", name="SCP")
    (first, second, *_) = suggest(town.view(), "link-safeguarding-partnership")
    assert first.sentences == ("MAIN reports to SCP.",)
    assert second.sentences == ("MAIN works with SCP.",)
    assert (first.word, first.invented, first.subject) == ("ask", 0, "testham/main")
    assert "question to ask" in first.why
    assert [m.rule for m in first.closed] == ["no-orphan-body"]


def test_a_line_may_go_on_from_the_furthest_point_reached() -> None:
    town = Town().main().body("pb", "programme_board").body("scp", "safeguarding_partnership")
    town.link("main", "reports_to", "pb")
    # The line from PB closes more, since PB then answers to something too.
    assert said(town, "link-safeguarding-partnership", most=2) == [
        ("PB reports to SCP.",),
        ("MAIN reports to SCP.",),
    ]


def test_a_body_that_is_not_on_the_map_comes_with_its_link() -> None:
    (first, *_) = suggest(Town().main().view(), "link-health-wellbeing-board")
    name = "Health and wellbeing board (not on the map yet)"
    assert first.sentences == (
        f"{name} is recorded as a health and wellbeing board.",
        f"MAIN reports to {name}.",
    )
    assert first.invented == 1


def test_a_job_in_the_scope_is_one_fact_and_so_comes_first() -> None:
    (first, *_) = suggest(Town().main().view(), "link-data-board")
    assert first.sentences == ("MAIN: scope also: data.",)


def test_a_missing_chair_is_what_the_terms_say_or_a_post_to_be_named() -> None:
    town = Town().body("sub", "sub_group").organisation("charity").node("ann", "person")
    assert said(town, "body-has-chair", "sub") == [
        ("SUB: terms name a chair: yes.",),
        ("Post (to be named) is recorded as a post.", "Post (to be named) chairs SUB."),
    ]


def test_a_known_post_may_be_asked_for_as_chair_and_a_vacant_one_filled() -> None:
    town = Town().body("sub", "sub_group").post("head", name="Head of early help")
    assert ("Head of early help chairs SUB.",) in said(town, "body-has-chair", "sub")
    vacant = Town().body("sub", "sub_group").post("p", vacant=True, name="Chair of SUB")
    vacant.link("p", "chairs", "sub")
    assert ("Chair of SUB: vacant: no.",) in said(vacant, "body-has-chair", "sub")


def test_a_missing_seat_is_one_for_what_it_speaks_for() -> None:
    town = Town().main().organisation("icb", "icb").link("icb", "member_of", "main")
    found = suggest(town.view(), "children-and-transformation-leaders", "nhs_transformation")
    # The seat of the ICB, or one more.
    assert found[0].sentences == ("ICB sits on MAIN.",)
    assert found[0].changes[0] != Added(town.snapshot().links["testham/icb~member_of~main"])
    name = "A post for NHS-led transformation leadership (to be named)"
    assert found[1].sentences == (f"{name} is recorded as a post.", f"{name} sits on MAIN.")


def test_several_seats_that_are_missing_are_found_together() -> None:
    town = Town().body("data", "data_board").post("lead", "data_board_lead", name="Lead")
    town.link("lead", "leads", "data")
    for sector in ("police", "education"):
        town.organisation(sector, sector).link(sector, "member_of", "data", level="strategic")
    (first, *_) = suggest(town.view(), "data-board-led-and-senior")
    seats = {
        str(change.fact.attributes["represents"])
        for change in first.changes
        if isinstance(change, Added) and isinstance(change.fact, Link)
    }
    assert "la_childrens" in seats
    assert len(seats) == 2


def test_a_missing_owner_of_a_plan() -> None:
    town = Town().main().node("plan", "plan", plan_kind="early_help_strategy", name="Strategy")
    assert said(town, "early-help-strategy-owned", "main", 2) == [
        ("MAIN owns Strategy.",),
        ("MAIN oversees Strategy.",),
    ]


def test_a_missing_agreement_comes_with_its_parties() -> None:
    town = Town().main().body("scp", "safeguarding_partnership")
    (first, *_) = suggest(town.view(), "safeguarding-review-agreed")
    assert len(first.changes) == 3
    assert first.sentences[1].startswith("MAIN is party to Safeguarding review")


def test_a_missing_post_is_never_a_known_person() -> None:
    town = Town().node("ann", "person", name="Ann Example").post("p", name="Programme manager")
    assert said(town, "key-roles-filled", None)[0] == (
        "Programme leader (to be named) is recorded as a programme leader.",
    )


def test_a_circle_is_a_decision_to_end_a_line() -> None:
    town = Town().body("a", "sub_group").body("b", "sub_group")
    town.link("a", "reports_to", "b").link("b", "reports_to", "a")
    (first, second) = suggest(town.view(), "no-accountability-cycle", most=2)
    assert first.word == "decide"
    assert first.sentences == ("No longer so after 30 March 2024: A reports to B.",)
    assert isinstance(second.changes[0], Ended)


def test_what_is_planned_is_carried_out() -> None:
    town = Town().main().body("scp", "safeguarding_partnership")
    town.link("main", "reports_to", "scp", status="planned")
    (first, *_) = suggest(town.view(), "link-safeguarding-partnership")
    assert first.word == "carry out"
    assert first.sentences == ("MAIN reports to SCP.",)


def test_a_dispute_that_is_settled_is_a_step() -> None:
    town = Town().main().body("scp", "safeguarding_partnership")
    town.link("main", "reports_to", "scp", confidence="disputed")
    assert said(town, "link-safeguarding-partnership", most=1) == [("MAIN reports to SCP.",)]


def test_a_gap_is_a_decision() -> None:
    town = Town().body("sub", "sub_group").declare("members", of="sub")
    assert suggest(town.view(), "body-has-chair")[0].word == "decide"


def test_a_question_that_cannot_be_told_begins_with_a_first_step() -> None:
    (first,) = suggest(Town().view(), "children-and-transformation-leaders")
    assert first.sentences == ("Main board (not on the map yet) is recorded as a main board.",)
    assert first.first
    assert "closes nothing yet" in first.why
    grounds = suggest(Town().main().view(), "boundaries-bridged")
    assert len(grounds[0].changes) == 2


def test_what_a_rule_says_it_wants_comes_with_its_links() -> None:
    town = Town().main().node("hub", "site", site_kind="family_hub").body("panel", "voice_panel")
    town.body("scp", "safeguarding_partnership").organisation("uni", "university", name="UNI")
    governed = said(town, "hub-governed", "hub", 10)
    assert ("MAIN governs HUB.",) in governed
    assert ("PANEL governs HUB.",) not in governed
    assert any("Advisory board (not on the map yet) governs HUB." in steps for steps in governed)
    # Who scrutinises, and who employs them, is asked: no step invents it.
    assert said(town, "scp-independent-scrutiny") == []
    (agreed, *_) = suggest(town.view(), "data-sharing-in-place", "police")
    assert agreed.invented == 2
    town.node("isa", "agreement", agreement_kind="information_sharing", name="ISA")
    town.organisation("met", "police", name="MET")
    (agreed, *_) = suggest(town.view(), "data-sharing-in-place", "police")
    assert agreed.sentences == ("MET is party to ISA.",)


def test_nobody_is_made_to_answer_to_those_who_speak_for_families() -> None:
    town = Town().body("sub", "sub_group").body("panel", "voice_panel").body("other", "sub_group")
    steps = said(town, "no-orphan-body", "sub", 20)
    assert ("SUB reports to OTHER.",) in steps
    assert not [step for step in steps if "PANEL" in step[0] and step[0].startswith("SUB")]


def test_a_working_link_is_said_from_one_end_only() -> None:
    town = Town().main().body("scp", "safeguarding_partnership")
    steps = said(town, "link-safeguarding-partnership", most=20)
    assert ("MAIN works with SCP.",) in steps
    assert ("SCP works with MAIN.",) not in steps


def test_a_meeting_that_is_not_recorded_is_asked_for() -> None:
    town = Town().body("sub", "sub_group", cadence_days=30)
    (first, *_) = suggest(town.view(), "meetings-on-cadence")
    assert first.word == "ask"
    assert "SUB" in first.sentences[0]


def test_settling_a_fact_about_a_person_is_never_a_suggestion() -> None:
    town = Town().body("sub", "sub_group").node("ann", "person", name="Ann Example")
    town.link("ann", "chairs", "sub", status="planned")
    found = suggest(town.view(), "body-has-chair", "testham/sub", 20)
    assert found
    assert not any("Ann" in sentence for one in found for sentence in one.sentences)


def test_nothing_is_suggested_where_nothing_is_open() -> None:
    town = Town().main().post("p").link("p", "chairs", "main")
    assert suggest(town.view(), "body-has-chair") == ()
    assert suggest(Town().view(), "body-has-chair") == ()
    assert suggest(town.view(), "body-has-chair", "testham/nobody") == ()
    with pytest.raises(UnknownThing):
        suggest(town.view(), "body-has-chairs")


def everything(slug: str) -> list[tuple[View, Suggestion]]:
    view = View(example(slug).snapshot, DAY)
    return [
        (view, suggestion)
        for finding in run(view)
        for subject in finding.subjects[:2]
        for suggestion in suggest(view, finding.rule, subject.id)
    ]


@pytest.mark.parametrize("slug", ["essex", "westminster"])
def test_every_suggestion_really_closes_its_subject_and_names_nobody(slug: str) -> None:
    found = everything(slug)
    assert len({suggestion.rule for _, suggestion in found}) > 8
    by_id = {rule.id: rule for rule in RULES}
    for view, suggestion in found:
        after = View(apply_to(view.snapshot, suggestion.changes), view.day)
        (finding,) = run(after, [by_id[suggestion.rule]])
        outcomes = {s.id: s.outcome for s in finding.subjects}
        if suggestion.first:
            # It was a question about the area that could not be told; now it is about things.
            assert suggestion.subject not in outcomes
        else:
            assert outcomes[suggestion.subject] is Outcome.MET
        people = {n.name for n in after.snapshot.nodes.values() if n.kind == "person"}
        assert not any(name in " ".join(suggestion.sentences) for name in people)
        for change in suggestion.changes:
            if not isinstance(change, Added):
                continue
            assert not (isinstance(change.fact, Node) and change.fact.kind == "person")
            if isinstance(change.fact, Link) and change.fact.kind in SEAT_LINKS:
                body = after.snapshot.nodes[change.fact.to_id]
                if body.text("body_kind") in TOP_KINDS:
                    assert "to be named" in after.snapshot.nodes[change.fact.from_id].name


def test_suggestions_are_the_same_each_time_and_the_view_stays() -> None:
    town = Town().main().body("scp", "safeguarding_partnership").post("p")
    before = town.snapshot().facts()
    one, two = (suggest(town.view(), "link-safeguarding-partnership") for _ in range(2))
    assert one == two
    assert town.snapshot().facts() == before


def test_on_a_day_before_the_rule_applies_there_is_nothing_to_suggest() -> None:
    view = Town(funded=True).main().view(date(2020, 1, 1))
    assert suggest(view, "single-accountable-leader") == ()


def test_the_first_day_there_can_be_has_no_day_before_it() -> None:
    town = Town().main().body("scp", "safeguarding_partnership")
    for rule in RULES:
        for suggestion in suggest(town.view(date.min), rule.id):
            assert not any(isinstance(change, Ended) for change in suggestion.changes)


def test_the_plainest_of_very_many_steps_is_found_on_a_large_map() -> None:
    """More steps close it than are weighed against all checks; the line to the board is one."""
    town = Town().body("team", "locality_team", name="Team")
    for number in range(40):
        town.body(f"a{number:02}", "sub_group").body(f"z{number:02}", "network")
    town.main("y").link("y", "coordinates_with", "a00")
    found = suggest(town.view(), "no-orphan-body", "testham/team", 100)
    assert ("Team reports to Y.",) in [suggestion.sentences for suggestion in found[:2]]
    assert 30 < len(found) <= 60
