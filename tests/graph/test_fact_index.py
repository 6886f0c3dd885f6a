"""What is kept for speed says the same as when it is worked out plainly."""

import random
from datetime import date

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.fact_index import is_firm
from graph.facts.dates import Truth
from graph.facts.identifiers import natural_key
from graph.facts.model import snapshot_of
from graph.governance_view import CHAIR_LINKS, SEAT_LINKS, Partnership, Seat, is_seat, seat_links
from graph.kinds import LINK_KINDS, NODE_KINDS
from graph.rules.run import run
from graph.sentences import fact_sentence
from graph.view import View
from tests.additions import added, thinned
from tests.full_town import full_town, gap_town
from tests.towns import DAY, Town

CHANCE = st.integers(0, 2**32).map(random.Random)
TOWNS = (full_town(), gap_town())


def view_of(chance: random.Random) -> View:
    town = chance.choice(TOWNS)
    facts = thinned(town.facts, chance)
    for _ in range(chance.randint(0, 20)):
        facts |= {fact.id: fact for fact in added(facts, town.slug, chance)}
    return View(snapshot_of(facts, town.slug, 1, {}), DAY)


@settings(max_examples=25)
@given(CHANCE)
def test_look_ups_by_kind_and_by_body(chance: random.Random) -> None:
    view = view_of(chance)
    for facts in (view.shown, view.firm, view.intended):
        assert list(facts.nodes) == sorted(facts.nodes, key=natural_key)
        assert list(facts.links) == sorted(facts.links, key=natural_key)
        for sort in NODE_KINDS:
            assert facts.of_kind(sort.name) == [
                node for node in facts.nodes.values() if node.kind == sort.name
            ]
        for kind, *sorts in (("body", "main_board"), ("body", "hwb", "icp"), ("post", "dcs")):
            assert facts.of_kind(kind, *sorts) == [
                n
                for n in facts.of_kind(kind)
                if {n.text(f"{kind}_kind"), *n.words("also_kinds")} & {*sorts}
            ]
        kinds = [kind.name for kind in LINK_KINDS]
        for some in ((kinds[0],), (kinds[1],), (kinds[0], kinds[1])):
            assert facts.links_of(*some) == [f for f in facts.links.values() if f.kind in some]
        for of in ((), *((kind,) for kind in kinds), ("member_of", "chairs")):
            of_kinds = [f for f in facts.links.values() if not of or f.kind in of]
            for node in facts.nodes:
                facts.out_links(node, *of).clear()
                facts.in_links(node, *of).clear()
                assert facts.out_links(node, *of) == [f for f in of_kinds if f.from_id == node]
                assert facts.in_links(node, *of) == [f for f in of_kinds if f.to_id == node]
    for body in view.shown.of_kind("body"):
        assert view.meetings_of(body.id) == [m for m in view.meetings if m.body == body.id]


@settings(max_examples=25)
@given(CHANCE)
def test_seats_lines_and_paths_are_kept_as_they_are(chance: random.Random) -> None:
    facts = view_of(chance).intended
    kept = Partnership(facts)
    for body in facts.of_kind("body"):
        for kinds in ((), ("member_of",), ("chairs", "co_chairs"), SEAT_LINKS):
            plain = [
                Seat(link, facts.nodes[link.from_id], Partnership(facts).sector(link))
                for link in kept.recorded_seats(body.id, *kinds)
                if kept.filled(link)
            ]
            assert sorted(kept.seats(body.id, *kinds), key=str) == sorted(plain, key=str)
        above = nx.single_source_shortest_path_length(kept.hierarchy.graph, body.id)
        for _ in range(2):
            chairs = [s for s in kept.own_seats(body.id) if s.link.kind in CHAIR_LINKS]
            assert kept.own_chairs(body.id) == chairs
            kept.own_chairs(body.id).clear()
            assert set(kept.hierarchy.line(body.id)) == set(above)
            kept.hierarchy.line(body.id).clear()
        for other in facts.of_kind("body"):
            path = kept.hierarchy.path(body.id, other.id)
            assert (path is not None) == nx.has_path(kept.hierarchy.graph, body.id, other.id)
            if path:
                ways = nx.all_shortest_paths(kept.hierarchy.graph, body.id, other.id)
                assert path == min(ways)
    for node in facts.nodes.values():
        for _ in range(2):
            assert kept.sector_of(node) == Partnership(facts).sector_of(node)
            assert kept.organisation_of(node) == Partnership(facts).organisation_of(node)


@settings(max_examples=10)
@given(CHANCE)
def test_a_fact_that_several_findings_show_reads_the_same_in_each(chance: random.Random) -> None:
    view = view_of(chance)
    facts = view.snapshot.facts()
    for finding in run(view):
        for read in finding.facts:
            assert read.sentence == fact_sentence(facts[read.id], view.snapshot)


@settings(max_examples=25)
@given(CHANCE, st.dates(date(2019, 1, 1), date(2027, 1, 1)))
def test_what_holds_and_what_was_ever_so_by_each_fact_itself(
    chance: random.Random, day: date
) -> None:
    snapshot = view_of(chance).snapshot
    view = View(snapshot, day)
    nodes, links = snapshot.nodes, snapshot.links
    for node in nodes.values():
        assert view.truth_by_id[node.id] is node.holds(day)
    for link in links.values():
        truths = {link.holds(day), *(nodes[i].holds(day) for i in (link.from_id, link.to_id))}
        least = next(t for t in (Truth.NO, Truth.MAYBE, Truth.YES) if t in truths)
        assert view.truth_by_id[link.id] is least
    ever = view.ever_firm
    assert dict(ever.nodes) == {i: n for i, n in nodes.items() if is_firm(n)}
    assert dict(ever.links) == {
        i: f
        for i, f in links.items()
        if is_firm(f) and f.from_id in ever.nodes and f.to_id in ever.nodes
    }
    assert seat_links(ever) == [f for f in ever.links.values() if is_seat(f)]


def test_what_was_ever_so_is_what_is_so_where_nothing_ended_or_is_in_doubt() -> None:
    view = Town().main().view()
    assert view.ever_firm is view.firm
