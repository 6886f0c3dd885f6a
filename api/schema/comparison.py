"""Two views side by side: facts that were added, ended or changed, and findings that moved."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Annotated, Any

import strawberry

from api.errors import UsageError
from api.reports.question_moves import question_moves
from api.schema.citations import CitationType, CitedFact
from api.schema.context import AreaOnDay, Context, LazyArea, LazyThing, LazyView
from api.schema.fields import field, record_field, words_field
from api.schema.findings import FindingType, OutcomeTotal
from api.schema.proposed import ProposedChange, SightType, proposed
from api.schema.vocabulary import (
    LinkKindEnum,
    NodeKindEnum,
    OutcomeEnum,
    SeverityEnum,
    label_of,
    make_enum,
)
from api.schema.what_if import FindingMovedType
from api.service.comparisons import Compared, of_days, of_known
from api.service.proposals import left_words, sentences
from api.service.sights import sights
from graph.compare import (
    Comparison,
    FindingMoved,
    KindCount,
    LineMoved,
    SubjectMoved,
    line_words,
    took_over_words,
)
from graph.facts.changes import Change
from graph.facts.view_ids import ViewId
from graph.kinds import LINK_KIND, NODE_KIND
from graph.moved_because import FactMoved, MovedFacts, because_words, moved_facts
from graph.reorganisation import Renamed
from graph.rules.finding import OUTCOME_WORDS, Finding
from graph.rules.run import answers

FindingMoveEnum: Any = make_enum(
    "FindingMove",
    "What became of a finding between two sides.",
    [
        ("opened", "There is something to act on or ask after, and was not before.", "opened"),
        ("closed", "There was something to act on or ask before, and is not after.", "closed"),
        ("moved", "It differs without opening or closing.", "moved"),
    ],
)
OtherArea = Annotated[str, strawberry.argument(description="The other area's short name.")]
OtherDay = Annotated[
    date | None,
    strawberry.argument(
        description="The other area's day; without it the day that its record describes."
    ),
]
CompareFrom = Annotated[
    date | None, strawberry.argument(name="from", description="The earlier day.")
]
CompareTo = Annotated[
    date | None,
    strawberry.argument(name="to", description="The later day; without it that of this view."),
]
KnownFrom = Annotated[
    date | None,
    strawberry.argument(description="The earlier day by whose end (UTC) it was on record."),
]
KnownTo = Annotated[
    date | None,
    strawberry.argument(description="The later day by whose end (UTC) it was on record."),
]
ScenarioName = Annotated[
    str, strawberry.argument(description="The name of a scenario of this area.")
]
OtherScenario = Annotated[
    str | None, strawberry.argument(description="A scenario beside it; none: as it is.")
]


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of a comparison, each as it can be asked for; what is only tried has no id."""

    before: AreaOnDay
    after: AreaOnDay

    @classmethod
    def of(
        cls,
        context: Context,
        found: Comparison,
        before: ViewId | None = None,
        after: ViewId | None = None,
    ) -> "Sides":
        """Take the two views of a comparison, with their ids where they have one."""
        return cls(AreaOnDay(context, found.before, before), AreaOnDay(context, found.after, after))


@strawberry.type(name="SubjectChange", description="A thing that a check answers otherwise.")
class SubjectChangeType:
    record: strawberry.Private[SubjectMoved]

    subject_id = record_field(
        "The id of the thing, the slug of the area, or a word of the check.", strawberry.ID, of="id"
    )
    name = record_field("The name of the thing, or of the area.")
    before = record_field(
        "What was found before; null: the check was not about it.",
        OutcomeEnum | None,
        of="outcome_before",
    )
    after = record_field(
        "What is found after; null: the check is not about it.",
        OutcomeEnum | None,
        of="outcome_after",
    )

    @field("What was found before, in plain words; null: the check was not about it.")
    def before_words(self) -> str | None:
        return OUTCOME_WORDS[self.record.before] if self.record.before else None

    @field("What is found after, in plain words; null: the check is not about it.")
    def after_words(self) -> str | None:
        return OUTCOME_WORDS[self.record.after] if self.record.after else None

    sentence_before = record_field(
        "The answer before, in one sentence; empty: the check was not about it."
    )
    sentence = record_field("The answer after, in one sentence; empty: the check is not about it.")


