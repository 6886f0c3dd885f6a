"""Changes as ChangeInput has them: read with names and ids, written back, and refused.

Tests: api/service/change_adding.py, api/service/change_naming.py, api/service/change_records.py,
api/service/change_shapes.py, api/service/change_values.py, api/service/change_writing.py,
api/service/changes_read.py
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from api.service.change_reading import read_inputs
from api.service.change_shapes import CHANGE_SHAPES, Holds, InputField
from api.service.change_values import BadField
from api.service.change_writing import inputs_of
from api.service.changes_read import PLACES_SAY_NOTHING, ReadChanges
from api.service.proposals import MOST_CHANGES, BadChange
from api.service.reader import Reader
from graph.errors import GraphError
from graph.facts.changes import Added, Change, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.identifiers import link_id
from graph.facts.model import (
    Attendance,
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    QuestionState,
    Reference,
    Snapshot,
    Source,
    Status,
    snapshot_of,
)
from graph.kinds import LINK_KINDS, NODE_KINDS
from graph.stores.memory import MemoryStore
from graph.view import View
from graph.what_if import apply_to
from tests.every_kind import every_town
from tests.generated import generated, some_changes
from tests.towns import DAY, Town

SEHP, CSCP = "testham/sehp", "testham/cscp"


def town() -> Town:
    """Return a town with a board, a partnership, a council with a seat, a meeting, somebody."""
    made = Town().main("sehp", name="Early Help Board", quorum=3, quorum_words="Three.")
    made.body("cscp", "safeguarding_partnership", name="The Partnership")
    made.organisation("council", "la_childrens", name="The Council").post("dcs", "dcs", name="DCS")
    made.node("ada", "person", name="Ada").link("council", "member_of", "sehp", since="2023")
    return made.meet("met", "sehp", "2024-01-09", council="present")


def read(
    *given: dict[str, Any], snapshot: Snapshot | None = None, source: dict[str, Any] | None = None
) -> ReadChanges:
    """Read changes to a town, as of its day."""
    view = View(snapshot or town().snapshot(), DAY)
    return read_inputs(Reader(MemoryStore()), view, given, source)


def the_fact(found: ReadChanges, at: int = -1) -> Any:
    change = found.changes[at]
    assert isinstance(change, Added | Changed)
    return change.fact


def again(snapshot: Snapshot, changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return changes as they are read once they were written, and went over the wire."""
    sent = json.loads(json.dumps(inputs_of(changes, snapshot)))
    assert all(len(one) == 1 for one in sent)
    return read(*sent, snapshot=snapshot).changes


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_proposed_reads_the_same_when_it_is_sent_again(seed: int) -> None:
    snapshot = generated(seed)
    changes = some_changes(seed, snapshot)
    try:
        apply_to(snapshot, changes)
    except GraphError:
        return
    assert again(snapshot, changes) == changes


def bare(fact: Fact) -> Fact:
    """Return a thing or link with as little as it can stand with."""
    assert isinstance(fact, Node | Link)
    needed = ("from_meeting", "by") if fact.kind == "decision" else ()
    kept = {name: value for name, value in fact.attributes.items() if name in needed}
    return replace(fact, attributes=kept, sources=(), note="x", since=PartialDate("2024"))


def test_every_kind_with_every_attribute_and_word_reads_the_same() -> None:
    whole = every_town()
    facts = whole.facts()
    stay = {"everyham", "everyham/organisation-0", "everyham/body-0", "everyham/meeting"}
    rest = [f for i, f in facts.items() if i not in stay and not isinstance(f, QuestionState)]
    for start in range(0, len(rest), MOST_CHANGES):
        part = rest[start : start + MOST_CHANGES]
        left = {i: fact for i, fact in facts.items() if fact not in part}
        without = snapshot_of(left, "everyham", 1, {})
        added = tuple(map(Added, part))
        assert again(without, added) == added
        full = [fact for fact in part if isinstance(fact, Node | Link)]
        less = {fact.id: bare(fact) for fact in full}
        filled = tuple(map(Changed, full))
        assert again(snapshot_of({**facts, **less}, "everyham", 1, {}), filled) == filled
        emptied = tuple(map(Changed, less.values()))
        assert again(whole, emptied) == emptied
        # Of what is gone from the map since, all is written.
        assert [list(one) for one in inputs_of(filled, without)] == [
            [CHANGE_SHAPES["changeLink"].field if isinstance(f, Link) else f"change{_name(f.kind)}"]
            for f in full
        ]


