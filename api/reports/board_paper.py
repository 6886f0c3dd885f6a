"""The findings of an area as a paper for a board: what its HTML and its Word document both say.

Questions come first from an Act, then from guidance, then from good practice, and keep one number
from the table to the annex. Facts name the passage they were read in by the number of a list.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.errors import UsageError
from api.reports.printing import SourceNumbers
from api.reports.question_states import checks_words
from api.reports.wording import (
    OUTCOME_HEADINGS,
    OUTCOME_TAGS,
    cautions,
    complete_words,
    count_words,
    in_short,
    known_words,
    without_main,
)
from api.service.maps import drawn
from api.service.reader import Reader
from graph.facts.dates import day_words
from graph.facts.model import Source
from graph.places_read import Places
from graph.remarks import Remark, remarks
from graph.rules.finding import (
    READING_ORDER,
    Answer,
    Citation,
    FactRead,
    Finding,
    Severity,
)
from graph.rules.question_list import (
    asked_questions,
    became_in_short,
    became_of,
    counted,
)
from graph.rules.registry import GROUPS
from graph.rules.run import answers
from graph.sentences import invented_words
from graph.view import View
from visualisations.in_words import summary as map_in_words
from visualisations.scene import Scene

# These sizes give larger words than the screen's on a sheet of the same width.
THEME = "large"
_IN_FULL, _IN_ANNEX, _STANDS_OUT = 5, 3, 5


@dataclass(frozen=True, slots=True)
class NumberedFact:
    """A fact that was read, with the number of the passage in the list of sources."""

    fact: FactRead
    number: int


@dataclass(frozen=True, slots=True)
class ReportedFinding:
    """A finding as the paper shows it: at are the sentences of the subjects that decided it.

    number is that of its question, 0 for none; guidance holds each passage once; the more_ fields
    count what is left out; became says what became of its questions, in_short the same in a few
    words.
    """

    finding: Finding
    number: int
    at: tuple[str, ...]
    more_at: int
    elsewhere: str
    facts: tuple[NumberedFact, ...]
    more_facts: int
    opens: int
    guidance: tuple[Citation, ...]
    became: tuple[str, ...] = ()
    in_short: str = ""


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A heading of the summary, its first sentences, and how many more there are."""

    heading: str
    sentences: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class BoardPaper:
    """Everything the paper says, in reading order; scene is None where a map is too large."""

    view: View
    title: str
    day: str
    notes: tuple[tuple[str, str], ...]
    documents: tuple[Source, ...]
    opening: tuple[str, ...]
    asks: tuple[str, ...]
    stand_out: tuple[Outstanding, ...]
    totals: dict[Answer, int]
    by_group: tuple[tuple[str, dict[Answer, int]], ...]
    entries: dict[Answer, tuple[ReportedFinding, ...]]
    questions: tuple[ReportedFinding, ...]
    became: str
    remarks: tuple[Remark, ...]
    passages: tuple[Places, ...]
    scene: Scene | None
    map_in_words: tuple[str, ...]


def paper_of(reader: Reader, view: View, known: date | None = None) -> BoardPaper:
    """Return the paper of an area on a day; known is the day whose knowledge it keeps to."""
    findings = reader.findings(view)
    sources = SourceNumbers[Places]()
    asked = {question.finding.rule: question for question in reader.questions(view)}
    lists = {o: [f for f in findings if f.answer is o] for o in READING_ORDER}
    lists[Answer.SILENT] = [question.finding for question in asked.values()]
    entries = {
        outcome: tuple(
            _entry(view, f, n, sources, len(asked[f.rule].opens) if f.rule in asked else 0)
            for n, f in enumerate(found, 1)
        )
        for outcome, found in lists.items()
    }
    return BoardPaper(
        view=view,
        title=f"{view.snapshot.area.title}: report on the partnership map",
        day=_day(view, known),
        notes=_notes(view, known),
        documents=tuple(sorted(view.snapshot.sources.values(), key=lambda s: s.document)),
        opening=_opening(view, findings),
        asks=_asks(lists, view.complete),
        stand_out=_stand_out(lists),
        totals=answers(findings),
        by_group=_by_group(findings),
        entries=entries,
        questions=entries[Answer.SILENT],
        became=_became(reader, view),
        remarks=view.derived(remarks),
        passages=sources.places,
        scene=_scene(reader, view),
        map_in_words=map_in_words(view)[1:],
    )


def _scene(reader: Reader, view: View) -> Scene | None:
    try:
        return drawn(reader, view, theme=THEME)
    except UsageError:
        return None


