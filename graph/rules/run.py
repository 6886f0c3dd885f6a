"""Asks the rules about a view and decides each subject, in the order of the deciding table."""

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.body_kinds import in_scope, is_formal
from graph.cancellation import check_cancelled
from graph.facts.dates import day_words
from graph.facts.identifiers import finding_id
from graph.governance_view import partnership_of
from graph.kinds import DECLARABLE_LIST
from graph.quantifiers import all_of
from graph.rules import (
    accountability_lines,
    accountable_people,
    chairs,
    composition_boards,
    composition_duties,
    composition_safeguarding,
    composition_scrutiny,
    currency,
    currency_terms,
    deciding_limits,
    deciding_one,
    deciding_quorum,
    deciding_rights,
    deciding_shares,
    deciding_terms,
    engagement_people,
    engagement_seats,
    geography_funding,
    operations_groups,
    operations_tiers,
    representation_partners,
    representation_seats,
    representation_taking_part,
    representation_voice,
    strategic_links,
    strategic_partners,
)
from graph.rules.facts_shown import FactsOfSubjects, FactsShown
from graph.rules.finding import (
    OUTCOME_WORDS,
    WORST_FIRST,
    Answer,
    Finding,
    NotApplicableBecause,
    Outcome,
    SubjectFinding,
)
from graph.rules.not_ours import unless_not_ours
from graph.rules.registry import UNLISTED, Absence, Rule, RuleContext, Subject, registered
from graph.sentences import some
from graph.view import View

_FILES = (
    *(strategic_links, strategic_partners),
    *(composition_safeguarding, composition_scrutiny, composition_boards, composition_duties),
    *(accountable_people, accountability_lines, chairs),
    *(representation_seats, representation_voice),
    *(representation_partners, representation_taking_part),
    *(operations_tiers, operations_groups),
    *(engagement_seats, engagement_people),
    *(currency_terms, currency, geography_funding),
    *(
        deciding_quorum,
        deciding_rights,
        deciding_one,
        deciding_limits,
        deciding_terms,
        deciding_shares,
    ),
)
RULES: tuple[Rule, ...] = tuple(
    known
    for file in _FILES
    for known in registered()
    if known.condition.__module__ == file.__name__
)


_WORST = (*WORST_FIRST, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE)
# What does not apply, or cannot be told, counts only where there is nothing else.
_RANK = {outcome: rank for rank, outcome in enumerate(_WORST)}


