"""A check need not be asked again where a change touches nothing that it read."""

from contextlib import suppress
from dataclasses import replace
from itertools import islice

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import GraphError
from graph.facts.changes import Added, Changed
from graph.facts.dates import PartialDate
from graph.rules.registry import Rule, rule_by_id
from graph.rules.run import RULES, run
from graph.suggestions.dependencies import Key, noting, touched_by
from graph.view import View
from graph.what_if import changed
from tests.generated import generated, some_changes
from tests.graph.stores.small import link
from tests.towns import DAY, Town

SEEDS = st.integers(0, 10**6)


def notes_of(view: View, rule: Rule) -> set[Key]:
    notes: set[Key] = set()
    run(noting(view, notes), [rule])
    return notes


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(seed=SEEDS, then=SEEDS, complete=st.booleans())
def test_what_a_check_did_not_read_changes_nothing_it_says(
    seed: int, then: int, complete: bool
) -> None:
    view = View(generated(seed), DAY, complete)
    with suppress(GraphError):
        after, differing = changed(view, some_changes(then, view.snapshot))
        if after.snapshot.area != view.snapshot.area:
            return
        touched = touched_by(view, after, differing)
        for rule in RULES:
            if touched.isdisjoint(notes_of(view, rule)):
                (was,), (now,) = run(view, [rule]), run(after, [rule])
                assert (was.outcome, was.subjects) == (now.outcome, now.subjects), rule.id


def test_a_noted_view_is_read_as_the_view_itself() -> None:
    for seed in range(20):
        view = View(generated(seed), DAY)
        assert run(noting(view, set())) == run(view)


def test_only_what_a_check_read_touches_it() -> None:
    town = Town().main().body("sub", "sub_group").post("p").body("scp", "safeguarding_partnership")
    view = town.view()

    def touching(start: str, kind: str, stop: str) -> set[str]:
        one = link(f"testham/{start}", kind, f"testham/{stop}", "testham")
        touched = touched_by(view, *changed(view, [Added(one)]))
        return {rule.id for rule in RULES if not touched.isdisjoint(notes_of(view, rule))}

    chair = touching("p", "chairs", "sub")
    assert "body-has-chair" in chair
    assert "link-safeguarding-partnership" not in chair
    line = touching("main", "reports_to", "scp")
    assert "link-safeguarding-partnership" in line
    assert "key-roles-filled" not in line


def test_what_is_read_in_no_known_way_counts_as_all_of_its_sort() -> None:
    view = Town().main().view()

    def nosy(noted: View) -> None:
        list(islice(noted.firm.links.values(), 1))
        len(noted.snapshot.meetings)

    notes: set[Key] = set()
    nosy(noting(view, notes))
    assert notes == {("firm link", "*"), ("meetings", "*")}


def test_a_link_is_touched_where_an_end_of_it_becomes_doubtful() -> None:
    town = Town().main().post("p").link("p", "chairs", "main")
    view = town.view()
    doubtful = replace(view.snapshot.nodes["testham/p"], since=PartialDate("2024"))
    after, differing = changed(view, [Changed(doubtful)])
    assert differing == {"testham/p"}
    assert ("doubt", "testham/p~chairs~main") in touched_by(view, after, differing)


def test_a_meeting_touches_what_asks_when_bodies_met() -> None:
    town = Town().body("sub", "sub_group", cadence_days=30)
    view, met = town.view(), town.meet("m", "sub", "2024-03-20").snapshot().meetings["testham/m"]
    touched = touched_by(view, *changed(view, [Added(met)]))
    assert not touched.isdisjoint(notes_of(view, rule_by_id("meetings-on-cadence")))
    assert touched.isdisjoint(notes_of(view, rule_by_id("body-has-chair")))
