"""Who sits on a body: each holder once, whatever seats, posts and chairs are theirs."""

from graph.facts.identifiers import local_of
from graph.governance_view import partnership_of
from graph.seated_holders import SeatedHolder, holders_of
from tests.towns import Town


def _town() -> Town:
    town = Town("quorate").body("exec", "executive_group")
    for local, sector in (("council", "la_corporate"), ("board", "icb"), ("force", "police")):
        town.organisation(local, sector)
    return town.organisation("charity", "vcs")


def _seated(town: Town) -> tuple[SeatedHolder, ...]:
    partnership = partnership_of(town.view().firm)
    return holders_of(partnership, partnership.facts.nodes["quorate/exec"])


def _holders(town: Town) -> list[str]:
    return [local_of(holder.id) for holder in _seated(town)]


def _employed(town: Town, local: str, employer: str) -> Town:
    return town.post(local).link(local, "employed_by", employer).link(local, "member_of", "exec")


def test_chair_and_seat_of_one_holder_are_one() -> None:
    town = _town().link("council", "chairs", "exec").link("council", "member_of", "exec")
    assert _holders(town) == ["council"]
    assert len(_seated(town)[0].links) == 2


def test_a_post_and_the_person_in_it_are_one_and_so_are_two_posts_of_one_person() -> None:
    town = _town().node("ann", "person")
    for post in ("lead", "other"):
        _employed(town, post, "council").link("ann", "holds", post)
    town.link("ann", "member_of", "exec")
    assert _holders(town) == ["ann"]


def test_a_post_that_two_people_share_is_one_beside_one_of_them() -> None:
    town = _employed(_town(), "shared", "council")
    for person in ("ann", "bea"):
        town.node(person, "person").link(person, "holds", "shared")
    town.link("ann", "member_of", "exec")
    assert _holders(town) == ["ann", "shared"]
    town.link("bea", "member_of", "exec")
    assert sorted(_holders(town)) == ["ann", "bea"]


def test_a_shared_post_is_nobody_more_where_its_people_are_there_for_other_posts() -> None:
    town = _employed(_town(), "shared", "council")
    for person, post in (("ann", "lead"), ("bea", "other")):
        _employed(town, post, "council")
        town.node(person, "person").link(person, "holds", "shared").link(person, "holds", post)
    assert sorted(_holders(town)) == ["ann", "bea"]


def test_two_people_fill_two_of_the_three_posts_that_they_share() -> None:
    town = _town()
    for person in ("ann", "bea"):
        town.node(person, "person")
    for post in ("one", "two", "three"):
        _employed(town, post, "council")
        town.link("ann", "holds", post).link("bea", "holds", post)
    assert len(_holders(town)) == 2


def test_observers_vacancies_and_planned_seats_do_not_count() -> None:
    town = _town().link("council", "member_of", "exec", seat_kind="observer")
    town.link("force", "member_of", "exec", vacant=True)
    town.link("board", "member_of", "exec", status="planned")
    assert not _seated(town)
    town.link("charity", "member_of", "exec", seat_kind="co_opted")
    assert _holders(town) == ["charity"]
