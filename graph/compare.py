"""Two views side by side: what was added, ended and changed, and which findings opened and closed.

The two may be days of one map, a map and what a scenario would make of it, or two areas.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.facts.dates import PartialDate, day_words
from graph.facts.difference import difference
from graph.facts.model import Fact, Link, Node, Status
from graph.governance_view import partnership_of
from graph.hierarchy import Hierarchy
from graph.kinds import LINK_KIND, NODE_KIND
from graph.rules.finding import Answer, Finding, Outcome, Severity, SubjectFinding
from graph.rules.run import run
from graph.succession import on_day, takeovers_between
from graph.view import View

STATUS_SAID = {Status.PLANNED: "planned", Status.ASPIRED: "wished for"}
OPEN = (Answer.GAP, Answer.PLANNED, Answer.SILENT)


@dataclass(frozen=True, slots=True)
class SubjectMoved:
    """A subject that a rule answers otherwise; an outcome is None where it is no subject there."""

    id: str
    name: str
    before: Answer | None
    after: Answer | None
    sentence_before: str
    sentence: str

    @property
    def outcome_before(self) -> Outcome | None:
        """The outcome that the answer before is one of."""
        return self.before.outcome if self.before else None

    @property
    def outcome_after(self) -> Outcome | None:
        """The outcome that the answer after is one of."""
        return self.after.outcome if self.after else None


@dataclass(frozen=True, slots=True)
class FindingMoved:
    """A rule whose answer differs, as a whole or for any of its subjects."""

    rule: str
    title: str
    severity: Severity
    before: Answer
    after: Answer
    sentence_before: str
    sentence: str
    subjects: tuple[SubjectMoved, ...]

    @property
    def outcome_before(self) -> Outcome:
        """The outcome that the answer before is one of."""
        return self.before.outcome

    @property
    def outcome_after(self) -> Outcome:
        """The outcome that the answer after is one of."""
        return self.after.outcome

    @property
    def opened(self) -> bool:
        """Say whether there is something to act on or ask now, and was nothing before."""
        return self.after in OPEN and self.before not in OPEN

    @property
    def closed(self) -> bool:
        """Say whether there was something to act on or ask, and is nothing now."""
        return self.before in OPEN and self.after not in OPEN


@dataclass(frozen=True, slots=True)
class LineMoved:
    """The bodies above one body, nearest first, where they differ.

    open_before and open_after are those that a partial date leaves open on that side.
    """

    body: str
    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    open_before: tuple[str, ...] = ()
    open_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many things or links of one kind each view shows."""

    kind: str
    label: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs. added, ended and changed are empty between two areas, which share no facts.

    took_over are the successions that came about in between, whatever a day shows.
    """

    before: View
    after: View
    findings_before: tuple[Finding, ...]
    findings_after: tuple[Finding, ...]
    added: tuple[Fact, ...]
    ended: tuple[Fact, ...]
    changed: tuple[tuple[Fact, Fact], ...]
    findings: tuple[FindingMoved, ...]
    lines: tuple[LineMoved, ...]
    counts: tuple[KindCount, ...]
    took_over: tuple[Link, ...] = ()

    @property
    def opened(self) -> tuple[FindingMoved, ...]:
        """The findings that opened."""
        return tuple(moved for moved in self.findings if moved.opened)

    @property
    def closed(self) -> tuple[FindingMoved, ...]:
        """The findings that closed."""
        return tuple(moved for moved in self.findings if moved.closed)

    @property
    def moved(self) -> tuple[FindingMoved, ...]:
        """The findings that differ without opening or closing."""
        return tuple(moved for moved in self.findings if not (moved.opened or moved.closed))


def compare(
    before: View,
    after: View,
    findings_before: Sequence[Finding] | None = None,
    findings: Sequence[Finding] | None = None,
) -> Comparison:
    """Compare two views; findings that are known already need not be made again."""
    same = before.snapshot.area.slug == after.snapshot.area.slug
    found_before, found_after = findings_before or run(before), findings or run(after)
    facts = difference(_shown(before), _shown(after))
    old = _shown(before)
    return Comparison(
        before=before,
        after=after,
        findings_before=tuple(found_before),
        findings_after=tuple(found_after),
        added=facts.added if same else (),
        ended=facts.missing if same else (),
        changed=tuple((old[fact.id], fact) for fact in facts.changed) if same else (),
        findings=findings_moved(
            found_before,
            found_after,
            before.snapshot.area.slug,
            after.snapshot.area.slug,
        ),
        lines=_lines_moved(before, after) if same else (),
        counts=_kind_counts(before, after),
        took_over=_took_over(before, after) if same else (),
    )


def _took_over(before: View, after: View) -> tuple[Link, ...]:
    was, now = before.shown.nodes.keys(), after.shown.nodes.keys()
    return takeovers_between(before, after, was - now, now - was)


def _shown(view: View) -> dict[str, Fact]:
    return {**view.shown.nodes, **view.shown.links}


def findings_moved(
    before: Iterable[Finding], after: Iterable[Finding], area: str = "", other: str = ""
) -> tuple[FindingMoved, ...]:
    """Return the rules that answer otherwise, in the order of the first findings."""
    now = {finding.rule: finding for finding in after}
    moved = []
    for old in before:
        new = now.get(old.rule)
        if new is None or new is old:
            continue
        subjects = _subjects_moved(old, new, area, other)
        if subjects or old.answer is not new.answer:
            moved.append(
                FindingMoved(
                    rule=old.rule,
                    title=old.title,
                    severity=old.severity,
                    before=old.answer,
                    after=new.answer,
                    sentence_before=old.sentence,
                    sentence=new.sentence,
                    subjects=subjects,
                )
            )
    return tuple(moved)


def _subjects_moved(old: Finding, new: Finding, area: str, other: str) -> tuple[SubjectMoved, ...]:
    """Pair the subjects by id; those of two areas only where both have them."""
    was, now = _keyed(old.subjects, area), _keyed(new.subjects, other)
    keys = [key for key in was if key in now] if area != other else [*was, *now]
    found = []
    for key in dict.fromkeys(keys):
        one, two = was.get(key), now.get(key)
        before, after = (one.answer if one else None), (two.answer if two else None)
        shown = two or one
        if before is not after and shown:
            words = (one.sentence if one else "", two.sentence if two else "")
            found.append(SubjectMoved(shown.id, shown.name, before, after, *words))
    return tuple(found)


def _keyed(
    subjects: Sequence[SubjectFinding], area: str
) -> Mapping[tuple[str, ...], SubjectFinding]:
    """Return subjects by id, by name too where an id comes twice; the area's own is one."""
    times = Counter(subject.id for subject in subjects)
    return {
        ("",) if s.id == area else (s.id,) if times[s.id] == 1 else (s.id, s.name): s
        for s in subjects
    }


