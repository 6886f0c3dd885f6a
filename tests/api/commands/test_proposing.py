"""Trying changes on the command line: what is printed, what is kept, and what is refused.

Tests: api/service/proposals.py, api/service/scenarios.py, api/service/sights.py,
api/commands/suggesting.py.
"""

import json
from pathlib import Path

import pytest

from api.cli import run
from api.service.proposals import MOST_CHANGES

LINE = "sehp reports to Coventry Safeguarding Children's Partnership"


@pytest.fixture(autouse=True)
def store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    path = tmp_path / "store.lbug"
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{path}")
    assert run(["examples", "coventry"]) == 0
    capsys.readouterr()
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert run(arguments) == code
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    return captured.err


def test_a_link_is_tried_and_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    printed = said(capsys, "what-if", "coventry", "--add", "adv1 reports_to sehp")
    assert (
        "Early help advisory group, South reports to Strategic Early Help Partnership." in printed
    )
    assert "Would open: nothing" in printed
    assert "no-orphan-body" in printed
    assert "Strategic Early Help Partnership to the safeguarding partnership" in printed
    assert printed.endswith("Nothing was written.\n")
    assert "revision 1" in said(capsys, "areas")


def test_a_scenario_is_kept_listed_accepted_and_gone(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "what-if", "coventry", "--add", "adv1 reports_to sehp", "--keep", "South")
    assert '"South" by' in said(capsys, "scenarios", "coventry")
    assert "(revision 2)" in said(capsys, "accept", "coventry", "South")
    assert "No scenario of coventry" in said(capsys, "scenarios", "coventry")
    path = said(capsys, "path", "coventry", "adv1", "sehp")
    assert 'source: Scenario "South", proposed by' in path
    assert "recorded already" in refused(
        capsys, "what-if", "coventry", "--add", "adv1 reports_to sehp"
    )


def test_a_scenario_is_dropped_and_the_record_stays(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "what-if", "coventry", "--add", "adv1 reports_to sehp", "--keep", "South")
    assert "dropped" in said(capsys, "drop", "coventry", "South")
    gone = "was dropped a moment ago by"
    assert gone in refused(capsys, "drop", "coventry", "South")
    assert gone in refused(capsys, "accept", "coventry", "South")
    assert "no scenario" in refused(capsys, "accept", "coventry", "North")
    assert "revision 1" in said(capsys, "areas")


def test_a_name_that_is_kept_is_taken_only_by_saying_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    south = ("what-if", "coventry", "--add", "adv1 reports_to sehp", "--keep", "South")
    assert 'Kept as "South" (version 1)' in said(capsys, *south)
    other = ("what-if", "coventry", "--add", "adv2 reports_to sehp", "--keep", "South")
    told = refused(capsys, *other)
    assert 'kept "South" on' in told
    assert told.endswith("To keep yours over it: --over 1.\n")
    assert "(version 1): 2 changes" in said(capsys, "scenarios", "coventry")
    assert 'Kept as "South" (version 2)' in said(capsys, *other, "--over", "1")
    assert "after version 1, which you saw" in refused(capsys, *south, "--over", "1")
    for command in ("accept", "drop"):
        late = refused(capsys, command, "coventry", "South", "--version", "1")
        assert "(version 2), and you saw version 1" in late
    assert "(revision 2)" in said(capsys, "accept", "coventry", "South", "--version", "2")
    assert "add --keep NAME" in refused(capsys, *south[:4], "--over", "1")


def test_what_somebody_else_has_moved_is_a_conflict(capsys: pytest.CaptureFixture[str]) -> None:
    end = ("--end", "sehp~accountable_to~cscp")
    for name, day in (("One", "2024-01-01"), ("Two", "2024-02-01")):
        said(capsys, "what-if", "coventry", *end, day, "--keep", name)
    said(capsys, "accept", "coventry", "One")
    assert "Nothing was written" in refused(capsys, "accept", "coventry", "Two")
    assert '"Two"' in said(capsys, "scenarios", "coventry")


def test_changes_come_from_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "changes.jsonl"
    body = {"id": "hwb", "kind": "body", "name": "Our HWB", "body_kind": "hwb"}
    link = {"from": "sehp", "kind": "reports_to", "to": "Our HWB"}
    lines = [{"node": body}, {"link": link}, {"withdrawn": "cyp~contributes_to~ehs"}]
    file.write_text("\n".join(map(json.dumps, lines[:2])), encoding="utf-8")
    arguments = ("what-if", "coventry", str(file), "--format", "json")
    found = json.loads(said(capsys, *arguments))
    assert found["changes"][1] == "Strategic Early Help Partnership reports to Our HWB."
    closed = {moved["rule"]: moved["after"] for moved in found["closed"]}
    assert closed["link-health-wellbeing-board"] == "met"
    sight = found["lines_of_sight"][1]
    assert (sight["reached_before"], sight["reached"]) == (False, True)
    # The same as one JSON list.
    file.write_text(json.dumps(lines[:2]), encoding="utf-8")
    assert json.loads(said(capsys, *arguments)) == found
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert "Change 3:" in refused(capsys, *arguments)


