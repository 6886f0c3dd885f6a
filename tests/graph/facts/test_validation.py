"""What says who decides and how a body works: read, written, and refused with a sentence each."""

from typing import Any

import pytest

from graph.errors import InvalidFact
from graph.facts.fact_json import from_record, to_record
from graph.facts.model import Node
from graph.facts.plain_form import check_form
from tests.deciding_town import EXECUTIVE, LINKS, deciding_facts

BODY = {"id": "b", "kind": "body", "name": "B"}
FUNDS = {"from": "a", "kind": "funds", "to": "b"}


def attributes(**given: Any) -> dict[str, Any]:
    fact = from_record("node", {**BODY, **given}, "york")
    assert isinstance(fact, Node)
    return dict(fact.attributes)


def test_all_of_it_is_written_as_it_was_read() -> None:
    for fact in deciding_facts():
        check_form(fact)
        sort = type(fact).__name__.lower()
        assert from_record(sort, to_record(fact), fact.id.split("/")[0]) == fact
    executive = to_record(from_record("node", EXECUTIVE, "x"))
    assert {key: executive[key] for key in EXECUTIVE if key != "id"} == {
        key: value for key, value in EXECUTIVE.items() if key != "id"
    }
    funds = next(record for record in LINKS if record["kind"] == "funds")
    assert to_record(from_record("link", funds, "x"))["share"] == 66.67


def test_several_words_may_be_one_plain_text() -> None:
    assert attributes(decision_rule="majority")["decision_rule"] == ("majority",)
    assert attributes(decision_making="none")["decision_making"] == ("none",)
    # That there is none is one fact, however it is written.
    assert attributes(decision_making=[])["decision_making"] == ("none",)
    assert attributes(quorum_classes="Council : 2")["quorum_classes"] == ("council: 2",)


def test_several_matters_may_be_a_list() -> None:
    record = {"id": "d", "kind": "decision", "name": "D", "matter": ["budget", "x/plan"]}
    fact = from_record("node", record, "york")
    assert isinstance(fact, Node)
    assert fact.text("matter") == "budget; x/plan"


@pytest.mark.parametrize(
    ("sort", "record", "said"),
    [
        (
            "node",
            {**BODY, "quorum_classes": ["council"]},
            'is "council"; write each class .* as "council: 1"',
        ),
        ("node", {**BODY, "quorum_classes": ["council: 0"]}, "least number"),
        ("node", {**BODY, "quorum_classes": {"council": 1}}, "least number"),
        ("node", {**BODY, "quorum_classes": ["icb: 1", "ICB: 2"]}, 'give the class "icb" once'),
        ("node", {**BODY, "decision_making": ["none", "decides"]}, 'write "none" alone'),
        ("node", {**BODY, "decision_rule": ["dice"]}, "use any of consensus"),
        ("node", {**BODY, "decision_rule": [1]}, "use any of consensus"),
        ("node", {**BODY, "body_kind": "steering group"}, '"transformation_group" .Leads a change'),
        ("node", {**BODY, "body_kind": "CDOP"}, '"child_death_panel" .Reviews the deaths'),
        ("node", {**BODY, "body_kind": "quango"}, "use one of main_board, .*, vcs_alliance"),
        ("link", {**FUNDS, "share": 100.01}, "a share from 0 to 100"),
        ("link", {**FUNDS, "share": 33.333}, "at most two decimal places"),
        ("link", {**FUNDS, "share": "33"}, "a share from 0 to 100"),
        ("link", {**FUNDS, "share": float("nan")}, "a share from 0 to 100"),
        ("link", {**FUNDS, "amount": 10**12}, "whole pounds"),
        ("link", {**FUNDS, "amount": 2.5}, "whole pounds"),
        ("node", {"id": "d", "kind": "decision", "name": "D", "matter": [""]}, "list of texts"),
        ("node", {"id": "d", "kind": "decision", "name": "D", "outcome": "approved"}, '"agreed"'),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(
    sort: str, record: dict[str, Any], said: str
) -> None:
    with pytest.raises(InvalidFact, match=said):
        from_record(sort, record, "york")


def test_a_word_is_answered_by_its_meaning_and_never_by_like_letters() -> None:
    with pytest.raises(InvalidFact) as refused:
        attributes(body_kind="LSCB")
    assert 'did you mean "partnership_board"' in str(refused.value)
    with pytest.raises(InvalidFact) as refused:
        attributes(body_kind="zzz")
    assert "did you mean" not in str(refused.value)


ASKED = {
    "rule": "body-has-chair",
    "subject": "york/b",
    "state": "asked",
    "to": "york/council",
    "on": "2026-03-03",
    "by": "the clerk",
}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"rule": None}, 'it names no check, no attribute; give one of "rule" and "attribute"'),
        ({"attribute": "quorum"}, "it names a check and an attribute"),
        ({"rule": "Has a chair"}, '"rule" is "Has a chair"; use the id of a check'),
        ({"rule": None, "attribute": "The quorum"}, '"attribute" is "The quorum"; use its name'),
        ({"state": "refused"}, '"state" is "refused"; did you mean "declined"'),
        ({"state": "blue"}, '"state" is "blue"; use one of not_asked, asked, promised'),
        ({"state": "not_ours"}, '"reason" is missing; say why it does not apply here'),
        ({"to": None}, '"to" is missing; name the post or organisation that was asked'),
        (
            {"due": "2026-03-02"},
            r'"due" \(2026-03-02\) is before "on" \(2026-03-03\); give the day',
        ),
        ({"on": None}, '"on" is missing; write a day as 2024-03-31'),
        ({"by": None}, '"by" is missing; write a text'),
        ({"subject": None}, '"subject" is missing; write a text'),
        ({"whom": "x"}, 'the key "whom" is not known'),
    ],
)
def test_what_became_of_a_question_is_refused_with_what_would_be_right(
    given: dict[str, Any], said: str
) -> None:
    with pytest.raises(InvalidFact, match=said):
        from_record("question", ASKED | given, "york")


def test_a_question_is_written_as_it_was_read() -> None:
    attribute = {"rule": None, "attribute": "quorum", "subject": "b", "reason": None}
    for given in ({}, attribute, {"due": "2026-04-01", "reason": "x"}, {"subject": "police"}):
        fact = from_record("question", ASKED | given, "york")
        check_form(fact)
        record = to_record(fact)
        assert from_record("question", record, "york") == fact
        assert None not in record.values()
        assert "" not in record.values()
