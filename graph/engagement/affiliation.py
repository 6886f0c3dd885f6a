"""Who belongs to which organisation on a day, and who is never scored."""

from collections import defaultdict
from datetime import date

from graph.fact_index import is_firm
from graph.facts.dates import Truth
from graph.facts.model import Link, Snapshot
from graph.governance_view import is_seat

FAMILIES = frozenset({"families", "young_people"})
# A quarter: whoever came later may have had no meeting to come to.
NEW_FOR_DAYS = 90


def is_new(seat: Link, day: date) -> bool:
    """Say whether a seat may be younger than 90 days on a day."""
    return seat.since is not None and (day - min(seat.since.last, day)).days < NEW_FOR_DAYS


class Affiliations:
    """The employment and seats of a snapshot, asked as of any day."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.nodes = {i: n for i, n in snapshot.nodes.items() if is_firm(n)}
        self.seats_on: dict[str, list[Link]] = defaultdict(list)
        self._up: dict[str, list[Link]] = defaultdict(list)
        self._posts: dict[str, list[tuple[str, Link]]] = defaultdict(list)
        self._speaks_for: dict[str, list[Link]] = defaultdict(list)
        self._owners: dict[tuple[str, date | None], str | None] = {}
        self._speaking: dict[tuple[str, date | None], tuple[str | None, bool]] = {}
        for link in snapshot.links.values():
            if link.from_id not in self.nodes or link.to_id not in self.nodes or not is_firm(link):
                continue
            if is_seat(link):
                # A body's seat is nobody's attendance, whatever organisation it is part of.
                if self.nodes[link.from_id].kind == "body":
                    continue
                self.seats_on[link.to_id].append(link)
            elif link.kind in ("employed_by", "part_of"):
                self._up[link.from_id].append(link)
            elif link.kind == "holds":
                self._posts[link.from_id].append((link.to_id, link))
                self._posts[link.to_id].append((link.from_id, link))
            elif link.kind == "represents":
                self._speaks_for[link.from_id].append(link)
        kept = (*self._up.values(), *self._speaks_for.values())
        ties = [link for links in kept for link in links]
        ties += [link for links in self._posts.values() for _, link in links]
        # Without dates an answer is the same on every day, and kept under none.
        self._dated = any(link.since or link.until for link in ties)

    def behind(self, holder: str, day: date) -> list[str]:
        """Return a holder, and the people in that post or the posts of that person."""
        others = self._posts.get(holder, ())
        return [holder, *(i for i, link in others if link.holds(day) is not Truth.NO)]

    def _above(self, node_id: str, day: date) -> list[str]:
        links = self._up.get(node_id)
        return [f.to_id for f in links if f.holds(day) is not Truth.NO] if links else []

    def organisation(self, holder: str, day: date) -> str | None:
        """Return the organisation a holder belonged to on a day: itself, or its employer's top."""
        key = (holder, day if self._dated else None)
        if key not in self._owners:
            self._owners[key] = self._organisation(holder, day)
        return self._owners[key]

    def _organisation(self, holder: str, day: date) -> str | None:
        current = next(
            (above for one in self.behind(holder, day) for above in self._above(one, day)), holder
        )
        seen: set[str] = set()
        while current not in seen:
            seen.add(current)
            current = next(iter(self._above(current, day)), current)
        found = self.nodes.get(current)
        return current if found and found.kind == "organisation" else None

    def sector(self, seat: Link, day: date) -> str | None:
        """Return the sector a seat speaks for: its own word, its holder's, or the employer's."""
        return seat.text("represents") or self._holders(seat.from_id, day)[0]

    def _holders(self, holder: str, day: date) -> tuple[str | None, bool]:
        """Return the sector of a holder, and whether it speaks for a community."""
        key = (holder, day if self._dated else None)
        if key not in self._speaking:
            behind = self.behind(holder, day)
            sectors = (
                self.nodes[i].text("sector")
                for one in behind
                for i in (one, *self._above(one, day))
            )
            community = bool(self._speaks_for) and any(
                self.nodes[link.to_id].kind == "community"
                for one in behind
                for link in self._speaks_for.get(one, ())
                if link.holds(day) is not Truth.NO
            )
            self._speaking[key] = (next(filter(None, sectors), None), community)
        return self._speaking[key]

    def speaks_for_people(self, seat: Link, day: date) -> bool:
        """Say whether a seat is of families, young people or a community: never scored."""
        sector, community = self._holders(seat.from_id, day)
        return community or (seat.text("represents") or sector) in FAMILIES

    def is_of_people(self, holder: str, day: date) -> bool:
        """Say whether somebody is, or only speaks for, families, young people or a community."""
        if holder not in self.nodes:
            return False
        sector, community = self._holders(holder, day)
        if self.nodes[holder].kind == "community" or sector in FAMILIES or community:
            return True
        names = set(self.behind(holder, day))
        own = [seat for on in self.seats_on.values() for seat in on if seat.from_id in names]
        return bool(own) and all(self.speaks_for_people(seat, day) for seat in own)

    def filled(self, seat: Link) -> bool:
        """Say whether somebody is in a seat."""
        holder = self.nodes[seat.from_id]
        return seat.flag("vacant") is not True and holder.flag("vacant") is not True