def _name(kind: str) -> str:
    return "".join(part.capitalize() for part in kind.split("_"))


def test_words_of_people_and_documents_read_the_same() -> None:
    whole = every_town()
    words: list[Fact] = [*whole.declarations.values()]
    words += [one for one in whole.questions.values() if one.state != "not_asked"]
    changed = tuple(Changed(replace(one, by="Ada")) for one in words)  # type: ignore[arg-type]
    assert again(whole, changed) == changed
    document = Source(area="everyham", document="plan", title="The plan")
    cited = replace(whole.area, sources=(Reference("plan", page=2),), invented=True)
    made = (
        Added(document),
        Changed(replace(document, address="https://a.example")),
        Changed(cited),
    )
    assert again(whole, made) == made
    (meeting,) = whole.meetings.values()
    entries = (Attendance("everyham/organisation-0", "present", part=True),)
    held = replace(meeting, register=entries, cancelled=True)
    moved = (Changed(held), Changed(meeting), Ended(meeting.id, PartialDate("2027")))
    assert again(whole, moved) == moved


def test_each_kind_of_thing_and_every_attribute_of_links_can_be_given() -> None:
    for kind in NODE_KINDS:
        assert {f"add{_name(kind.name)}", f"change{_name(kind.name)}"} <= set(CHANGE_SHAPES)
    keys = {field.key for field in CHANGE_SHAPES["addLink"].shape.fields}
    assert {attribute.name for kind in LINK_KINDS for attribute in kind.attributes} <= keys
    for shape in CHANGE_SHAPES.values():
        assert all(field.meaning.endswith((".", "...")) for field in shape.shape.fields)


def test_what_is_added_before_is_named_by_the_list() -> None:
    found = read(
        {"addBody": {"name": "Wellbeing board", "bodyKind": "HWB", "status": "PLANNED"}},
        {"addOrganisation": {"id": "trust", "name": "The Trust", "resources": ["MONEY"]}},
        {"addLink": {"from": "trust", "kind": "MEMBER_OF", "to": "wellbeing board"}},
        {"changeBody": {"id": "Wellbeing board", "tier": "STRATEGIC"}},
    )
    board, trust, seat, changed = (the_fact(found, at) for at in range(4))
    assert board.id == "testham/wellbeing-board"
    assert board.status is Status.PLANNED
    assert (seat.from_id, seat.to_id) == (trust.id, board.id)
    assert changed.attributes == {"body_kind": "hwb", "tier": "strategic"}
    assert found.numbers == (0, 1, 2, 3)


def test_what_is_left_out_stays_and_null_takes_away() -> None:
    board = the_fact(read({"changeBody": {"id": SEHP, "quorum": None, "note": "Asked."}}))
    assert board.number("quorum") is None
    assert board.text("quorum_words") == "Three."
    assert (board.note, board.name) == ("Asked.", "Early Help Board")
    seat = link_id("testham", "testham/council", "member_of", SEHP)
    link = the_fact(read({"changeLink": {"id": "council~member_of~sehp", "vacant": True}}))
    assert (link.id, link.since, link.flag("vacant")) == (seat, PartialDate("2023"), True)
    area = the_fact(read({"changeArea": {"recordedAsOf": None, "name": "Testham City"}}))
    assert (area.recorded_as_of, area.name) == (None, "Testham City")


def test_ids_may_carry_the_view_they_were_read_in() -> None:
    view = "testham@2024-03-31+complete"
    line = {"from": f"{view}/sehp", "kind": "REPORTS_TO", "to": f"{view}/cscp"}
    seat = f"{view}/council~member_of~sehp"
    found = read(
        {"addLink": line},
        {"changeLink": {"id": seat, "vacant": False}},
        {"changeBody": {"id": SEHP, "quorumClasses": [{"class": f"{view}/council", "least": 1}]}},
        {"question": {"rule": "rule~body-has-chair", "subject": f"{view}/cscp", "state": "NOT_OURS",
                      "reason": "It is another's."}},
        {"endFact": {"id": f"{view}/sehp", "until": "2024", "dependants": [
            {"what": seat, "fate": "ENDS"}]}},
    )  # fmt: skip
    assert (the_fact(found, 0).from_id, the_fact(found, 0).to_id) == (SEHP, CSCP)
    assert the_fact(found, 2).words("quorum_classes") == ("testham/council: 1",)
    assert the_fact(found, 3).subject == CSCP
    assert len(found.changes) == 6
    with pytest.raises(BadChange, match="of a view of leeds") as refused:
        read({"addLink": {**line, "to": "leeds@2024-03-31/lscp"}})
    assert refused.value.path == ("addLink", "to")


