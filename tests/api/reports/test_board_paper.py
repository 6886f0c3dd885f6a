"""The report for a board: the same content as a page, one file and a Word document.

Tests: api/commands/reporting.py, api/pages/report.py, api/reports/board_paper_docx.py,
api/reports/board_paper_html.py, api/reports/docx_parts.py.
"""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from starlette.testclient import TestClient

from api.app import create_app
from api.cli import run
from api.reports.board_paper import paper_of
from api.reports.board_paper_docx import write_docx
from api.reports.board_paper_html import write_html
from api.reports.wording import NOT_A_FAILING, count_words, opens_words
from api.service.reader import Reader
from graph.facts.model import Link, Node, QuestionState
from graph.rules.asking import questions
from graph.rules.finding import Answer, Severity
from graph.rules.registry import GROUPS
from graph.rules.run import RULES
from graph.stores.memory import MemoryStore
from tests.api.pages.test_hostile import EVIL, hostile_town
from tests.towns import Town

DAY = date(2024, 3, 31)


def stored(town: Town) -> Reader:
    store = MemoryStore()
    store.put(town.snapshot(), ())
    return Reader(store)


def opened(content: bytes) -> Doc:
    return Document(io.BytesIO(content))


def text_of(document: Doc) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def headings(document: Doc) -> list[str]:
    named = ((p.style.name if p.style else "", p.text) for p in document.paragraphs)
    return [text for style, text in named if style == "Heading 1"]


@pytest.fixture(scope="module")
def reader(store: MemoryStore) -> Reader:
    return Reader(store)


@pytest.fixture(scope="module")
def coventry(reader: Reader) -> Doc:
    return opened(write_docx(paper_of(reader, reader.view("coventry"))))


def test_every_check_stands_in_the_paper_once_and_questions_in_the_order_to_ask(
    reader: Reader,
) -> None:
    paper = paper_of(reader, reader.view("coventry"))
    ids = [entry.finding.rule for entries in paper.entries.values() for entry in entries]
    assert sorted(ids) == sorted(rule.id for rule in RULES)
    assert [entry.number for entry in paper.questions] == list(range(1, len(paper.questions) + 1))
    in_order = [(one.finding.rule, len(one.opens)) for one in questions(paper.view)]
    assert [(entry.finding.rule, entry.opens) for entry in paper.questions] == in_order
    counted = {o: sum(counts[o] for _, counts in paper.by_group) for o in Answer}
    assert counted == paper.totals


def test_the_board_is_told_what_it_is_asked_to_do(
    client: TestClient, reader: Reader, coventry: Doc
) -> None:
    paper = paper_of(reader, reader.view("coventry"))
    asks = paper.asks
    duties = sum(entry.finding.severity is Severity.STATUTORY for entry in paper.questions)
    assert asks == (
        f"Name who finds the answers to the {paper.totals[Answer.SILENT]} questions "
        f"({duties} of them asked for by an Act or regulation), in the order of the list, and "
        "have them put on record with their source.",
        "Set the day on which the map is looked at again.",
    )
    html = re.sub(r"\s+", " ", client.get("/areas/coventry/report").text)
    assert all(words in html and words in text_of(coventry) for words in asks)
    assert "[001]" not in html
    switched = paper_of(reader, reader.view("westminster", complete=True))
    would_be, planned = switched.totals[Answer.GAP], switched.totals[Answer.PLANNED]
    real = f"Say whether the {would_be} gaps would be real: the map was taken as"
    assert switched.asks[0].startswith(real)
    plan = f"Set a day for what is planned ({count_words(planned, 'check')}), or drop the plan."
    assert switched.asks[1] == plan


def test_what_is_left_out_is_counted() -> None:
    town = Town().main()
    for number in range(9):
        town.body(f"g{number}", "sub_group").link(f"g{number}", "subgroup_of", "main")
    found = paper_of(reader := stored(town), reader.view("testham"))
    for entry in (e for entries in found.entries.values() for e in entries):
        subjects = [s for s in entry.finding.subjects if s.outcome is entry.finding.outcome]
        if len(entry.finding.subjects) > 1:
            assert len(entry.at) + entry.more_at == len(subjects)
        assert len(entry.facts) + entry.more_facts == len(entry.finding.facts)
        for cited in entry.facts:
            places = found.passages[cited.number - 1]
            assert "; ".join(place.words for place in places) == cited.fact.source
    chairs = next(e for e in found.entries[Answer.SILENT] if e.finding.rule == "body-has-chair")
    assert (len(chairs.at), chairs.more_at) == (3, 7)


