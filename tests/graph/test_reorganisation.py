"""A reorganisation in five sentences, and what has a new name."""

from datetime import date

from graph.compare import compare, line_words, took_over_words
from graph.facts.changes import ChangeRecord
from graph.facts.model import Node
from graph.reorganisation import renamed_between, renamed_in, reorganisation
from tests.succession_town import merged
from tests.towns import Town

BEFORE, AFTER = date(2025, 3, 31), date(2025, 5, 1)


def town() -> Town:
    """One board takes the place of two on a day; two groups go over to it and one does not."""
    made = Town().body("scp", "safeguarding_partnership", name="The Partnership")
    for local in ("early", "hubs"):
        made.main(local, name=f"{local.title()} Board", until="2025-04-30")
        made.link(local, "reports_to", "scp")
    made.main("joint", name="Joint Board", since="2025-05-01").link("joint", "reports_to", "scp")
    for local in ("a", "b", "c"):
        made.body(local, "sub_group", name=f"Group {local.upper()}")
        made.link(local, "subgroup_of", "early", until="2025-04-30")
    for local in ("a", "b"):
        made.link(local, "subgroup_of", "joint", since="2025-05-01")
    return made


def test_five_sentences_say_what_became_of_the_bodies() -> None:
    ended, new, over, lines, checks = reorganisation(
        compare(town().view(BEFORE), town().view(AFTER))
    )
    assert (
        ended
        == "2 bodies ended: Early Board (until 30 April 2025); Hubs Board (until 30 April 2025)."
    )
    assert new == "1 body is new: Joint Board (since 1 May 2025)."
    assert over == "Who took over from whom is not on record: ask."
    assert lines == (
        "3 bodies that go on answer to others than before: Group A and Group B from Early Board to "
        "Joint Board; Group C no more to Early Board, and to nobody on record: ask."
    )
    assert checks.startswith("Of the checks, ")
    assert " opened (" in checks


def test_who_took_over_is_told_where_a_link_says_so() -> None:
    made = Town().main().body("x", "sub_group", since="2025-05-01").organisation("o")
    made.node("grant", "programme", name="The grant", until="2025-04-30")
    made.link("grant", "succeeded_by", "o", since="2025-05-01")
    found = compare(made.view(BEFORE), made.view(AFTER))
    # The link itself shows on no day: the programme is over when the organisation takes over.
    assert found.added == (made.view().snapshot.nodes["testham/x"],)
    assert reorganisation(found)[2] == "Who took over: O takes over from The grant."


def test_a_merger_names_all_that_were_taken_over_and_what_moved_with_them() -> None:
    found = compare(merged().view(BEFORE), merged().view(AFTER))
    _, _, over, lines, _ = reorganisation(found)
    assert over == (
        "Who took over: Joint Board takes over from Early Board; Joint Board takes over from Hubs "
        "Board."
    )
    assert lines.startswith("2 bodies that go on answer to others than before: ")
    assert took_over_words(found) == (
        "Joint Board took over from Early Board on 1 May 2025.",
        "Joint Board took over from Hubs Board on 2 May 2025.",
    )
    said = {line.body: line_words(line, found) for line in found.lines}
    assert said["testham/early-group"] == (
        "Early Group answered to Early Board then The Partnership; now it answers to Joint Board "
        "then The Partnership. Joint Board took over from Early Board on 1 May 2025."
    )
    assert said["testham/early"].endswith(
        "it answered to The Partnership. Joint Board took over from Early Board on 1 May 2025."
    )


def test_who_took_over_is_asked_of_each_that_is_not_told_of() -> None:
    made = merged()
    del made.facts["testham/hubs~succeeded_by~joint"]
    made.body("talk", "voice_panel", name="Panel", until="2025-04-30")
    found = compare(made.view(BEFORE), made.view(AFTER))
    assert reorganisation(found)[2] == (
        "Who took over: Joint Board takes over from Early Board. Who took over from Hubs Board is "
        "not on record: ask."
    )
    bare = Town().main().body("talk", "voice_panel", name="Panel", until="2025-04-30")
    found = compare(bare.view(BEFORE), bare.view(AFTER))
    assert reorganisation(found)[2] == "Nobody is recorded as taking over from another."


def test_organisations_posts_and_plans_are_taken_over_too() -> None:
    made = Town().main().organisation("ccg", "icb", name="The CCG", until="2022-06-30")
    made.organisation("icb", "icb", name="The ICB", since="2022-07-01")
    made.post("old", name="Head of help").post("new", name="Head of hubs")
    made.link("ccg", "succeeded_by", "icb", since="2022-07-01")
    made.link("old", "succeeded_by", "new", since="2022-07", status="planned")
    found = compare(made.view(date(2022, 6, 1)), made.view(date(2022, 8, 1)))
    assert took_over_words(found) == ("The ICB took over from The CCG on 1 July 2022.",)
    later = compare(made.view(date(2022, 8, 1)), made.view(date(2022, 9, 1)))
    assert later.took_over == ()


def test_nothing_is_said_where_no_body_moved() -> None:
    made = Town().main().post("p", since="2025-05-01")
    assert reorganisation(compare(made.view(BEFORE), made.view(AFTER))) == ()


def test_a_new_name_is_a_change_and_told_as_such() -> None:
    before, after = Town().main(name="Board").view(), Town().main(name="Families Board").view()
    found = compare(before, after)
    (one,) = renamed_in(found)
    assert one.sentence == "“Board” is now called “Families Board”."
    said = reorganisation(found, [one])
    assert said[:2] == (
        "No body ended.",
        "No body is new. 1 body has a new name: Board, now Families Board.",
    )


def renaming(day: str, before: str, after: str) -> ChangeRecord:
    """Return the line of a history that gives a board another name."""
    old, new = (Node(id="testham/main", kind="body", name=name) for name in (before, after))
    return ChangeRecord(
        id=day,
        area="testham",
        areas=("testham",),
        revision=1,
        batch=day,
        who="ann",
        when=f"{day}T09:30:00+00:00",
        source="",
        action="changed",
        fact_id=old.id,
        before=old,
        after=new,
    )


def test_names_written_between_two_days() -> None:
    history = (
        renaming("2025-01-01", "One", "Two"),
        renaming("2025-06-01", "Two", "Three"),
        renaming("2025-09-01", "Three", "Two"),
    )
    (one,) = renamed_between(history, date(2024, 12, 31), date(2025, 7, 1))
    assert (one.before, one.after, one.written) == ("One", "Three", date(2025, 6, 1))
    assert one.sentence.endswith(", as was written into the record on 1 June 2025.")
    # There and back again is no new name, and what was written on the first day is in it already.
    assert renamed_between(history, date(2025, 1, 1), date(2025, 9, 1)) == ()
