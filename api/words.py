"""The words and shapes the templates share: days, outcomes, where an expectation comes from."""

from typing import Any

from graph.dates import day_words
from graph.kinds import NODE_KIND
from graph.kinds.words import STATUSES
from graph.model import Status
from graph.partnership import asked_for_a_line
from graph.rules.finding import OUTCOME_WORDS, SEVERITY_WORDS, Outcome
from graph.rules.registry import GROUPS
from graph.sentences import NOT_HELD, kind_words, undated_words

OUTCOME_HEADINGS = {
    Outcome.GAP: "To act on",
    Outcome.PLANNED: "Planned",
    Outcome.SILENT: "To ask",
    Outcome.UNKNOWN: "Cannot be told",
    Outcome.MET: "In place",
    Outcome.NOT_APPLICABLE: "Does not apply",
}
OUTCOME_MEANINGS = {
    Outcome.GAP: "The record itself says that this is missing.",
    Outcome.PLANNED: "An intention is on record; it is not so yet.",
    Outcome.SILENT: "The record does not say. It may well be in place: ask.",
    Outcome.UNKNOWN: "The record does not say whether this is expected here at all.",
    Outcome.MET: "The record shows it, with its source.",
    Outcome.NOT_APPLICABLE: "Not expected here, or nothing on the map that it is about.",
}
OUTCOME_TAGS = {**OUTCOME_WORDS, Outcome.SILENT: "not recorded: ask"}
STATUS_WORDS = {Status(choice.word): choice.label for choice in STATUSES}


def count_words(count: int, one: str, many: str = "") -> str:
    """Say how many: "1 body", "2 bodies", "no bodies"."""
    return f"{count or 'no'} {one if count == 1 else many or f'{one}s'}"


def kind_count(kind: str, count: int) -> str:
    """Say how many things of a kind there are."""
    return count_words(count, NODE_KIND[kind].label, NODE_KIND[kind].plural)


def capital(words: str) -> str:
    """Begin a sentence."""
    return words[:1].upper() + words[1:]


def template_globals() -> dict[str, Any]:
    """Return everything here by the names the templates use; frame is None off an area."""
    return {
        "frame": None,
        "GROUPS": GROUPS,
        "NOT_HELD": NOT_HELD,
        "NODE_KIND": NODE_KIND,
        "OUTCOMES": Outcome,
        "OUTCOME_HEADINGS": OUTCOME_HEADINGS,
        "OUTCOME_MEANINGS": OUTCOME_MEANINGS,
        "OUTCOME_TAGS": OUTCOME_TAGS,
        "SEVERITY_WORDS": SEVERITY_WORDS,
        "STATUS_WORDS": STATUS_WORDS,
        "asked_for_a_line": asked_for_a_line,
        "capital": capital,
        "count_words": count_words,
        "day_words": day_words,
        "kind_count": kind_count,
        "kind_words": kind_words,
        "undated_words": undated_words,
    }
