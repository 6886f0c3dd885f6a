"""Rows of Links and Seats."""

from graph.facts.model import Link, Node
from tests.loaders.workbook.loading import BODIES, TWO, Sheets, load


def test_seats_become_links_and_an_empty_seat_a_thing() -> None:
    sheets: Sheets = {
        "Bodies": BODIES,
        "Posts": [("Name",), ("Head of early help",)],
        "Seats": [
            ("Holder", "Role", "Body", "Represents", "Vacant"),
            ("Head of early help", "Chair", "Early Help Board", "", ""),
            ("Head of early help", "", "ehb", "police", "no"),
            ("", "", "ehb", "faith", "yes"),
        ],
    }
    facts = {fact.id: fact for fact in load(sheets).added}
    assert "testham/head-of-early-help~chairs~ehb" in facts
    seat = facts["testham/head-of-early-help~member_of~ehb"]
    assert isinstance(seat, Link)
    assert seat.attributes == {"represents": "police", "vacant": False}
    empty = facts["testham/empty-seat-on-early-help-board"]
    assert isinstance(empty, Node)
    assert empty.attributes == {"body": "testham/ehb", "represents": "faith", "vacant": True}


def test_the_nearest_name_and_the_allowed_ends_are_told() -> None:
    links = [("From", "Link", "To"), ("ehb", "reports to", "Safegarding Partnership")]
    (problem,) = load({"Bodies": TWO, "Links": links}).report.problems
    assert 'did you mean "Safeguarding Partnership"' in problem.right
    links = [("From", "Link", "To"), ("ehb", "governs", "Safeguarding Partnership")]
    (problem,) = load({"Bodies": TWO, "Links": links}).report.problems
    assert "body to site" in problem.right


def test_a_word_that_is_no_link_is_answered_only_by_links_that_fit_the_ends() -> None:
    posts = [("Name",), ("Clerk",), ("Director",)]
    for start, word, stop, right in (
        ("Clerk", "secretariat", "ehb", '"serves" (Does its secretariat'),
        ("ehb", "responsible to", "Clerk", '"is accountable to" (Answers for results'),
        # No escalation runs from a post to a plan: nothing of it is offered.
        ("Clerk", "line manager", "Director", '"line-manages" (Structure inside'),
    ):
        links = [("From", "Link", "To"), (start, word, stop)]
        (problem,) = load({"Bodies": TWO, "Posts": posts, "Links": links}).report.problems
        assert right in problem.right
    links = [("From", "Link", "To"), ("ehb", "line manager", "Clerk")]
    (problem,) = load({"Bodies": TWO, "Posts": posts, "Links": links}).report.problems
    assert "line-manages" not in problem.right


def test_a_circle_of_successions_is_told_at_the_row_that_closes_it() -> None:
    links = [
        ("From", "Link", "To"),
        ("ehb", "is succeeded by", "Safeguarding Partnership"),
        ("Safeguarding Partnership", "is succeeded by", "ehb"),
    ]
    loaded = load({"Bodies": TWO, "Links": links})
    (problem,) = loaded.report.problems
    assert (problem.place.row, problem.place.column) == (3, "To")
    assert "would take over from itself, in a circle of successions" in problem.sentence
    assert load({"Bodies": TWO, "Links": links[:2]}).report.problems == []
