"""Citing published guidance: the documents stand in guidance_catalogue.py.

Tags and line numbers are those of the project's transcriptions; a person looks a passage up by
title, heading and paragraph, at the address or on the site named. An address that is not held is
None.
"""

from graph.rules.finding import Citation
from graph.rules.guidance import NO_HEADING, NOT_NOTED, SECONDARY, WHOLE
from graph.rules.guidance_catalogue import GUIDANCE


def cite(tag: str, line: int | None = None, section: str = "") -> Citation:
    """Return the citation of a passage: by its line, by a section in words, or the usual one."""
    document = GUIDANCE[tag]
    heading = section or document.section
    if line is not None:
        heading = document.heading_of(line)
    named = ", ".join(filter(None, (document.title, document.publisher, document.where)))
    return Citation(
        document=tag,
        source=f"{named} ({SECONDARY})" if document.secondary else named,
        section=heading,
        url=document.url,
        place=document.place_of(line) if line is not None else "",
        enacted=document.enacted,
        since=document.since,
        until=document.until,
        looked_up=document.looked_up,
        secondary=document.secondary,
    )


def cite_lines(*lines: tuple[str, int]) -> tuple[Citation, ...]:
    """Return the citations of several passages, each by document and line."""
    return tuple(cite(tag, line) for tag, line in lines)


def headed(section: str) -> bool:
    """Say whether a section is a heading to look for, or says in words that there is none."""
    return bool(section) and not section.startswith((NO_HEADING, NOT_NOTED, WHOLE))
