"""What a file had before and has no more stays on record until somebody says what became of it."""

from graph.facts.dates import PartialDate
from tests.loaders.workbook.loading import KeptArea, Sheets

NAMES = ("Name", "Kind of body")
BODIES = [("Board", "main board"), ("Hub Forum", "working group"), ("Panel", "sub group")]
FIRST: Sheets = {
    "Bodies": [NAMES, *BODIES],
    "Links": [("From", "Link", "To"), ("Hub Forum", "reports to", "Board")],
    "Meetings": [("Id", "Body", "Day"), ("m1", "Board", "2024-03-01"), ("m2", "Panel", "2024")],
}
LATER: Sheets = {
    "Bodies": [NAMES, BODIES[0], BODIES[2]],
    "Links": [("From", "Link", "To"), ("Panel", "reports to", "Board")],
    "Meetings": [("Id", "Body", "Day"), ("m1", "Board", "2024-03-01"), ("m2", "Panel", "2024")],
}


def kept() -> KeptArea:
    area = KeptArea()
    area.write(FIRST)
    return area


def test_a_row_that_is_gone_is_asked_about_and_ends_nothing() -> None:
    loaded = kept().look(LATER)
    (question,) = loaded.report.questions  # its line hangs on it, and is not asked about too
    assert question.sentence == '"Hub Forum" is not in the file any more. Is it still so?'
    assert question.rows == 0
    assert [answer.as_typed for answer in question.answers] == [
        "--stays hub-forum",
        "--ended hub-forum=DAY",
        "--mistake hub-forum",
    ]
    assert (loaded.report.problems, loaded.ended, loaded.withdrawn) == ([], (), ())
    assert len(loaded.added) == 1


def test_each_answer_does_what_it_says() -> None:
    area = kept()
    line = "testham/hub-forum~reports_to~board"
    for text in ("hub-forum=2024-05", "Hub Forum=2024-05", "all=2024-05"):
        ended = area.look(LATER, ended=[text])
        assert [fact.id for fact in ended.ended] == ["testham/hub-forum", line]
        assert ended.report.questions == []
    withdrawn = area.look(LATER, mistake=["hub-forum"])
    assert [fact.id for fact in withdrawn.withdrawn] == ["testham/hub-forum", line]
    assert area.look(LATER, stays=["all"]).report.questions == []
    area.write(LATER, ended=["hub-forum=2024-05"])
    assert area.snapshot
    assert area.snapshot.nodes["testham/hub-forum"].until == PartialDate("2024-05")
    assert area.look(LATER).report.questions == []


def test_what_something_else_needs_is_not_withdrawn() -> None:
    later = {**LATER, "Bodies": [NAMES, *BODIES[:2]], "Links": FIRST["Links"]}
    loaded = kept().look(later, mistake=["panel"])
    (problem,) = loaded.report.to_correct
    assert problem.code == "still-needed"
    assert '"Panel" cannot be withdrawn, as "Panel met in 2024" needs it' in problem.sentence
    assert "--ended panel=DAY" in problem.sentence
    assert loaded.withdrawn == ()


def test_nothing_ends_before_it_began() -> None:
    area = KeptArea()
    area.write({"Bodies": [(*NAMES, "Since"), (*BODIES[0], ""), (*BODIES[1], "2024")]})
    loaded = area.look({"Bodies": [NAMES, BODIES[0]]}, ended=["hub-forum=2023"])
    assert [problem.code for problem in loaded.report.to_correct] == ["until-before-since"]
    assert loaded.ended == ()


def test_while_a_row_cannot_be_read_nobody_is_asked_about_its_sheet() -> None:
    unread = [(*NAMES, "Since"), (*BODIES[0], ""), ("", "working group", ""), (*BODIES[2], "")]
    loaded = kept().look({**LATER, "Bodies": unread})
    assert [question.code for question in loaded.report.questions] == []


def test_an_answer_about_what_is_not_asked_is_told_and_does_nothing() -> None:
    loaded = kept().look(FIRST, ended=["hub-forum=2024"])
    assert loaded.report.notices == ['The answer about "hub-forum" fits no question of the file.']
    assert loaded.changes == ()
