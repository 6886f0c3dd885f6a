"""The report of an area as a Word document, by python-docx: real headings, lists and tables."""

import io
from collections.abc import Callable, Sequence
from datetime import date

from docx.document import Document as Doc
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from api.reports.board_paper import THEME, BoardPaper, ReportedFinding, paper_of
from api.reports.docx_parts import (
    GROUNDS,
    TABLE,
    add_field,
    add_link,
    describe,
    new_document,
    plain,
    repeat_first_row,
    turn,
)
from api.reports.wording import (
    ASKED_OF_THE_BOARD,
    HOW_TO_READ,
    NO_DOCUMENTS,
    NO_FACTS,
    NOT_A_FAILING,
    OUTCOME_HEADINGS,
    OUTCOME_TAGS,
    REMARKS_MEANING,
    REMARKS_TITLE,
    TOO_LARGE,
    capital,
    count_words,
    document_words,
    fact_dates,
    fact_doubt,
    meaning,
    opens_words,
    passage,
    remedy_label,
)
from api.service.maps import Places, kept_places
from api.service.reader import Reader
from graph.rules.finding import SEVERITY_WORDS, Answer
from graph.rules.registry import GROUPS
from graph.sentences import NO_SOURCE, NOT_HELD
from graph.view import View
from visualisations.output import png

_WIDE, _HIGH = 257, 155  # millimetres of a landscape page that the map may fill
_BULLET, _INDENTED = "List Bullet", "List Bullet 2"


def docx_of(reader: Reader, view: View, known: date | None = None) -> bytes:
    """Return the report of a view as the bytes of a DOCX file, written once.

    Of the same day it is the same file, as long as nobody changes the area or moves its boxes.
    """
    places = kept_places(reader, view, theme=THEME)
    return reader.derived(view, _written, reader, known, date.today(), places)


def _written(view: View, reader: Reader, known: date | None, today: date, places: Places) -> bytes:
    return write_docx(paper_of(reader, view, known))


def write_docx(paper: BoardPaper) -> bytes:
    """Return the report as the bytes of a DOCX file."""
    document = new_document(plain(paper.title), plain(paper.day))
    _running(document, paper)
    document.add_heading(plain(paper.title), 0)
    _said(document, paper.day)
    for strong, rest in paper.notes:
        _said(document, f" {rest}" if strong else rest, strong)
    _summary(document, paper)
    _based_on(document, paper)
    for outcome in (Answer.GAP, Answer.PLANNED):
        _section(document, paper, outcome, _whole)
    _questions(document, paper)
    for outcome in (Answer.UNKNOWN, Answer.MET, Answer.WAITS, Answer.EXCLUDED):
        _section(document, paper, outcome, _brief)
    _remarks(document, paper)
    _map(document, paper)
    _annexes(document, paper)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _said(document: Doc, text: str, strong: str = "", style: str | None = None) -> Paragraph:
    """Add a paragraph; strong is what it begins with, in bold."""
    paragraph = document.add_paragraph(style=style)
    if strong:
        paragraph.add_run(plain(strong)).bold = True
    paragraph.add_run(plain(text))
    return paragraph


def _running(document: Doc, paper: BoardPaper) -> None:
    """Put the area and the day above every page, its number below."""
    section = document.sections[0]
    section.header.paragraphs[0].text = plain(f"{paper.title}. {paper.day}")
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("Page ")
    add_field(foot, "PAGE")
    foot.add_run(" of ")
    add_field(foot, "NUMPAGES")


def _summary(document: Doc, paper: BoardPaper) -> None:
    document.add_heading("Summary", 1)
    for sentence in paper.opening:
        _said(document, sentence)
    document.add_heading(ASKED_OF_THE_BOARD, 2)
    for sentence in paper.asks:
        _said(document, sentence, style=_BULLET)
    for one in paper.stand_out:
        document.add_heading(plain(one.heading), 2)
        for sentence in one.sentences:
            _said(document, sentence, style=_BULLET)
        if one.more:
            _said(document, f"and {one.more} more, below", style=_BULLET)
    document.add_heading("Checks by group and outcome", 2)
    heads = ["Group", *(OUTCOME_HEADINGS[outcome] for outcome in paper.entries)]
    rows = [[label, *(str(counts[o]) for o in paper.entries)] for label, counts in paper.by_group]
    rows.append(["All", *(str(paper.totals[outcome]) for outcome in paper.entries)])
    _table(document, heads, rows, [39, *[18] * len(paper.entries)])
    _said(document, "", NOT_A_FAILING)


