"""Ranking from facts: the three vectors as towns, who is listed where, and in which words.

Tests: graph/engagement/explaining.py
"""

import pytest

from graph.engagement.ranking import (
    PartnerEngagement,
    engagement_of,
    in_reading_order,
    partners,
    quiet_partners,
    unrecorded_partners,
)
from graph.engagement.scoring import EngagementLabel, WeightedScore
from tests.graph.engagement.towns import DAY, icb, police, vcs
from tests.towns import Town


def partner(town: Town, local: str) -> PartnerEngagement:
    return partners(town.view(DAY))[f"testham/{local}"]


def parts(score: WeightedScore) -> dict[str, float | None]:
    values = {part.name: part.value for part in score.parts}
    return {name: None if v is None else round(v, 4) for name, v in values.items()}


def numbers(found: PartnerEngagement) -> tuple[float | None, ...]:
    e, i = found.engagement, found.influence
    values = (e.value, e.coverage, e.low, e.high, i.value, found.quiet)
    return tuple(None if v is None else round(v, 4) for v in values)


@pytest.mark.parametrize(
    ("town", "local", "expected"),
    [
        (icb(), "icb", (0.3591, 0.80, 0.2872, 0.4872, 0.7350, 0.4711)),
        (vcs(), "vcs", (0.8863, 0.95, 0.8420, 0.8920, 0.4350, 0.0494)),
        (police(), "police", (0.0, 0.10, 0.0, 0.9, 0.6050, None)),
    ],
)
def test_the_vectors_from_facts(town: Town, local: str, expected: tuple[float | None, ...]) -> None:
    assert numbers(partner(town, local)) == expected


def test_the_parts_of_the_vectors_from_facts() -> None:
    quiet = partner(icb(), "icb")
    assert parts(quiet.engagement) == {
        "attendance": 0.3575,
        "actions": 0.4,
        "roles": None,
        "seats": 1,
        "data_sharing": 0,
        "two_way_links": 0,
        "resources": None,
    }
    assert list(parts(quiet.influence).values()) == [1, 0.5, 0.75, 0.4, 1]
    assert list(parts(partner(vcs(), "vcs").influence).values()) == [0.2, 0.5, 0.25, 1, 0.5]
    assert list(parts(partner(police(), "police").influence).values()) == [1, 0.5, 0.25, 0.2, 1]


def test_what_the_vectors_are_called() -> None:
    quiet, engaged = partner(icb(), "icb"), partner(vcs(), "vcs")
    unknown = partner(police(), "police")
    assert (quiet.label, quiet.confirmed, quiet.quiet_but_key) == (
        EngagementLabel.QUIET,
        True,
        True,
    )
    assert (engaged.label, engaged.quiet_but_key) == (EngagementLabel.ENGAGED, False)
    assert unknown.label is EngagementLabel.NOT_ENOUGH
    assert (unknown.quiet_but_key, unknown.key_but_unrecorded) == (False, True)


def test_lists_are_in_order_and_apart() -> None:
    view = icb().view(DAY)
    assert [p.id for p in quiet_partners(partners(view))] == ["testham/icb"]
    view = police().view(DAY)
    assert quiet_partners(partners(view)) == ()
    assert "testham/police" in [p.id for p in unrecorded_partners(partners(view))]


def key(town: Town, local: str, name: str) -> None:
    """Add a statutory partner with an action late, so that it may be told from its registers."""
    town.organisation(local, "police", name=name).link(local, "member_of", "main", vacant=False)
    town.node(f"{local}-late", "action", owner=local, due="2026-05-01")
    town.node(f"{local}-hub", "site").link(local, "manages", f"{local}-hub")
    town.link(local, "funds", f"{local}-hub").link(local, "chairs", "main")


def test_all_but_those_to_talk_with_are_listed_by_name_never_by_a_score() -> None:
    town = Town().main(seat_list_exists=True)
    for local, name in (("p1", "Police 10"), ("p2", "Police 9"), ("x", "Acorn police")):
        key(town, local, name)
    for local, name in (("zoo", "Zoo"), ("bus", "Buses"), ("art", "Arts trust")):
        town.organisation(local, "vcs", name=name).link(local, "member_of", "main", vacant=False)
    for number, day in enumerate(("2026-03-01", "2026-06-01", "2026-09-01")):
        came = {"zoo": "no_contact", "bus": "present", "art": "apologies"}
        town.meet(f"m{number}", "main", day, register={**came, "x": "present"})
    view = town.view(DAY)
    assert [p.name for p in unrecorded_partners(partners(view))] == ["Police 9", "Police 10"]
    assert [p.name for p in in_reading_order(view)] == [
        *("Police 9", "Police 10", "Acorn police", "Arts trust", "Buses", "Zoo")
    ]


def test_a_key_partner_with_too_few_registers_is_one_we_do_not_know() -> None:
    town = icb()
    for meeting in ("m3", "m4", "m5"):
        del town.facts[f"testham/{meeting}"]
    found = partner(town, "icb")
    assert (found.engagement.coverage, found.key_but_unrecorded) == (0.8, True)
    assert found.remedies == ("Ask for the registers and actions first, before asking for effort.",)


