"""What if in GraphQL: what a trial says, expected failures as results, and who may change.

Tests: api/schema/proposed.py, api/schema/scenarios.py
"""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.service.proposals import MOST_CHANGES
from graph.stores.memory import MemoryStore
from loaders.examples import example
from tests.succession_town import two_boards

LINE = {"link": {"from": "adv1", "kind": "REPORTS_TO", "to": "sehp"}}
TRY = """query Try($c: [ChangeInput!]!, $day: Date) { area(slug: "coventry") {
  view(asOf: $day) { whatIf(changes: $c) {
    changes { sentence record from to } closed { rule } opened { rule after }
    moved { rule subjects { name before after sentence } }
    sights { board target before after reachedBefore reached }
    lines { subjectId name before after }
  } } } }"""
DONE = "scenario { name version changes { sentence record } } revision problems { path message }"
KEEP = f"""mutation Keep($c: [ChangeInput!]!, $name: String!, $version: Int! = 0) {{
  keepScenario(area: "coventry", name: $name, changes: $c, version: $version) {{ {DONE} }} }}"""
OWN = {"origin": "http://127.0.0.1"}


@pytest.fixture
def desk() -> TestClient:
    """A service whose store a test may change."""
    store = MemoryStore()
    found = example("coventry")
    store.put(found.snapshot, found.history)
    return TestClient(create_app(store), base_url="http://127.0.0.1")


def ask(desk: TestClient, query: str, headers: dict[str, str] | None = None, **given: Any) -> Any:
    body = {"query": query, "variables": given}
    answer = desk.post("/graphql", json=body, headers=headers or {})
    assert answer.status_code == 200
    return answer.json()


def test_a_trial_says_what_it_would_open_close_and_move(desk: TestClient) -> None:
    found = ask(desk, TRY, c=[LINE])["data"]["area"]["view"]["whatIf"]
    (change,) = found["changes"]
    assert change["sentence"].endswith("South reports to Strategic Early Help Partnership.")
    assert (change["from"], change["to"]) == ("coventry/adv1", "coventry/sehp")
    moved = {each["rule"]: each["subjects"] for each in found["moved"]}
    (subject,) = moved["no-orphan-body"]
    assert (subject["before"], subject["after"]) == ("SILENT", "MET")
    assert found["lines"][0]["before"] == []
    assert found["lines"][0]["after"][0] == "Strategic Early Help Partnership"
    assert [sight["reached"] for sight in found["sights"]] == [True, False]
    # What comes out as a record can go in again.
    again = ask(desk, TRY, c=[{"record": change["record"]}])["data"]["area"]["view"]["whatIf"]
    assert again == found
    assert ask(desk, TRY, c=[])["data"]["area"]["view"]["whatIf"]["closed"] == []


def test_a_planned_thing_and_a_line_to_it_are_planned(desk: TestClient) -> None:
    board = {"kind": "body", "name": "Wellbeing board", "body_kind": "hwb", "status": "planned"}
    line = {"link": {"from": "sehp", "kind": "REPORTS_TO", "to": "wellbeing board"}}
    given = [{"record": json.dumps({"node": board})}, line]
    found = ask(desk, TRY, c=given)["data"]["area"]["view"]["whatIf"]
    assert found["changes"][1]["to"] == "coventry/wellbeing-board"
    assert "would be planned" in found["changes"][1]["sentence"]
    after = {each["rule"]: each["subjects"][0]["after"] for each in found["moved"]}
    assert after["link-health-wellbeing-board"] == "PLANNED"
    sight = found["sights"][1]
    assert (sight["reached"], sight["after"][:20]) == (False, "Planned, not yet so:")


def test_a_name_that_is_not_on_the_map_comes_with_what_is_near(desk: TestClient) -> None:
    line = {"link": {"from": "early help board", "kind": "REPORTS_TO", "to": "cscp"}}
    (error,) = ask(desk, TRY, c=[line])["errors"]
    assert error["extensions"]["given"] == "early help board"
    assert "coventry/sehp" in error["extensions"]["near"]
    line["link"]["from"] = "health and wellbeing board"
    (error,) = ask(desk, TRY, c=[line])["errors"]
    assert error["extensions"]["near"] == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "exactly one of"),
        ({**LINE, "withdraw": "sehp"}, "exactly one of"),
        ({"withdraw": "nobody"}, 'no fact "nobody"'),
        ({"record": "{"}, "not JSON"),
        ({"record": "[]"}, "no JSON object"),
        ({"record": '{"change": "ended"}'}, "cannot be read"),
        ({"record": '{"change": "x", "id": [1]}'}, "cannot be read"),
        ({"end": {"fact": "sehp", "until": "2020"}}, ""),
        ({"link": {**LINE["link"], "kind": "CHAIRS"}}, "choose one of"),
    ],
)
def test_a_wrong_change_is_one_sentence(desk: TestClient, change: Any, words: str) -> None:
    answer = ask(desk, TRY, c=[change])
    if not words:
        assert "errors" not in answer
        return
    (error,) = answer["errors"]
    assert words in error["message"]
    assert error["extensions"]["code"] in ("BAD_INPUT", "NOT_FOUND")
    (problem,) = ask(desk, KEEP, OWN, c=[change], name="A")["data"]["keepScenario"]["problems"]
    assert problem["path"] == ["changes", "0"]
    assert words in problem["message"]


