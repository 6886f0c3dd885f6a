"""What a body's quorum asks, as a whole and class by class, and who of those who sit there counts.

What is not known of a holder is never guessed: it counts maybe.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from graph.facts.identifiers import area_of, full_id
from graph.facts.model import Meeting, Node
from graph.facts.validation import class_of
from graph.governance_view import SEAT_LINKS, Partnership, is_seat
from graph.kinds.words import COUNCIL_SECTORS, HEALTH_SECTORS, QUORUM_CLASSES
from graph.name_keys import name_key
from graph.seated_holders import SeatedHolder, belongings, holders_of
from graph.sectors import ANOTHER_COUNCIL, identities, sector_fits

_LABELS = {choice.word: choice.label for choice in QUORUM_CLASSES}
_BY_SECTOR = ("council", "health", "icb", "police", "vcfs", "families", "education")
# Who is employed by one of these is not independent; another council's may or may not be.
_NOT_INDEPENDENT = COUNCIL_SECTORS | HEALTH_SECTORS | {"police"}
# What a register says of those who were there, the surest first.
_THERE = ("present", "deputy")


class Reach(StrEnum):
    """Whether a number can be reached by those who sit there."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class ClassOfQuorum(NamedTuple):
    """The least number of a class, and the ids of the holders that count surely, or may count.

    word is the class as recorded, label what people read; things are the ids of the organisations
    or posts it means where it is no word of the list.
    """

    word: str
    label: str
    least: int
    surely: tuple[str, ...]
    maybe: tuple[str, ...]
    things: tuple[str, ...] = ()

    @property
    def names_nobody(self) -> bool:
        """Whether it is no word of the list, and nobody who is there is called so."""
        return self.word not in _LABELS and not self.things


@dataclass(frozen=True)
class Quorum:
    """What a body's terms ask to be there, and who can be: least is None where only classes are."""

    body: Node
    least: int | None
    holders: tuple[SeatedHolder, ...]
    classes: tuple[ClassOfQuorum, ...]

    @cached_property
    def by_id(self) -> Mapping[str, SeatedHolder]:
        """The holders by their ids."""
        return {holder.id: holder for holder in self.holders}

    def reach(self, there: Iterable[str] | None = None) -> Reach:
        """Say whether those who are there (all, where nobody is named) are enough."""
        ids = self.by_id.keys() if there is None else there
        present = [self.by_id[one] for one in dict.fromkeys(ids) if one in self.by_id]
        reaches = [reach for _, reach in self.parts(present)]
        if Reach.NO in reaches:
            return Reach.NO
        return Reach.MAYBE if Reach.MAYBE in reaches else Reach.YES

    def parts(
        self, present: Iterable[SeatedHolder]
    ) -> Iterator[tuple[ClassOfQuorum | None, Reach]]:
        """Yield the quorum as a whole (None) and each class, each with whether it is reached."""
        there = list(present)
        if self.least is not None:
            yield None, enough(self.least, there, ())
        for one in self.classes:
            surely = [holder for holder in there if holder.id in one.surely]
            yield one, enough(one.least, surely, [h for h in there if h.id in one.maybe])


def enough(least: int, surely: Iterable[SeatedHolder], maybe: Iterable[SeatedHolder]) -> Reach:
    """Say whether holders come to a least number; an entry for several may be more than one."""
    certain, possible = list(surely), list(maybe)
    if len(certain) >= least:
        return Reach.YES
    each = [holder.at_most for holder in (*certain, *possible)]
    most = sum(at_most or 0 for at_most in each)
    return Reach.MAYBE if None in each or most >= least else Reach.NO


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

    Who came of an organisation with a seat came for it, but not an observer or adviser, who came
    as such; and a seat has an entry only where the register names it or its holder.
    """
    came: dict[str, str] = {}
    listed: set[str] = set()
    links = partnership.facts.in_links(quorum.body.id, *SEAT_LINKS)
    beside = {link.from_id for link in links if not is_seat(link)}
    for entry in meeting.register:
        own = [h.id for h in quorum.holders if entry.seat and entry.seat in h.links]
        own = own or _meant(partnership, quorum, entry.holder)
        listed.update(own)
        if entry.value in _THERE:
            sent = () if entry.holder in beside else _sent_by(partnership, quorum, entry.holder)
            for one in own or sent:
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


def has_quorum(body: Node) -> bool:
    """Say whether a body's quorum is recorded in numbers: as a whole, or of a class."""
    return body.number("quorum") is not None or bool(body.words("quorum_classes"))


