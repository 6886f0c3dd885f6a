"""The ways of an escalation, matter by matter, and where they end."""

from graph.escalation import Settled, can_settle, settled_at, ways_of
from graph.facts.identifiers import local_of
from tests.towns import Town


def _town() -> Town:
    town = Town("upham").body("group", "sub_group").body("exec", "executive_group")
    return town.organisation("council", "la_corporate").node("budget", "matter", name="Budget")


def _ways(town: Town) -> dict[str, list[str]]:
    facts = town.view().firm
    ways = ways_of(facts, facts.nodes["upham/group"])
    return {
        key: [" ".join(map(local_of, way.stops)) for way in found] for key, found in ways.items()
    }


def test_steps_go_in_order_and_on_from_the_last() -> None:
    town = _town().body("chairs", "committee").link("group", "escalates_to", "exec", order=2)
    town.link("group", "escalates_to", "chairs", order=1).link("exec", "escalates_to", "council")
    assert _ways(town) == {"": ["group chairs exec council"]}


def test_a_matter_follows_steps_that_name_it_or_none() -> None:
    town = _town().link("group", "escalates_to", "exec", matter="Budget; Rent")
    town.link("exec", "escalates_to", "council")
    assert _ways(town) == {"upham/budget": ["group exec council"]}
    town.link("group", "escalates_to", "council", matter="Rents")
    assert _ways(town) == {"upham/budget": ["group exec council"], "rents": ["group council"]}


def test_without_an_order_each_may_be_the_last() -> None:
    town = _town().link("group", "escalates_to", "exec").link("group", "escalates_to", "council")
    facts = town.view().firm
    (ways,) = ways_of(facts, facts.nodes["upham/group"]).values()
    assert {way.settled(facts) for way in ways} == {Settled.YES, Settled.UNKNOWN}
    assert settled_at(facts, ways) is Settled.UNKNOWN


def test_a_circle_ends_the_way_where_it_closes() -> None:
    town = _town().link("group", "escalates_to", "exec").link("exec", "escalates_to", "group")
    facts = town.view().firm
    (way,) = ways_of(facts, facts.nodes["upham/group"])[""]
    assert way.circle
    assert way.settled(facts) is Settled.CIRCLE


def test_who_can_settle() -> None:
    town = _town().post("dcs").body("board", "main_board", decision_making=["decides"])
    town.link("exec", "has_right_over", "budget", right="recommends").node("unit", "department")
    facts = town.view().firm
    can = {one for one in facts.nodes if can_settle(facts, one)}
    assert can == {"upham/dcs", "upham/board", "upham/council", "upham/unit"}
