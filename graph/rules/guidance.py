"""Citing published guidance: the documents stand in documents.py.

Tags and line numbers are those of the project's transcriptions; a person looks a passage up by
title and heading. An address that is not held is None.
"""

from graph.rules.documents import GUIDANCE
from graph.rules.finding import Citation


def cite(tag: str, line: int | None = None, section: str = "") -> Citation:
    """Return the citation of a passage: by its line, or by a section named in words."""
    document = GUIDANCE[tag]
    heading = section
    if line is not None:
        heading = [words for start, words in document.headings if start <= line][-1]
    place = f"L{line}" if line is not None else ""
    return Citation(
        source=f"{document.title}, {document.publisher}",
        section=heading,
        url=document.url,
        place=place,
        enacted=document.enacted,
        since=document.since,
        until=document.until,
    )


def cite_lines(*lines: tuple[str, int]) -> tuple[Citation, ...]:
    """Return the citations of several passages, each by document and line."""
    return tuple(cite(tag, line) for tag, line in lines)
