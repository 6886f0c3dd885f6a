"""Who may decide over GraphQL: what the page shows, with ids, limits and sources."""

from typing import Any

import pytest

from api.schema.execute import answer
from api.service.reader import Reader
from graph.stores.memory import MemoryStore
from tests.deciding_town import SLUG, deciding_town

HELD = "{ holder { name } notes limit reserved notYet link { id: localId } readIn }"
WHOLE = f"""
query Decisions($matter: String) {{
  area(slug: "{SLUG}") {{ view(asOf: "2026-11-01") {{
    decisions(matter: $matter) {{
      name sentence nobodyRecorded matter {{ id: localId }}
      decides {HELD} mustAgree {HELD} recommends {HELD} isConsulted {HELD} isInformed {HELD}
      rightNotRecorded {HELD}
      route {{ depth from {{ name }} to {{ name }} limit notes link {{ kind }} readIn }}
      escalations {{ sentence }} namedForIt {{ sentence }} decisionsTaken {{ id: localId }}
      facts {{ sentence source }}
    }}
    unnamedDelegations {{ from {{ name }} to {{ name }} }}
  }}
}} }}
"""


@pytest.fixture(scope="module")
def reader() -> Reader:
    store = MemoryStore()
    store.put(deciding_town(), ())
    return Reader(store)


def asked(reader: Reader, matter: str | None = None) -> dict[str, Any]:
    found = answer(reader, WHOLE, {"matter": matter})
    assert found.errors == []
    assert found.data is not None
    return dict(found.data["area"]["view"])


def test_a_matter_has_its_rights_its_route_and_what_was_decided(reader: Reader) -> None:
    (budget,) = asked(reader, "pooled budget")["decisions"]
    assert budget["sentence"] == "Executive of the partnership decides."
    assert budget["matter"] == {"id": f"{SLUG}/budget"}
    (held,) = budget["decides"]
    assert (held["holder"]["name"], held["limit"], held["reserved"], held["notYet"]) == (
        "Executive of the partnership", 250_000.0, False, False,
    )  # fmt: skip
    assert held["readIn"] == "no source recorded"
    (step,) = budget["route"]
    assert (step["depth"], step["from"]["name"], step["link"]["kind"]) == (
        0, "Decideham Council", "DELEGATES_TO",
    )  # fmt: skip
    assert budget["decisionsTaken"] == [{"id": f"{SLUG}/d1"}]
    assert len(budget["facts"]) == 5


def test_all_matters_and_the_delegations_of_none(reader: Reader) -> None:
    found = asked(reader)
    assert [(m["name"], m["nobodyRecorded"]) for m in found["decisions"]] == [
        ("Pooled budget", False),
        ("dispute", True),
        ("staffing", True),
    ]
    assert found["decisions"][2]["matter"] is None
    assert found["unnamedDelegations"] == [
        {"from": {"name": "DCS"}, "to": {"name": "Partnership manager"}}
    ]


def test_a_matter_that_is_not_there_is_an_error_with_what_is_near(reader: Reader) -> None:
    found = answer(reader, WHOLE, {"matter": "pooled budgets"})
    assert any("Pooled budget" in error["message"] for error in found.errors)
