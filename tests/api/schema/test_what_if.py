"""What if in GraphQL: what a trial says, expected failures as results, and who may change.

Tests: api/schema/problems.py, api/schema/proposed.py, api/schema/scenarios.py,
api/schema/trials.py
"""

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.service.proposals import MOST_CHANGES
from graph.stores.memory import MemoryStore
from loaders.examples import example
from tests.succession_town import two_boards

LINK = {"from": "adv1", "kind": "REPORTS_TO", "to": "sehp"}
LINE = {"addLink": LINK}
PROBLEMS = "problems { code path message fact given near }"
TRY = f"""query Try($c: [ChangeInput!]!, $day: Date) {{ area(slug: "coventry") {{
  view(asOf: $day) {{ asOf whatIf(changes: $c) {{ comparison {{
    changes {{ sentence action sort thingKind linkKind name factId from to needs input }}
    closed {{ rule {{ localId }} }} opened {{ rule {{ localId }} after }}
    moved {{ rule {{ localId }} subjects {{ name before after sentence }} }}
    sights {{ board target before after reachedBefore reached }}
    lines {{ subjectId name before {{ name }} after {{ name }} }}
  }} notices {PROBLEMS} }} }} }} }}"""
DONE = (
    "scenario { name version changes { sentence input } } revision notices "
    "problems { code path message fact }"
)
KEEP = f"""mutation Keep($c: [ChangeInput!]!, $name: String!, $version: Int! = 0) {{
  keepScenario(area: "coventry", name: $name, changes: $c, expectedVersion: $version) {{
    {DONE} }} }}"""
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


def tried(desk: TestClient, *changes: Any, day: str | None = None) -> Any:
    """Return what came of trying changes."""
    answer = ask(desk, TRY, c=list(changes), day=day)
    assert "errors" not in answer
    return answer["data"]["area"]["view"]["whatIf"]


def test_a_trial_says_what_it_would_open_close_and_move(desk: TestClient) -> None:
    result = tried(desk, LINE)
    found = result["comparison"]
    assert (result["notices"], result["problems"]) == ([], [])
    (change,) = found["changes"]
    assert change["sentence"].endswith("South reports to Strategic Early Help Partnership.")
    assert (change["from"], change["to"]) == ("coventry/adv1", "coventry/sehp")
    assert (change["action"], change["sort"], change["linkKind"]) == ("ADDED", "LINK", "REPORTS_TO")
    assert change["factId"] == "coventry/adv1~reports_to~sehp"
    assert change["needs"] == ["coventry/adv1", "coventry/sehp"]
    moved = {each["rule"]["localId"]: each["subjects"] for each in found["moved"]}
    (subject,) = moved["no-orphan-body"]
    assert (subject["before"], subject["after"]) == ("SILENT", "MET")
    assert found["lines"][0]["before"] == []
    assert found["lines"][0]["after"][0] == {"name": "Strategic Early Help Partnership"}
    assert [sight["reached"] for sight in found["sights"]] == [True, False]
    # What comes out can go in again.
    assert tried(desk, change["input"]) == result
    assert tried(desk)["comparison"]["closed"] == []


def test_a_planned_thing_and_a_line_to_it_are_planned(desk: TestClient) -> None:
    board = {"addBody": {"name": "Wellbeing board", "bodyKind": "HWB", "status": "PLANNED"}}
    line = {"addLink": {"from": "sehp", "kind": "REPORTS_TO", "to": "wellbeing board"}}
    found = tried(desk, board, line)["comparison"]
    added, joined = found["changes"]
    assert (added["sort"], added["thingKind"], added["name"]) == (
        "THING",
        "BODY",
        "Wellbeing board",
    )
    assert added["input"]["addBody"]["id"] == "coventry/wellbeing-board"
    assert joined["to"] == "coventry/wellbeing-board"
    assert "would be planned" in joined["sentence"]
    after = {each["rule"]["localId"]: each["subjects"][0]["after"] for each in found["moved"]}
    assert after["link-health-wellbeing-board"] == "PLANNED"
    sight = found["sights"][1]
    assert (sight["reached"], sight["after"][:20]) == (False, "Planned, not yet so:")


