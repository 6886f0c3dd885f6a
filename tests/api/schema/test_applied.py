"""Changes sent through GraphQL: what is written, what is refused and where, and taking back.

Tests: api/schema/change_limits.py, api/schema/conflict_problems.py
Tests: api/schema/mutation.py, api/service/applying.py, api/service/batches.py
Tests: api/service/taking_back.py, api/service/written.py, api/reports/conflicts.py
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.access.persons import ALL_RIGHTS, Person, Via, process_works_for
from api.access.persons import SERVICE as NOBODY_IN_PARTICULAR
from graph.facts.changes import Added, Changed, Ended
from graph.facts.dates import PartialDate
from graph.facts.model import Node
from graph.store import Store
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore
from graph.undo import written_by
from tests.api.schema.changing import APPLY, PAYLOAD, SAID, Desk, small_town
from tests.graph.stores.small import batch

LINE = {"addLink": {"from": "group", "kind": "REPORTS_TO", "to": "board"}}
RENAMED = {"rename": {"id": "board", "name": "Start for Life Board"}}
BOARD, GROUP = "testham/board", "testham/group"
FIRST_DOCUMENT = {"title": "Terms of reference", "publisher": "Testham", "page": 4}


@pytest.fixture(autouse=True)
def ada() -> Iterator[None]:
    """Have the process work for Ada."""
    process_works_for(Person("Ada", ALL_RIGHTS, Via.PAGE))
    yield
    process_works_for(NOBODY_IN_PARTICULAR)


@pytest.fixture
def desk() -> Desk:
    """A desk over a small town."""
    return Desk()


def problem(done: Any) -> Any:
    """Return the one problem of a payload in which nothing was done."""
    left = {name: done[name] for name in done if name not in ("problems", "notices")}
    assert set(left.values()) == {None}
    (found,) = done["problems"]
    return found


def node(desk: Desk, local: str = "board") -> Node:
    return desk.store.read("testham").nodes[f"testham/{local}"]


def by_other(desk: Desk, *changes: Any, name: str = "other") -> None:
    """Have somebody else write past the desk."""
    made = batch(name, *changes, area="testham")
    desk.store.apply(replace(made, who="Bea", via="page"))


# What is written


def test_changes_are_written_with_who_and_by_which_door(desk: Desk) -> None:
    done = desk.apply(LINE, RENAMED, day="2026-03-03")
    assert done["problems"] == []
    assert done["revision"] == desk.store.revision("testham") == 2
    source, line, board = done["changes"]
    for change in done["changes"]:
        assert (change["who"], change["via"], change["viaWords"]) == (
            "Ada", "GRAPHQL", "through GraphQL",
        )  # fmt: skip
        assert (change["saidBy"], change["day"]) == (SAID, "2026-03-03")
    assert [source["action"], line["action"], board["action"]] == ["ADDED", "ADDED", "CHANGED"]
    title = f"As said by {SAID} on 3 March 2026"
    assert title in line["after"]["source"]
    assert source["source"] == title
    assert [one["localId"] for one in done["closed"]] == ["testham/finding~sub-group-reports-back"]
    assert node(desk).name == "Start for Life Board"
    assert desk.store.verify() == ()


def test_a_source_on_record_is_cited_and_a_new_one_added(desk: Desk) -> None:
    first = desk.apply(LINE, source=FIRST_DOCUMENT)
    assert [one["subjectId"] for one in first["changes"]] == [
        "testham/source~terms-of-reference", "testham/group~reports_to~board",
    ]  # fmt: skip
    second = desk.apply(RENAMED, source={"id": "terms-of-reference", "place": "item 3"})
    (change,) = second["changes"]
    assert "Terms of reference" in change["source"]
    assert "item 3" in change["source"]
    assert node(desk).sources[-1].document == "terms-of-reference"


def test_who_said_it_is_a_post_on_record_and_no_person(desk: Desk) -> None:
    person = Node(id="testham/pat", kind="person", name="Pat Smith")
    by_other(desk, Added(person))
    done = desk.apply(RENAMED, saidBy="clerk")
    assert done["changes"][0]["saidBy"] == "Clerk to the board"
    for wrong, said in (
        ("Pat Smith", "Pat Smith (testham/pat) is a person"),
        ("clerk@testham.gov.uk", "somebody's address or number"),
        ("the clerk, 024 7683 3333", "somebody's address or number"),
        ("x" * 121, "at most 120 letters"),
        ("a\u202eb", "It is no name"),
    ):
        found = problem(desk.apply(LINE, saidBy=wrong))
        assert found["path"] == ["saidBy"]
        assert said in found["message"]
        assert "post or organisation" in found["message"]


def test_the_meeting_it_was_said_at_is_one_on_record_or_in_the_list(desk: Desk) -> None:
    meeting = {"recordMeeting": {"id": "m1", "body": "board", "day": "2026-03-02"}}
    done = desk.apply(meeting, RENAMED, meeting="m1")
    assert done["problems"] == []
    later = desk.apply(LINE, meeting="testham/m1")
    assert {one["meeting"]["localId"] for one in later["changes"]} == {"testham/m1"}
    found = problem(desk.apply({"rename": {"id": "group", "name": "G"}}, meeting="m2"))
    assert (found["code"], found["path"]) == ("NOT_FOUND", ["meeting"])
    assert found["message"] == (
        'There is no meeting "testham/m2" on record of testham. Did you mean testham/m1?'
    )


def test_nothing_is_written_without_a_source(desk: Desk) -> None:
    for more in ({}, {"source": None}, {"saidBy": " "}):
        given = {"area": "testham", "changes": [LINE], **more}
        found = problem(desk.done(APPLY, i=given))
        assert (found["path"], found["code"]) == (["source"], "BAD_USER_INPUT")
        assert found["message"].startswith("Nothing says where this is from: give the source")
    assert desk.store.revision("testham") == 1


def test_places_on_a_map_go_with_changes_and_need_no_source(desk: Desk) -> None:
    there = {"keepPlaces": {"places": [{"id": "board", "x": 1, "y": 2}]}}
    alone = desk.apply(there, saidBy=None)
    (change,) = alone["changes"]
    assert (change["action"], change["subjectId"], change["placesMoved"]) == ("MOVED", "testham", 1)
    assert desk.store.places("testham", "columns") == {BOARD: (1.0, 2.0)}
    both = desk.apply({"forgetPlaces": {}}, RENAMED)
    assert desk.store.places("testham", "columns") == {}
    assert desk.undo(both["batch"])["problems"] == []
    assert desk.store.places("testham", "columns") == {BOARD: (1.0, 2.0)}
    assert desk.undo(alone["batch"])["problems"] == []
    assert desk.store.places("testham", "columns") == {}
    assert node(desk).name == "Early Help Board"


def test_what_comes_to_nothing_is_no_batch(desk: Desk) -> None:
    back = {"rename": {"id": "board", "name": "Early Help Board"}}
    done = desk.apply({"keepPlaces": {"places": [{"id": "board", "x": 1, "y": 2}]}}, saidBy=None)
    assert done["revision"] == 2
    again = desk.apply({"keepPlaces": {"places": [{"id": "board", "x": 1, "y": 2}]}}, saidBy=None)
    assert (again["revision"], again["batch"], again["changes"]) == (2, None, [])
    assert again["problems"] == []
    assert "already" in problem(desk.apply(back))["message"]


# What is refused


def test_one_wrong_change_refuses_all_and_says_which(desk: Desk) -> None:
    wrong = {"addLink": {"from": "board", "kind": "CHAIRS", "to": "group"}}
    found = problem(desk.apply(RENAMED, wrong))
    assert found["change"] == 1
    assert found["path"][:3] == ["changes", "1", "addLink"]
    assert found["code"] == "BAD_USER_INPUT"
    assert desk.store.revision("testham") == 1
    unknown = problem(
        desk.apply({"addLink": {"from": "bord", "kind": "REPORTS_TO", "to": "group"}})
    )
    assert (unknown["code"], unknown["path"]) == ("NOT_FOUND", ["changes", "0", "addLink", "from"])
    desk.apply(LINE)
    gone = problem(desk.apply({"withdrawFact": {"id": "board"}}))
    assert gone["message"].endswith(
        "testham/board cannot be withdrawn while testham/group~reports_to~board needs it; "
        "withdraw or change that first."
    )
    assert gone["right"] == "withdraw or change that first"


@pytest.mark.parametrize(
    ("changes", "path", "said"),
    [
        ([], ["changes"], "give at least one change"),
        ([RENAMED] * 201, ["changes", "200"], "there are 201 changes: give at most 200"),
        (
            [{"rename": {"id": "board", "name": "A\u0007B"}}],
            ["changes", "0", "rename", "name"],
            "a control character (U+0007)",
        ),
        (
            [{"rename": {"id": "coventry/board", "name": "B"}}],
            ["changes", "0", "rename", "id"],
            "name something of testham",
        ),
        (
            [{"rename": {"id": "coventry@2024-03-31/board", "name": "B"}}],
            ["changes", "0", "rename", "id"],
            "is of a view of coventry",
        ),
        (
            [{"addBody": {"id": "coventry/new", "name": "New"}}],
            ["changes", "0", "addBody", "id"],
            "is of another area",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_in_a_sentence(
    desk: Desk, changes: list[Any], path: list[str], said: str
) -> None:
    for look in (False, True):
        found = problem(desk.apply(*changes, look=look))
        assert found["path"] == path
        assert said in found["message"]


@pytest.mark.parametrize(
    ("wrong", "literal", "said"),
    [
        ({}, "{}", "gives no field"),
        (
            {**RENAMED, "forgetPlaces": {}},
            '{rename: {id: "board", name: "B"}, forgetPlaces: {}}',
            'gives "rename" and "forgetPlaces"',
        ),
        ({"addLink": None}, "{addLink: null}", 'gives "addLink" as null'),
    ],
)
def test_no_field_and_several_fields_of_a_change_are_refused(
    desk: Desk, wrong: Any, literal: str, said: str
) -> None:
    one = '{rename: {id: "board", name: "B"}}'
    for query, variables in (
        (APPLY, {"i": {"area": "testham", "saidBy": SAID, "changes": [RENAMED, wrong]}}),
        (
            f'mutation {{ applyChanges(input: {{area: "testham", saidBy: "a post", changes: '
            f"[{one}, {literal}]}}) {{ revision }} }}",
            {},
        ),
    ):
        answer = desk.ask(query, **variables)
        (error,) = answer["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        where = "Change 2 ($i.changes[1])" if variables else "What stands at line 1"
        assert error["message"].startswith(where)
        assert f"{said}. Give exactly one field" in error["message"]


def test_ten_thousand_changes_are_not_even_read(desk: Desk) -> None:
    query = (
        'mutation K($c: [ChangeInput!]!) { keepScenario(area: "testham", name: "A", changes: $c) '
        "{ revision } }"
    )
    sent = {"area": "testham", "saidBy": SAID, "changes": [RENAMED] * 10_000}
    for text, variables in ((APPLY, {"i": sent}), (query, {"c": [RENAMED] * 10_000})):
        (error,) = desk.ask(text, **variables)["errors"]
        assert error["message"] == "There are 10,000 changes: give at most 200 at a time."
        assert error["extensions"]["code"] == "TOO_LARGE"


def test_a_day_that_does_not_exist_and_an_area_that_is_not_there(desk: Desk) -> None:
    given = {"area": "testham", "saidBy": SAID, "changes": [LINE], "day": "2026-02-30"}
    answer = desk.ask(
        f"mutation M($i: ApplyChangesInput!) {{ applyChanges(input: $i) {PAYLOAD} }}", i=given
    )
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert '"2026-02-30" is not a day' in error["message"]
    found = problem(desk.apply(LINE, area="testam"))
    assert (found["code"], found["path"]) == ("NOT_FOUND", ["area"])


def test_a_hundred_sources_of_each_change(desk: Desk) -> None:
    sources = [{"title": f"Document {number}"} for number in range(100)]
    changes = [{"addBody": {"name": f"Body {number}", "sources": sources}} for number in range(20)]
    done = desk.apply(*changes)
    assert done["problems"] == []
    assert len(done["changes"]) == 120
    assert len(desk.store.read("testham").sources) == 101
    more = [{"addBody": {"name": f"Other {number}", "sources": sources}} for number in range(200)]
    (error,) = desk.ask(APPLY, i={"area": "testham", "saidBy": SAID, "changes": more})["errors"]
    assert error["message"] == (
        "The changes hold more than 20,000 objects: send them in several parts."
    )


# Who was first


def test_a_stale_version_says_who_changed_what_and_when(desk: Desk) -> None:
    by_other(desk, Changed(replace(node(desk), name="Renamed by Bea", note="so")))
    for look in (False, True):
        found = problem(
            desk.apply(RENAMED, look=look, expectedVersions=[{"id": "board", "version": 1}])
        )
        assert (found["code"], found["fact"]) == ("CONFLICT", BOARD)
        assert found["path"] == ["expectedVersions", "0", "version"]
        assert found["message"] == (
            "Nothing was written: Renamed by Bea (testham/board) has changed (version 2) since it "
            "was read as version 1: Bea on 31 March 2024, 09:30 (UTC), through a page changed "
            "name, note. Read it again, and send the change with the version that it has then."
        )
    assert node(desk).name == "Renamed by Bea"
    now = [{"id": "testham@2024-03-31/board", "version": 2}]
    assert desk.apply(RENAMED, expectedVersions=now)["problems"] == []


def test_versions_are_of_facts_of_the_area(desk: Desk) -> None:
    away = problem(desk.apply(LINE, expectedVersions=[{"id": "coventry/board", "version": 1}]))
    assert away["path"] == ["expectedVersions", "0", "id"]
    assert away["message"] == (
        '"coventry/board" is not on the map of testham: give ids of facts that are.'
    )
    two = [{"id": "board", "version": 1}, {"id": BOARD, "version": 2}]
    twice = problem(desk.apply(LINE, expectedVersions=two))
    assert twice["path"] == ["expectedVersions", "1", "version"]
    both = [{"id": "board", "version": 1}, {"id": BOARD, "version": 1}]
    assert desk.apply(LINE, expectedVersions=both)["problems"] == []
    gone = problem(desk.apply(RENAMED, expectedVersions=[{"id": "nobody", "version": 3}]))
    assert "is not on record since it was read as version 3" in gone["message"]


def test_without_versions_what_others_write_is_kept(desk: Desk) -> None:
    by_other(desk, Changed(replace(node(desk), note="by Bea")))
    assert desk.apply(RENAMED)["problems"] == []
    assert (node(desk).name, node(desk).note) == ("Start for Life Board", "by Bea")


class Interrupting(MemoryStore):
    """A store in which somebody else writes just before each of the first writes."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.put(small_town().snapshot(), ())
        self.times = times

    def apply(self, made: Any, expected: Any = None) -> int:
        if self.times:
            self.times -= 1
            board = self.read("testham").nodes[BOARD]
            other = batch(f"other {self.times}", Changed(replace(board, note=f"{self.times}")),
                          area="testham")  # fmt: skip
            super().apply(other)
        return super().apply(made, expected)


