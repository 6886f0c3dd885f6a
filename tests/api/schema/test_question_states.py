"""Questions in GraphQL: listed, filtered, and what became of each beside the finding."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.service.question_states import FROM_PAGE, GivenState, set_state
from api.service.reader import Reader
from graph.stores.memory import MemoryStore
from loaders.examples import example

SAID = """state to { id: localId } on due by reason note overdue words sentence sources { title }"""
LIST = f"""query List($states: [QuestionStateWord!], $standings: [QuestionStanding!],
    $rules: [String!], $about: ID, $overdue: Boolean) {{
  area(slug: "coventry") {{ view {{
    askedQuestions(states: $states, standings: $standings, rules: $rules,
      about: $about, overdue: $overdue, first: 100) {{
    totalCount
    nodes {{ rule attribute question subjectId name subject {{ localId }} sentence standing state
      stateWords overdue said {{ {SAID} }} }} }} }} }} }}"""
FINDING = f"""{{ area(slug: "coventry") {{ view {{ findings(where: {{rules: ["body-has-chair"]}}) {{
  nodes {{ subjects {{ id: subjectId questionState {{ {SAID} }} }} }} }} }} }} }}"""
ASKED = GivenState(
    rule="body-has-chair",
    subject="adv1",
    state="asked",
    to="vol",
    on="2026-03-03",
    due="2026-04-01",
    by="the clerk",
)


@pytest.fixture
def desk() -> TestClient:
    store, found = MemoryStore(), example("coventry")
    store.put(found.snapshot, found.history)
    reader = Reader(store)
    set_state(reader, "coventry", ASKED, FROM_PAGE)
    quorum = GivenState(attribute="quorum", subject="sehp", state="declined", by="the clerk")
    set_state(reader, "coventry", quorum, FROM_PAGE)
    ours = GivenState(
        rule="data-sharing-in-place",
        subject="police",
        state="not_ours",
        reason="The force has its own.",
        by="the clerk",
    )
    set_state(reader, "coventry", ours, FROM_PAGE)
    return TestClient(create_app(store), base_url="http://127.0.0.1")


def ask(desk: TestClient, query: str, **given: Any) -> Any:
    answer = desk.post("/graphql", json={"query": query, "variables": given}).json()
    assert "errors" not in answer
    return answer["data"]["area"]["view"]


def listed(desk: TestClient, **given: Any) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = ask(desk, LIST, **given)["askedQuestions"]["nodes"]
    return nodes


def test_what_became_of_a_question_stands_at_the_finding_s_subject(desk: TestClient) -> None:
    (finding,) = ask(desk, FINDING)["findings"]["nodes"]
    states = {each["id"]: each["questionState"] for each in finding["subjects"]}
    assert states["coventry/adv2"] is None
    said = states["coventry/adv1"]
    assert (said["state"], said["to"]["id"]) == ("ASKED", "coventry/vol")
    assert (said["on"], said["due"], said["by"]) == ("2026-03-03", "2026-04-01", "the clerk")
    assert (said["reason"], said["overdue"], said["sources"]) == (None, True, [])
    assert said["words"].startswith("asked of Voluntary sector partners (unnamed) on 3 March")
    assert said["sentence"].endswith("(recorded by the clerk). Overdue.")


def test_questions_are_listed_and_filtered(desk: TestClient) -> None:
    (asked,) = listed(desk, states=["ASKED"])
    assert asked["subject"]["localId"] == asked["subjectId"] == "coventry/adv1"
    assert (asked["standing"], asked["stateWords"]) == ("OPEN", "asked")
    assert listed(desk, overdue=True) == [asked]
    (quorum,) = listed(desk, states=["DECLINED"])
    assert (quorum["rule"], quorum["attribute"], quorum["standing"]) == (None, "quorum", "OPEN")
    (ours,) = listed(desk, standings=["LEFT_OUT"])
    assert (ours["subjectId"], ours["subject"], ours["state"]) == ("police", None, "NOT_OURS")
    chairs = listed(desk, rules=["body-has-chair"], about="Early help advisory group, South")
    assert chairs == [asked]
    assert listed(desk, about="police", states=["NOT_OURS"]) == [ours]
    silent = listed(desk, states=["NOT_ASKED"], rules=["body-has-chair"])
    assert {question["said"] for question in silent} == {None}
    every = ask(desk, LIST)["askedQuestions"]["totalCount"]
    assert every > len(silent) + 3