@strawberry.type(name="FindingChange", description="A check that answers otherwise.")
class FindingChangeType(FindingMovedType):
    """A check that answers otherwise, with all it takes to cite it."""

    was: strawberry.Private[Finding]
    now: strawberry.Private[Finding]
    sides: strawberry.Private[Sides]
    moved: strawberry.Private[MovedFacts]

    @field("The area on whose map it is.", graphql_type=LazyArea)
    def area(self) -> Any:
        return self.sides.after.area_object()

    @field(
        "The view before, whose revision to cite; null where it is only tried.",
        graphql_type=LazyView | None,
    )
    def view_before(self) -> Any:
        return self.sides.before.view_object()

    @field(
        "The view after, whose revision to cite; null where it is only tried.",
        graphql_type=LazyView | None,
    )
    def view_after(self) -> Any:
        return self.sides.after.view_object()

    @field("The finding as it stands after; null where it is only tried.")
    def finding(self) -> FindingType | None:
        after = self.sides.after
        return FindingType(record=self.now, at=after) if after.view_id else None

    @field("The day before.")
    def day_before(self) -> date:
        return self.sides.before.view.day

    @field("The day after.")
    def day_after(self) -> date:
        return self.sides.after.view.day

    @field(
        "Whether it opened, closed, or differs without either: something to act on or ask after "
        "or before only.",
        graphql_type=FindingMoveEnum,
    )
    def move(self) -> Any:
        return FindingMoveEnum(self.move_word)

    @field("Whether it opened, closed, or differs without either, in a word.")
    def move_words(self) -> str:
        return label_of(FindingMoveEnum, self.move_word)

    @property
    def move_word(self) -> str:
        """Whether it opened, closed or moved otherwise."""
        return "opened" if self.record.opened else "closed" if self.record.closed else "moved"

    @property
    def slug(self) -> str:
        """The area that it is of after."""
        return self.sides.after.slug

    @field(
        "The facts that moved it: of what it reads those that were added, ended or changed, else "
        "those that join what it reads. Empty where the day alone moved it, or a date of the check "
        "or its guidance."
    )
    def because(self) -> "list[FactChangeType]":
        return [FactChangeType.of(one, self.sides) for one in self.moved.behind(self.record)]

    @field("In a word, why: which facts moved it, or that the day alone did.")
    def because_words(self) -> str:
        return because_words(self.moved.behind(self.record))

    severity = record_field("Where the expectation comes from.", SeverityEnum)
    severity_words = words_field(SeverityEnum, "Where the expectation comes from, in words.")

    subjects = record_field("The things that it answers otherwise.", list[SubjectChangeType])

    @field("The guidance the check rests on, as it answers after.")
    def citations(self) -> list[CitationType]:
        return [CitationType(record=citation) for citation in self.now.citations]

    @field("Every fact that was read before, with its source.")
    def facts_before(self) -> list[CitedFact]:
        return [CitedFact(record=read, at=self.sides.before) for read in self.was.facts]

    @field("Every fact that is read after, with its source.")
    def facts(self) -> list[CitedFact]:
        return [CitedFact(record=read, at=self.sides.after) for read in self.now.facts]


# Pages of it would each be worked out of both sides anew, and half of a difference misleads.
_WHOLE = "Whole, in no pages: a comparison is one answer, and nothing of it is left out."