def test_changes_of_every_sort_come_back_as_they_were_sent(desk: TestClient) -> None:
    given = [
        {"addPost": {"name": "Clerk", "grade": "SENIOR",
                     "sources": [{"title": "Terms", "page": 2}]}},
        {"addLink": {"from": "clerk", "kind": "MEMBER_OF", "to": "sehp",
                     "speaksFor": ["CHILDCARE"]}},
        {"changeBody": {"id": "sehp", "quorum": 3, "quorumClasses": [{"class": "ICB", "least": 1}],
                        "termsNextReview": "2027-01", "note": None}},
        {"addOrganisation": {"id": "a", "name": "A", "resources": ["MONEY", "STAFF"]}},
        {"addAttendanceTotal": {"name": "Total", "about": "a", "body": "sehp", "expected": 3,
                                "attended": 3, "absent": 0}},
        {"addTowerRating": {"name": "Tower", "about": "a", "height": 2.5}},
        {"addProgramme": {"name": "Grant", "amount": 3_000_000_000.0}},
        {"recordMeeting": {"body": "sehp", "day": "2024-02-01", "register": [
            {"holder": "clerk", "value": "PRESENT", "part": True}]}},
        {"declare": {"list": "SITES", "on": "2024-03-01", "by": "The clerk"}},
        {"changeArea": {"name": "City of Coventry"}},
        {"addSource": {"title": "Plan", "readOn": "2024-01-01"}},
        {"question": {"rule": "body-has-chair", "subject": "cscp", "state": "DECLINED"}},
        {"rename": {"id": "cscp", "name": "The Partnership"}},
        {"endFact": {"id": "adv1", "until": "2024-03"}},
        {"withdrawFact": {"id": "plan"}},
    ]  # fmt: skip
    given[-1] = {"withdrawFact": {"id": "source~plan"}}
    result = tried(desk, *given)
    assert result["problems"] == []
    made = result["comparison"]["changes"]
    assert {change["action"] for change in made} == {"ADDED", "CHANGED", "ENDED", "WITHDRAWN"}
    sorts = {change["sort"] for change in made}
    assert sorts == {"AREA", "SOURCE", "THING", "LINK", "MEETING", "DECLARATION", "QUESTION"}
    again = tried(desk, *(change["input"] for change in made))
    assert again["comparison"]["changes"] == made
    kept = ask(desk, KEEP, OWN, c=[change["input"] for change in made], name="All")["data"]
    changes = kept["keepScenario"]["scenario"]["changes"]
    # The scenario is the source of what names none.
    (document,) = (one["input"]["addSource"] for one in changes[:1])
    assert document["id"] == "scenario-all"
    sent = [change["input"] for change in changes]
    assert [one["input"] for one in tried(desk, *sent)["comparison"]["changes"]] == sent


def test_a_name_that_is_not_on_the_map_comes_with_what_is_near(desk: TestClient) -> None:
    line = {"addLink": {"from": "early help board", "kind": "REPORTS_TO", "to": "cscp"}}
    (problem,) = tried(desk, line)["problems"]
    assert (problem["code"], problem["given"]) == ("NOT_FOUND", "early help board")
    assert problem["path"] == ["changes", "0", "addLink", "from"]
    assert "coventry/sehp" in problem["near"]
    line["addLink"]["from"] = "health and wellbeing board"
    (problem,) = tried(desk, line)["problems"]
    assert (problem["given"], problem["near"]) == ("health and wellbeing board", [])


def test_what_is_refused_leaves_the_answer_beside_it(desk: TestClient) -> None:
    answer = ask(desk, TRY, c=[{"withdrawFact": {"id": "sehp"}}])
    view = answer["data"]["area"]["view"]
    assert "errors" not in answer
    assert view["asOf"] == "2024-03-31"
    (problem,) = view["whatIf"]["problems"]
    assert view["whatIf"]["comparison"] is None
    assert problem["path"] == ["changes", "0", "withdrawFact", "id"]
    assert "cannot be withdrawn while" in problem["message"]


