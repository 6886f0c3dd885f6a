"""Who may decide in words: text, JSON and CSV say the same of each matter, each with its source."""

import csv
import io
import json
from datetime import date

import pytest

from api.errors import UsageError
from api.reports.decisions import HOW_TO_RECORD, NO_MATTERS, as_csv, as_json, as_text
from graph.errors import UnknownThing
from graph.view import View
from tests.deciding_town import deciding_town
from tests.towns import Town

ON = date(2026, 11, 1)


def view() -> View:
    return View(deciding_town(), ON)


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_text_says_who_decides_how_far_and_who_passed_it_on() -> None:
    said = one_line(as_text(view()))
    assert "Pooled budget (budget) [1] Executive of the partnership decides." in said
    assert "Limit: Any spending outside the plan." in said
    assert (
        "Decides: Executive of the partnership (up to £250,000; More needs all partners; it may be "
        "delegated) [1]" in said
    )
    assert (
        "- Decideham Council delegates to Executive of the partnership (up to £250,000; Each year)"
        in said
    )
    assert "Decisions taken: Budget agreed (agreed; on 1 March 2026; by Executive of the" in said
    assert "Staffing (named in words only) Nobody is recorded as deciding: ask." in said
    assert "Escalated to: Decideham Council (from Executive of the partnership; step 1)" in said
    assert "Powers passed on without naming a matter - DCS delegates to Partnership manager" in said


@pytest.mark.parametrize("matter", ["budget", "decideham/budget", "the pooled budget"])
def test_one_matter_is_found_by_id_or_name(matter: str) -> None:
    content = json.loads(as_json(view(), matter))
    assert [each["id"] for each in content["matters"]] == ["decideham/budget"]
    assert "without_a_matter" not in content


def test_a_matter_named_in_words_only_is_found_by_them() -> None:
    (found,) = json.loads(as_json(view(), "Staffing"))["matters"]
    assert (found["id"], found["nobody_recorded"]) == (None, True)
    (step,) = found["delegations"]
    assert (step["from"], step["to"], step["limit"]) == (
        "decideham/council", "decideham/exec", 250_000,
    )  # fmt: skip


def test_another_matter_is_refused_with_what_is_near() -> None:
    with pytest.raises(UnknownThing, match='Did you mean "Pooled budget"'):
        as_text(view(), "pooled budgets")
    with pytest.raises(UsageError, match="leave it out for all"):
        as_text(view(), " ")


def test_csv_has_a_row_for_each_fact_and_one_where_nobody_decides() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(view()))))
    said = [(row["matter"], row["what"], row["who"], row["to"]) for row in rows]
    council, executive = "Decideham Council", "Executive of the partnership"
    assert said == [
        ("Pooled budget", "Decides", executive, ""),
        ("Pooled budget", "Named for it", "Ann Example", ""),
        ("Pooled budget", "Decision taken", "Budget agreed", ""),
        ("Pooled budget", "Delegates", council, executive),
        ("dispute", "Nobody recorded", "", ""),
        ("dispute", "Escalated to", "", council),
        ("staffing", "Nobody recorded", "", ""),
        ("staffing", "Delegates", council, executive),
        ("", "Delegates", "DCS", "Partnership manager"),
    ]
    assert {row["limit_pounds"] for row in rows} == {"", "250000"}


def test_joint_decisions_and_those_that_nobody_takes_are_told_apart() -> None:
    town = Town().organisation("council").organisation("icb", "icb").body("board", "hwb")
    for local in ("a", "b", "c", "d"):
        town.node(local, "matter", name=f"Matter {local}")
    town.link("council", "has_right_over", "a", right="must_agree")
    town.link("icb", "has_right_over", "a", right="must_agree")
    town.link("icb", "has_right_over", "b", right="must_agree")
    town.link("board", "has_right_over", "c", right="decides", reserved=True)
    town.link("icb", "has_right_over", "c", right="must_agree")
    town.link("board", "has_right_over", "d", right="decides", status="planned")
    said = {each["name"]: each["sentence"] for each in json.loads(as_json(town.view()))["matters"]}
    assert said == {
        "Matter a": "COUNCIL and ICB decide together: each must agree.",
        "Matter b": "Without ICB nothing is decided; who decides is not recorded: ask.",
        "Matter c": "BOARD decides; ICB must agree.",
        "Matter d": "Nobody is recorded as deciding yet: what is planned or disputed counts for "
        "nothing.",
    }
    text = one_line(as_text(town.view()))
    assert "Decides: BOARD (reserved: it cannot be delegated)" in text
    assert "Decides: BOARD (planned)" in text


def test_an_area_without_such_facts_says_what_to_record_and_where() -> None:
    said = one_line(as_text(Town().main().view()))
    assert NO_MATTERS in said
    assert HOW_TO_RECORD in said