def test_the_sentence_stands_in_the_annex_of_sources_and_nowhere_else() -> None:
    town = Town().main().body("scp", "safeguarding_partnership").link("main", "reports_to", "scp")
    line = town.facts["testham/main~reports_to~scp"]
    assert isinstance(line, Link)
    read = (replace(line.sources[0], page=4, quote="It reports."),)
    town.facts[line.id] = replace(line, sources=read)
    reader = stored(town)
    document = opened(write_docx(paper_of(reader, reader.view("testham"))))
    said = [each.text for each in document.paragraphs]
    (note,) = (text for text in said if "It reports." in text)
    assert note.startswith("[")
    assert 'under "Terms", page 4, p1; address not held. “It reports.”' in note
    # Another fact of the same minutes, which keeps no sentence, has its own note.
    assert [text for text in said if text.startswith("[")].count(note) == 1


def test_each_passage_of_guidance_is_named_once(reader: Reader) -> None:
    paper = paper_of(reader, reader.view("essex"))
    for entry in (e for entries in paper.entries.values() for e in entries):
        named = [(c.source, c.section, c.url) for c in entry.guidance]
        assert len(named) == len(set(named)), entry.finding.rule
        assert set(named) == {(c.source, c.section, c.url) for c in entry.finding.citations}


def test_page_and_document_say_the_same(client: TestClient, reader: Reader, coventry: Doc) -> None:
    html = re.sub(r"\s+", " ", client.get("/areas/coventry/report").text)
    said = text_of(coventry)
    paper = paper_of(reader, reader.view("coventry"))
    asked = next(table for table in coventry.tables if table.cell(0, 0).text == "No.")
    for entry in (e for entries in paper.entries.values() for e in entries):
        finding = entry.finding
        for words in (finding.title, finding.sentence, finding.citation.source):
            assert words in said, finding.rule
            assert words.replace("'", "&#39;") in html, finding.rule
        if finding.answer in (Answer.GAP, Answer.PLANNED, Answer.SILENT):
            for words in (finding.question, finding.remedy, finding.would_change):
                assert words in said, finding.rule
                assert words.replace("'", "&#39;") in html, finding.rule
        if entry.number:
            row = [cell.text for cell in asked.rows[entry.number].cells]
            question = f"{finding.question} {opens_words(entry.opens)}".strip()
            assert row[:3] == [str(entry.number), question, GROUPS[finding.group]]
    assert NOT_A_FAILING in said
    assert NOT_A_FAILING in html


def test_the_document_has_the_structure_that_word_knows(coventry: Doc) -> None:
    assert headings(coventry)[:2] == ["Summary", "What the map is based on"]
    assert headings(coventry)[-1].endswith("where the facts were read")
    assert coventry.paragraphs[0].style is not None
    assert coventry.paragraphs[0].style.name == "Title"
    totals = coventry.tables[0]
    assert [cell.text for cell in totals.rows[0].cells][:3] == ["Group", "Gap", "Planned"]
    assert totals.rows[-1].cells[0].text == "All"
    assert totals.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert "Coventry" in coventry.sections[0].header.paragraphs[0].text
    assert "31 March 2024" in coventry.sections[0].header.paragraphs[0].text
    fields = coventry.sections[0].footer._element.xpath(".//w:fldSimple/@w:instr")
    assert fields == ["PAGE", "NUMPAGES"]
    (picture,) = coventry.inline_shapes
    assert "who answers to whom" in picture._inline.docPr.get("title", "")
    assert "The map of Coventry" in picture._inline.docPr.get("descr", "")
    assert [section.orientation for section in coventry.sections] == [0, 1, 0]
    assert picture.width < coventry.sections[1].page_width


def test_the_document_is_british_english_and_names_no_person_or_machine(reader: Reader) -> None:
    content = write_docx(paper_of(reader, reader.view("coventry")))
    said = opened(content).core_properties
    assert (said.author, said.last_modified_by, said.language) == (
        "Golden Thread",
        "Golden Thread",
        "en-GB",
    )
    assert said.title == "Coventry: report on the partnership map"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        assert not {"docProps/app.xml", "docProps/thumbnail.jpeg"} & set(names)
        styles = package.read("word/styles.xml").decode()
        assert set(re.findall(r'<w:lang w:val="([^"]+)"', styles)) == {"en-GB"}
        everything = b"".join(package.read(name) for name in names)
    assert str(Path.home()).encode() not in everything


def test_an_area_without_bodies_asks_and_never_fails() -> None:
    reader = stored(Town())
    paper = paper_of(reader, reader.view("testham"))
    assert paper.totals[Answer.GAP] == 0
    document = opened(write_docx(paper))
    for said in (text_of(document), write_html(paper)):
        assert "No board, group or forum is recorded in Testham." in said
    assert not [words for words in headings(document) if words.startswith("Gap")]


def test_the_workshop_switch_and_what_was_known_are_said_first(reader: Reader) -> None:
    view = reader.view("coventry", DAY, complete=True)
    document = opened(write_docx(paper_of(reader, view, date(2026, 1, 2))))
    said = text_of(document)
    assert said.index("This map is being treated as complete.") < said.index("Summary")
    assert said.index("what the map said at the end of 2 January 2026") < said.index("Summary")
    assert "If this map is complete, it shows" in said
    assert "Missing, if this map is complete." in said


