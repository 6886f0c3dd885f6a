"""The command history: what was written, by whom, by which door; also as JSON and CSV.

Tests: api/reports/history.py
"""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from api.cli import run
from api.commands.options import chosen_store
from graph.facts.changes import Changed
from graph.facts.map_places import PlacesMoved
from tests.api.test_cli import refused, said, store
from tests.graph.stores.small import BOARD, batch, town
from tests.graph.taking_back import take_back

__all__ = ["store"]


@pytest.fixture
def told(store: str) -> None:
    """A store with a town, a batch of which all is said, and what took another one back."""
    with chosen_store(None, creating=True) as opened:
        town(opened)
        opened.apply(batch("named", Changed(replace(BOARD, name="Renamed"))))
        opened.apply(
            replace(
                batch("told", Changed(replace(BOARD, name="Renamed", note="x"))),
                via="graphql",
                said_by="the council's clerk",
                day=date(2024, 3, 30),
                places=(PlacesMoved("columns", {BOARD.id: (1, 2)}),),
            )
        )
        take_back(opened, "told")


@pytest.mark.usefixtures("told")
class TestHistory:
    def test_in_words(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["history", "coventry"]) == 0
        text = " ".join(said(capsys).split())
        assert "Coventry: 4 writings, the newest first." in text
        assert "1 fact altered, 1 thing moved on the map [told]" in text
        assert "Written through GraphQL. Said by the council's clerk on 30 March 2024." in text
        assert "Taken back by Bea on 31 March 2024" in text
        assert "It takes back what Ada on 31 March 2024, 09:30 (UTC) wrote." in text
        assert "Renamed was put elsewhere (columns)" in text
        assert "By which door it was written is not recorded." in text

    def test_one_writing_since_a_day_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["history", "coventry", "--batch", "told", "--format", "json"]) == 0
        found = json.loads(said(capsys))["changes"]
        assert {one["via"] for one in found} == {"graphql"}
        assert {one["day"] for one in found} == {"2024-03-30"}
        assert {one["action"]: one["placesMoved"] for one in found} == {"changed": 0, "moved": 1}
        assert run(["history", "coventry", "--since", "2024-04-01", "--format", "json"]) == 0
        assert json.loads(said(capsys))["changes"] == []
        assert run(["history", "coventry", "--about", "chair", "--format", "json"]) == 0
        assert len(json.loads(said(capsys))["changes"]) == 2

    def test_as_csv(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["history", "coventry", "--format", "csv"]) == 0
        rows = list(csv.DictReader(io.StringIO(said(capsys))))
        assert {row["via"] for row in rows} == {"through GraphQL", "not recorded"}
        assert {row["takes back"] for row in rows} == {"", "told"}
        assert {row["said by"] for row in rows} == {"", "the council's clerk"}

    def test_a_batch_that_is_not_there(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert 'Nothing was written with the id "none"' in refused(
            capsys, "history", "coventry", "--batch", "none"
        )
