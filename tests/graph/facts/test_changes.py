"""What a batch comes to, asked of settle() alone.

Tests: graph/facts/integrity.py
"""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from graph.errors import Conflict, InvalidFact, InvalidLink
from graph.facts.changes import (
    Added,
    Batch,
    Change,
    Changed,
    ChangeRecord,
    Ended,
    Withdrawn,
    settle,
)
from graph.facts.dates import PartialDate
from graph.facts.fact_json import from_record
from graph.facts.integrity import referenced_ids
from graph.facts.model import Fact, Node
from tests.towns import Town

TOWN = Town().main().body("scp", "safeguarding_partnership").organisation("la").node("p", "plan")
TOWN.link("main", "reports_to", "scp")


def comes_to(*changes: Change, expected: dict[str, int] | None = None) -> tuple[ChangeRecord, ...]:
    facts = TOWN.facts

    def referring(ids: Iterable[str]) -> list[str]:
        wanted = set(ids)
        return [fact.id for fact in facts.values() if wanted & set(referenced_ids(fact))]

    batch = Batch(
        id="b1",
        area="testham",
        who="ann",
        when=datetime(2024, 3, 31, tzinfo=UTC),
        source="minutes",
        changes=changes,
    )
    return settle(
        batch,
        2,
        lambda ids: {i: (facts[i], 1) for i in ids if i in facts},
        referring,
        lambda area: [fact for fact in facts.values() if isinstance(fact, Node)],
        expected or {},
    )


def link(start: str, kind: str, stop: str) -> Fact:
    return from_record("link", {"from": start, "kind": kind, "to": stop}, "testham")


def node(local: str, **rest: str) -> Fact:
    return from_record("node", {"id": local, "kind": "body", "name": "N", **rest}, "testham")


def test_a_record_says_who_when_from_what_before_and_after() -> None:
    (record,) = comes_to(Added(node("new")))
    assert (record.id, record.action, record.who) == ("testham/change~2~1", "added", "ann")
    assert record.when == "2024-03-31T00:00:00.000000+00:00"
    assert (record.before, record.after) == (None, node("new"))


def test_what_changes_nothing_leaves_no_record() -> None:
    assert comes_to(Added(TOWN.facts["testham/main"]), Changed(TOWN.facts["testham/scp"])) == ()


def test_an_ended_fact_stays_with_its_last_day() -> None:
    (record,) = comes_to(Ended("testham/main~reports_to~scp", PartialDate("2024-02")))
    assert record.action == "ended"
    assert record.after is not None
    assert getattr(record.after, "until") == PartialDate("2024-02")  # noqa: B009 - any recorded fact


@pytest.mark.parametrize(
    ("start", "kind", "stop", "said"),
    [
        ("la", "chairs", "p", 'from the organisation "LA" to the plan "P"; allowed is '),
        ("la", "chairs", "p", "organisation or person or post to body"),
        ("scp", "employed_by", "la", "person or post to organisation"),
        ("la", "reports_to", "main", "body or post to body or department or organisation or plan"),
        ("main", "reports_to", "main", "a link joins two different things"),
    ],
)
def test_an_invalid_link_is_refused_with_kind_ends_and_what_is_allowed(
    start: str, kind: str, stop: str, said: str
) -> None:
    with pytest.raises(InvalidLink, match=said):
        comes_to(Added(link(start, kind, stop)))


def test_links_stand_on_things_that_are_there_or_come_in_the_same_batch() -> None:
    with pytest.raises(InvalidFact, match='"testham/new" is not recorded'):
        comes_to(Added(link("new", "reports_to", "scp")))
    assert len(comes_to(Added(link("new", "reports_to", "scp")), Added(node("new")))) == 2


def test_a_link_needs_both_ends_on_its_map() -> None:
    away = from_record("node", {"id": "leeds/icb", "kind": "body", "name": "ICB"}, "leeds")
    line = from_record("link", {"from": "main", "kind": "informs", "to": "leeds/icb"}, "testham")
    with pytest.raises(InvalidFact, match='add "testham" to the maps of leeds/icb'):
        comes_to(Added(away), Added(line))


def test_a_thing_that_others_need_is_not_withdrawn_alone() -> None:
    with pytest.raises(InvalidFact, match="while testham/main~reports_to~scp needs it"):
        comes_to(Withdrawn("testham/scp"))
    both = comes_to(Withdrawn("testham/scp"), Withdrawn("testham/main~reports_to~scp"))
    assert [record.action for record in both] == ["withdrawn", "withdrawn"]


@pytest.mark.parametrize(
    "change",
    [
        Added(node("main")),
        Changed(node("nowhere")),
        Withdrawn("testham/nowhere"),
        Ended("testham/nowhere", PartialDate("2024")),
    ],
)
def test_what_the_record_contradicts_is_a_conflict(change: Change) -> None:
    with pytest.raises(Conflict, match="Nothing was written"):
        comes_to(change)


def test_a_stale_version_names_what_changed() -> None:
    with pytest.raises(Conflict, match="testham/main has changed") as caught:
        comes_to(Withdrawn("testham/la"), expected={"testham/main": 7, "testham/la": 1})
    assert [fact for fact, _ in caught.value.changed] == ["testham/main"]


def test_the_kind_of_a_thing_never_changes() -> None:
    other = from_record("node", {"id": "la", "kind": "body", "name": "LA"}, "testham")
    with pytest.raises(InvalidFact, match="never change"):
        comes_to(Changed(other))
