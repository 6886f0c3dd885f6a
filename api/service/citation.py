"""Facts as they are cited: what each says, where it was read, its dates, any doubt on the day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from graph.facts.identifiers import natural_key
from graph.facts.model import Fact, Snapshot, Source
from graph.places_read import references_of
from graph.rules.finding import FactRead
from graph.view import View


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document of an area: its tag, what is held of it (None: only the tag), and its facts."""

    document: str
    source: Source | None
    facts: int


def cited(fact: Fact, view: View) -> FactRead:
    """Return a fact as it is cited."""
    return FactRead(fact, view.snapshot, view.maybe(fact))


def evidence(ids: Iterable[str], view: View) -> list[FactRead]:
    """Return the facts of these ids as they are cited, each once and in this order."""
    facts = view.snapshot.facts()
    return [cited(facts[fact_id], view) for fact_id in dict.fromkeys(ids) if fact_id in facts]


def facts_read_in(snapshot: Snapshot, document: str) -> list[Fact]:
    """Return the facts on record that were read in a document, of whatever day."""
    return [
        fact
        for fact in snapshot.facts().values()
        if any(reference.document == document for reference in references_of(fact))
    ]


def documents_of(snapshot: Snapshot) -> list[CitedDocument]:
    """Return the documents of an area by tag: those that are held, and those only named."""
    counted = Counter(
        document
        for fact in snapshot.facts().values()
        for document in {reference.document for reference in references_of(fact)}
    )
    held = {source.document: source for source in snapshot.sources.values()}
    tags = sorted({*held, *counted}, key=natural_key)
    return [CitedDocument(tag, held.get(tag), counted[tag]) for tag in tags]
