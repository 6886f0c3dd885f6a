"""What a question takes is reckoned from how large the areas really are, and none is opened for it.

Tests: api/schema/cost.py, api/schema/question_size.py, api/schema/shape.py,
api/service/store_size.py
"""

from typing import Any

import pytest
from graphql import get_introspection_query, parse

from api.schema.connections import MOST
from api.schema.cost import (
    CONDITION_MS,
    OPEN_FACT_MS,
    OPEN_MS,
    RUN_FACT_MS,
    RUN_MS,
    Estimate,
)
from api.schema.query import schema
from api.schema.question_size import Size
from api.service.questions import QUESTIONS
from api.service.store_size import AreasSize, StoreSize

# England as it may be one day: 153 areas, each of 300 things with 900 links; and a small one.
LARGE, SMALL = AreasSize(1, 300, 900), AreasSize(1, 15, 6)
ENGLAND = {f"area-{number}": LARGE for number in range(152)} | {"york": SMALL}
DEADLINE_MS = 10_000


def store(of_area: dict[str, AreasSize]) -> StoreSize:
    sizes = of_area.values()
    things, links = sum(one.things for one in sizes), sum(one.links for one in sizes)
    return StoreSize(of_area, AreasSize(len(of_area), things, links))


def size_of(query: str, variables: Any = None, of_area: dict[str, AreasSize] = ENGLAND) -> Size:
    stored = store(of_area)
    return Estimate(schema._schema, parse(query), variables, lambda: stored).size


def ms(query: str, variables: Any = None, of_area: dict[str, AreasSize] = ENGLAND) -> float:
    return size_of(query, variables, of_area).ms


def of_area(slug: str, asked: str) -> str:
    return f'{{ area(slug: "{slug}") {{ view {{ {asked} }} }} }}'


def of_areas(asked: str) -> str:
    return f"{{ areas {{ view {{ {asked} }} }} }}"


def test_an_area_costs_what_is_on_its_map() -> None:
    small, large = (ms(of_area(slug, "totals { count }")) for slug in ("york", "area-1"))
    assert small == pytest.approx(OPEN_MS + RUN_MS, rel=0.3)
    assert large == pytest.approx(OPEN_MS + RUN_MS + 1200 * (OPEN_FACT_MS + RUN_FACT_MS), rel=0.1)
    assert ms(of_areas("totals { count }")) == pytest.approx(152 * large + small, rel=0.01)


def test_an_area_that_is_not_there_costs_next_to_nothing() -> None:
    assert ms(of_area("atlantis", "measures { title }")) < 1
    assert ms('{ node(id: "atlantis/x") { id } }') < 1


def test_a_list_of_areas_is_as_long_as_there_are_areas() -> None:
    assert size_of("{ areas { slug name } }").values == 1 + 153 * 2
    assert size_of("{ areas { slug name } }", of_area={"york": SMALL}).values == 3


def test_a_page_is_as_long_as_it_may_be_and_no_longer_than_what_is_there() -> None:
    asked = "bodies(first: 100) { nodes { name } }"
    assert size_of(of_area("area-1", asked)).values == 4 + MOST
    assert size_of(of_area("york", asked)).values == 4 + 21
    edges = "bodies(first: 100) { pageInfo { hasNextPage } edges { cursor node { name } } }"
    assert size_of(of_area("area-1", edges)).values == 3 + 2 + 1 + 3 * MOST


@pytest.mark.parametrize(
    ("first", "many"), [(None, 50), (3, 3), (0, 0), (-5, MOST), ("x", MOST), (1_000_000, MOST)]
)
def test_first_given_as_a_variable_counts(first: object, many: int) -> None:
    query = """
    query Q($n: Int) { area(slug: "area-1") { view { bodies(first: $n) { nodes { name } } } } }
    """
    assert size_of(query, {"n": first}).values == 4 + many
    by_default = query.replace("Int", "Int = 7")
    assert size_of(by_default).values == 4 + 7


def test_areas_that_are_named_are_those_that_count() -> None:
    named = [f"area-{n}/body-{n}" for n in range(5)]
    query = "query Q($ids: [ID!]!) { nodes(ids: $ids) { ... on Body { findings { title } } } }"
    five = ms(query, {"ids": named})
    assert five == pytest.approx(5 * ms(of_area("area-1", "totals { count }")), rel=0.1)
    # As one view shows it, and with a thing that several maps may show.
    seen = [one.replace("/", "@2024-03-31/") for one in named]
    assert ms(query, {"ids": seen}) == pytest.approx(five)
    assert ms(query, {"ids": ["shared/cscp"]}) > 20 * five


def test_checks_of_the_same_day_count_once_and_of_another_day_again() -> None:
    once = ms(of_area("area-1", "totals { count }"))
    several = "totals { count } findings { totalCount } bodies { nodes { findings { title } } }"
    run = RUN_MS + 1200 * RUN_FACT_MS
    assert ms(of_area("area-1", several)) - once < run
    days = " ".join(
        f'd{m}: view(asOf: "2024-{m:02}-01") {{ totals {{ count }} }}' for m in range(1, 11)
    )
    ten = ms(f'{{ area(slug: "area-1") {{ {days} }} }}')
    assert 9 * run < ten - once < 11 * run


