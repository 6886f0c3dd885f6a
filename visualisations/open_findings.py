"""Findings as overlays: what is missing, drawn in two looks that are never mixed up.

A gap (the record says there is no line) is red, dotted and broken, with the words "no line". What
is not recorded is thin, grey and dotted, ends in a question mark or at an empty box, and says
"not recorded: ask". A planned line is drawn as the link that it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.kinds.words import BODY_KINDS
from graph.rules.finding import Finding, Outcome, SubjectFinding
from graph.view import View

# The bodies a map is asked about first, with the check that may say it does without.
_ASKED_FOR = {
    "main_board": "main-board-exists",
    "safeguarding_partnership": "link-safeguarding-partnership",
    "hwb": "link-health-wellbeing-board",
    "icp": "link-integrated-care",
    "data_board": "link-data-board",
}
_ALSO_COUNTS = {"icp": ("icp", "icb_board"), "icb_board": ("icp", "icb_board")}
_LABELS = {choice.word: choice.label for choice in BODY_KINDS}
_LABELS["icp"] = "integrated care partnership or board"
_SILENT_WORDS, _GAP_WORDS = "not recorded: ask", "no line"
_WORST_FIRST = ("gap", "silent", "planned")
_DRAWN = (Outcome.GAP, Outcome.SILENT)


@dataclass(frozen=True, slots=True)
class Missing:
    """A kind of body that is asked for and is not on the map; look is gap or silent."""

    kind: str
    name: str
    look: str
    sentences: tuple[str, ...]

    @property
    def words(self) -> str:
        """What the empty box says below the name."""
        return _SILENT_WORDS if self.look == "silent" else "not on the map"


@dataclass(frozen=True, slots=True)
class Absence:
    """A line that is not there: from a mark to a mark, or to a question mark where to is ""."""

    rule: str
    look: str
    from_id: str
    to_id: str
    sentences: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of its line on a picture."""
        return f"{self.from_id}~{self.look}~{self.rule}~{self.to_id}"

    @property
    def words(self) -> str:
        """What is written on it."""
        return _SILENT_WORDS if self.look == "silent" else _GAP_WORDS


@dataclass(frozen=True, slots=True)
class Badge:
    """A sign at the corner of a mark: the worst of the findings about it, with their sentences."""

    look: str
    sentences: tuple[str, ...]

    @property
    def sign(self) -> str:
        """The sign itself."""
        return {"gap": "!", "silent": "?", "planned": "P"}[self.look]


def missing_bodies(view: View, findings: Iterable[Finding]) -> list[Missing]:
    """Return the kinds of body to ask for, each once, in a fixed order."""
    found = list(findings)
    by_rule = {finding.rule: finding for finding in found}
    here = {body.text("body_kind") for body in view.shown.of_kind("body")}
    named = {
        s.target for f in found for s in f.subjects if s.outcome in _DRAWN and s.target in _LABELS
    }
    kinds = [*_ASKED_FOR, *sorted(named - _ASKED_FOR.keys())]
    missing = []
    for kind in kinds:
        if here & set(_ALSO_COUNTS.get(kind, (kind,))):
            continue
        asked = by_rule.get(_ASKED_FOR.get(kind, ""))
        if asked and asked.outcome not in _DRAWN:
            continue
        about = [s for f in found for s in f.subjects if s.target == kind and s.outcome in _DRAWN]
        look = "gap" if any(s.outcome is Outcome.GAP for s in about) else "silent"
        name = _LABELS[kind][0].upper() + _LABELS[kind][1:]
        missing.append(Missing(kind, name, look, tuple(dict.fromkeys(s.sentence for s in about))))
    return missing


def absences(view: View, findings: Iterable[Finding], mark_of: Mapping[str, str]) -> list[Absence]:
    """Return the lines that are not there, each pair of ends once.

    mark_of leads from ids of things, and from kinds of body that have an empty box, to marks.
    """
    lines: dict[tuple[str, str], Absence] = {}
    stubs: dict[tuple[str, str], Absence] = {}
    for finding, subject in _open(findings):
        start = mark_of.get(subject.path[-1] if subject.path else subject.id, "")
        if subject.outcome not in _DRAWN or not start:
            continue
        if subject.target:
            end = mark_of.get(subject.target) or _first_of_kind(view, subject.target, mark_of)
            if end and end != start:
                _keep(lines, finding, subject, start, end)
        elif subject.path == (subject.id,):
            _keep(stubs, finding, subject, start, "")
    started = {absence.from_id for absence in lines.values()}
    return [*lines.values(), *(a for a in stubs.values() if a.from_id not in started)]


def _keep(
    kept: dict[tuple[str, str], Absence],
    finding: Finding,
    subject: SubjectFinding,
    start: str,
    end: str,
) -> None:
    before = kept.get((start, end))
    look = "gap" if subject.outcome is Outcome.GAP else "silent"
    said = (*(before.sentences if before else ()), subject.sentence)
    worst = "gap" if before and before.look == "gap" else look
    kept[start, end] = Absence(finding.rule, worst, start, end, tuple(dict.fromkeys(said)))


def _first_of_kind(view: View, kind: str, mark_of: Mapping[str, str]) -> str:
    wanted = _ALSO_COUNTS.get(kind, (kind,))
    bodies = (b for b in view.shown.of_kind("body") if b.text("body_kind") in wanted)
    return next((mark_of[body.id] for body in bodies if body.id in mark_of), "")


def badges(
    findings: Iterable[Finding], mark_of: Mapping[str, str], absent: Iterable[Absence] = ()
) -> dict[str, Badge]:
    """Return the badge of each mark that has a finding about it which no line shows.

    A box that already has a question mark beside it gets no second one at its corner.
    """
    asked = {a.from_id for a in absent if a.look == "silent" and not a.to_id}
    said: dict[str, list[tuple[int, str]]] = {}
    for _, subject in _open(findings):
        about = subject.id if subject.id in mark_of else next(iter(subject.path), "")
        drawn = subject.target or subject.path == (subject.id,)
        if about in mark_of and not (drawn and subject.outcome in _DRAWN):
            entry = (_WORST_FIRST.index(subject.outcome.value), subject.sentence)
            said.setdefault(mark_of[about], []).append(entry)
    return {
        mark: Badge(
            _WORST_FIRST[min(entries)[0]],
            tuple(dict.fromkeys(text for _, text in sorted(entries, key=lambda e: e[0]))),
        )
        for mark, entries in said.items()
        if mark not in asked or _WORST_FIRST[min(entries)[0]] != "silent"
    }


def _open(findings: Iterable[Finding]) -> list[tuple[Finding, SubjectFinding]]:
    return [
        (finding, subject)
        for finding in findings
        for subject in finding.subjects
        if subject.outcome.value in _WORST_FIRST
    ]