def run(view: View, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """Return one finding for each rule, in catalogue order; between two it may be stopped."""
    context, shown = RuleContext(view), FactsShown(view.snapshot, view.truth_by_id)
    found = []
    for rule in rules:
        check_cancelled()
        found.append(_finding(rule, context, shown))
    return tuple(found)


def totals(findings: Iterable[Finding]) -> dict[Outcome, int]:
    """Count the findings by outcome, every outcome named."""
    counted = Counter(finding.outcome for finding in findings)
    return {outcome: counted[outcome] for outcome in Outcome}


def answers(findings: Iterable[Finding]) -> dict[Answer, int]:
    """Count the findings by what people read, every answer named."""
    counted = Counter(finding.answer for finding in findings)
    return {answer: counted[answer] for answer in Answer}


def _finding(rule: Rule, context: RuleContext, shown: FactsShown) -> Finding:
    view = context.view
    decided = [_decide(rule, subject, view) for subject in _subjects(rule, context)]
    subjects = tuple(sorted(decided, key=lambda subject: _RANK[subject.outcome]))
    outcome = subjects[0].outcome
    return Finding(
        id=finding_id(context.area, rule.id),
        rule=rule.id,
        group=rule.group,
        outcome=outcome,
        severity=rule.severity_on(view.day),
        title=rule.title,
        question=rule.question,
        sentence=_sentence(rule, outcome, subjects),
        citations=rule.citations_on(view.day),
        subjects=subjects,
        facts=FactsOfSubjects(subjects, shown),
        remedy=rule.remedy,
        would_change=_would_change(rule, outcome, subjects, view),
        day=view.day,
    )


def _subjects(rule: Rule, context: RuleContext) -> Sequence[Subject]:
    day = context.view.day
    if rule.valid_from and day < rule.valid_from:
        return context.excluded(f"This check begins on {day_words(rule.valid_from)}.")
    if rule.valid_to and day > rule.valid_to:
        ended = f"The guidance behind this check ended on {day_words(rule.valid_to)}"
        if rule.after is Outcome.UNKNOWN:
            first = "First read what took the place of that guidance."
            return context.cannot_tell(f"{ended}; what follows it has not been checked yet.", first)
        return context.excluded(f"{ended}.")
    return context.subjects(rule.condition) or context.waits(
        f"No {rule.subjects} are recorded yet."
    )


def _decide(rule: Rule, subject: Subject, view: View) -> SubjectFinding:
    """Decide one subject: own contradiction, met, planned, gap by lists, silent."""
    if subject.applies:
        return _without_answer(rule, subject, view)
    if subject.contradiction:
        return _subject_finding(subject, Outcome.GAP, *subject.contradiction)
    if subject.met:
        return _subject_finding(subject, Outcome.MET, *subject.met)
    if subject.planned:
        sentence, facts, path = subject.planned
        return _subject_finding(
            subject, Outcome.PLANNED, f"Planned, not yet so. {sentence}", facts, path
        )
    hint = f" {subject.hint}" if subject.hint else ""
    if rule.absence is Absence.GAP_BY_LISTS and subject.lists:
        declared = [view.declared(*item) for item in subject.lists]
        if all(declared):
            facts = tuple(declaration.id for declaration in declared if declaration)
            sentence = f"{subject.absent}, and the record is declared complete.{hint}"
            return _subject_finding(subject, Outcome.GAP, sentence, facts)
        if view.complete and not rule.from_an_act:
            sentence = f"{subject.absent}, and the map is being treated as complete.{hint}"
            return _subject_finding(subject, Outcome.GAP, sentence)._replace(assumed=True)
    facts = _disputed(subject, view) if view.doubted else ()
    doubt = " A disputed fact is shown, and counts for nothing." if facts else ""
    sentence = f"{subject.absent}: ask.{doubt}{hint}"
    return unless_not_ours(_subject_finding(subject, Outcome.SILENT, sentence, facts), rule, view)


def _without_answer(rule: Rule, subject: Subject, view: View) -> SubjectFinding:
    """Say that a rule does not apply, or that this cannot be told.

    It waits for something to be on the map, unless the lists that would hold it are complete.
    """
    assert subject.applies
    found = _subject_finding(subject, subject.applies, subject.hint)
    if subject.because is not NotApplicableBecause.WAITS:
        return found._replace(because=subject.because)
    declared = [view.declared(*item) for item in _lists_of_subjects(rule, view)]
    if not declared or not all(declared):
        return found._replace(because=NotApplicableBecause.WAITS)
    sentence = f"{subject.hint.removesuffix('.')}, and the record is declared complete."
    return found._replace(
        sentence=sentence.replace(" yet,", ","),
        facts=tuple(declaration.id for declaration in declared if declaration),
        because=NotApplicableBecause.EXCLUDED,
    )


def _lists_of_subjects(rule: Rule, view: View) -> list[tuple[str, str]]:
    """Return the declarations that would settle that a rule has no subjects, as (list, subject).

    None where something on the map does not say of which kind it is: it may be a subject.
    """
    found = []
    slug = view.snapshot.area.slug
    of_area = [n for n in rule.listed_in if n != UNLISTED and DECLARABLE_LIST[n].of_area]
    if not all(view.declared(name, slug) for name in of_area):
        # Nothing more is looked at: what a check reads also says what might answer it.
        return []
    bodies = partnership_of(view.firm).bodies
    for name in rule.listed_in:
        if name == UNLISTED:
            found += [(name, body.id) for body in bodies]
        elif DECLARABLE_LIST[name].of_area:
            found.append((name, slug))
        else:
            formal = name == "members"
            of = [b for b in bodies if not formal or is_formal(b)]
            found += [(name, body.id) for body in of]
    unsaid = {"bodies": ("body", "body_kind"), "sites": ("site", "site_kind")}
    for listed, (kind, attribute) in unsaid.items():
        if listed in rule.listed_in and any(
            node.text(attribute) is None
            for node in view.firm.of_kind(kind)
            if kind != "body" or in_scope(node)
        ):
            return []
    return found


def _disputed(subject: Subject, view: View) -> tuple[str, ...]:
    """Return the disputed facts that a subject looked at, or about it and its path."""
    facts = view.disputed
    found = []
    for node_id in dict.fromkeys((subject.id, *subject.path)):
        found += [link.id for link in (*facts.out_links(node_id), *facts.in_links(node_id))]
    looked = (subject.id, *subject.path, *subject.looked)
    found += [fact_id for fact_id in looked if fact_id in facts.nodes or fact_id in facts.links]
    return tuple(dict.fromkeys(found))


def _subject_finding(
    subject: Subject,
    outcome: Outcome,
    sentence: str,
    facts: tuple[str, ...] = (),
    path: tuple[str, ...] = (),
) -> SubjectFinding:
    read = facts + subject.looked
    # By place: by name it takes twice as long, and there are thousands of subjects.
    return SubjectFinding(
        subject.id,
        subject.name,
        outcome,
        sentence,
        path or subject.path,
        subject.target,
        (tuple(dict.fromkeys(read)) if len(read) > 1 else read) or _where_it_began(subject),
        subject.about,
        subject.first,
        subject.lists if outcome is Outcome.SILENT else (),
        False,
        None,
        subject.part,
    )


def _where_it_began(subject: Subject) -> tuple[str, ...]:
    """Return the things on the map at which a subject that found nothing began to look."""
    ids = dict.fromkeys((subject.id, *subject.path, *subject.about))
    return tuple([one for one in ids if "/" in one])


def _sentence(rule: Rule, outcome: Outcome, subjects: Sequence[SubjectFinding]) -> str:
    if len(subjects) == 1:
        return subjects[0].sentence
    at = [subject for subject in subjects if subject.outcome is outcome]
    if len(at) < len(subjects):
        count = f"{len(at)} of {len(subjects)} {rule.subjects}"
    else:
        count = all_of(len(at), rule.subjects)
    words = OUTCOME_WORDS[at[0].answer]
    said = f"{words[0].upper()}{words[1:]} for {count}"
    if outcome is Outcome.MET:
        return f"{said}."
    names = some(list(dict.fromkeys(subject.name for subject in at)), 3)
    only = " The map is being treated as complete." if any(one.assumed for one in at) else ""
    return f"{said}: {names}.{only}"


def _would_change(
    rule: Rule, outcome: Outcome, subjects: Sequence[SubjectFinding], view: View
) -> str:
    if outcome is Outcome.MET:
        return "It would be asked again if the facts shown here ended or were disputed."
    waits = any(subject.because is NotApplicableBecause.WAITS for subject in subjects)
    if waits and rule.subjects != "the area":
        return f"It is asked once there are {rule.subjects} on the map."
    first = next((f"{subject.first} " for subject in subjects if subject.first), "")
    wanted: dict[tuple[str, str], None] = {}
    if outcome is Outcome.SILENT and rule.absence is Absence.GAP_BY_LISTS:
        wanted = dict.fromkeys(item for subject in subjects for item in subject.lists)
    open_lists = [item for item in wanted if not view.declared(*item)]
    if not open_lists:
        return f"{first}{rule.would_change}"
    shown = some(_lists_in_words(open_lists, view), 4)
    return (
        f"{first}{rule.would_change} If you are sure that there is none, declare that the record "
        f"is complete for: {shown}; then it is a gap."
    )


def _lists_in_words(lists: Sequence[tuple[str, str]], view: View) -> list[str]:
    by_name: dict[str, list[str]] = {}
    for name, who in lists:
        by_name.setdefault(name, []).append(who)
    said = []
    for name, whose in by_name.items():
        listed = DECLARABLE_LIST[name]
        if listed.of_area:
            said.append(listed.label)
        elif len(whose) > 3:
            said.append(f"{listed.label} of each of these {len(whose)} bodies")
        else:
            said.append(f"{listed.label} of {' and of '.join(map(view.name, whose))}")
    return said
