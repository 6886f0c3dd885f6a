"""Documents that were asked lately: read, and found to fit the schema, once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from graphql import DocumentNode, OperationDefinitionNode, OperationType
from strawberry.extensions import SchemaExtension
from strawberry.types.graphql import OperationType as Operation

from api.schema.question_size import VALUE_MS
from api.service.reads import not_to_be_kept

# Programs ask a few dozen documents over and over; people write one after another. What is read of
# a text takes some hundred times its length, so all together some 50 MB at most.
MOST_DOCUMENTS, MOST_TEXT = 256, 512 * 1024
# What is made of one document: a plan for each choice of what it leaves out.
_MOST_MADE = 16
T = TypeVar("T")


@dataclass(slots=True)
class Pace:
    """How many milliseconds each value of an answer took the last time, when all was at hand.

    Until that is known, as much as is reckoned beforehand.
    """

    ms_a_value: float = VALUE_MS


@dataclass(frozen=True, eq=False)
class KnownDocument:
    """A document that fits the schema, with its queries by name; None names the only one."""

    text: str
    document: DocumentNode
    queries: dict[str | None, OperationDefinitionNode] = field(init=False)
    made: dict[Hashable, Any] = field(default_factory=dict, init=False)
    pace: Pace = field(default_factory=Pace, init=False)

    def __post_init__(self) -> None:
        operations = [
            part for part in self.document.definitions if isinstance(part, OperationDefinitionNode)
        ]
        queries = {
            part.name.value if part.name else None: part
            for part in operations
            if part.operation is OperationType.QUERY
        }
        if len(operations) == 1:
            queries |= dict.fromkeys([None], *queries.values()) if queries else {}
        else:
            queries.pop(None, None)
        object.__setattr__(self, "queries", queries)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is made of the document for a key, made once; of few keys it is kept.

        Two threads at once may both make it.
        """
        if key in self.made:
            return cast(T, self.made[key])
        made = make()
        if len(self.made) < _MOST_MADE:
            self.made[key] = made
        return made


class Documents:
    """Remembers documents by their text, for any number of threads; the latest asked stay."""

    def __init__(self, most: int = MOST_DOCUMENTS, most_text: int = MOST_TEXT) -> None:
        self._most, self._most_text, self._text = most, most_text, 0
        self._lock = threading.Lock()
        self._known: OrderedDict[str, KnownDocument] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def get(self, text: str) -> KnownDocument | None:
        """Return a document that was asked lately; None where it was not."""
        with self._lock:
            found = self._known.get(text)
            if found is not None:
                self._known.move_to_end(text)
        return found

    def keep(self, known: KnownDocument) -> None:
        """Remember a document that fits the schema."""
        with self._lock:
            if known.text in self._known:
                return
            self._known[known.text] = known
            self._text += len(known.text)
            while len(self._known) > self._most or self._text > self._most_text:
                text, _ = self._known.popitem(last=False)
                self._text -= len(text)


documents = Documents()


class Remember(SchemaExtension):
    """Remembers each document that was found to fit."""

    def on_validate(self) -> Iterator[None]:
        """Look at what validation found, and at what refused the document before it."""
        yield
        context = self.execution_context
        if context.graphql_document and context.query and not context.pre_execution_errors:
            documents.keep(KnownDocument(context.query, context.graphql_document))

    def on_execute(self) -> Iterator[None]:
        """See to it that what is not a question is never answered from what is kept."""
        if self.execution_context.operation_type is not Operation.QUERY:
            not_to_be_kept()
        yield
