"""Why a partner is key and seen less, what is not known, what would change it, what to do."""

from collections.abc import Iterable, Sequence

from graph.engagement.register import Turnout
from graph.engagement.scoring import ENOUGH_COVERAGE, EngagementLabel, ScorePart, WeightedScore
from graph.facts.model import Link

# Attendance (0 to 1) under which a remedy is looked for, and the value from which a part of the
# influence is worth naming as a reason.
_WELL = 0.6
_SAYS_SOMETHING = 0.25
_ASK_COST = "Ask what coming costs it, before asking for more."


def explanation(
    name: str,
    engagement: WeightedScore,
    influence: WeightedScore,
    called: EngagementLabel,
    has_key_role: bool,
) -> str:
    """Return the sentences a partner could read about itself."""
    sentences = []
    largest = _largest(influence)
    if largest:
        why = f"{name} is key by its" if has_key_role else f"The part of {name} rests on its"
        sentences.append(f"{why} {_listed(largest)}.")
    low = sorted(engagement.known, key=lambda part: part.value or 0.0)
    if called is EngagementLabel.QUIET:
        sentences.append(f"It has been seen less in {_listed(low[:2])}.")
    elif called in (EngagementLabel.MIXED, EngagementLabel.ENGAGED):
        best = sorted(engagement.known, key=engagement.worth, reverse=True)
        sentences.append(f"It has been seen in {_listed(best[:2])}.")
    else:
        sentences.append(f"How much it has been seen cannot be said: {called.value}.")
    missing = [part.label for part in engagement.missing]
    if missing:
        sentences.append(f"Not known: {', '.join(missing)}.")
    change = _would_change(engagement)
    if change:
        sentences.append(f"What would change this most: {change.label}.")
    return " ".join(sentences)


def _largest(influence: WeightedScore) -> list[ScorePart]:
    ordered = sorted(influence.known, key=influence.worth, reverse=True)
    return [part for part in ordered[:2] if (part.value or 0.0) >= _SAYS_SOMETHING]


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
    engagement: WeightedScore, turnout: Turnout, places: Sequence[Link]
) -> tuple[str, ...]:
    """Return what to propose, by cause; asking what it costs where nothing else is the matter."""
    if engagement.coverage < ENOUGH_COVERAGE:
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
