"""Questions on the command line: listed with what became of each, and said of one.

Tests: api/reports/question_states.py.
"""

import json
from pathlib import Path

import pytest

from api.cli import run
from tests.api.commands.test_proposing import refused, said

ASKED = ("--state", "asked", "--to", "vol", "--on", "2026-03-03", "--due", "2026-04-01")
CHAIR = ("question", "coventry", "adv1", "--rule", "body-has-chair")


@pytest.fixture(autouse=True)
def store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    path = tmp_path / "store.lbug"
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{path}")
    assert run(["examples", "coventry"]) == 0
    capsys.readouterr()
    return path


def test_a_question_is_asked_listed_and_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    listed = said(capsys, "questions", "coventry")
    assert "and nothing is recorded yet of what became of any" in listed
    assert "- Early help advisory group, South [coventry/adv1]: Not asked yet." in listed
    told = said(capsys, *CHAIR, *ASKED, "--by", "the clerk")
    assert told == (
        "coventry: Asked of Voluntary sector partners (unnamed) on 3 March 2026, due on 1 April "
        "2026 (recorded by the clerk). Overdue. (Revision 2.)\n"
    )
    late = said(capsys, "questions", "coventry", "--overdue")
    assert "questions: 1 asked, 1 overdue." in late
    assert "Still to be answered (1)" in late
    again = said(capsys, *CHAIR, "--state", "promised", "--by", "the clerk")
    assert "An answer was promised on" in again
    assert "Not asked yet" not in said(capsys, "questions", "coventry", "--state", "promised")
    back = said(capsys, *CHAIR, "--state", "not_asked")
    assert back == "coventry: It counts as not asked (revision 4).\n"
    assert "No question is of this sort." in said(
        capsys, "questions", "coventry", "--state", "asked"
    )


def test_what_became_of_it_stands_in_the_check_and_in_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said(capsys, *CHAIR, *ASKED, "--by", "the clerk")
    checked = said(capsys, "check", "coventry", "--rule", "body-has-chair")
    assert "Question: Early help advisory group, South: Asked of" in checked
    found = json.loads(
        said(capsys, "check", "coventry", "--rule", "body-has-chair", "--format", "json")
    )
    became = {s["id"]: s["became"] for s in found["findings"][0]["subjects"]}
    assert became["coventry/adv1"].startswith("Asked of Voluntary sector partners (unnamed) on")
    assert became["coventry/adv2"] is None
    table = said(capsys, "check", "coventry", "--rule", "body-has-chair", "--format", "csv")
    assert "Asked of Voluntary sector partners" in table
    asked = json.loads(
        said(capsys, "questions", "coventry", "--rule", "body-has-chair", "--format", "json")
    )
    assert (asked["states"]["asked"], asked["overdue"]) == (1, 1)
    (one,) = (q for q in asked["questions"] if q["state"] == "asked")
    kept = {key: one[key] for key in ("rule", "attribute", "subject", "to", "on", "due", "by")}
    assert kept == {
        "rule": "body-has-chair",
        "attribute": None,
        "subject": "coventry/adv1",
        "to": "coventry/vol",
        "on": "2026-03-03",
        "due": "2026-04-01",
        "by": "the clerk",
    }


def test_what_is_not_ours_is_not_asked_any_more(capsys: pytest.CaptureFixture[str]) -> None:
    subject = ("question", "coventry", "police", "--rule", "data-sharing-in-place")
    why = ("--state", "not ours", "--reason", "The force has its own.", "--by", "the clerk")
    said(capsys, *subject, *why)
    listed = said(capsys, "questions", "coventry", "--state", "not_ours")
    assert "Said not to be ours (1)" in listed
    found = json.loads(
        said(capsys, "check", "coventry", "--rule", "data-sharing-in-place", "--format", "json")
    )
    reasons = {
        s["id"]: s["notApplicableBecause"]
        for finding in found["findings"]
        for s in finding["subjects"]
    }
    assert reasons["police"] == "not_ours"
    assert reasons["health"] is None


def test_an_attribute_that_is_not_recorded_may_be_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    board = ("question", "coventry", "Strategic Early Help Partnership", "--attribute", "Quorum")
    said(capsys, *board, "--state", "does not know", "--to", "vol")
    listed = said(capsys, "questions", "coventry", "--state", "does_not_know")
    assert '"Quorum" of Strategic Early Help Partnership' in listed


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((*CHAIR, "--state", "asked"), "Say who was asked: the post or organisation"),
        ((*CHAIR, "--state", "asked", "--to", "nobody"), 'no thing "nobody" on the map'),
        ((*CHAIR, "--state", "asked", "--to", "sehp"), "of the kind body; name the post or"),
        ((*CHAIR, "--state", "refused"), 'did you mean "declined"'),
        ((*CHAIR, "--state", "not_ours"), '"reason" is missing; say why'),
        ((*CHAIR, "--state", "not_asked"), "so it is not asked yet"),
        ((*CHAIR, *ASKED, "--on", "3 March"), '"3 March" is not a day'),
        ((*CHAIR, *ASKED, "--due", "2026-03-01"), "give the day of asking or a later one"),
        ((*CHAIR, *ASKED, "--reason", "x" * 601), "at most 600 letters, and it has 601"),
        ((*CHAIR, *ASKED, "--attribute", "quorum"), "give a check, or an attribute"),
        (("question", "coventry", "adv1", *ASKED), "give a check, or an attribute"),
        (
            ("question", "coventry", "adv1", "--rule", "body-has-chairs", *ASKED),
            "Did you mean body-has-chair",
        ),
        (
            ("question", "coventry", "police", "--rule", "body-has-chair", *ASKED),
            'asks nothing about "police": it asks about Early help advisory group, South',
        ),
        (
            ("question", "coventry", "--rule", "body-has-chair", *ASKED),
            "asks nothing about the area as a whole",
        ),
        (
            ("question", "coventry", "--rule", "main-board-exists", *ASKED),
            "the check main-board-exists asks nothing now",
        ),
        (
            ("question", "coventry", "sehp", "--attribute", "quorom", *ASKED),
            'did you mean "quorum"',
        ),
        (("question", "coventry", "sehp", "--attribute", "tier", *ASKED), "on record already"),
        (("questions", "coventry", "--state", "refused"), 'did you mean "declined"'),
        (("questions", "coventry", "--rule", "x"), 'no check "x"'),
    ],
)
def test_bad_input_gets_one_sentence(
    arguments: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sentence in refused(capsys, *arguments)
