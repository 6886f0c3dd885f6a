"""Batches that the doors write: by whoever is at work here, and by which door."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from api.access.persons import Via, acting_as, person_here
from graph.facts.changes import Batch, Change
from graph.facts.map_places import PlacesMoved
from graph.kinds import Choice

# Who wrote, where the person at work has no name.
NO_NAME = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What somebody says of when and by whom something was said: a post, a meeting's id, a day."""

    said_by: str = ""
    meeting: str = ""
    day: date | None = None


NOT_SAID = Occasion()
# Every door, in the words that people read: "Ada, through a page".
DOORS = tuple(
    Choice(via.value, label, meaning=meaning)
    for via, label, meaning in (
        (Via.COMMAND, "by a command", "By a command on the service's own machine."),
        (Via.PAGE, "through a page", "Through a page of the service."),
        (Via.GRAPHQL, "through GraphQL", "By a question to GraphQL from somebody signed in."),
        (Via.TOKEN, "by a program", "By a program that asks with somebody's token."),
        (Via.FILE, "from a file", "From a file that was imported on a page."),
        (Via.WORKSHOP, "in a workshop", "In a workshop."),
    )
)
DOOR_NOT_RECORDED = "not recorded"
_DOOR_WORDS = {door.word: door.label for door in DOORS}


def door_words(via: str) -> str:
    """Say by which door something was written; what was written before this was kept is told so."""
    return _DOOR_WORDS.get(via, DOOR_NOT_RECORDED)


@contextmanager
def coming_by(via: Via) -> Iterator[None]:
    """Have what is written inside come by a door; what a token or a workshop does stays theirs."""
    person = person_here()
    if person.via in (Via.TOKEN, Via.WORKSHOP):
        yield
        return
    with acting_as(replace(person, via=via)):
        yield


def who_here() -> str:
    """Return the name under which whoever is at work here writes."""
    return person_here().name or NO_NAME


def new_batch(
    area: str,
    source: str,
    changes: Iterable[Change],
    *,
    said: Occasion = NOT_SAID,
    batch_id: str = "",
    takes_back: str = "",
    places: Iterable[PlacesMoved] = (),
) -> Batch:
    """Return changes as a batch by whoever is at work here, now; without an id it has a new one."""
    return Batch(
        id=batch_id or uuid.uuid4().hex,
        area=area,
        who=who_here(),
        when=datetime.now(UTC),
        source=source,
        changes=tuple(changes),
        via=person_here().via.value,
        said_by=said.said_by,
        meeting=said.meeting,
        day=said.day,
        takes_back=takes_back,
        places=tuple(places),
    )
