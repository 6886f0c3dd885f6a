"""Where a fact was read, in words."""

import pytest

from graph.facts.model import Reference
from graph.sentences import place_words, read_in, reference_words
from tests.towns import Town


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        (Reference("minutes", "paragraph 2, point 1"), "paragraph 2, point 1"),
        (Reference("minutes", "item 3", page=4), "page 4, item 3"),
        (Reference("minutes", page=4), "page 4"),
        (Reference("minutes", "L4"), "L4"),
        (Reference("minutes"), ""),
    ],
)
def test_a_place_is_said_with_its_page(reference: Reference, words: str) -> None:
    assert place_words(reference) == words


def test_a_place_is_said_with_the_document_it_is_in() -> None:
    snapshot = Town().main().view().snapshot
    (main,) = (node for node in snapshot.nodes.values() if node.sources)
    document = main.sources[0].document
    said = reference_words(Reference(document, "item 3", "Terms", 4, "It meets."), snapshot)
    assert said.startswith("Minutes")
    assert 'under "Terms", page 4, item 3' in said
    assert said.endswith("; address not held")
    assert "It meets" not in said, "the sentence is shown apart"
    assert (
        reference_words(Reference("lost", "item 3"), snapshot) == "lost, item 3; address not held"
    )


def test_in_short_a_document_has_its_title() -> None:
    view = Town().main().organisation("vcs").link("vcs", "member_of", "main").view()
    (link,) = view.snapshot.links.values()
    assert read_in(link, view.snapshot) == "Minutes, p1"