def test_who_is_overtaken_reads_again_and_loses_nothing() -> None:
    desk = Desk(Interrupting(2))
    assert desk.apply(RENAMED)["problems"] == []
    assert (node(desk).name, node(desk).note) == ("Start for Life Board", "0")
    always = Desk(Interrupting(50))
    found = problem(always.apply(RENAMED))
    assert (found["code"], found["change"]) == ("CONFLICT", 0)
    assert node(always).name == "Early Help Board"


# The key


def test_a_key_writes_once_and_answers_the_same(desk: Desk, tmp_path: Path) -> None:
    first = desk.apply(LINE, RENAMED, idempotencyKey="k")
    assert desk.apply(LINE, RENAMED, idempotencyKey="k") == first
    assert desk.preview(LINE, RENAMED, idempotencyKey="k") == first
    desk.apply({"rename": {"id": "board", "name": "Later"}})
    again = desk.apply(LINE, RENAMED, idempotencyKey="k")
    for name in ("revision", "batch", "opened", "closed", "moved", "problems"):
        assert again[name] == first[name]
    assert [one["id"] for one in again["changes"]] == [one["id"] for one in first["changes"]]
    with closing(LadybugStore(tmp_path / "store")) as other:
        other.fill(desk.store.contents())
        assert Desk(other).apply(LINE, RENAMED, idempotencyKey="k")["batch"] == first["batch"]
        assert other.revision("testham") == 3


