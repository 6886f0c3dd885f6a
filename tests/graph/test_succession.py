"""Who took over from whom: told on any day, from either end, through chains, splits and merges."""

from datetime import date

import pytest

from graph.errors import UnknownThing
from graph.paths import line_of_sight
from graph.rules.finding import Outcome
from graph.succession import (
    ended_and_succeeded,
    ended_of_kind,
    former_line_words,
    former_names,
    successions,
    successions_of,
    takeover_words,
)
from tests.succession_town import AFTER, BEFORE, merged
from tests.towns import Town


def test_a_succession_is_told_though_no_day_shows_its_link() -> None:
    view = merged().view(AFTER)
    assert "testham/early~succeeded_by~joint" not in view.shown.links
    known = successions_of(view)
    links = known.before("testham/joint")
    told = [takeover_words(one, view.snapshot, AFTER, "testham/joint").sentence for one in links]
    assert told == [
        "Took over from Early Board on 1 May 2025.",
        "Took over from Hubs Board on 2 May 2025.",
    ]
    (link,) = known.after("testham/early")
    said = "Succeeded by Joint Board on 1 May 2025."
    assert takeover_words(link, view.snapshot, AFTER, "testham/early").sentence == said


def test_before_its_day_it_is_still_to_come() -> None:
    snapshot = merged().snapshot()
    (link,) = successions(snapshot).after("testham/early")
    said = "Is to be succeeded by Joint Board on 1 May 2025."
    assert takeover_words(link, snapshot, BEFORE, "testham/early").sentence == said
    said = "Is to take over from Early Board on 1 May 2025."
    assert takeover_words(link, snapshot, BEFORE, "testham/joint").sentence == said


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
    day = date(2025, 12, 31)
    assert takeover_words(link, made.snapshot(), day, "testham/b").sentence == said


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
    assert former_names(chain().view())["testham/d"] == ("Trust B", "Trust A")


def test_a_line_from_what_has_ended_names_what_took_over() -> None:
    view = merged().view(AFTER)
    said = "as Early Board ended on 30 April 2025, and was succeeded by Joint Board on 1 May 2025"
    with pytest.raises(UnknownThing, match=f"{said}. Did you mean testham/joint"):
        line_of_sight(view, "testham/early", "safeguarding_partnership")
    with pytest.raises(UnknownThing, match="Did you mean testham/joint"):
        line_of_sight(view, "testham/scp", "testham/hubs")


def test_an_ended_board_with_a_successor_is_a_story() -> None:
    snapshot = merged().snapshot()
    said = ended_and_succeeded(snapshot.nodes["testham/early"], snapshot)
    assert (
        said == "Early Board ended on 30 April 2025, and was succeeded by Joint Board on 1 May 2025"
    )
    assert ended_and_succeeded(snapshot.nodes["testham/joint"], snapshot) == ""


def test_a_line_to_what_was_taken_over_is_asked_of_the_successor() -> None:
    made = (
        merged().body("team", "working_group", name="Data Group").link("team", "reports_to", "hubs")
    )
    said = made.subject("no-orphan-body", "team", day=AFTER)
    assert said.outcome is Outcome.SILENT
    assert said.sentence.endswith(
        "On record before: it reports to Hubs Board. Hubs Board ended on 30 April 2025, and was "
        "succeeded by Joint Board on 2 May 2025: ask whether it goes on there."
    )
    assert former_line_words(made.view(BEFORE), "testham/team") == ""
    bare = (
        Town().main(until="2025-04-30").body("team", "sub_group").link("team", "reports_to", "main")
    )
    assert former_line_words(bare.view(AFTER), "testham/team") == ""


def test_a_main_board_that_was_taken_over_is_no_hole() -> None:
    made = Town().main(name="Early Board", until="2025-04-30").body("next", "partnership_board")
    made.link("main", "succeeded_by", "next", since="2025-05-01")
    found = made.find("main-board-exists", day=AFTER)
    assert found.outcome is Outcome.SILENT
    assert "Early Board ended on 30 April 2025, and was succeeded by NEXT" in found.sentence
    assert ended_of_kind(made.view(BEFORE), "main_board") == ()
