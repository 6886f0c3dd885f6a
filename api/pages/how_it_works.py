"""How a body works as people say it: what its terms settle, told together and in words."""

from collections.abc import Iterator
from typing import NamedTuple

from api.pages.link_words import doubts
from graph.decision_rights import matter_words
from graph.escalation import EscalationEnd, EscalationStep, escalation_of
from graph.facts.model import Node
from graph.facts.validation import class_of
from graph.sentences import attribute_words, attributes_of, source_words
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
# What is asked of every body: said where it is not recorded.
_ASKED = {
    "How often it meets": ("cadence_words", "Not recorded"),
    "Terms of reference": ("terms_exist", "Not recorded whether there are any"),
}
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
    EscalationEnd.ORGANISATION: "it ends here",
    EscalationEnd.POST: "it ends here",
    EscalationEnd.DECIDES: "it ends here: this body decides",
    EscalationEnd.NOT_RECORDED: "whether this body decides, or where it goes from here, is not "
    "recorded: ask",
    EscalationEnd.CIRCLE: "and so back: a circle, in which nobody settles it",
    EscalationEnd.ABOVE: "and on as above",
}


class EscalationWords(NamedTuple):
    """A step of an escalation in words: to whom, about what, and where that leads."""

    step: EscalationStep
    node_id: str
    name: str
    notes: tuple[str, ...]
    source: str
    below: tuple["EscalationWords", ...]


def how_it_works(body: Node) -> list[tuple[str, str]]:
    """Return the rows that say how a body works; one that is asked for says so where it is empty.

    Lines of a text stay lines of their own.
    """
    rows = []
    for label, told in _ROWS.items():
        said = list(_row(body, told))
        asked, nothing = _ASKED.get(label, ("", ""))
        if asked and not attribute_words(body, asked):
            said.insert(0, nothing)
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


def escalation_words(view: View, node_id: str) -> tuple[EscalationWords, ...]:
    """Return the steps of an escalation in words, each with those that go on from it."""
    steps = escalation_of(view, node_id)
    return _branches(view, steps, 0)


def _branches(
    view: View, steps: tuple[EscalationStep, ...], depth: int
) -> tuple[EscalationWords, ...]:
    starts = [place for place, step in enumerate(steps) if step.depth == depth]
    ends = [*starts[1:], len(steps)][: len(starts)]
    return tuple(
        _words(view, steps[start], _branches(view, steps[start + 1 : end], depth + 1))
        for start, end in zip(starts, ends, strict=True)
    )


def _words(view: View, step: EscalationStep, below: tuple[EscalationWords, ...]) -> EscalationWords:
    link = step.link
    order, matter = link.number("order"), matter_words(view, link)
    notes = [f"step {order}"] if order is not None else []
    notes += [f"about {matter}"] if matter else []
    notes += doubts(view, link)
    notes += [_ENDS[step.end]] if step.end else []
    source = source_words(link, view.snapshot)
    return EscalationWords(step, link.to_id, view.name(link.to_id), tuple(notes), source, below)