def test_a_key_with_other_content_is_a_conflict(desk: Desk) -> None:
    done = desk.apply(LINE, idempotencyKey="k")
    for found in (
        problem(desk.apply(RENAMED, idempotencyKey="k")),
        problem(desk.apply(LINE, idempotencyKey="k", day="2026-03-03")),
        problem(desk.undo(done["batch"], key="k")),
    ):
        assert (found["code"], found["path"]) == ("CONFLICT", ["idempotencyKey"])
        assert "under this key by Ada on " in found["message"]
    for wrong in ("", " ", "x" * 201, "a\nb"):
        found = problem(desk.apply(RENAMED, idempotencyKey=wrong))
        assert found["path"] == ["idempotencyKey"]
        assert "write 1 to 200 letters" in found["message"]


def test_keys_of_two_people_are_two_keys(desk: Desk) -> None:
    desk.apply(LINE, idempotencyKey="k")
    process_works_for(Person("Bea", ALL_RIGHTS, Via.PAGE, account="bea"))
    assert desk.apply(RENAMED, idempotencyKey="k")["problems"] == []


# Looking first


def test_looking_answers_as_writing_would_and_writes_nothing(desk: Desk) -> None:
    before = desk.store.read("testham")
    seen = desk.preview(LINE, RENAMED, {"addPost": {"name": "Chair of the board"}})
    assert desk.store.read("testham") == before
    done = desk.apply(LINE, RENAMED, {"addPost": {"name": "Chair of the board"}})
    assert seen["batch"] is None
    assert _without_ids(seen) == _without_ids(done)


