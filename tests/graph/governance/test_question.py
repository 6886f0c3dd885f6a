"""The governance module's questions and barriers, answered from small towns.

Tests: graph/governance/evidence.py, graph/governance/nine_barriers.py
Tests: graph/governance/twelve_questions.py
"""

import pytest

from graph.governance.nine_barriers import BARRIERS
from graph.governance.question import ModuleQuestion, answers
from graph.governance.twelve_questions import QUESTIONS
from graph.rules.registry import rule_by_id
from tests.towns import Town


@pytest.mark.parametrize("asked", [*QUESTIONS, *BARRIERS], ids=lambda asked: str(asked.line))
def test_each_question_names_checks_that_exist_and_is_silent_on_an_empty_map(
    asked: ModuleQuestion,
) -> None:
    assert asked.question.endswith("?")
    assert all(rule_by_id(rule) for rule in asked.rules)
    (answered,) = answers(Town().view(), [asked])
    assert answered.said == ()


@pytest.mark.parametrize(
    ("number", "town", "local"),
    [
        (1, Town().organisation("a", involvement="decides"), "a"),
        (2, Town().node("empty", "seat", vacant=True), "empty"),
        (3, Town().post("voice", "champion"), "voice"),
        (4, Town().body("panel", "voice_panel"), "panel"),
        (5, Town().body("team", "locality_team", tier="locality"), "team"),
        (6, Town().main("board", voting_seats_max=15), "board"),
        (7, Town().node("why", "plan", plan_kind="theory_of_change"), "why"),
        (8, Town().post("sponsor", "senior_sponsor"), "sponsor"),
        (9, Town().body("panel", "voice_panel", support=["payment"]), "panel"),
        (10, Town().body("group", "working_group"), "group"),
    ],
)
def test_a_question_is_answered_by_its_facts(number: int, town: Town, local: str) -> None:
    (answered,) = answers(town.view(), [QUESTIONS[number - 1]])
    assert [said.fact for said in answered.said] == [f"testham/{local}"]


def test_links_answer_too_and_what_is_planned_says_so() -> None:
    town = Town().node("eh", "plan", plan_kind="early_help_strategy").node("cyp", "plan")
    town.organisation("trust", "nhs").node("isa", "agreement")
    town.link("eh", "contributes_to", "cyp").link("trust", "party_to", "isa", status="planned")
    strategies, shared = answers(town.view(), QUESTIONS[10:])
    assert [said.intended for said in strategies.said] == [False]
    assert [said.intended for said in shared.said] == [True]


def test_a_barrier_lists_what_bears_on_it_and_accuses_nobody() -> None:
    town = Town().main("board").body("a", "sub_group").node("grant", "programme")
    town.link("a", "established_under", "grant").body("parents", "voice_panel", name="Parent Panel")
    town.link("a", "accountable_to", "board").body("other", "hwb")
    town.link("a", "accountable_to", "other")
    found = {one.asked.number: one.said for one in answers(town.view(), BARRIERS)}
    assert len(found[1]) == 1
    assert len(found[2]) == 2
    assert [said.fact for said in found[8]] == ["testham/parents"]
    assert found[3] == found[5] == found[6] == ()


def test_who_sits_on_the_main_board_answers_who_the_partners_are() -> None:
    town = Town().main("board").body("team", "locality_team").organisation("charity")
    town.organisation("trust", "nhs_community").organisation("school")
    town.link("charity", "member_of", "board").link("trust", "member_of", "team")
    town.link("school", "member_of", "board", vacant=True)
    found = answers(town.view(), QUESTIONS)[0]
    (said,) = found.said
    assert said.fact == next(link for link in town.snapshot().links if "charity" in link)
