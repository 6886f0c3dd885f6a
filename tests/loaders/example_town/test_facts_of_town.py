"""The invented town shows what it was made to show, and says plainly that it is invented.

Tests: loaders/example_town/facts_of_town.py, loaders/example_town/town_links.py,
loaders/example_town/town_registers.py, loaders/example_town/town_things.py
"""

from collections import Counter
from datetime import date, timedelta

import pytest

from graph.compare import compare
from graph.engagement.arrangements import family_arrangements
from graph.engagement.ranking import engagement_of, partners, quiet_partners, unrecorded_partners
from graph.engagement.scoring import QUIET_BELOW
from graph.facts.identifiers import local_of
from graph.facts.model import Meeting, Recorded
from graph.rules.finding import Finding, Outcome
from graph.rules.run import run
from graph.stores.memory import MemoryStore
from graph.view import View, default_day
from graph.what_if import what_if
from loaders.example_town.facts_of_town import RECORDED, places, scenarios, snapshot

RECORDED_ON = date.fromisoformat(RECORDED)
BEFORE = date(2025, 3, 31)
TOWN = snapshot()
VIEW = View(TOWN, RECORDED_ON)
FINDINGS = {finding.rule: finding for finding in run(VIEW)}
HWB_LINE, DEPUTY = scenarios()


def finding(rule: str, day: date) -> Finding:
    return next(found for found in run(View(TOWN, day)) if found.rule == rule)


def test_it_is_small_enough_to_read_and_says_that_it_is_invented() -> None:
    assert len(TOWN.nodes) < 90
    assert TOWN.area.invented
    assert TOWN.area.name == "Example town (invented)"
    assert all("Invented" in source.title for source in TOWN.sources.values())
    assert {source.publisher for source in TOWN.sources.values()} == {"Golden Thread"}
    organisations = [n.name for n in TOWN.nodes.values() if n.kind == "organisation"]
    assert [name for name in organisations if "Example" not in name] == []
    assert not [n for n in TOWN.nodes.values() if n.kind == "person"]


def test_every_fact_has_a_source_and_a_day_and_none_is_later_than_the_record() -> None:
    for fact in TOWN.facts().values():
        if not isinstance(fact, Recorded):
            continue
        assert fact.sources, fact.id
        began = fact.day if isinstance(fact, Meeting) else fact.since
        assert began, fact.id
        assert began.last <= RECORDED_ON, fact.id
    assert default_day(TOWN, date(2030, 1, 1)) == RECORDED_ON


def test_a_store_takes_it_whole() -> None:
    store = MemoryStore()
    store.put(TOWN, ())
    assert store.verify() == ()


def test_that_nothing_reaches_the_health_and_wellbeing_board_is_a_gap_the_record_states() -> None:
    found = FINDINGS["link-health-wellbeing-board"]
    assert found.outcome is Outcome.GAP
    assert found.subjects[0].target == "example-town/hwb"


def test_the_line_to_the_safeguarding_partnership_is_met_and_so_is_what_an_act_asks_of_it() -> None:
    for rule in ("link-safeguarding-partnership", "scp-three-partners", "hwb-statutory-members"):
        assert FINDINGS[rule].outcome is Outcome.MET, rule


def test_the_integrated_care_board_is_key_and_seen_less_for_a_reason_that_can_be_read() -> None:
    (quiet,) = quiet_partners(partners(VIEW))
    assert quiet.id == "example-town/icb"
    assert (quiet.key or 0) >= 0.60
    assert (quiet.engagement.value or 1) < QUIET_BELOW
    assert quiet.engagement.coverage >= 0.50
    assert any("deputy" in remedy for remedy in quiet.remedies)
    seat = TOWN.links["example-town/commissioner~member_of~board"]
    assert "same mornings" in seat.note


def test_the_police_are_key_and_nothing_says_how_much_they_are_seen() -> None:
    assert [one.id for one in unrecorded_partners(partners(VIEW))] == ["example-town/police"]


def test_families_are_not_scored_and_what_keeps_them_away_is_asked_of_the_board() -> None:
    unscored = {one.id for one in engagement_of(VIEW).unscored}
    assert "example-town/parents" in unscored
    assert [local_of(each.id) for each in family_arrangements(VIEW)] == ["board"]


def test_three_years_of_meetings_have_registers() -> None:
    days = sorted(m.day.first for m in TOWN.meetings.values() if m.register)
    assert days[-1] - days[0] > timedelta(days=3 * 365 - 60)
    assert sum(1 for m in TOWN.meetings.values() if m.cancelled) == 1
    whole = Counter(len(m.register) for m in TOWN.meetings.values() if m.body.endswith("/board"))
    assert whole == {10: 6, 0: 1}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("terms-of-reference-current", "Family Hubs and Early Help Board"),
        ("terms-of-office-current", "Voluntary Action Chief Executive"),
        ("seats-filled", "Seat for primary schools"),
        ("no-single-person-dependency", "Head of Family Hubs holds 3 chairs or key posts"),
        ("meetings-on-cadence", "East Locality Team"),
        ("sub-group-annual-plan", "Hub Operations Group"),
    ],
)
def test_it_shows_what_ran_out_what_is_empty_and_what_hangs_on_one(rule: str, said: str) -> None:
    assert FINDINGS[rule].outcome is Outcome.GAP
    assert said in FINDINGS[rule].sentence


def test_one_board_took_the_place_of_another_and_with_its_chair_a_path_went() -> None:
    before, after = View(TOWN, BEFORE), View(TOWN, date(2025, 4, 1))
    boards = [
        [local_of(b.id) for b in v.firm.of_kind("body", "main_board")] for v in (before, after)
    ]
    assert boards == [["ehp"], ["board"]]
    found = compare(before, after)
    assert {local_of(node.id) for node in found.ended} >= {"ehp"}
    joined = finding("link-health-wellbeing-board", BEFORE)
    assert joined.outcome is Outcome.MET
    assert "Only Director of Children's Services joins" in joined.sentence


def test_the_scenarios_close_what_they_were_made_to_close() -> None:
    closed = {
        scenario.name: {c.rule for c in what_if(VIEW, scenario.changes).closed}
        for scenario in (HWB_LINE, DEPUTY)
    }
    assert "link-health-wellbeing-board" in closed[HWB_LINE.name]
    assert "body-has-chair" in closed[DEPUTY.name]


def test_boxes_were_moved_of_things_on_the_map() -> None:
    assert places().keys() <= VIEW.shown.nodes.keys()
