"""A row of a table is a fact, each word as its attribute has it; what is wrong is refused."""

import pytest

from graph.errors import InvalidFact
from graph.facts.model import Link, Node, Reference, Status
from loaders.example_town.town_tables import BEGAN, links, things


def test_a_row_is_a_thing_with_its_source_and_the_day_it_is_so_since() -> None:
    row = "body | main | The Board | body_kind: main_board; cadence_days: 91; multi_agency: yes"
    (board,) = things(row + "; scope: early_help data", "record", "section 2: Boards")
    assert isinstance(board, Node)
    assert (board.id, board.name) == ("example-town/main", "The Board")
    assert board.attributes["scope"] == ("early_help", "data")
    assert (board.number("cadence_days"), board.flag("multi_agency")) == (91, True)
    assert str(board.since) == BEGAN
    assert board.sources == (Reference("record", "section 2", "Boards"),)


def test_a_row_may_join_a_thing_to_several_and_say_its_own_days() -> None:
    row = "one | reports_to | a b | status: planned; since: 2025-01-01"
    found = list(links(row, "record", "section 2: Boards"))
    assert [each.id for each in found] == [
        "example-town/one~reports_to~a",
        "example-town/one~reports_to~b",
    ]
    for link in found:
        assert isinstance(link, Link)
        assert (link.status, str(link.since)) == (Status.PLANNED, "2025-01-01")


@pytest.mark.parametrize("known", ["body_kind: club", "colour: blue", "since: last year"])
def test_what_the_model_does_not_know_is_refused(known: str) -> None:
    with pytest.raises(InvalidFact):
        list(things(f"body | main | The Board | {known}", "record", "section 2: Boards"))
