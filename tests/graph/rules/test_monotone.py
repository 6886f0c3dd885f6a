"""What one more fact may do to a finding: only what the rule's condition says.

Met, planned, silent, gap is the order from best to worst; not applicable and unknown are apart.
"""

import random
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.body_kinds import FORMAL_KINDS, VOICE_KINDS
from graph.facts.dates import PartialDate
from graph.facts.model import Confidence, Declaration, Fact, Link, Meeting, Node, Value, snapshot_of
from graph.governance_view import SEAT_LINKS
from graph.kinds import DECLARABLE_LIST, LINK_KINDS, words
from graph.kinds.kind_types import Choice
from graph.rules.finding import Finding, Outcome
from graph.rules.registry import Absence, rule_by_id
from graph.rules.run import RULES, run
from graph.view import View
from loaders.examples import example, example_slugs
from tests.additions import added, sorts_of, thinned
from tests.full_town import BEST_START_DAY, PROGRAMME_DAY, full_town, gap_town
from tests.towns import MINUTES, Town

ORDER = (Outcome.MET, Outcome.PLANNED, Outcome.SILENT, Outcome.GAP)
BODY = " ".join(choice.word for choice in words.BODY_KINDS)
FORMAL = " ".join(sorted(FORMAL_KINDS))
VOICE = " ".join(sorted(VOICE_KINDS))
GROUPS = "sub_group working_group committee"
SPREAD = "locality_team advisory_board working_group sub_group"
SEATS = " ".join((*SEAT_LINKS, "seat"))
CHAIRS = "chairs co_chairs"
# What makes a body one from which early help work can start.
STARTS = f"{BODY} oversees governs owns acts_for"
LINES = " ".join(kind.name for kind in LINK_KINDS if kind.upward)
# A seat speaks for one sector, and its holder belongs to one organisation: another employer, or
# somebody else in the post, may change which.
WHOSE = "employed_by part_of holds"
GROUND = "covers overlaps"

# What one more fact may legitimately make worse, by the sort of fact: the kind of a link or thing,
# and of a body its own kind. A rule that is not named is never made worse by any.
MAY_WORSEN = {
    # Another subject of its own, which has nothing on record yet.
    "early-help-strategy-owned": "main_board",
    "data-board-led-and-senior": f"data_board {WHOSE}",
    "body-has-chair": FORMAL,
    "no-orphan-body": f"{BODY} acts_for",
    "families-on-main-board": f"main_board {WHOSE}",
    "seldom-heard-represented": "community",
    "hub-governed": "site",
    "locality-annual-plan": "locality_team advisory_board",
    "sub-group-reports-back": GROUPS,
    "case-meeting-linked": "case_meeting",
    "terms-of-reference-current": FORMAL,
    "bodies-operating": f"{BODY} commitment",
    "reviews-on-time": "plan agreement",
    "structures-tied-to-strategy": "established_under",
    "funding-succession": "funds",
    "boundaries-bridged": "footprint",
    # Another partner whose ground overlaps must be in too.
    "scp-three-partners": f"safeguarding_partnership {GROUND} {WHOSE}",
    "hwb-statutory-members": f"hwb {GROUND} {WHOSE}",
    "icp-statutory-members": f"icp {GROUND} {WHOSE}",
    "scp-leads-named": f"safeguarding_partnership {WHOSE}",
    "scp-education-included": f"safeguarding_partnership {WHOSE}",
    "scp-independent-scrutiny": f"safeguarding_partnership {WHOSE}",
    "childrens-centre-advisory-board": f"site {WHOSE}",
    # Where there is a body to start from, the workshop switch can speak of its line.
    "link-safeguarding-partnership": STARTS,
    "link-health-wellbeing-board": STARTS,
    "link-integrated-care": STARTS,
    "link-data-board": STARTS,
    "link-early-help-agendas": "main_board",
    "children-and-transformation-leaders": "main_board",
    "dcs-oversight": "main_board",
    "adult-services-engaged": f"main_board {WHOSE}",
    "elected-member-champion": f"main_board {WHOSE}",
    "vcfs-core-partner": f"{BODY} {WHOSE}",
    "two-tier-linked": BODY,
    # A body over the hubs that the main board is not above.
    "hubs-embedded-in-early-help": f"{BODY} oversees governs",
    # Planned as long as every voice body is still to come.
    "family-voice-reaches-board": f"main_board {VOICE} {WHOSE}",
    "participation-supported": f"{VOICE} {SEATS} {WHOSE}",
    # A review that is agreed must have a date; one to come cannot.
    "safeguarding-review-agreed": "party_to",
    # A second one, a circle, a second master, a paper, one chair for two.
    "dcs-and-lead-member": f"post {WHOSE}",
    "single-accountable-leader": "post accountable_for",
    "no-accountability-cycle": LINES,
    "single-master": "accountable_to",
    "reports-to-a-body": "reports_to",
    "chair-independent-of-parent": f"{CHAIRS} {LINES} holds",
    "leadership-spread": f"{SPREAD} {CHAIRS} {WHOSE} acts_for",
    "no-single-person-dependency": f"{FORMAL} {SEATS} holds acts_for",
    "director-level-drive": f"{CHAIRS} sponsors leads accountable_for holds",
    # An old plan, an old meeting, an empty seat, a holder past the term.
    "sub-group-annual-plan": f"{GROUPS} has_plan",
    "meetings-on-cadence": f"{BODY} meeting",
    "seats-filled": f"{BODY} {SEATS}",
    # A seat that no register shows yet, or one more meeting that nobody came to.
    "attendance-sufficient": f"{SEATS} {WHOSE} meeting",
    # What the score of a partner is read from.
    "key-partners-engaged": f"{SEATS} {WHOSE} meeting action party_to coordinates_with",
    "terms-of-office-current": f"{BODY} {SEATS}",
    # Who is counted may come to be counted otherwise.
    "main-board-exists": WHOSE,
    "main-board-core-sectors": WHOSE,
    "data-sharing-in-place": WHOSE,
    # Another body with a quorum, or a holder who comes to speak for another sector.
    "quorum-reachable": f"{BODY} {SEATS} {WHOSE}",
    "quorum-used": f"{BODY} {SEATS} {WHOSE} meeting decision",
    # Another right that nothing gives, or another decider; a delegation, and one back.
    "decision-right-granted": "has_right_over",
    "one-decider": "has_right_over delegates_to acts_for",
    "reserved-matter-kept": "has_right_over delegates_to",
    "escalation-ends": "escalates_to",
    # Another body whose terms are on record, and say other things.
    "terms-say-who-appoints": f"{FORMAL} appoints serves",
    "secretariat-named": f"{FORMAL} appoints serves",
    "deputies-may-decide": f"{FORMAL} {SEATS} {WHOSE} meeting",
    "contributions-add-up": "funds commissions",
}

