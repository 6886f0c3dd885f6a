"""What loading has come to so far: the record that every step from rows to facts works on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.facts.identifiers import local_of
from graph.facts.model import Area, Fact, Meeting, Node, Snapshot, Source
from loaders.report import Report
from loaders.workbook.reading.cells import BadCell
from loaders.workbook.reading.name_index import NameIndex
from loaders.workbook.reading.rows import SheetRow


@dataclass
class LoadState:
    """The facts made of a file's rows, over what the store has (known), each by id.

    With replace, a register becomes exactly its rows. row_of has the row of each fact;
    meeting_ids are those that rows give, whatever becomes of the rows; documents are the sources
    that are known or were asked about, in that order.
    """

    area: str
    known: Mapping[str, Fact]
    names: NameIndex
    report: Report
    today: date
    replace: bool = False
    facts: dict[str, Fact] = field(default_factory=dict)
    row_of: dict[str, SheetRow] = field(default_factory=dict)
    meeting_ids: set[str] = field(default_factory=set)
    documents: dict[str, None] = field(default_factory=dict)

    @classmethod
    def over(
        cls, snapshot: Snapshot | None, area: str, report: Report, today: date, replace: bool
    ) -> "LoadState":
        """Begin with what the store has of an area, None for a new one."""
        known = snapshot.facts() if snapshot else {}
        names = NameIndex.of(area, snapshot.nodes if snapshot else {})
        state = cls(area, known, names, report, today, replace)
        state.note_documents(f.document for f in known.values() if isinstance(f, Source))
        return state

    def note_documents(self, documents: Iterable[str]) -> None:
        """Remember sources that need not be asked about again."""
        self.documents.update(dict.fromkeys(documents))

    def fact(self, fact_id: str) -> Fact | None:
        """Return a fact of the file, or else of the store."""
        return self.facts.get(fact_id) or self.known.get(fact_id)

    def node(self, node_id: str) -> Node:
        """Return a thing of the file or the store; raises BadCell."""
        found = self.fact(node_id)
        if not isinstance(found, Node):
            wrong = f'"{local_of(node_id)}" was refused'
            raise BadCell("refused-name", wrong, "correct its own row first")
        return found

    def meeting(self, meeting_id: str) -> Meeting | None:
        """Return a meeting of the file or the store."""
        found = self.fact(meeting_id)
        return found if isinstance(found, Meeting) else None

    @property
    def has_area(self) -> bool:
        """Whether the area itself is known or in the file."""
        return isinstance(self.fact(self.area), Area)
