"""Lists about partners: who sits where by sector, who sits nowhere, whom to invite, who pays whom.

They say what is recorded; an empty list is a question, never a finding. The mix of a mapping
workshop is that of the National Centre for Family Hubs' development process (002 L132).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from graph.body_kinds import VOICE_KINDS
from graph.fact_index import Facts
from graph.facts.identifiers import natural_key
from graph.facts.model import Link, Node
from graph.governance_view import partnership_of
from graph.kinds import LINK_KIND
from graph.kinds.words import INVOLVEMENTS, SECTORS
from graph.quantifiers import Quantified, Tally
from graph.sectors import grade_of
from graph.view import View

_LEADERS = ("executive", "director", "assistant_director", "elected")
_MANAGERS = ("head_of_service", "manager")
_COMMISSIONING = ("icb", "public_health")
_STRATEGIES = ("early_help_strategy", "hub_strategy", "cyp_plan", "implementation_plan")
_FAMILIES = ("families", "young_people")
# The mix of a mapping workshop, by word (002 L132).
WORKSHOP_PARTS = {
    "leaders": "Senior leaders and decision-makers",
    "commissioners": "Commissioners, and those responsible for local strategy",
    "managers": "Service leaders and managers",
    "operational": "Operational staff",
    "families": "Families",
}


@dataclass(frozen=True, slots=True)
class Seated:
    """Who sits where: the holder, the body, the link that is the seat, and at which level.

    facts are the ids of all that says so: the seat, its sector and its level.
    """

    holder: str
    body: str
    link: str
    level: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector with its seats, and its partners on the map that have none."""

    sector: str
    label: str
    seats: tuple[Seated, ...]
    unseated: tuple[str, ...]

    def at(self, level: str) -> tuple[Seated, ...]:
        """Return the seats at a level: strategic, operational, or "" where none is recorded."""
        return tuple(seat for seat in self.seats if seat.level == level)


class Guest(NamedTuple):
    """A post, body or organisation that fits a workshop, why, and the ids of what says so."""

    thing: str
    why: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Invited:
    """One part of the mix of a workshop: its word, and who on the map fits it, and why."""

    part: str
    hint: str
    things: tuple[Guest, ...]

    @property
    def title(self) -> str:
        """What people call it."""
        return WORKSHOP_PARTS[self.part]


def by_sector(view: View) -> tuple[SectorRow, ...]:
    """Return every sector, in the order of the closed list, with its seats and partners.

    A last row, of the sector "", holds those whose sector is not recorded, where there are any.
    """
    partnership = partnership_of(view.firm)
    seats: dict[str, list[Seated]] = {}
    for body in view.firm.of_kind("body"):
        for seat in partnership.own_seats(body.id):
            level = _level(seat.link, body)
            read = dict.fromkeys((seat.link.id, *partnership.sector_facts(seat.link)))
            if level and not seat.link.text("level"):
                read[body.id] = None
            seated = Seated(seat.holder.id, body.id, seat.link.id, level, tuple(read))
            seats.setdefault(seat.sector or "", []).append(seated)
    nowhere: dict[str, list[str]] = {}
    for partner in without_seat(view):
        nowhere.setdefault(partner.text("sector") or "", []).append(partner.id)
    labels = {choice.word: choice.label for choice in SECTORS}
    if "" in seats or "" in nowhere:
        labels[""] = "sector not recorded: ask"
    return tuple(
        SectorRow(word, label, tuple(seats.get(word, ())), tuple(nowhere.get(word, ())))
        for word, label in labels.items()
    )


def _level(seat: Link, body: Node) -> str:
    """Return the level of a seat: its own, else its body's; a locality counts as operational."""
    said = seat.text("level") or body.text("tier") or ""
    return "operational" if said == "locality" else said


def without_seat(view: View) -> tuple[Node, ...]:
    """Return the organisations with no seat, by themselves, a department or a post of theirs."""
    partnership = partnership_of(view.firm)
    seated: set[str] = set()
    for body in view.firm.of_kind("body"):
        for seat in partnership.own_seats(body.id):
            owner = partnership.organisation_of(seat.holder)
            seated |= {seat.holder.id, *([owner] if owner else [])}
    return tuple(node for node in view.firm.of_kind("organisation") if node.id not in seated)


_SEATED = Quantified(
    one="organisation",
    many="organisations",
    does="has a seat on record",
    do="have a seat on record",
    does_not="has no seat on record",
    ask="whether they have a seat",
)


def seated_words(view: View) -> str:
    """Say how many organisations on the map have a seat; of the others it is not recorded."""
    total = len(view.firm.of_kind("organisation"))
    seated = total - len(without_seat(view))
    return _SEATED.of(Tally(seated, seated, total))


