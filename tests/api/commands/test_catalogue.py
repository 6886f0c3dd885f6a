"""The catalogue of checks on the command line: on a day, and what changed between two."""

import pytest

from api.cli import run
from graph.rules.run import RULES


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["rules", *arguments]) == 0
    return capsys.readouterr().out


def test_every_check_in_plain_words(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys).splitlines()
    assert [line.split()[0] for line in lines] == [rule.id for rule in RULES]
    assert all("guidance" in x or "good practice" in x or "an Act" in x for x in lines)


def test_one_check_as_it_stands_on_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    before = said(capsys, "scp-independent-scrutiny", "--as-of", "2018-06-28")
    after = said(capsys, "scp-independent-scrutiny", "--as-of", "2018-06-29")
    assert "As on 28 June 2018: expectation from guidance" in before
    assert "not in force on 28 June 2018" in before
    assert "As on 29 June 2018: expectation from an Act or regulation" in after
    assert "If nothing is recorded: not recorded, ask." in after
    assert "Severity" not in after


def test_which_checks_changed_between_two_days_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "--changed-since", "2026-03-31", "--as-of", "2026-04-01")
    assert found.startswith("3 checks changed between 31 March 2026 and 1 April 2026.")
    assert "Best Start local plan [best-start-plan-linked]" in found
    assert "Why: Best Start local plans (" in found
    days = ("--changed-since", "2026-03-30", "--as-of", "2026-03-31")
    assert said(capsys, *days).startswith("No checks changed")


def test_what_was_not_read_is_not_denied(capsys: pytest.CaptureFixture[str]) -> None:
    later = said(capsys, "scp-education-included", "--as-of", "2026-11-30")
    assert "not in force on 30 November 2026" not in later
    assert later.count("not in force as far as read up to July 2026, ask") == 3
    changed = said(capsys, "--changed-since", "2026-08-01", "--as-of", "2026-11-30")
    assert "Law and guidance were read up to July 2026." in changed
    leads = said(capsys, "scp-leads-named", "--as-of", "2026-11-30")
    assert leads.count("a secondary source") == 2


def test_days_in_the_wrong_order_are_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--changed-since", "2026-04-01", "--as-of", "2024-01-01"]) == 2
    assert "give an earlier day" in capsys.readouterr().err