def test_of_fragments_on_several_kinds_the_largest_counts() -> None:
    long = " ".join(f"f{n}: name" for n in range(20))
    one = size_of(of_area("area-1", f"nodes {{ nodes {{ ... on Body {{ {long} }} }} }}"))
    both = f"nodes {{ nodes {{ ... on Body {{ {long} }} ... on Post {{ name }} }} }}"
    assert size_of(of_area("area-1", both)).values == one.values


def test_a_fragment_counts_where_it_is_spread_and_as_what() -> None:
    of_view = "fragment f on AreaView { totals { count } }"
    by_id = f'{{ node(id: "area-1@2024-03-31") {{ ...f }} }} {of_view}'
    assert ms(by_id) == pytest.approx(ms(of_area("area-1", "totals { count }")), rel=0.05)
    twice = '{ area(slug: "area-1") { a: view { ...f } b: view(asOf: "2023-01-01") { ...f } } }'
    assert ms(f"{twice} {of_view}") > 1.3 * ms(by_id)


@pytest.mark.parametrize(
    ("names", "times"), [(["degree"], 1), ("degree", 1), (["a", "b", "c"], 3), (None, 8), ([], 0)]
)
def test_measures_given_as_a_variable_count(names: object, times: int) -> None:
    query = """
    query Q($n: [String!]) { area(slug: "area-1") { view { measures(names: $n) { title } } } }
    """
    none, one = ms(query, {"n": []}), ms(query, {"n": ["degree"]})
    assert ms(query, {"n": names}) == pytest.approx(none + times * (one - none))


def test_a_question_about_the_catalogue_does_not_ask_how_large_the_areas_are() -> None:
    def nobody() -> StoreSize:
        raise AssertionError("asked")

    for query in ("{ rules { title citations { source } } }", get_introspection_query()):
        assert Estimate(schema._schema, parse(query), None, nobody).size.ms < 2000


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_saved_question_of_a_large_area_is_far_from_the_deadline(question: Any) -> None:
    variables = question.variables("area-1", "area-1/body-1", areas=["area-1"], since="2023-03-31")
    found = ms(question.query, variables)
    if question.id != "compare-areas":
        assert found < DEADLINE_MS / 10


def test_what_takes_longest_is_named_as_it_was_asked() -> None:
    found = size_of(of_areas("totals { count } measures { title } bodies { nodes { name } }"))
    assert found.path == ("areas", "view", "measures")


def test_the_time_to_reckon_grows_with_the_length_of_a_question_only() -> None:
    parts = [f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(200)]
    query = " ".join(["{ ...f0 }", *parts, "fragment f200 on Query { areas { slug } }"])
    assert size_of(query).values > 2**200
    spreads_itself = "{ ...f } fragment f on Query { areas { slug } ...f }"
    assert size_of(spreads_itself).values == 1 + 153


def test_conditions_cost_what_they_are_held_against() -> None:
    def asked(where: str, slug: str = "area-1") -> str:
        return f'{{ links(areas: "{slug}", where: {where}) {{ totalCount }} }}'

    none, one = ms(asked("null")), ms(asked('{search: "a"}'))
    assert one - none == pytest.approx(CONDITION_MS * 1200)
    assert ms(asked('{or: [{search: "a"}, {start: "b"}]}')) - one == pytest.approx(one - none)
    small = ms(asked('{search: "a"}', "york")) - ms(asked("null", "york"))
    assert small == pytest.approx(CONDITION_MS * 21)


@pytest.mark.parametrize(
    ("where", "many"),
    [
        ("{}", 1),
        ("null", 0),
        ('{search: "a", kinds: [BODY, POST], not: {search: "b"}}', 3),
        ('{and: [{search: "a"}, {or: [{search: "b"}, {}]}], or: []}', 3),
        ("$w", 4),
        ("{and: [$w, $w, {not: $w}]}", 12),
    ],
)
def test_each_condition_counts_wherever_it_stands(where: str, many: int) -> None:
    query = f"query Q($w: ThingWhere!) {{ things(where: {where}) {{ totalCount }} }}"
    given = {"or": [{"search": str(n)} for n in range(4)]}
    assert size_of(query, {"w": given}).conditions == many
    twice = (
        "query Q($w: ThingWhere!) { ...f ...f } fragment f on Query "
        f"{{ things(where: {where}) {{ totalCount }} }}"
    )
    assert size_of(twice, {"w": given}).conditions == 2 * many


def test_steps_cost_what_the_search_for_their_check_takes() -> None:
    def asked(rule: str, more: str = "") -> float:
        return ms(of_area("area-1", f'suggestions(rule: "{rule}") {{ why }} {more}'))

    run = RUN_MS + 1200 * RUN_FACT_MS
    quick, long = asked("body-has-chair"), asked("no-orphan-body")
    assert 5 * run < quick < 10 * run < 40 * run < long
    # Said with what it is an id of, it is the same check; and of one search, both answers come.
    assert asked("rule~no-orphan-body") == pytest.approx(long)
    none = 'noSuggestion(rule: "no-orphan-body") { sentence }'
    assert asked("no-orphan-body", none) == pytest.approx(long, rel=0.01)
    assert asked("body-has-chair", none) == pytest.approx(quick + long, rel=0.05)
