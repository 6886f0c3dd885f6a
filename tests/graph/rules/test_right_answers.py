"""Every check gives the right answers: those on file, and those the owner found by hand."""

import pytest

from graph.rules.finding import Outcome
from graph.rules.registry import Absence
from graph.rules.run import RULES, run, totals
from graph.view import View
from loaders.examples import example
from tests.graph.rules.golden import COMMAND, GOLDEN, LETTERS, written
from tests.towns import DAY


def test_every_answer_is_the_one_on_file() -> None:
    given, right = written().splitlines(), GOLDEN.read_text(encoding="utf-8").splitlines()
    moved = [f"- {line}" for line in right if line not in given]
    moved += [f"+ {line}" for line in given if line not in right]
    assert given == right, "\n".join((f"If this is right, remake it: {COMMAND}", *moved))


# The domain owner's own sheet, kept apart from the file above and never remade by a command: id,
# severity (A: an Act, E: expected, G: good), what absence comes to (#: a gap by lists, ~: needs
# evidence, -: never a gap), the answers for Coventry and Westminster as of 31 March 2024.
SHEET = """
main-board-exists E # M M
early-help-strategy-owned E # M S
hubs-embedded-in-early-help E # M M
link-safeguarding-partnership E # M S
link-health-wellbeing-board E # S S
link-integrated-care E # S S
link-data-board E # S S
data-board-led-and-senior E # N N
link-early-help-agendas E # S S
children-and-transformation-leaders E # S S
safeguarding-review-agreed E ~ S S
scp-three-partners A # S N
scp-leads-named E # S N
scp-education-included E # S N
scp-independent-scrutiny A # S N
hwb-statutory-members A # N N
icp-statutory-members A # N N
childrens-centre-advisory-board A # U U
dcs-and-lead-member A # S S
single-accountable-leader E # U U
key-roles-filled E # S S
dcs-oversight E # S S
body-has-chair E # S M
no-accountability-cycle G - M M
no-orphan-body E # S S
single-master G - M M
reports-to-a-body G # S M
chair-independent-of-parent G ~ S S
main-board-core-sectors E # S S
families-on-main-board E # S S
family-voice-reaches-board E # S M
parent-carer-panel-operating E # U U
vcfs-core-partner E # S M
adult-services-engaged E # S S
elected-member-champion G # S S
seldom-heard-represented G # N N
participation-supported G # S S
two-tier-linked E # S M
hub-governed E # S M
locality-annual-plan G # S M
sub-group-reports-back E # S N
sub-group-annual-plan E # S N
leadership-spread G ~ S M
case-meeting-linked G # S M
key-partners-engaged E ~ S S
attendance-sufficient G ~ S S
data-sharing-in-place E # S S
seats-filled G ~ N N
no-single-person-dependency G ~ S S
director-level-drive G # S M
engagement-strategy-in-place G # S S
terms-of-reference-current E ~ S S
terms-of-office-current E ~ N N
meetings-on-cadence G ~ S S
bodies-operating G - M P
reviews-on-time E ~ S S
boundaries-bridged G # S S
structures-tied-to-strategy G # N N
funding-succession G # N N
best-start-plan-linked E # N N
"""
JUDGED = [line.split() for line in SHEET.strip().splitlines()]
IDS = [rule_id for rule_id, *_ in JUDGED]


def test_severity_absence_and_order_are_the_owners() -> None:
    severities = {"statutory": "A", "expected": "E", "good": "G"}
    absences = {
        Absence.GAP_BY_LISTS: "#",
        Absence.NEEDS_EVIDENCE: "~",
        Absence.NEVER: "-",
    }
    found = [[r.id, severities[r.severity_on(DAY)], absences[r.absence]] for r in RULES]
    assert [row for row in found if row[0] in IDS] == [row[:3] for row in JUDGED]


@pytest.mark.parametrize(("slug", "column"), [("coventry", 3), ("westminster", 4)])
def test_the_answers_are_the_owners(slug: str, column: int) -> None:
    findings = {f.rule: f for f in run(View(example(slug).snapshot, DAY))}
    found = {rule_id: LETTERS[findings[rule_id].outcome] for rule_id in IDS}
    assert found == {row[0]: row[column] for row in JUDGED}


TOTALS = {
    ("westminster", False): (14, 0, 1, 27, 15, 3),
    ("westminster", True): (14, 17, 1, 10, 15, 3),
    ("coventry", False): (7, 0, 0, 41, 9, 3),
    ("coventry", True): (7, 28, 0, 13, 9, 3),
}
COUNTED = ("met", "gap", "planned", "silent", "not_applicable", "unknown")


@pytest.mark.parametrize(("slug", "complete"), TOTALS)
def test_the_totals_are_the_owners(slug: str, complete: bool) -> None:
    findings = run(View(example(slug).snapshot, DAY, complete))
    found = totals(finding for finding in findings if finding.rule in IDS)
    assert tuple(found[Outcome(word)] for word in COUNTED) == TOTALS[slug, complete]
