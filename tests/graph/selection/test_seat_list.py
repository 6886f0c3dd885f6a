"""Which seats are vacant, and whose term is over: a term that a date leaves open is not over."""

from datetime import date
from typing import Any

import pytest

from graph.facts.dates import PartialDate
from graph.selection.seat_list import SeatSelection, listed_seats, months_after
from tests.towns import Town


def town() -> Town:
    made = Town().main("board", member_term_months=12, chair_term_months=24)
    made.body("other", "network")
    for local in ("a", "b", "c", "d", "e"):
        made.post(local)
    made.post("gone", vacant=True)
    made.link("a", "member_of", "board", term_until="2024-01-31", vacant=False)
    made.link("b", "member_of", "board", term_until="2024")
    made.link("c", "member_of", "board", since="2023-03-15")
    made.link("d", "chairs", "board", since="2023-03-15")
    made.link("e", "member_of", "other").link("gone", "member_of", "other")
    made.link("e", "member_of", "board", vacant=True, status="planned")
    made.link("a", "member_of", "other", seat_kind="observer")
    made.node("empty", "seat", body="board", vacant=True).node("untold", "seat", body="board")
    made.node("taken", "seat", body="board", vacant=False)
    made.node("watch", "seat", body="board", seat_kind="observer")
    return made


def seats(**asked: Any) -> list[str]:
    view = town().view()
    fits = SeatSelection(**asked).fitting(view)
    return [seat.id.partition("/")[2] for seat in listed_seats(view.shown) if fits(seat)]


def test_who_observes_has_no_seat() -> None:
    assert seats() == [
        "a~member_of~board",
        "b~member_of~board",
        "c~member_of~board",
        "d~chairs~board",
        "e~member_of~board",
        "e~member_of~other",
        "gone~member_of~other",
        "empty",
        "taken",
        "untold",
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"vacant": True}, ["e~member_of~board", "gone~member_of~other", "empty"]),
        # Of "untold" nothing is recorded: it is neither vacant nor held.
        ({"vacancy_recorded": False}, ["untold"]),
        ({"vacant": False, "body": "testham/board", "term_recorded": False}, ["taken"]),
        (
            {"vacant": True, "statuses": frozenset({"operating"})},
            ["gone~member_of~other", "empty"],
        ),
        # By its own end, or by the day it began and the months of the body's terms.
        ({"term_over": True}, ["a~member_of~board", "c~member_of~board"]),
        ({"term_over": False}, ["d~chairs~board"]),
        ({"term_until_before": date(2024, 2, 1)}, ["a~member_of~board"]),
        ({"term_until_before": date(2025, 1, 1), "body": "testham/board"}, None),
        (
            {"term_recorded": False},
            [
                *("e~member_of~board", "e~member_of~other", "gone~member_of~other"),
                *("empty", "taken", "untold"),
            ],
        ),
        ({"holder": "testham/e", "vacant": False}, ["e~member_of~other"]),
    ],
)
def test_seats_are_narrowed(asked: dict[str, Any], found: list[str] | None) -> None:
    every = ["a~member_of~board", "b~member_of~board", "c~member_of~board"]
    assert seats(**asked) == (every if found is None else found)


def test_a_seat_says_by_which_facts() -> None:
    view = town().view()
    listed = {seat.id: seat.facts for seat in listed_seats(view.shown)}
    link = "testham/c~member_of~board"
    assert listed[link] == (link, "testham/board")
    vacant = "testham/gone~member_of~other"
    assert listed[vacant] == (vacant, "testham/gone")


def test_months_end_with_the_month() -> None:
    assert months_after(PartialDate("2024-01-31"), 1) == (date(2024, 2, 29), date(2024, 2, 29))
    assert months_after(PartialDate("2023"), 12) == (date(2024, 1, 1), date(2024, 12, 31))
