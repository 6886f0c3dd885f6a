"""Where a fact was read, in words."""

import pytest

from graph.facts.model import Reference
from graph.sentences import place_words, read_in, reference_words
from tests.towns import Town


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("L13", "line 13 of the transcription"),
        ("L11-17", "lines 11 to 17 of the transcription"),
        ("L11, L15", "lines 11 and 15 of the transcription"),
        ("L43, L48, L52", "lines 43, 48 and 52 of the transcription"),
        ("p. 4", "p. 4"),
        ("Bodies, row 3", "Bodies, row 3"),
        ("L4, p. 4", "L4, p. 4"),
        ("Level 2", "Level 2"),
        ("", ""),
    ],
)
def test_a_line_of_a_transcription_is_said_in_words(place: str, words: str) -> None:
    assert place_words(place) == words


def test_a_place_is_said_with_the_document_it_is_in() -> None:
    snapshot = Town().main().view().snapshot
    (main,) = (node for node in snapshot.nodes.values() if node.sources)
    document = main.sources[0].document
    said = reference_words(Reference(document, "L65", "Terms"), snapshot)
    assert "[line 65 of the transcription]; address" in said
    assert "[p. 4]" in reference_words(Reference(document, "p. 4"), snapshot)
    assert reference_words(Reference("lost", "L3"), snapshot) == "lost, line 3 of the transcription"


def test_in_short_a_document_has_its_title() -> None:
    view = Town().main().organisation("vcs").link("vcs", "member_of", "main").view()
    (link,) = view.snapshot.links.values()
    assert read_in(link, view.snapshot) == "Minutes, p1"