def _lines_moved(before: View, after: View) -> tuple[LineMoved, ...]:
    was, now = partnership_of(before.firm), partnership_of(after.firm)
    bodies = {b.id: b.name for b in (*was.bodies, *now.bodies)}
    found = []
    for body, name in bodies.items():
        old, new = tuple(was.hierarchy.line(body)[1:]), tuple(now.hierarchy.line(body)[1:])
        if set(old) != set(new):
            opened = (
                _not_sure(before, was.hierarchy, body, old),
                _not_sure(after, now.hierarchy, body, new),
            )
            found.append(LineMoved(body, name, old, new, *opened))
    return tuple(found)


def _not_sure(view: View, lines: Hierarchy, body: str, above: Sequence[str]) -> tuple[str, ...]:
    """Return the bodies above one to which no way is sure on the day of a view."""
    links = view.snapshot.links
    sure, left = {body}, [body]
    while left:
        lower = left.pop()
        for upper in lines.up(lower):
            firm = any(not view.maybe(links[i]) for i in lines.step_links(lower, upper))
            if firm and upper not in sure:
                sure.add(upper)
                left.append(upper)
    return tuple(one for one in above if one not in sure)


def _kind_counts(before: View, after: View) -> tuple[KindCount, ...]:
    labels = {k.name: k.plural for k in NODE_KIND.values()}
    labels |= {k.name: k.label for k in LINK_KIND.values()}
    was, now = (
        Counter(fact.kind for fact in (*view.shown.nodes.values(), *view.shown.links.values()))
        for view in (before, after)
    )
    return tuple(
        KindCount(kind, label, was[kind], now[kind])
        for kind, label in labels.items()
        if was[kind] or now[kind]
    )


def line_words(moved: LineMoved, found: Comparison) -> str:
    """Say how the line above a body differs.

    A body that has ended or is new is said to be so: neither is a question. Of one that goes on,
    that no line is recorded does not say that there is none.
    """
    return f"{_line_sentence(moved, found)}{_with_succession(moved, found)}"


def took_over_words(found: Comparison) -> tuple[str, ...]:
    """Say who took over from whom between the two, a sentence each."""
    view = found.after
    return tuple(
        f"{view.name(link.to_id)} took over from {view.name(link.from_id)}{on_day(link.since)}."
        for link in found.took_over
    )


def _with_succession(moved: LineMoved, found: Comparison) -> str:
    """Say that a line moved because what it went to was taken over; "" where it was not."""
    left, came = set(moved.before) - set(moved.after), set(moved.after) - set(moved.before)
    for link in found.took_over:
        if link.from_id == moved.body or (link.from_id in left and link.to_id in came):
            names = found.after.name(link.to_id), found.after.name(link.from_id)
            return f" {names[0]} took over from {names[1]}{on_day(link.since)}."
    return ""


def _line_sentence(moved: LineMoved, found: Comparison) -> str:
    was = _line_of(found.before, moved.before, moved.open_before)
    now = _line_of(found.after, moved.after, moved.open_after)
    if moved.body not in found.after.shown.nodes:
        return f"{moved.name} {_gone(moved.body, found)}; before, it answered to {was}."
    if moved.body not in found.before.shown.nodes:
        return f"{moved.name} is new; it answers to {now}."
    before = f"answered to {was}" if was else "had no line upward on record"
    after = f"answers to {now}" if now else "has none on record: ask"
    if moved.body not in found.before.firm.nodes:
        before = f"was {_not_firm(found.before.shown.nodes[moved.body])}"
    if moved.body not in found.after.firm.nodes:
        after = f"is {_not_firm(found.after.shown.nodes[moved.body])}"
    return f"{moved.name} {before}; now it {after}."


def _not_firm(body: Node) -> str:
    """Say why a body that is shown does not count: it is planned, wished for or disputed."""
    return STATUS_SAID.get(body.status, "disputed")


def _gone(body: str, found: Comparison) -> str:
    """Say that a body is there no more: it ended, or was recorded in error."""
    node = found.after.snapshot.nodes.get(body)
    if node is None:
        return "is not on record any more"
    return f"ended{dated('until', node.until)}"


def dated(word: str, day: PartialDate | None) -> str:
    """Say a day in brackets: " (until 31 March 2025)"; "" where none is recorded."""
    return f" ({word} {day_words(day)})" if day else ""


def _line_of(view: View, bodies: Sequence[str], open_ones: Sequence[str]) -> str:
    maybe = " (maybe: a partial date leaves it open)"
    return " then ".join(f"{view.name(i)}{maybe if i in open_ones else ''}" for i in bodies)
