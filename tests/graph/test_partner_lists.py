"""Lists about partners, on small towns."""

from graph.partner_lists import (
    by_involvement,
    by_sector,
    commissioning_chains,
    risks,
    whom_to_invite,
    without_seat,
)
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


def test_a_seat_whose_sector_is_not_recorded_is_listed_too() -> None:
    town = Town().main("board", tier="strategic").post("head")
    town.node("group", "organisation").link("head", "chairs", "board")
    last = by_sector(town.view())[-1]
    assert (last.sector, last.label) == ("", "sector not recorded: ask")
    assert [seat.holder for seat in last.at("strategic")] == ["testham/head"]
    assert last.unseated == ("testham/group",)
    assert all(row.sector for row in by_sector(Town().organisation("charity").view()))
