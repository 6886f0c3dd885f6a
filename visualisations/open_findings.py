"""Findings as overlays: what is missing, drawn in two looks that are never mixed up.

A gap (the record says there is no line) is red, dotted and broken, with the words "no line". What
is not recorded is thin, grey and dotted, ends in a question mark or at an empty box, and says
"not recorded: ask". A planned line is drawn as the link that it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.body_kinds import kinds_of
from graph.kinds.words import BODY_KINDS
from graph.rules.finding import Finding, Outcome, SubjectFinding
from graph.view import View
from visualisations.themes import BADGE_STYLES

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
class MissingBody:
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
class MissingEdge:
    """An edge that is missing: from a box to a box, or to a question mark where to_id is ""."""

    rule: str
    look: str
    from_id: str
    to_id: str
    sentences: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of its edge on a picture."""
        return f"{self.from_id}~{self.look}~{self.rule}~{self.to_id}"

    @property
    def words(self) -> str:
        """What is written on it."""
        return _SILENT_WORDS if self.look == "silent" else _GAP_WORDS


@dataclass(frozen=True, slots=True)
class Badge:
    """A sign at the corner of a box: the worst of the findings about it, with their sentences."""

    look: str
    sentences: tuple[str, ...]

    @property
    def sign(self) -> str:
        """The sign itself."""
        return BADGE_STYLES[self.look].sign


def missing_bodies(view: View, findings: Iterable[Finding]) -> list[MissingBody]:
    """Return the kinds of body to ask for, each once, in a fixed order."""
    listed = list(findings)
    by_rule = {finding.rule: finding for finding in listed}
    here = {kind for body in view.shown.of_kind("body") for kind in kinds_of(body)}
    asked_about = [s for f in listed for s in f.subjects if s.outcome in _DRAWN]
    named = {subject.target for subject in asked_about if subject.target in _LABELS}
    bodies = []
    for kind in (*_ASKED_FOR, *sorted(named - _ASKED_FOR.keys())):
        if here & set(_ALSO_COUNTS.get(kind, (kind,))):
            continue
        check = by_rule.get(_ASKED_FOR.get(kind, ""))
        if check and check.outcome not in _DRAWN:
            continue
        about = [subject for subject in asked_about if subject.target == kind]
        look = "gap" if any(s.outcome is Outcome.GAP for s in about) else "silent"
        name = _LABELS[kind][0].upper() + _LABELS[kind][1:]
        sentences = tuple(dict.fromkeys(s.sentence for s in about))
        bodies.append(MissingBody(kind, name, look, sentences))
    return bodies


def missing_edges(
    view: View, findings: Iterable[Finding], box_of: Mapping[str, str]
) -> list[MissingEdge]:
    """Return the edges that are missing, each pair of ends once.

    box_of leads from ids of things, and from kinds of body that have an empty box, to boxes.
    """
    edges: dict[tuple[str, str], MissingEdge] = {}
    stubs: dict[tuple[str, str], MissingEdge] = {}
    for finding, subject in _open(findings):
        start = box_of.get(subject.path[-1] if subject.path else subject.id, "")
        if subject.outcome not in _DRAWN or not start:
            continue
        if subject.target:
            end = box_of.get(subject.target) or _first_of_kind(view, subject.target, box_of)
            if end and end != start:
                _add(edges, finding, subject, start, end)
        elif subject.path == (subject.id,):
            _add(stubs, finding, subject, start, "")
    started = {edge.from_id for edge in edges.values()}
    return [*edges.values(), *(stub for stub in stubs.values() if stub.from_id not in started)]


def _add(
    edges: dict[tuple[str, str], MissingEdge],
    finding: Finding,
    subject: SubjectFinding,
    start: str,
    end: str,
) -> None:
    """Add an edge, or its sentence to the one between the same ends, which has the worse look."""
    before = edges.get((start, end))
    look = "gap" if subject.outcome is Outcome.GAP else "silent"
    sentences = (*(before.sentences if before else ()), subject.sentence)
    worst = "gap" if before and before.look == "gap" else look
    once = tuple(dict.fromkeys(sentences))
    edges[start, end] = MissingEdge(finding.rule, worst, start, end, once)


def _first_of_kind(view: View, kind: str, box_of: Mapping[str, str]) -> str:
    kinds = _ALSO_COUNTS.get(kind, (kind,))
    bodies = view.shown.of_kind("body", *kinds)
    return next((box_of[body.id] for body in bodies if body.id in box_of), "")


def badges(
    findings: Iterable[Finding], box_of: Mapping[str, str], missing: Iterable[MissingEdge] = ()
) -> dict[str, Badge]:
    """Return the badge of each box that has a finding about it which no edge shows.

    A box that already has a question mark beside it gets no second one at its corner.
    """
    has_question_mark = {e.from_id for e in missing if e.look == "silent" and not e.to_id}
    ranked: dict[str, list[tuple[int, str]]] = {}
    for _, subject in _open(findings):
        about = subject.id if subject.id in box_of else next(iter(subject.path), "")
        drawn = subject.target or subject.path == (subject.id,)
        if about in box_of and not (drawn and subject.outcome in _DRAWN):
            entry = (_WORST_FIRST.index(subject.outcome.value), subject.sentence)
            ranked.setdefault(box_of[about], []).append(entry)
    return {
        box: Badge(
            _WORST_FIRST[min(entries)[0]],
            tuple(dict.fromkeys(text for _, text in sorted(entries, key=lambda e: e[0]))),
        )
        for box, entries in ranked.items()
        if box not in has_question_mark or _WORST_FIRST[min(entries)[0]] != "silent"
    }


def _open(findings: Iterable[Finding]) -> list[tuple[Finding, SubjectFinding]]:
    return [
        (finding, subject)
        for finding in findings
        for subject in finding.subjects
        if subject.outcome.value in _WORST_FIRST
    ]
