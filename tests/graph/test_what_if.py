"""What if: trying changes says what really making them would, and writes nothing."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import Conflict, GraphError, InvalidFact, InvalidLink
from graph.facts.changes import Added, Batch, Change, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.model import Area, Link, Node, Snapshot
from graph.rules.registry import rule_by_id
from graph.rules.run import RULES, run
from graph.stores.memory import MemoryStore
from graph.view import View
from graph.what_if import ChangeApplier, apply_to, changed, what_if
from loaders.examples import example, example_slugs
from tests.generated import SLUG, generated, some_changes
from tests.graph.stores.small import link, post
from tests.towns import DAY, Town

SEEDS = st.integers(0, 10**6)
MANY = settings(max_examples=250, derandomize=True, suppress_health_check=list(HealthCheck))


def really(snapshot: Snapshot, *changes: Change) -> Snapshot:
    """Write changes into a store and read the area."""
    store = MemoryStore()
    store.put(snapshot, ())
    when = datetime(2024, 4, 1, tzinfo=UTC)
    area = snapshot.area.slug
    store.apply(Batch(id="b", area=area, who="Ada", when=when, source="", changes=changes))
    return store.read(area)


@MANY
@given(seed=SEEDS, then=SEEDS, complete=st.booleans())
def test_a_trial_finds_what_really_changing_does(seed: int, then: int, complete: bool) -> None:
    snapshot = generated(seed)
    changes = some_changes(then, snapshot)
    before = View(snapshot, DAY, complete)
    try:
        written = really(snapshot, *changes)
    except GraphError as error:
        with pytest.raises(type(error), match=re.escape(str(error))):
            changed(before, changes)
        return
    after, differing = changed(before, changes)
    assert after.snapshot == written
    assert apply_to(snapshot, changes) == written
    old, new = snapshot.facts(), written.facts()
    assert differing == {i for i in {*old, *new} if old.get(i) != new.get(i)}
    view = View(written, DAY, complete)
    assert run(after) == run(view)
    assert after.truth_by_id == view.truth_by_id
    for level in ("shown", "firm", "intended", "disputed"):
        one, two = getattr(after, level), getattr(view, level)
        assert list(one.nodes.items()) == list(two.nodes.items())
        assert list(one.links.items()) == list(two.links.items())
        for node in snapshot.nodes:
            assert one.out_links(node) == two.out_links(node)
            assert one.in_links(node) == two.in_links(node)


@pytest.mark.parametrize("slug", example_slugs())
def test_many_trials_on_a_bundled_area_find_the_same(slug: str) -> None:
    view = View(example(slug).snapshot, DAY)
    applier = ChangeApplier(view.snapshot)
    made = 0
    for seed in range(20):
        changes = some_changes(seed, view.snapshot)
        with suppress(GraphError):
            written = really(view.snapshot, *changes)
            after, _ = changed(view, changes, applier)
            assert run(after) == run(View(written, DAY))
            made += 1
    assert made > 5


def test_what_is_generated_holds_all_that_rules_read() -> None:
    found = [generated(seed) for seed in range(40)]
    registers = [m for one in found for m in one.meetings.values() if m.register]
    actions = [n for one in found for n in one.nodes.values() if n.text("owner")]
    kinds = {link.kind for one in found for link in one.links.values()}
    assert len(registers) > 20
    assert len(actions) > 5
    assert {"party_to", "member_of", "chairs", "accountable_for", "funds"} <= kinds
    assert all(one.declarations for one in found)
    changed = {type(c).__name__ for i in range(40) for c in some_changes(i, found[i])}
    assert changed == {"Added", "Changed", "Ended", "Withdrawn"}
    outcomes = {(f.rule, f.outcome) for one in found for f in run(View(one, DAY))}
    assert len({rule for rule, _ in outcomes}) == len(RULES)
    assert len(outcomes) > 130


def test_nothing_changes_nothing() -> None:
    view = Town().main().view()
    assert changed(view, []) == (view, frozenset())
    same = Added(view.snapshot.nodes["testham/main"])
    assert changed(view, [same])[0] is view
    found = what_if(view, [same])
    assert found.findings_after == found.findings_before == run(view)


def test_trials_do_not_see_each_other_and_the_view_stays() -> None:
    view = Town().main().post("p").view()
    before, applier = {**view.snapshot.facts()}, ChangeApplier(view.snapshot)
    changed(view, [Withdrawn("testham/p")], applier)
    chair = link("testham/p", "chairs", "testham/main", "testham")
    after, differing = changed(view, [Added(chair)], applier)
    assert "testham/p" in after.firm.nodes
    assert differing == {chair.id}
    assert view.snapshot.facts() == before


def test_what_cannot_be_written_cannot_be_tried() -> None:
    snapshot = Town().main().post("p").link("p", "chairs", "main").snapshot()
    wrong: tuple[tuple[type[GraphError], Change], ...] = (
        (InvalidLink, Added(link("testham/main", "chairs", "testham/p", "testham"))),
        (InvalidFact, Added(link("testham/p", "chairs", "testham/nobody", "testham"))),
        (InvalidFact, Withdrawn("testham/p")),
        (Conflict, Changed(post("testham/q"))),
        (Conflict, Ended("testham/q", PartialDate("2024"))),
    )
    for error, change in wrong:
        with pytest.raises(error) as refused:
            changed(View(snapshot, DAY), [change])
        with pytest.raises(error) as at_the_store:
            really(snapshot, change)
        assert str(refused.value) == str(at_the_store.value)


def test_the_area_itself_can_change() -> None:
    snapshot = generated(1)
    funded = replace(snapshot.area, start_for_life_funded=not snapshot.area.start_for_life_funded)
    assert isinstance(funded, Area)
    after, _ = changed(View(snapshot, DAY), [Changed(funded)])
    assert run(after) == run(View(really(snapshot, Changed(funded)), DAY))


def test_a_thing_of_another_area_comes_to_the_map_only_if_it_is_on_it() -> None:
    snapshot = generated(2)
    off = Node(id="shared/off", kind="body", name="Off", attributes={"body_kind": "main_board"})
    on = replace(off, id="shared/on", maps=(SLUG,))
    assert apply_to(snapshot, [Added(off), Added(on)]) == really(snapshot, Added(off), Added(on))
    after, _ = changed(View(snapshot, DAY), [Added(off), Added(on)])
    assert "shared/on" in after.firm.nodes
    assert "shared/off" not in after.snapshot.nodes
    assert run(after) == run(View(really(snapshot, Added(off), Added(on)), DAY))


def test_a_line_in_time_counts_from_its_day() -> None:
    town = Town().main().body("scp", "safeguarding_partnership")
    line = link("testham/main", "reports_to", "testham/scp", "testham", since=PartialDate("2025"))

    def outcome(day: date) -> str:
        after, _ = changed(View(town.snapshot(), day), [Added(line)])
        (found,) = run(after, [rule_by_id("link-safeguarding-partnership")])
        return found.outcome

    assert [outcome(DAY), outcome(date(2025, 6, 1))] == ["silent", "met"]
    assert isinstance(line, Link)


def test_what_opens_and_closes_is_said_with_the_lines_that_move() -> None:
    town = Town().main().body("scp", "safeguarding_partnership").post("p")
    town.link("p", "chairs", "scp").link("p", "chairs", "main")
    line = link("testham/main", "reports_to", "testham/scp", "testham")
    found = what_if(town.view(), [Added(line)])
    assert [fact.id for fact in found.added] == [line.id]
    assert {"no-orphan-body"} <= {moved.rule for moved in found.closed}
    # One post would chair the body and the one above it.
    opened = {moved.rule: moved.after for moved in found.opened}
    assert opened == {"chair-independent-of-parent": "gap"}
    assert [(moved.body, moved.after) for moved in found.lines] == [
        ("testham/main", ("testham/scp",))
    ]
    same = what_if(town.view(), [])
    assert (same.added, same.findings, same.lines) == ((), (), ())
