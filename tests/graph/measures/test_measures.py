"""Measures against small networks worked out by hand.

Tests: graph/measures/catalogue.py, graph/measures/centrality.py, graph/measures/failure.py
Tests: graph/measures/measure.py
"""

import math
from itertools import combinations
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import UnknownThing
from graph.governance_view import Partnership, is_placeholder, partnership_of
from graph.measures.catalogue import MEASURES, measured
from graph.measures.centrality import COMMUNITIES, communities
from graph.measures.failure import ONE_HOLDER, joined_by_one
from graph.measures.measure import GIVE_TIME, Method
from graph.view import View
from tests.generated import generated
from tests.towns import DAY, Town


def values(town: Town, measure: str) -> dict[str, float]:
    scores = measured(town.view(), measure).scores
    return {score.node_id.removeprefix("testham/"): round(score.value, 4) for score in scores}


def chain() -> Town:
    """A row of four: a - b - c - d."""
    town = Town()
    for local in "abcd":
        town.body(local, "sub_group")
    return town.link("a", "informs", "b").link("b", "advises", "c").link("d", "informs", "c")


def test_degree_counts_the_others_a_thing_is_joined_to() -> None:
    town = chain().link("b", "informs", "a")
    assert values(town, "degree") == {"a": 1, "b": 2, "c": 2, "d": 1}


def test_betweenness_is_the_share_of_pairs_whose_way_leads_through() -> None:
    # Of the three pairs of others, b lies between (a, c) and (a, d).
    assert values(chain(), "betweenness") == {"b": 0.6667, "c": 0.6667, "a": 0, "d": 0}


def test_closeness_is_one_over_the_mean_number_of_steps() -> None:
    # a is 1 + 2 + 3 steps from the others, b 1 + 1 + 2.
    assert values(chain(), "closeness") == {"a": 0.5, "b": 0.75, "c": 0.75, "d": 0.5}
    # With one thing that nothing joins, each reaches 3 of 4 others.
    apart = chain().body("e", "sub_group")
    assert values(apart, "closeness")["b"] == 0.5625
    assert values(apart, "closeness")["e"] == 0


def test_constraint_is_low_for_who_joins_others_that_are_apart() -> None:
    # b spends half of its contact on each of a and c: 1/4 + 1/4; a all of it on b.
    found = values(chain(), "constraint")
    assert found == {"b": 0.5, "c": 0.5, "a": 1, "d": 1}
    assert list(found)[:2] == ["b", "c"]


def test_effective_size_takes_contacts_who_know_each_other_together() -> None:
    assert values(chain(), "effective-size") == {"b": 2, "c": 2, "a": 1, "d": 1}
    # In a triangle each has two contacts that know each other: 2 - 2 * 1 / 2.
    triangle = chain().link("a", "informs", "c")
    assert values(triangle, "effective-size")["a"] == 1


def test_reach_is_the_share_of_bodies_that_answer_to_one() -> None:
    town = Town().main().body("scp", "safeguarding_partnership").body("sub", "sub_group")
    town.body("lone", "network").link("sub", "subgroup_of", "main")
    town.link("main", "reports_to", "scp")
    assert values(town, "reach") == {"scp": 0.6667, "main": 0.3333, "lone": 0, "sub": 0}


def tree() -> Town:
    """Two groups under the main board, which answers to the top; another with two lines."""
    town = Town().main().body("scp", "safeguarding_partnership").body("hwb", "hwb")
    for local in "abc":
        town.body(local, "sub_group")
    town.link("a", "reports_to", "main").link("b", "subgroup_of", "main")
    town.link("main", "accountable_to", "scp")
    return town.link("c", "reports_to", "scp").link("c", "reports_to", "hwb")


def test_a_single_point_of_failure_is_what_every_line_leads_through() -> None:
    assert values(tree(), "single-points") == {"main": 2, "a": 0, "b": 0, "c": 0}
    second = tree().link("b", "reports_to", "hwb")
    assert values(second, "single-points")["main"] == 1
    assert values(second.link("main", "reports_to", "hwb"), "single-points")["main"] == 1