Facts = dict[str, Fact]
CHANCE = st.integers(0, 2**32).map(random.Random)


def bases() -> list[tuple[str, Facts]]:
    """Return the towns that are added to: the full one, the failing one, and every bundled area."""
    towns: list[Town] = [full_town(), gap_town()]
    return [
        *((town.slug, town.facts) for town in towns),
        *((slug, example(slug).snapshot.facts()) for slug in example_slugs()),
    ]


BASES = bases()


def generated(chance: random.Random) -> tuple[str, Facts]:
    """Return a town made by leaving some of another out, and adding a few facts by chance."""
    slug, facts = chance.choice(BASES)
    facts = thinned(facts, chance)
    for _ in range(chance.randint(0, 6)):
        facts |= {fact.id: fact for fact in added(facts, slug, chance)}
    return slug, facts


def asked(facts: Facts, slug: str, chance: random.Random) -> dict[str, Finding]:
    """Ask every rule; on which day, and with the switch or not, is for the chance to say."""
    view = View(
        snapshot_of(facts, slug, 1, {}),
        chance.choice((PROGRAMME_DAY, BEST_START_DAY)),
        chance.random() < 0.3,
    )
    return {finding.rule: finding for finding in run(view)}


def outcomes(findings: dict[str, Finding]) -> dict[str, Outcome]:
    return {rule: finding.outcome for rule, finding in findings.items()}


def worse(before: dict[str, Finding], after: dict[str, Finding]) -> Iterable[str]:
    for rule, old in before.items():
        new = after[rule]
        ordered = {old.outcome, new.outcome} <= set(ORDER)
        if ordered and ORDER.index(new.outcome) > ORDER.index(old.outcome):
            yield rule


def test_the_table_names_rules_of_the_catalogue() -> None:
    assert set(MAY_WORSEN) <= {rule.id for rule in RULES}


@settings(max_examples=200)
@given(CHANCE, st.integers(0, 2**32))
def test_a_fact_added_makes_worse_only_what_the_rule_says(chance: random.Random, day: int) -> None:
    slug, facts = generated(chance)
    before = asked(facts, slug, random.Random(day))
    for _ in range(4):
        new = added(facts, slug, chance)
        after = asked(facts | {fact.id: fact for fact in new}, slug, random.Random(day))
        for rule in worse(before, after):
            may = set(MAY_WORSEN.get(rule, "").split())
            assert all(sorts_of(fact) & may for fact in new), (
                rule,
                new,
                before[rule].sentence,
                after[rule].sentence,
            )