def test_the_number_of_changes_is_capped(desk: TestClient) -> None:
    many = [{"end": {"fact": "sehp", "until": "2030"}}] * (MOST_CHANGES + 1)
    (error,) = ask(desk, TRY, c=many)["errors"]
    assert "at most 200" in error["message"]


def test_a_scenario_is_kept_accepted_and_dropped(desk: TestClient) -> None:
    kept = ask(desk, KEEP, OWN, c=[LINE], name="South")["data"]["keepScenario"]
    assert (kept["scenario"]["name"], kept["revision"], kept["problems"]) == ("South", None, [])
    ask(desk, KEEP, OWN, c=[LINE], name="Again")
    listed = '{ area(slug: "coventry") { scenarios { name author day changes { sentence } } } }'
    found = ask(desk, listed)["data"]["area"]["scenarios"]
    assert [one["name"] for one in found] == ["Again", "South"]
    accept = f'mutation {{ acceptScenario(area: "coventry", name: "South") {{ {DONE} }} }}'
    assert ask(desk, accept, OWN)["data"]["acceptScenario"]["revision"] == 2
    (problem,) = ask(desk, accept, OWN)["data"]["acceptScenario"]["problems"]
    assert problem["path"] == ["name"]
    assert 'The scenario "South" of coventry was accepted a moment ago by' in problem["message"]
    # The other one would add the same link: what has moved since is named, and it stays.
    (problem,) = ask(desk, accept.replace("South", "Again"), OWN)["data"]["acceptScenario"][
        "problems"
    ]
    assert "Nothing was written" in problem["message"]
    drop = f'mutation {{ dropScenario(area: "coventry", name: "Again") {{ {DONE} }} }}'
    assert ask(desk, drop, OWN)["data"]["dropScenario"]["problems"] == []
    assert ask(desk, listed)["data"]["area"]["scenarios"] == []
    (problem,) = ask(desk, KEEP, OWN, c=[], name="Empty")["data"]["keepScenario"]["problems"]
    assert "Nothing is proposed" in problem["message"]
    nobody = drop.replace("Again", "Never")
    (problem,) = ask(desk, nobody, OWN)["data"]["dropScenario"]["problems"]
    assert problem == {"path": ["name"], "message": 'There is no scenario "Never" of coventry.'}
    nowhere = drop.replace("coventry", "nowhere")
    (problem,) = ask(desk, nowhere, OWN)["data"]["dropScenario"]["problems"]
    assert problem["path"] == ["area"]


