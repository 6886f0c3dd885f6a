"""Deciding: can each quorum be reached by those who sit there, and was it when it decided."""

from collections.abc import Iterator
from typing import NamedTuple

from graph.fact_index import Facts, grouped, is_firm
from graph.facts.dates import day_words
from graph.facts.model import Meeting, Node
from graph.governance_view import Partnership, partnership_of
from graph.quorum import (
    ClassOfQuorum,
    Quorum,
    Reach,
    Turnup,
    has_quorum,
    quorum_of,
    turnup,
)
from graph.rules.citations import cite
from graph.rules.finding import Severity
from graph.rules.registry import UNLISTED, Absence, Evidence, RuleContext, Subject, rule
from graph.seated_holders import SeatedHolder
from graph.sentences import some
from graph.view import View

GROUP = "deciding"
# With fewer registers nothing is said of how a body works.
ENOUGH_REGISTERS = 3
# What was put off, or noted and no more, was not decided.
_NOTHING_DECIDED = ("deferred", "noted")


@rule(
    "quorum-reachable",
    group=GROUP,
    title="A quorum its members can reach",
    question="Can those who sit on each body reach its quorum, as a whole and class by class?",
    severity=Severity.GOOD,
    citations=(cite("CIPFA16"), cite("NOLAN")),
    subjects="bodies with a quorum in numbers",
    listed_in=("bodies", "terms"),
    opens=("quorum-used",),
    remedy="Fill the seats that the quorum needs, or agree another quorum, as published terms of "
    "reference do.",
    would_change="Enough filled seats of full or co-opted members on record, and for each class "
    "enough whose sector, employer or vote is recorded.",
)
def quorum_reachable(context: RuleContext) -> list[Subject]:
    """Met for each body with a quorum: the holders of its own seats reach it and each class."""
    bodies = [body for body in context.firm.bodies if has_quorum(body)]
    return [_reachable(context, body) for body in bodies] or context.waits(
        "No quorum is recorded in numbers yet."
    )


def _reachable(context: RuleContext, body: Node) -> Subject:
    quorum = quorum_of(context.firm, body)
    reach = quorum.reach()
    met = _reached(quorum) if reach is Reach.YES else None
    parts = quorum.parts(quorum.holders)
    short = [_part_words(quorum, part) for part, so in parts if so is not Reach.YES]
    unsaid = _seats_of_which_nothing_is_said(context.firm, body)
    asked = f"Whether anybody has these seats is not recorded: {some(unsaid)}." if unsaid else ""
    return Subject(
        id=body.id,
        name=body.name,
        met=met,
        planned=None if met else _reached(quorum_of(context.intended, body)),
        absent=f"Whether those who sit on {body.name} can reach its quorum is not recorded "
        f"({'; '.join(short)})",
        hint=" ".join(filter(None, (_what_is_open(quorum), asked))),
        looked=(body.id, *(link for holder in quorum.holders for link in holder.links)),
        # While it is open who counts, no list can settle that too few do.
        lists=(("members", body.id),) if reach is Reach.NO and not unsaid else (),
    )


def _seats_of_which_nothing_is_said(partnership: Partnership, body: Node) -> list[str]:
    """Name the seats on the map of which it is not recorded whether they are vacant."""
    nodes = partnership.facts.nodes
    holders = [nodes[link.from_id] for link in partnership.own_recorded_seats(body.id)]
    return [one.name for one in holders if one.kind == "seat" and one.flag("vacant") is None]


def _reached(quorum: Quorum) -> Evidence | None:
    if quorum.reach() is not Reach.YES:
        return None
    parts = [_part_words(quorum, part) for part, _ in quorum.parts(quorum.holders)]
    links = (link for holder in quorum.holders for link in holder.links)
    said = f"Those who sit on {quorum.body.name} can reach its quorum ({'; '.join(parts)})."
    return Evidence(said, (quorum.body.id, *links))


