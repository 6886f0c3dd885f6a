"""Which things fit: lines only of accountability, silence apart from absence, open dates neither.

Tests: graph/selection/attribute_tests.py, graph/selection/chairs_held.py,
graph/selection/lines_reached.py, graph/selection/meeting_record.py,
graph/selection/thing_selection.py, graph/selection/when_held.py, graph/selection/selection_base.py
"""

from datetime import date
from typing import Any

import pytest

from graph.facts.dates import PartialDate
from graph.kinds import node_attributes
from graph.selection.attribute_tests import AttributeTest
from graph.selection.chairs_held import chairs_held
from graph.selection.thing_selection import ThingSelection, link_sides
from graph.selection.when_held import Holding, links_held, nodes_held
from graph.view import View
from tests.towns import DAY, Town


def town() -> Town:
    made = Town().main("board", name="Early Help Board", quorum=4)
    made.body("scp", "safeguarding_partnership", also_kinds=["adults_board"])
    made.body("group", "sub_group", terms_next_review="2024").body("far", "working_group")
    made.body("new", "working_group", status="planned").body("old", "network", until="2023-06")
    made.body("doubt", "working_group", confidence="disputed")
    made.body("later", "working_group", since="2025")
    made.link("board", "reports_to", "scp").link("group", "subgroup_of", "board")
    # Contact, and lines that do not count: none of them is a line of accountability.
    made.link("far", "coordinates_with", "scp").link("doubt", "reports_to", "scp")
    made.link("new", "reports_to", "scp").link("far", "reports_to", "scp", status="planned")
    made.post("dcs", "dcs").post("deputy").post("empty", vacant=True)
    made.link("dcs", "accountable_to", "board").link("deputy", "line_manages", "dcs")
    made.node("ann", "person").link("ann", "holds", "dcs").link("ann", "chairs", "group")
    made.link("dcs", "chairs", "board").link("empty", "chairs", "board")
    made.link("empty", "co_chairs", "far").link("deputy", "co_chairs", "board")
    made.node("plan", "plan", dated="2023-10").node("bare", "plan").node("hoped", "plan")
    made.node("draft", "plan", status="planned")
    made.link("board", "owns", "plan").link("board", "owns", "hoped", status="aspired")
    made.link("board", "owns", "draft").link("plan", "contributes_to", "bare")
    return made


VIEW = town().view()


def fitting(where: ThingSelection, view: View = VIEW) -> list[str]:
    fits = where.fitting(view)
    return [node.id.partition("/")[2] for node in view.shown.nodes.values() if fits(node)]


def bodies(**asked: Any) -> list[str]:
    return fitting(ThingSelection(kinds=frozenset({"body"}), **asked))


def test_a_line_is_one_of_accountability_and_its_end_is_there_itself() -> None:
    there = "safeguarding_partnership"
    assert fitting(ThingSelection(reaches=there)) == ["board", "dcs", "group", "scp"]
    # What is planned or disputed has no line yet, and is no answer to who lacks one.
    assert bodies(reaches_not=there) == ["far"]
    assert fitting(ThingSelection(reaches_not=there)) == ["deputy", "empty", "far"]
    assert bodies(reaches="testham/board") == ["board", "group"]
    assert bodies(reaches="hwb") == []


def test_who_should_answer_to_something_is_told_apart() -> None:
    assert bodies(should_answer=True) == ["board", "far", "group"]
    # A top may end lines; what does not operate is not asked.
    assert bodies(should_answer=False) == ["doubt", "new", "scp"]


def test_a_link_counts_where_it_and_its_other_end_operate() -> None:
    plans = frozenset({"plan"})
    assert fitting(ThingSelection(kinds=plans, has=("owns",))) == ["draft", "plan"]
    assert fitting(ThingSelection(kinds=plans, has_not=("owns",))) == ["bare", "hoped"]
    into = ThingSelection(kinds=plans, has=("contributes_to",), outward=False)
    out = ThingSelection(kinds=plans, has=("contributes_to",))
    assert (fitting(into), fitting(out)) == (["bare"], ["plan"])
    assert bodies(has=("reports_to",), outward=False) == ["scp"]


def test_the_natural_side_is_the_one_that_is_sent_from_where_both_can_be() -> None:
    assert link_sides("owns", "plan") == (False,)
    assert link_sides("reports_to", "body") == (True, False)
    assert link_sides("chairs", "post") == (True,)
    assert link_sides("chairs", "plan") == ()


def test_a_person_chairs_what_its_posts_chair_and_nobody_a_vacant_chair() -> None:
    assert chairs_held(VIEW) == {
        "testham/dcs": {"testham/board": ("testham/dcs~chairs~board",)},
        "testham/ann": {
            "testham/group": ("testham/ann~chairs~group",),
            "testham/board": ("testham/ann~holds~dcs", "testham/dcs~chairs~board"),
        },
        "testham/deputy": {"testham/board": ("testham/deputy~co_chairs~board",)},
    }
    assert fitting(ThingSelection(chairs_at_least=2)) == ["ann"]


def meeting_town() -> View:
    made = Town().body("often", "network").body("seldom", "network").body("silent", "network")
    made.body("dropped", "network").body("open", "network")
    made.meet("m1", "often", "2024-03-01").meet("m2", "seldom", "2023-06")
    made.meet("m3", "seldom", "2024-02-01", cancelled=True)
    made.meet("m4", "dropped", "2024-01-01", cancelled=True)
    made.meet("m5", "dropped", "2024-09-01").meet("m6", "open", "2023")
    return made.view()