def test_only_the_version_that_was_seen_is_replaced_accepted_or_dropped(desk: TestClient) -> None:
    def keep(version: int) -> Any:
        return ask(desk, KEEP, OWN, c=[LINE], name="South", version=version)["data"]["keepScenario"]

    assert keep(0)["scenario"]["version"] == 1
    other = {"link": {**LINE["link"], "from": "adv2"}}
    made = ask(desk, KEEP, OWN, c=[other], name="South", version=1)["data"]["keepScenario"]
    assert made["scenario"]["version"] == 2
    (problem,) = keep(1)["problems"]
    assert problem["path"] == ["version"]
    assert "after version 1, which you saw" in problem["message"]
    listed = ask(desk, '{ area(slug: "coventry") { scenarios { version } } }')["data"]["area"]
    assert listed["scenarios"] == [{"version": 2}]
    for verb in ("accept", "drop"):
        step = f'{verb}Scenario(area: "coventry", name: "South", version: 1) {{ {DONE} }}'
        (problem,) = ask(desk, f"mutation {{ {step} }}", OWN)["data"][f"{verb}Scenario"]["problems"]
        assert problem["path"] == ["version"]
        assert "and you saw version 1" in problem["message"]
    step = f'acceptScenario(area: "coventry", name: "South", version: 2) {{ {DONE} }}'
    assert ask(desk, f"mutation {{ {step} }}", OWN)["data"]["acceptScenario"]["revision"] == 2


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://elsewhere.example"},
        {"origin": "http://127.0.0.1", "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_only_a_page_of_this_service_may_change(desk: TestClient, headers: dict[str, str]) -> None:
    answer = ask(desk, KEEP, headers, c=[LINE], name="South")
    assert "from a page of this service" in answer["errors"][0]["message"]
    query = {"query": KEEP, "variables": '{"c": [], "name": "A"}'}
    by_address = desk.get("/graphql", params=query, headers={**OWN, "accept": "application/json"})
    assert "errors" in by_address.json()
    assert ask(desk, '{ area(slug: "coventry") { scenarios { name } } }')["data"]["area"] == {
        "scenarios": []
    }


def test_what_would_close_a_finding(desk: TestClient) -> None:
    query = """query S($rule: String!, $subject: ID, $most: Int) { area(slug: "coventry") { view {
      suggestions(rule: $rule, subject: $subject, most: $most) {
        subject: subjectId word why invented changes { sentence record }
        closed { rule } opened { rule } } } } }"""
    given: dict[str, Any] = {"rule": "no-orphan-body", "subject": "coventry/adv2", "most": 2}
    first, second = ask(desk, query, **given)["data"]["area"]["view"]["suggestions"]
    assert (first["word"], first["invented"], first["subject"]) == ("ask", 0, "coventry/adv2")
    changes = [{"record": change["record"]} for change in first["changes"]]
    tried = ask(desk, TRY, c=changes)["data"]["area"]["view"]["whatIf"]
    assert "no-orphan-body" in {moved["rule"] for moved in tried["moved"]}
    assert first != second
    asked = """query N($rule: String!) { area(slug: "coventry") { view {
      noSuggestion(rule: $rule) { subject: subjectId sentence } } } }"""
    none = ask(desk, asked, rule="children-and-transformation-leaders")["data"]["area"]["view"]
    assert none["noSuggestion"][0]["subject"] == "children_leadership"
    assert none["noSuggestion"][0]["sentence"].startswith("No small step closes it: who employs")
    (met,) = ask(desk, asked, rule="main-board-exists")["data"]["area"]["view"]["noSuggestion"]
    assert met == {
        "subject": None,
        "sentence": "Nothing is open here. What this check asks is met.",
    }
    wrongs: tuple[dict[str, Any], ...] = ({"rule": "nothing"}, {**given, "most": 0})
    for wrong in wrongs:
        assert len(ask(desk, query, **wrong)["errors"]) == 1


def test_a_name_that_commands_a_terminal_is_refused(desk: TestClient) -> None:
    board = {"node": {"id": "new", "kind": "body", "name": "Board\x1b[31m"}}
    (error,) = ask(desk, TRY, c=[{"record": json.dumps(board)}])["errors"]
    said = 'coventry/new: "name" holds a control character (U+001B); type the text anew.'
    assert error["message"] == said
    (problem,) = ask(desk, KEEP, OWN, c=[LINE], name="a\u202eb")["data"]["keepScenario"]["problems"]
    assert "turns letters round" in problem["message"]


ENDING = """query Try($c: [ChangeInput!]!) { area(slug: "testham") {
  view(asOf: "2025-05-01") { whatIf(changes: $c) { changes { sentence } hanging } } } }"""


def ending(**more: Any) -> Any:
    return {"end": {"fact": "Early Board", "until": "2025-04-30", **more}}


def test_what_hangs_on_a_thing_that_ends_is_told_and_taken_along() -> None:
    store = MemoryStore()
    store.put(two_boards().snapshot(), ())
    desk = TestClient(create_app(store), base_url="http://127.0.0.1")
    found = ask(desk, ENDING, c=[ending()])["data"]["area"]["view"]["whatIf"]
    assert (
        "Seats on it: 2 (The Council sits on Early Board; The Trust sits on Early Board)."
        in (found["hanging"])
    )
    assert len(found["changes"]) == 1
    links = [{"what": "all", "fate": "ends"}, {"what": "seats", "fate": "Joint Board"}]
    moved = ending(successors=["joint"], since="2025-05-15", links=links)
    found = ask(desk, ENDING, c=[moved])["data"]["area"]["view"]["whatIf"]
    assert found["hanging"] == []
    told = [change["sentence"] for change in found["changes"]]
    assert "The Council sits on Joint Board (since 2025-05-15)." in told
    assert "No longer so after 30 April 2025: Group A is a sub group of Early Board." in told
    record = {"ended": "early", "until": "2025-04-30", "successors": "joint", "since": "2025-05-15",
              "links": {"all": "ends", "seats": "moves"}}  # fmt: skip
    again = ask(desk, ENDING, c=[{"record": json.dumps(record)}])["data"]["area"]["view"]["whatIf"]
    assert again == found
    wrong = ask(desk, ENDING, c=[ending(links=links[1:])])
    assert "does not say what becomes of seats" in wrong["errors"][0]["message"]
