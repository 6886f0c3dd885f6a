"""What is recorded of a thing besides comes as a value of its type, with words beside it."""

from datetime import date
from typing import Any

import pytest

from api.schema.execute import answer
from api.service.reader import Reader
from graph.rules.finding import SEVERITY_WORDS
from graph.rules.run import RULES
from graph.stores.memory import MemoryStore
from tests.towns import Town

ASK = """{ area(slug: "testham") { view { thing(id: "%s") { attributes {
  __typename name label words
  ... on TextAttribute { text } ... on YesNoAttribute { yesNo }
  ... on NumberAttribute { number } ... on AmountAttribute { amount unit unitWords }
  ... on DateAttribute { date } ... on ChoiceAttribute { several choices { word words } }
  ... on CountsAttribute { counts { class least } }
  ... on ThingAttribute { thing { localId } } } } } } }"""


def attributes(thing: str) -> dict[str, dict[str, Any]]:
    made = Town().body(
        "main",
        "main_board",
        scope=("early_help",),
        multi_agency=True,
        quorum=3,
        quorum_classes=("police: 1",),
        cadence_words="each month",
    )
    made.node("money", "programme", end="2025-03", amount=4000000000)
    made.node("ruling", "decision", by="testham/main")
    store = MemoryStore()
    store.put(made.snapshot(), ())
    found = answer(Reader(store), ASK % thing)
    assert found.errors == []
    assert found.data is not None
    given = found.data["area"]["view"]["thing"]["attributes"]
    return {each["name"]: each for each in given}


@pytest.mark.parametrize(
    ("thing", "name", "words", "value"),
    [
        ("main", "cadence_words", "each month", {"text": "each month"}),
        ("main", "quorum", "3", {"number": 3}),
        ("main", "multi_agency", "yes", {"yesNo": True}),
        ("main", "quorum_classes", "police 1", {"counts": [{"class": "police", "least": 1}]}),
        ("ruling", "by", "MAIN", {"thing": {"localId": "testham/main"}}),
        ("money", "end", "March 2025", {"date": "2025-03"}),
        (
            "money",
            "amount",
            "£4,000,000,000",
            {"amount": 4000000000, "unit": "POUNDS", "unitWords": "pounds"},
        ),
        (
            "main",
            "body_kind",
            "main board",
            {"several": False, "choices": [{"word": "MAIN_BOARD", "words": "main board"}]},
        ),
        (
            "main",
            "scope",
            "early help",
            {"several": True, "choices": [{"word": "EARLY_HELP", "words": "early help"}]},
        ),
    ],
)
def test_each_value_has_its_type_and_its_words(
    thing: str, name: str, words: str, value: dict[str, Any]
) -> None:
    found = attributes(thing)[name]
    about = {key: found.pop(key) for key in ("__typename", "name", "label", "words")}
    assert about["words"] == words
    assert about["label"]
    assert found == value


def asked(query: str, town: Town, today: date | None = None) -> Any:
    store = MemoryStore()
    store.put(town.snapshot(), ())
    found = answer(Reader(store, today=lambda: today) if today else Reader(store), query)
    assert found.errors == []
    assert found.data is not None
    return found.data


def test_what_is_of_a_closed_list_is_a_value_beside_its_words() -> None:
    town = Town().main("main", quorum_classes=["council: 2", "testham/pcc: 1"])
    town.organisation("pcc", "police").post("dcs", "dcs").link("dcs", "chairs", "main")
    town.link("pcc", "member_of", "main", term_until="2023-06")
    town.node("place", "seat", body="testham/main")
    query = """{
      bodies { nodes { quorumClasses { class ofClass ofClassWords least } } }
      posts { nodes { ... on MayChair { chairOf { nodes { other { name } } } } } }
      seats { nodes { kind kindWords words facts { termUntil } } }
      area(slug: "testham") { view { workshop { part partWords title } } }
      engagement { nodes { engagement { notKnown notKnownParts notKnownPartsWords } } }
    }"""
    found = asked(query, town)
    (body,) = found["bodies"]["nodes"]
    assert body["quorumClasses"] == [
        {"class": "council", "ofClass": "COUNCIL", "ofClassWords": "council", "least": 2},
        {"class": "testham/pcc", "ofClass": None, "ofClassWords": None, "least": 1},
    ]
    assert found["posts"]["nodes"] == [{"chairOf": {"nodes": [{"other": {"name": "MAIN"}}]}}]
    seats = [(one["kind"], one["kindWords"], one["words"]) for one in found["seats"]["nodes"]]
    assert [kind for kind, _, _ in seats] == ["CHAIRS", "MEMBER_OF", None]
    (member,) = (one for one in found["seats"]["nodes"] if one["kind"] == "MEMBER_OF")
    assert [fact["termUntil"] for fact in member["facts"]] == ["2023-06"]
    parts = found["area"]["view"]["workshop"]
    assert [one["part"] for one in parts] == [
        "LEADERS", "COMMISSIONERS", "MANAGERS", "OPERATIONAL", "FAMILIES"
    ]  # fmt: skip
    assert all(one["partWords"] == one["title"] for one in parts)


def test_where_an_expectation_comes_from_is_told_for_the_readers_day() -> None:
    early, late = date(1900, 1, 1), date(2030, 1, 1)
    moved = next(rule for rule in RULES if rule.severity_on(early) != rule.severity_on(late))
    query = f'{{ rule(id: "{moved.id}") {{ severity severityWords }} }}'
    for day in (early, late):
        severity = moved.severity_on(day)
        assert asked(query, Town(), day)["rule"] == {
            "severity": severity.name,
            "severityWords": SEVERITY_WORDS[severity],
        }
