"""Which lines of a partnership would break without one partner's people and seats.

Looks at the lines guidance asks for, not at betweenness, which is fragile where nodes are missing
(Smith and Moody 2013; Smith, Moody and Morgan 2017).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.body_kinds import VOICE_KINDS, is_of
from graph.facts.model import Node
from graph.governance_view import REQUIRED_LINES, Partnership, is_placeholder
from graph.kinds import words
from graph.network import UPWARD_KINDS, reached, upward_steps
from graph.sentences import article

_BELOW = VOICE_KINDS | {"locality_team"}
_LABELS = {choice.word: choice.label for choice in words.BODY_KINDS}


@dataclass(frozen=True, slots=True)
class RequiredPath:
    """A line that guidance asks for and the record shows, and the partners it stands on.

    depends_on is empty where something joins the two whoever is taken out; facts are the links
    of people that join them.
    """

    sentence: str
    depends_on: frozenset[str]
    facts: tuple[str, ...] = ()


class KnockOut:
    """The required paths of a partnership; owner says whose a post, person or seat-holder is."""

    def __init__(self, partnership: Partnership, owner: Callable[[str], str | None]) -> None:
        self.partnership = partnership
        self.owner = owner

    @cached_property
    def _steps_up(self) -> dict[str, set[str]]:
        facts = self.partnership.facts
        return upward_steps(facts.links_of(*UPWARD_KINDS), facts)

    @cached_property
    def paths(self) -> tuple[RequiredPath, ...]:
        """Every required path that is recorded: main boards to tops, and bodies below to them."""
        return tuple(self._paths())

    @cached_property
    def depending_on(self) -> Mapping[str, Sequence[RequiredPath]]:
        """The required paths that would break without a partner, by its id."""
        found: dict[str, list[RequiredPath]] = {}
        for path in self.paths:
            for partner in path.depends_on:
                found.setdefault(partner, []).append(path)
        return found

    def _paths(self) -> Iterator[RequiredPath]:
        mains = self.partnership.mains
        for main in mains:
            for kinds in REQUIRED_LINES:
                label = " or ".join(_LABELS[kind] for kind in kinds)
                said = f"{main.name} to {article(label)}"
                if kinds == ("data_board",) and "data" in main.words("scope"):
                    continue  # it does that job itself, so no line is asked for
                found = self._path(main, self.partnership.targets(*kinds), said, kinds[0] == "icp")
                if found:
                    yield found
        for body in self.partnership.bodies:
            if is_of(body, _BELOW) or body.text("tier") == "locality":
                below = [main for main in mains if main.id != body.id]
                found = self._path(body, below, f"{body.name} to the main board", False)
                if found:
                    yield found

    def _path(
        self, start: Node, targets: list[Node], said: str, organisations: bool
    ) -> RequiredPath | None:
        """Return the path with the partners that alone keep it, or None where there is none."""
        ids = [target.id for target in targets if target.id != start.id]
        if not ids:
            return None
        line = self.partnership.hierarchy.line(start.id)
        if not set(ids).isdisjoint(line) or self._work_together(line, ids):
            return RequiredPath(said, frozenset())
        shared = self._shared(start.id, ids, organisations)
        carriers = {self.owner(holder) for holder in shared}
        posts = self._posts_between(start.id, ids)
        if not shared and posts is None:
            return None
        candidates = {*carriers, *(posts or {}).values()} - {None}
        breaks = frozenset(
            str(partner)
            for partner in candidates
            if carriers <= {partner} and not self._reaches_without(start.id, ids, posts, partner)
        )
        facts = tuple(link for links in shared.values() for link in links)
        return RequiredPath(said, breaks, facts)

    def _work_together(self, line: list[str], ids: list[str]) -> bool:
        """Say whether a body of a line has a working link with an end, or with what acts for it."""
        places = {place for target in ids for place in self.partnership.places(target)}
        links = self.partnership.working_links
        return any(other in places for body in line for _, other in links(body))

    def _shared(
        self, start: str, ids: list[str], organisations: bool
    ) -> dict[str, tuple[str, str]]:
        """Return who has a seat on both ends, with the two seats."""
        here = self._holders(start, organisations)
        found: dict[str, tuple[str, str]] = {}
        for target in ids:
            there = self._holders(target, organisations)
            found |= {
                holder: (here[holder], there[holder])
                for holder in here
                if holder in there and not is_placeholder(self.partnership.facts.nodes[holder])
            }
        return found

    def _holders(self, body: str, organisations: bool) -> dict[str, str]:
        found = self.partnership.holders(body)
        if organisations:
            seats = self.partnership.seats(body)
            found |= {s.holder.id: s.link.id for s in seats if s.holder.kind == "organisation"}
        return found

    def _posts_between(self, start: str, ids: list[str]) -> dict[str, str | None] | None:
        """Return the posts on lines from one end to the other with their owners; None: no line."""
        line = reached(self._steps_up, start)
        ends = line.intersection(ids)
        if not ends:
            return None
        nodes = self.partnership.facts.nodes
        posts = sorted(i for i in line if nodes[i].kind == "post")
        return {i: self.owner(i) for i in posts if ends & reached(self._steps_up, i)}

    def _reaches_without(
        self,
        start: str,
        ids: list[str],
        posts: Mapping[str, str | None] | None,
        partner: str | None,
    ) -> bool:
        if posts is None:
            return False
        gone = {post for post, owner in posts.items() if owner == partner}
        return not reached(self._steps_up, start, gone).isdisjoint(ids)