@strawberry.type(name="FactChange", description="A fact that reads otherwise.")
class FactChangeType:
    before: CitedFact | None = strawberry.field(description="The fact before; null: it was added.")
    after: CitedFact | None = strawberry.field(description="The fact after; null: it ended.")

    @classmethod
    def of(cls, moved: FactMoved, sides: Sides) -> "FactChangeType":
        """Make it of a fact that differs between two sides."""
        return cls(
            before=CitedFact.of(moved.before, sides.before) if moved.before else None,
            after=CitedFact.of(moved.after, sides.after) if moved.after else None,
        )


@strawberry.type(name="LineChange", description="A body that answers to others than before.")
class LineChangeType:
    record: strawberry.Private[LineMoved]
    comparison: strawberry.Private[Comparison]
    sides: strawberry.Private[Sides]

    subject_id = record_field("The id of the body.", strawberry.ID, of="body")
    name = record_field("The name of the body.")

    @field("The bodies above it before, nearest first.", graphql_type=list[LazyThing])
    def before(self) -> Any:
        return self.sides.before.nodes(self.record.before)

    @field("The bodies above it after, nearest first.", graphql_type=list[LazyThing])
    def after(self) -> Any:
        return self.sides.after.nodes(self.record.after)

    @field("Both in one sentence.")
    def sentence(self) -> str:
        return line_words(self.record, self.comparison)


@strawberry.type(name="NewName", description="A thing that has another name.")
class NewNameType:
    record: strawberry.Private[Renamed]

    subject_id = record_field("The id of the thing, which stays.", strawberry.ID, of="id")
    before = record_field("Its name before.")
    after = record_field("Its name after.")
    written = record_field("The day the new name was written; null: the two sides differ in it.")


@strawberry.type(name="KindCount", description="How many things or links of a kind each shows.")
class KindCountType:
    record: strawberry.Private[KindCount]

    @field("The kind of thing; null: they are links.", graphql_type=NodeKindEnum | None)
    def thing_kind(self) -> Any:
        return NodeKindEnum(self.record.kind) if self.record.kind in NODE_KIND else None

    @field("The kind of link; null: they are things.", graphql_type=LinkKindEnum | None)
    def link_kind(self) -> Any:
        return LinkKindEnum(self.record.kind) if self.record.kind in LINK_KIND else None

    kind_words = record_field("The kind in plain words.", of="label")
    before = record_field("How many before.")
    after = record_field("How many after.")


