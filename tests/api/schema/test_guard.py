"""Huge questions are refused before they run and before an area is opened; ordinary ones are not.

Tests: api/schema/guard.py, api/schema/rate_limit.py
"""

import time
from typing import Any

import pytest
from graphql import get_introspection_query

from api.schema.document_limits import MAX_TOKENS
from api.schema.execute import answer
from api.schema.guard import MAX_CONDITIONS, MAX_MS, MAX_VALUES, size_refusal
from api.schema.question_size import Size
from api.service.callers import BUDGET, Asking, Callers
from api.service.reader import Reader
from graph.facts.model import Area, Snapshot
from graph.store import AreaSummary, Edition
from graph.stores.memory import MemoryStore
from tests.api.schema.test_document_limits import aliases, doubling, fields, steps


class England(MemoryStore):
    """A store that says it has 153 areas of 300 things, and must not be asked for one."""

    def areas(self) -> tuple[AreaSummary, ...]:
        return tuple(
            AreaSummary(Area(slug=slug, name=slug), Edition("life", slug, 1), 300, 900)
            for slug in (f"area-{number}" for number in range(153))
        )

    def read(self, slug: str) -> Snapshot:
        raise AssertionError(f"{slug} was opened")


def nested(depth: int) -> str:
    links = "links(first: 1) { nodes { other { " * depth
    return f'{{ node(id: "york/la") {{ ... on Thing {{ {links} id {"} } } " * depth} }} }} }}'


def of_areas(asked: str) -> str:
    return f"{{ areas {{ view {{ {asked} }} }} }}"


# What would take all of England longer than the deadline, and what the sentence names.
TOO_MUCH = {
    "measures": (of_areas("measures { title scores { name value } }"), '"measures" of "view"'),
    "suggestions": (of_areas('suggestions(rule: "body-has-chair") { why }'), '"suggestions"'),
    "comparisons": (of_areas('compare(from: "2021-01-01", to: "2024-01-01") { dayAfter }'), "comp"),
    "proposals": (
        of_areas("whatIf(changes: []) { comparison { dayAfter } }"),
        '"whatIf" of "view" of "areas"',
    ),
    "everything of every finding": (
        of_areas("findings(first: 100) { nodes { subjects { facts { sentence } } } }"),
        '"sentence" of "facts" of "subjects"',
    ),
}
REFUSED = {
    "doubling fragments": (doubling(28), "TOO_LARGE"),
    "doubling fragments, many more": (doubling(100), "TOO_LARGE"),
    "a fragment that spreads itself": (
        "{ ...a } fragment a on Query { ...a }",
        "GRAPHQL_VALIDATION_FAILED",
    ),
    "deep": (nested(8), "TOO_LARGE"),
    "wide": (fields(501), "TOO_LARGE"),
    "2,000 aliases": (aliases(2000), "TOO_LARGE"),
    "aliases, a few too many": (aliases(51), "TOO_LARGE"),
    "too many tokens": ("{" + "a " * MAX_TOKENS + "}", "TOO_LARGE"),
    "a long text": ("#" + "a" * 20_000 + "\n{ areas { slug } }", "TOO_LARGE"),
    "comments without end": ("#\n" * 8000 + "{ areas { slug } }", "TOO_LARGE"),
    "brackets without end": ("{a" * 700, "TOO_LARGE"),
    "brackets in a value": ("{ area(slug: " + "[" * 1400, "TOO_LARGE"),
    "deep and whole": (steps(700), "TOO_LARGE"),
    "the schema of the schema": (
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
        "GRAPHQL_VALIDATION_FAILED",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_huge_queries_are_refused_quickly(name: str) -> None:
    query, code = REFUSED[name]
    began = time.monotonic()
    found = answer(Reader(England()), query)
    assert time.monotonic() - began < 5
    assert found.data is None
    assert not found.ran
    assert {error["extensions"]["code"] for error in found.errors} == {code}
    assert len(found.errors) <= 5
    assert all("\n" not in error["message"] for error in found.errors)


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_takes_too_long_is_refused_with_what_to_leave_out(name: str) -> None:
    query, named = TOO_MUCH[name]
    (error,) = answer(Reader(England()), query).errors
    assert error["extensions"] == {"code": "TOO_LARGE"}
    assert named in error["message"]
    assert error["message"].startswith(("The question would take the service about", "The answer"))
    assert "Ask for fewer areas, days or things at a time" in error["message"]


@pytest.mark.parametrize("name", TOO_MUCH)
def test_the_same_of_the_bundled_areas_passes(store: MemoryStore, name: str) -> None:
    if name != "everything of every finding":
        query, _ = TOO_MUCH[name]
        assert answer(Reader(store), query).errors == []


def test_introspection_and_ordinary_depth_pass(store: MemoryStore) -> None:
    for query in (get_introspection_query(), nested(4), doubling(3)):
        assert answer(Reader(store), query).errors == []


def test_only_what_is_over_a_limit_is_refused() -> None:
    assert size_refusal(Size(values=MAX_VALUES, ms=MAX_MS)) is None
    values, too_slow = size_refusal(Size(values=MAX_VALUES + 1)), size_refusal(Size(ms=10**15))
    assert values is not None
    assert values.message.startswith("The answer could hold 500,001 values; up to 500,000")
    assert too_slow is not None
    assert "about over a thousand million seconds" in too_slow.message


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({"or": [{"search": str(n)} for n in range(20_000)]}, "20,000"),
        ({"and": [{}] * 501}, "501"),
        ({"or": [{"or": [{"has": ["CHAIRS"]}] * 100}] * 60}, "6,000"),
    ],
)
def test_too_many_conditions_are_refused_before_they_are_read(where: Any, said: str) -> None:
    query = "query Q($w: ThingWhere) { things(where: $w) { totalCount } }"
    # The second time as well, when the document is known.
    for _ in range(2):
        found = answer(Reader(England()), query, {"w": where})
        assert [error["message"] for error in found.errors] == [
            f'The question has {said} conditions in its "where"; up to {MAX_CONDITIONS} are taken. '
            "Ask for fewer at a time."
        ]
        assert found.errors[0]["extensions"] == {"code": "TOO_LARGE"}
        assert not found.ran


