"""The module's questions and barriers and the lists about partners, in plain text."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from api.reports.findings import cited
from api.reports.printing import TREATED_AS_COMPLETE, SourceNumbers, area_and_day, wrapped
from api.reports.wording import LISTS, OUTCOME_TAGS, capital, cautions, fact_doubt, known_words
from api.service.citation import evidence
from graph import partner_lists
from graph.governance.nine_barriers import BARRIERS
from graph.governance.question import AnsweredQuestion, answers
from graph.governance.twelve_questions import QUESTIONS
from graph.rules.citations import cite
from graph.rules.finding import Finding
from graph.view import View

_LEVELS = {
    "strategic": "Strategic",
    "operational": "Operational or local",
    "": "Level not recorded",
}


class _Cited:
    """Says facts of a view, and numbers the places they were read in."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.sources = SourceNumbers[str]()

    def marks(self, ids: Iterable[str]) -> str:
        """Return the numbers of the places some facts were read in, and any doubt on the day."""
        read = evidence(ids, self.view)
        numbers = dict.fromkeys(self.sources.of(f.source) for f in read)
        doubt = next((f" {fact_doubt(f, self.view.day)}" for f in read if f.maybe), "")
        return doubt + "".join(f" [{number}]" for number in numbers)

    def fact(self, fact_id: str) -> str:
        """Say a fact, with any doubt and its number."""
        (read,) = evidence([fact_id], self.view)
        return f"{read.sentence}{self.marks([fact_id])}"

    def things(self, ids: Iterable[str]) -> list[str]:
        """Name things in lines of their own, each with its number."""
        return [line for i in ids for line in wrapped(f"- {self.view.name(i)}{self.marks([i])}")]


def as_text(view: View, findings: Sequence[Finding], known: date | None = None) -> str:
    """Return the page of partnership questions as text; known is the day the map is known of."""
    say = _Cited(view)
    found = {finding.rule: finding for finding in findings}
    lines = [area_and_day(view)]
    if known:
        lines.append(" ".join(known_words(known)))
    lines += cautions(view)
    if view.complete:
        lines.append(TREATED_AS_COMPLETE)
    lines.append("What is not on record is a question to ask, never a failing.")
    lines += ["", "Twelve questions", f"Guidance: {cited(cite('000', 75))}"]
    lines += [line for one in answers(view, QUESTIONS) for line in _answer(one, say, found)]
    lines += ["", "Nine barriers", f"Guidance: {cited(cite('000', 47))}"]
    lines.append("A fact listed here bears on the barrier; it does not say that there is one.")
    lines += [line for one in answers(view, BARRIERS) for line in _answer(one, say, found)]
    for name, content in (
        ("sectors", _sectors(say)),
        ("unseated", _unseated(say)),
        ("involvement", _involvement(say)),
        ("invite", _invited(say)),
        ("chains", _chains(say)),
        ("risks", _risks(say)),
    ):
        lines += ["", LISTS[name], *content]
    return "\n".join([*lines, *say.sources.lines()]) + "\n"


def _answer(answered: AnsweredQuestion, say: _Cited, findings: Mapping[str, Finding]) -> list[str]:
    asked = answered.asked
    lines = ["", f"  {asked.number}. {asked.title}", *wrapped(asked.question)]
    for said in answered.said:
        later = " Not yet so." if said.intended else ""
        lines += wrapped(f"- {say.fact(said.fact)}{later}")
    if not answered.said:
        lines += wrapped("Not recorded: ask.")
    bearing = [findings[rule] for rule in asked.rules if rule in findings]
    told = "; ".join(f"{f.title} ({OUTCOME_TAGS[f.answer]})" for f in bearing)
    return lines + (wrapped(f"Checks that bear on it: {told}.") if told else [])


def _sectors(say: _Cited) -> list[str]:
    rows = partner_lists.by_sector(say.view)
    lines: list[str] = []
    for row in rows:
        if row.seats:
            lines += ["", f"  {capital(row.label)}"]
        for level, heading in _LEVELS.items():
            seats = sorted(row.at(level), key=lambda seat: seat.holder)
            for holder, some in groupby(seats, key=lambda seat: seat.holder):
                on = ", ".join(f"{say.view.name(s.body)}{say.marks(s.facts)}" for s in some)
                lines += wrapped(f"{heading}: {say.view.name(holder)}, on {on}")
    if not lines:
        lines.append("  No seat is recorded: ask who sits where.")
    empty = [row for row in rows if row.sector and not row.seats]
    if empty:
        lines += ["", "  Sectors for which no seat is recorded"]
    for row in empty:
        there = ", ".join(say.view.name(i) for i in row.unseated)
        on_map = f" (on the map, without a seat on record: {there})" if there else ""
        lines += wrapped(f"- {capital(row.label)}{on_map}")
    return lines


def _unseated(say: _Cited) -> list[str]:
    found = say.things(node.id for node in partner_lists.without_seat(say.view))
    if not found:
        return [f"  {partner_lists.seated_words(say.view)}"]
    return ["  Ask whether they should have one, or already do.", *found]


def _involvement(say: _Cited) -> list[str]:
    lines: list[str] = []
    for label, ids in partner_lists.by_involvement(say.view):
        if ids:
            lines += [f"  {capital(label) or 'No answer on record: ask'}", *say.things(ids)]
    return lines or ["  No organisation is on the map."]


def _invited(say: _Cited) -> list[str]:
    lines = [f"Guidance: {cited(cite('002', 132))}"]
    lines.append("Only what is on the map can be listed: think of who is not.")
    for part in partner_lists.whom_to_invite(say.view):
        lines += ["", f"  {part.title}"]
        for guest in part.things:
            said = f"{say.view.name(guest.thing)} ({guest.why})"
            lines += wrapped(f"- {said}{say.marks(guest.facts)}")
        if not part.things:
            lines += wrapped(f"Nobody on record: ask for {part.hint}.")
    return lines


def _chains(say: _Cited) -> list[str]:
    chains = partner_lists.commissioning_chains(say.view)
    if not chains:
        return ["  No commission and no sub-contract is recorded: ask who pays for what."]
    told = (" ".join(say.fact(link) for link in chain) for chain in chains)
    return [line for said in told for line in wrapped(f"- {said}")]


def _risks(say: _Cited) -> list[str]:
    registers = partner_lists.risks(say.view)
    if not registers:
        return ["  No risk register is recorded: ask whether there is one."]
    lines: list[str] = []
    for plan, found in registers:
        lines.append(f"  {plan.name}{say.marks([plan.id])}")
        if not found:
            lines += wrapped("Its risks are not recorded: ask.")
        for risk, how in found:
            done = capital(how) or "what is done about it is not recorded: ask"
            lines += wrapped(f"- {capital(risk)}: {done}")
    return lines
