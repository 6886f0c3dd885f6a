"""Two views side by side: what differs in facts, lines and findings."""

from datetime import date

from graph.compare import compare
from graph.rules.finding import Answer
from tests.towns import DAY, Town


def town() -> Town:
    """A main board that answers to the safeguarding partnership from 2024 on, and an old group."""
    made = Town().main().body("scp", "safeguarding_partnership")
    made.body("old", "sub_group", until="2023").link("old", "subgroup_of", "main")
    return made.link("main", "reports_to", "scp", since="2024")


def test_two_days_of_one_map() -> None:
    then = date(2023, 6, 1)
    found = compare(town().view(then), town().view(DAY))
    assert [fact.id for fact in found.added] == ["testham/main~reports_to~scp"]
    assert [fact.id for fact in found.ended] == ["testham/old", "testham/old~subgroup_of~main"]
    assert found.changed == ()
    closed = {moved.rule: (moved.before, moved.after) for moved in found.closed}
    assert closed["link-safeguarding-partnership"] == (Answer.SILENT, Answer.MET)
    lines = {line.name: (line.before, line.after) for line in found.lines}
    assert lines == {
        "MAIN": ((), ("testham/scp",)),
        "OLD": (("testham/main",), ()),
    }


def test_a_day_against_itself_differs_in_nothing() -> None:
    found = compare(town().view(), town().view())
    assert (found.added, found.ended, found.changed) == ((), (), ())
    assert (found.findings, found.lines) == ((), ())
    assert all(count.before == count.after for count in found.counts)


def test_a_fact_that_reads_otherwise_is_changed() -> None:
    before = Town().main(name="Board").view()
    after = Town().main(name="Early Help Board").view()
    ((old, new),) = compare(before, after).changed
    assert (getattr(old, "name", ""), getattr(new, "name", "")) == ("Board", "Early Help Board")


def test_a_subject_that_moves_without_moving_its_rule() -> None:
    before = Town().main().body("a", "sub_group").body("b", "sub_group").post("p")
    after = Town().main().body("a", "sub_group").body("b", "sub_group").post("p")
    after.link("p", "chairs", "a")
    (moved,) = [
        m for m in compare(before.view(), after.view()).findings if m.rule == "body-has-chair"
    ]
    assert (moved.before, moved.after, moved.opened, moved.closed) == (
        Answer.SILENT,
        Answer.SILENT,
        False,
        False,
    )
    (subject,) = moved.subjects
    assert (subject.id, subject.before, subject.after) == (
        "testham/a",
        Answer.SILENT,
        Answer.MET,
    )
    assert subject.sentence == "A: chaired by P."


def test_what_opens_is_told_apart_from_what_closes() -> None:
    with_chair = Town().main().post("p").link("p", "chairs", "main")
    found = compare(with_chair.view(), Town().main().post("p").view())
    assert "body-has-chair" in {moved.rule for moved in found.opened}
    assert found.closed == ()


def test_two_areas_are_compared_by_rule_and_by_count() -> None:
    one, two = Town("aham").main(), Town("bham").main("board").body("scp", "scrutiny")
    two.link("board", "reports_to", "scp").post("p").link("p", "chairs", "board")
    found = compare(one.view(), two.view())
    assert (found.added, found.ended, found.changed, found.lines) == ((), (), (), ())
    rules = {moved.rule: moved for moved in found.findings}
    assert (rules["body-has-chair"].before, rules["body-has-chair"].after) == ("silent", "met")
    assert rules["body-has-chair"].subjects == ()
    counts = {count.kind: (count.label, count.before, count.after) for count in found.counts}
    assert counts["body"] == ("bodies", 1, 2)
    assert counts["chairs"] == ("chair", 0, 1)


def test_a_finding_of_the_area_is_the_same_subject_in_both_areas() -> None:
    one, two = Town("aham"), Town("bham").main()
    moved = {m.rule: m for m in compare(one.view(), two.view()).findings}["main-board-exists"]
    assert [(s.before, s.after) for s in moved.subjects] == [(Answer.SILENT, Answer.MET)]
