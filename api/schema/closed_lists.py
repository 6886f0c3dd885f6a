"""Closed lists of what is worked out, as GraphQL enums: of checks, lines, changes and scores."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from api.schema.vocabulary import make_enum
from api.service.batches import DOORS
from graph.engagement.method import HOW
from graph.engagement.scoring import LABELS as PART_LABELS
from graph.kinds import DECLARABLE_LISTS
from graph.measures.catalogue import MEASURES
from graph.partner_lists import WORKSHOP_PARTS
from graph.paths import StepNature, Verdict
from graph.rules.policy import PolicyState, RuleStanding, Sureness
from graph.rules.registry import GROUPS, Absence


def word_in(member: Enum) -> str:
    """Return the word of a member whose value is what people read: in_force for "in force"."""
    return member.name.lower()


def _of_words(name: str, description: str, kind: type[Enum], meanings: Mapping[Any, str]) -> Any:
    """Make an enum of a Python one whose values are what people read."""
    values = [(word_in(one), meanings[one], str(one.value)) for one in kind]
    return make_enum(name, description, values)


RuleGroupEnum: Any = make_enum(
    "RuleGroup",
    "The groups of checks.",
    [(word, f"{label}.", label) for word, label in GROUPS.items()],
)
AbsenceEnum: Any = _of_words(
    "Absence",
    "What absence from the record can come to.",
    Absence,
    {one: f"{one.value[:1].upper()}{one.value[1:]}." for one in Absence},
)
SurenessEnum: Any = _of_words(
    "Sureness",
    "How well a change in law or guidance is known.",
    Sureness,
    {one: f"{one.value[:1].upper()}{one.value[1:]}." for one in Sureness},
)
PolicyStateEnum: Any = _of_words(
    "PolicyState",
    "How a change in law, guidance or programmes stands on a day.",
    PolicyState,
    {
        PolicyState.NOT_YET_KNOWN: "Nothing of it had happened by then.",
        PolicyState.ANNOUNCED: "It was announced and asks nothing of anybody yet.",
        PolicyState.ENACTED: "It is enacted, and its sections have not been commenced.",
        PolicyState.IN_FORCE: "It is in force.",
        PolicyState.OVER: "It has ended.",
    },
)
PolicyEventEnum: Any = make_enum(
    "PolicyEvent",
    "What happened to a change in law, guidance or programmes on a day.",
    [
        ("announced", "It was announced.", "announced"),
        ("enacted", "It was enacted.", "enacted"),
        ("in_force", "It came into force.", "in force"),
        ("ended", "It ended.", "ended"),
    ],
)
RuleStandingEnum: Any = _of_words(
    "RuleStandingWord",
    "How a check stands on a day.",
    RuleStanding,
    {
        RuleStanding.NOT_YET_ASKED: "It begins later.",
        RuleStanding.ASKED: "It is asked.",
        RuleStanding.NO_LONGER_ASKED: "It has ended.",
        RuleStanding.CANNOT_TELL: "It is not known whether it goes on after its last day: ask.",
    },
)
VerdictEnum: Any = _of_words(
    "LineVerdict",
    "What a line of sight comes to.",
    Verdict,
    {
        Verdict.RECORDED: "A line of accountability reaches the target.",
        Verdict.INTENDED: "A line reaches it, and part of it is only planned or wished for.",
        Verdict.NOT_IN_PLACE: "Where it begins is planned or wished for, and has no line yet.",
        Verdict.DISPUTED: "Where it begins is disputed, and counts for nothing until settled: ask.",
        Verdict.NOT_RECORDED: "No line is on record, and the record is not complete: ask.",
        Verdict.NONE_IF_COMPLETE: "No line is on record, and the map is treated as complete.",
        Verdict.NONE: "No line is on record, and every list on the way is declared complete.",
    },
)
StepNatureEnum: Any = _of_words(
    "StepNature",
    "What sort of step joins two things.",
    StepNature,
    {
        StepNature.LINE: "A line of accountability.",
        StepNature.WORKING_LINK: "Work side by side: contact, not accountability.",
        StepNature.SHARED_SEAT: "Somebody has a seat on both: contact, not accountability.",
        StepNature.REPORT_TO_PLAN: "A report to a paper, which is no line to a body.",
        StepNature.OTHER_LINK: "Another kind of link, named in words: not accountability.",
    },
)
ChangeActionEnum: Any = make_enum(
    "ChangeAction",
    "What a change does to a fact.",
    [
        ("added", "It was not on record before.", "added"),
        ("changed", "It reads otherwise from then on.", "changed"),
        ("ended", "It was so until a day, and stays on record.", "ended"),
        ("withdrawn", "It was recorded in error; only the history keeps it.", "withdrawn"),
        ("moved", "It stays; things were put elsewhere on the map of the area.", "moved"),
    ],
)
ViaEnum: Any = make_enum(
    "Via",
    "By which door something was written.",
    [(door.word, door.meaning, door.label) for door in DOORS],
)
DeclarableListEnum: Any = make_enum(
    "DeclarableList",
    "The lists that may be declared complete.",
    [
        (one.name, f"Says that these are on record: {one.says}.", one.label)
        for one in DECLARABLE_LISTS
    ],
)
MeasureEnum: Any = make_enum(
    "MeasureName",
    "The measures of who holds a network together.",
    [(one.id, f"{one.means}", one.title) for one in MEASURES],
)
ScorePartEnum: Any = make_enum(
    "ScorePartName",
    "The parts of a score.",
    [(name, HOW[name], label) for name, label in PART_LABELS.items()],
)
SuggestedStepEnum: Any = make_enum(
    "SuggestedStep",
    "What a suggestion asks of somebody.",
    [
        ("ask", "It may be so already and only not recorded: a question.", "ask"),
        ("decide", "The record says that it is not so: a decision to take.", "decide"),
        ("carry_out", "It is recorded as planned: an intention to carry out.", "carry out"),
        ("record", "Every council has it by law: put it on record.", "record"),
    ],
)
WorkshopPartEnum: Any = make_enum(
    "WorkshopPartName",
    "The parts of the mix that a mapping workshop needs.",
    [(word, f"{title}.", title) for word, title in WORKSHOP_PARTS.items()],
)
