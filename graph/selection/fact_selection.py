"""Which facts of a day fit what somebody asks for: of which sort, about what, where they were read.

A fact of a day is a thing, a link, a meeting held up to it, a declaration, what became of a
question, or what is recorded of the area as a whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from graph.facts.dates import Truth
from graph.facts.identifiers import subject_base
from graph.facts.model import (
    Area,
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    QuestionState,
    Recorded,
    Source,
)
from graph.name_keys import folded_name, folded_words
from graph.places_read import references_of
from graph.selection.selection_base import Selection, Test
from graph.sentences import fact_sentence
from graph.view import View


class FactSort(StrEnum):
    """The sorts of fact that are listed; a document is where they were read, and none itself."""

    AREA = "area"
    THING = "thing"
    LINK = "link"
    MEETING = "meeting"
    DECLARATION = "declaration"
    QUESTION = "question"


_SORTS = {
    Area: FactSort.AREA,
    Node: FactSort.THING,
    Link: FactSort.LINK,
    Meeting: FactSort.MEETING,
    Declaration: FactSort.DECLARATION,
    QuestionState: FactSort.QUESTION,
}


def facts_of(view: View) -> dict[str, Fact]:
    """Return the facts of a day by id: the area, things, links, meetings, declarations, questions.

    Meetings that are in the diary only, after the day, are left out.
    """
    declared = view.snapshot.declarations
    return {
        view.snapshot.area.id: view.snapshot.area,
        **view.shown.nodes,
        **view.shown.links,
        **{meeting.id: meeting for meeting in view.meetings},
        **{i: d for i, d in declared.items() if view.truth_by_id[i] is not Truth.NO},
        **{question.id: question for question in view.questions},
    }


def sort_of_fact(fact: Fact) -> FactSort:
    """Return the sort of a fact; KeyError for a document."""
    return _SORTS[type(fact)]


def documents_behind(fact: Fact) -> tuple[str, ...]:
    """Return the tags of the documents that a fact was read in, each once."""
    return tuple(dict.fromkeys(reference.document for reference in references_of(fact)))


def things_of(fact: Fact) -> tuple[str, ...]:
    """Return the ids of what a fact is about: itself, its ends, whose meeting or list it is."""
    match fact:
        case Link():
            return (fact.id, fact.from_id, fact.to_id)
        case Meeting():
            return (fact.id, fact.body)
        case Declaration():
            return (fact.id, fact.subject)
        case QuestionState():
            return (fact.id, subject_base(fact.subject))
    return (fact.id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSelection(Selection[Fact]):
    """What facts are asked for; see Selection.

    document is the tag of one that it was read in; documents is how many it was read in: 0 for
    one without a source, 1 for one that rests on one alone. about is an id.
    """

    search: str = ""
    sorts: frozenset[str] | None = None
    document: str | None = None
    documents: int | None = None
    about: str | None = None
    statuses: frozenset[str] | None = None
    confidences: frozenset[str] | None = None
    undated: bool | None = None

    def own_tests(self, view: View) -> Iterator[Test[Fact]]:
        """Yield the tests of the conditions of its own, the quick ones first."""
        if (sorts := self.sorts) is not None:
            yield lambda fact: sort_of_fact(fact).value in sorts
        if self.about is not None:
            yield lambda fact: self.about in things_of(fact)
        if (statuses := self.statuses) is not None:
            yield lambda fact: isinstance(fact, Recorded) and fact.status.value in statuses
        if (sure := self.confidences) is not None:
            yield lambda fact: isinstance(fact, Recorded) and fact.confidence.value in sure
        if self.undated is not None:
            yield lambda fact: _undated(fact) is self.undated
        if self.document is not None:
            yield lambda fact: self.document in documents_behind(fact)
        if self.documents is not None:
            yield lambda fact: len(documents_behind(fact)) == self.documents
        if words := folded_words(self.search):
            yield lambda fact: _says(fact, view, words)


def _undated(fact: Fact) -> bool:
    if isinstance(fact, Meeting | Declaration | QuestionState):
        return False
    return not isinstance(fact, Source) and fact.since is None and fact.until is None


def _says(fact: Fact, view: View, words: tuple[str, ...]) -> bool:
    said = folded_name(fact_sentence(fact, view.snapshot))
    return all(word in said for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSelection(Selection[Source]):
    """What documents are asked for; see Selection. search are words of title, publisher or tag."""

    search: str = ""
    document: str | None = None
    address_held: bool | None = None
    read_on_recorded: bool | None = None

    def own_tests(self, view: View) -> Iterator[Test[Source]]:
        """Yield the tests of the conditions of its own."""
        if self.document is not None:
            yield lambda source: source.document == self.document
        if self.address_held is not None:
            yield lambda source: bool(source.address) is self.address_held
        if self.read_on_recorded is not None:
            yield lambda source: (source.read_on is not None) is self.read_on_recorded
        if words := folded_words(self.search):
            yield lambda source: all(word in _called(source) for word in words)


def _called(source: Source) -> str:
    return folded_name(f"{source.title} {source.publisher} {source.document}")
