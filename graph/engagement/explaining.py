"""Why a partner is key and seen less, what is not known, what would change it, what to do."""

from collections.abc import Iterable, Sequence

from graph.engagement.register import Turnout
from graph.engagement.scoring import (
    ENOUGH_COVERAGE,
    TOLD,
    EngagementLabel,
    ScorePart,
    WeightedScore,
)
from graph.facts.model import Link

# Attendance (0 to 1) under which a remedy is looked for, and the value from which a part of the
# influence is worth naming as a reason.
_WELL = 0.6
_SAYS_SOMETHING = 0.25
_ASK_COST = "Ask what coming costs it, before asking for more."


def explanation(
    name: str,
    engagement: WeightedScore,
    key_by: WeightedScore | None,
    called: EngagementLabel,
    so_far: bool,
) -> str:
    """Return the sentences a partner could read about itself; key_by is given of a key role.

    Why a role is not key is no sentence to hand to anybody.
    """
    sentences = []
    largest = reasons(key_by)[:2] if key_by else []
    if largest:
        sentences.append(f"{name} is key by its {_listed(largest)}.")
    it = "It" if largest else name
    if called is EngagementLabel.QUIET:
        shown, less = sorted(engagement.known, key=lambda part: part.value or 0.0), " less"
    else:
        shown, less = sorted(engagement.known, key=engagement.worth, reverse=True), ""
    if called in TOLD:
        seen = f"has been seen{less}{' so far' if so_far else ''}"
        sentences.append(f"{it} {seen} in {_listed(shown[:2])}.")
    else:
        whose = "it" if largest else name
        sentences.append(f"How much {whose} has been seen cannot be said: {called.value}.")
    missing = [part.label for part in engagement.missing]
    if missing:
        sentences.append(f"Not known: {', '.join(missing)}.")
    change = _would_change(engagement)
    if change:
        sentences.append(f"What would change this most: {change.label}.")
    return " ".join(sentences)


def reasons(influence: WeightedScore) -> list[ScorePart]:
    """Return the parts that make a role key, the largest first."""
    ordered = sorted(influence.known, key=influence.worth, reverse=True)
    return [part for part in ordered if (part.value or 0.0) >= _SAYS_SOMETHING]


def _listed(parts: Iterable[ScorePart]) -> str:
    return " and ".join(f"{part.label} ({_aside(part.sentence)})" for part in parts)


def _aside(sentence: str) -> str:
    return f"{sentence[0].lower()}{sentence[1:].rstrip('.')}"


def _would_change(engagement: WeightedScore) -> ScorePart | None:
    """Return the part that could add most; where little is known, one that is missing."""
    open_ = engagement.missing if engagement.coverage < ENOUGH_COVERAGE else engagement.parts
    worth = [part for part in open_ if engagement.shortfall(part) > 0]
    return max(worth, key=engagement.shortfall, default=None)


def remedies(
    engagement: WeightedScore, turnout: Turnout, places: Sequence[Link], told: bool
) -> tuple[str, ...]:
    """Return what to propose, by cause; asking what it costs where nothing else is the matter.

    Where nothing is told of a partner for want of records, they are asked for first.
    """
    if not told:
        return ("Ask for the registers and actions first, before asking for effort.",)
    value = {part.name: part.value for part in engagement.parts}
    attended = value["attendance"]
    seldom = attended is not None and attended < _WELL
    proposals = []
    if not places:
        proposals.append("Offer it a seat.")
    came = any(entry.value == "deputy" for entry in turnout.entries)
    if seldom and places and not came and not any(link.text("deputy") for link in places):
        proposals.append("Name a deputy for its seat.")
    if (links := value["two_way_links"]) is not None and links < 1:
        proposals.append("Ask the other side to confirm the working links that one side told of.")
    if (actions := value["actions"]) is not None and actions < 0.5:
        proposals.append("Resize its actions, or the days they are due.")
    if seldom and not proposals:
        proposals.append(_ASK_COST)
    return tuple(proposals)
