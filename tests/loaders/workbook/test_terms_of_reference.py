"""What published terms of reference say has a place: in, shown, out, and in again.

Tests: graph/kinds/kind_types.py
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.facts.identifiers import local_of
from graph.facts.model import Snapshot
from graph.stores.memory import MemoryStore
from loaders.archive import read_archive, write_archive
from tests.loaders.workbook.loading import load, snapshot_after
from tests.loaders.workbook.test_round_trip import there_and_back
from tests.terms_town import TERMS

DAY = "2026-01-31"


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return snapshot_after(TERMS)


def test_every_row_is_accepted_and_loaded_again_says_nothing_new(snapshot: Snapshot) -> None:
    loaded = load(TERMS)
    assert loaded.report.problems == []
    assert load(TERMS, snapshot).changes == ()


@pytest.mark.parametrize("form", ["workbook", "csv"])
def test_it_comes_back_the_same_from_a_workbook(
    snapshot: Snapshot, form: str, tmp_path: Path
) -> None:
    assert there_and_back(snapshot, form, tmp_path) == snapshot


def test_it_comes_back_the_same_from_an_archive(snapshot: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "area.jsonl"
    path.write_text("\n".join(write_archive(snapshot, ())), "utf-8")
    assert read_archive(path).snapshot == snapshot


def ask(snapshot: Snapshot, query: str) -> Any:
    store = MemoryStore()
    store.put(snapshot, ())
    client = TestClient(create_app(store), base_url="http://127.0.0.1")
    asked = f'{{ area(slug: "testham") {{ view(asOf: "{DAY}") {{ {query} }} }} }}'
    answer = client.post("/graphql", json={"query": asked}).json()
    assert "errors" not in answer, answer["errors"]
    return answer["data"]["area"]["view"]


def test_graphql_reads_back_what_was_typed(snapshot: Snapshot) -> None:
    found = ask(snapshot, """bodies(first: 50) { nodes { id: localId name membership
        delegatedAuthority decisionRule quorum quorumClasses { class least } quorumWords deputies
        chairChosenBy termsReviewMonths termsLastReviewed purpose shortName decisionMaking
        tookOverFrom { sentence }
        links(first: 50) { nodes { words other { name } link { attributes { words } } } }
        } }""")["bodies"]["nodes"]  # fmt: skip
    body = {local_of(one["id"]): one for one in found}
    assert (body["harbour-partnership"]["membership"]) == "OPEN"
    assert body["steering-group"]["delegatedAuthority"] is False
    task, learning = body["housing-task-group"], body["learning-committee"]
    assert task["decisionRule"] == ["CONSENSUS", "CHAIR_DECIDES"]
    assert (task["termsReviewMonths"], task["termsLastReviewed"]) == (12, "2025-06-27")
    assert (task["deputies"], task["chairChosenBy"], task["shortName"]) == ("ANY", "ELECTED", "HTG")
    assert learning["quorumClasses"] == [{"class": "Head or deputy head", "least": 1}]
    assert learning["decisionMaking"] == ["DECIDES", "RECOMMENDS"]
    assert body["safeguarding-partnership"]["tookOverFrom"] == [
        {"sentence": "Took over from Old safeguarding board on 29 September 2019."}
    ]

    def said(local: str) -> set[str]:
        found = set()
        for one in body[local]["links"]["nodes"]:
            more = [attribute["words"] for attribute in one["link"]["attributes"]]
            found.add(" ".join((one["words"], one["other"]["name"], *more)))
        return found

    assert {
        "is appointed by Agencies that made the commitment members nominates",
        "is appointed by Agencies that made the commitment its terms approves",
        "is appointed by Lead for community safety members appoints",
        "has a right over Set-up of sub groups decides",
        "receives reports from Coordinator progress of the plan",
    } <= said("steering-group")
    served = {f"is served by Coordinator {work}" for work in ("secretariat", "business management")}
    assert served <= said("harbour-partnership")
    masters = {f"is accountable to {name}" for name in ("Harbour Council", "Children's Trust")}
    assert masters <= said("panel")
    assert "is the executive of Safeguarding partnership" in said("lead-partners-executive")
    assert "has powers from Governing body Visits policy" in said("learning-committee")


def test_the_old_board_is_a_story_on_its_page(snapshot: Snapshot) -> None:
    store = MemoryStore()
    store.put(snapshot, ())
    client = TestClient(create_app(store), base_url="http://127.0.0.1")
    page = client.get(f"/areas/testham/nodes/old-safeguarding-board?asOf={date(2026, 1, 31)}")
    assert "Succeeded by <a href=" in page.text