def test_what_is_only_looked_at_has_ids_that_find_nothing(desk: Desk) -> None:
    first, other = desk.preview(LINE), desk.preview(LINE, RENAMED)
    ids = [
        {one["id"] for part in ("changes", "closed") for one in seen[part]}
        for seen in (first, other)
    ]
    assert not ids[0] & ids[1]
    found = desk.ask("query N($i: [ID!]!) { nodes(ids: $i) { id } }", i=sorted(ids[0] | ids[1]))
    assert set(map(str, found["data"]["nodes"])) == {"None"}
    view = desk.ask(
        "mutation L($i: ApplyChangesInput!) { previewChanges(input: $i) { closed { view { id "
        "revision } } } }",
        i={"area": "testham", "saidBy": SAID, "changes": [LINE]},
    )
    (finding,) = view["data"]["previewChanges"]["closed"]
    assert "+tried." in finding["view"]["id"]
    assert finding["view"]["revision"] == 2


def test_what_is_written_has_the_ids_of_what_is_read_after(desk: Desk) -> None:
    line = '{ area(slug: "testham") { view { findings(first: 100) { nodes { id outcome } } } } }'
    done = desk.apply(LINE)
    answer = desk.ask(line)
    after = {one["id"]: one for one in answer["data"]["area"]["view"]["findings"]["nodes"]}
    for one in (*done["opened"], *done["closed"]):
        assert after[one["id"]]["outcome"] == one["outcome"]


