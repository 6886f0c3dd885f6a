"""The partners of an area as a table that sorts without scripts, and how much is on record."""

from dataclasses import dataclass

from api.pages.frame import Frame
from api.pages.sorting import SortColumn, SortHeading, sort_headings, sorted_rows
from graph.engagement.ranking import PartnerEngagement, engagement_of
from graph.engagement.scoring import ENGAGEMENT_WEIGHTS, SEEN, EngagementLabel
from graph.facts.identifiers import natural_key
from graph.sentences import attribute_words
from graph.view import View


@dataclass(frozen=True, slots=True)
class RecordCoverage:
    """How much is on record: registers by meetings and bodies, partners, and parts known."""

    partners: int
    told: int
    registers: int
    bodies: int
    known: dict[str, int]


def coverage_of(view: View) -> RecordCoverage:
    """Count what is on record of a view."""
    engagement = engagement_of(view)
    found, meetings = engagement.partners.values(), engagement.registers.meetings
    return RecordCoverage(
        partners=len(found),
        told=sum(partner.told for partner in found),
        registers=len(meetings),
        bodies=len({meeting.body for meeting in meetings}),
        known={
            name: sum(p.engagement.part(name).value is not None for p in found)
            for name in ENGAGEMENT_WEIGHTS
        },
    )


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner as the table shows it."""

    partner: PartnerEngagement
    sector: str

    @property
    def told(self) -> bool:
        """Say whether its number is shown: one that could still be nearly anything is not."""
        return self.partner.label is not EngagementLabel.NOT_ENOUGH

    @property
    def seen(self) -> float | None:
        """How much it has been seen, where the number is shown."""
        return self.partner.engagement.value if self.told else None


def _name(row: PartnerRow) -> tuple[object, ...]:
    return natural_key(row.partner.name.casefold())


COLUMNS: tuple[SortColumn[PartnerRow], ...] = (
    SortColumn("name", "Partner", _name),
    SortColumn("sector", "Sector", lambda row: row.sector or None),
    SortColumn("label", "Has it been seen?", lambda row: list(SEEN).index(row.partner.label)),
    SortColumn("seen", "Seen, 0 to 1", lambda row: row.seen),
    SortColumn("recorded", "On record", lambda row: row.partner.engagement.coverage),
    SortColumn("attendance", "Attendance, 0 to 1", lambda row: row.partner.turnout.value),
    SortColumn("key", "Key role, 0 to 1", lambda row: row.partner.key),
    SortColumn("unknown", "Not known", lambda row: len(row.partner.engagement.missing)),
)
COLUMN = {column.word: column for column in COLUMNS}


def headings(frame: Frame, sort: str, down: bool) -> list[SortHeading]:
    """Return the headings with where their links sort."""

    def link(word: str, order: str) -> str:
        return frame.link("engagement", sort=word, order="" if order == "up" else order)

    return sort_headings({c.word: c.heading for c in COLUMNS}, sort, down, link)


def partner_rows(view: View, sort: str, down: bool) -> list[PartnerRow]:
    """Return the partners by a column, else by name; what has nothing there is last."""
    nodes = view.firm.nodes
    found = engagement_of(view).partners.values()
    rows = [PartnerRow(p, attribute_words(nodes[p.id], "sector")) for p in found]
    return sorted_rows(rows, COLUMN[sort].by, down) if sort else rows
