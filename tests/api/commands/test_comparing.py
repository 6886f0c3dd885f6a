"""The commands that compare and measure, as a user runs them.

Tests: api/reports/comparison.py, api/reports/measures.py.
"""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from api.cli import run
from graph.rules.finding import Outcome
from graph.rules.run import RULES
from tests.api.test_cli import counts, filled, refused, said, store

__all__ = ["filled", "store"]

DAYS = ("--from", "2023-03-31", "--to", "2026-11-24")


@pytest.mark.usefixtures("filled")
class TestCompare:
    def test_two_days_in_words(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["compare", "york", *DAYS]) == 0
        text = said(capsys)
        assert text.startswith("York: 31 March 2023, beside 24 November 2026\n")
        order = ["\nAdded (", "\nEnded (", "\nChanged (none)", "\nLines upward", "\nFindings that"]
        places = [text.index(heading) for heading in order]
        assert places == sorted(places)
        assert "guidance: " in text
        assert "\nTotals\n" in text

    def test_json_names_both_sides(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["compare", "york", *DAYS, "--format", "json"]) == 0
        answer = json.loads(said(capsys))
        assert (answer["before"]["asOf"], answer["after"]["asOf"]) == ("2023-03-31", "2026-11-24")
        assert sum(answer["after"]["totals"].values()) == len(RULES)
        outcomes = {moved["after"] for moved in answer["opened"]}
        assert outcomes <= {"gap", "planned", "silent"}
        assert all(fact["source"] for fact in (*answer["added"], *answer["ended"]))

    def test_two_areas(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["compare", "coventry", "--with", "york"]) == 0
        text = said(capsys)
        assert "Two areas share no facts" in text
        assert "\nAdded" not in text
        assert text.startswith("Coventry, 31 March 2024, beside York, 31 March 2024\n")
        met = [counts(slug)[Outcome.MET] for slug in ("coventry", "york")]
        assert "\n  met: {}, now {}\n".format(*met) in text

    def test_a_new_name_and_what_became_of_the_bodies(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "Bodies.csv").write_text(
            "Id,Name,Since\nsehp,Families Board,\nnew,New group,2025-05-01\n"
        )
        run(["load", str(tmp_path / "Bodies.csv"), "--area", "coventry"])
        capsys.readouterr()
        days = ("--from", "2025-04-30", "--to", date.today().isoformat())
        assert run(["compare", "coventry", *days]) == 0
        text = said(capsys)
        assert "\nNew names (1)\n" in text
        assert "is now called “Families Board”, as was written" in " ".join(text.split())
        assert text.index("1 body is new: New group (since 1 May 2025).") < text.index("\nAdded (")
        assert run(["compare", "coventry", *days, "--format", "json"]) == 0
        answer = json.loads(said(capsys))
        assert [one["after"] for one in answer["renamed"]] == ["Families Board"]
        assert len(answer["inShort"]) == 5

    def test_what_was_on_record_before_its_first_day_is_nothing(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        known = ("--known-from", "2020-01-01", "--known-to", "2020-02-01")
        assert "Nothing was recorded of York" in refused(capsys, "compare", "york", *known)
        assert "earlier day first" in refused(
            capsys, "compare", "york", "--known-from", "2026-02-01", "--known-to", "2026-01-01"
        )

    def test_what_cannot_be_compared_is_one_sentence(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert "one of them" in refused(capsys, "compare", "york")
        assert "one of them" in refused(capsys, "compare", "york", "--with", "coventry", *DAYS)
        assert "give both" in refused(capsys, "compare", "york", "--from", "2023-03-31")
        assert "another area" in refused(capsys, "compare", "york", "--with", "york")
        assert "coventry" in refused(capsys, "compare", "york", "--with", "coventri")
        assert "scenario" in refused(capsys, "compare", "york", "--scenario", "none")


@pytest.mark.usefixtures("filled")
class TestMeasures:
    def test_what_hangs_on_one_thing_comes_first(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["measures", "coventry"]) == 0
        text = said(capsys)
        order = [
            "\nSingle points of failure",
            "\nJoined by one holder only",
            "\nMost joined",
            "\nGroups",
        ]
        places = [text.index(heading) for heading in order]
        assert places == sorted(places)
        assert "When not to read it: " in text
        assert "Linton C. Freeman, 1978" in text

    def test_one_measure_as_csv(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["measures", "westminster", "--measure", "degree", "--format", "csv"]) == 0
        rows = list(csv.DictReader(io.StringIO(said(capsys))))
        assert {row["measure"] for row in rows} == {"degree"}
        assert {row["kind"] for row in rows} <= {"body", "post", "organisation"}
        values = [float(row["value"]) for row in rows]
        assert values == sorted(values, reverse=True)

    def test_json_says_how_much_is_recorded(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["measures", "coventry", "--measure", "reach", "--format", "json"]) == 0
        (measure,) = json.loads(said(capsys))["measures"]
        assert measure["coverage"]["enough"] is False
        assert measure["caution"].startswith("Too little is recorded")

    def test_an_unknown_measure_is_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert "degree" in refused(capsys, "measures", "york", "--measure", "fame")


def test_a_store_without_areas_says_what_to_do(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not store.exists()
    assert "goldenthread examples" in refused(capsys, "measures", "york")
