"""A body's page: how it works told together, who serves it, escalation, members and others apart.

Tests: api/pages/how_it_works.py, api/pages/link_words.py
"""

import re

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.pages.how_it_works import CLAUSES, TOLD_TOGETHER, how_it_works
from graph.kinds import node_attributes
from graph.kinds.body_attributes import HOW_IT_WORKS
from graph.stores.memory import MemoryStore
from tests.deciding_town import EXECUTIVE, SLUG, deciding_town
from tests.towns import Town


def page(made: Town, local: str, under: str = "nodes/") -> str:
    store = MemoryStore()
    store.put(made.snapshot(), ())
    with TestClient(create_app(store), base_url="http://127.0.0.1") as client:
        html = client.get(f"/areas/testham/{under}{local}").text
    main = html.split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split()).replace(" ,", ",").replace(" .", ".")


def part(text: str, begin: str, end: str) -> str:
    return text[text.index(begin) : text.index(end, text.index(begin))]


def test_every_word_of_deputies_and_chairs_makes_a_clause() -> None:
    for name, clauses in CLAUSES.items():
        assert set(clauses) == set(node_attributes("body")[name].words)


def test_every_attribute_of_how_a_body_works_is_told() -> None:
    assert {attribute.name for attribute in HOW_IT_WORKS} <= TOLD_TOGETHER
    assert set(node_attributes("body")) >= TOLD_TOGETHER


def test_what_the_terms_settle_is_told_as_people_say_it() -> None:
    town = deciding_town()
    rows = dict(how_it_works(town.nodes[f"{SLUG}/exec"]))
    assert rows == {
        "How often it meets": "Not recorded; not in public",
        "Decides or advises": "Decides, recommends; has delegated authority",
        "Quorum": "3 present; at least 1 of council, 1 of integrated care board, 1 of Decideham "
        "Police. One of each lead partner",
        "Decides by": "Consensus, then majority; the chair has no casting vote",
        "Deputies": "Only a deputy who was named beforehand; a deputy counts and votes as the "
        "member",
        "Members": "At least 3; at most 9; membership is closed; of grade director or above; who "
        "misses more than 3 meetings stands down",
        "Chair": "The partners take turns in the chair",
        "Interests and disputes": "Its terms speak of conflicts of interest; its terms say how "
        "disputes are settled",
        "Legal basis": "Children Act 2004, section 16E",
        "Terms of reference": "Recorded to exist; version 2.1; agreed on September 2025; last "
        "reviewed 30 September 2025; reviewed every 12 months. Each autumn, and when the partners "
        "change",
    }
    assert EXECUTIVE["chair_chosen_by"] == "rotates"


@pytest.mark.parametrize("kind", ["main_board", "network"])
def test_what_is_asked_of_every_body_says_so_where_it_is_not_recorded(kind: str) -> None:
    made = Town().body("b", kind)
    assert how_it_works(made.snapshot().nodes["testham/b"]) == [
        ("How often it meets", "Not recorded"),
        ("Terms of reference", "Not recorded whether there are any"),
    ]


def test_who_observes_attends_or_was_co_opted_stands_apart_from_members() -> None:
    made = Town().main("board", name="Board")
    for local, kind in (
        ("head", "full"), ("parent", "co_opted"), ("clerk", "in_attendance"), ("guest", "observer"),
    ):  # fmt: skip
        made.post(local, name=local.title()).link(local, "member_of", "board", seat_kind=kind)
    text = page(made, "board")
    members = part(text, "Who chairs it and sits on it", "Co-opted members")
    assert "Head" in members
    assert "Clerk" not in members
    assert "Parent" in part(text, "Co-opted members", "Who comes without being a member")
    others = part(text, "Who comes without being a member", "What the checks say")
    assert "Is attended by Clerk" in others
    assert "Is observed by Guest" in others
    assert "Where it comes without being a member" in page(made, "clerk")


