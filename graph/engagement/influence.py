"""How key a partner's part is: standing, lines that depend on it, levers, votes, rarity."""

from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from graph.body_kinds import is_of
from graph.engagement.contribution import Contribution
from graph.engagement.knock_out import KnockOut
from graph.engagement.scoring import INFLUENCE_WEIGHTS, ScorePart, WeightedScore, score
from graph.facts.model import Link, Node
from graph.governance_view import CHAIR_LINKS, SEAT_LINKS, is_seat, partnership_of
from graph.kinds.words import COUNCIL_SECTORS
from graph.sectors import sector_fits, sectors_in

# Who must be in by the Acts that the rules on composition cite, whatever seat they hold.
_STATUTORY_SECTORS = COUNCIL_SECTORS | {"icb", "police"}
# The services whose leads the National Centre for Family Hubs names first as stakeholders.
_CORE = ("la_childrens", "education", "la_housing", "health")
_CORE_SECTORS = frozenset(sector for core in _CORE for sector in sectors_in(core))
# A place of each of these is asked for on the main board.
_NEEDED = (*_CORE, "public_health", "vcfs", "police")
# What standing is worth, from 0 to 1: by an Act, named by arrangements an Act asks for, named by
# guidance, or by none of them; never 0, since whoever is on the map has some.
_STATUTORY, _RELEVANT, _CORE_SECTOR, _OTHERWISE = 1.0, 0.7, 0.5, 0.2