def quorum_of(partnership: Partnership, body: Node) -> Quorum:
    """Return what the quorum of a body asks, and who sits there."""
    holders = holders_of(partnership, body)
    return Quorum(body, body.number("quorum"), holders, _classes(partnership, body, holders))


def _classes(
    partnership: Partnership, body: Node, holders: Iterable[SeatedHolder]
) -> tuple[ClassOfQuorum, ...]:
    seated = tuple(holders)
    return tuple(
        _class(partnership, body, seated, *class_of(count))
        for count in body.words("quorum_classes")
    )


def _class(
    partnership: Partnership, body: Node, holders: tuple[SeatedHolder, ...], word: str, least: int
) -> ClassOfQuorum:
    things = () if word in _LABELS else things_called(partnership, body, word)
    label = _LABELS.get(word) or (partnership.facts.nodes[things[0]].name if things else word)
    reach = {holder.id: _counts(partnership, holder, word, things) for holder in holders}
    surely = tuple(one for one, counts in reach.items() if counts is Reach.YES)
    maybe = tuple(one for one, counts in reach.items() if counts is Reach.MAYBE)
    return ClassOfQuorum(word, label, least, surely, maybe, things)


def things_called(partnership: Partnership, body: Node, word: str) -> tuple[str, ...]:
    """Return the ids of the organisations or posts that a class of a body's quorum names."""
    facts, key, own = partnership.facts, name_key(word), full_id(word, area_of(body.id))
    return tuple(
        node.id
        for kind in ("organisation", "post")
        for node in facts.of_kind(kind)
        if node.id == own or key in map(name_key, node.names)
    )


def _counts(
    partnership: Partnership, holder: SeatedHolder, word: str, things: tuple[str, ...]
) -> Reach:
    if word == "chair":
        return Reach.YES if holder.chair else Reach.NO
    if word == "voting":
        return {True: Reach.YES, False: Reach.NO, None: Reach.MAYBE}[holder.voting]
    if word == "independent":
        return _independent(partnership, holder)
    if word in _BY_SECTOR:
        if any(sector_fits(sector, word) for sector in holder.sectors):
            return Reach.YES
        return _unless_said(holder, word)
    return _is_one_of(partnership, holder, things)


def _unless_said(holder: SeatedHolder, word: str) -> Reach:
    # An NHS body that is not named may be the integrated care board.
    may_be = holder.unsaid or (word == "icb" and "nhs" in holder.sectors)
    return Reach.MAYBE if may_be else Reach.NO


def _independent(partnership: Partnership, holder: SeatedHolder) -> Reach:
    """Say whether it is known that neither council nor health nor police employs a holder.

    An organisation is judged by its own sector, a post or person by the employers on record.
    """
    nodes = partnership.facts.nodes
    belongs = {partnership.sector_of(nodes[one]) for one in holder.belongs_to}
    if belongs & _NOT_INDEPENDENT:
        return Reach.NO
    known = [_employed_elsewhere(partnership, node) for node in holder.nodes]
    return Reach.YES if known and all(known) else Reach.MAYBE


def _employed_elsewhere(partnership: Partnership, node: Node) -> bool:
    itself = node.kind in ("organisation", "department", "team")
    employers = [employer for employer, _ in partnership.sectors.employers(node)]
    judged = [partnership.sector_of(one) for one in ([node] if itself else employers)]
    return bool(judged) and not {None, ANOTHER_COUNCIL} & set(judged)


def _is_one_of(partnership: Partnership, holder: SeatedHolder, things: tuple[str, ...]) -> Reach:
    if not things:
        # Renamed, ended or disputed since: who of those there it means now is not recorded.
        return Reach.MAYBE
    selves = {holder.id, *(node.id for node in holder.nodes)}
    held = (link for one in selves for link in partnership.facts.out_links(one, "holds"))
    own = selves | holder.belongs_to | {link.to_id for link in held}
    if own & set(things):
        return Reach.YES
    return Reach.MAYBE if _may_be(partnership, holder, things) else Reach.NO


def _may_be(partnership: Partnership, holder: SeatedHolder, things: tuple[str, ...]) -> bool:
    """Say whether a holder of whom no employer is recorded may be of one of some organisations."""
    nodes = partnership.facts.nodes
    organisations = [nodes[one] for one in things if nodes[one].kind == "organisation"]
    if holder.organisation or not organisations:
        return False
    if any(node.kind in ("organisation", "body") for node in holder.nodes):
        return False
    fits = {partnership.sector_of(one) for one in organisations}
    return holder.unsaid or None in fits or bool(fits & set(holder.sectors))