@pytest.mark.parametrize(
    ("change", "code", "path", "words"),
    [
        ({"withdrawFact": {"id": "nobody"}}, "NOT_FOUND", ["id"], 'no fact "nobody"'),
        ({"addLink": {**LINK, "kind": "CHAIRS"}}, "BAD_USER_INPUT", ["kind"], "choose one of"),
        ({"addLink": {**LINK, "voting": True}}, "BAD_USER_INPUT", ["voting"], "says nothing of"),
        ({"endFact": {"id": "sehp", "until": "2020", "dependants": [
            {"what": "seats", "fate": "MOVES"}]}}, "BAD_USER_INPUT", ["dependants"], "successor"),
        ({"addBody": {"name": "Board\x1b[31m"}}, "BAD_USER_INPUT", ["name"],
         "a control character"),
        ({"changeArea": {"name": "A", "since": "2024", "until": "2020"}}, "BAD_USER_INPUT",
         ["until"], "end it after it began"),
    ],
)  # fmt: skip
def test_a_wrong_change_is_one_sentence(
    desk: TestClient, change: Any, code: str, path: list[str], words: str
) -> None:
    good = {"addSite": {"name": "Hub", "siteKind": "FAMILY_HUB"}}
    (problem,) = tried(desk, good, change)["problems"]
    (field,) = change
    assert problem["message"].startswith("Change 2: ")
    assert words in problem["message"]
    assert (problem["code"], problem["path"]) == (code, ["changes", "1", field, *path])
    (kept,) = ask(desk, KEEP, OWN, c=[good, change], name="A")["data"]["keepScenario"]["problems"]
    assert kept == {name: problem[name] for name in ("code", "path", "message", "fact")}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "Change 1 ($c[0]) gives no field. Give exactly one field"),
        ({**LINE, "withdrawFact": {"id": "sehp"}}, 'gives "addLink" and "withdrawFact"'),
        ({"addLink": None}, 'Change 1 ($c[0]) gives "addLink" as null'),
        ({"addBody": {"name": "A", "vacant": True}}, "unknown field 'vacant'"),
        ({"addBody": {"name": "A", "bodyKind": "hwb"}}, "does not exist in 'BodyKind' enum"),
        ({"endFact": {"id": "sehp", "until": "2024-02-30"}}, '"2024-02-30" is not a date'),
        ({"declare": {"list": "SITES", "on": "2024-02-30", "by": "A"}}, "is not a day"),
    ],
)
def test_what_is_no_change_at_all_is_refused_before_it_runs(
    desk: TestClient, change: Any, words: str
) -> None:
    answer = ask(desk, TRY, c=[change])
    assert words in answer["errors"][0]["message"]
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_the_number_of_changes_is_capped(desk: TestClient) -> None:
    many = [{"endFact": {"id": "sehp", "until": "2030"}}] * (MOST_CHANGES + 1)
    (problem,) = tried(desk, *many)["problems"]
    assert "at most 200" in problem["message"]


def test_places_say_nothing_to_the_checks_and_are_in_no_scenario(desk: TestClient) -> None:
    places = {"keepPlaces": {"places": [{"id": "sehp", "x": 10, "y": 20}], "theme": "PROJECTOR"}}
    result = tried(desk, places, LINE)
    assert len(result["comparison"]["changes"]) == 1
    assert "it says nothing to the checks" in result["notices"][0]
    (problem,) = ask(desk, KEEP, OWN, c=[places], name="A")["data"]["keepScenario"]["problems"]
    assert problem["path"] == ["changes", "0", "keepPlaces"]
    assert "no scenario keeps it" in problem["message"]


def test_what_the_map_has_moved_on_from_is_told_without_json(desk: TestClient) -> None:
    ask(desk, KEEP, OWN, c=[{"changeBody": {"id": "adv1", "quorum": 3}}, LINE], name="Old")
    gone = [{"withdrawFact": {"id": "adv1"}}]
    assert ask(desk, KEEP, OWN, c=gone, name="Gone")["data"]["keepScenario"]["problems"] == []
    accept = f'mutation {{ acceptScenario(area: "coventry", name: "Gone") {{ {DONE} }} }}'
    assert ask(desk, accept, OWN)["data"]["acceptScenario"]["problems"] == []
    listed = """{ area(slug: "coventry") { scenarios { changes { sentence sort input } } } }"""
    (scenario,) = ask(desk, listed)["data"]["area"]["scenarios"]
    assert all("{" not in change["sentence"] for change in scenario["changes"])
    changed = next(one["input"] for one in scenario["changes"] if "changeBody" in one["input"])
    assert changed["changeBody"]["quorum"] == 3


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
    assert (problem["code"], problem["path"]) == ("NOT_FOUND", ["name"])
    assert problem["message"] == 'There is no scenario "Never" of coventry.'
    nowhere = drop.replace("coventry", "nowhere")
    (problem,) = ask(desk, nowhere, OWN)["data"]["dropScenario"]["problems"]
    assert problem["path"] == ["area"]


