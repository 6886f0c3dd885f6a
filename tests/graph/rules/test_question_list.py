"""The questions of an area: one for each silence, with what became of it, and what is no more."""

from dataclasses import replace
from datetime import date

import pytest

from graph.facts.dates import PartialDate
from graph.facts.model import QuestionState, Snapshot
from graph.rules.question_list import (
    AskedQuestion,
    Standing,
    asked_questions,
    became_in_short,
    became_of,
    counted,
    counts_words,
)
from graph.rules.run import run
from graph.view import View
from loaders.examples import example, example_slugs
from tests.deciding_town import deciding_town
from tests.full_town import full_town, gap_town
from tests.generated import generated
from tests.towns import DAY, Town

TODAY = date(2024, 5, 1)
ASKED = QuestionState(
    area="testham",
    rule="body-has-chair",
    subject="testham/sub",
    state="asked",
    to="testham/council",
    on=date(2024, 3, 3),
    due=date(2024, 4, 1),
    by="the clerk",
)


def town() -> Town:
    return Town().main().body("sub", "sub_group").organisation("council", name="The Council")


def view(made: Town, *questions: QuestionState) -> View:
    made.facts |= {question.id: question for question in questions}
    return made.view()


def one(shown: View, rule: str = "body-has-chair", local: str = "sub") -> AskedQuestion:
    (found,) = (
        one
        for one in asked_questions(shown)
        if (one.rule or one.attribute, one.subject) == (rule, f"testham/{local}")
    )
    return found


def test_every_silence_is_a_question_that_nobody_has_asked() -> None:
    shown = view(town())
    asked = asked_questions(shown)
    assert one(shown).standing is Standing.OPEN
    assert {question.state for question in asked} == {"not_asked"}
    assert counts_words(counted(asked, TODAY)) == (
        f"{len(asked)} questions, and nothing is recorded yet of what became of any."
    )
    assert asked[0].rule != "body-has-chair"  # in the order to ask


@pytest.mark.parametrize(
    "snapshot",
    [
        full_town().snapshot(),
        gap_town().snapshot(),
        deciding_town(),
        *(generated(seed) for seed in range(20)),
        *(example(slug).snapshot for slug in example_slugs()),
    ],
    ids=lambda snapshot: snapshot.area.slug,
)
def test_no_two_questions_of_a_check_have_one_key(snapshot: Snapshot) -> None:
    """Else what was said of one would be read as said of the other: give each a part."""
    for finding in run(View(snapshot, DAY)):
        keys = [subject.key for subject in finding.subjects]
        assert len(keys) == len(set(keys)), finding.rule


def test_a_part_of_what_is_asked_of_a_thing_is_a_question_of_its_own() -> None:
    made = Town().body("hwb", "hwb").organisation("council")
    healthwatch = "testham/hwb#the-local-healthwatch"
    asked = replace(ASKED, rule="hwb-statutory-members", subject=healthwatch)
    shown = view(made, asked)
    of_check = [one for one in asked_questions(shown) if one.rule == asked.rule]
    assert {one.about for one in of_check} == {"testham/hwb"}
    (only,) = (one for one in of_check if one.said)
    assert (only.subject, only.name) == (healthwatch, "the local Healthwatch, on HWB")


def test_no_question_is_said_of_none() -> None:
    assert counts_words(counted([], TODAY)) == "No question is open."


def test_what_became_of_a_question_stands_beside_it_and_is_counted() -> None:
    shown = view(town(), ASKED, replace(ASKED, subject="testham/main", due=None, state="promised"))
    question = one(shown)
    assert (question.said, question.state, question.label) == (ASKED, "asked", "asked")
    assert question.id == ASKED.id
    assert question.is_overdue(TODAY)
    assert not question.is_overdue(date(2024, 4, 1))
    counts = counted(asked_questions(shown), TODAY)
    assert counts_words(counts) == f"{counts.total} questions: 1 asked, 1 promised, 1 overdue."


def test_a_finding_tells_what_became_of_its_questions() -> None:
    shown = view(town(), ASKED)
    finding = town().find("body-has-chair")
    assert became_in_short(finding, shown, TODAY) == "Of 2 questions: 1 asked, 1 overdue."
    assert became_of(finding, shown, TODAY) == (
        "SUB: Asked of The Council on 3 March 2024, due on 1 April 2024 (recorded by the clerk). "
        "Overdue.",
    )
    assert became_in_short(finding, town().view(), TODAY) == ""


def test_what_the_record_answers_is_closed() -> None:
    answered = town().post("p").link("p", "chairs", "sub")
    question = one(view(answered, ASKED))
    assert question.standing is Standing.CLOSED
    assert not question.is_overdue(TODAY)


def test_what_is_not_ours_is_left_out() -> None:
    ours = replace(ASKED, state="not_ours", reason="The county's.")
    assert one(view(town(), ours)).standing is Standing.LEFT_OUT


def test_what_is_gone_from_the_map_is_kept_and_applies_to_nothing() -> None:
    gone = replace(ASKED, subject="testham/old", state="not_ours", reason="The county's.")
    question = one(view(town(), gone), local="old")
    assert question.standing is Standing.GONE
    assert question.name == "something no longer on the map (testham/old)"
    assert one(view(town(), gone)).standing is Standing.OPEN


def test_a_check_that_is_asked_no_more_is_named_by_its_id() -> None:
    old = replace(ASKED, rule="older-check")
    question = one(view(town(), old), rule="older-check")
    assert (question.title, question.standing) == ("older-check about SUB", Standing.CLOSED)


def test_an_attribute_is_open_until_it_is_recorded() -> None:
    quorum = replace(ASKED, rule="", attribute="quorum")
    question = one(view(town(), quorum), rule="quorum")
    assert (question.title, question.standing) == ('"Quorum" of SUB', Standing.OPEN)
    recorded = Town().main().body("sub", "sub_group", quorum=3).organisation("council")
    assert one(view(recorded, quorum), rule="quorum").standing is Standing.CLOSED


def test_what_is_over_is_told_by_the_history_alone() -> None:
    over = replace(ASKED, until=PartialDate("2024-03-10"))
    assert one(view(town(), over)).said is None
