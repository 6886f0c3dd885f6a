"""What hangs on a thing, by group and in words, and what is left hanging where it ends."""

from dataclasses import replace

from graph.facts.dates import PartialDate
from graph.facts.model import Node
from graph.hanging import ALL_GROUPS, asks_who_took_over, hanging, left_hanging
from graph.kinds import LINK_KIND
from tests.succession_town import merged, two_boards
from tests.towns import Town

END = PartialDate("2025-04-30")


def counted(town: Town, local: str, until: PartialDate = END) -> dict[str, int]:
    """Return how many facts hang on a thing, by group."""
    groups = hanging(town.snapshot(), f"testham/{local}", until)
    return {group.key: len(group.facts) for group in groups}


def test_all_that_hangs_on_a_board_is_listed_by_group() -> None:
    assert counted(two_boards(), "early") == {
        "sub-groups": 2,
        "lines-up": 1,
        "chairs": 1,
        "seats": 2,
        "plans": 1,
        "powers": 1,
        "meetings": 1,
        "actions": 1,
        "lists": 1,
    }


def test_what_is_over_by_then_does_not_hang() -> None:
    made = two_boards().link("trust", "scrutinises", "early", until="2025-04-30")
    assert counted(made, "early")["powers"] == 1
    made.link("trust", "oversees", "plan").link("trust", "supports", "early", until="2026-01-01")
    assert counted(made, "early")["work"] == 1


def test_the_other_kinds_of_thing_have_theirs() -> None:
    made = two_boards().node("ann", "person", name="Ann").link("ann", "holds", "dcs")
    made.node("seat", "seat", name="A seat for schools", body="early", vacant=True)
    assert counted(made, "dcs") == {"holds": 1, "holders": 1}
    assert counted(made, "council") == {"holds": 1, "powers": 1}
    assert counted(made, "plan") == {"plans": 1}
    assert counted(made, "early")["seats"] == 3


def test_a_group_is_said_with_its_count_and_the_first_of_it() -> None:
    snapshot = two_boards().snapshot()
    groups = {group.key: group for group in hanging(snapshot, "testham/early", END)}
    assert groups["seats"].sentence(snapshot) == (
        "Seats on it: 2 (The Council sits on Early Board; The Trust sits on Early Board)."
    )


def test_a_succession_tells_of_the_end_and_hangs_on_nothing() -> None:
    assert counted(merged(), "joint") == {"sub-groups": 2, "lines-up": 1}


def test_groups_name_kinds_of_link_that_there_are() -> None:
    named = {kind for group in ALL_GROUPS for kind in (*group.outward, *group.inward)}
    assert named <= LINK_KIND.keys()


def ended(town: Town, local: str) -> Node:
    """End a thing of a town with nothing said of what hangs on it."""
    node = replace(town.snapshot().nodes[f"testham/{local}"], until=END)
    town.facts[node.id] = node
    return node


def test_what_is_left_hanging_is_told_where_a_thing_ends() -> None:
    made = two_boards()
    before = made.snapshot()
    ended(made, "hubs")
    (left,) = left_hanging(before, made.snapshot())
    assert left.sentences(made.snapshot()) == (
        "Hubs Board ends on 30 April 2025, and 1 fact goes on hanging on it: on record without an "
        "end, and so on no day after it.",
        "What it answers to: 1 (Hubs Board reports to The Partnership).",
        "Who took over from Hubs Board is not on record: ask.",
    )
    made.link("hubs", "succeeded_by", "joint")
    (left,) = left_hanging(before, made.snapshot())
    assert not left.asks_who
    # What comes onto the record as ended already is a story, and asks nobody for anything.
    assert left_hanging(None, made.snapshot()) == ()


def test_who_took_over_is_asked_of_formal_bodies_with_members_or_lines_only() -> None:
    made = (
        two_boards()
        .body("voice", "voice_panel", name="Panel")
        .link("council", "member_of", "voice")
    )
    made.main("bare", name="Bare Board", until="2025-04-30")
    for local in ("early", "voice", "council"):
        ended(made, local)
    snapshot = made.snapshot()
    asked = [n.name for n in snapshot.nodes.values() if asks_who_took_over(snapshot, n)]
    assert asked == ["Early Board"]