def _without_ids(payload: Any) -> Any:
    """Return a payload without what differs between looking and writing: ids and moments."""
    if isinstance(payload, dict):
        dropped = ("id", "batch")
        return {k: _without_ids(v) for k, v in payload.items() if k not in dropped}
    return [_without_ids(one) for one in payload] if isinstance(payload, list) else payload


ANY_CHANGE = st.sampled_from(
    [
        LINE,
        RENAMED,
        {"rename": {"id": "group", "name": "Panel"}},
        {"addPost": {"id": "lead", "name": "Lead"}},
        {"addLink": {"from": "lead", "kind": "MEMBER_OF", "to": "board"}},
        {"addLink": {"from": "clerk", "kind": "CHAIRS", "to": "board"}},
        {"endFact": {"id": "group", "until": "2024-02"}},
        {"withdrawFact": {"id": "clerk"}},
        {"withdrawFact": {"id": "testham/group~reports_to~board"}},
        {"keepPlaces": {"places": [{"id": "board", "x": 3, "y": 4}]}},
        {"forgetPlaces": {}},
        {"changeArea": {"recordedAsOf": "2024-05-01"}},
        {"declare": {"list": "MEMBERS", "subject": "board", "on": "2024-03-01", "by": "clerk"}},
    ]
)


@settings(max_examples=12, suppress_health_check=list(HealthCheck), derandomize=True, deadline=None)
@given(st.lists(st.lists(ANY_CHANGE, min_size=1, max_size=3), min_size=1, max_size=4))
def test_any_batches_are_as_looked_at_and_taken_back_in_reverse(batches: list[list[Any]]) -> None:
    desk = Desk()
    states, done = [_state(desk.store)], []
    for changes in batches:
        seen, written = desk.preview(*changes), desk.apply(*changes)
        assert _without_ids(seen) == _without_ids(written)
        if written["batch"]:
            done.append(written["batch"])
            states.append(_state(desk.store))
        assert _state(desk.store) == states[-1]
    for batch_id, before in zip(reversed(done), reversed(states[:-1]), strict=True):
        assert desk.undo(batch_id)["problems"] == []
        assert _state(desk.store) == before
    assert desk.store.verify() == ()


