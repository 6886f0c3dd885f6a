"""The findings of an area as text, JSON (interfaces.md names its keys) and CSV."""

import csv
import io
import json
import textwrap
from collections.abc import Callable, Sequence
from typing import Any

from api.reports.wording import OUTCOME_HEADINGS, cautions, count_words, fact_doubt
from graph.facts.dates import day_words
from graph.rules.finding import (
    OUTCOME_WORDS,
    READING_ORDER,
    SEVERITY_WORDS,
    Citation,
    Finding,
    Outcome,
)
from graph.rules.run import totals
from graph.view import View
from loaders.formula_guard import no_formula

_SHOWN = 5
_COLUMNS = (
    *("area", "as_of", "rule", "outcome", "severity", "title", "sentence"),
    *("subject", "subject_outcome", "subject_sentence", "citation", "remedy"),
)


def _counted(outcome: Outcome, count: int) -> str:
    if outcome is Outcome.NOT_APPLICABLE and count > 1:
        return "do not apply"
    return OUTCOME_WORDS[outcome]


def cited(citation: Citation) -> str:
    """Return a citation as one line."""
    return f"{citation.source}: {citation.section}" + (f", {citation.url}" if citation.url else "")


def as_text(view: View, findings: Sequence[Finding]) -> str:
    """Return the findings in the reader's order."""
    area, day = view.snapshot.area, view.day
    why = " (the day its record describes)" if day == area.recorded_as_of else ""
    counted = totals(findings)
    counts = ", ".join(
        f"{counted[o]} {_counted(o, counted[o])}" for o in READING_ORDER if counted[o]
    )
    lines = [
        f"{area.name} as of {day_words(day)}{why}",
        f"{count_words(len(findings), 'check')}: {counts}.",
    ]
    lines += cautions(view)
    if view.complete:
        lines.append("The map is treated as complete: what is not recorded counts as missing.")
    sources: dict[str, int] = {}
    for outcome in READING_ORDER:
        found = [finding for finding in findings if finding.outcome is outcome]
        if found:
            lines += ["", f"{OUTCOME_HEADINGS[outcome]} ({len(found)})"]
        for finding in found:
            lines += _text_lines(finding, sources)
    if sources:
        lines += ["", "Sources of the facts"]
        lines += [line for said, number in sources.items() for line in _wrap(f"[{number}] {said}")]
    return "\n".join(lines) + "\n"


def _text_lines(finding: Finding, sources: dict[str, int]) -> list[str]:
    """Return the lines of one finding; sources numbers each place that facts were read in."""
    severity = f"expectation from {SEVERITY_WORDS[finding.severity]}"
    lines = ["", f"  {finding.title} [{finding.rule}; {severity}]", *_wrap(finding.sentence)]
    if finding.outcome in (Outcome.NOT_APPLICABLE, Outcome.UNKNOWN):
        return [*lines, *_wrap(f"Guidance: {cited(finding.citation)}")]
    if len(finding.subjects) > 1 and finding.outcome is not Outcome.MET:
        at = [s for s in finding.subjects if s.outcome is finding.outcome]
        lines += [line for s in at[:_SHOWN] for line in _wrap(f"- {s.sentence}")]
        if len(at) > _SHOWN:
            lines += _wrap(f"- and {len(at) - _SHOWN} more (--format json shows all)")
    for fact in finding.facts[:_SHOWN]:
        doubt = f" {fact_doubt(fact, finding.day)}" if fact.maybe else ""
        number = sources.setdefault(fact.source, len(sources) + 1)
        lines += _wrap(f"Fact: {fact.sentence}{doubt} [{number}]")
    if len(finding.facts) > _SHOWN:
        lines += _wrap(f"and {len(finding.facts) - _SHOWN} more facts (--format json shows all)")
    more = len(finding.citations) - 1
    also = f"; and {more} more {'passage' if more == 1 else 'passages'}" if more else ""
    lines += _wrap(f"Guidance: {cited(finding.citation)}{also}")
    if finding.outcome is not Outcome.MET:
        lines += _wrap(f"Remedy: {finding.remedy}")
        lines += _wrap(f"What would change this: {finding.would_change}")
    return lines


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(text, 96, initial_indent="    ", subsequent_indent="      ")


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return one finding as a JSON object."""
    citations = [
        {"source": c.source, "section": c.section, "url": c.url, "place": c.place}
        for c in finding.citations
    ]
    return {
        "rule": finding.rule,
        "group": finding.group,
        "outcome": finding.outcome.value,
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
                "sentence": subject.sentence,
                "path": list(subject.path),
                "facts": list(subject.facts),
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


def as_json(view: View, findings: Sequence[Finding]) -> str:
    """Return the findings as one JSON object, every rule once, in catalogue order."""
    content = {
        "area": view.snapshot.area.slug,
        "asOf": view.day.isoformat(),
        "complete": view.complete,
        "revision": view.snapshot.revision,
        "cautions": list(cautions(view)),
        "totals": {outcome.value: count for outcome, count in totals(findings).items()},
        "findings": [finding_json(finding) for finding in findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_csv(view: View, findings: Sequence[Finding]) -> str:
    """Return a row for each subject of each finding."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for finding in findings:
        for subject in finding.subjects:
            row = [view.snapshot.area.slug, view.day.isoformat(), finding.rule]
            row += [finding.outcome.value, finding.severity.value, finding.title, finding.sentence]
            row += [subject.name, subject.outcome.value, subject.sentence]
            writer.writerow(
                [no_formula(cell) for cell in [*row, cited(finding.citation), finding.remedy]]
            )
    return out.getvalue()


FORMATS: dict[str, Callable[[View, Sequence[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
}
