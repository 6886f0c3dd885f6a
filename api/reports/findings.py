"""The findings of an area as text, JSON (interfaces.md names its keys) and CSV."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from api.reports.printing import (
    TREATED_AS_COMPLETE,
    SourceNumbers,
    area_and_day,
    csv_text,
    json_text,
    wrapped,
)
from api.reports.remarks import sourced
from api.reports.wording import (
    OUTCOME_HEADINGS,
    REMARKS_MEANING,
    REMARKS_TITLE,
    cautions,
    count_words,
    fact_doubt,
    opens_words,
)
from graph.question_sentences import whole_words
from graph.remarks import remarks
from graph.rules.asking import questions
from graph.rules.finding import (
    OUTCOME_WORDS,
    READING_ORDER,
    Answer,
    Citation,
    Finding,
    Outcome,
    SubjectFinding,
)
from graph.rules.question_list import became_of
from graph.rules.run import RULES, answers, totals
from graph.view import View

_SHOWN = 5
_COLUMNS = (
    *("area", "as_of", "rule", "outcome", "not_applicable_because"),
    *("severity", "title", "sentence"),
    *("subject", "subject_outcome", "subject_sentence", "citation", "remedy", "became"),
)


_PLURALS = {
    Answer.WAITS: "wait until something is recorded",
    Answer.EXCLUDED: "do not apply",
}


def _counted(answer: Answer, count: int) -> str:
    return _PLURALS.get(answer, OUTCOME_WORDS[answer]) if count > 1 else OUTCOME_WORDS[answer]


def cited(citation: Citation) -> str:
    """Return a citation as one line."""
    return f"{citation.source}: {citation.section}" + (f", {citation.url}" if citation.url else "")


def as_text(view: View, findings: Sequence[Finding]) -> str:
    """Return the findings in the reader's order."""
    counted = answers(findings)
    counts = ", ".join(
        f"{counted[o]} {_counted(o, counted[o])}" for o in READING_ORDER if counted[o]
    )
    lines = [
        area_and_day(view),
        f"{count_words(len(findings), 'check')}: {counts}.",
    ]
    lines += cautions(view)
    if view.complete:
        lines.append(TREATED_AS_COMPLETE)
    sources = SourceNumbers[str]()
    given = {finding.rule for finding in findings}
    asked = [one for one in view.derived(questions) if one.finding.rule in given]
    opens = {one.finding.rule: len(one.opens) for one in asked}
    for outcome in READING_ORDER:
        found = [finding for finding in findings if finding.answer is outcome]
        if outcome is Answer.SILENT:
            found = [one.finding for one in asked]
        if found:
            lines += ["", f"{OUTCOME_HEADINGS[outcome]} ({len(found)})"]
        for finding in found:
            lines += _text_lines(finding, view, sources, opens.get(finding.rule, 0))
    if len(findings) == len(RULES):
        lines += _remark_lines(view, sources)
    return "\n".join([*lines, *sources.lines()]) + "\n"


def _remark_lines(view: View, sources: SourceNumbers[str]) -> list[str]:
    """Return what the record shows besides; nothing where it shows nothing."""
    found = view.derived(remarks)
    if not found:
        return []
    lines = ["", f"{REMARKS_TITLE} ({len(found)})", *wrapped(REMARKS_MEANING)]
    for remark in found:
        lines += wrapped(f"- {remark.sentence}")
        for sentence, source in sourced(remark, view.snapshot).facts[:_SHOWN]:
            lines += wrapped(f"Fact: {sentence} [{sources.of(source)}]")
    return lines


