"""What attendance says about arrangements and seats, where it says nothing about anybody.

Time and money limit how often families can come: that they attend less at a body is a question
about the time, place and support it offers (National Centre for Family Hubs, governance module).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.engagement.ranking import engagement_of
from graph.engagement.register import AttendanceEntry, recency, turnout
from graph.engagement.scoring import ENOUGH_REGISTERS
from graph.facts.model import Link
from graph.kinds import node_attributes
from graph.view import View

# The share of places taken up under which the arrangement is worth a question.
LOW = 0.50
_SUPPORT = node_attributes("body")["support"]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A remark about a body or a seat (its id), with the facts that were read."""

    id: str
    sentence: str
    remedy: str
    facts: tuple[str, ...]


def family_arrangements(view: View) -> tuple[Arrangement, ...]:
    """Return the bodies whose families, young people or communities have attended less."""
    return tuple(_families(view))


def _families(view: View) -> Iterator[Arrangement]:
    registers = engagement_of(view).registers
    for body in view.firm.of_kind("body"):
        entries = registers.of_people(body.id)
        seen = turnout(view.day, entries)
        if seen.registers < ENOUGH_REGISTERS or _mean(entries) >= LOW:
            continue
        support = ", ".join(_SUPPORT.label_of(word) for word in body.words("support"))
        offered = f"On record as support: {support}." if support else "No support is on record."
        yield Arrangement(
            body.id,
            f"Families and communities have attended less at {body.name}, by "
            f"{seen.registers} registers. That says something about how it meets, not about them. "
            f"{offered}",
            "Ask them what would make coming easier: the time, the place, money, childcare.",
            tuple(entry.meeting for entry in seen.entries),
        )


def _mean(entries: list[AttendanceEntry]) -> float:
    """Return the share of places taken up at a body, recent meetings counting more."""
    # Counted from the newest one: seen from thousands of years later every weight is nothing.
    newest = max(entry.day for entry in entries)
    weights = [recency(newest, entry.day) for entry in entries]
    came = [w for w, e in zip(weights, entries, strict=True) if e.value in ("present", "deputy")]
    return sum(came) / sum(weights)


def deputised_seats(view: View) -> tuple[Arrangement, ...]:
    """Return the seats whose named member seldom comes, while deputies do."""
    seats = (f for body in view.firm.of_kind("body") for f in view.firm.in_links(body.id))
    found = (_deputised(view, seat) for seat in seats)
    return tuple(one for one in found if one)


def _deputised(view: View, seat: Link) -> Arrangement | None:
    registers = engagement_of(view).registers
    seen = registers.of_seat(seat)
    if seen is None or not seen.scored or seen.registers < ENOUGH_REGISTERS:
        return None
    present = sum(1 for entry in seen.entries if entry.value == "present")
    deputies = sum(1 for entry in seen.entries if entry.value == "deputy")
    if present >= deputies or deputies * 2 < seen.registers:
        return None
    holder, body = _holder(view, seat), view.name(seat.to_id)
    return Arrangement(
        seat.id,
        f"A deputy took the seat of {holder} on {body} at {deputies} of {seen.registers} "
        f"meetings with a register. The organisation is there; whether the seat fits its holder "
        "is worth asking.",
        "Give the seat to the one who comes, or change the time so that its holder can.",
        tuple(entry.meeting for entry in seen.entries),
    )


def _holder(view: View, seat: Link) -> str:
    """Name whose seat it is: never a person, but the organisation behind one."""
    holder = view.firm.nodes[seat.from_id]
    if holder.kind != "person":
        return holder.name
    organisation = engagement_of(view).affiliations.organisation(seat.from_id, view.day)
    return view.name(organisation) if organisation else "one member"
