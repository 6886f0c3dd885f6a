"""Both sides of membership, worked by hand: two boards that share a head, a charity on one."""

from datetime import date
from itertools import combinations

import pytest

from graph.facts.model import Snapshot
from graph.governance_view import is_placeholder
from graph.measures.failure import joined_by_one
from graph.two_mode import two_mode
from graph.view import View, default_day
from loaders.examples import INVENTED, example
from tests.full_town import full_town
from tests.towns import Town


def town() -> Town:
    made = Town().main().body("sub", "sub_group").body("lone", "network").post("head", name="Head")
    made.organisation("charity").organisation("trust", "icb").post("empty", vacant=True)
    made.link("head", "chairs", "main").link("head", "member_of", "main")
    made.link("head", "member_of", "sub").link("trust", "member_of", "sub")
    made.link("charity", "member_of", "main").link("trust", "member_of", "main")
    return made.link("empty", "member_of", "sub")


def test_who_has_a_seat_on_what() -> None:
    found = two_mode(town().view())
    assert [member.name for member in found.members] == ["CHARITY", "TRUST", "Head"]
    assert [body.name for body in found.bodies] == ["MAIN", "SUB"]
    seat = found.seats["testham/head", "testham/main"]
    assert (seat.kinds, seat.words) == (("chairs", "member_of"), "chairs, sits on")
    assert len(seat.links) == 2
    assert found.of_body("testham/sub") == ("testham/trust", "testham/head")
    assert found.coverage.sentence == "Seats are recorded for 2 of 3 bodies."


def test_bodies_are_joined_by_the_members_they_share() -> None:
    found = two_mode(town().view())
    (bodies,) = found.shared_members
    assert (bodies.one, bodies.other) == ("testham/main", "testham/sub")
    assert bodies.shared == ("testham/trust", "testham/head")


@pytest.mark.parametrize("snapshot", [example(INVENTED).snapshot, full_town().snapshot()])
def test_shared_members_are_those_found_pair_by_pair(snapshot: Snapshot) -> None:
    found = two_mode(View(snapshot, default_day(snapshot, date(2024, 3, 31))))
    single = {member.id for member in found.members if not is_placeholder(member)}
    of = {b.id: [i for i in found.of_body(b.id) if i in single] for b in found.bodies}
    pairs = [
        (one, other, tuple(i for i in of[one] if i in of[other]))
        for one, other in combinations(of, 2)
    ]
    plain = sorted((pair for pair in pairs if pair[2]), key=lambda pair: -len(pair[2]))
    assert len(plain) > 3
    assert [(o.one, o.other, o.shared) for o in found.shared_members] == plain


def test_the_seats_of_a_member_stand_in_the_order_of_the_bodies() -> None:
    found = two_mode(town().view())
    assert [seat.body for seat in found.of_member("testham/head")] == [
        "testham/main",
        "testham/sub",
    ]
    assert found.of_member("testham/nobody") == ()


def test_placeholders_join_no_bodies() -> None:
    made = Town().main().body("sub", "sub_group")
    made.organisation("charities", named=False).post("heads", stands_for_several=True)
    for local in ("charities", "heads"):
        made.link(local, "member_of", "main").link(local, "member_of", "sub")
    found = two_mode(made.view())
    assert found.shared_members == ()
    assert found.of_body("testham/main") == ("testham/charities", "testham/heads")
    assert joined_by_one(made.view()) == ()


def test_a_person_counts_as_the_posts_they_are_in() -> None:
    made = Town().main().post("p", name="Head").node("ann", "person", name="Ann")
    made.node("bea", "person", name="Bea").link("ann", "holds", "p")
    made.link("ann", "member_of", "main").link("bea", "member_of", "main")
    assert [member.name for member in two_mode(made.view()).members] == ["Head", "Bea"]


def test_what_a_partial_date_leaves_open_is_a_maybe() -> None:
    made = Town().main().body("sub", "sub_group").post("head").post("aide")
    made.node("ann", "person", name="Ann").link("ann", "holds", "aide", since="2024")
    made.link("head", "chairs", "main", since="2024-03").link("head", "member_of", "main")
    made.link("head", "member_of", "sub", since="2024").link("ann", "member_of", "sub")
    found = two_mode(made.view(date(2024, 3, 15)))
    doubts = {(member[8:], body[8:]): seat.doubt for (member, body), seat in found.seats.items()}
    assert doubts == {
        ("head", "main"): "chairs: maybe: a partial date leaves it open",
        ("head", "sub"): "maybe: a partial date leaves it open",
        ("aide", "sub"): "maybe: a partial date leaves it open",
    }
    assert found.maybe("testham/head", "testham/main", "testham/sub")
    assert not found.maybe("testham/head", "testham/main")
    later = two_mode(made.view(date(2025, 3, 15)))
    assert not any(seat.maybe for seat in later.seats.values())


def test_nothing_recorded_is_nobody() -> None:
    found = two_mode(Town().main().view())
    assert (found.members, found.bodies, found.shared_members) == ((), (), ())
