"""One request reads each area once, however deep the question goes."""

from collections import Counter
from typing import Any

import pytest

import api.service.reader
from api.schema.execute import answer
from api.service.reader import Reader
from graph.rules.run import run
from graph.stores.memory import MemoryStore
from graph.view import View

NESTED = """
{
  area(slug: "coventry") { view {
    bodies { nodes { links { nodes { other { name links(first: 5) { totalCount } } } } } }
    findings { nodes { subjects {
      subject { ... on Thing { findings { rule } } } facts { source } } } }
    lineOfSight(from: "sehp", toKind: HWB) { sentence }
    }
    early: view(asOf: "2020-01-01", complete: true) { findings { totalCount } }
  }
  again: area(slug: "coventry") { view { sources { nodes { facts { totalCount } } } } }
  node(id: "coventry/sehp") { ... on Thing { view { declarations { localId } } } }
  nodes(ids: ["coventry/cscp", "coventry@2020-01-01/ehdg", "york/la"]) {
    id ... on Thing { links { totalCount } }
  }
}
"""


class Counting:
    """A store that counts what is asked of it."""

    def __init__(self, store: MemoryStore) -> None:
        self.store, self.calls = store, Counter[str]()

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.store, name)

        def counted(*arguments: Any) -> Any:
            self.calls[" ".join([name, *arguments])] += 1
            return method(*arguments)

        return counted


@pytest.fixture
def counting(store: MemoryStore) -> Any:
    return Counting(store)


def test_each_area_is_read_once(counting: Any) -> None:
    assert answer(Reader(counting), NESTED).errors == []
    assert counting.calls == {
        # How large the areas are is asked for once, before the question runs.
        "areas": 1,
        "edition coventry": 1,
        "read coventry": 1,
        "edition york": 1,
        "read york": 1,
    }


def test_a_second_request_asks_for_the_edition_only(counting: Any) -> None:
    reader = Reader(counting)
    answer(reader, NESTED)
    counting.calls.clear()
    answer(reader, NESTED)
    assert counting.calls == {"edition coventry": 1, "edition york": 1}


def test_all_areas_are_listed_with_one_call_more(counting: Any) -> None:
    query = "{ areas { name view { bodies { nodes { name links { totalCount } } } } } }"
    assert answer(Reader(counting), query).errors == []
    assert counting.calls["areas"] == 1
    assert {n for name, n in counting.calls.items() if name != "areas"} == {1}


def test_a_question_about_rules_asks_nothing_of_the_store(counting: Any) -> None:
    assert answer(Reader(counting), "{ rules { id title citations { source } } }").errors == []
    assert counting.calls == {}


def test_a_request_runs_the_checks_of_a_day_once_whatever_the_reader_forgets(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = Counter[tuple[str, bool]]()

    def counted(view: View) -> Any:
        ran[str(view.day), view.complete] += 1
        return run(view)

    monkeypatch.setattr(api.service.reader, "run", counted)
    query = """
    {
      area(slug: "york") {
        a: view(asOf: "2024-01-01") { totals { count } }
        b: view(asOf: "2024-02-01", complete: true) { totals { count } }
        c: view(asOf: "2024-01-01") {
          findings { nodes { subjects { subject { ... on Thing { findings { id } } } } } } }
        d: view(asOf: "2024-02-01", complete: true) {
          findings(where: {outcomes: [GAP]}) { totalCount } }
      }
    }
    """
    assert answer(Reader(store, kept_bytes=0), query).errors == []
    assert ran == {("2024-01-01", False): 1, ("2024-02-01", True): 1}
