"""The order to ask in: the missing board, things on the map, then what is not; what opens most."""

from graph.rules.asking import MAIN_BOARD, questions
from graph.rules.finding import Answer, Severity
from graph.rules.registry import rule_by_id
from graph.rules.run import RULES
from tests.towns import Town


def order(town: Town) -> list[str]:
    return [question.finding.rule for question in questions(town.view())]


def test_the_missing_main_board_is_asked_first_with_what_it_opens() -> None:
    town = Town().body("team", "locality_team").node("hub", "site", site_kind="family_hub")
    first = questions(town.view())[0]
    assert first.finding.rule == MAIN_BOARD
    assert {"main-board-core-sectors", "dcs-oversight", "link-health-wellbeing-board"} <= {
        *first.opens
    }
    assert len(first.opens) >= 8


def test_a_board_on_the_map_opens_nothing_by_its_members() -> None:
    town = Town().body("main", "main_board")
    (asked,) = [q for q in questions(town.view()) if q.finding.rule == MAIN_BOARD]
    assert asked.opens == ()
    assert order(town)[0] != MAIN_BOARD


def test_things_on_the_map_come_before_things_that_are_not() -> None:
    town = Town().main().body("sub", "sub_group").node("hub", "site", site_kind="family_hub")
    asked = questions(town.view())
    places = [question.on_map for question in asked]
    assert places == sorted(places, reverse=True)
    on_map = {question.finding.rule for question in asked if question.on_map}
    assert {"body-has-chair", "no-orphan-body", "hub-governed", "main-board-core-sectors"} <= on_map
    # The board is on the map, but the question is about a board that is not.
    assert "link-health-wellbeing-board" not in on_map
    assert "dcs-and-lead-member" not in on_map
    town.body("hwb", "hwb")
    on_map = {q.finding.rule for q in questions(town.view()) if q.on_map}
    assert "link-health-wellbeing-board" in on_map


def test_inside_each_what_opens_most_comes_first_then_the_law_then_the_catalogue() -> None:
    town = Town().main().body("sub", "sub_group").body("scp", "safeguarding_partnership")
    asked = questions(town.view())
    catalogue = [rule.id for rule in RULES]
    keys = [
        (
            not q.on_map,
            -len(q.opens),
            list(Severity).index(q.finding.severity),
            catalogue.index(q.finding.rule),
        )
        for q in asked
    ]
    assert keys == sorted(keys)
    assert asked[0].opens


def test_what_has_an_answer_is_not_opened() -> None:
    town = Town().main().body("sub", "sub_group").post("p")
    before = {q.finding.rule: q.opens for q in questions(town.view())}["body-has-chair"]
    assert "director-level-drive" in before
    town.post("boss", grade="director").link("boss", "sponsors", "main")
    after = {q.finding.rule: q.opens for q in questions(town.view())}["body-has-chair"]
    assert "director-level-drive" not in after


def test_only_questions_are_asked() -> None:
    asked = questions(Town().main().view())
    assert {question.finding.answer for question in asked} == {Answer.SILENT}


def test_what_opens_is_a_check_and_never_itself() -> None:
    known = {rule.id for rule in RULES}
    for rule in RULES:
        assert set(rule.opens) <= known - {rule.id}, rule.id
        assert len(set(rule.opens)) == len(rule.opens), rule.id
        assert rule_by_id(rule.id).opens == rule.opens