def test_who_serves_it_and_where_its_questions_go_on() -> None:
    made = Town().main("board", name="Board").body("exec", "executive_group", name="Executive")
    made.organisation("council", name="Council").node("unit", "team", name="Unit")
    made.node("budget", "matter", name="Pooled budget")
    made.link("unit", "serves", "board", work="secretariat")
    made.link("board", "escalates_to", "exec", order=1, matter="budget")
    made.link("exec", "escalates_to", "council", status="planned")
    text = page(made, "board")
    serving = part(text, "Who serves it", "Where its questions go on")
    assert "Is served by Unit (work: secretariat)" in serving
    route = part(text, "Where its questions go on", "What the checks say")
    assert "About Pooled budget, step by step: Executive (step 1; by Board)" in route
    assert "Council (by Executive; planned)" in route
    assert "There it ends." in route
    assert "What it takes on from others Takes escalations from Board" in page(made, "exec")


def test_a_body_and_its_executive_say_that_they_are_one() -> None:
    made = Town().body("scp", "safeguarding_partnership", name="Partnership")
    made.body("exec", "executive_group", name="Executive").link("exec", "acts_for", "scp")
    executive = page(made, "exec")
    assert "For whom it acts Is the executive of Partnership" in executive
    assert "No line of its own is recorded: it acts for Partnership, and so answers" in executive
    assert "Who acts for it Acts through Executive" in page(made, "scp")


def test_what_the_quorum_bears_stands_on_the_page_of_a_body_that_has_one() -> None:
    made = Town().body("exec", "executive_group", quorum=1).organisation("council", "la_corporate")
    made.link("council", "member_of", "exec")
    text = page(made, "exec")
    assert "It asks for 1 member. 1 member on record, of 1 organisation." in text
    assert "One absence is enough to stop it. without COUNCIL" in text
    assert "What its quorum bears" not in page(Town().main("board"), "board")


def test_what_it_may_decide_names_matters_and_not_their_ids() -> None:
    made = Town().main("board", name="Board").post("head", name="Head")
    made.node("m1", "matter", name="Pooled budget").link(
        "board", "has_right_over", "m1", right="decides"
    )
    made.link("board", "delegates_to", "head", matter="m1; spending")
    text = part(page(made, "board"), "What it may decide", "What the checks say")
    assert "Has a right over Pooled budget (right: decides)" in text
    assert "Delegates to Head (matter: Pooled budget, spending)" in text


def test_the_seats_page_lists_who_comes_without_being_a_member() -> None:
    made = Town().main("board", name="Board").post("parent", name="Parent")
    made.post("clerk", name="Clerk")
    made.link("clerk", "member_of", "board", seat_kind="in_attendance")
    alone = page(made, "seats", under="")
    assert "No seat is recorded in Testham" in alone
    assert "Clerk attends it" in alone
    text = page(made.link("parent", "member_of", "board", seat_kind="co_opted"), "seats", under="")
    beside = text[text.index("Co-opted members, and who comes") :]
    assert "Co-opted: Parent Clerk attends it" in beside
    assert "Clerk" not in text[: text.index("Co-opted members, and who comes")]


def test_where_a_body_sits_is_not_who_sits_on_it() -> None:
    made = Town().main("board", name="Board").body("panel", "voice_panel", name="Panel")
    text = page(made.link("panel", "member_of", "board", seat_kind="co_opted"), "panel")
    assert "Members: not recorded: ask." in text
    assert "Sits on Board" in part(text, "Where it has a seat, or attends", "What the checks say")
    assert "Has as a member Panel" in part(page(made, "board"), "Co-opted members", "What the")


def test_who_answers_to_an_organisation_stands_on_its_page() -> None:
    made = Town().main("board", name="Board").organisation("council", name="Council")
    made.node("childrens", "department", name="Children")
    made.link("board", "accountable_to", "council").link("board", "reports_to", "childrens")
    assert "Who answers to it Holds to account Board" in page(made, "council")
    assert "Who answers to it Receives reports from Board" in page(made, "childrens")
    assert "Who answers to it" not in page(made.organisation("trust"), "trust")
