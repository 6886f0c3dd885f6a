"""Asks the rules about a view and decides each subject, in the order of the deciding table."""

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.identifiers import finding_id
from graph.kinds import DECLARABLE_LIST
from graph.rules import (
    accountability_lines,
    accountable_people,
    chairs,
    strategic_links,
    strategic_partners,
)
from graph.rules.finding import (
    OUTCOME_WORDS,
    WORST_FIRST,
    FactRead,
    Finding,
    Outcome,
    Severity,
    SubjectFinding,
)
from graph.rules.registry import Absence, Ask, Evidence, Rule, Subject, registered
from graph.sentences import fact_sentence, source_words
from graph.view import View

_FILES = (strategic_links, strategic_partners, accountable_people, accountability_lines, chairs)
RULES: tuple[Rule, ...] = tuple(
    known
    for file in _FILES
    for known in registered()
    if known.condition.__module__ == file.__name__
)


def run(view: View, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """Return one finding for each rule, in catalogue order."""
    ask = Ask(view)
    return tuple(_find(rule, ask) for rule in rules)


def totals(findings: Iterable[Finding]) -> dict[Outcome, int]:
    """Count the findings by outcome, every outcome named."""
    counted = Counter(finding.outcome for finding in findings)
    return {outcome: counted[outcome] for outcome in Outcome}


def _find(rule: Rule, ask: Ask) -> Finding:
    view = ask.view
    subjects = [_decide(rule, subject, view) for subject in _subjects(rule, ask)]
    outcome = worst(subject.outcome for subject in subjects)
    decisive_first = sorted(subjects, key=lambda subject: subject.outcome is not outcome)
    facts = dict.fromkeys(fact for subject in decisive_first for fact in subject.facts)
    return Finding(
        id=finding_id(ask.area, rule.id),
        rule=rule.id,
        group=rule.group,
        outcome=outcome,
        severity=rule.severity,
        title=rule.title,
        question=rule.question,
        sentence=_summary(rule, outcome, subjects),
        citations=rule.citations,
        subjects=tuple(subjects),
        facts=tuple(read for fact in facts if (read := _fact_read(fact, view))),
        remedy=rule.remedy,
        would_change=_would_change(rule, outcome, subjects, view),
        day=view.day,
    )


def _subjects(rule: Rule, ask: Ask) -> Sequence[Subject]:
    day = ask.view.day
    if rule.valid_from and day < rule.valid_from:
        return ask.not_applicable(f"This check begins on {rule.valid_from:%-d %B %Y}.")
    if rule.valid_to and day > rule.valid_to:
        ended = f"The guidance behind this check ended on {rule.valid_to:%-d %B %Y}"
        if rule.after is Outcome.UNKNOWN:
            return ask.cannot_tell(f"{ended}; what follows it has not been checked yet.")
        return ask.not_applicable(f"{ended}.")
    return rule.condition(ask) or ask.not_applicable(
        f"Nothing on the map is what this check is about ({rule.subjects})."
    )


def _decide(rule: Rule, subject: Subject, view: View) -> SubjectFinding:
    """Decide one subject: own contradiction, met, planned, gap by lists, silent."""
    if subject.applies:
        return _said(subject, subject.applies, Evidence(subject.silent))
    for outcome, evidence in (
        (Outcome.GAP, subject.contradiction),
        (Outcome.MET, subject.met),
        (Outcome.PLANNED, subject.planned),
    ):
        if evidence:
            return _said(subject, outcome, evidence)
    if rule.absence is Absence.GAP_BY_LISTS and subject.lists:
        declared = [view.declared(*item) for item in subject.lists]
        if all(declared):
            facts = tuple(declaration.id for declaration in declared if declaration)
            sentence = f"{subject.gap or subject.silent} The record is declared complete."
            return _said(subject, Outcome.GAP, Evidence(sentence, facts))
        if view.complete and rule.severity is not Severity.STATUTORY:
            sentence = f"{subject.gap or subject.silent} The map is being treated as complete."
            return _said(subject, Outcome.GAP, Evidence(sentence))
    return _said(subject, Outcome.SILENT, Evidence(subject.silent))


def _said(subject: Subject, outcome: Outcome, evidence: Evidence) -> SubjectFinding:
    return SubjectFinding(
        id=subject.id,
        name=subject.name,
        outcome=outcome,
        sentence=evidence.sentence,
        path=evidence.path or subject.path,
        target=subject.target,
        facts=tuple(dict.fromkeys((*evidence.facts, *subject.looked))),
        lists=subject.lists if outcome is Outcome.SILENT else (),
    )


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the worst outcome; N and U count only where there is nothing else."""
    found = set(outcomes)
    for outcome in (*WORST_FIRST, Outcome.UNKNOWN):
        if outcome in found:
            return outcome
    return Outcome.NOT_APPLICABLE


def _summary(rule: Rule, outcome: Outcome, subjects: Sequence[SubjectFinding]) -> str:
    if len(subjects) == 1:
        return subjects[0].sentence
    at = [subject for subject in subjects if subject.outcome is outcome]
    if len(at) == len(subjects):
        count = f"all {len(subjects)} {rule.subjects}"
    else:
        count = f"{len(at)} of {len(subjects)} {rule.subjects}"
    if outcome in (Outcome.MET, Outcome.NOT_APPLICABLE):
        return f"{_capital(OUTCOME_WORDS[outcome])} for {count}."
    names = list(dict.fromkeys(subject.name for subject in at))
    listed = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"{_capital(OUTCOME_WORDS[outcome])} for {count}: {listed}."


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _would_change(
    rule: Rule, outcome: Outcome, subjects: Sequence[SubjectFinding], view: View
) -> str:
    if outcome is Outcome.MET:
        return "It would be asked again if the facts shown here ended or were disputed."
    wanted = dict.fromkeys(item for subject in subjects for item in subject.lists)
    if outcome is not Outcome.SILENT or not wanted or rule.absence is not Absence.GAP_BY_LISTS:
        return rule.would_change
    names = [
        DECLARABLE_LIST[name].label + (f" of {view.name(who)}" if "/" in who else "")
        for name, who in wanted
        if not view.declared(name, who)
    ]
    shown = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    return f"{rule.would_change} If there is none, declare complete: {shown}; then it is a gap."


def _fact_read(fact_id: str, view: View) -> FactRead | None:
    snapshot = view.snapshot
    fact = (
        snapshot.nodes.get(fact_id)
        or snapshot.links.get(fact_id)
        or snapshot.declarations.get(fact_id)
    )
    if fact is None:
        return None
    return FactRead(
        id=fact.id,
        sentence=fact_sentence(fact, snapshot),
        source=source_words(fact, snapshot),
        since=str(fact.since) if fact.since else None,
        until=str(fact.until) if fact.until else None,
        maybe=view.maybe(fact),
    )
