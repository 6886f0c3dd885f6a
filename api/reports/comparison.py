"""A comparison as text and JSON: what was added, ended and changed, and what that did."""

from collections.abc import Callable, Iterable
from typing import Any

from api.reports.findings import cited
from api.reports.printing import TREATED_AS_COMPLETE, json_text, wrapped
from api.reports.question_moves import question_moves
from api.reports.wording import cautions, open_words
from api.service.comparisons import Compared
from graph.compare import FindingMoved, line_words, took_over_words
from graph.facts.model import Fact
from graph.places_read import quote_words, references_of
from graph.rules.finding import OUTCOME_WORDS, READING_ORDER, Answer, Outcome
from graph.rules.run import answers, totals
from graph.sentences import NO_SOURCE, fact_sentence, source_words
from graph.view import View

FOUND = {
    "opened": "Findings that opened",
    "closed": "Findings that closed",
    "moved": "Findings that differ otherwise",
}
NO_SHARED_FACTS = "Two areas share no facts: their findings and totals are compared."


def moved_words(moved: FindingMoved) -> str:
    """Say how a finding moved: "not recorded, now met"; where it did not, for how many things."""
    if moved.before is not moved.after:
        return f"{OUTCOME_WORDS[moved.before]}, now {OUTCOME_WORDS[moved.after]}"
    number = len(moved.subjects)
    things = "1 thing" if number == 1 else f"{number} things"
    return f"{OUTCOME_WORDS[moved.after]} as before, but otherwise for {things}"


def subject_words(before: Answer | None, after: Answer | None) -> str:
    """Say how the answer for one thing moved."""
    was = OUTCOME_WORDS[before] if before else "not asked about"
    return f"{was}, now {OUTCOME_WORDS[after] if after else 'not asked about'}"


def as_text(compared: Compared) -> str:
    """Return a comparison in the reader's order: facts, lines, findings, totals."""
    found = compared.found
    area = f"{found.before.snapshot.area.title}: " if compared.one_area else ""
    lines = [f"{area}{compared.before}, beside {compared.after}", *compared.cautions]
    if found.after.complete:
        lines.append(TREATED_AS_COMPLETE)
    if compared.one_area:
        lines += [line for said in compared.reorganisation for line in wrapped(said, "", width=100)]
        if compared.renamed:
            lines += _section("New names", [[one.sentence] for one in compared.renamed])
        if found.took_over:
            lines += _section("Who took over", [[said] for said in took_over_words(found)])
        if asked := question_moves(found):
            lines += _section("What became of questions", [[said] for said in asked])
        lines += _section("Added", [_told(fact, found.after) for fact in found.added])
        lines += _section("Ended", [_told(fact, found.before) for fact in found.ended])
        lines += _section(
            "Changed",
            [[*_told(new, found.after), *_told(old, found.before, "was: ")]
             for old, new in found.changed],
        )  # fmt: skip
        lines += _section("Lines upward", [[line_words(line, found)] for line in found.lines])
    else:
        lines.append(NO_SHARED_FACTS)
    citations = {finding.rule: cited(finding.citation) for finding in found.findings_after}
    for part, heading in FOUND.items():
        moved = getattr(found, part)
        lines += _section(heading, [_moved(each, citations[each.rule]) for each in moved])
    lines += ["", "Totals"]
    was, now = answers(found.findings_before), answers(found.findings_after)
    lines += [f"  {OUTCOME_WORDS[o]}: {was[o]}, now {now[o]}" for o in READING_ORDER]
    return "\n".join(lines) + "\n"


def _section(heading: str, items: Iterable[list[str]]) -> list[str]:
    found = list(items)
    lines = ["", f"{heading} ({len(found) or 'none'})"]
    for first, *rest in found:
        lines += wrapped(first, "  ", hang="", width=100)
        for line in rest:
            lines += wrapped(line, hang="", width=100)
    return lines


