"""A document that checks cite, and how to say where in it a passage stands."""

from dataclasses import dataclass, field
from datetime import date

from graph.facts.dates import PartialDate

NO_HEADING = "in a passage with no heading of its own, "
NOT_NOTED = "in a passage whose heading was not noted, "
SECONDARY = "a secondary source: the document it tells of was not read"
WHOLE = "as a whole: no section of it was noted"


@dataclass(frozen=True, slots=True)
class Guidance:
    """A document, the headings in it by the line they begin at, and its days.

    section is the one cited where a check names none. where says in words whose site to look on,
    where the address is not known or is that of a copy; no address is ever guessed.

    An Act has the day it was enacted, and holds from the day it came into force; while that day is
    not known it is not in force. Guidance holds from its publication, where that is known, until
    the day it was replaced. looked_up is when it was last read whether an Act has come into force:
    nothing is known of a day after it. A secondary document tells of another that was not read.
    """

    title: str
    publisher: str
    headings: tuple[tuple[int, str], ...] = field(default=())
    section: str = WHOLE
    where: str = ""
    url: str | None = None
    enacted: date | None = None
    since: date | None = None
    until: date | None = None
    looked_up: PartialDate | None = None
    secondary: bool = False
