"""The places in documents that facts were read in, in parts: words, address, and the sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.facts.model import Area, Fact, Recorded, Reference, Snapshot
from graph.sentences import passage_words, source_of


@dataclass(frozen=True, slots=True)
class PlaceRead:
    """A place in a document as people cite it.

    document is its tag in the area, words are without the address, which is None where none is
    held; quote is the sentence as the document has it, "" where none is kept.
    """

    document: str
    words: str
    address: str | None
    quote: str


def places_read(fact: Fact, snapshot: Snapshot) -> tuple[PlaceRead, ...]:
    """Return every place that a fact was read in; none where no source is recorded."""
    return tuple(
        PlaceRead(reference.document, passage_words(reference, snapshot), address, reference.quote)
        for reference in references_of(fact)
        for address in (_address(reference, snapshot),)
    )


def quote_words(references: Iterable[Reference]) -> str:
    """Return the sentences that places keep, each once in quotation marks; "" for none."""
    quotes = dict.fromkeys(reference.quote for reference in references if reference.quote)
    return " ".join(f"“{quote}”" for quote in quotes)


def references_of(fact: Fact) -> tuple[Reference, ...]:
    """Return the places that a fact names as its sources; a document itself has none."""
    return fact.sources if isinstance(fact, Recorded | Area) else ()


def _address(reference: Reference, snapshot: Snapshot) -> str | None:
    source = source_of(reference, snapshot)
    return source.address if source else None
