"""Which facts answer a question of the governance module: small readers that can be joined."""

from collections.abc import Iterable

from graph.body_kinds import VOICE_KINDS, in_scope, is_of
from graph.fact_index import Facts
from graph.facts.model import Link, Node
from graph.governance.question import FactReader
from graph.governance_view import SEAT_LINKS, is_seat, seat_links
from graph.sectors import grade_of


def posts(*kinds: str) -> FactReader:
    """Read the filled posts of some kinds, with what they lead, sponsor or sit on."""

    def read(facts: Facts) -> Iterable[Node | Link]:
        for post in facts.of_kind("post", *kinds):
            if post.flag("vacant") is not True:
                yield post
                yield from facts.out_links(post.id, "leads", "sponsors", "accountable_for")
                yield from filter(is_seat, facts.out_links(post.id, *SEAT_LINKS))

    return read


def things(kind: str, attribute: str, *values: str) -> FactReader:
    """Read the things of a kind with one of some values; with none, those that have any value."""

    def read(facts: Facts) -> Iterable[Node | Link]:
        for node in facts.of_kind(kind):
            value = node.attributes.get(attribute)
            if value not in (None, (), "") and (not values or value in values):
                yield node

    return read


def links(*kinds: str) -> FactReader:
    """Read the links of some kinds."""
    return lambda facts: facts.links_of(*kinds)


def several(*reads: FactReader) -> FactReader:
    """Read what several readers read."""
    return lambda facts: [fact for read in reads for fact in read(facts)]


def main_board_seats(facts: Facts) -> Iterable[Node | Link]:
    """Read who sits on a main board, or chairs one."""
    for seat in seat_links(facts):
        on_main = is_of(facts.nodes[seat.to_id], ("main_board",))
        if on_main and seat.flag("vacant") is not True:
            yield seat


def family_seats(facts: Facts) -> Iterable[Node | Link]:
    """Read the seats that speak for families or young people."""
    for seat in seat_links(facts):
        holder = facts.nodes[seat.from_id]
        said = seat.text("represents") or holder.text("sector")
        if said in ("families", "young_people") or holder.kind == "community":
            yield seat


def manager_seats(facts: Facts) -> Iterable[Node | Link]:
    """Read the operational bodies, and the seats that people close to delivery hold."""
    yield from things("body", "tier", "operational", "locality")(facts)
    for seat in seat_links(facts):
        if grade_of(facts.nodes[seat.from_id]) in ("operational", "senior"):
            yield seat


def strategy_links(facts: Facts) -> Iterable[Node | Link]:
    """Read what the strategies for hubs and early help contribute to, and who works by them."""
    strategies = {"early_help_strategy", "hub_strategy", "implementation_plan"}
    for link in facts.links_of("contributes_to", "coordinates_with", "has_plan"):
        ends = (facts.nodes[link.from_id], facts.nodes[link.to_id])
        if any(end.text("plan_kind") in strategies for end in ends):
            yield link


def voice_money(facts: Facts) -> Iterable[Node | Link]:
    """Read the support that voice bodies give, and what funds them."""
    for body in facts.of_kind("body", *VOICE_KINDS):
        if body.words("support"):
            yield body
        yield from facts.in_links(body.id, "funds", "commissions")


def called_panel(facts: Facts) -> Iterable[Node | Link]:
    """Read the bodies for families whose name is a word of the office."""
    words = ("panel", "board", "committee", "governance")
    for body in facts.of_kind("body", *VOICE_KINDS):
        named = body.name.casefold()
        if any(word in named for word in words):
            yield body


def several_masters(facts: Facts) -> Iterable[Node | Link]:
    """Read the lines of bodies that are accountable to more than one."""
    for body in facts.of_kind("body"):
        lines = facts.out_links(body.id, "accountable_to")
        if in_scope(body) and len(lines) > 1:
            yield from lines