def by_involvement(view: View) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return organisations by how each is to be involved; the last are those with no answer."""
    known: dict[str, list[str]] = {choice.word: [] for choice in INVOLVEMENTS}
    silent: list[str] = []
    for node in view.firm.of_kind("organisation"):
        known.get(node.text("involvement") or "", silent).append(node.id)
    rows = [(choice.label, tuple(known[choice.word])) for choice in INVOLVEMENTS]
    return (*rows, ("", tuple(silent)))


def whom_to_invite(view: View) -> tuple[Invited, ...]:
    """Return the mix a mapping workshop needs, each part with the posts and bodies that fit it.

    Families are invited through the bodies they meet in; nobody is named or picked.
    """
    facts = view.firm
    posts = [post for post in facts.of_kind("post") if post.flag("vacant") is not True]
    payers = [f for f in facts.links_of("commissions", "funds") if _is_partner(facts, f.from_id)]
    return (
        Invited(
            "leaders",
            "posts at assistant director or above, elected members, and the chairs of boards",
            _first_reason(
                [_guest(p, grade_of(p) or "") for p in posts if grade_of(p) in _LEADERS],
                [
                    Guest(f.from_id, f"chairs {view.name(f.to_id)}", (f.id, f.to_id))
                    for f in _board_chairs(facts)
                ],
            ),
        ),
        Invited(
            "commissioners",
            "who commissions or funds, and who owns or leads a strategy",
            _first_reason(
                [Guest(f.from_id, "commissions or funds", (f.id,)) for f in payers],
                [
                    _guest(n, "commissions by its sector")
                    for n in _of_sectors(facts, _COMMISSIONING)
                ],
                [
                    Guest(
                        f.from_id, f"{LINK_KIND[f.kind].verb} {view.name(f.to_id)}", (f.id, f.to_id)
                    )
                    for f in _strategy_links(facts)
                ],
            ),
        ),
        Invited(
            "managers",
            "heads of service, managers, and posts of senior grade",
            _first_reason(
                [_guest(p, "manages") for p in posts if p.text("post_kind") in _MANAGERS],
                [_guest(p, "senior grade") for p in posts if grade_of(p) == "senior"],
            ),
        ),
        Invited(
            "operational",
            "posts of operational grade, and the bodies close to delivery",
            _first_reason(
                [_guest(p, "operational grade") for p in posts if grade_of(p) == "operational"],
                [_guest(b, "meets close to delivery") for b in _operational(facts)],
            ),
        ),
        Invited(
            "families",
            "the panels and forums in which parents, carers and young people meet",
            _first_reason(
                [_guest(b, "families meet here") for b in _voices(facts)],
                [_guest(n, "speaks for families") for n in _of_sectors(facts, _FAMILIES)],
            ),
        ),
    )


def _guest(node: Node, why: str) -> Guest:
    """Return a guest for a reason that its own record gives."""
    return Guest(node.id, why.replace("_", " "), (node.id,))


def _first_reason(*lists: list[Guest]) -> tuple[Guest, ...]:
    """Return each guest once, with the first reason it is there for."""
    found: dict[str, Guest] = {}
    for some in lists:
        for guest in some:
            found.setdefault(guest.thing, guest)
    return tuple(sorted(found.values(), key=lambda guest: natural_key(guest.thing)))


def _board_chairs(facts: Facts) -> list[Link]:
    chairs = facts.links_of("chairs", "co_chairs")
    return [f for f in chairs if facts.nodes[f.to_id].text("tier") == "strategic"]


def _is_partner(facts: Facts, node_id: str) -> bool:
    return facts.nodes[node_id].kind == "organisation"


def _of_sectors(facts: Facts, sectors: tuple[str, ...]) -> list[Node]:
    return [n for n in facts.of_kind("organisation") if n.text("sector") in sectors]


def _strategy_links(facts: Facts) -> list[Link]:
    owning = facts.links_of("owns", "leads", "accountable_for", "sponsors")
    return [f for f in owning if facts.nodes[f.to_id].text("plan_kind") in _STRATEGIES]


def _operational(facts: Facts) -> list[Node]:
    return [b for b in facts.of_kind("body") if b.text("tier") in ("operational", "locality")]


def _voices(facts: Facts) -> list[Node]:
    return facts.of_kind("body", *VOICE_KINDS)


def commissioning_chains(view: View) -> tuple[tuple[str, ...], ...]:
    """Return the chains of money and delivery, each as the ids of its links in order.

    A chain begins with a commission, and goes on with who delivers what was commissioned and
    with each sub-contract. A contract that no recorded commission leads to is a chain by itself.
    What follows from a sub-contract is said once, where it is first reached.
    """
    facts = view.firm
    reached: set[str] = set()
    chains = [
        chain
        for first in facts.links_of("commissions")
        for chain in _onward((first,), facts, reached)
    ]
    for first in facts.links_of("subcontracts_to"):
        if first.id not in reached:
            chains += _onward((first,), facts, reached)
    return tuple(chains)


def _onward(chain: tuple[Link, ...], facts: Facts, reached: set[str]) -> Iterator[tuple[str, ...]]:
    """Give a chain with each way it goes on; what was met, or told before, ends it."""
    last = chain[-1]
    here = last.from_id if last.kind == "delivers" else last.to_id
    met = {end for link in chain for end in (link.from_id, link.to_id)}
    following = [f for f in facts.out_links(here, "subcontracts_to") if f.to_id not in met]
    following += [f for f in facts.in_links(here, "delivers") if f.from_id not in met]
    again = last.kind == "subcontracts_to" and last.id in reached
    reached.add(last.id)
    if again or not following:
        yield tuple(link.id for link in chain)
        return
    for link in following:
        yield from _onward((*chain, link), facts, reached)


def risks(view: View) -> tuple[tuple[Node, tuple[tuple[str, str], ...]], ...]:
    """Return each risk register with its risks, each with its mitigation or ""."""
    found = []
    for plan in view.shown.of_kind("plan"):
        if plan.text("plan_kind") == "risk_register":
            lines = re.split(r"[\n;]", plan.text("risks") or "")
            parts = [line.partition(":") for line in lines if line.strip()]
            found.append((plan, tuple((risk.strip(), how.strip()) for risk, _, how in parts)))
    return tuple(found)
