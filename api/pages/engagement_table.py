"""The partners of an area as a table that sorts without scripts, and how much is on record."""

from collections.abc import Callable
from dataclasses import dataclass

from api.errors import UsageError
from api.pages.frame import Frame
from api.pages.table import Heading
from graph.engagement.method import SEEN
from graph.engagement.ranking import PartnerEngagement, engagement_of, in_reading_order
from graph.engagement.scoring import ENGAGEMENT_WEIGHTS, EngagementLabel
from graph.facts.identifiers import natural_key
from graph.sentences import attribute_words
from graph.view import View


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much is on record: registers by meetings and bodies, partners, and parts known."""

    partners: int
    told: int
    registers: int
    bodies: int
    known: dict[str, int]


def coverage_of(view: View) -> Coverage:
    """Count what is on record of a view."""
    engagement = engagement_of(view)
    found, meetings = engagement.partners.values(), engagement.registers.meetings
    return Coverage(
        partners=len(found),
        told=sum(partner.label in _TOLD for partner in found),
        registers=len(meetings),
        bodies=len({meeting.body for meeting in meetings}),
        known={
            name: sum(p.engagement.part(name).value is not None for p in found)
            for name in ENGAGEMENT_WEIGHTS
        },
    )


_TOLD = (EngagementLabel.ENGAGED, EngagementLabel.MIXED, EngagementLabel.QUIET)


@dataclass(frozen=True, slots=True)
class Row:
    """A partner as the table shows it."""

    partner: PartnerEngagement
    sector: str

    @property
    def told(self) -> bool:
        """Say whether its number is shown: one that could still be nearly anything is not."""
        return self.partner.label is not EngagementLabel.NOT_ENOUGH


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the word in the address, the heading, and what it sorts by; None comes last."""

    word: str
    heading: str
    by: Callable[[Row], object]


def _name(row: Row) -> object:
    return natural_key(row.partner.name.casefold())


COLUMNS = (
    Column("name", "Partner", _name),
    Column("sector", "Sector", lambda row: row.sector or None),
    Column("label", "Has it been seen?", lambda row: list(SEEN).index(row.partner.label)),
    Column("seen", "Seen, 0 to 1", lambda row: row.partner.engagement.value if row.told else None),
    Column("recorded", "On record", lambda row: row.partner.engagement.coverage),
    Column("key", "Key role, 0 to 1", lambda row: row.partner.key),
    Column("ask", "Ask first", lambda row: row.partner.quiet),
    Column("unknown", "Not known", lambda row: len(row.partner.engagement.missing)),
)
_COLUMN = {column.word: column for column in COLUMNS}


def read_sort(sort: str, order: str | None) -> tuple[Column | None, bool]:
    """Read by which column an address sorts, and whether downward; raises UsageError."""
    if sort and sort not in _COLUMN:
        raise UsageError(f'The table has no column "{sort}": choose {", ".join(_COLUMN)}.')
    if order not in (None, "", "up", "down"):
        raise UsageError(f'"order" is "{order}": write up or down.')
    return _COLUMN.get(sort), order == "down"


def headings(frame: Frame, sort: Column | None, down: bool) -> list[Heading]:
    """Return the headings with where their links sort."""
    found = []
    for column in COLUMNS:
        here = column is sort
        link = frame.link("engagement", sort=column.word, order="down" if here and not down else "")
        now = ("descending" if down else "ascending") if here else ""
        found.append(Heading(column.heading, link, now))
    return found


def sorted_rows(view: View, sort: Column | None, down: bool) -> list[Row]:
    """Return the partners by a column, or in a reader's order; what has nothing there is last."""
    nodes = view.firm.nodes
    rows = [Row(p, attribute_words(nodes[p.id], "sector")) for p in in_reading_order(view)]
    if sort is None:
        return rows
    rows.sort(key=_name)  # type: ignore[arg-type]  # natural keys compare with each other
    filled = [row for row in rows if sort.by(row) is not None]
    filled.sort(key=sort.by, reverse=down)  # type: ignore[arg-type]  # one column, one type
    return filled + [row for row in rows if sort.by(row) is None]
