"""goldenthread partnership: questions, barriers and lists in plain text, each with its source.

Tests: api/reports/partnership.py.
"""

import re
from pathlib import Path

import pytest

from api.cli import run
from api.reports.wording import LISTS
from graph.governance.nine_barriers import BARRIERS
from graph.governance.twelve_questions import QUESTIONS
from graph.stores.ladybug import LadybugStore
from tests.api.commands.test_engagement import kept
from tests.api.test_known_at import fill
from tests.partner_town import town
from tests.towns import Town


def said(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert run(["partnership", *more]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    kept(town(), tmp_path, monkeypatch)
    return said(capsys, "testham")


def test_every_question_barrier_and_list_is_there_in_order(printed: str) -> None:
    asked = [f"\n  {one.number}. {one.title}\n" for one in (*QUESTIONS, *BARRIERS)]
    headings = [*asked, *(f"\n{title}\n" for title in LISTS.values()), "\nSources of the facts\n"]
    places = [printed.index(heading) for heading in headings]
    assert places == sorted(places)
    assert len(set(places)) == 12 + 9 + 6 + 1


def test_lists_say_who_sits_where_and_who_does_not(printed: str) -> None:
    text = one_line(printed)
    assert "Sector not recorded: ask Strategic: Head of Early Help, on Early Help Board [1]" in text
    assert "Operational or local: Matron, on North, the Team [1]" in text
    assert "Level not recorded: Trust, on Network [1]" in text
    assert "- Police (on the map, without a seat on record: Police)" in text
    assert "No answer on record: ask - Some group [1] - ICB [1] - Shop & Co [1]" in text
    assert "- Head of Early Help (is accountable for Strategy) [1]" in text
    assert "Nobody on record: ask for heads of service, managers, and posts of senior" in text
    assert "ICB commissions Front door. [1] Trust delivers Front door. [1]" in text
    assert "- Staff leave: what is done about it is not recorded: ask" in text


def test_what_is_planned_is_told_apart_and_checks_are_named(printed: str) -> None:
    text = one_line(printed)
    assert "Police sits on Early Help Board (planned). [1] Not yet so." in text
    assert "Checks that bear on it: Every core sector on the board (" in text
    assert "Guidance: Family hub governance module, National Centre for Family Hubs" in text


def test_each_number_leads_to_a_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{tmp_path / 'store.lbug'}")
    assert run(["examples", "westminster"]) == 0
    capsys.readouterr()
    content, sources = said(capsys, "westminster").split("Sources of the facts")
    used = {int(number) for number in re.findall(r"\[(\d+)\]", content)}
    told = {int(number) for number in re.findall(r"^    \[(\d+)\] ", sources, re.MULTILINE)}
    assert used == told == set(range(1, len(told) + 1))
    assert len(told) > 1


def test_it_answers_for_a_day_and_for_what_the_map_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(LadybugStore(tmp_path / "store.lbug")).close()
    where = ("testham", "--store", f"ladybug://{tmp_path / 'store.lbug'}")
    text = said(capsys, *where, "--as-of", "2024-03-01", "--known-at", "2024-05-10")
    assert text.startswith("Testham as of 1 March 2024\n")
    assert "This is what the map said at the end of 10 May 2024." in text
    assert run(["partnership", *where, "--known-at", "2024-04-30"]) == 2
    assert "Nothing was recorded of Testham on 30 April 2024" in capsys.readouterr().err


def test_a_partial_date_that_leaves_it_open_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(town(), tmp_path, monkeypatch)
    open_ = "A partial date leaves it open whether this was so on 1 June 2022."
    text = one_line(said(capsys, "testham", "--as-of", "2022-06-01", "--complete"))
    assert f"Trust sub-contracts to Shop & Co (since 2022). {open_} [1]" in text
    assert "The map is treated as complete: what is not recorded counts as missing." in text


def test_an_area_without_partners_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(Town().main("board"), tmp_path, monkeypatch)
    text = one_line(said(capsys, "testham"))
    assert "No seat is recorded: ask who sits where." in text
    assert "No commission and no sub-contract is recorded: ask who pays for what." in text
    assert "No risk register is recorded: ask whether there is one." in text
    assert "No organisation is on the map." in text
