"""Two records of one thing made one: nothing is lost, and what they say otherwise is told."""

import json
from dataclasses import replace
from itertools import combinations

import pytest

from api.errors import UsageError
from api.service.merging import MergedRecords, merged
from graph.facts.dates import PartialDate
from graph.facts.fact_json import to_record
from graph.facts.identifiers import declaration_id, link_id, question_id
from graph.facts.model import Attendance, Link, Meeting, Node, QuestionState, Snapshot
from graph.what_if import apply_to
from tests.generated import generated
from tests.towns import DAY, Town


def two_records() -> Town:
    """A town in which the council's board was recorded twice, by two people."""
    town = Town().main("board", name="Early Help Board", quorum=3)
    town.body("again", "main_board", name="EH Board", quorum=4, quorum_words="Three of us.")
    town.body("scp", "safeguarding_partnership", name="The Partnership")
    town.organisation("council", "la_childrens", name="The Council").post("dcs", "dcs", name="DCS")
    return town


def after(town: Town, keep: str = "board", other: str = "again") -> tuple[Snapshot, MergedRecords]:
    """Merge two things, and apply it as a store would."""
    snapshot = town.snapshot()
    made = merged(snapshot, f"testham/{keep}", f"testham/{other}")
    return apply_to(snapshot, made.changes), made


def test_names_attributes_and_sources_go_to_the_record_that_is_kept() -> None:
    found, made = after(two_records())
    board = found.nodes["testham/board"]
    assert "testham/again" not in found.nodes
    assert (board.name, board.aliases) == ("Early Help Board", ("EH Board",))
    assert board.text("quorum_words") == "Three of us."
    # What the two say otherwise is told, and the kept one stays.
    assert board.number("quorum") == 3
    assert made.told == ("Early Help Board, quorum: “3” stays; the other record says “4”.",)
    assert len(board.sources) == 1


def test_links_go_over_with_their_dates_and_attributes() -> None:
    town = two_records().link("council", "member_of", "again", since="2023", voting=True)
    found, made = after(town.link("again", "reports_to", "scp", content="All of it"))
    seat = found.links[link_id("testham", "testham/council", "member_of", "testham/board")]
    assert (seat.since, seat.flag("voting")) == (PartialDate("2023"), True)
    line = found.links[link_id("testham", "testham/board", "reports_to", "testham/scp")]
    assert line.text("content") == "All of it"
    assert len(found.links) == 2
    assert len(made.told) == 1


def test_links_that_both_have_become_one_and_those_of_other_times_stay_two() -> None:
    town = two_records()
    town.link("council", "member_of", "board", voting=True).link(
        "council", "member_of", "again", since="2023", voting=False
    )
    town.link("dcs", "chairs", "board", until="2021").link("dcs", "chairs", "again", since="2023")
    found, made = after(town)
    seats = [link for link in found.links.values() if link.kind == "member_of"]
    assert [(one.since, one.flag("voting")) for one in seats] == [(PartialDate("2023"), True)]
    assert len([link for link in found.links.values() if link.kind == "chairs"]) == 2
    told = " ".join(made.told)
    assert "The Council sits on EH Board: the kept record has that already" in told
    assert "voting: “yes” stays; the other record says “no”" in told


def test_a_link_between_the_two_goes_with_a_sentence() -> None:
    found, made = after(two_records().link("again", "reports_to", "board"))
    assert not found.links
    assert "EH Board reports to Early Help Board: both ends are one thing now" in made.told[1]


def test_what_told_two_links_apart_keeps_them_two() -> None:
    town = two_records().link("council", "appoints", "board", what="chair")
    found, made = after(town.link("council", "appoints", "again", what="members"))
    kinds = sorted(str(link.text("what")) for link in found.links.values())
    assert kinds == ["chair", "members"]
    assert len(made.told) == 1


def test_registers_name_the_kept_record_and_seats_by_their_new_ids() -> None:
    town = two_records().organisation("twin", "la_childrens", name="Council of Testham")
    town.link("twin", "member_of", "board").meet("m", "board", "2024-01-09", twin="present")
    seat = link_id("testham", "testham/twin", "member_of", "testham/board")
    meeting = town.facts["testham/m"]
    assert isinstance(meeting, Meeting)
    entries = (Attendance("testham/twin", "present", seat=seat),)
    town.facts["testham/m"] = replace(meeting, register=entries)
    found, _ = after(town, "council", "twin")
    (entry,) = found.meetings["testham/m"].register
    assert entry.holder == "testham/council"
    assert entry.seat in found.links


def test_in_a_register_that_names_both_the_kept_one_stays() -> None:
    town = two_records().organisation("twin", "la_childrens", name="Council of Testham")
    town.meet("m", "board", "2024-01-09", twin="present", council="apologies", dcs="deputy")
    found, made = after(town, "council", "twin")
    register = [(one.holder, one.value) for one in found.meetings["testham/m"].register]
    assert register == [("testham/council", "apologies"), ("testham/dcs", "deputy")]
    assert made.told == (
        "The register of 9 January 2024, The Council: “apologies” stays; the other record says "
        "“present”.",
    )


