"""Questions that the record leaves open, and what became of each."""

from typing import Annotated, Any

import strawberry

from api.schema.connections import connection_of
from api.schema.context import AreaOnDay, LazyThing
from api.schema.fields import field, fields_of, record_field
from api.schema.node_interface import FactInView
from api.schema.sources import SourceReference
from api.schema.vocabulary import QuestionStateEnum, StandingEnum, words_of
from api.service.question_states import became_words, questions_of
from graph.facts.model import QuestionState
from graph.facts.view_ids import rule_named
from graph.question_sentences import is_overdue, state_words
from graph.rules.question_list import AskedQuestion
from graph.rules.registry import rule_by_id

_argument = strawberry.argument
QuestionStates = Annotated[
    list[QuestionStateEnum] | None, _argument(description="Only of which this became.")
]
Standings = Annotated[
    list[StandingEnum] | None,
    _argument(description="Only those that stand so; without it, all."),
]
Overdue = Annotated[
    bool | None, _argument(description="Only those whose answer is late (true), or is not (false).")
]
QuestionsOf = Annotated[
    strawberry.ID | None,
    _argument(description="Only about this: a thing by id or name, or the subject's own word."),
]
QuestionRules = Annotated[list[str] | None, _argument(description="Only of checks with these ids.")]


@strawberry.type(
    name="QuestionState",
    description="What became of a question: who was asked, until when, or why it is not ours.",
)
class QuestionStateType(FactInView):
    record: strawberry.Private[QuestionState]

    state = record_field("What became of the question.", QuestionStateEnum)
    to = record_field("The post or organisation that was asked; null: not said.", LazyThing | None)
    locals().update(
        fields_of(
            QuestionState,
            *("status", "since", "until", "confidence", "sources"),
        )
    )

    @field("Whether an answer was due before today.")
    def overdue(self) -> bool:
        return is_overdue(self.record, self.at.context.reader.today())

    @field("In a few words: asked of the council on 3 March 2026, due on 1 April 2026.")
    def words(self) -> str:
        return state_words(self.record, self.at.view.name)

    @field("The same in a sentence, with who says it and whether it is overdue.")
    def sentence(self) -> str:
        return became_words(self.at.view, self.record, self.at.context.reader.today())

    sources = record_field(kind=list[SourceReference])


@strawberry.type(
    name="AskedQuestion",
    description="A question that the record leaves open, or of which somebody has said something.",
)
class AskedQuestionType:
    record: strawberry.Private[AskedQuestion]
    at: strawberry.Private[AreaOnDay]

    rule = record_field(
        "The id of the check that asks; null: it is about an attribute.", str | None
    )
    attribute = record_field("The attribute that is not recorded; null: a check asks.", str | None)
    question = record_field("What is asked.", of="title")
    subject_id = record_field(
        "What it is about: an id, the area's slug, or a word of the check.",
        strawberry.ID,
        of="subject",
    )
    name = record_field("The name of what it is about.")
    subject = record_field(
        "The thing it is about; null: it is no thing.", LazyThing | None, of="about"
    )
    sentence = record_field("What the check says of it now; null: it does not.", str | None)
    standing = record_field("Whether it is still to be answered.", StandingEnum)
    state = record_field("What became of it.", QuestionStateEnum)
    state_words = record_field("What became of it, in plain words.", of="label")

    @field("What became of it, with who was asked and when; null: nothing is on record.")
    def said(self) -> QuestionStateType | None:
        said = self.record.said
        return QuestionStateType(record=said, at=self.at) if said else None

    @field("Whether it is open, and an answer was due before today.")
    def overdue(self) -> bool:
        return self.record.is_overdue(self.at.context.reader.today())


AskedQuestionConnection: Any = connection_of("AskedQuestion", AskedQuestionType)


def questions_on(
    at: AreaOnDay,
    states: QuestionStates,
    standings: Standings,
    rules: QuestionRules,
    about: QuestionsOf,
    overdue: Overdue,
) -> list[AskedQuestion]:
    """Return the questions that fit; raises UnknownThing for a check or thing."""
    known = None if rules is None else [rule_by_id(rule_named(rule) or rule).id for rule in rules]
    asked = questions_of(at.context.reader, at.view)
    subject = None if about is None else at.own_id(about)
    if subject is not None and subject not in {
        i for one in asked for i in (one.subject, one.about)
    }:
        subject = at.resolve(subject)
    became, stand = words_of(states), words_of(standings)
    today = at.context.reader.today()
    return [
        one
        for one in asked
        if (became is None or one.state in became)
        and (stand is None or one.standing in stand)
        and (known is None or one.rule in known)
        and (subject is None or subject in (one.subject, one.about))
        and (overdue is None or one.is_overdue(today) == overdue)
    ]
