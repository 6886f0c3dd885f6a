"""Facts as records: read back the same, or refused with what is wrong and what is right.

Tests: graph/facts/json_fields.py, graph/facts/validation.py
"""

import json
from typing import Any

import pytest

from graph.errors import InvalidFact
from graph.facts.fact_json import from_record, to_record
from graph.facts.fields import type_of
from graph.facts.model import Link, Meeting, Node, Reference

BODY = {"id": "b", "kind": "body", "name": "Board", "body_kind": "main_board"}


def read(fact_type: str, **record: Any) -> Any:
    return from_record(fact_type, record, "york")


def test_a_record_reads_back_to_an_equal_fact() -> None:
    facts = [
        read("area", slug="york", name="York", recorded_as_of="2024-03-31"),
        read("source", id="001", title="Minutes", read_on="2026-11-21", address=None),
        read(
            "node",
            **BODY,
            scope=["early_help", "data"],
            multi_agency=False,
            cadence_days=31,
            terms_next_review="2025-04",
            aliases=["The Board"],
            maps=["leeds"],
            since="2021",
            status="planned",
            confidence="inferred",
            note="a note",
            source=[{"document": "001", "place": "L6", "heading": "Terms"}],
        ),
        read("link", **{"from": "b", "kind": "reports_to", "to": "shared/scp", "required": True}),
        read("link", **{"id": "x~1", "from": "b", "kind": "chairs", "to": "c"}),
        read(
            "meeting",
            id="m1",
            body="b",
            day="2024-03-01",
            register=[{"holder": "o", "value": "present", "part": True}],
        ),
        read("declaration", list="members", subject="b", on="2024-03-31", by="the clerk"),
        read("declaration", list="bodies", subject="york", on="2024-03-31", by="the clerk"),
    ]
    for fact in facts:
        again = json.loads(json.dumps(to_record(fact)))
        assert from_record(type_of(fact), again, "york") == fact


def test_null_means_not_recorded_and_local_ids_are_completed() -> None:
    node = read("node", **BODY, tier=None)
    assert isinstance(node, Node)
    assert node.id == "york/b"
    assert node.attributes == {"body_kind": "main_board"}
    link = read("link", **{"from": "b", "kind": "chairs", "to": "york/c"})
    assert isinstance(link, Link)
    assert link.id == "york/b~chairs~c"
    meeting = read("meeting", id="m", body="b", day="2024-03")
    assert isinstance(meeting, Meeting)
    assert meeting.register == ()
    one = read("node", **BODY, source={"document": "001"})
    assert one.sources == (Reference("001"),)
    read_in = {"document": "001", "page": None, "quote": " It meets. ", "place": None}
    two = read("node", **BODY, source=[read_in])
    assert two.sources == (Reference("001", quote="It meets."),)
    assert to_record(two)["source"] == [{"document": "001", "quote": "It meets."}]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ({"document": "001", "page": 0}, 'york/b: "page" is 0; write the number of the page'),
        ({"document": "001", "page": "4"}, "york/b: \"page\" is '4'; write the number of the page"),
        ({"document": "001", "page": 1.0}, 'york/b: "page" is 1.0; write the number of the page'),
        ({"document": "001", "page": True}, 'york/b: "page" is True; write the number'),
        (
            {"document": "001", "quote": "x" * 601},
            'york/b: "quote" has 601 characters; give the one sentence that says it',
        ),
        (
            {"quote": "It meets."},
            'york/b: "source" holds a quote without a document; add the "document" that',
        ),
        ({"page": 4}, '"document" is missing'),
        ({"document": "001", "line": "x" * 5000}, 'write a list of {"document", "place",'),
    ],
)
def test_a_place_that_cannot_be_is_refused_in_one_sentence(source: object, said: str) -> None:
    with pytest.raises(InvalidFact) as caught:
        read("node", **BODY, source=[source])
    assert said in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("fact_type", "record", "said"),
    [
        ("node", {**BODY, "colour": "red"}, '"colour" is not known; a body may have'),
        ("node", {**BODY, "sector": "vcs"}, '"sector" is not known'),
        ("node", {**BODY, "tier": "top"}, '"tier" is .top.; use one of strategic'),
        ("node", {**BODY, "multi_agency": "yes"}, "write true or false"),
        ("node", {**BODY, "cadence_days": -1}, "write a whole number"),
        ("node", {**BODY, "cadence_days": True}, "write a whole number"),
        ("node", {**BODY, "scope": ["tents"]}, "use any of early_help"),
        ("node", {**BODY, "scope": ["hubs"]}, 'did you mean "family_hubs" .One place'),
        ("node", {**BODY, "kind": "bdy"}, 'did you mean "body"'),
        ("node", {**BODY, "name": " "}, '"name" is'),
        ("node", {"id": "b", "kind": "body"}, '"name" is missing'),
        ("node", {**BODY, "id": "a~b"}, '"id" is "york/a~b"'),
        ("node", {**BODY, "since": "2024-02-30"}, '"since": "2024-02-30" is not a date'),
        ("node", {**BODY, "since": "2024", "until": "2023"}, "is before"),
        ("node", {**BODY, "status": "running"}, "use one of operating, planned, aspired, ended"),
        ("node", {**BODY, "source": ["minutes"]}, "write a list of"),
        ("link", {"from": "a", "kind": "reports", "to": "b"}, 'did you mean "reports_to"'),
        ("link", {"from": "a", "kind": "chairs"}, '"to" is missing'),
        ("meeting", {"id": "m", "body": "b"}, '"day" is missing'),
        (
            "meeting",
            {"id": "m", "body": "b", "day": "2024", "register": [{"holder": "o", "value": "late"}]},
            "use one of present, deputy",
        ),
        ("declaration", {"list": "member", "subject": "b"}, 'did you mean "members"'),
        (
            "declaration",
            {"list": "bodies", "subject": "b", "on": "2024-03-31", "by": "me"},
            'its subject is the area "york"',
        ),
        ("source", {"id": "1", "title": "T", "address": "javascript:x"}, "begins with https"),
        ("area", {"slug": "New York", "name": "N"}, "use small letters"),
    ],
)
def test_what_breaks_the_model_is_refused_with_what_would_be_right(
    fact_type: str, record: dict[str, Any], said: str
) -> None:
    with pytest.raises(InvalidFact, match=said):
        from_record(fact_type, record, "york")
