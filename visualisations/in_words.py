"""The same map in words: a row for each thing, and a summary a person can read aloud."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.facts.dates import day_words
from graph.facts.model import Confidence, Link, Node, Recorded, Status
from graph.governance_view import asked_for_a_line, is_seat
from graph.kinds import LINK_KIND, NODE_KIND
from graph.network import ends_outside, upward_step
from graph.rules.citations import headed
from graph.rules.finding import Citation, Finding, Outcome, SubjectFinding
from graph.rules.registry import GROUPS
from graph.sentences import kind_words, link_verbs, read_in, reference_words
from graph.view import View

_STATUS_WORDS = {Status.PLANNED: "planned", Status.ASPIRED: "wished for"}
OPEN = (Outcome.GAP, Outcome.PLANNED, Outcome.SILENT)
MAYBE = "maybe: its dates leave it open"
_LISTED = 8  # names in one sentence, as many as are taken in when it is read aloud
_FACTS = 2  # facts behind a finding; all of them stand on the page of its check


@dataclass(frozen=True, slots=True)
class NodeInWords:
    """One thing in words: what it is, whom it answers to, who answers to it, who sits on it.

    other holds every further link as a sentence, missing what the checks say about it.
    """

    id: str
    name: str
    kind: str
    tier: str
    doubts: tuple[str, ...]
    answers_to: tuple[str, ...]
    answered_by: tuple[str, ...]
    seats: tuple[str, ...]
    other: tuple[str, ...]
    missing: tuple[str, ...]
    sources: tuple[str, ...]


def missing_by_id(findings: Iterable[Finding], cited: bool = False) -> dict[str, tuple[str, ...]]:
    """Return the sentences of open findings by the id they are about, gaps first.

    cited adds to each the guidance it rests on and the facts it read.
    """
    ranked: dict[str, list[tuple[int, str]]] = {}
    for finding in findings:
        place_of = {fact.id: place for place, fact in enumerate(finding.facts)} if cited else {}
        for subject in finding.subjects:
            if subject.outcome in OPEN:
                sentence = subject.sentence + (
                    _grounds(finding, subject, place_of) if cited else ""
                )
                entry = (OPEN.index(subject.outcome), sentence)
                for about in dict.fromkeys((subject.id, *subject.about)):
                    ranked.setdefault(about, []).append(entry)
    return {
        about: tuple(dict.fromkeys(text for _, text in sorted(entries, key=lambda e: e[0])))
        for about, entries in ranked.items()
    }


def passage(citation: Citation) -> str:
    """Name published guidance and the heading of its passage, or say that it has none."""
    section = citation.section
    return f"{citation.source}, " + (f"under \u201c{section}\u201d" if headed(section) else section)


def _grounds(finding: Finding, subject: SubjectFinding, place_of: Mapping[str, int]) -> str:
    """Say what one answer rests on; place_of is where each fact stands in those of the finding."""
    places = sorted({place_of[fact] for fact in subject.facts if fact in place_of})
    facts = [finding.facts[place] for place in places]
    read = [f"{fact.sentence} ({fact.source})" for fact in facts[:_FACTS]]
    if len(facts) > _FACTS:
        read.append(f"and {len(facts) - _FACTS} more")
    guidance = "; ".join(passage(citation) for citation in finding.citations)
    return f" [Guidance: {guidance}. Facts read: {' '.join(read) or 'none'}]"


def node_in_words(
    view: View, node: Node, missing: Sequence[str] = (), cited: bool = False
) -> NodeInWords:
    """Say in words what the map shows of one thing; cited adds to each link where it was read."""
    facts = view.shown
    up, down, seats, other = [], [], [], []
    for link in (*facts.out_links(node.id), *facts.in_links(node.id)):
        has_seat = is_seat(link) and link.to_id == node.id
        words = _seat(view, link) if has_seat else _link_from(view, link, node.id)
        words = f"{words} [{read_in(link, view.snapshot)}]" if cited else words
        step = upward_step(link, facts)
        if (step and step[0] == node.id) or (link.from_id == node.id and ends_outside(link, facts)):
            up.append(words)
        elif step:
            down.append(words)
        elif has_seat:
            seats.append(words)
        else:
            other.append(words)
    return NodeInWords(
        id=node.id,
        name=node.name,
        kind=kind_words(node),
        tier=node.text("tier") or "",
        doubts=doubts(view, node),
        answers_to=tuple(up),
        answered_by=tuple(down),
        seats=tuple(seats),
        other=tuple(other),
        missing=tuple(missing),
        sources=tuple(reference_words(each, view.snapshot) for each in node.sources)
        or ("no source recorded",),
    )


def doubts(view: View, fact: Recorded) -> tuple[str, ...]:
    """Say what makes a fact less than firm: planned, wished for, disputed, inferred, maybe."""
    words = [_STATUS_WORDS[fact.status]] if fact.status in _STATUS_WORDS else []
    if words and fact.since:
        words[0] += f", {fact.since}"
    if fact.confidence is not Confidence.STATED:
        words.append(fact.confidence.value)
    if view.maybe(fact):  # type: ignore[arg-type]
        words.append(MAYBE)
    return tuple(words)


def _link_from(view: View, link: Link, here: str) -> str:
    verb, reverse = link_verbs(link)
    outward = link.from_id == here
    verb, other = (verb, link.to_id) if outward else (reverse, link.from_id)
    return f"{verb} {view.name(other)}{_bracket(view, link)}"


def _seat(view: View, link: Link) -> str:
    role = "" if link.kind == "member_of" else LINK_KIND[link.kind].label
    words = [role] if role else []
    if link.flag("vacant"):
        words.append("vacant")
    return f"{view.name(link.from_id)}{_bracket(view, link, *words)}"


def _bracket(view: View, link: Link, *first: str) -> str:
    words = [*first, *([link.text("matter") or ""] if link.text("matter") else [])]
    words += doubts(view, link)
    return f" ({', '.join(words)})" if words else ""


def summary(view: View, findings: Iterable[Finding] = ()) -> tuple[str, ...]:
    """Return the map as a few plain sentences: how much, the lines, what has none, what to ask."""
    facts, area = view.shown, view.snapshot.area
    counted = Counter(node.kind for node in facts.nodes.values())
    parts = [
        f"{number} {NODE_KIND[kind].label if number == 1 else NODE_KIND[kind].plural}"
        for kind, number in counted.items()
    ]
    parts.sort()
    day = day_words(view.day)
    sentences = [
        f"The map of {area.name} as of {day} holds {_list(parts)}."
        if parts
        else f"Nothing is recorded for {area.name} as of {day}."
    ]
    lines, without = [], []
    for body in facts.of_kind("body"):
        up = node_in_words(view, body).answers_to
        if up:
            lines.append(f"{body.name} {' and '.join(up)}.")
        elif asked_for_a_line(body):
            without.append(body.name)
    sentences.extend(lines or ["No line of accountability from body to body is recorded."])
    if without:
        sentences.append(f"No upward line is recorded, so ask, for {_list(without)}.")
    if not facts.of_kind("body"):
        ask = "No board, group or other body is recorded. Ask which board leads the work."
        sentences.append(ask)
    sentences.extend(_gaps_and_questions(findings))
    return tuple(sentences)


def _gaps_and_questions(findings: Iterable[Finding]) -> list[str]:
    listed = list(findings)
    gaps = [f.sentence for f in listed if f.outcome is Outcome.GAP]
    silent = [f for f in listed if f.outcome is Outcome.SILENT]
    sentences = [gap if gap.startswith("Gap") else f"Gap: {gap}" for gap in gaps]
    for group, heading in GROUPS.items():
        questions = [f.question for f in silent if f.group == group]
        if questions:
            sentences.append(f"Not recorded, so ask ({heading.lower()}): {' '.join(questions)}")
    return sentences


def _list(names: Sequence[str]) -> str:
    if len(names) > _LISTED:
        return f"{', '.join(names[:_LISTED])} and {len(names) - _LISTED} more"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
