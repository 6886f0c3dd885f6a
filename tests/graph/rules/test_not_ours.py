"""What is said of a question moves no outcome, but a silence that is not ours, with its reason.

Tests: graph/kinds/question_words.py.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.facts.dates import PartialDate
from graph.facts.model import Confidence, QuestionState, Snapshot
from graph.kinds.question_words import QUESTION_STATES
from graph.rules.finding import Finding, NotApplicableBecause, Outcome
from graph.rules.registry import rule_by_id
from graph.rules.run import run
from graph.view import View
from tests.generated import SLUG, generated
from tests.towns import DAY, Town

NOT_OURS = NotApplicableBecause.NOT_OURS
STATES = [choice.word for choice in QUESTION_STATES if choice.word != "not_ours"]


def said(rule: str, subject: str, state: str = "not_ours", slug: str = "testham") -> QuestionState:
    return QuestionState(
        area=slug,
        rule=rule,
        subject=subject,
        state=state,
        to=f"{slug}/council",
        on=date(2024, 3, 3),
        by="the clerk",
        reason="Its chair is the county's.",
    )


def town() -> Town:
    return Town().main().body("sub", "sub_group").organisation("council")


def saying(made: Town, *questions: QuestionState) -> Town:
    made.facts |= {question.id: question for question in questions}
    return made


def test_a_silence_that_is_not_ours_does_not_apply_and_says_why_and_who() -> None:
    made = saying(town(), said("body-has-chair", "testham/sub"))
    subject = made.subject("body-has-chair", "sub")
    assert (subject.outcome, subject.because) == (Outcome.NOT_APPLICABLE, NOT_OURS)
    assert subject.sentence == (
        "Said not to apply here on 3 March 2024: Its chair is the county's (recorded by the clerk)."
    )
    # The other board is silent still, and so the check is.
    found = made.find("body-has-chair")
    assert (found.outcome, found.because) == (Outcome.SILENT, None)
    assert "testham/question~body-has-chair~sub" in [fact.id for fact in found.facts]


def test_a_check_that_is_not_ours_as_a_whole_says_so() -> None:
    subjects = ("testham/main", "testham/sub")
    made = saying(town(), *(said("body-has-chair", one) for one in subjects))
    found = made.find("body-has-chair")
    assert (found.outcome, found.because) == (Outcome.NOT_APPLICABLE, NOT_OURS)


def test_a_fact_an_own_contradiction_and_a_complete_list_win() -> None:
    ours = said("body-has-chair", "testham/sub")
    met = saying(town().post("p").link("p", "chairs", "sub"), ours)
    assert met.subject("body-has-chair", "sub").outcome is Outcome.MET
    planned = saying(town().post("p").link("p", "chairs", "sub", status="planned"), ours)
    assert planned.subject("body-has-chair", "sub").outcome is Outcome.PLANNED
    listed = saying(town().declare("members", of="sub"), ours)
    assert listed.subject("body-has-chair", "sub").outcome is Outcome.GAP
    two = town().body("scp", "safeguarding_partnership").post("p")
    gap = two.link("sub", "accountable_to", "main").link("sub", "accountable_to", "scp")
    contradicted = saying(gap, said("single-master", "testham/sub"))
    assert contradicted.subject("single-master", "sub").outcome is Outcome.GAP


def test_what_an_act_asks_for_stays_a_question_and_shows_what_was_said() -> None:
    made = saying(Town().main(), said("dcs-and-lead-member", "dcs"))
    subject = made.subject("dcs-and-lead-member", "dcs")
    assert subject.outcome is Outcome.SILENT
    assert "An Act asks for it, so it stays a question" in subject.sentence
    assert "Its chair is the county's (recorded by the clerk)." in subject.sentence


@pytest.mark.parametrize(
    "otherwise",
    [
        {"rule": "no-orphan-body"},
        {"subject": "testham/main"},
        {"subject": "sub"},
        {"state": "declined"},
        {"until": PartialDate("2024-03-01")},
        {"confidence": Confidence.DISPUTED},
    ],
    ids=str,
)
def test_it_applies_to_nothing_else(otherwise: dict[str, object]) -> None:
    given_state = said("body-has-chair", "testham/sub")
    made = saying(town(), replace(given_state, **otherwise))  # type: ignore[arg-type]
    assert made.subject("body-has-chair", "sub").outcome is Outcome.SILENT


def outcomes(findings: Iterable[Finding]) -> list[tuple[str, str, Outcome]]:
    return [(f.rule, s.key, s.outcome) for f in findings for s in f.subjects]


def with_questions(snapshot: Snapshot, questions: Iterable[QuestionState]) -> Snapshot:
    return replace(snapshot, questions={question.id: question for question in questions})


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from(STATES), st.booleans())
def test_no_other_state_moves_an_outcome(seed: int, state: str, complete: bool) -> None:
    snapshot = generated(seed)
    before = run(View(snapshot, DAY, complete))
    asked = [said(f.rule, s.key, state, SLUG) for f in before for s in f.subjects]
    after = run(View(with_questions(snapshot, asked), DAY, complete))
    assert outcomes(after) == outcomes(before)
    assert [f.sentence for f in after] == [f.sentence for f in before]


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_not_ours_moves_silent_subjects_alone_and_none_that_an_act_asks_for(seed: int) -> None:
    snapshot = generated(seed)
    before = run(View(snapshot, DAY))
    asked = [said(f.rule, s.key, slug=SLUG) for f in before for s in f.subjects]
    after = run(View(with_questions(snapshot, asked), DAY))
    assert len(after) == len(before)
    now = {f.rule: {s.key: s for s in f.subjects} for f in after}
    for finding in before:
        for subject in finding.subjects:
            moved = now[finding.rule][subject.key]
            if subject.outcome is not Outcome.SILENT:
                assert moved.outcome is subject.outcome
            else:
                stays = rule_by_id(finding.rule).from_an_act
                assert moved.outcome is (Outcome.SILENT if stays else Outcome.NOT_APPLICABLE)
                assert moved.sentence != subject.sentence
