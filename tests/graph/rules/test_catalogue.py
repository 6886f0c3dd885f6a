"""What holds for every rule, and the properties of a run.

Tests: graph/rules/facts_shown.py, graph/rules/finding.py, graph/rules/registry.py
Tests: graph/rules/run.py
"""

import random
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.facts.model import Confidence, Fact, snapshot_of
from graph.rules.finding import WORST_FIRST, Outcome
from graph.rules.registry import GROUPS, Rule, RuleContext
from graph.rules.run import RULES, run, totals
from graph.suggestions.dependencies import Key, noting
from graph.view import View
from loaders.examples import example, example_slugs
from tests.full_town import full_town
from tests.towns import DAY, Town

# These are about what is intended, or show it whatever is met: bodies and sites to come, and
# sharing agreements that are decided and not signed.
ABOUT_INTENTIONS = {
    *("bodies-operating", "parent-carer-panel-operating", "participation-supported"),
    *("childrens-centre-advisory-board", "key-partners-engaged"),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_cites_its_source_and_says_what_to_do(rule: Rule) -> None:
    assert rule.group in GROUPS
    assert rule.question.endswith("?")
    assert rule.remedy.endswith(".")
    assert rule.would_change.endswith(".")
    assert rule.condition.__doc__
    assert rule.citations
    assert all(citation.source and citation.section for citation in rule.citations)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_title_says_what_the_check_is_about(rule: Rule) -> None:
    """A board reads titles alone, in lists: each names its subject as the check itself does."""

    def told(text: str) -> set[str]:
        return {word[:5] for word in re.findall(r"[a-z]{4,}", text.lower())}

    assert told(rule.title) & told(f"{rule.question} {rule.subjects}")
    assert 2 < len(rule.title.split()) < 11
    assert [other.id for other in RULES if other.title == rule.title] == [rule.id]


@pytest.mark.parametrize("slug", example_slugs())
def test_a_gap_by_the_switch_says_so(slug: str) -> None:
    snapshot = example(slug).snapshot
    plainly, with_it = (run(View(snapshot, DAY, complete)) for complete in (False, True))
    for plain, finding in zip(plainly, with_it, strict=True):
        said = "the map is being treated as complete" in finding.sentence.casefold()
        assert said is any(subject.assumed for subject in finding.subjects)
        assert said or finding.outcome is plain.outcome
        assert "treated as complete" not in plain.sentence


@pytest.mark.parametrize("slug", example_slugs())
@pytest.mark.parametrize("complete", [False, True])
def test_every_finding_is_whole(slug: str, complete: bool) -> None:
    snapshot = example(slug).snapshot
    findings = run(View(snapshot, DAY, complete))
    assert [finding.rule for finding in findings] == [rule.id for rule in RULES]
    assert sum(totals(findings).values()) == len(RULES)
    known = set(snapshot.facts())
    for finding in findings:
        assert finding.subjects
        assert finding.sentence
        outcomes = [subject.outcome for subject in finding.subjects]
        order = (*WORST_FIRST, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE)
        assert finding.outcome is next(one for one in order if one in outcomes)
        for subject in finding.subjects:
            assert subject.sentence
            assert set(subject.facts) <= known
        for fact in finding.facts:
            assert re.search(r"read \d+ \w+ 2026", fact.source)
            assert ("address not held" in fact.source) == (slug == "example-town")


def outcomes(facts: dict[str, Fact], slug: str, day: date = DAY) -> dict[str, str]:
    findings = run(View(snapshot_of(facts, slug, 1, {}), day))
    return {finding.rule: finding.outcome.value for finding in findings}


class TestCrossChecks:
    """Westminster and Coventry with one more fact."""

    def westminster(self) -> Town:
        town = Town("westminster")
        town.facts |= example("westminster").snapshot.facts()
        return town

    def test_a_reporting_line_to_a_safeguarding_partnership_meets_the_rule(self) -> None:
        town = self.westminster().body("lscp", "safeguarding_partnership")
        town.link("ehpb", "reports_to", "lscp")
        assert town.outcome("link-safeguarding-partnership") is Outcome.MET

    def test_declaring_the_outward_lines_makes_gaps_of_what_reads_them_alone(self) -> None:
        town = self.westminster().declare("outward_lines", of="ehpb")
        before = outcomes(self.westminster().facts, "westminster")
        after = outcomes(town.facts, "westminster")
        changed = {rule: after[rule] for rule in after if after[rule] != before[rule]}
        assert {"link-safeguarding-partnership", "link-health-wellbeing-board"} <= set(changed)
        assert "no-orphan-body" in changed
        assert set(changed.values()) == {"gap"}

    def test_a_circle_in_coventry_is_found_and_shown(self) -> None:
        town = Town("coventry")
        town.facts |= example("coventry").snapshot.facts()
        found = town.link("cscp", "accountable_to", "ehdg").find("no-accountability-cycle")
        assert found.outcome is Outcome.GAP
        assert set(found.subjects[0].path) == {"coventry/cscp", "coventry/ehdg"}


@settings(max_examples=25)
@given(st.sampled_from(example_slugs()), st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_facts_changes_nothing(
    slug: str, chance: random.Random, complete: bool
) -> None:
    snapshot = example(slug).snapshot
    shuffled = list(snapshot.facts().items())
    chance.shuffle(shuffled)
    again = snapshot_of(dict(shuffled), slug, 1, {})
    assert run(View(snapshot, DAY, complete)) == run(View(again, DAY, complete))


@settings(max_examples=25)
@given(st.sampled_from(example_slugs()), st.randoms(use_true_random=False))
def test_a_disputed_fact_is_as_if_it_were_not_there(slug: str, chance: random.Random) -> None:
    facts = dict(example(slug).snapshot.facts())
    snapshot = snapshot_of(facts, slug, 1, {})
    links = sorted(snapshot.links) or [""]
    chosen = chance.choice(links)
    disputed = dict(facts)
    if chosen:
        disputed[chosen] = replace(snapshot.links[chosen], confidence=Confidence.DISPUTED)
    without = {fact_id: fact for fact_id, fact in facts.items() if fact_id != chosen}
    assert outcomes(disputed, slug) == outcomes(without, slug)


def test_switch_and_declarations_never_touch_what_does_not_apply() -> None:
    for slug in example_slugs():
        snapshot = example(slug).snapshot
        plain, switched = run(View(snapshot, DAY)), run(View(snapshot, DAY, True))
        for before, after in zip(plain, switched, strict=True):
            if before.outcome is not Outcome.SILENT:
                assert after.outcome is before.outcome
            else:
                assert after.outcome in (Outcome.SILENT, Outcome.GAP)


def test_a_finding_is_shown_with_the_thing_it_concerns() -> None:
    town = Town().main().node("plan", "plan").link("main", "reports_to", "plan")
    (subject,) = town.find("reports-to-a-body").subjects
    assert subject.about == ("testham/main",)
    for rule in ("link-early-help-agendas", "dcs-oversight", "children-and-transformation-leaders"):
        assert town.find(rule).subjects[0].about == ("testham/main",)


def test_a_silence_shows_the_body_it_is_about() -> None:
    found = Town().body("group", "sub_group").find("body-has-chair")
    assert found.outcome is Outcome.SILENT
    assert [fact.id for fact in found.facts] == ["testham/group"]
    town = Town().body("group", "sub_group", scope=["early_help"])
    begun = town.find("link-safeguarding-partnership")
    assert [fact.id for fact in begun.facts] == ["testham/group"]


def test_a_disputed_fact_about_something_else_is_not_said_to_contradict() -> None:
    town = Town().body("group", "sub_group").node("hub", "site", site_kind="family_hub")
    found = town.link("group", "governs", "hub", confidence="disputed").find("body-has-chair")
    assert found.outcome is Outcome.SILENT
    assert "A disputed fact is shown, and counts for nothing." in found.sentence
    assert "otherwise" not in found.sentence


def test_the_switch_never_makes_a_gap_of_what_an_act_asks_for_on_any_day() -> None:
    town = Town().body("icp", "icp").body("scp", "safeguarding_partnership")
    before, after = date(2004, 1, 1), date(2024, 3, 31)
    for day in (before, after):
        for rule in ("dcs-and-lead-member", "icp-statutory-members", "scp-three-partners"):
            assert town.outcome(rule, day=day, complete=True) is Outcome.SILENT, (rule, day)
    # Section 2 of the Act of 2026 has no day in force: until then it is guidance that asks.
    assert town.outcome("scp-education-included", day=after, complete=True) is Outcome.GAP


def test_a_check_without_a_subject_says_which_it_looked_for() -> None:
    found = Town().find("participation-supported")
    assert found.sentence == "No bodies where families take part are recorded yet."


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_is_planned_is_looked_at_only_where_nothing_is_met(rule: Rule) -> None:
    """The engine reads it only there, and looking again doubles the time of a check."""
    view = full_town().view()
    (finding,) = run(view, [rule])
    assert {subject.outcome for subject in finding.subjects} <= {
        Outcome.MET,
        Outcome.NOT_APPLICABLE,
    }
    notes: set[Key] = set()
    run(noting(view, notes), [rule])
    planned = {key for key in notes if key[0].startswith("intended")}
    assert bool(planned) == (rule.id in ABOUT_INTENTIONS)


def test_the_facts_of_a_finding_are_read_when_somebody_lists_them() -> None:
    """Whoever only counts findings, as a list of areas does, waits for no fact to be read."""
    view = full_town().view()
    read: set[Key] = set()
    read_by_rules: set[Key] = set()
    findings = run(noting(view, read))
    assert sum(totals(findings).values()) == len(RULES)
    context = RuleContext(noting(view, read_by_rules))
    assert all(context.subjects(rule.condition) for rule in RULES)
    assert {key for key in read if key[0] == "doubt"} <= read_by_rules
    for finding in findings:
        shown = list(dict.fromkeys(fact for one in finding.subjects for fact in one.facts))
        assert [fact.id for fact in finding.facts] == shown
        assert len(finding.facts) == len(shown)
        assert {("doubt", fact) for fact in shown} <= read
        assert finding.facts[:1] == tuple(finding.facts)[:1]


def test_findings_with_facts_that_read_otherwise_differ() -> None:
    town = Town().main().body("sub", "sub_group").link("sub", "subgroup_of", "main")
    noted = Town().main().body("sub", "sub_group")
    noted.link("sub", "subgroup_of", "main", since="2021")
    (one,), (again,), (other,) = (
        [f for f in run(each.view()) if f.rule == "no-orphan-body"] for each in (town, town, noted)
    )
    assert one.facts == again.facts
    assert hash(one.facts) == hash(again.facts)
    assert one.subjects != other.subjects
    assert one.facts != other.facts