def test_no_meeting_on_record_is_not_that_it_has_not_met() -> None:
    view = meeting_town()
    assert fitting(ThingSelection(last_met_before=date(2024, 1, 1)), view) == ["open", "seldom"]
    # By the last day that a month or a year leaves open: December 2023 is 91 days before.
    assert fitting(ThingSelection(not_met_for=91), view) == ["open", "seldom"]
    assert fitting(ThingSelection(not_met_for=92), view) == ["seldom"]
    assert fitting(ThingSelection(meeting_on_record=False), view) == ["dropped", "silent"]


@pytest.mark.parametrize(
    ("name", "conditions", "found"),
    [
        ("body_kind", {"one_of": ("adults_board",)}, ["scp"]),
        ("body_kind", {"one_of": ("sub_group", "main_board")}, ["board", "group"]),
        ("quorum", {"least": 4, "most": 4}, ["board"]),
        ("quorum", {"least": 5}, []),
        ("quorum", {"one_of": (4.0,)}, ["board"]),
        ("scope", {"one_of": ("family_hubs",)}, ["board"]),
        ("terms_next_review", {"before": date(2025, 1, 1)}, ["group"]),
        # Of 2024 it is open whether it lies before or after a day of that year.
        ("terms_next_review", {"before": date(2024, 6, 1)}, []),
        ("terms_next_review", {"after": date(2024, 6, 1)}, []),
        ("terms_next_review", {"after": date(2023, 12, 31)}, ["group"]),
        ("terms_next_review", {"within": PartialDate("2024")}, ["group"]),
        ("terms_next_review", {"within": PartialDate("2024-03")}, []),
        ("quorum", {"recorded": True}, ["board"]),
        ("multi_agency", {"one_of": (False,)}, []),
        ("multi_agency", {"recorded": False}, ["doubt", "far", "group", "new", "scp"]),
    ],
)
def test_attributes(name: str, conditions: dict[str, Any], found: list[str]) -> None:
    test = AttributeTest(attribute=node_attributes("body")[name], **conditions)
    assert bodies(attributes=(test,)) == found


def test_a_reference_may_be_given_without_its_area_and_a_text_by_its_words() -> None:
    made = Town().main("board").node("seat", "seat", body="testham/board")
    made.body("b", "network", legal_basis="Children Act 2004, section 11")
    view = made.view()
    for given in ("board", "testham/board"):
        test = AttributeTest(attribute=node_attributes("seat")["body"], one_of=(given,))
        assert fitting(ThingSelection(attributes=(test,)), view) == ["seat"]
    basis = node_attributes("body")["legal_basis"]
    words = AttributeTest(attribute=basis, contains="section CHILDREN")
    assert fitting(ThingSelection(attributes=(words,)), view) == ["b"]


def test_conditions_join_with_and_or_and_not() -> None:
    owned, dated = ThingSelection(has=("owns",)), ThingSelection(search="draft")
    plans = frozenset({"plan"})
    assert fitting(ThingSelection(kinds=plans, every=(owned, dated))) == ["draft"]
    assert fitting(ThingSelection(kinds=plans, some=(dated, ThingSelection(search="bare")))) == [
        "bare",
        "draft",
    ]
    assert fitting(ThingSelection(kinds=plans, some=())) == []
    assert fitting(ThingSelection(kinds=plans, none=owned)) == ["bare", "hoped"]


def test_who_looks_for_what_has_ended_finds_what_took_over() -> None:
    made = Town().body("lscb", "partnership_board", name="Old Board", until="2019-09")
    made.body("scp", "safeguarding_partnership", name="Partnership", since="2019-09")
    made.link("lscb", "succeeded_by", "scp", since="2019-09")
    assert fitting(ThingSelection(search="old BOARD"), made.view()) == ["scp"]


def test_what_holds_has_ended_and_is_to_come_are_told_apart() -> None:
    made = town().link("board", "informs", "old").link("later", "informs", "board")
    made.link("board", "advises", "dcs", until="2022")
    view = made.view(DAY)

    def held(holding: Holding) -> tuple[set[str], set[str]]:
        links = {link.kind for link in links_held(view, holding).values()}
        return {i.partition("/")[2] for i in nodes_held(view, holding)}, links

    assert held(Holding.ENDED) == ({"old"}, {"informs", "advises"})
    assert held(Holding.COMING) == ({"later"}, {"informs"})
    assert "old" not in held(Holding.NOW)[0]
    assert {"old", "later", "board"} <= held(Holding.EVER)[0]


def test_what_reaches_a_thing_is_not_told_by_a_map_that_it_is_not_on() -> None:
    # "": over areas, what is named is not there. The network ended before the day.
    for gone in ("", "testham/nobody", "testham/old", "elsewhere/scp"):
        assert bodies(reaches_not=gone) == []
        assert bodies(reaches=gone) == []
    assert "far" in bodies(reaches_not="testham/scp")
    # Of a kind of body it is asked of every map, as the checks do.
    assert "board" in bodies(reaches_not="hwb")


def test_of_what_has_ended_the_links_of_its_time_count() -> None:
    made = town().post("clerk").body("gone", "network", until="2020")
    made.body("silent", "network", until="2021")
    made.link("clerk", "chairs", "gone", until="2020")
    made.link("deputy", "chairs", "old").link("ann", "chairs", "silent", status="planned")
    view = made.view()
    ended = [one for one in nodes_held(view, Holding.ENDED).values() if one.kind == "body"]

    def fits(**asked: Any) -> set[str]:
        test = ThingSelection(outward=False, **asked).fitting(view)
        return {one.id.partition("/")[2] for one in ended if test(one)}

    assert fits(has=("chairs",)) == {"gone", "old"}
    assert fits(has_not=("chairs",)) == {"silent"}
