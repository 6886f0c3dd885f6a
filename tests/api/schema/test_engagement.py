"""Engagement and meetings over GraphQL: parts, bounds, facts; nobody named, each map read once.

Tests: api/schema/attendance.py, api/schema/meetings.py
"""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from api.schema.execute import answer
from api.service.reader import Reader
from graph.facts.changes import Added, Batch
from graph.stores.memory import MemoryStore
from tests.engagement_town import town
from tests.towns import Town

WHOLE = """
{
  area(slug: "sampleton") { view(asOf: "2026-10-01") {
    engagement { nodes {
      id: subjectId name label labelWords soFar confirmed keyAndSeenLess keyButUnrecorded
      askFirst keyRole
      registers lastSeen ratedByWorkshop sentence remedies
      node: subject { name }
      engagement { value low high coverage notKnown
        parts { name label weight value sentence how method
          facts { id: subjectId sentence source } } }
      influence { value parts { name value } }
      attendance {
        value margin registers
        entries { day value part words among body { name } fact { id: subjectId source } }
      }
      attendanceTotals { fact: subjectId sentence source }
      imported { instrument sentence facts { source } }
      facts { id: subjectId source }
    } }
    notScored { id: subjectId name why }
    arrangements { about: subjectId sentence remedy facts { sentence } }
    meetings(where: {body: "main"}) {
      totalCount
      nodes {
        id: localId day cancelled body { name } sentence sources { words }
        register { value valueWords part
          holder { id: localId } organisation { id: localId } seat { id: localId } }
      }
    }
  }
} }
"""


def reader_of(made: Town) -> Reader:
    store = MemoryStore()
    changes = tuple(Added(fact) for fact in made.snapshot().facts().values())
    when = datetime(2026, 10, 1, tzinfo=UTC)
    batch = Batch(id="b", area=made.slug, who="A", when=when, source="minutes", changes=changes)
    store.apply(batch)
    return Reader(store)


@pytest.fixture(scope="module")
def area() -> Any:
    found = answer(reader_of(town()), WHOLE)
    assert found.errors == []
    assert found.data is not None
    view = found.data["area"]["view"]
    return {**view, "engagement": view["engagement"]["nodes"]}


def test_partners_come_with_parts_bounds_and_facts(area: Any) -> None:
    icb = area["engagement"][0]
    assert (icb["name"], icb["label"], icb["confirmed"]) == ("Sampleton ICB", "QUIET", True)
    assert (icb["labelWords"], icb["lastSeen"]) == ("has been seen less", "2025-12-15")
    score = icb["engagement"]
    assert score["low"] < score["value"] < score["high"]
    assert sum(part["weight"] for part in score["parts"]) == pytest.approx(1)
    attendance = score["parts"][0]
    assert attendance["facts"][0]["sentence"].startswith("Sampleton family hubs board met on")
    assert "Minutes" in attendance["facts"][0]["source"]
    missing = [part for part in score["parts"] if part["value"] is None]
    assert [part["label"] for part in missing] == score["notKnown"]
    read = {fact["id"] for fact in icb["facts"]}
    assert {fact["id"] for part in score["parts"] for fact in part["facts"]} <= read
    assert icb["imported"][0]["sentence"] == "Survey: reliability 2.5."


def test_attendance_comes_entry_by_entry_with_how_far_it_may_be_off(area: Any) -> None:
    icb = area["engagement"][0]
    attendance = icb["attendance"]
    assert (round(attendance["value"], 4), round(attendance["margin"], 4)) == (0.3575, 0.2588)
    assert attendance["registers"] == icb["registers"] == 5
    latest = attendance["entries"][-1]
    assert (latest["day"], latest["value"], latest["among"]) == ("2026-09-15", "APOLOGIES", 1)
    assert latest["words"] == "15 September 2026, apologies"
    assert latest["body"]["name"] == "Sampleton family hubs board"
    assert latest["fact"]["id"] == "sampleton/m4"
    assert latest["fact"]["source"].startswith("Minutes")