@strawberry.type(
    name="Comparison",
    description="Two days, scenarios or areas side by side. Two areas share no facts, so that "
    "only their findings and totals are compared.",
)
class ComparisonType:
    record: strawberry.Private[Comparison]
    sides: strawberry.Private[Sides]
    made: strawberry.Private[tuple[Change, ...]] = ()
    written: strawberry.Private[tuple[Renamed, ...]] = ()

    def _findings(self, moved: Iterable[FindingMoved]) -> list[FindingChangeType]:
        was = {finding.rule: finding for finding in self.record.findings_before}
        now = {finding.rule: finding for finding in self.record.findings_after}
        return [
            FindingChangeType(
                record=m, was=was[m.rule], now=now[m.rule], sides=self.sides, moved=self._moved
            )
            for m in moved
        ]

    @cached_property
    def _moved(self) -> MovedFacts:
        return moved_facts(self.record)

    @classmethod
    def of_two(
        cls,
        at: AreaOnDay,
        first: date | None,
        last: date | None,
        known_from: date | None,
        known_to: date | None,
    ) -> "ComparisonType":
        """Compare two days of a view, or what was on record by the end of two days.

        Raises UsageError for days that make neither.
        """
        days, known = first or last, known_from or known_to
        if bool(days) == bool(known):
            raise UsageError(
                "Compare two days with from and to, or two states of the record with knownFrom and "
                "knownTo: one of the two."
            )
        reader, view, view_id = at.context.reader, at.view, at.view_id
        assert view_id is not None
        if known_from and known_to:
            found = of_known(reader, view, known_from, known_to)
            ids = (replace(view_id, known=known_from), replace(view_id, known=known_to))
        elif first:
            last = last or view.day
            found = of_days(reader, view, first, last)
            ids = (replace(view_id, day=first), replace(view_id, day=last))
        else:
            raise UsageError("Two are compared: give both, the earlier one with from or knownFrom.")
        sides = Sides.of(at.context, found.found, *ids)
        return cls(record=found.found, sides=sides, written=found.written)

    def moves(self) -> list[FindingChangeType]:
        """Return every finding that moved, in the order of the catalogue."""
        return self._findings(self.record.findings)

    @property
    def _compared(self) -> Compared:
        return Compared(self.record, "", "", self.written)

    @field("The changes that were tried; empty: two views as they are.")
    def changes(self) -> list[ProposedChange]:
        said = sentences(self.record, self.made)
        return proposed(self.made, said, self.record.before.snapshot)

    @field("The main boards' lines to the safeguarding partnership and health and wellbeing board.")
    def sights(self) -> list[SightType]:
        return [SightType(record=sight) for sight in sights(self.record)]

    @field("What hangs on the things that would end, and goes on without an end, in sentences.")
    def hanging(self) -> list[str]:
        return left_words(self.record) if self.made else []

    @field("Who took over from whom between the two, a sentence each.")
    def took_over(self) -> list[str]:
        return list(took_over_words(self.record))

    @field("What became of questions between the two, a sentence each.")
    def questions(self) -> list[str]:
        return list(question_moves(self.record))

    @field("What became of the bodies, in five sentences; empty: nothing did.")
    def in_short(self) -> list[str]:
        return list(self._compared.reorganisation)

    @field("The things that have another name.")
    def renamed(self) -> list[NewNameType]:
        return [NewNameType(record=one) for one in self._compared.renamed]

    area_before = record_field("The name of the area before.", of="before.snapshot.area.name")
    area_after = record_field("The name of the area after.", of="after.snapshot.area.name")
    day_before = record_field("The day before.", of="before.day")
    day_after = record_field("The day after.", of="after.day")

    @field("Findings that opened: something to act on or ask after, and not before.")
    def opened(self) -> list[FindingChangeType]:
        return self._findings(self.record.opened)

    @field("Findings that closed: something to act on or ask before, and not after.")
    def closed(self) -> list[FindingChangeType]:
        return self._findings(self.record.closed)

    @field("Findings that differ without opening or closing.")
    def moved(self) -> list[FindingChangeType]:
        return self._findings(self.record.moved)

    @field(f"Things and links that hold after, and not before. {_WHOLE}")
    def added(self) -> list[CitedFact]:
        return [CitedFact.of(fact, self.sides.after) for fact in self.record.added]

    @field(f"Things and links that hold before, and not after. {_WHOLE}")
    def ended(self) -> list[CitedFact]:
        return [CitedFact.of(fact, self.sides.before) for fact in self.record.ended]

    @field(f"Things and links that read otherwise. {_WHOLE}")
    def changed(self) -> list[FactChangeType]:
        before, after = self.sides.before, self.sides.after
        return [
            FactChangeType(before=CitedFact.of(old, before), after=CitedFact.of(new, after))
            for old, new in self.record.changed
        ]

    @field("How many checks came to each outcome before.")
    def totals_before(self) -> list[OutcomeTotal]:
        return OutcomeTotal.each(answers(self.record.findings_before))

    @field("How many checks come to each outcome after.")
    def totals_after(self) -> list[OutcomeTotal]:
        return OutcomeTotal.each(answers(self.record.findings_after))

    @field("The bodies whose line upward differs.")
    def lines(self) -> list[LineChangeType]:
        return [
            LineChangeType(record=m, comparison=self.record, sides=self.sides)
            for m in self.record.lines
        ]

    counts = record_field(
        "How many things and links of each kind each of the two shows.", list[KindCountType]
    )
