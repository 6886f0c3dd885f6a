"""Who came to a meeting, by its register: each holder once, by whichever of their entries.

Tests: graph/quorum.py
"""

from graph.facts.identifiers import local_of
from graph.facts.model import Attendance, Meeting
from graph.governance_view import partnership_of
from graph.quorum import Turnup, quorum_of, turnup
from tests.towns import Town


def _town() -> Town:
    town = Town("quorate").body("exec", "executive_group", quorum=2).node("ann", "person")
    town.organisation("council", "la_corporate").organisation("icb", "icb")
    town.post("lead").link("lead", "employed_by", "council").link("ann", "holds", "lead")
    town.post("officer").link("officer", "employed_by", "icb")
    return town.link("lead", "member_of", "exec").link("icb", "member_of", "exec")


def _came(town: Town, **register: str) -> tuple[list[str], list[str], list[str]]:
    town.meet("m", "exec", "2024-01-10", register=register)
    return _told(town, _turnup(town))


def _turnup(town: Town, *entries: Attendance) -> Turnup:
    partnership = partnership_of(town.view().firm)
    quorum = quorum_of(partnership, partnership.facts.nodes["quorate/exec"])
    meeting = town.facts["quorate/m"]
    assert isinstance(meeting, Meeting)
    register = entries or meeting.register
    made = Meeting(id=meeting.id, body=meeting.body, day=meeting.day, register=register)
    return turnup(partnership, quorum, made)


def _told(town: Town, found: Turnup) -> tuple[list[str], list[str], list[str]]:
    present, deputies, without = (
        sorted(map(local_of, ids)) for ids in (found.present, found.deputies, found.without_entry)
    )
    return present, deputies, without


def test_a_register_may_name_the_person_or_the_post() -> None:
    assert _came(_town(), ann="present", icb="deputy") == (["ann"], ["icb"], [])
    assert _came(_town(), lead="present", icb="apologies") == (["ann"], [], [])


def test_the_surest_of_several_entries_counts() -> None:
    assert _came(_town(), ann="deputy", lead="present", icb="no_contact")[:2] == (["ann"], [])


def test_who_came_from_an_organisation_came_for_it_but_the_register_leaves_its_seat_out() -> None:
    assert _came(_town(), officer="present") == (["icb"], [], ["ann", "icb"])
    # Of the council one holder has a seat, so it was that one.
    assert _came(_town(), council="present")[0] == ["ann"]
    two = _town().post("other").link("other", "employed_by", "council")
    assert _came(two.link("other", "member_of", "exec"), council="present")[0] == []


def test_an_entry_that_names_a_seat_is_of_that_seat_whoever_came() -> None:
    town = _town().meet("m", "exec", "2024-01-10")
    entry = Attendance("quorate/officer", "present", seat="quorate/lead~member_of~exec")
    assert _turnup(town, entry).present == ("quorate/ann",)


def test_guests_count_for_nobody() -> None:
    town = _town().organisation("guest", "vcs")
    assert _came(town, guest="present") == ([], [], ["ann", "icb"])
