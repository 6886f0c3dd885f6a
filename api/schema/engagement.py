"""How much partners have been seen and how key their part is, with every part and its facts."""

from datetime import date
from typing import Annotated, Any

import strawberry

from api.schema.arguments import Fact
from api.schema.context import At
from api.schema.fields import field
from api.schema.nodes import NodeType, make_node
from api.schema.vocabulary import make_enum
from api.service.citation import evidence
from graph.engagement.arrangements import Arrangement
from graph.engagement.imported_ratings import ImportedResult
from graph.engagement.method import HOW, SEEN
from graph.engagement.ranking import PartnerEngagement, Unscored
from graph.engagement.scoring import ScorePart, WeightedScore

_LazyNode = Annotated["NodeType", strawberry.lazy("api.schema.nodes")]
EngagementLabelEnum: Any = make_enum(
    "EngagementLabel",
    "What is said of how much a partner has been seen.",
    [(label.name.lower(), f"{words.capitalize()}.", words) for label, words in SEEN.items()],
)


def _facts(ids: tuple[str, ...], at: At) -> list[Fact]:
    return [Fact.of(read) for read in evidence(ids, at.view)]


@strawberry.type(name="ScorePart", description="One part of a score.")
class ScorePartType:
    """One part of a score."""

    part: strawberry.Private[ScorePart]
    score: strawberry.Private[WeightedScore]
    at: strawberry.Private[At]

    @field("The part's short name, such as two_way_links.")
    def name(self) -> str:
        """Its name."""
        return self.part.name

    @field("What it is called.")
    def label(self) -> str:
        """What it is called."""
        return self.part.label

    @field("What it weighs: the weights of a score add up to 1.")
    def weight(self) -> float:
        """Its weight."""
        return self.score.weights[self.part.name]

    @field("From 0 to 1; null: not known, and counted neither for nor against.")
    def value(self) -> float | None:
        """Its value."""
        return self.part.value

    @field("What the record shows, or why it is not known.")
    def sentence(self) -> str:
        """The sentence."""
        return self.part.sentence

    @field("How it is worked out, in plain words.")
    def how(self) -> str:
        """How it is worked out."""
        return HOW[self.part.name]

    @field("Whose published method it follows.")
    def method(self) -> str:
        """Whose method it follows."""
        return self.part.method

    @field("The facts that were read, with their sources.")
    def facts(self) -> list[Fact]:
        """The facts that were read."""
        return _facts(self.part.facts, self.at)


@strawberry.type(name="Score", description="A number from 0 to 1 with its parts and bounds.")
class ScoreType:
    """A number with its parts."""

    record: strawberry.Private[WeightedScore]
    at: strawberry.Private[At]

    @field("The mean of the known parts by their weights; null: no part is known.")
    def value(self) -> float | None:
        """The number."""
        return self.record.value

    @field("What it would be with all that is not known at nothing.")
    def low(self) -> float:
        """The lower bound."""
        return self.record.low

    @field("What it would be with all that is not known in full.")
    def high(self) -> float:
        """The upper bound."""
        return self.record.high

    @field("The weights of the known parts, added: how much is on record.")
    def coverage(self) -> float:
        """How much is on record."""
        return self.record.coverage

    @field("Every part, known or not.")
    def parts(self) -> list[ScorePartType]:
        """Every part."""
        score = self.record
        return [ScorePartType(part=part, score=score, at=self.at) for part in score.parts]

    @field("What is not known, in words.")
    def not_known(self) -> list[str]:
        """What is not known."""
        return [part.label for part in self.record.missing]


@strawberry.type(description="An imported result about a partner: beside its numbers, in none.")
class ImportedScore:
    """An imported result about a partner."""

    record: strawberry.Private[ImportedResult]
    at: strawberry.Private[At]

    @field("The survey, workshop or summary it comes from.")
    def instrument(self) -> str:
        """What it comes from."""
        return self.record.instrument

    @field("The result in one sentence.")
    def sentence(self) -> str:
        """The sentence."""
        return self.record.sentence

    @field("The fact that holds it, with its source.")
    def facts(self) -> list[Fact]:
        """The fact that holds it."""
        return _facts((self.record.fact,), self.at)


