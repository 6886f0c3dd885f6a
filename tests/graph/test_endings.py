"""Ending a thing, with what becomes of all that hangs on it, in one batch."""

from datetime import date

import pytest

from graph.endings import Ending, changes_of, day_after
from graph.errors import InvalidFact
from graph.facts.changes import Added
from graph.facts.dates import PartialDate
from graph.facts.model import Link, Snapshot
from graph.hanging import hanging
from graph.view import View
from graph.what_if import apply_to
from tests.succession_town import two_boards
from tests.towns import Town

END = PartialDate("2025-04-30")


def ending(local: str = "early", *heirs: str, since: str = "", **fates: str) -> Ending:
    """Return that a thing of the town ends; a group's key is written with "_" for "-"."""
    return Ending(
        f"testham/{local}",
        END,
        tuple(f"testham/{heir}" for heir in heirs),
        PartialDate(since) if since else None,
        {key.replace("_", "-"): fate for key, fate in fates.items()},
    )


def after(town: Town, wanted: Ending) -> Snapshot:
    """Return what a town is once a thing has ended as is wanted."""
    return apply_to(town.snapshot(), changes_of(town.snapshot(), wanted).changes)


def test_what_is_not_spoken_of_stays_and_holds_on_no_day_after() -> None:
    made = two_boards()
    snapshot = after(made, ending())
    assert len(changes_of(made.snapshot(), ending()).changes) == 1
    assert {group.key for group in hanging(snapshot, "testham/early", END)} >= {"seats", "chairs"}
    shown = View(snapshot, date(2025, 5, 1)).shown
    assert not shown.out_links("testham/early")
    assert not shown.in_links("testham/early")


def test_all_of_it_ends_with_the_thing() -> None:
    made = two_boards()
    snapshot = after(made, ending(all="ends"))
    assert hanging(snapshot, "testham/early", END) == ()
    assert snapshot.meetings["testham/m2"].cancelled
    assert not snapshot.meetings["testham/m1"].cancelled
    assert snapshot.links["testham/council~member_of~early"].until == END


def test_all_of_it_goes_over_to_the_successor_on_the_next_day() -> None:
    made = two_boards()
    result = changes_of(made.snapshot(), ending("early", "joint", all="moves"))
    snapshot = apply_to(made.snapshot(), result.changes)
    assert snapshot.links["testham/early~succeeded_by~joint"].since == PartialDate("2025-05-01")
    seat = snapshot.links["testham/trust~member_of~joint"]
    assert seat.since == PartialDate("2025-05-01")
    assert seat.flag("voting") is True
    assert snapshot.links["testham/trust~member_of~early"].until == END
    assert snapshot.meetings["testham/m2"].body == "testham/joint"
    assert snapshot.nodes["testham/act"].text("owner") == "testham/joint"
    assert snapshot.nodes["testham/done"].text("owner") == "testham/early"
    assert hanging(snapshot, "testham/early", END) == ()
    below = View(snapshot, date(2025, 5, 1)).shown.in_links("testham/joint", "subgroup_of")
    assert [link.from_id for link in below] == ["testham/a", "testham/b"]
    # The line is there already; and nobody's word about one board's members is about another's.
    assert result.told == (
        "Early Board reports to The Partnership: Joint Board has that already, so it ends.",
        "The board's clerk declared on 31 March 2024 that all seats, chairs and scrutineers of "
        "Early Board are recorded: that is no word about the successor, so it ends.",
    )


def test_each_group_and_each_fact_has_its_own_fate() -> None:
    chair = "testham/dcs~chairs~early"
    wanted = Ending(
        "testham/early",
        END,
        ("testham/joint",),
        fates={"all": "ends", "seats": "moves", chair: "moves", "chairs": "stays"},
    )
    snapshot = after(two_boards(), wanted)
    assert "testham/dcs~chairs~joint" in snapshot.links
    assert "testham/council~member_of~joint" in snapshot.links
    assert "testham/a~subgroup_of~joint" not in snapshot.links
    assert snapshot.links["testham/a~subgroup_of~early"].until == END


def test_a_split_says_which_successor_takes_what() -> None:
    made = two_boards().main("other", name="Other Board", since="2025-05-01")
    wanted = ending("early", "joint", "other", all="ends", seats="testham/other",
                    sub_groups="testham/joint")  # fmt: skip
    snapshot = after(made, wanted)
    assert "testham/council~member_of~other" in snapshot.links
    assert "testham/a~subgroup_of~joint" in snapshot.links
    heirs = [f.to_id for f in snapshot.links.values() if f.kind == "succeeded_by"]
    assert heirs == ["testham/joint", "testham/other"]