def _state(store: Store) -> Any:
    whole = store.contents()
    return {i: fact for i, (fact, _) in whole.facts.items()}, whole.places


@settings(max_examples=10, suppress_health_check=list(HealthCheck), derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("AB"), st.booleans()), min_size=2, max_size=8))
def test_two_writers_lose_nothing(steps: list[tuple[str, bool]]) -> None:
    desk = Desk()
    seen = dict.fromkeys("AB", 1)
    field = {"A": "purpose", "B": "cadenceWords"}
    kept: dict[str, str] = {}
    for number, (who, reads) in enumerate(steps):
        version = desk.store.read("testham").versions[BOARD]
        if reads:
            seen[who] = version
        value = f"{who} {number}"
        expected = [{"id": BOARD, "version": seen[who]}]
        done = desk.apply({"changeBody": {"id": BOARD, field[who]: value}},
                          expectedVersions=expected)  # fmt: skip
        assert bool(done["problems"]) == (seen[who] != version)
        if not done["problems"]:
            kept[who] = value
            seen[who] = version + 1
    board = node(desk)
    assert {who: board.text(name) for who, name in (("A", "purpose"), ("B", "cadence_words"))} == {
        who: kept.get(who) for who in "AB"
    }


# Taking back


def test_a_batch_is_taken_back_and_had_again(desk: Desk) -> None:
    before = _state(desk.store)
    done = desk.apply(LINE, RENAMED, {"endFact": {"id": "clerk", "until": "2024-03"}})
    after = _state(desk.store)
    undone = desk.undo(done["batch"], key="u")
    assert _state(desk.store) == before
    assert {one["takesBack"] for one in undone["changes"]} == {done["batch"]}
    said = undone["changes"][0]["source"]
    assert said.startswith("takes back 4 facts by Ada on ")
    assert [one["localId"] for one in undone["opened"]] == [
        "testham/finding~sub-group-reports-back"
    ]
    assert desk.undo(done["batch"], key="u") == undone
    twice = problem(desk.undo(done["batch"]))
    assert (twice["code"], twice["path"]) == ("CONFLICT", ["batch"])
    assert "that was done by Ada on " in twice["message"]
    desk.undo(undone["batch"])
    assert _state(desk.store) == after


