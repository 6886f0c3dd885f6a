"""The places in documents that facts were read in, in parts: title, place, address, sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.facts.model import Area, Fact, Meeting, Node, Recorded, Reference, Snapshot
from graph.sentences import NO_SOURCE, NOT_HELD, passage_parts, source_of


@dataclass(frozen=True, slots=True)
class PlaceRead:
    """A place in a document as people cite it.

    document is its tag in the area and title its name, or the tag again where it is not held; rest
    has publisher, heading, place and day read. address is None where none is held; quote is the
    sentence as the document has it, "" where none is kept.
    """

    document: str
    title: str
    rest: str
    address: str | None
    quote: str

    @property
    def words(self) -> str:
        """The place in words with its address, without the sentence."""
        said = f"{self.title}, {self.rest}" if self.rest else self.title
        return f"{said}; address {self.address or NOT_HELD}"


Places = tuple[PlaceRead, ...]


def places_read(fact: Fact, snapshot: Snapshot) -> Places:
    """Return every place that a fact was read in; none where no source is recorded."""
    return tuple(_place(reference, snapshot) for reference in references_of(fact))


def places_words(places: Places) -> str:
    """Return places in words, each with its address; "no source recorded" for none."""
    return "; ".join(place.words for place in places) or NO_SOURCE


def quote_words(references: Iterable[Reference]) -> str:
    """Return the sentences that places keep, each once in quotation marks; "" for none."""
    quotes = dict.fromkeys(reference.quote for reference in references if reference.quote)
    return " ".join(f"“{quote}”" for quote in quotes)


def references_of(fact: Fact) -> tuple[Reference, ...]:
    """Return the places that a fact names as its sources, as they may be shown.

    A document itself has none. The sentence of a register or a total of attendance names people
    who came, and nobody is shown by name there: it stays on record and in files, and is left out.
    """
    sources = fact.sources if isinstance(fact, Recorded | Area) else ()
    if not any(reference.quote for reference in sources) or not _names_who_came(fact):
        return sources
    return tuple(replace(reference, quote="") for reference in sources)


def _names_who_came(fact: Fact) -> bool:
    if isinstance(fact, Meeting):
        return bool(fact.register)
    return isinstance(fact, Node) and fact.kind == "attendance_total"


def _place(reference: Reference, snapshot: Snapshot) -> PlaceRead:
    source = source_of(reference, snapshot)
    title, *rest = passage_parts(reference, source)
    address = source.address if source else None
    return PlaceRead(reference.document, title, ", ".join(rest), address, reference.quote)