class Influence:
    """The influence of each partner of one day."""

    def __init__(self, contribution: Contribution) -> None:
        self.contribution = contribution
        self.view = contribution.view
        self.partnership = partnership_of(self.view.firm)
        self.knock_out = KnockOut(self.partnership, contribution.owner)
        self._of_bodies: dict[str, set[str]] = {}

    def of(self, partner: Node) -> WeightedScore:
        """Return a partner's influence: all its parts, known or not."""
        parts = (
            self.legitimacy(partner),
            self.structure(partner),
            self.levers(partner),
            self.decisions(partner),
            self.uniqueness(partner),
        )
        return score(parts, INFLUENCE_WEIGHTS)

    @cached_property
    def _sectors(self) -> dict[str, set[str]]:
        """The sectors of each organisation, those of its departments among them."""
        found: dict[str, set[str]] = {}
        for kind in ("organisation", "department"):
            for node in self.view.firm.of_kind(kind):
                owner, sector = self.contribution.owner(node.id), node.text("sector")
                # The council that a department was part of may be over on the day.
                if owner and owner in self.view.firm.nodes and sector:
                    found.setdefault(owner, set()).add(sector)
        return found

    def legitimacy(self, partner: Node) -> ScorePart:
        """Say what standing law and guidance give it."""
        sectors = self._sectors.get(partner.id, set())
        if sectors & _STATUTORY_SECTORS:
            sentence = "The Acts make it a partner by what it is."
            return ScorePart("legitimacy", _STATUTORY, sentence, (partner.id,))
        seats = self._kept(partner, SEAT_LINKS)
        sentence, value, facts = (
            "Neither the Acts nor guidance name its sector.",
            _OTHERWISE,
            [partner.id],
        )
        if on_hwb := self._on("hwb", seats):
            sentence, value = "It has a seat on the health and wellbeing board.", _STATUTORY
            facts += _ids(on_hwb)
        elif on_scp := self._on("safeguarding_partnership", seats):
            sentence = "The safeguarding arrangements name it as a relevant agency."
            if all(not self._itself(link) for link in on_scp):
                names = dict.fromkeys(self.view.name(link.to_id) for link in on_scp)
                sentence = f"{sentence[:-1]}, through its executive, {', '.join(names)}."
            value, facts = _RELEVANT, [*facts, *_ids(on_scp)]
        elif not sectors.isdisjoint(_CORE_SECTORS):
            sentence, value = "Guidance names its sector among the first to involve.", _CORE_SECTOR
        elif not sectors:
            return ScorePart("legitimacy", None, "What sector it belongs to is not recorded.")
        return ScorePart("legitimacy", value, sentence, tuple(facts))

    def _on(self, kind: str, seats: Iterable[Link]) -> list[Link]:
        """Return the seats on the bodies of a kind, those on what acts for one among them."""
        there = self._places_of(kind)
        return [link for link in seats if link.to_id in there]

    def _places_of(self, kind: str) -> set[str]:
        """Return the bodies of a kind, judged or not, with what acts for them."""
        if kind not in self._of_bodies:
            bodies, places = self.partnership.targets(kind), self.partnership.places
            self._of_bodies[kind] = {place for body in bodies for place in places(body.id)}
        return self._of_bodies[kind]

    def _itself(self, seat: Link) -> bool:
        body = self.view.firm.nodes[seat.to_id]
        return is_of(body, ("safeguarding_partnership",))

    def structure(self, partner: Node) -> ScorePart:
        """Say which required lines would break without its people and seats."""
        paths = self.knock_out.paths
        if not self.partnership.mains:
            sentence = "No main board is recorded, so no line to or from it either."
            return ScorePart("structure", None, sentence)
        if not paths:
            return ScorePart(
                "structure", None, "None of the lines guidance asks for is recorded yet."
            )
        broken = self.knock_out.depending_on.get(partner.id, ())
        facts = tuple(fact for path in broken for fact in path.facts)
        sentence = f"{len(broken)} of the {len(paths)} recorded lines would break without it"
        if len(paths) == 1:
            sentence = f"The one recorded line would {'' if broken else 'not '}break without it"
        named = "; ".join(path.sentence for path in broken)
        return ScorePart("structure", len(broken) / len(paths), f"{_with(sentence, named)}.", facts)

    def levers(self, partner: Node) -> ScorePart:
        """Say which of four levers it holds, a quarter each; none on record is not known."""
        given = partner.words("resources")
        money = self._kept(partner, ("funds", "commissions"))
        staff = self._kept(partner, ("manages", "delivers", "leads"), ("site", "service"))
        nodes = self.view.firm.nodes
        premises = [f for f in staff if f.kind == "manages" and nodes[f.to_id].kind == "site"]
        data = self.contribution.agreements(partner.id)
        held = {
            "funds or commissions": (money, "money" in given),
            "employs hub staff": (staff, "staff" in given),
            "controls premises": (premises, "premises" in given),
            "holds data that is needed": (data, False),
        }
        names = [name for name, (links, said) in held.items() if links or said]
        if not names:
            said = "Neither money, staff, premises nor needed data of it is recorded."
            return ScorePart("levers", None, said)
        links = [link for found, _ in held.values() for link in found]
        facts = ((partner.id,) if given else ()) + tuple(dict.fromkeys(_ids(links)))
        return ScorePart("levers", len(names) / len(held), f"It {_and(names)}.", facts)

    def _kept(
        self, partner: Node, kinds: tuple[str, ...], ends: tuple[str, ...] = ()
    ) -> list[Link]:
        links = self.contribution.own(partner.id, kinds)
        if not links:
            return links
        firm = self.view.firm
        return [
            link
            for link in links
            if link.id in firm.links and (not ends or firm.nodes[link.to_id].kind in ends)
        ]

    def decisions(self, partner: Node) -> ScorePart:
        """Say what share of the main board's voting seats it has; a chair is the whole."""
        mains = self._mains
        seats = [f for f in self.contribution.places(partner.id) if f.to_id in mains]
        chairs = [
            f for f in seats if f.kind in CHAIR_LINKS and self.contribution.affiliations.filled(f)
        ]
        if chairs:
            names = ", ".join(dict.fromkeys(self.view.name(f.to_id) for f in chairs))
            return ScorePart("decisions", 1.0, f"It chairs {names}.", tuple(_ids(chairs)))
        if not mains:
            return ScorePart("decisions", None, "No main board is recorded.")
        shares = {main: self._share(main, seats) for main in {f.to_id for f in seats}}
        if not shares:
            if any(not self.view.declared("members", main) for main in mains):
                return ScorePart("decisions", None, "Whether it has a seat there is not recorded.")
            return ScorePart("decisions", 0.0, "It has no seat on the main board.")
        best = max(shares, key=lambda main: (shares[main][0] / shares[main][1], main))
        own, all_ = shares[best]
        said = f"It has {own} of the {all_} voting seats on {self.view.name(best)}."
        return ScorePart("decisions", own / all_, said, tuple(_ids(seats)))

    @cached_property
    def _mains(self) -> set[str]:
        """The main boards, with what acts for them."""
        mains, places = self.partnership.mains, self.partnership.places
        return {place for main in mains for place in places(main.id)}

    def _share(self, main: str, seats: list[Link]) -> tuple[int, int]:
        def votes(link: Link) -> bool:
            return is_seat(link) and link.flag("voting") is not False

        on_it = {f.from_id for f in self.view.firm.in_links(main, *SEAT_LINKS) if votes(f)}
        most = self.view.firm.nodes[main].number("voting_seats_max") or 0
        own = {f.from_id for f in seats if f.to_id == main and votes(f)}
        return len(own), max(len(on_it), most, 1)

    def uniqueness(self, partner: Node) -> ScorePart:
        """Say how many others the map has from a sector that is needed."""
        sectors = self._sectors.get(partner.id, set())
        needed = {n for sector in sectors for n in _needed_of(sector)}
        if not sectors:
            return ScorePart("uniqueness", None, "What sector it belongs to is not recorded.")
        if not needed:
            said = "Guidance asks for no place of its sector on the main board."
            return ScorePart("uniqueness", 0.0, said, (partner.id,))
        least = min(self._how_many[sector] for sector in needed)
        others = "no other" if least == 1 else f"{least - 1} more"
        said = f"The map has {others} from its sector."
        return ScorePart("uniqueness", 1 / least, said, (partner.id,))

    @cached_property
    def _how_many(self) -> dict[str, int]:
        """The organisations of each needed sector; a group that stands for several is two."""
        nodes = self.view.firm.nodes
        found = dict.fromkeys(_NEEDED, 0)
        for organisation, sectors in self._sectors.items():
            count = 2 if nodes[organisation].flag("stands_for_several") else 1
            for needed in {n for sector in sectors for n in _needed_of(sector)}:
                found[needed] += count
        return found


@cache
def _needed_of(sector: str) -> tuple[str, ...]:
    """Return the needed sectors that one counts for: of what group it is, and itself."""
    return tuple(needed for needed in _NEEDED if sector_fits(sector, needed))


def _and(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _with(said: str, named: str) -> str:
    return f"{said}: {named}" if named else said


def _ids(links: Iterable[Link]) -> list[str]:
    return [link.id for link in links]