def test_meetings_go_over_and_one_recorded_twice_becomes_one() -> None:
    town = two_records().meet("a", "board", "2024-01-09", dcs="present")
    town.meet("b", "again", "2024-01-09", dcs="apologies", council="deputy")
    town.meet("c", "again", "2024-02-09").meet("d", "again", "2024-01")
    minute = {"from_meeting": "b", "by": "again", "outcome": "agreed"}
    found, made = after(town.node("minute", "decision", **minute))
    assert {one.id: one.body for one in found.meetings.values()} == dict.fromkeys(
        ("testham/a", "testham/c", "testham/d"), "testham/board"
    )
    both = [(one.holder, one.value) for one in found.meetings["testham/a"].register]
    assert both == [("testham/dcs", "present"), ("testham/council", "deputy")]
    assert found.nodes["testham/minute"].text("from_meeting") == "testham/a"
    assert found.nodes["testham/minute"].text("by") == "testham/board"
    told = " ".join(made.told)
    assert "recorded twice" in told
    assert "“present” stays; the other record says “apologies”" in told


def test_nobody_is_named_for_having_come() -> None:
    town = two_records().node("ada", "person", name="Ada").node("ada2", "person", name="A. Ada")
    town.meet("m", "board", "2024-01-09", ada="present", ada2="apologies")
    _, made = after(town, "ada", "ada2")
    assert "somebody: “present” stays" in made.told[0]


def test_what_was_declared_and_asked_goes_over_once() -> None:
    town = two_records().declare("members", of="again").declare("duties", of="again")
    town.declare("duties", of="board").link("again", "reports_to", "scp")
    town.organisation("twin", "la_childrens", name="Council of Testham")
    line = link_id("testham", "testham/again", "reports_to", "testham/scp")
    for subject in ("testham/again#chair", line):
        said = QuestionState(
            area="testham", rule="body-has-chair", subject=subject, state="asked",
            to="testham/twin", on=DAY, by="Clerk",
        )  # fmt: skip
        town.facts[said.id] = said
    found, made = after(town)
    assert declaration_id("testham", "members", "testham/board") in found.declarations
    assert len(found.declarations) == 2
    assert "the same is on record of the kept one" in made.told[-1]
    new = link_id("testham", "testham/board", "reports_to", "testham/scp")
    subjects = ("testham/board#chair", new)
    ids = [question_id("testham", "body-has-chair", "", one) for one in subjects]
    assert set(found.questions) == set(ids)
    kept, _ = after(town, "council", "twin")
    assert {one.to for one in kept.questions.values()} == {"testham/council"}


def test_quorums_and_matters_name_the_kept_record() -> None:
    town = two_records().organisation("twin", "la_childrens", name="Council of Testham")
    town.body("forum", "network", quorum_classes=["twin: 1", "The Council: 2", "icb: 1"])
    town.body("panel", "network", quorum_classes=["Council of Testham: 1"])
    town.node("pay", "matter").node("wages", "matter", name="Wages")
    town.link("council", "delegates_to", "board", matter="wages; the rest")
    found, made = after(town, "council", "twin")
    classes = found.nodes["testham/forum"].words("quorum_classes")
    assert classes == ("testham/council: 1", "icb: 1")
    assert "quorum by class: “testham/council: 1” stays" in made.told[0]
    # Another name of the kept record is one of its names now.
    assert found.nodes["testham/panel"].words("quorum_classes") == ("Council of Testham: 1",)
    found, _ = after(town, "pay", "wages")
    (link,) = found.links.values()
    assert link.text("matter") == "testham/pay; the rest"


def test_that_only_one_record_has_ended_is_told() -> None:
    town = two_records()
    town.body("over", "main_board", name="Old board", since="2019", until="2023-05")
    found, made = after(town, "board", "over")
    assert found.nodes["testham/board"].until is None
    assert found.nodes["testham/board"].since == PartialDate("2019")
    assert "until: “it goes on” stays; the other record says “2023-05”" in " ".join(made.told)


@pytest.mark.parametrize(
    ("keep", "other", "words"),
    [
        ("board", "board", "cannot be merged with itself"),
        ("board", "council", "only two records of one kind"),
        ("board", "elsewhere", "on the map of leeds too"),
    ],
)
def test_what_cannot_be_one_is_refused(keep: str, other: str, words: str) -> None:
    town = two_records().body("elsewhere", "main_board")
    node = town.facts["testham/elsewhere"]
    assert isinstance(node, Node)
    town.facts[node.id] = replace(node, maps=("leeds",))
    with pytest.raises(UsageError, match=words):
        after(town, keep, other)


@pytest.mark.parametrize("seed", range(25))
def test_any_two_records_of_a_kind_become_one_and_nothing_names_the_other(seed: int) -> None:
    snapshot = generated(seed)
    pairs = [
        (keep, other)
        for keep, other in combinations(snapshot.nodes.values(), 2)
        if keep.kind == other.kind
    ]
    for keep, other in pairs[:12]:
        made = merged(snapshot, keep.id, other.id)
        found = apply_to(snapshot, made.changes)
        written = json.dumps([to_record(fact) for fact in found.facts().values()])
        assert f'"{other.id}"' not in written
        assert f"{other.id.partition('/')[2]}~" not in written
        assert set(other.names) <= set(found.nodes[keep.id].names)
        for link in snapshot.links.values():
            assert _stands(link, found, keep.id, other.id, made)
        # Whoever was in a register is in it still, once.
        for meeting in snapshot.meetings.values():
            held = {keep.id if one.holder == other.id else one.holder for one in meeting.register}
            again = found.meetings.get(meeting.id)
            assert again is None or held <= {one.holder for one in again.register}


def _stands(link: Link, found: Snapshot, keep: str, other: str, made: MergedRecords) -> bool:
    """Say whether a link is still on record, as one between the same two things."""
    start, stop = (keep if end == other else end for end in (link.from_id, link.to_id))
    term = (start, link.kind, stop)
    there = any((f.from_id, f.kind, f.to_id) == term for f in found.links.values())
    return there or (start == stop and any("both ends are one" in said for said in made.told))
