"""Quorum under stress: the smallest sets of organisations whose absence stops a body.

A quorum is a number of members, and perhaps a number of each of some classes; a meeting stops when
one of these is missed. So the fewest absences that miss one number are found by taking the
organisations with most members of it first, which is exact for any number of seats; the sets of
that size are told by who can stand in for whom, so that "any 3 of these 12" is one line.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import comb, prod
from typing import NamedTuple

from graph.cancellation import check_cancelled
from graph.facts.identifiers import natural_key
from graph.facts.model import Node
from graph.governance_view import Partnership, is_placeholder, partnership_of
from graph.quorum import ClassOfQuorum, Quorum, Reach, has_quorum, quorum_of
from graph.seated_holders import SeatedHolder
from graph.view import View

# Lines of sets that are told; how many each needs and who is in all of them is known whatever
# their number.
MOST_LISTED = 100
_NOBODY_NAMED = "a member recorded as a person"


class SeatGroup(NamedTuple):
    """Members who are absent together: all of an organisation, or one who has none on record.

    id is the organisation's, else that of the seat's holder, "" where only a person is recorded:
    seats are named, never people. holders are their ids in the quorum.
    """

    id: str
    name: str
    holders: tuple[str, ...]


class AnyOf(NamedTuple):
    """So many of some groups, each of which can stand in for another."""

    many: int
    among: tuple[SeatGroup, ...]


class Requirement(NamedTuple):
    """A number that a quorum asks for: of all members, or of a class."""

    of: ClassOfQuorum | None
    least: int

    @property
    def words(self) -> str:
        """What it asks: "3 members", "1 of police"."""
        if self.of is None:
            return f"{self.least} {'member' if self.least == 1 else 'members'}"
        return f"{self.least} of {self.of.label}"

    def surely(self, holder: SeatedHolder) -> int:
        """Return how many a holder counts at least."""
        return int(self.of is None or holder.id in self.of.surely)

    def at_most(self, holder: SeatedHolder) -> int | None:
        """Return how many a holder may count at most; None for any number."""
        counts = self.of is None or holder.id in (*self.of.surely, *self.of.maybe)
        return holder.at_most if counts else 0


@dataclass(frozen=True, slots=True)
class StoppingSets:
    """The smallest sets of groups whose absence stops a body; size 0: it stops without any.

    patterns are the sets by who can stand in for whom, number how many sets they are; it is None
    where there are more patterns than are listed. in_all are the groups in each of the sets,
    missed the numbers that one of them misses.
    """

    size: int
    patterns: tuple[tuple[AnyOf, ...], ...]
    number: int | None
    in_all: tuple[SeatGroup, ...]
    missed: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class QuorumStress:
    """How much absence a body's quorum bears.

    reach says whether it is reached when all are there. surely are the smallest sets that stop it
    whatever is not known, perhaps those that may; the two are the same where nothing is open.
    """

    quorum: Quorum
    groups: tuple[SeatGroup, ...]
    reach: Reach
    surely: StoppingSets
    perhaps: StoppingSets
    not_known: tuple[str, ...]

    @property
    def body(self) -> Node:
        """The body."""
        return self.quorum.body

    @property
    def certain(self) -> bool:
        """Whether what is not known makes no difference to what stops it."""
        one, other = self.surely, self.perhaps
        return self.reach is not Reach.MAYBE and (one.patterns, one.number) == (
            other.patterns,
            other.number,
        )


def stress_of(view: View) -> tuple[QuorumStress, ...]:
    """Return how much absence each body with a quorum in numbers bears, by name of the body."""
    return view.derived(_stress_of)


def _stress_of(view: View) -> tuple[QuorumStress, ...]:
    partnership = partnership_of(view.firm)
    bodies = [body for body in view.firm.of_kind("body") if has_quorum(body)]
    bodies.sort(key=lambda body: (natural_key(body.name.casefold()), body.id))
    return tuple(stress(partnership, quorum_of(partnership, body)) for body in bodies)


def stress(partnership: Partnership, quorum: Quorum) -> QuorumStress:
    """Return how much absence a quorum bears."""
    check_cancelled()
    groups = groups_of(partnership, quorum.holders)
    return QuorumStress(
        quorum=quorum,
        groups=groups,
        reach=quorum.reach(),
        surely=smallest(quorum, groups, surely=True),
        perhaps=smallest(quorum, groups, surely=False),
        not_known=tuple(_not_known(partnership, quorum)),
    )


def requirements(quorum: Quorum) -> tuple[Requirement, ...]:
    """Return the numbers that a quorum asks for, of all members first; 0 asks for nothing."""
    whole = [] if quorum.least is None else [Requirement(None, quorum.least)]
    found = [*whole, *(Requirement(one, one.least) for one in quorum.classes)]
    return tuple(each for each in found if each.least > 0)


def groups_of(partnership: Partnership, holders: Iterable[SeatedHolder]) -> tuple[SeatGroup, ...]:
    """Return holders by whose absence they share, by name."""
    nodes = partnership.facts.nodes
    together: dict[str, list[SeatedHolder]] = {}
    for holder in holders:
        together.setdefault(holder.organisation or holder.id, []).append(holder)
    found = []
    for key, members in together.items():
        own = nodes[key] if members[0].organisation else seat_node(members[0])
        ids = tuple(member.id for member in members)
        found.append(SeatGroup(own.id if own else "", own.name if own else _NOBODY_NAMED, ids))
    return tuple(sorted(found, key=lambda g: (natural_key(g.name.casefold()), g.id, g.holders)))


def seat_node(holder: SeatedHolder) -> Node | None:
    """Return what a holder is called by where no organisation is recorded: never a person."""
    return next((node for node in holder.nodes if node.kind != "person"), None)


def smallest(
    quorum: Quorum, groups: Sequence[SeatGroup], *, surely: bool, there: Iterable[str] | None = None
) -> StoppingSets:
    """Return the smallest sets of groups without which a quorum is missed.

    surely asks for those that stop it whatever is not known, else for those that may. there are the
    ids of the holders who came, all where none are named.
    """
    present = {h.id: h for h in quorum.holders} if there is None else {
        i: quorum.by_id[i] for i in there if i in quorum.by_id
    }  # fmt: skip
    asked = requirements(quorum)
    weights = [_weights(each, groups, present, surely) for each in asked]
    needs = [sum(w) - each.least + 1 for each, w in zip(asked, weights, strict=True)]
    sizes = [_fewest(w, need) for w, need in zip(weights, needs, strict=True)]
    if not asked:
        return StoppingSets(len(groups) + 1, (), 0, (), ())
    size = min(sizes)
    tying = [place for place, own in enumerate(sizes) if own == size]
    missed = tuple(asked[place] for place in tying)
    if size == 0:
        return StoppingSets(0, ((),), 1, (), missed)
    rows = [(weights[place], needs[place]) for place in tying]
    patterns = list(islice(_patterns(groups, rows, size), MOST_LISTED + 1))
    if size == 1:
        # Whichever number it misses, one is as good as another.
        patterns = [(AnyOf(1, _in_order(groups, patterns)),)]
    whole = len(patterns) <= MOST_LISTED
    number = sum(prod(comb(len(a.among), a.many) for a in pattern) for pattern in patterns)
    in_all = (
        group
        for place, group in enumerate(groups)
        if all(sum(_most(_without(w, place), size)) < need for w, need in rows)
    )
    listed = tuple(patterns[:MOST_LISTED])
    return StoppingSets(size, listed, number if whole else None, tuple(in_all), missed)


def _in_order(
    groups: Sequence[SeatGroup], patterns: Iterable[tuple[AnyOf, ...]]
) -> tuple[SeatGroup, ...]:
    named = {group for pattern in patterns for part in pattern for group in part.among}
    return tuple(group for group in groups if group in named)


def _weights(
    asked: Requirement,
    groups: Sequence[SeatGroup],
    present: Mapping[str, SeatedHolder],
    surely: bool,
) -> list[int]:
    """Return how many of what is asked for each group takes with it."""

    def most(holder: SeatedHolder) -> int:
        at_most = asked.at_most(holder)
        # An entry for any number is worth more than all others: it must be away for the rest to
        # be too few.
        return unlimited if at_most is None else at_most

    limited = (asked.at_most(holder) or 0 for holder in present.values())
    unlimited = sum(limited) + asked.least
    count = most if surely else asked.surely
    return [sum(count(present[i]) for i in g.holders if i in present) for g in groups]


def _fewest(weights: Sequence[int], need: int) -> int:
    """Return how few of some weights come to what is needed; need is no more than all of them."""
    left = need
    for count, weight in enumerate(sorted(weights, reverse=True)):
        if left <= 0:
            return count
        left -= weight
    return len(weights)


def _most(weights: Iterable[int], count: int) -> list[int]:
    return sorted(weights, reverse=True)[:count]


def _without(weights: Sequence[int], place: int) -> list[int]:
    return [*weights[:place], *weights[place + 1 :]]


def _patterns(
    groups: Sequence[SeatGroup], rows: Sequence[tuple[Sequence[int], int]], size: int
) -> Iterator[tuple[AnyOf, ...]]:
    """Yield the sets of a size that come to what one of the rows needs, alike groups as one.

    No smaller set does, so a group that takes nothing with it is in none of them. Each way that is
    followed leads to a set: what is left could still come to what is needed.
    """
    alike: dict[tuple[int, ...], list[SeatGroup]] = {}
    for place, group in enumerate(groups):
        vector = tuple(weights[place] for weights, _ in rows)
        if any(vector):
            alike.setdefault(vector, []).append(group)
    sorts = sorted(alike.items(), key=lambda item: item[0], reverse=True)
    needs = [need for _, need in rows]
    after = [
        [[v[row] for v, among in sorts[place:] for _ in among] for row in range(len(rows))]
        for place in range(len(sorts) + 1)
    ]
    best = [[[0, *_sums(_most(w, size))] for w in of_place] for of_place in after]
    waiting: list[tuple[int, int, tuple[int, ...], tuple[AnyOf, ...]]]
    waiting = [(0, size, tuple(0 for _ in rows), ())]
    while waiting:
        check_cancelled()
        place, left, taken, chosen = waiting.pop()
        if not left:
            yield chosen
            continue
        if place == len(sorts):
            continue
        vector, among = sorts[place]
        # The most of a sort last, so that it is looked at first.
        for count in range(min(left, len(among)) + 1):
            now = tuple(have + count * each for have, each in zip(taken, vector, strict=True))
            rest = [sums[min(left - count, len(sums) - 1)] for sums in best[place + 1]]
            reached = (h + r >= need for h, r, need in zip(now, rest, needs, strict=True))
            enough_left = left - count <= sum(len(a) for _, a in sorts[place + 1 :])
            if enough_left and any(reached):
                more = (AnyOf(count, tuple(among)),) if count else ()
                waiting.append((place + 1, left - count, now, (*chosen, *more)))


def _sums(values: Iterable[int]) -> Iterator[int]:
    total = 0
    for value in values:
        total += value
        yield total


def _not_known(partnership: Partnership, quorum: Quorum) -> Iterator[str]:
    """Say what is open about who counts, so that nobody takes a guess for a fact."""
    by_id = quorum.by_id
    for one in quorum.classes:
        if one.maybe:
            who = _seats(by_id[i] for i in one.maybe)
            yield f"Whether {who} counts for {one.label} is not recorded: ask."
    for holder in quorum.holders:
        if any(is_placeholder(node) for node in holder.nodes):
            yield f"{holder.name} stands for several: how many of them sit there is not recorded."
        elif len(_employers(partnership, holder)) > 1:
            own = partnership.facts.nodes[holder.organisation or holder.id].name
            yield f"{_seats([holder])} belongs to more than one organisation: counted with {own}."
    alone = [h for h in quorum.holders if not h.organisation and h.nodes[0].kind != "body"]
    if alone:
        yield f"No organisation is recorded of {_seats(alone)}: counted as absent alone."


def _employers(partnership: Partnership, holder: SeatedHolder) -> set[str]:
    employers = (
        partnership.organisation_of(employer)
        for node in holder.nodes
        for employer, _ in partnership.sectors.employers(node)
    )
    return {one for one in employers if one}


def _seats(holders: Iterable[SeatedHolder]) -> str:
    found = [node.name if (node := seat_node(h)) else _NOBODY_NAMED for h in holders]
    return f"{', '.join(found[:-1])} or {found[-1]}" if len(found) > 1 else found[0]