def test_only_the_version_that_was_seen_is_replaced_accepted_or_dropped(desk: TestClient) -> None:
    def keep(version: int) -> Any:
        return ask(desk, KEEP, OWN, c=[LINE], name="South", version=version)["data"]["keepScenario"]

    assert keep(0)["scenario"]["version"] == 1
    other = {"addLink": {**LINK, "from": "adv2"}}
    made = ask(desk, KEEP, OWN, c=[other], name="South", version=1)["data"]["keepScenario"]
    assert made["scenario"]["version"] == 2
    (problem,) = keep(1)["problems"]
    assert problem["path"] == ["expectedVersion"]
    assert "after version 1, which you saw" in problem["message"]
    listed = ask(desk, '{ area(slug: "coventry") { scenarios { version } } }')["data"]["area"]
    assert listed["scenarios"] == [{"version": 2}]
    for verb in ("accept", "drop"):
        step = f'{verb}Scenario(area: "coventry", name: "South", expectedVersion: 1) {{ {DONE} }}'
        (problem,) = ask(desk, f"mutation {{ {step} }}", OWN)["data"][f"{verb}Scenario"]["problems"]
        assert problem["path"] == ["expectedVersion"]
        assert "and you saw version 1" in problem["message"]
    step = f'acceptScenario(area: "coventry", name: "South", expectedVersion: 2) {{ {DONE} }}'
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
    query = """query S($rule: String!, $subject: ID, $most: Int) { area(slug: "coventry") {
      view { suggestions(rule: $rule, subject: $subject, most: $most) {
        subjectId word why invented changes { sentence input }
        closed { rule { localId } } opened { rule { localId } } } } } }"""
    given: dict[str, Any] = {"rule": "no-orphan-body", "subject": "coventry/adv2", "most": 2}
    first, second = ask(desk, query, **given)["data"]["area"]["view"]["suggestions"]
    assert (first["word"], first["invented"], first["subjectId"]) == ("ASK", 0, "coventry/adv2")
    found = tried(desk, *(change["input"] for change in first["changes"]))["comparison"]
    assert "no-orphan-body" in {moved["rule"]["localId"] for moved in found["moved"]}
    assert first != second
    asked = """query N($rule: String!) { area(slug: "coventry") {
      view { noSuggestion(rule: $rule) { subjectId sentence } } } }"""
    none = ask(desk, asked, rule="children-and-transformation-leaders")["data"]["area"]["view"]
    assert none["noSuggestion"][0]["subjectId"] == "children_leadership"
    assert none["noSuggestion"][0]["sentence"].startswith("No small step closes it: who employs")
    (met,) = ask(desk, asked, rule="main-board-exists")["data"]["area"]["view"]["noSuggestion"]
    assert met == {
        "subjectId": None,
        "sentence": "Nothing is open here. What this check asks is met.",
    }
    wrongs: tuple[dict[str, Any], ...] = ({"rule": "nothing"}, {**given, "most": 0})
    for wrong in wrongs:
        assert len(ask(desk, query, **wrong)["errors"]) == 1


def test_a_name_that_commands_a_terminal_is_refused(desk: TestClient) -> None:
    board = {"addBody": {"id": "new", "name": "Board\x1b[31m"}}
    (problem,) = tried(desk, board)["problems"]
    said = 'coventry/new: "name" holds a control character (U+001B); type the text anew.'
    assert problem["message"] == f"Change 1: {said}"
    assert problem["fact"] == "coventry/new"
    (problem,) = ask(desk, KEEP, OWN, c=[LINE], name="a\u202eb")["data"]["keepScenario"]["problems"]
    assert "turns letters round" in problem["message"]
    assert problem["path"] == ["name"]


ENDING = """query Try($c: [ChangeInput!]!) { area(slug: "testham") { view(asOf: "2025-05-01") {
  whatIf(changes: $c) { comparison { changes { sentence input } hanging } notices
    problems { path message } } } } }"""


def ending(**more: Any) -> Any:
    return {"endFact": {"id": "Early Board", "until": "2025-04-30", **more}}


def test_what_hangs_on_a_thing_that_ends_is_told_and_taken_along() -> None:
    store = MemoryStore()
    store.put(two_boards().snapshot(), ())
    desk = TestClient(create_app(store), base_url="http://127.0.0.1")

    def ended(*given: Any) -> Any:
        return ask(desk, ENDING, c=list(given))["data"]["area"]["view"]["whatIf"]

    found = ended(ending())["comparison"]
    assert (
        "Seats on it: 2 (The Council sits on Early Board; The Trust sits on Early Board)."
        in (found["hanging"])
    )
    assert len(found["changes"]) == 1
    dependants = [
        {"what": "all", "fate": "ENDS"},
        {"what": "seats", "fate": "MOVES", "to": "Joint Board"},
        {"what": "lists", "fate": "MOVES", "to": "joint"},
    ]
    moved = ended(ending(since="2025-05-15", dependants=dependants))
    assert moved["comparison"]["hanging"] == []
    # What could not be as it was asked is told.
    assert "that is no word about the successor, so it ends" in moved["notices"][0]
    told = [change["sentence"] for change in moved["comparison"]["changes"]]
    assert "The Council sits on Joint Board (since 2025-05-15)." in told
    assert "No longer so after 30 April 2025: Group A is a sub group of Early Board." in told
    again = ended(*(change["input"] for change in moved["comparison"]["changes"]))
    assert again["comparison"] == moved["comparison"]
    (wrong,) = ended(ending(dependants=[{"what": "seats", "fate": "MOVES"}]))["problems"]
    assert wrong["path"] == ["changes", "0", "endFact", "dependants"]
    assert "name the successor" in wrong["message"]
