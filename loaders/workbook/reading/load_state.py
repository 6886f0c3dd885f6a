"""What loading has come to so far: the record that every step from rows to facts works on."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.facts.identifiers import local_of
from graph.facts.integrity import referenced_ids
from graph.facts.model import Area, Fact, Link, Meeting, Node, Snapshot, Source
from graph.name_keys import difference_in_words
from graph.sentences import fact_name
from loaders.earlier_loads import EarlierLoads
from loaders.place import Place
from loaders.questions import AnswersGiven, RowAnswer, RowQuestion
from loaders.report import Report
from loaders.workbook.reading.answer_book import AnswerBook
from loaders.workbook.reading.cells import BadCell, shown
from loaders.workbook.reading.name_index import NameIndex
from loaders.workbook.reading.rows import SheetRow
from loaders.workbook.reading.same_ids import SameIds


@dataclass
class LoadState:
    """The facts made of a file's rows, over what the store has (known), each by id.

    With replace, a register becomes exactly its rows. row_of has the row of each fact;
    meeting_ids are those that rows give, whatever becomes of the rows; documents are the sources
    that are known or were asked about, in that order; ids settles which id a cell means; told are
    the texts that were looked at for another spelling, each with its thing; terms are the links
    between two things, by both ends and kind; given_links says how many rows give the id of a link.

    files are the names of what is loaded, earlier what the history knows; seen are the things and
    links that rows mean, whatever becomes of the rows; waiting those whose rows wait for an answer,
    left_out those that stay off the record by one; gone what the file had before, or meant by an
    id, and has no more.
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
    book: AnswerBook = field(default_factory=lambda: AnswerBook("", AnswersGiven()))
    ids: SameIds = field(default_factory=lambda: SameIds(AnswerBook("", AnswersGiven())))
    told: set[tuple[str, str]] = field(default_factory=set)
    terms: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    given_links: Counter[str] = field(default_factory=Counter)
    files: set[str] = field(default_factory=set)
    earlier: EarlierLoads = field(default_factory=EarlierLoads)
    seen: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)
    gone: dict[str, Fact] = field(default_factory=dict)

    @classmethod
    def over(
        cls,
        snapshot: Snapshot | None,
        area: str,
        report: Report,
        today: date,
        *,
        replace: bool = False,
        answers: AnswersGiven | None = None,
        earlier: EarlierLoads | None = None,
    ) -> "LoadState":
        """Begin with what the store has of an area, None for a new one."""
        known = snapshot.facts() if snapshot else {}
        names = NameIndex.of(area, snapshot.nodes if snapshot else {})
        book = AnswerBook(area, answers or AnswersGiven())
        ids = SameIds(book)
        ids.record(known)
        state = cls(area, known, names, report, today, replace, book=book, ids=ids)
        state.earlier = earlier or EarlierLoads()
        for name, fact_ids in state.earlier.former.items():
            # A name that several things had before finds none of them.
            if len(fact_ids) == 1 and fact_ids <= known.keys():
                names.add_former(name, *fact_ids)
        for fact in known.values():
            if isinstance(fact, Link):
                state.note_term(fact)
        state.note_documents(f.document for f in known.values() if isinstance(f, Source))
        return state

    def note_term(self, link: Link) -> None:
        """Remember a link among those of its kind between its two things."""
        ids = self.terms.setdefault((link.from_id, link.kind, link.to_id), [])
        if link.id not in ids:
            ids.append(link.id)

    def tell_spelling(self, row: SheetRow, text: str, node_id: str) -> None:
        """Say once that a name is read as one that is written with other signs."""
        if (text, node_id) in self.told:
            return
        self.told.add((text, node_id))
        if called := self.names.called_in(text, node_id):
            self.report.notices.append(
                f'{row.place.words}: "{shown(text)}" is read as "{shown(called)}", as the two '
                f"names differ only in {difference_in_words(text, called)}."
            )

    def ask(
        self, code: str, place: Place, sentence: str, answers: Iterable[RowAnswer], rows: int = 1
    ) -> None:
        """Ask what only a person can say; a row that waits for it is refused by whoever asks."""
        question = RowQuestion(code, place, sentence, tuple(answers), rows)
        self.report.questions.append(question)

    def note_documents(self, documents: Iterable[str]) -> None:
        """Remember sources that need not be asked about again."""
        self.documents.update(dict.fromkeys(documents))

    def fact(self, fact_id: str) -> Fact | None:
        """Return a fact of the file, or else of the store."""
        return self.facts.get(fact_id) or self.known.get(fact_id)

    def words(self, fact: Fact) -> str:
        """Name a fact in a few words, a link by its two things."""
        ends = referenced_ids(fact)
        nodes = {end: node for end in ends if isinstance(node := self.fact(end), Node)}
        return fact_name(fact, Snapshot(area=Area(slug="", name=""), revision=0, nodes=nodes))

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
