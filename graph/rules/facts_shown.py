"""The facts that findings show, read when somebody lists them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

from graph.facts.dates import Truth
from graph.facts.model import Snapshot
from graph.rules.finding import FactRead, SubjectFinding


class FactsShown(dict[str, FactRead | None]):
    """Facts by id as they read on a day, each made once: several findings show the same one.

    None stands for an id that is none of a fact. It holds no view, since findings outlive theirs.
    """

    def __init__(self, snapshot: Snapshot, truth_by_id: Mapping[str, Truth]) -> None:
        self._snapshot, self._truth_by_id = snapshot, truth_by_id

    def __missing__(self, fact_id: str) -> FactRead | None:
        snapshot = self._snapshot
        fact = (
            snapshot.links.get(fact_id)
            or snapshot.nodes.get(fact_id)
            or snapshot.meetings.get(fact_id)
            or snapshot.declarations.get(fact_id)
            or snapshot.questions.get(fact_id)
            or (snapshot.area if fact_id == snapshot.area.id else None)
        )
        maybe = fact is not None and self._truth_by_id.get(fact.id) is Truth.MAYBE
        read = self[fact_id] = FactRead(fact, snapshot, maybe) if fact else None
        return read


class FactsOfSubjects(Sequence[FactRead]):
    """The facts that subjects read, each once: they are listed when somebody asks for them.

    A page shows the facts of one finding, or of none; the checks find thousands.
    """

    def __init__(self, subjects: Iterable[SubjectFinding], shown: FactsShown) -> None:
        self._subjects, self._shown = subjects, shown

    @cached_property
    def _listed(self) -> tuple[FactRead, ...]:
        ids = dict.fromkeys(fact for subject in self._subjects for fact in subject.facts)
        return tuple([read for fact_id in ids if (read := self._shown[fact_id])])

    def __repr__(self) -> str:
        return repr(self._listed)

    def __len__(self) -> int:
        return len(self._listed)

    def __iter__(self) -> Iterator[FactRead]:
        return iter(self._listed)

    @overload
    def __getitem__(self, place: int) -> FactRead: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[FactRead, ...]: ...
    def __getitem__(self, place: int | slice) -> FactRead | tuple[FactRead, ...]:
        return self._listed[place]

    def __eq__(self, other: object) -> bool:
        """Say whether two show facts that read the same, in the same order."""
        return isinstance(other, FactsOfSubjects) and self._listed == other._listed

    def __hash__(self) -> int:
        return hash(self._listed)