def test_the_day_of_the_succession_may_differ_from_both() -> None:
    snapshot = after(two_boards(), ending("early", "joint", since="2025-06-15", seats="moves"))
    for link in ("early~succeeded_by~joint", "council~member_of~joint"):
        assert snapshot.links[f"testham/{link}"].since == PartialDate("2025-06-15")
    assert snapshot.links["testham/council~member_of~early"].until == END


@pytest.mark.parametrize(
    ("until", "follows"),
    [("2025-04-30", "2025-05-01"), ("2025-12-31", "2026-01-01"), ("2025-04", "2025-04"),
     ("2025", "2025")],
)  # fmt: skip
def test_what_follows_begins_on_the_next_day_or_in_the_same_month(until: str, follows: str) -> None:
    assert day_after(PartialDate(until)) == PartialDate(follows)


def test_what_begins_later_stays_and_that_is_told() -> None:
    made = Town().main().main("next").organisation("o")
    made.link("o", "member_of", "main", since="2026")
    result = changes_of(made.snapshot(), ending("main", "next", all="moves"))
    new = [
        f
        for f in apply_to(made.snapshot(), result.changes).links.values()
        if f.from_id == "testham/o"
    ]
    assert [(f.to_id, str(f.since), f.until) for f in new] == [
        ("testham/main", "2026", None),
        ("testham/next", "2026", None),
    ]
    assert result.told == (
        "O sits on MAIN begins later than the end, and stays on record: it holds on no day.",
    )


def test_a_link_to_the_successor_itself_ends_and_one_that_does_not_fit_too() -> None:
    made = Town().node("grant", "programme", name="Grant").organisation("o").main()
    made.link("grant", "funds", "o").link("main", "established_under", "grant")
    made.link("grant", "commissions", "main")
    result = changes_of(made.snapshot(), ending("grant", "o", all="moves"))
    links = apply_to(made.snapshot(), result.changes).links
    assert "testham/o~commissions~main" in links
    assert result.told == (
        "Grant funds O: the other end is the successor itself, so it ends.",
        "MAIN was set up under Grant: no founding grant can join O, so it ends.",
    )


def test_a_seat_that_is_a_thing_moves_as_a_new_one() -> None:
    made = Town().main().main("next")
    made.node("seat", "seat", name="A seat for schools", body="main", vacant=True)
    snapshot = after(made, ending("main", "next", all="moves"))
    old, new = snapshot.nodes["testham/seat"], snapshot.nodes["testham/seat-again"]
    assert (old.until, new.text("body"), str(new.since)) == (END, "testham/next", "2025-05-01")


def test_a_seat_that_the_successor_had_before_is_another_link() -> None:
    made = Town().main().main("next").organisation("o").link("o", "member_of", "main")
    made.link("o", "member_of", "next", until="2020")
    links = after(made, ending("main", "next", all="moves")).links.values()
    seats = [f for f in links if isinstance(f, Link) and f.to_id == "testham/next"]
    assert {str(f.since) for f in seats if f.kind == "member_of"} == {"None", "2025-05-01"}


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (ending(all="moves"), "nobody is named that takes over from Early Board"),
        (ending("early", "joint", "hubs", seats="moves"), "2 take over from Early Board"),
        (ending("early", "early"), "cannot take over from itself"),
        (
            ending(nonsense="ends"),
            "does not hang on Early Board; name one of its links, or a group",
        ),
        (ending(seats="gone"), "does not say what becomes of seats"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(wanted: Ending, said: str) -> None:
    with pytest.raises(InvalidFact, match=said):
        changes_of(two_boards().snapshot(), wanted)


def test_what_has_ended_before_cannot_take_over() -> None:
    made = two_boards().main("old", name="Old Board", until="2020")
    with pytest.raises(InvalidFact, match="Old Board ended in 2020, before it would take over"):
        changes_of(made.snapshot(), ending("early", "old"))


def test_a_circle_of_successions_is_refused_when_it_is_written() -> None:
    made = Town()
    for local in "abc":
        made.organisation(local)
    made.link("a", "succeeded_by", "b", since="2020").link("b", "succeeded_by", "c", since="2021")
    with pytest.raises(InvalidFact, match="testham/c would take over from itself"):
        after(made, ending("c", "a"))
    link = Town().organisation("a").organisation("b").link("b", "succeeded_by", "a")
    both = [Added(f) for f in link.snapshot().links.values()]
    both += [Added(f) for f in made.snapshot().links.values() if f.from_id == "testham/a"]
    bare = Town().organisation("a").organisation("b").snapshot()
    with pytest.raises(InvalidFact, match="in a circle of successions"):
        apply_to(bare, both)
