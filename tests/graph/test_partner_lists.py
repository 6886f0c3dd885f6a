"""Lists about partners, and the governance module's questions, on small towns."""

import pytest

from graph.governance.nine_barriers import BARRIERS
from graph.governance.question import ModuleQuestion, answers
from graph.governance.twelve_questions import QUESTIONS
from graph.partner_lists import (
    by_involvement,
    by_sector,
    commissioning_chains,
    risks,
    whom_to_invite,
    without_seat,
)
from graph.rules.registry import rule_by_id
from tests.towns import Town


def ids(*locals_: str) -> set[str]:
    return {f"testham/{local}" for local in locals_}


def test_a_seat_counts_for_the_employer_and_each_sector_shows_its_level() -> None:
    town = Town().main("board", tier="strategic").body("team", "locality_team", tier="locality")
    town.organisation("trust", "nhs_community").organisation("charity").organisation("school")
    town.post("matron").link("matron", "employed_by", "trust").link("matron", "member_of", "board")
    town.link("charity", "member_of", "team")
    rows = {row.sector: row for row in by_sector(town.view())}
    assert [seat.holder for seat in rows["nhs_community"].at("strategic")] == ["testham/matron"]
    assert [seat.body for seat in rows["vcs"].at("operational")] == ["testham/team"]
    assert rows["police"].seats == ()
    assert {node.id for node in without_seat(town.view())} == ids("school")


def test_a_vacant_or_planned_seat_is_no_seat() -> None:
    town = Town().main("board").organisation("a").organisation("b")
    town.link("a", "member_of", "board", vacant=True)
    town.link("b", "member_of", "board", status="planned")
    assert {node.id for node in without_seat(town.view())} == ids("a", "b")


def test_who_has_no_answer_on_involvement() -> None:
    town = Town().organisation("a", involvement="consulted").organisation("b")
    rows = by_involvement(town.view())
    assert [(label, found) for label, found in rows if found] == [
        ("is consulted", ("testham/a",)),
        ("", ("testham/b",)),
    ]


def test_the_mix_of_a_workshop_names_posts_and_never_a_family() -> None:
    town = Town().main("board", tier="strategic").body("panel", "voice_panel")
    town.post("director", grade="director").post("empty", grade="director", vacant=True)
    town.post("worker", grade="operational").organisation("icb", "icb")
    town.node("ann", "person").link("ann", "holds", "director")
    mix = {
        part.title: {guest.thing for guest in part.things} for part in whom_to_invite(town.view())
    }
    assert mix["Senior leaders and decision-makers"] == ids("director")
    assert mix["Operational staff"] == ids("worker")
    assert mix["Families"] == ids("panel")
    assert mix["Commissioners, and those responsible for local strategy"] == ids("icb")
    assert "testham/ann" not in set().union(*mix.values())


def test_chains_follow_money_to_delivery_and_end_in_a_circle() -> None:
    town = Town().organisation("council", "la_corporate").organisation("lead").organisation("small")
    town.node("front", "service").link("council", "commissions", "front")
    town.link("lead", "delivers", "front").link("lead", "subcontracts_to", "small")
    town.link("small", "subcontracts_to", "lead")
    links = town.snapshot().links
    chain, rest = commissioning_chains(town.view())
    assert [links[link].kind for link in chain] == ["commissions", "delivers", "subcontracts_to"]
    assert [links[link].to_id for link in rest] == ["testham/lead"], "nothing recorded is lost"


def test_what_follows_from_a_contract_is_told_once() -> None:
    """In a ring where each contracts with each, every way round would be millions of chains."""
    town, names = Town(), [f"o{number}" for number in range(12)]
    for name in names:
        town.organisation(name)
    contracts = [(one, other) for one in names for other in names if one != other]
    for one, other in contracts:
        town.link(one, "subcontracts_to", other)
    chains = commissioning_chains(town.view())
    assert {link for chain in chains for link in chain} == set(town.snapshot().links)
    assert len(chains) < len(contracts) * len(names)


def test_a_contract_without_a_commission_stands_alone() -> None:
    town = Town().organisation("lead").organisation("small")
    town.link("lead", "subcontracts_to", "small")
    assert len(commissioning_chains(town.view())) == 1


def test_risks_are_read_line_by_line() -> None:
    register = "Short funding: ask the board in May\nStaff leave"
    town = Town().node("register", "plan", plan_kind="risk_register", risks=register)
    ((_, found),) = risks(town.view())
    assert found == (("Short funding", "ask the board in May"), ("Staff leave", ""))


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


def test_a_seat_whose_sector_is_not_recorded_is_listed_too() -> None:
    town = Town().main("board", tier="strategic").post("head")
    town.node("group", "organisation").link("head", "chairs", "board")
    last = by_sector(town.view())[-1]
    assert (last.sector, last.label) == ("", "sector not recorded: ask")
    assert [seat.holder for seat in last.at("strategic")] == ["testham/head"]
    assert last.unseated == ("testham/group",)
    assert all(row.sector for row in by_sector(Town().organisation("charity").view()))


def test_who_sits_on_the_main_board_answers_who_the_partners_are() -> None:
    town = Town().main("board").body("team", "locality_team").organisation("charity")
    town.organisation("trust", "nhs_community").organisation("school")
    town.link("charity", "member_of", "board").link("trust", "member_of", "team")
    town.link("school", "member_of", "board", vacant=True)
    found = answers(town.view(), QUESTIONS)[0]
    (said,) = found.said
    assert said.fact == next(link for link in town.snapshot().links if "charity" in link)
