"""Which facts and documents fit, and which links and meetings.

Tests: graph/selection/fact_selection.py, graph/selection/link_selection.py,
graph/selection/meeting_selection.py
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.facts.model import Node, Reference, Source
from graph.selection.fact_selection import FactSelection, SourceSelection, facts_of
from graph.selection.link_selection import LinkSelection
from graph.selection.meeting_selection import MeetingSelection
from graph.view import View
from tests.towns import Town


def town() -> View:
    made = Town().main("board", name="Early Help Board", since="2020").body("scp", "hwb")
    made.post("dcs").link("dcs", "chairs", "board").link("board", "reports_to", "scp")
    made.link("board", "coordinates_with", "scp", document="plan", confidence="inferred")
    made.link("dcs", "member_of", "board", since="2021", vacant=True, level="strategic")
    made.meet("m1", "board", "2024-01-15", dcs="present").meet("m2", "board", "2024-02")
    made.meet("m3", "board", "2024-03-01", cancelled=True).meet("m4", "board", "2024-09-01")
    made.declare("members", of="board")
    both = (Reference("minutes"), Reference("plan"), Reference("plan", "p2"))
    for local, sources in (("scp", both), ("dcs", ())):
        node = made.facts[f"testham/{local}"]
        assert isinstance(node, Node)
        made.facts[node.id] = replace(node, sources=sources)
    kept = Source(area="testham", document="plan", title="Plan", address="https://plan.example")
    made.facts[kept.id] = kept
    return made.view()


VIEW = town()


def facts(**asked: Any) -> list[str]:
    fits = FactSelection(**asked).fitting(VIEW)
    return [fact.id.partition("/")[2] for fact in facts_of(VIEW).values() if fits(fact)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"document": "plan"}, ["scp", "board~coordinates_with~scp"]),
        ({"document": "plan", "documents": 1}, ["board~coordinates_with~scp"]),
        ({"documents": 2}, ["scp"]),
        ({"documents": 0, "sorts": frozenset({"thing"})}, ["dcs"]),
        ({"sorts": frozenset({"meeting"})}, ["m1", "m2", "m3"]),
        ({"sorts": frozenset({"declaration"})}, ["declared~members~board"]),
        (
            {"about": "testham/board", "sorts": frozenset({"meeting", "declaration", "thing"})},
            ["board", "m1", "m2", "m3", "declared~members~board"],
        ),
        ({"search": "DCS chairs"}, ["dcs~chairs~board"]),
        ({"confidences": frozenset({"inferred"})}, ["board~coordinates_with~scp"]),
        ({"undated": False}, ["board", "dcs~member_of~board"]),
        ({"statuses": frozenset({"planned"})}, []),
        ({"document": "nothing"}, []),
    ],
)
def test_facts_are_narrowed(asked: dict[str, Any], found: list[str]) -> None:
    if "undated" in asked:
        asked = {**asked, "sorts": frozenset({"thing", "link"})}
    assert facts(**asked) == found


def test_the_area_is_a_fact_of_its_own() -> None:
    assert "" in facts(sorts=frozenset({"area"}))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"upward": True}, ["board~reports_to~scp"]),
        ({"kinds": frozenset({"chairs"})}, ["dcs~chairs~board"]),
        ({"start": "testham/board"}, ["board~coordinates_with~scp", "board~reports_to~scp"]),
        ({"end": "testham/scp", "upward": False}, ["board~coordinates_with~scp"]),
        ({"about": "testham/dcs"}, ["dcs~chairs~board", "dcs~member_of~board"]),
        ({"search": "dcs early"}, ["dcs~chairs~board", "dcs~member_of~board"]),
        ({"undated": False}, ["dcs~member_of~board"]),
        ({"confidences": frozenset({"inferred"})}, ["board~coordinates_with~scp"]),
    ],
)
def test_links_are_narrowed(asked: dict[str, Any], found: list[str]) -> None:
    fits = LinkSelection(**asked).fitting(VIEW)
    shown = VIEW.shown.links.values()
    assert [link.id.partition("/")[2] for link in shown if fits(link)] == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"held": True}, ["m1", "m2"]),
        ({"register_recorded": True, "holder": "testham/dcs"}, ["m1"]),
        # Of February it is open whether it met before the tenth.
        ({"before": date(2024, 2, 10)}, ["m1"]),
        ({"after": date(2024, 2, 10)}, ["m3"]),
        ({"body": "testham/scp"}, []),
    ],
)
def test_meetings_are_narrowed(asked: dict[str, Any], found: list[str]) -> None:
    fits = MeetingSelection(**asked).fitting(VIEW)
    assert [one.id.partition("/")[2] for one in VIEW.meetings if fits(one)] == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"search": "council MIN"}, ["minutes"]),
        ({"document": "plan"}, ["plan"]),
        ({"address_held": True}, ["plan"]),
        ({"read_on_recorded": True}, []),
    ],
)
def test_documents_are_narrowed(asked: dict[str, Any], found: list[str]) -> None:
    fits = SourceSelection(**asked).fitting(VIEW)
    held = VIEW.snapshot.sources.values()
    assert [source.document for source in held if fits(source)] == found
