"""Which links of a day fit what somebody asks for."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.facts.model import Link
from graph.name_keys import folded_name, folded_words
from graph.network import upward_step
from graph.selection.attribute_tests import AttributeTest
from graph.selection.selection_base import Selection, Test
from graph.selection.when_held import of_record
from graph.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSelection(Selection[Link]):
    """What links are asked for; see Selection.

    start, end and about are ids: where it begins, where it ends, and either of these. search are
    words in the name or id of an end. upward says that it is a line of accountability.
    """

    search: str = ""
    kinds: frozenset[str] | None = None
    statuses: frozenset[str] | None = None
    confidences: frozenset[str] | None = None
    upward: bool | None = None
    start: str | None = None
    end: str | None = None
    about: str | None = None
    undated: bool | None = None
    attributes: tuple[AttributeTest, ...] = ()

    def own_tests(self, view: View) -> Iterator[Test[Link]]:
        """Yield the tests of the conditions of its own."""
        if (kinds := self.kinds) is not None:
            yield lambda link: link.kind in kinds
        if (statuses := self.statuses) is not None:
            yield lambda link: link.status.value in statuses
        if (confidences := self.confidences) is not None:
            yield lambda link: link.confidence.value in confidences
        if self.start is not None:
            yield lambda link: link.from_id == self.start
        if self.end is not None:
            yield lambda link: link.to_id == self.end
        if self.about is not None:
            yield lambda link: self.about in (link.from_id, link.to_id)
        if self.undated is not None:
            yield lambda link: (link.since is None and link.until is None) is self.undated
        if self.upward is not None:
            yield lambda link: _is_upward(link, view) is self.upward
        for attribute in self.attributes:
            yield attribute.in_area(view.snapshot.area.slug)
        if words := folded_words(self.search):
            yield lambda link: all(word in _ends(link, view) for word in words)


def _is_upward(link: Link, view: View) -> bool:
    # Of the record, not of the day: what has ended was a line too.
    return upward_step(link, of_record(view)) is not None


def _ends(link: Link, view: View) -> str:
    nodes = view.snapshot.nodes
    ends = [nodes[one] for one in (link.from_id, link.to_id) if one in nodes]
    return folded_name(" ".join(name for node in ends for name in (*node.names, node.id)))