def test_a_register_names_seats_and_who_holds_them() -> None:
    seat = link_id("testham", "testham/council", "member_of", SEHP)
    found = read({
        "recordMeeting": {
            "body": "Early Help Board", "day": "2024-02-01",
            "register": [
                {"seat": seat, "value": "DEPUTY"},
                {"holder": "DCS", "value": "APOLOGIES", "part": True},
                {"holder": "testham/ada", "value": "PRESENT"},
            ],
        }
    })  # fmt: skip
    meeting = the_fact(found)
    assert meeting.id == "testham/early-help-board-2024-02-01"
    assert meeting.register == (
        Attendance("testham/council", "deputy", seat=seat),
        Attendance("testham/dcs", "apologies", part=True),
        Attendance("testham/ada", "present"),
    )


def test_where_it_was_read_is_a_document_on_record_or_a_new_one() -> None:
    found = read(
        {"changeBody": {"id": SEHP, "sources": [
            {"id": "minutes", "page": 2}, {"title": "MINUTES", "place": "item 3"},
            {"title": "The plan", "publisher": "The Council", "quote": "It meets."},
            {"id": "old", "held": False},
        ]}},
        {"changeBody": {"id": CSCP, "sources": [{"title": "The plan"}]}},
    )  # fmt: skip
    document = the_fact(found, 0)
    assert (document.id, document.publisher) == ("testham/source~the-plan", "The Council")
    assert the_fact(found, 1).sources == (
        Reference("minutes", page=2),
        Reference("minutes", "item 3"),
        Reference("the-plan", quote="It meets."),
        Reference("old"),
    )
    assert the_fact(found, 2).sources == (Reference("the-plan"),)
    assert len(found.changes) == 3


def test_the_source_of_the_whole_is_that_of_what_names_none() -> None:
    given: tuple[dict[str, Any], ...] = (
        {"addBody": {"name": "A", "sources": [{"id": "minutes"}]}},
        {"addBody": {"name": "B"}},
        {"changeBody": {"id": SEHP, "quorum": 4}},
        {"withdrawFact": {"id": "testham/met"}},
        {"changeArea": {"transformationFund": True}},
    )
    found = read(*given, source={"title": "Review of 2024", "place": "p. 3"})
    cited = Reference("review-of-2024", "p. 3")
    assert found.numbers == (-1, 0, 1, 2, 3, 4)
    assert the_fact(found, 1).sources == (Reference("minutes"),)
    assert the_fact(found, 2).sources == (cited,)
    assert the_fact(found, 3).sources == (*town().snapshot().nodes[SEHP].sources, cited)
    assert the_fact(found).sources == (cited,)
    assert apply_to(town().snapshot(), found.changes)
    with pytest.raises(BadField) as refused:
        read(*given, source={"place": "p. 3"})
    assert refused.value.path == ("source",)


def test_a_list_is_declared_and_the_word_taken_back() -> None:
    given = {"list": "MEMBERS", "subject": "sehp", "on": "2024-03-01", "by": "The clerk"}
    found = read({"declare": given}, {"declare": {**given, "by": "The chair"}},
                 {"withdrawDeclaration": {"list": "MEMBERS", "subject": SEHP}})  # fmt: skip
    first, second, last = found.changes
    assert isinstance(first, Added)
    assert isinstance(second, Changed)
    assert isinstance(first.fact, Declaration)
    assert last == Withdrawn("testham/declared~members~sehp")
    area = the_fact(read({"declare": {"list": "BODIES", "on": "2024-03-01", "by": "The clerk"}}))
    assert area.subject == "testham"


