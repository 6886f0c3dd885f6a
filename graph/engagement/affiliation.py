"""Who belongs to which organisation on a day, and who is never scored."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from graph.fact_index import Facts, grouped
from graph.facts.dates import Truth
from graph.facts.model import Link
from graph.governance_view import seat_links

FAMILIES = frozenset({"families", "young_people"})
# A quarter: whoever came later may have had no meeting to come to.
NEW_FOR_DAYS = 90


def is_new(seat: Link, day: date) -> bool:
    """Say whether a seat may be younger than 90 days on a day."""
    return seat.since is not None and (day - min(seat.since.last, day)).days < NEW_FOR_DAYS


class Affiliations:
    """The employment and seats that were ever so, asked as of any day."""

    def __init__(self, facts: Facts) -> None:
        self.nodes = facts.nodes
        self.seats_on: dict[str, list[Link]] = defaultdict(list)
        self._posts: dict[str, list[tuple[str, Link]]] = defaultdict(list)
        self._owners: dict[tuple[str, date | None], str | None] = {}
        self._tops: dict[tuple[str, date | None], str] = {}
        self._speaking: dict[date | None, dict[str, tuple[str | None, bool]]] = defaultdict(dict)
        for link in seat_links(facts):
            # A body's seat is nobody's attendance, whatever organisation it is part of.
            if facts.nodes[link.from_id].kind != "body":
                self.seats_on[link.to_id].append(link)
        for link in facts.links_of("holds"):
            self._posts[link.from_id].append((link.to_id, link))
            self._posts[link.to_id].append((link.from_id, link))
        self._up = grouped(facts.links_of("employed_by", "part_of"), attrgetter("from_id"))
        self._speaks_for = grouped(facts.links_of("represents"), attrgetter("from_id"))
        kept = (*self._up.values(), *self._speaks_for.values())
        ties = [link for links in kept for link in links]
        ties += [link for links in self._posts.values() for _, link in links]
        # Without dates an answer is the same on every day, and kept under none.
        self._dated = any(link.since or link.until for link in ties)

    def behind(self, holder: str, day: date) -> list[str]:
        """Return a holder, and the people in that post or the posts of that person."""
        others = self._posts.get(holder)
        if not others:
            return [holder]
        return [holder, *[i for i, link in others if link.holds(day) is not Truth.NO]]

    def _above(self, node_id: str, day: date) -> list[str]:
        links = self._up.get(node_id)
        return [f.to_id for f in links if f.holds(day) is not Truth.NO] if links else []

    def _first_above(self, ids: Iterable[str], day: date) -> str | None:
        """Return what one of these is employed by or part of, the first that is on record."""
        for one in ids:
            for link in self._up.get(one, ()):
                if link.holds(day) is not Truth.NO:
                    return link.to_id
        return None

    def organisation(self, holder: str, day: date) -> str | None:
        """Return the organisation a holder belonged to on a day: itself, or its employer's top."""
        key = (holder, day if self._dated else None)
        if key not in self._owners:
            self._owners[key] = self._organisation(holder, day)
        return self._owners[key]

    def _organisation(self, holder: str, day: date) -> str | None:
        current = self._first_above(self.behind(holder, day), day) or holder
        # Many posts have one employer, so what that is part of is looked up once.
        key = (current, day if self._dated else None)
        if key not in self._tops:
            self._tops[key] = self._top(current, day)
        top = self._tops[key]
        found = self.nodes.get(top)
        return top if found and found.kind == "organisation" else None

    def _top(self, current: str, day: date) -> str:
        seen: set[str] = set()
        while current not in seen:
            seen.add(current)
            current = self._first_above((current,), day) or current
        return current

    def sector(self, seat: Link, day: date) -> str | None:
        """Return the sector a seat speaks for: its own word, its holder's, or the employer's."""
        return seat.text("represents") or self._holders(seat.from_id, day)[0]

    def _holders(self, holder: str, day: date) -> tuple[str | None, bool]:
        """Return the sector of a holder, and whether it speaks for a community."""
        kept = self._speaking[day if self._dated else None]
        if holder not in kept:
            behind = self.behind(holder, day)
            community = bool(self._speaks_for) and any(
                self.nodes[link.to_id].kind == "community"
                for one in behind
                for link in self._speaks_for.get(one, ())
                if link.holds(day) is not Truth.NO
            )
            kept[holder] = (self._first_sector(behind, day), community)
        return kept[holder]

    def _first_sector(self, ids: Iterable[str], day: date) -> str | None:
        for one in ids:
            if sector := self.nodes[one].text("sector"):
                return sector
            for above in self._above(one, day):
                if sector := self.nodes[above].text("sector"):
                    return sector
        return None

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
