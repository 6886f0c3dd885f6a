"""How a body works as people say it: what its terms settle, told together and in words."""

from collections.abc import Iterator
from typing import NamedTuple

from api.pages.link_words import doubts
from graph.escalation import EscalationWay, Settled, ways_of
from graph.facts.model import Link, Node
from graph.facts.validation import class_of
from graph.matters import texts
from graph.name_keys import name_key
from graph.places_read import Places, places_read
from graph.sentences import attribute_words, attributes_of
from graph.view import View

# By row what is told in it: yes and no, or words in which {} is the value.
_Told = str | tuple[str, str]
_ROWS: dict[str, dict[str, _Told]] = {
    "How often it meets": {
        "cadence_words": "{}",
        "cadence_days": "every {} days",
        "cadence_status": "this is {}",
        "meets_in_public": ("in public", "not in public"),
    },
    "Decides or advises": {
        "decision_making": "{}",
        "delegated_authority": ("has delegated authority", "has no delegated authority, as stated"),
    },
    "Quorum": {
        "quorum": "{} present",
        "quorum_classes": "at least {}",
        "quorum_words": "{}",
    },
    "Decides by": {
        "decision_rule": "{}",
        "casting_vote": ("the chair has a casting vote", "the chair has no casting vote"),
    },
    "Deputies": {
        "deputies": "{}",
        "deputies_decide": (
            "a deputy counts and votes as the member",
            "a deputy does not vote in the member's place",
        ),
    },
    "Members": {
        "members_least": "at least {}",
        "members_most": "at most {}",
        "voting_seats_max": "at most {} with a vote",
        "membership": "membership is {}",
        "least_grade": "of grade {} or above",
        "seat_list_exists": ("a seat list exists", "there is no seat list"),
        "member_term_months": "for {} months",
        "missed_meetings_limit": "who misses more than {} meetings stands down",
    },
    "Chair": {
        "chair_post_exists": ("its terms name a chair", "its terms name no chair"),
        "vice_chair_post_exists": ("its terms name a vice-chair", "its terms name no vice-chair"),
        "chair_chosen_by": "{}",
        "chair_term_months": "for {} months",
    },
    "Interests and disputes": {
        "conflicts_rule": (
            "its terms speak of conflicts of interest",
            "its terms do not speak of conflicts of interest",
        ),
        "dispute_rule": (
            "its terms say how disputes are settled",
            "its terms do not say how disputes are settled",
        ),
    },
    "Legal basis": {"legal_basis": "{}"},
    "Terms of reference": {
        "terms_exist": ("recorded to exist", "recorded that there are none"),
        "terms_published_at": "published at {}",
        "terms_version": "version {}",
        "terms_agreed_on": "agreed on {}",
        "terms_last_reviewed": "last reviewed {}",
        "terms_next_review": "next review {}",
        "terms_review_months": "reviewed every {} months",
        "terms_review_words": "{}",
    },
}
# What is asked of every body, by row: said where it is not recorded.
ASKED_OF_BODIES = {"How often it meets": "cadence_words", "Terms of reference": "terms_exist"}
_NOTHING = {"cadence_words": "Not recorded", "terms_exist": "Not recorded whether there are any"}
_DEPUTIES = {
    "none": "nobody may come in a member's place",
    "named": "only a deputy who was named beforehand",
    "any": "whoever the member sends",
}
_CHAIRS = {
    "elected": "its members elect the chair",
    "appointed": "others appoint the chair",
    "rotates": "the partners take turns in the chair",
    "ex_officio": "the chair goes with an office",
    "independent": "the chair is somebody from outside the partners",
}
# What is said of a word, where its label alone would not make a clause.
CLAUSES = {"deputies": _DEPUTIES, "chair_chosen_by": _CHAIRS}
TOLD_TOGETHER = frozenset(name for row in _ROWS.values() for name in row)
_ENDS = {
    Settled.YES: "There it ends.",
    Settled.UNKNOWN: "Whether it can be settled there, or where it goes on, is not recorded: ask.",
    Settled.CIRCLE: "And so it comes back: a circle, in which nobody settles it.",
}


class EscalationStop(NamedTuple):
    """Who an escalation comes to, by which step, and where that was read."""

    node_id: str
    name: str
    notes: tuple[str, ...]
    places: Places


class EscalationRoute(NamedTuple):
    """A way of escalation in words: what it is about, its stops in order, and how it ends."""

    about: str
    stops: tuple[EscalationStop, ...]
    end: str


def how_it_works(body: Node) -> list[tuple[str, str]]:
    """Return the rows that say how a body works; one that is asked for says so where it is empty.

    Lines of a text stay lines of their own.
    """
    rows = []
    for label, told in _ROWS.items():
        said = list(_row(body, told))
        asked = ASKED_OF_BODIES.get(label)
        if asked and not attribute_words(body, asked):
            said.insert(0, _NOTHING[asked])
        if said:
            rows.append((label, _sentence(said)))
    return rows


def _row(body: Node, told: dict[str, _Told]) -> Iterator[str]:
    for name, words in told.items():
        value = attribute_words(body, name)
        if not value:
            continue
        if isinstance(words, tuple):
            yield words[0] if body.flag(name) else words[1]
        elif name in CLAUSES:
            yield CLAUSES[name].get(body.text(name) or "", value)
        elif name == "decision_rule":
            yield ", then ".join(value.split(", "))
        elif name == "quorum_classes":
            yield words.format(_classes(body))
        else:
            yield words.format(value)


def _classes(body: Node) -> str:
    known = attributes_of(body)["quorum_classes"]
    counts = (class_of(count) for count in body.words("quorum_classes"))
    return ", ".join(f"{least} of {known.label_of(name)}" for name, least in counts)


def _sentence(parts: list[str]) -> str:
    """Put clauses behind each other; what somebody wrote as a sentence stays one."""
    said = ""
    for part in parts:
        between = "" if not said else ". " if part[0].isupper() else "; "
        said += between + part.rstrip(".")
    return f"{said[:1].upper()}{said[1:]}"


def escalation_routes(view: View, node: Node) -> tuple[EscalationRoute, ...]:
    """Return the ways of escalation from a body or post, by what they are about; none of others."""
    facts = view.shown
    if not facts.out_links(node.id, "escalates_to"):
        return ()
    return tuple(
        EscalationRoute(_about(view, way, key), _stops(view, way), _ENDS[way.settled(facts)])
        for key, ways in ways_of(facts, node).items()
        for way in ways
    )


def _about(view: View, way: EscalationWay, key: str) -> str:
    """Say what a way is about in the words of its links; "" where it is about everything."""
    if key in view.shown.nodes:
        return view.name(key)
    said = (text for link in way.links for text in texts(view.shown.links[link]))
    return next((text for text in said if name_key(text) == key), "")


def _stops(view: View, way: EscalationWay) -> tuple[EscalationStop, ...]:
    return tuple(
        _stop(view, view.shown.links[link], to)
        for link, to in zip(way.links, way.stops[1:], strict=True)
    )


def _stop(view: View, link: Link, to: str) -> EscalationStop:
    order = link.number("order")
    notes = [f"step {order}"] if order is not None else []
    notes += [f"by {view.name(link.from_id)}"]
    return EscalationStop(
        to, view.name(to), (*notes, *doubts(view, link)), places_read(link, view.snapshot)
    )