def test_what_became_of_a_question_is_said() -> None:
    asked = {"rule": "body-has-chair", "subject": SEHP, "state": "ASKED", "to": "The Council"}
    asked["on"] = "2026-03-03"
    found = read({"question": {**asked, "due": "2026-04-01", "note": "By telephone."}})
    said = the_fact(found)
    assert (said.to, str(said.due), said.note) == ("testham/council", "2026-04-01", "By telephone.")
    snapshot = apply_to(town().snapshot(), found.changes)
    assert again(snapshot, (Changed(replace(said, reason="It rang back.")),))
    (gone,) = read({"question": {**asked, "state": "NOT_ASKED"}}, snapshot=snapshot).changes
    assert gone == Withdrawn(said.id)
    # What the list adds may be asked about at once, and be asked.
    found = read(
        {"addBody": {"name": "New board", "bodyKind": "MAIN_BOARD"}},
        {"addPost": {"id": "clerk", "name": "Clerk"}},
        {"question": {**asked, "subject": "new-board", "to": "clerk"}},
        {"question": {"attribute": "quorum", "subject": "New board", "state": "DOES_NOT_KNOW"}},
    )
    assert the_fact(found, 2).subject == "testham/new-board"
    assert the_fact(found, 3).id == "testham/question~attribute~quorum~new-board"
    assert apply_to(town().snapshot(), found.changes)


def test_ending_a_thing_says_what_becomes_of_what_hangs_on_it() -> None:
    end = {"id": "Early Help Board", "until": "2024-03-31"}
    dependants = [{"what": "all", "fate": "ENDS"}, {"what": "seats", "fate": "MOVES", "to": "cscp"}]
    found = read({"endFact": {**end, "dependants": dependants}})
    assert found.changes[0] == Ended(SEHP, PartialDate("2024-03-31"))
    links = [c.fact for c in found.changes if isinstance(c, Added)]
    assert {(one.kind, one.to_id) for one in links if isinstance(one, Link)} == {
        ("succeeded_by", CSCP),
        ("member_of", CSCP),
    }
    assert set(found.numbers) == {0}
    assert again(town().snapshot(), found.changes) == found.changes
    named = {**end, "successors": [CSCP], "since": "2024-05", "dependants": [
        {"what": "council~member_of~sehp", "fate": "MOVES"}]}  # fmt: skip
    seat = the_fact(read({"endFact": named}))
    assert (seat.to_id, seat.since) == (CSCP, PartialDate("2024-05"))


def test_a_new_name_keeps_the_old_one() -> None:
    node = the_fact(read({"rename": {"id": "sehp", "name": " The  Board "}}))
    assert (node.id, node.name, node.aliases) == (SEHP, "The Board", ("Early Help Board",))
    back = the_fact(
        read(
            {"rename": {"id": "sehp", "name": "The Board"}},
            {"rename": {"id": "the board", "name": "Early Help Board"}},
        )
    )
    assert (back.name, back.aliases) == ("Early Help Board", ("The Board",))


def test_two_records_become_one_or_one_takes_over() -> None:
    two = town().main("again", name="EHB").link("again", "reports_to", "cscp").snapshot()
    found = read({"merge": {"keep": SEHP, "other": "EHB"}}, snapshot=two)
    assert found.changes[-1] == Withdrawn("testham/again")
    assert "testham/again" not in apply_to(two, found.changes).nodes
    assert again(two, found.changes) == found.changes
    # Whatever comes later in the list finds one record.
    later = {"addLink": {"from": "EHB", "kind": "ADVISES", "to": "council"}}
    assert (
        the_fact(read({"merge": {"keep": SEHP, "other": "again"}}, later, snapshot=two)).from_id
        == SEHP
    )
    over = read({"merge": {"keep": SEHP, "other": "again", "until": "2023"}}, snapshot=two)
    assert over.changes[0] == Ended("testham/again", PartialDate("2023"))
    assert apply_to(two, over.changes).nodes["testham/again"].until == PartialDate("2023")


def test_places_are_read_for_whoever_writes() -> None:
    found = read(
        {"keepPlaces": {"places": [{"id": "sehp", "x": 1, "y": 2.5}], "fold": False}},
        {"forgetPlaces": {"layout": "NETWORK"}},
    )
    assert found.changes == ()
    assert [(one.layout, dict(one.places)) for one in found.places] == [
        ("columns unfolded", {SEHP: (1.0, 2.5)}),
        ("network", {}),
    ]
    assert found.notices == (PLACES_SAY_NOTHING,)


