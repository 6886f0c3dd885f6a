"""The published guidance that rules cite: document, publisher and the passage's heading.

Tags and line numbers are those of the project's transcriptions; a person looks a passage up by
title and heading. An address that is not held is None.
"""

from dataclasses import dataclass, field

from graph.rules.finding import Citation


@dataclass(frozen=True, slots=True)
class Guidance:
    """A document, and the headings in it by the line they begin at."""

    title: str
    publisher: str
    headings: tuple[tuple[int, str], ...] = field(default=())
    url: str | None = None


_NCFH = "National Centre for Family Hubs"
GUIDANCE = {
    "000": Guidance(
        "Family hub governance module",
        _NCFH,
        (
            (1, "Executive summary"),
            (7, "Why is effective governance key to family hub development?"),
            (13, "What does effective governance look like?"),
            (19, "Clear shared governance structures including an effective multi-agency board"),
            (27, "Involving families in governance arrangements"),
            (33, "Sub groups of the Board"),
            (43, "What are the barriers to successful governance structures?"),
            (59, "Stakeholder engagement and partnership development"),
            (69, "Building partnership governance arrangements"),
            (98, "Engaging families in governance arrangements"),
            (108, "How can effective governance arrangements support successful family hubs?"),
        ),
    ),
    "001": Guidance(
        "Family hub governance case studies: Westminster, Essex and Coventry",
        _NCFH,
        (
            (4, "Westminster: Early Help Partnership Board"),
            (9, "Westminster: Family hub locality integrated leadership teams"),
            (20, "Westminster: Family hub panel meetings"),
            (27, "Westminster: Family hub locality partnership meetings"),
            (32, "Essex"),
            (61, "Coventry"),
        ),
    ),
    "003": Guidance(
        "Family hub leadership module",
        _NCFH,
        (
            (1, "Executive summary"),
            (8, "Why is effective leadership key to family hub development?"),
            (30, "What leadership arrangements are needed?"),
            (42, "Who needs to be involved in family hub leadership?"),
        ),
    ),
    "NH-BRIGHTON": Guidance(
        "The board's role in neighbourhood health, paper of 3 March 2026",
        "Brighton and Hove Health and Wellbeing Board",
    ),
    "CDP": Guidance("Combating Drugs Partnerships guidance, membership appendix", "UK Government"),
    "CIPFA16": Guidance("Delivering good governance in local government", "CIPFA and Solace"),
    "NOLAN": Guidance(
        "The seven principles of public life", "Committee on Standards in Public Life"
    ),
}


def cite(tag: str, line: int | None = None, section: str = "") -> Citation:
    """Return the citation of a passage: by its line, or by a section named in words."""
    document = GUIDANCE[tag]
    heading = section
    if line is not None:
        heading = [words for start, words in document.headings if start <= line][-1]
    place = f"L{line}" if line is not None else ""
    return Citation(f"{document.title}, {document.publisher}", heading, document.url, place)


def cite_lines(*lines: tuple[str, int]) -> tuple[Citation, ...]:
    """Return the citations of several passages, each by document and line."""
    return tuple(cite(tag, line) for tag, line in lines)
