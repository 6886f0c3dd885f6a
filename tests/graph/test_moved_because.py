"""Because of which facts findings moved: right ones by hand, and never none where one is gone."""

from dataclasses import replace
from datetime import date

import pytest

from graph.compare import compare
from graph.facts.model import Snapshot
from graph.moved_because import FactMoved, moved_facts
from graph.rules.run import run
from graph.view import View
from tests.engagement_town import town as engagement_town
from tests.full_town import gap_town
from tests.towns import DAY, Town

EARLIER = date(2023, 3, 31)


def because(before: View, after: View, rule: str) -> list[tuple[str, str]]:
    """Return what moved a finding: how, and the fact's id without its area."""
    found = compare(before, after)
    (moved,) = [one for one in found.findings if one.rule == rule]
    return [(_how(one), one.id.partition("/")[2]) for one in moved_facts(found).behind(moved)]


def _how(one: FactMoved) -> str:
    if one.before is None:
        return "added"
    return "ended" if one.after is None else "changed"


def board() -> Town:
    return Town().main("board").body("scp", "safeguarding_partnership").post("dcs")


def test_a_chair_that_came() -> None:
    made = board().link("dcs", "chairs", "board", since="2023-09-01")
    # Another link of the same board has nothing to do with its chair.
    made.link("dcs", "member_of", "board", since="2023-09-01")
    found = because(made.view(EARLIER), made.view(), "body-has-chair")
    assert found == [("added", "dcs~chairs~board")]


def test_a_line_that_ended_further_up() -> None:
    made = board().body("mid", "programme_board").link("board", "reports_to", "mid")
    made.link("mid", "reports_to", "scp", until="2023-09-01")
    found = because(made.view(EARLIER), made.view(), "link-safeguarding-partnership")
    assert found == [("ended", "mid~reports_to~scp")]


def test_a_thing_that_reads_otherwise_between_two_states_of_the_record() -> None:
    before = Town().main("board", terms_exist=True).view()
    reviewed = {"terms_published_at": "the board's page", "terms_next_review": "2025-01"}
    after = Town().main("board", terms_exist=True, **reviewed).view()
    found = because(before, after, "terms-of-reference-current")
    assert found == [("changed", "board")]


def test_a_declaration_and_a_meeting_in_the_diary_count() -> None:
    before = board().view()
    declared = board().declare("members", of="board").view()
    assert because(before, declared, "body-has-chair") == [("added", "declared~members~board")]
    meets = Town().body("board", "network", cadence_days=90)
    was = meets.view()
    now = meets.meet("m1", "board", "2024-06-01", status="planned").view()
    assert because(was, now, "meetings-on-cadence") == [("added", "m1")]


def test_none_where_the_day_alone_moved_it() -> None:
    made = Town().body("board", "network", terms_exist=True)
    made.node("plan", "plan", plan_kind="early_help_strategy", next_review="2023-09-30")
    found = because(made.view(EARLIER), made.view(), "reviews-on-time")
    assert found == []


def test_none_where_the_check_begins_in_between() -> None:
    made = Town(funded=True).main("board")
    before, after = made.view(date(2022, 1, 1)), made.view()
    assert because(before, after, "single-accountable-leader") == []


def test_two_areas_share_no_facts() -> None:
    found = compare(board().view(), Town("otherham").main("board").view())
    assert moved_facts(found).by_id == {}


def without(snapshot: Snapshot, gone: str) -> tuple[Snapshot, set[str]]:
    """Return a record without a fact and what hangs on it, and the ids of all that is gone."""
    hanging = {i for i, link in snapshot.links.items() if gone in (link.from_id, link.to_id)}
    hanging |= {i for i, meeting in snapshot.meetings.items() if meeting.body == gone}
    hanging |= {i for i, said in snapshot.declarations.items() if said.subject == gone}
    ids = hanging | {gone}
    return (
        replace(
            snapshot,
            nodes={i: f for i, f in snapshot.nodes.items() if i not in ids},
            links={i: f for i, f in snapshot.links.items() if i not in ids},
            meetings={i: f for i, f in snapshot.meetings.items() if i not in ids},
            declarations={i: f for i, f in snapshot.declarations.items() if i not in ids},
        ),
        ids,
    )


@pytest.mark.parametrize(
    ("town", "day", "every"),
    [(engagement_town(), date(2026, 9, 30), 2), (gap_town(), DAY, 3)],
    ids=["engagement", "gaps"],
)
def test_on_one_day_only_a_fact_can_move_a_finding(town: Town, day: date, every: int) -> None:
    snapshot = town.snapshot()
    before = View(snapshot, day)
    findings = run(before)
    facts = [*snapshot.links, *snapshot.nodes, *snapshot.meetings, *snapshot.declarations]
    moved = 0
    for fact in facts[::every]:
        smaller, gone = without(snapshot, fact)
        found = compare(before, View(smaller, day), findings)
        behind = moved_facts(found)
        for one in found.findings:
            moved += 1
            assert {fact.id for fact in behind.behind(one)} & gone, (fact, one.rule)
    assert moved > 30
