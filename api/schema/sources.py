"""Documents that facts were read in, the places in them, and declarations."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.schema.arguments import Fact
from api.schema.connections import DEFAULT, After, First, connection_of, paginate
from api.schema.context import At
from api.schema.fields import field
from graph.facts.model import Area, Declaration, Recorded, Reference, Source
from graph.kinds import DECLARABLE_LIST
from graph.sentences import fact_sentence, place_words, reference_words, source_of

if TYPE_CHECKING:
    from api.schema.nodes import NodeType

FactConnection: Any = connection_of("Fact", Fact)


@strawberry.type(name="Source", description="A document that facts were read in.")
class SourceType:
    """A document."""

    record: strawberry.Private[Source]
    at: strawberry.Private[At]

    @field("The document's id in this area.")
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(self.record.id)

    @field("The short tag that references use for the document.")
    def document(self) -> str:
        """Its tag."""
        return self.record.document

    @field("The document's title.")
    def title(self) -> str:
        """Its title."""
        return self.record.title

    @field("Who published it; null: not recorded.")
    def publisher(self) -> str | None:
        """Its publisher."""
        return self.record.publisher or None

    @field("The day it was read; null: not recorded.")
    def read_on(self) -> date | None:
        """The day it was read."""
        return self.record.read_on

    @field("Its address; null: not held.")
    def address(self) -> str | None:
        """Its address."""
        return self.record.address

    @field(
        "The things, links, declarations and funding that were read in it.",
        graphql_type=FactConnection,
    )
    def facts(self, first: First = DEFAULT, after: After = None) -> Any:
        """What was read in it."""
        read = [
            fact
            for fact in self.at.snapshot.facts().values()
            if isinstance(fact, Recorded | Area)
            and any(r.document == self.record.document for r in fact.sources)
        ]
        return paginate(read, first, after, lambda fact: Fact.of(self.at.fact(fact)))


@strawberry.type(description="The place in a document where a fact was read.")
class SourceReference:
    """A place in a document."""

    reference: strawberry.Private[Reference]
    at: strawberry.Private[At]

    def _source(self) -> Source | None:
        return source_of(self.reference, self.at.snapshot)

    @field("The document; null where only its tag is recorded.")
    def document(self) -> SourceType | None:
        """The document."""
        source = self._source()
        return SourceType(record=source, at=self.at) if source else None

    @field("The document's title, or its tag where no title is held.")
    def title(self) -> str:
        """The title."""
        source = self._source()
        return source.title if source else self.reference.document

    @field("Who published it; null: not recorded.")
    def publisher(self) -> str | None:
        """The publisher."""
        source = self._source()
        return source.publisher or None if source else None

    @field("The heading of the passage; null: not recorded.")
    def heading(self) -> str | None:
        """The heading."""
        return self.reference.heading or None

    @field("The place as recorded: p. 4, or L65 for line 65 of the transcription.")
    def place(self) -> str | None:
        """The place."""
        return self.reference.place or None

    @field("The place in words: line 65 of the transcription, or p. 4; null: not recorded.")
    def place_words(self) -> str | None:
        """The place in words."""
        return place_words(self.reference.place) or None

    @field("The day the document was read; null: not recorded.")
    def read_on(self) -> date | None:
        """The day it was read."""
        source = self._source()
        return source.read_on if source else None

    @field("The document's address; null: not held.")
    def address(self) -> str | None:
        """The address."""
        source = self._source()
        return source.address if source else None

    @field("All of it in words, to be quoted.")
    def words(self) -> str:
        """The reference in words."""
        return reference_words(self.reference, self.at.snapshot)


def references(fact: Recorded | Area, at: At) -> list[SourceReference]:
    """Return the places where a fact was read."""
    return [SourceReference(reference=reference, at=at) for reference in fact.sources]


@strawberry.type(
    name="Declaration",
    description="Somebody's word that a list is complete; only then can silence be a gap.",
)
class DeclarationType:
    """A declaration."""

    record: strawberry.Private[Declaration]
    at: strawberry.Private[At]

    @field("The declaration's id.")
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(self.record.id)

    @field("The list that is complete, such as members.")
    def list_name(self) -> str:
        """The list."""
        return DECLARABLE_LIST[self.record.list_name].label

    @field("The thing whose list it is; null for a list of the area.")
    def subject(
        self,
    ) -> Annotated["NodeType", strawberry.lazy("api.schema.nodes")] | None:
        """Whose list it is."""
        from api.schema.nodes import make_node

        node = self.at.node(self.record.subject)
        return make_node(node, self.at) if node else None

    @field("The day the word was given.")
    def on(self) -> date:
        """The day."""
        return self.record.on

    @field("Who gave it.")
    def by(self) -> str:
        """Who gave it."""
        return self.record.by

    @field("The declaration in one sentence.")
    def sentence(self) -> str:
        """The sentence."""
        return fact_sentence(self.record, self.at.snapshot)

    @field("Where it was read.")
    def sources(self) -> list[SourceReference]:
        """Where it was read."""
        return references(self.record, self.at)
