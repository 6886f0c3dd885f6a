"""What python-docx has no words for: links, page numbers, language, alternative text."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from visualisations.text import NOT_IN_XML

LANGUAGE = "en-GB"
_LINK = RGBColor(0x1A, 0x65, 0xA6)
_SIZES = {"Normal": 10.5, "Title": 22, "Heading 1": 16, "Heading 2": 12.5, "Heading 3": 11}
_INK = "0B0C0C"
_SPACE = 5
GROUNDS, TABLE = "Grounds", "Table Grid"
_NOT_OURS = ("/thumbnail", "/extended-properties", "/stylesWithEffects")
_OF_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"
_FONT_SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")


def new_document(title: str, subject: str) -> Doc:
    """Return an empty A4 document in British English, which names no person as its author."""
    document = Document()
    said = document.core_properties
    said.title, said.subject, said.author = title, subject, "Golden Thread"
    said.last_modified_by, said.comments, said.language = "Golden Thread", "", LANGUAGE
    said.created = said.modified = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    _set_styles(document)
    _set_language(document)
    _leave_out_the_templates_own(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    return document


def _set_styles(document: Doc) -> None:
    """Set everything in Arial and near black, instead of the fonts and blues of the template."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for slot in _FONT_SLOTS:
            fonts.set(qn(f"w:{slot}"), "Arial")
    for colour in document.styles.element.iter(qn("w:color")):
        if colour.get(qn("w:themeColor")):
            colour.attrib.clear()
            colour.set(qn("w:val"), _INK)
    for name, size in _SIZES.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.paragraph_format.space_before = Pt(size * 0.9)
        style.paragraph_format.space_after = Pt(_SPACE)
    grounds: Any = document.styles.add_style(GROUNDS, WD_STYLE_TYPE.PARAGRAPH)
    grounds.base_style = document.styles["Normal"]
    grounds.font.size = Pt(9.5)
    grounds.paragraph_format.left_indent = Mm(5)
    for first in ("Normal", "Title", GROUNDS):
        top: Any = document.styles[first]
        top.paragraph_format.space_before = Pt(0)
    grounds.paragraph_format.space_after = Pt(2)


def _leave_out_the_templates_own(document: Doc) -> None:
    """Leave out what the template brings along: another program's name, a thumbnail, table looks.

    Each paragraph looks through all styles, so a hundred that nothing uses double the time.
    """
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_NOT_OURS):
                del relations[key]
    for style in list(document.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", TABLE):
            style.delete()


def _set_language(document: Doc) -> None:
    """Name the language in the defaults, which every run of text takes."""
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), LANGUAGE)
    for found in document.settings.element.iter(qn("w:themeFontLang")):
        found.set(qn("w:val"), LANGUAGE)


def plain(text: str) -> str:
    """Return a text without the signs that a document cannot hold."""
    return text.translate(NOT_IN_XML).encode("utf-8", "ignore").decode()


def add_link(paragraph: Paragraph, address: str) -> None:
    """Add an address; one of the web can be followed."""
    if not address.startswith(("https://", "http://")):
        paragraph.add_run(plain(address))
        return
    # Word refuses a whole file for one address with a sign that no address may hold.
    target = quote(plain(address), safe=_OF_ADDRESSES)
    relation = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(plain(address))
    run.font.color.rgb, run.font.underline = _LINK, True
    link.append(run._r)
    paragraph._p.append(link)


def add_field(paragraph: Paragraph, name: str) -> None:
    """Add a field that the word processor fills in, such as PAGE."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def repeat_first_row(table: Table) -> None:
    """Make the first row a heading that stands on every page, and keep each row on one page."""
    for number, row in enumerate(table.rows):
        marks = ["w:cantSplit"] if number else ["w:cantSplit", "w:tblHeader"]
        for mark in marks:
            row._tr.get_or_add_trPr().append(OxmlElement(mark))


def describe(picture: Any, title: str, words: str) -> None:
    """Give a picture its alternative text."""
    properties = picture._inline.docPr
    properties.set("title", plain(title))
    properties.set("descr", plain(words))


def turn(section: Section, landscape: bool) -> None:
    """Make a section's pages landscape or portrait."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    short, long = Mm(210), Mm(297)
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
