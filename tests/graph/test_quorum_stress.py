"""The smallest sets of absent organisations, against trying every set, and on small towns."""

from itertools import combinations, product
from math import comb

from hypothesis import given
from hypothesis import strategies as st

from graph.facts.model import Node
from graph.quorum import ClassOfQuorum, Quorum, Reach
from graph.quorum_stress import (
    MOST_LISTED,
    QuorumStress,
    SeatGroup,
    StoppingSets,
    smallest,
    stress_of,
)
from graph.seated_holders import SeatedHolder
from tests.towns import Town

BODY = Node(id="t/b", kind="body", name="B")


def holder(own: str, at_most: int | None = 1) -> SeatedHolder:
    node = Node(id=own, kind="post", name=own)
    return SeatedHolder(own, (node,), (), None, frozenset(), (), None, False, at_most)


@st.composite
def boards(draw: st.DrawFn) -> tuple[Quorum, tuple[SeatGroup, ...]]:
    """Draw a board of up to seven members in up to five groups, with up to three classes."""
    number = draw(st.integers(1, 7))
    at_most = st.sampled_from([1, 1, 1, 2, None])
    holders = tuple(holder(f"h{i}", draw(at_most)) for i in range(number))
    of_group: dict[int, list[str]] = {}
    for one in holders:
        of_group.setdefault(draw(st.integers(0, 4)), []).append(one.id)
    groups = tuple(SeatGroup(f"g{g}", f"G{g}", tuple(ids)) for g, ids in sorted(of_group.items()))
    classes = []
    for word in draw(st.sampled_from(["", "a", "ab", "abc"])):
        counts = [draw(st.sampled_from(["yes", "yes", "maybe", "no"])) for _ in holders]
        marked = {
            said: tuple(h.id for h, own in zip(holders, counts, strict=True) if own == said)
            for said in ("yes", "maybe")
        }
        least = draw(st.integers(1, 3))
        classes.append(ClassOfQuorum(word, word, least, marked["yes"], marked["maybe"]))
    whole = draw(st.one_of(st.none(), st.integers(1, 7)) if classes else st.integers(1, 7))
    return Quorum(BODY, whole, holders, tuple(classes)), groups


def every_set(quorum: Quorum, groups: tuple[SeatGroup, ...], surely: bool) -> set[frozenset[str]]:
    """Return the smallest stopping sets by trying all: the slow way, which is plain."""
    for size in range(len(groups) + 1):
        found = set()
        for absent in combinations(groups, size):
            there = [i for g in groups if g not in absent for i in g.holders]
            reach = quorum.reach(there)
            if reach is Reach.NO or (not surely and reach is Reach.MAYBE):
                found.add(frozenset(g.id for g in absent))
        if found:
            return found
    raise AssertionError("without anybody there is no quorum")


def written_out(found: StoppingSets) -> list[frozenset[str]]:
    sets = []
    for pattern in found.patterns:
        ways = [combinations([g.id for g in any_of.among], any_of.many) for any_of in pattern]
        sets += [frozenset(i for part in chosen for i in part) for chosen in product(*ways)]
    return sets


@given(boards())
def test_they_are_those_that_trying_every_set_finds(
    board: tuple[Quorum, tuple[SeatGroup, ...]],
) -> None:
    quorum, groups = board
    for surely in (True, False):
        found = smallest(quorum, groups, surely=surely)
        expected = every_set(quorum, groups, surely)
        sets = written_out(found)
        assert set(sets) == expected
        assert len(sets) == len(expected) == found.number
        assert {found.size} == {len(one) for one in expected}
        assert {g.id for g in found.in_all} == frozenset.intersection(*expected)


def town(least: int | None = 3, *classes: str) -> Town:
    rest = {} if least is None else {"quorum": least}
    made = Town().body("exec", "executive_group", quorum_classes=list(classes), **rest)
    for local, sector in (("council", "la_corporate"), ("icb", "icb"), ("police", "police")):
        made.organisation(local, sector)
    return made


def seat(made: Town, local: str, employer: str = "") -> Town:
    made.post(local).link(local, "member_of", "exec")
    return made.link(local, "employed_by", employer) if employer else made


def only(made: Town) -> QuorumStress:
    (found,) = stress_of(made.view())
    return found


def names(found: StoppingSets) -> list[list[tuple[int, list[str]]]]:
    return [[(a.many, [g.name for g in a.among]) for a in pattern] for pattern in found.patterns]