def _part_words(quorum: Quorum, part: ClassOfQuorum | None) -> str:
    """Say of the quorum or a class of it how many it needs, and how many are on record."""
    if part is None:
        return f"{quorum.least} needed, {len(quorum.holders)} on record"
    perhaps = f", perhaps {len(part.maybe)} more" if part.maybe else ""
    return f"{part.label}: {part.least} needed, {len(part.surely)} on record{perhaps}"


def _what_is_open(quorum: Quorum) -> str:
    """Name who may count for more than one, or for a class, where that is not recorded."""
    several = [holder.name for holder in quorum.holders if holder.at_most != 1]
    open_classes = [part for part in quorum.classes if part.maybe]
    said = [f"How many {some(several)} may send is not recorded."] if several else []
    for part in open_classes:
        names = some([quorum.by_id[one].name for one in part.maybe])
        said.append(f"Whether it counts for “{part.label}” is not recorded of: {names}.")
        if part.names_nobody:
            said.append(f"No organisation or post that is there now is called “{part.label}”.")
    return " ".join(said)


class Register(NamedTuple):
    """A meeting with a register, the quorum of that day, and who came."""

    meeting: Meeting
    quorum: Quorum
    turnup: Turnup

    @property
    def is_whole(self) -> bool:
        """Whether it has an entry for every seat held on its day, and that day is known."""
        return self.meeting.day.first == self.meeting.day.last and not self.turnup.without_entry

    @property
    def by_these_terms(self) -> bool:
        """Whether the quorum of today may be held against it: not where terms came later."""
        agreed = self.quorum.body.day("terms_agreed_on")
        return agreed is None or agreed.last <= self.meeting.day.first

    @property
    def quorate(self) -> Reach:
        """Whether those who came were enough: a deputy counts unless the terms say otherwise."""
        decides = self.quorum.body.flag("deputies_decide") is not False
        return self.quorum.reach(self.turnup.there if decides else self.turnup.present)

    @property
    def by_deputies(self) -> bool:
        """Whether it was quorate with the deputies, and would not have been without."""
        with_them = self.quorum.reach(self.turnup.there) is Reach.YES and self.by_these_terms
        return with_them and self.quorum.reach(self.turnup.present) is Reach.NO


def meetings_with_registers(view: View, body: Node) -> list[Meeting]:
    """Return the meetings held by a body that have a register, oldest first."""
    return [m for m in meetings_held(view, body) if m.register]


def meetings_held(view: View, body: Node) -> list[Meeting]:
    """Return the meetings of a body that took place, oldest first."""
    return [m for m in view.meetings_of(body.id) if is_firm(m) and not m.cancelled]


def register_of(view: View, body: Node, meeting: Meeting) -> Register:
    """Return who came to a meeting, by the seats of its day and the terms of today."""
    partnership = _on_the_day(view, meeting)
    quorum = quorum_of(partnership, body)
    return Register(meeting, quorum, turnup(partnership, quorum, meeting))


def _on_the_day(view: View, meeting: Meeting) -> Partnership:
    return partnership_of(view.derived(_DayViews).of(meeting))