def _text_lines(finding: Finding, view: View, sources: SourceNumbers[str], opens: int) -> list[str]:
    """Return the lines of one finding; sources numbers each place that facts were read in."""
    severity = f"expectation from {finding.expected_by}"
    lines = ["", f"  {finding.title} [{finding.rule}; {severity}]", *wrapped(finding.sentence)]
    lines += wrapped(opens_words(opens)) if opens else []
    if finding.outcome in (Outcome.NOT_APPLICABLE, Outcome.UNKNOWN):
        return [*lines, *wrapped(f"Guidance: {cited(finding.citation)}")]
    if len(finding.subjects) > 1 and finding.outcome is not Outcome.MET:
        at = [s for s in finding.subjects if s.outcome is finding.outcome]
        lines += [line for s in at[:_SHOWN] for line in wrapped(f"- {s.sentence}")]
        if len(at) > _SHOWN:
            lines += wrapped(f"- and {len(at) - _SHOWN} more (--format json shows all)")
    became = became_of(finding, view, date.today())
    lines += [line for words in became[:_SHOWN] for line in wrapped(f"Question: {words}")]
    if len(became) > _SHOWN:
        lines += wrapped(f"and {len(became) - _SHOWN} more (questions shows all)")
    for fact in finding.facts[:_SHOWN]:
        doubt = f" {fact_doubt(fact, finding.day)}" if fact.maybe else ""
        lines += wrapped(f"Fact: {fact.sentence}{doubt} [{sources.of(fact.source)}]")
    if len(finding.facts) > _SHOWN:
        lines += wrapped(f"and {len(finding.facts) - _SHOWN} more facts (--format json shows all)")
    more = len(finding.citations) - 1
    also = f"; and {more} more {'passage' if more == 1 else 'passages'}" if more else ""
    lines += wrapped(f"Guidance: {cited(finding.citation)}{also}")
    if finding.outcome is not Outcome.MET:
        lines += wrapped(f"Remedy: {finding.remedy}")
        lines += wrapped(f"What would change this: {finding.would_change}")
    return lines


def finding_json(finding: Finding, view: View) -> dict[str, Any]:
    """Return one finding as a JSON object."""
    today = date.today()
    citations = [
        {"source": c.source, "section": c.section, "url": c.url, "place": c.place}
        for c in finding.citations
    ]
    return {
        "rule": finding.rule,
        "group": finding.group,
        "outcome": finding.outcome.value,
        "notApplicableBecause": finding.because,
        "because": finding.sentence if finding.because else None,
        "severity": finding.severity.value,
        "title": finding.title,
        "question": finding.question,
        "sentence": finding.sentence,
        "citation": citations[0],
        "citations": citations,
        "subjects": [
            {
                "id": subject.id,
                "name": subject.name,
                "outcome": subject.outcome.value,
                "notApplicableBecause": subject.because,
                "sentence": subject.sentence,
                "path": list(subject.path),
                "facts": list(subject.facts),
                "became": _became(finding.rule, subject, view, today),
            }
            for subject in finding.subjects
        ],
        "facts": [
            {
                "id": fact.id,
                "sentence": fact.sentence,
                "source": fact.source,
                "since": fact.since,
                "until": fact.until,
                "maybe": fact.maybe,
            }
            for fact in finding.facts
        ],
        "remedy": finding.remedy,
        "wouldChange": finding.would_change,
    }


def _became(rule: str, subject: SubjectFinding, view: View, today: date) -> str | None:
    """Say what became of the question about a subject; None where nothing was said."""
    said = view.question(subject.key, rule=rule)
    return whole_words(said, view.name, today) if said else None


def as_json(view: View, findings: Sequence[Finding]) -> str:
    """Return the findings as one JSON object, every rule once, in catalogue order."""
    content = {
        "area": view.snapshot.area.slug,
        "asOf": view.day.isoformat(),
        "complete": view.complete,
        "revision": view.snapshot.revision,
        "cautions": list(cautions(view)),
        "totals": {outcome.value: count for outcome, count in totals(findings).items()},
        "findings": [finding_json(finding, view) for finding in findings],
        "waiting": answers(findings)[Answer.WAITS],
        "toAsk": [
            {"rule": one.finding.rule, "opens": list(one.opens)} for one in view.derived(questions)
        ],
        "remarks": [
            {"sentence": one.sentence, "facts": list(one.facts), "about": list(one.about)}
            for one in view.derived(remarks)
        ],
    }
    return json_text(content)


def as_csv(view: View, findings: Sequence[Finding]) -> str:
    """Return a row for each subject of each finding."""
    rows = []
    for finding in findings:
        for subject in finding.subjects:
            row = [view.snapshot.area.slug, view.day.isoformat(), finding.rule]
            row += [finding.outcome.value, finding.because or ""]
            row += [finding.severity.value, finding.title, finding.sentence]
            row += [subject.name, subject.outcome.value, subject.sentence]
            row += [cited(finding.citation), finding.remedy]
            rows.append([*row, _became(finding.rule, subject, view, date.today()) or ""])
    return csv_text(_COLUMNS, rows)


FORMATS: dict[str, Callable[[View, Sequence[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
}
