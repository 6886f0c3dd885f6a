"""Who took over from whom: told on any day, from either end, through chains, splits and merges."""

from datetime import date

import pytest

from graph.succession import (
    ended_and_succeeded,
    former_names,
    heirs_called,
    succeeded_words,
    successions,
    successions_of,
    took_over_words,
)
from tests.succession_town import AFTER, BEFORE, merged
from tests.towns import Town


def test_a_succession_is_told_though_no_day_shows_its_link() -> None:
    view = merged().view(AFTER)
    assert "testham/early~succeeded_by~joint" not in view.shown.links
    known = successions_of(view)
    told = [took_over_words(link, view.snapshot, AFTER) for link in known.before("testham/joint")]
    assert told == [
        "Took over from Early Board on 1 May 2025.",
        "Took over from Hubs Board on 2 May 2025.",
    ]
    (link,) = known.after("testham/early")
    said = "Succeeded by Joint Board on 1 May 2025: see Joint Board."
    assert succeeded_words(link, view.snapshot, AFTER) == said


def test_before_its_day_it_is_still_to_come() -> None:
    snapshot = merged().snapshot()
    (link,) = successions(snapshot).after("testham/early")
    said = "Is to be succeeded by Joint Board on 1 May 2025: see Joint Board."
    assert succeeded_words(link, snapshot, BEFORE) == said
    said = "Is to take over from Early Board on 1 May 2025."
    assert took_over_words(link, snapshot, BEFORE) == said


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ({"since": "2025-05"}, "Took over from A in May 2025."),
        ({"since": "2025"}, "Took over from A in 2025."),
        ({}, "Took over from A (the day is not recorded)."),
        ({"since": "2025", "status": "planned"}, "Is to take over from A in 2025 (planned)."),
        ({"since": "2025", "confidence": "disputed"}, "Took over from A in 2025 (disputed)."),
    ],
)
def test_a_succession_is_told_as_firmly_as_it_is_recorded(rest: dict[str, str], said: str) -> None:
    made = Town().organisation("a").organisation("b").link("a", "succeeded_by", "b", **rest)
    (link,) = successions(made.snapshot()).before("testham/b")
    assert took_over_words(link, made.snapshot(), date(2025, 12, 31)) == said


def chain() -> Town:
    """A, which was split into B and C; B went on as D."""
    made = Town()
    for local in "abcd":
        made.organisation(local, name=f"Trust {local.upper()}")
    made.link("a", "succeeded_by", "b", since="2020").link("a", "succeeded_by", "c", since="2021")
    return made.link("b", "succeeded_by", "d", since="2023")


def test_chains_splits_and_merges_are_followed_from_either_end() -> None:
    known = successions(chain().snapshot())
    assert known.heirs("testham/a") == ("testham/b", "testham/c", "testham/d")
    assert known.forebears("testham/d") == ("testham/b", "testham/a")
    merger = successions(merged().snapshot())
    assert merger.forebears("testham/joint") == ("testham/early", "testham/hubs")


def test_a_circle_ends_where_it_began() -> None:
    known = successions(chain().link("d", "succeeded_by", "a").snapshot())
    assert known.heirs("testham/b") == ("testham/d", "testham/a", "testham/c")


def test_the_former_names_lead_to_what_came_after() -> None:
    snapshot = chain().snapshot()
    assert former_names(snapshot, successions(snapshot))["testham/d"] == ("Trust B", "Trust A")
    assert [node.name for node in heirs_called(snapshot, "trust a")] == [
        "Trust B",
        "Trust C",
        "Trust D",
    ]
    assert heirs_called(snapshot, "Trust D") == ()
    assert heirs_called(Town().main().snapshot(), "main") == ()


def test_an_ended_board_with_a_successor_is_a_story() -> None:
    snapshot = merged().snapshot()
    said = ended_and_succeeded(snapshot.nodes["testham/early"], snapshot)
    assert (
        said == "Early Board ended on 30 April 2025, and was succeeded by Joint Board on 1 May 2025"
    )
    assert ended_and_succeeded(snapshot.nodes["testham/joint"], snapshot) == ""
