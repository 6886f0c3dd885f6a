"""The links of a thing as a page says them: verb, other end, dates and doubts, source."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.reports.wording import STATUS_WORDS
from graph.decision_rights import limit_notes, matter_words
from graph.fact_index import Facts
from graph.facts.dates import day_words
from graph.facts.identifiers import natural_key
from graph.facts.model import Confidence, Link, Node, Status
from graph.governance_view import CHAIR_LINKS, is_seat
from graph.network import ends_outside, upward_step
from graph.places_read import Places, places_read
from graph.sentences import attribute_words, attributes_of, link_verbs
from graph.succession import TakeoverWords, successions_of, takeover_words
from graph.view import View

# A vacancy is a doubt; how far a right or a delegation goes is said in a few words.
_SAID_APART = ("vacant", "limit", "limit_words", "reserved")
_PART_OF_KIND = {
    **dict.fromkeys(CHAIR_LINKS, "chairs"),
    "vice_chairs": "seats",
    "acts_for": "acting",
    "serves": "serving",
    "has_right_over": "powers",
    "delegates_to": "powers",
    "escalates_to": "escalations",
}


@dataclass(frozen=True, slots=True)
class LinkWords:
    """A link seen from one of its ends: "{verb} {name}", with its attributes and its doubts."""

    link: Link
    verb: str
    other: str
    name: str
    details: tuple[str, ...]
    doubts: tuple[str, ...]
    places: Places


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Links that say the same of several things, from the same source."""

    verb: str
    notes: tuple[str, ...]
    places: Places
    links: tuple[LinkWords, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The links of a thing, sorted as a governance reader asks for them.

    acting are those between a body and what acts for it, attending the seats of who comes without
    being a member, elsewhere the seats that a body itself has on other bodies, serving those of who
    serves a body, powers the rights and delegations.
    """

    answers_to: tuple[LinkWords, ...]
    answered_to_by: tuple[LinkWords, ...]
    acting: tuple[LinkWords, ...]
    chairs: tuple[LinkWords, ...]
    seats: tuple[LinkWords, ...]
    attending: tuple[LinkWords, ...]
    elsewhere: tuple[LinkWords, ...]
    serving: tuple[LinkWords, ...]
    powers: tuple[LinkWords, ...]
    escalations: tuple[LinkWords, ...]
    others: tuple[LinkWords, ...]

    @property
    def co_opted(self) -> tuple[LinkWords, ...]:
        """The seats of members whom a body itself brought in."""
        return tuple(s for s in self.seats if s.link.text("seat_kind") == "co_opted")

    @property
    def full_seats(self) -> tuple[LinkWords, ...]:
        """The seats of all other members."""
        return tuple(s for s in self.seats if s.link.text("seat_kind") != "co_opted")


def surroundings(view: View, node_id: str) -> Surroundings:
    """Return the links of a thing that hold on the day, planned and disputed ones included."""
    facts = view.shown
    sorted_by: dict[str, list[LinkWords]] = {part: [] for part in Surroundings.__slots__}
    for link in (*facts.out_links(node_id), *facts.in_links(node_id)):
        sorted_by[_part(link, node_id, facts)].append(seen_from(view, link, node_id))
    return Surroundings(**{part: _sorted(found) for part, found in sorted_by.items()})


def _part(link: Link, node_id: str, facts: Facts) -> str:
    """Return the part of the surroundings of a thing that one of its links belongs to."""
    if link.kind in _PART_OF_KIND:
        return _PART_OF_KIND[link.kind]
    if step := upward_step(link, facts):
        return "answers_to" if step[0] == node_id else "answered_to_by"
    if ends_outside(link, facts):
        return "answers_to" if link.from_id == node_id else "answered_to_by"
    if link.kind == "member_of":
        # Where a body sits is not who sits on it.
        if link.from_id == node_id and facts.nodes[node_id].kind == "body":
            return "elsewhere"
        return "seats" if is_seat(link) else "attending"
    return "others"


def seen_from(view: View, link: Link, node_id: str) -> LinkWords:
    """Say a link from one of its ends."""
    verb, reverse = link_verbs(link)
    forward = link.from_id == node_id
    other = link.to_id if forward else link.from_id
    return LinkWords(
        link=link,
        verb=verb if forward else reverse,
        other=other,
        name=view.name(other),
        details=tuple(_attributes(view, link)),
        doubts=(*(["vacant"] if link.flag("vacant") else []), *doubts(view, link)),
        places=places_read(link, view.snapshot),
    )


def takeovers(view: View, node_id: str) -> tuple[TakeoverWords, ...]:
    """Say from whom a thing took over and who took over from it, whatever day is shown."""
    known = successions_of(view)
    links = (*known.before(node_id), *known.after(node_id))
    return tuple(takeover_words(link, view.snapshot, view.day, node_id) for link in links)


def doubts(view: View, fact: Node | Link) -> tuple[str, ...]:
    """Say what a reader must know of a fact: not yet so, dates, disputed, open on the day."""
    notes = [] if fact.status is Status.OPERATING else [STATUS_WORDS[fact.status]]
    return (*notes, *dates(view, fact))


def dates(view: View, fact: Node | Link) -> tuple[str, ...]:
    """Say the dates of a fact, and how firm its source is."""
    notes = []
    if fact.since:
        notes.append(f"since {day_words(fact.since)}")
    if fact.until:
        notes.append(f"until {day_words(fact.until)}")
    if fact.confidence is Confidence.DISPUTED:
        notes.append("disputed, so it counts for nothing")
    elif fact.confidence is Confidence.INFERRED:
        notes.append("inferred from the source")
    if view.maybe(fact):
        notes.append(f"partial dates leave open whether it was so on {day_words(view.day)}")
    return tuple(notes)


def grouped(links: Iterable[LinkWords]) -> list[LinkGroup]:
    """Bring together links that differ in nothing but the thing at their other end."""
    groups: dict[tuple[str, tuple[str, ...], Places], list[LinkWords]] = {}
    for said in links:
        notes = (*said.details, *said.doubts, *([said.link.note] if said.link.note else []))
        groups.setdefault((said.verb, notes, said.places), []).append(said)
    return [LinkGroup(*key, tuple(found)) for key, found in groups.items()]


def _attributes(view: View, link: Link) -> list[str]:
    known = attributes_of(link)
    limits = limit_notes(link) if "limit" in known else ()
    said = {
        a.label.lower(): matter_words(view, link) if a.several else attribute_words(link, a.name)
        for a in known.values()
        if a.name not in _SAID_APART
    }
    return [*limits, *(f"{label}: {value}" for label, value in said.items() if value)]


def _sorted(found: Iterable[LinkWords]) -> tuple[LinkWords, ...]:
    return tuple(sorted(found, key=lambda w: (w.link.kind, natural_key(w.name), w.link.id)))