def _table(
    document: Doc, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> Table:
    """Add a table with a heading row; widths are millimetres."""
    table: Table = document.add_table(rows=1 + len(rows), cols=len(heads), style=TABLE)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row, cells in zip(table.rows, (heads, *rows), strict=True):
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            run = paragraph.add_run(plain(text))
            run.font.size = Pt(9)
            run.bold = cells is heads or cells[0] == "All"
    repeat_first_row(table)
    document.add_paragraph()
    return table


def _based_on(document: Doc, paper: BoardPaper) -> None:
    document.add_heading("What the map is based on", 1)
    for source in paper.documents:
        said = _said(document, f"{document_words(source)}; address ", style=_BULLET)
        add_link(said, source.address or NOT_HELD)
    if not paper.documents:
        _said(document, NO_DOCUMENTS)


def _section(
    document: Doc, paper: BoardPaper, outcome: Answer, show: Callable[[Doc, ReportedFinding], None]
) -> None:
    """Add the findings of an outcome; nothing where there are none."""
    if not paper.entries[outcome]:
        return
    document.add_heading(f"{OUTCOME_HEADINGS[outcome]} ({paper.totals[outcome]})", 1)
    intro = _said(document, meaning(outcome, paper.view.complete))
    intro.paragraph_format.keep_with_next = True
    for entry in paper.entries[outcome]:
        show(document, entry)


def _whole(document: Doc, entry: ReportedFinding) -> None:
    """Add a finding with everything behind its sentence."""
    finding = entry.finding
    number = f"{entry.number}. " if entry.number else ""
    document.add_heading(plain(f"{number}{finding.title} ({OUTCOME_TAGS[finding.answer]})"), 2)
    question = _said(document, "", finding.question)
    question.paragraph_format.keep_with_next = True
    _said(document, finding.sentence)
    for sentence in entry.at:
        _said(document, sentence, style=_BULLET)
    if entry.more_at:
        _said(document, f"and {entry.more_at} more", style=_BULLET)
    if entry.elsewhere:
        _said(document, entry.elsewhere)
    for words in entry.became:
        _said(document, words, "What became of the question: ", GROUNDS)
    _facts(document, entry)
    _said(document, f"{capital(finding.expected_by)}.", "Expectation from: ", GROUNDS)
    said = _said(document, "", "Where it is published: ", GROUNDS)
    for citation in entry.guidance:
        joined = "; and " if citation is not entry.guidance[0] else ""
        said.add_run(plain(f"{joined}{passage(citation)}; address "))
        add_link(said, citation.url or NOT_HELD)
    _said(document, finding.remedy, f"{remedy_label(finding.answer)}: ", GROUNDS)
    _said(document, finding.would_change, "What would change this answer: ", GROUNDS)


def _facts(document: Doc, entry: ReportedFinding) -> None:
    """Add the facts that were read, each with its dates and the number of its source."""
    if not entry.facts:
        _said(document, NO_FACTS, "Facts read: ", GROUNDS)
    for cited in entry.facts:
        doubt = fact_doubt(cited.fact, entry.finding.day)
        words = (cited.fact.sentence, doubt, fact_dates(cited.fact), f"[{cited.number}]")
        _said(document, " ".join(word for word in words if word), "Fact read: ", GROUNDS)
    if entry.more_facts:
        _said(document, f"and {count_words(entry.more_facts, 'more fact')}.", style=GROUNDS)


def _brief(document: Doc, entry: ReportedFinding) -> None:
    """Add a finding as one item of a list."""
    finding = entry.finding
    numbers = " ".join(f"[{n}]" for n in sorted({cited.number for cited in entry.facts}))
    read = f"Read in {numbers}. " if numbers else ""
    words = f": {finding.sentence} {read}Published in {passage(finding.citation)}."
    _said(document, words, finding.title, _BULLET)


def _in_table(entry: ReportedFinding) -> str:
    said = (entry.finding.question, opens_words(entry.opens), entry.in_short)
    return " ".join(words for words in said if words)


def _questions(document: Doc, paper: BoardPaper) -> None:
    """Add the table of what to ask; the annex sets each out under its number."""
    if not paper.questions:
        return
    _section(document, paper, Answer.SILENT, lambda document, entry: None)
    if paper.became:
        _said(document, paper.became)
    _said(document, "Each question is set out in annex A under its number.")
    heads = ["No.", "Question", "Group", "Expectation from"]
    rows = [
        [
            str(entry.number),
            _in_table(entry),
            GROUPS[entry.finding.group],
            capital(SEVERITY_WORDS[entry.finding.severity]),
        ]
        for entry in paper.questions
    ]
    _table(document, heads, rows, [12, 96, 32, 30])


def _remarks(document: Doc, paper: BoardPaper) -> None:
    """Add what the record shows besides; nothing where it shows nothing."""
    if paper.remarks:
        document.add_heading(REMARKS_TITLE, 1)
        _said(document, REMARKS_MEANING)
    for remark in paper.remarks:
        _said(document, remark.sentence, style=_BULLET)


def _map(document: Doc, paper: BoardPaper) -> None:
    """Add how to read the map, then the map on a landscape page of its own."""
    document.add_heading("The map, and how to read it", 1)
    for sentence in HOW_TO_READ:
        _said(document, sentence)
    document.add_heading("The lines in words", 2)
    for sentence in paper.map_in_words:
        _said(document, sentence, style=_BULLET)
    if paper.scene is None:
        _said(document, TOO_LARGE)
        return
    turn(document.add_section(WD_SECTION.NEW_PAGE), landscape=True)
    drawn = document.add_picture(io.BytesIO(png.draw(paper.scene)), width=Mm(_WIDE))
    if drawn.height > Mm(_HIGH):
        drawn.width, drawn.height = int(drawn.width * Mm(_HIGH) / drawn.height), Mm(_HIGH)
    describe(drawn, paper.scene.title, " ".join((paper.opening[0], *paper.map_in_words)))
    if paper.questions or paper.passages:
        turn(document.add_section(WD_SECTION.NEW_PAGE), landscape=False)


def _annexes(document: Doc, paper: BoardPaper) -> None:
    if paper.questions:
        document.add_heading("Annex A: the questions to ask, one by one", 1)
    for entry in paper.questions:
        _whole(document, entry)
    if paper.passages:
        letter = "B" if paper.questions else "A"
        document.add_heading(f"Annex {letter}: where the facts were read", 1)
    for number, places in enumerate(paper.passages, 1):
        # An annex is read like notes at the end: the sentence stands there, and nowhere else.
        said = [f"{each.words}. “{each.quote}”" if each.quote else each.words for each in places]
        _said(document, f" {'; '.join(said) or NO_SOURCE}", f"[{number}]")
