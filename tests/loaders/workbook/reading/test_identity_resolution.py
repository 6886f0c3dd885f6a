"""Which thing of the file or the store a row means.

Tests: loaders/workbook/reading/identity_resolution.py, loaders/workbook/reading/name_index.py
"""

from dataclasses import replace

import pytest

from graph.facts.model import Link, Node
from loaders.earlier_loads import EarlierLoads
from tests.loaders.workbook.loading import TWO, load, problems
from tests.towns import Town

TOWN = Town().body("a", "sub_group", name="Twins").body("b", "sub_group", name="Twins")
TOWN.node("dep", "department", name="Early help", until="2020").node("team", "team", name="Team")
TOWN.main()
STORE = Town().main(name="Early Help Board", tier="strategic").body("sub", "sub_group")
STORE.link("sub", "subgroup_of", "main")


def test_ids_are_made_of_names_and_names_join_things_whatever_their_case() -> None:
    links = [("From", "Link", "To"), ("early help board", "reports to", "Safeguarding partnership")]
    loaded = load({"Links": links, "Bodies": TWO})
    link = next(fact for fact in loaded.added if isinstance(fact, Link))
    assert (link.from_id, link.kind) == ("testham/ehb", "reports_to")
    assert link.to_id == "testham/safeguarding-partnership"


def test_names_that_are_nearly_alike_are_suggested_and_never_merged() -> None:
    rows = [("Name",), ("Young Westminster Foundation",), ("Young Westminister Foundation",)]
    loaded = load({"Organisations": rows})
    assert len([f for f in loaded.added if isinstance(f, Node)]) == 2
    assert "are they the same?" in loaded.report.hints[0]
    numbered = load({"Organisations": [("Name",), ("Hub partner 1",), ("Hub partner 2",)]})
    assert numbered.report.hints == []


def test_a_row_matches_by_id_or_else_by_kind_and_name() -> None:
    for row in (("main", "Early Help Board"), ("", "early help board")):
        loaded = load({"Bodies": [("Id", "Name"), row]}, STORE.snapshot())
        assert [fact for fact in loaded.added if isinstance(fact, Node)] == []


def test_an_id_of_another_kind_is_refused() -> None:
    sheets = {"Posts": [("Id", "Name"), ("main", "Head")]}
    assert problems(sheets, STORE.snapshot()) == [(2, "Id", "other-kind")]


def test_links_may_name_what_only_the_store_has() -> None:
    rows = [("From", "Link", "To"), ("SUB", "reports to", "Early Help Board")]
    loaded = load({"Links": rows}, STORE.snapshot())
    assert "testham/sub~reports_to~main" in {fact.id for fact in loaded.added}


def test_a_name_from_before_a_change_still_finds_the_thing() -> None:
    rows = [("From", "Link", "To"), ("SUB", "reports to", "Old Board")]
    earlier = EarlierLoads(former={"Old Board": frozenset({"testham/main"})})
    assert not load({"Links": rows}, STORE.snapshot(), earlier=earlier).report.problems
    assert load({"Links": rows}, STORE.snapshot()).report.problems


def test_a_name_that_several_have_needs_an_id() -> None:
    sheets = {"Bodies": [("Name",), ("twins",)]}
    assert problems(sheets, TOWN.snapshot()) == [(2, "Name", "ambiguous-name")]


@pytest.mark.parametrize("columns", [("Name",), ("Name", "Id")])
def test_without_a_kind_it_is_that_of_the_match(columns: tuple[str, ...]) -> None:
    loaded = load({"Organisations": [columns, ("Team", "team")[: len(columns)]]}, TOWN.snapshot())
    assert (loaded.report.problems, loaded.changes) == ([], ())


def test_aliases_do_not_match_rows() -> None:
    town = Town().main(name="Board")
    town.facts["testham/main"] = replace(town.facts["testham/main"], aliases=("Table",))  # type: ignore[arg-type]
    loaded = load({"Bodies": [("Name",), ("Table",)]}, town.snapshot())
    assert "testham/table" in {fact.id for fact in loaded.added}


def test_hints_for_a_taken_name_and_for_what_has_ended() -> None:
    rows = [("Id", "Name"), ("c", "Twins")]
    (hint,) = load({"Bodies": rows}, TOWN.snapshot()).report.hints
    assert '"Twins" is the name of a and b too' in hint
    (hint,) = load({"Organisations": [("Name",), ("Early help",)]}, TOWN.snapshot()).report.hints
    assert "has ended" in hint


def test_a_renamed_thing_gives_its_old_name_away() -> None:
    town = Town().main(name="Board").body("sub", "sub_group")
    rows = [("Id", "Name"), ("", "Board"), ("main", "New board")]
    link = [("From", "Link", "To"), ("SUB", "reports to", "Board")]
    loaded = load({"Bodies": rows, "Links": link}, town.snapshot())
    assert loaded.report.problems == []
    assert {"testham/board", "testham/sub~reports_to~board"} <= {f.id for f in loaded.added}
    loaded = load({"Bodies": [rows[0], rows[2]], "Links": link}, town.snapshot())
    assert "testham/sub~reports_to~main" in {f.id for f in loaded.added}


