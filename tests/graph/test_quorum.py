"""Who counts toward a quorum: each holder once, each class only as far as it is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.governance_view import partnership_of
from graph.quorum import ClassOfQuorum, Quorum, Reach, has_quorum, quorum_of
from graph.seated_holders import SeatedHolder
from tests.towns import Town


def _town(*classes: str, least: int | None = None) -> Town:
    town = Town("quorate")
    rest = {} if least is None else {"quorum": least}
    town.body("exec", "executive_group", quorum_classes=list(classes), **rest)
    for local, sector in (("council", "la_corporate"), ("board", "icb"), ("force", "police")):
        town.organisation(local, sector)
    return town.organisation("charity", "vcs").node("unsaid", "organisation")


def _quorum(town: Town) -> Quorum:
    partnership = partnership_of(town.view().firm)
    return quorum_of(partnership, partnership.facts.nodes["quorate/exec"])


def _class(town: Town) -> ClassOfQuorum:
    return _quorum(town).classes[0]


def _employed(town: Town, local: str, employer: str, **seat: str) -> Town:
    return (
        town.post(local)
        .link(local, "employed_by", employer)
        .link(local, "member_of", "exec", **seat)
    )


def test_an_entry_for_several_may_reach_what_it_does_not_surely_reach() -> None:
    town = _town(least=3).node("heads", "post", stands_for_several=True)
    town.link("heads", "member_of", "exec")
    assert _quorum(town).reach() is Reach.MAYBE
    town.link("council", "member_of", "exec").link("board", "member_of", "exec")
    assert _quorum(town).reach() is Reach.YES


def test_an_organisation_with_two_seats_may_send_two() -> None:
    town = _town(least=2).link("council", "member_of", "exec")
    assert _quorum(town).reach() is Reach.NO
    town.link("council", "member_of", "exec", represents="la_adults")
    assert _quorum(town).reach() is Reach.MAYBE


@pytest.mark.parametrize(
    ("word", "sector", "reach"),
    [
        ("council", "public_health", Reach.YES),
        ("council", "elected_members", Reach.YES),
        ("council", "other_la", Reach.NO),
        ("health", "ambulance", Reach.YES),
        ("health", "police", Reach.NO),
        ("icb", "icb", Reach.YES),
        ("icb", "nhs", Reach.MAYBE),
        ("icb", "nhs_acute", Reach.NO),
        ("police", "pcc", Reach.NO),
        ("vcfs", "faith", Reach.YES),
        ("families", "families", Reach.YES),
        ("education", "education", Reach.YES),
        ("education", "la_education", Reach.NO),
        ("independent", "university", Reach.YES),
        ("independent", "nhs_acute", Reach.NO),
        ("independent", "other_la", Reach.MAYBE),
    ],
)
def test_a_class_is_read_from_the_sector_of_an_organisation(
    word: str, sector: str, reach: Reach
) -> None:
    town = _town(f"{word}: 1").organisation("one", sector).link("one", "member_of", "exec")
    assert _quorum(town).reach() is reach


def test_a_holder_of_no_known_sector_may_be_of_any_class() -> None:
    for word in ("council", "vcfs", "independent"):
        town = _town(f"{word}: 1").link("unsaid", "member_of", "exec")
        assert _class(town).maybe == ("quorate/unsaid",)
        assert _quorum(town).reach() is Reach.MAYBE


def test_what_a_seat_represents_comes_first_and_is_so_of_the_chair_too() -> None:
    town = _employed(_town("icb: 1", "council: 1"), "officer", "council", represents="icb")
    town.link("officer", "chairs", "exec")
    icb, council = _quorum(town).classes
    assert icb.surely == ("quorate/officer",)
    assert not council.surely
    assert not council.maybe


def test_independent_is_only_whose_employer_is_known() -> None:
    town = _employed(_town("independent: 1"), "lay", "charity")
    assert _class(town).surely == ("quorate/lay",)
    for local, employer in (("nurse", "board"), ("clerk", "unsaid")):
        _employed(town, local, employer)
    town.post("nobody", sector="vcs").link("nobody", "member_of", "exec")
    assert _class(town).surely == ("quorate/lay",)
    assert sorted(_class(town).maybe) == ["quorate/clerk", "quorate/nobody"]


def test_a_vote_that_is_not_recorded_is_not_guessed() -> None:
    town = _town("voting: 1").link("council", "member_of", "exec", voting=False)
    assert _quorum(town).reach() is Reach.NO
    town.link("board", "member_of", "exec")
    assert _quorum(town).reach() is Reach.MAYBE
    town.link("force", "member_of", "exec", voting=True)
    assert _class(town).surely == ("quorate/force",)


def test_chair_is_the_chair_a_co_chair_or_the_vice_chair() -> None:
    for kind in ("chairs", "co_chairs", "vice_chairs"):
        town = _town("chair: 1").link("council", kind, "exec").link("board", "member_of", "exec")
        assert _class(town).surely == ("quorate/council",)


def test_a_class_may_be_an_organisation_or_a_post_by_name_or_id() -> None:
    for word in ("force", "FORCE", "quorate/force"):
        town = _employed(_town(f"{word}: 1"), "sergeant", "force")
        _employed(town, "clerk", "council")
        town.post("unplaced").link("unplaced", "member_of", "exec")
        town.post("placed", sector="vcs").link("placed", "member_of", "exec")
        assert _class(town).surely == ("quorate/sergeant",)
        assert _class(town).maybe == ("quorate/unplaced",)
        assert _class(town).label == "FORCE"
    town = _employed(_town("clerk: 1"), "clerk", "council")
    assert _class(town).surely == ("quorate/clerk",)
    assert not _class(_employed(_town("gone: 1"), "clerk", "council")).surely


def test_a_seat_of_a_team_or_department_is_its_organisations_and_a_bodys_is_nobodys() -> None:
    town = _town("council: 1").node("unit", "team").link("unit", "part_of", "council")
    town.link("unit", "member_of", "exec")
    assert _quorum(town).holders[0].organisation == "quorate/council"
    assert _quorum(town).reach() is Reach.YES
    town = _town("council: 1").body("panel", "voice_panel").link("panel", "part_of", "council")
    town.link("panel", "member_of", "exec")
    assert _quorum(town).holders[0].organisation is None
    assert _quorum(town).reach() is Reach.NO
    town = _town("council: 1").body("group", "working_group").link("group", "part_of", "council")
    assert _quorum(town.link("group", "member_of", "exec")).reach() is Reach.NO


def test_reach_can_be_asked_of_those_who_came() -> None:
    town = _town("council: 1", least=2)
    for local in ("council", "board", "force"):
        town.link(local, "member_of", "exec")
    quorum = _quorum(town)
    assert quorum.reach() is Reach.YES
    assert quorum.reach(["quorate/council", "quorate/board"]) is Reach.YES
    assert quorum.reach(["quorate/board", "quorate/force"]) is Reach.NO
    assert quorum.reach(["quorate/council"]) is Reach.NO
    assert quorum.reach([]) is Reach.NO


def test_a_quorum_in_words_only_is_no_number() -> None:
    town = Town("quorate").body("exec", "executive_group", quorum_words="One of each partner.")
    assert not has_quorum(town.snapshot().nodes["quorate/exec"])


_SEATED = st.lists(
    st.builds(
        lambda number, at_most: SeatedHolder(
            f"a/{number}", (), (), None, frozenset(), (), None, False, at_most
        ),
        st.integers(0, 30),
        st.sampled_from([1, 2, None]),
    ),
    max_size=8,
    unique_by=lambda holder: holder.id,
)


@given(_SEATED, st.integers(0, 6), st.data())
def test_who_stays_away_never_makes_a_quorum(
    holders: list[SeatedHolder], least: int, data: st.DataObject
) -> None:
    body = Town("a").body("exec", "executive_group").snapshot().nodes["a/exec"]
    ids = [holder.id for holder in holders]
    surely = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    maybe = tuple(one for one in ids if one not in surely)
    one = ClassOfQuorum("council", "council", least, tuple(surely), maybe)
    quorum = Quorum(body, least, tuple(holders), (one,))
    order = [Reach.NO, Reach.MAYBE, Reach.YES]
    there = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    assert order.index(quorum.reach(there)) <= order.index(quorum.reach())


@pytest.mark.parametrize("post", [False, True])
def test_a_second_seat_whose_sector_is_not_recorded_may_count_for_any(post: bool) -> None:
    town = _town("education: 1").node("ann", "person").post("lead").link("ann", "holds", "lead")
    town.post("governor").link("ann", "holds", "governor")
    town.link("lead", "member_of", "exec", represents="vcs")
    assert not _class(town).maybe
    town.link("lead", "chairs", "exec")
    assert not _class(town).maybe, "its chair is part of the seat"
    town.link("governor" if post else "lead", "member_of", "exec")
    assert _class(town).maybe == ("quorate/ann",)


def test_each_seat_of_a_holder_counts_for_its_own_sector() -> None:
    town = _town("police: 1").link("force", "member_of", "exec", represents="vcs")
    assert not _class(town).surely
    town.link("force", "member_of", "exec")
    assert _class(town).surely == ("quorate/force",)


@pytest.mark.parametrize("rest", [{"until": "2023"}, {"confidence": "disputed"}])
def test_of_a_class_that_nobody_there_is_called_it_is_open_who_counts(rest: dict[str, str]) -> None:
    town = _town("Old Trust: 1").link("board", "member_of", "exec")
    town.node("trust", "organisation", name="Old Trust", **rest)
    asked = _class(town)
    assert (asked.surely, asked.maybe) == ((), ("quorate/board",))
    assert asked.names_nobody
    assert _quorum(town).reach() is Reach.MAYBE


def test_a_class_of_a_post_counts_the_person_in_it_whatever_seat_is_theirs() -> None:
    town = _town("Chief officer: 1").post("chief", name="Chief officer").node("ann", "person")
    town.link("ann", "holds", "chief").link("ann", "member_of", "exec")
    assert _class(town).surely == ("quorate/ann",)
    other = _employed(_town("Chief officer: 1"), "lead", "council").node("ann", "person")
    other.post("chief", name="Chief officer").link("ann", "holds", "chief")
    assert not _class(other).surely
    other.link("ann", "holds", "lead")
    assert _class(other).surely == ("quorate/ann",)