@settings(max_examples=40)
@given(CHANCE, st.integers(0, 2**32))
def test_a_disputed_fact_added_changes_no_outcome(chance: random.Random, day: int) -> None:
    slug, facts = generated(chance)
    before = outcomes(asked(facts, slug, random.Random(day)))
    new = {
        fact.id: replace(fact, confidence=Confidence.DISPUTED)
        for fact in added(facts, slug, chance)
        if isinstance(fact, Node | Link | Meeting)
    }
    assert outcomes(asked(facts | new, slug, random.Random(day))) == before


@settings(max_examples=40)
@given(CHANCE, st.integers(0, 2**32))
def test_declaring_a_list_complete_only_turns_silence_into_a_gap(
    chance: random.Random, day: int
) -> None:
    slug, facts = generated(chance)
    bodies = [f.id for f in facts.values() if isinstance(f, Node) and f.kind == "body"]
    before = asked(facts, slug, random.Random(day))
    for name, listed in DECLARABLE_LIST.items():
        for subject in (slug,) if listed.of_area else bodies:
            if chance.random() < 0.7:
                made = Declaration(
                    area=slug,
                    list_name=name,
                    subject=subject,
                    on=PROGRAMME_DAY,
                    by="the clerk",
                    sources=MINUTES,
                )
                facts = facts | {made.id: made}
    for rule, finding in asked(facts, slug, random.Random(day)).items():
        old = before[rule].outcome
        # That a partner has no role is known once members are declared: its score reads that.
        if finding.outcome is not old and rule != "key-partners-engaged":
            assert (old, finding.outcome) == (Outcome.SILENT, Outcome.GAP)
            assert rule_by_id(rule).absence is Absence.GAP_BY_LISTS


def chosen(facts: Facts, chance: random.Random) -> Node | Link | Meeting | None:
    may_go = [f for f in facts.values() if isinstance(f, Node | Link | Meeting)]
    return chance.choice(may_go) if may_go else None


def without(facts: Facts, gone: Fact) -> Facts:
    """Return facts without one, and without the links and meetings that are nothing without it."""

    def needs(fact: Fact) -> set[str]:
        if isinstance(fact, Link):
            return {fact.id, fact.from_id, fact.to_id}
        return {fact.id, fact.body} if isinstance(fact, Meeting) else {fact.id}

    return {fact_id: fact for fact_id, fact in facts.items() if gone.id not in needs(fact)}


@settings(max_examples=60)
@given(CHANCE, st.integers(0, 2**32))
def test_what_ended_before_the_day_is_as_if_it_were_not_there(
    chance: random.Random, day: int
) -> None:
    slug, facts = generated(chance)
    fact = chosen(facts, chance)
    if fact is None or isinstance(fact, Meeting):
        return
    ended = replace(fact, since=None, until=PartialDate("2022"))
    after = asked(facts | {fact.id: ended}, slug, random.Random(day))
    gone = asked(without(facts, fact), slug, random.Random(day))
    # Scores read the registers of the past, and so who held a seat, or had an action, then.
    for rule in ("key-partners-engaged", "attendance-sufficient"):
        del after[rule], gone[rule]
    assert after == gone


@settings(max_examples=60)
@given(CHANCE, st.integers(0, 2**32))
def test_what_is_disputed_counts_as_if_it_were_not_there(chance: random.Random, day: int) -> None:
    slug, facts = generated(chance)
    fact = chosen(facts, chance)
    if fact is None:
        return
    disputed = facts | {fact.id: replace(fact, confidence=Confidence.DISPUTED)}
    after = outcomes(asked(disputed, slug, random.Random(day)))
    assert after == outcomes(asked(without(facts, fact), slug, random.Random(day)))


# Where a body out of scope is a target or carries the voice of families, its lists are read too.
READS_LISTS_OF_ANY = {
    "link-integrated-care": ("icp", "icb_board"),
    "family-voice-reaches-board": tuple(VOICE_KINDS),
}


@settings(max_examples=60)
@given(CHANCE, st.sampled_from(words.BODY_KINDS), st.integers(0, 2**32))
def test_a_body_out_of_scope_is_never_judged(chance: random.Random, kind: Choice, day: int) -> None:
    slug, facts = generated(chance)
    before = outcomes(asked(facts, slug, random.Random(day)))
    attributes: dict[str, Value] = {"body_kind": kind.word, "in_scope": False, "cadence_days": 1}
    attributes |= {"tier": "operational", "terms_next_review": "2020", "seat_list_exists": True}
    attributes |= {"member_term_months": 1, "scope": ("family_hubs", "data")}
    body = Node(
        id=f"{slug}/outside", kind="body", name="Outside", sources=MINUTES, attributes=attributes
    )
    after = outcomes(asked(facts | {body.id: body}, slug, random.Random(day)))
    for rule, outcome in after.items():
        if kind.word in READS_LISTS_OF_ANY.get(rule, ()) and before[rule] is Outcome.GAP:
            assert outcome in (Outcome.GAP, Outcome.SILENT)
        else:
            assert outcome is before[rule], rule