def test_a_refused_row_comes_before_a_former_name() -> None:
    rows = [("Name", "Since"), ("Old", "x")]
    link = [("From", "Link", "To"), ("MAIN", "reports to", "Old")]
    earlier = EarlierLoads(former={"Old": frozenset({"testham/a"})})
    loaded = load({"Bodies": rows, "Links": link}, TOWN.snapshot(), earlier=earlier)
    assert "refused-name" in [p.code for p in loaded.report.problems]


CURLY = "Children\u2019s Trust Board"
STRAIGHT = "Children's Trust Board"


@pytest.mark.parametrize("other", [CURLY, "The Children's Trust Board", "Children's Trust-Board."])
def test_two_rows_whose_names_look_the_same_make_one_thing_and_say_so(other: str) -> None:
    rows = [
        ("Name", "Kind of body", "Tier"),
        (STRAIGHT, "main board", ""),
        (other, "", "strategic"),
    ]
    loaded = load({"Bodies": rows})
    (board,) = [fact for fact in loaded.added if isinstance(fact, Node)]
    assert (board.name, board.text("body_kind"), board.text("tier")) == (
        STRAIGHT,
        "main_board",
        "strategic",
    )
    (notice,) = loaded.report.notices
    assert f'"{other}" is the same as "{STRAIGHT}" in row 2: the names differ only in' in notice
    assert (loaded.report.accepted, loaded.report.refused) == (2, 0)


def test_composed_and_decomposed_letters_make_one_thing_and_are_found() -> None:
    seat = [("Holder", "Body"), ("Head", "Cafe\u0301 Forum")]
    rows = [("Name",), ("Caf\u00e9 Forum",), ("Cafe\u0301 Forum",)]
    loaded = load({"Bodies": rows, "Posts": [("Name",), ("Head",)], "Seats": seat})
    assert loaded.report.problems == []
    assert [f.id for f in loaded.added if isinstance(f, Link)] == [
        "testham/head~member_of~cafe-forum"
    ]


def test_rows_that_contradict_each_other_are_not_made_one() -> None:
    rows = [("Name", "Kind of body"), (STRAIGHT, "main board"), (CURLY, "sub group")]
    (problem,) = load({"Bodies": rows}).report.problems
    assert (problem.code, problem.place.row) == ("repeated-id", 3)
    assert f'as "{STRAIGHT}"' in problem.wrong


def test_a_row_that_repeats_a_refused_one_is_refused_with_it() -> None:
    rows = [("Name", "Since", "Until"), (STRAIGHT, "2024", "2023"), (CURLY, "", "")]
    assert problems({"Bodies": rows}) == [
        (2, "Until", "until-before-since"),
        (3, "Name", "refused-name"),
    ]


def test_over_the_record_the_name_on_record_stays_unless_the_row_has_an_id() -> None:
    store = Town().main(name=STRAIGHT).snapshot()
    loaded = load({"Bodies": [("Name",), (CURLY,)]}, store)
    assert loaded.changes == ()
    (notice,) = loaded.report.notices
    assert "differ only in a quotation mark or apostrophe" in notice
    assert 'give its id "main" too' in notice
    renamed = load({"Bodies": [("Id", "Name"), ("main", CURLY)]}, store)
    assert [fact.name for fact in renamed.changed if isinstance(fact, Node)] == [CURLY]


def test_two_on_record_with_one_key_stay_two_and_a_row_asks() -> None:
    store = Town().main(name=STRAIGHT).body("other", "sub_group", name=CURLY).snapshot()
    for name in (STRAIGHT, CURLY, "childrens' trust board".replace("s'", "'s")):
        (problem,) = load({"Bodies": [("Name",), (name,)]}, store).report.problems
        assert (problem.code, problem.right) == ("ambiguous-name", "write the id main or other")
    both = [("Id", "Name"), ("main", STRAIGHT), ("other", CURLY)]
    assert load({"Bodies": both}, store).changes == ()


def test_a_name_in_a_link_may_be_spelled_otherwise_and_is_told_once() -> None:
    store = Town().main(name=STRAIGHT).body("sub", "sub_group").body("b", "sub_group").snapshot()
    rows = [("From", "Link", "To"), ("SUB", "reports to", CURLY), ("B", "reports to", CURLY)]
    loaded = load({"Links": rows}, store)
    assert loaded.report.problems == []
    (notice,) = loaded.report.notices
    assert f'row 2: "{CURLY}" is read as "{STRAIGHT}"' in notice


def test_a_kept_name_has_no_mark_that_nobody_sees() -> None:
    loaded = load({"Bodies": [("Name",), ("\ufeffEarly\u00a0Help\u200b Board\u00ad",)]})
    (board,) = [fact for fact in loaded.added if isinstance(fact, Node)]
    assert board.name == "Early Help Board"