LINE = {"from": "sehp", "kind": "REPORTS_TO", "to": "cscp"}
SEAT = {"from": "council", "kind": "MEMBER_OF", "to": "sehp"}


@pytest.mark.parametrize(
    ("given", "path", "words"),
    [
        ([], (), "does not say one thing"),
        ({"addLink": LINE, "addBody": {}}, (), "does not say one thing"),
        ({"addBodi": {}}, (), 'no kind of change "addBodi". Did you mean addBody'),
        ({"addBody": 3}, ("addBody",), "it is no AddBodyInput"),
        ({"addBody": {"name": "A", "quorom": 3}}, ("addBody",), 'no field "quorom": it has quorum'),
        ({"addBody": {}}, ("addBody", "name"), '"name" is missing'),
        ({"addBody": {"name": 3}}, ("addBody", "name"), '"name" is 3: write a text'),
        ({"addBody": {"name": "A", "bodyKind": "hwb"}}, ("addBody", "bodyKind"), "did you mean"),
        ({"addBody": {"name": "A", "quorum": 2.5}}, ("addBody", "quorum"), "a whole number"),
        ({"addBody": {"name": "A", "quorum": -1}}, ("addBody", "quorum"), "from 0 to 999999"),
        ({"addBody": {"name": "A", "since": "2024-13"}}, ("addBody", "since"), "write 2024"),
        ({"addBody": {"name": "A", "since": "2024", "until": "2020"}}, ("addBody", "until"),
         "end it after it began"),
        ({"addBody": {"name": "Early help board"}}, ("addBody", "name"), "use changeBody"),
        ({"addBody": {"name": "A", "id": "sehp"}}, ("addBody", "id"), "is on record already"),
        ({"addBody": {"name": "A", "id": "leeds/a"}}, ("addBody", "id"), "is of another area"),
        ({"addBody": {"name": "A", "id": "shared/a"}}, ("addBody", "maps"), 'add "testham"'),
        ({"addSeat": {"name": "A", "body": "nobody"}}, ("addSeat", "body"), 'no thing "nobody"'),
        ({"changeBody": {"id": "nobody"}}, ("changeBody", "id"), 'no thing "nobody"'),
        ({"changeBody": {"id": "dcs", "note": "a"}}, ("changeBody", "id"), "use changePost"),
        ({"changeBody": {"id": "sehp"}}, ("changeBody",), "changes nothing"),
        ({"changeBody": {"id": "sehp", "name": None}}, ("changeBody", "name"), "is missing"),
        ({"addLink": {**LINE, "to": "nobody"}}, ("addLink", "to"), 'no thing "nobody"'),
        ({"addLink": {**LINE, "to": "sehp"}}, ("addLink", "to"), "two different things"),
        ({"addLink": {**LINE, "kind": "CHAIRS"}}, ("addLink", "kind"), "choose one of ACCOUNTABLE"),
        ({"addLink": {**LINE, "vacant": True}}, ("addLink", "vacant"), "may have matter, content"),
        ({"addLink": SEAT}, ("addLink",), "recorded already"),
        ({"changeLink": {"id": "sehp", "note": "a"}}, ("changeLink", "id"), "is no link"),
        ({"changeLink": {"id": "council~member_of~sehp", "via": "a"}}, ("changeLink", "via"),
         'says nothing of a link of the kind MEMBER_OF'),
        ({"recordMeeting": {"body": "sehp", "day": "2024-01-09"}}, ("recordMeeting", "day"),
         "use changeMeeting"),
        ({"changeMeeting": {"id": "met", "register": [{"value": "PRESENT"}]}},
         ("changeMeeting", "register", "0"), "names nobody"),
        ({"changeMeeting": {"id": "met", "register": [{"holder": "Ada", "value": "PRESENT"}]}},
         ("changeMeeting", "register", "0", "holder"), "A register names nobody"),
        ({"changeMeeting": {"id": "met", "register": [{"seat": "dcs", "value": "PRESENT"}]}},
         ("changeMeeting", "register", "0", "seat"), '"dcs" is no seat'),
        ({"changeMeeting": {"id": "mett", "note": "a"}}, ("changeMeeting", "id"), "no meeting"),
        ({"declare": {"list": "MEMBERS", "on": "2024-03-01", "by": "A"}}, ("declare", "subject"),
         "Say of which body"),
        ({"declare": {"list": "BODIES", "subject": "sehp", "on": "2024-03-01", "by": "A"}},
         ("declare", "subject"), "leave it out"),
        ({"withdrawDeclaration": {"list": "BODIES"}}, ("withdrawDeclaration",), "Nobody has"),
        ({"changeArea": {}}, ("changeArea",), "changes nothing"),
        ({"addSource": {"title": "A", "id": "minutes"}}, ("addSource", "id"), "use changeSource"),
        ({"changeSource": {"id": "minuets", "title": "A"}}, ("changeSource", "id"),
         "Did you mean minutes"),
        ({"changeBody": {"id": "sehp", "sources": [{"id": "minuets"}]}},
         ("changeBody", "sources", "0", "id"), "Did you mean minutes"),
        ({"changeBody": {"id": "sehp", "sources": [{"id": "minutes", "title": "Plan"}]}},
         ("changeBody", "sources", "0", "title"), "on record already"),
        ({"question": {"subject": "sehp", "state": "ASKED"}}, ("question",), "give a check"),
        ({"question": {"rule": "body-has-chairs", "subject": "sehp", "state": "DECLINED"}},
         ("question", "rule"), "Did you mean body-has-chair"),
        ({"question": {"rule": "body-has-chair", "subject": "nobody", "state": "DECLINED"}},
         ("question",), "asks nothing about"),
        ({"keepPlaces": {"places": []}}, ("keepPlaces", "places"), "use forgetPlaces"),
        ({"keepPlaces": {"places": [{"id": "nobody", "x": 1, "y": 1}]}},
         ("keepPlaces", "places", "0", "id"), "no thing"),
        ({"endFact": {"id": "nobody", "until": "2024"}}, ("endFact", "id"), 'no fact "nobody"'),
        ({"endFact": {"id": "york/la", "until": "2024"}}, ("endFact", "id"),
         '"york/la" is of york, and these are changes to testham'),
        ({"withdrawFact": {"id": "york/la"}}, ("withdrawFact", "id"), "name something of testham"),
        ({"addLink": {"from": "sehp", "kind": "REPORTS_TO", "to": "york/la"}}, ("addLink", "to"),
         "is of york"),
        ({"rename": {"id": "york/la", "name": "A"}}, ("rename", "id"), "is of york"),
        ({"endFact": {"id": "testham", "until": "2024"}}, ("endFact", "id"), "use changeArea"),
        ({"withdrawFact": {"id": "testham"}}, ("withdrawFact", "id"), "is the area itself"),
        ({"rename": {"id": "sehp", "name": "\u200b "}}, ("rename", "name"), "name is empty"),
        ({"rename": {"id": "sehp", "name": "x" * 301}}, ("rename", "name"),
         "write a name of at most 300 characters"),
        ({"addBody": {"name": "A", "aliases": ["B", "x" * 301]}}, ("addBody", "aliases", "1"),
         "at most 300 characters"),
        ({"endFact": {"id": "sehp", "until": "2024", "dependants": [
            {"what": "york/la", "fate": "ENDS"}]}}, ("endFact", "dependants", "0", "what"),
         "is of york"),
        ({"endFact": {"id": "sehp", "until": "2024", "dependants": [
            {"what": "seats", "fate": "MOVES"}]}}, ("endFact", "dependants"), "name the successor"),
        ({"endFact": {"id": "sehp", "until": "2024", "dependants": [
            {"what": "seats", "fate": "ENDS", "to": "cscp"}]}},
         ("endFact", "dependants", "0", "to"), "goes over to nobody"),
        ({"endFact": {"id": "sehp", "until": "2024", "successors": ["sehp"]}},
         ("endFact", "successors"), "cannot take over from itself"),
        ({"withdrawFact": {"id": "nobody"}}, ("withdrawFact", "id"), 'no fact "nobody"'),
        ({"rename": {"id": "sehp", "name": "Early Help Board"}}, ("rename", "name"), "already"),
        ({"merge": {"keep": "sehp", "other": "sehp"}}, ("merge",), "with itself"),
        ({"merge": {"keep": "sehp", "other": "dcs"}}, ("merge",), "only two records of one kind"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_sentence_and_says_where(
    given: Any, path: tuple[str, ...], words: str
) -> None:
    good = {"addBody": {"name": "Something else"}}
    with pytest.raises(BadChange) as refused:
        read(good, given)
    assert words in refused.value.sentence
    assert (refused.value.number, refused.value.path) == (1, path)


def test_of_too_many_new_documents_the_change_is_named_that_has_them() -> None:
    changes = [
        {"addBody": {"name": f"Body {n}", "sources": [{"title": f"{n} {m}"} for m in range(700)]}}
        for n in range(4)
    ]
    with pytest.raises(BadChange) as refused:
        read(*changes)
    assert (refused.value.number, refused.value.path) == (2, ("addBody",))
    assert "comes to more than 2,000 changes of the record" in refused.value.sentence


def test_what_goes_cannot_be_named_any_more() -> None:
    with pytest.raises(BadChange, match="No director of children's"):
        read({"withdrawFact": {"id": "dcs"}}, {"changePost": {"id": "dcs", "vacant": True}})


def test_the_number_of_changes_is_capped() -> None:
    with pytest.raises(BadChange, match="at most 200"):
        read(*[{"endFact": {"id": "sehp", "until": "2030"}}] * (MOST_CHANGES + 1))


def test_a_meeting_keeps_whom_it_named_already() -> None:
    made = town()
    meeting = made.facts["testham/met"]
    assert isinstance(meeting, Meeting)
    old = (Attendance("testham/ada", "present", seat="testham/gone~member_of~sehp"),)
    made.facts["testham/met"] = replace(meeting, register=old)
    entry = {"holder": "testham/ada", "seat": old[0].seat, "value": "DEPUTY"}
    found = read({"changeMeeting": {"id": "met", "register": [entry]}}, snapshot=made.snapshot())
    assert the_fact(found).register == (replace(old[0], value="deputy"),)


ODD: tuple[Any, ...] = (
    None, True, -1, 2.5, float("inf"), 10**400, "", " ", "sehp", "\ud800", "\x00", "a" * 999,
    [], [None], ["sehp"], [[]], {}, {"id": "sehp"}, {"name": None}, "2024-02-30",
    "testham@2024-03-31", "testham@2024-03-31//", "leeds@2024-03-31/a", "~", "//",
    "sehp~member_of~", "OPERATING",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_whatever_a_script_sends_is_read_or_refused_in_a_sentence(seed: int) -> None:
    dice = Random(seed)
    snapshot = town().snapshot()
    for _ in range(40):
        shape = dice.choice(list(CHANGE_SHAPES.values()))
        value: Any = {
            field.name: dice.choice(ODD)
            for field in shape.shape.fields
            if field.required or dice.random() < 0.1
        }
        for field in shape.shape.fields:
            if field.required and dice.random() < 0.9:
                value[field.name] = _fitting(field, dice)
        said = refusal({shape.field: value}, snapshot)
        assert said == "" or said.endswith((".", "?"))
        assert len(said) < 1000


def refusal(given: dict[str, Any], snapshot: Snapshot) -> str:
    """Return why a change cannot be read or made; "" where it can."""
    try:
        found = read(given, snapshot=snapshot)
    except BadChange as error:
        return error.sentence
    try:
        apply_to(snapshot, found.changes)
    except GraphError as error:
        placed = found.placed(error)
        return placed.sentence if isinstance(placed, BadChange) else "of no change in particular"
    return ""


def _fitting(field: InputField, dice: Random) -> Any:
    match field.holds:
        case Holds.WORD:
            return dice.choice(field.choices).word.upper()
        case Holds.WHOLE | Holds.NUMBER:
            return 3
        case Holds.DAY | Holds.DATE:
            return "2024-03-01"
        case Holds.OBJECT:
            assert field.shape
            return [{one.name: _fitting(one, dice) for one in field.shape.fields if one.required}]
    return dice.choice(["sehp", "cscp", "council", "dcs", "met", "minutes", "Something new"])
