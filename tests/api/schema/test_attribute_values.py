"""What is recorded of a thing besides comes as a value of its type, with words beside it."""

from typing import Any

import pytest

from api.schema.execute import answer
from api.service.reader import Reader
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