def test_a_post_can_be_a_single_point_and_without_a_top_nothing_is() -> None:
    town = Town().body("a", "sub_group").post("p").body("scp", "safeguarding_partnership")
    town.link("a", "accountable_to", "p").link("p", "accountable_to", "scp")
    assert values(town, "single-points") == {"p": 1, "a": 0}
    assert values(chain(), "single-points") == {}


def test_knock_out_is_the_share_of_needed_paths_that_break() -> None:
    town = Town().main().body("scp", "safeguarding_partnership").body("hwb", "hwb")
    town.link("main", "reports_to", "hwb").post("p", name="Head").organisation("trust", "icb")
    town.link("p", "member_of", "main").link("p", "member_of", "scp").post("q")
    town.link("p", "employed_by", "trust").link("q", "member_of", "main")
    # Two paths stand: to the board by its line, to the partnership by the head alone.
    assert values(town, "knock-out") == {"p": 0.5, "trust": 0.5, "q": 0}
    first = measured(town.view(), "knock-out").scores[0]
    assert first.sentence == "Without it 1 of 2 paths would break: MAIN to SCP."
    town.link("main", "coordinates_with", "scp")
    assert set(values(town, "knock-out").values()) == {0}


def test_an_organisation_goes_with_its_departments_posts_and_people() -> None:
    town = Town().main().body("scp", "safeguarding_partnership").organisation("council", "icb")
    town.node("dept", "department").link("dept", "part_of", "council")
    town.node("ann", "person").link("ann", "employed_by", "council")
    town.link("ann", "member_of", "main").link("ann", "member_of", "scp")
    assert values(town, "knock-out") == {"council": 1}


def test_without_any_needed_path_there_is_no_knock_out() -> None:
    assert values(Town().main().post("p"), "knock-out") == {}


def test_pairs_of_bodies_that_one_holder_joins() -> None:
    town = Town().body("a", "sub_group").body("b", "sub_group").body("c", "sub_group")
    town.post("p", name="Head").node("ann", "person", name="Ann").organisation("trust", "icb")
    town.link("p", "chairs", "a").link("p", "member_of", "b")
    town.link("trust", "member_of", "b").link("trust", "member_of", "c")
    town.link("ann", "member_of", "c").link("ann", "member_of", "a")
    pairs = {(p.one[-1] + p.other[-1]): (p.holder, p.sentence) for p in joined_by_one(town.view())}
    assert pairs == {
        "ab": ("testham/p", "Only Head joins A and B."),
        "bc": ("testham/trust", "Only TRUST joins B and C."),
        "ac": ("", "Only one person joins A and C."),
    }
    town.link("a", "reports_to", "b").link("c", "coordinates_with", "b").link("p", "member_of", "c")
    assert joined_by_one(town.view()) == ()


def test_a_person_counts_as_the_post_they_are_in() -> None:
    town = Town().body("a", "sub_group").body("b", "sub_group").post("p", name="Head")
    town.node("ann", "person", name="Ann").link("ann", "holds", "p")
    town.link("ann", "member_of", "a").link("p", "member_of", "b")
    (pair,) = joined_by_one(town.view())
    assert (pair.holder, pair.sentence) == ("testham/p", "Only Head joins A and B.")
    assert values(town, "degree") == {"p": 2, "a": 1, "b": 1}


def test_groups_are_joined_more_within_than_to_others() -> None:
    town = Town()
    for local in "abcdef":
        town.body(local, "sub_group")
    for pair in ("ab", "bc", "ca", "de", "ef", "fd", "cd"):
        town.link(pair[0], "informs", pair[1])
    groups = [[i.removeprefix("testham/") for i in group] for group in communities(town.view())]
    assert groups == [["a", "b", "c"], ["d", "e", "f"]]
    assert communities(Town().main().view()) == ()


def test_who_gives_their_time_is_not_ranked_but_joins() -> None:
    town = Town().main().body("panel", "voice_panel").organisation("parents", "families")
    town.organisation("charity", "vcs").post("chief").link("chief", "employed_by", "charity")
    town.node("ann", "person").link("ann", "member_of", "main").post("head")
    for holder in ("parents", "charity", "chief", "head"):
        town.link(holder, "member_of", "main")
    town.link("panel", "informs", "main")
    assert set(values(town, "degree")) == {"main", "head"}
    assert values(town, "degree")["main"] == 6


