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
  area(slug: "coventry") {
    bodies { nodes { links { nodes { other { name links(first: 5) { totalCount } } } } } }
    findings { nodes { subjects { node { findings { rule } } facts { source } } } }
    early: findings(asOf: "2020-01-01", complete: true) { totalCount }
    lineOfSight(from: "sehp", toKind: HWB) { sentence }
  }
  again: area(slug: "coventry") { sources { facts { totalCount } } }
  node(id: "coventry/sehp") { area { declarations { id } } }
  nodes(ids: ["coventry/cscp", "coventry/ehdg", "york/la"]) { id links { totalCount } }
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
    query = "{ areas { name bodies { nodes { name links { totalCount } } } } }"
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
        a: totals(asOf: "2024-01-01") { count }
        b: totals(asOf: "2024-02-01", complete: true) { count }
        c: findings(asOf: "2024-01-01") { nodes { subjects { node { findings { id } } } } }
        d: findings(asOf: "2024-02-01", complete: true, outcomes: [GAP]) { totalCount }
      }
    }
    """
    assert answer(Reader(store, kept_bytes=0), query).errors == []
    assert ran == {("2024-01-01", False): 1, ("2024-02-01", True): 1}