def test_totals_are_told_of_their_organisation_with_their_source(area: Any) -> None:
    (total,) = area["engagement"][0]["attendanceTotals"]
    assert total["sentence"] == (
        "Year to March, Sampleton ICB lead at Sampleton family hubs board: present 2."
    )
    assert total["source"].startswith("Minutes")
    assert [p["attendanceTotals"] for p in area["engagement"][1:]] == [[]] * 6


def test_all_but_whom_to_ask_first_are_by_name_and_say_so_far(area: Any) -> None:
    names = [partner["name"] for partner in area["engagement"]]
    assert names[:2] == ["Sampleton ICB", "Sampleton Police"]
    assert names[2:] == sorted(names[2:])
    so_far = [p["name"] for p in area["engagement"] if p["soFar"]]
    assert so_far == ["Sampleton Schools"]
    school = next(p for p in area["engagement"] if p["soFar"])
    assert school["labelWords"] == "has been seen often so far"


def test_what_is_not_known_has_no_order_and_no_label(area: Any) -> None:
    police = next(p for p in area["engagement"] if p["id"] == "sampleton/police")
    assert police["label"] == "NOT_ENOUGH"
    assert police["keyButUnrecorded"]
    assert police["askFirst"] is None


def test_families_are_listed_as_not_scored_with_why(area: Any) -> None:
    assert area["notScored"][0] == {
        "id": "sampleton/parents",
        "name": "Parents of Sampleton",
        "why": "families and young people are never scored",
    }
    assert "sampleton/parents" not in {p["id"] for p in area["engagement"]}
    assert area["arrangements"][0]["about"] == "sampleton/main"


def test_meetings_have_registers_by_post_and_organisation(area: Any) -> None:
    meetings = area["meetings"]
    assert meetings["totalCount"] == 8
    days = [meeting["day"] for meeting in meetings["nodes"]]
    assert days == sorted(days)
    latest = next(m for m in meetings["nodes"] if m["id"].endswith("m4"))
    council = latest["register"][0]
    assert council["holder"] == {"id": "sampleton/council-lead"}
    assert council["organisation"] == {"id": "sampleton/council"}
    assert council["valueWords"] == "present for part of it"
    assert [m["cancelled"] for m in meetings["nodes"] if m["day"] == "2026-07-15"] == [True]


def test_no_person_is_named_in_a_register() -> None:
    made = Town().main().organisation("icb", "icb").node("ada", "person", name="Ada Example")
    made.link("ada", "employed_by", "icb").link("ada", "member_of", "main")
    made.meet("m1", "main", "2024-03-01", ada="no_contact")
    query = """
    { area(slug: "testham") { view { meetings { nodes { register {
        holder { name } seat { sentence } organisation { name } valueWords } } } } } }"""
    found = answer(reader_of(made), query)
    assert found.errors == []
    assert found.data is not None
    entry = found.data["area"]["view"]["meetings"]["nodes"][0]["register"][0]
    assert entry == {
        "holder": None,
        "seat": None,
        "organisation": {"name": "ICB"},
        "valueWords": "no contact",
    }


class Counting:
    """A store that counts what is asked of it."""

    def __init__(self, store: Any) -> None:
        self.store, self.calls = store, Counter[str]()

    def __getattr__(self, name: str) -> Any:
        self.calls[name] += 1
        return getattr(self.store, name)


def test_however_deep_the_map_is_read_once() -> None:
    reader = reader_of(town())
    counting: Any = Counting(reader.store)
    assert answer(Reader(counting), WHOLE).errors == []
    # How large the areas are is asked for once, before the question runs.
    assert counting.calls == {"areas": 1, "edition": 1, "read": 1}


def test_an_earlier_day_knows_nothing_of_later_meetings() -> None:
    query = """
    { area(slug: "sampleton") { view(asOf: "2025-10-01") { meetings { totalCount }
      engagement { nodes { id: subjectId registers } } } } }"""
    found = answer(reader_of(town()), query)
    assert found.data is not None
    assert found.data["area"]["view"]["meetings"]["totalCount"] == 2
    partners = found.data["area"]["view"]["engagement"]["nodes"]
    registers = {p["id"]: p["registers"] for p in partners}
    assert registers["sampleton/icb"] == 1
