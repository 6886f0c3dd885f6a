"""The words and shapes the templates share: days, outcomes, where an expectation comes from."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from api.service.newer_facts import cautions as cautions
from graph.facts.dates import day_words
from graph.facts.model import Source, Status
from graph.governance_view import asked_for_a_line, partnership_of
from graph.kinds import LINK_KIND, NODE_KIND
from graph.kinds.words import STATUSES
from graph.places_read import places_read
from graph.rules.finding import (
    OUTCOME_WORDS,
    READING_ORDER,
    SEVERITY_WORDS,
    Answer,
    Citation,
    FactRead,
    act_words,
    expectation_words,
)
from graph.rules.registry import GROUPS, rule_by_id
from graph.sentences import (
    NO_SOURCE,
    NOT_HELD,
    attribute_words,
    invented_words,
    kind_words,
    outside_words,
    place_words,
)
from graph.sentences import capital as capital
from graph.sentences import undated_caution as undated_caution
from graph.view import View
from visualisations.in_words import passage as passage

OUTCOME_MEANINGS = {
    Answer.GAP: "The record itself says that this is missing.",
    Answer.PLANNED: "An intention is on record; it is not so yet.",
    Answer.SILENT: "The record does not say. It may well be in place: ask.",
    Answer.UNKNOWN: "The record does not say whether this is expected here at all.",
    Answer.MET: "The record shows it, with its source.",
    Answer.WAITS: "Nothing is on the map yet that it is about. It is asked once something is.",
    Answer.EXCLUDED: (
        "Not asked here: its day, its programme or a complete list leaves it out, or somebody has "
        "said why it is not ours."
    ),
}
OUTCOME_TAGS = {**OUTCOME_WORDS, Answer.SILENT: "not recorded: ask"}
OUTCOME_HEADINGS = {
    outcome: OUTCOME_TAGS[outcome][:1].upper() + OUTCOME_TAGS[outcome][1:]
    for outcome in READING_ORDER
}
STATUS_WORDS = {Status(choice.word): choice.label for choice in STATUSES}
NO_FACTS = "None: nothing on the map speaks to this question."
NO_DOCUMENTS = "No source document is recorded for this area."
TOO_LARGE = "This map holds too many things to be drawn on a page."
LISTS = {
    "sectors": "Partners by sector and level",
    "unseated": "Organisations with no seat on record",
    "involvement": "How each partner is to be involved",
    "invite": "Whom to invite to a mapping workshop",
    "chains": "Who commissions whom",
    "risks": "Risks and what is done about them",
}
REMARKS_TITLE = "What the record shows besides"
REMARKS_MEANING = (
    "Remarks on who sits at which level and where lines go. No guidance is behind them, so they "
    "count in no total."
)
ASKED_OF_THE_BOARD = "What the board is asked to do"
NOT_A_FAILING = (
    "“Not recorded” is a question to ask, never a failing: the sources behind this map do not say. "
    "The arrangement may well be in place."
)
HOW_TO_READ = (
    "Each box is a body, a post, an organisation, a site or a paper. A box of solid blue with a "
    "heavy edge is a board. What hangs below a box by a heavy line answers to it.",
    "A dashed box stands for a body that is asked about and is not on the map; a thin dotted "
    "line and a question mark say that a link is not recorded. Both are questions.",
    "A mark in the corner of a box says that a check is open there: an exclamation mark for a gap, "
    "a question mark for something not recorded, a P for something planned. The picture repeats in "
    "shape or line whatever it says in colour, and its legend names what is on this map.",
)


def count_words(count: int, one: str, many: str = "") -> str:
    """Say how many: "1 body", "2 bodies", "no bodies"."""
    return f"{count or 'no'} {one if count == 1 else many or f'{one}s'}"


def kind_count(kind: str, count: int) -> str:
    """Say how many things of a kind there are."""
    return count_words(count, NODE_KIND[kind].label, NODE_KIND[kind].plural)


def distinct(citations: Iterable[Citation]) -> list[Citation]:
    """Return one of each citation that reads differently: lines are not shown on pages."""
    shown = {(passage(each), each.url, each.enacted, each.since): each for each in citations}
    return list(shown.values())


def meaning(outcome: Answer, complete: bool) -> str:
    """Say what an outcome means, on a map as recorded or one treated as complete."""
    if complete and outcome is Answer.GAP:
        return "Missing, if this map is complete."
    return OUTCOME_MEANINGS[outcome]


def opens_words(count: int) -> str:
    """Say how many other checks an answer opens; "" for none."""
    return f"Its answer opens {count_words(count, 'other check')}." if count else ""


def in_short(counted: Mapping[Answer, int], complete: bool) -> str:
    """Say in two sentences how many gaps there are and how much to ask."""
    gaps, silent = counted[Answer.GAP], counted[Answer.SILENT]
    shows = "If this map is complete, it shows" if complete else "The record shows"
    said = f"{shows} {count_words(gaps, 'gap')}."
    said = said if gaps else "The record itself shows no gap."
    return f"{said} On {count_words(silent, 'question')} it does not say: ask." if silent else said


def without_main(view: View) -> str:
    """Say that no main board, or no body at all, is recorded; "" where a main board is."""
    name = view.snapshot.area.name
    if not view.shown.of_kind("body"):
        return (
            f"No board, group or forum is recorded in {name}. That says nothing about whether "
            "there is one: the sources describe other things."
        )
    if partnership_of(view.intended).mains:
        return ""
    return (
        f"No main board is recorded in {name}, so no line can be followed from it yet. There may "
        "well be one: the sources do not say."
    )


def complete_words() -> tuple[str, str]:
    """Say what the workshop switch does: one sentence to stand out, and the rest."""
    return (
        "This map is being treated as complete.",
        "What is not recorded is shown as a gap, to see what that would mean. Nothing was changed "
        "in the record, and duties from an Act stay questions until somebody declares the list "
        "complete.",
    )


def known_words(day: date) -> tuple[str, str]:
    """Say that this is what the map said on a day: one sentence to stand out, and the rest."""
    return (
        f"This is what the map said at the end of {day_words(day)}.",
        "What was recorded after that is left out.",
    )


def document_words(source: Source) -> str:
    """Name a source document, its publisher and the day it was read, without its address."""
    read = f"read {day_words(source.read_on)}" if source.read_on else ""
    return ", ".join(part for part in (source.title, source.publisher, read) if part)


def fact_dates(fact: FactRead) -> str:
    """Say since and until when a fact holds."""
    said = [f"since {day_words(fact.since)}"] if fact.since else []
    said += [f"until {day_words(fact.until)}"] if fact.until else []
    return f"{capital(' '.join(said)) or 'Undated'}."


def fact_doubt(fact: FactRead, day: date) -> str:
    """Say that a partial date leaves a fact open on a day; "" where none does."""
    return open_words(day) if fact.maybe else ""


def open_words(day: date) -> str:
    """Say that a partial date leaves something open on a day."""
    return f"A partial date leaves it open whether this was so on {day_words(day)}."


def remedy_label(outcome: Answer) -> str:
    """Return the label of a remedy: what to do, or what to do should it be missing."""
    return "What to do" if outcome is Answer.GAP else "If it is missing"


def template_globals() -> dict[str, Any]:
    """Return everything here by the names the templates use.

    frame is None off an area; is_demo says that what is shown is thrown away; backup_caution gives
    why the last backup failed, "" where it did not.
    """
    return {
        "frame": None,
        "is_demo": False,
        "backup_caution": str,
        "ASKED_OF_THE_BOARD": ASKED_OF_THE_BOARD,
        "GROUPS": GROUPS,
        "HOW_TO_READ": HOW_TO_READ,
        "LINK_KIND": LINK_KIND,
        "NOT_A_FAILING": NOT_A_FAILING,
        "NOT_HELD": NOT_HELD,
        "NO_DOCUMENTS": NO_DOCUMENTS,
        "NO_FACTS": NO_FACTS,
        "NO_SOURCE": NO_SOURCE,
        "NODE_KIND": NODE_KIND,
        "OUTCOMES": Answer,
        "OUTCOME_HEADINGS": OUTCOME_HEADINGS,
        "OUTCOME_MEANINGS": OUTCOME_MEANINGS,
        "OUTCOME_TAGS": OUTCOME_TAGS,
        "REMARKS_MEANING": REMARKS_MEANING,
        "REMARKS_TITLE": REMARKS_TITLE,
        "SEVERITY_WORDS": SEVERITY_WORDS,
        "act_words": act_words,
        "expectation_words": expectation_words,
        "STATUS_WORDS": STATUS_WORDS,
        "TOO_LARGE": TOO_LARGE,
        "attribute_words": attribute_words,
        "asked_for_a_line": asked_for_a_line,
        "capital": capital,
        "complete_words": complete_words,
        "count_words": count_words,
        "opens_words": opens_words,
        "day_words": day_words,
        "distinct": distinct,
        "document_words": document_words,
        "fact_dates": fact_dates,
        "fact_doubt": fact_doubt,
        "in_short": in_short,
        "invented_words": invented_words,
        "kind_count": kind_count,
        "kind_words": kind_words,
        "known_words": known_words,
        "meaning": meaning,
        "passage": passage,
        "place_words": place_words,
        "places_read": places_read,
        "remedy_label": remedy_label,
        "rule_by_id": rule_by_id,
        "outside_words": outside_words,
        "undated_caution": undated_caution,
        "without_main": without_main,
    }
