"""Where questions go that a body cannot settle, on small towns."""

from graph.escalation import escalation_of
from graph.facts.identifiers import local_of
from tests.towns import Town


def town() -> Town:
    made = Town().body("group", "sub_group").body("exec", "executive_group")
    return made.body("board", "main_board", decision_making=["decides"]).organisation("council")


def steps(made: Town, start: str) -> list[str]:
    return [
        f"{'  ' * step.depth}{local_of(step.link.to_id)} ({step.end})"
        for step in escalation_of(made.view(), f"testham/{start}")
    ]


def test_steps_stand_in_their_order_with_where_each_goes_on() -> None:
    made = town().link("group", "escalates_to", "board", order=2)
    made.link("group", "escalates_to", "exec", order=1).link("exec", "escalates_to", "council")
    assert steps(made, "group") == ["exec (None)", "  council (organisation)", "board (decides)"]


def test_a_body_that_decides_is_an_end_and_another_is_not_on_record() -> None:
    made = town().link("group", "escalates_to", "exec").post("dcs")
    assert steps(made, "group") == ["exec (not recorded)"]
    made.node("budget", "matter").link("exec", "has_right_over", "budget", right="decides")
    assert steps(made, "group") == ["exec (decides)"]
    assert steps(made.link("exec", "escalates_to", "dcs"), "exec") == ["dcs (post)"]


def test_a_circle_is_told_and_what_stands_above_is_not_repeated() -> None:
    made = town().link("group", "escalates_to", "exec", order=1)
    made.link("group", "escalates_to", "board", order=2).link("exec", "escalates_to", "board")
    made.link("board", "escalates_to", "exec")
    assert steps(made, "group") == [
        "exec (None)",
        "  board (None)",
        "    exec (circle)",
        "board (above)",
    ]
    assert steps(town(), "group") == []
