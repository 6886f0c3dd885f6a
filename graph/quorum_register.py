"""Who of those who sit on a body came to a meeting of it, by its register."""

from typing import NamedTuple

from graph.facts.model import Meeting
from graph.governance_view import Partnership
from graph.quorum import Quorum, belongings
from graph.sectors import identities

# What a register says of those who were there, the surest first.
_THERE = ("present", "deputy")


class Turnup(NamedTuple):
    """Who of the holders came to a meeting, themselves or by a deputy, and whom it leaves out."""

    present: tuple[str, ...]
    deputies: tuple[str, ...]
    without_entry: tuple[str, ...]

    @property
    def there(self) -> tuple[str, ...]:
        """The holders that were there, by a deputy or not."""
        return (*self.present, *self.deputies)


def turnup(partnership: Partnership, quorum: Quorum, meeting: Meeting) -> Turnup:
    """Return who came to a meeting by its register; partnership and quorum are of that day.

    Who came of an organisation with a seat came for it; but a seat has an entry only where the
    register names it or its holder.
    """
    came: dict[str, str] = {}
    listed: set[str] = set()
    for entry in meeting.register:
        own = [h.id for h in quorum.holders if entry.seat and entry.seat in h.links]
        own = own or _meant(partnership, quorum, entry.holder)
        listed.update(own)
        if entry.value in _THERE:
            for one in own or _sent_by(partnership, quorum, entry.holder):
                came[one] = min(came.get(one, entry.value), entry.value, key=_THERE.index)
    return Turnup(
        present=tuple(one for one, value in came.items() if value == "present"),
        deputies=tuple(one for one, value in came.items() if value == "deputy"),
        without_entry=tuple(h.id for h in quorum.holders if h.id not in listed),
    )


def _meant(partnership: Partnership, quorum: Quorum, who: str) -> list[str]:
    node = partnership.facts.nodes.get(who)
    ids = {who} | ({one.id for one in identities(partnership.facts, node)} if node else set())
    return [h.id for h in quorum.holders if h.id in ids or ids & {node.id for node in h.nodes}]


def _sent_by(partnership: Partnership, quorum: Quorum, who: str) -> list[str]:
    node = partnership.facts.nodes.get(who)
    owners = set(belongings(partnership, node, set())) if node else set()
    of_owner = [h.id for h in quorum.holders if who in h.belongs_to]
    # Of several from one organisation nobody can say which of them came.
    return of_owner if len(of_owner) == 1 else [h.id for h in quorum.holders if h.id in owners]
