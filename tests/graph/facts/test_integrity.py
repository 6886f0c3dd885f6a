"""Decisions and quorums hold together with the rest: on a memory store, as every door writes."""

from typing import Any

import pytest

from graph.errors import InvalidFact
from graph.facts.changes import Added, Changed, Withdrawn
from graph.facts.fact_json import from_record, to_record
from graph.facts.model import Fact
from graph.stores.memory import MemoryStore
from tests.deciding_town import EXECUTIVE, SLUG, deciding_facts
from tests.graph.stores.small import batch


def town() -> MemoryStore:
    store = MemoryStore()
    store.apply(batch("town", *map(Added, deciding_facts()), area=SLUG))
    return store


def node(**record: Any) -> Fact:
    return from_record("node", record, SLUG)


def test_a_class_of_a_quorum_is_a_word_or_somebody_on_the_map() -> None:
    store = town()
    right = ["health: 2", "chair: 1", "decideham police: 1", f"{SLUG}/dcs: 1", "council: 1"]
    store.apply(batch("a", Changed(node(**EXECUTIVE | {"quorum_classes": right})), area=SLUG))
    kept = to_record(store.read(SLUG).nodes[f"{SLUG}/exec"])["quorum_classes"]
    assert kept == right
    for wrong, said in (
        ("Fire brigade: 1", "names nothing known; use a word of the list, or the name or id"),
        (f"{SLUG}/nobody: 1", "names nothing known"),
        ("Cabinet: 1", "names nothing known"),
        ("CCG: 1", 'names nothing known; did you mean "icb"'),
    ):
        changed = Changed(node(**EXECUTIVE | {"quorum_classes": [wrong]}))
        with pytest.raises(InvalidFact, match=said):
            store.apply(batch("b", changed, area=SLUG))


def test_a_class_may_name_what_comes_in_the_same_batch() -> None:
    fire = node(id="fire", kind="organisation", name="Fire Service")
    changed = node(**EXECUTIVE | {"quorum_classes": ["Fire Service: 1"]})
    town().apply(batch("b", Added(fire), Changed(changed), area=SLUG))


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"from_meeting": "m9"}, f'"{SLUG}/m9" is not recorded'),
        ({"from_meeting": "exec"}, f"{SLUG}/exec is no meeting; name a meeting"),
        ({"by": "council"}, f"{SLUG}/council is no body"),
        ({"by": "nobody"}, f'"{SLUG}/nobody" is not recorded'),
    ],
)
def test_a_decision_was_taken_by_a_body_at_a_meeting_on_record(
    record: dict[str, str], said: str
) -> None:
    made = node(id="d2", kind="decision", name="D", **record)
    with pytest.raises(InvalidFact, match=said):
        town().apply(batch("b", Added(made), area=SLUG))


def test_a_decision_may_say_no_more_than_that_it_was_taken() -> None:
    town().apply(batch("b", Added(node(id="d2", kind="decision", name="D")), area=SLUG))


def test_a_meeting_stays_while_a_decision_needs_it() -> None:
    with pytest.raises(InvalidFact, match=f"{SLUG}/m1 cannot be withdrawn while {SLUG}/d1"):
        town().apply(batch("b", Withdrawn(f"{SLUG}/m1"), area=SLUG))


def test_a_circle_of_escalation_is_recorded_as_it_is_said() -> None:
    records = [
        {"from": "scp", "kind": "escalates_to", "to": "cabinet"},
        {"from": "cabinet", "kind": "escalates_to", "to": "scp"},
    ]
    links = [Added(from_record("link", record, SLUG)) for record in records]
    town().apply(batch("b", *links, area=SLUG))


ASKED = {
    "rule": "body-has-chair",
    "subject": f"{SLUG}/exec",
    "state": "asked",
    "to": f"{SLUG}/council",
    "on": "2026-03-03",
    "due": "2026-04-01",
    "by": "the clerk",
}


def question(**record: Any) -> Fact:
    return from_record("question", ASKED | record, SLUG)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"subject": f"{SLUG}/nobody"}, f'"{SLUG}/nobody" is not on the map of {SLUG}; name what'),
        ({"to": f"{SLUG}/nobody"}, f'"{SLUG}/nobody" is not on the map of {SLUG}; name a post'),
        ({"to": f"{SLUG}/exec"}, "is of the kind body; name the post or organisation"),
        ({"to": f"{SLUG}/ada"}, "kind person; .* never a person"),
        ({"rule": None, "attribute": "quorom"}, 'no attribute "quorom"; did you mean "quorum"'),
        (
            {"rule": None, "attribute": "cadence", "subject": SLUG},
            'kind area has no attribute "cadence"; use one of start_for_life_funded',
        ),
    ],
)
def test_a_question_is_about_something_and_put_to_a_post_or_organisation(
    record: dict[str, Any], said: str
) -> None:
    store = town()
    store.apply(batch("p", Added(node(id="ada", kind="person", name="Ada")), area=SLUG))
    with pytest.raises(InvalidFact, match=said):
        store.apply(batch("b", Added(question(**record)), area=SLUG))


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"subject": SLUG},
        {"subject": "police"},
        {"subject": f"{SLUG}/exec#the-police"},
        {"rule": None, "attribute": "conflicts_rule"},
        {"rule": None, "attribute": "transformation_fund", "subject": SLUG},
    ],
    ids=str,
)
def test_a_question_may_be_about_all_that_a_finding_names(record: dict[str, Any]) -> None:
    store = town()
    made = question(**record)
    store.apply(batch("b", Added(made), area=SLUG))
    assert store.read(SLUG).questions == {made.id: made}


def test_what_was_said_of_a_question_stays_when_what_it_is_about_is_gone() -> None:
    store = town()
    new = node(id="new", kind="body", name="New")
    whom = node(id="whom", kind="organisation", name="Whom")
    made = question(subject=f"{SLUG}/new", to=f"{SLUG}/whom")
    store.apply(batch("a", Added(new), Added(whom), Added(made), area=SLUG))
    store.apply(batch("b", Withdrawn(new.id), Withdrawn(whom.id), area=SLUG))
    assert store.read(SLUG).questions == {made.id: made}
    # It can be put right, though it can no longer be begun.
    late = question(subject=f"{SLUG}/new", to=f"{SLUG}/whom", state="declined")
    store.apply(batch("c", Changed(late), area=SLUG))
    # And the area comes in whole again, with and without its history.
    again, bare = MemoryStore(), MemoryStore()
    again.put(store.read(SLUG), store.history(SLUG))
    assert again.read(SLUG).questions == {late.id: late}
    bare.apply(batch("d", *map(Added, store.read(SLUG).facts().values()), area=SLUG))
    assert bare.read(SLUG).questions == {late.id: late}
    assert again.verify() == ()


def test_an_area_that_comes_in_whole_has_no_question_put_to_a_person() -> None:
    ada, snapshot = node(id="ada", kind="person", name="Ada"), town().read(SLUG)
    facts = (*snapshot.facts().values(), ada, question(to=f"{SLUG}/ada"))
    with pytest.raises(InvalidFact, match=r'"Ada" is of the kind person; .* never a person'):
        MemoryStore().apply(batch("whole", *map(Added, facts), area=SLUG))


def test_a_thing_and_a_word_of_one_name_are_two_subjects() -> None:
    store = town()
    police = node(id="police", kind="organisation", name="A police force")
    both = (question(subject="police"), question(subject=f"{SLUG}/police"))
    store.apply(batch("a", Added(police), *map(Added, both), area=SLUG))
    assert len(store.read(SLUG).questions) == 2