@strawberry.type(
    name="PartnerEngagement",
    description="How much an organisation has been seen, and how key its part is.",
)
class PartnerEngagementType:
    """A partner's engagement."""

    record: strawberry.Private[PartnerEngagement]
    at: strawberry.Private[At]

    @field("The id of the organisation.")
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(self.record.id)

    @field("The name of the organisation.")
    def name(self) -> str:
        """Its name."""
        return self.record.name

    @field("The organisation itself.", graphql_type=_LazyNode)
    def node(self) -> Any:
        """The organisation."""
        return make_node(self.at.snapshot.nodes[self.record.id], self.at)

    @field("What is said of it.", graphql_type=EngagementLabelEnum)
    def label(self) -> Any:
        """What is said of it."""
        return EngagementLabelEnum(self.record.label.name.lower())

    @field('What is said of it, in words: "has been seen less".')
    def label_words(self) -> str:
        """What is said of it, in words."""
        return SEEN[self.record.label]

    @field("Whether it has been seen less whatever is not known comes to.")
    def confirmed(self) -> bool:
        """Whether that is confirmed."""
        return self.record.confirmed

    @field("How much it has been seen; where nothing is said of it, read the bounds only.")
    def engagement(self) -> ScoreType:
        """How much it has been seen."""
        return ScoreType(record=self.record.engagement, at=self.at)

    @field("How key its part is, by the record.")
    def influence(self) -> ScoreType:
        """How key its part is."""
        return ScoreType(record=self.record.influence, at=self.at)

    @field("How key its part is: by the record, or by a workshop where somebody decided so.")
    def key_role(self) -> float | None:
        """How key its part is."""
        return self.record.key

    @field("Whether a workshop's rating stands for its key role, by a recorded decision.")
    def rated_by_workshop(self) -> bool:
        """Whether a workshop's rating stands for it."""
        return self.record.tower is not None

    @field("Whether its role is key and it has been seen less.")
    def key_and_seen_less(self) -> bool:
        """Whether it is key and seen less."""
        return self.record.quiet_but_key

    @field("Whether its role is key and we do not know how much it has been seen.")
    def key_but_unrecorded(self) -> bool:
        """Whether it is key and we do not know."""
        return self.record.key_but_unrecorded

    @field("Its key role times what it lacks to being seen in full; null: too little is known.")
    def ask_first(self) -> float | None:
        """What partners are ordered by."""
        return self.record.quiet

    @field("How many registers speak of it.")
    def registers(self) -> int:
        """How many registers speak of it."""
        return self.record.turnout.registers

    @field("The day somebody of it was last there; null: no register says so.")
    def last_seen(self) -> date | None:
        """The day it was last seen."""
        seen = self.record.turnout.last_seen
        return seen.day if seen else None

    @field("Why, what is not known, and what would change it.")
    def sentence(self) -> str:
        """The sentence."""
        return self.record.sentence

    @field("What to do.")
    def remedies(self) -> list[str]:
        """What to do."""
        return list(self.record.remedies)

    @field("What surveys and workshops said of it: in none of the numbers.")
    def imported(self) -> list[ImportedScore]:
        """What was imported about it."""
        return [ImportedScore(record=one, at=self.at) for one in self.record.beside]

    @field("Every fact that was read, with its source.")
    def facts(self) -> list[Fact]:
        """Every fact that was read."""
        return _facts(self.record.facts, self.at)


@strawberry.type(name="NotScored", description="An organisation that is not scored, and why.")
class NotScoredType:
    """An organisation that is not scored."""

    record: strawberry.Private[Unscored]

    @field("The id of the organisation.")
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(self.record.id)

    @field("The name of the organisation.")
    def name(self) -> str:
        """Its name."""
        return self.record.name

    @field("Why it is not scored.")
    def why(self) -> str:
        """Why not."""
        return self.record.why


@strawberry.type(
    name="Arrangement",
    description="What attendance says of how a body meets or a seat is set up: of nobody in it.",
)
class ArrangementType:
    """A remark about a body or a seat."""

    record: strawberry.Private[Arrangement]
    at: strawberry.Private[At]

    @field("The id of the body, or of the link that is the seat.")
    def about(self) -> strawberry.ID:
        """What it is about."""
        return strawberry.ID(self.record.id)

    @field("The remark in one sentence.")
    def sentence(self) -> str:
        """The sentence."""
        return self.record.sentence

    @field("What to do.")
    def remedy(self) -> str:
        """What to do."""
        return self.record.remedy

    @field("The facts that were read, with their sources.")
    def facts(self) -> list[Fact]:
        """The facts that were read."""
        return _facts(self.record.facts, self.at)
