"""What the clients are asked to show: every saved question, and documents made to confuse a cache."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from api.service.load_archive import import_example
from api.service.questions import QUESTIONS, first_thing
from api.service.reader import Reader
from graph.facts.model import Node
from graph.store import Store
from tests.towns import Town

# A council as published, and the invented town, which has meetings, plans and scenarios.
AREAS = ("coventry", "example-town")
DAYS = ("2024-03-31", "2026-11-24")
_FOUND = """
fragment Found on Area {
  slug
  recordedAsOf
  nodes(first: 30) { nodes { id name status links(first: 10) { nodes { direction link { id sentence } other { id name } } } } }
  findings(first: 70) { nodes { id title outcome sentence facts { id sentence } subjects { id outcome sentence } } }
}
"""
TWO_DAYS = f"""
query TwoDays($area: String!, $first: Date, $last: Date) {{
  first: area(slug: $area, asOf: $first) {{ ...Found }}
  last: area(slug: $area, asOf: $last) {{ ...Found }}
}}
{_FOUND}"""
TWO_AREAS = f"""
query TwoAreas {{
  here: area(slug: "nearham") {{ ...Found }}
  there: area(slug: "farham") {{ ...Found }}
}}
{_FOUND}"""


def _neighbour(slug: str) -> Town:
    town = Town(slug).main("board").body("scp", "safeguarding_partnership")
    icb = town.body("icb", "icb_board", name="Integrated Care Board").facts.pop(f"{slug}/icb")
    assert isinstance(icb, Node)
    town.facts["shared/icb"] = replace(icb, id="shared/icb", maps=("farham", "nearham"))
    return town


def filled(store: Store) -> Store:
    """Fill a store with two bundled areas, and two towns that share a board."""
    for slug in AREAS:
        import_example(store, slug)
    store.put(_neighbour("nearham").link("board", "reports_to", "shared/icb").snapshot(), ())
    store.put(_neighbour("farham").link("board", "informs", "shared/icb").snapshot(), ())
    return store


def documents(store: Store) -> Iterator[dict[str, Any]]:
    """Yield every saved question for two areas and two days each, then those that confuse."""
    reader = Reader(store)
    for question in QUESTIONS:
        for slug in AREAS if question.needs else AREAS[:1]:
            for day in DAYS if question.needs else DAYS[:1]:
                days = {"asOf": day}
                thing = first_thing(reader.view(slug))
                yield {
                    "name": f"{question.id} {slug} {day}",
                    "query": question.query_on(days),
                    "variables": question.variables(slug, thing, days),
                }
    for slug in AREAS:
        variables = {"area": slug, "first": DAYS[0], "last": DAYS[1]}
        yield {"name": f"two days of {slug}", "query": TWO_DAYS, "variables": variables}
    yield {"name": "two areas that share a board", "query": TWO_AREAS, "variables": {}}