def test_recorded_text_stays_text_in_the_document() -> None:
    store = MemoryStore()
    store.put(hostile_town(), ())
    reader = Reader(store)
    paper = paper_of(reader, reader.view("evil"))
    document = opened(write_docx(paper))
    assert f"{EVIL}: report on the partnership map" in text_of(document)
    targets = [r.target_ref for r in document.part.rels.values() if r.is_external]
    assert targets
    assert not [target for target in targets if re.search(r"[\s<>\"]", target)]
    file = write_html(paper)
    assert "<script" not in file
    assert "<img src=x" not in file


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    # Only an older store holds such a name: it has been kept before this was asked.
    kept, store = stored(Town().main(name="Board")).store.contents(), MemoryStore()
    board = kept.facts["testham/main"][0]
    assert isinstance(board, Node)
    main = replace(board, name="Board\x07 \x00of\ufffe all")
    store.fill(replace(kept, facts={**kept.facts, main.id: (main, 1)}))
    reader = Reader(store)
    document = opened(write_docx(paper_of(reader, reader.view("testham"))))
    assert "Board of all" in text_of(document)


def test_the_one_file_asks_nobody(reader: Reader) -> None:
    file = write_html(paper_of(reader, reader.view("coventry")))
    assert "default-src 'none'" in file
    assert "<script" not in file
    assert '<link rel="stylesheet"' not in file
    assert "@import" not in file
    assert "url(" not in file
    assert not re.search(r'(?:src|href)="(?!https?://|#|data:)', file)
    assert "<svg " in file


def test_the_document_of_another_day_keeps_it(client: TestClient) -> None:
    answer = client.get("/areas/coventry/report.docx?asOf=2026-05-01")
    assert answer.status_code == 200
    assert 'filename="coventry-report-2026-05-01.docx"' in answer.headers["content-disposition"]
    assert "As on 1 May 2026" in text_of(opened(answer.content))


def test_a_map_too_large_to_draw_leaves_a_report_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("api.service.maps._MOST", 0)
    reader = stored(Town().main())
    document = opened(write_docx(paper_of(reader, reader.view("testham"))))
    assert not document.inline_shapes
    assert "too many things to be drawn" in text_of(document)


def test_the_picture_can_be_downloaded(client: TestClient) -> None:
    page = client.get("/areas/york/map").text
    assert 'download="york-map.png"' in page
    answer = client.get("/areas/york/map.png")
    assert answer.headers["content-type"] == "image/png"
    assert answer.content[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{tmp_path / 'store'}")
    assert run(["examples", "york"]) == 0
    return tmp_path


def test_the_commands_write_whole_files(filled: Path) -> None:
    for name in ("york.docx", "york.html"):
        arguments = ["report", "york", "-o", str(filled / name), "--as-of", "2024-01-31"]
        assert run([*arguments, "--complete"]) == 0
    assert "31 January 2024" in text_of(opened((filled / "york.docx").read_bytes()))
    assert "As on 31 January 2024" in (filled / "york.html").read_text(encoding="utf-8")
    assert run(["map", "york", "-o", str(filled / "york.png")]) == 0
    assert (filled / "york.png").read_bytes().startswith(b"\x89PNG")


def test_the_app_serves_an_area_without_bodies() -> None:
    store = MemoryStore()
    store.put(Town().snapshot(), ())
    with TestClient(create_app(store), base_url="http://127.0.0.1") as client:
        assert client.get("/areas/testham/report").status_code == 200
        answer = client.get("/areas/testham/report.docx")
    assert qn("w:document") == opened(answer.content).element.tag


def test_the_paper_says_what_became_of_a_question() -> None:
    town = Town().main().body("sub", "sub_group").organisation("council", name="The Council")
    asked = QuestionState(
        area="testham",
        rule="body-has-chair",
        subject="testham/sub",
        state="asked",
        to="testham/council",
        on=date(2024, 3, 3),
        due=date(2024, 4, 1),
        by="the clerk",
    )
    town.facts[asked.id] = asked
    reader = stored(town)
    paper = paper_of(reader, reader.view("testham"))
    words = (
        "SUB: Asked of The Council on 3 March 2024, due on 1 April 2024 (recorded by the clerk)."
    )
    assert paper.became.endswith(": 1 asked, 1 overdue.")
    document = opened(write_docx(paper))
    assert f"What became of the question: {words} Overdue." in text_of(document)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any(cell.endswith("Of 2 questions: 1 asked, 1 overdue.") for cell in cells)
    assert f"<dd>{words} Overdue.</dd>" in write_html(paper).replace("\n", " ")
