"""What clients are asked to show: every saved question, and what is made to confuse a cache."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

from api.service.load_archive import import_example
from api.service.questions import QUESTIONS, first_thing
from api.service.reader import Reader
from graph.facts.changes import Added, Batch, Change, Withdrawn
from graph.facts.model import Node
from graph.store import Store
from graph.stores.memory import MemoryStore
from tests.towns import Town

# A council as published, and the invented town, which has meetings, plans and scenarios.
AREAS = ("coventry", "example-town")
DAYS = ("2024-03-31", "2026-11-24")
# What some questions ask besides: the day since when, and the areas that are looked at together.
BESIDES = {"since": "2023-03-31", "areas": [*AREAS, "nearham", "farham"]}
# A day when a line of onceham was on record, which was withdrawn later.
KNOWN = "2024-05-15"
_FOUND = """
fragment Found on AreaView {
  asOf
  revision
  bodies(first: 30) {
    nodes {
      id
      name
      status
      links(first: 10) { nodes { direction link { id sentence } other { id name } } }
    }
  }
  findings(first: 70) {
    nodes {
      id
      title
      outcome
      sentence
      facts { subjectId sentence subject { id } }
      subjects { subjectId outcome sentence subject { id } }
    }
  }
}
"""
TWO_DAYS = f"""
query TwoDays($area: String!, $first: Date, $last: Date) {{
  area(slug: $area) {{
    slug
    first: view(asOf: $first) {{ ...Found }}
    last: view(asOf: $last) {{ ...Found }}
  }}
}}
{_FOUND}"""
THREE_VIEWS = f"""
query ThreeViews($area: String!, $known: Date!) {{
  here: area(slug: $area) {{ view {{ ...Found }} }}
  known: area(slug: $area) {{ view(knownAt: $known) {{ ...Found }} }}
  complete: area(slug: $area) {{ view(complete: true) {{ ...Found }} }}
}}
{_FOUND}"""
TWO_AREAS = f"""
query TwoAreas {{
  here: area(slug: "nearham") {{ view {{ ...Found }} }}
  there: area(slug: "farham") {{ view {{ ...Found }} }}
}}
{_FOUND}"""


def _neighbour(slug: str) -> Town:
    town = Town(slug).main("board").body("scp", "safeguarding_partnership")
    icb = town.body("icb", "icb_board", name="Integrated Care Board").facts.pop(f"{slug}/icb")
    assert isinstance(icb, Node)
    town.facts["shared/icb"] = replace(icb, id="shared/icb", maps=("farham", "nearham"))
    return town


def _once(store: Store) -> None:
    """Record a town on 1 May with a line that never was, and withdraw it on 20 May."""
    town = Town("onceham").main("board").body("scp", "safeguarding_partnership")
    (line,) = town.link("board", "reports_to", "scp").snapshot().links
    _write(store, 1, *(Added(fact) for fact in town.facts.values()))
    _write(store, 20, Withdrawn(line))


def _write(store: Store, day: int, *changes: Change) -> None:
    when = datetime(2024, 5, day, 12, tzinfo=UTC)
    name = f"onceham {day}"
    store.apply(
        Batch(id=name, area="onceham", who="pat", when=when, source="minutes", changes=changes)
    )


def filled() -> MemoryStore:
    """Return a store with two bundled areas, two towns that share a board, and one that changed."""
    store = MemoryStore()
    for slug in AREAS:
        import_example(store, slug)
    store.put(_neighbour("nearham").link("board", "reports_to", "shared/icb").snapshot(), ())
    store.put(_neighbour("farham").link("board", "informs", "shared/icb").snapshot(), ())
    _once(store)
    return store


def documents(store: Store) -> Iterator[dict[str, Any]]:
    """Yield every saved question for two areas and two days each, then those that confuse."""
    for slug, day in product(AREAS, DAYS):
        yield from saved_questions(store, slug, day)
    for slug in AREAS:
        variables = {"area": slug, "first": DAYS[0], "last": DAYS[1]}
        yield {"name": f"two days of {slug}", "query": TWO_DAYS, "variables": variables}
    variables = {"area": "onceham", "known": KNOWN}
    yield {"name": "three views of one day", "query": THREE_VIEWS, "variables": variables}
    yield {"name": "two areas that share a board", "query": TWO_AREAS, "variables": {}}


def saved_questions(store: Store, slug: str, day: str) -> Iterator[dict[str, Any]]:
    """Yield every saved question for an area and a day."""
    thing = first_thing(Reader(store).view(slug, date.fromisoformat(day)))
    for question in QUESTIONS:
        days = {"asOf": day}
        besides = {name: given for name, given in BESIDES.items() if f"${name}:" in question.query}
        yield {
            "name": f"{question.id} {slug} {day}",
            "query": question.query_on(days),
            "variables": question.variables(slug, thing, days) | besides,
        }
