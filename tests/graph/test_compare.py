"""Two views side by side: what differs in facts, lines and findings."""

from datetime import date

from graph.compare import compare, line_words
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


def moved_words(town_before: Town, town_after: Town, day: date = DAY) -> list[str]:
    found = compare(town_before.view(day), town_after.view())
    return [line_words(line, found) for line in found.lines]


def test_what_ended_or_is_new_is_no_question() -> None:
    made = Town().main().body("scp", "safeguarding_partnership")
    made.body("old", "sub_group", until="2023-12-31").link("old", "subgroup_of", "main")
    made.body("new", "sub_group", since="2024-01-01").link("new", "subgroup_of", "main")
    assert moved_words(made, made, date(2023, 6, 1)) == [
        "OLD ended (until 31 December 2023); before, it answered to MAIN.",
        "NEW is new; it answers to MAIN.",
    ]


def test_what_was_recorded_in_error_did_not_end() -> None:
    before = Town().main().body("old", "sub_group").link("old", "subgroup_of", "main")
    (said,) = moved_words(before, Town().main())
    assert said == "OLD is not on record any more; before, it answered to MAIN."


def test_a_body_that_goes_on_without_a_line_is_a_question() -> None:
    before = Town().main().body("old", "sub_group").link("old", "subgroup_of", "main")
    (said,) = moved_words(before, Town().main().body("old", "sub_group"))
    assert said == "OLD answered to MAIN; now it has none on record: ask."
    (said,) = moved_words(Town().main().body("old", "sub_group"), before)
    assert said == "OLD had no line upward on record; now it answers to MAIN."


def test_a_planned_body_that_operates_now_was_planned() -> None:
    before, after = Town().main(), Town().main()
    for made, status in ((before, "planned"), (after, "operating")):
        made.body("sub", "sub_group", status=status).link("sub", "subgroup_of", "main")
    assert moved_words(before, after) == ["SUB was planned; now it answers to MAIN."]
    assert moved_words(after, before) == ["SUB answered to MAIN; now it is planned."]
