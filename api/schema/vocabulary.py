"""The closed lists as GraphQL enums, made from graph.kinds: MAIN_BOARD stands for main_board."""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

import strawberry

from graph.facts.dates import day_words
from graph.kinds import (
    LINK_KINDS,
    NODE_KINDS,
    Attribute,
    Choice,
    ValueType,
    link_attributes,
    node_attributes,
    words,
)
from graph.rules.finding import (
    OUTCOME_WORDS,
    SEVERITY_WORDS,
    Answer,
    NotApplicableBecause,
    Outcome,
    answer_of,
)
from graph.rules.question_list import Standing

_OUTCOME_MEANING = {
    Outcome.MET: "the record shows it.",
    Outcome.GAP: "the record shows that it is missing.",
    Outcome.PLANNED: "it is decided or wished for, not yet so.",
    Outcome.SILENT: "the record says nothing either way: ask.",
    Outcome.NOT_APPLICABLE: "notApplicableBecause says why: it waits, is left out, or is not ours.",
    Outcome.UNKNOWN: "it is not recorded whether the check applies.",
}

# What people read for each value, by the name of the enum.
LABELS: dict[str, dict[str, str]] = {}


# Closed lists whose first attribute does not say what they are about.
_NAMES = {
    "act": "AppointingAct",
    "least_grade": "Grade",
    "outcome": "DecisionOutcome",
    "right": "DecisionRight",
    "what": "AppointmentOf",
    "work": "ServingWork",
}


def type_name(name: str) -> str:
    """Make the name of a GraphQL type: body_kind becomes BodyKind."""
    return "".join(part.capitalize() for part in name.split("_"))


def constant(word: str) -> str:
    """Return the value of an enum that stands for a word: MAIN_BOARD for main_board."""
    return word.upper().replace("-", "_")


def label_of(enum: Any, word: Any) -> str:
    """Return what people read for a word of an enum that make_enum made."""
    return LABELS[enum.__name__][constant(word_of(word))]


def make_enum(name: str, description: str, values: Iterable[tuple[str, str, str]]) -> Any:
    """Make a GraphQL enum of (word, meaning, label); its members hold the words of the record."""
    listed = list(values)
    LABELS[name] = {constant(word): label for word, _, label in listed}
    # Python's own Enum call cannot be typed with names that are only known when it runs.
    members: Any = Enum(  # type: ignore[misc]
        name,
        {
            constant(word): strawberry.enum_value(word, description=meaning)
            for word, meaning, _ in listed
        },
    )
    return strawberry.enum(members, name=name, description=description)


def _labels(choices: tuple[Choice, ...]) -> list[tuple[str, str, str]]:
    return [(c.word, _description(c), c.label) for c in choices]


def _description(choice: Choice) -> str:
    """Say a word's label, what it means, what else it is called, and when it is in use."""
    others = _other_names(choice.other_names)
    meant = f"{_sentence(choice.label)[:-1]}: {choice.meaning}"
    return f"{meant}{others}{_in_use(choice)}"


def _other_names(names: Sequence[str]) -> str:
    return f" Also called: {'; '.join(names)}." if names else ""


def _in_use(choice: Choice) -> str:
    """Say the days on which a word is in use, where it has any."""
    since = f" from {day_words(choice.since)}" if choice.since else ""
    until = f" to {day_words(choice.until)}" if choice.until else ""
    return f" In use{since}{until}." if since or until else ""


def _sentence(words_: str) -> str:
    return f"{words_[0].upper()}{words_[1:].rstrip('.')}."


def _attributes() -> Iterable[Attribute]:
    for node_kind in NODE_KINDS:
        yield from node_attributes(node_kind.name).values()
    for link_kind in LINK_KINDS:
        yield from link_attributes(link_kind.name).values()


def _closed_lists() -> dict[tuple[Choice, ...], Any]:
    """Make one enum for each closed list, named after the first attribute that uses it."""
    made: dict[tuple[Choice, ...], Any] = {}
    for attribute in _attributes():
        if attribute.choices and attribute.choices not in made:
            said = f"The words allowed for: {attribute.label.lower()}."
            name = _NAMES.get(attribute.name, type_name(attribute.name))
            made[attribute.choices] = make_enum(name, said, _labels(attribute.choices))
    return made


_CLOSED_LISTS = _closed_lists()
_ClassEnum: Any = _CLOSED_LISTS[node_attributes("body")["quorum_classes"].choices]


def _of_class(self: "ClassCount") -> Any:
    return _ClassEnum(self.class_) if self.is_listed else None


def _of_class_words(self: "ClassCount") -> str | None:
    return label_of(_ClassEnum, self.class_) if self.is_listed else None


@strawberry.type(description="How many of a class must be there for a quorum.")
class ClassCount:
    class_: str = strawberry.field(
        name="class",
        description="The class as it is recorded: a word of the list of classes, or the id or name "
        "of an organisation or post, which is in none.",
    )
    least: int = strawberry.field(description="The least number of them.")
    of_class = strawberry.field(
        resolver=_of_class,
        description="The class, where it is one of the list; null: an organisation or post.",
        graphql_type=_ClassEnum | None,
    )
    of_class_words = strawberry.field(
        resolver=_of_class_words,
        description="The class in words; null: an organisation or post.",
    )

    @property
    def is_listed(self) -> bool:
        """Whether it is a word of the list of classes."""
        return constant(self.class_) in LABELS[_ClassEnum.__name__]


