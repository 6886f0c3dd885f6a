"""The numbers of engagement worked out a second time, from engagement.md 4.2 to 4.4 alone.

Written from the text's table, row by row, and importing nothing of graph.engagement: where the two
differ, one of them misread it. `PartnerRecord.town` puts the same record on a map.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from tests.towns import Town

WORTH = {
    "present": 1.0,
    "deputy": 0.8,
    "apologies_with_input": 0.3,
    "apologies": 0.1,
    "no_contact": 0.0,
}
# The partner's seats on the main board: two posts of it, and itself.
SEATS = ("first", "second", "org")
ROLES = {"chairs": 1.0, "co_chairs": 1.0, "vice_chairs": 0.6, "leads": 0.6}


@dataclass(frozen=True)
class Sitting:
    """A meeting; a register of None was not kept, an empty one leaves the partner out."""

    day: date
    register: Mapping[str, str] | None
    cancelled: bool = False


@dataclass(frozen=True)
class PartnerRecord:
    """What is on record of one partner; None and nothing: not recorded."""

    as_of: date
    sittings: Sequence[Sitting] = ()
    actions: Sequence[tuple[date, date | None]] = ()  # due and closed
    roles: Sequence[str] = ()
    filled: Sequence[bool] | None = None  # the seat list, in the order of SEATS
    agreements: Sequence[bool] = ()  # of those it needs: signed or not
    links: Sequence[bool] = ()  # of those expected to be two-way: confirmed or not
    two_sources: bool = True  # for the links; one of them is in the second
    gives: Sequence[str] | None = None

    def town(self) -> Town:
        """Return the record as a map, on which the partner is called org."""
        more = {} if self.gives is None else {"resources": list(self.gives)}
        made = Town().main().organisation("org", "vcs", **more).organisation("clerk")
        for local in ("first", "second"):
            made.post(local).link(local, "employed_by", "org")
        for number, local in enumerate(SEATS):
            marked = {} if self.filled is None else {"vacant": not self.filled[number]}
            made.link(local, "member_of", "main", **marked)  # type: ignore[arg-type]
        for number, sitting in enumerate(self.sittings):
            came = {} if sitting.register is None else {"clerk": "present", **sitting.register}
            day = sitting.day.isoformat()
            made.meet(f"m{number}", "main", day, cancelled=sitting.cancelled, register=came)
        for number, (due, closed) in enumerate(self.actions):
            ended = {"closed": closed.isoformat()} if closed else {}
            made.node(f"a{number}", "action", owner="first", due=due.isoformat(), **ended)
        made.node("stream", "service").body("other", "advisory_board")
        for role in self.roles:
            made.link("second", role, "stream" if role == "leads" else "other")
        for number, signed in enumerate(self.agreements):
            made.node(f"isa{number}", "agreement", agreement_kind="information_sharing")
            status = "operating" if signed else "planned"
            made.link("org", "party_to", f"isa{number}", status=status)
        for number, confirmed in enumerate(self.links):
            with_ = f"with{number}"
            document = "plan" if self.two_sources and number == 0 else "minutes"
            made.organisation(with_).link("org", "coordinates_with", with_, document=document)
            if confirmed:
                made.link(with_, "coordinates_with", "org")
        return made


@dataclass(frozen=True)
class SecondReading:
    """What the text makes of a record; parts in the order of its table."""

    parts: Sequence[float | None]
    weighed: float  # n, the sum of weights of the registers
    give_or_take: float
    e: float | None
    k: float
    low: float
    high: float
    called: str
    so_far: bool

    def q(self, influence: float) -> float | None:
        """Return I x (1 - E), only where K >= .50."""
        return None if self.e is None or self.k < 0.495 else influence * (1 - self.e)


def read_again(record: PartnerRecord) -> SecondReading:
    """Work the numbers out, row by row of 4.2."""
    # One entry a meeting: the best over all seats of the organisation. No register: skipped.
    counted = []
    for sitting in record.sittings:
        if sitting.cancelled or not sitting.register or sitting.day > record.as_of:
            continue
        best = max(WORTH[value] for value in sitting.register.values())
        counted.append((0.5 ** ((record.as_of - sitting.day).days / 180), best))
    n = sum(w for w, _ in counted)
    m = (1 + sum(w * v for w, v in counted)) / (2 + n) if counted else None

    due = [a for a in record.actions if a[0] <= record.as_of or (a[1] and a[1] <= record.as_of)]
    on_time = [a for a in due if a[1] and a[1] <= a[0] and a[1] <= record.as_of]
    parts = [
        m,
        (1 + len(on_time)) / (2 + len(due)) if record.actions else None,
        max((ROLES[role] for role in record.roles), default=None),
        sum(record.filled) / len(record.filled) if record.filled is not None else None,
        sum(record.agreements) / len(record.agreements) if record.agreements else None,
        _two_way(record),
        None if record.gives is None else float(bool(record.gives)),
    ]
    weights = [30, 20, 15, 10, 10, 10, 5]  # in hundredths, so that they add up exactly
    known = [(w, v) for w, v in zip(weights, parts, strict=True) if v is not None]
    k, got = sum(w for w, _ in known), sum(w * v for w, v in known)
    e = got / k if k else None
    called = "engaged" if e is not None and e >= 0.6 else "mixed"
    if k < 50 or e is None:
        called = "not enough recorded to say"
    elif len(counted) < 3:
        called = "too few registers to say"
    elif e < 0.4:
        called = "quiet"
    told = called in ("engaged", "mixed", "quiet")
    return SecondReading(
        parts=parts,
        weighed=n,
        give_or_take=1.28 * sqrt(m * (1 - m) / (3 + n)) if m is not None else 0.0,
        e=e,
        k=k / 100,
        low=got / 100,
        high=(got + 100 - k) / 100,
        called=called,
        so_far=told and (k < 60 or 100 - k > 40),
    )


def _two_way(record: PartnerRecord) -> float | None:
    """Known where a link has both sides, or the links come from more than one source."""
    if not any(record.links) and not (record.two_sources and len(record.links) > 1):
        return None
    return sum(record.links) / len(record.links)