def test_members_of_one_organisation_are_absent_together() -> None:
    made = town(2)
    for local, employer in (("a", "council"), ("b", "council"), ("c", "icb")):
        seat(made, local, employer)
    found = only(made)
    assert (found.reach, found.certain) == (Reach.YES, True)
    assert names(found.surely) == [[(1, ["COUNCIL"])]]
    assert [g.name for g in found.surely.in_all] == ["COUNCIL"]


def test_a_class_with_one_organisation_stops_the_body_by_itself() -> None:
    made = town(2, "police: 1")
    for local, employer in (("a", "council"), ("b", "icb"), ("c", "police"), ("d", "council")):
        seat(made, local, employer)
    found = only(made)
    assert names(found.surely) == [[(1, ["POLICE"])]]
    assert [each.words for each in found.surely.missed] == ["1 of police"]


def test_who_can_stand_in_for_whom_is_one_line() -> None:
    made = town(3)
    for local in "abcdef":
        seat(made, local)
    found = only(made)
    assert names(found.surely) == [[(4, ["A", "B", "C", "D", "E", "F"])]]
    assert (found.surely.size, found.surely.number, found.surely.in_all) == (4, 15, ())


def test_an_unknown_sector_is_said_and_makes_a_second_answer() -> None:
    made = town(None, "police: 1")
    seat(made, "chief", "police")
    seat(made, "officer")
    found = only(made)
    assert not found.certain
    assert [g.name for g in found.perhaps.in_all] == ["POLICE"]
    assert found.surely.size == 2
    assert "Whether OFFICER counts for police is not recorded: ask." in found.not_known
    assert "No organisation is recorded of OFFICER: counted as absent alone." in found.not_known


def test_an_entry_for_several_may_be_more_than_one() -> None:
    made = town(3)
    made.node("vcs", "organisation", name="Local charities", named=False)
    made.link("vcs", "member_of", "exec")
    seat(seat(made, "a", "council"), "b", "icb")
    found = only(made)
    assert not found.certain
    assert names(found.perhaps) == [[(1, ["COUNCIL", "ICB", "Local charities"])]]
    assert names(found.surely) == [[(1, ["Local charities"])]]
    assert any("stands for several" in said for said in found.not_known)


def test_a_quorum_that_nobody_can_reach_needs_no_absence() -> None:
    found = only(seat(town(3), "a", "council"))
    assert (found.reach, found.surely.size, found.surely.number) == (Reach.NO, 0, 1)


def test_no_person_is_named() -> None:
    made = town(1).node("ann", "person", name="Ann Example").link("ann", "member_of", "exec")
    found = only(made)
    assert "Ann" not in repr([found.groups, found.not_known, found.surely.patterns])


def test_two_employers_are_said_and_not_guessed() -> None:
    made = seat(town(1), "a", "council")
    found = only(made.link("a", "employed_by", "icb"))
    assert found.not_known == ("A belongs to more than one organisation: counted with COUNCIL.",)


def forty(*least: int) -> StoppingSets:
    """Return what stops forty seats with five classes, a class for each bit of a seat's number."""
    holders = tuple(holder(f"h{i}") for i in range(40))
    groups = tuple(SeatGroup(f"g{i}", f"G{i}", (f"h{i}",)) for i in range(40))
    classes = tuple(
        ClassOfQuorum(f"{b}", f"{b}", own, tuple(f"h{i}" for i in range(40) if i >> b & 1), ())
        for b, own in enumerate(least)
    )
    return smallest(Quorum(BODY, 31, holders, classes), groups, surely=True)


def test_forty_seats_are_answered_with_the_number_of_sets() -> None:
    # Of the two classes of sixteen six away leave ten; eight seats are in both.
    found = forty(11, 11, 11, 11, 11)
    assert (found.size, found.number) == (6, 2 * comb(16, 6) - comb(8, 6))
    assert [each.words for each in found.missed] == ["11 of 3", "11 of 4"]


def test_where_no_two_are_alike_the_list_is_cut_and_not_the_answer() -> None:
    found = forty(15, 15, 15, 11, 11)
    assert (found.size, found.number, len(found.patterns)) == (6, None, MOST_LISTED)
    assert all(sum(a.many for a in pattern) == 6 for pattern in found.patterns)


def test_an_area_without_a_quorum_in_numbers_has_nothing_to_stress() -> None:
    made = Town().body("exec", "executive_group", quorum_words="Half of the members.")
    assert stress_of(made.view()) == ()