def test_where_little_is_known_the_label_says_so_far() -> None:
    found = partner(icb(), "icb")
    assert (found.so_far, found.label_words) == (False, "has been seen less")
    town = icb()
    for link in town.view(DAY).snapshot.links.values():
        if link.kind in ("coordinates_with", "party_to"):
            del town.facts[link.id]
    for local in ("lead", "nurse"):
        del town.facts[f"testham/{local}~member_of~main"]
        town.link(local, "member_of", "main")
    found = partner(town, "icb")
    assert (found.engagement.coverage, found.label_words) == (0.5, "has been seen less so far")
    assert "It has been seen less so far in attendance (5 registers" in found.sentence


def test_why_a_role_is_not_key_is_said_to_nobody() -> None:
    said = partner(vcs(), "vcs").sentence
    assert said.startswith("Testham Together has been seen in attendance (4 registers")
    assert "key" not in said


def test_the_sentence_says_why_and_what_is_not_known() -> None:
    said = partner(icb(), "icb").sentence
    assert said.startswith(
        "Testham ICB is key by its standing in law and guidance (the Acts make it a partner by "
        "what it is) and levers (it funds or commissions, employs hub staff and holds data"
    )
    assert (
        "It has been seen less in data sharing (the one sharing agreement it needs is not yet "
        "signed) and two-way links (0 of its 2 working links are confirmed by both sides; told by "
        "one side only: JCP, UNI)."
    ) in said
    assert "Not known: roles, resources." in said
    assert said.endswith("What would change this most: attendance.")
    assert "disengaged" not in said
    unknown = partner(police(), "police").sentence
    assert "How much it has been seen cannot be said: not enough recorded to say." in unknown
    assert "Not known: attendance, actions, roles, seats, two-way links, resources." in unknown
    assert "seen less" not in unknown


def test_remedies_follow_causes() -> None:
    assert partner(icb(), "icb").remedies == (
        "Name a deputy for its seat.",
        "Ask the other side to confirm the working links that one side told of.",
        "Resize its actions, or the days they are due.",
    )
    assert partner(vcs(), "vcs").remedies == ()
    first = "Ask for the registers and actions first, before asking for effort."
    assert partner(police(), "police").remedies == (first,)


def test_absent_though_all_is_well_asks_what_it_costs() -> None:
    town = Town().main().organisation("charity").post("ceo").link("ceo", "employed_by", "charity")
    town.link("ceo", "member_of", "main", deputy="the finance lead", vacant=False)
    for month in (4, 6, 8):
        town.meet(f"m{month}", "main", f"2026-0{month}-10", ceo="apologies")
    town.node("a", "action", owner="charity", due="2026-06-01", closed="2026-05-30")
    found = partner(town, "charity")
    assert found.engagement.coverage >= 0.5
    assert found.remedies == ("Ask what coming costs it, before asking for more.",)


def test_a_quiet_partner_with_two_registers_is_called_nothing() -> None:
    town = icb()
    for meeting in ("m3", "m4", "m5"):
        del town.facts[f"testham/{meeting}"]
    found = partner(town, "icb")
    assert found.turnout.value is not None
    assert found.label is EngagementLabel.TOO_FEW
    assert not found.quiet_but_key


@pytest.mark.parametrize(
    ("town", "why"),
    [
        (Town().main().organisation("x", "families"), "families and young people are never scored"),
        (Town().main().organisation("x", "young_people"), "families and young people are never"),
        (Town().main().organisation("x", named=False), "it stands for several"),
        (
            Town().main().organisation("x").link("x", "member_of", "main", represents="families"),
            "its seats speak for families or a community",
        ),
        (
            Town()
            .main()
            .organisation("x")
            .node("dads", "community")
            .link("x", "represents", "dads")
            .link("x", "member_of", "main"),
            "its seats speak for families or a community",
        ),
        (
            Town().main().organisation("x").link("x", "member_of", "main", since="2026-08-01"),
            "its seat is younger than 90 days",
        ),
    ],
)
def test_who_is_never_scored(town: Town, why: str) -> None:
    town.meet("m1", "main", "2026-09-01", x="no_contact")
    view = town.view(DAY)
    assert "testham/x" not in partners(view)
    (unscored,) = [one for one in engagement_of(view).unscored if one.id == "testham/x"]
    assert unscored.why.startswith(why)


def test_people_and_bodies_are_never_scored() -> None:
    view = icb().node("ada", "person").view(DAY)
    kinds = {view.firm.nodes[i].kind for i in partners(view)}
    assert kinds == {"organisation"}


def test_scores_are_kept_with_their_view() -> None:
    view = icb().view(DAY)
    assert engagement_of(view) is engagement_of(view)
    assert engagement_of(icb().view(DAY)) is not engagement_of(view)


def test_every_part_that_is_known_shows_facts_that_exist() -> None:
    for town in (icb(), vcs(), police()):
        view = town.view(DAY)
        for found in partners(view).values():
            assert set(found.facts) <= view.snapshot.facts().keys()
            for part in (*found.engagement.parts, *found.influence.parts):
                assert part.sentence.endswith(".")
                assert part.label
                assert part.method
            assert found.engagement.part("attendance").value is None or found.turnout.entries
