"""Which things of a day fit what somebody asks for: words, links, lines, chairs, meetings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from graph.fact_index import is_firm
from graph.facts.model import Confidence, Link, Node, Status
from graph.kinds import LINK_KIND
from graph.name_keys import folded_name, folded_words
from graph.selection.attribute_tests import AttributeTest
from graph.selection.chairs_held import chairs_held
from graph.selection.lines_reached import could_be_reached, reaching, should_answer
from graph.selection.meeting_record import days_since, last_met
from graph.selection.selection_base import Selection, Test
from graph.selection.when_held import of_record
from graph.succession import former_names
from graph.view import View


def link_sides(kind: str, thing: str) -> tuple[bool, ...]:
    """Return from which sides a kind of thing can have a kind of link: outward first; or none.

    The first is the one that is meant where nobody says it: "reports to" of a body is what it
    sends, and "owns" of a plan, which owns nothing, is who owns it.
    """
    pairs = LINK_KIND[kind].pairs
    outward = any(start == thing for start, _ in pairs)
    inward = any(end == thing for _, end in pairs)
    return (*((True,) if outward else ()), *((False,) if inward else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingSelection(Selection[Node]):
    """What things are asked for; see Selection.

    has and has_not are kinds of link, outward from which side (None: see link_sides). Of links
    only what operates counts, with what is at its other end. reaches and reaches_not are an id or
    a kind of body. not_met_for is days before the day of the view.
    """

    search: str = ""
    kinds: frozenset[str] | None = None
    statuses: frozenset[str] | None = None
    ids: frozenset[str] | None = None
    has: tuple[str, ...] = ()
    has_not: tuple[str, ...] = ()
    outward: bool | None = None
    reaches: str | None = None
    reaches_not: str | None = None
    should_answer: bool | None = None
    chairs_at_least: int | None = None
    last_met_before: date | None = None
    not_met_for: int | None = None
    meeting_on_record: bool | None = None
    attributes: tuple[AttributeTest, ...] = ()

    def own_tests(self, view: View) -> Iterator[Test[Node]]:
        """Yield the tests of the conditions of its own, the quick ones first."""
        if (kinds := self.kinds) is not None:
            yield lambda node: node.kind in kinds
        if (statuses := self.statuses) is not None:
            yield lambda node: node.status.value in statuses
        if (ids := self.ids) is not None:
            yield lambda node: node.id in ids
        for attribute in self.attributes:
            yield attribute.in_area(view.snapshot.area.slug)
        if self.search.split():
            yield _named(view, self.search)
        yield from self._meeting_tests(view)
        if (least := self.chairs_at_least) is not None:
            chaired = chairs_held(view)
            yield lambda node: len(chaired.get(node.id, ())) >= least
        yield from self._link_tests(view)

    def _meeting_tests(self, view: View) -> Iterator[Test[Node]]:
        if (day := self.last_met_before) is not None:
            yield lambda node: (met := last_met(view, node.id)) is not None and met.day.last < day
        if (days := self.not_met_for) is not None:
            yield (
                lambda node: (
                    (met := last_met(view, node.id)) is not None
                    and days_since(met, view.day) >= days
                )
            )
        if self.meeting_on_record is not None:
            yield (
                lambda node: (
                    node.kind == "body"
                    and (last_met(view, node.id) is not None) is self.meeting_on_record
                )
            )

    def _link_tests(self, view: View) -> Iterator[Test[Node]]:
        for kind in self.has:
            yield _linked(view, kind, self.outward)
        for kind in self.has_not:
            linked = _linked(view, kind, self.outward)
            yield lambda node, linked=linked: not linked(node)  # type: ignore[misc]
        if self.reaches is not None:
            there = reaching(view, self.reaches)
            yield lambda node: node.id in there
        if self.reaches_not is not None:
            got = reaching(view, self.reaches_not)
            # Where the thing is on no map, a line that is not there says nothing either.
            told = could_be_reached(view, self.reaches_not)
            # What does not operate has no line yet, and is no answer to who lacks one.
            yield (
                lambda node: (
                    told
                    and node.kind in ("body", "post")
                    and node.id in view.firm.nodes
                    and node.id not in got
                )
            )
        if self.should_answer is not None:
            yield (
                lambda node: node.kind == "body" and should_answer(view, node) is self.should_answer
            )


def _named(view: View, text: str) -> Callable[[Node], bool]:
    """Return the test that a name, other name or id has all words of a text.

    Who looks for what has ended finds what took over from it.
    """
    words, former = folded_words(text), former_names(view)

    def fits(node: Node) -> bool:
        names = folded_name(" ".join((*node.names, node.id, *former.get(node.id, ()))))
        return all(word in names for word in words)

    return fits


def _linked(view: View, kind: str, outward: bool | None) -> Callable[[Node], bool]:
    def counts(link: Link, other: str) -> bool:
        return is_firm(link) and is_firm(view.shown.nodes[other])

    def counted(link: Link, other: str) -> bool:
        return _was_so(link) and _was_so(view.snapshot.nodes[other])

    def has(node: Node) -> bool:
        # What does not hold on the day has no link on it: what is on record of other days counts.
        holds = node.id in view.shown.nodes
        facts, fits = (view.shown, counts) if holds else (of_record(view), counted)
        sides = link_sides(kind, node.kind)
        out = outward if outward is not None else next(iter(sides), None)
        if out not in sides:
            return False
        if out:
            return any(fits(link, link.to_id) for link in facts.out_links(node.id, kind))
        return any(fits(link, link.from_id) for link in facts.in_links(node.id, kind))

    return has


def _was_so(fact: Node | Link) -> bool:
    """Say whether a fact was so on some day, and nobody disputes it."""
    intended = fact.status in (Status.PLANNED, Status.ASPIRED)
    return not intended and fact.confidence is not Confidence.DISPUTED