class _DayViews:
    """The operating facts of the days on which bodies met, each worked out once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._facts: dict[object, Facts] = {}

    def of(self, meeting: Meeting) -> Facts:
        """Return what operated on the day of a meeting, the first that it may have been."""
        day = meeting.day.first
        if day not in self._facts:
            self._facts[day] = View(self._view.snapshot, day).firm
        return self._facts[day]


@rule(
    "quorum-used",
    group=GROUP,
    title="Decisions taken with a quorum",
    question="Was each body quorate, by its register, whenever it took a recorded decision?",
    severity=Severity.GOOD,
    absence=Absence.NEEDS_EVIDENCE,
    citations=(
        cite("CIPFA16", section="Principle A: rule of law"),
        cite("NOLAN"),
    ),
    subjects="bodies with a quorum and three registers",
    listed_in=("bodies", UNLISTED),
    remedy="Take the decision again at a quorate meeting, or have it confirmed by those who may.",
    would_change="Registers of the meetings that decided, each with an entry for every seat.",
)
def quorum_used(context: RuleContext) -> list[Subject]:
    """Met for each body: whenever it took a recorded decision its register shows a quorum."""
    bodies = [
        body
        for body in context.firm.bodies
        if has_quorum(body) and len(meetings_with_registers(context.view, body)) >= ENOUGH_REGISTERS
    ]
    if not bodies:
        return context.waits(
            "Fewer than three registers are recorded yet of any body whose quorum is in numbers."
        )
    decided = grouped(_decisions(context.firm), lambda node: node.text("from_meeting") or "")
    return [_used(context, body, decided) for body in bodies]


def _decisions(partnership: Partnership) -> Iterator[Node]:
    for decision in partnership.facts.of_kind("decision"):
        if decision.text("outcome") not in _NOTHING_DECIDED:
            yield decision


def _used(context: RuleContext, body: Node, decided: dict[str, list[Node]]) -> Subject:
    view = context.view
    taken = {
        meeting.id: [d.id for d in decided.get(meeting.id, ()) if d.text("by") in (None, body.id)]
        for meeting in meetings_held(view, body)
    }
    deciding = [m for m in meetings_held(view, body) if taken[m.id]]
    registers = [register_of(view, body, m) for m in deciding if m.register]
    quorate = {r.meeting.id for r in registers if r.quorate is Reach.YES}
    inquorate = [r for r in registers if r.quorate is Reach.NO and r.is_whole and r.by_these_terms]
    unknown = [m for m in deciding if m.id not in quorate]
    facts = (body.id, *(fact for m in deciding for fact in (m.id, *taken[m.id])))
    return Subject(
        id=body.id,
        name=body.name,
        contradiction=_without_quorum(body, inquorate, taken) if inquorate else None,
        met=Evidence(_always(body, len(deciding)), facts) if deciding and not unknown else None,
        absent=_not_known(body, unknown),
        hint=_why_not_known(view, [r for r in registers if r.meeting in unknown]),
        looked=facts,
    )


def _without_quorum(body: Node, inquorate: list[Register], taken: dict[str, list[str]]) -> Evidence:
    days = some([_told(r) for r in inquorate], 3)
    said = f"{body.name} took a recorded decision without its quorum, by its register: {days}."
    facts = (fact for r in inquorate for fact in (r.meeting.id, *taken[r.meeting.id]))
    return Evidence(said, (body.id, *facts))


def _told(register: Register) -> str:
    """Say of a meeting what was needed and who was there, by number."""
    decides = register.quorum.body.flag("deputies_decide") is not False
    there = register.turnup.there if decides else register.turnup.present
    present = [register.quorum.by_id[one] for one in there]
    lacking = [
        _lacking(register.quorum, part, present)
        for part, reach in register.quorum.parts(present)
        if reach is not Reach.YES
    ]
    return f"{day_words(register.meeting.day)} ({', '.join(lacking)})"


def _lacking(quorum: Quorum, part: ClassOfQuorum | None, present: list[SeatedHolder]) -> str:
    if part is None:
        return f"{len(present)} there, {quorum.least} needed"
    there = sum(holder.id in part.surely for holder in present)
    return f"{part.label}: {there} there, {part.least} needed"


def _always(body: Node, count: int) -> str:
    if count == 1:
        return f"{body.name} was quorate, by its register, at the one meeting with a decision."
    return f"{body.name} was quorate, by its registers, at the {count} meetings with a decision."


def _not_known(body: Node, unknown: list[Meeting]) -> str:
    if not unknown:
        return f"A decision that {body.name} took at a meeting is not recorded"
    days = some([day_words(meeting.day) for meeting in unknown], 3)
    return f"Whether {body.name} was quorate when it decided is not recorded for: {days}"


def _why_not_known(view: View, registers: list[Register]) -> str:
    """Say whom registers leave out, and where they cannot tell."""
    left_out = dict.fromkeys(one for r in registers for one in r.turnup.without_entry)
    if not left_out:
        return ""
    return f"Left out of a register: {some(list(map(view.name, left_out)))}."
