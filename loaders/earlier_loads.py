"""What the history of an area tells of a file that comes in: earlier loads, and what is over.

A change keeps the name of the file it was read from, so what a file brought in before needs no
record of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.facts.changes import ChangeRecord
from graph.facts.model import Node
from graph.undo import standing

_BETWEEN_FILES = ", "  # in the source of a batch that several files were loaded with


@dataclass(frozen=True, slots=True)
class EarlierLoad:
    """What one batch brought in: the files it names as its source, and the facts by id.

    added are those that were new then; the others it said something new of.
    """

    files: frozenset[str]
    said: frozenset[str]
    added: frozenset[str]


@dataclass(frozen=True, slots=True)
class EarlierLoads:
    """The loads of an area, oldest first, and what its history knows that its record does not.

    former has the names that things had before, each with the ids of those; withdrawn and ended
    the change that took a fact off the record or ended it, by the fact's id, where none came after.
    """

    loads: tuple[EarlierLoad, ...] = ()
    former: Mapping[str, frozenset[str]] = field(default_factory=dict)
    withdrawn: Mapping[str, ChangeRecord] = field(default_factory=dict)
    ended: Mapping[str, ChangeRecord] = field(default_factory=dict)

    @classmethod
    def of(cls, history: Iterable[ChangeRecord]) -> "EarlierLoads":
        """Read the history of an area, oldest first; what was taken back never was."""
        batches: dict[str, list[ChangeRecord]] = {}
        former: dict[str, set[str]] = {}
        withdrawn: dict[str, ChangeRecord] = {}
        ended: dict[str, ChangeRecord] = {}
        for record in standing(tuple(history)):
            batches.setdefault(record.batch, []).append(record)
            if isinstance(record.before, Node):
                former.setdefault(record.before.name, set()).add(record.fact_id)
            withdrawn.pop(record.fact_id, None)
            if record.after is None:
                withdrawn[record.fact_id] = record
            elif record.action == "ended":
                ended[record.fact_id] = record
        return cls(
            tuple(map(_load_of, batches.values())),
            {name: frozenset(ids) for name, ids in former.items()},
            withdrawn,
            ended,
        )


def _load_of(records: list[ChangeRecord]) -> EarlierLoad:
    said = [record for record in records if record.action in ("added", "changed")]
    return EarlierLoad(
        frozenset(records[0].source.split(_BETWEEN_FILES)),
        frozenset(record.fact_id for record in said),
        frozenset(record.fact_id for record in said if record.action == "added"),
    )
