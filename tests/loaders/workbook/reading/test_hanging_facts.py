"""A row that ends a thing: what hangs on it is asked about, and ends or moves by an answer."""

import pytest

from graph.facts.dates import PartialDate
from tests.loaders.workbook.loading import KeptArea, Sheets

NAMES = ("Name", "Kind of body", "Since", "Until")
LINKS = ("From", "Link", "To", "Since")
FIRST: Sheets = {
    "Bodies": [
        NAMES,
        ("Board", "main board", "", ""),
        ("Old Forum", "working group", "", ""),
        ("Group", "sub group", "", ""),
    ],
    "Links": [
        LINKS,
        ("Old Forum", "reports to", "Board", ""),
        ("Group", "is a sub group of", "Old Forum", ""),
    ],
}
END = PartialDate("2024-05-31")
ENDED = ("Old Forum", "working group", "", "2024-05-31")
NEW = ("New Forum", "working group", "2024-06-01", "")
TAKES_OVER = [LINKS, ("Old Forum", "is succeeded by", "New Forum", "2024-06-15")]
LINE, SUB = "testham/old-forum~reports_to~board", "testham/group~subgroup_of~old-forum"


def kept() -> KeptArea:
    area = KeptArea()
    area.write(FIRST)
    return area


def later(*rows: tuple[str, ...], links: list[tuple[str, ...]] | None = None) -> Sheets:
    """Return the sheet of bodies with other rows, as somebody sends what is new alone."""
    sheets = {"Bodies": [NAMES, *rows]}
    return {**sheets, "Links": links} if links else sheets


def test_what_hangs_on_what_a_row_ends_is_listed_and_stays() -> None:
    area = kept()
    loaded = area.look({**FIRST, **later(FIRST["Bodies"][1], ENDED, FIRST["Bodies"][3])})  # type: ignore[arg-type]
    (question,) = loaded.report.questions
    assert question.sentence == (
        '"Old Forum" ends on 31 May 2024, and what hangs on it has no end. Sub groups: 1 (Group is '
        "a sub group of Old Forum). What it answers to: 1 (Old Forum reports to Board). Who took "
        "over from it is not on record: ask. What becomes of it?"
    )
    assert [answer.as_typed for answer in question.answers] == [
        "--along old-forum",
        "--left old-forum",
    ]
    assert (question.rows, loaded.report.problems) == (0, [])
    assert [fact.id for fact in loaded.changed] == ["testham/old-forum"]
    assert loaded.ended == ()


def test_it_ends_along_or_is_left() -> None:
    area = kept()
    ending = {**FIRST, **later(FIRST["Bodies"][1], ENDED, FIRST["Bodies"][3])}  # type: ignore[arg-type]
    for text in ("old-forum", "Old Forum", "all"):
        loaded = area.look(ending, along=[text])
        assert {fact.id for fact in loaded.ended} == {LINE, SUB}
        assert loaded.report.questions == []
    left = area.look(ending, left=["old-forum"])
    assert (left.ended, left.report.questions) == ((), [])
    area.write(ending, along=["old-forum"])
    assert area.snapshot
    assert {str(area.snapshot.links[i].until) for i in (LINE, SUB)} == {"2024-05-31"}
    # An end that is on record already asks nothing again.
    assert "hanging" not in [one.code for one in area.look(ending).report.questions]


def test_it_goes_over_to_a_successor_that_the_file_names() -> None:
    area = kept()
    bodies = (FIRST["Bodies"][1], ENDED, FIRST["Bodies"][3], NEW)
    ending = later(*bodies, links=[*TAKES_OVER, *FIRST["Links"][1:]])  # type: ignore[arg-type, list-item]
    (question,) = area.look(ending).report.questions
    assert [answer.as_typed for answer in question.answers] == [
        "--along old-forum",
        "--moves old-forum=new-forum",
        "--left old-forum",
    ]
    area.write(ending, moves=["old-forum=New Forum"])
    assert area.snapshot
    links = area.snapshot.links
    new = links["testham/group~subgroup_of~new-forum"]
    assert (new.since, links[SUB].until) == (PartialDate("2024-06-15"), END)
    assert new.sources == links["testham/old-forum~succeeded_by~new-forum"].sources
    assert "testham/new-forum~reports_to~board" in links
    assert len({record.batch for record in area.store.history("testham")}) == 2


def test_a_successor_may_be_named_by_the_answer_alone() -> None:
    area = kept()
    area.write({**FIRST, **later(*FIRST["Bodies"][1:], NEW)})  # type: ignore[arg-type]
    ending = {**FIRST, **later(FIRST["Bodies"][1], ENDED, FIRST["Bodies"][3], NEW)}  # type: ignore[arg-type]
    area.write(ending, moves=["old-forum=new-forum"])
    assert area.snapshot
    takes_over = area.snapshot.links["testham/old-forum~succeeded_by~new-forum"]
    assert takes_over.since == PartialDate("2024-06-01")


def test_what_is_gone_from_the_file_may_go_over_too() -> None:
    area = kept()
    gone: Sheets = {
        "Bodies": [NAMES, FIRST["Bodies"][1], FIRST["Bodies"][3], NEW],
        "Links": [LINKS, ("Group", "reports to", "Board", "")],
    }
    area.write(gone, ended=["old-forum=2024-05-31"], moves=["old-forum=new-forum"])
    assert area.snapshot
    assert area.snapshot.links[LINE].until == END
    assert "testham/group~subgroup_of~new-forum" in area.snapshot.links


def test_what_comes_as_ended_already_is_a_story() -> None:
    loaded = KeptArea().look(later(ENDED, links=[LINKS, ("Old Forum", "advises", "Old Forum", "")]))
    assert [question.code for question in loaded.report.questions] == []


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ("old-forum=nobody", 'nothing on record or in the file is called "nobody"'),
        ("old-forum=old-forum", "Old Forum cannot take over from itself"),
    ],
)
def test_an_answer_that_cannot_be_is_one_sentence(moves: str, said: str) -> None:
    ending = {**FIRST, **later(FIRST["Bodies"][1], ENDED, FIRST["Bodies"][3])}  # type: ignore[arg-type]
    loaded = kept().look(ending, moves=[moves])
    (problem,) = loaded.report.to_correct
    assert said in problem.sentence
    assert loaded.ended == ()
