"""That a person can look up what the checks and the changes of policy cite.

Tests: graph/rules/guidance.py, graph/rules/guidance_catalogue.py, graph/rules/guidance_on_hubs.py
"""

import re
from collections.abc import Iterator

import pytest

from graph.rules.citations import cite, headed
from graph.rules.finding import Citation
from graph.rules.guidance import NO_HEADING, NOT_NOTED, WHOLE
from graph.rules.guidance_catalogue import GUIDANCE
from graph.rules.guidance_on_hubs import HUBS
from graph.rules.policy_changes import POLICY
from graph.rules.run import RULES

_ON_A_SITE = re.compile(r"(published|set out|shown) on [a-z0-9-]+(\.[a-z0-9-]+)+$")


def _cited() -> Iterator[tuple[str, Citation]]:
    for rule in RULES:
        yield from ((rule.id, citation) for citation in rule.citations)
    for change in POLICY:
        yield from ((change.id, citation) for citation in change.citations)


@pytest.mark.parametrize("tag", GUIDANCE)
def test_each_document_says_whose_it_is_and_where_to_look(tag: str) -> None:
    document = GUIDANCE[tag]
    assert document.title
    assert document.publisher
    assert document.url or _ON_A_SITE.search(document.where)
    assert document.url is None or document.url.startswith("https://")
    assert [line for line, _ in document.headings] == sorted(line for line, _ in document.headings)


@pytest.mark.parametrize(("by", "citation"), list(_cited()))
def test_each_citation_can_be_looked_up(by: str, citation: Citation) -> None:
    document = next(d for d in GUIDANCE.values() if citation.source.startswith(d.title))
    assert document.publisher in citation.source, by
    assert citation.url or _ON_A_SITE.search(citation.source), by
    assert citation.section, by
    assert not re.match(r"passages? (on|that|of|about)\b", citation.section.lower()), by
    # Without a heading to look for, it says so, and what the passage is about.
    if not headed(citation.section) and citation.section != WHOLE:
        start = NO_HEADING if citation.section.startswith(NO_HEADING) else NOT_NOTED
        assert len(citation.section) > len(start) + 8, by


def test_a_check_always_cites_a_section() -> None:
    assert [rule.id for rule in RULES for c in rule.citations if c.section == WHOLE] == []


def test_a_line_is_cited_by_the_nearest_heading_before_it() -> None:
    assert cite("003", 103).section == "Consider system leadership"
    assert cite("002", 56).section == "Stage 1: Local system assessment"
    assert cite("004", 146).section == "Cornwall Council: Engagement with families"
    assert cite("004", 146).url == GUIDANCE["004"].url
    assert cite("001", 65).section == f"{NO_HEADING}in the part that begins “In Coventry”"


def test_a_line_is_cited_by_its_paragraph_as_a_reader_counts_them() -> None:
    assert cite("003", 103).place == "paragraph 4"
    assert cite("000", 45).place == "paragraph 1"
    assert cite("000", 48).place == "paragraph 1, point 2"
    assert cite("000", 86).place == "paragraph 2, point 12"
    # A part without a heading begins with its first paragraph.
    assert cite("001", 61).place == "paragraph 1"
    assert cite("001", 65).place == "paragraph 2, point 1"
    assert cite("001", 48).place == "paragraph 4, point 9"
    assert cite("CDP").place == ""


@pytest.mark.parametrize(("by", "citation"), list(_cited()))
def test_no_reader_is_sent_to_a_line(by: str, citation: Citation) -> None:
    words = f"{citation.source} {citation.section} {citation.place}"
    assert not re.search(r"\bL\d|\blines? \d|transcription", words), by
    if any(citation.source.startswith(HUBS[tag].title) for tag in HUBS):
        assert re.fullmatch(r"paragraph \d+(, point \d+)?", citation.place), by


@pytest.mark.parametrize("tag", HUBS)
def test_paragraphs_and_headings_are_different_lines(tag: str) -> None:
    document = HUBS[tag]
    paragraphs, points = (
        [each for part in text.split() for each in part.split("-")]
        for text in (document.paragraphs, document.points)
    )
    headed_lines = {start for start, words in document.headings if not words.startswith(NO_HEADING)}
    assert not headed_lines & {int(each) for each in (*paragraphs, *points)}
    assert not set(paragraphs) & set(points)
    for numbers in (paragraphs, points):
        assert [int(each) for each in numbers] == sorted(map(int, numbers))


def test_a_site_is_named_where_the_address_is_not_known() -> None:
    found = cite("OLSCB")
    assert found.url is None
    assert found.source.endswith("Oldham Safeguarding Children Partnership, published on olscb.org")
    assert found.section.startswith(NOT_NOTED)
