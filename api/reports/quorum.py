"""Quorum under stress in words: what a body asks, the fewest absences that stop it, registers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.reports.printing import SourceNumbers, area_and_day, csv_text, json_text, wrapped
from api.reports.wording import capital, cautions, count_words
from api.service.reader import resolve
from graph.facts.dates import day_words
from graph.governance_view import partnership_of
from graph.kinds import NODE_KIND
from graph.places_read import Places, places_read, places_words
from graph.quorum import Reach, has_quorum, quorum_of
from graph.quorum_registers import RegisterQuorum, register_quorums
from graph.quorum_stress import AnyOf, QuorumStress, StoppingSets, requirements, stress, stress_of
from graph.view import View

NO_QUORUM = (
    "No body has a quorum recorded in numbers. That says nothing about whether there is one: ask "
    "for the terms of reference."
)
HOW_TO_RECORD = (
    'Record it on the sheet "Bodies" of the workbook: in "Quorum" the least number present, in '
    '"Quorum by class" the least number of each, as council: 1; police: 1.'
)
ON_RECORD = "Only members on record are counted: who else sits there is not recorded."
_NAMED = 12  # names in one line, more than a person holds against a list of members
_SHOWN = 12  # lines of sets; how many there are is said
_COLUMNS = (
    *("area", "as_of", "body", "asks", "reached", "fewest_absent", "sets", "in_all", "sentence"),
    *("not_known", "source"),
)
_REACHED = {Reach.YES: "yes", Reach.MAYBE: "not known", Reach.NO: "no"}


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """A past meeting: its day, and how near it came to missing the quorum."""

    found: RegisterQuorum
    sentence: str


@dataclass(frozen=True, slots=True)
class QuorumWords:
    """A body's quorum under stress in words.

    asks are the numbers, words what no number can say, sentence what it takes to stop it, ways the
    smallest sets, always who is in each of them, perhaps what may be enough as long as something is
    not recorded.
    """

    found: QuorumStress
    asks: tuple[str, ...]
    words: str
    members: str
    sentence: str
    ways: tuple[str, ...]
    always: str
    perhaps: str
    not_known: tuple[str, ...]
    registers: tuple[RegisterWords, ...]
    nearest: str
    fact_ids: tuple[str, ...]
    places: Places

    @property
    def source(self) -> str:
        """Where the quorum was read, in words."""
        return places_words(self.places)


def in_words(view: View, body: str | None = None) -> tuple[QuorumWords, ...]:
    """Return the bodies with a quorum in numbers in words, or one of them.

    body is an id or a name; raises AmbiguousName or UnknownThing where it names no thing.
    """
    wanted = None if body is None else resolve(view.snapshot, body)
    return tuple(_body(view, f) for f in stress_of(view) if wanted in (None, f.body.id))


def of_body(view: View, body_id: str) -> QuorumWords | None:
    """Return the quorum of a body in words; None where none is recorded in numbers."""
    body = view.firm.nodes.get(body_id)
    if body is None or not has_quorum(body):
        return None
    partnership = partnership_of(view.firm)
    return _body(view, stress(partnership, quorum_of(partnership, body)))


def _body(view: View, found: QuorumStress) -> QuorumWords:
    body, quorum = found.body, found.quorum
    registers = register_quorums(view, body)
    not_known = list(found.not_known)
    if not view.declared("members", body.id):
        not_known.append(ON_RECORD)
    in_all = [group.name for group in found.surely.in_all]
    return QuorumWords(
        found=found,
        asks=tuple(one.words for one in requirements(quorum)),
        words=body.text("quorum_words") or "",
        members=_members(found),
        sentence=_sentence(found),
        ways=_ways(found.surely),
        always=_always(found.surely, in_all),
        perhaps=_perhaps(found),
        not_known=tuple(not_known),
        registers=tuple(RegisterWords(one, _register(one)) for one in registers),
        nearest=_nearest(registers),
        fact_ids=(body.id, *(link for holder in quorum.holders for link in holder.links)),
        places=places_read(body, view.snapshot),
    )


def _members(found: QuorumStress) -> str:
    """Say how many members are on record, and of how many organisations as far as recorded."""
    holders = found.quorum.holders
    if not holders:
        return "No member is on record."
    said = f"{capital(count_words(len(holders), 'member'))} on record"
    organisations = {holder.organisation for holder in holders} - {None}
    if not organisations:
        return f"{said}; of which organisations is not recorded."
    return f"{said}, of {count_words(len(organisations), 'organisation')}."


def _sentence(found: QuorumStress) -> str:
    stops, members = found.surely, found.quorum.holders
    if not members:
        return "Nobody is recorded as a member: ask who sits on it."
    if not requirements(found.quorum):
        return "Its quorum asks for nobody, so no absence stops it."
    if stops.size == 0:
        missed = " and ".join(one.words for one in stops.missed)
        return f"The members on record do not come to its quorum, even all together: {missed}."
    if found.reach is Reach.MAYBE:
        begin = "Whether the members on record come to its quorum is not known. "
    else:
        begin = ""
    if stops.size == 1:
        return f"{begin}One absence is enough to stop it."
    return f"{begin}It takes {stops.size} absences at once to stop it."


def _ways(stops: StoppingSets) -> tuple[str, ...]:
    if not stops.size:
        return ()
    ways = [pattern_words(pattern) for pattern in stops.patterns[:_SHOWN]]
    if stops.number is None:
        return (*ways, "and more than can be listed")
    more = len(stops.patterns) - len(ways)
    return (*ways, f"and {more} more ways") if more else tuple(ways)


def pattern_words(pattern: Sequence[AnyOf]) -> str:
    """Say who is absent together: "Council and any 2 of A, B, C"."""
    # First who has to be among them.
    parts = sorted(pattern, key=lambda part: part.many < len(part.among))
    return " and ".join(_any_of(part) for part in parts)


def _any_of(part: AnyOf) -> str:
    names = [group.name for group in part.among]
    more = len(names) - _NAMED
    shown = names[:_NAMED] + ([f"{more} more"] if more > 0 else [])
    one = part.many == 1
    last = "or" if one else "and"
    listed = f"{', '.join(shown[:-1])} {last} {shown[-1]}" if len(shown) > 1 else shown[0]
    if part.many == len(names):
        return listed
    return f"any {'one' if one else part.many} of {listed}"


def _always(stops: StoppingSets, in_all: Sequence[str]) -> str:
    if not stops.size or (stops.number == 1):
        return ""
    if in_all:
        return f"In each of these: {', '.join(in_all)}."
    return "No organisation is in each of these."


def _perhaps(found: QuorumStress) -> str:
    """Say what may be enough to stop it; "" where nothing that is open makes a difference."""
    perhaps = found.perhaps
    if found.certain or not perhaps.size or not found.surely.size:
        return ""
    ways = "; or ".join(pattern_words(pattern) for pattern in perhaps.patterns[:3])
    more = "; or others" if len(perhaps.patterns) > 3 else ""
    return f"As long as something is not recorded, this may be enough: {ways}{more}."


def _register(one: RegisterQuorum) -> str:
    came = f"{one.came} of {one.members} members came"
    came += (
        f", {count_words(one.deputies, 'deputy', 'deputies')} among them" if one.deputies else ""
    )
    tight = min((spare for _, spare in one.spare), default=0)
    what = next((asked.words for asked, spare in one.spare if spare == tight), "")
    if one.reach is Reach.MAYBE:
        said = "whether it was quorate is not known"
        if one.unlisted:
            said += f": its register says nothing of {count_words(one.unlisted, 'member')}"
    elif one.reach is Reach.NO:
        said = f"not quorate: too few for {what}"
    elif tight == 0:
        said = f"quorate with none to spare for {what}"
    else:
        said = f"quorate with {tight} to spare for {what}"
    return f"{day_words(one.meeting.day)}: {came}; {said}."


def _nearest(registers: Sequence[RegisterQuorum]) -> str:
    """Say how near the meetings that were quorate came to missing it."""
    if not registers:
        return "No register of it by these terms is on record: how near it came is not known."
    by_reach = {reach: sum(one.reach is reach for one in registers) for reach in Reach}
    said = [
        f"{by_reach[reach]} {words}"
        for reach, words in (
            (Reach.YES, "quorate"),
            (Reach.NO, "not"),
            (Reach.MAYBE, "of which it is not known"),
        )
        if by_reach[reach]
    ]
    counted = f"By {count_words(len(registers), 'register')}: {', '.join(said)}."
    quorate = [one for one in registers if one.reach is Reach.YES]
    if not quorate:
        return counted
    near = min(quorate, key=lambda one: one.further.size)
    more = count_words(near.further.size, "more absence")
    return (
        f"{counted} The nearest was on {day_words(near.meeting.day)}: {more} would have stopped it."
    )


def as_text(view: View, body: str | None = None) -> str:
    """Return the bodies as text, each with where its quorum was read."""
    found, sources = in_words(view, body), SourceNumbers[str]()
    lines = [area_and_day(view), *cautions(view)]
    if not found:
        said = _nothing(view, body)
        lines += ["", *wrapped(said, "", hang=""), *wrapped(HOW_TO_RECORD, "", hang="")]
    for each in found:
        lines += ["", f"{each.found.body.name} [{sources.of(each.source)}]"]
        lines += wrapped(f"Quorum: {'; '.join(each.asks)}. {each.members}")
        lines += wrapped(each.words) if each.words else []
        lines += wrapped(each.sentence)
        lines += [line for way in each.ways for line in wrapped(f"- without {way}")]
        for said in (each.always, each.perhaps, *each.not_known, each.nearest):
            lines += wrapped(said)
        lines += [line for one in each.registers for line in wrapped(f"- {one.sentence}")]
    return "\n".join([*lines, *sources.lines()]) + "\n"


def _nothing(view: View, body: str | None) -> str:
    if body is None:
        return NO_QUORUM
    node = view.snapshot.nodes[resolve(view.snapshot, body)]
    if node.kind != "body":
        return f"{node.name} is no body: it is recorded as {NODE_KIND[node.kind].label}."
    if node.id not in view.firm.nodes and has_quorum(node):
        return f"{node.name} does not operate on {day_words(view.day)}."
    return f"No quorum in numbers is recorded of {node.name}: ask for its terms of reference."


def as_json(view: View, body: str | None = None) -> str:
    """Return the bodies as JSON, with the ids of organisations and seats."""
    found = in_words(view, body)
    content = {
        "area": view.snapshot.area.slug,
        "as_of": view.day.isoformat(),
        "cautions": list(cautions(view)),
        "bodies": [_object(each) for each in found],
    }
    return json_text(content)


def _object(each: QuorumWords) -> dict[str, Any]:
    found = each.found
    return {
        "id": found.body.id,
        "name": found.body.name,
        "asks": list(each.asks),
        "words": each.words or None,
        "members": len(found.quorum.holders),
        "reached": _REACHED[found.reach],
        "sentence": each.sentence,
        "stops": _sets_object(found.surely),
        "may_stop": _sets_object(found.perhaps),
        "not_known": list(each.not_known),
        "registers": [_register_object(one) for one in each.registers],
        "nearest": each.nearest,
        "source": each.source,
    }


def _sets_object(stops: StoppingSets) -> dict[str, Any]:
    return {
        "fewest": stops.size,
        "sets": stops.number,
        "in_all": [group.name for group in stops.in_all],
        "patterns": [
            [{"any": part.many, "of": [group.name for group in part.among]} for part in pattern]
            for pattern in stops.patterns
        ],
        "missed": [one.words for one in stops.missed],
    }


def _register_object(one: RegisterWords) -> dict[str, Any]:
    found = one.found
    return {
        "meeting": found.meeting.id,
        "day": str(found.meeting.day),
        "members": found.members,
        "came": found.came,
        "deputies": found.deputies,
        "quorate": _REACHED[found.reach],
        "spare": {asked.words: spare for asked, spare in found.spare},
        "more_absences": found.further.size,
        "sentence": one.sentence,
    }


def as_csv(view: View, body: str | None = None) -> str:
    """Return a row for each body."""
    head = (view.snapshot.area.slug, view.day.isoformat())
    return csv_text(_COLUMNS, [(*head, *_row(each)) for each in in_words(view, body)])


def _row(each: QuorumWords) -> tuple[str, ...]:
    found = each.found
    in_all = "; ".join(group.name for group in found.surely.in_all)
    return (
        found.body.name,
        "; ".join(each.asks),
        _REACHED[found.reach],
        str(found.surely.size),
        "" if found.surely.number is None else str(found.surely.number),
        in_all,
        each.sentence,
        " ".join(each.not_known),
        each.source,
    )


FORMATS: Mapping[str, Callable[[View, str | None], str]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
}