def test_conditions_nested_too_deeply_are_refused_in_a_sentence() -> None:
    where: dict[str, Any] = {}
    for _ in range(900):
        where = {"not": where}
    query = "query Q($w: ThingWhere) { things(where: $w) { totalCount } }"
    for _ in range(2):
        (error,) = answer(Reader(MemoryStore()), query, {"w": where}).errors
        assert error["message"] == "Variable values are nested too deeply."


def test_several_queries_need_a_name(store: MemoryStore) -> None:
    query = "query A { areas { slug } } query B { areas { name } }"
    (error,) = answer(Reader(store), query).errors
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert "2 queries: name it that should run" in error["message"]
    assert answer(Reader(store), query, operation="B").errors == []


def _limits(store: MemoryStore, asking: Asking, more: str = "") -> Any:
    query = f"{{ rateLimit {{ cost limit remaining resetAt }} {more} }}"
    return answer(Reader(store), query, asking=asking)


def test_what_is_left_can_be_asked_and_goes_down_by_what_a_question_costs(
    store: MemoryStore,
) -> None:
    callers = Callers()
    small = _limits(store, Asking(callers, "one")).data["rateLimit"]
    assert (small["cost"], small["limit"], small["remaining"]) == (1, BUDGET, BUDGET - 1)
    more = 'area(slug: "york") { view { totals { count } } }'
    large = _limits(store, Asking(callers, "one"), more).data["rateLimit"]
    assert large["cost"] > 10
    assert large["remaining"] == BUDGET - 1 - large["cost"]
    assert large["resetAt"] == small["resetAt"]
    assert _limits(store, Asking(callers, "other")).data["rateLimit"]["remaining"] == BUDGET - 1


def test_who_has_spent_the_budget_is_refused_until_the_window_is_over(store: MemoryStore) -> None:
    callers = Callers(budget=1)
    assert _limits(store, Asking(callers, "one")).data["rateLimit"]["remaining"] == 0
    found = _limits(store, Asking(callers, "one"))
    assert not found.ran
    assert found.errors[0]["extensions"] == {"code": "RATE_LIMITED"}
    assert "ask again in 10 minutes" in found.errors[0]["message"]
    assert 590 < (found.retry_after or 0) <= 600
    # What is refused for its length has cost nothing.
    assert answer(Reader(store), aliases(60), asking=Asking(callers, "two")).retry_after is None
    assert callers.allowance("two").remaining == 1
