import pytest

from graph.errors import UnknownThing
from graph.paths import LineOfSight, line_of_sight
from tests.towns import Town


def sight(town: Town, start: str, stop: str, via: tuple[str, ...] = ()) -> LineOfSight:
    target = stop if stop == "hwb" else f"testham/{stop}"
    return line_of_sight(town.view(), f"testham/{start}", target, via)


def ladder() -> Town:
    town = Town().body("team", "locality_team").main().body("scp", "safeguarding_partnership")
    town.link("team", "reports_to", "main").link("main", "accountable_to", "scp")
    return town.body("hwb1", "hwb")


def test_a_line_is_followed_upward_with_its_links() -> None:
    answer = sight(ladder(), "team", "scp")
    assert answer.reached
    assert answer.path == ("testham/team", "testham/main", "testham/scp")
    assert [step.links for step in answer.steps] == [
        ("testham/team~reports_to~main",),
        ("testham/main~accountable_to~scp",),
    ]
    assert answer.sentence == "TEAM → MAIN → SCP."


def test_a_line_has_one_direction() -> None:
    assert not sight(ladder(), "scp", "team").reached


def test_the_nearest_point_and_the_missing_link_are_shown() -> None:
    answer = sight(ladder(), "team", "hwb")
    assert not answer.reached
    assert answer.nearest == "testham/scp"
    assert answer.missing is not None
    assert answer.missing.sentence == "A reporting line from SCP to HWB1 would complete it."
    assert "Not recorded: ask" in answer.sentence


def test_the_nearest_point_is_the_one_with_most_contact_to_the_target() -> None:
    town = ladder().organisation("la").link("la", "member_of", "main").link("la", "chairs", "hwb1")
    assert sight(town, "team", "hwb").nearest == "testham/main"


def test_a_complete_record_says_that_there_is_no_line() -> None:
    town = ladder()
    for body in ("team", "main", "scp"):
        town.declare("outward_lines", of=body)
    answer = sight(town, "team", "hwb")
    assert answer.recorded
    assert "declared complete" in answer.sentence


def test_a_working_link_is_shown_as_contact_and_not_walked() -> None:
    town = ladder().link("hwb1", "coordinates_with", "main")
    answer = sight(town, "team", "hwb")
    assert not answer.reached
    assert [step.nature for step in answer.joined_by] == ["working link"]
    assert "contact, not accountability" in answer.sentence


def test_via_walks_further_kinds_and_says_so() -> None:
    town = ladder().link("hwb1", "coordinates_with", "main")
    answer = sight(town, "team", "hwb", ("coordinates_with",))
    assert answer.reached
    assert "no line of accountability throughout" in answer.sentence


def test_a_shared_seat_is_shown() -> None:
    town = ladder().post("head").link("head", "chairs", "team").link("head", "member_of", "hwb1")
    assert [step.nature for step in sight(town, "team", "hwb").joined_by] == ["shared seat"] * 2


def test_lines_pass_through_posts() -> None:
    town = ladder().post("dcs").body("exec", "programme_board")
    town.link("exec", "accountable_to", "dcs").link("dcs", "accountable_to", "main")
    assert sight(town, "exec", "scp").reached


def test_a_kind_of_body_that_is_not_on_the_map() -> None:
    town = Town().main()
    answer = line_of_sight(town.view(), "testham/main", "hwb")
    assert answer.missing is not None
    assert answer.missing.to_id is None
    assert "No such body is on the map" in answer.missing.sentence


@pytest.mark.parametrize(("start", "stop", "via"), [("x", "scp", ""), ("team", "x", "")])
def test_unknown_things_are_named(start: str, stop: str, via: str) -> None:
    with pytest.raises(UnknownThing, match='"testham/x"'):
        sight(ladder(), start, stop)
    with pytest.raises(UnknownThing, match='kind of link "reports"'):
        sight(ladder(), "team", "scp", ("reports",))


def test_a_report_to_a_plan_is_shown_and_is_no_line() -> None:
    town = ladder().node("plan", "plan").link("main", "reports_to", "plan")
    answer = sight(town, "main", "plan")
    assert not answer.reached
    assert [step.nature for step in answer.joined_by] == ["report to a plan"]
    assert "MAIN reports to it: a report to a paper is no line to a body." in answer.explanation
    assert answer.missing is None


def test_a_line_that_goes_elsewhere_is_not_denied() -> None:
    town = ladder().body("far", "network").link("far", "informs", "team")
    assert sight(town, "team", "far").explanation == "The line from TEAM goes to MAIN, not to FAR."


def test_from_what_does_not_operate_nothing_is_reached_and_it_says_why() -> None:
    made = Town().body("scp", "safeguarding_partnership")
    made.body("new", "working_group", status="planned").link("new", "reports_to", "scp")
    made.body("odd", "working_group", confidence="disputed").link("odd", "reports_to", "scp")
    view = made.view()
    planned = line_of_sight(view, "testham/new", "safeguarding_partnership")
    assert (planned.reached, planned.verdict, planned.steps) == (False, "Not in place yet", ())
    assert planned.explanation == "NEW is planned, and has no line before it operates."
    assert line_of_sight(view, "testham/new", "testham/scp", intended=True).reached
    for intended in (False, True):
        disputed = line_of_sight(view, "testham/odd", "testham/scp", intended=intended)
        assert (disputed.reached, disputed.verdict) == (False, "Disputed: ask")
    with pytest.raises(UnknownThing):
        line_of_sight(view, "testham/new", "testham/nobody")