@settings(max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_whatever_the_map_only_bodies_posts_and_organisations_are_ranked(seed: int) -> None:
    view = View(generated(seed, 20, 50), DAY)
    partnership = Partnership(view.firm)
    for measure in MEASURES:
        for score in measured(view, measure.id).scores:
            node = view.firm.nodes[score.node_id]
            assert node.kind in ("body", "post", "organisation")
            assert node.text("body_kind") not in ("voice_panel", "voice_forum")
            if node.kind != "body":
                sector = partnership.sector_of(node)
                assert sector not in ("families", "young_people", "vcs", "faith")
            assert not math.isnan(score.value)


def test_what_a_measure_reads_is_shown_with_it() -> None:
    town = Town().main().body("sub", "sub_group").post("p").link("p", "chairs", "main")
    few = measured(town.view(), "degree")
    assert (few.coverage.known, few.coverage.of, few.coverage.enough) == (1, 4, False)
    assert few.caution.startswith("Too little is recorded")
    town.link("sub", "subgroup_of", "main").declare("members", of="sub")
    more = measured(town.view(), "degree")
    assert (more.coverage.known, more.coverage.of, more.coverage.enough) == (3, 4, True)
    assert "Seats are recorded for 2 of 2 bodies." in more.caution
    lines = measured(town.view(), "reach").coverage
    assert lines.sentence == "Lines upward are recorded for 1 of 2 bodies."
    assert measured(Town().view(), "reach").coverage.share == 0


def test_every_method_cites_its_paper_and_says_what_it_means() -> None:
    methods: tuple[Method, ...] = (*MEASURES, ONE_HOLDER, COMMUNITIES)
    assert len({method.id for method in methods}) == len(methods) == 10
    for method in methods:
        assert method.means
        assert method.caution
        assert method.papers
        for paper in method.papers:
            assert paper.title
            assert paper.authors
            assert 1950 < paper.year < 2026


def test_an_unknown_measure_is_named() -> None:
    with pytest.raises(UnknownThing, match="Did you mean degree"):
        measured(chain().view(), "degrees")


@pytest.mark.parametrize("seed", range(8))
def test_pairs_found_by_their_holders_are_those_found_pair_by_pair(seed: int) -> None:
    chance, town = Random(seed), Town()
    bodies = "abcdefg"
    for local in bodies:
        town.body(local, "sub_group")
    town.organisation("several", stands_for_several=True).organisation("fam", "families")
    town.organisation("one").organisation("other").post("post").post("chief")
    town.node("ada", "person").link("ada", "holds", "post")
    town.node("ben", "person")
    for holder in ("several", "fam", "one", "other", "post", "chief", "ada", "ben"):
        for local in chance.sample(bodies, 3):
            town.link(holder, "member_of", local)
    for kind in ("reports_to", "coordinates_with"):
        for _ in range(2):
            start, stop = chance.sample(bodies, 2)
            town.link(start, kind, stop)
    view = town.view()
    partnership = partnership_of(view.firm)
    holders: dict[str, set[str]] = {}
    for place in partnership.bodies:
        holders[place.id] = {
            min((f.to_id for f in view.firm.out_links(s.holder.id, "holds")), default=s.holder.id)
            if s.holder.kind == "person"
            else s.holder.id
            for s in partnership.seats(place.id)
        }
    wanted = []
    for one, other in combinations(holders, 2):
        shared = holders[one] & holders[other]
        lines = {*partnership.hierarchy.up(one), *partnership.hierarchy.up(other)}
        working = {end for _, end in partnership.working_links(one)}
        if len(shared) == 1 and not {one, other} & lines and other not in working:
            (holder,) = shared
            node = view.firm.nodes[holder]
            if not is_placeholder(node) and partnership.sector_of(node) not in GIVE_TIME:
                wanted.append((one, other, "" if node.kind == "person" else holder))
    assert [(p.one, p.other, p.holder) for p in joined_by_one(view)] == wanted
    assert wanted
