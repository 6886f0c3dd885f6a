"""What a list of changes comes to, once it is read: its effect, and which of the list was wrong."""

from dataclasses import dataclass

from api.errors import UsageError
from api.service.change_shapes import CHANGE_SHAPES, Way
from api.service.proposals import BadChange, effect_of
from api.service.reader import Reader
from graph.compare import Comparison
from graph.errors import Conflict, GraphError, InvalidFact
from graph.facts.changes import Added, Change, Changed
from graph.facts.map_places import PlacesMoved
from graph.facts.model import Reference
from graph.view import View

PLACES_SAY_NOTHING = (
    "Where things stand on a map is no fact: it says nothing to the checks, and is left out here."
)


@dataclass(frozen=True, slots=True)
class ReadChanges:
    """What a list of changes comes to.

    numbers has for each change which of the list it is of, from 0; -1 is the source of the whole.
    fields are the fields of ChangeInput that the list gives. told says what could not be as it was
    asked. places are for whoever writes: they are no facts. cited is where all was read that names
    no source of its own.
    """

    changes: tuple[Change, ...]
    numbers: tuple[int, ...]
    fields: tuple[str, ...]
    told: tuple[str, ...]
    places: tuple[PlacesMoved, ...]
    cited: Reference | None = None

    @property
    def notices(self) -> tuple[str, ...]:
        """What somebody who tries or keeps the changes should know."""
        return (*self.told, *([PLACES_SAY_NOTHING] if self.places else ()))

    def number_of(self, fact_id: str) -> int | None:
        """Return which change of the list was the last about a fact; None where none was."""
        found = [
            number
            for change, number in zip(self.changes, self.numbers, strict=True)
            if number >= 0 and _id_of(change) == fact_id
        ]
        return found[-1] if found else None

    def placed(self, error: GraphError) -> GraphError | UsageError:
        """Return why the changes cannot be made, as a BadChange where it is known which cannot."""
        facts = []
        if isinstance(error, InvalidFact):
            facts = [error.fact, error.value]
        elif isinstance(error, Conflict):
            facts = [fact_id for fact_id, _ in error.changed]
        for number in map(self.number_of, facts):
            if number is not None:
                field = self.fields[number]
                key = error.key if isinstance(error, InvalidFact) else ""
                name = CHANGE_SHAPES[field].shape.name_of(key)
                return BadChange(number, str(error), (field, name) if name else (field,))
        return error


def effect_of_read(reader: Reader, view: View, read: ReadChanges) -> Comparison:
    """Compare a view with what changes would make of it.

    Raises BadChange where it is known which of them cannot be made, else Conflict and InvalidFact.
    """
    try:
        return effect_of(reader, view, read.changes)
    except (InvalidFact, Conflict) as error:
        raise read.placed(error) from error


def facts_only(read: ReadChanges) -> ReadChanges:
    """Return changes of which a scenario can keep each; raises BadChange for places on a map."""
    for number, field in enumerate(read.fields):
        if CHANGE_SHAPES[field].way in (Way.KEEP_PLACES, Way.FORGET_PLACES):
            said = "where things stand on a map is no fact, and no scenario keeps it: leave it out."
            raise BadChange(number, said, (field,))
    return read


def _id_of(change: Change) -> str:
    return change.fact.id if isinstance(change, Added | Changed) else change.fact_id