def told_fact(fact: Fact, view: View) -> str:
    """Say a fact, and that a partial date leaves it open where one does."""
    doubt = f" {open_words(view.day)}" if view.maybe(fact) else ""
    return f"{fact_sentence(fact, view.snapshot)}{doubt}"


def told_quote(old: Fact, new: Fact) -> str:
    """Say which sentence a changed fact was read in before; "" where that is the same one."""
    was, now = (quote_words(references_of(fact)) for fact in (old, new))
    return "" if was == now else f"The sentence it was read in was: {was or 'not recorded'}."


def _told(fact: Fact, view: View, before: str = "") -> list[str]:
    snapshot = view.snapshot
    said = f"{before}{told_fact(fact, view)}"
    quoted = quote_words(references_of(fact))
    lines = [said, f"source: {source_words(fact, snapshot) or NO_SOURCE}"]
    return [*lines, f"in the words: {quoted}"] if quoted else lines


def _moved(moved: FindingMoved, citation: str) -> list[str]:
    lines = [f"{moved.title}: {moved_words(moved)} ({moved.rule})", moved.sentence]
    for subject in moved.subjects:
        if subject.sentence != moved.sentence:
            told = subject_words(subject.before, subject.after)
            lines.append(f"{subject.name}: {told}. {subject.sentence}".rstrip())
    return [*lines, f"guidance: {citation}"]


def as_json(compared: Compared) -> str:
    """Return a comparison as one JSON object."""
    found = compared.found
    answer = {
        "before": _side(found.before, compared.before, totals(found.findings_before)),
        "after": _side(found.after, compared.after, totals(found.findings_after)),
        "complete": found.after.complete,
        "inShort": list(compared.reorganisation),
        "renamed": [
            {
                "id": one.id,
                "before": one.before,
                "after": one.after,
                "written": one.written.isoformat() if one.written else None,
            }
            for one in compared.renamed
        ],
        "tookOver": list(took_over_words(found)),
        "questions": list(question_moves(found)),
        "added": [_fact(fact, found.after) for fact in found.added],
        "ended": [_fact(fact, found.before) for fact in found.ended],
        "changed": [
            {"before": _fact(old, found.before), "after": _fact(new, found.after)}
            for old, new in found.changed
        ],
        "lines": [
            {
                "id": line.body,
                "before": list(line.before),
                "after": list(line.after),
                "openBefore": list(line.open_before),
                "openAfter": list(line.open_after),
                "sentence": line_words(line, found),
            }
            for line in found.lines
        ],
    }
    answer |= {part: [_finding(moved) for moved in getattr(found, part)] for part in FOUND}
    counts = [{"kind": c.kind, "before": c.before, "after": c.after} for c in found.counts]
    return json_text(answer | {"counts": counts})


def _side(view: View, words: str, counted: dict[Outcome, int]) -> dict[str, Any]:
    return {
        "area": view.snapshot.area.slug,
        "asOf": view.day.isoformat(),
        "words": words,
        "cautions": list(cautions(view)),
        "totals": {outcome.value: counted[outcome] for outcome in Outcome},
    }


def _fact(fact: Fact, view: View) -> dict[str, Any]:
    snapshot = view.snapshot
    source = source_words(fact, snapshot)
    said = fact_sentence(fact, snapshot)
    return {"id": fact.id, "sentence": said, "source": source, "maybe": view.maybe(fact)}


def _finding(moved: FindingMoved) -> dict[str, Any]:
    return {
        "rule": moved.rule,
        "title": moved.title,
        "severity": moved.severity.value,
        "before": moved.before.value,
        "after": moved.after.value,
        "sentenceBefore": moved.sentence_before,
        "sentence": moved.sentence,
        "subjects": [
            {
                "id": subject.id,
                "name": subject.name,
                "before": subject.before.value if subject.before else None,
                "after": subject.after.value if subject.after else None,
                "sentence": subject.sentence,
            }
            for subject in moved.subjects
        ],
    }


FORMATS: dict[str, Callable[[Compared], str]] = {"text": as_text, "json": as_json}