def _entry(
    view: View,
    finding: Finding,
    number: int,
    sources: SourceNumbers[Places],
    opens: int,
) -> ReportedFinding:
    """Choose what to show of a finding; sources numbers each passage that facts were read in."""
    outcome = finding.answer
    most = _IN_ANNEX if outcome is Answer.SILENT else _IN_FULL
    several = len(finding.subjects) > 1
    at = [s.sentence for s in finding.subjects if s.answer is outcome] if several else []
    shown, today = finding.facts[:most], date.today()
    return ReportedFinding(
        finding=finding,
        number=number if outcome is Answer.SILENT else 0,
        at=tuple(at[:most]),
        more_at=max(0, len(at) - most),
        elsewhere=_elsewhere(finding) if several else "",
        facts=tuple(NumberedFact(f, sources.of(f.places)) for f in shown),
        more_facts=len(finding.facts) - len(shown),
        opens=opens,
        guidance=tuple({(c.source, c.section, c.url): c for c in finding.citations}.values()),
        became=became_of(finding, view, today),
        in_short=became_in_short(finding, view, today),
    )


def _elsewhere(finding: Finding) -> str:
    """Count the subjects that came out otherwise; "" where there are none."""
    counted = {o: sum(1 for s in finding.subjects if s.answer is o) for o in READING_ORDER}
    counted.pop(finding.answer)
    said = [f"{number} {OUTCOME_TAGS[outcome]}" for outcome, number in counted.items() if number]
    return f"Of the others looked at: {', '.join(said)}." if said else ""


def _day(view: View, known: date | None) -> str:
    described = view.day == view.snapshot.area.recorded_as_of
    said = f"As on {day_words(view.day)}{', the day the record describes' if described else ''}"
    return f"{said}; as known on {day_words(known)}" if known else said


def _notes(view: View, known: date | None) -> tuple[tuple[str, str], ...]:
    made_up = invented_words(view.snapshot.area)
    said = [(made_up, "")] if made_up else []
    said += [complete_words()] if view.complete else []
    said += [known_words(known)] if known else []
    said += [("", caution) for caution in cautions(view)]
    return tuple(said)


def _opening(view: View, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Say in a few plain sentences how much there is."""
    checks = f"Checks made against published guidance: {len(findings)}."
    said = (map_in_words(view)[0], f"{checks} {in_short(answers(findings), view.complete)}")
    return (*said, without_main(view)) if without_main(view) else said


def _became(reader: Reader, view: View) -> str:
    """Say how many questions there are, and what became of them; "" where nothing was said."""
    counts = counted(reader.derived(view, asked_questions), date.today())
    return checks_words(counts)


def _asks(lists: Mapping[Answer, Sequence[Finding]], complete: bool) -> tuple[str, ...]:
    """Say what a board is asked to do with the paper, most pressing first."""
    gaps, planned = len(lists[Answer.GAP]), len(lists[Answer.PLANNED])
    asked = lists[Answer.SILENT]
    duties = sum(1 for f in asked if f.severity is Severity.STATUTORY)
    said = []
    if gaps and complete:
        said.append(
            f"Say whether the {count_words(gaps, 'gap')} would be real: the map was taken as "
            "complete, so part of them may only be missing from the record."
        )
    elif gaps:
        said.append(f"Decide who closes the {count_words(gaps, 'gap')}, and by when.")
    if planned:
        said.append(
            f"Set a day for what is planned ({count_words(planned, 'check')}), or drop the plan."
        )
    if asked:
        by_law = f" ({duties} of them asked for by an Act or regulation)" if duties else ""
        said.append(
            f"Name who finds the answers to the {count_words(len(asked), 'question')}{by_law}, in "
            "the order of the list, and have them put on record with their source."
        )
    return (*said, "Set the day on which the map is looked at again.")


def _stand_out(lists: Mapping[Answer, Sequence[Finding]]) -> tuple[Outstanding, ...]:
    """Return what a board should see first: gaps, plans, what to ask first, what is in place."""
    found = [
        (OUTCOME_HEADINGS[o], [f"{f.title}: {f.sentence}" for f in lists[o]])
        for o in (Answer.GAP, Answer.PLANNED, Answer.MET)
    ]
    found.insert(2, ("To ask first", [f.question for f in lists[Answer.SILENT]]))
    return tuple(
        Outstanding(heading, tuple(said[:_STANDS_OUT]), max(0, len(said) - _STANDS_OUT))
        for heading, said in found
        if said
    )


def _by_group(findings: Iterable[Finding]) -> tuple[tuple[str, dict[Answer, int]], ...]:
    found = list(findings)
    counted = ((label, answers(f for f in found if f.group == g)) for g, label in GROUPS.items())
    return tuple((label, counts) for label, counts in counted if any(counts.values()))