StatusEnum: Any = make_enum(
    "Status", "Whether a fact is so, decided, wished for, or over.", _labels(words.STATUSES)
)
ConfidenceEnum: Any = make_enum(
    "Confidence", "How firmly the source says it.", _labels(words.CONFIDENCES)
)
NodeKindEnum: Any = make_enum(
    "NodeKind",
    "The kinds of thing on a map.",
    [(k.name, k.definition, k.label) for k in NODE_KINDS],
)
LinkKindEnum: Any = make_enum(
    "LinkKind",
    "The kinds of link between two things.",
    [
        (k.name, f"A {k.verb} B. {k.definition}{_other_names(k.other_names)}", k.verb)
        for k in LINK_KINDS
    ],
)
OutcomeEnum: Any = make_enum(
    "Outcome",
    "What a check found.",
    [
        (o.value, f"{_sentence(words)[:-1]}: {_OUTCOME_MEANING[o]}", words)
        for o in Outcome
        for words in [OUTCOME_WORDS[answer_of(o, None)]]
    ],
)
NotApplicableBecauseEnum: Any = make_enum(
    "NotApplicableBecause",
    "Why a check does not apply.",
    [
        (
            NotApplicableBecause.WAITS.value,
            "Nothing is on the map yet that it is about: it is asked once something is.",
            OUTCOME_WORDS[Answer.WAITS],
        ),
        (
            NotApplicableBecause.EXCLUDED.value,
            "Its condition, its day or a complete list leaves it out.",
            OUTCOME_WORDS[Answer.EXCLUDED],
        ),
        (
            NotApplicableBecause.NOT_OURS.value,
            "Somebody has said that it does not apply here, and why; no fact says otherwise.",
            OUTCOME_WORDS[Answer.EXCLUDED],
        ),
    ],
)
QuestionStateEnum: Any = make_enum(
    "QuestionStateWord",
    "What may become of a question: why something is not on record.",
    _labels(words.QUESTION_STATES),
)
StandingEnum: Any = make_enum(
    "QuestionStanding",
    "Whether a question is still to be answered.",
    [
        (Standing.OPEN.name.lower(), "It is still to be answered.", Standing.OPEN.value),
        (
            Standing.CLOSED.name.lower(),
            "The record says it, or it is not asked any more.",
            "closed",
        ),
        (Standing.LEFT_OUT.name.lower(), "It was said not to be ours.", Standing.LEFT_OUT.value),
        (Standing.GONE.name.lower(), "What it is about is no longer on the map.", "gone"),
    ],
)
SeverityEnum: Any = make_enum(
    "Severity",
    "Where the expectation of a check comes from.",
    [(s.value, f"It comes from {words_}.", words_) for s, words_ in SEVERITY_WORDS.items()],
)
AttendanceEnum: Any = make_enum(
    "Attendance",
    "What a register says of one that should have come.",
    _labels(words.ATTENDANCE),
)
DirectionEnum: Any = make_enum(
    "Direction",
    "Which way a link runs, seen from one of its ends.",
    [
        ("out", "From this thing to the other.", "from this thing"),
        ("into", "From the other thing to this one.", "to this thing"),
    ],
)
_FACT_SORTS = {
    "area": "What is recorded of the area as a whole.",
    "source": "A document that facts were read in.",
    "thing": "A thing on the map.",
    "link": "A link between two things.",
    "meeting": "A meeting of a body, with its register.",
    "declaration": "Somebody's word that a list is complete.",
    "question": "What became of a question.",
}
FactSortEnum: Any = make_enum(
    "FactSort", "The sorts of fact.", [(word, said, word) for word, said in _FACT_SORTS.items()]
)


def enum_of(attribute: Attribute) -> Any:
    """Return the enum of a closed-list attribute."""
    return _CLOSED_LISTS[attribute.choices]


def graphql_type(attribute: Attribute, reference: Any, partial_date: Any) -> Any:
    """Return the GraphQL type of an attribute; all but lists may be null: not recorded."""
    match attribute.type:
        case ValueType.TEXT:
            return str | None
        case ValueType.YES_NO:
            return bool | None
        case ValueType.NUMBER:
            return int | None
        case ValueType.DECIMAL | ValueType.POUNDS | ValueType.PER_CENT:
            # Pounds outgrow the Int of GraphQL, which has 32 bits.
            return float | None
        case ValueType.COUNTS:
            return list[ClassCount]
        case ValueType.DATE:
            return partial_date | None
        case ValueType.CHOICE:
            return enum_of(attribute) | None
        case ValueType.CHOICES:
            return list[enum_of(attribute)]  # type: ignore[misc]  # made while running
        case ValueType.REFERENCE:
            return reference


def word_of(member: Any) -> str:
    """Return the record's word for an enum value that a caller gave."""
    return str(member.value if isinstance(member, Enum) else member)


def words_of(members: Iterable[Any] | None) -> set[str] | None:
    """Return the record's words for a list of enum values; None where none was given."""
    return None if members is None else {word_of(member) for member in members}
