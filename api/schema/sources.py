"""Documents that facts were read in, the places in them, and declarations."""

from datetime import date
from typing import Any

import strawberry

from api.schema.citations import CitedFact
from api.schema.connections import After, Before, First, Last, connection_of, paginate
from api.schema.context import AreaOnDay, LazyThing
from api.schema.fields import field, fields_of, record_field
from api.schema.node_interface import FactInView
from api.service.citation import facts_read_in
from api.service.paging import PageAsked
from graph.facts.model import Declaration, Reference, Source
from graph.kinds import DECLARABLE_LIST
from graph.sentences import fact_sentence, place_words, reference_words, source_of

FactConnection: Any = connection_of("Fact", CitedFact)


@strawberry.type(name="Source", description="A document that facts were read in.")
class SourceType(FactInView):
    record: strawberry.Private[Source]

    locals().update(fields_of(Source))

    @field(
        "The things, links, declarations and funding that were read in it.",
        graphql_type=FactConnection,
    )
    def facts(
        self,
        first: First = None,
        last: Last = None,
        after: After = None,
        before: Before = None,
    ) -> Any:
        read = facts_read_in(self.at.snapshot, self.record.document)
        asked = PageAsked(first, last, after, before)
        return paginate("facts", read, asked, lambda fact: CitedFact.of(fact, self.at))


SourceConnection: Any = connection_of("Source", SourceType)


@strawberry.type(
    description="The place in a document where a fact was read, and the sentence, where it is kept."
)
class SourceReference:
    record: strawberry.Private[Reference]
    at: strawberry.Private[AreaOnDay]

    def _source(self) -> Source | None:
        return source_of(self.record, self.at.snapshot)

    @field("The document; null where only its tag is recorded.")
    def document(self) -> SourceType | None:
        source = self._source()
        return SourceType(record=source, at=self.at) if source else None

    @field("The document's title, or its tag where no title is held.")
    def title(self) -> str:
        source = self._source()
        return source.title if source else self.record.document

    @field("Who published it; null: not recorded.")
    def publisher(self) -> str | None:
        source = self._source()
        return source.publisher or None if source else None

    heading = record_field("The heading of the passage; null: not recorded.", str | None)
    place = record_field(
        "The place as recorded: paragraph 2, or item 3; null: not recorded.", str | None
    )
    page = record_field("The page it stands on, from 1; null: not recorded.")
    quote = record_field(
        "The sentence it was read in, as the document has it; null: not recorded.", str | None
    )

    @field("The page and the place in words: page 4, item 3; null: not recorded.")
    def place_words(self) -> str | None:
        return place_words(self.record) or None

    @field("The day the document was read; null: not recorded.")
    def read_on(self) -> date | None:
        source = self._source()
        return source.read_on if source else None

    @field("The document's address; null: not held.")
    def address(self) -> str | None:
        source = self._source()
        return source.address if source else None

    @field("All of it but the sentence in words, to cite it by.")
    def words(self) -> str:
        return reference_words(self.record, self.at.snapshot)


@strawberry.type(
    name="Declaration",
    description="Somebody's word that a list is complete; only then can silence be a gap.",
)
class DeclarationType(FactInView):
    record: strawberry.Private[Declaration]

    @field("The list that is complete, such as members.")
    def list_name(self) -> str:
        return DECLARABLE_LIST[self.record.list_name].label

    subject = record_field(
        "The thing whose list it is; null for a list of the area.", LazyThing | None
    )
    on = record_field()
    by = record_field()

    @field("The declaration in one sentence.")
    def sentence(self) -> str:
        return fact_sentence(self.record, self.at.snapshot)

    sources = record_field(kind=list[SourceReference])