def test_what_came_later_stands_in_the_way_and_is_named(desk: Desk) -> None:
    done = desk.apply(RENAMED, {"addPost": {"id": "lead", "name": "Lead"}})
    by_other(desk, Changed(replace(node(desk), note="by Bea")))
    (when,) = {written_by(one) for one in desk.store.history("testham") if one.who == "Bea"}
    desk.apply({"addLink": {"from": "lead", "kind": "MEMBER_OF", "to": "board"}})
    answer = desk.undo(done["batch"])
    assert answer["revision"] is None
    told = {one["fact"]: one["message"] for one in answer["problems"]}
    assert told == {
        BOARD: "Nothing was taken back: Start for Life Board (testham/board) was changed since by "
        f"{when}. Take back what came later first, or change it by hand.",
        "testham/lead~member_of~board": told["testham/lead~member_of~board"],
    }
    assert "Lead sits on Start for Life Board" in told["testham/lead~member_of~board"]
    assert (
        "hangs on Lead, which would go (written by Ada on "
        in (told["testham/lead~member_of~board"])
    )


def test_a_document_stays_that_others_were_read_in_since(desk: Desk) -> None:
    first = desk.apply(LINE, source=FIRST_DOCUMENT)
    desk.apply(RENAMED, source={"id": "terms-of-reference"})
    undone = desk.undo(first["batch"])
    assert undone["problems"] == []
    assert [one["subjectId"] for one in undone["changes"]] == ["testham/group~reports_to~board"]
    assert undone["notices"] == [
        'The document "Terms of reference" stays: 1 other facts were read in it.'
    ]


def test_what_others_and_elsewhere_wrote(desk: Desk) -> None:
    by_other(desk, Ended(BOARD, PartialDate("2024-02")), name="imported")
    assert desk.undo("imported")["problems"] == []
    assert node(desk).until is None
    unknown = problem(desk.undo("nothing"))
    assert (unknown["code"], unknown["path"]) == ("NOT_FOUND", ["batch"])
    away = problem(desk.undo("nothing", area="coventry"))
    assert (away["code"], away["path"]) == ("NOT_FOUND", ["area"])


def test_five_thousand_facts_are_taken_back(desk: Desk) -> None:
    many = [Node(id=f"testham/b{n}", kind="body", name=f"B {n}") for n in range(5_000)]
    by_other(desk, *map(Added, many), name="import")
    query = (
        'mutation { undo(area: "testham", batch: "import") { revision changes { id } '
        "problems { message } } }"
    )
    done = desk.ask(query)["data"]["undo"]
    assert len(done["changes"]) == 5_000
    assert BOARD in desk.store.read("testham").nodes
    assert len(desk.store.read("testham").nodes) == 3


# Scenarios

KEEP = """mutation Keep($c: [ChangeInput!]!, $version: Int!) { done: keepScenario(
  area: "testham", name: "Line", changes: $c, expectedVersion: $version) { DONE } }"""
ACCEPT = """mutation Accept($version: Int) { done: acceptScenario(
  area: "testham", name: "Line", expectedVersion: $version) { DONE } }"""
DONE = "revision scenario { version } problems { code path fact message }"


def test_an_accepted_scenario_says_by_which_door_and_is_taken_back(desk: Desk) -> None:
    before = _state(desk.store)
    kept = desk.done(KEEP.replace("DONE", DONE), c=[LINE], version=0)
    done = desk.done(ACCEPT.replace("DONE", DONE), version=kept["scenario"]["version"])
    assert done["problems"] == []
    last = desk.store.history("testham")[-1]
    assert (last.who, last.via) == ("Ada", "graphql")
    assert desk.undo(last.batch)["problems"] == []
    assert _state(desk.store) == before


def test_what_moved_under_a_scenario_is_told_with_who_did_it(desk: Desk) -> None:
    desk.done(KEEP.replace("DONE", DONE), c=[LINE], version=0)
    by_other(desk, Changed(replace(node(desk), name="Renamed")))
    done = desk.done(ACCEPT.replace("DONE", DONE), version=1)
    (found,) = done["problems"]
    assert (found["code"], found["fact"], found["path"]) == ("CONFLICT", BOARD, ["name"])
    assert "Bea on " in found["message"]
    assert "through a page changed name" in found["message"]
    stale = desk.done(KEEP.replace("DONE", DONE), c=[RENAMED], version=7)["problems"][0]
    assert stale["path"] == ["expectedVersion"]