def test_a_thing_that_is_not_on_the_map_is_added_as_planned(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    link = "sehp reports_to Our wellbeing board"
    new = ("--new", "our wellbeing board", "hwb", "--add", link)
    printed = said(capsys, "what-if", "coventry", *new)
    assert "Our wellbeing board would be added to the map as planned: a health and" in printed
    assert "Our wellbeing board (would be planned, as Our wellbeing board is)." in printed
    assert "link-health-wellbeing-board (not recorded, then planned)" in printed
    assert "after:  Planned, not yet so: Strategic Early Help Partnership →" in printed
    # A file may leave the id out.
    node = {"kind": "body", "name": "Our HWB", "body_kind": "hwb", "status": "planned"}
    lines = [{"node": node}, {"link": {"from": "sehp", "kind": "reports_to", "to": "Our HWB"}}]
    file = tmp_path / "changes.json"
    file.write_text(json.dumps(lines), encoding="utf-8")
    assert "Our HWB (would be planned" in said(capsys, "what-if", "coventry", str(file))
    assert 'no kind of thing "castle"' in refused(
        capsys, "what-if", "coventry", "--new", "A", "castle"
    )
    assert "Give the new thing a name" in refused(
        capsys, "what-if", "coventry", "--new", " ", "body"
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "Change 1: it is not JSON"),
        ("[1]", "Change 1: it is no JSON object"),
        ('{"link": {"from": "sehp"}}', "Change 1: it cannot be read"),
        ('{"links": {}}', "Change 1: it cannot be read"),
        ('{"link": 3}', "Change 1: it cannot be read"),
        ('{"change": "changed"}', "Change 1: it cannot be read"),
        ('{"ended": "sehp", "until": "soon"}', '"soon" is not a date'),
        ('{"node": {"id": "x", "kind": "bodie", "name": "X"}}', "Change 1:"),
        ('{"withdrawn": "sehp"}', "cannot be withdrawn while"),
        (json.dumps([{"ended": "sehp", "until": "2030"}] * (MOST_CHANGES + 1)), "at most 200"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str, words: str
) -> None:
    file = tmp_path / "changes.json"
    file.write_text(content, encoding="utf-8")
    assert words in refused(capsys, "what-if", "coventry", str(file))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Nothing to try"),
        (("nowhere.json",), "there is no such file"),
        (("--add", "sehp and cscp"), "is no link"),
        (("--add", "sehp chairs cscp"), "choose one of accountable_to"),
        (("--add", "sehp reports_to nobody"), 'no thing "nobody"'),
        (("--add", LINE, "--keep", " "), "Give the scenario a name"),
        (("--end", "sehp", "soon"), '"soon" is not a date'),
        (("--withdraw", "nobody"), 'no fact "nobody"'),
    ],
)
def test_what_cannot_be_tried_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert words in refused(capsys, "what-if", "coventry", *arguments)


def test_what_would_close_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    printed = said(
        capsys, "suggest", "coventry", "no-orphan-body", "--subject", "adv2", "--most", "2"
    )
    assert "1. Early help advisory group, Central reports to" in printed
    assert "A question to ask" in printed
    assert "3." not in printed
    arguments = ("suggest", "coventry", "early-help-strategy-owned", "--format", "json")
    assert run(arguments) in (0, 1)
    assert isinstance(json.loads(capsys.readouterr().out), list)
    assert "no check" in refused(capsys, "suggest", "coventry", "no-orphan-bodies").lower()
    nothing = said(capsys, "suggest", "coventry", "main-board-exists", code=1)
    assert nothing == "Nothing is open here. What this check asks is met.\n"
    each = said(capsys, "suggest", "coventry", "no-orphan-body")
    assert each.count("  1. ") > 1
    assert "  2. " not in each
    asked = ("suggest", "coventry", "children-and-transformation-leaders")
    assert "No small step closes it: who employs somebody" in said(capsys, *asked, code=1)
    rows = json.loads(said(capsys, *asked, "--format", "json", code=1))
    assert {row["word"] for row in rows} == {"none"}
    assert rows[0]["changes"] == []


def test_what_hangs_on_a_thing_that_ends_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    end = ("what-if", "coventry", "--end", "Strategic Early Help Partnership", "2024-03-30")
    printed = said(capsys, *end)
    assert "on 30 March 2024, and 11 facts go on hanging on it" in printed
    assert "What it answers to: 2 (" in printed
    assert "Who took over from Strategic Early Help Partnership is not on record: ask." in printed
    heir = ("--successor", "adv1", "--takes-over", "2024-04-15", "--hanging", "all", "moves")
    printed = said(capsys, *end, *heir, "--hanging", "lines-up", "stays", "--keep", "Merge")
    assert "is succeeded by Early help advisory group, South (since 2024-04-15)." in printed
    assert "South oversees Family hub 8 of 8 (model performance) (since 2024-04-15)." in printed
    assert "2 facts go on hanging on it" in printed
    accepted = said(capsys, "accept", "coventry", "Merge")
    assert accepted.startswith(
        "Strategic Early Help Partnership ends on 30 March 2024, and 2 facts"
    )
    listed = json.loads(said(capsys, "what-if", "coventry", "--end", "cscp", "2024-03-30",
                             "--format", "json"))  # fmt: skip
    assert listed["hanging"][0].startswith("Coventry Safeguarding Children's Partnership ends")
    assert listed["not_as_asked"] == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--successor", "adv1"), "give one --end with them"),
        (("--end", "sehp", "2024", "--hanging", "all", "moves"), "nobody is named that takes over"),
        (("--end", "sehp", "2024", "--hanging", "chair", "ends"), 'no fact "chair"'),
        (("--end", "adv1~reports_to~sehp", "2024", "--successor", "adv1"), "no fact"),
        (("--end", "sehp", "2024", "--successor", "nobody at all"), "no thing"),
    ],
)
def test_an_ending_that_cannot_be_is_one_sentence(
    capsys: pytest.CaptureFixture[str], more: tuple[str, ...], words: str
) -> None:
    assert words in refused(capsys, "what-if", "coventry", *more)
